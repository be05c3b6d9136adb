"""The files of the data: whole files compared, and read by the programs they are made for."""

import hashlib
import json
import re

import jsonschema
import pytest

from claims.model import links
from claims.model.records import SECTIONS
from claims.site.release import FOLDER
from support.helpers import EXAMPLES
from support.opendata import TINY, Made, expected, make, objects, published_data
from support.pages import Site


def test_the_claims_are_written_as_kept(tiny: Made) -> None:
    expected("claims.json", tiny.files["claims.json"])


def test_a_record_is_the_same_line_wherever_it_stands(tiny: Made) -> None:
    def lines(name: str) -> set[str]:
        return {line.removesuffix(",") for line in tiny.files[name].decode().splitlines() if line.startswith('{"id"')}

    assert len(lines("claims.json")) == len(tiny.site.data.records())
    for name in ("claims/moon-cheese.json", "texts/the-letter.json", "topics/the-moon.json"):
        assert len(lines(name)) > 5
        assert lines(name) < lines("claims.json")
    order = ["cheese-is-good", "moon-far", "moon-mapped", "moon-cheese", "mice-fast"]
    assert json.loads(tiny.files["texts/the-letter.json"])["order"] == order, "that of the text"


def test_every_file_is_listed_with_its_size_and_digest(tiny: Made) -> None:
    listed = {file.pop("path"): file for file in json.loads(tiny.files["version.json"])["files"]}
    assert {"claims.json", "evidence.csv", "claims.sqlite", "topics/the-moon.json"} <= listed.keys()
    for name in listed.keys() - {"claims.yaml"}:
        content = tiny.files[name]
        assert listed[name] == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert json.loads(make("claims: []\n").files["version.json"])["date"] is None


# The schema of records


@pytest.mark.parametrize("text", [TINY, (EXAMPLES / "valid" / "full.yaml").read_text("utf-8"), "claims: []\n"])
def test_every_file_of_records_has_the_shape_that_is_published(text: str) -> None:
    files = make(text).files
    schema = json.loads(files["records.schema.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    others = {"records.schema.json", "datapackage.json", "version.json"}
    held = {name: json.loads(files[name]) for name in files if name.endswith(".json") and name not in others}
    assert "claims.json" in held
    assert [(name, error.message) for name, record in held.items() for error in validator.iter_errors(record)] == []


def test_the_schema_of_records_is_as_strict_as_they_are_regular(tiny: Made) -> None:
    schema = json.loads(tiny.files["records.schema.json"])
    validator = jsonschema.Draft7Validator(schema)
    whole = tiny.files["claims.json"].decode()
    for written, instead in (
        ('"stance": "contradicts"', '"stance": "refutes"'),
        ('"speaker": {"id": "mouse"', '"speaker": {"name": "mouse"'),
        ('"precision": "month"', '"precision": "week"'),
        ('"judgement": {"label"', '"judgement": {"lable"'),
        ('"number": 1', '"number": null'),
    ):
        assert written in whole
        assert list(validator.iter_errors(json.loads(whole.replace(written, instead, 1)))), instead


# References


def test_every_reference_leads_to_a_record_and_a_place_that_exists(published_site: Site) -> None:
    data = json.loads(published_site.read(f"{FOLDER}/claims.json"))
    known = {record["id"] for section in SECTIONS for record in data[section]}
    references = [record for record in objects(data) if {"id", "page"} <= record.keys()]
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


@pytest.mark.parametrize("folder", ["claims", "texts", "topics"])
def test_a_file_of_one_record_holds_every_record_it_names(site: Site, folder: str) -> None:
    paths = sorted((site.folder / FOLDER / folder).glob("*.json"))
    assert paths
    every = json.loads(site.read(f"{FOLDER}/claims.json"))
    named = {record["id"] for section in ("texts", "sources", "speakers", "sides") for record in every[section]}
    for path in paths:
        data = json.loads(path.read_text(encoding="utf-8"))
        held = {record["id"] for section in SECTIONS for record in data.get(section, ())}
        assert path.stem in held
        assert {record["id"] for record in objects(data) if record.keys() == {"id", "page"}} & named <= held, path


def test_for_opening_from_disk_pages_are_named_as_elsewhere(other_site: Site, relative_site: Site) -> None:
    assert published_data(relative_site.folder) == published_data(other_site.folder)


# The site


def test_of_a_site_that_says_nothing_of_itself_there_is_little_to_say() -> None:
    told = json.loads(make("claims: []\n").files["claims.json"])
    assert (told["name"], told["author"]) == ("Claims", "Claims contributors")
    said = {name: value for name, value in told["site"].items() if value}
    assert said == {"language": "en", "headline": "0 claims, each beside the evidence"}


# The same bytes


def test_the_same_dataset_makes_the_same_bytes(tiny: Made) -> None:
    assert make().files == tiny.files
