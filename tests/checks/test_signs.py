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
    *("PENDIENTE", "POR HACER", "Escriba aquí", "Escribe aquí", "（待补）", "[待查来源]"),
]
EXAMPLE = ["Lower Puddle", "upper puddle", "Puddle Gazette", "Tidewell"]
DAMAGED = ["\ufffd", "\uf0b7", "â€™", "Ã©", "Â°", "ðŸ˜€", "‚Äô", "√©", "Ïðèâåò", "=E2=80=99", "ﬁ"]
CONFLICT = ["<<<<<<< HEAD", ">>>>>>> main", "||||||| base"]
WHOLE = ['"The moon"', "“The moon”", "‘moon’", "«lune»", "„Mond“", "-", "…", "?", "N/A", "tk", "None", "unknown"]
WHOLE += ["Ninguno", "pendiente", "待定"]
FINE = [
    "TKO", "the methods", "What??", "[check](claim:x)", "a puddle",
    "München, à Â la carte", "«Oui» and “no”", "C# is no. #1",
    "The “moon”", "=======", "lorem", "write here",
    "pendiente de firma", "por hacer", "escribe aquí", "等待补充", "（待遇）",
    "[Did it?](claim:x)", "créée", "checked this", "INSERTED", "a = b",
]  # fmt: skip


def found(text: str) -> list[str]:
    return [sign.spot for sign in signs.find(text, signs.IN_TEXTS)]


@pytest.mark.parametrize("sign", [*UNWRITTEN, *EXAMPLE, *DAMAGED])
def test_a_sign_is_found_wherever_it_stands(sign: str) -> None:
    assert found(f"It is {sign}, so far.\nAnd more.") == [sign]


@pytest.mark.parametrize("sign", CONFLICT)
def test_a_conflict_is_found_at_the_start_of_a_line(sign: str) -> None:
    assert found(f"One.\n{sign}\nTwo.") == [sign[:7]]


@pytest.mark.parametrize("text", ["One. # ask Ann", "# ask Ann", "One.\n# ask Ann\n"])
def test_a_comment_within_a_text_is_found(text: str) -> None:
    assert found(text) == ["# ask Ann"]


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_a_sign_as_a_whole_is_none_within_a_text(text: str) -> None:
    assert found(text) == [text]
    assert found(f"{text} and more") == []


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_a_sign_is_none(text: str) -> None:
    assert found(text) == []
