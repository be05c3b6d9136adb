"""The whole of it, as small as it can be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import __main__, report, results, stages
from helpers import ROOT


def test_everything_is_measured_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "benchmarks" / "README.md", tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    __main__.main(["1", "--runs", "1", "--into", str(tmp_path), "--folder", str(work)])
    assert list(work.iterdir()) == []
    (file,) = (tmp_path / "results").iterdir()
    found = results.read(file)
    assert file.stem == found.date
    (size,) = found.sizes
    assert (size.runs, size.claims) == (1, 1)
    assert set(size.builds) == set(results.BUILDS)
    assert tuple(size.steps) == stages.STEPS
    assert [name for name, build in size.builds.items() if not build.wall > 0] == []
    pages = {name: size.builds[name].files for name in ("bare", "hugo-data", "hugo-files")}
    assert len(set(pages.values())) == 1
    assert size.builds["site"].files > pages["bare"] > 10
    assert report.tables(found) in (tmp_path / "README.md").read_text("utf-8")
    assert (tmp_path / "growth.svg").is_file()
    assert capsys.readouterr().out.count("\n") == len(results.BUILDS)
