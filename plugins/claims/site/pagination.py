"""Long lists → numbered pages, a fixed number of items a page. The first page has the address of the list itself."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from ..source.grouping import with_neighbours
from .language import Language
from .urls import Urls, page_url
from .views import Link, Page, View

P = TypeVar("P", bound=Page)
T = TypeVar("T")

# Items a page, so that few pages are heavier than 150 kB: an event takes 2 to 3.5 kB, a card of a claim 1.1, a figure
# 4, a line 0.4. The last page can hold a third more.
EVENTS, CARDS, FIGURES = 18, 30, 4
MAX_EVENTS = 200
"""Of a timeline on one page; a longer one has a page for each year."""
LINES, CHANGES, TERMS, TOPICS = 150, 50, 80, 100


def page_count(items: Sequence[Any], size: int) -> int:
    """Return how many pages a list takes: what would be less than a third of a page joins the one before."""
    return max(1, -(-(len(items) - size // 3) // size))


def chunk(items: Sequence[T], size: int, number: int) -> Sequence[T]:
    """Return what of a list stands on the page of a number, counted from 1."""
    end = len(items) if number == page_count(items, size) else number * size
    return items[(number - 1) * size : end]


def page_numbers(items: Sequence[T], size: int) -> dict[T, int]:
    """Return the page number of each item that does not stand on the first page."""
    pages = range(2, page_count(items, size) + 1)
    return {item: number for number in pages for item in chunk(items, size, number)}


def paginate(page: P, language: Language, **lists: tuple[Sequence[Any], int]) -> Iterator[P]:
    """Yield the numbered pages of some lists, given with their sizes of a page; each holds its items by their names.

    A page whose lists all fit is yielded once, without a pager.
    """
    count = max(page_count(items, size) for items, size in lists.values())
    gettext = language.gettext
    links = tuple(
        Link(title=gettext("Page %(number)s", number=number), url=page_url(page.url, number))
        for number in range(1, count + 1)
    )
    for number, (before, link, after) in enumerate(with_neighbours(links), 1):
        numbered = page.replace(**{name: chunk(items, size, number) for name, (items, size) in lists.items()})
        if count > 1:
            numbered = numbered.replace(pager=View(number=number, links=links, previous=before, next=after))
        if number > 1:
            more = gettext("Page %(number)s of %(count)s.", number=number, count=count)
            numbered = numbered.replace(
                title=gettext("%(title)s, page %(number)s", title=page.title, number=number),
                description=f"{page.description} {more}",
                url=link.url,
                save_as=Urls.file(link.url),
            )
        yield numbered
