"""The bare loop makes the pages that Pelican makes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import project, stages
from building import UNCHECKED, build
from helpers import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = project.make(tmp_path_factory.mktemp("stages") / "project", 3)
    (made / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    return made


def test_pages_are_those_of_the_site(folder: Path) -> None:
    watch = stages.build(folder, folder.parent / "bare", everything=True, pictures=True)
    assert tuple(watch.taken) == stages.STEPS
    assert all(step["wall"] > 0 for step in watch.taken.values())
    bare = folder.parent / "bare"
    shutil.copytree(folder.parent / "bare.pictures", folder / ".build" / "share")  # drawn once is enough
    site = build(folder, folder / "output", UNCHECKED)
    pages = {path.relative_to(bare).as_posix() for path in bare.rglob("*.html")}
    own = {"404.html", "about/index.html", "method/index.html"}  # made from content/, by Pelican alone
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.html")} == pages | own
    for page in pages - {"data/index.html"}:  # which lists the files of the data, and these are made later here
        assert _body(bare / page) == _body(site / page), page


def _body(page: Path) -> str:
    """What differs in the head is what is measured apart: pictures for sharing and JSON-LD."""
    return re.sub(r"(?s)<head>.*</head>", "", page.read_text("utf-8"))


def test_pages_alone_are_what_hugo_makes(folder: Path) -> None:
    output = folder.parent / "pages"
    command = [sys.executable, "-m", "benchmarks.stages", str(folder), str(output)]
    done = subprocess.run(
        command, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}, capture_output=True, text=True, check=True
    )
    assert tuple(json.loads(done.stdout)) == stages.STEPS[:6]
    assert {path.relative_to(output).parts[0] for path in output.rglob("*.html")} == {
        "claims",
        "sources",
        "timeline",
        "topics",
    }
    assert not (output / "claims" / "index.html").exists()
