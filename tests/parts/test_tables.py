"""The tables: as CSV, which people open; in SQLite, with all that leads from one to another; and as a data package."""

import csv
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from claims.parts.data_files.csv import FORMULAS, cell
from claims.site.release import FOLDER
from support.opendata import ADDRESS, Made, described, make, published_data, table
from support.pages import Site

OPINION = """sources: [{id: letter, kind: news, publisher: P, title: T, seen: opening}]
speakers: [{id: mouse, name: Mouse, kind: person, role: Mouse}]
topics: [{id: moon, title: M, question: Q?, answer: A., summary: S.}]
claims:
  - id: one
    title: One
    statement: One.
    kind: position
    topics: [moon]
    appearances: [{speaker: mouse, form: letter, source: letter}]
    parts: [{id: a, text: A}]
    evidence: [{source: letter, part: a, stance: context, note: N.}]
"""


def opened(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    return database


def rows(database: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()


# CSV


def test_a_cell_cannot_act_as_a_formula() -> None:
    assert [cell(f"{first}1+1") for first in "=+-@\t\r\n＝＋－＠"] == [f"'{first}1+1" for first in "=+-@\t\r\n＝＋－＠"]
    assert cell(("=1", "2"), "; ") == "'=1; 2"
    texts = ["1-2", "a=b", "'quoted'", "", " =1", "−1", "https://example.org/"]
    assert [cell(text) for text in texts] == texts, "what is no formula stays as it is"


# SQLite


def test_the_database_is_whole_and_every_key_in_it_holds(any_published: Site) -> None:
    path = any_published.folder / FOLDER / "claims.sqlite"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        assert rows(database, "PRAGMA integrity_check") == [("ok",)]
        assert rows(database, "PRAGMA foreign_key_check") == []
        assert rows(database, "SELECT count(*) FROM claims")[0][0] >= len(any_published.dataset.claims)


def in_csv(value: Any, type: str) -> str:
    """A value of the database as it stands in a CSV table."""
    return "" if value is None else str(cell(bool(value) if type == "boolean" else value))


def test_every_cell_of_a_csv_table_is_in_the_database(any_published: Site) -> None:
    files = published_data(any_published.folder)
    with closing(opened(files["claims.sqlite"])) as database:
        for each in described(files):
            types = {name: type for name, type in each.types.items() if name not in each.separators}
            names = ", ".join(f'"{name}"' for name in types)
            found = rows(database, f'SELECT {names} FROM "{each.name}"')  # noqa: S608
            assert sorted([*map(in_csv, row, types.values())] for row in found) == sorted(
                [row[name] for name in types] for row in table(files, each.name)
            ), each.name


def test_each_id_of_a_cell_has_a_row_of_its_own(any_published: Site) -> None:
    files = published_data(any_published.folder)
    with closing(opened(files["claims.sqlite"])) as database:
        several = [(each, name, separator) for each in described(files) for name, separator in each.separators.items()]
        assert len(several) > 8
        for each, name, separator in several:
            found = rows(database, f'SELECT * FROM "{each.name}_{name}"')  # noqa: S608
            assert sorted((*map(str, key), place, value) for *key, place, value in found) == sorted(
                (*(row[column] for column in each.key), place, value)
                for row in table(files, each.name)
                for place, value in enumerate(filter(None, row[name].split(separator)), 1)
            )


def test_a_column_stands_there_once_something_stands_in_it(tiny: Made) -> None:
    for each in described(tiny.files):
        found = table(tiny.files, each.name)
        assert [name for name in each.types if found and name not in each.key and not any(r[name] for r in found)] == []
    sparse = make(OPINION).files
    assert next(csv.reader(io.StringIO(sparse["sources.csv"].decode()))) == (
        ["id", "title", "kind", "publisher", "lang", "seen", "page", "cited"]
    )


def test_a_database_refuses_what_the_data_never_says(tiny: Made) -> None:
    with closing(opened(tiny.files["claims.sqlite"])) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for change in (
            "UPDATE claims SET kind = 'guess'",
            "UPDATE evidence SET source = 'nobody'",
            "UPDATE sources SET side = 'nobody' WHERE side IS NOT NULL",
            "UPDATE evidence SET part = 'none' WHERE part = 'all'",
            "UPDATE parts SET text = NULL",
            "INSERT INTO claims_topics SELECT * FROM claims_topics",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(change)


@pytest.mark.parametrize("text", ["claims: []\n", OPINION])
def test_a_database_of_little_or_nothing_is_whole_and_its_package_valid(text: str) -> None:
    files = make(text, address="").files
    with closing(opened(files["claims.sqlite"])) as database:
        assert rows(database, "PRAGMA foreign_key_check") == []
    assert [*faults(files)] == []


# The data package


def faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """What in the tables is not as the package describes them, by Table Schema's rules."""
    resources = {resource["name"]: resource for resource in json.loads(files["datapackage.json"])["resources"]}
    for name, resource in resources.items():
        schema, found = resource["schema"], table(files, name)
        header = next(csv.reader(io.StringIO(files[resource["path"]].decode(), newline="")))
        if header != [field["name"] for field in schema["fields"]]:
            yield f"{name}: other columns"
            continue
        for field in schema["fields"]:
            for value in (row[field["name"]] for row in found):
                if not value:
                    yield from [f"{name}: {field['name']} is missing"] * field.get("constraints", {}).get("required", 0)
                elif not is_valid(value, field):
                    yield f"{name}: {value}"
        keys = [tuple(row[column] for column in schema["primaryKey"]) for row in found]
        yield from (f"{name}: {' '.join(key)} twice" for key in {*keys} if keys.count(key) > 1)
        yield from (f"{name}: {' '.join(key)} is no key" for key in keys if not all(key))
        for key in schema.get("foreignKeys", ()):
            reference = key["reference"]
            there = {tuple(row[c] for c in reference["fields"]) for row in table(files, reference["resource"])}
            here = {tuple(row[column] for column in key["fields"]) for row in found}
            yield from (f"{name}: {' '.join(ids)}" for ids in here - there if any(ids))


def is_valid(value: str, field: dict[str, Any]) -> bool:
    forms = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "boolean": "true|false", "string": r"(?s).*"}
    if field["type"] == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    elif not re.fullmatch(forms[field["type"]], value):
        return False
    return value in field.get("constraints", {}).get("enum", [value])


def test_the_tables_are_as_the_package_describes_them(any_published: Site) -> None:
    assert [*faults(published_data(any_published.folder))] == []


def test_the_package_is_described_as_the_site_is_and_knows_its_tables_by_their_digests(tiny: Made) -> None:
    package = json.loads(tiny.files["datapackage.json"])
    for resource in package.pop("resources"):
        content = tiny.files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    url, title = "https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International"
    assert package == {
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC-BY-4.0", "path": url, "title": title}],
        "name": "tiny-co",
        "title": "Tiny & Co",
        "description": f"What a mouse wrote, beside 7 sources. {FORMULAS}",
        "homepage": f"{ADDRESS}/data/",
        "created": "2026-11-20T00:00:00Z",
        "contributors": [{"title": "Mice & Co", "role": "author"}],
    }
