"""The quick path: what it gives is what reader and parser give, and of what is wrong it gives nothing."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import quick
from claims.data import parser, reader
from claims.data.diagnostics import Path as Way
from claims.data.model import DIGEST, Dataset, Record, said_in
from helpers import ROOT, text_of
from test_fuzz import CHANGE, FULL, WORDS, YAMLISH, changed, fuzz
from test_plain import ALL

SITE = (ROOT / "data" / "claims.yaml").read_text("utf-8")


def places(dataset: Dataset) -> list[Any]:
    """What equality leaves out: where each record stands."""
    return [(record.origin.section, record.origin.index) for record in dataset.records()]


def events(record: Record) -> set[bytes]:
    """The ids of the events that its texts lead to."""
    return {*record.said[DIGEST:].split()}


def same_or_none(text: str) -> bool:
    """Whether the quick path takes a text; checks that the long one then finds the same, and nothing wrong."""
    read = quick.parse(text.encode())
    if read is None:
        return False
    document = reader.read(text)
    whole = parser.parse(document)
    assert read.parsed == whole
    assert whole.problems == ()
    assert places(read.parsed.dataset) == places(whole.dataset)
    assert quick.document(text.encode()).marks == document.marks
    assert read.changed == whole.dataset
    for found, record in zip(read.parsed.dataset.records(), whole.dataset.records(), strict=True):
        assert events(found) >= events(record)  # a comment may name others
    return True


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_example_good_and_bad(path: Path) -> None:
    same_or_none(path.read_bytes().decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_example_read_ahead_by_another_process(path: Path) -> None:
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    assert quick.parse(raw, ahead=True) == quick.parse(raw)
    assert quick.parse(raw, {}, ahead=True) == quick.parse(raw, {})


def test_many_records_read_ahead_and_some_of_them_unusual() -> None:
    raw = SITE.replace("  - id: ", "  - id:  ", 40).encode()  # two spaces
    here, there = quick.parse(raw, {}), quick.parse(raw, {}, ahead=True)
    assert here
    assert here == there
    assert here.parsed.dataset == quick.parse(SITE.encode()).parsed.dataset  # type: ignore[union-attr]


@pytest.mark.parametrize("sent", [0, 1, 3])
def test_what_the_other_process_has_not_read_is_read_here(sent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    batches = quick._batches
    monkeypatch.setattr(quick, "_batches", lambda raw: itertools.islice(batches(raw), sent))
    assert quick.parse(SITE.encode(), ahead=True) == quick.parse(SITE.encode())


def test_the_file_of_this_site_takes_it() -> None:
    assert same_or_none(SITE)


# A record by itself

SECTIONS = json.loads(text_of())
SOUND = "".join(
    f"{name}:\n" + "".join(f"  - {json.dumps(record)}\n" for record in records) for name, records in SECTIONS.items()
)
TERM = "  - id: moon\n    term: The moon\n    definition: D\n"


def with_terms(record: str) -> str:
    return f"{SOUND}glossary:\n{TERM.replace('moon', 'sun')}{record}{TERM.replace('moon', 'star')}"


@pytest.mark.parametrize(
    "record",
    [
        TERM,
        "  - id: moon # a comment\n    term: T\n    definition: >-\n       D\n        D\n    forms: ['D\n  D']\n",
        "  -   id: moon\n      term: T\n      definition: D\n",
        '  - "id": moon\n    term: "T\\u00e9"\n    definition: D\n',
        "  - id: moon\n    term: T\n    forms: [\n  a,\n  b]\n    definition: |+\n      D\n\n\n",
        "  - {id: moon,\n    term: T, definition: D}\n",
        "  - id: moon\n    term: T\n    definition: |2\n        D\n",
        "  - id: moon\n    term: T\n    definition: D\n    # a comment\n  # another\n",
        "  - id: moon\n    term: T\n    definition:\n      D\n      D\n",
    ],
)
def test_that_is_not_plain_is_read(record: str) -> None:
    assert same_or_none(with_terms(record))


@pytest.mark.parametrize(
    "definition",
    ["'D", '"D', "[D", "{D: D", "D\n    ? D", "&D D", "D\n    D", "D\n---", "D\n...", "D\n   - D", "", "~", "!d D",
     "*d", "D\n    id: again", '"\\0"', "D\x01", "D\nclaims: []", "|+\n\n"],
)  # fmt: skip
def test_that_is_wrong_is_not(definition: str) -> None:
    assert not same_or_none(with_terms(f"  - id: moon\n    term: T\n    definition: {definition}\n"))


def test_a_carriage_return_by_itself_is_in_no_text() -> None:
    assert not same_or_none(with_terms("  - id: moon\n    term: T\n    definition: 'D\r\n      D'\n"))
    assert not same_or_none(with_terms(TERM.replace("D\n", "D\r\n")))


def test_that_is_not_as_the_model_wants_it_is_not() -> None:
    assert not same_or_none(with_terms(TERM.replace("term:", "trem:")))
    assert not same_or_none(SOUND.replace("topics:", "topic:"))
    assert not same_or_none(f"topics:\n{TERM}")
    assert not same_or_none("glossary:\n" + TERM)


@pytest.mark.parametrize(
    "definition",
    ["See [D](event:star)", "'[D](event:star)'", '"[D](event:star)"', '"[D](event\\x3astar)"',
     ">-\n      [D](EVENT:star)", "|\n      [D](Event:star)", "|2\n      [D](event:star)"],
)  # fmt: skip
def test_where_a_record_leads_to_events_is_known_however_it_is_written(definition: str) -> None:
    read = quick.parse(f"{SOUND}glossary:\n  - id: moon\n    term: T\n    definition: {definition}\n".encode())
    assert read
    assert [events(term) for term in read.parsed.dataset.glossary] == [{b"star"}]


def test_a_record_that_was_read_plainly_is_known_by_its_text_and_any_other_by_its_fields() -> None:
    read = quick.parse(f"{SOUND}glossary:\n{TERM}\n\n{TERM.replace('moon', 'sun # a comment')}".encode())
    assert read
    moon, sun = read.parsed.dataset.glossary
    assert moon.said == said_in(TERM.strip("- \n").encode())
    assert sun.said == said_in(sun.model_dump_json().encode())


def test_records_of_a_kind_share_one_table_of_names() -> None:
    read = quick.parse(SITE.encode())
    assert read
    data = read.parsed.dataset
    for record in (*data.claims, *data.sources, *data.events):  # those that are many have many fields
        fields = record.__dict__
        assert sys.getsizeof(fields) < sys.getsizeof(dict([*fields.items()])), record.id


@pytest.mark.parametrize("sign", [b"\xff", b"\x07", "\u2028".encode(), "\ufeff".encode(), b"\t"])
@pytest.mark.parametrize("place", [b"topics:", b"  - "])
def test_what_is_not_read_in_a_record_is_not_in_a_comment_above_one_either(sign: bytes, place: bytes) -> None:
    text = SOUND.encode()
    assert quick.parse(text.replace(place, b"# words\n" + place, 1))
    assert quick.parse(text.replace(place, b"# " + sign + b"\n" + place, 1)) is None


@fuzz
@given(text=YAMLISH | WORDS)
def test_any_text_in_a_record(text: str) -> None:
    same_or_none(with_terms(f"  - id: moon\n    term: {text}\n    definition: D\n"))


@fuzz
@given(changes=st.lists(CHANGE, min_size=1, max_size=3))
def test_any_change_to_a_sound_file(changes: list[tuple[str, int, str]]) -> None:
    same_or_none(changed(FULL, changes))


@settings(fuzz, max_examples=20)
@given(changes=st.lists(CHANGE, min_size=1, max_size=2), start=st.integers(0, 6000))
def test_any_change_to_the_file_of_this_site(changes: list[tuple[str, int, str]], start: int) -> None:
    same_or_none(changed(SITE, [(what, start + line, words) for what, line, words in changes]))


@pytest.mark.parametrize(
    "record", ["  -\n    id: moon", "  - # moon\n    id: moon", "  -  \n    id: moon", "  - ? id\n    : moon"]
)
def test_that_does_not_begin_behind_its_hyphen_is_marked_all_the_same(record: str) -> None:
    same_or_none(with_terms(f"{record}\n    term: T\n    definition: D\n"))


# A file that is long because it holds little


def test_a_million_empty_values_are_not_a_file_of_claims() -> None:
    many = ", ".join(f"a{n}" for n in range(600_000))
    assert (
        quick.parse(with_terms(f"  - id: moon\n    term: T\n    definition: D\n    forms: [{many}]\n").encode()) is None
    )


# Places


def ways(value: Any, way: Way = ()) -> list[Way]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for step, item in inner for found in ways(item, (*way, step)))]


@pytest.mark.parametrize("text", [FULL, SITE, with_terms(TERM)], ids=["full", "site", "json"])
def test_a_place_is_found_in_a_record_by_itself(text: str) -> None:
    read = quick.parse(text.encode())
    assert read
    apart, whole = quick.document(text.encode()), reader.read(text)
    found = ways(whole.data)
    for way in [*found[:300], *found[:: len(found) // 300 + 1]]:
        assert apart.mark_of(way) == whole.mark_of(way)
        assert apart.mark_of(way, on_key=True) == whole.mark_of(way, on_key=True)
        assert apart.mark_of((*way, "x")) == whole.mark_of((*way, "x"))
        assert apart.mark_of(way, spot="the") == whole.mark_of(way, spot="the")
