"""The page of the glossary."""

from collections.abc import Iterator

from ..model.records import Term
from ..site.index import Site
from ..site.pagination import TERMS, paginate
from ..site.records import by_term
from ..site.views import Findable, Page, View


class GlossaryPage(Page):
    """`/glossary/`."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the terms that this page has."""
        for term in self.terms:
            also, said = ", ".join((term.term, *term.forms)), [(term.term, term.definition)]
            yield Findable("term", site.urls.record("term", term.id), term.term, said, also)


def pages(site: Site) -> Iterator[GlossaryPage]:
    """Yield the words explained, from A to Z, each with links to the others."""
    page = site.page(GlossaryPage, "glossary", foot=site.language.gettext("Glossary"))
    for numbered in paginate(page, site.language, terms=(by_term(site.data), TERMS)):
        yield numbered.replace(terms=tuple(_term(site, term) for term in numbered.terms))


def _term(site: Site, term: Term) -> View:
    definition = site.glossary.page(term.id)(site.markdown.html(term.definition))
    sources = tuple(site.presenter.sources[source] for source in term.sources)
    return View.from_record(term, sources=sources, definition=definition)
