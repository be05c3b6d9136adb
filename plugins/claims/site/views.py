"""What several pages show, as templates see it. What only one kind of page shows is defined with that page.

The field `record` is the record as the file has it; the other fields are what pages need besides.

Text fields are plain text, which templates escape. Fields of type Markup are clean HTML; the template filter `prose`
replaces their links to records (`claim:some-id`) by addresses.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from ..model import records
from ..model.records import Event, Label, Series, Source, Text
from ..source.dates import Edtf
from . import labels
from .language import Language

NOT_REVIEWED = "not-reviewed"
"""The label of a claim without a verdict."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a closed list."""

    value: str
    """The value in the file."""
    name: str
    """The value in words."""
    definition: str = ""
    """What it means, for values that pages explain."""

    @property
    def inside(self) -> str:
        """Its name inside a sentence: `partly confirmed`."""
        return self.name[0].lower() + self.name[1:]


@dataclass(frozen=True, kw_only=True)
class ChoiceCount:
    """A value of a closed list, and how many records have it."""

    choice: Choice
    count: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """A name, and the address to which it leads."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class DatedLink(Link):
    """A link to an event."""

    date: Edtf


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """A source, as lists and passages show it."""

    id: str
    record: Source
    url: str
    """The address of its entry in the list of sources."""
    host: str
    """The host of the address where it can be read, or an empty text."""
    copies: Sequence[tuple[str, Edtf | None]]
    """The address of each stored copy, and the day on which it was made if the address gives that."""
    kind: Choice
    type: str
    side: Choice | None
    by: str
    """Its authors in words."""
    outlet: str
    """The publisher, with the work that it is a part of."""
    shown_title: str
    """The title, or our description in square brackets."""
    gloss: str | None
    """What the title means, if readers need that."""
    citation: str
    seen: Choice


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """Another reading of a claim, with its label."""

    text: str
    short: str
    label: Choice
    rests: str
    """In words that one witness decides the label; otherwise empty."""
    summary: str


@dataclass(frozen=True, kw_only=True)
class ClaimCard(Link):
    """A claim, as lists show it."""

    id: str
    full_title: str
    """The title with the speaker and the verdict."""
    short: str
    gist: str | None
    kind: Choice
    label: Choice
    rests: str
    """In words that one witness decides the label; otherwise empty."""
    verdict: Choice
    """The label, its name followed by the labels of other readings if they differ."""
    other_verdicts: str
    """The labels of other readings in words, if they differ."""
    readings: Sequence[ReadingView]
    speaker: str
    summary: str
    topics: Sequence[Link]
    text: Link | None
    """The text that it comes from, unless that is the first."""


ClaimGroup = Sequence[ClaimCard]
"""Claims that say the same and have the same label; most groups have one claim."""


@dataclass(frozen=True, kw_only=True)
class TextView(Link):
    """A text, with its claims in its own order."""

    id: str
    record: Text
    speaker: str
    role: str
    outlet: str
    """Where it was published, if we know it only from a report and all its claims name the same publisher."""
    reporter: str
    """The publisher of the report from which we know it, if we did not read the text itself."""
    summary: Markup | None
    finding: Markup | None
    claims: Sequence[ClaimCard]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One wording of a sentence, with its source."""

    record: records.Version
    source: SourceView
    gloss: str | None
    """What the words mean in the language of the page; None if they are in that language."""


@dataclass(frozen=True, kw_only=True)
class Comparison(Link):
    """Versions of one sentence of a text; `url` is its place on the page of all comparisons."""

    number: int
    claims: Sequence[ClaimCard]
    versions: Sequence[Version]
    translations: Sequence[Version]
    """Those of the text itself that are in another language than the file."""
    difference: Markup

    @property
    def is_foreign(self) -> bool:
        """Whether one of its translations is in a language that readers of the page may not know."""
        return any(version.gloss for version in self.translations)


@dataclass(frozen=True, kw_only=True)
class EventView(DatedLink):
    """An event of the timeline."""

    id: str
    record: Event
    is_text: bool
    """Whether it is the publication of a text: one of the texts that tell of it has the same date."""
    acting: str
    """The names of the sides that act, in words."""
    sides: str | None = None
    """The numbers of these sides in the filter of the timeline; None on other pages."""
    account: str
    """In words which texts tell of it; empty if none does."""
    summary: Markup
    lead: str
    """The first sentence of the summary of a key event, as plain text; otherwise empty."""
    rest: Markup
    """The summary without that sentence."""
    claims: Sequence[ClaimCard]
    also: Sequence[SourceView]
    """Its sources to which `rest` has no link."""


@dataclass(frozen=True, kw_only=True)
class TopicView(Link):
    """A topic, with its claims."""

    id: str
    question: str
    answer: str
    claims: Sequence[ClaimCard]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of a chart; its width in per cent."""

    label: str
    value: str
    sum: str | None
    width: float


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a chart. `x`, `left` and `width` are in per cent, `y` and `height` in pixels."""

    label: str
    short: str
    """The date below it; empty if there is no room."""
    value: str | None
    """The figure; None for a year without one."""
    shown: bool
    """Whether the figure is shown even if there is little room."""
    x: float
    left: float
    width: float
    y: float
    height: float
    incomplete: bool


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An event marked on a chart: `x` in per cent, `y` and `foot`, where its line ends, in pixels."""

    number: int
    event: DatedLink
    x: float
    y: float
    foot: float
    is_of_text: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing of figures: bars, or columns on a line of time. Heights are in pixels; charts of bars have none."""

    id: str
    series: Series
    title: str
    measure: str
    """What the figures count, if the title says what they show."""
    sources: Sequence[Link]
    bars: Sequence[Bar]
    columns: Sequence[Column] = ()
    marks: Sequence[Mark] = ()
    target: tuple[str, float] | None = None
    """What the figures were to reach: in words, and the height of the line."""
    incomplete: bool = False
    """Whether a column is incomplete."""
    crowd: str = ""
    """How close the columns are: `few`, `some` or `many`."""
    base: int = 0
    height: int = 0
    in_words: str = ""
    """The whole drawing in words."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One entry in the history of a record."""

    date: Edtf
    kind: Choice
    is_correction: bool
    note: str
    was: Choice | None
    """The label before, if the change is one of a verdict."""
    record: Link
    record_kind: Choice


class PageFields(TypedDict):
    """The fields that `Site.page_fields` gives to the constructor of a page."""

    template: str
    title: str
    description: str
    url: str
    save_as: str
    section: str


def choice(value: str, language: Language) -> Choice:
    """Return a member of a closed list with its name in words."""
    definition = labels.DEFINITIONS.get(value)
    return Choice(
        value=str(value),
        name=labels.name(value, language),
        definition=language.gettext(definition) if definition else "",
    )


def verdicts(labels: Iterable[str], language: Language) -> tuple[ChoiceCount, ...]:
    """Return how many claims have each verdict. Claims without a verdict are counted if there are any."""
    counts = Counter[str](labels)
    values = [label.value for label in Label]
    if counts[NOT_REVIEWED]:
        values.append(NOT_REVIEWED)
    return tuple(ChoiceCount(choice=choice(value, language), count=counts[value]) for value in values)
