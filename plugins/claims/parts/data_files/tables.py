"""The model → tables: one for each list of records or of parts of records, with a column for each field.

_COLUMNS adds columns that are no fields, and replaces those of fields by the same name. A part of which a record has
only one, such as a verdict, has its fields in the record's row: the first under the name of the part, the others behind
it (`verdict`, `verdict_summary`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from ...model import fields
from ...model.records import SECTIONS, Claim, Label, Part, Record, Series, Source, Stance, Value, section_of
from ...site.index import Site
from ...site.serialize import Json
from ...site.urls import Urls
from ...source.dates import Edtf
from ...verdict import counts
from .json import page_of


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, its Table Schema type, and the only values it may have, if few."""

    name: str
    description: str
    type: str = "string"
    values: Iterable[str] = ()
    required: bool = False
    table: str = ""
    """The table to whose key it leads; where that key has several columns, together with the columns before it."""
    separator: str = ""
    """Stands between the values of a cell that can hold several."""


@dataclass(frozen=True)
class Table:
    """A table; `rows` yields for each row a value under the name of each column, a tuple where there can be several."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Site, Urls], Iterator[Json]]


Items = Iterator[tuple[Record, Any, Json]]


class _Cell(NamedTuple):
    """A column, where its field is in an item, and how the field's value is read: None of Markdown."""

    column: Column
    path: tuple[str, ...]
    read: Callable[[Any], Any] | None

    def value(self, site: Site, item: Any) -> Any:
        for name in self.path:
            item = None if item is None else getattr(item, name)
        if item is None:
            return None
        return _read(self.read, item, site) if self.read else site.markdown.plain(item)


def _read(read: Callable[[Any], Any], item: Any, site: Site) -> Any:
    """Return what a cell holds of something; a date in words is in the site's language."""
    return site.language.date(item) if read is str else read(item)


_TYPES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "number"}
_DESCRIPTIONS = fields.descriptions()
_DATE: Mapping[Column, Callable[[Any], Any]] = {
    Column("date", "The date as written, in EDTF: ? is uncertain, ~ approximate"): attrgetter("text"),
    Column("date_start", "The first day it can mean; empty if nobody knows when a period began", "date"): (
        lambda date: date.first if date.start else None
    ),
    Column("date_end", "The last day it can mean", "date"): attrgetter("last"),
    Column("date_precision", "How precise it is", values=("day", "month", "year")): attrgetter("precision"),
    Column("date_text", "The date in words"): str,
}
"""The columns of a date, and what stands in each."""


def _cells(model: type[Value], of: str = "", path: tuple[str, ...] = (), *, optional: bool = False) -> Iterator[_Cell]:
    """Yield a cell for each field of a model and of the parts that it has one of; `of` is the name of such a part."""
    for n, (field, info) in enumerate(fields.published_fields(model)):
        shape, here = fields.shape(info), (*path, field)
        name = of if of and n == 0 else "_".join(filter(None, (of, info.alias or field)))
        if name == "date":
            yield from (_Cell(column, here, read) for column, read in _DATE.items())
        elif issubclass(shape.type, Value) and not shape.many:
            yield from _cells(shape.type, name, here, optional=optional or shape.optional)
        elif not issubclass(shape.type, Value | tuple):
            required = not optional and (info.is_required() if shape.many else not shape.optional)
            yield _Cell(_column(name, shape, _DESCRIPTIONS[model][field], required=required), here, _reader(shape))


def _column(name: str, shape: fields.Shape, description: str, *, required: bool) -> Column:
    """Return the column of a field, with the first sentence of the field's description."""
    lines = shape.many and shape.holds and shape.holds.content == "plain text"
    return Column(
        name,
        fields.summary(description).replace(" of Markdown", ""),
        "string" if shape.many else _TYPES.get(shape.type, "string"),
        shape.type if issubclass(shape.type, StrEnum) else (),
        required,
        table=section_of(shape.holds.kind) if shape.holds and shape.holds.kind else "",
        separator=("; " if lines else " ") if shape.many else "",
    )


def _reader(shape: fields.Shape) -> Callable[[Any], Any] | None:
    if shape.holds and shape.holds.content == "markdown":
        return None
    if shape.type is Edtf:
        return (lambda dates: tuple(date.text for date in dates)) if shape.many else attrgetter("text")
    return lambda value: value


def _count(name: str, description: str) -> Column:
    return Column(name, description, "integer", required=True)


_OF_SOURCE = {
    f"source_{cell.column.name}": cell
    for cell in _cells(Source)
    if cell.column.name in {"kind", "seen", "publisher", "date", "url"}
}
"""Cells of its source that stand beside each passage too."""
_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "claims": (
        Column("text", "The text that it is from", table="texts"),
        Column("speaker", "The speaker of its text, or else who made it", required=True, table="speakers"),
        Column("speaker_name", "The speaker’s name", required=True),
        Column("first_source", "The source in which it was first made", required=True, table="sources"),
        Column("first_date", "When it was first made there, in EDTF"),
        Column("reported_by", "Who reports it, if we have not seen the speaker’s own words: “as reported by …”"),
        Column("appeared_in", "The sources it appeared in; no evidence for it", table="sources", separator=" "),
        Column("own_sides", "The sides that say it or pass it on", table="sides", separator=" "),
        *(_count(*count) for count in counts.CLAIM_COUNTS.items()),
        *(_count(stance, f"How many passages have the stance “{stance}”") for stance in Stance),
        Column("published", "When it was first added", "date"),
        Column("updated", "When it last changed or was reviewed", "date"),
    ),
    "sources": (_count("cited", "How many passages of evidence are from it"),),
    "appearances": (Column("speaker_side", "The side for which that speaker speaks", table="sides"),),
    "parts": (
        Column("part", "Its id in the claim; empty if the main reading has no parts"),
        Column("reading", "The other reading that it is a part of; empty if it is of the main one", table="readings"),
        Column("of", "The part that it refers to: it is never stronger than that one", table="parts"),
        Column("label", "The label that follows from its witnesses", values=Label),
        *(_count(*count) for count in counts.PART_COUNTS.items()),
    ),
    "readings": (
        Column("verdict", "The verdict on this reading; empty if nobody has reviewed it", values=Label),
        Column("verdict_summary", "That finding in one line"),
    ),
    "evidence": (
        Column("page", "Its place on the claim’s page", required=True),
        Column("part", "The part on which it bears; empty if it bears on each of the main reading", table="parts"),
        Column("sides", counts.PASSAGE_FACTS["sides"], table="sides", separator=" "),
        Column("origins", counts.PASSAGE_FACTS["origins"], table="sources", separator=" "),
        Column("colour", counts.PASSAGE_FACTS["colour"], values=counts.COLOURS, required=True),
        Column("counts", counts.PASSAGE_FACTS["counts"], "boolean", required=True),
        Column("witness", counts.PASSAGE_FACTS["witness"], "integer", table="witnesses"),
        *(
            replace(cell.column, name=name, description=f"Of the source: {cell.column.description}")
            for name, cell in _OF_SOURCE.items()
        ),
    ),
    "witnesses": (
        Column("origins", "The sources whose word it is", table="sources", separator=" "),
        _count("passages", "How many passages that count carry its word"),
    ),
    "points": (
        *_DATE,
        Column("value", "The figure", "number", required=True),
        Column("incomplete", "Whether the figure is not complete", "boolean", required=True),
    ),
}
"""The columns that are no fields."""


def _claims(site: Site, _: Urls, claims: Iterable[Claim]) -> Items:
    for claim in claims:
        first, speaker = claim.appearances[claim.maker(site.works)], site.speaker(claim)
        report = site.reporter(claim)
        stances = Counter(evidence.stance for evidence in claim.evidence)
        yield (
            *(claim, claim),
            {
                "text": site.data.text_of(claim),
                "speaker": speaker.id,
                "speaker_name": speaker.name,
                "first_source": first.source,
                "first_date": first.date and first.date.text,
                "reported_by": report and site.speakers[report.speaker].name,
                "appeared_in": tuple(dict.fromkeys(link.source for link in claim.appearances)),
                "own_sides": site.counter.own_sides(claim),
                **counts.count_claim(site.judgements[claim.id]),
                **{stance: stances[stance] for stance in Stance},
                "published": claim.published,
                "updated": claim.updated,
            },
        )


def _sources(site: Site, _: Urls, sources: Iterable[Source]) -> Items:
    cited = Counter(evidence.source for claim in site.data.claims for evidence in claim.evidence)
    return ((source, source, {"cited": cited[source.id]}) for source in sources)


def _appearances(site: Site, _: Urls, claims: Iterable[Claim]) -> Items:
    for claim in claims:
        for link in claim.appearances:
            whole = {"seen": link.seen_in(site.works), "lang": link.lang_in(site.works)}
            yield claim, link, whole | {"speaker_side": site.speakers[link.speaker].side}


def _readings(_: Site, __: Urls, claims: Iterable[Claim]) -> Items:
    for claim in claims:
        found = {reading.id: reading for reading in claim.verdict.readings} if claim.verdict else {}
        for reading in claim.readings:
            verdict = found.get(reading.id)
            label, summary = (verdict.label, verdict.summary) if verdict else (None, None)
            yield claim, reading, {"verdict": label, "verdict_summary": summary}


def _parts(site: Site, _: Urls, claims: Iterable[Claim]) -> Items:
    for claim in claims:
        parts = {part.id: part for part in claim.parts}
        undivided = Part.model_construct(id="", text=claim.title)
        for labelled in counts.labelled_parts(site.judgements[claim.id]):
            part = labelled.count.part
            values = counts.count_part(labelled) | {"label": labelled.label}
            yield claim, parts[part.id] if part else undivided, values


def _evidence(site: Site, urls: Urls, claims: Iterable[Claim]) -> Items:
    for claim in claims:
        page = page_of(site, urls, "claim", claim.id)
        for passage, facts in counts.passage_facts(site.passages[claim.id]):
            source = site.works[passage.evidence.source]
            values = facts | {name: cell.value(site, source) for name, cell in _OF_SOURCE.items()}
            yield claim, passage.evidence, values | {"page": f"{page}#evidence-{passage.number}"}


def _witnesses(site: Site, _: Urls, claims: Iterable[Claim]) -> Items:
    for claim in claims:
        for witness in counts.counted_witnesses(site.passages[claim.id]):
            yield claim, None, {"origins": tuple(sorted(witness.origins)), "passages": len(witness.passages)}


def _points(site: Site, _: Urls, many: Iterable[Series]) -> Items:
    for series in many:
        for date, value in series.points:
            days = {column.name: _read(read, date, site) for column, read in _DATE.items()}
            yield series, None, {**days, "value": value, "incomplete": date in series.incomplete}


_ITEMS: Mapping[str, Callable[[Site, Urls, Any], Items]] = {
    "claims": _claims,
    "sources": _sources,
    "appearances": _appearances,
    "parts": _parts,
    "readings": _readings,
    "evidence": _evidence,
    "witnesses": _witnesses,
    "points": _points,
}
"""What yields, of some records, the items of a table, each with its record and its values in computed columns."""


def _table(name: str, owners: tuple[type[Record], ...], model: type[Value] | None) -> Table:
    """Return the table of records, or of a list that some kinds of record have; what is only computed has no model."""
    kinds = [owner.kind_name for owner in owners]
    names = {} if owners == (model,) else {"id": name.removesuffix("s"), kinds[0]: "other"}  # a claim tied to a claim
    cells = {names.get(cell.column.name, cell.column.name): cell for cell in (_cells(model) if model else ())}

    def plain(_: Site, __: Urls, records: Iterable[Record]) -> Items:
        return ((r, item, {}) for r in records for item in ((r,) if owners == (model,) else getattr(r, name)))

    def rows(site: Site, urls: Urls) -> Iterator[Json]:
        numbers = Counter[str]()
        records = [record for record in site.data.records() if isinstance(record, owners)]
        for record, item, values in _ITEMS.get(name, plain)(site, urls, records):
            numbers[record.id] += 1
            kind, id = record.kind_name, record.id
            row = {**dict.fromkeys(kinds), kind: id, "record_kind": kind, "record": id, "number": numbers[id]}
            row["page"] = page_of(site, urls, kind, id)
            yield row | {column: cell.value(site, item) for column, cell in cells.items()} | values

    own = {column: replace(cell.column, name=column) for column, cell in cells.items()}
    head, key = _head(kinds) if names else ((own["id"], _PAGE), ("id",))
    if names and model and "id" in model.model_fields:  # as of a part, by which evidence names it
        key = key[0], names["id"]
    columns = {column.name: column for column in head} | own | {c.name: c for c in _COLUMNS.get(name, ())}
    return Table(name, tuple(columns.values()), key, rows)


_PAGE = Column("page", "Its page on this site, or its place on one", required=True)


def _head(kinds: Sequence[str]) -> tuple[tuple[Column, ...], tuple[str, str]]:
    """Return the columns that lead from an item to the record of one of these kinds that has it, and the item's key."""
    number = _count("number", "Its number there")
    ids = [Column(kind, f"The {kind} that it is of", required=not kinds[1:], table=section_of(kind)) for kind in kinds]
    if not kinds[1:]:
        return (*ids, number), (kinds[0], "number")
    kind = Column("record_kind", "The kind of the record that it is of", values=kinds, required=True)
    return (kind, Column("record", "The record’s id", required=True), number, *ids), ("record", "number")


def _tables() -> Iterator[Table]:
    """Yield the table of each kind of record, of each list that records have, and of witnesses."""
    owners, models = defaultdict[str, list[type[Record]]](list), dict[str, type[Value] | None]()
    for section, record in SECTIONS.items():
        yield _table(section, (record,), record)
        for name, info in fields.published_fields(record):
            if (shape := fields.shape(info)).many and issubclass(shape.type, Value | tuple):
                owners[name].append(record)
                models[name] = shape.type if issubclass(shape.type, Value) else None
    yield from (_table(name, tuple(owners[name]), model) for name, model in models.items())
    yield _table("witnesses", (Claim,), None)


TABLES = {table.name: table for table in _tables()}
"""Every table under its name."""
