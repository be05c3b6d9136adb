"""The files of data/v3/: whole files compared, and read by the programs they are made for."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from building import publish, small_project
from claims.model import links
from claims.model.records import SECTIONS, Evidence
from claims.parts import data_files as exports
from claims.parts.data_files.json import dump, when
from claims.parts.search import index as search_index
from claims.site.release import FOLDER, DataFile
from claims.source.dates import Edtf
from claims.verdict import counts
from helpers import EXAMPLES
from pages import Site

from .support import ADDRESS, SEVERAL, TINY, Made, expected, make, plain, published_data, table


@pytest.mark.parametrize(
    "name", ["claims.json", "texts/the-letter.json", "sources.bib", "sources.ris", "sources.csl.json"]
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
        *("claims.csv", "parts.csv", "evidence.csv", "witnesses.csv", "sources.csv", "appearances.csv"),
        *("relations.csv", "changes.csv", "events.csv", "points.csv", "datapackage.json", "claims.sqlite"),
        *("sources.bib", "sources.ris", "sources.csl.json"),
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
    made = {"number", "page", *counts.PASSAGE_FACTS}
    assert set(data["claims"][0]["evidence"][0]) - made == fields


def spelled(edtf: str) -> Any:
    return json.loads(dump(when(Edtf.parse(edtf))))


def test_the_authors_of_a_source_are_in_every_format(tiny: Made, tiny_site: Site) -> None:
    authors = ["Ada & Bob Lens", "The Observatory’s Staff"]
    [source] = [record for record in json.loads(tiny.files["claims.json"])["sources"] if record["author"]]
    schema = json.loads(tiny.files["records.schema.json"])["definitions"]["Source"]["properties"]["author"]
    assert (source["id"], source["author"]) == ("survey", authors)
    assert (schema["type"], schema["items"]) == ("array", {"type": "string"})
    [row] = [row for row in table(tiny.files, "sources") if row["author"]]
    assert row["author"] == "; ".join(authors)
    with closing(sqlite3.connect(tiny_site.folder / FOLDER / "claims.sqlite")) as database:
        rows = database.execute("SELECT author FROM sources_author WHERE source = 'survey' ORDER BY place").fetchall()
    assert rows == [(author,) for author in authors]
    assert "author       = {{Ada \\& Bob Lens} and {The Observatory’s Staff}}," in tiny.files["sources.bib"].decode()
    assert "AU  - Ada & Bob Lens\r\nAU  - The Observatory’s Staff\r\n" in tiny.files["sources.ris"].decode()
    [item] = [item for item in json.loads(tiny.files["sources.csl.json"]) if "author" in item]
    assert item["author"] == [{"literal": author} for author in authors]
    page = tiny_site.page("sources/survey/")
    assert (
        plain(page.raw.partition("<h1")[2].partition("</h1>")[0])
        .partition(">")[2]
        .startswith("Ada & Bob Lens, The Observatory’s Staff, [A survey] Observatory, May 2020")
    )
    [told] = [json.loads(script.text or "")["@graph"] for script in page.data]
    assert told[0]["mainEntity"]["author"] == authors
    [found] = [
        r for r in search_index.records(tiny.pages, tiny.site.data, tiny.site.urls) if r.url == "sources/survey/"
    ]
    assert found.text.startswith("Ada & Bob Lens. The Observatory’s Staff. ")


# Texts


def test_where_there_is_one_text_every_claim_is_of_it_also_where_none_says_so(tiny: Made) -> None:
    text = {"id": "the-letter", "page": f"{ADDRESS}/texts/the-letter/"}
    assert [claim["text"] for claim in json.loads(tiny.files["claims.json"])["claims"]] == [text] * 4
    assert {row["text"] for row in table(tiny.files, "claims")} == {"the-letter"}
    for name in ("claims/moon-far.json", "topics/the-moon.json"):
        assert [record["id"] for record in json.loads(tiny.files[name])["texts"]] == ["the-letter"]


def test_where_there_are_several_each_claim_has_its_own_or_none() -> None:
    files = make(SEVERAL.replace("    text: the-letter\n    kind: history", "    kind: history")).files
    claims = json.loads(files["claims.json"])["claims"]
    assert [claim["text"] and claim["text"]["id"] for claim in claims] == ["the-letter", "the-talk", None, "the-letter"]
    assert [row["text"] for row in table(files, "claims")] == ["the-letter", "the-talk", "", "the-letter"]
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
        "version": "1.4.2",
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


# Descriptions


def test_the_version_tells_the_size_and_digest_of_every_other_file(published_site: Site) -> None:
    files = published_data(published_site.folder)
    said = json.loads(files.pop("version.json"))
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in said["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }


def test_the_version_counts_what_there_is(tiny: Made) -> None:
    said = json.loads(tiny.files["version.json"])
    assert said["version"] == "1.4.2"
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
