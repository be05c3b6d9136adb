"""The page of a text that sets versions of its sentences side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..site.index import Site
from ..site.page import Findable, Page
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import Comparison, Link, TextView


@dataclass(frozen=True, kw_only=True)
class VersionsPage(Page):
    """`/texts/<id>/versions/`: the comparisons of a text."""

    text: TextView
    listed: bool
    """Whether there is a list of texts."""
    comparisons: Sequence[Comparison]

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the page, with a section for each comparison."""
        sections = []
        for comparison in self.comparisons:
            words = [(version.name, version.words) for version in comparison.versions]
            sections.append(Findable("page", comparison.url, comparison.title, [*words, comparison.difference]))
        yield Findable("page", self.url, self.title, (), self.title, sections=sections)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page."""
        text = Link(title=self.text.title, url=self.text.url)
        yield graph.page(self, text, listed=self.listed)


def pages(site: Site) -> Iterator[VersionsPage]:
    """Yield the page of comparisons of each text that has some."""
    gettext = site.language.gettext
    for text in site.data.texts:
        if not text.comparisons:
            continue
        title = gettext("Two versions, side by side: %(title)s", title=text.title)
        description = gettext(
            "%(title)s, sentence by sentence: versions in their own words, and how they differ.", title=text.title
        )
        fields = site.page_fields(f"texts/{text.id}/versions", (title, description), "versions.html")
        yield VersionsPage(
            **fields | {"section": "texts"},
            listed=len(site.data.texts) > 1,
            text=site.presenter.texts[text.id],
            comparisons=site.presenter.comparisons[text.id],
        )
