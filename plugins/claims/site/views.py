"""Records as pages show them, ready to print. What only one kind of page shows stands with that page.

Text fields are plain and escaped where they are printed; fields of type Markup are clean HTML whose links to records
(`claim:some-id`) the template's `prose` filter leads to addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model.records import ChangeKind, Proof
from ..source.dates import Edtf
from . import labels
from .language import Language

_COLON = re.compile(": |：")
NOT_REVIEWED = "not-reviewed"
"""The label of a claim without a verdict."""
WITHDRAWN = "withdrawn"
"""What stands in the place of a kind of change where a record was withdrawn."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has. `section` is the entry of the main navigation it belongs to."""

    template: str
    title: str
    description: str
    url: str
    save_as: str
    section: str
    pager: Pager | None = None
    """Where the page's lists are long and go on on other pages."""

    @property
    def full_title(self) -> str:
        """The title where it stands alone: in a tab, among results of a search, on a card."""
        return self.title

    @property
    def is_first(self) -> bool:
        """Whether it is the first of a list's pages, or the only one."""
        return self.pager is None or self.pager.number == 1

    @property
    def first_url(self) -> str:
        """The address of the first of a list's pages, or of the only one."""
        return self.pager.links[0].url if self.pager else self.url


@dataclass(frozen=True, kw_only=True)
class Link:
    """A name and where it leads."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a closed list: its name in the file, in words, and what it means where pages explain it."""

    value: str
    name: str
    definition: str = ""

    @property
    def inside(self) -> str:
        """Its name inside a sentence, without counts: `confirmed by 3`, `partly confirmed`."""
        return self.word[0].lower() + self.word[1:]

    @property
    def word(self) -> str:
        """Its name without the counts that a colon parts from it."""
        return _COLON.split(self.name, maxsplit=1)[0]

    @property
    def counts(self) -> str:
        """Those counts; empty where it has none."""
        return _COLON.split(f"{self.name}: ", maxsplit=2)[1]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A stored copy of a source; `day` is that of the copy, where its address says it."""

    address: str
    day: Edtf | None
    href: str
    """Its address, at the words of a passage where it is the passage that is read there."""


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """A source as it is cited."""

    id: str
    url: str
    title: str
    lang: str
    gloss: str | None
    described: bool
    authors: tuple[str, ...]
    publisher: str
    in_: str | None
    kind: Choice
    type: str
    """What kind of work it is, in words; empty where the file does not say."""
    side: Choice | None
    date: Edtf | None
    href: str | None
    doi: str | None
    isbn: str | None
    copies: tuple[Copy, ...]
    accessed: Edtf | None
    seen: Choice
    note: str | None
    cited: Mapping[str, Any]
    """How it is cited, as CSL-JSON."""
    by: str
    """The authors: all of up to three, of more the first."""
    has_more_authors: bool
    """Whether it has more authors than are named in a line."""
    outlet: str
    """The publisher, and before it the journal, book, series or site that it is a part of."""
    citation: str
    """Authors, title, publisher and date in one line; no two sources share it."""

    @property
    def host(self) -> str:
        """Where its address leads: not always to its publisher."""
        return self.href.split("/")[2].removeprefix("www.") if self.href else ""

    @property
    def shown_title(self) -> str:
        """The title; in square brackets where it is a description of ours."""
        return f"[{self.title}]" if self.described else self.title


@dataclass(frozen=True, kw_only=True)
class ReadingCard:
    """Another reading of a claim: how it is read, and the finding."""

    text: str
    label: Choice
    summary: str
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimCard:
    """A claim as other pages name it."""

    id: str
    number: int
    url: str
    title: str
    short: str
    """The same in a few words."""
    kind: Choice
    label: Choice
    """Its name is in the words of this claim: “Only the mayor says so”."""
    parts: tuple[str, ...]
    """The labels of its parts, where it has several."""
    readings: tuple[ReadingCard, ...]
    """Other readings."""
    speaker: str
    """Who made it."""
    summary: str
    date: Edtf | None
    topics: tuple[Link, ...]
    text: Link | None
    """The text that it is of, where there are several."""
    full_title: str
    """The title with who claimed it and the verdict: of itself it says what was claimed, not what is so."""


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """A passage, with its number on the page."""

    number: int
    stance: Choice
    source: SourceView
    note: Markup
    sides: tuple[Choice, ...]
    """For whom it speaks, itself or through those whose word it passes on."""
    age: str
    """That it is, or may be, of after the day of its claim, in words; empty where it is older."""
    colour: Choice
    """Whose word it is: of no side, of the other or the speaker's own, or the text that is judged."""
    counts_as: str
    """In words, where it is no record."""
    part: int | None
    """The number of the part that it bears on, from 1; None where it bears on the whole."""
    at: str | None
    """Where in the source it stands."""
    words: str | None
    lang: str
    """The language of the words."""
    gloss: str | None
    """What they mean in English, where they are in another language."""
    proved: Proof | None
    href: str | None
    """Where the passage can be read: the source's address, at the words where they are given."""
    copies: tuple[Copy, ...]
    cited: bool = False
    """True where the reasoning of its claim has a marker that leads here."""


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A line of history, and the record that it is of."""

    date: Edtf
    kind: Choice
    note: str
    was: Choice | None
    """The label that a claim's verdict had before, where that changed."""
    record: Link
    record_kind: Choice

    @property
    def is_correction(self) -> bool:
        """Whether something was wrong, or the whole record was."""
        return self.kind.value in {ChangeKind.CORRECTED, WITHDRAWN}


@dataclass(frozen=True, kw_only=True)
class EventView:
    """An entry of a timeline."""

    id: str
    url: str
    date: Edtf
    title: str
    summary: Markup
    account: str
    """Which texts tell of it, in words; empty where none does."""
    is_text: bool
    """Whether it is of the day of a text that tells of it."""
    actors: tuple[str, ...]
    """Ids of the sides that act in it, by which a timeline is filtered."""
    acting: str
    """The same in words."""
    topics: tuple[str, ...]
    """Ids, by which a timeline is filtered."""
    claims: tuple[ClaimCard, ...]
    sources: tuple[SourceView, ...]
    also: tuple[SourceView, ...]
    """Those to which its summary does not lead."""
    key: bool
    """Whether it is one of the few that a reader should know."""
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
class TextView:
    """A text as other pages name it, with its claims in its own order."""

    id: str
    url: str
    title: str
    name: str
    speaker: Link
    role: str
    form: str
    date: Edtf
    summary: Markup | None
    finding: Markup | None
    reporter: str
    """Who published its words, where we have them at second hand."""
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where a page stands among the numbered pages of its list."""

    number: int
    links: tuple[Link, ...]
    previous: Link | None
    next: Link | None


def choice(value: str, language: Language, words: str = "") -> Choice:
    """Return a member of a closed list with its name in words: those of one claim's label, where these are given."""
    definition = labels.DEFINITIONS.get(value)
    return Choice(
        value=str(value),
        name=words or labels.name(value, language),
        definition=language.gettext(definition) if definition else "",
    )
