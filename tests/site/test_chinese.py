"""Where lines of Chinese end: not inside a word, as far as the texts of a site show what is one."""

from itertools import permutations

from claims.site.chinese import Neighbours

WORDS = ["中国", "列管", "查获", "芬太尼", "药品", "2019年"]
NEIGHBOURS = Neighbours("".join(words) for words in permutations(WORDS))


def test_characters_that_are_often_side_by_side_stay_together() -> None:
    assert NEIGHBOURS.divide("中国列管过芬太尼") == ["中国", "列管", "过", "芬太尼"]
    assert Neighbours(()).divide("中国列管") == ["中", "国", "列", "管"]


def test_a_number_stays_with_what_it_counts() -> None:
    assert NEIGHBOURS.divide("自2021年查获") == ["自", "2021年", "查获"]


def test_no_part_begins_with_what_ends_a_phrase_or_ends_with_what_begins_one() -> None:
    assert Neighbours(()).divide("他的，“话”") == ["他的，", "“话”"]


def test_latin_is_not_divided() -> None:
    assert Neighbours(()).divide(" “word(s)”") == [" “word(s)”"]
