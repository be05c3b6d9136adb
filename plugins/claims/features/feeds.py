"""Claims → Atom feeds (RFC 4287): all claims, those of a topic or of one of several texts, and corrections.

An entry's id is a tag: URI (RFC 4151) made of the first id the claim had, so that it stays when the claim's title,
its id or the site's address changes. A claim that has neither a change nor a verdict has no date and is in no feed; a
feed needs one, so where no claim has any there are no feeds.

A feed needs addresses that work wherever it is read. A site without an address of its own has no feeds.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from markupsafe import escape

from ..faults import Mistake
from ..model.markdown import for_elsewhere
from ..model.records import last_updated
from ..site.index import Site
from ..site.release import DATA_LICENSE
from ..site.views import Page, View
from ..source.grouping import by_key
from . import Build, Feature

_TAG = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?,[0-9]{4}(-[0-9]{2}){0,2}")
MAX_ENTRIES, MAX_ENTRIES_OF_PART = 50, 20  # each is a claim with all its evidence, and readers ask for them often
_NOT_IN_XML = dict.fromkeys({*range(32)} - {*map(ord, "\t\n\r")})  # HTML may have them, as in `&#7;`


class TagError(Mistake):
    """`FEED_TAG` is not what RFC 4151 calls a tagging entity."""


class _Atom(Atom1Feed):  # type: ignore[misc]
    """Atom, where a feed without entries is dated by `day` and not by the clock: two builds are alike."""

    def latest_post_date(self) -> date:
        """Return the day of the latest entry."""
        day: date = super().latest_post_date() if self.num_items() else self.feed["day"]
        return day


def list_feeds(site: Site) -> Iterator[View]:
    """Yield every feed there will be, in the order of pages; `about` is the page that each goes with."""
    gettext = site.language.gettext
    if not last_updated(site.data.claims):
        return

    def feed(name: str, about: str, title: str, subtitle: str) -> View:
        title = gettext("%(site)s: %(title)s", site=site.release.name, title=title)
        return View(url=f"feeds/{name}.atom", title=title, subtitle=subtitle, about=about, is_part="/" in name)

    claims, corrections = site.urls.page("claims"), site.urls.page("corrections")
    words = gettext("New and reviewed claims"), gettext("Every claim with its evidence and verdict.")
    yield feed("claims", claims, *words)
    for topic in site.presenter.topics.values():
        title = gettext("Claims about “%(topic)s”", topic=topic.title)
        yield feed(f"topics/{topic.id}", topic.url, title, topic.question)
    for text in site.presenter.texts.values() if len(site.presenter.texts) > 1 else ():
        subtitle = gettext("%(speaker)s, %(date)s", speaker=text.speaker, date=site.language.date(text.date))
        yield feed(f"texts/{text.id}", text.url, gettext("Claims from “%(text)s”", text=text.title), subtitle)
    words = gettext("Corrections"), gettext("What was wrong on this site, and how we corrected it.")
    yield feed("corrections", corrections, *words)


def atom_files(
    feeds: Iterable[View],
    pages: Iterable[Page],
    site: Site,
    tag: str,
    render: Callable[[View], str],
    *,
    prefix: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each feed, which has the newest of its entries.

    `tag` is the authority and date that ids are made with, such as `example.org,2026`; `render` returns an entry as
    HTML.
    """
    language, address = site.language, site.release.site
    entries = by_key(chain.from_iterable(page.news(site) for page in pages))
    first = min((entry.published or entry.day for entry in entries.get(site.urls.page("claims"), ())), default=None)
    for feed in feeds:
        atom = _Atom(
            feed_guid=f"tag:{tag}:{prefix}{feed.url.removesuffix('.atom')}",
            title=feed.title,
            description="",
            subtitle=feed.subtitle,
            link=f"{address}/{feed.about}",
            feed_url=f"{address}/{feed.url}",
            language=language.tag,
            author_name=site.release.author,
            feed_copyright=f"{language.gettext(DATA_LICENSE.title)}, {DATA_LICENSE.url}",
            day=first,
        )
        newest = sorted(entries.get(feed.about, ()), key=lambda entry: entry.path)
        newest.sort(key=lambda entry: entry.day, reverse=True)
        for entry in newest[: MAX_ENTRIES_OF_PART if feed.is_part else MAX_ENTRIES]:
            atom.add_item(
                unique_id=f"tag:{tag}:{prefix}{entry.path}",
                title=entry.title,
                link=f"{address}/{entry.url}",
                pubdate=entry.published,
                updateddate=entry.day,
                categories=[topic.title for topic in entry.topics],
                description=escape(entry.summary.strip()),
                content=for_elsewhere(render(entry).strip(), f"{address}/{entry.url}").translate(_NOT_IN_XML),
            )
        yield feed.url, atom.writeString("utf-8").encode()


def check_tag(tag: str) -> None:
    """Raise TagError where ids cannot be made with `tag`."""
    if not _TAG.fullmatch(tag):
        raise TagError(f'FEED_TAG is "{tag}", and must be a domain name and a date, such as example.org,2026')


class Feeds(Feature):
    """Atom feeds of a site that has an address."""

    places: ClassVar = {"head": "features/feeds/head.html", "follow": "features/feeds/follow.html"}

    def __init__(self, build: Build) -> None:
        super().__init__(build)
        self.feeds = tuple(list_feeds(build.site)) if build.address else ()
        self.tag = build.settings["FEED_TAG"] or f"{urlsplit(build.address).hostname},2026"
        if build.address:
            check_tag(self.tag)

    def context(self) -> Mapping[str, Any]:
        """Return the feeds."""
        return {"all": self.feeds}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the feeds."""
        build = self.build

        def render(entry: View) -> str:
            return build.render("features/feeds/entry.html", "", view=entry)

        yield from atom_files(self.feeds, build.pages, build.site, self.tag, render, prefix=build.prefix)


FEATURE = Feeds
