"""What the last load found right, so that after an edit only what changed is read and checked again.

Made by whoever loads the same file again and again, and passed on from load to load: `loader` itself remembers nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .data.diagnostics import Path
from .data.model import Record
from .data.parser import Names


class Kept(NamedTuple):
    """A record, and from how many values and characters it was read."""

    record: Record
    values: int
    characters: int


class Known(NamedTuple):
    """A list of records."""

    records: dict[bytes, Kept]
    """By their texts, in the order of the list."""
    names: dict[str, Path]
    """Where in it ids and aliases are written."""


Knowns = Mapping[tuple[str, int], Known]
"""The lists by their names, and by how far in their records stand."""


@dataclass
class Memory:
    """The records of the last file without mistakes."""

    known: Knowns = field(default_factory=dict)
    _names: Names = field(default_factory=dict)
    _today: date = date.max

    def keep(self, known: Knowns, names: Names, today: date) -> None:
        """Remember a file without mistakes."""
        self.known, self._names, self._today = known, names, today

    def vouches(self, names: Names, today: date) -> bool:
        """Whether records that have not changed are right beside others too: all that they can name is still there."""
        return self._today <= today and all(
            known is names[kind] or _ids(known) <= _ids(names[kind]) for kind, known in self._names.items()
        )


def _ids(known: Mapping[str, Path]) -> set[str]:
    return {name for name, way in known.items() if way[-1] == "id"}
