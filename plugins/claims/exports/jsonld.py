"""Pages → what they say in schema.org's words, as JSON-LD: only what a reader sees, and only what is so.

- A claim is a `Claim` by its speaker, never a fact of ours; a `Quotation` only where the words are verbatim.
- A `ClaimReview` only where the verdict is whole, with its label as the page shows it and no number, because we give
  none; a position is not judged, and gets none.
- A `CorrectionComment` for every correction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..data.model import ChangeKind, Label, SpeakerKind
from ..pages.claims import ClaimPage
from ..pages.home import HomePage
from ..pages.sources import SourcePage
from ..pages.speakers import SpeakerPage
from ..pages.topics import TopicPage
from ..site import labels
from ..site.release import AUTHOR, DATA_LICENSE
from ..site.urls import Urls
from ..site.views import ClaimCard, Link, Page, SourceView
from .data_page import DataPage

Node = dict[str, Any]

# JSON inside HTML: these could end the script or open a comment in it.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_PUBLISHER = {"@type": "Organization", "name": AUTHOR}


def script(page: Page, *, base: str, name: str, urls: Urls) -> Markup:
    """Return the text of a page's `<script type="application/ld+json">`; empty where there is nothing to say of it.

    `base` is what addresses begin with: the site's own, or the way to its root where it has none.
    """
    graph = [*_Graph(base, name, urls).nodes(page)]
    if not graph:
        return Markup()
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    for character, escape in _ESCAPES.items():  # translate() would look every letter up
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML would see


@dataclass(frozen=True)
class _Graph:
    base: str
    name: str
    urls: Urls

    def nodes(self, page: Page) -> Iterator[Node]:
        match page:
            case HomePage():
                yield self._site()
            case ClaimPage():
                yield from self._claim_page(page)
            case TopicPage():
                claims = self._claims(page.claims)
                yield self._web_page(page, self._section("topics"), kind="CollectionPage") | {"hasPart": claims}
            case SourcePage():  # its title is a whole citation, which the page does not print in one piece
                yield self._web_page(page, self._section("sources"), title=page.source.shown_title)
            case SpeakerPage():
                yield self._web_page(page, self._section("speakers"))
            case DataPage():
                yield self._web_page(page)
                yield self._dataset(page)

    def _url(self, url: str) -> str:
        return f"{self.base}/{url}"

    def _node(self, kind: str, url: str, name: str, place: str = "") -> Node:
        return {"@type": kind, "@id": f"{self._url(url)}{place}", "url": self._url(url), "name": name}

    def _thing(self, kind: str, link: Link) -> Node:
        return {"@type": kind, "name": link.title, "url": self._url(link.url)}

    def _site(self) -> Node:
        return {**self._node("WebSite", self.urls.page("home"), self.name, "#site"), "inLanguage": "en"}

    def _section(self, name: str) -> Link:
        return Link(title=labels.PAGES[name][0], url=self.urls.page(name))

    def _web_page(self, page: Page, *trail: Link, kind: str = "WebPage", title: str = "") -> Node:
        node = self._node(kind, page.url, title or page.title)
        node |= {"inLanguage": "en", "license": DATA_LICENSE.url, "isPartOf": self._site()}
        if trail:
            items = [
                {"@type": "ListItem", "position": n, "name": link.title, "item": self._url(link.url)}
                for n, link in enumerate((*trail, Link(title=title or page.title, url=page.url)), 1)
            ]
            node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
        return node

    def _claims(self, cards: Iterable[ClaimCard]) -> list[Node]:
        return [self._node("Claim", card.url, card.title, "#claim") for card in cards]

    def _claim_page(self, page: ClaimPage) -> Iterator[Node]:
        url, maker = self._url(page.url), page.maker
        claim = {"@id": f"{url}#claim"}
        dates = _present(datePublished=page.published, dateModified=page.updated)
        corrections = [
            {"@type": "CorrectionComment", "text": change.note, "datePublished": change.day}
            for change in page.changes
            if change.kind.value == ChangeKind.CORRECTED
        ]
        web_page = self._web_page(page, self._section("claims"), page.claim.topics[0])
        yield {**web_page, **dates, **_present(correction=corrections), "mainEntity": claim}
        person = maker.speaker_kind.value == SpeakerKind.PERSON
        yield {
            **self._node("Claim", page.url, page.title, "#claim"),
            "text": page.description,
            "author": self._thing("Person" if person else "Organization", maker.speaker),
            "about": [self._thing("Thing", topic) for topic in page.claim.topics],
            "firstAppearance": self._work(maker.source),
            "appearance": list({link.source.id: self._work(link.source) for link in page.chain}.values()),
        }
        if page.quote and page.verbatim:
            # No `creator`: the words are those of the source that is named, which need not have them from the speaker.
            work = self._work(next(link.source for link in page.chain if link.quoted))
            yield {"@type": "Quotation", "@id": f"{url}#quotation", "text": page.quote, "isPartOf": work}
        if page.verdict.reviewed and page.verdict.label.value != Label.POSITION:
            yield {
                "@type": "ClaimReview",
                "@id": f"{url}#review",
                "url": url,
                **dates,
                "author": _PUBLISHER,
                "claimReviewed": page.description,
                "itemReviewed": claim,
                "reviewBody": page.verdict.summary,
                "reviewRating": {"@type": "Rating", "alternateName": page.verdict.label.name},
                "license": DATA_LICENSE.url,
            }

    def _work(self, source: SourceView) -> Node:
        return {
            "@type": "CreativeWork",
            "@id": f"{self._url(source.url)}#source",
            "name": source.shown_title,
            "url": source.href or self._url(source.url),
            **_present(datePublished=source.date and source.date.iso),
        }

    def _dataset(self, page: DataPage) -> Node:
        files = [
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
        ]
        return {
            **self._node("Dataset", page.url, page.citation.title, "#dataset"),
            "description": labels.DATA_LEDE,
            "version": page.version,
            **_present(dateModified=page.date and page.date.iso),
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "license": page.license.url,
            "creator": _PUBLISHER,
            "distribution": files,
        }


def _present(**values: Any) -> Node:
    return {name: value for name, value in values.items() if value}
