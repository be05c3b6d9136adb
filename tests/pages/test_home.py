"""The home page of very many claims; the rest test_golden.py sees."""

import pytest

from claims.pages import home
from support.datasets import pages_of
from support.helpers import claim


def test_of_very_many_claims_the_first_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "MAX_CLAIMS", 4)
    monkeypatch.setattr(home, "MAX_BARS", 2)
    claims = [claim(id=f"c{n}") for n in range(5)]
    few = pages_of(claims=claims[:4])[""].told[0].piles[0]
    many = pages_of(claims=claims)[""].told[0].piles[0]
    assert (len(few.groups), few.has_more) == (4, False)
    assert (len(many.groups), many.has_more, many.count) == (2, True, "5 claims")
