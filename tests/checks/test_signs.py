"""Signs of unfinished work: each is found in data and in pages, and what only looks like one is not."""

import pytest

from claims.checks import signs

UNWRITTEN = [
    "TK",
    "TKTK",
    "TODO",
    "TBD",
    "FIXME",
    "XXX",
    "[CHECK]",
    "[SOURCE: who?]",
    *("TBC", "CHECK THIS", "INSERT QUOTE", "(?)", "[day?]", "[citation needed]"),
    "???",
    "Write here",
    "Lorem ipsum",
    *("（待补）", "[待查来源]"),
]
EXAMPLE = ["Lower Puddle", "upper puddle", "Puddle Gazette", "Tidewell"]
CONFLICT = ["<<<<<<< HEAD", ">>>>>>> main", "||||||| base"]
FINE = [
    "TKO", "the methods", "What??", "[check](claim:x)", "a puddle",
    "München, à Â la carte", "«Oui» and “no”", "C# is no. #1",
    "The “moon”", "=======", "lorem", "write here",
    "等待补充", "（待遇）",
    "[Did it?](claim:x)", "créée", "checked this", "INSERTED", "a = b",
]  # fmt: skip


def found(text: str) -> list[str]:
    return [sign.spot for sign in signs.find(text, signs.IN_TEXTS)]


@pytest.mark.parametrize("sign", [*UNWRITTEN, *EXAMPLE])
def test_a_sign_is_found_wherever_it_stands(sign: str) -> None:
    assert found(f"It is {sign}, so far.\nAnd more.") == [sign]


@pytest.mark.parametrize("sign", CONFLICT)
def test_a_conflict_is_found_at_the_start_of_a_line(sign: str) -> None:
    assert found(f"One.\n{sign}\nTwo.") == [sign[:7]]


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_a_sign_is_none(text: str) -> None:
    assert found(text) == []
