"""The home page: what was found, and every claim as a bar under its verdict."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.pages import home
from claims.pages.home import HomePage, home_page
from claims.site.views import View
from support import datasets
from support.building import ENGLISH
from support.helpers import Raw, claim, evidence, source, text_of, verdict
from support.pages import Page, Site, text


def one(id: str, label: str = "", **fields: Any) -> Raw:
    """A claim of a label, with what it needs."""
    opinion = {"kind": "position", "evidence": [], "verdict": verdict("opinion", **{"for": None})}
    passages = {"confirmed": [evidence("survey")], "unconfirmed": [evidence("survey", stance="context")]}
    judged = (
        {"evidence": passages[label], "verdict": verdict(label)}
        if label in passages
        else {"evidence": [], "verdict": None}
    )
    return claim(
        id=id, title=f"It is {id}", statement=f"She said {id}.", **(opinion if label == "opinion" else judged), **fields
    )


def made(*claims: Raw, **fields: Any) -> HomePage:
    return home_page(datasets.make_site(datasets.load(text_of(claims=[*claims], **fields))))


def bars(told: View) -> dict[str, list[list[str]]]:
    """The ids in each pile, group by group."""
    return {pile.label.value: [[card.id for card in group] for group in pile.groups] for pile in told.piles}


def test_each_claim_stands_under_its_verdict_and_opinions_apart() -> None:
    page = made(one("a", "unconfirmed"), one("b"), one("c", "opinion"), one("d", "confirmed"), one("e", "confirmed"))
    [told] = page.told
    assert bars(told) == {"confirmed": [["d"], ["e"]], "unconfirmed": [["a"]], "not-reviewed": [["b"]]}
    assert [(pile.count, bool(pile.note), pile.has_more) for pile in told.piles] == [
        ("2 claims", True, False),
        ("1 claim", True, False),
        ("1 claim", False, False),
    ]
    assert [card.id for card in told.opinions] == ["c"]


def test_of_very_many_claims_the_first_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "MAX_CLAIMS", 4)
    monkeypatch.setattr(home, "MAX_BARS", 2)
    few, many = (made(*(one(f"c{n}", "confirmed") for n in range(count))).told[0].piles[0] for count in (4, 5))
    assert (len(few.groups), few.has_more) == (4, False)
    assert (len(many.groups), many.has_more, many.count) == (2, True, "5 claims")


def test_a_finding_has_the_word_of_the_claims_verdict_or_one_of_its_own() -> None:
    findings = [{"name": "A", "claim": "a", "text": "*So*"}, {"name": "Of {claims}", "word": "Left out", "text": "B"}]
    page = made(one("a", "confirmed"), site={"findings": findings, "headline": "It holds."})
    assert [(finding.name, finding.word, str(finding.text)) for finding in page.findings] == [
        ("A", "Confirmed", "<em>So</em>"),
        ("Of 1", "Left out", "B"),
    ]
    assert ENGLISH.date(page.searched) == "1 January 2020"


@pytest.fixture(scope="module")
def built(small_site: Callable[[str], Site]) -> Page:
    works = [source("survey", kind="academic"), source("letter")]
    ties = [{"claim": "a", "relation": "repeats"}]
    claims = [
        one("a", "confirmed", short="Stones", gist="the survey"),
        one("b", "confirmed", relations=ties),
        one("c", "opinion")
        | {
            "readings": [{"id": "wide", "short": "of all", "text": "That all are so"}],
            "parts": [{"id": "wide-part", "text": "all are so", "reading": "wide"}],
            "evidence": [evidence("survey", part="wide-part")],
            "verdict": verdict(
                "opinion", readings=[{"id": "wide", "label": "confirmed", "summary": "S"}], **{"for": None}
            ),
        },
    ]
    site = {
        "findings": [
            {"name": "Stones", "claim": "a", "text": "So."},
            {"name": "Rest", "word": "No", "text": "[It](claim:b)."},
        ]
    }
    return small_site(text_of(site=site, sources=works, claims=claims)).page("")


def test_what_is_seen_leads_to_each_claim(built: Page) -> None:
    words = [(word.tag, text(word), word.get("href")) for word in built.with_class("finding__word")]
    assert words == [("a", "Confirmed", "/claims/a/"), ("span", "No", None)]
    assert [(text(bar), bar.get("href")) for bar in built.with_class("pile__bar")] == [
        ("Stones the survey", "/claims/a/"),
        ("It is b", "/claims/b/"),
    ]
    assert [text(line) for line in built.with_class("pile__same")] == ["2 claims that say one thing"]
    assert [text(line) for line in built.with_class("opinions")] == [
        "1 more is an opinion, which no evidence settles: It is c (of all: Confirmed)"
    ]
