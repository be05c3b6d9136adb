"""The files of data/v3/: whole files compared, and read by the programs they are made for."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Package, system, validate

from building import ROOT, publish, small_project
from claims.model import links
from claims.model.records import SECTIONS, Evidence
from claims.parts import data_files as exports
from claims.parts.data_files.csv import TABLES
from claims.parts.data_files.datapackage import cell
from claims.parts.data_files.json import dump, when
from claims.site.release import FOLDER, DataFile
from claims.source.dates import Edtf
from helpers import EXAMPLES
from pages import Site

from .support import ADDRESS, SEVERAL, TINY, Made, expected, make, plain, published_data


@pytest.mark.parametrize(
    "name",
    [
        *(table.file for table in TABLES if "_" not in table.name),
        *("sources.bib", "sources.ris", "sources.csl.json"),
        *("claims/moon-cheese.json", "claims/moon-cheap.json", "texts/the-letter.json", "topics/nobody-asks.json"),
    ],
)
def test_a_file_is_written_as_kept(tiny: Made, name: str) -> None:
    expected(name.rpartition("/")[2], tiny.files[name])


def test_a_record_is_the_same_line_wherever_it_stands(tiny: Made) -> None:
    def lines(name: str) -> set[str]:
        return {line.removesuffix(",") for line in tiny.files[name].decode().splitlines() if line.startswith('{"id"')}

    assert len(lines("claims.json")) == len(tiny.site.data.records())
    for name in ("claims/moon-cheese.json", "texts/the-letter.json", "topics/the-moon.json"):
        assert len(lines(name)) > 5
        assert lines(name) < lines("claims.json")


def test_every_file_is_written_in_a_fixed_order(tiny: Made) -> None:
    assert list(tiny.files) == [
        *("claims.json", "records.schema.json"),
        *("claims.csv", "claims_topics.csv", "claims_own_sides.csv", "parts.csv", "evidence.csv", "evidence_part.csv"),
        *("evidence_sides.csv", "evidence_relays.csv", "evidence_origins.csv", "events.csv", "events_texts.csv"),
        *("events_topics.csv", "events_claims.csv", "events_sources.csv", "sources.csv", "sources_relays.csv"),
        *("sides.csv", "texts.csv", "texts_seen_through.csv", "speakers.csv", "topics.csv", "appearances.csv"),
        *("relations.csv", "witnesses.csv", "witnesses_origins.csv", "changes.csv", "series.csv", "series_marks.csv"),
        *("series_sources.csv", "series_topics.csv", "series_claims.csv", "points.csv", "bars.csv"),
        *("datapackage.json", "sources.bib", "sources.ris", "sources.csl.json"),
        *("claims/moon-cheese.json", "claims/cheese-is-good.json", "claims/moon-far.json", "claims/moon-cheap.json"),
        *("topics/the-moon.json", "topics/nobody-asks.json", "texts/the-letter.json", "version.json"),
    ]


# The schema of records


@pytest.mark.parametrize("text", [TINY, (EXAMPLES / "valid" / "full.yaml").read_text("utf-8"), "claims: []\n"])
def test_every_file_of_records_has_the_shape_that_is_published(text: str) -> None:
    files = make(text).files
    schema = json.loads(files["records.schema.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    others = {"records.schema.json", "datapackage.json", "version.json", "sources.csl.json"}
    held = {name: json.loads(files[name]) for name in files if name.endswith(".json") and name not in others}
    assert "claims.json" in held
    assert [(name, error.message) for name, record in held.items() for error in validator.iter_errors(record)] == []


def test_the_schema_of_records_is_as_strict_as_they_are_regular(tiny: Made) -> None:
    schema = json.loads(tiny.files["records.schema.json"])
    validator = jsonschema.Draft7Validator(schema)
    whole = tiny.files["claims.json"].decode()
    for written, instead in (
        ('"stance": "contradicts"', '"stance": "refutes"'),
        ('"verbatim": true, ', ""),
        ('"speaker": {"id": "mouse"', '"speaker": {"name": "mouse"'),
        ('"precision": "month"', '"precision": "week"'),
        ('"value": 384400', '"value": "384400"'),
        ('"judgement": {"label"', '"judgement": {"lable"'),
        ('"number": 1', '"number": null'),
    ):
        assert written in whole
        assert list(validator.iter_errors(json.loads(whole.replace(written, instead, 1)))), instead


def test_every_shape_in_the_schema_is_explained(tiny: Made) -> None:
    definitions = json.loads(tiny.files["records.schema.json"])["definitions"]
    kinds = {kind: shape["properties"] for kind, shape in definitions.items() if kind not in {"Reference", "When"}}
    told = [(kind, name, shape["description"]) for kind, shapes in kinds.items() for name, shape in shapes.items()]
    assert [place for *place, words in told if not words.endswith(".")] == []


# Cells


def test_a_cell_cannot_act_as_a_formula() -> None:
    assert [cell(f"{first}1+1") for first in "=+-@\t\r\n＝＋－＠"] == [f"'{first}1+1" for first in "=+-@\t\r\n＝＋－＠"]


def test_a_cell_that_is_no_formula_stays_as_it_is() -> None:
    texts = ["1-2", "a=b", "'quoted'", "", " =1", "−1", "https://example.org/"]
    assert [cell(text) for text in texts] == texts


def test_values_that_are_no_text_are_written_plainly() -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(map(cell, (None, True, False, -3, 384400.0, 0.5, date(2019, 5, 1), ("one", "two"))))
    assert written.getvalue() == ",true,false,-3,384400,0.5,2019-05-01,one two\r\n"


def test_lines_end_as_rfc_4180_has_them(tiny: Made) -> None:
    for name, content in tiny.files.items():
        if name.endswith(".csv"):
            assert content.count(b"\n") == content.count(b"\r\n") == len(rows(content)), name
            assert not content.startswith(b"\xef\xbb\xbf"), name


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def test_prose_in_tables_has_no_markup(site: Site) -> None:
    texts = [("texts", column) for column in ("summary", "why", "unseen")] + [("topics", "summary")]
    for table, column in [("claims", "statement"), ("evidence", "note"), ("events", "summary"), *texts]:
        for row in csv.DictReader(io.StringIO(site.read(f"{FOLDER}/{table}.csv"), newline="")):
            assert not re.search(r"\]\(|</?[a-z]+>|&amp;", row[column]), row[column]


# Several ids in a cell


def table_of(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline=""))]


def test_a_table_of_its_own_has_each_id_of_a_cell_in_their_order(any_published: Site) -> None:
    files = published_data(any_published.folder)
    several = [(table, column) for table in TABLES for column in table.columns if column.each]
    for table, column in several:
        own = {key: (SECTIONS[table.name].kind_name if key == "id" else key) for key in table.key}
        assert table_of(files, f"{table.name}_{column.name}") == [
            {**{called: row[key] for key, called in own.items()}, "place": str(place), column.each: id}
            for row in table_of(files, table.name)
            for place, id in enumerate(row[column.name].split(), 1)
        ]
    assert [f"{table.name}_{column.name}" for table, column in several] == [t.name for t in TABLES if "_" in t.name]


def test_every_column_of_several_ids_has_such_a_table_or_one_that_says_more(tiny: Made) -> None:
    ids = {
        id for record in tiny.site.data.records() for id in (record.id, *(p.id for p in getattr(record, "parts", ())))
    }
    several = {
        f"{table.name}_{column.name}"
        for table in TABLES
        for column in table.columns
        if "separated by spaces" in column.description
        and any(set(row[column.name].split()) <= ids for row in table_of(tiny.files, table.name))
    }
    own = {table.name for table in TABLES if "_" in table.name} | {"claims_appeared_in", "claims_parts"}
    assert several == own - {"evidence_part"}


# Dates


@pytest.mark.parametrize(
    ("edtf", "start", "end", "precision", "text"),
    [
        ("2019-05-01", "2019-05-01", "2019-05-01", "day", "1 May 2019"),
        ("2020-02", "2020-02-01", "2020-02-29", "month", "February 2020"),
        ("2019", "2019-01-01", "2019-12-31", "year", "2019"),
        ("2019-09?", "2019-09-01", "2019-09-30", "month", "September 2019 (uncertain)"),
        ("2018-12-01/2019-05", "2018-12-01", "2019-05-31", "month", "1 December 2018 to May 2019"),
        ("1906/1907-03-02", "1906-01-01", "1907-03-02", "year", "1906 to 2 March 1907"),
        ("../2018-12", None, "2018-12-31", "month", "up to December 2018"),
    ],
)
def test_a_date_is_spelled_out(edtf: str, start: str | None, end: str, precision: str, text: str) -> None:
    assert spelled(edtf) == {"edtf": edtf, "start": start, "end": end, "precision": precision, "text": text}


def test_the_datas_date_is_that_of_the_latest_change_or_review(tiny: Made) -> None:
    assert json.loads(tiny.files["version.json"])["date"] == "2026-11-20"
    assert json.loads(make("claims: []\n").files["version.json"])["date"] is None


# References


def records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from records(part)


def test_every_reference_leads_to_a_record_and_a_place_that_exists(published_site: Site) -> None:
    data = json.loads(published_site.read(f"{FOLDER}/claims.json"))
    known = {record["id"] for section in SECTIONS for record in data[section]}
    references = [record for record in records(data) if {"id", "page"} <= record.keys()]
    assert len(references) > len(known)
    home = published_site.page("")
    for reference in references:
        assert reference["id"] in known
        assert published_site.target(home, reference["page"]), reference


def test_every_address_in_prose_and_evidence_leads_somewhere(published_site: Site) -> None:
    text = published_site.read(f"{FOLDER}/claims.json")
    assert not re.search(rf"\]\(({'|'.join(links.KINDS)}):", text)
    for address in set(re.findall(rf"\]\(({re.escape(published_site.base)}/[^)]*)", text)):
        assert published_site.target(published_site.page(""), address)


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("See [a](claim:one) and [b](term:two).", "See [a](claim/one) and [b](term/two)."),
        ("[a](<claim:one>)", "[a](<claim/one>)"),
        ('[a](claim:one "title")', '[a](claim/one "title")'),
        ("[a]\n\n[a]: claim:one", "[a]\n\n[a]: claim/one"),
        ('<a href="Claim:one">a</a>', '<a href="claim/one">a</a>'),
        ("claim:one, and [a](https://example.org/claim:one)", "claim:one, and [a](https://example.org/claim:one)"),
    ],
)
def test_a_link_is_led_to_its_record_however_it_is_written(written: str, led: str) -> None:
    assert links.resolve_markdown(written, "{}/{}".format) == led


@pytest.mark.parametrize("folder", ["claims", "texts", "topics"])
def test_a_file_of_one_record_holds_every_record_it_names(site: Site, folder: str) -> None:
    paths = sorted((site.folder / FOLDER / folder).glob("*.json"))
    assert paths
    for path in paths:
        data = json.loads(path.read_text(encoding="utf-8"))
        assert path.stem in {record["id"] for record in data[folder]}
        sections = ("texts", "sources", "speakers", "sides")
        held = {section: {record["id"] for record in data[section]} for section in sections}
        for text in data["texts"]:
            assert text["speaker"]["id"] in held["speakers"]
            assert {source["id"] for source in text["seen_through"]} <= held["sources"]
        for claim in data["claims"]:
            assert claim["text"]["id"] in held["texts"]
            assert {link["speaker"]["id"] for link in claim["appearances"]} <= held["speakers"]
            assert {part["source"]["id"] for part in (*claim["appearances"], *claim["evidence"])} <= held["sources"]
        for event in data.get("events", ()):
            assert {text["id"] for text in event["texts"]} <= held["texts"]
            assert {source["id"] for source in event["sources"]} <= held["sources"]
        for source in data["sources"]:
            leads = [*source["relays"], *([source["edition_of"]] if source["edition_of"] else [])]
            assert {lead["id"] for lead in leads} <= held["sources"]
        spoken_for = [record["side"] for record in (*data["sources"], *data["speakers"]) if record["side"]]
        assert {side["id"] for side in spoken_for} <= held["sides"]


def test_without_an_address_pages_are_named_from_the_sites_root() -> None:
    claim = json.loads(make(address="").files["claims.json"])["claims"][0]
    assert (claim["page"], claim["data"]) == ("claims/moon-cheese/", "data/v3/claims/moon-cheese.json")


def test_for_opening_from_disk_pages_are_named_as_elsewhere(site: Site, relative_site: Site) -> None:
    assert published_data(relative_site.folder) == published_data(site.folder)


def test_a_field_of_the_file_keeps_its_name(tiny: Made) -> None:
    data = json.loads(tiny.files["claims.json"])
    made = {"claims": {"data", "events", "judgement", "published", "updated"}, "topics": {"data"}, "texts": {"data"}}
    for section, model in SECTIONS.items():
        fields = set(data[section][0]) - {"page"} - made.get(section, set())
        assert fields == set(model.model_fields) - {"origin"}, section
    fields = {field.alias or name for name, field in Evidence.model_fields.items()}
    made = {"number", "page", "sides", "origins", "witness", "independent"}
    assert set(data["claims"][0]["evidence"][0]) - made == fields


def test_a_series_is_told_whole(tiny: Made) -> None:
    series, bars = json.loads(tiny.files["claims.json"])["series"]
    page = f"{ADDRESS}/topics/the-moon/"
    assert series == {
        "id": "distance",
        "page": f"{page}#figure-distance",
        "aliases": [],
        "title": "Distance",
        "finding": "It grows by half a kilometre",
        "description": "It grows.",
        "unit": "km",
        "points": [{"date": spelled("2018"), "value": 384400}, {"date": spelled("2019"), "value": 384400.5}],
        "bars": [],
        "incomplete": [spelled("2019")],
        "marks": [{"id": "letter-printed", "page": f"{ADDRESS}/timeline/#event-letter-printed"}],
        "bands": [{"from": spelled("2018-12"), "to": spelled("2019-02"), "label": "Nobody looked"}],
        "target": {"value": 384500, "label": "Wanted by 2030"},
        "sources": [{"id": "survey", "page": f"{ADDRESS}/sources/survey/"}],
        "note": "Measured.",
        "topics": [{"id": "the-moon", "page": page}],
        "claims": [{"id": "moon-cheese", "page": f"{ADDRESS}/claims/moon-cheese/"}],
        "also": ["how far away it is"],
    }
    assert bars["bars"] == [
        {"label": "By weight", "value": 5, "sum": "1 of 20 kg"},
        {"label": "By taste", "value": 60.5, "sum": None},
    ]
    assert '"value": 384400}' in tiny.files["claims.json"].decode()
    assert '"target": {"value": 384500,' in tiny.files["claims.json"].decode()


def spelled(edtf: str) -> Any:
    return json.loads(dump(when(Edtf.parse(edtf))))


# Texts


def test_where_there_is_one_text_every_claim_is_of_it_also_where_none_says_so(tiny: Made) -> None:
    text = {"id": "the-letter", "page": f"{ADDRESS}/texts/the-letter/"}
    assert [claim["text"] for claim in json.loads(tiny.files["claims.json"])["claims"]] == [text] * 4
    assert {row["text"] for row in csv.DictReader(io.StringIO(tiny.files["claims.csv"].decode()))} == {"the-letter"}
    for name in ("claims/moon-far.json", "topics/the-moon.json"):
        assert [record["id"] for record in json.loads(tiny.files[name])["texts"]] == ["the-letter"]


def test_where_there_are_several_each_claim_has_its_own_or_none() -> None:
    files = make(SEVERAL.replace("    text: the-letter\n    kind: history", "    kind: history")).files
    claims = json.loads(files["claims.json"])["claims"]
    assert [claim["text"] and claim["text"]["id"] for claim in claims] == ["the-letter", "the-talk", None, "the-letter"]
    rows = csv.DictReader(io.StringIO(files["claims.csv"].decode()))
    assert [row["text"] for row in rows] == ["the-letter", "the-talk", "", "the-letter"]
    rows = csv.DictReader(io.StringIO(files["texts.csv"].decode()))
    assert [(row["id"], row["claims"]) for row in rows] == [("the-letter", "1"), ("the-talk", "1")]
    for name in ("claims/cheese-is-good.json", "texts/the-talk.json"):
        data = json.loads(files[name])
        assert [record["id"] for record in data["texts"]] == ["the-talk"]
        assert [record["id"] for record in data["claims"]] == ["cheese-is-good"]


def test_a_text_tells_the_order_of_its_claims(tiny: Made) -> None:
    data = json.loads(tiny.files["texts/the-letter.json"])
    assert data["order"] == ["cheese-is-good", "moon-far", "moon-cheese"]
    assert {claim["id"] for claim in data["claims"]} == {*data["order"]}


# The site


def test_the_data_says_of_the_site_what_its_pages_say(tiny: Made, tiny_site: Site) -> None:
    told = json.loads(tiny.files["claims.json"])
    assert {name: told[name] for name in ("name", "version", "author")} == {
        "name": "Tiny & Co",
        "version": "3.1.4",
        "author": "Mice & Co",
    }
    assert told["site"] == {
        "headline": "A mouse made 3 claims. Do they hold up?",
        "finding": f"Of 3 claims 1 is [disputed]({ADDRESS}/claims/moon-cheese/).",
        "summary": "What a *mouse* wrote, beside 5 sources.",
        "about": f"Made by [mice]({ADDRESS}/sides/mice/), who made 3 claims.",
        "caution": f"5 sources, chosen by [mice]({ADDRESS}/sides/mice/).",
        "figure": {"id": "distance", "page": f"{ADDRESS}/topics/the-moon/#figure-distance"},
    }
    home, about = (plain(tiny_site.read(path)) for path in ("index.html", "about/index.html"))
    for words in (
        *("A mouse made 3 claims. Do they hold up?", "Of 3 claims 1 is disputed."),
        *("What a mouse wrote, beside 5 sources.", "5 sources, chosen by mice."),
    ):
        assert words in home
    assert "Made by mice, who made 3 claims." in about
    assert "5 sources, chosen by mice." in about


def test_of_a_site_that_says_nothing_of_itself_there_is_little_to_say() -> None:
    told = json.loads(make("claims: []\n").files["claims.json"])
    assert (told["name"], told["author"], told["version"]) == ("Claims", "Claims contributors", "3.0.0")
    nothing = dict.fromkeys(["finding", "summary", "about", "caution", "figure"])
    assert told["site"] == {"headline": "0 claims, each beside the evidence", **nothing}


def test_a_claim_says_what_its_verdict_follows_from(tiny: Made) -> None:
    claim = json.loads(tiny.files["claims/moon-cheese.json"])["claims"][0]
    assert claim["judgement"] == {
        "label": "disputed",
        "wider": "own-word",
        "witnesses_for": 1,
        "witnesses_against": 1,
        "parts": [
            {"part": "made", "supports": 1, "contradicts": 1, "own": 0},
            {"part": "all", "supports": 0, "contradicts": 1, "own": 1},
            {"part": "moons", "supports": 0, "contradicts": 0, "own": 1},
        ],
    }


# Descriptions


def test_the_version_tells_the_size_and_digest_of_every_other_file(published_site: Site) -> None:
    files = published_data(published_site.folder)
    said = json.loads(files.pop("version.json"))
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in said["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }


def test_the_version_counts_what_there_is(tiny: Made) -> None:
    said = json.loads(tiny.files["version.json"])
    assert said["version"] == "3.1.4"
    counts = {"topics": 2, "speakers": 2, "sources": 5, "claims": 3, "events": 4, "glossary": 1, "series": 2}
    assert said["counts"] == {"texts": 1, "sides": 1, **counts, "evidence": 7}


def test_the_folder_is_named_after_the_first_number_of_the_version(site: Site) -> None:
    version = json.loads(site.read(f"{FOLDER}/version.json"))["version"]
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version)
    assert f"data/v{version.partition('.')[0]}" == FOLDER


def test_a_folder_that_the_version_before_built_is_replaced(tmp_path: Path) -> None:
    before = tmp_path / "output" / "data" / "v1" / "claims.yaml"
    before.parent.mkdir(parents=True)
    before.touch()
    publish(small_project(tmp_path / "project", TINY), tmp_path / "output", ADDRESS)
    assert not before.exists()
    assert (tmp_path / "output" / FOLDER / "claims.yaml").is_file()


def test_the_package_is_named_and_described_as_the_site_is(tiny: Made) -> None:
    def said(made: Made) -> dict[str, Any]:
        package: dict[str, Any] = json.loads(made.files["datapackage.json"])
        del package["resources"]
        return package

    formulas = (
        "A cell that begins with = + - @ or a tab, or with one of their full-width forms, has an apostrophe in front, "
        "so that no spreadsheet takes it for a formula."
    )
    url, title = "https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International"
    same = {"profile": "tabular-data-package", "licenses": [{"name": "CC-BY-4.0", "path": url, "title": title}]}
    assert said(tiny) == same | {
        "name": "tiny-co",
        "title": "Tiny & Co",
        "description": f"What a mouse wrote, beside 5 sources. {formulas}",
        "homepage": f"{ADDRESS}/data/",
        "version": "3.1.4",
        "created": "2026-11-20T00:00:00Z",
        "contributors": [{"title": "Mice & Co", "role": "author"}],
    }
    assert said(make("claims: []\n", address="")) == same | {
        "name": "claims",
        "title": "Claims",
        "description": formulas,
        "version": "3.0.0",
        "contributors": [{"title": "Claims contributors", "role": "author"}],
    }


def test_a_table_of_a_column_is_named_for_both_in_words(tiny: Made) -> None:
    titles = [table["title"] for table in json.loads(tiny.files["datapackage.json"])["resources"]]
    assert {"Claims", "Claims: own sides", "Texts: seen through"} < {*titles}


def test_the_package_is_valid(any_published: Site) -> None:
    with system.use_context(trusted=True):
        report = validate(str(any_published.folder / FOLDER / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    files = published_data(any_published.folder)
    assert {task.name: task.stats.get("rows", 0) for task in report.tasks} == {
        table.name: len(rows(files[f"{table.name}.csv"])) - 1 for table in TABLES
    }


def test_every_foreign_key_holds_in_a_database(any_published: Site, tmp_path: Path) -> None:
    package = any_published.folder / FOLDER / "datapackage.json"
    with system.use_context(trusted=True):
        Package(str(package)).publish(f"sqlite:///{tmp_path}/claims.db")
    with closing(sqlite3.connect(tmp_path / "claims.db")) as database:
        keys = database.execute(
            "SELECT name, count(DISTINCT k.id) FROM sqlite_schema, pragma_foreign_key_list(name) AS k GROUP BY name"
        )
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
        told = {resource["name"]: len(resource["schema"].get("foreignKeys", ())) for resource in resources}
        assert dict(keys) == {name: count for name, count in told.items() if count}
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        parts_of_keys = database.execute(
            "SELECT s.name, c.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS c WHERE c.pk"
        ).fetchall()
        of_null = 'SELECT count(*) FROM "{}" WHERE "{}" IS NULL'
        assert {found for key in parts_of_keys for found in database.execute(of_null.format(*key))} == {(0,)}
        counts = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in told}  # noqa: S608
    files = published_data(any_published.folder)
    assert counts == {table.name: len(rows(files[table.file])) - 1 for table in TABLES}


def test_every_reference_is_a_foreign_key(tiny: Made) -> None:
    ids = {record.id for record in tiny.site.data.records()}
    resources = json.loads(tiny.files["datapackage.json"])["resources"]
    leading = {
        (r["name"], name) for r in resources for key in r["schema"].get("foreignKeys", ()) for name in key["fields"]
    }
    ids_in = {
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if (held := {row[column.name] for row in table_of(tiny.files, table.name)} - {""}) and held <= ids
    }
    several = {(table.name, column.name) for table in TABLES for column in table.columns if column.each}
    own = {(table.name, "id") for table in TABLES} | {("changes", "record"), ("claims", "appeared_in")}
    assert ids_in - leading - several - own == set()


@pytest.mark.parametrize(
    "text",
    [
        "claims: []\n",
        """sources: [{id: letter, kind: news, publisher: P, title: T}]
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
    evidence: [{source: letter, part: a, stance: context, bears: for, note: N.}]
""",
    ],
)
def test_a_package_with_empty_tables_and_parts_of_an_opinion_is_valid(text: str, tmp_path: Path) -> None:
    files = make(text, address="").files
    for name in ("datapackage.json", *(table.file for table in TABLES)):
        (tmp_path / name).write_bytes(files[name])
    with system.use_context(trusted=True):
        report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(rows(files["relations.csv"])) == 1


def test_the_package_says_when_a_table_is_not_what_it_should_be(tiny: Made, tmp_path: Path) -> None:
    broken = (
        ("claims", b",disputed,", b",debunked,", '"debunked"'),
        ("claims", b",2018-12-01,", b",2018-13-01,", '"2018-13-01"'),
        ("claims", b",the-letter,", b",the-better,", '"the-better"'),
        ("claims", b",mouse,", b",louse,", '"louse"'),
        ("claims_topics", b"moon-cheap,1", b"moon-cheat,1", '"moon-cheat"'),
        ("evidence", b"moon-cheese,1,", b"moon-chees,1,", '"moon-chees"'),
        ("evidence", b",promise,", b",hope,", '"hope"'),
        ("evidence", b",context,for,", b",context,pro,", '"pro"'),
        ("evidence", b",3,false,They will", b",9,false,They will", '"moon-cheese, 9"'),
        ("evidence_part", b",made", b",mad", '"moon-cheese, mad"'),
        ("evidence_origins", b"moon-cheese,6,", b"moon-cheese,7,", '"moon-cheese, 7"'),
        ("sources", b",mice,", b",mouse,", '"mouse"'),
        ("events", b"letter-printed,", b"survey-made,", "position 2"),
        ("events", b",the-letter,true,true,", b",the-letter,true,perhaps,", '"perhaps"'),
        ("texts", b",3\r\n", b",some\r\n", '"some"'),
        ("appearances", b",2,gazette,", b",1,gazette,", "position 2"),
        ("changes", b",corrected,", b",mended,", '"mended"'),
        ("points", b"distance,2,", b"distants,2,", '"distants"'),
    )
    files = {name: tiny.files[name] for name in ("datapackage.json", *(table.file for table in TABLES))}
    for table, good, bad, _ in broken:
        assert good in files[f"{table}.csv"], good
        files[f"{table}.csv"] = files[f"{table}.csv"].replace(good, bad, 1)
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:  # else it is the digest that is found wrong
        del resource["bytes"], resource["hash"]
    for name, content in {**files, "datapackage.json": json.dumps(package).encode()}.items():
        (tmp_path / name).write_bytes(content)
    with system.use_context(trusted=True):
        report = validate(str(tmp_path / "datapackage.json"))
    told = {task.name: [error.message for error in task.errors] for task in report.tasks}
    assert [(table, value) for table, _, _, value in broken if not any(value in m for m in told[table])] == []


def test_the_package_knows_its_tables_by_their_digests(tiny: Made) -> None:
    for resource in json.loads(tiny.files["datapackage.json"])["resources"]:
        content = tiny.files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_what_is_published_as_written_is_listed_only_where_it_is(tiny: Made) -> None:
    def listed(*authored: str) -> list[str]:
        files = [DataFile.from_content(name, b"a") for name in authored]
        *_, (_, version) = exports.data_files(tiny.site, files)
        return [file["path"] for file in json.loads(version)["files"]]

    assert listed("claims.schema.json", "claims.yaml") == ["claims.schema.json", *listed("claims.yaml")]
    assert listed("claims.yaml")[:2] == ["claims.yaml", "claims.json"]


# The same bytes


def test_the_same_dataset_makes_the_same_bytes(tiny: Made) -> None:
    assert make().files == tiny.files


def test_what_is_told_of_the_data_knows_neither_pelican_nor_yaml() -> None:
    for module in (ROOT / "plugins" / "claims" / "exports").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & {"pelican", "jinja2", "yaml", "markdown"}, module
