"""The records of the file: frozen pydantic models, one a kind.

What each field means stands with it in an author's words. `make schema` writes them into data/claims.schema.json,
from which editors offer names, complete values and mark mistakes; data/README.md tells the same at more length.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from . import web_address
from .dates import PATTERN as DATE_PATTERN
from .dates import DateError, Edtf
from .diagnostics import Origin

ORIGIN = "\0origin"
"""The key under which the parser hands a record its origin; no YAML key can hold NUL, so no author can write it."""

DIGEST = 16  # bytes: that two of a million million are alike is as likely as one in ten million million
_EVENT_LINK = re.compile(rb"event:([a-z0-9-]+)")

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 64  # leaves room for folders and `.html` in the 255 bytes of a file name, and reads well in an address
RESERVED_IDS = frozenset(
    # Windows keeps these names for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
    [
        *("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))),
        "index",  # `claims/index.html` is the list of claims
        "list",  # `sources/list/` holds the parts of the list of sources, where it is long
    ]
)


def _mistake(kind: str, message: str, help: str = "") -> PydanticCustomError:
    # Braces would be read as fields of the message's template.
    return PydanticCustomError(kind, "{message}", {"message": message, "help": help})


def _other_than(words: set[str]) -> str:
    """A pattern for lower-case words that are none of these: pydantic's patterns cannot look ahead and say no."""
    letters = sorted({word[0] for word in words if word})
    ways = [f"{letter}{_other_than({word[1:] for word in words if word[:1] == letter})}" for letter in letters]
    others = "".join(letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789" if letter not in letters)
    return f"(?:{'|'.join([*ways, f'[{others}][a-z0-9]*'])}){'' if '' in words else '?'}"


# Spaces to Python and not to pydantic; and what nobody sees, which comes along from web pages (Unicode,
# DerivedCoreProperties.txt, Default_Ignorable_Code_Point, as far as four digits go).
_UNSEEN = (
    r"\x1c-\x1f"
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
)

# What nearly every value is, pydantic tells without a line of Python; parser.in_words says what is wrong with others.
TEXT_FORM = rf"[^\s{_UNSEEN}]"
LINE_FORM = rf"^[^\n\r]*{TEXT_FORM}[^\n\r]*$"
ID_FORM = rf"^(?:[a-z0-9]+(?:-[a-z0-9]+)+|{_other_than({*RESERVED_IDS, ''})})$"


def id_fault(value: str) -> tuple[str, str]:
    """Why a text is no id, and what to do."""
    suggestion = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:ID_LENGTH].strip("-")
    usable = suggestion and suggestion not in RESERVED_IDS
    way_out = f'"{suggestion}" would do' if usable else "write a word or two of it in lower case, with hyphens between"
    if not re.fullmatch(ID_PATTERN, value, re.ASCII):
        return f'"{value}" is not an id: ids are lower-case words joined by hyphens', way_out
    if value in RESERVED_IDS:
        why = (
            "parts of long lists stand there" if value == "list" else "some systems keep that file name for themselves"
        )
        return f'"{value}" cannot be an id: {why}', "add a word to it"
    return f"the id has {len(value)} characters, and {ID_LENGTH} is the most", way_out


def _date(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    known: dict[str, Edtf] = {} if info.context is None else info.context  # dates come again and again
    if value in known:
        return known[value]
    try:
        date = known[value] = Edtf.parse(value)
    except DateError as error:
        raise _mistake(
            "date", f'"{value}" {error}', "write 2019, 2019-05, 2019-05-01, 2019-09? or 2018-12/2019-05"
        ) from error
    return date


def _url(value: object) -> object:
    if isinstance(value, str) and not web_address.is_whole(value):
        raise _mistake(
            "url", f'"{value}" is not a web address', "write the whole address, beginning with https:// or http://"
        )
    return value


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise _mistake("number", f'"{value}" is not a whole number from 1', "count from 1")
    return value


_FIGURE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")


def _number(value: object) -> object:
    if isinstance(value, str) and not _FIGURE.fullmatch(value):
        if _FIGURE.fullmatch(value.removeprefix("-")):
            help = "write how many there were; a fall shows in the figures before and after it"
            raise _mistake("number", f'"{value}" has a minus, and bars are drawn from 0 up', help)
        raise _mistake("number", f'"{value}" is not a number', "write digits with a point, such as 71 or 24.68")
    return value


def _yes_no(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise _mistake("yes-no", f'"{value}" is neither true nor false', "write one of the two")
    return value


# The reader takes every scalar as text; an editor's YAML parser makes `2019` a number and `true` a boolean. The schemas
# allow for that, so that an editor marks nothing which `make check` lets pass.
_SCALAR = ("string", "number", "boolean")
_DATE_SCHEMA = {"type": ["string", "integer"], "pattern": DATE_PATTERN, "minimum": 1000, "maximum": 9999}
_NUMBER_SCHEMA = {"type": ["number", "string"], "pattern": rf"^{_FIGURE.pattern}$", "minimum": 0}
_POINTS_SCHEMA = {
    "type": "object",
    "patternProperties": {DATE_PATTERN: _NUMBER_SCHEMA},
    "additionalProperties": False,
    "minProperties": 2,
}

Text = Annotated[
    str,
    StringConstraints(pattern=TEXT_FORM),
    WithJsonSchema({"type": [*_SCALAR], "pattern": r"\S"}),
]
Line = Annotated[
    str,
    StringConstraints(pattern=LINE_FORM),
    WithJsonSchema({"type": [*_SCALAR], "pattern": r"^[^\n\r]*[^\s][^\n\r]*$"}),
]
Id = Annotated[
    str,
    StringConstraints(pattern=ID_FORM, max_length=ID_LENGTH),
    WithJsonSchema({"type": [*_SCALAR], "pattern": ID_PATTERN, "maxLength": ID_LENGTH, "minimum": 0}),
]
Url = Annotated[
    str,
    BeforeValidator(_url),
    WithJsonSchema({"type": "string", "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\^`{|}]+$"}),
]
Date = Annotated[InstanceOf[Edtf], BeforeValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
Count = Annotated[
    int,
    BeforeValidator(_whole_number),
    Field(ge=1),
    WithJsonSchema(
        {"type": ["integer", "string"], "minimum": 1, "maximum": 999999, "pattern": "^[1-9][0-9]{0,5}$"},
    ),
]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema(_NUMBER_SCHEMA)]
Flag = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": [True, False, "true", "false"]})]

Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$"),
    # `no` is Norwegian to the reader, and false to a parser of YAML 1.1.
    WithJsonSchema({"type": ["string", "boolean"], "pattern": r"^[a-z]{2}(-[A-Za-z]{2,4})?$"}),
]

Ids = Annotated[tuple[Id, ...], Field(json_schema_extra={"uniqueItems": True})]

# Descriptions that several records share.
_TOPICS = "Ids of topics. A claim is listed under the first, and shown under the others too."
_SOURCES = "Ids of the sources that show it."
_SIDE = "The government whose word it carries, where that is a party to the dispute. Leave it out for everyone else."


_SAID = set[str]()


class Value(BaseModel):
    """What every part of a record has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, context: Any) -> None:
        """Forget which fields were written out, which nobody asks: a third of what records take in memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _SAID)


def said_in(text: bytes) -> bytes:
    """The fingerprint of a text, and behind its `DIGEST` bytes the ids of the events that the text leads to.

    One value and no tuple, as there are as many as records. In the text links to events stand as they do in the record:
    no escapes, and no line ends within.
    """
    # Schemes are of one case or the other, and small letters are found faster than letters of any case.
    events = b" ".join(_EVENT_LINK.findall(text.lower()))
    return hashlib.blake2b(text, digest_size=DIGEST).digest() + events


class Record(Value):
    """What every record of a top-level list has in common."""

    kind_name: ClassVar[str]
    id: Id = Field(
        description=(
            "Lower-case words joined by hyphens, used once in the file. Addresses and links are made of it, so it is "
            "a promise: change it with `make rename`, which keeps the old address working."
        ),
        examples=["listed-since-may-2019"],
    )
    aliases: Ids = Field(
        default=(), description="Ids this record had before. Each keeps leading here. `make rename` writes them."
    )
    origin: Annotated[SkipJsonSchema[InstanceOf[Origin]], Field(alias=ORIGIN, exclude=True, repr=False)]

    def model_post_init(self, context: Any) -> None:
        """Set the fields one by one, so that records share one table of their names (PEP 412)."""
        super().model_post_init(context)
        fields = self.__dict__
        object.__delattr__(self, "__dict__")
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    @cached_property
    def said(self) -> bytes:
        """By what it is known whether anything that the file says of it is another than before.

        That of its fields, or of the text that they were read from with the comments in it: see `said_in`.
        """
        return said_in(self.model_dump_json().encode())

    def know_by(self, text: bytes) -> None:
        """Know it by the text it was read from, whose fingerprint takes an eighth of the time that its fields take."""
        self.__dict__["said"] = said_in(text)

    def moved(self, origin: Origin) -> Self:
        """The same record in another place of its list."""
        moved = self.model_copy(update={"origin": origin})
        moved.model_post_init(None)
        return moved

    @property
    def first_id(self) -> str:
        """The id it had first: what feeds and calendars, which know no redirects, know it by."""
        return self.aliases[0] if self.aliases else self.id


class Side(StrEnum):
    """Whose word a speaker or source carries, where it is that of a government in the dispute."""

    CHINA = "china"
    UNITED_STATES = "united-states"


class SpeakerKind(StrEnum):
    """What sort of speaker it is."""

    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"


class Speaker(Record):
    """Who made a claim, or passed it on."""

    kind_name: ClassVar[str] = "speaker"
    name: Line = Field(description="The name as readers know it.", examples=["Cui Tiankai"])
    kind: SpeakerKind = Field(description="A person, an office (the holder speaks for it), or an organisation.")
    role: Line = Field(description="Who that was when they spoke, in one line.", examples=["President of China"])
    side: Side | None = Field(default=None, description=_SIDE)


class SourceKind(StrEnum):
    """What kind of publisher stands behind a source."""

    OFFICIAL_CHINA = "official-china"
    OFFICIAL_US = "official-us"
    INTERGOVERNMENTAL = "intergovernmental"
    NEWS = "news"
    ACADEMIC = "academic"
    THINK_TANK = "think-tank"


class Seen(StrEnum):
    """How much of a source was seen by those who wrote the file."""

    EXCERPT = "excerpt"
    REPRINT = "reprint"
    REPORTED = "reported"
    NOT_FOUND = "not-found"


_SIDE_OF_KIND = {SourceKind.OFFICIAL_CHINA: Side.CHINA, SourceKind.OFFICIAL_US: Side.UNITED_STATES}


class Source(Record):
    """A work one can cite. It has a `title` as seen, or is `described` in our words."""

    kind_name: ClassVar[str] = "source"
    kind: SourceKind = Field(
        description="What kind of publisher stands behind it. It is shown beside every piece of evidence."
    )
    side: Side | None = Field(
        default=None,
        description=(
            "The government whose word it carries, where its kind does not say so already, as for a state news "
            "service. Support from the speaker’s own side does not corroborate."
        ),
    )
    publisher: Line = Field(description="Who published it.", examples=["UN Office on Drugs and Crime"])
    title: Line | None = Field(
        default=None,
        description=(
            "The title as you saw it on the page, letter for letter. Where you did not see it, write `described` "
            "instead."
        ),
    )
    lang: Language = Field(
        default="en", description="The language of the title, as a code of two letters.", examples=["zh"]
    )
    gloss: Line | None = Field(default=None, description="What a title in another language means in English.")
    described: Line | None = Field(
        default=None,
        description="What it is, in your own words, where the title was not seen. It is shown in square brackets.",
        examples=["Report of the regulator's statement on exports"],
    )
    url: Url | None = Field(
        default=None,
        description="The whole address of the page.",
        examples=["https://www.unodc.org/LSS/Announcement/Details/f2adea68-fbed-4292-a4cc-63771c943318"],
    )
    archived: Url | None = Field(
        default=None,
        description="The whole address of a stored copy, for the day when the page is gone.",
        examples=["https://web.archive.org/web/2019/https://example.org/"],
    )
    date: Date | None = Field(
        default=None,
        description="When it was published, as precise as the source shows.",
        examples=["2019-04", "2019-04-01"],
    )
    seen: Seen = Field(
        default=Seen.EXCERPT,
        description=(
            "How much of it you saw: an excerpt, a reprint elsewhere, only what others reported of it, or nothing "
            "(not-found)."
        ),
    )
    note: Line | None = Field(
        default=None,
        description="A caution for readers: where it was read, what was not seen, whose money stands behind it.",
    )

    @property
    def speaks_for(self) -> Side | None:
        """The government whose word it carries: official sources by their kind, others by `side`."""
        return self.side or _SIDE_OF_KIND.get(self.kind)


class Topic(Record):
    """What claims are about."""

    kind_name: ClassVar[str] = "topic"
    title: Line = Field(description="A few words, for lists and headings.", examples=["Listing fentanyl as a class"])
    question: Line = Field(
        description="The question a reader comes with.",
        examples=["Did China bring every fentanyl-like substance under control?"],
    )
    answer: Line = Field(description="The answer in one line: the thirty seconds.")
    summary: Text = Field(
        description=(
            "The answer in a few paragraphs of Markdown: the five minutes. It links to each claim of the topic, as in"
            " [words](claim:some-id)."
        ),
    )


class ClaimKind(StrEnum):
    """What sort of assertion it is."""

    MEASURE = "measure"
    RESULT = "result"
    HISTORY = "history"
    COMMITMENT = "commitment"
    POSITION = "position"


class Appearance(Value):
    """One link of the chain by which the words reached us."""

    speaker: Id = Field(description="The id of whoever said it here.", examples=["cui-tiankai"])
    form: Line = Field(
        description="What it was: op-ed, wire summary, tweet, testimony.", examples=["op-ed", "wire summary"]
    )
    source: Id = Field(description="The id of the source it stands in.", examples=["usa-today-2019-09-30"])
    date: Date | None = Field(default=None, description="When it was said or published here.", examples=["2019-09-30"])
    paragraph: Count | None = Field(
        default=None, description="Which paragraph of the source it stands in, counted from 1.", examples=[7]
    )
    seen: Seen | None = Field(
        default=None,
        description="How much of this place was seen, where it was less than of the whole source.",
        examples=["reported"],
    )


class Quote(Value):
    """A few words of the claim as printed in the source of one of its appearances, counted from 1."""

    text: Line = Field(
        description="A few words, 20 at most, without quotation marks around them.", examples=["precipitously"]
    )
    verbatim: Flag = Field(
        description=(
            "true where the words stand in the source just so, which `make quotes` checks; false where they are a "
            "translation or a report."
        ),
    )
    appearance: Count = Field(description="Which of the appearances has these words, counted from 1.", examples=[2])


class Stance(StrEnum):
    """What a passage does to a claim."""

    SUPPORTS = "supports"
    COMPLICATES = "complicates"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


_ORDER = {stance: n for n, stance in enumerate(Stance)}


class Evidence(Value):
    """What a passage of a source shows about a claim."""

    source: Id = Field(description="The id of the source.", examples=["unodc-2019-04"])
    stance: Stance = Field(
        description=(
            "What the passage does to the claim: it supports it, complicates it (less, or something else, is true as "
            "well), contradicts it (both cannot be true), or is context."
        ),
    )
    note: Text = Field(description="What the passage shows, in your own words, and how far it reaches. Markdown.")
    words: Line | None = Field(
        default=None,
        description=(
            "A few words of the passage just as printed, 20 at most. `make quotes` checks them against a copy of the "
            "source."
        ),
    )


class Label(StrEnum):
    """Our finding on a claim."""

    CORROBORATED = "corroborated"
    PARTLY_CORROBORATED = "partly-corroborated"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    POSITION = "position"


class Verdict(Value):
    """Our finding, in one line and in full, and the day it was last gone over."""

    label: Label = Field(
        description=(
            "corroborated: a record from outside the speaker’s own side shows the same. partly-corroborated: part of "
            "it is shown. disputed: records that carry weight speak against it. unverified: nothing found settles it."
            " position: a stance, which cannot be checked."
        ),
    )
    summary: Line = Field(description="The finding in one line.")
    reasoning: Text = Field(description="Why, what speaks against it, and what was looked for and not found. Markdown.")
    reviewed: Date = Field(description="The day it was last gone over.", examples=["2026-11-25"])


class RelationKind(StrEnum):
    """What one claim is to another."""

    REPEATS = "repeats"
    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"
    CONTEXT_FOR = "context-for"


class Relation(Value):
    """A tie to another claim."""

    claim: Id = Field(description="The id of the other claim.", examples=["china-doing-its-part"])
    relation: RelationKind = Field(
        description="What this claim is to the other one. Write it on one of the two; the other shows it from its side."
    )


class ChangeKind(StrEnum):
    """What sort of change it was."""

    ADDED = "added"
    UPDATED = "updated"
    CORRECTED = "corrected"


class Change(Value):
    """One line of a claim's history."""

    date: Date = Field(description="The day of the change.", examples=["2026-11-25"])
    kind: ChangeKind = Field(
        description=(
            "added: the claim is new. updated: something was found. corrected: something here was wrong; readers see "
            "these on a page of their own."
        ),
    )
    note: Line = Field(description="What changed, in one line.", examples=["Listed, with its evidence and verdict."])


class Claim(Record):
    """One checkable statement somebody made."""

    kind_name: ClassVar[str] = "claim"
    title: Line = Field(
        description="What was claimed, in one line of up to 75 characters. It says what was claimed, not what is so.",
        examples=["Every fentanyl-like substance is controlled since 1 May 2019"],
    )
    statement: Text = Field(
        description="The claim in full, in your own words, beginning with who made it.",
        examples=["Cui Tiankai wrote that China had begun to list all fentanyl-like substances on 1 May 2019."],
    )
    kind: ClaimKind = Field(
        description=(
            "measure: something done. result: what came of it. history: what happened earlier. commitment: something "
            "promised. position: a stance or a value, which cannot be checked."
        ),
    )
    topics: Ids = Field(min_length=1, description=_TOPICS, examples=[["class-listing"]])
    date: Date | None = Field(
        default=None,
        description=(
            "When what it tells of happened, as precise as is known: 2019, 2019-05, 2019-05-01, 2019-09? (uncertain),"
            " 2019~ (about), 2018-12/2019-05 (a period), ../2018-12 (until)."
        ),
        examples=["2019-05-01"],
    )
    date_as_written: Line | None = Field(
        default=None,
        description="The source’s own words for the date, where you worked the date out of them.",
        examples=["last December"],
    )
    appearances: tuple[Appearance, ...] = Field(
        min_length=1,
        description="How the words reached us: the first utterance first, each later one that passed it on after it.",
    )
    quote: Quote | None = Field(default=None, description="A few of its own words, only where the wording matters.")
    note: Text | None = Field(
        default=None, description="What a reader should know about the wording or how it reached us. Markdown."
    )
    evidence: tuple[Evidence, ...] = Field(
        default=(), description="What the record shows: support and complication both looked for."
    )
    verdict: Verdict | None = Field(
        default=None,
        description=(
            "Our finding. Leave it out until the evidence is in: the page then says that it is not yet reviewed."
        ),
    )
    relations: tuple[Relation, ...] = Field(default=(), description="Ties to other claims.")
    changes: tuple[Change, ...] = Field(default=(), description="The history of this record, the oldest change first.")

    @property
    def passages(self) -> tuple[Evidence, ...]:
        """The evidence as it is numbered everywhere: stance by stance, else in the order of the file."""
        return tuple(sorted(self.evidence, key=lambda evidence: _ORDER[evidence.stance]))


class Account(StrEnum):
    """Who tells of an event."""

    OP_ED = "op-ed"
    RECORD = "record"
    BOTH = "both"


class Event(Record):
    """What happened, on a date."""

    kind_name: ClassVar[str] = "event"
    date: Date = Field(
        description="When it happened, as precise as is known: 2019, 2019-05, 2019-05-01, 1839/1842 (a period).",
        examples=["2018-12-01"],
    )
    title: Line = Field(
        description="What happened, in one line of up to 75 characters.",
        examples=["China suspends counternarcotics cooperation"],
    )
    summary: Text = Field(description="A few sentences of Markdown, each told as its source tells it.")
    account: Account = Field(description="Who tells of it: the op-ed (or the wire summary), the record, or both.")
    topics: Ids = Field(default=(), description="Ids of the topics whose timelines show it.")
    claims: Ids = Field(default=(), description="Ids of the claims it bears on.")
    sources: Ids = Field(min_length=1, description=_SOURCES, examples=[["unodc-2019-04"]])


class Term(Record):
    """A word explained; `forms` are the other spellings it takes in the prose."""

    kind_name: ClassVar[str] = "term"
    term: Line = Field(description="The word as it is usually written.", examples=["class-wide scheduling"])
    forms: tuple[Line, ...] = Field(
        default=(),
        description=(
            "Other spellings it takes in the texts. The first mention of each on a page is linked to the glossary."
        ),
    )
    definition: Text = Field(description="What it means, in a sentence or two of Markdown.")
    sources: Ids = Field(default=(), description=_SOURCES)


def _dated_points(value: object) -> object:
    # Pydantic's keys would be printed as text in the loc; as pairs each point keeps its place.
    return tuple(value.items()) if isinstance(value, Mapping) else value


class Series(Record):
    """Figures worth drawing: a point a date, in one unit."""

    kind_name: ClassVar[str] = "series"
    title: Line = Field(description="What the figures count, where and for whom.")
    description: Text = Field(description="What the drawing shows, in a sentence, for those who do not see it.")
    unit: Line = Field(description="What one is one of.", examples=["deaths a year"])
    points: Annotated[
        tuple[tuple[Date, Number], ...],
        BeforeValidator(_dated_points),
        Field(
            min_length=2,
            description="A figure for each date.",
            examples=[{"2018": 31525, "2019": 36603}],
        ),
        WithJsonSchema(_POINTS_SCHEMA),
    ]
    sources: Ids = Field(min_length=1, description=_SOURCES)
    note: Text = Field(
        description="The caution a reader must see with the figures: provisional counts, other scopes, gaps."
    )
    topics: Ids = Field(min_length=1, description="Ids of the topics whose pages draw it.")


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """The whole file; each field is a top-level list in the order it was written."""

    topics: tuple[Topic, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    glossary: tuple[Term, ...] = ()
    series: tuple[Series, ...] = ()

    def records(self) -> list[Record]:
        """Every record, in the order of the sections above."""
        return [record for section in SECTIONS for record in getattr(self, section)]

    def ids(self, kind: str) -> set[str]:
        """The ids of the records of a kind."""
        return {record.id for record in getattr(self, section_of(kind))}


SECTIONS: Mapping[str, type[Record]] = {
    "topics": Topic,
    "speakers": Speaker,
    "sources": Source,
    "claims": Claim,
    "events": Event,
    "glossary": Term,
    "series": Series,
}
"""The file's top-level lists and what each holds."""


def section_of(kind: str) -> str:
    """The list that holds the records of a kind."""
    return next(section for section, record in SECTIONS.items() if record.kind_name == kind)


def by_id(records: tuple[R, ...]) -> dict[str, R]:
    """Records under their ids."""
    return {record.id: record for record in records}
