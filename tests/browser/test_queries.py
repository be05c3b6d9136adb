"""What readers of this site ask for, and what they must find among the first three results."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.subject]

QUERIES = {
    "usps": "glossary/#term-usps",
    "fentanyl deaths": "topics/results/#figure-us-synthetic-opioid-deaths",
    "how many people died": "topics/results/#figure-us-synthetic-opioid-deaths",
    "how many people died in ohio": "topics/results/#figure-us-synthetic-opioid-deaths",
    "overdose": "topics/results/#figure-us-synthetic-opioid-deaths",
    "how much fentanyl was seized": "topics/results/#figure-us-fentanyl-seizures",
    "Mexico": "timeline/#event-dea-report-on-fentanyl-flow",
    "precursors": "glossary/#term-precursor",
    "what is a nitazene?": "glossary/#term-nitazene",
    "DEA": "glossary/#term-dea",
    "us customs and border protection": "glossary/#term-cbp",
    "who is cui tiankai": "texts/cui-op-ed/",
    "Who’s Trump?": "texts/us-statements/",
    "did china lie": "",
    "does trump tell the truth": "",
    "who is to blame": "topics/demand-and-blame/",
    "customs": "topics/parcels/",
    "opium war": "topics/opium-history/",
    "does fentanyl still come from china": "claims/all-fentanyl-from-china/",
    "did china keep its promise": "claims/xi-promise-never-happened/",
    "trump fedex": "claims/carriers-ordered-to-refuse/",
    "when was the class listing": "timeline/#event-class-listing-in-force",
    "中国": "claims/medical-fentanyl-never-reached-us/",
    "从未流入美国": "sources/national-business-daily-2019-08-28/",
    "芬太尼": "glossary/#term-fentanyl-like-substance",
}


@pytest.mark.parametrize("words", QUERIES)
def test_what_is_asked_for_stands_among_the_first_three(open_page: Callable[..., Page], words: str) -> None:
    page = open_page(f"search/?q={quote(words)}")
    results = page.locator(".results > .result")
    expect(results.first).to_be_visible()
    links = [link.get_attribute("href") for link in results.get_by_role("link").all()[:3]]
    assert f"/{QUERIES[words]}" in links
