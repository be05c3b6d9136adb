"""Views: what the dev server compares to see whether a page has changed."""

from dataclasses import FrozenInstanceError, replace

import pytest

from claims.pages import home_page
from claims.site.views import Link
from support.datasets import load, make_site, many


def test_a_view_cannot_be_changed_but_replaced() -> None:
    link = Link(title="T", url="t/")
    with pytest.raises(FrozenInstanceError):
        link.url = "u/"
    assert (replace(link, url="u/"), link.url) == (Link(title="T", url="u/"), "t/")


def test_views_are_equal_wherever_their_records_are_written() -> None:
    first = home_page(make_site(load(many())))
    moved = home_page(make_site(load(f"\n{many()}")))
    assert first == moved
    assert first != replace(moved, counts={**first.counts, "claims": 0})
