"""SVG → PNG, alike on every machine: the fonts come with the project, and none of the machine's own are used.

A picture that was drawn before is kept under what it was made of, so that one that has not changed costs nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import PIL
import resvg_py
from PIL import Image

from .typeset import FONTS

_COLOURS = 24  # paper, two inks, a tone and steps between them: of the hundred or so, nobody sees the rest go
_EFFORT = 8  # of 9: the last step takes twice as long for a fiftieth less
_WORTH_A_POOL = 6  # to start two more processes takes as long as to draw a few pictures


def draw(drawings: Mapping[str, str], kept: Path) -> dict[str, bytes]:
    """The pictures under the names of their drawings.

    `kept` is the folder for what was drawn before; what is no longer wanted goes from it.
    """
    kept.mkdir(parents=True, exist_ok=True)
    made_by = _maker()
    files = {name: kept / f"{hashlib.sha256(made_by + svg.encode()).hexdigest()}.png" for name, svg in drawings.items()}
    found = {file: file.read_bytes() for file in set(files.values()) if file.is_file()}
    missing = {file: drawings[name] for name, file in files.items() if file not in found}
    for file, png in zip(missing, _rendered(missing.values()), strict=True):
        found[file] = png
        _keep(file, png)
    for file in kept.iterdir():
        if file not in found:
            file.unlink(missing_ok=True)
    return {name: found[file] for name, file in files.items()}


def render(svg: str) -> bytes:
    """Draw one picture."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(font.file) for font in FONTS])
    full = Image.open(io.BytesIO(drawn)).convert("RGB")
    picture = full.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=_EFFORT)
    return packed.getvalue()


def _rendered(svgs: Iterable[str]) -> list[bytes]:
    svgs = list(svgs)
    if len(svgs) < _WORTH_A_POOL:
        return [render(svg) for svg in svgs]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(render, svgs, chunksize=4))


def _maker() -> bytes:
    """What draws: two libraries, the fonts, and this file."""
    digest = hashlib.sha256(f"{resvg_py.__version__} {PIL.__version__} ".encode())
    for file in (*(font.file for font in FONTS), Path(__file__)):
        digest.update(file.read_bytes())
    return digest.digest()


def _keep(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(file)
