"""Site → pages, ready to render. Each module makes one kind of page; a template sees its page and nothing else.

`prose` is for the pages from `content/`, which Pelican makes.
"""

from collections.abc import Iterator

from ..site.page import Page
from ..site.site import Site
from . import claims, sources, texts, topics
from .corrections import CorrectionsPage
from .glossary import GlossaryPage
from .home import HomePage as HomePage
from .timeline import TimelinePage
from .topics import OpenQuestionsPage


def build(site: Site) -> Iterator[Page]:
    """Yield every page except the home page and the pages of features, in a fixed order.

    A file without events or terms gets no timeline or glossary.
    """
    yield from texts.pages(site)
    if site.data.events:
        yield TimelinePage(site)
    yield from topics.pages(site)
    yield from claims.pages(site)
    yield from sources.pages(site)
    yield OpenQuestionsPage(site)
    if site.data.glossary:
        yield GlossaryPage(site)
    yield CorrectionsPage(site)
