"""The search: its page, its index, and the words that it compares queries with."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar

from ...cache import Cache
from ...site import pagination
from ...site.index import Site
from ...site.language import N_
from ...site.page import Page
from ...site.views import ChoiceCount, TextView, TopicView, choice, verdicts
from .. import Feature
from . import index

_WORDS = (
    N_("Search"),
    N_("Search this site’s claims, topics, figures, sources, terms and events, or browse the lists."),
)
"""The title and description of the page."""


class Search(Feature):
    """A search that runs in the reader's browser and shows results while the reader types."""

    places: ClassVar = {"menu": "features/search/menu.html", "not-found": "features/search/not-found.html"}
    bundles: ClassVar = {"site.css": ("features/search/search.css",), "site.js": ("features/search/search-key.js",)}

    def pages(self) -> Iterator[Page]:
        """Yield the search page."""
        yield search_page(self.build.site)

    def begin(self) -> None:
        """Start to make the index in another thread; Pagefind does most of the work."""
        build = self.build
        site = build.site
        records = [*index.records(build.pages, site)]
        for page in build.prose:
            html = build.render(f"{page.template}.html", page.save_as, page=page)
            records.append(index.prose_record(page, html, site.urls))
        self.words = index.words(records, site.data, site.language)
        tag = site.language.tag
        cache = Cache(build.cache / "search" / tag)
        self.index = ThreadPoolExecutor(1).submit(index.index, records, cache, tag)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the index, once it is ready, and the words."""
        for path, content in self.index.result().items():
            yield f"pagefind/{path}", content
        yield "search/words.json", self.words


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """`/search/`, with the lists that readers can browse without a script."""

    topics: Sequence[TopicView]
    texts: Sequence[TextView]
    """The texts to choose from, if there are several."""
    verdicts: Sequence[ChoiceCount]
    claims: int
    sources: int
    terms: int
    claims_on_one_page: bool
    """Whether the list of claims is a single page, so that it can be opened with a filter."""
    kinds: Sequence[ChoiceCount]
    """How many records of each kind there are."""
    count: int
    """How many records there are."""


def search_page(site: Site) -> SearchPage:
    """Return the search page. It links to complete lists, for browsers in which the search cannot run."""
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
    kinds = [ChoiceCount(choice=choice(kind, site.language), count=count) for kind, count in counts.items()]
    labels = [card.label.value for card in site.presenter.cards.values()]
    gettext = site.language.gettext
    title, description = _WORDS
    return SearchPage(
        **site.page_fields("search", (gettext(title), gettext(description)), "features/search/search.html"),
        topics=tuple(site.presenter.topics.values()),
        texts=tuple(site.presenter.texts.values()) if len(site.presenter.texts) > 1 else (),
        verdicts=verdicts(labels, site.language),
        claims=len(site.presenter.cards),
        sources=len(data.sources),
        terms=len(data.glossary),
        claims_on_one_page=pagination.page_count(data.claims, pagination.CARDS) == 1,
        kinds=tuple(kinds),
        count=sum(counts.values()),
    )


FEATURE = Search
