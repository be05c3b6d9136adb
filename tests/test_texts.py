"""Texts: the list of them, the page of each in its own order, and how claims are counted and named by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

import datasets
from claims.pages.texts import TextPage
from claims.site import pagination
from claims.site.views import Link
from helpers import Raw, appearance, claim, source, speaker, text_of, topic
from pages import Page, Site, text

Pages = Mapping[str, Any]
TOPICS = [topic(), topic(id="sun", title="The sun")]
SPEAKERS = [speaker(side=None)]


def taken_apart(id: str, **changes: Any) -> Raw:
    base = {"id": id, "title": f"The {id} on the moon", "name": f"the {id}", "speaker": "j-smith", "form": id}
    return {**base, "date": "2019-05-01", "seen_through": ["letter"], **changes}


def stated(id: str, *places: tuple[str, int | None], **changes: Any) -> Raw:
    """A claim that is not yet reviewed, and where it stands: sources, and paragraphs of them."""
    links = [appearance(source=source, paragraph=str(number) if number else None) for source, number in places]
    fields: dict[str, Any] = {"title": f"Claim {id}", "appearances": links, "evidence": None, "verdict": None}
    return claim(id=id, **fields | changes)


def written(*claims: Raw, texts: list[Raw]) -> str:
    sources = [source("letter"), source("reprint"), source("survey", kind="academic")]
    return text_of(sides=None, topics=TOPICS, speakers=SPEAKERS, sources=sources, claims=claims, texts=texts)


def built(*claims: Raw, texts: list[Raw]) -> Pages:
    """The pages of some claims and texts, under their files."""
    made = datasets.build_pages(datasets.load(written(*claims, texts=texts)))
    return {page.save_as: page for page in made}


def text_page(pages: Pages, id: str = "essay", page: int = 1) -> TextPage:
    found = pages[f"texts/{id}/{f'list/{page}/' if page > 1 else ''}index.html"]
    assert isinstance(found, TextPage)
    return found


def places(page: TextPage) -> list[tuple[str | None, int | None, list[str]]]:
    """The source that is named, the paragraph and the claims of each passage."""
    return [
        (passage.source and passage.source.id, passage.paragraph, [claim.id for claim, *_ in passage.claims])
        for passage in page.passages
    ]


# A text in its own order


def test_a_text_stands_paragraph_by_paragraph_and_in_each_as_in_the_file() -> None:
    claims = [
        stated("a", ("letter", 10)),
        stated("b", ("letter", 2), topics=["sun"]),
        stated("c", ("letter", 10), topics=["sun"]),
        stated("d", ("letter", 2)),
        stated("e", ("letter", None)),
    ]
    pages = built(*claims, texts=[taken_apart("essay")])
    assert places(text_page(pages)) == [(None, None, ["e"]), (None, 2, ["b", "d"]), (None, 10, ["a", "c"])]
    assert [card.id for card in text_page(pages).text.claims] == ["e", "b", "d", "a", "c"]


def test_a_text_that_was_read_in_several_sources_stands_source_by_source_each_named_once() -> None:
    claims = [
        stated("a", ("reprint", 2)),
        stated("b", ("letter", 3)),
        stated("c", ("reprint", 1)),
        stated("d", ("letter", 1)),
    ]
    texts = [taken_apart("essay", seen_through=["reprint", "letter"])]
    assert places(text_page(built(*claims, texts=texts))) == [
        ("reprint", 1, ["c"]),
        (None, 2, ["a"]),
        ("letter", 1, ["d"]),
        (None, 3, ["b"]),
    ]


def test_a_claim_stands_where_it_is_first() -> None:
    claims = [stated("a", ("reprint", 1), ("letter", 7), ("letter", 5)), stated("b", ("survey", 1), ("reprint", 1))]
    texts = [taken_apart("essay", seen_through=["letter", "reprint"])]
    assert places(text_page(built(*claims, texts=texts))) == [("letter", 5, ["a"]), ("reprint", 1, ["b"])]


def test_claims_that_stand_in_none_of_its_sources_are_last() -> None:
    claims = [stated("a", ("survey", 1)), stated("b", ("reprint", 9)), stated("c", ("survey", None))]
    texts = [taken_apart("essay", seen_through=["letter", "reprint"])]
    page = text_page(built(*claims, texts=texts))
    assert places(page) == [("reprint", 9, ["b"]), (None, None, ["a", "c"])]
    assert [passage.elsewhere for passage in page.passages] == [False, True]


def test_a_text_has_its_own_claims_alone() -> None:
    texts = [taken_apart("essay"), taken_apart("speech")]
    pages = built(
        *(stated(id, ("letter", 1), text=of) for id, of in zip("abc", ["speech", "essay", "speech"], strict=True)),
        texts=texts,
    )
    assert places(text_page(pages)) == [(None, 1, ["b"])]
    assert places(text_page(pages, "speech")) == [(None, 1, ["a", "c"])]


def test_only_words_of_the_text_itself_are_quoted() -> None:
    claims = [
        stated(id, ("letter", n), quote={"text": f"words of {id}", "verbatim": verbatim, "appearance": "1"})
        for n, (id, verbatim) in enumerate((("a", "true"), ("b", "false")), 1)
    ]
    page = text_page(built(*claims, stated("c", ("letter", 3)), texts=[taken_apart("essay")]))
    assert [quote for passage in page.passages for _, quote, _ in passage.claims] == ["words of a", None, None]


def test_a_long_text_goes_on_on_numbered_pages_which_name_their_source_anew() -> None:
    over = pagination.CARDS + pagination.CARDS // 3 + 1
    claims = [stated(f"c-{n}", ("letter" if n > 5 else "reprint", 1 + n // 4)) for n in range(over)]
    texts = [taken_apart("essay", seen_through=["reprint", "letter"])]
    pages = built(*claims, texts=texts)
    first, second = (text_page(pages, page=n) for n in (1, 2))
    held = [[id for _, _, ids in places(page) for id in ids] for page in (first, second)]
    assert held == [[f"c-{n}" for n in range(pagination.CARDS)], [f"c-{n}" for n in range(pagination.CARDS, over)]]
    assert [named for named, _, _ in places(first) if named] == ["reprint", "letter"]
    assert [named for named, _, _ in places(second) if named] == ["letter"]
    assert (first.title, second.title) == ("The essay on the moon", "The essay on the moon, page 2")
    assert (first.url, second.url) == ("texts/essay/", "texts/essay/list/2/")
    assert "texts/essay/list/3/index.html" not in pages


# What a text's page says


def test_a_texts_page_says_what_it_is() -> None:
    changes = [
        {"date": "2020", "kind": "added", "note": "A"},
        {"date": "2021", "kind": "updated", "note": "B"},
    ]
    words = {"summary": "A *long* one.", "why": "It was [first](claim:a).", "unseen": "The end.", "changes": changes}
    page = text_page(
        built(stated("a", ("letter", 1)), stated("b", ("letter", 1)), texts=[taken_apart("essay", **words)])
    )
    assert (
        page.description == "The essay on the moon, by Jane Smith, in its own order: 2 claims, each with its verdict."
    )
    assert page.text.summary == "<p>A <em>long</em> one.</p>"
    assert page.why == '<p>It was <a href="claim:a">first</a>.</p>'
    assert page.unseen == "<p>The end.</p>"
    assert [source.id for source in page.sources] == ["letter"]
    assert [change.note for change in page.changes] == ["B", "A"]
    assert {change.record.url for change in page.changes} == {"texts/essay/"}


# One text, several, or none


def test_a_list_of_texts_is_there_where_there_are_several() -> None:
    claims = [stated("a", ("letter", 1), text="speech")]
    several = built(*claims, texts=[taken_apart("speech"), taken_apart("essay")])
    assert [(text.id, len(text.claims)) for text in several["texts/index.html"].texts] == [("speech", 1), ("essay", 0)]
    one = built(*claims, texts=[taken_apart("speech")])
    none = built(stated("a", ("letter", 1)), texts=[])
    assert {file for file in one if file.startswith("texts/")} == {"texts/speech/index.html"}
    assert {file for file in none if file.startswith("texts/")} == set()


@pytest.mark.parametrize(("count", "named"), [(0, False), (1, False), (2, True)])
def test_cards_name_their_text_where_there_are_several(count: int, named: bool) -> None:
    texts = [taken_apart(id) for id in ("essay", "speech")[:count]]
    page = built(stated("a", ("letter", 1), text="essay" if texts else None), texts=texts)["claims/index.html"]
    link = Link(title="The essay on the moon", url="texts/essay/")
    assert [card.text for group in page.topics for card in group.claims] == [link if named else None]


def stands(page: Any) -> tuple[str | None, str, str | None, str | None]:
    """The text of a claim, its number, and the claims before and after it."""
    names = [link and link.title for link in (page.previous, page.next)]
    return (page.text and page.text.url, f"{page.claim.number} of {page.total}", *names)


def test_claims_are_numbered_and_have_their_neighbours_within_their_text() -> None:
    claims = [
        stated(id, ("letter", n), text=of, topics=[about])
        for n, (id, of, about) in enumerate(
            [("a", "speech", "sun"), ("b", "essay", "moon"), ("c", "speech", "moon"), ("d", "essay", "moon")], 1
        )
    ]
    pages = built(*claims, texts=[taken_apart("essay"), taken_apart("speech")])
    assert [stands(pages[f"claims/{id}/index.html"]) for id in "abcd"] == [
        ("texts/speech/", "1 of 2", None, "Claim c"),
        ("texts/essay/", "1 of 2", None, "Claim d"),
        ("texts/speech/", "2 of 2", "Claim a", None),
        ("texts/essay/", "2 of 2", "Claim b", None),
    ]


def test_without_texts_claims_are_numbered_through() -> None:
    pages = built(*(stated(id, ("letter", 1)) for id in "ab"), texts=[])
    assert [stands(pages[f"claims/{id}/index.html"]) for id in "ab"] == [
        (None, "1 of 2", None, "Claim b"),
        (None, "2 of 2", "Claim a", None),
    ]


# The built site


@pytest.fixture(scope="module")
def two_texts(small_site: Callable[[str], Site]) -> Site:
    changes = [
        {"date": "2020-01-02", "kind": "added", "note": "Listed."},
        {"date": "2020-02-01", "kind": "updated", "note": "Found.", "was": "unconfirmed"},
    ]
    claims = [
        claim(id="a", title="Claim a", text="essay", appearances=[appearance(paragraph="2")], changes=changes),
        stated("b", ("letter", 1), text="essay", quote={"text": "few words", "verbatim": "true", "appearance": "1"}),
        stated("c", ("reprint", 1), text="essay"),
        stated("d", ("survey", 1), text="essay"),
        stated("e", ("letter", 1), text="speech"),
    ]
    essay = taken_apart("essay", seen_through=["letter", "reprint"], why="It was *first*.", unseen="The end.")
    return small_site(written(*claims, texts=[essay, taken_apart("speech")]))


def told(page: Page, name: str) -> list[str]:
    return [text(element) for element in page.with_class(name)]


def test_a_text_is_read_in_its_own_order(two_texts: Site) -> None:
    page = two_texts.page("texts/essay/")
    assert page.h1 == "The essay on the moon"
    assert told(page, "dateline") == ["Essay of 1 May 2019 by Jane Smith, R"]
    assert told(page, "text__passage") == [
        "About letter P Paragraph 1 Claim b Not yet reviewed. “few words”",
        "Paragraph 2 Claim a Confirmed by 1. S",
        "About reprint P Paragraph 1 Claim c Not yet reviewed.",
        "In other sources Claim d Not yet reviewed.",
    ]
    assert [id for id, count in page.ids.items() if count > 1] == []


def test_a_texts_page_leaves_out_what_nobody_wrote(two_texts: Site) -> None:
    essay, speech = (two_texts.page(f"texts/{id}/") for id in ("essay", "speech"))
    assert "Why we chose it It was first." in essay.words
    assert "What we have not seen The end." in essay.words
    unwritten = ("Why we chose it", "What we have not seen", "What it leaves out", "What holds", "What came after")
    assert [heading for heading in unwritten if heading in speech.words] == []


def test_a_text_that_is_retold_has_each_finding_beside_its_words(other_site: Site) -> None:
    page = other_site.page("texts/leaflet/")
    assert told(page, "told__paragraph") == [
        "On ninety days of 2025, the club writes, trains were late. Fares, it adds, had doubled. "
        "Confirmed by 1. The railway’s own log has the same number. Evidence: Trains were late on 90 days of 2025 "
        "Contradicted. A ride costs a third more. Evidence: Fares doubled in 2025 "
        "That season tickets doubled: Confirmed by 1. For those who ride every day, they did.",
        "20 March 2026 The upper platform, the club says, was closed in June, and the railway owes its riders an "
        "apology. Partly confirmed: 1 of 2 parts. It was July, not June. "
        "Evidence: The upper platform was closed in June 2025 "
        "Opinion. An opinion. Evidence: The railway owes its riders an apology",
    ]
    assert told(page, "told__note") == ["We retell the text; words in quotation marks are its own."]
    marks = [[e.attrib["data-label"] for e in run.iter("svg:svg")] for run in page.with_class("run")]
    assert marks == [["confirmed"], ["contradicted", "confirmed"], ["partly-confirmed"], ["opinion"]]


def test_a_text_says_what_holds_and_what_it_leaves_out(other_site: Site) -> None:
    page = other_site.page("texts/open-letter/")
    assert told(page, "conclusion__words") == [
        "The new brakes and the free dogs are real. That nobody was hurt is wrong, and two counts of the trains on "
        "time differ. Only the railway says that fares cover the costs. Its own log of late days is not in it."
    ]
    railway = "ზემო თბის რკინიგზა (Railway of Zemo Tba)"
    assert [text(item) for item in page.with_class("left-out")[0]] == [
        f"January 2026 The railway’s own log has 90 days with delays. {railway}",
        "28 February 2026 Injuries were fewer than on any line that the commission counts. "
        f"Commission for Rack Railways, {railway}",
    ]
    assert "What came after 20 March 2026: The riders’ club hands out a leaflet" in page.words


def test_a_claims_page_says_which_of_its_texts_claims_it_is(two_texts: Site) -> None:
    kickers = {id: told(two_texts.page(f"claims/{id}/"), "kicker") for id in "ae"}
    assert kickers == {"a": ["Claim 2 of 4 in The essay on the moon"], "e": ["Claim 1 of 1 in The speech on the moon"]}
    targets = two_texts.links["claims/e/index.html"]
    assert "texts/speech/index.html" in targets
    assert "texts/essay/index.html" not in targets


def test_the_list_of_texts_leads_to_each(two_texts: Site) -> None:
    page = two_texts.page("texts/")
    assert told(page, "topic") == [
        "The essay on the moon Jane Smith (R), 1 May 2019 Essay · 4 claims",
        "The speech on the moon Jane Smith (R), 1 May 2019 Speech · 1 claim",
    ]
    assert {"texts/essay/index.html", "texts/speech/index.html"} <= two_texts.links["texts/index.html"]
    assert "texts/index.html" in two_texts.links["index.html"]


def test_one_text_alone_stands_in_the_menu_by_its_name(many_site: Site) -> None:
    assert not {file for file in many_site.files if file.startswith("texts/")} - {
        *(f"texts/speech/{file}" for file in ("index.html", "cite.bib", "cite.json")),
    }
    page = many_site.page("texts/speech/")
    (here,) = [a for a in page.with_class("site-nav__link") if a.get("aria-current")]
    assert (text(here), here.get("aria-current")) == ("The speech", "page")
    assert page.with_class("trail") == []
