"""Single values → as pages print them."""

from __future__ import annotations

from ..data.dates import Edtf
from ..data.model import Verdict
from ..site import labels
from .pages import Choice, DateView

NOT_REVIEWED = "not-reviewed"


def date_view(when: Edtf) -> DateView:
    """A date in words and for machines."""
    return DateView(
        text=str(when), iso=when.iso, short=when.short, year=when.year, month=(when.start or when.end).month
    )


_CHOICES = {str(value): Choice(value=str(value), name=name) for value, name in labels.NAMES.items()}


def choice(value: str) -> Choice:
    """A member of a closed list, with its name in words."""
    return _CHOICES[value]


def label(verdict: Verdict | None) -> Choice:
    """What a claim was found to be, if it has been reviewed."""
    return choice(verdict.label if verdict else NOT_REVIEWED)
