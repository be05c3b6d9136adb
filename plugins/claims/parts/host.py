"""What a host or a browser asks for beside the pages of a published site.

build.json tells which state of the project it was built from, third-party.txt what of others is in it. `.br` and `.gz`
stand beside each text file worth it, so that a host sends what is compressed already: here there is time to do it well.
"""

import hashlib
import json
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar
from xml.sax.saxutils import escape

import brotli

from .. import git
from ..resources import packaged
from ..site.release import FOLDER
from ..site.views import Page
from ..web import assets, headers
from . import Part

_DAY = len("2026-11-24")
_NOTICES = "THIRD-PARTY.md"
# What a build reads. A change to anything else in the checkout is no change to the site.
_INPUTS = (
    *("content", "data", "plugins", "templates", "theme", "translations", "pelicanconf.py", "publishconf.py"),
    *("requirements.txt", "site.css", _NOTICES),
)
SUFFIXES = {
    ".atom", ".bib", ".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".ris", ".svg", ".txt",
    ".webmanifest", ".xml", ".yaml",
}  # fmt: skip
_MIN_BYTES = 1024  # below, a response fits into one packet either way
_AWAITED = {".css", ".html", ".js", ".svg"}  # of these a packet less counts
_BEST, _GOOD = 11, 10  # Brotli's last step takes two and a half times as long for a fortieth less
_GZIP = 16 + zlib.MAX_WBITS  # with gzip's header, which zlib writes without a time and a file's name


class Host(Part):
    """Sitemap, robots.txt, icons' manifest, headers, build.json, notices; and all texts compressed."""

    for_all: ClassVar = True
    places: ClassVar = {"head": "parts/host/head.html"}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        build = self.build
        changed = dict[str, str | None]()
        for one in (build, *build.others):
            changed |= {f"{one.address}/{page.url}": last_change(page) for page in one.pages}
            changed |= {f"{one.address}/{page.url}": None for page in one.prose}
        texts = {
            "sitemap.xml": sitemap(changed),
            "robots.txt": robots(f"{build.address}/sitemap.xml"),
            "site.webmanifest": assets.webmanifest(build.site.release.name, build.site.language.tag, build.assets),
            "_headers": headers.headers_file(one.prefix for one in (build, *build.others)),
            "build.json": build_json(build.home, build.data(), f"{FOLDER}/claims.yaml"),
            "third-party.txt": notices(build.home),
        }
        yield from ((path, text.encode()) for path, text in texts.items())
        icon = build.assets.path("icons/favicon.ico")
        yield "favicon.ico", build.assets.files[icon]  # asked for beside files that are no pages

    def finish(self) -> None:
        """Compress what is published, and what Pelican will copy."""
        compress(self.build.output, self.build.copied)


def last_change(page: Page) -> str | None:
    """Return the latest day of a page that shows its whole history; None where it has none, or none to the day.

    Other pages change with many records and with the words of the theme, and nobody writes down when.
    """
    return max((date.iso for date in page.dates if date.iso and len(date.iso) == _DAY), default=None)


def sitemap(changed: Mapping[str, str | None]) -> str:
    """Return sitemap.xml from the addresses of pages and the days on which they last changed, where these are known.

    See sitemaps.org/protocol.html.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url in sorted(changed):
        day = f"<lastmod>{changed[url]}</lastmod>" if changed[url] else ""
        lines.append(f"<url><loc>{escape(url)}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(sitemap_url: str) -> str:
    """Return robots.txt: every crawler may read everything.

    Crawlers ask for it at the root of a host alone; elsewhere it does no harm.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {sitemap_url}\n"


def build_json(project: Path, data: bytes, published_as: str) -> str:
    """Return the commit, whether what was built differs from it, and the digest of the data, as JSON.

    Nothing in it comes from a clock or a machine.
    """
    digest = hashlib.sha256(data).hexdigest()
    return json.dumps({**_commit(project), "data": {"path": published_as, "sha256": digest}}, indent=2) + "\n"


def notices(project: Path) -> str:
    """Return the notices that licences of others want beside what is published: a project's own, or the package's."""
    file = project / _NOTICES
    return (file if file.is_file() else packaged(_NOTICES)).read_text(encoding="utf-8")


def _commit(project: Path) -> dict[str, Any]:
    """Empty where the project is not the top of a checkout, as in an unpacked archive, or has no commit yet."""
    try:
        if Path(git.said(project, "rev-parse", "--show-toplevel")).resolve() != project.resolve():
            return {}
        commit = git.said(project, "rev-parse", "--verify", "HEAD")
        changed = git.said(project, "status", "--porcelain", "--untracked-files=all", "--", *_INPUTS)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"commit": commit, "dirty": bool(changed)}


def compress(path: Path, copied: Mapping[str, Path] = MappingProxyType({})) -> None:
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


PART = Host
