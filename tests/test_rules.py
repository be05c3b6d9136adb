"""The rules together, and what no example can show. Each has a file that breaks it in examples/invalid; what just keeps
them stands in examples/valid/edges.yaml."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from claims.checks import rules
from claims.model import parser
from claims.model.markdown import MarkdownRenderer
from claims.model.parser import Parsed
from claims.source import yaml_reader as reader
from claims.source.diagnostics import MAX_PROBLEMS, Problem
from helpers import (
    EXAMPLES,
    TODAY,
    appearance,
    claim,
    evidence,
    parsed,
    source,
    topic,
    verdict,
)

Rule = Callable[[Parsed], Iterator[Problem]]


def found(rule: Rule, **sections: Any) -> list[str]:
    """Place and message of what a rule finds in a file that has no other mistakes."""
    file = parsed(**sections)
    assert file.problems == ()
    return list(map(told, rule(file)))


def told(problem: Problem) -> str:
    return f"{'/'.join(map(str, problem.where))}: {problem.message}"  # type: ignore[arg-type]


def sources(*others: dict[str, Any]) -> list[dict[str, Any]]:
    official = [
        source("gazette", kind="official", side="north"),
        source("tables", kind="official", side="south"),
    ]
    return [source("letter"), source("survey"), *official, *others]


def test_a_file_without_mistakes_breaks_no_rule() -> None:
    assert list(rules.check(parsed(), today=TODAY)) == []


def test_every_rule_is_applied() -> None:
    made = [f for _, f in inspect.getmembers(rules, inspect.isgeneratorfunction) if f.__module__ == rules.__name__]
    public = {f for f in made if not f.__name__.startswith("_")}
    assert public == {*rules.RULES, rules.no_date_lies_in_the_future, rules.check}


def test_one_gloriously_bad_file_breaks_every_rule() -> None:
    file = parser.parse(reader.read((EXAMPLES / "invalid" / "gloriously-bad.yaml").read_text("utf-8")))
    assert [rule.__name__ for rule in rules.RULES if not list(rule(file))] == []
    assert list(rules.no_date_lies_in_the_future(file, TODAY))


def test_rules_are_not_applied_to_half_a_file() -> None:
    whole = parsed(claims=[claim(topics=["mars"])])
    half = Parsed(whole.dataset, whole.names, whole.problems + tuple([Problem((), "m")] * MAX_PROBLEMS))
    assert len(list(rules.check(whole, today=TODAY))) == 1
    assert list(rules.check(half, today=TODAY)) == []


def test_no_more_is_found_than_anyone_reads() -> None:
    file = parsed(claims=[claim(topics=[f"mars-{n}" for n in range(MAX_PROBLEMS * 2)])])
    assert len(list(rules.check(file, today=TODAY))) == MAX_PROBLEMS


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


# Verdicts


LABELS = ("corroborated", "partly-corroborated", "disputed", "contradicted", "own-word", "unverified")


@pytest.mark.parametrize(
    ("passages", "label"),
    [
        ([evidence()], "corroborated"),
        ([evidence(part="day")], "partly-corroborated"),
        ([evidence(part="day"), evidence("tables", stance="contradicts")], "disputed"),
        ([evidence("tables", stance="contradicts")], "contradicted"),
        ([evidence("gazette")], "own-word"),
        ([evidence(stance="complicates")], "unverified"),
    ],
)
def test_a_verdict_has_the_label_that_follows_and_no_other(passages: list[dict[str, Any]], label: str) -> None:
    parts = [{"id": id, "text": "T"} for id in ("day", "place")]
    claims = [claim(id=stated, parts=parts, evidence=passages, verdict=verdict(stated)) for stated in LABELS]
    assert found(rules.a_verdict_follows_from_its_witnesses, sources=sources(), claims=claims) == [
        f'claims/{n}/verdict/label: claim "{stated}" is "{stated}", but its evidence adds up to "{label}"'
        for n, stated in enumerate(LABELS)
        if stated != label
    ]


def test_a_wrong_label_is_told_with_its_counts() -> None:
    works = sources(source("echo", relays=["survey"]), source("reprint", edition_of="letter"))
    passages = [
        *(evidence(part="day"), evidence("echo", part="day"), evidence("tables", part="day", **{"as": "admission"})),
        *(evidence("gazette"), evidence(**{"as": "promise"}), evidence("reprint"), evidence("gazette")),
        evidence("tables", part="day", stance="contradicts"),
        *(evidence("tables", stance="contradicts", **{"as": "accusation"}), evidence("tables", stance="context")),
    ]
    parts = [{"id": id, "text": "T"} for id in ("day", "place")]
    broken = claim(parts=parts, evidence=passages)
    [problem] = rules.a_verdict_follows_from_its_witnesses(parsed(sources=works, claims=[broken]))
    assert problem.help == (
        "write `label: disputed`, or correct the evidence; "
        'independent witnesses: "day" 2 for (evidence 1, 2 and 3) and 1 against (evidence 8), "place" none; '
        "not counted: the speaker's side (evidence 4 and 7), promise (evidence 5), the text itself (evidence 6), "
        "accusation (evidence 9)"
    )


def test_the_answer_of_the_accused_is_told_as_one() -> None:
    accusing = claim(accuses="south", evidence=[evidence("tables", stance="contradicts")])
    [problem] = rules.a_verdict_follows_from_its_witnesses(parsed(sources=sources(), claims=[accusing]))
    assert problem.help.endswith("independent witnesses: none; not counted: the accused (evidence 1)")


@pytest.mark.parametrize("changes", [{"verdict": None}, {"evidence": None}, {"verdict": verdict("position")}])
def test_where_nothing_is_judged_no_label_follows(changes: dict[str, Any]) -> None:
    claims = [claim(**{"evidence": [evidence("gazette")], **changes}), claim(id="held", kind="position")]
    assert found(rules.a_verdict_follows_from_its_witnesses, claims=claims) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": [evidence("mars")]},
        {"evidence": [evidence("lost")]},
        {"evidence": [evidence("echo")]},
        {"evidence": [evidence("circle")]},
        {"appearances": [appearance(speaker="mars")]},
        {"appearances": [appearance(source="mars")]},
    ],
)
def test_of_a_claim_that_leans_on_a_mistake_nothing_more_is_said(changes: dict[str, Any]) -> None:
    works = sources(
        source("echo", relays=["mars"]), source("circle", relays=["circle"]), source("lost", publisher=None)
    )
    gazette = {"evidence": [evidence("gazette")]}
    file = parsed(sources=works, claims=[claim(**{**gazette, **changes}), claim(id="other", **gazette)])
    [problem] = rules.a_verdict_follows_from_its_witnesses(file)
    assert problem.message == 'claim "other" is "corroborated", but its evidence adds up to "own-word"'
