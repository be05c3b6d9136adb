"""The pages that somebody looks at, to be shown before all are built: where there are many, that takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .plan import Before, Plan


@dataclass(frozen=True)
class Preview:
    """What whoever builds asks for, and is told."""

    files: Sequence[str]
    """The files of these pages, below the root of the site."""
    before: Before | None
    """Where long lists were split in the last build. Mostly it is where they will be, and to know takes longer."""
    show: Callable[[Mapping[str, str]], None]
    """Called with the files that were found, and what will stand in them."""
    plan: Callable[[Plan], None]
    """Called with the plan of this build."""
