"""Findings as they are printed."""

from __future__ import annotations

import json

import pytest

from claims.data import report
from claims.data.diagnostics import Finding, Mark


def finding(message: str = "m", *, line: str = "", column: int = 1, **rest: str) -> Finding:
    return Finding(rest.get("file", "a.yaml"), Mark(3, column), message, rest.get("help", ""), line)


def caret(line: str, column: int) -> tuple[str, str]:
    """The line as it is shown, and the line with the caret, each without the margin."""
    shown, under = report.text([finding(line=line, column=column)]).split("\n")[1:3]
    return shown.removeprefix("    3 | "), under.removeprefix("      | ")


def test_a_finding_is_printed_with_its_place_its_line_and_what_to_do() -> None:
    found = finding('"a" is empty', line="  a:", column=5, help="write a value")
    assert report.text([found]) == (
        'a.yaml:3:5: error: "a" is empty\n    3 |   a:\n      |     ^\n  help: write a value\n1 mistake found'
    )


def test_a_blank_line_is_not_shown() -> None:
    assert report.text([finding(line="  ")]) == "a.yaml:3:1: error: m\n1 mistake found"


def test_mistakes_and_remarks_are_counted_as_such() -> None:
    assert [report.count(1), report.count(2), report.count(1, "warning"), report.count(2, "warning")] == [
        "1 mistake found",
        "2 mistakes found",
        "1 remark made",
        "2 remarks made",
    ]


def test_a_remark_is_printed_as_a_warning() -> None:
    assert report.text([finding()], level="warning") == "a.yaml:3:1: warning: m\n1 remark made"


def test_colour_marks_place_and_caret() -> None:
    found = finding(line="a:", column=2, help="h")
    assert report.text([found], colour=True) == (
        "\033[1ma.yaml:3:2: \033[31merror:\033[0m\033[1m m\033[0m\n"
        "\033[2m    3 | a:\033[0m\n"
        "\033[2m      | \033[0m \033[31m^\033[0m\n"
        "  help: h\n"
        "1 mistake found"
    )


def test_the_colour_of_a_remark_is_another() -> None:
    assert "\033[33mwarning:" in report.text([finding()], level="warning", colour=True)


def test_the_margin_grows_with_the_number_of_the_line() -> None:
    found = Finding("a.yaml", Mark(123456, 2), "m", line="ab")
    assert report.text([found]).split("\n")[1:3] == ["123456 | ab", "       |  ^"]


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
    ],
)
def test_the_caret_stands_under_the_spot(line: str, column: int, shown: str, under: str) -> None:
    assert caret(line, column) == (shown, under)


def test_of_a_long_line_the_part_around_the_spot_is_shown() -> None:
    line = "a" * 200 + "b" + "c" * 200
    assert caret(line, 201) == ("…" + "a" * 50 + "b" + "c" * 49 + "…", " " * 51 + "^")


def test_a_line_that_just_fits_is_shown_whole() -> None:
    assert caret("a" * 100, 100) == ("a" * 100, " " * 99 + "^")
    assert caret("a" * 101, 1) == ("a" * 100 + "…", "^")
    assert caret("a" * 101, 101) == ("…" + "a" * 51, " " * 51 + "^")


ACTING = 'moon\x1b[31m\x07\u202e\u2066\x9b\u200b\r\n"'
SPELT = r'moon\x1b[31m\x07\u202e\u2066\x9b\u200b\r\n"'


def test_what_acts_on_a_terminal_is_written_as_a_code() -> None:
    found = Finding(f"{ACTING}.yaml", Mark(1, 1), ACTING, ACTING, ACTING)
    assert report.text([found]) == (
        f"{SPELT}.yaml:1:1: error: {SPELT}\n"
        '    1 | moon\ufffd[31m\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"\n'
        "      | ^\n"
        f"  help: {SPELT}\n"
        "1 mistake found"
    )


def test_of_a_long_message_the_middle_is_left_out() -> None:
    found = finding(f'term "{"x" * 1000}" is odd')
    assert report.text([found]).split("\n")[0] == (
        f'a.yaml:3:1: error: term "{"x" * 194} … {"x" * 192}" is odd'  # 400 characters and the mark between them
    )


def test_a_message_that_just_fits_is_shown_whole() -> None:
    assert report.text([finding("x" * 400)]).startswith(f"a.yaml:3:1: error: {'x' * 400}\n")


def test_a_program_gets_every_value_exactly() -> None:
    error, warning = finding(ACTING, help="é", column=4), finding("w")
    assert json.loads(report.as_json([error], [warning])) == [
        {"level": "error", "file": "a.yaml", "line": 3, "column": 4, "message": ACTING, "help": "é"},
        {"level": "warning", "file": "a.yaml", "line": 3, "column": 1, "message": "w", "help": ""},
    ]


def test_nothing_in_json_acts_on_a_terminal() -> None:
    assert report.as_json([finding(ACTING)], []).isascii()


def test_no_findings_are_an_empty_list() -> None:
    assert report.as_json([], []) == "[]"


def test_a_pull_request_gets_each_finding_on_its_line() -> None:
    error = finding("100% wrong", file="a,b:c.yaml", help="mend it", column=4)
    assert report.github([error], [finding("w")]) == (
        "::error file=a%2Cb%3Ac.yaml,line=3,col=4::100%25 wrong - mend it\n::warning file=a.yaml,line=3,col=1::w"
    )


def test_no_value_begins_a_command_of_its_own() -> None:
    printed = report.github([finding("a\n::error::b", file="c\n::error::d")], [])
    assert printed == r"::error file=c\n%3A%3Aerror%3A%3Ad,line=3,col=1::a\n::error::b"
