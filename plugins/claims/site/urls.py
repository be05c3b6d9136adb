"""The address of each page. No other module makes addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from ..model import links

_FOLDERS = {kind: f"{kind}s" for kind in ("text", "claim", "topic")}


@dataclass(frozen=True, kw_only=True)
class Urls:
    """Addresses relative to the site's root, without a leading slash.

    The fragment of a record begins with its kind, as in `#source-some-id`, so that no id is the same as that of another
    part of the page. Templates write the same ids.
    """

    explicit: bool = False
    """Whether addresses end in `index.html`. A server adds that to `claims/some-id/`; without one, it must be there."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The id of the first text of each speaker, by the id of the speaker."""
    source_kinds: Mapping[str, str] = field(default_factory=dict)
    """The kind of each source by id, if each kind has a page of its own; otherwise empty."""

    def _folder(self, path: str) -> str:
        return f"{path}index.html" if self.explicit else path

    def page(self, name: str) -> str:
        """Return the address of a page by its name, such as `timeline`; `home` is the root."""
        return self._folder("" if name == "home" else f"{name}/")

    def figure(self, topic: str, id: str) -> str:
        """Return the address of a figure on the page of one of its topics."""
        return f"{self.page(f'topics/{topic}')}#figure-{id}"

    def versions(self, text: str, number: int = 0) -> str:
        """Return the address of the page that compares the versions of a text, or of one comparison on it, from 1."""
        page = self.page(f"texts/{text}/versions")
        return f"{page}#versions-{number}" if number else page

    def source_list(self, kind: str) -> str:
        """Return the address of the sources of a kind: a page, or a place on the page of all sources."""
        return self.page(f"sources/{kind}") if self.source_kinds else f"{self.page('sources')}#{kind}"

    def record(self, kind: str, id: str) -> str:
        """Return the address of a record, or of a page if `kind` is links.PAGE."""
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
            return f"{self.page('timeline')}#event-{id}"
        return f"{self.page('glossary')}#term-{id}"

    @staticmethod
    def file(url: str) -> str:
        """Return the file of the page at an address."""
        return url if url.endswith(".html") else f"{url}index.html"

    def at(self, file: str) -> str:
        """Return the address of the page in a file."""
        folder, _, name = file.rpartition("/")
        address = self._folder(f"{folder}/" if folder else "") if name == "index.html" else file
        return quote(address)
