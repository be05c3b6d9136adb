"""Site → pages, ready to render. A module a kind of page; templates see these values and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from ..site.index import Site
from ..site.views import Page
from .claims import claim_pages, claims_pages, withdrawn_pages
from .corrections import corrections_pages
from .glossary import glossary_pages
from .home import home_page as home_page
from .open_questions import open_pages
from .sides import side_pages
from .sources import source_pages, sources_pages
from .speakers import speakers_pages
from .texts import text_pages
from .timeline import timeline_pages
from .topics import topic_pages, topics_pages


def build(site: Site) -> Iterator[Page]:
    """Yield every page but the first and that of the data, in a fixed order."""
    yield from text_pages(site)
    yield from timeline_pages(site)
    yield from topics_pages(site)
    yield from topic_pages(site)
    yield from claims_pages(site)
    yield from claim_pages(site)
    yield from withdrawn_pages(site)
    yield from sources_pages(site)
    yield from source_pages(site)
    yield from side_pages(site)
    yield from speakers_pages(site)
    yield from open_pages(site)
    yield from glossary_pages(site)
    yield from corrections_pages(site)
