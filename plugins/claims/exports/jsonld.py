"""Pages → what they say in schema.org's words, as JSON-LD: only what a reader sees, and only what is so.

- A claim is a `Claim` by its speaker, never a fact of ours; a `Quotation` only where the words are verbatim.
- A `ClaimReview` only where the verdict is whole, with its label as the page shows it and no number, because we give
  none; a position is not judged, and gets none.
- A `CorrectionComment` for every correction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..data.model import ChangeKind, Label, SpeakerKind
from ..pages import (
    AppearanceView,
    ClaimCard,
    ClaimPage,
    HomePage,
    Link,
    Page,
    PartPage,
    SourcePage,
    SourceView,
    SpeakerPage,
    TopicPage,
)
from ..site import labels
from ..site.release import AUTHOR, DATA_LICENSE
from ..site.urls import Addresses
from .data_page import DataPage

Node = dict[str, Any]

# JSON inside HTML: these could end the script or open a comment in it.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_dump = json.JSONEncoder(ensure_ascii=False).encode


def script(page: Page, *, base: str, name: str, addresses: Addresses) -> Markup:
    """The text of a page's `<script type="application/ld+json">`; empty where there is nothing to say of the page.

    `base` is what addresses begin with: the site's own, or the way to its root where it has none.
    """
    graph = _Graph(base, name, addresses).of(page)
    if not graph:
        return Markup()
    text = _dump({"@context": "https://schema.org", "@graph": graph})
    for character, escape in _ESCAPES.items():  # translate() would look every letter up
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML would see


@dataclass(frozen=True)
class _Graph:
    base: str
    name: str
    to: Addresses

    def of(self, page: Page) -> list[Node]:
        if isinstance(page, HomePage):
            return [self._site()]
        if isinstance(page, ClaimPage):
            return list(self._claim_page(page))
        if isinstance(page, TopicPage):
            return [self._topic_page(page)]
        if isinstance(page, SourcePage):  # its title is a whole citation, which the page does not print in one piece
            return [self._web_page(page, self._section("sources"), title=page.source.shown_title)]
        if isinstance(page, SpeakerPage):
            return [self._web_page(page, self._section("speakers"))]
        if isinstance(page, DataPage):
            return [self._web_page(page), self._dataset(page)]
        if isinstance(page, PartPage):
            return [self._part_page(page)]
        return []

    def _url(self, url: str) -> str:
        return f"{self.base}/{url}"

    def _site(self) -> Node:
        return {
            "@type": "WebSite",
            "@id": f"{self._url(self.to.page('home'))}#site",
            "url": self._url(self.to.page("home")),
            "name": self.name,
            "inLanguage": "en",
        }

    def _section(self, name: str) -> Link:
        return Link(title=labels.PAGES[name][0], url=self.to.page(name))

    def _web_page(self, page: Page, *trail: Link, kind: str = "WebPage", title: str = "") -> Node:
        url, title = self._url(page.url), title or page.title
        node = {
            "@type": kind,
            "@id": url,
            "url": url,
            "name": title,
            "inLanguage": "en",
            "license": DATA_LICENSE.url,
            "isPartOf": self._site(),
        }
        if trail:
            node["breadcrumb"] = self._trail([*trail, Link(title=title, url=page.url)])
        return node

    def _trail(self, links: Sequence[Link]) -> Node:
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": n, "name": link.title, "item": self._url(link.url)}
                for n, link in enumerate(links, 1)
            ],
        }

    def _topic_page(self, page: TopicPage) -> Node:
        node = self._web_page(page, self._section("topics"), kind="CollectionPage")
        return {**node, "hasPart": self._claims(page.claims)}

    def _part_page(self, page: PartPage) -> Node:
        node = self._web_page(page, *page.trail, kind="CollectionPage")
        claims = [item for item in page.items if isinstance(item, ClaimCard)]
        return {**node, **_present(hasPart=self._claims(claims))}

    def _claims(self, cards: Iterable[ClaimCard]) -> list[Node]:
        return [
            {"@type": "Claim", "@id": f"{self._url(c.url)}#claim", "url": self._url(c.url), "name": c.title}
            for c in cards
        ]

    def _claim_page(self, page: ClaimPage) -> Iterator[Node]:
        claim = {"@id": f"{self._url(page.url)}#claim"}
        web_page = self._web_page(page, self._section("claims"), page.claim.topics[0])
        dates = _present(datePublished=page.published, dateModified=page.updated)
        yield {**web_page, **dates, **_present(correction=self._corrections(page)), "mainEntity": claim}
        yield {
            "@type": "Claim",
            **claim,
            "url": self._url(page.url),
            "name": page.title,
            "text": page.description,
            "author": self._speaker(page.maker),
            "about": [
                {"@type": "Thing", "name": topic.title, "url": self._url(topic.url)} for topic in page.claim.topics
            ],
            "firstAppearance": self._work(page.maker.source),
            "appearance": list({link.source.id: self._work(link.source) for link in page.chain}.values()),
        }
        if page.quote and page.verbatim:
            yield self._quotation(page)
        if page.verdict.reviewed and page.verdict.label.value != Label.POSITION:
            yield self._review(page, claim, dates)

    def _speaker(self, link: AppearanceView) -> Node:
        kind = "Person" if link.speaker_kind.value == SpeakerKind.PERSON else "Organization"
        return {"@type": kind, "name": link.speaker.title, "url": self._url(link.speaker.url)}

    def _work(self, source: SourceView) -> Node:
        return {
            "@type": "CreativeWork",
            "@id": f"{self._url(source.url)}#source",
            "name": source.shown_title,
            "url": source.href or self._url(source.url),
            **_present(datePublished=source.date.iso if source.date else None),
        }

    def _quotation(self, page: ClaimPage) -> Node:
        # No `creator`: the words are those of the source that is named, which need not have them from the speaker.
        quoted = next(link for link in page.chain if link.quoted)
        return {
            "@type": "Quotation",
            "@id": f"{self._url(page.url)}#quotation",
            "text": page.quote,
            "isPartOf": self._work(quoted.source),
        }

    def _review(self, page: ClaimPage, claim: Node, dates: Node) -> Node:
        return {
            "@type": "ClaimReview",
            "@id": f"{self._url(page.url)}#review",
            "url": self._url(page.url),
            **dates,
            "author": {"@type": "Organization", "name": AUTHOR},
            "claimReviewed": page.description,
            "itemReviewed": claim,
            "reviewBody": page.verdict.summary,
            "reviewRating": {"@type": "Rating", "alternateName": page.verdict.label.name},
            "license": DATA_LICENSE.url,
        }

    def _corrections(self, page: ClaimPage) -> list[Node]:
        return [
            {"@type": "CorrectionComment", "text": change.note, "datePublished": change.day}
            for change in page.changes
            if change.kind.value == ChangeKind.CORRECTED
        ]

    def _dataset(self, page: DataPage) -> Node:
        return {
            "@type": "Dataset",
            "@id": f"{self._url(page.url)}#dataset",
            "url": self._url(page.url),
            "name": page.citation.title,
            "description": labels.DATA_LEDE,
            "version": page.version,
            **_present(dateModified=page.date.iso if page.date else None),
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "license": page.license.url,
            "creator": {"@type": "Organization", "name": AUTHOR},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.name,
                    "contentUrl": self._url(file.url),
                    "encodingFormat": labels.MEDIA_TYPES[file.name.rpartition(".")[2]],
                    "contentSize": f"{file.size:,} bytes",
                    "sha256": file.sha256,
                }
                for file in page.files
                if file.url
            ],
        }


def _present(**values: Any) -> Node:
    return {key: value for key, value in values.items() if value}
