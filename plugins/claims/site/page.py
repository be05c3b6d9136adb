"""A page: its template, its address, and what it says of itself to the features of a site."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..source.dates import Edtf
from . import labels
from .citations import Citation
from .history import Change
from .serialize import Json
from .site import Site
from .topic import TopicView
from .views import Choice

if TYPE_CHECKING:
    from .schema_org import Graph


@dataclass(frozen=True)
class Findable:
    """One thing that a search finds. Kind, topics, verdict and text narrow a search."""

    kind: str
    """One of the kinds that search.html names; `page` for all other things."""
    url: str
    title: str
    said: Sequence[str | tuple[str, str] | None]
    """The text that is searched, and shown in part: sentences, plain or HTML; a pair is a name and its description."""
    also: str = ""
    """More names, which are searched but not shown."""
    topics: Sequence[str] = ()
    """The ids of its topics."""
    label: Choice | None = None
    """The verdict of a claim."""
    of_text: str | None = None
    """The id of the text of a claim, if the site has several texts."""
    by: str = ""
    """Who made a claim."""
    sections: Sequence[Findable] = ()
    """The parts of a page that have addresses of their own. A page with sections has no other text."""
    answer: str = ""
    """The text to show in place of an excerpt."""


@dataclass(frozen=True, kw_only=True)
class PictureWords:
    """The words of a picture for sharing."""

    name: str
    """The name of its file, without the folder and the suffix."""
    alt: str
    """The same in words, for readers who do not see the picture."""
    title: str
    note: str = ""
    verdict: Choice | None = None
    """The verdict, if the picture is of a claim."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """An entry of a feed: a claim, or a change of a record."""

    path: str
    """The part of its id that tells it from other entries."""
    title: str
    url: str
    day: datetime.date
    """The day of the latest change."""
    published: datetime.date | None
    summary: str
    topics: Sequence[TopicView]
    page: Page | None = None
    """The page of the claim."""
    change: Change | None = None


def entry_of(change: Change, path: str, title: str, topics: Sequence[TopicView] = ()) -> FeedEntry:
    """Return a feed entry about one change.

    Args:
        change: The change.
        path: The part of the entry's id that tells it from other entries.
        title: The title of the entry.
        topics: The topics of the record, as categories of the entry.

    """
    day = change.date.day
    url = change.record.url
    return FeedEntry(
        path=path,
        title=title,
        url=url,
        day=day,
        published=day,
        summary=change.note,
        topics=topics,
        change=change,
    )


class Page:
    """A page made from the file of claims. Subclasses add what their templates show, and override what features ask."""

    foot = ""
    """The name under which the foot of every page lists it, if it does."""

    def __init__(self, site: Site, name: str, words: tuple[str, str] | None = None, template: str = "") -> None:
        """Set what every page has.

        Args:
            site: the site
            name: the name of a list, such as `topics`, or of the page of a record, such as `topics/music`
            words: the title and the description; by default those in labels.PAGES
            template: its template; by default `topics.html` for the list `topics`, `topic.html` for `topics/music`

        """
        section, _, id = name.partition("/")
        self.site = site
        self.section = section
        """The entry of the main navigation that it belongs to."""
        self.template = template or f"{section.removesuffix('s') if id else section}.html"
        self.url = site.urls.page(name)
        self.save_as = site.urls.file(self.url)
        if words is None:
            title, description = labels.PAGES[name]
            words = site.language.gettext(title), site.language.gettext(description)
        self.title, self.description = words

    @property
    def full_title(self) -> str:
        """The title where it stands alone: in a tab, among results of a search, on a card."""
        return self.title

    @property
    def citation(self) -> Citation | None:
        """How to cite it, if it says so."""
        return None

    @property
    def dates(self) -> Iterable[Edtf]:
        """The dates of its changes, if it shows its whole history."""
        return ()

    def findable(self) -> Iterable[Findable]:
        """Yield what a search can find on the page."""
        return ()

    def picture_words(self) -> PictureWords | None:
        """Return the words of the page's picture for sharing, or None if it uses that of the site."""
        return None

    def schema_org(self, graph: Graph) -> Iterable[Json]:
        """Yield the nodes that describe the page in the vocabulary of schema.org."""
        return ()

    def news(self) -> Iterable[tuple[str, FeedEntry]]:
        """Yield entries of feeds, each with the address of the page whose feed it is in."""
        return ()
