"""Results → a picture of growth: seconds by number of claims, both on scales of powers of ten, as SVG.

A straight line is a power; how steep it is, is the exponent. The SVG is a few lines of our own: it has to be readable
on light and dark pages, and be the same bytes for the same results.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from .results import BUILDS, Results, Size

_WIDTH, _HEIGHT = 800, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 480, 30, 420
_SMALL = 500  # below, what a program takes to start is most of it, and says nothing of growth
_MARKS = (  # shapes, because colours are not alike to all
    '<circle cx="{x}" cy="{y}" r="5"/>',
    '<path d="M{x} {y}m-5 -5h10v10h-10z"/>',
    '<path d="M{x} {y}m0 -6l6 11h-12z"/>',
    '<path d="M{x} {y}m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z"/>',
    '<path d="M{x} {y}m0 6l6 -11h-12z"/>',
)
_STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.line { fill: none; stroke-width: 2.5 }
.s0 { color: #b3261e } .s1 { color: #8a5a00 } .s2 { color: #1a6e3c } .s3 { color: #1257b8 } .s4 { color: #7b3fb5 }
.s { stroke: currentColor } .m { fill: currentColor }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.grid { stroke: #3d444d }
.s0 { color: #ff8a80 } .s1 { color: #e6b450 } .s2 { color: #6fd08c } .s3 { color: #79b8ff } .s4 { color: #d2a8ff }
}
"""


def exponent(sizes: Sequence[Size], name: str) -> float | None:
    """The power by which the seconds of a build grow: the slope through its points, where there are two."""
    points = [
        (math.log(size.claims), math.log(size.builds[name].wall))
        for size in sizes
        if name in size.builds and size.claims >= _SMALL
    ]
    mean_x = sum(x for x, _ in points) / max(len(points), 1)
    mean_y = sum(y for _, y in points) / max(len(points), 1)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else None


def drawing(results: Results, names: Sequence[str]) -> str:
    """The picture, as SVG."""
    return "\n".join(_lines(results, names)) + "\n"


def _lines(results: Results, names: Sequence[str]) -> Iterator[str]:
    sizes = sorted(results.sizes, key=lambda size: size.claims)
    walls = [size.builds[name].wall for size in sizes for name in names if name in size.builds]
    across = _Scale([size.claims for size in sizes], _LEFT, _RIGHT)
    up = _Scale(walls, _BOTTOM, _TOP)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="t">'
    yield f'<title id="t">Seconds by number of claims, {escape(results.date)}</title>'
    yield f"<style>{_STYLE}</style>"
    for value in up.powers():
        y = up.place(value)
        yield f'<path class="grid" d="M{_LEFT} {y}H{_RIGHT}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y}" dy="5" text-anchor="end">{value:g} s</text>'
    for size in sizes:
        x = across.place(size.claims)
        yield f'<path class="grid" d="M{x} {_TOP}V{_BOTTOM}"/>'
        yield f'<text x="{x}" y="{_BOTTOM + 22}" text-anchor="middle">{size.claims:,}</text>'
    yield f'<text x="{(_LEFT + _RIGHT) / 2:g}" y="{_BOTTOM + 46}" text-anchor="middle">claims</text>'
    for n, name in enumerate(names):
        points = [
            (across.place(size.claims), up.place(size.builds[name].wall)) for size in sizes if name in size.builds
        ]
        if points:
            yield from _series(n, points, _legend(name, exponent(sizes, name)))
    yield "</svg>"


def _series(n: int, points: Sequence[tuple[float, float]], words: str) -> Iterator[str]:
    mark, y = _MARKS[n % len(_MARKS)], _TOP + 20 + 32 * n
    yield f'<g class="s{n % len(_MARKS)}">'
    yield f'<polyline class="s line" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
    for x, at in [*points, (_RIGHT + 30, y)]:
        yield f'<g class="m">{mark.format(x=x, y=at)}</g>'
    yield f'<text x="{_RIGHT + 46}" y="{y}" dy="5">{escape(words)}</text>'
    yield "</g>"


def _legend(name: str, power: float | None) -> str:
    words = BUILDS[name].replace("`", "")
    return words if power is None else f"{words}: power {power:.2f}"


class _Scale:
    """Numbers to places, so that each power of ten takes the same room."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low = math.log10(min(values))
        self._high = math.log10(max(values))
        if start > end:  # upwards: whole powers of ten, where the lines of the grid stand
            self._low, self._high = math.floor(self._low), math.ceil(self._high)
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._low) / ((self._high - self._low) or 1)
        return round(self._start + share * (self._end - self._start), 1)

    def powers(self) -> list[float]:
        return [10.0**power for power in range(math.floor(self._low), math.ceil(self._high) + 1)]
