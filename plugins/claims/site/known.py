"""Passages of a claim → their marks on a line of time, which tells what could be known when the claim was made."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..model.records import Source, Stance
from ..source.dates import Edtf
from ..verdict.counter import Role
from ..verdict.passages import Passage
from .language import N_, Language
from .views import Choice, choice

_COLUMN = 4.0  # per cent of the drawing: a mark and air, where it is 320 pixels wide
_ROW = 15  # pixels from one mark to the next above it
_LABEL = 24  # pixels above and below the marks, for the day and the years
_MOST_YEARS = 5  # that are named; of more every second, fifth, tenth …


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A passage; `x` is in per cent, `y` in pixels."""

    number: int
    stance: Choice
    publisher: str
    date: Edtf
    later: bool
    x: float
    y: int


@dataclass(frozen=True, kw_only=True)
class Known:
    """A drawing: what shows the claim or a part stands above `axis`, what limits or contradicts it under it."""

    day: Edtf
    x: float
    """Where the day of the claim is, in per cent."""
    marks: tuple[Mark, ...]
    years: tuple[tuple[int, float], ...]
    axis: int
    height: int
    undated: int
    """How many passages are left out because nothing we saw gives their date."""

    @property
    def then(self) -> int:
        """How many passages there were on the day of the claim."""
        return sum(not mark.later for mark in self.marks)

    def shows(self, stance: str) -> bool:
        """Return whether any mark is of a stance."""
        return any(mark.stance.value == stance for mark in self.marks)

    def in_words(self, language: Language) -> str:
        """Return what the drawing shows, for those who do not see it."""
        gettext = language.gettext
        said = {
            later: gettext("; ").join(
                gettext(
                    "%(stance)s, %(date)s (passage %(number)s)",
                    stance=mark.stance.inside,
                    date=language.date(mark.date),
                    number=mark.number,
                )
                for mark in self.marks
                if mark.later is later
            )
            or gettext("nothing")
            for later in (False, True)
        }
        message = N_("By %(day)s: %(before)s. Later: %(after)s.")
        return gettext(message, day=language.date(self.day), before=said[False], after=said[True])


def draw(
    passages: Iterable[Passage], sources: Mapping[str, Source], day: Edtf | None, language: Language
) -> Known | None:
    """Return the drawing of what counts for or against a claim made on `day`; None where no day or date is known.

    A passage stands at the last day that its date can mean. Marks are set in columns that begin at the day of the
    claim, so that none stands across it.
    """
    bearing = [passage for passage in passages if passage.role in {Role.BACKS, Role.LIMITS}]
    dated = [(found, p) for p in bearing if (found := sources[p.evidence.source].date)]
    if not day or not dated:
        return None
    first, last = (pick(day.last, *(when.last for when, _ in dated)) for pick in (min, max))

    def position(when: date) -> float:
        return 100 * (when - first).days / (last - first).days if last > first else 50.0

    line, heights, placed = position(day.last), Counter[tuple[bool, float]](), []
    for when, passage in sorted(dated, key=lambda found: (found[0].last, found[1].number)):
        later, steps = when.last > day.last, (position(when.last) - line) / _COLUMN
        x = round(line + _COLUMN * (0.5 + (math.floor(steps) if later else math.ceil(steps) - 1)), 2)
        above = passage.evidence.stance in {Stance.SUPPORTS, Stance.PARTLY}
        heights[above, x] += 1
        placed.append((when, passage, later, x, above, heights[above, x]))
    up, down = (max((row for *_, side, row in placed if side is above), default=0) for above in (True, False))
    axis = _LABEL + _ROW * up
    return Known(
        day=day,
        x=round(line, 2),
        marks=tuple(
            Mark(
                number=passage.number,
                stance=choice(passage.evidence.stance, language),
                publisher=sources[passage.evidence.source].publisher,
                date=when,
                later=later,
                x=x,
                y=axis + (_ROW * row - _ROW // 2) * (-1 if above else 1),
            )
            for when, passage, later, x, above, row in placed
        ),
        years=tuple((year, round(position(date(year, 1, 1)), 2)) for year in _named(first, last)),
        axis=axis,
        height=axis + _ROW * down + _LABEL,
        undated=len(bearing) - len(dated),
    )


def _named(first: date, last: date) -> list[int]:
    """Return the years that are named on the line: those that begin on it, or some of them where they are many."""
    years = range(first.year + 1, last.year + 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) <= step * _MOST_YEARS)
    return [year for year in years if year % step == 0]
