"""An event as pages show it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..model.links import targets
from ..model.markdown import split_sentence
from ..model.records import Event
from ..model.translation import in_language_of

if TYPE_CHECKING:
    from .claim import ClaimView
    from .site import Site
    from .source import SourceView


class EventView:
    """An event of the timeline."""

    def __init__(self, site: Site, record: Event) -> None:
        self.site = site
        self.record = record
        self.id = record.id
        self.url = site.urls.record("event", record.id)
        self.title = record.title
        self.date = record.date

    @property
    def is_text(self) -> bool:
        """Whether it is the publication of a text: one of the texts that tell of it has the same date."""
        return any(text.id in self.record.texts and text.date == self.date for text in self.site.data.texts)

    @property
    def acting(self) -> str:
        """The names of the sides that act, in words."""
        names = [self.site.sides[side].name for side in self.record.actors]
        return self.site.language.pgettext("between items", ", ").join(names)

    @cached_property
    def sides(self) -> str:
        """The numbers of these sides in the filter of the timeline."""
        acting = self.site.acting_sides
        return " ".join(str(acting.index(side) + 1) for side in self.record.actors)

    @property
    def account(self) -> str:
        """In words which texts tell of it, and whether other sources do too; empty if no text does."""
        names = [text.name for text in self.site.data.texts if text.id in self.record.texts]
        if not names:
            return ""
        if self.record.on_record:
            names.append(self.site.language.gettext("other sources"))
        return self.site.language.gettext("In %(texts)s", texts=self.site.language.listing(names))

    @cached_property
    def summary(self) -> Markup:
        """What happened. Terms are not linked to the glossary, because the summary explains them."""
        return self.site.markdown.html(self.record.summary)

    @property
    def lead(self) -> str:
        """The first sentence of the summary of a key event, as plain text; otherwise empty."""
        return self.site.markdown.first_sentence(self.record.summary) if self.record.key else ""

    @property
    def _text_after_lead(self) -> str:
        return split_sentence(self.record.summary)[1] if self.record.key else self.record.summary

    @cached_property
    def rest(self) -> Markup:
        """The summary without that sentence."""
        return self.site.markdown.html(in_language_of(self.record.summary, self._text_after_lead))

    @cached_property
    def claims(self) -> list[ClaimView]:
        """The claims that it bears on."""
        return [self.site.claims[id] for id in self.record.claims]

    @property
    def also(self) -> list[SourceView]:
        """Its sources to which `rest` has no link."""
        linked = {id for kind, id in targets(self._text_after_lead) if kind == "source"}
        return [self.site.sources[id] for id in self.record.sources if id not in linked]
