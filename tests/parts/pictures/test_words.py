"""Pages → what their pictures say."""

from collections import Counter

import pytest

from claims.parts import pictures as share_images
from claims.parts.pictures import Picture
from support.building import ENGLISH, ROOT
from support.datasets import build_pages, load, make_site
from support.findable import CLAIMS

STATIC = ROOT / "theme" / "static"


def drawn(claims: str = CLAIMS) -> dict[str, Picture]:
    """The pictures under the files of the pages they are of."""
    dataset = load(claims)
    site = make_site(dataset)
    said = {page.save_as: page.picture_words(site) for page in build_pages(dataset)}
    return {file: share_images.picture(words, ENGLISH) for file, words in said.items() if words}


@pytest.fixture(scope="module")
def pictures() -> dict[str, Picture]:
    return drawn()


def said(picture: Picture) -> tuple[str, str]:
    """The large text and the small one."""
    return tuple(" ".join(line.text for line in block.lines) for block in (picture.title, picture.note))  # type: ignore[return-value]


def test_a_claims_picture_says_the_claim_the_verdict_and_who_said_it(pictures: dict[str, Picture]) -> None:
    picture = pictures["claims/listed/index.html"]
    assert said(picture) == ("Every stone is listed", "The Astronomer, The Paper, 30 September 2019")
    assert picture.verdict is not None
    assert (picture.verdict.name, picture.gloss) == ("Confirmed", "")
    assert picture.alt == (
        "Claim: Every stone is listed (by The Astronomer). Verdict: confirmed. "
        "The Astronomer, The Paper, 30 September 2019."
    )


def test_a_claim_without_a_verdict_says_so(pictures: dict[str, Picture]) -> None:
    picture = pictures["claims/checked/index.html"]
    assert picture.verdict is not None
    assert (picture.verdict.name, picture.gloss) == ("Not yet reviewed", "")
    assert picture.alt == (
        "Claim: Pebbles are checked (by The Astronomer). Verdict: not yet reviewed. "
        "The Agency, according to The Astronomer, The Paper, 30 September 2019."
    )


def test_a_claim_is_counted_among_those_of_its_text(pictures: dict[str, Picture]) -> None:
    assert [picture.kicker for page, picture in pictures.items() if page.startswith("claims/")] == [
        *("Claim 1 of 3", "Claim 2 of 3", "Claim 3 of 3")
    ]
    texts = """texts:
  - {id: first, title: F, name: the first, speaker: agency, form: letter, date: 2019, seen_through: [letter]}
  - {id: second, title: S, name: the second, speaker: agency, form: letter, date: 2019, seen_through: [letter]}
"""
    apart = CLAIMS.replace("    kind: measure", "    text: first\n    kind: measure").replace(
        "    kind: position", "    text: second\n    kind: position"
    )
    told = {page: picture.kicker for page, picture in drawn(texts + apart).items() if page.startswith("claims/")}
    assert told == {
        "claims/listed/index.html": "Claim 1 of 2",
        "claims/checked/index.html": "Claim 2 of 2",
        "claims/hostile/index.html": "Claim 1 of 1",
    }


def test_a_topics_picture_asks_and_answers_and_shows_each_verdict(pictures: dict[str, Picture]) -> None:
    picture = pictures["topics/listing/index.html"]
    assert said(picture) == ("Was every stone listed?", "Yes, from 1 May 2019.")
    assert [mark.label for mark in picture.marks] == ["confirmed", "not-reviewed"]
    assert picture.alt == (
        "Topic: Listing as a class. Was every stone listed? Yes, from 1 May 2019. "
        "2 claims: 1 confirmed, 1 not yet reviewed."
    )


def test_the_home_pages_picture_shows_every_verdict(pictures: dict[str, Picture]) -> None:
    picture = pictures["index.html"]
    assert sorted(mark.label for mark in picture.marks) == ["confirmed", "not-reviewed", "opinion"]
    assert said(picture) == ("3 claims, each beside the evidence", "3 claims")
    assert picture.alt == ("3 claims, each beside the evidence. 3 claims: 1 confirmed, 1 not yet reviewed, 1 opinion.")


def test_the_home_pages_picture_asks_what_the_page_asks() -> None:
    picture = drawn(f"site:\n  headline: Do {{claims}} claims hold up?\n{CLAIMS}")["index.html"]
    assert said(picture)[0] == "Do 3 claims hold up?"
    assert picture.alt.startswith("Do 3 claims hold up? 3 claims: ")


def test_many_marks_are_smaller_and_stay_in_the_picture() -> None:
    [alone], marks = share_images.row(["opinion"]), share_images.row(["opinion"] * 100)
    assert len(marks) == 100
    assert marks[-1].x + marks[-1].size < 1128
    assert {mark.size < alone.size for mark in marks} == {True}


def test_of_very_many_claims_the_verdicts_keep_their_proportions() -> None:
    marks = share_images.row(["opinion", "disputed", "disputed", "unconfirmed"] * 5000)
    assert Counter(mark.label for mark in marks) == {"disputed": 60, "opinion": 30, "unconfirmed": 30}
    assert {mark.size for mark in marks} == {share_images.row(["opinion"] * 120)[0].size}


def test_the_icon_is_the_sites_own() -> None:
    shapes = share_images.style(STATIC)["icon"]
    assert shapes.startswith("<rect")
    assert "svg" not in shapes
