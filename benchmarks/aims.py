"""What the builds were meant to reach, and what they did: the largest numbers that count, in one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .growth import exponent
from .results import Size

REAL, LARGE, LARGEST = 33, 10_000, 30_000
_HUGO = ("hugo-data", "hugo-files")


def rows(sizes: Sequence[Size]) -> Iterator[tuple[str, str, str]]:
    """An aim, the number that was not to be exceeded, and the one that was found; only of sizes that were built."""
    by = {size.claims: size for size in sizes}
    if LARGE in by:
        yield from _beside_hugo(by[LARGE])
    if REAL in by and (build := by[REAL].builds.get("devserver-seen")):
        yield (
            "After one edit, at the real size: seconds until `make devserver` shows its page",
            "0.5",
            f"{build.wall:.2f}",
        )
    for name, what in (("pages", "the same pages"), ("lean", "all but pictures and the index")):
        power = exponent(sizes, name)
        if power is not None:
            yield f"Growth, {what}: power of the number of claims", "1.05", f"{power:.2f}"
    largest = by[max(by)]
    for name, what in (("pages", "the same pages"), ("lean", "all but pictures and the index")):
        if REAL in by and largest.claims > REAL and name in largest.builds:
            above = largest.builds[name].peak - by[REAL].builds[name].peak
            kilobytes = above / 1000 / (largest.claims - REAL)
            at = f"{largest.claims:,} claims, {what}"
            yield f"Peak memory at {at}: kB a claim above the real size", "30", f"{kilobytes:.0f}"
    if LARGEST in by:
        yield f"The heaviest page at {LARGEST:,} claims: kB", "150", f"{by[LARGEST].builds['lean'].heaviest / 1000:.0f}"


def _beside_hugo(size: Size) -> Iterator[tuple[str, str, str]]:
    """Ratios of wall times, to Hugo’s with the form of the data that suits it best."""
    at = f"{size.claims:,} claims"
    best = min(size.builds[name].wall for name in _HUGO)
    yield f"The same pages, {at}: times Hugo’s time", "0.6", f"{size.builds['pages'].wall / best:.2f}"
    yield f"All but pictures and the index, {at}: times Hugo’s time", "1.0", f"{size.builds['lean'].wall / best:.2f}"
    best = min(size.builds[f"{name}-edit"].wall for name in _HUGO)
    for name, what in (("seen", "its page"), ("edit", "all pages"), ("complete", "all pages and data")):
        found = size.builds[f"devserver-{name}"].wall / best
        yield f"After one edit, {at}, {what}: times the time of Hugo’s server", "0.5", f"{found:.2f}"
