"""Make pictures for sharing from the words of pages. Pages without a picture of their own use that of the home page.

The same fonts give the same pictures. The fonts for Latin, Greek and Cyrillic come with a library. The Chinese fonts
are those of the system; if it has none, Chinese pages have no pictures.

SVG does not wrap text, so this module divides it into lines that fit. The template share.svg draws them, and resvg
makes a PNG of the drawing.
"""

import functools
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

import font_source_sans_pro
import font_source_serif_pro
import resvg_py
from markupsafe import Markup
from PIL import Image, ImageFont

from ..site.chinese import NO_NEIGHBOURS, Neighbours
from ..site.language import Language
from ..site.page import PictureWords
from ..site.views import Choice
from . import Build, Feature
from .cache import Cache, make_key

_EM = 1000  # units that a font is measured in
_LEADING = 1.2  # from one line to the next, in sizes
_RISE = 0.92  # from the top of a line's place to its baseline, in sizes: the tallest letter and the air above it
_COLOURS = 24  # paper, two inks, a tone and steps between them: of the hundred or so, nobody sees the rest go
_EFFORT = 8  # of 9: the last step takes twice as long for a fiftieth less


@dataclass(frozen=True)
class Font:
    """One weight of one typeface."""

    family: str
    weight: int
    file: Path
    index: int = 0
    """Its place in the file."""

    def width(self, text: str) -> float:
        """Return how wide a line is, in sizes of the font, unjoined and without kerning: both bring letters closer."""
        return self.face.getlength(str(text)) / _EM  # which an Original is not

    @functools.cached_property
    def face(self) -> ImageFont.FreeTypeFont:
        """The font as Pillow has it."""
        return ImageFont.truetype(str(self.file), _EM, self.index, layout_engine=ImageFont.Layout.BASIC)

    def has(self, letter: str) -> bool:
        """Return whether the font has a letter. For all that it lacks, Pillow draws one sign."""
        return bytes(self.face.getmask(letter)) != bytes(self.face.getmask("\uffff"))


class Fonts(NamedTuple):
    """What a picture is set in."""

    serif_bold: Font
    sans: Font
    sans_bold: Font


_SERIF, _SANS = (Path(fonts.font_directory) for fonts in (font_source_serif_pro, font_source_sans_pro))
FONTS = Fonts(
    Font("Source Serif Pro", 600, _SERIF / "SourceSerifPro-Semibold.ttf"),
    Font("Source Sans Pro", 400, _SANS / "SourceSansPro-Regular.ttf"),
    Font("Source Sans Pro", 600, _SANS / "SourceSansPro-Semibold.ttf"),
)
"""The fonts that come with a library, for Latin, Greek and Cyrillic."""
NOTO = Path("/usr/share/fonts/opentype/noto")
"""The folder in which Debian installs the Chinese fonts: 90 MB, too large to come with a library."""


def fonts_for(language: Language) -> Fonts | None:
    """Return the fonts for a language, or None if there are none."""
    fonts = FONTS
    if language.locale.language == "zh":
        region, index = ("TC", 3) if language.locale.script == "Hant" else ("SC", 2)
        serif, sans = f"Noto Serif CJK {region}", f"Noto Sans CJK {region}"
        fonts = Fonts(
            Font(serif, 700, NOTO / "NotoSerifCJK-Bold.ttc", index),
            Font(sans, 400, NOTO / "NotoSansCJK-Regular.ttc", index),
            Font(sans, 700, NOTO / "NotoSansCJK-Bold.ttc", index),
        )
    if not all(font.file.is_file() for font in fonts):
        return None
    return fonts if all(map(fonts.serif_bold.has, language.name)) else None


class Box(NamedTuple):
    """Where text may stand."""

    x: int
    y: int
    width: int
    height: int


_TITLE = Box(x=84, y=122, width=1044, height=276)
_NOTE = Box(x=84, y=440, width=1044, height=170)
_BELOW_VERDICT = Box(x=84, y=534, width=1044, height=82)
_TITLE_SIZES = (76, 70, 64, 58, 52, 46, 42, 38, 34, 30)
_NOTE_SIZES = (31, 29, 27, 25, 23, 21)


class Line(NamedTuple):
    """A line of text; `y` is its baseline."""

    text: str
    y: float


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """A text in lines that fit into their box."""

    font: Font
    size: int
    x: int
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture for sharing."""

    save_as: str
    alt: str
    """The same in words."""
    title: TextBlock
    note: TextBlock
    verdict: Choice | None
    """The verdict, if the picture is of a claim."""
    width: int = 1200  # the size that Facebook, X and LinkedIn show whole
    height: int = 630


def style(static: Path) -> dict[str, dict[str, str] | Markup]:
    """Return what drawings take from the theme whose static files are in a folder.

    Returns:
        `colours`, its colours in light mode by name; and `icon`, the shapes of its icon.

    """
    tokens = (static / "css/tokens.css").read_text(encoding="utf-8")
    icon = (static / "icon.svg").read_text(encoding="utf-8")
    colours = re.findall(r"--(?:color-)?([a-z-]+): light-dark\((#[0-9a-f]+),", tokens)
    return {
        "colours": dict(reversed(colours)),  # the first of each name: later ones are for more contrast
        "icon": Markup(re.sub(r"</?svg[^>]*>", "", icon)),  # noqa: S704 - the project's own file
    }


def picture(words: PictureWords, fonts: Fonts, neighbours: Neighbours = NO_NEIGHBOURS) -> Picture:
    """Set the words of a picture in lines. A name in another script costs its letters, not the picture."""
    box = _BELOW_VERDICT if words.verdict else _NOTE
    return Picture(
        save_as=f"share/{words.name}.png",
        alt=words.alt,
        title=fit(words.title, fonts.serif_bold, _TITLE, _TITLE_SIZES, neighbours),
        note=fit(words.note, fonts.sans, box, _NOTE_SIZES, neighbours),
        verdict=words.verdict,
    )


def fit(text: str, font: Font, box: Box, sizes: Sequence[int], neighbours: Neighbours = NO_NEIGHBOURS) -> TextBlock:
    """Set a text in the largest of the sizes at which it fits; at the last, cut off what does not fit with “…”."""
    pieces = _pieces(text, neighbours)
    measure = functools.cache(font.width)  # a sixth of the time
    for size in sizes:
        lines, most = _wrap(pieces, box.width / size, measure), int(box.height / (_LEADING * size))
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-2]}…"]
    placed = [Line(line, round(box.y + (n * _LEADING + _RISE) * size, 1)) for n, line in enumerate(lines)]
    return TextBlock(font=font, size=size, x=box.x, lines=placed)


def _pieces(text: str, neighbours: Neighbours) -> list[str]:
    """Return the parts of a text between which a line can end: words with the space before them, Chinese words."""
    # XML cannot have control characters; characters that change the direction of writing are dropped too.
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    pieces: list[str] = []
    for word in printable.split():
        pieces += neighbours.divide(f" {word}")
    return pieces


def _wrap(pieces: Iterable[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Return lines with as many pieces as fit in each. A word wider than a line is divided between letters."""
    lines: list[str] = []
    for piece in pieces:
        word = piece.strip()
        longer = f"{lines[-1]}{piece}" if lines else ""
        if lines and measure(longer) <= width:
            lines[-1] = longer
        elif len(word) > 1 and measure(word) > width:
            lines += _wrap(word, width, measure)
        else:
            lines.append(word)
    return lines


def draw(drawings: Mapping[str, str], cache: Cache, fonts: Iterable[Font] = FONTS) -> dict[str, bytes]:
    """Return the picture of each drawing, by the drawing's name. Only drawings that have changed are rendered."""
    files = [str(font.file) for font in fonts]
    contents = [Path(file).read_bytes() for file in files]
    drawn_by = make_key(("resvg-py", "pillow"), Path(__file__).read_bytes(), *contents).encode()
    keys = {name: make_key((), drawn_by, svg.encode()) for name, svg in drawings.items()}
    pictures: dict[str, bytes] = {}
    for name, key in keys.items():
        png = cache.get(key)
        if png:
            pictures[name] = png
    missing = [name for name in keys if name not in pictures]
    # Two cores render 43 pictures in 2.1 s instead of 3.3. If none is missing, no process starts.
    with ProcessPoolExecutor() as pool:
        drawn = pool.map(functools.partial(render, files=files), [drawings[name] for name in missing], chunksize=4)
        for name, png in zip(missing, drawn, strict=True):
            pictures[name] = png
            cache.put(keys[name], png)
    cache.prune(set(keys.values()))
    return pictures


def render(svg: str, files: Iterable[str]) -> bytes:
    """Draw one picture, with the fonts of some files."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[*files])
    full, packed = Image.open(io.BytesIO(drawn)).convert("RGB"), io.BytesIO()
    few = full.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(packed, "PNG", compress_level=_EFFORT)
    return packed.getvalue()


class Pictures(Feature):
    """The pictures that others show beside a link to a page of a published site."""

    places: ClassVar = {"head": "features/pictures/head.html"}

    def __init__(self, build: Build) -> None:
        super().__init__(build)
        self.fonts = fonts_for(build.site.language)
        self.pictures: dict[str, Picture] = {}
        """The picture of each page that has its own, by the page's file."""

    def context(self) -> Mapping[str, dict[str, Picture] | Picture | None]:
        """Return the pictures of pages by their files (`of`), and the picture of all other pages (`default`)."""
        build = self.build
        if not self.fonts:
            help = "; Debian's fonts-noto-cjk has them" if build.site.language.locale.language == "zh" else ""
            build.warn(f"warning: no pictures for sharing in {build.site.language.name}: no letters{help}")
            return {"of": {}, "default": None}
        for page in build.pages:
            words = page.picture_words()
            if words:
                self.pictures[page.save_as] = picture(words, self.fonts, build.site.neighbours)
        return {"of": self.pictures, "default": self.pictures[build.pages[0].save_as]}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the pictures."""
        build = self.build
        if not self.fonts:
            return
        values = {"fonts": self.fonts, **style(build.theme / "static")}
        drawings = {}
        for drawn in self.pictures.values():
            path = drawn.save_as
            drawings[path] = build.render("features/pictures/share.svg", path, picture=drawn, **values)
        yield from draw(drawings, Cache(build.cache / f"{build.prefix}share"), self.fonts).items()


FEATURE = Pictures
