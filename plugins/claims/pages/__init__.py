"""Site → pages, ready to render. Each module makes one kind of page; templates see these values and nothing else.

`evidence` and `rows` are shared by several pages; `prose` is for the pages from `content/`, which Pelican makes.
"""

from collections.abc import Callable, Iterator

from ..site.index import Site
from ..site.page import Page
from . import claims, corrections, glossary, sources, texts, timeline, topics
from .home import home_page as home_page

_BUILDERS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    texts.pages,
    texts.versions_pages,
    timeline.pages,
    topics.pages,
    claims.pages,
    sources.pages,
    topics.open_questions,
    glossary.pages,
    corrections.pages,
)
"""The functions that make the pages, in the order in which `build` yields them."""


def build(site: Site) -> Iterator[Page]:
    """Yield every page except the home page and the pages of features, in a fixed order."""
    for build_pages in _BUILDERS:
        yield from build_pages(site)
