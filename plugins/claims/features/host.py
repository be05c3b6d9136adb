"""What a host or a browser asks for beside the pages of a published site.

build.json tells which state of the project it was built from, third-party.txt what of others is in it.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from .. import git
from ..resources import packaged
from ..site.release import FOLDER
from ..site.views import Page
from ..web import assets, headers
from . import Feature

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_DAY = len("2026-11-24")
_NOTICES = "THIRD-PARTY.md"
# What a build reads. A change to anything else in the checkout is no change to the site.
_INPUTS = (
    *("content", "data", "plugins", "templates", "theme", "translations", "pelicanconf.py", "publishconf.py"),
    *("requirements.txt", "site.css", _NOTICES),
)


class Host(Feature):
    """Sitemap, robots.txt, icons' manifest, headers, build.json and notices."""

    for_all: ClassVar = True
    places: ClassVar = {"head": "features/host/head.html"}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        build = self.build
        changed = dict[str, str | None]()
        for one in (build, *build.others):
            changed |= {f"{one.address}/{page.url}": last_change(page) for page in one.pages}
            changed |= {f"{one.address}/{page.url}": None for page in one.prose}
        texts = {
            **sitemaps(changed, build.address),
            "robots.txt": robots(f"{build.address}/sitemap.xml"),
            "site.webmanifest": assets.webmanifest(build.site.release.name, build.site.language.tag, build.assets),
            "_headers": headers.headers_file(one.prefix for one in (build, *build.others)),
            "build.json": build_json(build.home, build.data(), f"{FOLDER}/claims.yaml"),
            "third-party.txt": notices(build.home),
        }
        yield from ((path, text.encode()) for path, text in texts.items())
        icon = build.assets.path("icons/favicon.ico")
        yield "favicon.ico", build.assets.files[icon]  # asked for beside files that are no pages


def last_change(page: Page) -> str | None:
    """Return the latest day of a page that shows its whole history; None where it has none, or none to the day.

    Other pages change with many records and with the words of the theme, and nobody writes down when.
    """
    return max((date.iso for date in page.dates if date.iso and len(date.iso) == _DAY), default=None)


MAX_ADDRESSES = 50_000
"""Of one sitemap: sitemaps.org/protocol.html."""


def sitemaps(changed: Mapping[str, str | None], address: str) -> dict[str, str]:
    """Return sitemap.xml; where one cannot hold all pages, it is the index of others."""
    urls = sorted(changed)
    if len(urls) <= MAX_ADDRESSES:
        return {"sitemap.xml": sitemap(changed)}
    files = {}
    for start in range(0, len(urls), MAX_ADDRESSES):
        held = {url: changed[url] for url in urls[start : start + MAX_ADDRESSES]}
        files[f"sitemap-{start // MAX_ADDRESSES + 1}.xml"] = sitemap(held)
    lines = [f"<sitemap><loc>{escape(f'{address}/{name}')}</loc></sitemap>" for name in files]
    head = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    files["sitemap.xml"] = "\n".join([_XML, head, *lines, "</sitemapindex>", ""])
    return files


def sitemap(changed: Mapping[str, str | None]) -> str:
    """Return sitemap.xml from the addresses of pages and the days on which they last changed, where these are known.

    See sitemaps.org/protocol.html.
    """
    lines = [_XML, '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
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


FEATURE = Host
