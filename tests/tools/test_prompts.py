from __future__ import annotations

import pytest

from claims.tools.console import CommandError
from claims.tools.prompts import choose, menu

CHOICES = {"cheese": "The moon and cheese", "light": "The light", "lightning": "Flashes", "2019": "A year"}


def test_a_word_means_one_choice() -> None:
    meant = {
        "cheese": ["c", "C", "the m", "1"],
        "light": ["light", "2"],
        "lightning": ["lightn", "flash"],
        "2019": ["4", "2019", "201"],
    }
    assert {id: {choose(word, CHOICES) for word in words} for id, words in meant.items()} == {id: {id} for id in meant}


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("l", '"l" could be light or lightning: write more of it'),
        ("the", '"the" could be cheese or light: write more of it'),
        ("chese", '"chese" is none of them: did you mean "cheese"?'),
        ("0", '"0" is none of them: choose from 4, by number or name'),
        ("5", '"5" is none of them: choose from 4, by number or name'),
        ("", '"" is none of them: choose from 4, by number or name'),
    ],
)
def test_a_word_that_means_none_or_several_is_refused(word: str, message: str) -> None:
    with pytest.raises(CommandError) as raised:
        choose(word, CHOICES)
    assert str(raised.value) == message


def test_of_many_that_a_word_could_mean_a_few_are_named() -> None:
    with pytest.raises(CommandError) as raised:
        choose("p", {f"p{n}": "" for n in range(8)})
    assert str(raised.value) == '"p" could be p0, p1, p2, p3, p4 or 3 more: write more of it'


def test_a_menu_numbers_its_lines() -> None:
    assert menu({"a": "First", "bcd": "Second", "e": ""}) == "   1  a    First\n   2  bcd  Second\n   3  e"
