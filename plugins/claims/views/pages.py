"""What pages hold, ready to print: every page with its title, description, address and file name.

Text fields are plain and escaped where they are printed; fields of type Markup are clean HTML whose links to records
(`claim:some-id`) the template's `prose` filter leads to addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from .. import charts
from ..citations import Citation
from ..dates import Edtf
from ..edition import License


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
    def shown_title(self) -> str:
        """The title; in square brackets where it is a description of ours."""
        return f"[{self.title}]" if self.described else self.title


@dataclass(frozen=True, kw_only=True)
class VerdictView:
    """A finding; a claim without one has the label `not-reviewed`."""

    label: Choice
    summary: str
    reasoning: Markup
    reviewed: DateView | None


@dataclass(frozen=True, kw_only=True)
class ClaimCard:
    """A claim as other pages name it."""

    id: str
    number: int
    url: str
    title: str
    statement: Markup
    kind: Choice
    label: Choice
    summary: str
    speaker: str
    via: int
    date: DateView | None
    topics: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class AppearanceView:
    """One link of the chain."""

    speaker: Link
    speaker_kind: Choice
    role: str
    form: str
    source: SourceView
    date: DateView | None
    paragraph: int | None
    seen: Choice
    quoted: str | None


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
class EvidenceGroup:
    """The passages of one stance."""

    stance: Choice
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, kw_only=True)
class RelationView:
    """A tie to another claim, told from this side."""

    phrase: str
    claim: ClaimCard


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
class MonthBar:
    """The entries of one month, counted; `x` counts months from the year's first, 0 to 11."""

    x: int
    count: int
    op_ed: bool


@dataclass(frozen=True, kw_only=True)
class YearView:
    """The entries of one year."""

    year: int
    count: int
    events: tuple[EventView, ...]
    """Empty where they stand on other pages."""
    op_ed: bool
    gap: bool
    """True where years without an entry lie before this one."""
    months: tuple[MonthBar, ...]
    undated: int
    """How many entries are known only by their year."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A year of a long timeline, or a decade: its bars, a month or a year each, as the path of a drawing."""

    title: str
    url: str
    count: int
    op_ed: bool
    gap: bool
    """True where years without an entry lie before this one."""
    bars: str
    strong: str
    """The bar of the op-ed's month, or its year."""
    foot: bool
    """True where entries are known only by their year."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A long timeline drawn column by column; `steps` is how many bars a column has room for."""

    columns: tuple[Column, ...]
    steps: int
    decades: tuple[tuple[str, str, tuple[PartLink, ...]], ...]
    """The years as links, under the id and the name of their decade; of few years, all under none."""


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
class Tally:
    """How many there are of one kind; `share` and `offset` are the per cents a drawing gives it."""

    choice: Choice
    count: int
    share: float = 0
    offset: float = 0


@dataclass(frozen=True, kw_only=True)
class TopicTally:
    """A topic with its claims counted by verdict."""

    topic: TopicView
    verdicts: tuple[Tally, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """How much evidence of one kind of source there is, stance by stance."""

    kind: Choice
    counts: tuple[Tally, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What the site holds, counted: claims by verdict, evidence by kind of source and stance."""

    claims: int
    verdicts: tuple[Tally, ...]
    evidence: int
    stances: tuple[Tally, ...]
    rows: tuple[EvidenceRow, ...]


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """`/`."""

    balance: Balance
    topics: tuple[TopicView, ...]
    years: tuple[YearView, ...]
    sources: int
    events: int
    strip: Strip | None = None
    """In place of the years with their entries, where there are many."""
    tallies: tuple[TopicTally, ...] = ()
    """In place of the claims of each topic, where there are many."""
    shown: int = 0
    """How many topics there is room for."""


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """`/timeline/`."""

    years: tuple[YearView, ...]
    tallest: int
    """The most entries of one month."""
    topics: tuple[TopicView, ...]
    accounts: tuple[Tally, ...]
    count: int
    strip: Strip | None = None
    """Where the entries stand on pages of their own: the whole, and where each year is."""


@dataclass(frozen=True, kw_only=True)
class FiltersSheet:
    """The style sheet by which the timeline filters without a script: it names the file's topics."""

    template: str
    save_as: str
    topics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TopicsPage(Page):
    """`/topics/`."""

    topics: tuple[TopicView, ...]
    pager: Pager | None = None


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """`/topics/<id>/`."""

    topic: TopicView
    summary: Markup
    years: tuple[YearView, ...]
    charts: tuple[charts.Chart, ...]
    citation: Citation
    data: str
    """Address of the topic as data."""
    previous: Link | None
    next: Link | None
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """Its lists that stand on pages of their own."""


@dataclass(frozen=True, kw_only=True)
class ClaimsPage(Page):
    """`/claims/`."""

    topics: tuple[TopicView, ...]
    balance: Balance
    tallies: tuple[TopicTally, ...] = ()
    """In place of the claims, where there are many: the topics whose claims are counted."""


@dataclass(frozen=True, kw_only=True)
class ClaimPage(Page):
    """`/claims/<id>/`."""

    claim: ClaimCard
    first_id: str
    total: int
    date_as_written: str | None
    quote: str | None
    verbatim: bool
    note: Markup | None
    chain: tuple[AppearanceView, ...]
    verdict: VerdictView
    evidence: tuple[EvidenceGroup, ...]
    tallies: tuple[Tally, ...]
    relations: tuple[RelationView, ...]
    events: tuple[EventView, ...]
    changes: tuple[ChangeView, ...]
    published: str | None
    updated: str | None
    """ISO days of the first and the latest change."""
    citation: Citation
    data: str
    """Address of the claim as data."""
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, kw_only=True)
class SourceGroup:
    """The sources of one kind."""

    kind: Choice
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, kw_only=True)
class SourcesPage(Page):
    """`/sources/`."""

    groups: tuple[SourceGroup, ...]
    count: int
    parts: Parts | None = None
    """Where its list stands on pages of its own."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of a source and the claims it carries; None gathers those without a number."""

    number: int | None
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, kw_only=True)
class Use:
    """One claim that leans on a source, and how."""

    claim: ClaimCard
    evidence: EvidenceView


@dataclass(frozen=True, kw_only=True)
class SourcePage(Page):
    """`/sources/<id>/`."""

    source: SourceView
    paragraphs: tuple[Paragraph, ...]
    uses: tuple[Use, ...]
    events: tuple[EventView, ...]
    terms: tuple[Link, ...]
    charts: tuple[Link, ...]
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """Its lists that stand on pages of their own."""


@dataclass(frozen=True, kw_only=True)
class SpeakerView:
    """A speaker, with what they said and what they passed on."""

    id: str
    url: str
    name: str
    kind: Choice
    role: str
    side: Choice | None
    said: tuple[ClaimCard, ...]
    passed_on: tuple[ClaimCard, ...]


@dataclass(frozen=True, kw_only=True)
class SpeakersPage(Page):
    """`/speakers/`."""

    speakers: tuple[SpeakerView, ...]
    parts: Parts | None = None
    """Where they stand on pages of their own."""


@dataclass(frozen=True, kw_only=True)
class SpeakerPage(Page):
    """`/speakers/<id>/`."""

    speaker: SpeakerView
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """Its lists that stand on pages of their own."""


@dataclass(frozen=True, kw_only=True)
class TermView:
    """A word explained."""

    id: str
    term: str
    forms: tuple[str, ...]
    definition: Markup
    sources: tuple[SourceView, ...]
    aliases: tuple[str, ...] = ()
    """Ids it had before: links to them still lead here."""


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """`/glossary/`."""

    terms: tuple[TermView, ...]
    parts: Parts | None = None
    """Where its list stands on pages of its own."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """`/search/`."""

    topics: tuple[TopicView, ...]
    balance: Balance
    kinds: tuple[Tally, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the index: `label` is set for a claim, `source` for a source, which is cited as elsewhere."""

    kind: Choice
    title: str
    url: str
    label: Choice | None = None
    source: SourceView | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The entries that begin alike."""

    id: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class AlphabetPage(Page):
    """`/search/a-z/`."""

    letters: tuple[Letter, ...]
    count: int
    parts: Parts | None = None
    """Where its list stands on pages of its own."""


@dataclass(frozen=True, kw_only=True)
class CorrectionsPage(Page):
    """`/corrections/`."""

    corrections: tuple[ChangeView, ...]
    changes: tuple[ChangeView, ...]
    parts: Parts | None = None
    """Where its list stands on pages of its own."""
    further: bool = False
    """True where there are more corrections than there is room for."""


@dataclass(frozen=True, kw_only=True)
class FileView:
    """A file one can have, or many of one kind, which have no fingerprint of their own."""

    name: str
    url: str | None
    holds: str
    count: int
    size: int
    sha256: str | None
    columns: tuple[Any, ...] = ()
    """Of a table: name, type, description and the only values it may have."""


@dataclass(frozen=True, kw_only=True)
class DayView:
    """What changed in the data on one day, by kind of change."""

    date: DateView
    changes: tuple[tuple[Choice, tuple[ChangeView, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """`/data/`."""

    lede: str
    version: str
    date: DateView | None
    license: License
    base: str
    """What the addresses in examples begin with: the site's, or the one `make serve` gives it."""
    counts: tuple[str, ...]
    files: tuple[FileView, ...]
    changelog: tuple[DayView, ...]
    entries: int
    """How many the timeline has: without any there is no calendar."""
    example: ClaimCard | None
    citation: Citation
    earlier: bool = False
    """True where older changes are left out."""


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where one of several numbered pages stands among them."""

    numbers: tuple[PartLink | None, ...]
    """Its own among them; None stands for numbers left out."""
    previous: Link | None
    next: Link | None


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


@dataclass(frozen=True, kw_only=True)
class EventsPart(PartPage):
    """Entries of a timeline; `topics` are those among which they can be filtered."""

    years: tuple[YearView, ...]
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimsPart(PartPage):
    """Claims, which can be filtered by verdict."""

    count: int
    verdicts: tuple[Tally, ...]


@dataclass(frozen=True, kw_only=True)
class RedirectPage:
    """What stands where a page was before its record took another id; `url` is where it is now."""

    template: str
    title: str
    url: str
    save_as: str
