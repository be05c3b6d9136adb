"""Searching a site in two languages, one of them Chinese: by characters, in its own pages, below whatever address."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from support.building import build
from support.findable import project_in_chinese
from support.hosting import serving

pytestmark = pytest.mark.browser

SIDE_BY_SIDE = ("芬太尼类物质", "列管", "FDA列管", "崔天凯", "老崔", "2019-05-01", "中国 芬太尼")
EXCERPT = "崔天凯写道，FDA 在2019年5月1日列管了芬太尼。“习近平”没有说过。"


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


def test_chinese_is_found_by_its_characters(open_page: Callable[..., Page]) -> None:
    page = open_page("zh/search/index.html")
    count = page.locator(".search-count")

    def search(words: str) -> list[tuple[str, str, str, str]]:
        """Return of each result its address, language, title and excerpt."""
        page.get_by_role("searchbox").fill(words)
        expect(count).to_contain_text(words)
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

    for words in SIDE_BY_SIDE:
        [(address, language, title, excerpt)] = search(words)
        assert (address, language, title) == ("zh/claims/listed/", "zh-Hans", "中国列管芬太尼类物质"), words
        assert re.sub("</?mark>", "", excerpt).startswith(EXCERPT), words
    # What was found is marked as one: the other has it in its title, and 平 in its text.
    found = {address: excerpt for address, _, _, excerpt in search("习近平")}
    assert found.keys() == {"zh/claims/listed/", "zh/claims/checked/"}
    assert "“<mark>习近平</mark>”没有说过。" in found["zh/claims/listed/"]
    assert "<mark>" not in found["zh/claims/checked/"]
    # A question without spaces finds what has some of it.
    assert search("谁是崔天凯")[0][0] == search("芬太尼是怎么列管的")[0][0] == "zh/claims/listed/"
    # What is not translated is found and marked.
    assert ("zh/topics/pebbles/", "en", "Pebbles") in [result[:3] for result in search("Pebbles")]
