"""The rules together, and what no example can show. Each has a file that breaks it in examples/invalid; what just keeps
them stands in examples/valid/edges.yaml."""

from dataclasses import replace

import pytest

from claims.checks import rules
from claims.checks.rules import Facts, Rule
from claims.model import parser
from claims.model.markdown import MarkdownRenderer
from claims.model.records import Label
from claims.resources import packaged
from claims.site import labels
from claims.site.language import Language
from claims.source import yaml_reader as reader
from claims.source.diagnostics import MAX_PROBLEMS, Problem
from support.helpers import EXAMPLES, TODAY, Value, claim, parsed, topic


def found(rule: Rule, **sections: Value) -> list[str]:
    """Place and message of what a rule finds in a file that has no other mistakes."""
    file = parsed(**sections)
    assert file.problems == ()
    return list(map(told, rule(Facts(file, TODAY))))


def told(problem: Problem) -> str:
    return f"{'/'.join(map(str, problem.where))}: {problem.message}"  # type: ignore[arg-type]


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
    assert found(rules.a_text_is_not_nested_too_deep, topics=[topic(summary=summary)]) == [
        'topics/0/summary: topic "moon" has lists in lists, more than Markdown can take'
    ]
    assert found(rules.a_link_leads_somewhere, topics=[topic(summary=summary)]) == []


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
    assert found(rules.a_text_is_not_nested_too_deep, topics=[topic(summary=summary)]) == []
    assert MarkdownRenderer().html(summary)


@pytest.mark.parametrize("tag", ["en", "zh-Hans"])
def test_the_word_of_a_finding_is_no_verdict_in_a_language_of_the_theme(tag: str) -> None:
    language = Language.load(tag, [packaged("theme") / "translations"])
    for label in Label:
        finding = {"name": "N", "word": labels.name(label, language), "text": "T"}
        [message] = found(rules.a_finding_has_a_claim_or_a_word, site={"findings": [finding]})
        assert "a verdict written by hand" in message
