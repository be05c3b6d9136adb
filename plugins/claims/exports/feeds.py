"""Pages → Atom feeds (RFC 4287): all claims, the claims of each topic, and corrections.

An entry's id is a tag: URI (RFC 4151) made of the first id the claim had, so that it stays when the claim's title,
its id or the site's address changes. Feeds are printed by a template, as pages are: feedgenerator, which came with
Pelican, dates a feed without entries by the clock, and two builds of a site without corrections would differ.

A feed needs addresses that work wherever it is read. A site without an address of its own has no feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..data import history
from ..data.model import ChangeKind, Dataset
from ..pages import ChangeView, ClaimPage, TopicPage, TopicView
from ..site import labels
from ..site.release import AUTHOR, DATA_LICENSE
from ..site.urls import Addresses

_TAG = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?,[0-9]{4}(-[0-9]{2}){0,2}")


_MOST, _MOST_OF_A_TOPIC = 50, 20  # entries; each is a claim with all its evidence, and readers ask for them often


class TagError(ValueError):
    """`FEED_TAG` is not what RFC 4151 calls a tagging entity."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One claim, or one correction of it. Times are RFC 3339."""

    id: str
    title: str
    url: str
    published: str | None
    updated: str
    summary: str
    page: ClaimPage
    change: ChangeView | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed; `url` is its own address and `about` that of the page it goes with."""

    template: str
    id: str
    title: str
    subtitle: str
    url: str
    save_as: str
    about: str
    of_topic: bool
    updated: str
    author: str
    rights: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A feed as pages name it."""

    title: str
    url: str
    about: str
    """Address of the page it goes with."""
    of_topic: bool


def announced(dataset: Dataset, addresses: Addresses, name: str) -> Iterator[Announcement]:
    """Every feed there will be, in the order in which pages name them."""
    if oldest(dataset) is None:
        return

    def named(path: str, kind: str, about: str, topic: str = "") -> Announcement:
        return Announcement(
            title=_title(name, kind, topic), url=f"feeds/{path}.atom", about=about, of_topic=bool(topic)
        )

    yield named("claims", "claims", addresses.page("claims"))
    for topic in dataset.topics:
        yield named(f"topics/{topic.id}", "topic", addresses.topic(topic.id), topic.title)
    yield named("corrections", "corrections", addresses.page("corrections"))


def oldest(dataset: Dataset) -> date | None:
    """The day on which the first of the claims appeared that any feed could hold; None where it could hold none."""
    dated = ((history.published(claim), history.updated(claim)) for claim in dataset.claims)
    return min((published or updated for published, updated in dated if updated), default=None)


def wanted(dataset: Dataset) -> set[str]:
    """The ids of the claims that any feed holds: of many, the newest."""
    dated = [(day, claim.first_id, claim) for claim in dataset.claims if (day := history.updated(claim))]
    dated.sort(key=lambda found: found[1])
    dated.sort(key=lambda found: found[0], reverse=True)
    room = dict.fromkeys((topic.id for topic in dataset.topics), _MOST_OF_A_TOPIC)
    found = {claim.id for _, _, claim in dated[:_MOST]}
    for _, _, claim in dated:
        for topic in claim.topics:
            if room[topic]:
                room[topic] -= 1
                found.add(claim.id)
    corrected = [
        (history.day(change.date), claim.id)
        for _, _, claim in dated
        for change in claim.changes
        if change.kind is ChangeKind.CORRECTED
    ]
    corrected.sort(key=lambda found: found[0], reverse=True)
    # Of one day any may come first, by their ids: so all of the last day's.
    return found | {id for day, id in corrected if len(corrected) <= _MOST or day >= corrected[_MOST - 1][0]}


def build(
    pages: Iterable[object], addresses: Addresses, *, name: str, tag: str, oldest: date | None = None
) -> Iterator[Feed]:
    """Every feed. `tag` is the authority and date that ids are made with: `example.org,2026`.

    A claim without a dated change has no news to tell and is in no feed; a feed needs a date, so where no claim has
    one there are no feeds. A feed holds the newest. `oldest` is the first day of all claims', where `pages` has not all
    of them: an empty feed is dated by it.
    """
    check(tag)
    pages = tuple(pages)
    claims = [page for page in pages if isinstance(page, ClaimPage) and page.updated]
    if not claims:
        return
    first = oldest.isoformat() if oldest else min(page.published or page.updated or "" for page in claims)

    def feed(path: str, kind: str, about: str, entries: Iterable[Entry], topic: TopicView | None = None) -> Feed:
        subtitle = labels.FEEDS[kind][1]
        most = _MOST_OF_A_TOPIC if topic else _MOST
        newest_first = sorted(entries, key=lambda entry: entry.id)
        newest_first.sort(key=lambda entry: entry.updated, reverse=True)
        return Feed(
            template="feed.atom",
            id=f"tag:{tag}:feeds/{path}",
            title=_title(name, kind, topic.title if topic else ""),
            subtitle=subtitle.format(topic.question) if topic else subtitle,
            url=f"feeds/{path}.atom",
            save_as=f"feeds/{path}.atom",
            about=about,
            of_topic=topic is not None,
            updated=newest_first[0].updated if newest_first else _time(first),
            author=AUTHOR,
            rights=f"{DATA_LICENSE.title}, {DATA_LICENSE.url}",
            entries=tuple(newest_first[:most]),
        )

    def entry(page: ClaimPage) -> Entry:
        return Entry(
            id=f"tag:{tag}:claims/{page.first_id}",
            title=page.title,
            url=page.url,
            published=_time(page.published) if page.published else None,
            updated=_time(page.updated or ""),
            summary=f"{page.claim.label.name}. {page.claim.summary}".strip(),
            page=page,
        )

    entries = {page.claim.id: entry(page) for page in claims}
    yield feed("claims", "claims", addresses.page("claims"), entries.values())
    for page in pages:
        if isinstance(page, TopicPage):
            own = (entries[card.id] for card in page.topic.claims if card.id in entries)
            yield feed(f"topics/{page.topic.id}", "topic", page.url, own, page.topic)
    corrections = (correction for page in claims for correction in _corrections(page, tag))
    yield feed("corrections", "corrections", addresses.page("corrections"), corrections)


def check(tag: str) -> None:
    """Raise TagError where ids cannot be made with `tag`."""
    if not _TAG.fullmatch(tag):
        raise TagError(f'FEED_TAG is "{tag}", and must be a domain name and a date, such as example.org,2026')


def _title(name: str, kind: str, topic: str) -> str:
    return f"{name}: {labels.FEEDS[kind][0].format(topic)}"


def _corrections(page: ClaimPage, tag: str) -> Iterator[Entry]:
    """A claim's corrections, numbered from its first, so that a new one leaves the ids of the old."""
    corrected = [change for change in reversed(page.changes) if change.kind.value == "corrected"]
    for number, change in enumerate(corrected, 1):
        time = _time(change.day)
        yield Entry(
            id=f"tag:{tag}:claims/{page.first_id}/corrections/{number}",
            title=f"{change.kind.name}: {page.title}",
            url=page.url,
            published=time,
            updated=time,
            summary=change.note,
            page=page,
            change=change,
        )


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
