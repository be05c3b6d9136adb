"""The page of corrections, and pages at the former addresses of records."""

from collections.abc import Iterator

from ..model.records import Claim, Text, Topic, section_of
from ..site.history import Change, Changing
from ..site.page import Page
from ..site.site import Site
from ..source.dates import Edtf


class CorrectionsPage(Page):
    """`/corrections/`: all changes, latest first: of verdicts, then other corrections, then the rest."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "corrections")
        self.foot = site.language.gettext("Corrections")
        data = site.data
        records: list[Changing] = [claim.record for claim in site.claims.values()]
        records += [*data.texts, *data.topics, *[event.record for event in site.events.values()], *data.sources]
        history: list[Change] = []
        for record in records:
            history += site.changes_of(record)
        history.sort(key=lambda change: change.date.iso or "", reverse=True)
        self.verdicts = [change for change in history if change.was]
        self.corrections = [change for change in history if change.is_correction and not change.was]
        self.changes = [change for change in history if not change.is_correction and not change.was]

    @property
    def dates(self) -> list[Edtf]:
        """The dates of the other changes."""
        return [change.date for change in self.changes]


class Redirect(Page):
    """The page at a former address of a record; its `url` is the present one."""

    def __init__(self, site: Site, record: Claim | Text | Topic, alias: str) -> None:
        super().__init__(site, f"{section_of(record.kind_name)}/{alias}", (record.title, ""), "redirect.html")
        self.url = site.urls.record(record.kind_name, record.id)


def redirects(site: Site) -> Iterator[Redirect]:
    """Yield a page for each former id of a record that has a page of its own."""
    records: list[Claim | Text | Topic] = [*site.data.claims, *site.data.texts, *site.data.topics]
    for record in records:
        for alias in record.aliases:
            yield Redirect(site, record, alias)
