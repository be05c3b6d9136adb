"""Pages → what they say in schema.org's words, as JSON-LD: only what a reader sees, and only what is so.

- A claim is a `Claim` by whoever made it, never a fact of ours: its name is what was claimed, its description who is
  said to have claimed it. A `Quotation` only where the words are verbatim.
- A `ClaimReview` only where there is a verdict, with the words of its label as the page shows them and no number, which
  we do not give; an opinion is not judged, and gets none.
- A `CorrectionComment` for every correction.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from ..model.records import Label, SpeakerKind
from ..pages.claims import ClaimPage
from ..pages.home import HomePage
from ..pages.sources import SourcePage
from ..pages.texts import TextPage
from ..pages.topics import TopicPage
from ..site import labels
from ..site.language import Language
from ..site.release import DATA_LICENSE
from ..site.serialize import Json, dump, present
from ..site.urls import Urls
from ..site.views import Link, Page, View
from . import Part

_SCHEMA_ORG = {"publisher": "publisher", "container-title": "publisher", "language": "inLanguage"}
"""The variables of CSL-JSON that only a source's own page says, each with its property in schema.org."""
# JSON inside HTML: these could end the script or open a comment in it.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def _cited(source: View) -> Json:
    """Return what a source's own page says of it: names as they are printed, which may be of persons or of bodies."""
    cited = {_SCHEMA_ORG[name]: value for name, value in source.cited.items() if name in _SCHEMA_ORG}
    return cited | present(author=[*source.author])


@dataclass(frozen=True)
class Graph:
    """What pages say; `base` is what addresses begin with, the site's own or the way to its root where it has none."""

    base: str
    name: str
    urls: Urls
    publisher: str
    """Who answers for the site, or else its author."""
    made_with: str
    """How it was made, as plain text."""
    language: Language

    def of(self, page: Page, root: str) -> Markup:
        """Return the text of a page's `<script type="application/ld+json">`; empty where there is nothing to say."""
        graph = [*replace(self, base=self.base or root).nodes(page)]
        if not graph:
            return Markup()
        text = dump({"@context": "https://schema.org", "@graph": graph})
        return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing is left in it that HTML would see

    def nodes(self, page: Page) -> Iterator[Json]:
        """Yield the nodes of a page."""
        match page:
            case HomePage():
                yield self._site() | {"publishingPrinciples": self._method(), "publisher": self._publisher()}
            case ClaimPage():
                yield from self._claim_page(page)
            case TextPage() | TopicPage():
                listed = page.listed if isinstance(page, TextPage) else True
                claims = [self._node("Claim", card.url, card.title, "#claim") for card in page.claims]
                yield self._web_page(page, kind="CollectionPage", listed=listed) | {"hasPart": claims}
            case SourcePage():  # its title is a whole citation, which the page does not print in one piece
                work = self._work(page.source) | _cited(page.source)
                yield self._web_page(page, title=page.source.shown_title) | {"mainEntity": work}
            case _ if hasattr(page, "schema_org"):  # a part's own
                yield self._web_page(page)
                yield page.schema_org(self._node, self._url, self._publisher())

    def _url(self, url: str) -> str:
        return f"{self.base}/{url}"

    def _node(self, kind: str, url: str, name: str, place: str = "") -> Json:
        return {"@type": kind, "@id": f"{self._url(url)}{place}", "url": self._url(url), "name": name}

    def _site(self) -> Json:
        node = self._node("WebSite", self.urls.page("home"), self.name, "#site")
        return {**node, "inLanguage": self.language.tag, **present(creditText=self.made_with)}

    def _method(self) -> str:
        return self._url(self.urls.page("method"))

    def _publisher(self) -> Json:
        corrections = self._url(self.urls.page("corrections"))
        policies = {"publishingPrinciples": self._method(), "correctionsPolicy": corrections}
        home = self._url(self.urls.page("home"))
        return {"@type": "Organization", "name": self.publisher, "url": home, **policies}

    def _web_page(
        self, page: Page, *parents: Link, kind: str = "WebPage", title: str = "", listed: bool = True
    ) -> Json:
        """Return a page, with the way to it from the list of its section, by way of `parents`, where it is no list.

        There is no such way where there is no such list.
        """
        here, section = Link(title=title or page.title, url=page.url), self.urls.page(page.section)
        node = self._node(kind, here.url, here.title)
        node |= {"inLanguage": self.language.tag, "license": DATA_LICENSE.url, "isPartOf": self._site()}
        if listed and section != page.url:
            trail = Link(title=self.language.gettext(labels.PAGES[page.section][0]), url=section), *parents, here
            items = [
                {"@type": "ListItem", "position": n, "name": link.title, "item": self._url(link.url)}
                for n, link in enumerate(trail, 1)
            ]
            node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
        return node

    def _claim_page(self, page: ClaimPage) -> Iterator[Json]:
        url, maker = self._url(page.url), page.maker
        claim = {"@id": f"{url}#claim"}
        dates = present(datePublished=page.published, dateModified=page.updated)
        corrections = [
            {"@type": "CorrectionComment", "text": change.note, "datePublished": change.date.day}
            for change in page.changes
            if change.is_correction
        ]
        history = {**dates, **present(correction=corrections)}
        yield {**self._web_page(page, page.claim.topics[0]), **history, "mainEntity": claim}
        person = maker.speaker_kind.value == SpeakerKind.PERSON
        yield {
            **self._node("Claim", page.url, page.title, "#claim"),
            "description": str(page.statement.striptags()),
            **present(datePublished=maker.date and maker.date.iso),
            "author": {"@type": "Person" if person else "Organization", "name": maker.speaker.title},
            "about": [
                {"@type": "Thing", "name": topic.title, "url": self._url(topic.url)} for topic in page.claim.topics
            ],
            "firstAppearance": self._work(maker.source),
            "appearance": list({link.source.id: self._work(link.source) for link in page.chain}.values()),
        }
        if page.quote:
            # No `creator`: the words are those of the source that is named, which need not have them from the speaker.
            link = next(link for link in page.chain if link.quoted)
            words = {"text": page.quote, "inLanguage": link.lang}
            yield {"@type": "Quotation", "@id": f"{url}#quotation", **words, "isPartOf": self._work(link.source)}
        if page.verdict.reviewed and page.verdict.label.value != Label.OPINION:
            yield {
                "@type": "ClaimReview",
                "@id": f"{url}#review",
                "url": url,
                **dates,
                "author": self._publisher(),
                "publishingPrinciples": self._method(),
                "headline": page.full_title,
                "claimReviewed": page.title,
                "itemReviewed": claim,
                "reviewBody": page.verdict.summary,
                "reviewRating": {
                    "@type": "Rating",
                    "alternateName": page.verdict.label.name,
                    "ratingExplanation": page.verdict.summary,
                },
                "license": DATA_LICENSE.url,
            }

    def _work(self, source: View) -> Json:
        return {
            "@type": "CreativeWork",
            "@id": f"{self._url(source.url)}#source",
            "name": source.shown_title,
            "url": source.href or self._url(source.url),
            **present(datePublished=source.date and source.date.iso),
        }


class JsonLd(Part):
    """What pages say to search engines, in schema.org's words."""

    places: ClassVar = {"head": "parts/jsonld/head.html"}

    def context(self) -> Mapping[str, Any]:
        """Return what makes the text of a page's script."""
        site, info = self.build.site, self.build.site.data.site
        graph = Graph(
            base=site.release.site,
            name=site.release.name,
            urls=site.urls,
            publisher=info.responsible or site.release.author,
            made_with=site.markdown.plain(info.made_with or ""),
            language=site.language,
        )
        return {"graph": graph}


PART = JsonLd
