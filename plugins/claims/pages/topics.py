"""The page of all topics, and that of each."""

from collections.abc import Iterator

from ..model.records import last_updated
from ..site.groups import grouped
from ..site.index import Site
from ..site.pagination import CARDS, EVENTS, FIGURES, TOPICS, paginate
from ..site.views import Page
from ..source.grouping import by_key, with_neighbours


class TopicPage(Page):
    """`/topics/<id>/`: a topic with its claims, its timeline and its figures."""


def topics_pages(site: Site) -> Iterator[Page]:
    """Yield the list of topics."""
    page = site.page(Page, "topics")
    for numbered, held in paginate(page, {"topics": (tuple(site.topics.values()), TOPICS)}, site.language):
        yield numbered.replace(topics=held["topics"])


def topic_pages(site: Site) -> Iterator[TopicPage]:
    """Yield the pages of each topic."""
    dated = by_key((topic, event) for event in site.events.values() for topic in event.topics)
    figures = by_key((topic, series) for series in site.data.series for topic in series.topics)
    about = by_key((topic, claim) for claim in site.ordered for topic in claim.topics)
    for before, topic, after in with_neighbours(site.data.topics):
        view = site.topics[topic.id]
        latest = last_updated(about.get(topic.id, ()))
        page = site.page(
            TopicPage,
            f"topics/{topic.id}",
            (topic.title, f"{topic.question} {topic.answer}"),
            topic=view,
            citation=site.citation(f"topics/{topic.id}", topic.title, site.language.gettext("topic"), latest),
            previous=site.topic_links[before.id] if before else None,
            next=site.topic_links[after.id] if after else None,
        )
        lists = {
            "claims": ((*grouped(site, view.claims),), CARDS),
            "events": (dated.get(topic.id, ()), EVENTS),
            "figures": (figures.get(topic.id, ()), FIGURES),
        }
        for numbered, held in paginate(page, lists, site.language):
            with_terms = site.glossary.page()
            yield numbered.replace(
                summary=with_terms(site.markdown.html(topic.summary)) if numbered.is_first else None,
                groups=held["claims"],
                claims=tuple(card for group in held["claims"] for card in group),
                events=tuple(site.entries[event.id] for event in held["events"]),
                charts=tuple(site.chart(series) for series in held["figures"]),
            )
