"""The page of the glossary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ..site.index import Site
from ..site.judgements import by_term
from ..site.page import Findable, Page
from ..site.urls import TERMS, chunk, paginate
from ..site.views import SourceView


@dataclass(frozen=True, kw_only=True)
class TermView:
    """A term with its definition, whose other terms are linked."""

    id: str
    aliases: Sequence[str]
    term: str
    forms: Sequence[str]
    """Other spellings."""
    definition: Markup
    sources: Sequence[SourceView]


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """`/glossary/`."""

    terms: Sequence[TermView] = ()

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the terms on this page."""
        for term in self.terms:
            said = [(term.term, term.definition)]
            also = ", ".join((term.term, *term.forms))
            yield Findable("term", site.urls.record("term", term.id), term.term, said, also)


def pages(site: Site) -> Iterator[GlossaryPage]:
    """Yield the glossary from A to Z; definitions link to other terms."""
    page = GlossaryPage(**site.page_fields("glossary"), foot=site.language.gettext("Glossary"))
    all_terms = by_term(site.data)
    for number, numbered in paginate(page, site.language, (all_terms, TERMS)):
        terms = []
        for term in chunk(all_terms, TERMS, number):
            definition = site.glossary.page(term.id)(site.markdown.html(term.definition))
            sources = tuple(site.presenter.sources[source] for source in term.sources)
            view = TermView(
                id=term.id,
                aliases=term.aliases,
                term=term.term,
                forms=term.forms,
                definition=definition,
                sources=sources,
            )
            terms.append(view)
        yield replace(numbered, terms=tuple(terms))
