"""Puts `.br` and `.gz` beside each text file worth it, so that a host sends what is already compressed.

Here there is time to compress well; a host that compresses at each request does less.
"""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SUFFIXES = {
    ".atom", ".bib", ".css", ".csv", ".html", ".ics", ".js", ".json", ".md", ".mjs", ".ris", ".svg", ".txt",
    ".webmanifest", ".xml", ".yaml",
}  # fmt: skip
_MIN_BYTES = 1024  # below, a response fits into one packet either way
_AWAITED = {".css", ".html", ".js", ".svg"}  # of these a packet less counts
_BEST, _GOOD = 11, 10  # Brotli's last step takes two and a half times as long for a fortieth less
_GZIP = 16 + zlib.MAX_WBITS  # with gzip's header, which zlib writes without a time and a file's name


def folder(path: Path) -> None:
    """Compress every text file in a folder. Threads do: both libraries let others run while they work."""
    texts = (file for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES and file.is_file())
    with ThreadPoolExecutor() as pool:
        list(pool.map(_compress, [file for file in texts if file.stat().st_size >= _MIN_BYTES]))  # raises a failure


def _compress(file: Path) -> None:
    import brotli  # noqa: PLC0415 - only publishing needs it

    content = file.read_bytes()
    gzip = zlib.compressobj(9, zlib.DEFLATED, _GZIP, zlib.DEF_MEM_LEVEL)
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(content) + gzip.flush())
    quality = _BEST if file.suffix in _AWAITED else _GOOD
    file.with_name(f"{file.name}.br").write_bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality))
