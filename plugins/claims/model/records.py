"""The records of the file: frozen pydantic models, one per kind.

The docstring under each field explains it in an author's words. `schema` writes these for editors, which offer names,
complete values and mark mistakes, and `make fields` writes them to data/FIELDS.md. The type of a field (`scalars`) says
what it holds, such as Markdown or the id of a source.
"""

import contextlib
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, InstanceOf
from pydantic.json_schema import SkipJsonSchema

from ..source.dates import Edtf
from ..source.diagnostics import Location, Path
from .scalars import (
    ClaimId,
    ClaimIds,
    Copies,
    Count,
    Date,
    Doi,
    DrawingFile,
    EventIds,
    Figure,
    Flag,
    Id,
    Ids,
    Isbn,
    Language,
    Limit,
    Line,
    Markdown,
    Name,
    PartId,
    PlainText,
    Points,
    Quotation,
    SideId,
    SideIds,
    SourceId,
    SourceIds,
    SpeakerId,
    SpeakerOrWords,
    TextId,
    TextIds,
    Title,
    TopicIds,
    Url,
)

LOCATION = "\0location"
"""The key under which the parser hands a record its location; no author writes it, and it would not count."""


class Value(BaseModel):
    """What every part of a record has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TopLevelRecord(Value):
    """Base of all top-level records; knows where it stands in the file."""

    kind_name: ClassVar[str]
    location: Annotated[SkipJsonSchema[InstanceOf[Location]], Field(alias=LOCATION, exclude=True, repr=False)]

    def __str__(self) -> str:
        return f"the {self.kind_name}"


class Record(TopLevelRecord):
    """What every record of a top-level list has in common."""

    id: Id = Field(examples=["ferry-runs-since-may"])
    """Lower-case words joined by hyphens, used once in the file. Addresses and links are made of it, so it is a
    promise: where it must change, search and replace it, and write the old one under `aliases`."""
    aliases: Ids = ()
    """Ids this record had before. Each keeps leading here."""

    def __str__(self) -> str:
        return f'{self.kind_name} "{self.id}"'

    @property
    def first_id(self) -> str:
        """Its first id, by which feeds know it, since they follow no redirects."""
        return self.aliases[0] if self.aliases else self.id

    @property
    def updated(self) -> datetime.date | None:
        """The day of its latest change, or None if it lists none."""
        return max((change.date.day for change in getattr(self, "changes", ())), default=None)


class Chapter(Value):
    """A stretch of the timeline that has a name."""

    title: Line = Field(examples=["The old pier"])
    """Its heading."""
    since: Date | None = Field(default=None, examples=["2024-12"])
    """When it begins; left out of the first, which holds all that is older than the second."""
    summary: Line = Field(examples=["The town decides to build a ferry pier, and argues over the cost."])
    """What happens in it, in a sentence."""


class MainFinding(Value):
    """One thing that was found, at the top of the home page: with the verdict on a claim, or a word of the author's."""

    name: Line = Field(examples=["The ferry"])
    """What it is about, in a word or two."""
    claim: ClaimId | None = Field(default=None, examples=["ferry-runs-since-may"])
    """The id of the claim whose verdict stands beside the name, and to which it leads."""
    word: Line | None = Field(default=None, examples=["Left out"])
    """A word of your own in the place of a verdict."""
    text: Markdown = Field(examples=["It has run since 1 May, as the mayor said."])
    """What was found, in a sentence or two of Markdown."""


class Panel(Value):
    """One drawing of a picture."""

    file: DrawingFile = Field(examples=["pictures/ferry.svg"])
    """The drawing, an SVG in the folder of content, at most 400 wide. One for another language stands beside it, as in
    `ferry.zh-Hans.svg`. It has no colours of its own but a `class`: `line`, `box` (a frame for a name), `head` (of an
    arrow, a `marker`), `faint` or `strong`. `make check` names whatever it cannot hold."""
    title: Line | None = Field(default=None, examples=["Before the new pier"])
    """Its heading, where a picture has several."""
    alt: PlainText
    """The same in words, with all that is written in it, for those who do not see it."""


class Picture(Value):
    """A picture of the author's own: up to three drawings side by side."""

    title: Line = Field(examples=["How people crossed"])
    """Its heading."""
    panels: tuple[Panel, ...] = Field(min_length=1, max_length=3)
    """Its drawings."""
    caption: Markdown
    """Whose telling it is, of which time, and what it does not show: Markdown, with links to its sources."""


class SiteInfo(TopLevelRecord):
    """What readers are told of the site as a whole.

    Numbers can be filled in: `{claims}` is how many claims there are, `{confirmed}` how many have that
    verdict, `{sources}` how many sources are evidence for one, `{some-text}` how many claims the text of that id has,
    and `{some-text:confirmed}` how many of these have that verdict. `{claims|claim|claims}` is `1 claim` or `2 claims`.
    """

    kind_name: ClassVar[str] = "site"
    language: Language = Field(default="en", examples=["es"])
    """The language in which the file is written, as a tag such as `es` or `zh-Hans`: that of all pages, dates and
    numbers."""
    title: Line = Field(default="Claims", examples=["The Puddle File"])
    """The site’s name, in the header, in citations and in feeds."""
    headline: Line = "{claims|claim|claims}, each beside the evidence"
    """The heading of the home page: best what you found, in a sentence or two."""
    kicker: Line | None = Field(default=None, examples=["What the mayor said of the ferry, checked"])
    """The line above it: what was checked."""
    findings: tuple[MainFinding, ...] = Field(default=(), max_length=5)
    """What was found, under the headline: up to five findings, which a reader sees before anything else."""
    picture: Picture | None = None
    """A picture of your own below them."""
    scale: Markdown | None = None
    """How large the matter is, in a sentence of Markdown with its source. It stands at the end of the home page."""
    summary: Markdown | None = None
    """What the site is about, in a sentence or two of Markdown: search engines show it."""
    exercises: ClaimIds = ()
    """Ids of claims that readers can judge for themselves, on a page of content whose head has `Template: exercise`."""
    about: Markdown | None = None
    """Who makes the site, who pays, and with what interest. Markdown. The about page shows it."""
    responsible: Name | None = None
    """Who answers for the site: a person as `{given: Ada, family: Drizzle}`, or a body as one text. The about page and
    programs are told."""
    made_with: Markdown | None = None
    """How the site was made: by whom, with what help of machines, and who reviewed it. Markdown."""
    author: Line | None = None
    """The name by which the site is cited; the title and “contributors” if left out."""
    caution: Markdown | None = None
    """What a reader of any page should know, in a sentence of Markdown. It stands at the foot of every page."""
    chapters: tuple[Chapter, ...] = ()
    """The chapters of the timeline, the oldest first."""
    spellings: tuple[Line, ...] = Field(default=(), examples=["Mayor Tidewell, the mayor"])
    """Names of one thing in a line, with commas between them: the search finds it by each. Not shown."""

    @property
    def cited_as(self) -> str:
        """The name by which the site is cited."""
        return self.author or f"{self.title} contributors"


PLACEHOLDER = re.compile(r"\{([^{}|]*)((?:\|[^{}]*)?)\}")
"""A number to fill in: a name from Dataset.counts in braces, perhaps with words for one and for more."""


class Side(Record):
    """A party for which a speaker or a source can speak: a government, a company, a movement."""

    kind_name: ClassVar[str] = "side"
    name: Line = Field(examples=["The town hall"])
    """The name as readers know it."""
    short: Line | None = Field(default=None, examples=["the town"])
    """How a sentence names it, as in “word of the town”; the whole name if left out."""


SpeakerKind = StrEnum("SpeakerKind", "PERSON OFFICE ORGANISATION")
"""What sort of speaker it is."""


Pronoun = StrEnum("Pronoun", "HE SHE THEY")
"""The word that stands for a speaker."""


class Speaker(Record):
    """Who made a claim, or passed it on."""

    kind_name: ClassVar[str] = "speaker"
    name: Line = Field(examples=["Orla Tidewell"])
    """The name as readers know it."""
    short: Line | None = Field(default=None, examples=["Mayor Tidewell"])
    """How a claim’s page names them over what they say; the whole name if left out."""
    kind: SpeakerKind
    """A person, an office (the holder speaks for it), or an organisation."""
    pronoun: Pronoun | None = None
    """The word that stands for them in a sentence. If left out, an organisation is “it”, and others are named."""
    role: Line = Field(examples=["Mayor of Lower Puddle"])
    """Who that was when they spoke, in one line."""
    side: SideId | None = None
    """The side for which they speak, where that is a party to the dispute. Leave it out for everyone else."""


class Label(StrEnum):
    """Our finding on a claim."""

    CONFIRMED = "confirmed"
    PARTLY_CONFIRMED = "partly-confirmed"
    UNCONFIRMED = "unconfirmed"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    OPINION = "opinion"


ChangeKind = StrEnum("ChangeKind", "ADDED UPDATED CORRECTED")
"""What sort of change it was."""


class Change(Value):
    """One line of a record's history."""

    date: Date = Field(examples=["2025-06-01"])
    """The day of the change."""
    kind: ChangeKind
    """What sort of change it was. added: the record is new. updated: something was found. corrected: something here was
    wrong; readers see these on a page of their own."""
    note: Line = Field(examples=["Listed, with its evidence and verdict."])
    """What changed, in one line."""
    was: Label | None = None
    """Of a claim whose verdict changed: its label before."""


class SourceKind(StrEnum):
    """What kind of publisher stands behind a source."""

    OFFICIAL = "official"
    COURT = "court"
    INTERGOVERNMENTAL = "intergovernmental"
    NEWS = "news"
    ACADEMIC = "academic"
    THINK_TANK = "think-tank"
    CHARITY = "charity"
    COMPANY = "company"
    PERSON = "person"


class SourceType(StrEnum):
    """What kind of work a source is."""

    LAW = "law"
    ORDER = "order"
    NOTICE = "notice"
    TRANSCRIPT = "transcript"
    TABLE = "table"
    DATA_SET = "data-set"
    BOOK = "book"
    ARTICLE = "article"
    REPORT = "report"
    FILM = "film"
    BROADCAST = "broadcast"
    POST = "post"
    INTERVIEW = "interview"
    ARCHIVE = "archive"


class Seen(StrEnum):
    """How much of a source was read by those who wrote the file."""

    WHOLE = "whole"
    OPENING = "opening"
    EXCERPT = "excerpt"
    REPORTED = "reported"
    NONE = "none"


READ = frozenset({Seen.WHOLE, Seen.OPENING, Seen.EXCERPT})
"""The values of `seen` with which at least something was read."""


class Source(Record):
    """A work one can cite. It has a `title` as seen, or is `described` in our words."""

    kind_name: ClassVar[str] = "source"
    kind: SourceKind
    """What kind of publisher stands behind it. It is shown beside every piece of evidence. official: a government, on
    its own site or in its own text. court: a court. intergovernmental: a body of states. news: a newspaper, an agency
    or a broadcaster. academic: a university or a journal of science. think-tank: an institute that advises on policy.
    charity: a charity. company: a firm. person: a private one, as of a letter or a weblog."""
    type: SourceType | None = None
    """What kind of work it is, where it is more than plain news."""
    side: SideId | None = None
    """The side whose word it carries, whatever its kind: a ministry, a state news service, a paper that only reprints a
    statement. Leave it out where the source speaks for itself."""
    relays: SourceIds = ()
    """Ids of the sources whose word it passes on, where what is used of it rests on that word alone (“police said”).
    Passages that lead to one origin are one witness."""
    edition_of: SourceId | None = Field(default=None, examples=["harbour-report-2025"])
    """The id of the work of which this is an edition, copy, translation, part or report."""
    author: tuple[Name, ...] = ()
    """Who wrote it, in the work's own order. A person has `given` and `family`; a body, or a name that is not to be
    turned round, is one text: `[{given: Wade, family: Current}, Board of Piers, Zhang Yan]`."""
    in_: Line | None = Field(default=None, alias="in")
    """The journal, book, series or site that it is a part of, where that is not its publisher."""
    publisher: Line = Field(examples=["The Puddle Gazette"])
    """Who published it, as they name themselves."""
    title: Line | None = None
    """The title as you saw it on the page, letter for letter. Where you did not see it, write `described` instead."""
    lang: Language = Field(default="en", examples=["fr"])
    """The language of the work and its title, as a code of two letters."""
    gloss: Line | None = None
    """What a title in another language means in that of the file."""
    described: Line | None = Field(default=None, examples=["Report of the harbour master's statement on safety"])
    """What it is, in your own words, where the title was not seen. It is shown in square brackets."""
    url: Url | None = Field(default=None, examples=["https://example.org/ferry/report"])
    """The whole address of the page."""
    doi: Doi | None = Field(default=None, examples=["10.1234/piers.2025.7"])
    """Its DOI, which leads to it wherever it moves, without `https://doi.org/`. With it, no `url` is needed."""
    isbn: Isbn | None = Field(default=None, examples=["978-0-306-40615-7"])
    """The ISBN of the book that it is, or stands in."""
    archived: Copies = ()
    """The whole address of a stored copy, or a list of several, for the day when the page is gone."""
    date: Date | None = Field(default=None, examples=["2025-04", "2025-04-01"])
    """When it was published, as precise as the source shows."""
    accessed: Date | None = Field(default=None, examples=["2025-06-01"])
    """The day on which you read it, where it may have changed since."""
    seen: Seen = Field(examples=["opening"])
    """How much of it you read. Pages show it at each passage. whole: to its end. opening: how it begins. excerpt: a
    passage from inside it, or a few words that others quote. reported: only what others tell of it. none: nothing."""
    note: Line | None = None
    """A caution for readers: where it was read, what was not seen, whose money stands behind it."""
    changes: tuple[Change, ...] = ()
    """The history of this record, the oldest change first."""

    @property
    def address(self) -> str | None:
        """The address where it can be read: its page, or its DOI's."""
        return self.url or (f"https://doi.org/{self.doi}" if self.doi else None)

    def is_surely_later(self, day: Edtf) -> bool:
        """Return whether it is later than `day`, whichever day its own date means."""
        return self.date is not None and self.date.first > day.last


def copied_on(address: str) -> Edtf | None:
    """Return the day of a stored copy from an address like the Internet Archive's, or None."""
    stamp = _STAMP.search(address)
    if stamp:
        with contextlib.suppress(ValueError):
            return Edtf.parse(f"{datetime.datetime.strptime(stamp[1], '%Y%m%d%H%M%S'):%Y-%m-%d}")
    return None


_STAMP = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/https?:")


class Topic(Record):
    """What claims are about."""

    kind_name: ClassVar[str] = "topic"
    title: Line = Field(examples=["The new ferry"])
    """A few words, for lists and headings."""
    question: Line = Field(examples=["Does the new ferry run every hour?"])
    """The question a reader comes with."""
    answer: Line
    """The answer in one line: the thirty seconds."""
    summary: Markdown
    """The answer in a few paragraphs of Markdown: the five minutes. It links to each claim of the topic, as in
    [words](claim:some-id)."""
    changes: tuple[Change, ...] = ()
    """The history of this record, the oldest change first."""


class Omission(Value):
    """What a text leaves out that its author could have known and that bears on its main point."""

    text: Markdown
    """What it is, in a line of Markdown."""
    date: Date = Field(examples=["2025-04"])
    """Since when it could be known, which is no later than the text."""
    sources: SourceIds = Field(min_length=1)
    """Ids of the sources that show it."""


class Paragraph(Value):
    """What one paragraph of a text says, retold with its speaker in each sentence, or what was said on one day."""

    text: Markdown = Field(examples=["Since May, the mayor said, the ferry has run [every hour](claim:hourly-ferry)."])
    """The telling, in Markdown. Each claim is a link in it, and keeps its quoted words as a quotation."""
    date: Date | None = Field(default=None, examples=["2025-05-02"])
    """The day of which it tells, where the text is of several."""


class Quoted(NamedTuple):
    """Words that a record quotes from a source; `Claim.quoted` and `Text.quoted` make it."""

    path: Path
    """The path of the words in the record."""
    source: str
    words: str


class Version(Value):
    """One wording of a sentence: in the text, in its translation, or as somebody said it before."""

    name: Line = Field(examples=["The speech, in English", "The harbour master, in French"])
    """What it is, in a few words: the text in one language, its translation and by whom, or who said it before."""
    source: SourceId = Field(examples=["puddle-gazette-2025-05-02"])
    """The id of the source in which you read it."""
    words: Quotation = Field(examples=["on the dot"])
    """Its words just as printed, 20 at most."""
    lang: Language = Field(default="en", examples=["fr"])
    """The language of the words, as a code of two letters."""
    gloss: Line | None = None
    """What words in another language mean in that of the file."""


class Comparison(Value):
    """Versions of one sentence of a text, side by side, and in what they differ."""

    title: Line = Field(examples=["How often the ferry runs"])
    """What the sentence is about, in a few words."""
    claims: ClaimIds = Field(min_length=1)
    """Ids of the claims that it bears on. Their pages show it too."""
    versions: tuple[Version, ...] = Field(min_length=2, max_length=4)
    """The versions, in the order in which they are read: two to four."""
    difference: Markdown = Field(examples=["The speech says “on the dot”, and its French translation “about”."])
    """In what they differ, in a sentence or two of Markdown. It does not say why, which the words do not show."""


class Text(Record):
    """What is taken apart: a speech, an article, statements of some days."""

    kind_name: ClassVar[str] = "text"
    title: Line = Field(examples=["The mayor’s speech at the new pier"])
    """The heading of its page."""
    name: Line = Field(examples=["the speech"])
    """How a sentence names it, after “in”. The menu shows it too."""
    speaker: SpeakerId
    """The id of whoever wrote or spoke it."""
    form: Line = Field(examples=["speech", "letter to the editor"])
    """What it is, in a word or two."""
    date: Date
    """When it was published or spoken; a period where it is several statements."""
    seen_through: SourceIds = Field(min_length=1)
    """Ids of the sources in which it was read. Its claims are shown in the order of these and of their paragraphs."""
    summary: Markdown | None = None
    """What it is and how it reached us, in a paragraph of Markdown."""
    why: Markdown | None = None
    """Why it was chosen. Markdown. Where it is left out, its page says that no reason is recorded."""
    unseen: Markdown | None = None
    """What of it was not seen. Markdown."""
    paragraphs: tuple[Paragraph, ...] = ()
    """The whole text retold, paragraph by paragraph. Where it is left out, its page lists its claims."""
    verbatim: Flag = False
    """true where the paragraphs are the text itself, for whoever has the right to print it, and no telling."""
    finding: Markdown | None = None
    """What we found, in two sentences of Markdown. The home page has it of every text but the first."""
    conclusion: Markdown | None = None
    """What a reader can carry away of the whole text, in a paragraph of up to 90 words: what holds, what nobody else
    confirms, what does not hold, what is missing. Each sentence links to what carries it."""
    left_out: tuple[Omission, ...] = ()
    """What its author could have known and did not say, what speaks for the author as well as against: up to seven."""
    comparisons: tuple[Comparison, ...] = ()
    """Sentences of which you know several versions, such as a translation or what was said before. They stand side by
    side on a page of their own."""
    after: EventIds = ()
    """Ids of the events that followed: up to five."""
    changes: tuple[Change, ...] = ()
    """The history of this record, the oldest change first."""

    def quoted(self) -> Iterator[Quoted]:
        """Yield the words of every version in its comparisons."""
        for n, comparison in enumerate(self.comparisons):
            for m, version in enumerate(comparison.versions):
                yield Quoted(("comparisons", n, "versions", m, "words"), version.source, version.words)


ClaimKind = StrEnum("ClaimKind", "MEASURE RESULT HISTORY COMMITMENT POSITION")
"""What sort of assertion it is."""


class Appearance(Value):
    """One link of the chain by which the words reached us."""

    speaker: SpeakerId = Field(examples=["orla-tidewell"])
    """The id of whoever said it here."""
    form: Line = Field(examples=["speech", "news report"])
    """What it was: speech, letter, interview, news report."""
    source: SourceId = Field(examples=["puddle-gazette-2025-05-02"])
    """The id of the source it stands in."""
    date: Date | None = Field(default=None, examples=["2025-05-02"])
    """When it was said or published here."""
    paragraph: Count | None = Field(default=None, examples=[7])
    """Which paragraph of the source it stands in, counted from 1."""
    seen: Seen | None = Field(default=None, examples=["reported"])
    """How much of this place was read, where it was less than of the source."""
    lang: Language | None = Field(default=None, examples=["fr"])
    """The language of the words here, where it is not that of the source, as a code of two letters."""
    cited: Flag = False
    """true where whoever asserts the claim cites this speaker as a witness that the thing is so. Their side is then no
    side of the claim's own, and they did not make it."""

    def seen_in(self, sources: Mapping[str, Source]) -> Seen:
        """Return how much of it was read: its own value, or else its source's."""
        return self.seen or sources[self.source].seen

    def lang_in(self, sources: Mapping[str, Source]) -> str:
        """Return the language of its words: its own value, or else its source's."""
        return self.lang or sources[self.source].lang


class Quote(Value):
    """A few words of the claim as printed in the source of one of its appearances, counted from 1."""

    text: Quotation = Field(examples=["on the dot"])
    """A few words, 20 at most, without quotation marks around them."""
    verbatim: Flag
    """true where the words stand in the source just so; false where they are a translation or a report."""
    appearance: Count = Field(examples=[2])
    """Which of the appearances has these words, counted from 1."""


Stance = StrEnum("Stance", "SUPPORTS PARTLY QUALIFIES CONTRADICTS CONTEXT")
"""What a passage does to a claim."""


As = StrEnum("As", "RECORD TEXT ANNOUNCEMENT STATEMENT")
"""As what a passage counts."""


class Evidence(Value):
    """What a passage of a source shows about a claim."""

    source: SourceId = Field(examples=["harbour-report-2025"])
    """The id of the source."""
    at: Line | None = Field(default=None, examples=["p. 3", "¶ 7", "12:40"])
    """Where in the source it stands."""
    part: PartId | None = Field(default=None, examples=["day"])
    """The id of the part of the claim that it bears on. Leave it out where it bears on every part of the main
    reading."""
    stance: Stance
    """What the passage does to the part. supports: shows it. partly: shows a portion of it, or makes it more likely.
    qualifies: answers it, of its own time, and makes it less likely or says that another thing was so. contradicts:
    shows that it is not so. context: anything else, and all that stands under a position."""
    as_: As = Field(default=As.RECORD, alias="as")
    """As what it counts. Only records and texts do. record: its author's own look or count, or a document that it
    names. text: the thing itself, such as a law or a transcript, which proves what it says and no more, whoever made
    it. announcement: that it was promised or will be. statement: a sentence without its basis, such as a denial."""
    hedged: Flag = False
    """true where its author hedges the finding itself (“suggests”, “appears”), or where only the abstract of the study
    was read. One hedged finding alone confirms and contradicts nothing: it counts as `partly` or as `qualifies`."""
    side: SideId | None = None
    """The side whose word this passage carries, where it is not the source's."""
    relays: SourceIds = ()
    """The sources whose word this passage passes on, in place of what its source says of itself."""
    date: Date | None = Field(default=None, examples=["2025-05"])
    """The time that the passage speaks of, where it is not that of its source. A passage stands on it in the list on
    its claim’s page if it is one day or month; otherwise on the day of its source."""
    said_by: SpeakerOrWords | None = Field(default=None, examples=["Wade Current, harbour master"])
    """Whose words they are, where that is not the source’s publisher: the id of a speaker, or a name with who that is.
    Pages show it before the publisher. It changes nothing in the count: `side` and `relays` do."""
    limit: Limit | None = Field(default=None, examples=["It counts the boats of one pier."])
    """What these words do not show, in one short sentence, 20 words at most."""
    note: Markdown
    """What the passage shows, in your own words, and how far it reaches. One to three sentences of Markdown."""
    words: Quotation | None = None
    """A few words of the passage just as printed, 20 at most."""
    lang: Language = Field(default="en", examples=["fr"])
    """The language of the words, as a code of two letters."""
    gloss: Line | None = None
    """What words in another language mean in that of the file."""
    spoken: Language | None = Field(default=None, examples=["fr"])
    """The language in which the words were said, where they were seen only in another: a mayor's French, of which an
    English report is all you have. An edition in it says so and translates none of them back."""


class ReadingVerdict(Value):
    """Our finding on another reading of a claim."""

    id: Id = Field(examples=["wider"])
    """The id of the reading."""
    label: Label
    """The label, which follows from the parts of that reading as the claim's does from its own."""
    summary: Line
    """The finding in one line."""


class Verdict(Value):
    """Our finding, in one line and in full, and the day it was last gone over."""

    label: Label
    """The label of our finding. It follows from the evidence: `make check` counts. confirmed: others show every part,
    or the side's own text does. partly-confirmed: some of it. unconfirmed: nobody shows it but the speaker's side.
    disputed: it points both ways. contradicted: it shows otherwise. opinion: a stance, which cannot be checked."""
    readings: tuple[ReadingVerdict, ...] = ()
    """The finding on each other reading of the claim."""
    summary: Line
    """Why it has this label, in up to 35 words: who confirms it, or who alone says so, in names; of what is
    contradicted, how far it is right."""
    for_: Markdown | None = Field(default=None, alias="for")
    """What speaks for it. Markdown; this and the next two have up to 90 words together."""
    against: Markdown | None = None
    """What speaks against it. Markdown."""
    unknown: Markdown | None = None
    """What is not known, and at the end what was looked for and not found, and where. Markdown."""
    reviewed: Date = Field(examples=["2025-06-01"])
    """The day it was last gone over."""
    reviewed_by: Line | None = None
    """Who went over it, where they agree to be named: a person, never “our experts”."""


RelationKind = StrEnum("RelationKind", "REPEATS SUPPORTS QUALIFIES CONTRADICTS")
"""What one claim is to another."""


class Relation(Value):
    """A tie to another claim."""

    claim: ClaimId = Field(examples=["ferry-is-popular"])
    """The id of the other claim."""
    relation: RelationKind
    """What this claim is to the other one. Write it on one of the two; the other shows it from its side.

    Lists tell claims that repeat one another once, where they have one label.
    """


class PartOfAnother(Value):
    """A part of another claim."""

    claim: ClaimId = Field(examples=["hourly-ferry"])
    """The id of the claim."""
    part: PartId = Field(examples=["day"])
    """The id of its part."""


class Part(Value):
    """What somebody could deny of a claim while granting the rest."""

    id: Id = Field(examples=["day"])
    """A word or two, used once in this claim."""
    text: Line = Field(examples=["every hour"])
    """The part, in a few words. Parts of two claims that say the same have the same text, letter for letter."""
    reading: PartId | None = Field(default=None, examples=["wider"])
    """The id of the other reading that it is a part of. Leave it out where it is of the main one."""
    of: PartId | None = None
    """The id of the part that it refers to, as in “this was done nationwide”: it is never stronger than that one."""
    detail: Flag = False
    """true where it is a day, a place or a number without which the sentence says the same: if it alone is wrong, the
    claim is partly confirmed."""
    date: Date | None = Field(default=None, examples=["2025-05-01"])
    """The day or time that it is of, where the text gives one."""
    same: PartOfAnother | None = None
    """The part of another claim that says the same: that claim has the passages, and both have its label."""


class Reading(Value):
    """Another way in which a claim can fairly be read."""

    id: Id = Field(examples=["wider"])
    """A word or two, used once in this claim."""
    short: Line | None = Field(default=None, examples=["of all ferries"])
    """The same in two to five words, before its verdict in lists."""
    text: Line = Field(examples=["That all ferries run every hour"])
    """How it is read there, in one line."""


class Question(Value):
    """What would settle a claim."""

    question: Line
    """What is not known."""
    looked: Line
    """What was looked for and where, and how it would settle the matter: somebody else can go on from there."""


class Claim(Record):
    """One checkable statement somebody made."""

    kind_name: ClassVar[str] = "claim"
    title: Title = Field(examples=["The ferry runs every hour since May"])
    """What was claimed, in one line of up to 75 characters. It says what was claimed, not what is so."""
    short: Line | None = Field(default=None, examples=["Hourly ferry"])
    """The claim in up to 18 characters, for tables and charts."""
    gist: Line | None = Field(default=None, examples=["the harbour’s own count"])
    """The finding in two to six words, for lists: who confirms it, which part, what would settle it, who denies it."""
    statement: Markdown
    """The claim in full, in your own words, beginning with who made it."""
    text: TextId | None = None
    """The id of the text that it is a claim of. It can be left out where there is only one."""
    kind: ClaimKind
    """What sort of assertion it is. measure: something done. result: what came of it. history: what happened earlier.
    commitment: something promised. position: a stance or a value, which cannot be checked."""
    topics: TopicIds = Field(min_length=1)
    """Ids of topics. A claim is listed under the first, and shown under the others too."""
    date: Date | None = Field(default=None, examples=["2025-05-01"])
    """When what it tells of happened, as precise as is known: 2025, 2025-05, 2025-05-01, 2025-09? (uncertain), 2025~
    (about), 2024-12/2025-05 (a period), ../2024-12 (until). Only a commitment’s may lie in the future."""
    date_as_written: Quotation | None = Field(default=None, examples=["since May"])
    """The source’s own words for the date, 20 at most, where you worked the date out of them."""
    appearances: tuple[Appearance, ...] = Field(min_length=1)
    """How the words reached us: the first utterance first, each later one that passed it on after it."""
    quote: Quote | None = None
    """A few of its own words, only where the wording matters."""
    note: Markdown | None = None
    """What a reader should know about the wording or how it reached us. Markdown."""
    parts: tuple[Part, ...] = ()
    """What can be checked of it, each by itself, the main one first. Leave it out where there is one."""
    readings: tuple[Reading, ...] = ()
    """Other ways in which it can fairly be read, each with parts and a label of its own."""
    evidence: tuple[Evidence, ...] = ()
    """What the record shows, both for the claim and against it."""
    verdict: Verdict | None = None
    """Our finding. Leave it out until the evidence is in: the page then says that it is not yet reviewed."""
    open: tuple[Question, ...] = ()
    """What would settle it, and where it was looked for. The list of open questions is made of these."""
    relations: tuple[Relation, ...] = ()
    """Ties to other claims."""
    changes: tuple[Change, ...] = ()
    """The history of this record, the oldest change first."""

    @property
    def published(self) -> datetime.date | None:
        """The day it was first added, or None if its history does not say."""
        return min((change.date.day for change in self.changes if change.kind is ChangeKind.ADDED), default=None)

    @property
    def updated(self) -> datetime.date | None:
        """The day of its latest change or review, or None if it has neither."""
        reviewed = self.verdict.reviewed.day if self.verdict else None
        return max(filter(None, (reviewed, super().updated)), default=None)

    def maker(self, sources: Mapping[str, Source]) -> int:
        """Return the index of the maker's appearance: the first that is not cited and of which anything was seen.

        If there is none, return the first that is not cited, or else the first.
        """
        uncited = [index for index, appearance in enumerate(self.appearances) if not appearance.cited]
        for index in uncited:
            if self.appearances[index].seen_in(sources) is not Seen.NONE:
                return index
        return uncited[0] if uncited else 0

    def reporter(self, sources: Mapping[str, Source], start: int | None = None) -> int | None:
        """Return the index of the first appearance that was read after an unread one; None if that one was read itself.

        Args:
            sources: All sources by id.
            start: The index of the earlier appearance; by default, the maker's.

        """
        if start is None:
            start = self.maker(sources)
        for index, appearance in enumerate(self.appearances[start:], start):
            if appearance.seen_in(sources) in READ:
                return None if index == start else index
        return None

    def quoted(self) -> Iterator[Quoted]:
        """Yield its quote and those of its evidence; a quote that is not verbatim has no words of the source."""
        if self.quote and self.quote.verbatim:
            yield Quoted(("quote", "text"), self.appearances[self.quote.appearance - 1].source, self.quote.text)
        for n, evidence in enumerate(self.evidence):
            if evidence.words:
                yield Quoted(("evidence", n, "words"), evidence.source, evidence.words)


class Event(Record):
    """What happened, on a date."""

    kind_name: ClassVar[str] = "event"
    date: Date = Field(examples=["2025-05-01"])
    """When it happened, as precise as is known: 2025, 2025-05, 2025-05-01, 2023/2025 (a period)."""
    title: Title = Field(examples=["The new ferry sails for the first time"])
    """What happened, in one line of up to 75 characters."""
    short: Line | None = Field(default=None, examples=["First crossing"])
    """The same in up to 24 characters: the strip of the timeline names it so, where there is room."""
    summary: Markdown
    """A few sentences of Markdown, each told as its source tells it. The first of a key event stands alone."""
    texts: TextIds = ()
    """Ids of the texts that tell of it. Leave it out where only other sources do."""
    on_record: Flag = True
    """false where nothing but these texts tells of it."""
    actors: SideIds = ()
    """Ids of the sides that act in it. The timeline shows each of two sides in a lane of its own. Leave it out where
    nobody of a side acts."""
    key: Flag = False
    """true where it is one of the few days that a reader should know. The timeline folds the others."""
    topics: TopicIds = ()
    """Ids of the topics whose timelines show it."""
    claims: ClaimIds = ()
    """Ids of the claims it bears on."""
    sources: SourceIds = Field(min_length=1)
    """Ids of the sources that show it."""
    changes: tuple[Change, ...] = ()
    """The history of this record, the oldest change first."""


class Term(Record):
    """A word explained; `forms` are the other spellings it takes in the prose."""

    kind_name: ClassVar[str] = "term"
    term: Line = Field(examples=["gross tonnage"])
    """The word as it is usually written."""
    forms: tuple[Line, ...] = ()
    """Other spellings it takes in the texts. The first mention of each on a page is linked to the glossary."""
    definition: Markdown
    """What it means, in a sentence or two of Markdown."""
    sources: SourceIds = ()
    """Ids of the sources that show it."""


class Target(Value):
    """What figures were to reach."""

    value: Figure
    """The figure."""
    label: Line
    """Who wanted it, and by when, in a few words."""


class Bar(Value):
    """One of several figures side by side."""

    label: Line
    """What this figure takes the measure to be, or whose it is."""
    value: Figure
    """The figure."""
    sum: Line | None = None
    """How it was reckoned, where it was."""


class Series(Record):
    """Figures worth drawing, in one unit: either a point a date, or bars side by side."""

    kind_name: ClassVar[str] = "series"
    title: Line
    """What the figures count, where and for whom."""
    finding: Line | None = None
    """What the figures show, in one line: the heading of the drawing."""
    also: tuple[Line, ...] = ()
    """Words that readers search for and that appear nowhere in it: the search finds it by them. Not shown."""
    description: PlainText
    """What the drawing shows, in a sentence, for those who do not see it."""
    unit: Line = Field(examples=["passengers a year"])
    """What one is one of."""
    points: Points = Field(default=(), examples=[{"2024": 31525, "2025": 36603}])
    """A figure for each date; none where there are bars. A quarter is `2024-01/2024-03`, and no figure is below 0."""
    bars: tuple[Bar, ...] = Field(default=(), min_length=2)
    """Figures of no date that readers should compare, such as one amount measured in two ways."""
    incomplete: tuple[Date, ...] = ()
    """Those of the dates whose figure is not complete."""
    marks: EventIds = ()
    """Ids of the events whose days the drawing marks."""
    target: Target | None = None
    """What the figures were to reach, drawn as a line."""
    sources: SourceIds = Field(min_length=1)
    """Ids of the sources that show it."""
    note: PlainText
    """The caution a reader must see with the figures: provisional counts, other scopes, gaps."""
    topics: TopicIds = Field(min_length=1)
    """Ids of the topics whose pages draw it."""
    claims: ClaimIds = ()
    """Ids of the claims whose pages draw it."""

    @property
    def heading(self) -> str:
        """Its finding, or else its title."""
        return self.finding or self.title

    @property
    def values(self) -> list[float]:
        """Its figures, from points or bars."""
        return [value for _, value in self.points] + [bar.value for bar in self.bars]


def types_in(annotation: Any) -> Iterator[Any]:
    """Yield a type and all types inside it; for `tuple[Id, ...] | None` also the id and its checks."""
    yield annotation
    for inner in get_args(annotation):
        yield from types_in(inner)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """The whole file: the site, and each top-level list in the order of the file; the parser makes it."""

    site: SiteInfo = field(default_factory=lambda: SiteInfo.model_construct(location=Location(section="site")))
    texts: tuple[Text, ...] = ()
    sides: tuple[Side, ...] = ()
    topics: tuple[Topic, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    glossary: tuple[Term, ...] = ()
    series: tuple[Series, ...] = ()

    def records(self) -> list[Record]:
        """Return every record, in the order of the lists above."""
        records: list[Record] = []
        for section in SECTIONS:
            records += getattr(self, section)
        return records

    def written(self) -> list[TopLevelRecord]:
        """Return the site and every record."""
        return [self.site, *self.records()]

    @cached_property
    def claims_by_id(self) -> Mapping[str, Claim]:
        """The claims under their ids."""
        return _by_id(self.claims)

    @cached_property
    def series_by_id(self) -> Mapping[str, Series]:
        """The series of figures under their ids."""
        return _by_id(self.series)

    @cached_property
    def sources_by_id(self) -> Mapping[str, Source]:
        """The sources under their ids."""
        return _by_id(self.sources)

    @cached_property
    def speakers_by_id(self) -> Mapping[str, Speaker]:
        """The speakers under their ids."""
        return _by_id(self.speakers)

    @cached_property
    def texts_by_id(self) -> Mapping[str, Text]:
        """The texts that are taken apart, under their ids."""
        return _by_id(self.texts)

    def text_of(self, claim: Claim) -> str | None:
        """Return the id of a claim's text; if the file has a single text, that one."""
        return claim.text or (self.texts[0].id if len(self.texts) == 1 else None)

    def quotations(self) -> Iterator[tuple[Claim | Text, Quoted]]:
        """Yield each quotation in the file, with its claim or its text."""
        records: list[Claim | Text] = [*self.claims, *self.texts]
        for record in records:
            for quoted in record.quoted():
                yield record, quoted

    def counts(self) -> dict[str, int]:
        """Return the numbers that placeholders in the texts of the site stand for, by name.

        These count claims, the sources in their evidence, and the claims with each label, first for the whole file and
        then for each text: `claims`, `sources`, `confirmed`, `some-text`, `some-text:sources`, `some-text:confirmed`.
        """
        counts = {"claims": len(self.claims), **_counts_of(self.claims)}
        for text in self.texts:
            claims = [claim for claim in self.claims if self.text_of(claim) == text.id]
            counts[text.id] = len(claims)
            for name, count in _counts_of(claims).items():
                counts[f"{text.id}:{name}"] = count
        return counts


def _counts_of(claims: Iterable[Claim]) -> dict[str, int]:
    """Return how many sources are in the evidence of claims, and how many of the claims have each label."""
    sources = set[str]()
    labels: dict[str, int] = dict.fromkeys(Label, 0)
    for claim in claims:
        sources.update(evidence.source for evidence in claim.evidence)
        if claim.verdict:
            labels[claim.verdict.label] += 1
    return {"sources": len(sources), **labels}


SECTIONS: Mapping[str, type[Record]] = {
    name: get_args(held)[0] for name, held in get_type_hints(Dataset).items() if name != "site"
}
"""The file's top-level lists, each with the type of its records."""


def section_of(kind: str) -> str:
    """Return the name of the top-level list for records of a kind."""
    return next(section for section, record in SECTIONS.items() if record.kind_name == kind)


def _by_id(records: Iterable[R]) -> dict[str, R]:
    return {record.id: record for record in records}


def last_updated(records: Iterable[Record]) -> datetime.date | None:
    """Return the latest day on which one of the records changed or, if it is a claim, was reviewed."""
    return max((record.updated for record in records if record.updated), default=None)
