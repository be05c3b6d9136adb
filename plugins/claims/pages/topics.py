"""The page of all topics, and that of each."""

from collections.abc import Iterator

from ..model.records import last_updated
from ..site import labels
from ..site.index import Site
from ..site.pagination import CARDS, EVENTS, FIGURES, TOPICS, paginate
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import Findable, Page, PictureWords
from ..source.grouping import by_key, with_neighbours


class TopicPage(Page):
    """`/topics/<id>/`: a topic with its claims, its timeline and its figures."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the topic."""
        if self.is_first:
            said = (self.topic.question, self.topic.answer, self.summary)
            yield Findable("topic", self.url, self.title, said, self.title, topics=[self.topic.id])

    def picture_words(self, site: Site) -> PictureWords:
        """Return the topic's question and answer, and the verdict of each of its claims."""
        topic, gettext = self.topic, site.language.gettext
        return PictureWords(
            name=f"topic-{topic.id}",
            said=(gettext("Topic: %(title)s", title=self.title), topic.question, topic.answer),
            kicker=gettext("Topic, %(claims)s", claims=labels.held("claims", len(topic.claims), site.language)),
            title=topic.question,
            note=topic.answer,
            marks=[claim.label.value for claim in topic.claims],
        )

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        yield graph.collection(self, self.claims)


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of topics, and the pages of each."""
    topics = tuple(site.presenter.topics.values())
    yield from paginate(site.page(Page, "topics"), site.language, topics=(topics, TOPICS))
    yield from topic_pages(site)


def topic_pages(site: Site) -> Iterator[TopicPage]:
    """Yield the pages of each topic."""
    presenter = site.presenter
    events = by_key((topic, event) for event in presenter.events.values() for topic in event.topics)
    charts = by_key((topic, chart) for chart in presenter.charts.values() for topic in chart.topics)
    for before, topic, after in with_neighbours(site.data.topics):
        view = presenter.topics[topic.id]
        latest = last_updated(site.data.claims_by_id[card.id] for card in view.claims)
        page = site.page(
            TopicPage,
            f"topics/{topic.id}",
            (topic.title, f"{topic.question} {topic.answer}"),
            topic=view,
            citation=site.citation(f"topics/{topic.id}", topic.title, site.language.gettext("topic"), latest),
            previous=presenter.topic_links[before.id] if before else None,
            next=presenter.topic_links[after.id] if after else None,
        )
        for numbered in paginate(
            page,
            site.language,
            groups=([*presenter.grouped(view.claims)], CARDS),
            events=(events.get(topic.id, ()), EVENTS),
            charts=(charts.get(topic.id, ()), FIGURES),
        ):
            summary = site.glossary.page()(site.markdown.html(topic.summary))
            yield numbered.replace(
                summary=summary if numbered.is_first else None,
                claims=tuple(card for group in numbered.groups for card in group),
            )
