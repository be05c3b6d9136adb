"""Records → tables as CSV (RFC 4180), and `datapackage.json`, by which programs find and check them.

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
from typing import NamedTuple

from ..data.model import (
    As,
    Bearing,
    Claim,
    ClaimKind,
    Event,
    Evidence,
    Label,
    Quote,
    Seen,
    Side,
    Source,
    SourceKind,
    Stance,
    Text,
)
from ..site import labels
from ..site.release import DATA_LICENSE, DataFile, Release
from ..site.site import Site
from ..site.urls import Urls
from .json import Counts, Json, document, dump, present, when

# The last four are the full-width forms, which some spreadsheets take for the first.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_FORMULAS = (
    "A cell that begins with = + - @ or a tab, or with one of their full-width forms, has an apostrophe in front, "
    "so that no spreadsheet takes it for a formula."
)


class Column(NamedTuple):
    """A column: its name, what it holds, its Table Schema type, and the only values it may have, if few."""

    name: str
    description: str
    type: str = "string"
    values: Iterable[str] = ()
    required: bool = False
    table: str = ""
    """The table whose ids it holds."""

    def schema(self) -> Json:
        """Return the column's field descriptor."""
        constraints = present(required=self.required, enum=[*self.values])
        return present(name=self.name, type=self.type, description=self.description, constraints=constraints)


@dataclass(frozen=True)
class Table:
    """A table; `rows` yields for each row a value under the name of each column, and what has no column."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Site, Urls], Iterator[Json]]
    key: tuple[str, ...] = ("id",)

    def csv(self, site: Site, urls: Urls) -> bytes:
        """Return the table as a file: a header, and a line a row."""
        names = [column.name for column in self.columns]
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(names)
        writer.writerows([cell(row[name]) for name in names] for row in self.rows(site, urls))
        return text.getvalue().encode()

    def schema(self) -> Json:
        """Return the table's Table Schema."""
        foreign = [
            {"fields": [column.name], "reference": {"resource": column.table, "fields": ["id"]}}
            for column in self.columns
            if column.table
        ]
        fields = [column.schema() for column in self.columns]
        return present(fields=fields, primaryKey=[*self.key], foreignKeys=foreign)


def cell(value: str | int | date | tuple[str, ...] | None) -> str | int | date | None:
    """Return a value as csv.writer takes it, unable to act."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(value)
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


def datapackage(release: Release, tables: Mapping[str, bytes], about: str) -> bytes:
    """Return the description (Data Package, version 1, tabular) of `tables`, which are TABLES as files in order.

    `about` says what the data is about.
    """
    licenses = [{"name": DATA_LICENSE.id, "path": DATA_LICENSE.url, "title": DATA_LICENSE.title}]
    package = present(
        profile="tabular-data-package",
        name=release.key,
        title=release.name,
        description=f"{about} {_FORMULAS}".strip(),
        homepage=release.site and f"{release.site}/data/",
        version=release.version,
        created=release.date and f"{release.date}T00:00:00Z",
        licenses=licenses,
        contributors=[{"title": release.author, "role": "author"}],
    )
    files = [DataFile.from_content(name, content) for name, content in tables.items()]
    resources = (
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": file.name,
            "title": table.name.capitalize(),
            "description": labels.DATA_FILES[file.name],
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "licenses": licenses,
            "schema": table.schema(),
        }
        for table, file in zip(TABLES, files, strict=True)
    )
    return document(package, resources=map(dump, resources))


def _row(site: Site, urls: Urls, record: Claim | Event | Side | Source | Text) -> Json:
    """Return a record's fields with its page, and its date spelled out."""
    page = site.release.url(urls.record(record.kind_name, record.id))
    written = None if isinstance(record, Side) else record.date
    spelled = when(written) if written else {}
    parts = {f"date_{part}": spelled.get(part) for part in ("start", "end", "precision", "text")}
    return {**dict(record), **parts, "page": page, "date": spelled.get("edtf")}


_DATE = (
    Column("date", "The date as written, in EDTF: a day, month, year or period; ? is uncertain, ~ approximate"),
    Column("date_start", "The first day it can mean; empty if nobody knows when the period began", "date"),
    Column("date_end", "The last day it can mean", "date"),
    Column("date_precision", "How precise it is", values=("day", "month", "year")),
    Column("date_text", "The date in words"),
)
_PROVED = (
    Column("proved", "A day on which the quoted words stood in a copy of their source; empty if not proved", "date"),
    Column("proved_sha256", "The SHA-256 of that copy’s words, in UTF-8, with one space between each two"),
)
_CLAIM_COLUMNS = (
    Column("id", "The claim’s id, which never changes", required=True),
    Column("page", "Its page"),
    Column("title", "What was claimed, in one line", required=True),
    Column("statement", "What was claimed and who is said to have claimed it", required=True),
    Column("text", "Id of the text that it is from", table="texts"),
    Column("kind", "What kind of claim it is", values=ClaimKind, required=True),
    Column("topics", "Ids of its topics, the main one first, separated by spaces", required=True),
    *_DATE,
    Column("date_as_written", "The source’s own words for the date"),
    Column("speaker", "Id of the speaker who made it, not of anyone whom it cites as a witness", required=True),
    Column("speaker_name", "The speaker’s name", required=True),
    Column("first_source", "Id of the source in which the speaker made it", required=True, table="sources"),
    Column("first_date", "When the speaker made it, in EDTF"),
    Column("reported_by", "Who reports it, if we have not seen the speaker’s own words: “as reported by …”"),
    Column("appeared_in", "Ids of the sources it appeared in, separated by spaces; no evidence for it", required=True),
    Column("own_sides", "Ids of the sides that say it or pass it on, separated by spaces"),
    Column("accuses", "Id of the side that it accuses; that side’s own denials are not counted", table="sides"),
    Column("appearances", "How many links are in the chain by which the words reached us", "integer", required=True),
    Column("quote", "A few of its words, as printed"),
    Column("quote_verbatim", "Whether they are word for word", "boolean"),
    Column("verdict", "The verdict; empty if nobody has reviewed the claim, or we withdrew it", values=Label),
    Column("verdict_wider", "The verdict on a wider reading, if there is one", values=Label),
    Column("verdict_summary", "The verdict in one line"),
    Column("reviewed", "When it was last reviewed", "date"),
    Column("reviewed_by", "Who reviewed it, if they are named"),
    Column("parts", "Ids of its parts, separated by spaces; empty if it has only one"),
    Column("witnesses_for", "How many independent witnesses support it or a part of it", "integer", required=True),
    Column("witnesses_against", "How many independent witnesses contradict it or a part", "integer", required=True),
    *(Column(s, f"How many passages have the stance “{s}”", "integer", required=True) for s in Stance),
    Column("published", "When the claim was first added", "date"),
    Column("updated", "When it last changed or was reviewed", "date"),
    Column("withdrawn", "When this site withdrew it; empty if it did not", "date"),
    Column("withdrawn_why", "Why this site withdrew it"),
    *_PROVED,
)


def _claims(site: Site, urls: Urls) -> Iterator[Json]:
    for claim in (*site.data.claims, *site.data.withdrawn):
        withdrawn = claim.withdrawn
        first, quote, verdict = claim.appearances[claim.maker(site.works)], claim.quote, claim.verdict
        reporter = claim.reporter(site.works)
        stances = Counter(evidence.stance for evidence in claim.evidence)
        yield {
            **_row(site, urls, claim),
            "statement": site.markdown.plain(claim.statement),
            "text": site.data.text_of(claim),
            "speaker": first.speaker,
            "speaker_name": site.speakers[first.speaker].name,
            "first_source": first.source,
            "first_date": first.date and first.date.text,
            "reported_by": None if reporter is None else site.speakers[claim.appearances[reporter].speaker].name,
            "appeared_in": tuple(dict.fromkeys(link.source for link in claim.appearances)),
            "own_sides": site.counter.own_sides(claim),
            "appearances": len(claim.appearances),
            "quote": quote and quote.text,
            "quote_verbatim": quote and quote.verbatim,
            "verdict": verdict and verdict.label,
            "verdict_wider": verdict and verdict.wider,
            "verdict_summary": verdict and verdict.summary,
            "reviewed": verdict and verdict.reviewed.day,
            "reviewed_by": verdict and verdict.reviewed_by,
            "parts": tuple(part.id for part in claim.parts),
            **Counts(site, claim).witnesses(),
            **{stance: stances[stance] for stance in Stance},
            "published": claim.published,
            "updated": claim.updated,
            "withdrawn": withdrawn and withdrawn.date.day,
            "withdrawn_why": withdrawn and withdrawn.why,
            **_proved(quote),
        }


def _proved(quoted: Quote | Evidence | None) -> Json:
    proved = quoted and quoted.proved
    return {"proved": proved and proved.date.day, "proved_sha256": proved and proved.sha256}


_EVIDENCE_COLUMNS = (
    Column("claim", "Id of the claim", required=True, table="claims"),
    Column("number", "Its number on the claim’s page", "integer", required=True),
    Column("page", "Its place on the claim’s page"),
    Column("part", "Id of the part of the claim that it is about; empty if it is about the whole claim"),
    Column("stance", "What it does to the claim or the part", values=Stance, required=True),
    Column("bears", "For an opinion only: whether it speaks for it, against it, or both", values=Bearing),
    Column("as", "What it counts as: only a record or an admission can be a witness", values=As, required=True),
    Column("sides", "Ids of the sides that it speaks for, separated by spaces; empty if there are none"),
    Column("own", "Whether it comes from the body that the claim itself cites", "boolean", required=True),
    Column("relays", "Ids of the sources that it passes on, if they are not those in the source’s own entry"),
    Column("origins", "Ids of the sources that its information first came from, separated by spaces", required=True),
    Column("witness", "Its witness in the claim: passages with one number are one witness", "integer", required=True),
    Column(
        "independent",
        "Whether it comes from none of these: the claim’s own text, its speakers’ sides, the side that it accuses",
        "boolean",
        required=True,
    ),
    Column("note", "What it shows, in our words", required=True),
    Column("words", "A few of its own words"),
    Column("source", "Id of the source", required=True, table="sources"),
    Column("source_kind", "What kind of publisher the source has", values=SourceKind),
    Column("seen", "How much of the source we saw", values=Seen, required=True),
    Column("publisher", "The source’s publisher"),
    Column("source_date", "The source’s date, in EDTF"),
    Column("source_url", "Where the source can be read"),
    *_PROVED,
)


def _evidence(site: Site, urls: Urls) -> Iterator[Json]:
    for claim in site.data.claims:
        page = _row(site, urls, claim)["page"]
        for passage, counted in Counts(site, claim).passages():
            evidence, source = passage.evidence, site.works[passage.evidence.source]
            yield {
                **dict(evidence),
                **counted,
                "as": evidence.as_,
                "claim": claim.id,
                "number": passage.number,
                "page": f"{page}#evidence-{passage.number}",
                "note": site.markdown.plain(evidence.note),
                "source_kind": source.kind,
                "seen": source.seen,
                "publisher": source.publisher,
                "source_date": source.date and source.date.text,
                "source_url": source.url,
                **_proved(evidence),
            }


_PART_COLUMNS = (
    Column("claim", "Id of the claim", required=True, table="claims"),
    Column("part", "The part’s id in its claim; empty if the claim has no parts"),
    Column("text", "What it says", required=True),
    Column("wider", "Whether it belongs to a wider reading, which has its own verdict", "boolean", required=True),
    Column("supports", "How many independent witnesses support it", "integer", required=True),
    Column("contradicts", "How many independent witnesses contradict it", "integer", required=True),
    Column("own", "How many passages of the speaker’s own side support it", "integer", required=True),
)


def _parts(site: Site, urls: Urls) -> Iterator[Json]:
    for claim in site.data.claims:
        undivided = {"text": claim.title, "wider": False}
        parts = {part.id: dict(part) for part in claim.parts}
        if claim.kind is not ClaimKind.POSITION:
            for counted in Counts(site, claim).parts():
                yield {"claim": claim.id, **parts.get(counted["part"], undivided), **counted}


_EVENT_COLUMNS = (
    Column("id", "The event’s id, which never changes", required=True),
    Column("page", "Its place in the timeline"),
    *_DATE,
    Column("title", "What happened, in a line", required=True),
    Column("summary", "What happened, and who says so", required=True),
    Column("texts", "Ids of the texts that mention it, separated by spaces"),
    Column("on_record", "Whether sources other than these texts mention it", "boolean", required=True),
    Column("key", "Whether it is one of the few events that a reader should know", "boolean", required=True),
    Column("topics", "Ids of its topics, separated by spaces"),
    Column("claims", "Ids of the claims it bears on, separated by spaces"),
    Column("sources", "Ids of its sources, separated by spaces", required=True),
)


def _events(site: Site, urls: Urls) -> Iterator[Json]:
    for event in site.data.events:
        yield _row(site, urls, event) | {"summary": site.markdown.plain(event.summary)}


_SOURCE_COLUMNS = (
    Column("id", "The source’s id, which never changes", required=True),
    Column("page", "Its page here"),
    Column("kind", "What kind of publisher it has", values=SourceKind, required=True),
    Column("side", "Id of the side that it speaks for; empty if there is none", table="sides"),
    Column("relays", "Ids of the sources that it passes on, separated by spaces"),
    Column("edition_of", "Id of the work that it is an edition, copy, translation or report of", table="sources"),
    Column("publisher", "Who published it", required=True),
    Column("title", "Its title; empty if we did not see it"),
    Column("lang", "The title’s language (BCP 47)", required=True),
    Column("gloss", "The title’s meaning in English"),
    Column("described", "Our description, if we did not see the title"),
    *_DATE,
    Column("url", "Where it can be read"),
    Column("archived", "An archived copy"),
    Column("seen", "How much of it we saw", values=Seen, required=True),
    Column("note", "What to be careful about"),
    Column("cited", "How many passages of evidence are from it", "integer", required=True),
)


def _sources(site: Site, urls: Urls) -> Iterator[Json]:
    cited = Counter(evidence.source for claim in site.data.claims for evidence in claim.evidence)
    for source in site.data.sources:
        yield _row(site, urls, source) | {"cited": cited[source.id]}


_TEXT_COLUMNS = (
    Column("id", "The text’s id, which never changes", required=True),
    Column("page", "Its page here"),
    Column("title", "Its title", required=True),
    Column("name", "Its name within a sentence", required=True),
    Column("speaker", "Id of whoever wrote or spoke it", required=True),
    Column("form", "What kind of text it is", required=True),
    *_DATE,
    Column("seen_through", "Ids of the sources in which we read it, separated by spaces", required=True),
    Column("summary", "What it is and how it reached us"),
    Column("why", "Why we chose it"),
    Column("unseen", "What we have not seen of it"),
    Column("claims", "How many claims it has", "integer", required=True),
)


def _texts(site: Site, urls: Urls) -> Iterator[Json]:
    for text in site.data.texts:
        prose = {
            name: value and site.markdown.plain(value)
            for name, value in (("summary", text.summary), ("why", text.why), ("unseen", text.unseen))
        }
        yield _row(site, urls, text) | prose | {"claims": len(site.by_text.get(text.id, ()))}


_SIDE_COLUMNS = (
    Column("id", "The side’s id, which never changes", required=True),
    Column("page", "Its page here"),
    Column("name", "Its name", required=True),
    Column("adjective", "The adjective for what is of this side", required=True),
)


def _sides(site: Site, urls: Urls) -> Iterator[Json]:
    for side in site.data.sides:
        yield _row(site, urls, side)


TABLES = (
    Table("claims", _CLAIM_COLUMNS, _claims),
    Table("parts", _PART_COLUMNS, _parts, key=("claim", "part")),
    Table("evidence", _EVIDENCE_COLUMNS, _evidence, key=("claim", "number")),
    Table("events", _EVENT_COLUMNS, _events),
    Table("sources", _SOURCE_COLUMNS, _sources),
    Table("sides", _SIDE_COLUMNS, _sides),
    Table("texts", _TEXT_COLUMNS, _texts),
)
