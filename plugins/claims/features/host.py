"""Write the files of a published site that browsers and crawlers ask for beside its pages."""

import json
from collections.abc import Iterator, Mapping
from typing import ClassVar
from xml.sax.saxutils import escape

from ..site.page import Page
from ..source.resources import packaged
from . import Feature
from .assets import Assets

_DAY = len("2026-11-24")


class Host(Feature):
    """The sitemap, robots.txt, the web manifest, the icon, and the licences of others' work on the site."""

    for_all: ClassVar = True
    places: ClassVar = {"head": "features/host/head.html"}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        build = self.build
        changed: dict[str, str | None] = {}
        for each in (build, *build.others()):
            for page in each.pages:
                changed[f"{each.address}/{page.url}"] = last_change(page)
            for prose_page in each.prose:
                changed[f"{each.address}/{prose_page.url}"] = None
        texts = {
            "sitemap.xml": sitemap(changed),
            "robots.txt": robots(f"{build.address}/sitemap.xml"),
            "site.webmanifest": webmanifest(build.site.release.name, build.site.language.tag, build.assets),
        }
        for path, text in texts.items():
            yield path, text.encode()
        yield "third-party.txt", packaged("THIRD-PARTY.md").read_bytes()
        # Browsers ask for the icon at this path when they show a file that is not a page.
        icon = build.assets.path("icons/favicon.ico")
        yield "favicon.ico", build.assets.files[icon]


def last_change(page: Page) -> str | None:
    """Return the latest day on which a page changed, as in `2026-11-24`, or None if that is not recorded.

    Only some pages show their whole history. The others change with many records and with the words of the theme.
    """
    days = [date.iso for date in page.dates if date.iso and len(date.iso) == _DAY]
    return max(days, default=None)


def sitemap(changed: Mapping[str, str | None]) -> str:
    """Return the sitemap (sitemaps.org/protocol.html).

    Args:
        changed: the addresses of pages, each with the day on which it last changed, if known

    """
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    lines = [head, '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url in sorted(changed):
        day = f"<lastmod>{changed[url]}</lastmod>" if changed[url] else ""
        lines.append(f"<url><loc>{escape(url)}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(sitemap_url: str) -> str:
    """Return robots.txt, which lets every crawler read everything.

    Crawlers look for it at the root of a host only. In a folder it has no effect.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {sitemap_url}\n"


def webmanifest(name: str, lang: str, assets: Assets) -> str:
    """Return site.webmanifest: the name and icons for a site that somebody adds to the home screen of a device.

    Its addresses are relative to its own, which is the root of the site.
    """
    icons = []
    for file, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable")):
        path = assets.path(f"icons/{file}.png")
        icons.append({"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    manifest = {"name": name, "short_name": name, "lang": lang, "id": "./", "start_url": "./", "icons": icons}
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


FEATURE = Host
