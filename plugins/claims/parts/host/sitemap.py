"""sitemap.xml and robots.txt: which pages there are, and when they last changed where that is known."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from ...pages.claims import ClaimPage
from ...pages.corrections import CorrectionsPage
from ...site.views import Page

_DAY = len("2026-11-24")


def last_change(page: Page) -> str | None:
    """Return the latest day of a page that shows its whole history; None where it has none, or none to the day.

    Other pages change with many records and with the words of the theme, and nobody writes down when.
    """
    dates = [change.date for change in page.changes] if isinstance(page, ClaimPage | CorrectionsPage) else []
    if isinstance(page, ClaimPage) and page.verdict.reviewed:
        dates.append(page.verdict.reviewed)
    return max((date.iso for date in dates if date.iso and len(date.iso) == _DAY), default=None)


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
