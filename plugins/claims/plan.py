"""Dataset → which lists are split, and which page holds what.

That is known before anything is printed, because whatever leads to an entry of the timeline, to a term or to a figure
must know its page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from . import paging, weights
from .data import chain, history, timeline
from .data.model import ChangeKind, Dataset, Event, Source, SourceKind, by_id
from .paging import Limit, Part
from .processes import share
from .site import alphabet
from .site.urls import Places

NO_MONTH = "undated"
"""The step of a path for what is known only by its year, where months are told apart."""

LIST = "list"
"""The folder of the parts of a list of records that have pages beside it: model.py lets no record have this id."""

_BALANCE = 6_000  # the table of evidence by kind of source
_BANDS = 5_000  # what the first page says beside its lists
_SECTION = 250  # a topic's heading

COLUMNS = 60
"""More years than these are drawn a decade together."""

Key = tuple[str, str]
"""Kind and id of a record; or the id of a claim, and what tells apart what it has several of."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """What of everything the first page has room for."""

    everything: bool
    """A mark for each claim and a dot for each entry of the timeline; else they are counted."""
    topics: int
    """How many topics, from the first."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Each list in its parts, by ids of its records; a list that fits is whole, and one of a record is not named."""

    limit: Limit
    timeline: Part[str]
    glossary: Part[str]
    alphabet: Part[Key]
    topics: Part[str]
    sources: Part[str]
    speakers: Part[str]
    changes: Part[tuple[str, int]]
    """Claim, and the number of its change in its history, from 0."""
    claims: bool
    """True where the list of claims stands on one page."""
    topic_rows: int
    """How many topics the table has that stands in place of that list where it does not."""
    home: Home
    of_topic: Mapping[str, Mapping[str, Part[str]]]
    """Of those whose lists need pages of their own: `claims`, `events` and `figures`."""
    of_source: Mapping[str, Mapping[str, Part[Any]]]
    """`claims` (paragraph and claim), `uses` (claim, and the number of its passage) and `also` (kind and id)."""
    of_speaker: Mapping[str, Mapping[str, Part[str]]]
    """`said`, `passed_on` and `ascribed`."""

    @cached_property
    def places(self) -> Places:
        """Where entries, terms and figures are that do not stand on the page of the whole list."""
        return Places(
            events={} if self.timeline.is_whole else _places("timeline", self.timeline),
            terms={} if self.glossary.is_whole else _places("glossary", self.glossary),
            figures={
                (topic, id): page
                for topic, parts in self.of_topic.items()
                if "figures" in parts
                for id, page in _places(f"topics/{topic}/figures", parts["figures"]).items()
            },
        )


def _places(base: str, part: Part[str]) -> dict[str, str]:
    return {id: "/".join((base, *path)) for path, ids in part.leaves() for id in ids}


class Before(NamedTuple):
    """A plan of another state of the data."""

    dataset: Dataset
    plan: Plan


_MADE_FROM: Mapping[str, Callable[[Dataset], object]] = {
    "of_source": lambda data: (
        *(data.sources, data.events, data.series, data.glossary),
        [(c.id, c.title, c.verdict.summary if c.verdict else "", c.appearances, c.evidence) for c in data.claims],
    ),
    "alphabet": lambda data: (
        *(data.sources, data.topics, data.speakers, data.glossary),
        [(c.id, c.title) for c in data.claims],
    ),
    "sources": lambda data: data.sources,
}
"""What those lists are made from that take longest to split."""


def of(dataset: Dataset, limit: Limit | None = None, processes: int = 1, before: Before | None = None) -> Plan:
    """The plan for a dataset, made by as many processes.

    Of the plan `before`, whatever was made from what is the same now is taken as it was.
    """
    limit = replace(limit or Limit(), terms=weights.linked_terms(dataset.glossary))
    same: dict[str, Any] = {}
    if before and before.plan.limit == limit:
        for name, made_from in _MADE_FROM.items():
            if made_from(dataset) == made_from(before.dataset):
                same[name] = getattr(before.plan, name)
    return _Planner(dataset, limit).plan(processes, same)


class _Planner:
    def __init__(self, dataset: Dataset, limit: Limit) -> None:
        self.data = dataset
        self.limit = limit
        self.bare = replace(limit, terms=0)
        """The limit of pages without links to the glossary in their text."""
        self.claims = by_id(dataset.claims)
        self.sources = by_id(dataset.sources)
        self.entries = {entry.id: entry for entry in timeline.entries(dataset)}
        self.cards = {claim.id: weights.card(claim) for claim in dataset.claims}
        self.listed = {claim.id: weights.listed(claim) for claim in dataset.claims}
        self.weights = {e.id: weights.entry(e, self.claims, self.sources) for e in self.entries.values()}
        self.figures = {series.id: weights.figure(series, self.sources) for series in dataset.series}

    def plan(self, processes: int, same: Mapping[str, Any]) -> Plan:
        topics = {topic.id: weights.topic(topic) for topic in self.data.topics}
        rows = [weights.topic_row(topic) for topic in self.data.topics]
        lists: dict[str, Callable[[], Any]] = {  # the longest first, so that processes end together
            "of_source": self._sources,
            "alphabet": self._alphabet,
            "sources": self._sources_index,
            "timeline": self._timeline,
            "changes": self._changes,
            "of_topic": self._topics,
            "of_speaker": self._speakers,
            "glossary": self._glossary,
            "speakers": self._speakers_index,
            "home": self._home,
        }
        lists = {name: split for name, split in lists.items() if name not in same}
        return Plan(
            limit=self.limit,
            topics=_numbered(topics, self.bare.room()),
            claims=sum(self.cards.values()) + _SECTION * len(topics) <= self.bare.room(_BALANCE),
            topic_rows=max(1, len(paging.first(rows, room=self.bare.room(_BALANCE), weight=int))),
            **same,
            **dict(zip(lists, share([*lists.values()], processes), strict=True)),
        )

    # Pages that stand alone

    def _timeline(self) -> Part[str]:
        months = {entry.id: _when(entry.date.year, _month(entry)) for entry in self.entries.values()}
        years = {year for year, _ in months.values()}
        strip = (weights.YEAR + weights.YEAR_HEAD) * len(years) + weights.MONTH * len({*months.values()})
        choices = weights.FILTER + sum(map(weights.topic_option, self.data.topics))
        return paging.split(
            self.entries,
            whole=self.limit.room(choices, strip),
            room=self.limit.room(min(choices, self.limit.page // 5)),
            weight=self.weights.__getitem__,
            keys=months.__getitem__,
        )

    def _glossary(self) -> Part[str]:
        terms = sorted(self.data.glossary, key=lambda term: term.term.casefold())
        # What links to other terms may weigh comes with each definition, and no page has more of it than it has terms.
        room = self.bare.room()
        linked = min(self.limit.terms, weights.DEFINITION)
        weighed = {term.id: weights.definition(term, self.sources) + linked for term in terms}
        names = {term.id: term.term for term in terms}
        return _by_letter(names, room=room, weight=weighed.__getitem__, name=names.__getitem__)

    def _alphabet(self) -> Part[Key]:
        data = self.data
        weighed: dict[Key, int] = {("claim", c.id): weights.found_claim(c) for c in data.claims}
        weighed |= {("topic", t.id): weights.found(t.title, t.id) for t in data.topics}
        weighed |= {("source", s.id): weights.found_source(s) for s in data.sources}
        weighed |= {("speaker", s.id): weights.found(s.name, s.id) for s in data.speakers}
        weighed |= {("term", t.id): weights.found(t.term, t.id) for t in data.glossary}
        names = {("claim", c.id): c.title for c in data.claims} | {("topic", t.id): t.title for t in data.topics}
        names |= {("source", s.id): s.title or s.described or "" for s in data.sources}
        names |= {("speaker", s.id): s.name for s in data.speakers} | {("term", t.id): t.term for t in data.glossary}
        room = self.bare.room(2_000)  # none of its words is linked to the glossary
        return _by_letter(weighed, room=room, weight=weighed.__getitem__, name=names.__getitem__)

    def _sources_index(self) -> Part[str]:
        order = {kind: n for n, kind in enumerate(SourceKind)}
        publishers = {publisher: alphabet.key(publisher) for publisher in {s.publisher for s in self.data.sources}}
        sources = sorted(
            self.data.sources,
            key=lambda s: (order[s.kind], publishers[s.publisher], s.publisher, *_published(s), s.id),
        )
        return paging.split(
            [source.id for source in sources],
            room=self.bare.room(1_500),
            weight=lambda source: weights.line(self.sources[source]) + 10,
            keys=lambda key: (self.sources[key].kind.value, alphabet.steps(publishers[self.sources[key].publisher])[0]),
        )

    def _speakers_index(self) -> Part[str]:
        speakers = by_id(self.data.speakers)
        return _by_letter(
            speakers,
            room=self.bare.room(),
            weight=lambda speaker: weights.speaker(speakers[speaker]),
            name=lambda speaker: speakers[speaker].name,
        )

    def _changes(self) -> Part[tuple[str, int]]:
        """In the order in which they came, so that later ones leave full pages as they are."""
        found = [
            ((history.day(change.date), n), (claim.id, k), weights.change(claim, change))
            for n, claim in enumerate(self.data.claims)
            for k, change in enumerate(claim.changes)
        ]  # fmt: skip
        found.sort(key=lambda change: (change[0], change[1][1]))
        weighed = {key: weight for _, key, weight in found}
        return paging.split(
            weighed,
            whole=self.bare.room(sum(weighed[key] for key in weighed if self._corrects(*key))),  # these stand apart too
            room=self.bare.room(500),
            weight=weighed.__getitem__,
            keys=lambda key: self._day(*key),
        )

    def _corrects(self, claim: str, number: int) -> bool:
        return self.claims[claim].changes[number].kind is ChangeKind.CORRECTED

    def _day(self, claim: str, number: int) -> tuple[str, ...]:
        date = self.claims[claim].changes[number].date
        return _when(date.year, (date.start or date.end).month)

    def _home(self) -> Home:
        data, years = self.data, {entry.date.year for entry in self.entries.values()}
        marks = sum(map(weights.glance, data.claims))
        dots = weights.DOT * len(self.entries) + weights.YEAR * len(years)
        topics = [(weights.topic(topic), weights.topic_row(topic)) for topic in data.topics]
        room = self.bare.room(_BALANCE, _BANDS)
        if marks + dots + sum(card + row for card, row in topics) <= room:
            return Home(everything=True, topics=len(topics))
        columns = COLUMNS if len(years) > COLUMNS else len(years)
        room -= columns * (weights.YEAR + weights.COLUMN)
        return Home(everything=False, topics=max(1, len(paging.first(topics, room=room, weight=sum))))

    # Pages of records

    def _topics(self) -> dict[str, dict[str, Part[str]]]:
        claims, events, figures = (defaultdict[str, dict[str, int]](dict) for _ in range(3))
        for claim in self.data.claims:
            for topic in claim.topics:
                claims[topic][claim.id] = self.listed[claim.id]
        for entry in self.entries.values():
            for topic in entry.topics:
                events[topic][entry.id] = self.weights[entry.id]
        for series in self.data.series:
            for topic in series.topics:
                figures[topic][series.id] = self.figures[series.id]
        return {
            topic.id: self._lists(
                weights.topic_head(topic),
                1_500 + 4 * weights.text(topic.title, topic.question),
                claims=claims[topic.id],
                events=events[topic.id],
                figures=figures[topic.id],
            )
            for topic in self.data.topics
        }

    def _sources(self) -> dict[str, dict[str, Part[Any]]]:
        carried, uses, also = self._carried(), self._uses(), self._also()
        split = {
            source.id: self._lists(
                weights.source_head(source),
                1_500 + 6 * weights.text(source.title, source.described, source.publisher),
                claims=carried[source.id],
                uses=uses[source.id],
                also=also[source.id],
            )
            for source in self.data.sources
        }
        return {id: parts for id, parts in split.items() if parts}

    def _speakers(self) -> dict[str, dict[str, Part[str]]]:
        found = {role: defaultdict[str, dict[str, int]](dict) for role in chain.ROLES}
        for claim in self.data.claims:
            for role, speaker in chain.roles(claim, self.sources):
                found[role][speaker][claim.id] = self.listed[claim.id]
        heads = {speaker.id: weights.speaker_head(speaker) for speaker in self.data.speakers}
        return {
            id: self._lists(head, head, **{role: found[role][id] for role in chain.ROLES}) for id, head in heads.items()
        }

    def _lists(self, head: int, head_of_part: int, **lists: Mapping[Any, int]) -> dict[str, Part[Any]]:
        """Those of a record's lists that leave its page, in parts."""
        weighed = {name: sum(found.values()) for name, found in lists.items()}
        gone = paging.leave(self.limit.room(head), weighed, trace=self.limit.trace)
        return {name: _numbered(lists[name], self.limit.room(head_of_part)) for name in lists if name in gone}

    def _carried(self) -> Mapping[str, dict[tuple[int | None, str], int]]:
        found = defaultdict[str, dict[tuple[int | None, str], int]](dict)
        for claim in self.data.claims:
            for link in claim.appearances:
                found[link.source][link.paragraph, claim.id] = self.cards[claim.id] + 90
        by_paragraph = {
            source: dict(sorted(keys.items(), key=lambda item: (item[0][0] is None, item[0][0] or 0)))
            for source, keys in found.items()
        }
        return defaultdict(dict, by_paragraph)

    def _uses(self) -> Mapping[str, dict[tuple[str, int], int]]:
        found = defaultdict[str, dict[tuple[str, int], int]](dict)
        for claim in self.data.claims:
            for number, evidence in enumerate(claim.passages, 1):
                weight = weights.use(claim, evidence, self.sources[evidence.source])
                found[evidence.source][claim.id, number] = weight
        return found

    def _also(self) -> Mapping[str, dict[Key, int]]:
        found = defaultdict[str, dict[Key, int]](dict)
        for entry in self.entries.values():
            for source in entry.sources if entry.id not in self.claims else ():
                found[source]["event", entry.id] = weights.also(entry.title, entry.id)
        for series in self.data.series:
            for source in series.sources:
                found[source]["series", series.id] = weights.also(series.title, series.id + series.topics[0])
        for term in self.data.glossary:
            for source in term.sources:
                found[source]["term", term.id] = weights.also(term.term, term.id)
        return found


def _numbered(weighed: Mapping[paging.T, int], room: int) -> Part[paging.T]:
    return paging.split(weighed, room=room, weight=weighed.__getitem__)


def _by_letter(
    keys: Iterable[paging.T],
    *,
    room: int,
    weight: Callable[[paging.T], int],
    name: Callable[[paging.T], str],
) -> Part[paging.T]:
    """By the first letter of a name, then by the first two."""
    places = {key: alphabet.key(name(key)) for key in keys}
    ordered = sorted(places, key=lambda key: (places[key], name(key), str(key)))
    return paging.split(ordered, room=room, weight=weight, keys=lambda key: alphabet.steps(places[key]))


def _when(year: int, month: int | None) -> tuple[str, str]:
    return str(year), f"{month:02}" if month else NO_MONTH


def _month(entry: Event) -> int | None:
    return (entry.date.start or entry.date.end).month


def _published(source: Source) -> tuple[str]:
    return (source.date.iso or "" if source.date else "",)
