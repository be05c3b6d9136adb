"""Parse and print dates of any precision: the part of EDTF that the file uses.

The format is the Library of Congress's Extended Date/Time Format (EDTF), level 0 and the parts of level 1
that historical sources need: `2019`, `2019-05`, `2019-05-01`, an uncertain date `2019-09?`, an approximate one
`2019-09~`, a period `2018-12/2019-09`, and an open start `../2018-12`. This is our own parser, because the one Python
library for EDTF needs a parser generator and accepts far more than the file may use.
"""

import calendar
import itertools
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Self

DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~]?"
PATTERN = rf"^(?:{DATE}|(?:{DATE}|\.\.)/{DATE})$"
_ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~]?)")
MONTHS = (  # not calendar.month_name, which follows the locale of the machine that builds
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EARLIEST_YEAR = 1000  # older years would print with fewer digits, and no source here is that old
_QUALIFIERS = {"": "", "?": " (uncertain)", "~": " (approximate)"}
_MIN_MONTH_CHARS = 3
_MONTH_NAMES = (  # in English, and then in Spanish
    *(month.lower() for month in MONTHS),
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_FILLERS = {"de", "del", "of", "the", "st", "nd", "rd", "th", "年", "月", "日"}
_CLOCK = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}.*")
_COMPACT = re.compile("([12][0-9]{3})([01][0-9])([0-3][0-9])")
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+(?:to|until|a|al|-|/)\s+")
"""What stands between the two ends of a period."""


class DateError(ValueError):
    """Raised for text that is not a date in the file's format; the message says why."""


@dataclass(frozen=True)
class Day:
    """A year, a month or a day, which may be marked uncertain or approximate; `parse` makes it."""

    year: int
    month: int | None
    day: int | None
    qualifier: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse a text such as `2019-05?`; raise DateError if it is not a date."""
        match = _ONE.fullmatch(text)
        if match is None:
            raise DateError("is not a date")
        year, month, day, qualifier = match.groups()
        parsed = cls(int(year), int(month) if month else None, int(day) if day else None, qualifier)
        if parsed.year < _EARLIEST_YEAR:
            raise DateError(f"has the year {year}, which is before {_EARLIEST_YEAR}")
        if parsed.month is not None and not 1 <= parsed.month <= len(MONTHS):
            raise DateError(f"has the month {month}, and a year has 12")
        if parsed.day is not None and not 1 <= parsed.day <= parsed.month_length:
            month_name = MONTHS[(parsed.month or 1) - 1]
            raise DateError(f"has the day {day}, and {month_name} {year} has {parsed.month_length}")
        return parsed

    @property
    def month_length(self) -> int:
        """The number of days in its month."""
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
        """The date in ISO 8601, without its qualifier."""
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)

    def __str__(self) -> str:
        parts = [self.day, MONTHS[self.month - 1] if self.month else None, self.year]
        return " ".join(str(part) for part in parts if part) + _QUALIFIERS[self.qualifier]


@dataclass(frozen=True)
class Edtf:
    """A date or a period; `parse` makes it. `str()` prints it as messages to authors do: `1 May 2019`."""

    text: str
    start: Day | None = field(compare=False)
    """None if the start of the period is open."""
    end: Day = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse a text such as `2019-05?`; raise DateError if it is not a date."""
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
        """The earliest day it can mean; `date.min` if the start is open."""
        return self.start.first if self.start else date.min

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        return self.end.last

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`; for a period, the precision of its less precise end."""
        ends = {self.end.precision, (self.start or self.end).precision}
        if "year" in ends:
            return "year"
        return "month" if "month" in ends else "day"

    @property
    def quarter(self) -> int | None:
        """The number of the quarter that a period covers: 1 for `2019-01/2019-03`; None for any other date."""
        for quarter in (1, 2, 3, 4):
            last_month = 3 * quarter
            if self.text == f"{self.year}-{last_month - 2:02}/{self.year}-{last_month:02}":
                return quarter
        return None

    @property
    def sort_key(self) -> tuple[date, date]:
        """The key that sorts dates by time; of two that begin on the same day, the more precise comes first.

        A date given as a year did not happen before the first day of that year.
        """
        return self.first, self.last

    @property
    def iso(self) -> str | None:
        """The value of a `<time datetime>`, or None for a period, which HTML cannot express."""
        return None if self.is_period else self.end.iso

    @property
    def day(self) -> date:
        """The first day of its start or, if that is open, of its end; so it is in the future only if the date is."""
        return (self.start or self.end).first

    @property
    def year(self) -> int:
        """The year it is listed under."""
        return self.day.year

    def __str__(self) -> str:
        if self.is_period:
            return f"{self.start} to {self.end}" if self.start else f"up to {self.end}"
        return str(self.end)


def guess_dates(text: str) -> list[str]:
    """Guess the date or period behind another notation; `9/12/2019` gives two guesses."""
    text = _COMPACT.sub(r"\1-\2-\3", _CLOCK.sub("", text))
    ends = [_guess_days(end) for end in _BETWEEN.split(text)]
    guesses = ["/".join(days) for days in itertools.product(*ends)]
    return [guess for guess in guesses if is_date(guess)]


def _guess_days(text: str) -> list[str]:
    """Guess the year, month or day behind another notation."""
    words = re.findall(r"[0-9]+|[^\W0-9]+", text.lower())
    years: list[str] = []
    months: list[str] = []
    numbers: list[str] = []
    for word in words:
        if re.fullmatch(r"[0-9]{4}", word):
            years.append(word)
        elif re.fullmatch(r"[0-9]{1,2}", word):
            numbers.append(word.zfill(2))
        elif word not in _FILLERS:
            matches = {n % len(MONTHS) + 1 for n, name in enumerate(_MONTH_NAMES) if name.startswith(word)}
            if len(matches) != 1 or len(word) < _MIN_MONTH_CHARS:
                return []
            months.append(f"{matches.pop():02}")
    has_qualifier = re.search(r"[?~]|\.\.|-.*/", text)
    if has_qualifier or len(years) != 1 or len(months) > 1:
        return []
    numbers = [number for number in numbers if number != "00"]
    orders = [[*years, *months, *numbers], [*years, *months, *reversed(numbers)]]
    guesses = [guess for guess in dict.fromkeys("-".join(parts) for parts in orders) if is_date(guess)]
    # `9/12/2019` may be in September or in December.
    return guesses[:1] if words[0] == years[0] else guesses


def is_date(text: str) -> bool:
    """Return whether a text is a date in the file's format."""
    try:
        Edtf.parse(text)
    except DateError:
        return False
    return True
