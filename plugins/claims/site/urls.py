"""The address of each page, and of each numbered page of a long list. No other module makes addresses."""

from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import quote

from ..model import links
from ..source.grouping import with_neighbours
from .language import Language
from .views import BasePage, Link, Pager

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

    The fragment of a record begins with its kind, as in `#source-some-id`, so that no id is the same as that of another
    part of the page. Templates write the same ids.
    """

    explicit: bool = False
    """Whether addresses end in `index.html`. A server adds that to `claims/some-id/`; without one, it must be there."""
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The page number of each figure and term on a later page, by the name of the list and by its id."""
    years: Mapping[str, int] = field(default_factory=dict)
    """The year of each event by id, if the timeline has a page for each year; otherwise empty."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The id of the first text of each speaker, by the id of the speaker."""
    source_kinds: Mapping[str, str] = field(default_factory=dict)
    """The kind of each source by id, if each kind has a page of its own; otherwise empty."""

    def _folder(self, path: str) -> str:
        return f"{path}index.html" if self.explicit else path

    def _place(self, list: str, kind: str, id: str) -> str:
        number = self.numbers.get(list, {}).get(id, 1)
        return f"{page_url(self.page(list), number)}#{kind}-{id}"

    def page(self, name: str) -> str:
        """Return the address of a page by its name, such as `timeline`; `home` is the root."""
        return self._folder("" if name == "home" else f"{name}/")

    def figure(self, topic: str, id: str) -> str:
        """Return the address of a figure on the page of one of its topics."""
        return self._place(f"topics/{topic}", "figure", id)

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
            page = f"timeline/{self.years[id]}" if id in self.years else "timeline"
            return f"{self.page(page)}#event-{id}"
        return self._place("glossary", "term", id)

    def withdrawn(self, kind: str, id: str) -> str:
        """Return the address at which readers learn that a record was withdrawn: its own page, if it had one."""
        return self.record(kind, id) if kind in _FOLDERS else self.page("corrections")

    @staticmethod
    def file(url: str) -> str:
        """Return the file of the page at an address."""
        return url if url.endswith(".html") else f"{url}index.html"

    def at(self, file: str) -> str:
        """Return the address of the page in a file."""
        folder, _, name = file.rpartition("/")
        address = self._folder(f"{folder}/" if folder else "") if name == "index.html" else file
        return quote(address)


P = TypeVar("P", bound=BasePage)
T = TypeVar("T")

# Items per page, so that few pages are heavier than 150 kB: an event takes 2 to 3.5 kB, a card of a claim 1.1, a figure
# 4, a line 0.4. The last page can have a third more.
EVENTS, CARDS, FIGURES = 18, 30, 4
MAX_EVENTS = 200
"""Events in a timeline of one page; a longer timeline has a page for each year."""
LINES, CHANGES, TERMS, TOPICS = 150, 50, 80, 100


def page_count(items: Sized, size: int) -> int:
    """Return how many pages a list takes. A rest of less than a third of a page joins the page before."""
    return max(1, -(-(len(items) - size // 3) // size))


def chunk(items: Sequence[T], size: int, number: int) -> Sequence[T]:
    """Return the items on the page with a number, counted from 1."""
    end = len(items) if number == page_count(items, size) else number * size
    return items[(number - 1) * size : end]


def page_numbers(items: Sequence[T], size: int) -> dict[T, int]:
    """Return the page number of each item that is not on the first page."""
    numbers: dict[T, int] = {}
    for number in range(2, page_count(items, size) + 1):
        numbers.update(dict.fromkeys(chunk(items, size, number), number))
    return numbers


def paginate(page: P, language: Language, *lists: tuple[Sized, int]) -> Iterator[tuple[int, P]]:
    """Yield numbered copies of a page, each with its number. The caller adds the items, by `chunk`.

    If all lists fit on one page, it is yielded as it is, without a pager.

    Args:
        page: the first page
        language: the language of the page
        lists: the lists that the pages share, each with its number of items per page

    """
    count = max(page_count(items, size) for items, size in lists)
    gettext = language.gettext
    links = []
    for number in range(1, count + 1):
        links.append(Link(title=gettext("Page %(number)s", number=number), url=page_url(page.url, number)))
    for number, (before, link, after) in enumerate(with_neighbours(links), 1):
        numbered = page
        if count > 1:
            numbered = replace(page, pager=Pager(number=number, links=tuple(links), previous=before, next=after))
        if number > 1:
            more = gettext("Page %(number)s of %(count)s.", number=number, count=count)
            numbered = replace(
                numbered,
                title=gettext("%(title)s, page %(number)s", title=page.title, number=number),
                description=f"{page.description} {more}",
                url=link.url,
                save_as=Urls.file(link.url),
            )
        yield number, numbered
