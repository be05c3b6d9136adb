"""Text → plain values with marks. What each message says in full stands in examples/invalid."""

from typing import Any

import pytest

from claims.source import yaml_reader as reader
from claims.source.diagnostics import MAX_PROBLEMS, Mark, Path, Problem

FILE = """\
# claims
claims:
  - id: one
    topics: [a, "b"]
    evidence:
      - source: s
        note: >-
          Some [words](claim:two)
          and [more](claim:two) words.
  - {id: two, quote: {text: "é🧀 [x](claim:one)"}}
"""


def read(text: str) -> tuple[object, list[str]]:
    """The values and the messages."""
    document = reader.read(text)
    return document.data, [problem.message for problem in document.problems]


# Values


def test_a_file_becomes_dicts_lists_and_text() -> None:
    evidence = {"source": "s", "note": "Some [words](claim:two) and [more](claim:two) words."}
    first = {"id": "one", "topics": ["a", "b"], "evidence": [evidence]}
    second = {"id": "two", "quote": {"text": "é🧀 [x](claim:one)"}}
    assert read(FILE) == ({"claims": [first, second]}, [])


@pytest.mark.parametrize("value", ["no", "yes", "on", "2019", "2019-05-01", "1.10", "0x1F", "1_000", "12:30", ".inf"])
def test_nothing_is_guessed(value: str) -> None:
    assert read(f"claims: {value}") == ({"claims": value}, [])


@pytest.mark.parametrize("value", ["", "~", "null", "Null", "NULL"])
def test_what_means_nothing_is_empty_unless_quoted(value: str) -> None:
    assert reader.read(f"claims: {value}").data == {"claims": None}
    assert reader.read(f"claims: '{value}'").data == {"claims": value}


def test_of_a_field_written_twice_the_first_counts() -> None:
    document = reader.read("claims: [{id: a}]\nclaims: [{id: b}, {id: c}]\n")
    assert document.data == {"claims": [{"id": "a"}]}
    assert document.mark_of(("claims", 0, "id")) == Mark(1, 15)
    assert document.mark_of(("claims", 1)) == Mark(1, 9)
    assert document.problems == [Problem(Mark(2, 1), '"claims" is written twice', "it stands on line 1 too: keep one")]


# Places


@pytest.mark.parametrize(
    ("path", "mark", "how"),
    [
        ((), Mark(2, 1), {}),
        (("claims",), Mark(3, 3), {}),
        (("claims", 0), Mark(3, 5), {}),
        (("claims", 0, "id"), Mark(3, 9), {}),
        (("claims", 0, "topics", 1), Mark(4, 17), {}),
        (("claims", 0, "evidence", 0, "note"), Mark(7, 15), {}),
        (("claims", 1, "quote", "text"), Mark(10, 29), {}),
        # What is missing is marked where it should be.
        (("claims", 0, "verdict", "label"), Mark(3, 5), {}),
        (("claims", 0, "evidence", 7), Mark(6, 7), {}),
        (("topics", 0), Mark(2, 1), {}),
        (("claims",), Mark(2, 1), {"on_key": True}),
        (("claims", 0, "topics"), Mark(4, 5), {"on_key": True}),
        (("claims", 1, "quote", "text"), Mark(10, 23), {"on_key": True}),
        (("claims", 1), Mark(10, 5), {"on_key": True}),
        (("claims", 0, "claims"), Mark(3, 5), {"on_key": True}),
        (("claims", 0, "evidence", 0, "note"), Mark(8, 24), {"spot": "claim:two"}),
        (("claims", 1, "quote", "text"), Mark(10, 37), {"spot": "CLAIM:ONE"}),
        # Words outside a value are not found in it.
        (("claims", 0, "evidence", 0, "note"), Mark(7, 15), {"spot": "claim:one"}),
        (("claims", 0, "id"), Mark(3, 9), {"spot": "source"}),
    ],
)
def test_a_value_its_name_and_words_in_it_are_found_where_they_are_written(
    path: Path, mark: Mark, how: dict[str, Any]
) -> None:
    assert reader.read(FILE).mark_of(path, **how) == mark


def test_words_are_found_up_to_the_end_of_a_file_that_does_not_end_its_last_line() -> None:
    document = reader.read("a: b\nc: a b")
    assert document.mark_of(("c",), spot="b") == Mark(2, 6)
    assert document.mark_of((), spot="a b") == Mark(2, 4)


def test_line_ends_of_windows_and_a_byte_order_mark_move_no_mark() -> None:
    document = reader.read("\ufeff" + FILE.replace("\n", "\r\n"))
    assert document.data == reader.read(FILE).data
    assert document.mark_of(("claims", 1, "id")) == Mark(10, 10)


# Characters


@pytest.mark.parametrize(
    "character", ["\x01", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufeff", "\ufffe", "\r", "\ud800"]
)
def test_a_character_that_cannot_be_seen_is_refused_where_it_stands(character: str) -> None:
    document = reader.read(f"claims: []\n# a{character}b{character}\nterms: []")
    assert [problem.where for problem in document.problems] == [Mark(2, 4)]
    assert document.mark_of(("terms",), on_key=True) == Mark(3, 1)


@pytest.mark.parametrize(
    "character", ["\t", "é", "\u00a0", "\u200d", "\u200f", "\u202e", "\ud7ff", "\ue000", "🧀", "\U0010ffff"]
)
def test_a_character_that_text_may_need_is_not(character: str) -> None:
    assert read(f'claims: "a{character}b"') == ({"claims": f"a{character}b"}, [])


@pytest.mark.parametrize("code", [r"\n", r"\t", r"\u00e9", r"\_", r"\U0001F9C0"])
def test_a_code_may_make_what_can_be_written(code: str) -> None:
    assert reader.read(f'claims: "a{code}"').problems == []


def test_what_follows_from_a_refused_character_is_not_reported() -> None:
    assert [message for message in read("claims: []\n\ufefftopics: []")[1] if "U+FEFF" not in message] == []
    assert len(read("# \x01\nclaims: @a")[1]) == 2


# Files that would exhaust the stack, the memory or the author


def test_twelve_levels_are_enough() -> None:
    assert read("a: " + "[" * 11 + "]" * 11)[1] == []
    deeper = reader.read("a: " + "[" * 12 + "]" * 12)
    message, help = "lists and fields are nested more than 12 deep", "check the indentation and the brackets"
    assert (deeper.data, deeper.problems) == ({}, [Problem(Mark(1, 15), message, help)])


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "a: [", "[{"])
def test_however_deep_a_file_is_nested_it_is_refused(opening: str) -> None:
    assert len(reader.read(opening * 100_000).problems) == 1


def test_aliases_are_not_followed() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    document = reader.read("\n".join(["a0: &a0 [x]", *levels]))
    assert document.data["a39"] == [None] * 9
    refused = '"*a" is a sign to YAML and no text, and such signs are not used here'
    assert read("*a") == ({}, [refused, "the file holds no named lists"])


def test_no_more_mistakes_are_told_than_can_be_read() -> None:
    assert len(reader.read("".join(f"a{n}:\n" for n in range(MAX_PROBLEMS * 2))).problems) == MAX_PROBLEMS
    assert len(reader.read("# \x01\n" * MAX_PROBLEMS * 2 + "claims: []").problems) == MAX_PROBLEMS


def test_mistakes_before_a_syntax_error_are_reported_with_it() -> None:
    assert read("claims:\ntopics: @moon") == ({}, ['"claims" is empty', 'text cannot begin with "@"'])
