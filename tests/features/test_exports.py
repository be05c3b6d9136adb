"""The files of the data: whole files compared, and read by the programs they are made for."""

import json
import re

import jsonschema
import pytest

from claims.model import links
from claims.model.records import SECTIONS
from claims.site.citations import FOLDER
from claims.source import catalogue
from support.helpers import EXAMPLES, ROOT
from support.opendata import TINY, Made, expected, make, objects, published_data
from support.pages import Site

CHINESE = ROOT / "data" / "translations" / "zh_Hans.po"


def test_the_claims_are_written_as_kept(tiny: Made) -> None:
    expected("claims.json", tiny.files["claims.json"])


# The schema of records


@pytest.mark.parametrize("text", [TINY, (EXAMPLES / "valid" / "full.yaml").read_text("utf-8"), "claims: []\n"])
def test_the_records_have_the_shape_that_is_published(text: str) -> None:
    files = make(text).files
    schema = json.loads(files["records.schema.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    record = json.loads(files["claims.json"])
    assert [error.message for error in validator.iter_errors(record)] == []


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
        ('"hinges": [{"reading": null', '"hinges": [{"reading": 1'),
    ):
        assert written in whole
        assert list(validator.iter_errors(json.loads(whole.replace(written, instead, 1)))), instead


# References


def test_every_reference_leads_to_a_record_and_a_place_that_exists(published_site: Site) -> None:
    data = json.loads(published_site.read(f"{FOLDER}/claims.json"))
    known = set[str]()
    for section in SECTIONS:
        known |= {record["id"] for record in data[section]}
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


def test_for_opening_from_disk_pages_are_named_as_elsewhere(other_site: Site, relative_site: Site) -> None:
    assert published_data(relative_site.folder) == published_data(other_site.folder)


# Translations


def test_each_text_that_is_translated_is_in_its_record(site: Site) -> None:
    data = json.loads(site.read(f"{FOLDER}/claims.json"))
    places = {f"site.{field}" for field in data["site"]["translations"]["zh-Hans"]}
    for section in SECTIONS:
        for record in data[section]:
            places |= {f"{section}.{record['id']}.{field}" for field in record["translations"].get("zh-Hans", {})}
    named = set[str]()
    for message in catalogue.read(CHINESE, CHINESE.read_text(encoding="utf-8"), "zh_Hans").messages:
        if message.string and not message.fuzzy and message.string != message.id:
            named |= {place.replace(".words", ".gloss") for place, _ in message.locations}
    assert len(named) > 1000
    assert named <= places
    for claim in data["claims"]:
        assert claim["translations"]["zh-Hans"]["title"] in site.page(f"zh/claims/{claim['id']}/").words


def test_links_of_a_translation_lead_to_pages_in_its_language(site: Site) -> None:
    text = json.loads(site.read(f"{FOLDER}/claims.json"))["site"]["translations"]["zh-Hans"]["summary"]
    addresses = re.findall(r"\]\(([^)]*)\)", text)
    assert addresses
    for address in addresses:
        assert address.startswith("zh/")
        assert site.target(site.page(""), f"/{address}")


# The site


def test_of_a_site_that_says_nothing_of_itself_there_is_little_to_say() -> None:
    made = make("claims: []\n").files
    told = json.loads(made["claims.json"])
    assert (told["name"], told["author"]) == ("Claims", "Claims contributors")
    said = {name: value for name, value in told["site"].items() if value}
    assert said == {"language": "en", "headline": "0 claims, each beside the evidence"}
    assert made["not-archived.txt"] == b""


# The same bytes


def test_the_same_dataset_makes_the_same_bytes(tiny: Made) -> None:
    assert make().files == tiny.files
