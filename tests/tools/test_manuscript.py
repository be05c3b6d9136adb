from __future__ import annotations

from pathlib import Path

import pytest

from claims.data.diagnostics import DataError, Mark
from claims.tools.source_file import Edit, Manuscript, apply

from .conftest import EXAMPLE, TODAY


def manuscript(raw: str) -> Manuscript:
    file = Path("claims.yaml")
    file.write_bytes(raw.encode())
    return Manuscript.read(file, today=TODAY)


WINDOWS = "\ufeff" + EXAMPLE.replace("\n", "\r\n")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("raw", [EXAMPLE, WINDOWS, EXAMPLE.rstrip("\n")])
def test_every_byte_is_kept(raw: str) -> None:
    kept = manuscript(raw)
    kept.revised([], today=TODAY).write()
    assert Path("claims.yaml").read_bytes() == raw.encode()


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("raw", [EXAMPLE, WINDOWS])
def test_a_mark_leads_to_its_place(raw: str) -> None:
    kept = manuscript(raw)
    claim = kept.document.mark_of(("claims", 0, "title"))
    assert claim == Mark(41, 12)
    assert kept.raw[kept.offset(claim) :].startswith("The moon is made of cheese")
    assert kept.raw[kept.offset(Mark(1, 1)) :].startswith("# Every claim")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("raw", [EXAMPLE, WINDOWS])
def test_lines_are_counted_from_1(raw: str) -> None:
    kept = manuscript(raw)
    assert (kept.line(1), kept.line(2), kept.line(3)) == ("# Every claim about the moon.", "topics:", "  - id: cheese")
    assert kept.lines == len(EXAMPLE.splitlines())
    assert kept.raw[: kept.end(2)].endswith("\ntopics:")
    assert kept.line_end == ("\r\n" if "\r" in raw else "\n")


@pytest.mark.usefixtures("file")
def test_a_last_line_without_an_end_is_counted() -> None:
    kept = manuscript(EXAMPLE.rstrip("\n"))
    assert kept.lines == len(EXAMPLE.splitlines())
    assert kept.line(kept.lines) == "    topics: [light]"
    assert kept.raw[kept.end(kept.lines) :] == ""


def test_edits_are_made_in_any_order() -> None:
    assert apply("abcdef", [Edit(4, 5, "E"), Edit(0, 1, "AA"), Edit(2, 2, "-")]) == "AAb-cdEf"


@pytest.mark.usefixtures("file")
def test_a_file_with_mistakes_is_not_opened() -> None:
    with pytest.raises(DataError) as raised:
        manuscript(EXAMPLE.replace("kind: history", "kind: hearsay", 1))
    assert [str(finding.message) for finding in raised.value.findings] == [
        '"kind" of claim "moon-cheese": "hearsay" is not one of measure, result, history, commitment or position'
    ]


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("raw", [EXAMPLE, WINDOWS])
def test_an_edit_that_would_be_a_mistake_is_refused(raw: str) -> None:
    kept = manuscript(raw)
    at = kept.offset(kept.document.mark_of(("claims", 0, "topics", 0)))
    with pytest.raises(DataError) as raised:
        kept.revised([Edit(at, at + len("cheese"), "chese")], today=TODAY)
    assert str(raised.value) == (
        'claims.yaml:45:14: error: claim "moon-cheese" names topic "chese", which is not defined\n'
        "   45 |     topics: [chese]\n"
        "      |              ^\n"
        '  help: did you mean "cheese"?\n'
        "1 mistake found"
    )
