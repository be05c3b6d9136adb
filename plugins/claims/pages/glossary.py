"""The page of the glossary."""

from collections.abc import Iterator

from ..site.index import Site
from ..site.pagination import TERMS, paginate
from ..site.records import by_term
from ..site.views import Findable, Page, View


class GlossaryPage(Page):
    """`/glossary/`."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the terms on this page."""
        for term in self.terms:
            said = [(term.term, term.definition)]
            also = ", ".join((term.term, *term.forms))
            yield Findable("term", site.urls.record("term", term.id), term.term, said, also)


def pages(site: Site) -> Iterator[GlossaryPage]:
    """Yield the glossary from A to Z; definitions link to other terms."""
    page = site.page(GlossaryPage, "glossary", foot=site.language.gettext("Glossary"))
    for numbered in paginate(page, site.language, terms=(by_term(site.data), TERMS)):
        terms = []
        for term in numbered.terms:
            definition = site.glossary.page(term.id)(site.markdown.html(term.definition))
            sources = tuple(site.presenter.sources[source] for source in term.sources)
            terms.append(View.from_record(term, sources=sources, definition=definition))
        yield numbered.replace(terms=tuple(terms))
