"""The rules together, and what no example can show. Each has a file that breaks it in examples/invalid; what just keeps
them stands in examples/valid/edges.yaml."""

from dataclasses import replace

import pytest

from claims.checks import rules
from claims.checks.rules import Facts
from claims.model import parser
from claims.model.markdown import MarkdownRenderer
from claims.source import yaml_reader as reader
from claims.source.diagnostics import MAX_PROBLEMS, Problem
from support.helpers import EXAMPLES, TODAY, claim, parsed, topic


def test_a_file_without_mistakes_breaks_no_rule() -> None:
    assert list(rules.check(Facts(parsed(), TODAY))) == []


def test_one_gloriously_bad_file_breaks_every_rule() -> None:
    file = parser.parse(reader.read((EXAMPLES / "invalid" / "gloriously-bad.yaml").read_text("utf-8")))
    facts = Facts(file, TODAY)
    assert [rule.__name__ for rule in rules.ERRORS if not list(rule(facts))] == []


def test_rules_are_not_applied_to_half_a_file() -> None:
    whole = parsed(claims=[claim(topics=["mars"])])
    half = replace(whole, problems=whole.problems + tuple([Problem((), "m")] * MAX_PROBLEMS))
    assert len(list(rules.check(Facts(whole, TODAY)))) == 1
    assert list(rules.check(Facts(half, TODAY))) == []


def test_no_more_is_found_than_anyone_reads() -> None:
    file = parsed(claims=[claim(topics=[f"mars-{n}" for n in range(MAX_PROBLEMS * 2)])])
    assert len(list(rules.check(Facts(file, TODAY)))) == MAX_PROBLEMS


@pytest.mark.parametrize(
    "summary",
    [
        "\n".join(f"{'    ' * n}- <{n}>" for n in range(60)),
        "\n".join("\t" * n + "* x" for n in range(150)),
        "- " * 1_000 + "x",
        "1. " * 1_000 + "x",
        "1) " * 1_000 + "x",
        "> + " * 500 + "[x](claim&#58;none)",
    ],
    ids=["spaces", "tabs", "in one line", "numbers", "numbers in brackets", "quotations"],
)
def test_a_text_is_not_nested_too_deep(summary: str) -> None:
    [problem] = parsed(topics=[topic(summary=summary)]).problems
    assert problem.message.endswith("has lists in lists, more than Markdown can take")


@pytest.mark.parametrize(
    "summary",
    [
        "\n".join(f"{'    ' * n}- {n}" for n in range(24)),
        "\n".join("\t" * n + f"- {n}" for n in range(98)),
        "- " * 99 + "x",
        "1. " * 99 + "x",
        "> + " * 33 + "x",
        "-" * 1_000 + "\n\nx",
    ],
    ids=["spaces", "tabs", "in one line", "numbers", "quotations", "a rule"],
)
def test_what_is_not_too_deep_can_be_rendered(summary: str) -> None:
    assert parsed(topics=[topic(summary=summary)]).problems == ()
    assert MarkdownRenderer().html(summary)
