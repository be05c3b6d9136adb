"""The values that every step reports with, and how they are printed."""

import pytest

from claims.source.diagnostics import Diagnostic, Location, Mark, as_text, nearest, shown


def diagnostic(message: str = "m", *, line: str = "", column: int = 1, **rest: str) -> Diagnostic:
    return Diagnostic(rest.get("file", "a.yaml"), Mark(3, column), message, rest.get("help", ""), line)


# Values


def test_findings_stand_in_file_order_and_those_that_print_the_same_are_one() -> None:
    last = Diagnostic("a.yaml", Mark(10, 1), "a")
    middle = Diagnostic("a.yaml", Mark(9, 12), "a")
    first = Diagnostic("a.yaml", Mark(9, 3), "z")
    assert sorted([last, middle, first]) == [first, middle, last]
    assert len({diagnostic("m", line="line"), diagnostic("m", line="other")}) == 1


def test_a_location_leads_to_values_inside_its_record_and_is_no_part_of_what_it_says() -> None:
    location = Location(section="claims", index=3)
    assert location.path("evidence", 0, "source") == ("claims", 3, "evidence", 0, "source")
    assert location == Location(section="events", index=0)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("suports", ["contradicts", "supports", "context"], "supports"),
        ("DATE_AS-WRITTEN", ["date", "date_as_written"], "date_as_written"),
        ("recipes", ["series", "sources"], None),
        ("ab", ["abc", "abd"], "abd"),
        ("ab", ["abd", "abc"], "abd"),
        ("x" * 101, ["x" * 100], None),  # no time is spent on words that nobody meant
        ("x" * 100, ["x" * 101], None),
        ("word", [f"word-{n}" for n in range(2001)], None),
    ],
)
def test_the_nearest_word_is_suggested_where_one_is_near(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near


def test_a_long_value_is_shown_by_its_beginning() -> None:
    assert shown("x" * 100) == f'"{"x" * 100}"'
    assert shown("x" * 101) == f'"{"x" * 100}…"'


# Printing


def test_a_blank_line_is_not_shown() -> None:
    assert as_text([diagnostic(line="  ")]) == "a.yaml:3:1: error: m\n1 mistake found"


def test_colour_marks_place_and_caret() -> None:
    found = diagnostic(line="a:", column=2, help="h")
    assert as_text([found], colour=True) == (
        "\033[1ma.yaml:3:2: \033[31merror:\033[0m\033[1m m\033[0m\n"
        "\033[2m    3 | a:\033[0m\n"
        "\033[2m      | \033[0m \033[31m^\033[0m\n"
        "  help: h\n"
        "1 mistake found"
    )
    assert "\033[33mwarning:" in as_text([found], level="warning", colour=True)


def test_the_margin_grows_with_the_number_of_the_line() -> None:
    found = Diagnostic("a.yaml", Mark(123456, 2), "m", line="ab")
    assert as_text([found]).split("\n")[1:3] == ["123456 | ab", "       |  ^"]


@pytest.mark.parametrize(
    ("line", "column", "shown", "under"),
    [
        ("abc", 1, "abc", "^"),
        ("abc", 4, "abc", "   ^"),
        ("abc", 9, "abc", "   ^"),
        ("\ta\tb", 4, " a b", "   ^"),
        ("月亮 b", 4, "月亮 b", "     ^"),
        ("🧀 b", 3, "🧀 b", "   ^"),
        ("e\u0301 b", 4, "e\u0301 b", "  ^"),
        ("a\u00a0b", 3, "a b", "  ^"),
        ("a\x1bb\u202ec", 5, "a\ufffdb\ufffdc", "    ^"),
        ("a" * 100, 100, "a" * 100, " " * 99 + "^"),
        ("a" * 101, 1, "a" * 100 + "…", "^"),
        ("a" * 101, 101, "…" + "a" * 51, " " * 51 + "^"),
        ("a" * 200 + "b" + "c" * 200, 201, "…" + "a" * 50 + "b" + "c" * 49 + "…", " " * 51 + "^"),
    ],
)
def test_the_caret_stands_under_the_spot(line: str, column: int, shown: str, under: str) -> None:
    printed = as_text([diagnostic(line=line, column=column)]).split("\n")
    assert printed[1:3] == [f"    3 | {shown}", f"      | {under}"]


ACTING = 'moon\x1b[31m\x07\u202e\u2066\x9b\u200b\r\n"'
SPELT = r'moon\x1b[31m\x07\u202e\u2066\x9b\u200b\r\n"'


def test_what_acts_on_a_terminal_is_written_as_a_code() -> None:
    found = Diagnostic(f"{ACTING}.yaml", Mark(1, 1), ACTING, ACTING, ACTING)
    assert as_text([found]) == (
        f"{SPELT}.yaml:1:1: error: {SPELT}\n"
        '    1 | moon\ufffd[31m\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"\n'
        "      | ^\n"
        f"  help: {SPELT}\n"
        "1 mistake found"
    )


def test_of_a_long_message_the_middle_is_left_out() -> None:
    assert as_text([diagnostic("x" * 400)]).startswith(f"a.yaml:3:1: error: {'x' * 400}\n")
    assert as_text([diagnostic(f'term "{"x" * 1000}" is odd')]).split("\n")[0] == (
        f'a.yaml:3:1: error: term "{"x" * 194} … {"x" * 192}" is odd'  # 400 characters and the mark between them
    )
