"""What a run of the benchmarks found: the shape of the JSON files in results/."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

BUILDS = {
    "site": "The site (`make html`)",
    "lean": "The site without pictures and the search index",
    "site-edit": "`make html` again, after one edit",
    "devserver-seen": "`make devserver`, after one edit, until its page is seen",
    "devserver-edit": "… until all pages are there",
    "devserver-complete": "… until data, pictures and search index are there too",
    "pages": "The same pages as Hugo",
    "bare": "The bare loop",
    "hugo-data": "Hugo, one data file",
    "hugo-files": "Hugo, a file a page",
    "hugo-data-edit": "Hugo’s server, one data file, after one edit",
    "hugo-files-edit": "Hugo’s server, a file a page, after one edit",
}
"""What is built, and what the report calls it."""


@dataclass(frozen=True, kw_only=True)
class Build:
    """The medians of several builds of one kind. Zero is what was not measured."""

    wall: float
    cpu: float
    peak: int = 0
    files: int = 0
    bytes: int = 0
    heaviest: int = 0
    """How many bytes the heaviest page has."""
    walls: tuple[float, ...] = ()
    """Each of them, in the order in which they ran."""
    own: float = 0
    """What the program says itself that it took."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the bare loop."""

    wall: float
    cpu: float


@dataclass(frozen=True, kw_only=True)
class Size:
    """All that was measured with one number of claims."""

    claims: int
    bytes: int
    """How long the file of claims is."""
    builds: dict[str, Build]
    steps: dict[str, Step] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """How often each was built."""
        return len(self.builds["bare"].walls)


@dataclass(frozen=True, kw_only=True)
class Results:
    """One run of the benchmarks."""

    date: str
    where: dict[str, str]
    """The machine and the versions, as far as they matter."""
    sizes: tuple[Size, ...]


def middle(builds: list[Build]) -> Build:
    """The medians of builds, each number by itself."""
    numbers = {name: median(getattr(build, name) for build in builds) for name in ("wall", "cpu", "own")}
    whole = {
        name: round(median(getattr(build, name) for build in builds)) for name in ("peak", "files", "bytes", "heaviest")
    }
    return Build(**numbers, **whole, walls=tuple(build.wall for build in builds))


def save(results: Results, file: Path) -> None:
    """Write a file of results."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(_rounded(asdict(results)), indent=1) + "\n", encoding="utf-8")


def read(file: Path) -> Results:
    """Read a file of results."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    sizes = tuple(
        Size(
            claims=size["claims"],
            bytes=size["bytes"],
            builds={name: Build(**{**build, "walls": tuple(build["walls"])}) for name, build in size["builds"].items()},
            steps={name: Step(**step) for name, step in size["steps"].items()},
        )
        for size in raw["sizes"]
    )
    return Results(date=raw["date"], where=raw["where"], sizes=sizes)


def together(found: Results, before: Results) -> Results:
    """What was found, and of an earlier run of the same code on the same day and machine the other sizes."""
    if (found.date, found.where) != (before.date, before.where):
        return found
    sizes = {size.claims: size for size in (*before.sizes, *found.sizes)}
    return replace(found, sizes=tuple(sizes[claims] for claims in sorted(sizes)))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, 4) if isinstance(value, float) else value
