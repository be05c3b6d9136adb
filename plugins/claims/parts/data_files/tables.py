"""The records as JSON → tables: one for each list of records, and one for each list of parts that records have.

The JSON Schema of a value makes its column, so that a new field has one by itself. A part of which a record has only
one, such as a verdict, has its fields in the record's row: the first under the name of the part, the others behind it
(`verdict`, `verdict_summary`). A column in which nothing stands is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ...model.records import SECTIONS, section_of
from ...site.serialize import Json
from .json_schema import schema, unwrapped

_FIRST = ("id", "record_kind", "record", "claim", "series", "number", "reading", "part", "title", "label")
"""The columns with which a table begins, where it has them."""
_OF_SOURCE = ("kind", "publisher", "date", "seen", "url")
"""Fields of its source that stand beside each passage too."""
_WITHIN = {
    ("evidence", "part"): "parts",
    ("evidence", "witness"): "witnesses",
    ("parts", "reading"): "readings",
    ("parts", "of"): "parts",
}
"""Columns that lead to a part of the same record, and the tables of these parts."""


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
    """A table; a row has a value under the name of each column, a tuple where there can be several."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Sequence[Json]


class _Cell(NamedTuple):
    """A column, where its value is in an item, and whether that is Markdown."""

    column: Column
    path: tuple[str, ...]
    is_markdown: bool

    def value(self, item: Any, plain: Callable[[str], str]) -> Any:
        for name in self.path:
            item = None if item is None else item.get(name)
        if isinstance(item, list | tuple):
            return tuple(one["id"] if isinstance(one, dict) else one for one in item)
        return plain(item) if self.is_markdown and item else item


def tables(records: Mapping[str, Sequence[Json]], plain: Callable[[str], str]) -> dict[str, Table]:
    """Return every table under its name, given the records of each section as JSON; `plain` makes text of Markdown."""
    definitions = schema()["definitions"]
    shapes = {section: _resolved(definitions[record.__name__], definitions) for section, record in SECTIONS.items()}
    fields_of = {section: shape["properties"] for section, shape in shapes.items()}
    found = [_table(name, own, ("id",), records[name], plain) for name, own in fields_of.items()]
    sources = {source["id"]: source for source in records["sources"]}
    for name, sections in _lists(fields_of).items():
        kinds = [SECTIONS[section].kind_name for section in sections]
        renamed = {"id": name.removesuffix("s"), kinds[0]: "other"}  # as a claim tied to a claim
        own = _item(fields_of[sections[0]].get(name))
        if name in {"parts", "readings", "witnesses"}:
            own |= _item(fields_of["claims"]["judgement"]["properties"][name])
        if name == "evidence":
            own |= {f"source_{field}": fields_of["sources"][field] for field in _OF_SOURCE}
        rows = [
            {"record_kind": kind, "record": record["id"], kind: record["id"], "number": number}
            | {renamed.get(field, field): value for field, value in item.items()}
            for kind, section in zip(kinds, sections, strict=True)
            for record in records[section]
            for number, item in enumerate(_items(name, record, sources), 1)
        ]
        head, key = _head(kinds)
        if "id" in own:  # by which evidence names a part
            key = key[0], renamed["id"]
        columns = head | {renamed.get(field, field): shape for field, shape in own.items()}
        found.append(_table(name, columns, key, rows, plain))
    return {table.name: table for table in found}


def _lists(fields_of: Mapping[str, Json]) -> dict[str, list[str]]:
    """Return the lists of parts that records have, each with the sections of those that have it."""
    found = defaultdict[str, list[str]](list)
    for section, own in fields_of.items():
        for name, shape in own.items():
            if _item(shape):
                found[name].append(section)
    return {**found, "witnesses": ["claims"]}


def _item(shape: Json | None) -> Json:
    """Return the properties of each item of a list of parts; none of any other shape."""
    items = unwrapped((shape or {}).get("items", {}))[0]
    return dict(items.get("properties", {})) if "$comment" not in items else {}


def _resolved(shape: Any, definitions: Json) -> Any:
    """Return a shape with what it refers to in the place of each `$ref`."""
    if isinstance(shape, dict) and "$ref" in shape:
        return _resolved(definitions[shape["$ref"].rpartition("/")[2]], definitions)
    if isinstance(shape, dict):
        return {name: _resolved(value, definitions) for name, value in shape.items()}
    return [_resolved(value, definitions) for value in shape] if isinstance(shape, list) else shape


def _items(name: str, record: Json, sources: Mapping[str, Json]) -> Iterator[Json]:
    """Yield the parts of a record that stand in a table, each with what was found of it."""
    judged = record.get("judgement", {}).get(name)
    written = {item["id"]: item for item in record[name]} if judged and name != "witnesses" else {}
    whole = {"text": record.get("title"), "detail": False}  # of a claim without parts
    for item in record[name] if judged is None else judged:
        if name == "evidence":
            source = sources[item["source"]["id"]]
            yield {**item, **{f"source_{field}": source[field] for field in _OF_SOURCE}}
        elif name == "parts":
            yield {**written.get(item["id"], whole), **item, "id": item["id"] or ""}
        elif name != "readings":
            yield item
        elif item["id"]:
            yield {**written[item["id"]], **item}


def _head(kinds: Sequence[str]) -> tuple[Json, tuple[str, str]]:
    """Return the columns that lead from an item to the record that has it, and the item's key."""
    text, number = {"type": "string"}, {"type": "integer", "description": "Its number there."}
    if kinds[1:]:
        kind = {"enum": kinds, "description": "The kind of the record that it is of."}
        record = {**text, "description": "The record’s id."}
        return {"record_kind": kind, "record": record, "number": number}, ("record", "number")
    owner = {**text, "$comment": kinds[0], "description": f"The {kinds[0]} that it is of."}
    return {kinds[0]: owner, "number": number}, (kinds[0], "number")


def _table(name: str, own: Json, key: tuple[str, ...], items: Sequence[Json], plain: Callable[[str], str]) -> Table:
    """Return a table of some items, given the shapes of their fields."""
    cells = [*_cells(own)]
    rows = [{cell.column.name: cell.value(item, plain) for cell in cells} for item in items]
    filled = {column for row in rows for column, value in row.items() if value not in (None, (), "")}
    columns = [
        replace(cell.column, table=_WITHIN.get((name, cell.column.name), cell.column.table))
        for cell in cells
        if cell.column.name in filled or cell.column.name in key or not rows
    ]
    columns.sort(key=lambda column: _FIRST.index(column.name) if column.name in _FIRST else len(_FIRST))
    return Table(name, tuple(columns), key, rows)


def _cells(properties: Json, of: str = "", path: tuple[str, ...] = ()) -> Iterator[_Cell]:
    """Yield a cell for each field, and for those of a part; `of` is the name of that part, which may be missing."""
    for n, (field, whole) in enumerate(properties.items()):
        shape, optional = unwrapped(whole)
        name, here = (of if of and n == 0 else "_".join(filter(None, (of, field)))), (*path, field)
        inner = shape.get("properties")
        if field == "judgement" and inner:  # whose label is the verdict's
            yield from _cells({count: told for count, told in inner.items() if count != "label"}, "", here)
        elif inner and ("$comment" in shape or ("edtf" in inner and name != "date")):  # the id, or what was written
            yield _cell(name, whole, {"type": "string"}, (*here, next(iter(inner))), required=not (optional or of))
        elif inner:
            yield from _cells(inner, name, here)
        elif not _item(shape):
            yield _cell(name, whole, shape, here, required=not (optional or of))


def _cell(name: str, whole: Json, shape: Json, path: tuple[str, ...], *, required: bool) -> _Cell:
    many, items = shape.get("type") == "array", unwrapped(shape.get("items", {}))[0]
    leads_to = unwrapped(whole)[0].get("$comment") or items.get("$comment", "")
    column = Column(
        name,
        whole.get("description", "").removesuffix(".").replace(" of Markdown", ""),
        "string" if many else "date" if "pattern" in shape else shape.get("type", "string"),
        shape.get("enum", ()),
        required and not many,
        section_of(leads_to) if leads_to else "",
        ("; " if items == {"type": "string"} else " ") if many else "",
    )
    return _Cell(column, path, "contentMediaType" in shape)
