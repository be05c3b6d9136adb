"""Path → Dataset, or every problem found."""

import os
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from claims.checks import loader
from claims.model.records import Dataset
from claims.source.diagnostics import MAX_PROBLEMS, DataError, Diagnostic, Mark
from support.helpers import EXAMPLES, TODAY, event, text_of

SAVE = "save the file as plain text in UTF-8, or bring it back from git"
MINIMAL = EXAMPLES / "valid" / "minimal.yaml"


def errors(path: Path) -> list[tuple[Mark, str, str, str]]:
    """Mark, message, help and the line that is shown."""
    return [(f.mark, f.message, f.help, f.line) for f in loader.check(path, today=TODAY).errors]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "claims.yaml"


def test_a_sound_file_becomes_a_dataset() -> None:
    dataset = loader.load(MINIMAL, today=TODAY)
    assert [record.id for record in dataset.records()] == ["moon", "j-smith", "letter", "moon-cheese"]


def test_a_file_with_mistakes_raises_all_of_them_in_file_order() -> None:
    path = EXAMPLES / "invalid" / "gloriously-bad.yaml"
    with pytest.raises(DataError) as caught:
        loader.load(path, today=TODAY)
    diagnostics = caught.value.diagnostics
    assert diagnostics == loader.check(path, today=TODAY).errors
    assert list(diagnostics) == sorted(diagnostics)
    assert {diagnostic.file for diagnostic in diagnostics} == {str(path)}


def test_the_same_mistake_in_the_same_place_is_one(file: Path) -> None:
    file.write_text("claims: []\nglossary: [{id: a, term: a, definition: '[x](term:b) [y](term:b)'}]\n")
    assert len(loader.check(file, today=TODAY).errors) == 1


def test_the_day_decides_what_is_future(file: Path) -> None:
    file.write_text(text_of(events=[event(date="8999")]))
    assert [len(loader.check(file, today=day).errors) for day in (TODAY, date(9000, 12, 31))] == [1, 0]


@pytest.mark.parametrize(("text", "are_known"), [("claims: [", False), ("claims: [x]", True)])
def test_ids_are_known_where_the_file_was_read_to_its_end(file: Path, text: str, *, are_known: bool) -> None:
    file.write_text(text)
    assert (loader.check(file, today=TODAY).names is not None) is are_known
    file.write_text(f"topics: [{', '.join('x' * MAX_PROBLEMS)}]")
    assert loader.check(file, today=TODAY).names is None


def test_a_finding_shows_its_line(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfclaims: []\r\nterms: []\r\n")
    help = "it may have claims, events, glossary, series, sides, site, sources, speakers, texts, topics or withdrawals"
    assert errors(file) == [(Mark(2, 1), 'the file has no field "terms"', help, "terms: []")]


def test_the_end_of_a_file_without_a_line_end_is_on_its_last_line(file: Path) -> None:
    file.write_text("claims: {a")
    found = [(mark, message, line) for mark, message, _, line in errors(file)]
    assert found[-1] == (Mark(1, 11), '"a" is empty', "claims: {a")


def test_warnings_are_made_on_a_file_without_mistakes() -> None:
    warnings = loader.check(EXAMPLES / "valid" / "two-warnings.yaml", today=TODAY).warnings
    assert {rule: [f.mark for f in found] for rule, found in warnings.items()} == {
        "statements-are-attributed": [Mark(15, 16)],
        "sources-are-used": [Mark(11, 10)],
    }


def test_no_warnings_are_made_on_a_file_with_mistakes() -> None:
    assert loader.check(EXAMPLES / "invalid" / "choice-unknown.yaml", today=TODAY).warnings == {}


def test_a_file_that_is_not_there_says_so(file: Path) -> None:
    checked = loader.check(file, today=TODAY)
    help = "check the name, that you may read it, and that the command runs in the project's folder"
    assert checked.errors == (
        Diagnostic(str(file), Mark(1, 1), "cannot read the file: no such file or directory", help),
    )
    assert checked.dataset == Dataset()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert [message for _, message, *_ in errors(tmp_path)] == ["cannot read the file: is a directory"]


def test_a_pipe_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    writer = Thread(target=file.write_text, args=[text_of()], daemon=True)  # else a reader would wait for ever
    writer.start()
    assert [message for _, message, *_ in errors(file)] == ["cannot read the file: it is no regular file"]
    reader = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    writer.join()
    os.close(reader)


def test_a_byte_that_is_no_text_is_marked_where_it_stands(file: Path) -> None:
    file.write_bytes("é: é".encode() + b"\r\nclaims: caf\xe9 \xe9\r\n")
    assert errors(file) == [(Mark(2, 12), "the byte 0xE9 is not text in UTF-8", SAVE, "claims: caf\ufffd \ufffd")]
