"""Settings that are missing or of another kind: said in words, before anything is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from building import ROOT, UNCHECKED, make, small_project
from claims.plugin import OptionError, check_settings


@pytest.fixture
def settings() -> dict[str, Any]:
    return dict(get_settings_from_file(str(ROOT / "pelicanconf.py")))


def test_those_of_the_project_are_as_expected(settings: dict[str, Any]) -> None:
    check_settings(settings)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CLAIMS_FILE", None, "CLAIMS_FILE in pelicanconf.py is None; set it to text in quotation marks"),
        ("DATA_VERSION", 1.1, "DATA_VERSION in pelicanconf.py is 1.1; set it to text in quotation marks"),
        ("PUBLISHED", 1, "PUBLISHED in pelicanconf.py is 1; set it to True or False"),
    ],
)
def test_one_of_another_kind_is_told(settings: dict[str, Any], name: str, value: object, message: str) -> None:
    with pytest.raises(OptionError) as refused:
        check_settings({**settings, name: value})
    assert str(refused.value) == message


def test_one_that_is_missing_is_told(settings: dict[str, Any]) -> None:
    del settings["CLAIMS_CACHE"]
    with pytest.raises(OptionError) as refused:
        check_settings(settings)
    assert str(refused.value) == "pelicanconf.py has no CLAIMS_CACHE; set it to text in quotation marks"


def test_a_build_says_so_and_no_more(tmp_path: Path) -> None:
    project = small_project(tmp_path, "claims: []\n")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("DATA_VERSION = 1.1\n")
    done = make(project, "html", UNCHECKED)
    assert done.returncode != 0
    assert "OptionError: DATA_VERSION in pelicanconf.py is 1.1; set it to text in quotation marks" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "output").exists()
