"""A list in parts → a draft of a page for each part, and links to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .. import paging
from ..data.model import Record
from ..paging import Part
from ..site import labels
from ..site.urls import Addresses
from .drafts import Draft
from .pages import Link, Pager, PartLink, PartPage, Parts
from .prints import Prints

Path = tuple[str, ...]
_LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a list is called, and how its parts are printed."""

    base: str
    """The folder of its parts."""
    section: str
    template: str
    title: str
    trail: tuple[Link, ...]
    """The pages above its parts, that of the whole list last."""
    noun: tuple[str, str]
    """What it holds, where it is one and where more."""
    fill: Callable[[tuple[Any, ...]], dict[str, Any]]
    """What a page holds, from the keys of its items."""
    shows: Callable[[tuple[Any, ...]], Iterable[Record]] | None = None
    """The records of which that is made, beside those that all pages depend on."""
    page: type[PartPage] = PartPage
    name: Callable[[Path], str] = "".join
    """What a part is called: `September 2019`."""
    note: Callable[[tuple[Any, ...]], str] = field(default=lambda _: "")
    """What tells numbered pages apart besides their numbers."""
    newest_first: bool = False
    first_is_whole: bool = False
    """True where the page of the whole list holds the first of its numbered parts itself."""


@dataclass(frozen=True)
class Around:
    """Where a part stands: the pages above it, and the parts before and after it."""

    trail: tuple[Link, ...]
    before: Part[Any] | None = None
    after: Part[Any] | None = None


@dataclass(frozen=True)
class Split:
    """A list that is split, with its pages."""

    part: Part[Any]
    listing: Listing
    to: Addresses
    prints: Prints

    def links(self, part: Part[Any] | None = None) -> Parts:
        """The way to the parts, from the page above them."""
        part = part or self.part
        if not part.parts:
            return Parts(count=part.count, links=tuple(self._numbers(part)))
        ordered = reversed(part.parts) if self.listing.newest_first else part.parts
        found = (
            PartLink(
                title=self.listing.name(inner.path),
                url=self._url(inner.path),
                count=inner.count,
            )
            for inner in ordered
        )
        return Parts(count=part.count, links=tuple(found))

    def drafts(self) -> Iterator[Draft]:
        """The pages of all parts."""
        yield from self._drafts(self.part, Around(self.listing.trail), 1 + self.listing.first_is_whole)

    def pager(self, number: int, part: Part[Any] | None = None, around: Around | None = None) -> Pager:
        """The way from one of a part's numbered pages to the others, and at their ends to other parts."""
        part, around = part or self.part, around or Around(())

        def link(n: int, other: Part[Any] | None) -> Link | None:
            if 1 <= n <= len(part.pages):
                return Link(title=self._title(part, n), url=self._url(paging.numbered(part.path, n)))
            return self._link(other) if other else None

        return Pager(
            numbers=tuple(self._numbers(part, number)) if len(part.pages) > 1 else (),
            previous=link(number - 1, around.before),
            next=link(number + 1, around.after),
        )

    def _drafts(self, part: Part[Any], around: Around, first: int = 1) -> Iterator[Draft]:
        start = 0
        for number, keys in enumerate(part.pages, 1):
            if number >= first:
                yield self._leaf(part, around, number, start)
            start += len(keys)
        if not part.parts:
            return
        trail = around.trail
        if part.path:
            yield self._overview(part, around)
            trail = (*trail, self._link(part))
        for n, inner in enumerate(part.parts):
            before = part.parts[n - 1] if n else around.before
            after = part.parts[n + 1] if n + 1 < len(part.parts) else around.after
            yield from self._drafts(inner, Around(trail, before, after))

    def _leaf(self, part: Part[Any], around: Around, number: int, start: int) -> Draft:
        """A page that holds items, the first of which is the one after `start`."""
        keys, noun = part.pages[number - 1], self.listing.noun
        lede = f"{part.count:,} {noun[part.count != 1]}"
        if len(part.pages) > 1:
            stretch = f"{start + 1:,}" if len(keys) == 1 else f"{start + 1:,} to {start + len(keys):,}"
            lede = f"{noun[len(keys) != 1][0].upper()}{noun[len(keys) != 1][1:]} {stretch} of {part.count:,}"
        if note := self.listing.note(keys):
            lede = f"{lede}: {note}"
        frame = self._head(part, around, lede, number) | {"parts": None, "pager": self.pager(number, part, around)}
        listing, shows = self.listing, self.listing.shows
        if listing.newest_first:
            keys = tuple(reversed(keys))
        return Draft(
            save_as=frame["save_as"],
            make=lambda: listing.page(template=listing.template, **frame, **listing.fill(keys)),
            made_from=(lambda: self.prints.page(*shows(keys), said=(listing.template, frame, keys))) if shows else None,
        )

    def _overview(self, part: Part[Any], around: Around) -> Draft:
        """A page that leads on."""
        lede = f"{part.count:,} {self.listing.noun[part.count != 1]}, in {len(part.parts):,} parts"
        frame = self._head(part, around, lede) | {"parts": self.links(part), "pager": self.pager(0, part, around)}
        return Draft(
            save_as=frame["save_as"],
            make=lambda: PartPage(template="parts/list.html", **frame, items=()),
            made_from=lambda: self.prints.page(said=frame),
        )

    def _head(self, part: Part[Any], around: Around, lede: str, number: int = 0) -> dict[str, Any]:
        title = self._title(part, number)
        url = self._url(paging.numbered(part.path, number or 1))
        end = "" if lede.endswith("…") else "."
        return {
            "title": title,
            "description": f"{title}: {lede[0].lower()}{lede[1:]}{end}",
            "url": url,
            "save_as": self.to.file(url),
            "section": self.listing.section,
            "trail": around.trail,
            "lede": f"{lede}{end}",
        }

    def _numbers(self, part: Part[Any], current: int = 0) -> Iterator[PartLink | None]:
        for number in paging.shown_numbers(len(part.pages), current):
            if number is None:
                yield None
                continue
            keys = part.pages[number - 1]
            yield PartLink(
                title=str(number),
                number=True,
                url=self._url(paging.numbered(part.path, number)),
                count=len(keys),
                note=self.listing.note(keys),
                current=number == current,
            )

    def _link(self, part: Part[Any]) -> Link:
        return Link(title=self._title(part), url=self._url(part.path))

    def _title(self, part: Part[Any], number: int = 0) -> str:
        """What a part's page is called; `number` is that of one among several."""
        title = f"{self.listing.title}, {self.listing.name(part.path)}" if part.path else self.listing.title
        return f"{title}, part {number}" if number and len(part.pages) > 1 else title

    def _url(self, path: Path) -> str:
        if self.listing.first_is_whole and not path:
            return self.listing.trail[-1].url
        return self.to.page("/".join((self.listing.base, *path)))


def stretch(first: str, last: str) -> str:
    """From which name to which a page goes, neither told at length."""
    first, last = (
        name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…" for name in (first, last)
    )
    return first if first == last else labels.SPAN.format(first, last)
