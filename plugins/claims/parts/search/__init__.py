"""The search: its page and its index."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from ...cache import Cache
from ...site.views import Page
from .. import Part
from . import index
from .pages import search_page


class Search(Part):
    """Search as you type, in the reader's own browser."""

    places: ClassVar = {"menu": "parts/search/menu.html", "not-found": "parts/search/not-found.html"}
    bundles: ClassVar = {"site.css": ("parts/search/search.css",), "site.js": ("parts/search/search-key.js",)}

    def pages(self) -> Iterator[Page]:
        """Yield the page of the search."""
        yield search_page(self.build.site)

    def begin(self) -> None:
        """Begin to make the index, most of which Pagefind does."""
        build, site = self.build, self.build.site
        records = [*index.finding_records(build.pages, site.data, site.language)]
        records += index.records(build.pages, site)
        for page in build.prose:
            html = build.render(f"{page.template}.html", page.save_as, page=page)
            records.append(index.prose_record(page, html, site.urls))
        self.words, tag = index.words(records, site.data, site.language), site.language.tag
        self.index = ThreadPoolExecutor(1).submit(index.index, records, Cache(build.cache / "search" / tag), tag)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the index."""
        yield from ((f"pagefind/{path}", content) for path, content in self.index.result().items())
        yield "search/words.json", self.words


PART = Search
