"""The search page, and the list of everything from A to Z."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

import pytest

from claims.model.records import Dataset
from claims.parts.search import index as search_index
from claims.parts.search.pages import AlphabetPage, SearchPage, search_pages
from claims.site.language import Language
from datasets import build_pages, load, make_site
from findable import CLAIMS


@pytest.fixture(scope="module")
def found() -> Dataset:
    return load(CLAIMS)


@pytest.fixture(scope="module")
def built(found: Dataset) -> list[Any]:
    return build_pages(found)


@pytest.fixture(scope="module")
def a_to_z(built: list[Any]) -> AlphabetPage:
    return next(page for page in built if isinstance(page, AlphabetPage))


def test_the_search_page_says_how_much_there_is_of_each_kind(built: list[Any]) -> None:
    page = next(page for page in built if isinstance(page, SearchPage))
    counts = {"text": 0, "claim": 3, "topic": 2, "figure": 0, "source": 4, "speaker": 2, "term": 2, "event": 0}
    assert {tally.choice.value: tally.count for tally in page.kinds} == counts
    assert (page.count, page.listed) == (13, 13)


def test_a_to_z_holds_whatever_a_search_finds(found: Dataset, built: list[Any], a_to_z: AlphabetPage) -> None:
    listed = [entry.url for letter in a_to_z.letters for entry in letter.entries]
    assert sorted(listed) == sorted(record.url for record in search_index.records(built, found, make_site(found).urls))
    assert a_to_z.count == len(listed)


def test_letters_pass_over_brackets_case_and_accents(a_to_z: AlphabetPage) -> None:
    assert {letter.name: [entry.title for entry in letter.entries] for letter in a_to_z.letters} == {
        "0–9": ["3 measures"],
        "E": ["Éditing data", "Every stone is listed"],
        "L": ["Listing as a class"],
        "P": ["Pebbles", "Pebbles are checked", "perigee"],
        "S": [next(entry.title for letter in a_to_z.letters for entry in letter.entries if "script" in entry.title)],
        "T": ["The Agency", "The Astronomer", "The letter itself", "The testimony"],
        "Others": ["月亮研究"],
    }


def test_a_letter_can_be_led_to(a_to_z: AlphabetPage) -> None:
    assert [letter.id for letter in a_to_z.letters] == [
        "letter-digit", "letter-e", "letter-l", "letter-p", "letter-s", "letter-t", "letter-other",
    ]  # fmt: skip


def test_a_claim_has_its_verdict_beside_it_and_a_source_its_citation(a_to_z: AlphabetPage) -> None:
    entries = {entry.url: entry for letter in a_to_z.letters for entry in letter.entries}
    listed, study = entries["claims/listed/"], entries["sources/study/"]
    assert listed.label is not None
    assert listed.label.value == "confirmed"
    assert study.source is not None
    assert study.source.lang == "zh-Hans"


@pytest.mark.parametrize("title", ["…", "“”"])
def test_a_title_without_a_letter_stands_somewhere(title: str) -> None:
    pages = build_pages(load(CLAIMS.replace("title: 3 measures", f'title: "{title}"')))
    [letters] = [page.letters for page in pages if isinstance(page, AlphabetPage)]
    assert [letter.name for letter in letters for entry in letter.entries if entry.title == title] == ["Others"]


def test_a_chinese_site_has_chinese_titles_under_the_letters_of_pinyin() -> None:
    titles = ("芬太尼", "《法规》", "FDA", "阿片", "座位", "哌啶", "фонд")
    terms = "".join(f"  - {{id: t-{n}, term: {term}, definition: D.}}\n" for n, term in enumerate(titles))
    site = make_site(load(f"{CLAIMS.partition('glossary:')[0]}glossary:\n{terms}"))
    site.language = Language("zh-Hans", NullTranslations())
    [letters] = [page.letters for page in search_pages(site) if isinstance(page, AlphabetPage)]
    found = {letter.id: [entry.title for entry in letter.entries if entry.title in titles] for letter in letters}
    assert {id: titles for id, titles in found.items() if titles} == {
        "letter-a": ["阿片"],
        "letter-f": ["FDA", "《法规》", "芬太尼"],
        "letter-z": ["座位"],
        "letter-other": ["фонд", "哌啶"],  # 哌 is not among the frequent characters
    }
    assert [letter.id for letter in letters][-1] == "letter-other"
