"""Records → the rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, get_origin

from ...model import fields
from ...model.records import (
    SECTIONS,
    Appearance,
    As,
    Bar,
    Change,
    ClaimKind,
    Event,
    Evidence,
    Label,
    Quote,
    Record,
    RelationKind,
    Seen,
    Series,
    Side,
    SourceKind,
    Speaker,
    Stance,
    Text,
    Topic,
    Value,
    section_of,
    types_in,
)
from ...model.scalars import Holds
from ...site.index import Site
from ...site.serialize import Json
from ...site.urls import Urls
from ...source.dates import Edtf
from .datapackage import Column, Rows, Table
from .json import Counts, page_of, when


def _row(site: Site, urls: Urls, record: Record) -> Json:
    """Return a record's fields with its page, its date spelled out, and its prose as plain text."""
    page = page_of(site, urls, record.kind_name, record.id)
    prose = {
        str(path[0]): site.markdown.plain(text) for text, path in fields.texts(record, "markdown") if path[1:] == ()
    }
    return {**dict(record), **_dated(getattr(record, "date", None)), **prose, "page": page}


def _dated(written: Edtf | None) -> Json:
    spelled = when(written) if written else {}
    parts = {f"date_{part}": spelled.get(part) for part in ("start", "end", "precision", "text")}
    return {"date": spelled.get("edtf"), **parts}


def _records(section: str, more: Callable[[Site, Any], Json] = lambda _site, _record: {}) -> Rows:
    """Return what yields the rows of a section of the file: the fields of each record, and what `more` says of it."""
    return lambda site, urls: (_row(site, urls, r) | more(site, r) for r in getattr(site.data, section))


def _ids(name: str, what: str, table: str, *, each: str = "", required: bool = False) -> Column:
    """Return a column that holds ids of a table, which `each` names in a table of their own."""
    each = each or SECTIONS[table].kind_name
    return Column(name, f"Ids of {what}, separated by spaces", required=required, table=table, each=each)


def _columns(model: type[Value]) -> Iterator[Column]:
    """Yield a column for each field that a cell can hold, with what the model says of it."""
    for name, field in model.model_fields.items():
        said = [*field.metadata, *types_in(field.annotation)]
        holds = next((part for part in said if isinstance(part, Holds)), None)
        types = [part for part in said if isinstance(part, type) and issubclass(part, bool | float | int | str)]
        told = _TOLD[model].get(name, "").partition(". ")[0].removesuffix(".").replace(" of Markdown", "")
        if name == "id":
            yield Column("id", "Its id, which never changes", required=True)
            yield Column("page", "Its page here, or its place on one")
        elif name == "date":
            yield from _DATE
        elif holds and holds.kind and any(get_origin(part) is tuple for part in said):
            several = f"{told}, separated by spaces"
            yield Column(name, several, required=field.is_required(), table=section_of(holds.kind), each=holds.kind)
        elif types and not any(get_origin(part) is tuple for part in said):
            kind, table = types[0], section_of(holds.kind) if holds and holds.kind else ""
            values = kind if issubclass(kind, StrEnum) else ()
            yield Column(name, told, _TYPES.get(kind, "string"), values, required=type(None) not in said, table=table)


_TOLD, _TYPES = fields.descriptions(), {bool: "boolean", int: "integer", float: "number"}
_DATE = (
    Column("date", "The date as written, in EDTF: a day, month, year or period; ? is uncertain, ~ approximate"),
    Column("date_start", "The first day it can mean; empty if nobody knows when the period began", "date"),
    Column("date_end", "The last day it can mean", "date"),
    Column("date_precision", "How precise it is", values=("day", "month", "year")),
    Column("date_text", "The date in words"),
)
_CLAIM = Column("claim", "Id of the claim", required=True, table="claims")
_WIDER = "for a wider reading see parts.csv"
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
    _ids("topics", "its topics, the main one first", "topics", required=True),
    *_DATE,
    Column("date_as_written", "The source’s own words for the date"),
    Column("speaker", "Id of the speaker who made it, not of a witness whom it cites", required=True, table="speakers"),
    Column("speaker_name", "The speaker’s name", required=True),
    Column("first_source", "Id of the source in which the speaker made it", required=True, table="sources"),
    Column("first_date", "When the speaker made it, in EDTF"),
    Column("reported_by", "Who reports it, if we have not seen the speaker’s own words: “as reported by …”"),
    Column("appeared_in", "Ids of the sources it appeared in, separated by spaces; no evidence for it", required=True),
    _ids("own_sides", "the sides that say it or pass it on", "sides"),
    Column("appearances", "How many links are in the chain by which the words reached us", "integer", required=True),
    Column("quote", "A few of its words, as printed"),
    Column("quote_verbatim", "Whether they are word for word", "boolean"),
    Column("verdict", "The verdict; empty if nobody has reviewed the claim, or we withdrew it", values=Label),
    Column("verdict_wider", "The verdict on a wider reading, if there is one", values=Label),
    Column("verdict_summary", "The verdict in one line"),
    Column("reviewed", "When it was last reviewed", "date"),
    Column("reviewed_by", "Who reviewed it, if they are named"),
    Column("parts", "Ids of its parts, separated by spaces; empty if it has only one"),
    Column("witnesses_for", f"How many independent witnesses support it or a part; {_WIDER}", "integer", required=True),
    Column("witnesses_against", f"How many contradict it or a part; {_WIDER}", "integer", required=True),
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
    _CLAIM,
    Column("number", "Its number on the claim’s page", "integer", required=True),
    Column("page", "Its place on the claim’s page"),
    Column("part", "Id of the part that it is about; empty if it is about the whole claim", table="parts", each="part"),
    Column("stance", "What it does to the claim or the part", values=Stance, required=True),
    Column("as", "What it counts as: only a record or an admission can be a witness", values=As, required=True),
    _ids("sides", "the sides that it speaks for", "sides"),
    Column("own", "Whether it comes from the body that the claim itself cites", "boolean", required=True),
    _ids("relays", "the sources that it passes on, if they are not those in the source’s own entry", "sources"),
    _ids("origins", "the sources that its information first came from", "sources", required=True),
    Column(
        "witness",
        "Number of its witness in the claim: the same for passages that share an origin, or that another joins",
        "integer",
        required=True,
        table="witnesses",
    ),
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
    Column("counts", "Whether it is a witness, by whose word it is and by what it counts as", "boolean", required=True),
)


def _evidence(site: Site, urls: Urls) -> Iterator[Json]:
    for claim in site.data.claims:
        page = page_of(site, urls, "claim", claim.id)
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
                "counts": passage.is_witness,
            }


_PART_COLUMNS = (
    _CLAIM,
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
        if claim.parts or claim.kind is not ClaimKind.POSITION:
            for counted in Counts(site, claim).parts():
                yield {"claim": claim.id, **parts.get(counted["part"], undivided), **counted}


_SOURCE_COLUMNS = (
    Column("id", "The source’s id, which never changes", required=True),
    Column("page", "Its page here"),
    Column("kind", "What kind of publisher it has", values=SourceKind, required=True),
    Column("side", "Id of the side that it speaks for; empty if there is none", table="sides"),
    _ids("relays", "the sources that it passes on", "sources", each="relayed"),
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


_SERIES = Column("series", "Id of the series", required=True, table="series")
_NUMBER = Column("number", "Its number there, in the order of the file", "integer", required=True)
_KEPT = {model.kind_name: name for name, model in SECTIONS.items() if "changes" in model.model_fields}


def _items(field: str) -> Rows:
    """Return what yields the items of a list that records have, each with its number and the id of its record."""

    def rows(site: Site, urls: Urls) -> Iterator[Json]:
        for record in site.data.records():
            own = {"record_kind": record.kind_name, "record": record.id, record.kind_name: record.id}
            for number, item in enumerate(getattr(record, field, ()), 1):
                dated = _dated(getattr(item, "date", None))
                yield {**dict.fromkeys(_KEPT), **own, **dict(item), **dated, "number": number}

    return rows


def _appearances(site: Site, urls: Urls) -> Iterator[Json]:
    for row in _items("appearances")(site, urls):
        yield row | {"seen": row["seen"] or site.works[row["source"]].seen}


_RELATION_COLUMNS = (
    _CLAIM,
    Column("relation", "What it is to the other claim", values=RelationKind, required=True),
    Column("other", "Id of the other claim", required=True, table="claims"),
)


def _relations(site: Site, urls: Urls) -> Iterator[Json]:
    for claim in site.data.claims:
        for tie in claim.relations:
            yield {"claim": claim.id, "relation": tie.relation, "other": tie.claim}


_WITNESS_COLUMNS = (
    _CLAIM,
    Column("number", "Its number in the claim, which its passages have as `witness`", "integer", required=True),
    _ids("origins", "the sources whose word it is", "sources", required=True),
    Column("passages", "How many passages of evidence carry its word", "integer", required=True),
    Column("witnesses_for", "How many of those that are counted for the claim are in it", "integer", required=True),
    Column("witnesses_against", "How many of those against the claim", "integer", required=True),
)


def _witnesses(site: Site, urls: Urls) -> Iterator[Json]:
    for claim in site.data.claims:
        counts = Counts(site, claim)
        for number, joined in counts.joined.items():
            told = {"origins": tuple(sorted(joined.origins)), "passages": len(joined.passages)}
            yield {"claim": claim.id, "number": number, **told, **counts.witnesses(joined.origins)}


_CHANGE_COLUMNS = (
    Column("record_kind", "What kind of record changed", values=_KEPT, required=True),
    Column("record", "Its id", required=True),
    _NUMBER,
    *_columns(Change),
    *(Column(kind, f"Its id again, if that is its kind: {kind}", table=name) for kind, name in _KEPT.items()),
)


def _count(site: Site, text: Text) -> Json:
    return {"claims": len(site.by_text.get(text.id, ()))}


def _target(_: Site, series: Series) -> Json:
    return {"target": series.target and series.target.value, "target_label": series.target and series.target.label}


_COUNT = Column("claims", "How many claims it has", "integer", required=True)
_TARGET_COLUMNS = (
    Column("target", "The figure that was to be reached", "number"),
    Column("target_label", "Who wanted it, and by when"),
)
_POINT_COLUMNS = (
    *(_SERIES, _NUMBER, *_DATE),
    Column("value", "The figure", "number", required=True),
    Column("incomplete", "Whether the figure is not complete", "boolean", required=True),
)


def _points(site: Site, urls: Urls) -> Iterator[Json]:
    for series in site.data.series:
        for number, (day, value) in enumerate(series.points, 1):
            told = {"value": value, "incomplete": day in series.incomplete}
            yield {"series": series.id, "number": number, **_dated(day), **told}


_IN_CLAIM, _IN_SERIES = ("claim", "number"), ("series", "number")
MAIN_TABLES = (
    Table("claims", _CLAIM_COLUMNS, _claims),
    Table("parts", _PART_COLUMNS, _parts, ("claim", "part")),
    Table("evidence", _EVIDENCE_COLUMNS, _evidence, _IN_CLAIM),
    Table("events", (*_columns(Event),), _records("events")),
    Table("sources", _SOURCE_COLUMNS, _sources),
    Table("sides", (*_columns(Side),), _records("sides")),
    Table("texts", (*_columns(Text), _COUNT), _records("texts", _count)),
    Table("speakers", (*_columns(Speaker),), _records("speakers")),
    Table("topics", (*_columns(Topic),), _records("topics")),
    Table("appearances", (_CLAIM, _NUMBER, *_columns(Appearance)), _appearances, _IN_CLAIM),
    Table("relations", _RELATION_COLUMNS, _relations, ("claim", "other")),
    Table("witnesses", _WITNESS_COLUMNS, _witnesses, _IN_CLAIM),
    Table("changes", _CHANGE_COLUMNS, _items("changes"), ("record", "number")),
    Table("series", (*_columns(Series), *_TARGET_COLUMNS), _records("series", _target)),
    Table("points", _POINT_COLUMNS, _points, _IN_SERIES),
    Table("bars", (_SERIES, _NUMBER, *_columns(Bar)), _items("bars"), _IN_SERIES),
)
TABLES = tuple(table for main in MAIN_TABLES for table in (main, *main.lists()))
"""Every table of the data, each followed by those that list what its cells hold several of."""
