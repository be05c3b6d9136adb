"""Text → lines that fit a box, for pictures: SVG breaks no lines by itself.

Widths are those of the very fonts that the pictures are drawn with. Kerning is left out: it mostly brings letters
closer, so what fits without it fits with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from PIL import ImageFont

Words = Sequence[tuple[str, float]]

_EM = 1000  # units that a font is measured in
_LEADING = 1.2  # from one line to the next, in sizes
_RISE = 0.92  # from the top of a line's place to its baseline, in sizes: the tallest letter and the air above it


@dataclass(frozen=True)
class Font:
    """One weight of one typeface."""

    family: str
    weight: int
    file: Path

    def width(self, text: str, size: float) -> float:
        """How wide a line is."""
        return self.units(text) * size / _EM

    def units(self, text: str) -> float:
        """How wide it is in units of the font. They are counted in 64ths, so that sums are exact in any order."""
        return sum(map(self._advances.__getitem__, text))

    @cached_property
    def _advances(self) -> _Advances:
        return _Advances(self.file)


class _Advances(dict[str, float]):
    """How far each letter moves the pen, in units of the font; measured when first asked for."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._font = ImageFont.truetype(str(file), _EM, layout_engine=ImageFont.Layout.BASIC)

    def __missing__(self, letter: str) -> float:
        self[letter] = self._font.getlength(letter)
        return self[letter]


_SERIF, _SANS = (Path(fonts.font_directory) for fonts in (font_source_serif_pro, font_source_sans_pro))
SERIF = Font("Source Serif Pro", 400, _SERIF / "SourceSerifPro-Regular.ttf")
SERIF_BOLD = Font("Source Serif Pro", 600, _SERIF / "SourceSerifPro-Semibold.ttf")
SANS = Font("Source Sans Pro", 400, _SANS / "SourceSansPro-Regular.ttf")
SANS_BOLD = Font("Source Sans Pro", 600, _SANS / "SourceSansPro-Semibold.ttf")
FONTS = (SERIF, SERIF_BOLD, SANS, SANS_BOLD)


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where text may stand."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Line:
    """A line and the height of its baseline."""

    text: str
    y: float


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines of one size, flush left at `x`."""

    font: Font
    size: int
    x: int
    lines: tuple[Line, ...]


def fit(text: str, font: Font, box: Box, sizes: Sequence[int], *, centred: bool = False) -> Block:
    """Set a text in the largest of the sizes at which it fits; at the last, what does not fit is cut off with “…”.

    Lines are about equally long. `centred` leaves as much room above as below.
    """
    words = [(word, font.units(word)) for word in _printable(text).split()]
    for size in sizes:
        lines = _lines(words, font, box.width * _EM / size)
        if _height(len(lines), size) <= box.height:
            lines = _balanced(words, font, size, box.width, len(lines))
            break
    else:
        size = sizes[-1]
        most = max(1, int(box.height / (_LEADING * size)))
        lines = _cut(lines, most, font, size, box.width)
    top = box.y + ((box.height - _height(len(lines), size)) / 2 if centred else 0)
    return Block(
        font=font,
        size=size,
        x=box.x,
        lines=tuple(Line(line, round(top + (n * _LEADING + _RISE) * size, 1)) for n, line in enumerate(lines)),
    )


def _printable(text: str) -> str:
    """Text without control characters, which XML cannot hold, and marks that turn the direction of writing."""
    return "".join(c if c.isprintable() else " " for c in text)


def _height(lines: int, size: int) -> float:
    return lines * _LEADING * size


def _balanced(words: Words, font: Font, size: int, width: int, count: int) -> list[str]:
    """So many lines, no longer than they must be."""
    narrow, wide = 0, width
    while wide - narrow > 1:
        middle = (narrow + wide) // 2
        if len(_lines(words, font, middle * _EM / size)) > count:
            narrow = middle
        else:
            wide = middle
    return _lines(words, font, wide * _EM / size)


def _lines(words: Words, font: Font, width: float) -> list[str]:
    """Each line takes what it can; `width` is in units of the font."""
    lines: list[str] = []
    space, taken = font.units(" "), 0.0
    for word, units in words:
        first, *rest = [(word, units)] if units <= width else _pieces(word, font, width)
        if lines and taken + space + first[1] <= width:
            lines[-1] += f" {first[0]}"
            taken += space + first[1]
        else:
            rest.insert(0, first)
        for piece, long in rest:
            lines.append(piece)
            taken = long
    return lines


def _pieces(word: str, font: Font, width: float) -> Iterator[tuple[str, float]]:
    """A word in pieces that fit a line."""
    piece, taken = "", 0.0
    for letter in word:
        units = font.units(letter)
        if piece and taken + units > width:
            yield piece, taken
            piece, taken = "", 0.0
        piece += letter
        taken += units
    yield piece, taken


def _cut(lines: list[str], most: int, font: Font, size: int, width: int) -> list[str]:
    """The first lines, the last of them ending after a word where it has more than one."""
    *kept, last = lines[:most]
    while font.width(f"{last}…", size) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*kept, f"{last}…"]
