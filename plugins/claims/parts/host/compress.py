"""Puts `.br` and `.gz` beside each text file worth it, so that a host sends what is already compressed.

Here there is time to compress well; a host that compresses at each request does less.
"""

import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

import brotli

SUFFIXES = {
    ".atom", ".bib", ".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".ris", ".svg", ".txt",
    ".webmanifest", ".xml", ".yaml",
}  # fmt: skip
_MIN_BYTES = 1024  # below, a response fits into one packet either way
_AWAITED = {".css", ".html", ".js", ".svg"}  # of these a packet less counts
_BEST, _GOOD = 11, 10  # Brotli's last step takes two and a half times as long for a fortieth less
_GZIP = 16 + zlib.MAX_WBITS  # with gzip's header, which zlib writes without a time and a file's name


def folder(path: Path, copied: Mapping[str, Path] = MappingProxyType({})) -> None:
    """Compress every text file in a folder, and those that will be copied into it, given by their paths in it.

    Threads do: both libraries let others run while they work.
    """
    there = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
    texts = {path / name: file for name, file in {**there, **copied}.items() if file.suffix in SUFFIXES}
    large = [(target, file) for target, file in texts.items() if file.stat().st_size >= _MIN_BYTES]
    with ThreadPoolExecutor() as pool:
        list(pool.map(_compress, large))  # raises a failure


def _compress(pair: tuple[Path, Path]) -> None:
    """Write `.gz` and `.br` beside a file, of what stands in the other of a pair."""
    target, source = pair
    content = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    gzip = zlib.compressobj(9, zlib.DEFLATED, _GZIP, zlib.DEF_MEM_LEVEL)
    target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content) + gzip.flush())
    quality = _BEST if target.suffix in _AWAITED else _GOOD
    brotlied = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    target.with_name(f"{target.name}.br").write_bytes(brotlied)
