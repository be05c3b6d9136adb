"""The tables: as CSV, which people open, and as a data package, by which programs read them."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

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
    assert [cell(f"{first}1+1") for first in "=+-@\t\r\n＝＋－＠"] == [f"'{first}1+1" for first in "=+-@\t\r\n＝＋－＠"]
    assert cell(("=1", "2"), "; ") == "'=1; 2"
    texts = ["1-2", "a=b", "'quoted'", "", " =1", "−1", "https://example.org/"]
    assert [cell(text) for text in texts] == texts, "what is no formula stays as it is"


def test_every_dataset_has_the_same_columns(tiny: Made) -> None:
    for text in ("claims: []\n", OPINION):
        files = make(text, address="").files
        assert [*faults(files)] == []
        for each in described(tiny.files):
            assert files[f"{each.name}.csv"].split(b"\r\n")[0] == tiny.files[f"{each.name}.csv"].split(b"\r\n")[0]


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
