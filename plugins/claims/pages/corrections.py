"""The history of all records: the page of corrections, and the days of the data's changelog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.records import ChangeKind
from ..site.index import Site
from ..site.pagination import CHANGES, paginate
from ..site.views import WITHDRAWN, ChangeView, Choice, DateView, Page, choice, date_view
from ..source.dates import Edtf
from ..source.grouping import by_key


@dataclass(frozen=True, kw_only=True)
class CorrectionsPage(Page):
    """`/corrections/`."""

    verdicts: tuple[ChangeView, ...] = ()
    """What changed a verdict; all of it stands on the first page."""
    corrections: tuple[ChangeView, ...] = ()
    """The other corrections."""
    changes: tuple[ChangeView, ...] = ()
    """The rest."""


@dataclass(frozen=True, kw_only=True)
class DayView:
    """What changed in the data on one day, by kind of change."""

    date: DateView
    changes: tuple[tuple[Choice, tuple[ChangeView, ...]], ...]


def corrections_pages(site: Site) -> Iterator[CorrectionsPage]:
    """Yield what changed: verdicts, then other corrections, then the rest."""
    changes = sorted(site.all_changes(), key=lambda change: change.date.iso or "", reverse=True)
    verdicts = [change for change in changes if change.was]
    corrections = [change for change in changes if change.is_correction and not change.was]
    others = [change for change in changes if not change.is_correction and not change.was]
    page = site.page(CorrectionsPage, "corrections", verdicts=tuple(verdicts))
    lists = {"changes": (others, CHANGES), "corrections": (corrections, CHANGES)}
    for numbered, held in paginate(page, site.urls, lists):
        yield replace(numbered, changes=tuple(held["changes"]), corrections=tuple(held["corrections"]))


def changelog(site: Site) -> Iterator[DayView]:
    """Yield every change of every record, newest day first, and on a day corrections first."""
    days = by_key((change.day, change) for change in site.all_changes())
    for day in sorted(days, reverse=True):
        kinds = by_key((change.kind.value, change) for change in days[day])
        order = (WITHDRAWN, *reversed(ChangeKind))
        yield DayView(
            date=date_view(Edtf.parse(day)),
            changes=tuple((choice(kind), tuple(kinds[kind])) for kind in order if kind in kinds),
        )
