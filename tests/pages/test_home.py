"""The home page: what was found, and every claim as a bar under its verdict; the rest test_golden.py sees."""

import pytest

from claims.pages import home
from claims.pages.home import HomePage
from support.datasets import pages_of
from support.helpers import Raw, Value, claim, evidence, ids, verdict

PASSAGES = {"confirmed": [evidence("survey")], "unconfirmed": [evidence("survey", stance="context")]}


def one(id: str, label: str = "") -> Raw:
    """A claim of a label, with what it needs."""
    if label == "opinion":
        return claim(id=id, kind="position", evidence=[], verdict=verdict("opinion", **{"for": None}))
    return claim(id=id, evidence=PASSAGES.get(label), verdict=verdict(label) if label else None)


def made(*claims: Raw, **fields: Value) -> HomePage:
    return pages_of(claims=claims, **fields)[""]


def test_each_claim_stands_under_its_verdict_and_opinions_apart() -> None:
    claims = one("a", "unconfirmed"), one("b"), one("c", "opinion"), one("d", "confirmed"), one("e", "confirmed")
    [told] = made(*claims).told
    assert [(pile.label.value, pile.count, bool(pile.note), pile.has_more) for pile in told.piles] == [
        ("confirmed", "2 claims", True, False),
        ("unconfirmed", "1 claim", True, False),
        ("not-reviewed", "1 claim", False, False),
    ]
    confirmed, unconfirmed, not_reviewed = told.piles
    assert [ids(group) for group in confirmed.groups] == [["d"], ["e"]]
    assert [ids(group) for group in (*unconfirmed.groups, *not_reviewed.groups)] == [["a"], ["b"]]
    assert ids(told.opinions) == ["c"]


def test_of_very_many_claims_the_first_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "MAX_CLAIMS", 4)
    monkeypatch.setattr(home, "MAX_BARS", 2)
    claims = [one(f"c{n}", "confirmed") for n in range(5)]
    few, many = made(*claims[:4]).told[0].piles[0], made(*claims).told[0].piles[0]
    assert (len(few.groups), few.has_more) == (4, False)
    assert (len(many.groups), many.has_more, many.count) == (2, True, "5 claims")
