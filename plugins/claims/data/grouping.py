"""Lists → what a page would else look for among all records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def by_key(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """The second of each pair under its first, in order."""
    found = defaultdict[str, list[T]](list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each item between the one before it and the one after it."""
    for n, item in enumerate(items):
        yield items[n - 1] if n else None, item, items[n + 1] if n + 1 < len(items) else None
