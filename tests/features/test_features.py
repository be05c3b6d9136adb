"""Each part can be left out: nothing of it is imported then, and nothing leads where it would have been."""

import ast
import runpy
import sys
from pathlib import Path

import pytest

from claims import features
from claims.features import pictures
from support import datasets
from support.building import PUBLISHED_SETTINGS, ROOT, build, small_project
from support.opendata import ADDRESS, TINY
from support.package import run
from support.pages import Site


@pytest.mark.parametrize("left_out", ["", *features.NAMES])
def test_without_a_feature_every_link_and_file_of_a_page_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    project, module = small_project(tmp_path / "project", TINY), f"{features.__name__}.{left_out}"
    # To draw takes most of the time.
    monkeypatch.setattr(pictures, "draw", lambda drawings, cache, fonts: dict.fromkeys(drawings, b""))
    monkeypatch.delitem(sys.modules, module, raising=False)
    more = {"CLAIMS_FEATURES": [name for name in features.NAMES if name != left_out]}
    output = build(project, tmp_path / "output", PUBLISHED_SETTINGS, more=more, SITEURL=ADDRESS)
    assert module not in sys.modules
    site = Site(output, ADDRESS)
    for page in site.pages:
        for _, address in page.addresses:
            site.target(page, address)  # which raises where it leads nowhere


def test_a_build_that_is_not_published_needs_nothing_that_draws(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "site", datasets.BARE)
    program = (
        "import sys; sys.modules.update(dict.fromkeys(('PIL', 'resvg_py'))); from pelican import main; "
        "main(['-s', 'pelicanconf.py', '-o', 'output', '--fatal', 'warnings']); "
        "print({name.split('.')[2] for name in sys.modules if name.startswith('claims.features.')})"
    )
    imported = {*ast.literal_eval(run(folder, "-c", program).splitlines()[-1])}
    assert imported & features.NAMES.keys() == features.NAMES.keys() - features.FOR_READERS


def test_a_new_site_names_every_feature() -> None:
    assert runpy.run_path(str(ROOT / "starter" / "pelicanconf.py"))["CLAIMS_FEATURES"] == [*features.NAMES]
