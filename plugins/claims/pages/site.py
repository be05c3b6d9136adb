"""Dataset → pages: every kind of page put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from .. import plan
from ..data.model import Dataset, Topic
from ..plan import Plan
from ..site.markdown import Prose
from ..site.release import Release
from ..site.urls import Addresses
from .changes import Corrections
from .claimlists import ClaimLists
from .claims import ClaimPage, Claims
from .data import DataPage, data_page
from .drafts import Unit, made
from .frame import Frame
from .glossary import Terms
from .home import HomePage, home
from .pages import EventView, Page
from .records import Records
from .redirects import RedirectPage, redirects
from .search import Search
from .sources import Sources
from .speakers import Speakers
from .timeline import FiltersSheet, Timeline
from .topics import TopicPage, Topics
from .years import Years


def build(
    dataset: Dataset,
    addresses: Addresses,
    edition: Release | None = None,
    prose: Prose | None = None,
    planned: Plan | None = None,
) -> Iterator[Page | FiltersSheet | RedirectPage]:
    """Every page made from the dataset, in a fixed order.

    `prose` is one that has rendered some of it already; `planned` says where long lists are split.
    """
    site = Site(dataset, addresses, edition, prose, planned)
    yield site.sheet()
    for unit in site.units():
        for draft in unit.drafts():
            yield draft.make()
    yield site.data_page()
    yield from site.redirects()


class Site:
    """Every page of a dataset, made when it is asked for."""

    def __init__(
        self,
        dataset: Dataset,
        addresses: Addresses,
        edition: Release | None = None,
        prose: Prose | None = None,
        planned: Plan | None = None,
    ) -> None:
        """`prose` is one that has rendered some of it already; `planned` says where long lists are split."""
        planned = planned or plan.of(dataset)
        records = Records(dataset, replace(addresses, places=planned.places), prose or Prose())
        frame = Frame(records, edition or Release(), planned)
        self._records = records
        self._frame = frame

    # Each has indexes of all records, and somebody who wants a single page needs few of them.

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self._records, self._frame, self._years)

    @cached_property
    def _years(self) -> Years:
        return Years(self._records, self._frame)

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self._records, self._frame, self._claim_lists, self._years)

    @cached_property
    def _claim_lists(self) -> ClaimLists:
        return ClaimLists(self._records, self._frame)

    @cached_property
    def _claims(self) -> Claims:
        return Claims(self._records, self._frame)

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self._records, self._frame)

    def entries(self) -> Iterator[EventView]:
        """Those of the timeline, in time order, on whatever page they stand; their terms are not linked."""
        return (self._records.entries[id] for id in self._records.events)

    def units(self) -> Iterator[Unit]:
        """The pages but for that of the data, in a fixed order, in portions that can be made apart from each other."""
        yield Unit("home", lambda: [made(self.home())])
        yield Unit("timeline", self._timeline.drafts)
        yield from self._topics.units()
        yield Unit("claims", lambda: [made(self._claim_lists.page())])
        yield from self._claims.units()
        yield from self._sources.units()
        yield Unit("speakers", Speakers(self._records, self._frame, self._claim_lists).drafts)
        yield Unit("glossary", Terms(self._records, self._frame).drafts)
        yield Unit("search", Search(self._records, self._frame).drafts)
        yield Unit("corrections", Corrections(self._records, self._frame).drafts)

    def home(self) -> HomePage:
        """The first page."""
        return home(self._records, self._frame, self._timeline)

    def topic(self, topic: Topic) -> TopicPage:
        """The page of a topic."""
        return self._topics.page(topic)

    def claim(self, id: str) -> ClaimPage:
        """The page of a claim."""
        return self._claims.page(id)

    def sheet(self) -> FiltersSheet:
        """The style sheet by which timelines filter."""
        return self._timeline.sheet()

    def data_page(self, edition: Release | None = None) -> DataPage:
        """The page of the data; `edition` is one with its files, where they were not known before."""
        return data_page(self._records, self._frame, edition or self._frame.edition)

    def redirects(self) -> Iterator[RedirectPage]:
        """What stands where records had their pages before they were renamed."""
        return redirects(self._records)
