"""The page of the search."""

from ...site import pagination
from ...site.index import Site
from ...site.language import N_
from ...site.tallies import tally, verdicts
from ...site.views import Page

_WORDS = (
    N_("Search"),
    N_("Search this site’s claims, topics, figures, sources, terms and events, or browse the lists."),
)
"""Title and description."""


def search_page(site: Site) -> Page:
    """Return the page of the search, which leads to complete lists where a search cannot run."""
    data = site.data
    findable = {
        "text": data.texts,
        "claim": site.cards,
        "topic": data.topics,
        "figure": data.series,
        "source": data.sources,
        "term": data.glossary,
        "event": data.events,
    }
    found = [kind for kind, records in findable.items() for _ in records]
    return site.page(
        Page,
        "search",
        map(site.language.gettext, _WORDS),
        template="parts/search/search.html",
        topics=tuple(site.topics.values()),
        texts=tuple(site.texts.values()) if len(site.texts) > 1 else (),
        verdicts=verdicts((card.label.value for card in site.cards.values()), site.language),
        claims=len(site.cards),
        sources=len(data.sources),
        terms=len(data.glossary),
        claims_on_one_page=pagination.page_count(data.claims, pagination.CARDS) == 1,
        kinds=tally(findable, found, site.language),
        count=len(found),
    )
