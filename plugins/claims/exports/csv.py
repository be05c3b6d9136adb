"""Records → tables as CSV (RFC 4180), and the description of every column (Table Schema).

A cell that begins with a character by which a spreadsheet knows a formula gets an apostrophe in front, so that it
stays text: see OWASP, "CSV Injection". Numbers and days cannot begin with one and stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ..data.markdown import MarkdownRenderer
from ..data.model import Account, Claim, ClaimKind, Dataset, Event, Label, Seen, Source, SourceKind, Stance, by_id
from ..site.release import Release
from ..site.urls import Urls
from .json import when

Row = Mapping[str, Any]
"""A value for each column under its name; what has no column is left out."""

# The last four are the full-width forms, which some spreadsheets take for the first.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


class Column(NamedTuple):
    """A column: its name, what it holds, its Table Schema type, and the only values it may have, if few."""

    name: str
    description: str
    type: str = "string"
    values: Iterable[str] = ()
    required: bool = False
    table: str = ""
    """The table whose ids it holds."""

    def schema(self) -> dict[str, Any]:
        """Return the column's field descriptor."""
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if self.values:
            constraints["enum"] = [*self.values]
        field = {"name": self.name, "type": self.type, "description": self.description}
        return field | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table, and what its rows are made by."""

    name: str
    description: str
    key: tuple[str, ...] = ("id",)
    columns: tuple[Column, ...]
    rows: Callable[[Lookup], Iterator[Row]]

    def csv(self, lookup: Lookup) -> bytes:
        """Return the table as a file: a header, and a line a row."""
        names = [column.name for column in self.columns]
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(names)
        writer.writerows([cell(row[name]) for name in names] for row in self.rows(lookup))
        return text.getvalue().encode()

    def schema(self) -> dict[str, Any]:
        """Return the table's Table Schema."""
        foreign = [
            {"fields": [column.name], "reference": {"resource": column.table, "fields": ["id"]}}
            for column in self.columns
            if column.table
        ]
        schema = {"fields": [column.schema() for column in self.columns], "primaryKey": [*self.key]}
        return schema | ({"foreignKeys": foreign} if foreign else {})


def cell(value: str | int | date | tuple[str, ...] | None) -> str | int | date | None:
    """Return a value as csv.writer takes it, unable to act."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(value)
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


class Lookup:
    """What rows are made from."""

    def __init__(self, dataset: Dataset, release: Release, urls: Urls, markdown: MarkdownRenderer) -> None:
        self.data = dataset
        self.release = release
        self.urls = urls
        self.plain = markdown.plain
        self.sources = by_id(dataset.sources)
        self.speakers = by_id(dataset.speakers)

    def row(self, record: Claim | Event | Source) -> dict[str, Any]:
        """Return a record's fields with its page, and its date spelled out."""
        page = self.release.url(self.urls.record(record.kind_name, record.id))
        spelled = when(record.date) if record.date else {}
        parts = {f"date_{part}": spelled.get(part) for part in ("start", "end", "precision", "text")}
        return {**dict(record), **parts, "page": page, "date": spelled.get("edtf")}


_DATE = (
    Column("date", "The date as written, in EDTF: a day, month, year or period; ? is uncertain, ~ approximate"),
    Column("date_start", "The first day it can mean; empty where a period is open towards the past", "date"),
    Column("date_end", "The last day it can mean", "date"),
    Column("date_precision", "How precise it is", values=("day", "month", "year")),
    Column("date_text", "The date in words"),
)


def _claims(lookup: Lookup) -> Iterator[Row]:
    for claim in lookup.data.claims:
        first, quote, verdict = claim.appearances[0], claim.quote, claim.verdict
        stances = Counter(evidence.stance for evidence in claim.evidence)
        yield {
            **lookup.row(claim),
            "statement": lookup.plain(claim.statement),
            "speaker": first.speaker,
            "speaker_name": lookup.speakers[first.speaker].name,
            "first_source": first.source,
            "first_date": first.date and first.date.text,
            "appearances": len(claim.appearances),
            "quote": quote and quote.text,
            "quote_verbatim": quote and quote.verbatim,
            "verdict": verdict and verdict.label,
            "verdict_summary": verdict and verdict.summary,
            "reviewed": verdict and verdict.reviewed.day,
            **{stance: stances[stance] for stance in Stance},
            "published": claim.published,
            "updated": claim.updated,
        }


def _evidence(lookup: Lookup) -> Iterator[Row]:
    for claim in lookup.data.claims:
        page = lookup.release.url(lookup.urls.record("claim", claim.id))
        for number, evidence in enumerate(claim.passages, 1):
            source = lookup.sources[evidence.source]
            yield {
                **dict(evidence),
                "claim": claim.id,
                "number": number,
                "page": f"{page}#evidence-{number}",
                "note": lookup.plain(evidence.note),
                "source_kind": source.kind,
                "publisher": source.publisher,
                "source_date": source.date and source.date.text,
                "source_url": source.url,
            }


def _events(lookup: Lookup) -> Iterator[Row]:
    for event in lookup.data.events:
        yield lookup.row(event) | {"summary": lookup.plain(event.summary)}


def _sources(lookup: Lookup) -> Iterator[Row]:
    cited = Counter(evidence.source for claim in lookup.data.claims for evidence in claim.evidence)
    for source in lookup.data.sources:
        yield lookup.row(source) | {"cited": cited[source.id]}


TABLES = (
    Table(
        name="claims",
        description="A row a claim: what was claimed, by whom, and the verdict.",
        columns=(
            Column("id", "The claim’s id, which never changes", required=True),
            Column("page", "Its page"),
            Column("title", "What was claimed, in a line", required=True),
            Column("statement", "What was claimed and who is said to have claimed it", required=True),
            Column("kind", "What sort of assertion it is", values=ClaimKind, required=True),
            Column("topics", "Ids of its topics, the first its main one, with spaces between", required=True),
            *_DATE,
            Column("date_as_written", "The source’s own words for the date"),
            Column("speaker", "Id of who is said to have made it first", required=True),
            Column("speaker_name", "Their name", required=True),
            Column("first_source", "Id of the source in which they made it", required=True, table="sources"),
            Column("first_date", "When they made it, in EDTF"),
            Column(
                "appearances", "How many links the chain has by which the words reached us", "integer", required=True
            ),
            Column("quote", "A few words of it as printed"),
            Column("quote_verbatim", "Whether they are word for word", "boolean"),
            Column("verdict", "The finding; empty where nobody has reviewed the claim", values=Label),
            Column("verdict_summary", "The finding in a line"),
            Column("reviewed", "When it was last gone over", "date"),
            *(Column(s, f"How many passages have the stance “{s}”", "integer", required=True) for s in Stance),
            Column("published", "When the claim was first added", "date"),
            Column("updated", "When it last changed or was reviewed", "date"),
        ),
        rows=_claims,
    ),
    Table(
        name="evidence",
        description="A row a passage: what a source shows about a claim.",
        key=("claim", "number"),
        columns=(
            Column("claim", "Id of the claim", required=True, table="claims"),
            Column("number", "Its number on the claim’s page", "integer", required=True),
            Column("page", "Where it stands on the claim’s page"),
            Column("stance", "What it does to the claim", values=Stance, required=True),
            Column("note", "What it shows, in our words", required=True),
            Column("words", "A few of its own words"),
            Column("source", "Id of the source", required=True, table="sources"),
            Column("source_kind", "What kind of publisher stands behind the source", values=SourceKind),
            Column("publisher", "The source’s publisher"),
            Column("source_date", "The source’s date, in EDTF"),
            Column("source_url", "Where the source can be read"),
        ),
        rows=_evidence,
    ),
    Table(
        name="events",
        description="A row an event: what happened on a date, and by whose account.",
        columns=(
            Column("id", "The event’s id, which never changes", required=True),
            Column("page", "Where it stands in the timeline"),
            *_DATE,
            Column("title", "What happened, in a line", required=True),
            Column("summary", "What happened, and who says so", required=True),
            Column("account", "Whose account it is", values=Account, required=True),
            Column("topics", "Ids of its topics, with spaces between"),
            Column("claims", "Ids of the claims it bears on, with spaces between"),
            Column("sources", "Ids of its sources, with spaces between", required=True),
        ),
        rows=_events,
    ),
    Table(
        name="sources",
        description="A row a source: a work one can cite.",
        columns=(
            Column("id", "The source’s id, which never changes", required=True),
            Column("page", "Its page here"),
            Column("kind", "What kind of publisher stands behind it", values=SourceKind, required=True),
            Column("side", "Id of the side whose word it carries"),
            Column("publisher", "Who published it", required=True),
            Column("title", "Its title as seen; empty where the title was not seen"),
            Column("lang", "The title’s language (BCP 47)", required=True),
            Column("gloss", "The title’s meaning in English"),
            Column("described", "Our description, where the title was not seen"),
            *_DATE,
            Column("url", "Where it can be read"),
            Column("archived", "An archived copy"),
            Column("seen", "How much of it was seen", values=Seen, required=True),
            Column("note", "A caution"),
            Column("cited", "How many passages of evidence are from it", "integer", required=True),
        ),
        rows=_sources,
    ),
)
