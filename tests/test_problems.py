"""The values that every step reports with."""

from __future__ import annotations

import dataclasses

from claims.data.diagnostics import DataError, Finding, Mark, Origin, Problem, listing, nearest, shown


def test_findings_stand_in_file_order() -> None:
    last = Finding("a.yaml", Mark(10, 1), "a")
    middle = Finding("a.yaml", Mark(9, 12), "a")
    first = Finding("a.yaml", Mark(9, 3), "z")
    assert sorted([last, middle, first]) == [first, middle, last]


def test_findings_that_print_the_same_are_one() -> None:
    found = {Finding("a.yaml", Mark(1, 1), "m", "h", "line"), Finding("a.yaml", Mark(1, 1), "m", "h", "other")}
    assert len(found) == 1


def test_an_origin_leads_to_values_inside_its_record() -> None:
    origin = Origin(section="claims", index=3)
    assert origin.path("evidence", 0, "source") == ("claims", 3, "evidence", 0, "source")


def test_where_a_record_stands_is_no_part_of_what_it_says() -> None:
    here = Origin(section="claims", index=0)
    there = Origin(section="events", index=3)
    assert here == there


def test_a_problem_points_at_the_value_unless_told_otherwise() -> None:
    plain = Problem(Mark(1, 1), "m")
    assert dataclasses.astuple(plain)[2:] == ("", False, "", ())


def test_the_nearest_word_is_suggested() -> None:
    assert nearest("suports", ["contradicts", "supports", "context"]) == "supports"


def test_capitals_and_underscores_are_not_other_letters() -> None:
    assert nearest("DATE_AS-WRITTEN", ["date", "date_as_written"]) == "date_as_written"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert nearest("recipes", ["series", "sources"]) is None


def test_of_two_equally_near_the_choice_is_always_the_same() -> None:
    assert {nearest("ab", order) for order in (["abc", "abd"], ["abd", "abc"])} == {"abd"}


def test_no_time_is_spent_on_words_that_no_one_meant() -> None:
    assert nearest("x" * 101, ["x" * 100]) is None
    assert nearest("x" * 100, ["x" * 101]) is None
    assert nearest("word", [f"word-{n}" for n in range(2001)]) is None


def test_a_long_value_is_shown_by_its_beginning() -> None:
    assert shown("x" * 100) == f'"{"x" * 100}"'
    assert shown("x" * 101) == f'"{"x" * 100}…"'


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listing("a"), listing("ab"), listing("abc"), listing("abc", last="and")] == [
        "a",
        "a or b",
        "a, b or c",
        "a, b and c",
    ]


def test_an_error_says_everything_that_was_found() -> None:
    error = DataError([Finding("a.yaml", Mark(2, 3), "one"), Finding("a.yaml", Mark(4, 5), "two", "do this")])
    assert str(error) == "a.yaml:2:3: error: one\na.yaml:4:5: error: two\n  help: do this\n2 mistakes found"
