"""What pages have whatever they hold: a head, links to the glossary, the pages of long lists, a fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from ..paging import Part
from ..plan import Plan
from ..site import labels
from ..site.citations import Citation
from ..site.markdown import Glossary
from ..site.release import Release
from .drafts import Draft, made
from .pages import Link, ListPage, Page
from .parts import Listing, Split
from .prints import Prints
from .records import Records

P = TypeVar("P", bound=Page)


class Frame:
    """What every kind of page is given beside the records."""

    def __init__(self, records: Records, edition: Release, planned: Plan) -> None:
        """`planned` says where long lists are split."""
        self._to = records.to
        self.edition = edition
        self.plan = planned
        self.limit = planned.limit
        self.glossary = Glossary(
            {
                term.id: ((term.term, *term.forms), str(records.prose.html(term.definition).striptags()))
                for term in records.data.glossary
            },
            room=self.limit.terms_on_a_page,
        )
        self._records = records

    @cached_property
    def prints(self) -> Prints:
        """The fingerprints of the records."""
        records = self._records
        always = self.edition.name, self.edition.site, self.limit, len(records.data.claims), records.op_ed
        return Prints(records.data, self._to, *always)

    def page(self, page: type[P], name: str, **fields: Any) -> P:
        """A page whose title and description stand in labels.PAGES."""
        title, description = labels.PAGES[name]
        url = self._to.page(name)
        return page(
            template=f"{name}.html",
            title=title,
            description=description,
            url=url,
            save_as=self._to.file(url),
            section=name,
            **fields,
        )

    def section(self, name: str) -> Link:
        """The way to such a page."""
        return Link(title=labels.PAGES[name][0], url=self._to.page(name))

    def citation(self, folder: str, id: str, title: str, genre: str, date: date | None) -> Citation:
        """How a record's page is cited."""
        return Citation(
            key=f"claim-by-claim-{id}",
            title=title,
            genre=genre,
            container=self.edition.name,
            url=self.edition.url(f"{folder}/{id}/") if self.edition.site else "",
            folder=f"{folder}/{id}",
            date=date,
        )

    def in_parts(self, part: Part[Any], listing: Listing) -> Split:
        """A list on pages of its own."""
        return Split(part, listing, self._to, self.prints)

    def listed(self, page: ListPage, part: Part[Any], listing: Listing) -> Iterator[Draft]:
        """The page of a list, and where that stands on pages of its own those."""
        if part.is_whole:
            yield made(page)
            return
        split = self.in_parts(part, listing)
        yield made(replace(page, parts=split.links()))
        yield from split.drafts()

    def split(self, parts: Mapping[str, Part[Any]], listings: Mapping[str, Listing]) -> dict[str, Split]:
        """Those of a record's lists that stand on pages of their own, under their names."""
        return {name: self.in_parts(part, listings[name]) for name, part in parts.items()}
