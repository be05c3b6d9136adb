"""Long lists → numbered pages with a fixed number of items. The first page has the address of the list itself."""

from collections.abc import Iterator, Sequence, Sized
from dataclasses import replace
from typing import TypeVar

from ..source.grouping import with_neighbours
from .language import Language
from .urls import Urls, page_url
from .views import BasePage, Link, Pager

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
