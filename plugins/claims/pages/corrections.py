"""The history of records: their changes, the page of corrections, and pages at former addresses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model.records import ChangeKind, Claim, Event, Source, Text, Topic, section_of
from ..site.index import Site
from ..site.page import FeedEntry, Page
from ..site.views import Change, Link, choice
from ..source.dates import Edtf

Changing = Claim | Topic | Event | Source | Text
"""The records that have a history."""


@dataclass(frozen=True, kw_only=True)
class CorrectionsPage(Page):
    """`/corrections/`."""

    verdicts: Sequence[Change]
    """The changes of verdicts."""
    corrections: Sequence[Change]
    changes: Sequence[Change]

    @property
    def dates(self) -> Iterable[Edtf]:
        """The dates of the changes on the page."""
        return [change.date for change in self.changes]


def entry_of(change: Change, path: str, title: str, topics: Sequence[Link] = ()) -> FeedEntry:
    """Return a feed entry about one change.

    Args:
        change: The change.
        path: The part of the entry's id that tells it from other entries.
        title: The title of the entry.
        topics: The topics of the record, as categories of the entry.

    """
    day = change.date.day
    return FeedEntry(
        path=path,
        day=day,
        published=day,
        title=title,
        url=change.record.url,
        summary=change.note,
        topics=topics,
        change=change,
    )


def page(site: Site) -> CorrectionsPage:
    """Return the page of all changes: of verdicts, then other corrections, then the rest."""
    history = sorted(_all_changes(site), key=lambda change: change.date.iso or "", reverse=True)
    return CorrectionsPage(
        **site.page_fields("corrections"),
        verdicts=[change for change in history if change.was],
        corrections=[change for change in history if change.is_correction and not change.was],
        changes=[change for change in history if not change.is_correction and not change.was],
        foot=site.language.gettext("Corrections"),
    )


def _all_changes(site: Site) -> Iterator[Change]:
    data = site.data
    records: list[Changing] = [*site.records.ordered, *data.texts, *data.topics]
    records += [*site.records.events, *data.sources]
    for record in records:
        yield from changes(site, record)


def changes(site: Site, record: Changing) -> Iterator[Change]:
    """Yield the history of a record, latest first."""
    link = Link(title=site.presenter.title(record), url=site.urls.record(record.kind_name, record.id))
    for change in reversed(record.changes):
        yield Change(
            date=change.date,
            kind=choice(change.kind, site.language),
            is_correction=change.kind is ChangeKind.CORRECTED,
            note=change.note,
            was=choice(change.was, site.language) if change.was else None,
            record=link,
            record_kind=choice(record.kind_name, site.language),
        )


def redirects(site: Site) -> Iterator[Page]:
    """Yield a page for each former id of a record that has a page of its own.

    The `url` of a page at a former id is the present address of the record.
    """
    records: list[Claim | Text | Topic] = [*site.data.claims, *site.data.texts, *site.data.topics]
    for record in records:
        url = site.urls.record(record.kind_name, record.id)
        for alias in record.aliases:
            fields = site.page_fields(f"{section_of(record.kind_name)}/{alias}", (record.title, ""), "redirect.html")
            yield Page(**fields | {"url": url})
