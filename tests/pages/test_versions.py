"""Comparisons of versions of a text: where else they stand, and how they are found; the rest test_golden.py sees."""

from support.datasets import pages_of
from support.helpers import Raw, Value, claim, source, text

SOURCES = [
    source("letter"),
    source("translation", edition_of="letter", lang="fr", gloss="G"),
    source("interview", lang="fr", gloss="G"),
]
ENGLISH = {"name": "The letter", "source": "letter", "words": "green cheese"}
FRENCH = {"name": "In French", "source": "translation", "words": "du fromage", "lang": "fr", "gloss": "cheese"}
BEFORE = {"name": "A year before", "source": "interview", "words": "de la roche", "lang": "fr", "gloss": "rock"}


def comparison(*versions: Raw, **changes: Value) -> Raw:
    return {"title": "Cheese", "claims": ["a"], "versions": versions, "difference": "The *colour*."} | changes


def fields(*comparisons: Raw) -> Raw:
    """What a file has with these comparisons: the text tells of two claims, in a paragraph each."""
    claims = [claim(id=id, title=f"Claim {id}", evidence=None, verdict=None) for id in "ab"]
    paragraphs = [{"text": "She wrote [this](claim:a)."}, {"text": "She wrote [that](claim:b)."}]
    essay = text("essay", seen_through=["letter"], comparisons=comparisons, paragraphs=paragraphs)
    return {"sources": SOURCES, "claims": claims, "texts": [essay]}


def test_a_comparison_stands_at_the_claims_and_the_paragraphs_that_it_bears_on() -> None:
    pages = pages_of(
        **fields(comparison(ENGLISH, FRENCH), comparison(ENGLISH, BEFORE, title="Rock", claims=["b", "a"]))
    )
    assert [shown.title for shown in pages["claims/a/"].claim.comparisons] == ["Cheese", "Rock"]
    assert [shown.title for shown in pages["claims/b/"].claim.comparisons] == ["Rock"]
    this, that = pages["texts/essay/"].text.paragraphs
    first, second = "texts/essay/versions/#versions-1", "texts/essay/versions/#versions-2"
    assert [shown.url for shown in this.comparisons] == [first, second]
    assert [shown.url for shown in that.comparisons] == [second]
    sources = {entry.source.id: entry for _, entries in pages["sources/"].groups for entry in entries}
    cited = []
    for id, entry in sources.items():
        for _, links in entry.citing:
            cited += [(id, link.url) for link in links if "#versions" in link.url]
    assert sorted(cited) == [("interview", second), ("letter", first), ("translation", first)]


def test_each_comparison_is_found_by_its_words() -> None:
    page = pages_of(**fields(comparison(ENGLISH, FRENCH)))["texts/essay/versions/"]
    [found] = page.findable()
    [section] = found.sections
    assert (section.title, section.url) == ("Cheese", "texts/essay/versions/#versions-1")
    assert ("In French", "du fromage") in section.said
