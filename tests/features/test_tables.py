"""The tables: as CSV, which people open, and as a data package, by which programs read them."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter

from claims.features.data_files.tables import FORMULAS, cell
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


# CSV


def test_a_cell_cannot_act_as_a_formula() -> None:
    for first in "=+-@\t\r\n＝＋－＠":
        assert cell(f"{first}1+1") == f"'{first}1+1"
    assert cell(("=1", "2"), "; ") == "'=1; 2"
    for text in ("1-2", "a=b", "'quoted'", "", " =1", "−1", "https://example.org/"):
        assert cell(text) == text, "what is no formula stays as it is"


def test_every_dataset_has_the_same_columns(tiny: Made) -> None:
    for text in ("claims: []\n", OPINION):
        files = make(text, address="").files
        assert [*faults(files)] == []
        for each in described(tiny.files):
            assert files[f"{each.name}.csv"].split(b"\r\n")[0] == tiny.files[f"{each.name}.csv"].split(b"\r\n")[0]


# The data package


def faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """What in the tables is not as the package describes them, by Table Schema's rules."""
    for resource in json.loads(files["datapackage.json"])["resources"]:
        name, schema, rows = resource["name"], resource["schema"], table(files, resource["name"])
        header = files[resource["path"]].decode().partition("\r\n")[0].split(",")
        if header != [field["name"] for field in schema["fields"]]:
            yield f"{name}: other columns"
            continue
        for field in schema["fields"]:
            constraints = field.get("constraints", {})
            for row in rows:
                value = row[field["name"]]
                if not value and constraints.get("required"):
                    yield f"{name}: {field['name']} is missing"
                elif value and (not is_of_type(value, field["type"]) or value not in constraints.get("enum", [value])):
                    yield f"{name}: {value}"
        keys = column(rows, schema["primaryKey"])
        if len({*keys}) < len(keys) or not all(key[0] for key in keys):
            yield f"{name}: a key stands twice or is empty"
        for key in schema.get("foreignKeys", ()):
            reference = key["reference"]
            there = column(table(files, reference["resource"]), reference["fields"])
            for ids in {*column(rows, key["fields"])} - {*there}:
                if any(ids):
                    yield f"{name}: {' '.join(ids)}"


def column(rows: list[dict[str, str]], names: list[str]) -> list[tuple[str, ...]]:
    """The values of these fields in each row."""
    return [itemgetter(*names)(row) if len(names) > 1 else (row[names[0]],) for row in rows]


def is_of_type(value: str, type: str) -> bool:
    if type == "date":
        try:
            return bool(date.fromisoformat(value))
        except ValueError:
            return False
    forms = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "boolean": "true|false", "string": r"(?s).*"}
    return bool(re.fullmatch(forms[type], value))


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
