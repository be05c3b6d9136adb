"""The records of the file: frozen pydantic models, one a kind. Fields are described for authors in data/README.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, StringConstraints
from pydantic_core import PydanticCustomError

from .dates import PATTERN as DATE_PATTERN
from .dates import DateError, Edtf
from .problems import Origin

ORIGIN = "\0origin"
"""The key under which the parser hands a record its origin; no YAML key can hold NUL, so no author can write it."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 64  # leaves room for folders and `.html` in the 255 bytes of a file name, and reads well in an address
RESERVED_IDS = frozenset(
    # Windows keeps these names for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
    [
        *("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))),
        "index",  # `claims/index.html` is the list of claims
    ]
)


def _mistake(kind: str, message: str, help: str = "") -> PydanticCustomError:
    # Braces would be read as fields of the message's template.
    return PydanticCustomError(kind, "{message}", {"message": message, "help": help})


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise _mistake("blank", "is empty", "write a value, or delete the line")
    return value


def _id(value: object) -> object:
    if isinstance(value, str):
        suggestion = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:ID_LENGTH].strip("-")
        way_out = f'"{suggestion}" would do' if suggestion and suggestion not in RESERVED_IDS else ""
        if not re.fullmatch(ID_PATTERN, value, re.ASCII):
            raise _mistake("id", f'"{value}" is not an id: ids are lower-case words joined by hyphens', way_out)
        if value in RESERVED_IDS:
            raise _mistake(
                "id", f'"{value}" cannot be an id: some systems keep that file name for themselves', "add a word to it"
            )
        if len(value) > ID_LENGTH:
            raise _mistake("id", f"the id has {len(value)} characters, and {ID_LENGTH} is the most", way_out)
    return value


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return Edtf.parse(value)
        except DateError as error:
            raise _mistake(
                "date", f'"{value}" {error}', "write 2019, 2019-05, 2019-05-01, 2019-09? or 2018-12/2019-05"
            ) from error
    return value


def _url(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"\\^`{|}]", value)
    except ValueError:
        good = False
    if not good:
        raise _mistake(
            "url", f'"{value}" is not a web address', "write the whole address, beginning with https:// or http://"
        )
    return value


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise _mistake("number", f'"{value}" is not a whole number from 1', "count from 1")
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", value):
        raise _mistake("number", f'"{value}" is not a number', "write digits with a point, such as 71 or 24.68")
    return value


def _yes_no(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise _mistake("yes-no", f'"{value}" is neither true nor false')
    return value


Text = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1)]
Line = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1, pattern=r"^[^\n\r]*$")]
Id = Annotated[str, BeforeValidator(_id), StringConstraints(pattern=ID_PATTERN, max_length=ID_LENGTH)]
Url = Annotated[str, BeforeValidator(_url)]
Date = Annotated[
    InstanceOf[Edtf], BeforeValidator(_date, json_schema_input_type=Annotated[str, Field(pattern=DATE_PATTERN)])
]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=1)]
Number = Annotated[float, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_yes_no)]


class Value(BaseModel):
    """What every part of a record has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Value):
    """What every record of a top-level list has in common."""

    kind_name: ClassVar[str]
    id: Id
    aliases: tuple[Id, ...] = ()
    origin: Annotated[InstanceOf[Origin], Field(alias=ORIGIN, exclude=True, repr=False)]

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
    name: Line
    kind: SpeakerKind
    role: Line
    side: Side | None = None


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
    kind: SourceKind
    side: Side | None = None
    publisher: Line
    title: Line | None = None
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")] = "en"
    gloss: Line | None = None
    described: Line | None = None
    url: Url | None = None
    archived: Url | None = None
    date: Date | None = None
    seen: Seen = Seen.EXCERPT
    note: Line | None = None

    @property
    def speaks_for(self) -> Side | None:
        """The government whose word it carries: official sources by their kind, others by `side`."""
        return self.side or _SIDE_OF_KIND.get(self.kind)


class Topic(Record):
    """What claims are about."""

    kind_name: ClassVar[str] = "topic"
    title: Line
    question: Line
    answer: Line
    summary: Text


class ClaimKind(StrEnum):
    """What sort of assertion it is."""

    MEASURE = "measure"
    RESULT = "result"
    HISTORY = "history"
    COMMITMENT = "commitment"
    POSITION = "position"


class Appearance(Value):
    """One link of the chain by which the words reached us."""

    speaker: Id
    form: Line
    source: Id
    date: Date | None = None
    paragraph: Count | None = None


class Quote(Value):
    """A few words of the claim as printed in the source of one of its appearances, counted from 1."""

    text: Line
    verbatim: Flag
    appearance: Count


class Stance(StrEnum):
    """What a passage does to a claim."""

    SUPPORTS = "supports"
    COMPLICATES = "complicates"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Evidence(Value):
    """What a passage of a source shows about a claim."""

    source: Id
    stance: Stance
    note: Text
    words: Line | None = None


class Label(StrEnum):
    """Our finding on a claim."""

    CORROBORATED = "corroborated"
    PARTLY_CORROBORATED = "partly-corroborated"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    POSITION = "position"


class Verdict(Value):
    """Our finding, in one line and in full, and the day it was last gone over."""

    label: Label
    summary: Line
    reasoning: Text
    reviewed: Date


class RelationKind(StrEnum):
    """What one claim is to another."""

    REPEATS = "repeats"
    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"
    CONTEXT_FOR = "context-for"


class Relation(Value):
    """A tie to another claim."""

    claim: Id
    relation: RelationKind


class ChangeKind(StrEnum):
    """What sort of change it was."""

    ADDED = "added"
    UPDATED = "updated"
    CORRECTED = "corrected"


class Change(Value):
    """One line of a claim's history."""

    date: Date
    kind: ChangeKind
    note: Line


class Claim(Record):
    """One checkable statement somebody made."""

    kind_name: ClassVar[str] = "claim"
    title: Line
    statement: Text
    kind: ClaimKind
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]
    date: Date | None = None
    date_as_written: Line | None = None
    appearances: Annotated[tuple[Appearance, ...], Field(min_length=1)]
    quote: Quote | None = None
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict | None = None
    relations: tuple[Relation, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def passages(self) -> tuple[Evidence, ...]:
        """The evidence as it is numbered everywhere: stance by stance, else in the order of the file."""
        order = list(Stance)
        return tuple(sorted(self.evidence, key=lambda evidence: order.index(evidence.stance)))


class Account(StrEnum):
    """Who tells of an event."""

    OP_ED = "op-ed"
    RECORD = "record"
    BOTH = "both"


class Event(Record):
    """What happened, on a date."""

    kind_name: ClassVar[str] = "event"
    date: Date
    title: Line
    summary: Text
    account: Account
    topics: tuple[Id, ...] = ()
    claims: tuple[Id, ...] = ()
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]


class Term(Record):
    """A word explained; `forms` are the other spellings it takes in the prose."""

    kind_name: ClassVar[str] = "term"
    term: Line
    forms: tuple[Line, ...] = ()
    definition: Text
    sources: tuple[Id, ...] = ()


def _dated_points(value: object) -> object:
    # Pydantic's keys would be printed as text in the loc; as pairs each point keeps its place.
    return tuple(value.items()) if isinstance(value, Mapping) else value


class Series(Record):
    """Figures worth drawing: a point a date, in one unit."""

    kind_name: ClassVar[str] = "series"
    title: Line
    description: Text
    unit: Line
    points: Annotated[tuple[tuple[Date, Number], ...], BeforeValidator(_dated_points), Field(min_length=2)]
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    note: Text
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]


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


def by_id(records: tuple[R, ...]) -> dict[str, R]:
    """Records under their ids."""
    return {record.id: record for record in records}


Raw = dict[str, Any]
