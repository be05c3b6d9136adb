"""Single values → as pages print them."""

from __future__ import annotations

from typing import Any

from .. import words
from ..dates import Edtf
from ..model import Verdict
from .pages import Choice, DateView

NOT_REVIEWED = "not-reviewed"


def date_view(when: Edtf) -> DateView:
    """A date in words and for machines."""
    return DateView(
        text=str(when), iso=when.iso, short=when.short, year=when.year, month=(when.start or when.end).month
    )


def choice(value: Any) -> Choice:
    """A member of a closed list, with its name in words."""
    return Choice(value=str(value), name=words.NAMES[value])


def label(verdict: Verdict | None) -> Choice:
    """What a claim was found to be, if it has been reviewed."""
    return choice(verdict.label if verdict else NOT_REVIEWED)
