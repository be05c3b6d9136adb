"""Dataset → its records under their ids, and each as pages show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ..data import history, timeline
from ..data.dates import Edtf
from ..data.grouping import by_key
from ..data.model import Claim, Dataset, Event, Evidence, Source, Topic, by_id
from ..made import Made
from ..site import text_fragments
from ..site.markdown import Mentions, Prose
from ..site.urls import Addresses
from .pages import ChangeView, ClaimCard, DateView, EventView, EvidenceView, Link, SourceView, TopicView
from .values import choice, date_view, label

_MOST = 4_000
"""Views of what is many. Pages that stand near each other show the same ones, and a tenth of the memory is saved."""


class Records:
    """What many kinds of page share."""

    def __init__(self, dataset: Dataset, addresses: Addresses, prose: Prose) -> None:
        self.data = dataset
        self.to = addresses
        self.prose = prose
        self.claims = by_id(dataset.claims)
        self.works = by_id(dataset.sources)
        self.speakers = by_id(dataset.speakers)
        self.series = by_id(dataset.series)
        self.topic_links = {t.id: Link(title=t.title, url=addresses.topic(t.id)) for t in dataset.topics}
        self.ordered = _in_topic_order(dataset)
        self.numbers = {claim.id: n for n, claim in enumerate(self.ordered, 1)}
        # What many pages show is made when the first of them asks for it.
        topics = by_id(dataset.topics)
        self.dates: Made[Edtf, DateView] = Made(date_view)
        self.sources: Made[str, SourceView] = Made(lambda source: self._source(self.works[source]), most=_MOST)
        self.cards: Made[str, ClaimCard] = Made(lambda claim: self._card(self.claims[claim]))
        self.entries: Made[str, EventView] = Made(lambda event: self.event(self.events[event]), most=_MOST)
        self.topics: Made[str, TopicView] = Made(lambda topic: self._topic(topics[topic]))

    @cached_property
    def events(self) -> dict[str, Event]:
        """The entries of the timeline, in time order, under their ids."""
        return {event.id: event for event in timeline.entries(self.data)}

    @cached_property
    def about(self) -> dict[str, list[Claim]]:
        """The claims of each topic."""
        return by_key((topic, claim) for claim in self.ordered for topic in claim.topics)

    @cached_property
    def op_ed(self) -> tuple[int, int | None]:
        """Year and month in which most of the claims were first made."""
        return _op_ed_month(self.data)

    def all_topics(self) -> tuple[TopicView, ...]:
        """The topics in the order of the file."""
        return tuple(self.topics[topic.id] for topic in self.data.topics)

    def primary_topics(self) -> tuple[TopicView, ...]:
        """Topics with the claims that name them first, so that each claim stands once."""
        first = {claim.id: claim.topics[0] for claim in self.data.claims}
        return tuple(
            replace(topic, claims=tuple(card for card in topic.claims if first[card.id] == topic.id))
            for topic in self.all_topics()
        )

    def event(self, event: Event, mentions: Mentions | None = None) -> EventView:
        """An entry of a timeline; `mentions` are those of its page, where terms are linked."""
        summary = self.prose.html(event.summary)
        return EventView(
            id=event.id,
            url=self.to.event(event.id),
            date=self.dates[event.date],
            when=event.date,
            first_id=event.first_id,
            title=event.title,
            summary=mentions.link(summary) if mentions else summary,
            account=choice(event.account),
            topics=event.topics,
            claims=tuple(self.cards[claim] for claim in event.claims),
            sources=tuple(self.sources[source] for source in event.sources),
            aliases=event.aliases,
        )

    def passage(
        self, number: int, evidence: Evidence, mentions: Mentions | None = None, *, cited: bool = False
    ) -> EvidenceView:
        """A passage of a claim's evidence, `cited` where the claim's reasoning leads to it."""
        source, note = self.sources[evidence.source], self.prose.html(evidence.note)
        return EvidenceView(
            number=number,
            stance=choice(evidence.stance),
            source=source,
            note=mentions.link(note) if mentions else note,
            words=evidence.words,
            href=text_fragments.to_words(source.href, evidence.words) if source.href else None,
            archived=text_fragments.to_words(source.archived, evidence.words) if source.archived else None,
            cited=cited,
        )

    def changes(self, claim: Claim) -> Iterator[ChangeView]:
        """The history of a claim, latest first."""
        for number in reversed(range(len(claim.changes))):
            yield self.change(claim, number)

    def change(self, claim: Claim, number: int) -> ChangeView:
        """A line of that history, by its number in the file."""
        change = claim.changes[number]
        return ChangeView(
            date=self.dates[change.date],
            day=history.day(change.date).isoformat(),
            kind=choice(change.kind),
            note=change.note,
            claim=self.cards[claim.id],
        )

    def _source(self, source: Source) -> SourceView:
        return SourceView(
            id=source.id,
            url=self.to.source(source.id),
            title=source.title or source.described or "",
            lang=source.lang if source.title else "en",
            gloss=source.gloss,
            described=source.title is None,
            publisher=source.publisher,
            kind=choice(source.kind),
            # Official sources carry their side in the name of their kind.
            side=choice(source.side) if source.side else None,
            date=self.dates[source.date] if source.date else None,
            href=source.url,
            archived=source.archived,
            seen=choice(source.seen),
            note=source.note,
        )

    def _card(self, claim: Claim) -> ClaimCard:
        return ClaimCard(
            id=claim.id,
            number=self.numbers[claim.id],
            url=self.to.claim(claim.id),
            title=claim.title,
            kind=choice(claim.kind),
            label=label(claim.verdict),
            summary=claim.verdict.summary if claim.verdict else "",
            date=self.dates[claim.date] if claim.date else None,
            topics=tuple(self.topic_links[topic] for topic in claim.topics),
        )

    def _topic(self, topic: Topic) -> TopicView:
        claims = tuple(self.cards[claim.id] for claim in self.about.get(topic.id, ()))
        return TopicView(
            id=topic.id,
            url=self.topic_links[topic.id].url,
            title=topic.title,
            question=topic.question,
            answer=topic.answer,
            claims=claims,
            count=len(claims),
        )


def _in_topic_order(dataset: Dataset) -> list[Claim]:
    """The claims as a reader meets them: by first topic, then in the order of the file."""
    rank = {topic.id: n for n, topic in enumerate(dataset.topics)}
    return sorted(dataset.claims, key=lambda claim: rank[claim.topics[0]])


def _op_ed_month(dataset: Dataset) -> tuple[int, int | None]:
    """Year and month in which most of the claims were first made."""
    first = (claim.appearances[0].date for claim in dataset.claims)
    months = Counter((date.end.year, date.end.month) for date in first if date)
    return max(months, key=lambda month: (months[month], month[0], month[1] or 0), default=(0, None))
