"""Write the files of a published site that its host, browsers and crawlers ask for beside its pages.

build.json says which commit and data the site was built from. third-party.txt has the licences of others' work in it.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar
from xml.sax.saxutils import escape

from .. import assets, git, headers
from ..resources import packaged
from ..site.citations import FOLDER
from ..site.page import Page
from ..site.serialize import Json
from . import Feature

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_DAY = len("2026-11-24")
_NOTICES = "THIRD-PARTY.md"
# The inputs of a build. A change to any other file of the checkout does not change the site.
_FOLDERS = ("content", "data", "plugins", "templates", "theme", "translations")
_FILES = ("pelicanconf.py", "publishconf.py", "requirements.txt", "site.css", _NOTICES)


class Host(Feature):
    """The sitemap, robots.txt, the web manifest, headers, build.json, notices and the icon."""

    for_all: ClassVar = True
    places: ClassVar = {"head": "features/host/head.html"}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        build = self.build
        builds = [build, *build.others]
        changed: dict[str, str | None] = {}
        for each in builds:
            for page in each.pages:
                changed[f"{each.address}/{page.url}"] = last_change(page)
            for prose_page in each.prose:
                changed[f"{each.address}/{prose_page.url}"] = None
        texts = {
            **sitemaps(changed, build.address),
            "robots.txt": robots(f"{build.address}/sitemap.xml"),
            "site.webmanifest": assets.webmanifest(build.site.release.name, build.site.language.tag, build.assets),
            "_headers": headers.headers_file([each.prefix for each in builds]),
            "build.json": build_json(build.home, build.data(), f"{FOLDER}/claims.yaml"),
            "third-party.txt": notices(build.home),
        }
        for path, text in texts.items():
            yield path, text.encode()
        # Browsers ask for the icon at this path when they show a file that is not a page.
        icon = build.assets.path("icons/favicon.ico")
        yield "favicon.ico", build.assets.files[icon]


def last_change(page: Page) -> str | None:
    """Return the latest day on which a page changed, as in `2026-11-24`, or None if that is not recorded.

    Only some pages show their whole history. The others change with many records and with the words of the theme.
    """
    days = [date.iso for date in page.dates if date.iso and len(date.iso) == _DAY]
    return max(days, default=None)


MAX_ADDRESSES = 50_000
"""The most addresses that one sitemap may have (sitemaps.org/protocol.html)."""


def sitemaps(changed: Mapping[str, str | None], address: str) -> dict[str, str]:
    """Return sitemap.xml by its name; if one sitemap cannot hold all pages, several and sitemap.xml as their index.

    Args:
        changed: the addresses of pages, each with the day on which it last changed, if known
        address: the address of the site

    """
    urls = sorted(changed)
    if len(urls) <= MAX_ADDRESSES:
        return {"sitemap.xml": sitemap(changed)}
    files = {}
    for start in range(0, len(urls), MAX_ADDRESSES):
        number = start // MAX_ADDRESSES + 1
        urls_in_file = urls[start : start + MAX_ADDRESSES]
        files[f"sitemap-{number}.xml"] = sitemap({url: changed[url] for url in urls_in_file})
    head = f'{_XML}\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    entries = [f"<sitemap><loc>{escape(address)}/{name}</loc></sitemap>" for name in files]
    files["sitemap.xml"] = "\n".join([head, *entries, "</sitemapindex>", ""])
    return files


def sitemap(changed: Mapping[str, str | None]) -> str:
    """Return one sitemap (sitemaps.org/protocol.html).

    Args:
        changed: the addresses of pages, each with the day on which it last changed, if known

    """
    lines = [_XML, '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url in sorted(changed):
        day = f"<lastmod>{changed[url]}</lastmod>" if changed[url] else ""
        lines.append(f"<url><loc>{escape(url)}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(sitemap_url: str) -> str:
    """Return robots.txt, which lets every crawler read everything.

    Crawlers look for it at the root of a host only. In a folder it has no effect.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {sitemap_url}\n"


def build_json(project: Path, data: bytes, published_as: str) -> str:
    """Return build.json: the commit, whether there are uncommitted changes, and the digest of the published data.

    It depends on the project alone, not on the time or the machine.

    Args:
        project: the folder of the project
        data: the published text of the file of claims
        published_as: the path of that text on the site

    """
    digest = hashlib.sha256(data).hexdigest()
    info = {**_commit(project), "data": {"path": published_as, "sha256": digest}}
    return json.dumps(info, indent=2) + "\n"


def notices(project: Path) -> str:
    """Return the licence notices to publish: the project's own, or else those of the package."""
    file = project / _NOTICES
    if not file.is_file():
        file = packaged(_NOTICES)
    return file.read_text(encoding="utf-8")


def _commit(project: Path) -> Json:
    """Return the commit of a project, and whether it is dirty.

    Return nothing if the project is not the top folder of a checkout, as in an unpacked archive, or has no commit yet.
    """
    try:
        top_folder = Path(git.said(project, "rev-parse", "--show-toplevel"))
        if top_folder.resolve() != project.resolve():
            return {}
        commit = git.said(project, "rev-parse", "--verify", "HEAD")
        changes = git.said(project, "status", "--porcelain", "--untracked-files=all", "--", *_FOLDERS, *_FILES)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"commit": commit, "dirty": bool(changes)}


FEATURE = Host
