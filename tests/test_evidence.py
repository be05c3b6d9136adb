"""The evidence of a claim on its page: its parts and witnesses, its order, what is open and what is folded away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import datasets
from building import ENGLISH
from claims.pages.claims import ClaimPage
from claims.site.picture import picture
from claims.site.views import View
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
    """A file of one claim with this evidence; `found`, other readings, are the verdict’s."""
    found = verdict(label, readings=fields.pop("found", []))
    return text_of(sources=SOURCES, claims=[claim(evidence=[*passages], verdict=found, **fields)])


def page(*passages: Raw, label: str = "confirmed", **fields: Any) -> ClaimPage:
    made = datasets.build_pages(datasets.load(written(*passages, label=label, **fields)))
    return next(page for page in made if isinstance(page, ClaimPage))


def shown(page: ClaimPage) -> list[tuple[int | None, list[str], list[str], list[str]]]:
    """For each part its number, and who backs it, says so of the own side, and limits it: a text a witness."""
    return [
        (part.number, *([said(witness) for witness in side] for side in (part.backs, part.words, part.limits)))
        for part in page.evidence.parts
    ]


def said(witness: View) -> str:
    """A witness: its mark, the source of its strongest passage, and those of the others in brackets."""
    others = " ".join(view.source.id for view in witness.others)
    return f"{witness.sign} {witness.strongest.source.id}{f' ({others})' if others else ''}"


def beside(page: ClaimPage) -> list[str]:
    return [view.source.id for view in page.evidence.beside]


# Who speaks


def test_passages_that_share_an_origin_are_one_witness() -> None:
    found = page(evidence("a"), evidence("c"), evidence("a"), evidence("a-again"), evidence("a-and-b"), evidence("b"))
    assert shown(found) == [(None, ["full a (a a-again a-and-b b)", "full c"], [], [])]


def test_the_strongest_passage_of_a_witness_stands_first_and_the_strongest_witness_too() -> None:
    passages = [
        evidence("c", stance="partly"),
        evidence("a", stance="partly"),
        evidence("a-again"),
        evidence("a-and-b", words="so"),
        evidence("courier", stance="qualifies"),
        evidence("d", stance="contradicts"),
    ]
    found = page(*passages, label="disputed")
    assert shown(found) == [(None, ["full a-and-b (a-again a)", "half c"], [], ["against d", "limits courier"])]
    assert [(witness.quoted_as, witness.strongest.words) for witness in found.evidence.quoted] == [
        ("What backs it", "so")
    ]


def test_passages_for_and_against_are_printed_in_turn_fewer_beside_other_readings() -> None:
    passages = [*map(evidence, "abcd"), evidence("courier", stance="qualifies")]
    found = page(*passages)
    assert [found.evidence.passages[n - 1].source.id for n in sorted(found.evidence.printed)] == [*"abcd", "courier"]
    passages.append(evidence("c", part="other", stance="contradicts"))
    parts = [{"id": "other", "text": "Or not", "reading": "else"}]
    found = page(
        *passages,
        parts=parts,
        readings=[{"id": "else", "text": "Else"}],
        found=[{"id": "else", "label": "contradicted", "summary": "No."}],
    )
    assert [found.evidence.passages[n - 1].source.id for n in sorted(found.evidence.printed)] == [
        *"ab",
        "courier",
        "c",
    ]


# Order


def test_passages_are_numbered_in_the_order_of_the_file() -> None:
    stances = ["context", "contradicts", "supports", "qualifies", "supports"]
    passages = [evidence(id, stance=stance) for id, stance in zip("abcda", stances, strict=True)]
    found = page(*passages, label="disputed").evidence.passages
    assert [(view.number, view.source.id) for view in found] == [*enumerate("abcda", 1)]


# In the picture


def test_a_topic_says_how_many_of_its_claims_lean_on_the_same_witnesses() -> None:
    found = verdict("confirmed")

    def shared(*leaning: str) -> str:
        claims = [
            claim(id=f"c{n}", title=f"It is {n}", statement=f"N {n}.", evidence=[*map(evidence, ids)], verdict=found)
            for n, ids in enumerate(leaning)
        ]
        site = datasets.make_site(datasets.load(text_of(sources=SOURCES, claims=claims)))
        drawn = picture(site, site.data.claims)
        assert drawn
        return drawn.groups[0].shared

    assert shared("ab", "abc", "abd", "cd") == "3 of these 4 lean on the same 2 witnesses."
    assert shared("abc", "abc", "abcd") == "All of these lean on the same 3 witnesses."
    assert shared("ab", "ab", "cd") == shared("a", "a", "a") == ""


# The built page


@pytest.fixture(scope="module")
def claims_page(small_site: Callable[[str], Site]) -> Page:
    passages = [*map(evidence, ("a", "a-again", "b", "c", "d", "courier", "gazette")), evidence("d", stance="context")]
    return small_site(written(*passages, label="confirmed")).page("claims/moon-cheese/")


def test_four_witnesses_of_a_side_are_open_and_the_rest_is_folded(claims_page: Page) -> None:
    heads = ["Backs it", "Its own side’s word, which does not count", "Limits or contradicts it"]
    assert [text(heading) for heading in claims_page.with_class("bearing__heading")] == heads
    names = [*["P word of no side"] * 4, "P word of South", "P word of North"]
    assert [text(name) for name in claims_page.with_class("witness__name")] == names
    folds = [(fold.tag, text(fold[0])) for fold in claims_page.with_class("more")]
    assert folds == [
        ("details", "1 more passage of this witness"),
        ("details", "1 more witness"),
        ("details", "Also read: 1 passage that does not count"),
    ]
    assert [text(none) for none in claims_page.with_class("bearing__none")] == ["Nothing that counts."]


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
    [passage] = with_copy(address, evidence("a")).evidence.passages
    [copy] = passage.source.copies
    assert (copy.day and ENGLISH.date(copy.day)) == day
