"""Claims that say one thing, told once."""

from typing import Any

from support.datasets import make_site
from support.helpers import claim, parsed, verdict

OPINION = {"evidence": [], "verdict": verdict("opinion", **{"for": None})}


def groups(**relations: list[str]) -> list[list[str]]:
    """The ids of claims a, b, c and d, grouped; all are opinions but the second."""

    def one(id: str) -> dict[str, Any]:
        ties = [{"claim": other, "relation": "repeats"} for other in relations.get(id, ())]
        return claim(id=id, relations=ties, **({} if id == "b" else OPINION))

    site = make_site(parsed(claims=[one(id) for id in "abcd"]).dataset)
    return [[card.id for card in group] for group in site.shown.grouped(site.shown.cards.values())]


def test_claims_that_repeat_another_stand_with_it_where_they_have_its_label() -> None:
    assert groups() == [["a"], ["b"], ["c"], ["d"]]
    assert groups(d=["a"], b=["a"]) == [["a", "d"], ["b"], ["c"]]


def test_a_claim_that_repeats_one_that_repeats_another_stands_with_both() -> None:
    assert groups(c=["a", "d"], d=["c"]) == [["a", "c", "d"], ["b"]]
