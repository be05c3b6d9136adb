"""The evidence of a claim on its page: its headings, its order, what is open and what is folded away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import datasets
from claims.model.records import Proof
from claims.pages.claims import ClaimPage
from helpers import Raw, claim, evidence, source, text_of, verdict
from pages import Page, Site, text

SOURCES = [
    source("letter"),
    *(source(id, kind="academic") for id in "abcd"),
    source("a-again", kind="academic", edition_of="a"),
    source("a-and-b", relays=["a", "b"]),
    source("gazette", kind="official", side="north"),
    source("courier", kind="official", side="south"),
]
"""The letter is the text that is judged; its writer is of the north."""


def written(*passages: Raw, label: str, **fields: Any) -> str:
    """A file of one claim with this evidence; `reasoning` is that of the verdict."""
    found = verdict(label, reasoning=fields.pop("reasoning", "R"))
    return text_of(sources=SOURCES, claims=[claim(evidence=[*passages], verdict=found, **fields)])


def page(*passages: Raw, label: str = "confirmed", **fields: Any) -> ClaimPage:
    made = datasets.build_pages(datasets.load(written(*passages, label=label, **fields)))
    return next(page for page in made if isinstance(page, ClaimPage))


def shown(page: ClaimPage) -> list[tuple[str, list[str], list[str], str]]:
    """The name of each heading, the sources of the passages that are open and folded, and what is said of these."""
    return [
        (
            group.heading.name,
            [view.source.id for view in group.open],
            [view.source.id for view in group.folded],
            group.folded_in_words,
        )
        for group in page.evidence
    ]


def order(page: ClaimPage) -> list[str]:
    """The sources of the passages as they are numbered."""
    views = sorted((view for group in page.evidence for view in group.evidence), key=lambda view: view.number)
    assert [view.number for view in views] == [*range(1, len(views) + 1)]
    return [view.source.id for view in views]


# What is open


def test_the_first_witness_of_a_heading_is_open_and_the_rest_is_folded() -> None:
    assert shown(page(*map(evidence, "abc"))) == [("Supports", ["a"], ["b", "c"], "2 more, of no side")]


def test_where_no_more_than_one_speaks_nothing_is_folded() -> None:
    [group] = page(evidence("a")).evidence
    assert ([view.number for view in group.open], group.folded) == ([1], ())


def test_for_and_against_have_equal_room() -> None:
    stances = ("contradicts", "qualifies", "partly", "supports")
    passages = [evidence(id, stance=stance) for stance in stances for id in "abc"]
    assert shown(page(*passages, label="disputed")) == [
        (name, ["a"], ["b", "c"], "2 more, of no side")
        for name in ("Supports", "Supports in part", "Qualifies", "Contradicts")
    ]


def test_one_passage_is_open_however_many_its_witness_speaks_in() -> None:
    passages = [evidence("a"), evidence("a"), evidence("a-again"), evidence("a-and-b"), evidence("c")]
    found = page(*passages)
    assert shown(found) == [("Supports", ["a"], ["a", "a-again", "a-and-b", "c"], "4 more, of no side")]
    assert [view.number for group in found.evidence for view in group.evidence] == [1, 2, 3, 4, 5]


def test_what_is_no_witness_is_folded_where_a_witness_is_open() -> None:
    passages = [
        evidence("gazette"),
        evidence("letter"),
        evidence("b", **{"as": "announcement"}),
        evidence("a"),
    ]
    words = "3 more: 1 of no side, 1 from the speaker’s own side and 1 from the text or a copy of it"
    assert shown(page(*passages)) == [("Supports", ["a"], ["gazette", "letter", "b"], words)]


def test_where_no_witness_speaks_the_first_passage_is_open() -> None:
    passages = [evidence("gazette"), evidence("letter"), evidence("gazette")]
    words = "2 more: 1 from the speaker’s own side and 1 from the text or a copy of it"
    assert shown(page(*passages, label="unconfirmed")) == [("Supports", ["gazette"], ["gazette", "letter"], words)]


def test_what_a_side_says_against_its_own_claim_is_a_witness_and_the_other_side_too() -> None:
    passages = [
        *(evidence("courier", stance="contradicts", **{"as": "statement"}), evidence("gazette", stance="contradicts")),
        evidence("courier"),
    ]
    assert shown(page(*passages, label="disputed")) == [
        ("Supports", ["courier"], [], ""),
        ("Contradicts", ["gazette"], ["courier"], "1 more, of the other side"),
    ]


def test_context_is_folded_whole() -> None:
    passages = [evidence(id, stance="context") for id in ("a", "gazette", "b")]
    words = "3 passages: 2 of no side and 1 from the speaker’s own side"
    assert shown(page(*passages, label="unconfirmed")) == [("Context", [], ["a", "gazette", "b"], words)]
    assert shown(page(passages[0], label="unconfirmed")) == [("Context", [], ["a"], "1 passage, of no side")]


# Order


def test_passages_stand_stance_by_stance_and_then_as_in_the_file() -> None:
    stances = ["context", "contradicts", "supports", "qualifies", "supports"]
    passages = [evidence(id, stance=stance) for id, stance in zip("abcda", stances, strict=True)]
    assert order(page(*passages, label="disputed")) == ["c", "a", "d", "b", "a"]


def test_passages_stand_as_the_reasoning_cites_them_and_then_as_in_the_file() -> None:
    reasoning = "It is [so](source:d), as [others](source:b) say, and [these](source:d)."
    assert order(page(*map(evidence, "abcd"), reasoning=reasoning)) == ["d", "b", "a", "c"]


def test_passages_of_one_origin_follow_each_other() -> None:
    passages = [evidence(id) for id in ("a", "b", "c", "a-again")]
    assert order(page(*passages)) == ["a", "a-again", "b", "c"]
    assert order(page(*passages, reasoning="By [a copy](source:a-again).")) == ["a-again", "a", "b", "c"]
    assert order(page(*passages, reasoning="By [c](source:c).")) == ["c", "a", "a-again", "b"]
    joined = [*passages, evidence("a-and-b")]  # which makes one witness of all but c
    assert order(page(*joined)) == ["a", "b", "a-again", "a-and-b", "c"]


# The built page


@pytest.fixture(scope="module")
def claims_page(small_site: Callable[[str], Site]) -> Page:
    passages = [*map(evidence, "abc"), evidence("gazette"), evidence("d", stance="context")]
    return small_site(written(*passages, label="confirmed")).page("claims/moon-cheese/")


def test_what_is_folded_can_be_opened_and_says_what_it_is(claims_page: Page) -> None:
    groups = claims_page.with_class("evidence")
    assert [group.attrib["aria-labelledby"] for group in groups] == ["supports", "context"]
    heads = [text(claims_page.by_id(group.attrib["aria-labelledby"])) for group in groups]
    assert heads == ["Supports 4 passages, 3 witnesses that count", "Context 1 passage, no witnesses that count"]
    folds = [fold for group in groups for fold in claims_page.with_class("more", group)]
    assert [(fold.tag, text(fold[0])) for fold in folds] == [
        ("details", "3 more: 2 of no side and 1 from the speaker’s own side"),
        ("details", "1 passage, of no side"),
    ]
    held = [[p.attrib["id"] for p in claims_page.with_class("passage", fold)] for fold in folds]
    assert held == [["evidence-2", "evidence-3", "evidence-4"], ["evidence-5"]]


def test_a_heading_is_explained_in_place(claims_page: Page) -> None:
    (word,) = claims_page.by_id("supports").iter("a")
    assert text(word) == "Supports"
    assert word.get("data-definition") == "It shows the same thing as the claim or a part of it."


# What stands behind its quotations


def with_copy(address: str, *passages: Raw) -> ClaimPage:
    works = [work if work["id"] != "a" else {**work, "archived": address} for work in SOURCES]
    found = text_of(sources=works, claims=[claim(evidence=[*passages], verdict=verdict("confirmed"))])
    made = datasets.build_pages(datasets.load(found))
    return next(page for page in made if isinstance(page, ClaimPage))


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://web.archive.org/web/20191004235959/https://a.example/", "4 October 2019"),
        ("https://archive.example/wayback/20191004000000id_/http://a.example/", "4 October 2019"),
        ("https://web.archive.org/web/20191304000000/https://a.example/", None),
        ("https://web.archive.org/web/2019/https://a.example/", None),
        ("https://archive.example/20191004000000", None),
    ],
)
def test_the_day_of_a_stored_copy_is_read_off_its_address(address: str, day: str | None) -> None:
    [(passage, *_)] = [group.evidence for group in with_copy(address, evidence("a")).evidence]
    [copy] = passage.source.copies
    assert (copy.day and copy.day.text) == day


def test_a_quotation_counts_once_as_the_best_proved_that_it_is() -> None:
    proof = {"date": "2019-10-01", "sha256": "0" * 64, "words": Proof.digest("a", "so")}
    passages = [
        evidence("a", words="so", proved=proof),
        *(evidence("a", words=words) for words in ("so too", "and so")),
        evidence("b", words="so"),
        evidence("c"),
    ]
    found = with_copy("https://archive.example/a", *passages).quotations
    assert (found.proved, found.archived, found.linked, found.total) == (1, 2, 1, 4)
