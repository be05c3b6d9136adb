"""What pages say in schema.org's words: only what a reader sees, and only what is so."""

from collections.abc import Iterable
from dataclasses import dataclass

from . import labels
from .language import Language
from .release import DATA_LICENSE
from .serialize import Json, present
from .urls import Urls
from .views import Link, Page, View


@dataclass(frozen=True)
class Graph:
    """Makes the nodes of pages; `base` is what addresses begin with, the site's own or the way to its root."""

    base: str
    name: str
    urls: Urls
    organization: str
    """Who answers for the site, or else its author."""
    made_with: str
    """How it was made, as plain text."""
    language: Language
    is_person: bool = False
    """Whether a person answers for the site, and no organization."""

    def url(self, url: str) -> str:
        """Return a whole address."""
        return f"{self.base}/{url}"

    def node(self, kind: str, url: str, name: str, place: str = "") -> Json:
        """Return what has an address, or a place there."""
        return {"@type": kind, "@id": f"{self.url(url)}{place}", "url": self.url(url), "name": name}

    def site(self) -> Json:
        """Return the site."""
        node = self.node("WebSite", self.urls.page("home"), self.name, "#site")
        return {**node, "inLanguage": self.language.tag, **present(creditText=self.made_with)}

    def method(self) -> str:
        """Return the address of the method."""
        return self.url(self.urls.page("method"))

    def publisher(self) -> Json:
        """Return who publishes the site."""
        home = self.url(self.urls.page("home"))
        publisher = {"name": self.organization, "url": home, "publishingPrinciples": self.method()}
        if self.is_person:
            return {"@type": "Person", **publisher}
        return {"@type": "Organization", **publisher, "correctionsPolicy": self.url(self.urls.page("corrections"))}

    def page(self, page: Page, *parents: Link, kind: str = "WebPage", title: str = "", listed: bool = True) -> Json:
        """Return a page, with the way to it from the list of its section, by way of `parents`, where it is no list.

        There is no such way where there is no such list.
        """
        here, section = Link(title=title or page.title, url=page.url), self.urls.page(page.section)
        node = self.node(kind, here.url, here.title)
        node |= {"inLanguage": self.language.tag, "license": DATA_LICENSE.url, "isPartOf": self.site()}
        if listed and page.section in labels.PAGES and section != page.url:
            trail = Link(title=self.language.gettext(labels.PAGES[page.section][0]), url=section), *parents, here
            items = [
                {"@type": "ListItem", "position": n, "name": link.title, "item": self.url(link.url)}
                for n, link in enumerate(trail, 1)
            ]
            node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
        return node

    def collection(self, page: Page, cards: Iterable[View], *, listed: bool = True) -> Json:
        """Return a page with the claims that it has."""
        claims = [self.node("Claim", card.url, card.title, "#claim") for card in cards]
        return self.page(page, kind="CollectionPage", listed=listed) | {"hasPart": claims}

    def work(self, source: View) -> Json:
        """Return a source."""
        return {
            "@type": "CreativeWork",
            "@id": self.url(source.url),
            "name": source.shown_title,
            "url": source.href or self.url(source.url),
            **present(datePublished=source.date and source.date.iso),
        }
