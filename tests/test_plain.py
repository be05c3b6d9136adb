"""The plain layout, read line by line: what is read is what the reader reads, and on any doubt nothing is.

The examples are made up by hypothesis, the same ones in every run. To look further, raise `_MOST` for a while.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import plain, quick
from claims.data import reader
from helpers import EXAMPLES, ROOT
from test_fuzz import CHANGE, FULL, WORDS, YAMLISH, changed

_MOST = 400
ALL = [ROOT / "data" / "claims.yaml", *sorted(EXAMPLES.rglob("*.yaml"))]

fuzz = settings(
    max_examples=_MOST, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def laid_out(text: str) -> dict[str, list[Any]] | None:
    """The values, or None on doubt."""
    layout, data = plain.Layout(), dict[str, list[Any]]()
    try:
        for section in plain.sections(text.encode()):
            if section.name in data:
                return None
            data[section.name] = [layout.record(piece, section.indent + 2) for piece in section.records()]
    except plain.DoubtError:
        return None
    assert layout.count == count(data) - len(data)
    return data


def count(value: Any) -> int:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return len(inner) + sum(map(count, inner))


def same_or_none(text: str) -> bool:
    """Whether a text is laid out plainly; checks that it then says what the reader finds in it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    data = laid_out(text)
    if data is None:
        return False
    document = reader.read(text)
    assert document.problems == []
    assert data == document.data
    assert in_order(data) == in_order(document.data)
    assert quick.document(text.encode()).marks == document.marks
    return True


def in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return [(name, in_order(inner)) for name, inner in value.items()]
    return [in_order(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_example_good_and_bad(path: Path) -> None:
    same_or_none(path.read_bytes().decode(errors="replace"))


def test_the_file_of_this_site_is_laid_out_plainly() -> None:
    assert same_or_none((ROOT / "data" / "claims.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("a: b", "b"),
        ("a: b c:d e#f - g", "b c:d e#f - g"),
        ("a: https://a.example/?b=c&d#e", "https://a.example/?b=c&d#e"),
        ("a: 2019-05-01", "2019-05-01"),
        ("a: ../2019", "../2019"),
        ("a: no", "no"),
        ("a: “é” 月", "“é” 月"),
        ('a: "b: c # d"', "b: c # d"),
        ("a: 'it''s'", "it's"),
        ("a: 'null'", "null"),
        ('a: ""', ""),
        ("a: >-\n      b\n      c", "b c"),
        ("a: >-\n      b\n\n      c\n      d\n\n\n      e", "b\nc d\n\ne"),
        ("a: >\n      b\n      c\n", "b c\n"),
        ("a: |-\n      b", "b"),
        ("a: |-\n      b\n\n      c: d", "b\n\nc: d"),
        ("a: |\n      b\n      # c\n", "b\n# c\n"),
        ("a: [b, c d]", ["b", "c d"]),
        ("a:\n      - b\n      - 'c'", ["b", "c"]),
        ("a:\n    - b\n    - c", ["b", "c"]),
        ("a:\n      - b: c\n        d: e\n\n      - b: f", [{"b": "c", "d": "e"}, {"b": "f"}]),
        ("a:\n      - {b: c, d: 'e, f'}", [{"b": "c", "d": "e, f"}]),
        ("a: {2019: 1, 2020-01: 2.5}", {"2019": "1", "2020-01": "2.5"}),
        ("a:\n      b: c\n      d:\n        e: f", {"b": "c", "d": {"e": "f"}}),
        ("a: b\n\n\n", "b"),
        ("a: b\n\n  # about the next", "b"),
        ("a: |\n      b\n\n  # about the next\n    # and more\n", "b\n"),
    ],
)
def test_what_is_plain(field: str, value: object) -> None:
    for text in (
        f"claims:\n  - id: x\n    {field}",
        f"# c\n\nclaims:\n  - {field}\n\n  - id: y\n# c\n\ntopics: \n  - id: z\n",
    ):
        assert same_or_none(text)
        data = laid_out(text)
        assert data
        assert data["claims"][0]["a"] == value


@pytest.mark.parametrize(
    "field",
    ["a:", "a: ", "a: ~", "a: null", "a: b # c", "a: b\n      c", "a: b: c", "a: b:", "a: &b c", "a: *b", "a: !b c",
     "a: @b", "a: `b", "a: %b", "a: - b", "a: ? b", "a: [b", "a: [b, [c]]", "a: [b, ]", "a: [b, null]", "a: []",
     "a: {}",
     "a: {b: c, }", "a: {b: c, b: d}", "a: {b: {c: d}}", "a: {b, c}", "a: {b: }", "a: {b: null}", "a: {b: c} d",
     'a: "b\\n"', 'a: "b" c', "a: 'b\n      c'", "a: >2\n      b", "a: |+\n      b", "a: >-\n      b\n       c",
     "a: >-\n       b\n      c", "a: >-\n\n      b", "a: >-\n    b", "a: >-", "a:\tb", "a: b\tc", "a: b ", "a : b",
     "a:b", "a: b\n   c: d", "a: b\n     c: d", "a: b\n    a: c", "a: b\n    - c", "<<: b", '"a": b', "? a",
     "a: b\n...",
     "a: b\n---", "a: b\n    # c\n    d: e", "a:\n      - b\n     - c", "a:\n      - - b", "a:\n      -\n        b: c",
     "a:\n      b: c\n     d: e", "a: b\n   ", "a: \x01", "a: b\u2028c", "a: \ufeff", "a: b\rc", "a: b\x85"],
)  # fmt: skip
def test_what_is_not(field: str) -> None:
    assert not same_or_none(f"claims:\n  - id: x\n    {field}\n")
    assert not same_or_none(f"claims:\n  - {field}\n  - id: y\n")


@pytest.mark.parametrize(
    "text",
    ["", "a", "claims: []", "claims:", "claims:\n", "claims:\n\n# c\n", "claims:\n  a: b\n", "claims:\n  -\n",
     "claims:\n  - \n",
     "claims:\n  - a\n", "claims:\n  -  id: a\n", "- id: a\n", "---\nclaims:\n  - id: a\n", "%YAML 1.1\n",
     "CLAIMS:\n  - id: a\n",
     '"claims":\n  - id: a\n', "claims: # c\n  - id: a\n", " claims:\n  - id: a\n", "claims:\n  - id: a\n - id: b\n",
     "claims:\n  - id: a\n   - id: b\n", "claims:\n  - id: a\nclaims:\n  - id: b\n", "claims:\n  - id: a\n- id: b\n",
     "claims:\n  - id: a\n  - ", "claims:\n  - id: a\n  - \n", "claims:\n  - id: a\n  - \n  - id: b\n",
     "claims:\n- id: a\n- \ntopics:\n- id: b",
     "claims:\n- id: a\n- \n# c\n", "claims:\n  - # c\n    id: a\n",
     "claims:\n  - id: |\n      a", "claims:\n  - id: >\n      a"],
)  # fmt: skip
def test_what_is_no_list_of_records(text: str) -> None:
    assert not same_or_none(text)


def test_lists_may_stand_as_far_out_as_their_names() -> None:
    assert same_or_none("claims:\n- id: a\n  b:\n  - c\n\n- {id: b}\ntopics:\n    - id: c\n      d: e\n")


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("abc", "abc"),
        ("aXc", "a-c"),
        ("bc", "-bc"),
        ("aXbc", "abc"),
        ("aXXXbc", "abc"),
        ("aXXc", "a-c"),
        ("cba", "abc"),
        ("", "---"),
        ("abcd", "abc"),
    ],
)
def test_texts_that_are_expected_are_given_where_they_stand(expected: str, given: str) -> None:
    known = {letter: f"id: {letter}\n    a: {letter}".encode() for letter in "abcdX"}
    text = b"claims:\n  - " + b"\n  - ".join(known[letter] for letter in "abc") + b"\n"
    [section] = plain.sections(text)
    pieces = [known[letter] for letter in expected]
    found = [*section.records(pieces)]
    assert found == [*section.records()]
    assert [any(one is piece for piece in pieces) for one in found] == [letter != "-" for letter in given]
    assert section.holds(pieces) == (expected == "abc")


def test_a_text_that_only_begins_as_expected_is_another() -> None:
    [section] = plain.sections(b"claims:\n  - id: ab\n  - id: b\n")
    assert [*section.records([b"id: a", b"id: b"])] == [b"id: ab", b"id: b"]


def test_bytes_that_are_no_text_are_not_read() -> None:
    with pytest.raises(plain.DoubtError):
        plain.Layout().record(b"id: \xff", 4)


def test_however_deep_a_record_is_nested_it_ends() -> None:
    deep = "".join(f"{'  ' * n}a:\n" for n in range(3, 3000))
    assert not same_or_none(f"claims:\n  - id: a\n    b:\n{deep}{'  ' * 3000}a: b\n")


VALUE = st.sampled_from(
    ["b", "b c", "b: c", "b:c", "b #c", "b#c", "'b'", "'b''", '"b"', '"b', '"\\x"', "[b, c]", "[b", "[b,c]",
     "[b, 'c']", "{b: c}",
     "{b: c, d: 'e'}", "{b: c", "{b: 'c', }", "{b: c, d}", ">-", ">", "|-", "|", "|+", ">2", "-", "- b", "-b", "?",
     "? b", ":", "~",
     "null", "&b", "*b", "!b", "@", "%", "`", "b ", " b", "b\tc", "b # c", "", " ", ",", "b,", "b, c", "b]", "b}",
     "2019", "...",
     "---", "<<", "é", "\xa0b", "b\xa0", "=", ".", "\\", "http://b/?c#d", "{b: http://c/d}", "{b: c:d}", "{b: c?}",
     "[a: b]"]
)  # fmt: skip
LINE = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["a", "b", "c-d", "2019", "e f", "'g'", "null", "<<"]), VALUE),
    st.builds("{}:".format, st.sampled_from("abcd")),
    st.builds("- {}".format, VALUE),
    st.builds("- {}: {}".format, st.sampled_from("abc"), VALUE),
    VALUE,
    st.sampled_from(["", "# c", "#c", "claims:", "topics:", "- ", "-", "- ", "- id: b", "-  id: b"]),
)
LINES = st.lists(st.builds("{}{}".format, st.sampled_from(["", " ", "  ", "   ", "    ", "    ",
    "    ", "     ", "      ", "        "]), LINE), max_size=8).map("\n".join)  # fmt: skip


@fuzz
@given(text=LINES, end=st.sampled_from(["", "\n", "\n\n", "\n  - id: z\n", "\n# c\ntopics:\n  - id: z"]))
def test_any_lines_of_a_record(text: str, end: str) -> None:
    same_or_none(f"claims:\n  - id: a\n{text}{end}")


@fuzz
@given(text=LINES | YAMLISH | WORDS)
def test_any_lines(text: str) -> None:
    same_or_none(text.replace("\x01", "").replace("\r", ""))


@fuzz
@given(text=YAMLISH | WORDS)
def test_any_text_in_a_field(text: str) -> None:
    same_or_none(f"claims:\n  - id: a\n    b: {text}\n    c: d\n")


@fuzz
@given(changes=st.lists(CHANGE, min_size=1, max_size=3))
def test_any_change_to_a_sound_file(changes: list[tuple[str, int, str]]) -> None:
    same_or_none(changed(FULL, changes))
