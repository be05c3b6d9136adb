"""Site → pages, ready to render. A module a kind of page; templates see these values and nothing else."""

from collections.abc import Callable, Iterator

from ..site.index import Site
from ..site.views import Page
from .claims import claim_pages, claims_pages
from .corrections import corrections_pages
from .glossary import glossary_pages
from .home import home_page as home_page
from .open_questions import open_pages
from .sources import source_pages, sources_pages
from .texts import text_pages
from .timeline import timeline_pages
from .topics import topic_pages, topics_pages


def build(site: Site) -> Iterator[Page]:
    """Yield every page but the first and that of the data, in a fixed order."""
    kinds: tuple[Callable[[Site], Iterator[Page]], ...] = (
        *(text_pages, timeline_pages, topics_pages, topic_pages, claims_pages, claim_pages),
        *(sources_pages, source_pages, open_pages, glossary_pages, corrections_pages),
    )
    for pages in kinds:
        yield from pages(site)
