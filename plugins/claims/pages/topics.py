"""The list of topics, the page of each topic, and the page of open questions, which are listed by topic."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from ..model.records import last_updated
from ..site.index import Site
from ..site.page import Findable, Page, PictureWords
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import Chart, ClaimCard, ClaimGroup, EventView, Link, TopicView
from ..source.grouping import with_neighbours


@dataclass(frozen=True, kw_only=True)
class TopicsPage(Page):
    """`/topics/`."""

    topics: Sequence[TopicView]


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """`/topics/<id>/`: a topic with its claims, its timeline and its figures."""

    topic: TopicView
    previous: Link | None
    next: Link | None
    summary: Markup
    groups: Sequence[ClaimGroup]
    events: Sequence[EventView]
    charts: Sequence[Chart]

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the topic."""
        topic = self.topic
        said = (topic.question, topic.answer, self.summary)
        also, answer = topic.question, topic.answer
        yield Findable("topic", self.url, self.title, said, also, topics=[topic.id], answer=answer)

    def picture_words(self, site: Site) -> PictureWords:
        """Return the topic's question and answer."""
        topic = self.topic
        alt = f"{topic.question} {topic.answer}"
        return PictureWords(name=f"topic-{topic.id}", alt=alt, title=topic.question, note=topic.answer)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        yield graph.collection(self, [*chain.from_iterable(self.groups)])


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question that several claims may leave open, and where an answer was looked for."""

    question: str
    looked: str
    claims: Sequence[ClaimCard]


@dataclass(frozen=True, kw_only=True)
class OpenQuestionsPage(Page):
    """`/open/`."""

    count: int
    topics: Sequence[tuple[Link, Sequence[OpenQuestion]]]


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of topics, and the page of each."""
    presenter = site.presenter
    yield TopicsPage(**site.page_fields("topics"), topics=tuple(presenter.topics.values()))
    for before, topic, after in with_neighbours(site.data.topics):
        view = presenter.topics[topic.id]
        latest = last_updated(site.data.claims_by_id[card.id] for card in view.claims)
        link_terms = site.glossary.linker()
        yield TopicPage(
            **site.page_fields(f"topics/{topic.id}", (topic.title, f"{topic.question} {topic.answer}")),
            topic=view,
            citation=site.citation(f"topics/{topic.id}", topic.title, site.language.gettext("topic"), latest),
            previous=presenter.topic_links[before.id] if before else None,
            next=presenter.topic_links[after.id] if after else None,
            summary=link_terms(site.markdown.html(topic.summary)),
            groups=tuple(presenter.grouped(view.claims)),
            events=[event for event in presenter.events.values() if topic.id in event.record.topics],
            charts=[chart for chart in presenter.charts.values() if topic.id in chart.series.topics],
        )


def open_questions(site: Site) -> OpenQuestionsPage:
    """Return the page of open questions, each once with its claims, in the order in which readers meet the claims.

    A question stands under the first topic of its first claim.
    """
    presenter = site.presenter
    claims = defaultdict[tuple[str, str], list[ClaimCard]](list)
    for claim in site.records.ordered:
        for item in claim.open:
            claims[item.question, item.looked].append(presenter.cards[claim.id])
    topics = defaultdict[str, list[OpenQuestion]](list)
    for (question, looked), cards in claims.items():
        topic = site.data.claims_by_id[cards[0].id].topics[0]
        topics[topic].append(OpenQuestion(question=question, looked=looked, claims=cards))
    return OpenQuestionsPage(
        **site.page_fields("open"),
        count=len(claims),
        topics=[(presenter.topic_links[id], questions) for id, questions in topics.items()],
        foot=site.language.gettext("Open questions"),
    )
