"""The page of the glossary."""

from collections.abc import Iterator

from markupsafe import Markup

from ..model.records import Term
from ..site.page import Findable, Page
from ..site.site import Site
from ..site.source import SourceView


class TermView:
    """A term with its definition, whose other terms are linked."""

    def __init__(self, site: Site, record: Term) -> None:
        self.site = site
        self.record = record

    @property
    def definition(self) -> Markup:
        """What it means."""
        link_other_terms = self.site.glossary.linker(excluding=[self.record.id])
        return link_other_terms(self.site.markdown.html(self.record.definition))

    @property
    def sources(self) -> list[SourceView]:
        """The sources of the definition."""
        return [self.site.sources[id] for id in self.record.sources]


class GlossaryPage(Page):
    """`/glossary/`, from A to Z."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "glossary")
        self.foot = site.language.gettext("Glossary")
        ordered = sorted(site.data.glossary, key=lambda term: term.term.casefold())
        self.terms = [TermView(site, term) for term in ordered]

    def findable(self) -> Iterator[Findable]:
        """Yield the terms."""
        for view in self.terms:
            term = view.record
            said = [(term.term, view.definition)]
            also = ", ".join(term.forms)
            yield Findable("term", self.site.urls.record("term", term.id), term.term, said, also)
