"""The one published style sheet styles every element as the sheets it was made from do."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from conftest import PUBLISHED
from pages import Site

from .conftest import KINDS, serving

# Every property of elements and of what is drawn before and after them, as one text each; five of a kind are enough.
# Custom properties are left out: a browser gives them as they are written, and minified that is shorter; what they do
# shows in the others. So are two words for no offset.
STYLES = """() => {
  const met = {};
  const own = / (href|id|for|datetime|x|y|width|action|data-index)="[^"]*"/g;
  const kind = (element) => element.outerHTML.match(/^<[^>]*>/)[0].replace(own, "");
  // A citation names the page's address, which is longer where there is one.
  for (const text of document.querySelectorAll(".cite__text, .cite code")) text.textContent = "cited";
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
def pages(browser: Browser, site: Site, published_site: Site) -> Iterator[tuple[tuple[str, Page], tuple[str, Page]]]:
    """The site as authored and as published, each in a page of its own with its address."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(f"{PUBLISHED}/").split("#")[0]
        file = published_site.folder / (path if path and not path.endswith("/") else f"{path}index.html")
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])

    context = browser.new_context(java_script_enabled=True)
    context.route(f"{PUBLISHED}/**", answer)
    # The scripts add the same to both; without them there is nothing to wait for.
    context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    with serving(site.folder) as authored:
        yield (authored, context.new_page()), (f"{PUBLISHED}/", context.new_page())
    context.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"sources", "wire", "chinese title"}])
def test_the_bundle_styles_as_its_parts_do(pages: tuple[tuple[str, Page], tuple[str, Page]], kind: str) -> None:
    for media, scheme, width in LOOKS:
        found = []
        for address, page in pages:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{address}{KINDS[kind]}")
            found.append(page.evaluate(STYLES))
        authored, published = found
        assert len(authored) == len(published) > 30
        different = [
            (one.split("|")[0], sorted(set(one.split(";")) ^ set(other.split(";"))))
            for one, other in zip(authored, published, strict=True)
            if one != other
        ]
        assert different == []
