"""What a template sees: a view of fields by keyword."""

import pytest

from claims.site.views import Link, View
from support.helpers import parsed


def test_a_view_stays_as_it_is_and_another_takes_its_place() -> None:
    link = Link(title="T", url="t/")
    with pytest.raises(AttributeError, match="a view stays as it is made: url is not set, but replaced"):
        link.url = "u/"
    assert (link.replace(url="u/"), link.url) == (Link(title="T", url="u/"), "t/")


def test_a_view_of_a_record_has_its_fields_wherever_it_is_written() -> None:
    [first] = parsed().dataset.topics
    moved = first.model_copy(update={"location": None})
    view = View.from_record(first, url="topics/moon/", answer="B")
    assert (view.id, view.title, view.url, view.answer) == ("moon", "T", "topics/moon/", "B")
    assert view == View.from_record(moved, url="topics/moon/", answer="B")
