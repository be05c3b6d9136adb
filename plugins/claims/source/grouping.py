"""Group the items of a list, and pair them with their neighbours."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def by_key(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """Return a dict of lists: the second items of all pairs under their first, in order."""
    groups = defaultdict[K, list[T]](list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Yield each item as `(previous, item, next)`, with None at the ends."""
    yield from zip((None, *items), items, (*items[1:], None), strict=False)


def repeated(items: Iterable[T], *, key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Yield each item with a key that an earlier item has too, and the first such item; grouped by key."""
    for first, *others in by_key((key(item), item) for item in items).values():
        for other in others:
            yield other, first
