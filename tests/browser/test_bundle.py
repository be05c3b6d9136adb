"""The one published style sheet styles every element as the sheets it was made from do."""

from __future__ import annotations

import mimetypes
import tomllib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from building import PUBLISHED, ROOT
from claims.parts.data_files import DataFiles
from claims.parts.search import Search
from pages import KINDS, Site

pytestmark = pytest.mark.browser

# Every property of elements and of what is drawn before and after them, as one text each; five of a kind are enough.
# Custom properties are left out: a browser gives them as they are written, and minified that is shorter; what they do
# shows in the others. So are two words for no offset.
STYLES = """() => {
  const met = {};
  const own = / (href|id|for|datetime|x|y|width)="[^"]*"/g;
  const kind = (element) => element.outerHTML.match(/^<[^>]*>/)[0].replace(own, "");
  return [...document.querySelectorAll("body, body *")].flatMap((element) => {
    const name = kind(element);
    met[name] = (met[name] ?? 0) + 1;
    if (met[name] > 5) return [];
    return ["", "::before", "::after"].flatMap((part) => {
      const style = getComputedStyle(element, part || null);
      if (part && style.content === "none") return [];
      const names = [...style].filter((name) => !name.startsWith("--"));
      const values = names.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
      return `${name}${part}|${values.replace("background-position:0% 0%", "background-position:0px 0px")}`;
    });
  });
}"""
LOOKS = (("screen", "light", 1280), ("screen", "dark", 390), ("print", "light", 700))


@pytest.fixture(scope="module")
def pages(browser: Browser, site: Site, published_site: Site) -> Iterator[tuple[Page, Page]]:
    """The published site, and the same pages with the sheets as they were authored."""
    parts = tomllib.loads((ROOT / "theme" / "bundles.toml").read_text(encoding="utf-8"))["site.css"]
    parts += [sheet for part in (DataFiles, Search) for sheet in part.bundles["site.css"]]
    authored = {
        "site": "\n".join((ROOT / "theme" / "static" / part).read_text(encoding="utf-8") for part in parts),
        "filters": site.read("timeline/filters.css"),
    }

    def published(route: Route) -> None:
        path = route.request.url.removeprefix(f"{PUBLISHED}/").split("#")[0]
        file = published_site.folder / (path if path and not path.endswith("/") else f"{path}index.html")
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])

    def as_authored(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1].split(".")[0]
        route.fulfill(body=authored[name], content_type="text/css")

    context = browser.new_context()
    # The scripts add the same to both; without them there is nothing to wait for.
    context.route(f"{PUBLISHED}/**", published)
    context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    one, other = context.new_page(), context.new_page()
    other.route(f"{PUBLISHED}/theme/*.css", as_authored)
    yield one, other
    context.close()


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in {"sources", "carrier", "title in another language"}])
def test_the_bundle_styles_as_its_parts_do(pages: tuple[Page, Page], published_site: Site, kind: str) -> None:
    for media, scheme, width in LOOKS:
        found = []
        for page in pages:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{PUBLISHED}/{published_site.of_kind(kind)}")
            found.append(page.evaluate(STYLES))
        published, authored = found
        assert len(authored) == len(published) > 30
        different = [
            (one.split("|")[0], sorted(set(one.split(";")) ^ set(other.split(";"))))
            for one, other in zip(authored, published, strict=True)
            if one != other
        ]
        assert different == []
