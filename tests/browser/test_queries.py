"""What readers of this site ask for, and what they must find among the first three results."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.subject]

QUERIES = dict(
    line.rsplit(": ", 1)
    for line in Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


@pytest.mark.parametrize("words", QUERIES)
def test_what_is_asked_for_stands_among_the_first_three(open_page: Callable[..., Page], words: str) -> None:
    page = open_page(f"search/?q={quote(words)}")
    results = page.locator(".results > .result")
    expect(results.first).to_be_visible()
    links = [link.get_attribute("href") for link in results.get_by_role("link").all()[:3]]
    assert QUERIES[words] in links
