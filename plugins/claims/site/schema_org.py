"""Describe pages in the vocabulary of schema.org: only what readers can see on the page, and what we hold true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import labels
from .citations import DATA_LICENSE
from .language import Language
from .serialize import Json, present
from .urls import Urls
from .views import Link, Linkable

if TYPE_CHECKING:
    from .page import Page
    from .source import SourceView


@dataclass(frozen=True)
class Graph:
    """Makes the nodes that describe pages."""

    base: str
    """The start of all addresses: the site's own address, or the path to its root."""
    name: str
    urls: Urls
    organization: str
    """Who answers for the site, or else its author."""
    made_with: str
    """How the site was made, as plain text."""
    language: Language
    is_person: bool = False
    """Whether a person answers for the site, and no organization."""

    def url(self, url: str) -> str:
        """Return an address with the base."""
        return f"{self.base}/{url}"

    def node(self, kind: str, url: str, name: str, fragment: str = "") -> Json:
        """Return the node of something that has an address, or a place at an address."""
        return {"@type": kind, "@id": f"{self.url(url)}{fragment}", "url": self.url(url), "name": name}

    def site(self) -> Json:
        """Return the node of the site."""
        node = self.node("WebSite", self.urls.page("home"), self.name, "#site")
        return {**node, "inLanguage": self.language.tag, **present(creditText=self.made_with)}

    def method(self) -> str:
        """Return the address of the page of the method."""
        return self.url(self.urls.page("method"))

    def publisher(self) -> Json:
        """Return the node of the publisher of the site."""
        home = self.url(self.urls.page("home"))
        publisher = {"name": self.organization, "url": home, "publishingPrinciples": self.method()}
        if self.is_person:
            return {"@type": "Person", **publisher}
        return {"@type": "Organization", **publisher, "correctionsPolicy": self.url(self.urls.page("corrections"))}

    def page(self, page: Page, *parents: Linkable, kind: str = "WebPage", listed: bool = True) -> Json:
        """Return the node of a page.

        Args:
            page: the page
            parents: the pages on the way to it from the list of its section
            kind: the type of the node
            listed: whether its section has a list; if so, and unless the page is that list, the node has a breadcrumb

        """
        section = self.urls.page(page.section)
        node = self.node(kind, page.url, page.title)
        node |= {"inLanguage": self.language.tag, "license": DATA_LICENSE.url, "isPartOf": self.site()}
        if listed and page.section in labels.PAGES and section != page.url:
            title, _ = labels.PAGES[page.section]
            here = Link(title=page.title, url=page.url)
            trail = [Link(title=self.language.gettext(title), url=section), *parents, here]
            items = []
            for n, link in enumerate(trail, 1):
                items.append({"@type": "ListItem", "position": n, "name": link.title, "item": self.url(link.url)})
            node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
        return node

    def collection(self, page: Page, claims: Iterable[Linkable], *, listed: bool = True) -> Json:
        """Return the node of a page with its claims."""
        nodes = [self.node("Claim", claim.url, claim.title, "#claim") for claim in claims]
        return self.page(page, kind="CollectionPage", listed=listed) | {"hasPart": nodes}

    def work(self, source: SourceView) -> Json:
        """Return the node of a source."""
        record = source.record
        return {
            "@type": "CreativeWork",
            "@id": self.url(source.url),
            "name": source.shown_title,
            "url": record.address or self.url(source.url),
            **present(datePublished=record.date and record.date.iso),
        }
