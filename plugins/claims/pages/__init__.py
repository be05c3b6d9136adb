"""Site → pages, ready to render. A module a kind of page; templates see these values and nothing else.

A module has `pages`, which makes its pages of a site; one without is for what several share.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from ..site.index import Site
from ..site.views import Page
from .home import home_page as home_page

_FIRST = ("texts", "timeline", "topics", "claims", "sources", "open_questions", "glossary", "corrections")


def build(site: Site) -> Iterator[Page]:
    """Yield every page but the first and those of features, in a fixed order."""
    for name in dict.fromkeys([*_FIRST, *sorted(module.name for module in iter_modules(__path__))]):
        make = getattr(import_module(f"{__name__}.{name}"), "pages", None)
        yield from make(site) if make else ()
