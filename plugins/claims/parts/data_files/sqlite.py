"""All tables → a SQLite database, the same to the byte on every machine whose SQLite has the usual settings.

A column whose cells can hold several values is a table of its own, such as `claims_topics`, with a row for each value.
References are foreign keys, closed lists are checked, and a boolean is 1 or 0.
"""

import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from ...model.records import SECTIONS
from .tables import Column, Table

_TYPES = {"boolean": "INTEGER", "integer": "INTEGER", "number": "REAL"}
_HEADER = {24: 1, 92: 1, 96: 3_037_000}
"""Offsets of what the header says of how often, and by which version, the file was written, and what it says here.

SQLite, "Database File Format", 1.3.
"""
_PLACE = Column("place", "", "integer", required=True)


def database(tables: Mapping[str, Table]) -> bytes:
    """Return the content of the database file, given each table under its name."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript("PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; BEGIN")
        for table in tables.values():
            for each in (table, *_lists(table)):
                _write(connection, each, tables)
        connection.execute("COMMIT")
        connection.execute("VACUUM")  # one layout, in whatever order pages were filled
        content = bytearray(connection.serialize())
    for offset, value in _HEADER.items():
        struct.pack_into(">I", content, offset, value)
    return bytes(content)


def _lists(table: Table) -> Iterator[Table]:
    """Yield for each column whose cells can hold several values the table that has them one by one."""
    columns = {column.name: column for column in table.columns}
    key = [SECTIONS[table.name].kind_name if name == "id" else name for name in table.key]
    head = [
        Column(name, "", columns[own].type, required=True, table=columns[own].table)
        for name, own in zip(key, table.key, strict=True)
    ]
    head[-1] = Column(key[-1], "", head[-1].type, required=True, table=table.name)
    for column in (column for column in table.columns if column.separator):
        name = SECTIONS[column.table].kind_name if column.table else column.name
        last = Column("other" if name in key else name, "", required=True, table=column.table)
        rows = [
            dict(zip(key, (row[name] for name in table.key), strict=True)) | {"place": place, last.name: value}
            for row in table.rows
            for place, value in enumerate(dict.fromkeys(row[column.name] or ()), 1)
        ]
        yield Table(f"{table.name}_{column.name}", (*head, _PLACE, last), (*key, "place"), rows)


def _write(connection: sqlite3.Connection, table: Table, tables: Mapping[str, Table]) -> None:
    connection.execute(_create(table, tables))
    names = [column.name for column in table.columns if not column.separator]
    lines = ([_value(row[name]) for name in names] for row in table.rows)
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(names))})', lines)  # noqa: S608


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _create(table: Table, tables: Mapping[str, Table]) -> str:
    columns = [column for column in table.columns if not column.separator]
    lines = [_definition(column, in_key=column.name in table.key) for column in columns]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    for column in (column for column in columns if column.table):
        key = tables[column.table].key
        lines.append(f'FOREIGN KEY ({_names([*key[:-1], column.name])}) REFERENCES "{column.table}" ({_names(key)})')
    definitions = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {definitions}\n)' + " WITHOUT ROWID" * (len(table.key) > 1)


def _definition(column: Column, *, in_key: bool) -> str:
    needed = " NOT NULL" if column.required or in_key else ""
    values = ", ".join(f"'{value}'" for value in column.values)
    checked = f' CHECK ("{column.name}" IN ({values}))' if values else ""
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{needed}{checked}'


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
