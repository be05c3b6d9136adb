"""Records → tables as CSV (RFC 4180), and the description of every column (Table Schema).

A cell that begins with a character by which a spreadsheet knows a formula gets an apostrophe in front, so that it
stays text: see OWASP, "CSV Injection". Numbers and days cannot begin with one and stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ..data import history
from ..data.dates import Edtf
from ..data.markdown import MarkdownRenderer
from ..data.model import Account, ClaimKind, Dataset, Label, Seen, Side, SourceKind, Stance, by_id
from ..site.release import Edition
from ..site.urls import Addresses

Cell = str | int | bool | date | None
# The last four are the full-width forms, which some spreadsheets take for the first.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


class Column(NamedTuple):
    """A column: its name, its Table Schema type, what it holds, and the only values it may have, if few."""

    name: str
    type: str
    description: str
    values: Iterable[str] = ()
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table, its rows, and how it is tied to others: column → table whose key it names."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Maker], Iterator[tuple[Cell, ...]]]
    foreign: Mapping[str, str]

    def csv(self, make: Maker) -> Iterator[bytes]:
        """The table as a file, line by line: a header, and a row a record."""
        yield line([column.name for column in self.columns])
        yield from map(line, self.rows(make))

    def schema(self) -> dict[str, Any]:
        """The table's Table Schema."""
        schema: dict[str, Any] = {"fields": [_field(column) for column in self.columns], "primaryKey": [*self.key]}
        if self.foreign:
            schema["foreignKeys"] = [
                {"fields": [name], "reference": {"resource": table, "fields": ["id"]}}
                for name, table in self.foreign.items()
            ]
        return schema


def cell(value: Cell) -> str:
    """A value as it stands in a file, unable to act."""
    if isinstance(value, str):  # first, because most are
        return f"'{value}" if value[:1] in _FORMULA else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def line(values: Iterable[Cell]) -> bytes:
    """Values as a row of the file. By hand: Python's csv looks every letter up among those that end a line."""
    return (",".join([_quoted(cell(value)) for value in values]) + "\r\n").encode()


def _quoted(text: str) -> str:
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = [str(value) for value in column.values]
    return {**field, "constraints": constraints} if constraints else field


class Maker:
    """What the rows of every table are made with."""

    def __init__(self, dataset: Dataset, edition: Edition, addresses: Addresses, prose: MarkdownRenderer) -> None:
        self.data = dataset
        self.edition = edition
        self.plain = prose.plain
        self.sources = by_id(dataset.sources)
        self.speakers = by_id(dataset.speakers)
        self.to = addresses
        self._dates: dict[str, tuple[Cell, ...]] = {}

    def when(self, date: Edtf | None) -> tuple[Cell, ...]:
        """The cells of a date. Many records have the same, and it is looked at once."""
        if date is None:
            return None, None, None, None, None
        if date.text not in self._dates:
            first = date.first if date.start else None
            self._dates[date.text] = date.text, first, date.last, date.precision, str(date)
        return self._dates[date.text]

    def page(self, kind: str, id: str) -> str:
        """The address of a record's page."""
        return self.edition.url(self.to.of(kind, id))


_DATE = (
    Column(
        "date", "string", "The date as written, in EDTF: a day, month, year or period; ? is uncertain, ~ approximate"
    ),
    Column("date_start", "date", "The first day it can mean; empty where a period is open towards the past"),
    Column("date_end", "date", "The last day it can mean"),
    Column("date_precision", "string", "How precise it is", ("day", "month", "year")),
    Column("date_text", "string", "The date in words"),
)


def _claims(make: Maker) -> Iterator[tuple[Cell, ...]]:
    for claim in make.data.claims:
        first, quote, verdict = claim.appearances[0], claim.quote, claim.verdict
        stances = Counter(evidence.stance for evidence in claim.evidence)
        yield (
            claim.id,
            make.page("claim", claim.id),
            claim.title,
            make.plain(claim.statement),
            claim.kind,
            " ".join(claim.topics),
            *make.when(claim.date),
            claim.date_as_written,
            first.speaker,
            make.speakers[first.speaker].name,
            first.source,
            first.date.text if first.date else None,
            len(claim.appearances),
            quote.text if quote else None,
            quote.verbatim if quote else None,
            verdict.label if verdict else None,
            verdict.summary if verdict else None,
            history.day(verdict.reviewed) if verdict else None,
            *(stances[stance] for stance in Stance),
            history.published(claim),
            history.updated(claim),
        )


def _evidence(make: Maker) -> Iterator[tuple[Cell, ...]]:
    for claim in make.data.claims:
        page = make.page("claim", claim.id)
        for number, evidence in enumerate(claim.passages, 1):
            source = make.sources[evidence.source]
            yield (
                claim.id,
                number,
                f"{page}#evidence-{number}",
                evidence.stance,
                make.plain(evidence.note),
                evidence.words,
                source.id,
                source.kind,
                source.publisher,
                source.date.text if source.date else None,
                source.url,
            )


def _events(make: Maker) -> Iterator[tuple[Cell, ...]]:
    for event in make.data.events:
        yield (
            event.id,
            make.page("event", event.id),
            *make.when(event.date),
            event.title,
            make.plain(event.summary),
            event.account,
            " ".join(event.topics),
            " ".join(event.claims),
            " ".join(event.sources),
        )


def _sources(make: Maker) -> Iterator[tuple[Cell, ...]]:
    cited = Counter(evidence.source for claim in make.data.claims for evidence in claim.evidence)
    for source in make.data.sources:
        yield (
            source.id,
            make.page("source", source.id),
            source.kind,
            source.side,
            source.publisher,
            source.title,
            source.lang,
            source.gloss,
            source.described,
            *make.when(source.date),
            source.url,
            source.archived,
            source.seen,
            source.note,
            cited[source.id],
        )


TABLES = (
    Table(
        name="claims",
        title="Claims",
        description="A row a claim: what was claimed, by whom, and the verdict.",
        key=("id",),
        columns=(
            Column("id", "string", "The claim’s id, which never changes", required=True),
            Column("page", "string", "Its page"),
            Column("title", "string", "What was claimed, in a line", required=True),
            Column("statement", "string", "What was claimed and who is said to have claimed it", required=True),
            Column("kind", "string", "What sort of assertion it is", tuple(ClaimKind), required=True),
            Column("topics", "string", "Ids of its topics, the first its main one, with spaces between", required=True),
            *_DATE,
            Column("date_as_written", "string", "The source’s own words for the date"),
            Column("speaker", "string", "Id of who is said to have made it first", required=True),
            Column("speaker_name", "string", "Their name", required=True),
            Column("first_source", "string", "Id of the source in which they made it", required=True),
            Column("first_date", "string", "When they made it, in EDTF"),
            Column(
                "appearances", "integer", "How many links the chain has by which the words reached us", required=True
            ),
            Column("quote", "string", "A few words of it as printed"),
            Column("quote_verbatim", "boolean", "Whether they are word for word"),
            Column("verdict", "string", "The finding; empty where nobody has reviewed the claim", tuple(Label)),
            Column("verdict_summary", "string", "The finding in a line"),
            Column("reviewed", "date", "When it was last gone over"),
            *(Column(s, "integer", f"How many passages have the stance “{s}”", required=True) for s in Stance),
            Column("published", "date", "When the claim was first added"),
            Column("updated", "date", "When it last changed or was reviewed"),
        ),
        rows=_claims,
        foreign={"first_source": "sources"},
    ),
    Table(
        name="evidence",
        title="Evidence",
        description="A row a passage: what a source shows about a claim.",
        key=("claim", "number"),
        columns=(
            Column("claim", "string", "Id of the claim", required=True),
            Column("number", "integer", "Its number on the claim’s page", required=True),
            Column("page", "string", "Where it stands on the claim’s page"),
            Column("stance", "string", "What it does to the claim", tuple(Stance), required=True),
            Column("note", "string", "What it shows, in our words", required=True),
            Column("words", "string", "A few of its own words"),
            Column("source", "string", "Id of the source", required=True),
            Column("source_kind", "string", "What kind of publisher stands behind the source", tuple(SourceKind)),
            Column("publisher", "string", "The source’s publisher"),
            Column("source_date", "string", "The source’s date, in EDTF"),
            Column("source_url", "string", "Where the source can be read"),
        ),
        rows=_evidence,
        foreign={"claim": "claims", "source": "sources"},
    ),
    Table(
        name="events",
        title="Events",
        description="A row an event: what happened on a date, and by whose account.",
        key=("id",),
        columns=(
            Column("id", "string", "The event’s id, which never changes", required=True),
            Column("page", "string", "Where it stands in the timeline"),
            *_DATE,
            Column("title", "string", "What happened, in a line", required=True),
            Column("summary", "string", "What happened, and who says so", required=True),
            Column("account", "string", "Whose account it is", tuple(Account), required=True),
            Column("topics", "string", "Ids of its topics, with spaces between"),
            Column("claims", "string", "Ids of the claims it bears on, with spaces between"),
            Column("sources", "string", "Ids of its sources, with spaces between", required=True),
        ),
        rows=_events,
        foreign={},
    ),
    Table(
        name="sources",
        title="Sources",
        description="A row a source: a work one can cite.",
        key=("id",),
        columns=(
            Column("id", "string", "The source’s id, which never changes", required=True),
            Column("page", "string", "Its page here"),
            Column("kind", "string", "What kind of publisher stands behind it", tuple(SourceKind), required=True),
            Column("side", "string", "Whose word it carries, where its kind does not tell", tuple(Side)),
            Column("publisher", "string", "Who published it", required=True),
            Column("title", "string", "Its title as seen; empty where the title was not seen"),
            Column("lang", "string", "The title’s language (BCP 47)", required=True),
            Column("gloss", "string", "The title’s meaning in English"),
            Column("described", "string", "Our description, where the title was not seen"),
            *_DATE,
            Column("url", "string", "Where it can be read"),
            Column("archived", "string", "An archived copy"),
            Column("seen", "string", "How much of it was seen", tuple(Seen), required=True),
            Column("note", "string", "A caution"),
            Column("cited", "integer", "How many passages of evidence are from it", required=True),
        ),
        rows=_sources,
        foreign={},
    ),
)
