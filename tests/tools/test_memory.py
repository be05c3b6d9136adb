from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from claims.tools import link_cache
from claims.tools.web import Answer, State

from .conftest import TODAY

ANSWERS = {
    "https://b.example/": (TODAY, Answer(State.REFUSES, "403 Forbidden")),
    "https://a.example/": (TODAY, Answer(State.ANSWERS, "200 OK", moved="https://ä.example/")),
    "https://c.example/": (TODAY, Answer(State.DEAD, "404 Not Found")),
}
WRITTEN = """\
{
 "https://a.example/": {
  "asked": "2026-11-25",
  "state": "answers",
  "words": "200 OK",
  "moved": "https://ä.example/"
 },
 "https://b.example/": {
  "asked": "2026-11-25",
  "state": "refuses",
  "words": "403 Forbidden",
  "moved": null
 }
}
"""


def test_answers_are_kept_but_for_the_dead(tmp_path: Path) -> None:
    file = tmp_path / "new" / "linkcheck.json"
    link_cache.keep(file, ANSWERS)
    assert file.read_text(encoding="utf-8") == WRITTEN
    kept = {address: known for address, known in ANSWERS.items() if address != "https://c.example/"}
    assert link_cache.recall(file, today=TODAY, days=7) == kept


@pytest.mark.parametrize(("age", "days", "known"), [(6, 7, 2), (7, 7, 0), (0, 1, 2), (0, 0, 0)])
def test_an_answer_is_good_for_some_days(tmp_path: Path, age: int, days: int, known: int) -> None:
    file = tmp_path / "linkcheck.json"
    link_cache.keep(file, ANSWERS)
    assert len(link_cache.recall(file, today=TODAY + timedelta(days=age), days=days)) == known


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", "{", '{"a": 7}', '{"a": {"asked": "2026-11-25"}}', WRITTEN.replace("11-25", "13-25"), "\ufffd"],
)
def test_a_file_that_cannot_be_read_holds_no_answers(tmp_path: Path, text: str) -> None:
    file = tmp_path / "linkcheck.json"
    assert link_cache.recall(file, today=TODAY, days=7) == {}
    file.write_text(text, encoding="utf-8")
    assert link_cache.recall(file, today=TODAY, days=7) == {}
