"""A project of any size, and one edit of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import project
from claims.data import links, loader
from claims.data.model import Dataset
from helpers import TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project.make(tmp_path / "project", 12)


def _data(folder: Path) -> Dataset:
    return loader.load(folder / "data" / "claims.yaml", today=TODAY)


def test_an_edit_changes_the_statement_of_one_claim(folder: Path) -> None:
    before = _data(folder)
    project.edit(folder)
    after = _data(folder)
    changed = [(old, new) for old, new in zip(before.records(), after.records(), strict=True) if old != new]
    assert [(new.id, new.origin.index) for _, new in changed] == [(before.claims[6].id, 6)]
    old, new = before.claims[6], after.claims[6]
    assert new.statement == f"{project.SENTENCE} {old.statement}"
    assert new.model_copy(update={"statement": old.statement}) == old


def test_each_edit_is_another(folder: Path) -> None:
    files = []
    for _ in range(3):
        files.append((folder / "data" / "claims.yaml").read_bytes())
        project.edit(folder)
    assert len(set(files)) == 3


def test_prose_pages_lead_to_no_record_of_the_real_file(folder: Path) -> None:
    pages = {page.name: page.read_text("utf-8") for page in (folder / "content" / "pages").iterdir()}
    assert set(pages) == {"404.md", "about.md", "method.md"}
    assert [target for text in pages.values() for target in links.targets(text)] == []


def test_commands_make_and_edit_the_same(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    project.main([str(other), "--claims", "12"])
    assert (other / "data" / "claims.yaml").read_bytes() == (folder / "data" / "claims.yaml").read_bytes()
    project.main([str(other), "--edit"])
    project.edit(folder)
    assert (other / "data" / "claims.yaml").read_bytes() == (folder / "data" / "claims.yaml").read_bytes()
