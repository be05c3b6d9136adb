"""A topic as pages show it, and the open questions of claims."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from ..model.records import Topic, last_updated
from .citations import Citation

if TYPE_CHECKING:
    from .charts import Chart
    from .claim import ClaimView
    from .event import EventView
    from .site import Site


class TopicView:
    """A topic, with its claims, its events and its figures."""

    def __init__(self, site: Site, record: Topic) -> None:
        self.site = site
        self.record = record
        self.id = record.id
        self.url = site.urls.record("topic", record.id)
        self.title = record.title
        self.question = record.question
        self.answer = record.answer

    @cached_property
    def claims(self) -> list[ClaimView]:
        """Its claims, in the order in which readers meet them."""
        return [claim for claim in self.site.claims.values() if self.id in claim.record.topics]

    @property
    def groups(self) -> list[list[ClaimView]]:
        """Its claims, those that say the same as one group."""
        return self.site.grouped(self.claims)

    @property
    def events(self) -> list[EventView]:
        """Its events in time order."""
        return [event for event in self.site.events.values() if self.id in event.record.topics]

    @property
    def charts(self) -> list[Chart]:
        """Its figures."""
        return [chart for chart in self.site.charts.values() if self.id in chart.series.topics]

    @cached_property
    def summary(self) -> Markup:
        """The five minutes on it, with links to the glossary."""
        return self.site.glossary.linker()(self.site.markdown.html(self.record.summary))

    @property
    def citation(self) -> Citation:
        """How to cite its page."""
        latest = last_updated(claim.record for claim in self.claims)
        return self.site.citation(f"topics/{self.id}", self.title, self.site.language.gettext("topic"), latest)

    @property
    def previous(self) -> TopicView | None:
        """The topic before it."""
        topics = list(self.site.topics.values())
        place = topics.index(self)
        return topics[place - 1] if place else None

    @property
    def next(self) -> TopicView | None:
        """The topic after it."""
        topics = list(self.site.topics.values())
        place = topics.index(self) + 1
        return topics[place] if place < len(topics) else None


class OpenQuestion(NamedTuple):
    """A question that several claims may leave open, and where an answer was looked for."""

    question: str
    looked: str
    claims: list[ClaimView]
