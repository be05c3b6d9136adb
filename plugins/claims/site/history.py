"""The changes of records as pages and feeds show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import records
from ..model.records import ChangeKind, Claim, Event, Source, Text, Topic
from .views import Choice, Link, choice

if TYPE_CHECKING:
    from .site import Site

Changing = Claim | Topic | Event | Source | Text
"""The records that have a history."""


class Change:
    """One entry in the history of a record."""

    def __init__(self, site: Site, of: Changing, record: records.Change) -> None:
        self.site = site
        self.of = of
        self.date = record.date
        self.kind = choice(record.kind, site.language)
        self.is_correction = record.kind is ChangeKind.CORRECTED
        self.note = record.note
        self.was = choice(record.was, site.language) if record.was else None
        """The label before, if the change is one of a verdict."""

    @property
    def record(self) -> Link:
        """The record, by its title; a source by its citation."""
        title = self.site.sources[self.of.id].citation if isinstance(self.of, Source) else self.of.title
        return Link(title=title, url=self.site.urls.record(self.of.kind_name, self.of.id))

    @property
    def record_kind(self) -> Choice:
        """What kind of record it is."""
        return choice(self.of.kind_name, self.site.language)
