"""Texts: the list of them, the page of each in its own order, and how claims are counted and named by them."""

from collections.abc import Mapping
from typing import Any

from claims.pages.texts import TextPage
from claims.site import pagination
from support import datasets
from support.helpers import Raw, appearance, claim, source, speaker, text_of, topic
from support.pages import Site, text

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


def test_what_was_found_on_words_is_told_once_for_claims_that_say_one_thing() -> None:
    again = stated("c", ("letter", 2), relations=[{"claim": "a", "relation": "repeats"}])
    claims = [stated("a", ("letter", 1)), stated("b", ("letter", 1)), again]
    paragraphs = ["He [ate](claim:a) it and [sang](claim:b).", "So he [had it](claim:c)."]
    texts = [taken_apart("essay", paragraphs=[{"text": words} for words in paragraphs])]
    page = text_page(built(*claims, texts=texts))
    found = [finding for paragraph in page.paragraphs for finding in paragraph.findings]
    assert [(f.words, f.claim.id, f.same and f.same.words) for f in found] == [
        ("ate", "a", None),
        ("sang", "b", None),
        ("had it", "c", "ate"),
    ]


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


# One text, several, or none


def stands(page: Any) -> tuple[str | None, str, str | None, str | None]:
    """The text of a claim, its number, and the claims before and after it."""
    names = {way: link.title for way, link in page.onward}
    number = f"{page.claim.number} of {page.total}"
    return (page.text and page.text.url, number, names.get("Before it"), names.get("After it"))


def test_without_texts_claims_are_numbered_through() -> None:
    pages = built(*(stated(id, ("letter", 1)) for id in "ab"), texts=[])
    assert [stands(pages[f"claims/{id}/index.html"]) for id in "ab"] == [
        (None, "1 of 2", None, "Claim b"),
        (None, "2 of 2", "Claim a", None),
    ]


def test_one_text_alone_stands_in_the_menu_by_its_name(many_site: Site) -> None:
    assert not {file for file in many_site.files if file.startswith("texts/")} - {
        *(f"texts/speech/{file}" for file in ("index.html", "cite.bib", "cite.json")),
    }
    page = many_site.page("texts/speech/")
    here = [(text(a), a.get("aria-current")) for a in page.with_class("site-nav__link") if a.get("aria-current")]
    assert here == [("The speech", "page")] * 2  # at the head, and at the foot for phones
    assert page.with_class("trail") == []
