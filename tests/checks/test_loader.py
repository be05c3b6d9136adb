"""Path → Dataset, or every problem found."""

import os
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from claims.checks import loader
from claims.model.records import Dataset
from claims.source.diagnostics import MAX_PROBLEMS, Diagnostic, Mark
from support.helpers import EXAMPLES, TODAY, event, text_of


def errors(path: Path) -> list[tuple[Mark, str, str, str]]:
    """Mark, message, help and the line that is shown."""
    return [(f.mark, f.message, f.help, f.line) for f in loader.check(path, today=TODAY).errors]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "claims.yaml"


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


def test_the_end_of_a_file_without_a_line_end_is_on_its_last_line(file: Path) -> None:
    file.write_text("claims: {a:")
    found = [(mark, message, line) for mark, message, _, line in errors(file)]
    assert found[-1] == (Mark(1, 12), "a value is missing before this", "claims: {a:")


def test_no_warnings_are_made_on_a_file_with_mistakes() -> None:
    assert loader.check(EXAMPLES / "invalid" / "field-misspelt.yaml", today=TODAY).warnings == {}


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
