"""The history of each record, and of all: the page of corrections."""

from collections.abc import Iterable, Iterator

from ..model.records import ChangeKind, Claim, Event, Source, Text, Topic, Withdrawn, section_of
from ..site.index import Site
from ..site.pagination import CHANGES, paginate
from ..site.views import WITHDRAWN, Link, Page, View, choice
from ..source.dates import Edtf


class CorrectionsPage(Page):
    """`/corrections/`."""

    @property
    def dates(self) -> Iterable[Edtf]:
        """When what it lists changed."""
        return (change.date for change in self.changes)

    def news(self, site: Site) -> Iterator[tuple[str, View]]:
        """Yield what was withdrawn: a claim also in place of what a feed reader has of it."""
        for gone in site.data.withdrawals if self.is_first else ():
            change, path = withdrawal(site, gone), f"{section_of(gone.kind)}/{gone.first_id}"
            title = site.language.gettext("Withdrawn: %(title)s", title=gone.title)
            yield self.url, entry_of(change, f"{path}/withdrawn", title)
            if gone.kind == Claim.kind_name:
                yield site.urls.page("claims"), entry_of(change, path, title)


def entry_of(change: View, path: str, title: str, topics: tuple[Link, ...] = ()) -> View:
    """Return an entry of a feed that tells of a change alone; its id is made of `path`."""
    day = change.date.day
    return View(
        path=path,
        day=day,
        published=day,
        title=title,
        url=change.record.url,
        summary=change.note,
        topics=topics,
        change=change,
    )


def pages(site: Site) -> Iterator[CorrectionsPage]:
    """Yield what changed: verdicts, then other corrections, then the rest."""
    data, records = site.data, site.records
    changing = (records.ordered, data.texts, data.topics, records.events.values(), data.sources)
    found = [change for some in changing for record in some for change in changes(site, record)]
    found += (withdrawal(site, gone) for gone in data.withdrawals)
    found.sort(key=lambda change: change.date.iso or "", reverse=True)
    verdicts = [change for change in found if change.was]
    corrections = [change for change in found if change.is_correction and not change.was]
    others = [change for change in found if not change.is_correction and not change.was]
    foot = site.language.gettext("Corrections")
    page = site.page(CorrectionsPage, "corrections", verdicts=tuple(verdicts), foot=foot)
    yield from paginate(page, site.language, changes=(others, CHANGES), corrections=(corrections, CHANGES))


def changes(site: Site, record: Claim | Topic | Event | Source | Text) -> Iterator[View]:
    """Yield the history of a record, latest first."""
    link = Link(title=site.presenter.title(record), url=site.urls.record(record.kind_name, record.id))
    for change in reversed(record.changes):
        yield View(
            date=change.date,
            kind=choice(change.kind, site.language),
            is_correction=change.kind is ChangeKind.CORRECTED,
            note=change.note,
            was=choice(change.was, site.language) if change.was else None,
            record=link,
            record_kind=choice(record.kind_name, site.language),
        )


def withdrawal(site: Site, gone: Withdrawn) -> View:
    """Return that a record was withdrawn, as a change."""
    return View(
        date=gone.date,
        kind=choice(WITHDRAWN, site.language),
        is_correction=True,
        note=gone.why,
        was=None,
        record=Link(title=gone.title, url=site.urls.withdrawn(gone.kind, gone.id)),
        record_kind=choice(gone.kind, site.language),
    )
