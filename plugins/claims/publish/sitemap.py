"""sitemap.xml and robots.txt: which pages there are, and when they last changed where that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .. import pages

_DAY = len("2026-11-24")


@dataclass(frozen=True)
class Entry:
    """A page in the sitemap: its address, and the day it last changed, if that is known."""

    url: str
    changed: str | None = None


def last_change(page: pages.Page) -> str | None:
    """Return the latest day of a page that shows its own history; None where it has none, or none to the day.

    Other pages change with many records and with the words of the theme, and nobody writes down when.
    """
    dates = [change.date for change in getattr(page, "changes", ())]
    if isinstance(page, pages.ClaimPage) and page.verdict.reviewed:
        dates.append(page.verdict.reviewed)
    return max((date.iso for date in dates if date.iso and len(date.iso) == _DAY), default=None)


def sitemap(entries: Iterable[Entry]) -> str:
    """Return sitemap.xml, by address. See sitemaps.org/protocol.html."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for entry in sorted(entries, key=lambda entry: entry.url):
        changed = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
        lines.append(f"<url><loc>{escape(entry.url)}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(sitemap_url: str) -> str:
    """Return robots.txt: every crawler may read everything.

    Crawlers ask for it at the root of a host alone; elsewhere it does no harm.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {sitemap_url}\n"
