"""What is wrong with pages in `content/`, and where; tests/test_pelican.py proves that a build says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.data import prose_pages

GOOD = (
    "Title: About\nSlug: about\n\nA [claim](claim:moon), a [page](page:about), an [address](https://moon.example/).\n"
)


def faults(folder: Path, text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and message of each."""
    page = folder / "about.md"
    page.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(found.mark.line, found.mark.column, found.message) for found in prose_pages.faults([page])]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("Title", "TITLE"),
        f"Lang: en\n{GOOD}",
        f"{GOOD}[file]({{static}}/a.pdf) [up](../) [mail](mailto:a@b.example)",
    ],
)
def test_a_good_page_has_no_faults(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) == []


@pytest.mark.parametrize(
    "text", ["", "Words.\n", "\nTitle: Late\n", "Lang: en\n\nTitle: Late\n", "Title:\n", "Title: ?\n"]
)
def test_a_page_begins_with_its_title(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) == [(1, 1, "this page has no title")]


@pytest.mark.parametrize("target", ["clam:moon", "htps://moon.example", "www.moon.example", "moon", "about.md", ""])
def test_a_link_leads_to_an_address(tmp_path: Path, target: str) -> None:
    message = f'this page links to "{target}", which is no address'
    assert faults(tmp_path, f"{GOOD}\nA [link]({target}) that leads nowhere.\n") == [(6, 8, message)]


def test_lists_are_not_nested_without_end(tmp_path: Path) -> None:
    message = "this page has lists in lists, more than Markdown can take"
    assert faults(tmp_path, f"{GOOD}{'- ' * 99}x\n") == []
    assert faults(tmp_path, f"{GOOD}{'- ' * 100}x\n{'> ' * 100}x\n") == [(5, 1, message)]


def test_a_page_is_text_and_each_of_several_is_looked_at(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD.encode() + b"caf\xe9\n") == [(5, 4, "the byte 0xE9 is not text in UTF-8")]
    found = [*prose_pages.faults([tmp_path / "about.md", tmp_path / "missing.md"])]
    assert [finding.message.partition(":")[0] for finding in found][1:] == ["cannot read the file"]
