"""The history of records: their changes, the page of corrections, and pages at the addresses of former records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model.records import ChangeKind, Claim, Event, Source, Text, Topic, Withdrawn, section_of
from ..site import labels
from ..site.index import Site
from ..site.page import FeedEntry, Page
from ..site.views import WITHDRAWN, Change, Link, choice
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

    def news(self, site: Site) -> Iterator[tuple[str, FeedEntry]]:
        """Yield the withdrawn records. A withdrawn claim also replaces its entry in the feed of all claims."""
        for gone in site.data.withdrawals:
            change = withdrawal(site, gone)
            path = f"{section_of(gone.kind)}/{gone.first_id}"
            title = site.language.gettext("Withdrawn: %(title)s", title=gone.title)
            yield self.url, entry_of(change, f"{path}/withdrawn", title)
            if gone.kind == Claim.kind_name:
                yield site.urls.page("claims"), entry_of(change, path, title)


@dataclass(frozen=True, kw_only=True)
class GonePage(Page):
    """The page at the address of a withdrawn record."""

    of: Withdrawn


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
    for gone in data.withdrawals:
        yield withdrawal(site, gone)


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


def withdrawal(site: Site, gone: Withdrawn) -> Change:
    """Return the withdrawal of a record as a change."""
    return Change(
        date=gone.date,
        kind=choice(WITHDRAWN, site.language),
        is_correction=True,
        note=gone.why,
        was=None,
        record=Link(title=gone.title, url=site.urls.withdrawn(gone.kind, gone.id)),
        record_kind=choice(gone.kind, site.language),
    )


def redirects(site: Site) -> Iterator[Page]:
    """Yield a page for each withdrawn record, and for each former id of a record that has a page of its own.

    The `url` of a page at a former id is the present address of the record.
    """
    for gone in site.data.withdrawals:
        if gone.kind not in labels.GONE:
            continue
        title = site.language.gettext("Withdrawn: %(title)s", title=gone.title)
        date = site.language.date(gone.date)
        words = title, site.language.gettext(labels.GONE[gone.kind], date=date, why=gone.why)
        for id in (gone.id, *gone.aliases):
            fields = site.page_fields(f"{section_of(gone.kind)}/{id}", words, "gone.html")
            yield GonePage(**fields | {"section": "corrections"}, of=gone)
    records: list[Claim | Text | Topic] = [*site.data.claims, *site.data.texts, *site.data.topics]
    for record in records:
        url = site.urls.record(record.kind_name, record.id)
        for alias in record.aliases:
            fields = site.page_fields(f"{section_of(record.kind_name)}/{alias}", (record.title, ""), "redirect.html")
            yield Page(**fields | {"url": url})
