"""A source as pages show it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.records import Source, copied_on
from ..source.dates import Edtf
from . import labels
from .evidence import needs_gloss
from .views import Choice, choice

if TYPE_CHECKING:
    from .site import Site

MAX_AUTHORS = 3
"""Authors that are named; if there are more, the first is named, followed by “and others”."""


class SourceView:
    """A source, as lists and passages show it."""

    def __init__(self, site: Site, record: Source) -> None:
        self.site = site
        self.record = record
        self.id = record.id
        self.url = site.urls.record("source", record.id)
        """The address of its entry in the list of sources."""

    @property
    def kind(self) -> Choice:
        """What kind of publisher it has."""
        return choice(self.record.kind, self.site.language)

    @property
    def type(self) -> str:
        """What type of work it is; empty if the file does not say."""
        return labels.name(self.record.type, self.site.language) if self.record.type else ""

    @property
    def side(self) -> Choice | None:
        """The side for which it speaks."""
        return self.site.sides[self.record.side] if self.record.side else None

    @property
    def seen(self) -> Choice:
        """How much of it we read."""
        return choice(self.record.seen, self.site.language)

    @property
    def host(self) -> str:
        """The host of the address where it can be read; empty if it has none."""
        return self.record.address.split("/")[2].removeprefix("www.") if self.record.address else ""

    @property
    def copies(self) -> list[tuple[str, Edtf | None]]:
        """The address of each stored copy, and the day on which it was made if the address gives that."""
        return [(address, copied_on(address)) for address in self.record.archived]

    @cached_property
    def by(self) -> str:
        """Its authors in words."""
        language = self.site.language
        authors = [str(name) for name in self.record.author]
        if len(authors) > MAX_AUTHORS:
            return language.gettext("%(first)s and others", first=authors[0])
        return language.listing(authors)

    @property
    def outlet(self) -> str:
        """The publisher, with the work that it is a part of."""
        record = self.record
        if not record.in_:
            return record.publisher
        return self.site.language.gettext(
            "in %(container)s, %(publisher)s", container=record.in_, publisher=record.publisher
        )

    @property
    def short_publisher(self) -> str:
        """The publisher, without an addition in brackets."""
        return re.split(r" \(|（", self.record.publisher)[0]

    @property
    def shown_title(self) -> str:
        """The title, or our description in square brackets."""
        record = self.record
        return record.title or self.site.language.gettext("[%(described)s]", described=record.described or "")

    @property
    def gloss(self) -> str | None:
        """What the title means, if readers need that."""
        record = self.record
        return record.gloss if needs_gloss(self.site, record.lang, record.gloss) else None

    @cached_property
    def citation(self) -> str:
        """Its authors, title, publisher and date in one line."""
        language = self.site.language
        date = language.date(self.record.date) if self.record.date else ""
        parts = [part for part in (self.by, self.shown_title, self.outlet, date) if part]
        return language.gettext(", ").join(parts)
