"""Make Atom feeds (RFC 4287): all claims, the claims of each topic, of each of several texts, and corrections.

The id of an entry is a `tag:` URI (RFC 4151) made of the first id of the claim. It stays the same when the claim's
title, its id or the site's address changes. A claim without a change and a verdict has no date and is in no feed. If
no claim has a date there are no feeds, because a feed needs one.

Readers of feeds need absolute addresses, so a site without an address has no feeds.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from markupsafe import escape

from ..model.markdown import for_elsewhere
from ..model.records import last_updated
from ..site.citations import DATA_LICENSE
from ..site.page import FeedEntry, Page
from ..site.site import Site
from ..source.faults import Mistake
from . import Build, Feature

_TAG = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?,[0-9]{4}(-[0-9]{2}){0,2}")
# An entry is a claim with all its evidence, and programs fetch feeds often.
MAX_ENTRIES = 50
MAX_ENTRIES_OF_PART = 20
# Control characters, which HTML allows, as in `&#7;`, and XML forbids; except tab, line feed and carriage return.
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


class TagError(Mistake):
    """`FEED_TAG` is not a tagging entity as RFC 4151 defines it."""


class _Atom(Atom1Feed):  # type: ignore[misc]
    """An Atom feed that has the date `day` while it is empty, not the time of the build, so that builds are alike."""

    def latest_post_date(self) -> date:
        """Return the day of the latest entry."""
        day: date = super().latest_post_date() if self.num_items() else self.feed["day"]
        return day


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed of a site."""

    url: str
    title: str
    subtitle: str
    about: str
    """The address of the page that shows the same claims."""
    is_part: bool
    """Whether it covers only a part of the site."""


def list_feeds(site: Site) -> Iterator[Feed]:
    """Yield every feed of a site, in the order of the list on the page of the data."""
    language = site.language
    gettext = language.gettext
    if not last_updated(site.data.claims):
        return

    def feed(name: str, about: str, title: str, subtitle: str) -> Feed:
        title = gettext("%(site)s: %(title)s", site=site.release.name, title=title)
        return Feed(url=f"feeds/{name}.atom", title=title, subtitle=subtitle, about=about, is_part="/" in name)

    title = gettext("New and reviewed claims")
    yield feed("claims", site.urls.page("claims"), title, gettext("Every claim with its evidence and verdict."))
    for topic in site.topics.values():
        title = gettext("Claims about “%(topic)s”", topic=topic.title)
        yield feed(f"topics/{topic.id}", topic.url, title, topic.question)
    texts = site.texts.values()
    if len(texts) > 1:
        for text in texts:
            subtitle = gettext("%(speaker)s, %(date)s", speaker=text.speaker, date=language.date(text.record.date))
            title = gettext("Claims from “%(text)s”", text=text.title)
            yield feed(f"texts/{text.id}", text.url, title, subtitle)
    subtitle = gettext("What was wrong on this site, and how we corrected it.")
    yield feed("corrections", site.urls.page("corrections"), gettext("Corrections"), subtitle)


def atom_files(
    feeds: Iterable[Feed],
    pages: Iterable[Page],
    site: Site,
    tag: str,
    render: Callable[[FeedEntry], str],
    *,
    prefix: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each feed, which has the newest entries only.

    Args:
        feeds: the feeds, as `list_feeds` yields them
        pages: the pages that the entries come from
        site: the site
        tag: the authority and date in the ids of feeds and entries, such as `example.org,2026`
        render: returns an entry as HTML
        prefix: the folder of the language, such as `zh/`

    """
    language, address = site.language, site.release.site
    entries = defaultdict[str, list[FeedEntry]](list)
    for page in pages:
        for about, entry in page.news():
            entries[about].append(entry)
    days = [entry.published or entry.day for entry in entries[site.urls.page("claims")]]
    first_day = min(days, default=None)
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
            day=first_day,
        )
        newest = sorted(entries[feed.about], key=lambda entry: entry.path)
        newest.sort(key=lambda entry: entry.day, reverse=True)
        limit = MAX_ENTRIES_OF_PART if feed.is_part else MAX_ENTRIES
        for entry in newest[:limit]:
            url = f"{address}/{entry.url}"
            content = for_elsewhere(render(entry).strip(), url)
            atom.add_item(
                unique_id=f"tag:{tag}:{prefix}{entry.path}",
                title=entry.title,
                link=url,
                pubdate=entry.published,
                updateddate=entry.day,
                categories=[topic.title for topic in entry.topics],
                description=escape(entry.summary.strip()),
                content=content.translate(_NOT_IN_XML),
            )
        yield feed.url, atom.writeString("utf-8").encode()


def check_tag(tag: str) -> None:
    """Raise TagError if ids of feeds cannot be made with `tag`."""
    if not _TAG.fullmatch(tag):
        raise TagError(f'FEED_TAG is "{tag}", and must be a domain name and a date, such as example.org,2026')


class Feeds(Feature):
    """Atom feeds, if the site has an address."""

    places: ClassVar = {"head": "features/feeds/head.html", "follow": "features/feeds/follow.html"}

    def __init__(self, build: Build) -> None:
        super().__init__(build)
        self.feeds = tuple(list_feeds(build.site)) if build.address else ()
        self.tag = build.settings["FEED_TAG"] or f"{urlsplit(build.address).hostname},2026"
        if build.address:
            check_tag(self.tag)

    def context(self) -> Mapping[str, tuple[Feed, ...]]:
        """Return the list of feeds."""
        return {"all": self.feeds}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the feeds."""
        build = self.build

        def render(entry: FeedEntry) -> str:
            return build.render("features/feeds/entry.html", "", view=entry)

        yield from atom_files(self.feeds, build.pages, build.site, self.tag, render, prefix=build.prefix)


FEATURE = Feeds
