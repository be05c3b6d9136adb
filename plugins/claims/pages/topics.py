"""The list of topics, the page of each, and the page of open questions, which are listed by topic."""

from collections import defaultdict
from collections.abc import Iterator

from ..site.citations import Citation
from ..site.claim import ClaimView
from ..site.page import Findable, Page, PictureWords
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.site import Site
from ..site.topic import OpenQuestion, TopicView


class TopicsPage(Page):
    """`/topics/`."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "topics")
        self.topics = site.topics.values()


class TopicPage(Page):
    """`/topics/<id>/`: a topic with its claims, its timeline and its figures."""

    def __init__(self, site: Site, topic: TopicView) -> None:
        super().__init__(site, f"topics/{topic.id}", (topic.title, f"{topic.question} {topic.answer}"))
        self.topic = topic

    @property
    def citation(self) -> Citation:
        """How to cite the page."""
        return self.topic.citation

    def findable(self) -> Iterator[Findable]:
        """Yield the topic."""
        topic = self.topic
        said = (topic.question, topic.answer, topic.summary)
        yield Findable("topic", self.url, self.title, said, topic.question, topics=[topic.id], answer=topic.answer)

    def picture_words(self) -> PictureWords:
        """Return the topic's question and answer."""
        topic = self.topic
        alt = f"{topic.question} {topic.answer}"
        return PictureWords(name=f"topic-{topic.id}", alt=alt, title=topic.question, note=topic.answer)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        in_groups: list[ClaimView] = []
        for group in self.topic.groups:
            in_groups += group
        yield graph.collection(self, in_groups)


class OpenQuestionsPage(Page):
    """`/open/`: each question once with its claims, in the order in which readers meet the claims.

    A question stands under the first topic of its first claim.
    """

    def __init__(self, site: Site) -> None:
        super().__init__(site, "open")
        self.foot = site.language.gettext("Open questions")
        claims = defaultdict[tuple[str, str], list[ClaimView]](list)
        for claim in site.claims.values():
            for item in claim.record.open:
                claims[item.question, item.looked].append(claim)
        by_topic = defaultdict[str, list[OpenQuestion]](list)
        for (question, looked), asked in claims.items():
            by_topic[asked[0].record.topics[0]].append(OpenQuestion(question, looked, asked))
        self.count = len(claims)
        self.topics = [(site.topics[id], questions) for id, questions in by_topic.items()]


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of topics, and the page of each."""
    yield TopicsPage(site)
    for topic in site.topics.values():
        yield TopicPage(site, topic)
