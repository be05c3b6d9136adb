"""Site → pages, ready to render. Each module makes one kind of page; templates see these values and nothing else.

`rows` is shared by several pages; `prose` is for the pages from `content/`, which Pelican makes.
"""

from collections.abc import Iterator

from ..site.index import Site
from ..site.page import Page
from . import claims, corrections, glossary, sources, texts, timeline, topics
from .home import home_page as home_page


def build(site: Site) -> Iterator[Page]:
    """Yield every page except the home page and the pages of features, in a fixed order.

    A file without events or terms gets no timeline or glossary.
    """
    yield from texts.pages(site)
    yield from texts.versions_pages(site)
    if site.data.events:
        yield timeline.page(site)
    yield from topics.pages(site)
    yield from claims.pages(site)
    yield from sources.pages(site)
    yield topics.open_questions(site)
    if site.data.glossary:
        yield glossary.page(site)
    yield corrections.page(site)
