"""Settings that are missing or of another kind: said in words, before anything is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from building import ROOT, UNCHECKED, make, small_project
from claims.settings import OptionError, check


@pytest.fixture
def settings() -> dict[str, Any]:
    return dict(get_settings_from_file(str(ROOT / "pelicanconf.py")))


def test_those_of_the_project_are_as_expected(settings: dict[str, Any]) -> None:
    check(settings)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CLAIMS_FILE", None, "CLAIMS_FILE in pelicanconf.py is None; set it to text in quotation marks"),
        ("DATA_VERSION", 1.1, "DATA_VERSION in pelicanconf.py is 1.1; set it to text in quotation marks"),
        ("PAGE_BYTES", "150_000", "PAGE_BYTES in pelicanconf.py is '150_000'; set it to a whole number from 1"),
        ("PAGE_BYTES", 0, "PAGE_BYTES in pelicanconf.py is 0; set it to a whole number from 1"),
        ("PAGE_BYTES", True, "PAGE_BYTES in pelicanconf.py is True; set it to a whole number from 1"),
        ("SEARCH_INDEX", "no", "SEARCH_INDEX in pelicanconf.py is 'no'; set it to True or False"),
    ],
)
def test_one_of_another_kind_is_told(settings: dict[str, Any], name: str, value: object, said: str) -> None:
    with pytest.raises(OptionError) as refused:
        check({**settings, name: value})
    assert str(refused.value) == said


def test_one_that_is_missing_is_told(settings: dict[str, Any]) -> None:
    del settings["SHARE_CACHE"]
    with pytest.raises(OptionError) as refused:
        check(settings)
    assert str(refused.value) == "pelicanconf.py has no SHARE_CACHE; set it to text in quotation marks"


def test_a_build_says_so_and_no_more(tmp_path: Path) -> None:
    project = small_project(tmp_path, "claims: []\n")
    conf = project / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace("PAGE_BYTES = 150_000", 'PAGE_BYTES = "150 kB"'), "utf-8")
    done = make(project, "html", UNCHECKED)
    assert done.returncode != 0
    assert "OptionError: PAGE_BYTES in pelicanconf.py is '150 kB'; set it to a whole number from 1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "output").exists()
