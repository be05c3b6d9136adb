"""When a claim, and the data as a whole, appeared and last changed. Nothing is read from a clock.

A change dated to a month or a year counts from its first day, which is never in the future where the date is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .dates import Edtf
from .model import ChangeKind, Claim


def day(when: Edtf) -> date:
    """Return the first day a date can mean; of a period without a start, the first day of its end."""
    return (when.start or when.end).first


def published(claim: Claim) -> date | None:
    """Return the day the claim was first added, or None where its history does not say."""
    return min((day(change.date) for change in claim.changes if change.kind is ChangeKind.ADDED), default=None)


def updated(claim: Claim) -> date | None:
    """Return the day of the claim's latest change or review, or None where it has neither."""
    days = [day(change.date) for change in claim.changes]
    if claim.verdict:
        days.append(day(claim.verdict.reviewed))
    return max(days, default=None)


def latest(claims: Iterable[Claim]) -> date | None:
    """Return the latest day on which one of the claims changed."""
    return max(filter(None, map(updated, claims)), default=None)
