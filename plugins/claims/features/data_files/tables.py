"""Records as JSON → three CSV tables (RFC 4180), and `datapackage.json`, by which programs find and check them.

The JSON Schema of a record makes the columns of its table, so that a new field gets one by itself. A list of parts,
such as the parts of a claim, is in claims.json alone; of the appearances of a claim, its table has the one in which
its speaker says it.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...model.records import section_of
from ...site import labels
from ...site.citations import DATA_LICENSE, Release
from ...site.serialize import Json, present
from .json import document
from .json_schema import schema, unwrapped

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""How formulas begin; the last four are the full-width forms, which some spreadsheets take for the first."""
FORMULAS = (
    "A cell that begins with = + - @ or a tab, or with one of their full-width forms, has an apostrophe in front, "
    "so that no spreadsheet takes it for a formula."
)
_FIRST = ("claim", "number", "id", "title", "verdict", "part", "stance")
"""The columns with which a table begins, where it has them."""
_OF_SOURCE = ("kind", "publisher", "date", "seen", "url")
"""Fields of its source that stand beside each passage too."""
OWN_APPEARANCE = "its_appearance"
"""Where in the row of a claim the appearance is in which its speaker says it."""
_OF_APPEARANCE = {"form": "form", "source": "source", "date": "said", "paragraph": "paragraph"}
"""Fields of an appearance that stand beside each claim, and their columns."""
_NAMES = {"verdict_label": "verdict", "quote_text": "quote"}
"""Columns whose name is not that of their path."""


@dataclass(frozen=True)
class Column:
    """A column: its name, where its value is in a record, what it means, and its Table Schema type."""

    name: str
    path: tuple[str, ...]
    description: str
    type: str = "string"
    values: tuple[str, ...] = ()
    """The only values it may have, if few."""
    required: bool = False
    leads_to: str = ""
    """The table to whose key it leads."""
    separator: str = ""
    """Stands between the values of a cell that can hold several."""
    is_markdown: bool = False


@dataclass(frozen=True)
class Table:
    """One of the tables: the columns that are its key, and all its columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


def list_tables() -> tuple[Table, ...]:
    """Return the tables, which are the same for every dataset."""
    definitions = schema()["definitions"]
    claims, evidence, sources, appearance = (
        [*_columns(_resolved(definitions[name], definitions)["properties"], "", ())]
        for name in ("Claim", "Evidence", "Source", "Appearance")
    )
    for column in appearance:
        if column.name in _OF_APPEARANCE:
            name = _OF_APPEARANCE[column.name]
            claims.append(replace(column, name=name, path=(OWN_APPEARANCE, *column.path)))
    evidence.append(Column("claim", ("claim",), "The claim that it is about", required=True, leads_to="claims"))
    for column in sources:
        if column.name in _OF_SOURCE:
            path = ("its_source", *column.path)
            evidence.append(replace(column, name=f"source_{column.name}", path=path, required=False))
    return (
        Table("claims", ("id",), _in_order(claims)),
        Table("evidence", ("claim", "number"), _in_order(evidence)),
        Table("sources", ("id",), _in_order(sources)),
    )


def _in_order(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns with those of _FIRST before all others."""
    by_name = {column.name: column for column in columns}
    first = [name for name in _FIRST if name in by_name]
    return tuple(by_name[name] for name in dict.fromkeys([*first, *by_name]))


def rows_of(table: Table, sections: Mapping[str, Sequence[Json]]) -> list[Json]:
    """Return the records for the rows of a table, given the records of each section."""
    if table.name == "sources":
        return [*sections["sources"]]
    if table.name == "claims":
        return [{**claim, OWN_APPEARANCE: _own_appearance(claim)} for claim in sections["claims"]]
    sources = {source["id"]: source for source in sections["sources"]}
    rows = []
    for claim in sections["claims"]:
        for passage in claim["evidence"]:
            source = sources[passage["source"]["id"]]
            rows.append({**passage, "claim": claim["id"], "its_source": source})
    return rows


def _own_appearance(claim: Json) -> Json:
    """Return the first appearance of a claim in which its speaker says it."""
    return next(item for item in claim["appearances"] if item["speaker"] == claim["speaker"])


def write_csv(table: Table, rows: Iterable[Json], plain: Callable[[str], str]) -> bytes:
    """Return the content of a table's file; `plain` makes text of Markdown."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow(cell(_value(row, column, plain), column.separator) for column in table.columns)
    return text.getvalue().encode()


Cell = str | float | date | None


def cell(value: Cell | tuple[str, ...], separator: str = " ") -> Cell:
    """Return a value as csv.writer takes it, unable to act as a formula; `separator` stands between several.

    See OWASP, "CSV Injection". Numbers and days cannot begin like a formula and stay as they are.
    """
    if isinstance(value, tuple):
        value = separator.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


def unguarded(text: str) -> str:
    """Return the text of a cell without the apostrophe that `cell` puts in front of what begins like a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def _value(row: Json, column: Column, plain: Callable[[str], str]) -> Cell | tuple[str, ...]:
    value: Any = row
    for step in column.path:
        value = None if value is None else value[step]
    if isinstance(value, list):
        return tuple(item["id"] if isinstance(item, dict) else item for item in value)
    return plain(value) if column.is_markdown and value else value


def _columns(properties: Json, name: str, path: tuple[str, ...], *, optional: bool = False) -> Iterator[Column]:
    """Yield a column for each field of a record, or of a part of one, whose `name` and `path` are given."""
    for field, whole in properties.items():
        shape, can_be_null = unwrapped(whole)
        own_name, own_path = f"{name}_{field}" if name else field, (*path, field)
        inner, required = shape.get("properties", {}), not (optional or can_be_null)
        items = unwrapped(shape.get("items", {}))[0]
        if field == "translations" or ("properties" in items and "$comment" not in items):
            continue
        if field == "judgement":
            counts = {count: inner[count] for count in inner if count != "label"}  # which is the verdict's
            yield from _columns(counts, "", own_path)
        elif inner and "$comment" in shape:
            yield _column(own_name, (*own_path, "id"), whole, {"type": "string"}, required=required)
        elif inner and "edtf" in inner and field == "date":
            yield from _dates(own_name, own_path, whole, inner, required=required)
        elif inner and "edtf" in inner:
            yield _column(own_name, (*own_path, "edtf"), whole, {"type": "string"}, required=required)
        elif inner:
            yield from _columns(inner, own_name, own_path, optional=optional or can_be_null)
        else:
            yield _column(_NAMES.get(own_name, own_name), own_path, whole, shape, required=required)


def _dates(name: str, path: tuple[str, ...], whole: Json, inner: Json, *, required: bool) -> Iterator[Column]:
    """Yield the columns of a date: as written, its first and last day, and in words."""
    yield _column(name, (*path, "edtf"), whole, {"type": "string"}, required=required)
    for part in ("start", "end", "text"):
        yield _column(f"{name}_{part}", (*path, part), inner[part], unwrapped(inner[part])[0], required=False)


def _column(name: str, path: tuple[str, ...], whole: Json, shape: Json, *, required: bool) -> Column:
    """Return a column for values of a shape; `whole` is the shape with what is put around it."""
    is_list, items = shape.get("type") == "array", unwrapped(shape.get("items", {}))[0]
    kind = unwrapped(whole)[0].get("$comment") or items.get("$comment", "")
    type = "date" if "pattern" in shape else "string" if is_list else shape.get("type", "string")
    separator = "; " if items == {"type": "string"} else " "
    return Column(
        name=name,
        path=path,
        description=whole.get("description", "").removesuffix(".").replace(" of Markdown", ""),
        type=type,
        values=tuple(map(str, shape.get("enum", ()))),
        required=required and not is_list,
        leads_to=section_of(kind) if kind else "",
        separator=separator if is_list else "",
        is_markdown="contentMediaType" in shape,
    )


def _resolved(shape: Json, definitions: Json) -> Json:
    """Return a part of a schema in which each `$ref` is replaced by its definition."""
    if "$ref" in shape:
        return _resolved(definitions[shape["$ref"].rpartition("/")[2]], definitions)
    resolved: Json = {}
    for name, value in shape.items():
        if isinstance(value, dict):
            resolved[name] = _resolved(value, definitions)
        elif isinstance(value, list):
            resolved[name] = [_resolved(item, definitions) if isinstance(item, dict) else item for item in value]
        else:
            resolved[name] = value
    return resolved


def datapackage(release: Release, about: str, files: Mapping[Table, bytes]) -> bytes:
    """Return the description of the tables (Data Package, version 1, tabular); `about` says what the data is about."""
    licenses = [{"name": DATA_LICENSE.id, "path": DATA_LICENSE.url, "title": DATA_LICENSE.title}]
    package = present(
        profile="tabular-data-package",
        name=release.key,
        title=release.name,
        description=f"{about} {FORMULAS}".strip(),
        homepage=release.site and f"{release.site}/data/",
        created=release.date and f"{release.date}T00:00:00Z",
        licenses=licenses,
        contributors=[{"title": release.author, "role": "author"}],
    )
    keys = {table.name: table.key for table in files}
    resources = []
    for table, content in files.items():
        resource = {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": table.file,
            "title": table.name.capitalize(),
            "description": labels.DATA_FILES[table.file],
            "format": "csv",
            "mediatype": labels.MEDIA_TYPES["csv"],
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "licenses": licenses,
            "schema": _table_schema(table, keys),
        }
        resources.append(resource)
    return document(package, resources=resources)


def _table_schema(table: Table, keys: Mapping[str, tuple[str, ...]]) -> Json:
    """Return the Table Schema of a table; `keys` are those of all tables."""
    foreign = []
    for column in table.columns:
        if column.leads_to in keys and not column.separator:
            reference = {"resource": column.leads_to, "fields": [*keys[column.leads_to]]}
            foreign.append({"fields": [column.name], "reference": reference})
    return present(fields=[*map(_field, table.columns)], primaryKey=[*table.key], foreignKeys=foreign)


def _field(column: Column) -> Json:
    """Return the field descriptor of a column."""
    constraints = present(required=column.required, enum=[*column.values])
    parted = column.separator and f", separated by {'spaces' if column.separator == ' ' else 'semicolons'}"
    description = f"{column.description}{parted}"
    return present(name=column.name, type=column.type, description=description, constraints=constraints)
