"""Which sentences say that one side alone says a thing; the case “only-one-side” of examples shows what is told."""

import pytest

from claims.checks.universals import EXCLUSIVE


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        ("en", "Only the North says so.", "Only the North says"),
        ("en", "We found only the North’s own word.", "only the North’s own word"),
        ("en", "Nobody else said it.", "Nobody else"),
        ("en", "The North alone reports it.", "alone reports"),
        ("en", "Only three claims are confirmed.", None),
        ("en", "Nobody else was hurt.", None),
        ("en", "The army only later said how many.", None),
        ("zh", "只有北方方面这样说。", "只有北方方面"),
        ("zh", "当时只有关于邮件的说法。", None),
    ],
)
def test_a_sentence_says_that_one_side_alone_says_so(language: str, sentence: str, found: str | None) -> None:
    match = EXCLUSIVE[language].search(sentence)
    assert (match and match[0]) == found
