"""Site → pages, ready to render. A module a kind of page; templates see these values and nothing else."""

from collections.abc import Iterator
from itertools import chain

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
    yield from chain(text_pages(site), timeline_pages(site), topics_pages(site), topic_pages(site))
    yield from chain(claims_pages(site), claim_pages(site), sources_pages(site), source_pages(site))
    yield from chain(open_pages(site), glossary_pages(site), corrections_pages(site))
