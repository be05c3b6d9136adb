"""The page of all topics, and that of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from markupsafe import Markup

from ..data import history
from ..data.grouping import by_key, with_neighbours
from ..data.model import Event, Series, Topic
from ..plan import LIST
from ..site import charts, labels
from ..site.citations import Citation
from ..site.release import FOLDER
from .claimlists import ClaimLists
from .drafts import Draft, Unit, made
from .frame import Frame
from .pages import Link, Page, Pager, Parts, TopicView
from .parts import Listing, Split
from .records import Records
from .years import Years, YearView


@dataclass(frozen=True, kw_only=True)
class TopicsPage(Page):
    """`/topics/`."""

    topics: tuple[TopicView, ...]
    pager: Pager | None = None


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """`/topics/<id>/`."""

    topic: TopicView
    summary: Markup
    years: tuple[YearView, ...]
    charts: tuple[charts.Chart, ...]
    citation: Citation
    data: str
    """Address of the topic as data."""
    previous: Link | None
    next: Link | None
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """Its lists that stand on pages of their own."""


class Topics:
    """A topic with its claims, its timeline and its figures."""

    def __init__(self, records: Records, frame: Frame, claims: ClaimLists, years: Years) -> None:
        self.records = records
        self.frame = frame
        self.claims = claims
        self.years = years
        self.beside = {topic.id: (before, after) for before, topic, after in with_neighbours(records.data.topics)}
        self.figures = by_key((topic, series) for series in records.data.series for topic in series.topics)

    @cached_property
    def dated(self) -> dict[str, list[Event]]:
        """The entries of each topic's timeline."""
        return by_key((topic, event) for event in self.records.events.values() for topic in event.topics)

    def units(self) -> Iterator[Unit]:
        """The page of all, and each topic with the parts of its lists."""
        yield Unit("topics", self._all)
        for topic in self.records.data.topics:
            yield Unit("topic", partial(self._drafts, topic))

    def page(self, topic: Topic) -> TopicPage:
        """The page of a topic."""
        view, mentions, split = self.records.topics[topic.id], self.frame.glossary.page(), self._split(topic)
        before, after = self.beside[topic.id]
        links, dated = self.records.topic_links, self.dated.get(topic.id, ())
        latest = history.latest(self.records.about.get(topic.id, ()))
        return TopicPage(
            template="topic.html",
            title=topic.title,
            description=f"{topic.question} {topic.answer}",
            url=view.url,
            save_as=self.records.to.file(view.url),
            section="topics",
            topic=view,
            summary=mentions.link(self.records.prose.html(topic.summary)),
            years=self.years.counted(dated) if "events" in split else self.years.linked(dated, mentions),
            charts=tuple(map(self._chart, self.figures.get(topic.id, ()))),
            citation=self.frame.citation("topics", topic.id, topic.title, "topic", latest),
            data=f"{FOLDER}/topics/{topic.id}.json",
            previous=links[before.id] if before else None,
            next=links[after.id] if after else None,
            parts={name: found.links() for name, found in split.items()},
        )

    def _all(self) -> Iterator[Draft]:
        topics, part = self.records.topics, self.frame.plan.topics
        page = self.frame.page(TopicsPage, "topics", topics=self.records.all_topics())
        if part.is_whole:
            yield made(page)
            return
        listing = Listing(
            base=f"topics/{LIST}",
            section="topics",
            template="parts/topics.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=labels.COUNTED["topics"],
            first_is_whole=True,
            fill=lambda ids: {"items": tuple(topics[id] for id in ids)},
        )
        split = self.frame.in_parts(part, listing)
        yield made(replace(page, topics=tuple(topics[id] for id in part.pages[0]), pager=split.pager(1)))
        yield from split.drafts()

    def _drafts(self, topic: Topic) -> Iterator[Draft]:
        yield made(self.page(topic))
        for found in self._split(topic).values():
            yield from found.drafts()

    def _split(self, topic: Topic) -> dict[str, Split]:
        return self.frame.split(self.frame.plan.of_topic[topic.id], self._listings(self.records.topics[topic.id]))

    def _listings(self, topic: TopicView) -> dict[str, Listing]:
        trail = self.frame.section("topics"), self.records.topic_links[topic.id]
        base, series, works = f"topics/{topic.id}", self.records.series, self.records.works
        about, in_time = labels.CLAIMS_ABOUT.format(topic.title), labels.IN_TIME.format(topic.title)
        return {
            "claims": self.claims.listing(f"{base}/claims", "topics", about, *trail),
            "events": self.years.listing(f"{base}/in-time", "topics", in_time, *trail),
            "figures": Listing(
                base=f"{base}/figures",
                section="topics",
                template="parts/figures.html",
                title=labels.FIGURES_ON.format(topic.title),
                trail=trail,
                noun=labels.FIGURES,
                fill=lambda ids: {"items": tuple(self._chart(series[id]) for id in ids)},
                shows=lambda ids: [works[source] for id in ids for source in series[id].sources],
            ),
        }

    def _chart(self, series: Series) -> charts.Chart:
        sources = map(self.records.sources.__getitem__, series.sources)
        return charts.draw(series, [Link(title=source.citation, url=source.url) for source in sources])
