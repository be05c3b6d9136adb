"""What the last load found right, so that after an edit only what changed is read and checked again.

Made by whoever loads the same file again and again, and passed on from load to load: `loader` itself remembers nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .model import Record
from .parser import Names
from .problems import Path


class Kept(NamedTuple):
    """A record, and from how many values, characters and lines it was read."""

    record: Record
    values: int
    characters: int
    lines: int


Kepts = Mapping[tuple[str, int], Mapping[bytes, Kept]]
"""For each section, and for how far in its records stand, the records by their texts."""


@dataclass
class Memory:
    """The records of the last file without mistakes."""

    kept: Kepts = field(default_factory=dict)
    _names: Names = field(default_factory=dict)
    _today: date = date.max

    def keep(self, kept: Kepts, names: Names, today: date) -> None:
        """Remember a file without mistakes."""
        self.kept, self._names, self._today = kept, names, today

    def vouches(self, names: Names, today: date) -> bool:
        """Whether records that have not changed are right beside others too: all that they can name is still there."""
        return self._today <= today and all(_ids(known) <= _ids(names[kind]) for kind, known in self._names.items())


def _ids(known: Mapping[str, Path]) -> set[str]:
    return {name for name, way in known.items() if way[-1] == "id"}
