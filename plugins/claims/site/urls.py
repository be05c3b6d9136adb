"""Where each page lives. The one place that knows the site's addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from ..model import links

_FOLDERS = {kind: f"{kind}s" for kind in ("text", "claim", "topic")}


def page_url(url: str, number: int) -> str:
    """Return the address of a numbered page of the list at `url`: `claims/`, `claims/list/2/`.

    No record has the id `list` (model/scalars.py).
    """
    folder = url.removesuffix("index.html")
    return url if number == 1 else f"{folder}list/{number}/{url[len(folder) :]}"


@dataclass(frozen=True, kw_only=True)
class Urls:
    """Addresses relative to the site's root, without a leading slash.

    A place on a page begins with what it is a place of, as templates write it too: a record may have any id, and the
    page's own parts have none that begins so.

    A server answers `claims/some-id/` with the folder's `index.html`; from disk nobody does, so `explicit`
    writes it out. Terms and figures that do not stand on the first page of their list have its number.
    """

    explicit: bool = False
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The page number under the name of a list and the id of what stands on a later page of it."""
    years: Mapping[str, int] = field(default_factory=dict)
    """The year under the id of each event, where the timeline has a page for each year; else empty."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The id of the first text of each speaker who has one, under the speaker's."""
    source_kinds: Mapping[str, str] = field(default_factory=dict)
    """The kind of each source by its id, where each kind has a page of its own; else empty."""

    def _folder(self, path: str) -> str:
        return f"{path}index.html" if self.explicit else path

    def _place(self, list: str, kind: str, id: str) -> str:
        return f"{page_url(self.page(list), self.numbers.get((list, id), 1))}#{kind}-{id}"

    def page(self, name: str) -> str:
        """Return the address of a page that stands alone: `timeline`; `home` is the root."""
        return self._folder("" if name == "home" else f"{name}/")

    def figure(self, topic: str, id: str) -> str:
        """Return the address of a figure on the page of one of its topics."""
        return self._place(f"topics/{topic}", "figure", id)

    def versions(self, text: str, number: int = 0) -> str:
        """Return the address of the page that compares the versions of a text, or of one comparison on it, from 1."""
        page = self.page(f"texts/{text}/versions")
        return f"{page}#versions-{number}" if number else page

    def source_list(self, kind: str) -> str:
        """Return the address of the sources of a kind: a page, or a place on the page of all."""
        return self.page(f"sources/{kind}") if self.source_kinds else f"{self.page('sources')}#{kind}"

    def record(self, kind: str, id: str) -> str:
        """Return the address of the record or the page that a link in prose names."""
        if kind in _FOLDERS:
            return self._folder(f"{_FOLDERS[kind]}/{id}/")
        if kind == "source":
            list = f"sources/{self.source_kinds[id]}" if self.source_kinds else "sources"
            return f"{self.page(list)}#source-{id}"
        if kind == links.PAGE:
            return self.page(id)
        if kind == "speaker":
            return self.record("text", self.texts[id]) if id in self.texts else self.page("claims")
        if kind == "side":
            return f"{self.page('sources')}#side-{id}"
        if kind == "event":
            page = f"timeline/{self.years[id]}" if id in self.years else "timeline"
            return f"{self.page(page)}#event-{id}"
        return self._place("glossary", "term", id)

    def withdrawn(self, kind: str, id: str) -> str:
        """Return where a reader is told that a record was withdrawn: its own page, if it had one."""
        return self.record(kind, id) if kind in _FOLDERS else self.page("corrections")

    @staticmethod
    def file(url: str) -> str:
        """Return the file that holds the page at an address."""
        return url if url.endswith(".html") else f"{url}index.html"

    def at(self, file: str) -> str:
        """Return the address of the page that a file holds."""
        folder, _, name = file.rpartition("/")
        address = self._folder(f"{folder}/" if folder else "") if name == "index.html" else file
        return quote(address)
