"""Searching a site in two languages, one of them Chinese: by characters, in its own pages, below whatever address."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from support.building import build
from support.findable import project_in_chinese
from support.hosting import serving

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
Search = Callable[..., list[tuple[str, str, str, str]]]


@pytest.fixture(scope="module", params=["path", "relative"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served below an address with a path, or with relative links."""
    root = tmp_path_factory.mktemp(request.param)
    project = project_in_chinese(root / "project")
    if request.param == "path":
        build(project, root / "served" / "path", more={"SITEURL": "https://example.org/path"})
    else:
        build(project, root / "served" / "relative", RELATIVE="1")
    with serving(root / "served", {}) as served:
        yield f"{served}{request.param}/"


@pytest.fixture
def search(open_page: Opener) -> Search:
    """Searches; returns of each result its address, language, title and excerpt."""

    def searched(words: str, folder: str = "zh/") -> list[tuple[str, str, str, str]]:
        page = open_page(f"{folder}search/index.html?q={words}")
        expect(page.locator(".search-count")).not_to_be_empty()
        return [
            (
                re.sub(r"^.*?(?=(?:zh/)?(?:claims|topics)/)|index.html$", "", link.evaluate("(link) => link.href")),
                link.get_attribute("lang") or "",
                link.inner_text(),
                result.locator(".result__excerpt").inner_html(),
            )
            for result in page.locator(".results > .result").all()
            for link in result.get_by_role("link").all()
        ]

    return searched


@pytest.mark.parametrize(
    "words", ["芬太尼类物质", "列管", "FDA列管", "崔天凯", "崔天凱", "老崔", "2019-05-01", "中国 芬太尼"]
)
def test_words_are_found_where_their_characters_stand_side_by_side(search: Search, words: str) -> None:
    [(address, language, title, excerpt)] = search(words)
    assert (address, language, title) == ("zh/claims/listed/", "zh-Hans", "中国列管芬太尼类物质")
    assert re.sub("</?mark>", "", excerpt).startswith("崔天凯写道，FDA 在2019年5月1日列管了芬太尼。“习近平”没有说过。")


def test_what_was_found_is_marked_as_one(search: Search) -> None:
    found = {address: excerpt for address, _, _, excerpt in search("习近平")}
    assert found.keys() == {"zh/claims/listed/", "zh/claims/checked/"}
    assert "“<mark>习近平</mark>”没有说过。" in found["zh/claims/listed/"]
    assert "<mark>" not in found["zh/claims/checked/"]  # which has it in its title, and 平 in its text


def test_no_other_word_is_offered_for_what_stands_inside_a_title(open_page: Opener) -> None:
    count = open_page("zh/search/index.html?q=类毒物的质量不同").locator(".search-count")
    expect(count).not_to_be_empty()
    assert count.get_by_role("link").count() == 0


def test_a_question_without_spaces_finds_what_has_some_of_it(search: Search) -> None:
    assert search("谁是崔天凯")[0][0] == "zh/claims/listed/"
    assert search("芬太尼是怎么列管的")[0][0] == "zh/claims/listed/"


def test_what_is_not_translated_is_found_and_marked(search: Search) -> None:
    assert ("zh/topics/pebbles/", "en", "Pebbles") in [result[:3] for result in search("Pebbles")]
