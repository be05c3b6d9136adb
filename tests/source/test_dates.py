"""Dates as precise as they are known."""

import re
from datetime import date

import pytest

from claims.source.dates import PATTERN, DateError, Edtf

WRITTEN = {
    # as written: in words, first day, last day, <time datetime>
    "2019": ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
    "2019-05": ("May 2019", date(2019, 5, 1), date(2019, 5, 31), "2019-05"),
    "2019-05-01": ("1 May 2019", date(2019, 5, 1), date(2019, 5, 1), "2019-05-01"),
    "2016-02": ("February 2016", date(2016, 2, 1), date(2016, 2, 29), "2016-02"),
    "2016-02-29": ("29 February 2016", date(2016, 2, 29), date(2016, 2, 29), "2016-02-29"),
    "1839": ("1839", date(1839, 1, 1), date(1839, 12, 31), "1839"),
    "1000": ("1000", date(1000, 1, 1), date(1000, 12, 31), "1000"),
    "9999-12-31": ("31 December 9999", date(9999, 12, 31), date(9999, 12, 31), "9999-12-31"),
    "2019-09?": ("September 2019 (uncertain)", date(2019, 9, 1), date(2019, 9, 30), "2019-09"),
    "2019~": ("2019 (approximate)", date(2019, 1, 1), date(2019, 12, 31), "2019"),
    "2018-12/2019-05-01": ("December 2018 to 1 May 2019", date(2018, 12, 1), date(2019, 5, 1), None),
    "2019-05-01/2019-05-01": ("1 May 2019 to 1 May 2019", date(2019, 5, 1), date(2019, 5, 1), None),
    "2018?/2019~": ("2018 (uncertain) to 2019 (approximate)", date(2018, 1, 1), date(2019, 12, 31), None),
    "2019-12/2019": ("December 2019 to 2019", date(2019, 12, 1), date(2019, 12, 31), None),
    "../2018-12": ("up to December 2018", date.min, date(2018, 12, 31), None),
}


def test_a_date_says_what_it_means() -> None:
    dates = {text: Edtf.parse(text) for text in WRITTEN}
    assert {text: (str(when), when.first, when.last, when.iso) for text, when in dates.items()} == WRITTEN


def test_what_can_be_read_is_of_the_form_that_editors_are_told() -> None:
    assert [text for text in WRITTEN if not re.search(PATTERN, text)] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *(
            (text, "is not a date")
            for text in ["", "30 May", "2019-5", "2019/", "/2019", "2019/..", "../..", "2019?-05"]
        ),
        *((text, "is not a date") for text in ["2019-05-01T00:00", "19", "20190501", "٢٠١٩", "2019\n", "2019-05-01/a"]),
        ("0999", "has the year 0999, which is before 1000"),
        ("2019-13", "has the month 13, and a year has 12"),
        ("2019-00", "has the month 00, and a year has 12"),
        ("2019-00-01", "has the month 00, and a year has 12"),
        ("2019-02-29", "has the day 29, and February 2019 has 28"),
        ("2016-02-30", "has the day 30, and February 2016 has 29"),
        ("1900-02-29", "has the day 29, and February 1900 has 28"),
        ("2019-04-00", "has the day 00, and April 2019 has 30"),
        ("2018/2019-02-30", "has the day 30, and February 2019 has 28"),
        ("2019-09/2018-12", "ends before it begins"),
        ("2019-05-02/2019-05-01", "ends before it begins"),
    ],
)
def test_what_is_no_date_says_why(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        Edtf.parse(text)
    assert str(caught.value) == message


def test_dates_stand_in_time_order_and_the_more_precise_first() -> None:
    ordered = ["../2020", "2018-12", "2019-01-01", "2019-01-01/2019-01-02", "2019-01", "2019", "2019-01-02", "2019-02"]
    assert [when.text for when in sorted(map(Edtf.parse, reversed(ordered)), key=lambda when: when.sort_key)] == ordered


def test_only_what_has_two_ends_is_a_period() -> None:
    periods = {text for text in WRITTEN if Edtf.parse(text).is_period}
    assert periods == {text for text in WRITTEN if "/" in text}


def test_a_period_is_listed_under_the_year_in_which_it_begins() -> None:
    assert [Edtf.parse(text).year for text in ["2019-05-01", "2018-12/2019-05", "../2018-12"]] == [2019, 2018, 2018]


def test_a_day_is_the_first_of_a_date_and_no_later_than_its_end() -> None:
    texts = ["2019", "2019-05", "2018-12/2019-05", "../2018-12"]
    assert [str(Edtf.parse(text).day) for text in texts] == ["2019-01-01", "2019-05-01", "2018-12-01", "2018-12-01"]
