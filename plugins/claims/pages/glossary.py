"""The page of the glossary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..model.records import Term
from ..site.index import Site
from ..site.judgements import by_term
from ..site.page import Findable, Page
from ..site.views import SourceView


@dataclass(frozen=True, kw_only=True)
class TermView:
    """A term with its definition, whose other terms are linked."""

    record: Term
    definition: Markup
    sources: Sequence[SourceView]


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """`/glossary/`."""

    terms: Sequence[TermView]

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the terms."""
        for view in self.terms:
            term = view.record
            said = [(term.term, view.definition)]
            also = ", ".join(term.forms)
            yield Findable("term", site.urls.record("term", term.id), term.term, said, also)


def page(site: Site) -> GlossaryPage:
    """Return the glossary from A to Z; definitions link to other terms."""
    terms = []
    for term in by_term(site.data):
        link_other_terms = site.glossary.linker(excluding=[term.id])
        definition = link_other_terms(site.markdown.html(term.definition))
        sources = tuple(site.presenter.sources[source] for source in term.sources)
        terms.append(TermView(record=term, definition=definition, sources=sources))
    return GlossaryPage(**site.page_fields("glossary"), foot=site.language.gettext("Glossary"), terms=terms)
