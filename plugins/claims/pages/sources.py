"""The page of all sources, and that of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from ..data.grouping import by_key
from ..data.model import Source, SourceKind
from ..plan import LIST
from ..site import labels
from .drafts import Draft, Unit
from .frame import Frame
from .pages import Choice, ClaimCard, EventView, Link, ListPage, Page, Parts, SourceView
from .parts import Listing, Split, stretch
from .records import Records
from .sourcelists import Paragraph, SourceLists, Use
from .values import choice

_PORTION = 400  # pages: some milliseconds' work, so that processes end together


@dataclass(frozen=True, kw_only=True)
class SourceGroup:
    """The sources of one kind."""

    kind: Choice
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, kw_only=True)
class SourcesPage(ListPage):
    """`/sources/`."""

    groups: tuple[SourceGroup, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class SourcePage(Page):
    """`/sources/<id>/`."""

    source: SourceView
    paragraphs: tuple[Paragraph, ...]
    uses: tuple[Use, ...]
    events: tuple[EventView, ...]
    terms: tuple[Link, ...]
    charts: tuple[Link, ...]
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """Its lists that stand on pages of their own."""


class Sources:
    """A source with all that leans on it."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame
        self.lists = SourceLists(records, frame)
        data, to = records.data, records.to
        self.uses = by_key(
            (evidence.source, (claim.id, number))
            for claim in records.ordered
            for number, evidence in enumerate(claim.passages, 1)
        )
        self.carried = by_key(
            (appearance.source, (claim, appearance)) for claim in data.claims for appearance in claim.appearances
        )
        self.cited = by_key((source, event) for event in records.events.values() for source in event.sources)
        self.explained = by_key(
            (source, Link(title=term.term, url=to.term(term.id))) for term in data.glossary for source in term.sources
        )
        self.drawn = by_key(
            (source, Link(title=series.title, url=to.figure(series.topics[0], series.id)))
            for series in data.series
            for source in series.sources
        )

    def units(self) -> Iterator[Unit]:
        """The page of all, and the pages of each in portions."""
        yield Unit("sources", self._all)
        for start in range(0, len(self.records.data.sources), _PORTION):
            yield Unit("source", partial(self._drafts, start))

    def _all(self) -> Iterator[Draft]:
        page, part = self._all_page(), self.frame.plan.sources
        sources, works = self.records.sources, self.records.works
        listing = Listing(
            base=f"sources/{LIST}",
            section="sources",
            template="parts/sources.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=labels.COUNTED["sources"],
            fill=lambda ids: {"items": tuple(sources[id] for id in ids)},
            shows=lambda ids: [works[id] for id in ids],
            name=labels.kind_and_letter,
            note=lambda ids: stretch(sources[ids[0]].publisher, sources[ids[-1]].publisher),
        )
        yield from self.frame.listed(page, part, listing)

    def _all_page(self) -> SourcesPage:
        part = self.frame.plan.sources
        groups = self._groups() if part.is_whole else ()
        return self.frame.page(SourcesPage, "sources", groups=tuple(groups), count=part.count)

    def _groups(self) -> Iterator[SourceGroup]:
        for kind in SourceKind:
            sources = sorted(
                (self.records.sources[s.id] for s in self.records.data.sources if s.kind is kind),
                key=lambda s: (s.publisher.casefold(), s.date.iso or "" if s.date else "", s.id),
            )
            if sources:
                yield SourceGroup(kind=choice(kind), sources=tuple(sources))

    def _drafts(self, start: int) -> Iterator[Draft]:
        for source in self.records.data.sources[start : start + _PORTION]:
            parts = self.frame.plan.of_source.get(source.id)
            split = self.frame.split(parts, self.lists.listings(source.id)) if parts else {}
            yield Draft(
                save_as=self.records.to.file(self.records.to.source(source.id)),
                make=partial(self._page, source, split),
                made_from=None if split else partial(self._print, source),
            )
            for found in split.values():
                yield from found.drafts()

    def _print(self, source: Source) -> str:
        return self.frame.prints.page(
            source,
            *(self.records.claims[claim] for claim, _ in self.uses.get(source.id, ())),
            *(claim for claim, _ in self.carried.get(source.id, ())),
            *self.cited.get(source.id, ()),
        )

    def _page(self, record: Source, split: Mapping[str, Split]) -> SourcePage:
        records, id = self.records, record.id
        source, mentions = records.sources[id], None if "uses" in split else self.frame.glossary.page()
        return SourcePage(
            template="source.html",
            title=source.citation,
            description=labels.source_description(source.citation, source.kind.name),
            url=source.url,
            save_as=records.to.file(source.url),
            section="sources",
            source=source,
            paragraphs=self._paragraphs(id),
            uses=self.lists.uses(self.uses.get(id, ()), mentions),
            events=tuple(records.entries[e.id] for e in self.cited.get(id, ()) if e.id not in records.claims),
            terms=tuple(self.explained.get(id, ())),
            charts=tuple(self.drawn.get(id, ())),
            parts={name: found.links() for name, found in split.items()},
        )

    def _paragraphs(self, source: str) -> tuple[Paragraph, ...]:
        carried = defaultdict[int | None, dict[str, ClaimCard]](dict)  # a source can carry a claim twice
        for claim, appearance in self.carried.get(source, ()):
            carried[appearance.paragraph][claim.id] = self.records.cards[claim.id]
        return tuple(
            Paragraph(number=number, claims=tuple(carried[number].values()))
            for number in sorted(carried, key=lambda number: (number is None, number or 0))
        )
