"""Claims that say one thing, told once."""

from support.datasets import make_site
from support.helpers import Raw, claim, ids, parsed, verdict


def groups(*, read: str = "", **relations: list[str]) -> list[list[str]]:
    """The ids of claims a, b, c and d, grouped; all are opinions but b, and one can be read in another way."""

    def one(id: str) -> Raw:
        ties = [{"claim": other, "relation": "repeats"} for other in relations.get(id, ())]
        readings = [{"id": "wide", "text": "T", "label": "confirmed", "summary": "S"}] if id == read else []
        texts = [{"id": reading["id"], "text": reading.pop("text")} for reading in readings]
        parts = [{"id": "all", "text": "T", "reading": reading["id"]} for reading in readings]
        opinion = {"evidence": [], "verdict": verdict("opinion", readings=readings, **{"for": None})}
        return claim(id=id, relations=ties, readings=texts, parts=parts, **({} if id == "b" else opinion))

    site = make_site(parsed(claims=[one(id) for id in "abcd"]).dataset)
    return [ids(group) for group in site.grouped(site.claims.values())]


def test_claims_that_repeat_another_stand_with_it_where_they_have_its_label_and_no_other_reading() -> None:
    assert groups() == [["a"], ["b"], ["c"], ["d"]]
    assert groups(d=["a"], b=["a"]) == [["a", "d"], ["b"], ["c"]]
    assert groups(c=["a", "d"], d=["c"]) == [["a", "c", "d"], ["b"]]
    assert groups(d=["a"], read="a") == groups(d=["a"], read="d") == [["a"], ["b"], ["c"], ["d"]]
