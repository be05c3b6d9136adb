"""The history of all claims: the page of corrections, and the days of the data's changelog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .. import paging, weights
from ..data import history
from ..data.dates import Edtf
from ..data.model import ChangeKind
from ..site import labels
from .drafts import Draft
from .frame import Frame
from .pages import ChangeView, Choice, DateView, Link, ListPage
from .parts import Listing
from .records import Records
from .values import choice, date_view

_DAY = 130  # a day in the changelog, or a kind of change, without the changes


@dataclass(frozen=True, kw_only=True)
class CorrectionsPage(ListPage):
    """`/corrections/`."""

    corrections: tuple[ChangeView, ...]
    changes: tuple[ChangeView, ...]
    further: bool = False
    """True where there are more corrections than there is room for."""


@dataclass(frozen=True, kw_only=True)
class DayView:
    """What changed in the data on one day, by kind of change."""

    date: DateView
    changes: tuple[tuple[Choice, tuple[ChangeView, ...]], ...]


class Corrections:
    """Every change, and the corrections apart."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame

    def drafts(self) -> Iterator[Draft]:
        """The page, and where the changes stand on pages of their own those."""
        page, part = self._page(), self.frame.plan.changes
        listing = Listing(
            base="corrections",
            section="corrections",
            template="parts/changes.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=labels.CHANGES,
            fill=self._part,
            shows=lambda keys: [self.records.claims[claim] for claim, _ in keys],
            name=labels.when,
            newest_first=True,
        )
        if not part.is_whole:
            corrections = paging.first(page.corrections, room=self.frame.limit.room() // 2, weight=_weight)
            page = replace(page, corrections=corrections, further=corrections != page.corrections)
        yield from self.frame.listed(page, part, listing)

    def _page(self) -> CorrectionsPage:
        changes = [change for claim in self.records.ordered for change in self.records.changes(claim)]
        changes.sort(key=lambda change: change.date.iso or "", reverse=True)
        return self.frame.page(
            CorrectionsPage,
            "corrections",
            changes=tuple(changes),
            corrections=tuple(change for change in changes if change.kind.value == "corrected"),
        )

    def _part(self, keys: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        claims = self.records.claims
        return {"items": tuple(self.records.change(claims[claim], number) for claim, number in keys)}


def changelog(records: Records) -> Iterator[DayView]:
    """Every change of every claim, newest day first, and on a day corrections first."""
    days = defaultdict[date, dict[ChangeKind, list[ChangeView]]](lambda: defaultdict(list))
    for claim in records.ordered:
        for change, view in zip(reversed(claim.changes), records.changes(claim), strict=True):
            days[history.day(change.date)][change.kind].append(view)
    for when in sorted(days, reverse=True):
        kinds = days[when]
        yield DayView(
            date=date_view(Edtf.parse(when.isoformat())),
            changes=tuple((choice(kind), tuple(kinds[kind])) for kind in reversed(ChangeKind) if kind in kinds),
        )


def newest(days: Iterable[DayView], room: int) -> Iterator[DayView]:
    """The days that fit, from the newest; of the last one as many kinds of change as fit."""
    for day in days:
        room -= _DAY
        kinds = []
        for kind, changes in day.changes:
            room -= _DAY + sum(map(_weight, changes))
            if room < 0:
                break
            kinds.append((kind, changes))
        if kinds:
            yield day if len(kinds) == len(day.changes) else replace(day, changes=tuple(kinds))
        if room < 0:
            return


def _weight(change: ChangeView) -> int:
    return 250 + weights.text(change.note, change.claim.title) + weights.address(change.claim.id)
