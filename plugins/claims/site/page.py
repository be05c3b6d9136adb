"""A page, and what it tells the features of a site about itself."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..source.dates import Edtf
from .citations import Citation
from .index import Site
from .schema_org import Graph
from .serialize import Json
from .views import Change, Choice, Link


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
    sections: Sequence["Findable"] = ()
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
    topics: Sequence[Link]
    page: "Page | None" = None
    """The page of the claim."""
    change: Change | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page made from the file of claims. Subclasses add what their templates show, and override what features ask."""

    template: str
    title: str
    description: str
    url: str
    save_as: str
    section: str
    """The entry of the main navigation that it belongs to."""
    foot: str = ""
    """The name under which the foot of every page lists it, if it does."""
    citation: Citation | None = None

    @property
    def full_title(self) -> str:
        """The title where it stands alone: in a tab, or among results of a search."""
        return self.title

    @property
    def dates(self) -> Iterable[Edtf]:
        """The dates of its changes, if it shows its whole history."""
        return ()

    def findable(self, site: Site) -> Iterable[Findable]:
        """Yield what a search can find on the page."""
        return ()

    def picture_words(self, site: Site) -> PictureWords | None:
        """Return the words of the page's picture for sharing, or None if it uses that of the site."""
        return None

    def schema_org(self, graph: Graph) -> Iterable[Json]:
        """Yield the nodes that describe the page in the vocabulary of schema.org."""
        return ()

    def news(self, site: Site) -> Iterable[tuple[str, FeedEntry]]:
        """Yield entries of feeds, each with the address of the page whose feed it is in."""
        return ()
