"""Make pictures for sharing from the words of pages. Pages without a picture of their own use that of the home page.

The same fonts give the same pictures. The fonts for Latin, Greek and Cyrillic come with a library. The Chinese fonts
are those of the system; if it has none, Chinese pages use the picture of the site in the language of the file.

SVG does not wrap text, so this module divides it into lines that fit. The template share.svg draws them, and resvg
makes a PNG of the drawing.
"""

import functools
import io
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from gettext import NullTranslations
from math import ceil
from pathlib import Path
from typing import ClassVar, NamedTuple

import font_source_sans_pro
import font_source_serif_pro
import resvg_py
from markupsafe import Markup
from PIL import Image, ImageFont

from ..cache import Cache, make_key
from ..site import labels
from ..site.chinese import NO_NEIGHBOURS, WIDE, Neighbours
from ..site.language import Language
from ..site.page import PictureWords
from ..site.views import Choice, choice
from . import Build, Feature

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

    @functools.cached_property
    def lacks(self) -> Callable[[str], bool]:
        """Returns whether the font lacks a letter. Pillow does not say so, but draws one sign for all of these."""
        missing = "\uffff"

        def looks_missing(letter: str) -> bool:
            # Images are slow to compare, and few letters have the same box.
            if self.face.getbbox(letter) != self.face.getbbox(missing):
                return False
            return bytes(self.face.getmask(letter)) == bytes(self.face.getmask(missing))

        return functools.cache(looks_missing)


class Fonts(NamedTuple):
    """What a picture is set in."""

    serif: Font
    serif_bold: Font
    sans: Font
    sans_bold: Font


_SERIF, _SANS = (Path(fonts.font_directory) for fonts in (font_source_serif_pro, font_source_sans_pro))
SERIF = Font("Source Serif Pro", 400, _SERIF / "SourceSerifPro-Regular.ttf")
SERIF_BOLD = Font("Source Serif Pro", 600, _SERIF / "SourceSerifPro-Semibold.ttf")
SANS = Font("Source Sans Pro", 400, _SANS / "SourceSansPro-Regular.ttf")
SANS_BOLD = Font("Source Sans Pro", 600, _SANS / "SourceSansPro-Semibold.ttf")
FONTS = Fonts(SERIF, SERIF_BOLD, SANS, SANS_BOLD)
"""The fonts that come with a library, for Latin, Greek and Cyrillic."""
NOTO = Path("/usr/share/fonts/opentype/noto")
"""The folder in which Debian installs the Chinese fonts: 90 MB, too large to come with a library."""


def fonts_for(language: Language) -> Fonts:
    """Return the fonts for a language, or FONTS if they are not installed."""
    if language.locale.language != "zh":
        return FONTS
    region, index = ("TC", 3) if language.locale.script == "Hant" else ("SC", 2)
    fonts = []
    for style in ("Serif", "Sans"):
        family = f"Noto {style} CJK {region}"
        fonts.append(Font(family, 400, NOTO / f"Noto{style}CJK-Regular.ttc", index))
        fonts.append(Font(family, 700, NOTO / f"Noto{style}CJK-Bold.ttc", index))
    return Fonts(*fonts) if all(font.file.is_file() for font in fonts) else FONTS


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where text may stand."""

    x: int
    y: int
    width: int
    height: int


_LEFT, _RIGHT = 84, 1128
_TITLE = Box(x=_LEFT, y=140, width=_RIGHT - _LEFT, height=290)
_CLAIM = Box(x=_LEFT, y=122, width=_RIGHT - _LEFT, height=276)
_TITLE_SIZES = (84, 76, 70, 64, 58, 52, 46, 42, 38, 34, 30)
_NOTE_SIZES = (31, 29, 27, 25)
_FOOT = Box(x=_LEFT, y=552, width=_RIGHT - _LEFT, height=63)
_BYLINE = Box(x=_LEFT, y=577, width=_RIGHT - _LEFT, height=40)
_BYLINE_SIZES = (29, 27, 25, 23, 21)
_ANSWER = Box(x=_LEFT, y=522, width=_RIGHT - _LEFT, height=92)
_MAX_MARKS = 120
_MARK, _STEP = 30, 44  # a mark's size, and from one to the next


@dataclass(frozen=True, kw_only=True)
class PlacedLine:
    """A line of text; `y` is its baseline."""

    text: str
    y: float


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """A text in lines that fit into their box."""

    font: Font
    size: int
    x: int
    lines: Sequence[PlacedLine]


@dataclass(frozen=True, kw_only=True)
class VerdictMark:
    """The mark of a verdict."""

    label: str
    x: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture for sharing. A picture without `title` is drawn by another build, and this one only links to it."""

    save_as: str
    alt: str
    """The same in words."""
    site: str = ""
    """The address of the site that has the picture, if it is another."""
    kicker: str = ""
    title: TextBlock | None = None
    note: TextBlock | None = None
    verdict: Choice | None = None
    """The verdict, if the picture is of one claim."""
    gloss: str = ""
    marks: Sequence[VerdictMark] = ()
    """The marks of the verdicts, if it is of several."""
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


def picture(
    words: PictureWords, language: Language, fonts: Fonts = FONTS, neighbours: Neighbours = NO_NEIGHBOURS
) -> Picture | None:
    """Set the words of a picture in lines; return None where its title or the language has letters that the fonts lack.

    Elsewhere a name in another script costs its letters, not the picture.
    """
    if any(map(fonts.serif_bold.lacks, "".join(_pieces(language.name + words.title, neighbours)))):
        return None
    if words.verdict:
        box, note = _CLAIM, fit(words.note, fonts.sans, _BYLINE, _BYLINE_SIZES, neighbours)
    elif words.kicker:
        box, note = _TITLE, fit(words.note, fonts.serif, _ANSWER, _NOTE_SIZES, neighbours)
    else:
        box, note = _TITLE, fit(words.note, fonts.sans, _FOOT, _NOTE_SIZES, neighbours)
    counted = [] if words.marks is None else [_counted(words.marks, language)]
    return Picture(
        save_as=f"share/{words.name}.png",
        alt=_sentences(*words.said, *counted),
        kicker=words.kicker,
        title=fit(words.title, fonts.serif_bold, box, _TITLE_SIZES, neighbours, centred=True),
        note=note,
        verdict=words.verdict,
        gloss=words.gloss,
        marks=row(words.marks or ()),
    )


def row(verdicts: Sequence[str]) -> tuple[VerdictMark, ...]:
    """Set marks side by side, smaller where there are many; of very many, as many as fit, in proportion."""
    if len(verdicts) > _MAX_MARKS:
        grouped = sorted(verdicts)
        verdicts = [grouped[n * len(grouped) // _MAX_MARKS] for n in range(_MAX_MARKS)]
    step = min(_STEP, (_RIGHT - _LEFT) / max(len(verdicts), 1))
    size = round(_MARK * step / _STEP, 2)
    return tuple(VerdictMark(label=label, x=round(_LEFT + n * step, 2), size=size) for n, label in enumerate(verdicts))


def _counted(verdicts: Iterable[str], language: Language) -> str:
    """Say how many claims there are of each verdict."""
    gettext, counts = language.gettext, Counter(verdicts)
    comma = gettext(", ")
    counted_verdicts = []
    for label, count in counts.items():
        verdict = choice(label, language).inside
        counted_verdicts.append(gettext("%(count)s %(verdict)s", count=count, verdict=verdict))
    claims = labels.held("claims", counts.total(), language)
    if not counted_verdicts:
        return claims
    return gettext("%(claims)s: %(verdicts)s", claims=claims, verdicts=comma.join(counted_verdicts))


def _sentences(*parts: str) -> str:
    text = ""
    for part in filter(None, parts):
        stop = "" if part[-1] in ".?!。？！؟।" else "。" if re.match(WIDE, part[-1]) else "."
        text += f"{' ' if text and text[-1] not in '。？！' else ''}{part}{stop}"
    return text


def fit(
    text: str,
    font: Font,
    box: Box,
    sizes: Sequence[int],
    neighbours: Neighbours = NO_NEIGHBOURS,
    *,
    centred: bool = False,
) -> TextBlock:
    """Set a text in the largest of the sizes at which it fits; at the last, cut off what does not fit with “…”.

    Lines are about equally long. `centred` leaves as much room above as below.
    """
    pieces = _pieces(text, neighbours)
    measure = functools.cache(font.width)  # a sixth of the time
    widest = max([measure(piece.strip()) for piece in pieces], default=0)
    for size in sizes:
        lines, most = _wrap(pieces, box.width / size, measure), int(box.height / (_LEADING * size))
        if len(lines) <= most and widest * size <= box.width:
            break
    count = len(lines)
    if count <= most:
        narrow = min(ceil(widest * size), box.width)
        widths = range(box.width)
        least = bisect_left(widths, -count, narrow, key=lambda width: -len(_wrap(pieces, width / size, measure)))
        lines = _wrap(pieces, least / size, measure)
    else:
        *lines, last = lines[: most or 1]
        while measure(f"{last}…") > box.width / size:
            last = "".join(_pieces(last, neighbours)[:-1]).strip() or last[:-1]
        lines.append(f"{last}…")
    top = box.y + ((box.height - len(lines) * _LEADING * size) / 2 if centred else 0)
    placed = [PlacedLine(text=line, y=round(top + (n * _LEADING + _RISE) * size, 1)) for n, line in enumerate(lines)]
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
        language = build.site.language
        home = build.pages[0]
        neighbours = build.site.neighbours
        lacking = 0
        for page in build.pages:
            words = page.picture_words(build.site)
            if words:
                drawn = picture(words, language, self.fonts, neighbours)
                if drawn:
                    self.pictures[page.save_as] = drawn
                else:
                    lacking += 1
        if lacking:
            help = "; Debian's fonts-noto-cjk has them" if language.locale.language == "zh" else ""
            why = f"whose titles have letters that no font here has: {lacking}{help}"
            build.warnings.append(f"warning: pages without a picture for sharing, {why}")
        home_picture = self.pictures.get(home.save_as)
        # On other pages its text does not count claims, because each new verdict would change all of them.
        default = replace(home_picture, alt=_sentences(home.title)) if home_picture else self._picture_of_original()
        return {"of": self.pictures, "default": default}

    def _picture_of_original(self) -> Picture | None:
        """Return, for a translation that cannot draw its own, the home page's picture in the language of the file.

        Return None in that language itself, or if the fonts lack letters of its name, so that it has no picture.
        """
        build = self.build
        first = Language(build.site.data.site.language, NullTranslations())
        if not build.prefix or any(map(fonts_for(first).serif_bold.lacks, first.name)):
            return None
        site = build.address.removesuffix(f"/{build.prefix}".rstrip("/"))
        return Picture(save_as="share/home.png", alt=_sentences(build.headline), site=site)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the pictures."""
        build = self.build
        if not self.pictures:
            return
        values = {"fonts": self.fonts, **style(build.theme / "static")}
        drawings = {}
        for drawn in self.pictures.values():
            path = drawn.save_as
            drawings[path] = build.render("features/pictures/share.svg", path, picture=drawn, **values)
        yield from draw(drawings, Cache(build.cache / f"{build.prefix}share"), self.fonts).items()


FEATURE = Pictures
