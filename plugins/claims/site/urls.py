"""Where each page lives. The one place that knows the site's addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from ..data import links

_FOLDERS = {"claim": "claims", "topic": "topics", "source": "sources", "speaker": "speakers"}


@dataclass(frozen=True, kw_only=True)
class Places:
    """Which page holds an entry of the timeline, a term or a figure, where a list is split; else none is named here."""

    events: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Under topic and figure."""


@dataclass(frozen=True)
class Addresses:
    """Addresses relative to the site's root, without a leading slash.

    A place on a page begins with what it is a place of, as templates write it too: a record may have any id, and the
    page's own parts have none that begins so.

    A server answers `claims/some-id/` with the folder's `index.html`; from disk nobody does, so `explicit`
    writes it out.
    """

    explicit: bool = False
    places: Places = field(default_factory=Places)

    def _folder(self, path: str) -> str:
        return f"{path}index.html" if self.explicit else path

    def page(self, name: str) -> str:
        """The address of a page that stands alone: `timeline/`; the home page's is empty."""
        return self._folder("" if name == "home" else f"{name}/")

    def claim(self, id: str) -> str:
        """The address of a claim's page."""
        return self._folder(f"claims/{id}/")

    def topic(self, id: str) -> str:
        """The address of a topic's page."""
        return self._folder(f"topics/{id}/")

    def source(self, id: str) -> str:
        """The address of a source's page."""
        return self._folder(f"sources/{id}/")

    def speaker(self, id: str) -> str:
        """The address of a speaker's page."""
        return self._folder(f"speakers/{id}/")

    def event(self, id: str) -> str:
        """The address of an entry of the timeline."""
        return f"{self.page(self.places.events.get(id, 'timeline'))}#event-{id}"

    def term(self, id: str) -> str:
        """The address of a term in the glossary."""
        return f"{self.page(self.places.terms.get(id, 'glossary'))}#term-{id}"

    def figure(self, topic: str, id: str) -> str:
        """The address of a figure on the page of one of its topics."""
        return f"{self.page(self.places.figures.get((topic, id), f'topics/{topic}'))}#figure-{id}"

    def of(self, kind: str, id: str) -> str:
        """The address of the record or the page that a link in prose names."""
        if kind in _FOLDERS:
            return self._folder(f"{_FOLDERS[kind]}/{id}/")
        if kind == links.PAGE:
            return self.page(id)
        return self.event(id) if kind == "event" else self.term(id)

    def kind(self, file: str) -> str:
        """The kind of record whose pages stand in the folder of a file; empty where none do."""
        folder = file.partition("/")[0]
        return next((kind for kind, name in _FOLDERS.items() if name == folder), "")

    def file(self, url: str) -> str:
        """The file that holds the page at an address."""
        return url if url.endswith(".html") else f"{url}index.html"

    def at(self, file: str) -> str:
        """The address of the page that a file holds."""
        folder, _, name = file.rpartition("/")
        address = self._folder(f"{folder}/" if folder else "") if name == "index.html" else file
        return quote(address)
