"""Tables as CSV (RFC 4180), and `datapackage.json`, by which programs find and check them.

A cell that begins with a character by which a spreadsheet knows a formula gets an apostrophe in front, so that it
stays text: see OWASP, "CSV Injection". Numbers and days cannot begin with one and stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from ...model.records import SECTIONS
from ...site import labels
from ...site.index import Site
from ...site.release import DATA_LICENSE, DataFile, Release
from ...site.serialize import Json, dump, present
from ...site.urls import Urls
from .json import document

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
    """The table to whose key it leads: to an `id`, or with the columns before it to `claim` and its last part."""
    each: str = ""
    """Where a cell holds several ids: the column that has them one by one, in a table of their own."""

    def schema(self) -> Json:
        """Return the column's field descriptor."""
        constraints = present(required=self.required, enum=[*self.values])
        return present(name=self.name, type=self.type, description=self.description, constraints=constraints)


Rows = Callable[[Site, Urls], Iterator[Json]]


@dataclass(frozen=True)
class Table:
    """A table; `rows` yields for each row a value under the name of each column, and what has no column.

    `lines` yields what stands in the file for such a row.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Rows
    key: tuple[str, ...] = ("id",)
    lines: Callable[[Json], Iterable[Json]] = lambda row: (row,)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    def lists(self) -> Iterator[Table]:
        """Yield for each column whose cells hold several ids a table that has a line for each of them."""
        own = {SECTIONS[self.name].kind_name if name == "id" else name: name for name in self.key}
        columns = {column.name: column for column in self.columns}
        head = [columns[name]._replace(name=called) for called, name in own.items()]
        head[-1] = head[-1]._replace(table=self.name)
        for column in filter(attrgetter("each"), self.columns):
            last = Column(column.each, f"One of the ids in “{column.name}”", required=True, table=column.table)
            yield replace(
                self,
                name=f"{self.name}_{column.name}",
                columns=(*head, _PLACE, last),
                key=(*own, column.each),
                lines=partial(_one_by_one, own, column),
            )

    def files(self, site: Site, urls: Urls) -> Iterator[tuple[Table, bytes]]:
        """Yield the table and its lists, each with its file: a header, and a line a row."""
        tables = [(table, io.StringIO(newline="")) for table in (self, *self.lists())]
        writers = [(table, [column.name for column in table.columns], csv.writer(text)) for table, text in tables]
        for _, names, writer in writers:
            writer.writerow(names)
        for row in self.rows(site, urls):
            for table, names, writer in writers:
                writer.writerows([cell(line[name]) for name in names] for line in table.lines(row))
        yield from ((table, text.getvalue().encode()) for table, text in tables)

    def schema(self, keys: Mapping[str, tuple[str, ...]]) -> Json:
        """Return the table's Table Schema; `keys` are those of all tables."""
        fields = [column.schema() for column in self.columns]
        foreign = [
            {
                "fields": [*keys[column.table][:-1], column.name],
                "reference": {"resource": column.table, "fields": [*keys[column.table]]},
            }
            for column in self.columns
            if column.table and not column.each
        ]
        schema = present(fields=fields, primaryKey=[*self.key], foreignKeys=foreign)
        if not all(column.required for column in self.columns if column.name in self.key):
            schema["missingValues"] = []  # a database takes an empty text for part of a key, and no NULL
        return schema


_PLACE = Column("place", "Its place among them, counted from 1", "integer", required=True)


def _one_by_one(own: Mapping[str, str], column: Column, row: Json) -> Iterator[Json]:
    """Yield the ids in a cell of a row, each with its place and the row’s key."""
    ids = row[column.name] or ()
    for place, id in enumerate(dict.fromkeys([ids] if isinstance(ids, str) else ids), 1):
        yield {called: row[name] for called, name in own.items()} | {"place": place, column.each: id}


def cell(value: str | float | date | tuple[str, ...] | None) -> str | float | date | None:
    """Return a value as csv.writer takes it, unable to act."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # as it was written
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


def datapackage(release: Release, tables: Iterable[tuple[Table, DataFile]], about: str) -> bytes:
    """Return the description (Data Package, version 1, tabular) of tables, each with its file.

    `about` says what the data is about.
    """
    tables = [*tables]
    keys = {table.name: table.key for table, _ in tables}
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
    resources = (
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": file.name,
            "title": table.name.replace("_", ": ", 1).replace("_", " ").capitalize(),
            "description": labels.data_file(file.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "licenses": licenses,
            "schema": table.schema(keys),
        }
        for table, file in tables
    )
    return document(package, resources=map(dump, resources))
