"""The list of texts, if there are several, and the pages of each text: its claims in order, and its versions."""

from collections.abc import Iterator, Sequence

from ..site import labels
from ..site.citations import Citation
from ..site.page import Findable, Page
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.site import Site
from ..site.text import TextView
from ..site.views import ChoiceCount, verdicts


class TextsPage(Page):
    """`/texts/`."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "texts")
        self.texts = site.texts.values()


class TextPage(Page):
    """`/texts/<id>/`: a text with its claims in its own order."""

    def __init__(self, site: Site, text: TextView) -> None:
        description = site.language.gettext(
            "%(title)s, by %(speaker)s, in its own order: %(claims)s, each with its verdict.",
            title=text.title,
            speaker=text.speaker,
            claims=labels.held("claims", len(text.claims), site.language),
        )
        super().__init__(site, f"texts/{text.id}", (text.title, description))
        self.text = text
        self.listed = len(site.texts) > 1
        """Whether there is a list of texts."""

    @property
    def citation(self) -> Citation:
        """How to cite the page."""
        return self.text.citation

    @property
    def verdicts(self) -> Sequence[ChoiceCount]:
        """How many of its claims have each verdict."""
        return verdicts(self.text.claims, self.site.language)

    def findable(self) -> Iterator[Findable]:
        """Yield the text with the verdict of each of its claims."""
        text = self.text
        said: list[str | tuple[str, str] | None] = [text.record.form, text.role, text.summary, text.why, text.unseen]
        topics: set[str] = set()
        for claim in text.claims:
            said.append((claim.title, claim.label.name))
            topics.update(claim.record.topics)
        yield Findable("text", self.url, self.title, said, text.speaker, topics=sorted(topics))

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        yield graph.collection(self, self.text.claims, listed=self.listed)


class VersionsPage(Page):
    """`/texts/<id>/versions/`: the comparisons of a text."""

    def __init__(self, site: Site, text: TextView) -> None:
        gettext = site.language.gettext
        title = gettext("Two versions, side by side: %(title)s", title=text.title)
        description = gettext(
            "%(title)s, sentence by sentence: versions in their own words, and how they differ.", title=text.title
        )
        super().__init__(site, f"texts/{text.id}/versions", (title, description), "versions.html")
        self.text = text
        self.listed = len(site.texts) > 1
        """Whether there is a list of texts."""

    def findable(self) -> Iterator[Findable]:
        """Yield the page, with a section for each comparison."""
        sections = []
        for comparison in self.text.comparisons:
            words = [(version.record.name, version.record.words) for version in comparison.versions]
            sections.append(Findable("page", comparison.url, comparison.title, [*words, comparison.difference]))
        yield Findable("page", self.url, self.title, (), sections=sections)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page."""
        yield graph.page(self, self.text, listed=self.listed)


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of texts if there are several, the page of each text, then the pages of comparisons."""
    if len(site.texts) > 1:
        yield TextsPage(site)
    for text in site.texts.values():
        yield TextPage(site, text)
    for text in site.texts.values():
        if text.comparisons:
            yield VersionsPage(site, text)
