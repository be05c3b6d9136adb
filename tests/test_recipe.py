"""What makes all pages other pages: where it is another, nothing of an earlier build is used again."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from claims import recipe


@pytest.mark.parametrize(
    ("library", "counts"), [("markdown", True), ("ahocorasick-rs", True), ("pillow", False), ("resvg-py", False)]
)
def test_another_version_of_what_makes_pages_makes_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, *, counts: bool
) -> None:
    known = metadata.version
    before = recipe.made_by({}, tmp_path)
    monkeypatch.setattr(metadata, "version", lambda name: "another" if name == library else known(name))
    assert (recipe.made_by({}, tmp_path) != before) is counts
