"""The evidence of a claim on its page: its witnesses, its order, what is open and what is folded away."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.pages.claims import ClaimPage
from claims.pages.evidence import MAX_ENTRIES
from support import datasets
from support.building import ENGLISH
from support.helpers import Raw, claim, evidence, source, text_of, verdict
from support.pages import Page, Site, text

SOURCES = [
    source("letter"),
    *(source(id, kind="academic") for id in "abcd"),
    source("a-again", kind="academic", edition_of="a"),
    source("a-and-b", relays=["a", "b"]),
    source("gazette", kind="official", side="north"),
    source("courier", kind="official", side="south"),
]
"""The letter is the text that is judged; its writer is of the north."""


def written(*passages: Raw, label: str, **fields: Any) -> str:
    """A file of one claim with this evidence; `found`, other readings, are the verdict’s."""
    found = verdict(label, readings=fields.pop("found", []))
    return text_of(sources=SOURCES, claims=[claim(evidence=[*passages], verdict=found, **fields)])


def page(*passages: Raw, label: str = "confirmed", **fields: Any) -> ClaimPage:
    made = datasets.build_pages(datasets.load(written(*passages, label=label, **fields)))
    return next(page for page in made if isinstance(page, ClaimPage))


def opened(page: ClaimPage) -> list[str]:
    """The sources of the passages that stand open in the list of who says so."""
    return [entry.passage.source.id for entry in (*page.evidence.open.before, *page.evidence.open.after)]


# Who speaks


def test_passages_that_share_an_origin_are_one_witness_the_strongest_first() -> None:
    passages = [
        evidence("c", stance="partly"),
        evidence("d", stance="context"),
        evidence("a", stance="partly"),
        evidence("a-again"),
        evidence("a-and-b", words="so"),
        evidence("courier", stance="contradicts"),
    ]
    found = page(*passages, label="disputed").evidence.witnesses
    assert [[view.source.id for view in witness.passages] for witness in found] == [
        ["a-and-b", "a-again", "a"],
        ["courier"],
        ["c"],
        ["d"],
    ]
    assert [witness.whose for witness in found] == ["of no side", "of South", "of no side", "of no side"]


def test_words_in_the_pages_language_come_first_and_are_not_translated_back_into_it() -> None:
    retold = evidence("a", words="ainsi", lang="fr", gloss="so", spoken="en")
    found = page(evidence("a", words="so", lang="fr", gloss="thus"), retold, evidence("a-again", words="so"))
    [witness] = found.evidence.witnesses
    shown = [(view.source.id, view.gloss) for view in witness.passages]
    assert shown == [("a-again", None), ("a", "thus"), ("a", None)]
    said = "Seen only in French, in a report or a translation; we have not seen the words as they were said."
    assert [view.retold for view in witness.passages] == ["", "", said]


def test_a_long_list_opens_with_one_passage_of_each_witness_in_turn_for_each_column() -> None:
    passages = [*map(evidence, "aabbccdd"), evidence("gazette"), evidence("courier", stance="qualifies")]
    assert opened(page(*passages)) == [*"aabbccdd", "gazette", "courier"]
    found = page(*passages, *map(evidence, "abc"))
    assert opened(found) == [*"abcd", "gazette", "courier"]
    folded = found.evidence.folded
    assert [entry.passage.source.id for entry in (*folded.before, *folded.after)] == [*"abcdabc"]


def test_a_short_list_is_cut_where_it_is_full() -> None:
    works = [source(f"w{n}") for n in range(14)]
    made = text_of(
        sources=[source("letter"), *works],
        claims=[claim(evidence=[evidence(work["id"]) for work in works], verdict=verdict("confirmed"))],
    )
    [found] = (page for page in datasets.build_pages(datasets.load(made)) if isinstance(page, ClaimPage))
    assert opened(found) == [f"w{n}" for n in range(MAX_ENTRIES)]


# Order


def test_passages_are_numbered_in_the_order_of_the_file_whatever_the_prose_says() -> None:
    stances = ["context", "contradicts", "supports", "qualifies", "supports"]
    passages = [evidence(id, stance=stance) for id, stance in zip("abcda", stances, strict=True)]
    data = written(*passages, label="disputed")
    for prose in ("R", "[See](source:a#2), [this](source:d) and [that](source:b)"):
        made = datasets.build_pages(datasets.load(data.replace('"for": "R"', f'"for": "{prose}"')))
        [found] = (page for page in made if isinstance(page, ClaimPage))
        assert [(view.number, view.source.id) for view in found.evidence.passages] == [*enumerate("abcda", 1)]


# The built page


@pytest.fixture(scope="module")
def claims_page(small_site: Callable[[str], Site]) -> Page:
    passages = [*map(evidence, ("a", "courier", "gazette")), evidence("d", stance="context")]
    return small_site(written(*passages, label="confirmed")).page("claims/moon-cheese/")


def test_an_entry_says_what_it_does_and_leads_to_the_passage(claims_page: Page) -> None:
    entries = [
        (text(head), link.attrib["href"])
        for head, link in zip(claims_page.with_class("entry__when"), claims_page.with_class("entry__link"), strict=True)
    ]
    assert entries == [
        ("date not known Backs it", "#evidence-1"),
        ("date not known Backs it", "#evidence-2"),
        ("date not known North says", "#evidence-3"),
    ]
    assert [text(line) for line in claims_page.with_class("says__missing")] == [
        "Nothing that we counted limits or contradicts it.",
        "A side’s own word for itself is shown, and does not count.",
    ]
    witnesses = [text(name) for name in claims_page.with_class("witness__name")]
    assert witnesses == ["P word of no side", "P word of South", "P word of North", "P word of no side"]


# What stands behind its quotations


def with_copy(address: str, *passages: Raw) -> ClaimPage:
    works = [work if work["id"] != "a" else {**work, "archived": address} for work in SOURCES]
    found = text_of(sources=works, claims=[claim(evidence=[*passages], verdict=verdict("confirmed"))])
    made = datasets.build_pages(datasets.load(found))
    return next(page for page in made if isinstance(page, ClaimPage))


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://web.archive.org/web/20191004235959/https://a.example/", "4 October 2019"),
        ("https://archive.example/wayback/20191004000000id_/http://a.example/", "4 October 2019"),
        ("https://web.archive.org/web/20191304000000/https://a.example/", None),
        ("https://web.archive.org/web/2019/https://a.example/", None),
        ("https://archive.example/20191004000000", None),
    ],
)
def test_the_day_of_a_stored_copy_is_read_off_its_address(address: str, day: str | None) -> None:
    [passage] = with_copy(address, evidence("a")).evidence.passages
    [copy] = passage.source.copies
    assert (copy.day and ENGLISH.date(copy.day)) == day
