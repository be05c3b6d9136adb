"""A claim or a topic with every record that it names, put together from the lines of the file of all records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from ..data.grouping import by_key
from ..data.model import Claim, Dataset, Topic
from ..made import Made
from ..site.release import FOLDER, Edition, File, Stored
from .json import Place, head
from .lines import document

_MOST = 4_000
"""Lines that are kept in memory. Records near each other in the file name the same ones."""

_PORTION = 500
"""Claims, so that processes end together. A topic has many of them, and is a portion by itself."""


class Around:
    """What is around each claim and each topic."""

    def __init__(self, dataset: Dataset, edition: Edition, everything: Stored, places: Mapping[str, Place]) -> None:
        """`everything` is the file of all records, and `places` are those of its lines."""
        self.edition = edition
        self.places = places
        self.data = dataset
        self.told = by_key((claim, event) for event in dataset.events for claim in event.claims)
        self.claims_about = by_key((topic, claim) for claim in dataset.claims for topic in claim.topics)
        self.events_about = by_key((topic, event) for event in dataset.events for topic in event.topics)
        self.series_about = by_key((topic, series) for series in dataset.series for topic in series.topics)
        self.lines: Made[Place, bytes] = Made(lambda place: everything.read(*place), most=_MOST)

    def portions(self) -> Iterator[Callable[[], Iterator[File]]]:
        """All files in their order, some at a time."""
        for start in range(0, len(self.data.claims), _PORTION):
            yield partial(map, self.claim, self.data.claims[start : start + _PORTION])
        for topic in self.data.topics:
            yield partial(map, self.topic, [topic])

    def claim(self, claim: Claim) -> File:
        """One claim, with every record it names and the events it is told in."""
        events = self.told.get(claim.id, ())
        return self._file(
            f"claims/{claim.id}.json",
            claims=[claim.id],
            topics=claim.topics,
            speakers=(a.speaker for a in claim.appearances),
            sources=[*_sources_of(claim), *(source for event in events for source in event.sources)],
            events=(event.id for event in events),
        )

    def topic(self, topic: Topic) -> File:
        """One topic, with its claims, events and figures, and every speaker and source they name."""
        claims, events = self.claims_about.get(topic.id, ()), self.events_about.get(topic.id, ())
        series = self.series_about.get(topic.id, ())
        return self._file(
            f"topics/{topic.id}.json",
            topics=[topic.id],
            claims=(claim.id for claim in claims),
            speakers=(a.speaker for claim in claims for a in claim.appearances),
            sources=[
                *(source for event in events for source in event.sources),
                *(source for figures in series for source in figures.sources),
                *(source for claim in claims for source in _sources_of(claim)),
            ],
            events=(event.id for event in events),
            series=(s.id for s in series),
        )

    def _file(self, path: str, /, **lists: Iterable[str]) -> File:
        """A document of the records with these ids."""
        lines = {name: self._lines(ids) for name, ids in lists.items()}
        return File(path=f"{FOLDER}/{path}", content=document(head(self.edition, path), **lines))

    def _lines(self, ids: Iterable[str]) -> Iterator[bytes]:
        """Each record's line once, in the order of the file."""
        return (self.lines[place] for place in sorted({self.places[id] for id in ids}))


def _sources_of(claim: Claim) -> Iterator[str]:
    """The ids of the sources that a claim names."""
    yield from (appearance.source for appearance in claim.appearances)
    yield from (evidence.source for evidence in claim.evidence)
