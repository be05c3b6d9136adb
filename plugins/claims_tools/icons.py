"""`make icons`: theme/static/icon.svg as the pictures that devices want in other formats.

They are committed, because they change once in years.
"""

from __future__ import annotations

import struct
from pathlib import Path

import resvg_py

_ROUND = 'rx="6"'
_SQUARE = 'rx="0"'  # devices cut the corners of these themselves


def drawn(svg: str) -> dict[str, bytes]:
    """Return the files of theme/static/icons/ by name."""
    square = svg.replace(_ROUND, _SQUARE)
    if square == svg:
        raise ValueError(f"icon.svg has no {_ROUND} to take the round corners from")
    return {
        "192.png": _png(svg, 192),
        "512.png": _png(svg, 512),
        "maskable.png": _png(square, 512),
        "apple-touch.png": _png(square, 180),
        "favicon.ico": _ico(_png(svg, 32), 32),
    }


def _png(svg: str, size: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True))


def _ico(png: bytes, size: int) -> bytes:
    """Return a PNG in an ICO file: its header, one entry, the picture."""
    header = struct.pack("<HHHBBBBHHII", 0, 1, 1, size, size, 0, 0, 1, 32, len(png), 22)  # whose own length comes last
    return header + png


def main() -> None:
    """Draw them anew."""
    static = Path("theme/static")
    (static / "icons").mkdir(exist_ok=True)
    for name, content in drawn((static / "icon.svg").read_text(encoding="utf-8")).items():
        (static / "icons" / name).write_bytes(content)


if __name__ == "__main__":
    main()
