"""Values that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Made(dict[K, V]):
    """For each key what `make` makes of it, made once. It holds what somebody has asked for, and no more.

    Where it may hold at most so many, it begins anew when it has them.
    """

    def __init__(self, make: Callable[[K], V], most: int | None = None) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: K) -> V:
        if self._most is not None and len(self) >= self._most:
            self.clear()
        self[key] = made = self._make(key)
        return made
