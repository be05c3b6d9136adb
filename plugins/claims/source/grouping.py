"""Lists grouped, and with their neighbours."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def by_key(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """Return the second of each pair under its first, both in order."""
    found = defaultdict[K, list[T]](list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Yield each item between the one before it and the one after it."""
    for n, item in enumerate(items):
        yield items[n - 1] if n else None, item, items[n + 1] if n + 1 < len(items) else None


def repeated(items: Iterable[T], *, key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Yield each item whose key stood before, and the item that had it first."""
    for first, *others in by_key((key(item), item) for item in items).values():
        yield from ((other, first) for other in others)
