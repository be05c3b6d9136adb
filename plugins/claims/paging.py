"""Long lists → parts, each light enough for a page. Knows nothing of what it splits.

A list is split by the keys of its items, as far as it must be: a timeline by year, a year that is still too long by
month, a month by number. Numbered parts are filled in order, so that what is added at the end leaves the full ones at
their addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_FRAME = 6_000  # a page without its list: head, header, heading, the way to other parts, footer
_MOST_NUMBERS, _NEAR = 40, 3  # of numbered parts that a page leads to, and how far around its own all are shown
_SHARE_OF_A_TRACE = 50
_SHARE_OF_TERMS = 5  # at most a fifth of a page goes to links to the glossary, which carry the definitions


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The most that a page may weigh, in bytes of HTML; `terms` is the most that all links to the glossary can."""

    page: int = 150_000
    terms: int = 0

    @property
    def terms_on_a_page(self) -> int:
        """What links to the glossary may weigh together on one page."""
        return self.page // _SHARE_OF_TERMS

    @property
    def trace(self) -> int:
        """What a list that went to pages of its own leaves behind: its heading, its count, the way there."""
        return self.page // _SHARE_OF_A_TRACE

    def room(self, *fixed: int) -> int:
        """What is left for a list on a page that has other things too, where both must fit; never less than nothing."""
        return max(0, self.page - _FRAME - min(self.terms, self.terms_on_a_page) - sum(fixed))


@dataclass(frozen=True, kw_only=True)
class Part(Generic[T]):
    """A list, or what of it stands below an address: on numbered pages, or in smaller parts to which its page leads."""

    path: tuple[str, ...] = ()
    pages: tuple[tuple[T, ...], ...] = ()
    parts: tuple[Part[T], ...] = ()
    count: int = field(default=0)

    @property
    def is_whole(self) -> bool:
        """True where the list stands on one page."""
        return not self.parts and len(self.pages) <= 1

    @property
    def items(self) -> Iterator[T]:
        """Everything in it, in order."""
        for _, items in self.leaves():
            yield from items

    def leaves(self) -> Iterator[tuple[tuple[str, ...], tuple[T, ...]]]:
        """Each page that holds items, with its path, in order."""
        for number, items in enumerate(self.pages, 1):
            yield numbered(self.path, number), items
        for part in self.parts:
            yield from part.leaves()

    def walk(self) -> Iterator[Part[T]]:
        """It and all its parts, each before its own."""
        yield self
        for part in self.parts:
            yield from part.walk()


def numbered(path: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The path of a numbered page; the first has none of its own."""
    return path if number == 1 else (*path, str(number))


def split(
    items: Iterable[T],
    *,
    room: int,
    weight: Callable[[T], int],
    keys: Callable[[T], Sequence[str]] | None = None,
    whole: int | None = None,
) -> Part[T]:
    """The items in parts that weigh no more than `room`, unless one alone does.

    `keys` gives for an item the steps of its path, widest first. Items that share a step need not stand together.
    `whole` is the room on the page of the whole list, where that differs.
    """
    weighed = [_Weighed(item, weight(item), keys(item) if keys else ()) for item in items]
    if whole is not None and sum(item.weight for item in weighed) <= whole:
        return Part(pages=(tuple(item.it for item in weighed),) if weighed else (), count=len(weighed))
    return _split(weighed, room, (), fits=False if whole is not None else None)


class _Weighed(NamedTuple, Generic[T]):
    it: T
    weight: int
    steps: Sequence[str]


def _split(weighed: Sequence[_Weighed[T]], room: int, path: tuple[str, ...], *, fits: bool | None = None) -> Part[T]:
    depth = len(path)
    if fits is None:
        fits = sum(item.weight for item in weighed) <= room
    if fits or any(len(item.steps) <= depth for item in weighed):
        return Part(path=path, count=len(weighed), pages=tuple(_filled(weighed, room)))
    groups: dict[str, list[_Weighed[T]]] = {}
    for item in weighed:
        groups.setdefault(item.steps[depth], []).append(item)
    parts = tuple(_split(group, room, (*path, key)) for key, group in groups.items())
    return Part(path=path, count=len(weighed), parts=parts)


def _filled(weighed: Iterable[_Weighed[T]], room: int) -> Iterator[tuple[T, ...]]:
    page: list[T] = []
    used = 0
    for item, weight, _ in weighed:
        if page and used + weight > room:
            yield tuple(page)
            page, used = [], 0
        page.append(item)
        used += weight
    if page:
        yield tuple(page)


def leave(room: int, weights: Mapping[str, int], *, trace: int = 0) -> frozenset[str]:
    """Which of a page's lists must go to pages of their own, heaviest first; each leaves a `trace` behind."""
    left = dict(weights)
    gone = set[str]()
    while left and sum(left.values()) + len(gone) * trace > room:
        heaviest = max(left, key=lambda name: left[name])
        if left[heaviest] <= trace:
            break
        gone.add(heaviest)
        del left[heaviest]
    return frozenset(gone)


def first(items: Iterable[T], *, room: int, weight: Callable[[T], int]) -> tuple[T, ...]:
    """As many of the items as fit, from the first."""
    found = []
    for item in items:
        room -= weight(item)
        if room < 0:
            break
        found.append(item)
    return tuple(found)


def shown_numbers(count: int, current: int = 0) -> Iterator[int | None]:
    """Which of many numbers a page shows: all, or those nearby and some of the others; None stands for a gap."""
    step = 1
    while count > _MOST_NUMBERS * step:
        step *= 10
    before = 0
    for number in range(1, count + 1):
        if step == 1 or number in (1, count) or number % step == 0 or abs(number - current) <= _NEAR:
            if number - before > 1:
                yield None
            yield number
            before = number
