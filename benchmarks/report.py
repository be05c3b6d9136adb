"""Results → the tables between the markers of README.md, and the picture of growth beside it.

    python -m benchmarks.report results/2026-11-25.json

writes both anew from a file of results.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from . import aims
from .growth import drawing, exponent
from .results import BUILDS, Results, Size, read

BEGIN, END = "<!-- results: written by make bench -->", "<!-- end of results -->"
DRAWN = ("lean", "pages", "bare", "hugo-data", "hugo-files")
_HERE = Path(__file__).parent


def write(results: Results, folder: Path) -> None:
    """Put the tables into the folder's README.md, and the picture beside it."""
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme} has no {BEGIN} … {END} to put results between")
    readme.write_text(f"{before}{BEGIN}\n\n{tables(results)}\n{END}{after}", encoding="utf-8")
    (folder / "growth.svg").write_text(drawing(results, DRAWN), encoding="utf-8")


def tables(results: Results) -> str:
    """Everything that was found, as Markdown."""
    return "\n".join(_blocks(results))


def _blocks(results: Results) -> Iterator[str]:
    where = results.where
    yield (
        f"Measured on {results.date} on {where['system']} with {where['processors']}"
        f" processors and files {where['files']}; Python {where['python']}, Pelican {where['pelican']},"
        f" Jinja {where['jinja2']}, Markdown {where['markdown']}, Hugo {where['hugo']}, commit {where['commit']}."
    )
    if rows := list(aims.rows(results.sizes)):
        yield "\n### What was aimed at\n"
        yield from _table(("Aim", "at most", "found"), rows)
    for size in results.sizes:
        yield f"\n### {size.claims:,} claims, {_mega(size.bytes)} MB of YAML, {_times(size.runs)}\n"
        yield from _builds(size)
    yield "\n### Step by step\n"
    yield "Milliseconds a claim on the clock, and in brackets of the processors.\n"
    yield from _steps(results.sizes)
    if exponents := list(_exponents(results)):
        yield "\n### Growth\n"
        yield "By what power of the number of claims a build from nothing grows; 1 is in proportion.\n"
        yield from exponents
        yield "\n![Seconds by number of claims, both on scales of powers of ten](growth.svg)\n"


def _builds(size: Size) -> Iterator[str]:
    bare = size.builds["bare"]
    head = ("Build", "wall, s", "CPU, s", "peak, MB", "files", "MB", "ms a claim", "wall to bare", "CPU to bare")
    yield from _table(
        head,
        (
            (
                name,
                _short(build.wall),
                _short(build.cpu) if build.cpu else "",
                f"{build.peak / 1e6:,.0f}" if build.peak else "",
                f"{build.files:,}" if build.files else "",
                _mega(build.bytes) if build.bytes else "",
                _short(1000 * build.wall / size.claims),
                f"{_short(build.wall / bare.wall)} ×",
                f"{_short(build.cpu / bare.cpu)} ×" if build.cpu else "",
            )
            for key, name in BUILDS.items()
            if (build := size.builds.get(key))
        ),
    )


def _steps(sizes: Sequence[Size]) -> Iterator[str]:
    names = dict.fromkeys(name for size in sizes for name in size.steps)
    yield from _table(
        ("Step", *(f"{size.claims:,}" for size in sizes)),
        ((name, *(_step(size, name) for size in sizes)) for name in names),
    )


def _exponents(results: Results) -> Iterator[str]:
    found = {name: exponent(results.sizes, name) for name in DRAWN}
    if all(power is None for power in found.values()):
        return iter(())
    return _table(("Build", "power"), ((BUILDS[n], f"{p:.2f}") for n, p in found.items() if p is not None))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _step(size: Size, name: str) -> str:
    step = size.steps.get(name)
    return f"{_short(1000 * step.wall / size.claims)} ({_short(1000 * step.cpu / size.claims)})" if step else ""


def _mega(count: int) -> str:
    return _short(count / 1e6)


def _short(number: float) -> str:
    """Two or three figures: no more are alike from run to run."""
    for least, places in ((100, 0), (10, 1), (0, 2)):
        if number >= least:
            return f"{number:,.{places}f}"
    raise ValueError(f"{number} is less than nothing")


def _times(runs: int) -> str:
    return "once" if runs == 1 else f"medians of {runs} runs"


def main(arguments: list[str] | None = None) -> None:
    """Write the report of a file of results anew."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.report", description="Write the tables anew.")
    options.add_argument("results", type=Path)
    options.add_argument("--into", type=Path, default=_HERE, help="the folder of README.md")
    chosen = options.parse_args(arguments)
    write(read(chosen.results), chosen.into)


if __name__ == "__main__":
    main()
