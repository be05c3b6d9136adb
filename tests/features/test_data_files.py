"""The files of the data: whole files compared, and read by the programs they are made for."""

import csv
import io
import json

import jsonschema
import pytest

from claims.features.data_files import COLUMNS, cell
from claims.model.records import SECTIONS
from claims.site.citations import FOLDER
from support.helpers import EXAMPLES
from support.opendata import TINY, Made, expected, make, published_data
from support.pages import Site

FULL = (EXAMPLES / "valid" / "full.yaml").read_text("utf-8")


def test_the_claims_are_written_as_kept(tiny: Made) -> None:
    expected("claims.json", tiny.files["claims.json"])


@pytest.mark.parametrize("text", [TINY, FULL, "claims: []\n"])
def test_the_records_have_the_shape_that_is_published(text: str) -> None:
    files = make(text).files
    schema = json.loads(files["records.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(json.loads(files["claims.json"]))
    assert [error.message for error in errors] == []


def test_the_page_of_every_record_and_passage_is_there(published_site: Site) -> None:
    data = json.loads(published_site.read(f"{FOLDER}/claims.json"))
    pages = [passage["page"] for claim in data["claims"] for passage in claim["evidence"]]
    for section in SECTIONS:
        pages += [record["page"] for record in data[section]]
    home = published_site.page("")
    for page in pages:
        assert published_site.target(home, page), page


def test_for_opening_from_disk_pages_are_named_as_elsewhere(other_site: Site, relative_site: Site) -> None:
    assert published_data(relative_site.folder) == published_data(other_site.folder)


def test_the_same_dataset_makes_the_same_bytes(tiny: Made) -> None:
    assert make().files == tiny.files


def test_a_cell_cannot_act_as_a_formula() -> None:
    for first in "=+-@\t\r\n＝＋－＠":
        assert cell(f"{first}1+1") == f"'{first}1+1"
    for text in ("1-2", "a=b", "'quoted'", "", " =1", "−1", "https://example.org/"):
        assert cell(text) == text, "what is no formula stays as it is"


def test_a_table_has_its_columns_whatever_is_in_it() -> None:
    for name, columns in COLUMNS.items():
        filled = set[str]()
        for text in ("claims: []\n", TINY, FULL):
            lines = io.StringIO(make(text).files[name].decode(), newline="")
            header, *rows = csv.reader(lines, strict=True)
            assert header == [*columns]
            for row in rows:
                filled |= {column for column, value in zip(header, row, strict=True) if value}
        assert {*columns} == filled
