"""Claims → Atom feeds (RFC 4287): all claims, the claims of each topic, and corrections.

An entry's id is a tag: URI (RFC 4151) made of the first id the claim had, so that it stays when the claim's title,
its id or the site's address changes. A claim without a dated change has no news to tell and is in no feed; a feed needs
a date, so where no claim has one there are no feeds.

A feed needs addresses that work wherever it is read. A site without an address of its own has no feeds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from feedgenerator import Atom1Feed
from markupsafe import escape

from ..data.grouping import by_key
from ..data.markdown import for_elsewhere
from ..data.model import ChangeKind, Dataset, Topic, last_updated
from ..pages.claims import ClaimPage
from ..site import labels
from ..site.release import AUTHOR, DATA_LICENSE, File
from ..site.urls import Urls
from ..site.views import ChangeView

_TAG = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?,[0-9]{4}(-[0-9]{2}){0,2}")
MAX_ENTRIES, MAX_ENTRIES_OF_TOPIC = 50, 20  # each is a claim with all its evidence, and readers ask for them often
_NOT_IN_XML = dict.fromkeys({*range(32)} - {*map(ord, "\t\n\r")})  # HTML may have them, as in `&#7;`


class TagError(ValueError):
    """`FEED_TAG` is not what RFC 4151 calls a tagging entity."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed as pages name it; `about` is the address of the page it goes with."""

    url: str
    title: str
    subtitle: str
    about: str
    of_topic: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One claim, or one correction of it, as the template of entries sees it."""

    page: ClaimPage
    change: ChangeView | None


class _News(NamedTuple):
    """What an entry tells of: a claim, or one of its corrections, which are numbered from the first."""

    day: date
    path: str
    claim: str
    published: date | None
    correction: int = 0


class _Atom(Atom1Feed):  # type: ignore[misc]
    """Atom, where a feed without entries is dated by `day` and not by the clock: two builds are alike."""

    def latest_post_date(self) -> date:
        """Return the day of the latest entry."""
        day: date = super().latest_post_date() if self.num_items() else self.feed["day"]
        return day


def list_feeds(dataset: Dataset, urls: Urls, name: str) -> Iterator[Feed]:
    """Yield every feed there will be, in the order in which pages name them."""
    if last_updated(dataset.claims):
        yield _feed(name, "claims", urls.page("claims"))
        for topic in dataset.topics:
            yield _feed(name, "topic", urls.record("topic", topic.id), topic)
        yield _feed(name, "corrections", urls.page("corrections"))


def _feed(name: str, path: str, about: str, topic: Topic | None = None) -> Feed:
    title, subtitle = labels.FEEDS[path]
    if topic:
        path, title, subtitle = f"topics/{topic.id}", title.format(topic.title), subtitle.format(topic.question)
    url = f"feeds/{path}.atom"
    return Feed(url=url, title=f"{name}: {title}", subtitle=subtitle, about=about, of_topic=topic is not None)


def atom_files(
    feeds: Iterable[Feed],
    dataset: Dataset,
    *,
    site: str,
    tag: str,
    lang: str,
    claim_page: Callable[[str], ClaimPage],
    render: Callable[[Entry], str],
) -> Iterator[File]:
    """Yield each feed with its newest entries, as a file.

    `tag` is the authority and date that ids are made with, such as `example.org,2026`. `claim_page` returns the page of
    the claim with an id, and `render` an entry as HTML; they are called for what is in a feed, and for nothing else.
    """

    @cache  # most claims are in two feeds
    def item(news: _News) -> dict[str, Any]:
        page, change = claim_page(news.claim), None
        title, summary = page.title, f"{page.claim.label.name}. {page.claim.summary}".strip()
        if news.correction:
            corrected = [change for change in reversed(page.changes) if change.kind.value == ChangeKind.CORRECTED]
            change = corrected[news.correction - 1]
            title, summary = f"{change.kind.name}: {page.title}", change.note
        html = for_elsewhere(render(Entry(page=page, change=change)).strip())
        return {
            "unique_id": f"tag:{tag}:claims/{news.path}",
            "title": title,
            "link": f"{site}/{page.url}",
            "pubdate": news.published,
            "updateddate": news.day,
            "categories": [topic.title for topic in page.claim.topics],
            "description": escape(summary),
            "content": html.translate(_NOT_IN_XML),
        }

    all_news = by_key(_news(dataset))
    oldest = min((news.published or news.day for news in all_news.get("feeds/claims.atom", ())), default=None)
    for feed in feeds:
        atom = _Atom(
            feed_guid=f"tag:{tag}:{feed.url.removesuffix('.atom')}",
            title=feed.title,
            description="",
            subtitle=feed.subtitle,
            link=f"{site}/{feed.about}",
            feed_url=f"{site}/{feed.url}",
            language=lang,
            author_name=AUTHOR,
            feed_copyright=f"{DATA_LICENSE.title}, {DATA_LICENSE.url}",
            day=oldest,
        )
        newest = sorted(all_news.get(feed.url, ()), key=lambda news: (-news.day.toordinal(), news.path))
        for news in newest[: MAX_ENTRIES_OF_TOPIC if feed.of_topic else MAX_ENTRIES]:
            atom.add_item(**item(news))
        yield File(path=feed.url, content=atom.writeString("utf-8").encode())


def _news(dataset: Dataset) -> Iterator[tuple[str, _News]]:
    """Yield what there is to tell, under the address of each feed that tells it."""
    for claim in dataset.claims:
        if updated := claim.updated:
            news = _News(updated, claim.first_id, claim.id, claim.published)
            for path in ("claims", *(f"topics/{topic}" for topic in claim.topics)):
                yield f"feeds/{path}.atom", news
        corrected = [change.date.day for change in claim.changes if change.kind is ChangeKind.CORRECTED]
        for number, day in enumerate(corrected, 1):
            path = f"{claim.first_id}/corrections/{number}"
            yield "feeds/corrections.atom", _News(day, path, claim.id, day, number)


def check_tag(tag: str) -> None:
    """Raise TagError where ids cannot be made with `tag`."""
    if not _TAG.fullmatch(tag):
        raise TagError(f'FEED_TAG is "{tag}", and must be a domain name and a date, such as example.org,2026')
