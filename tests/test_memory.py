"""Loading with a memory gives what loading without one gives, whatever was changed in between."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.data import loader
from claims.data.loader import Checked
from claims.memory import Memory
from helpers import AFTER_ALL, EXAMPLES
from test_fuzz import CHANGE, FULL, changed, fuzz
from test_quick import SITE, places


@pytest.fixture(scope="module")
def file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "claims.yaml"


def loaded(file: Path, text: str, memory: Memory, today: date = AFTER_ALL) -> Checked:
    """What is loaded with the memory; checks that it is what a fresh load finds."""
    file.write_bytes(text.encode())
    checked, fresh = loader.check(file, today=today, memory=memory), loader.check(file, today=today)
    assert checked == fresh
    assert places(checked.dataset) == places(fresh.dataset)
    return checked


def kept(memory: Memory) -> set[int]:
    return {id(kept.record) for known in memory.known.values() for kept in known.records.values()}


def test_a_file_that_has_not_changed_gives_the_same_records(file: Path) -> None:
    memory = Memory()
    first, again = loaded(file, SITE, memory), loaded(file, SITE, memory)
    assert all(one is other for one, other in zip(first.dataset.records(), again.dataset.records(), strict=True))


def test_records_that_moved_are_known_where_they_are(file: Path) -> None:
    memory = Memory()
    before = loaded(file, SITE, memory).dataset
    put_in = "id: moon\n    title: M\n    question: M\n    answer: M\n    summary: M"
    after = loaded(file, SITE.replace("\n  - ", f"\n  - {put_in}\n  - ", 1), memory).dataset
    assert after.topics[1:] == before.topics
    assert after.topics[1].origin.index == 1
    assert after.topics[1].summary is before.topics[0].summary
    assert after.sources[0] is before.sources[0]


def test_only_what_changed_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    loaded(file, SITE, memory)
    file.write_text(SITE.replace("title: The op-ed", "title: An op-ed", 1), "utf-8")
    before = kept(memory)
    loader.check(file, today=AFTER_ALL, memory=memory)
    assert len(kept(memory) - before) == 1


def test_a_mistake_does_not_make_it_forget(file: Path) -> None:
    memory = Memory()
    loaded(file, SITE, memory)
    before = kept(memory)
    assert loaded(file, SITE.replace("kind: news", "kind: nwes", 1), memory).errors
    assert loaded(file, SITE.replace("  - id: afp-2019-09-03", "  - id: afp-2019", 1), memory).errors
    assert loaded(file, SITE + "  @", memory).errors
    loaded(file, SITE, memory)
    assert kept(memory) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- id: moon\n", "- id: the-moon\n"),
        ("- id: survey\n", "- id: the-survey\n"),
        ("side: china", "side: united-states"),
        ("kind: intergovernmental", "kind: official-china"),
        ("title: The moon is watched every night", "title: The moon was visited"),
        ("title: A survey, url", "title: A survey, note: N, url"),
        ("publisher: The Tank, title: A brief", "publisher: The Union, title: A survey"),
        ("- id: tides\n", "- id: tables\n"),
    ],
)
def test_what_a_change_means_for_records_that_have_not_changed_is_found(file: Path, old: str, new: str) -> None:
    memory = Memory()
    loaded(file, FULL, memory)
    loaded(file, FULL.replace(old, new, 1), memory)
    loaded(file, FULL.replace(old, new), memory)


def test_a_claim_that_changed_is_seen_beside_sources_that_have_not(file: Path) -> None:
    memory = Memory()
    loaded(file, FULL, memory)
    assert not loaded(file, FULL.replace("The letter was shortened", "It was shortened"), memory).errors
    assert loaded(
        file, FULL.replace("source: survey, stance: supports", "source: letter, stance: supports"), memory
    ).errors


def test_a_day_that_is_earlier_is_not_vouched_for(file: Path) -> None:
    memory = Memory()
    assert not loaded(file, SITE, memory).errors
    assert loaded(file, SITE, memory, date(2019, 1, 1)).errors
    assert not loaded(file, SITE, memory, date(3999, 1, 1)).errors
    assert not loaded(file, SITE, memory).errors


def test_an_example_after_another(file: Path) -> None:
    memory = Memory()
    for path in sorted(EXAMPLES.rglob("*.yaml")):
        loaded(file, path.read_bytes().decode(errors="ignore"), memory)


RECORD = st.integers(0, 30)
EDIT = st.one_of(
    st.tuples(st.just("remove"), RECORD, RECORD),
    st.tuples(st.just("move"), RECORD, RECORD),
    st.tuples(st.just("rename"), RECORD, RECORD),
    st.tuples(st.just("copy"), RECORD, RECORD),
    st.tuples(st.just("space"), RECORD, RECORD),
    st.tuples(st.just("word"), RECORD, RECORD),
)


def edited(text: str, edits: list[tuple[str, int, int]]) -> str:
    """A file with records taken out, moved, copied, under another name, moved apart or with another word."""
    pieces = text.split("\n  - ")
    for edit, n, m in edits:
        at, to = n % len(pieces), m % len(pieces)
        if edit == "remove" and at:
            del pieces[at]
        elif edit == "move" and at and to:
            pieces.insert(to, pieces.pop(at))
        elif edit == "copy" and to:
            pieces.insert(to, pieces[at or to])
        elif edit == "rename":
            pieces[at] = pieces[at].replace("id: ", "id: x", 1)
        elif edit == "space":
            pieces[at] += "\n" * (m % 3) + "  # words" * (m % 2)
        elif edit == "word":
            pieces[at] = pieces[at].replace(" a ", " the ", m % 3)
    return "\n  - ".join(pieces)


@settings(fuzz, max_examples=60)
@given(loads=st.lists(st.lists(EDIT, max_size=3), min_size=1, max_size=4), back=st.booleans())
def test_any_edits_one_after_another(file: Path, loads: list[list[tuple[str, int, int]]], back: bool) -> None:
    memory, text = Memory(), FULL
    loaded(file, text, memory)
    for edits in loads:
        text = edited(FULL if back else text, edits)
        loaded(file, text, memory)


@settings(fuzz, max_examples=60)
@given(loads=st.lists(st.lists(CHANGE, max_size=2), min_size=1, max_size=3))
def test_any_changes_one_after_another(file: Path, loads: list[list[tuple[str, int, str]]]) -> None:
    memory = Memory()
    loaded(file, FULL, memory)
    for changes in loads:
        loaded(file, changed(FULL, changes), memory)
