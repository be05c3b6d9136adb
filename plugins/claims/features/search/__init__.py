"""The search: its page and its index."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from ...cache import Cache
from ...site import pagination
from ...site.index import Site
from ...site.language import N_
from ...site.views import Page, View, choice, verdicts
from .. import Feature
from . import index

_WORDS = (
    N_("Search"),
    N_("Search this site’s claims, topics, figures, sources, terms and events, or browse the lists."),
)
"""Title and description."""


class Search(Feature):
    """Search as you type, in the reader's own browser."""

    places: ClassVar = {"menu": "features/search/menu.html", "not-found": "features/search/not-found.html"}
    bundles: ClassVar = {"site.css": ("features/search/search.css",), "site.js": ("features/search/search-key.js",)}

    def pages(self) -> Iterator[Page]:
        """Yield the page of the search."""
        yield search_page(self.build.site)

    def begin(self) -> None:
        """Begin to make the index, most of which Pagefind does."""
        build, site = self.build, self.build.site
        records = [*index.records(build.pages, site)]
        for page in build.prose:
            html = build.render(f"{page.template}.html", page.save_as, page=page)
            records.append(index.prose_record(page, html, site.urls))
        self.words, tag = index.words(records, site.data, site.language), site.language.tag
        self.index = ThreadPoolExecutor(1).submit(index.index, records, Cache(build.cache / "search" / tag), tag)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the index."""
        yield from ((f"pagefind/{path}", content) for path, content in self.index.result().items())
        yield "search/words.json", self.words


def search_page(site: Site) -> Page:
    """Return the page of the search, which leads to complete lists where a search cannot run."""
    data = site.data
    counts = {
        "text": len(data.texts),
        "claim": len(data.claims),
        "topic": len(data.topics),
        "figure": len(data.series),
        "source": len(data.sources),
        "term": len(data.glossary),
        "event": len(data.events),
    }
    return site.page(
        Page,
        "search",
        map(site.language.gettext, _WORDS),
        template="features/search/search.html",
        topics=tuple(site.presenter.topics.values()),
        texts=tuple(site.presenter.texts.values()) if len(site.presenter.texts) > 1 else (),
        verdicts=verdicts((card.label.value for card in site.presenter.cards.values()), site.language),
        claims=len(site.presenter.cards),
        sources=len(data.sources),
        terms=len(data.glossary),
        claims_on_one_page=pagination.page_count(data.claims, pagination.CARDS) == 1,
        kinds=tuple(View(choice=choice(kind, site.language), count=count) for kind, count in counts.items()),
        count=sum(counts.values()),
    )


FEATURE = Search
