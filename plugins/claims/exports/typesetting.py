"""Text → lines that fit a box, for pictures: SVG breaks no lines by itself.

Widths are those of the very fonts that the pictures are drawn with. Kerning is left out: it mostly brings letters
closer, so what fits without it fits with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from PIL import ImageFont

_EM = 1000  # units that a font is measured in
_LEADING = 1.2  # from one line to the next, in sizes
_RISE = 0.92  # from the top of a line's place to its baseline, in sizes: the tallest letter and the air above it


@dataclass(frozen=True)
class Font:
    """One weight of one typeface."""

    family: str
    weight: int
    file: Path

    def width(self, text: str) -> float:
        """Return how wide a line is, in sizes of the font."""
        return self._face.getlength(text) / _EM

    @cached_property
    def _face(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self.file), _EM, layout_engine=ImageFont.Layout.BASIC)


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
    """Set a text in the largest of the sizes at which it fits; at the last, cut off what does not fit with “…”.

    Lines are about equally long. `centred` leaves as much room above as below.
    """
    words, measure = _printable(text).split(), cache(font.width)
    for size in sizes:
        lines, most = _wrap(words, box.width / size, measure), int(box.height / (_LEADING * size))
        if len(lines) <= most:
            lines = _balance(words, box.width, size, measure, len(lines))
            break
    else:
        lines = _cut(lines, most or 1, box.width / size, measure)
    top = box.y + ((box.height - len(lines) * _LEADING * size) / 2 if centred else 0)
    baselines = (round(top + (n * _LEADING + _RISE) * size, 1) for n in range(len(lines)))
    return Block(font=font, size=size, x=box.x, lines=tuple(map(Line, lines, baselines)))


def _printable(text: str) -> str:
    """Replace control characters, which XML cannot hold, and marks that turn the direction of writing, by spaces."""
    return "".join(c if c.isprintable() else " " for c in text)


def _wrap(words: Iterable[str], width: float, measure: Callable[[str], float], space: str = " ") -> list[str]:
    """Return lines that each take as many words as they can. Words wider than a line are broken between letters."""
    lines: list[str] = []
    for word in words:
        if lines and measure(longer := f"{lines[-1]}{space}{word}") <= width:
            lines[-1] = longer
        elif space and measure(word) > width:
            lines += _wrap(word, width, measure, space="")
        else:
            lines.append(word)
    return lines


def _balance(words: Sequence[str], width: int, size: int, measure: Callable[[str], float], count: int) -> list[str]:
    """Return `count` lines, no longer than they must be for it."""
    fewer = bisect_left(range(width), -count, key=lambda width: -len(_wrap(words, width / size, measure)))
    return _wrap(words, fewer / size, measure)


def _cut(lines: list[str], most: int, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the first lines, the last of them ending after a word where it has more than one."""
    *first, last = lines[:most]
    while measure(f"{last}…") > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*first, f"{last}…"]
