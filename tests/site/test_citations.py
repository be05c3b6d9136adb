"""By whom pages and data are cited, and how the repository is; how each page is, test_golden.py sees."""

import importlib.resources
import json

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from claims.features.data_files import DataPage
from support.building import ROOT
from support.opendata import TINY, make


def test_a_citation_is_by_whoever_the_site_names() -> None:
    bare = TINY.replace("  author: Mice & Co\n", "")
    untitled = bare.replace("  title: Tiny & Co\n", "")
    found = [make(text).claims["moon-cheese"].citation for text in (TINY, bare, untitled)]
    assert [(said.author, said.container) for said in found] == [
        ("Mice & Co", "Tiny & Co"),
        ("Tiny & Co contributors", "Tiny & Co"),
        ("Claims contributors", "Claims"),
    ]


def test_data_without_a_date_is_cited_without_one() -> None:
    said = make("claims: []\n").page(DataPage).citation
    assert said.text == (
        "Claims contributors. “Claims: claims, with their evidence and verdicts” [data]. Claims. "
        "https://example.net/project/data/"
    )


# The repository


@pytest.fixture
def cff() -> dict[str, str]:
    return yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - every value as text


def test_the_repositorys_citation_is_valid(cff: dict[str, str]) -> None:
    schema = importlib.resources.files("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json"
    validator = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(cff)] == []
