"""The page of the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from .. import weights
from ..site import labels
from .drafts import Draft
from .frame import Frame
from .pages import Link, ListPage, SourceView
from .parts import Listing, stretch
from .records import Records


@dataclass(frozen=True, kw_only=True)
class TermView:
    """A word explained."""

    id: str
    term: str
    forms: tuple[str, ...]
    definition: Markup
    sources: tuple[SourceView, ...]
    aliases: tuple[str, ...] = ()
    """Ids it had before: links to them still lead here."""


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(ListPage):
    """`/glossary/`."""

    terms: tuple[TermView, ...]


class Terms:
    """The words explained, from A to Z, each with links to the others."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame

    def drafts(self) -> Iterator[Draft]:
        """The page, and where the terms stand on pages of their own those."""
        terms, part = {term.id: term for term in self._terms()}, self.frame.plan.glossary
        page = self.frame.page(GlossaryPage, "glossary", terms=tuple(terms.values()))
        listing = Listing(
            base="glossary",
            section="glossary",
            template="parts/glossary.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=labels.COUNTED["glossary"],
            fill=lambda ids: {"items": tuple(terms[id] for id in ids)},
            name=labels.letters,
            note=lambda ids: stretch(terms[ids[0]].term, terms[ids[-1]].term),
        )
        yield from self.frame.listed(page, part, listing)

    def _terms(self) -> Iterator[TermView]:
        glossary, prose = self.frame.glossary, self.records.prose
        for term in sorted(self.records.data.glossary, key=lambda term: term.term.casefold()):
            yield TermView(
                id=term.id,
                term=term.term,
                forms=term.forms,
                sources=tuple(self.records.sources[source] for source in term.sources),
                definition=glossary.page(weights.DEFINITION).skip(term.id).link(prose.html(term.definition)),
                aliases=term.aliases,
            )
