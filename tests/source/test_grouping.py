"""Lists grouped, and what stands in them twice."""

from claims.source.grouping import repeated


def test_an_item_that_stands_twice_is_repeated_even_if_it_is_one_object() -> None:
    letter = "letter"
    found = repeated([letter, "diary", letter, "Letter"], key=str.lower)
    assert [*found] == [("letter", "letter"), ("Letter", "letter")]
