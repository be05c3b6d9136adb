"""docs/verdict.md: its example prints what the page says."""

import re
from pathlib import Path

import pytest

from support.helpers import ROOT

BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", (ROOT / "docs" / "verdict.md").read_text("utf-8"), re.DOTALL))


def test_the_example_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ferry.yaml").write_text(BLOCKS["yaml"], "utf-8")
    monkeypatch.chdir(tmp_path)
    exec(BLOCKS["python"], {})  # noqa: S102 - code of our own page
    assert capsys.readouterr().out == BLOCKS["text"]
