"""What readers of this site ask for, and where it must stand among the results."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUERIES = [
    re.split(r" ?([:=]) (?=/)", line)
    for line in Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("words", "sign", "place"), QUERIES)
def test_what_is_asked_for_stands_first_or_among_the_first_three_with_its_verdict(
    open_page: Callable[..., Page], words: str, sign: str, place: str
) -> None:
    edition = "zh/" if place.startswith("/zh/") else ""
    results = open_page(f"{edition}search/?q={quote(words)}").locator(".results > .result")
    expect(results.first).to_be_visible()
    links = results.locator(".result__link").all()[: 1 if sign == "=" else 3]
    places = [link.evaluate("({ pathname, hash }) => pathname + hash") for link in links]
    assert place in places
    if "/claims/" in place:
        expect(results.nth(places.index(place)).locator(".badge")).to_be_visible()
