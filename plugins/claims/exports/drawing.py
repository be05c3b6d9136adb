"""SVG → PNG, alike on every machine: the fonts come with the project, and none of the machine's own are used.

A picture that was drawn before is kept under what it was made of, so that one that has not changed costs nothing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import PIL
import resvg_py
from PIL import Image

from .. import cache, processes
from .typesetting import FONTS

_COLOURS = 24  # paper, two inks, a tone and steps between them: of the hundred or so, nobody sees the rest go
_EFFORT = 8  # of 9: the last step takes twice as long for a fiftieth less
_END = b"IEND\xaeB`\x82"  # of a PNG that is whole
_WORTH_A_POOL = 6  # to start two more processes takes as long as to draw a few pictures


def draw(drawings: Mapping[str, str], keep: Path) -> dict[str, bytes]:
    """The pictures under the names of their drawings."""
    return dict(drawn(drawings.items(), keep))


def drawn(drawings: Iterable[tuple[str, str]], keep: Path) -> Iterator[tuple[str, bytes]]:
    """Each picture with the name of its drawing as soon as it is there: thousands need not be held at once.

    `keep` is the folder for what was drawn before; what is no longer wanted goes from it in the end.
    """
    made_by = _maker()
    wanted, missing = set[Path](), dict[Path, tuple[str, list[str]]]()
    for name, svg in drawings:
        file = keep / f"{hashlib.sha256(made_by + svg.encode()).hexdigest()}.png"
        wanted.add(file)
        png = cache.read(file)
        if png is None or not png.endswith(_END):
            missing.setdefault(file, (svg, []))[1].append(name)
        else:
            yield name, png
    pictures = _rendered([svg for svg, _ in missing.values()])
    for (file, (_, names)), png in zip(missing.items(), pictures, strict=True):
        cache.write(file, png)
        yield from ((name, png) for name in names)
    cache.clear(keep, wanted)


def render(svg: str) -> bytes:
    """Draw one picture."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(font.file) for font in FONTS])
    full = Image.open(io.BytesIO(drawn)).convert("RGB")
    picture = full.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=_EFFORT)
    return packed.getvalue()


def _rendered(svgs: Sequence[str]) -> Iterator[bytes]:
    if len(svgs) < _WORTH_A_POOL:
        yield from map(render, svgs)
        return
    with ProcessPoolExecutor(processes.cores()) as pool:
        yield from pool.map(render, svgs, chunksize=4)


def _maker() -> bytes:
    """What draws: two libraries, the fonts, and this file."""
    digest = hashlib.sha256(f"{resvg_py.__version__} {PIL.__version__} ".encode())
    for file in (*(font.file for font in FONTS), Path(__file__)):
        digest.update(file.read_bytes())
    return digest.digest()
