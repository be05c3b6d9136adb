"""The page of a text that sets versions of its sentences side by side, and the same comparisons for other pages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..model.records import Text
from ..site.index import Site
from ..site.page import Findable, Page
from ..site.presenter import needs_gloss
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import ClaimCard, Link, SourceView, TextView


@dataclass(frozen=True, kw_only=True)
class Version:
    """One wording of a sentence, with its source."""

    name: str
    source: SourceView
    words: str
    lang: str
    gloss: str | None
    """What the words mean in the language of the page; None if they are in that language."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Versions of one sentence of a text; `url` is its place on the page of all comparisons."""

    number: int
    url: str
    title: str
    claims: Sequence[ClaimCard]
    versions: Sequence[Version]
    translations: Sequence[Version]
    """Those of the text itself that are in another language than the file."""
    difference: Markup


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
            comparisons=tuple(comparisons(site, text)),
        )


def comparisons(site: Site, text: Text) -> Iterator[Comparison]:
    """Yield the comparisons of a text as pages show them."""
    presenter = site.presenter
    origins = site.judgements.counter.origins
    language_of_file = site.data.site.language.partition("-")[0]
    origins_of_text = frozenset[str]().union(*(origins[source] for source in text.seen_through))
    for number, comparison in enumerate(text.comparisons, 1):
        versions = []
        translations = []
        for record in comparison.versions:
            has_gloss = needs_gloss(record.lang, record.gloss, site.language)
            version = Version(
                name=record.name,
                source=presenter.sources[record.source],
                words=record.words,
                lang=record.lang,
                gloss=record.gloss if has_gloss else None,
            )
            versions.append(version)
            is_of_text = bool(origins[record.source] & origins_of_text)
            if is_of_text and record.lang.partition("-")[0] != language_of_file:
                translations.append(version)
        cards = [presenter.cards[id] for id in comparison.claims if id in presenter.cards]
        yield Comparison(
            number=number,
            url=site.urls.versions(text.id, number),
            title=comparison.title,
            claims=tuple(cards),
            versions=tuple(versions),
            translations=tuple(translations),
            difference=site.markdown.inline(comparison.difference),
        )


def comparisons_by_claim(site: Site) -> Mapping[str, Sequence[Comparison]]:
    """Return the comparisons that bear on each claim, by its id."""
    by_claim = defaultdict[str, list[Comparison]](list)
    for text in site.data.texts:
        for comparison in comparisons(site, text):
            for claim in comparison.claims:
                by_claim[claim.id].append(comparison)
    return by_claim
