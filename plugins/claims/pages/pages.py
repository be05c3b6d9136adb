"""What pages of several kinds hold, ready to print. What those of one kind hold stands where they are made.

Text fields are plain and escaped where they are printed; fields of type Markup are clean HTML whose links to records
(`claim:some-id`) the template's `prose` filter leads to addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..data.dates import Edtf


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has. `section` is the entry of the main navigation it belongs to."""

    template: str
    title: str
    description: str
    url: str
    save_as: str
    section: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A name and where it leads."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class DateView:
    """A date in words, and as `<time datetime>` wants it (None for a period)."""

    text: str
    iso: str | None
    short: str
    year: int
    month: int | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a closed list: its name in the file, and in words."""

    value: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PartLink:
    """A part of a list that is split: what it holds, how much, and where it is.

    `number` is true where its title is its number, and `current` of the page itself.
    """

    title: str
    url: str
    count: int
    id: str = ""
    note: str = ""
    number: bool = False
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A list that stands on pages of its own: how much it holds, and its parts; None stands for parts left out."""

    count: int
    links: tuple[PartLink | None, ...]


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """A source as it is cited."""

    id: str
    url: str
    title: str
    lang: str
    gloss: str | None
    described: bool
    publisher: str
    kind: Choice
    side: Choice | None
    date: DateView | None
    href: str | None
    archived: str | None
    seen: Choice
    note: str | None

    @property
    def citation(self) -> str:
        """Title, publisher and date in one line; no two sources share it."""
        return ", ".join([self.shown_title, self.publisher, *([self.date.text] if self.date else [])])

    @property
    def host(self) -> str:
        """Where its address leads: not always to its publisher."""
        return self.href.split("/")[2].removeprefix("www.") if self.href else ""

    @property
    def shown_title(self) -> str:
        """The title; in square brackets where it is a description of ours."""
        return f"[{self.title}]" if self.described else self.title


@dataclass(frozen=True, kw_only=True)
class ClaimCard:
    """A claim as other pages name it."""

    id: str
    number: int
    url: str
    title: str
    kind: Choice
    label: Choice
    summary: str
    date: DateView | None
    topics: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """A passage, with its number on the page."""

    number: int
    stance: Choice
    source: SourceView
    note: Markup
    words: str | None
    href: str | None
    """Where the passage can be read: the source's address, at the words where they are given."""
    archived: str | None
    cited: bool = False
    """True where the reasoning of its claim has a marker that leads here."""


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A line of history; `claim` is set where lines of many claims stand together."""

    date: DateView
    day: str
    """The ISO day it counts from."""
    kind: Choice
    note: str
    claim: ClaimCard


@dataclass(frozen=True, kw_only=True)
class EventView:
    """An entry of a timeline."""

    id: str
    url: str
    date: DateView
    when: Edtf
    """The date itself, for calendars."""
    first_id: str
    title: str
    summary: Markup
    account: Choice
    topics: tuple[str, ...]
    """Ids, by which a timeline is filtered."""
    claims: tuple[ClaimCard, ...]
    sources: tuple[SourceView, ...]
    aliases: tuple[str, ...] = ()
    """Ids it had before: links to them still lead here."""


@dataclass(frozen=True, kw_only=True)
class TopicView:
    """A topic as other pages name it, with its claims."""

    id: str
    url: str
    title: str
    question: str
    answer: str
    claims: tuple[ClaimCard, ...]
    count: int
    """How many claims are about it; `claims` holds fewer where each claim stands once, under its first topic."""


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where one of several numbered pages stands among them."""

    numbers: tuple[PartLink | None, ...]
    """Its own among them; None stands for numbers left out."""
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    """The page of a whole list."""

    parts: Parts | None = None
    """Where the list stands on pages of its own."""


@dataclass(frozen=True, kw_only=True)
class PartPage(Page):
    """A part of a list that is too long for one page, below the address of that page."""

    trail: tuple[Link, ...]
    """The pages above it, outermost first."""
    lede: str
    parts: Parts | None
    """Where it leads on, if it holds nothing itself."""
    pager: Pager
    items: tuple[Any, ...]
