"""Dates as precise as they are known: the part of EDTF that the file uses, read and printed.

The format is the Library of Congress's Extended Date/Time Format (EDTF), level 0 and the parts of level 1
that historical sources need: `2019`, `2019-05`, `2019-05-01`, an uncertain date `2019-09?`, an approximate one
`2019-09~`, a period `2018-12/2019-09`, and an open start `../2018-12`. Our own reader, because the one library
that reads EDTF in Python pulls in a parser generator to accept far more than the file may say.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Self

DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~]?"
PATTERN = rf"^(?:{DATE}|(?:{DATE}|\.\.)/{DATE})$"
_ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~]?)")
MONTHS = (  # not calendar.month_name, which speaks the language of whoever builds
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EARLIEST_YEAR = 1000  # older years would print with fewer digits, and no source here is that old
_QUALIFIERS = {"": "", "?": " (uncertain)", "~": " (approximate)"}
_MIN_MONTH_CHARS = 3


class DateError(ValueError):
    """Text that is not a date in the file's format; the message says why."""


@dataclass(frozen=True)
class Day:
    """One date: a year, a month or a day, perhaps qualified."""

    year: int
    month: int | None
    day: int | None
    qualifier: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date that a text says; raise DateError where it says none."""
        match = _ONE.fullmatch(text)
        if match is None:
            raise DateError("is not a date")
        year, month, day, qualifier = match.groups()
        this = cls(int(year), int(month) if month else None, int(day) if day else None, qualifier)
        if this.year < _EARLIEST_YEAR:
            raise DateError(f"has the year {year}, which is before {_EARLIEST_YEAR}")
        if this.month is not None and not 1 <= this.month <= len(MONTHS):
            raise DateError(f"has the month {month}, and a year has 12")
        if this.day is not None and not 1 <= this.day <= this.month_length:
            raise DateError(f"has the day {day}, and {MONTHS[(this.month or 1) - 1]} {year} has {this.month_length}")
        return this

    @property
    def month_length(self) -> int:
        """How many days its month has."""
        return calendar.monthrange(self.year, self.month or 12)[1]

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        return date(self.year, self.month or 12, self.day or self.month_length)

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso(self) -> str:
        """The date as ISO 8601 has it, without what qualifies it."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    def __str__(self) -> str:
        month = MONTHS[self.month - 1] if self.month else None
        parts = [str(part) for part in (self.day, month, self.year) if part]
        return " ".join(parts) + _QUALIFIERS[self.qualifier]


@dataclass(frozen=True)
class Edtf:
    """A date or a period. `str()` gives it as messages to authors do: `1 May 2019`."""

    text: str
    start: Day | None = field(compare=False)
    """None where the period is open towards the past."""
    end: Day = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date that a text says; raise DateError where it says none."""
        first, slash, second = text.partition("/")
        if not slash:
            day = Day.parse(first)
            return cls(text, day, day)
        start = None if first == ".." else Day.parse(first)
        end = Day.parse(second)
        if start is not None and start.first > end.last:
            raise DateError("ends before it begins")
        return cls(text, start, end)

    @property
    def is_period(self) -> bool:
        """True for `a/b` and `../b`."""
        return self.start is not self.end

    @property
    def first(self) -> date:
        """The earliest day it can mean; the earliest of all where the start is open."""
        return self.start.first if self.start else date.min

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        return self.end.last

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`; of a period, that of its less precise end."""
        ends = {end.precision for end in (self.start, self.end) if end}
        return next(step for step in ("year", "month", "day") if step in ends)

    @property
    def quarter(self) -> int | None:
        """Which quarter of a year a period is, as `2019-01/2019-03` is the first; None of any other date."""
        quarters = {f"{self.year}-{last - 2:02}/{self.year}-{last:02}": last // 3 for last in (3, 6, 9, 12)}
        return quarters.get(self.text)

    @property
    def sort_key(self) -> tuple[date, date]:
        """Time order; of two that begin on one day the more precise comes first.

        What is known to be of a year did not happen before its first day.
        """
        return self.first, self.last

    @property
    def iso(self) -> str | None:
        """The value of a `<time datetime>`, or None for a period, which HTML cannot say."""
        return None if self.is_period else self.end.iso

    @property
    def day(self) -> date:
        """The first day it can mean or, with an open start, its end can: never in the future if the date is not."""
        return (self.start or self.end).first

    @property
    def year(self) -> int:
        """The year it is listed under."""
        return self.day.year

    def __str__(self) -> str:
        if self.is_period:
            return f"{self.start} to {self.end}" if self.start else f"up to {self.end}"
        return str(self.end)


def meant(text: str) -> list[str]:
    """Return the dates that may be meant by a year, a month and a day in another form: by `9/12/2019` two."""
    words = re.findall(r"[0-9]+|[^\W0-9]+", text.lower())
    years = [word for word in words if re.fullmatch(r"[0-9]{4}", word)]
    months = [f"{n:02}" for word in words for n, month in enumerate(MONTHS, 1) if _abbreviates(word, month)]
    days = [word.zfill(2) for word in words if re.fullmatch(r"[0-9]{1,2}", word)]
    is_other = re.search(r"[?~]|\.\.|-.*/", text) or len(years) != 1 or len(months) > 1
    if is_other or len(words) != 1 + len(months + days):
        return []
    order = months + days
    orders = [order] if months or words[0] == years[0] else [order, order[::-1]]
    return [*dict.fromkeys(filter(is_date, ("-".join([*years, *parts]) for parts in orders)))]


def _abbreviates(word: str, month: str) -> bool:
    return len(word) >= _MIN_MONTH_CHARS and month.lower().startswith(word)


def is_date(text: str) -> bool:
    """Return whether a text is a date in the file's format."""
    try:
        Edtf.parse(text)
    except DateError:
        return False
    return True
