"""The page of each text, its claims in its own order, and how they are counted by it."""

import pytest

from claims.pages.texts import TextPage
from claims.site.page import Page
from support.datasets import pages_of
from support.helpers import Raw, Value, appearance, claim, source, text

SOURCES = [source("letter"), source("reprint"), source("survey", kind="academic")]
Places = tuple[tuple[str, int | None], ...]


def stated(id: str, *places: tuple[str, int | None], **changes: Value) -> Raw:
    """A claim that is not yet reviewed, and where it stands: sources, and paragraphs of them."""
    links = [appearance(source=source, paragraph=str(number) if number else None) for source, number in places]
    return claim(id=id, title=f"Claim {id}", appearances=links, evidence=None, verdict=None, **changes)


def built(*claims: Raw, **fields: Value) -> dict[str, Page]:
    """The pages of some claims of an essay."""
    return pages_of(sources=SOURCES, claims=claims, texts=[text("essay", **fields)])


def places(page: TextPage) -> list[tuple[str | None, int | None, list[str]]]:
    """The source that is named, the paragraph and the claims of each passage."""
    found = list[tuple[str | None, int | None, list[str]]]()
    for passage in page.text.places:
        claims = [claim.id for claim in passage.claims]
        found.append((passage.source and passage.source.id, passage.paragraph, claims))
    return found


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        # Source by source, each named once.
        (
            {"a": [("letter", 2)], "b": [("reprint", 3)], "c": [("letter", 1)], "d": [("reprint", 1)]},
            [("letter", 1, ["c"]), (None, 2, ["a"]), ("reprint", 1, ["d"]), (None, 3, ["b"])],
        ),
        # Each where it is first.
        (
            {"a": [("reprint", 1), ("letter", 7), ("letter", 5)], "b": [("survey", 1), ("reprint", 1)]},
            [("letter", 5, ["a"]), ("reprint", 1, ["b"])],
        ),
        # Those that stand in none of its sources last.
        (
            {"a": [("survey", 1)], "b": [("reprint", 9)], "c": [("survey", None)]},
            [("reprint", 9, ["b"]), (None, None, ["a", "c"])],
        ),
    ],
)
def test_claims_stand_in_the_order_of_the_sources_of_a_text(
    claims: dict[str, Places], shown: list[tuple[str | None, int | None, list[str]]]
) -> None:
    pages = built(*(stated(id, *places) for id, places in claims.items()), seen_through=["letter", "reprint"])
    assert places(pages["texts/essay/"]) == shown
    assert [passage.elsewhere for passage in pages["texts/essay/"].text.places] == [n is None for _, n, _ in shown]


def test_without_texts_claims_are_numbered_through() -> None:
    pages = pages_of(sources=SOURCES, claims=[stated(id, ("letter", 1)) for id in "ab"])
    a, b = pages["claims/a/"].claim, pages["claims/b/"].claim
    assert (a.text, a.number, len(a.siblings)) == (None, 1, 2)
    assert (b.text, b.number, len(b.siblings)) == (None, 2, 2)
    assert [way for way, _ in a.onward if "it" in way][:1] == ["After it"]
    assert [way for way, _ in b.onward if "it" in way][:1] == ["Before it"]


def test_a_text_that_is_known_by_report_names_the_outlet_of_its_day() -> None:
    def heard(id: str, outlet: str, date: str) -> Raw:
        chain = [appearance(source=outlet, seen="none", date=date), appearance(source="survey", date="2021")]
        return claim(id=id, appearances=chain, evidence=None, verdict=None)

    works = [source("letter", publisher="Gazette"), source("reprint", publisher="Mirror"), source("survey")]
    claims = [heard("a", "letter", "2019"), heard("b", "reprint", "2020")]
    page = pages_of(sources=works, claims=claims, texts=[text("essay")])["texts/essay/"]
    assert (page.text.outlet, page.text.reporter) == ("Gazette", "P")


def test_what_a_text_says_again_leads_to_where_it_said_it_first() -> None:
    again = [{"claim": "a", "relation": "repeats"}]
    claims = [stated("a", ("letter", 1)), *(stated(id, ("letter", 1), relations=again) for id in "bc")]
    paragraphs = [{"text": "It [is](claim:a), and [was](claim:b)."}, {"text": "It [will be](claim:c)."}]
    page = built(*claims, paragraphs=paragraphs)["texts/essay/"]
    pieces = [*page.text.paragraphs[0].pieces, *page.text.paragraphs[1].pieces]
    same = [(piece.place, piece.same and piece.same.place) for piece in pieces if piece.claim]
    assert same == [("1-1", None), ("1-3", "1-1"), ("2-1", "1-1")]
