"""Records → JSON: fields keep the names they have in the file, references are followed, dates are spelled out.

A record is turned to text once, for the file of all records. Whatever else it stands in takes its line from there: see
`around.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from ..data import chain, history, links
from ..data.dates import Edtf
from ..data.grouping import by_key
from ..data.model import (
    Appearance,
    Change,
    Claim,
    Dataset,
    Event,
    Record,
    Series,
    Source,
    Speaker,
    Term,
    Topic,
    Verdict,
    by_id,
)
from ..made import Made
from ..site.release import AUTHOR, DATA_LICENSE, FOLDER, Edition
from ..site.urls import Addresses
from .lines import dump, listed, pieces, record, text, texts

Json = dict[str, Any]
R = TypeVar("R", bound=Record)

_MOST = 4_000
"""References. Records near each other in the file have the same ones."""


class Place(NamedTuple):
    """Where a line is in the file of all records."""

    start: int
    length: int


def when(date: Edtf | None) -> Json | None:
    """A date as written, the first and last day it can mean, how precise it is, and in words."""
    if date is None:
        return None
    return {
        "edtf": date.text,
        "start": date.first.isoformat() if date.start else None,
        "end": date.last.isoformat(),
        "precision": date.precision,
        "text": str(date),
    }


def head(edition: Edition, path: str) -> Json:
    """What a document says of itself before its lists."""
    return {
        "name": edition.name,
        "url": edition.url(f"{FOLDER}/{path}"),
        "version": edition.version,
        "date": edition.date.isoformat() if edition.date else None,
        "author": AUTHOR,
        "license": DATA_LICENSE.url,
    }


class Records:
    """Every record of a dataset as a line of JSON."""

    def __init__(self, dataset: Dataset, edition: Edition, addresses: Addresses) -> None:
        self.data = dataset
        self.edition = edition
        self.to = addresses
        self.sources = by_id(dataset.sources)
        self.told = by_key((claim, event) for event in dataset.events for claim in event.claims)
        self.named: Made[tuple[str, str], str] = Made(self._named, most=_MOST)
        self.dated: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        """Where the line of each record is, once it is made."""
        self._end = 0

    def everything(self) -> Iterator[bytes]:
        """The whole dataset, piece by piece."""
        data = self.data
        for piece in pieces(
            head(self.edition, "claims.json"),
            topics=self._lines(data.topics, self._topic),
            speakers=self._lines(data.speakers, self._speaker),
            sources=self._lines(data.sources, self._source),
            claims=self._lines(data.claims, self._claim),
            events=self._lines(data.events, self._event),
            glossary=self._lines(data.glossary, self._term),
            series=self._lines(data.series, self._series),
        ):
            self._end += len(piece)
            yield piece

    def _lines(self, records: Iterable[R], of: Callable[[R], str]) -> Iterator[bytes]:
        for item in records:
            line = of(item).encode()
            yield line
            self.places[item.id] = Place(self._end - len(line), len(line))

    # Records

    def _topic(self, topic: Topic) -> str:
        return record(
            id=dump(topic.id),
            page=self._page("topic", topic.id),
            data=self._address(f"{FOLDER}/topics/{topic.id}.json"),
            aliases=texts(topic.aliases),
            title=dump(topic.title),
            question=dump(topic.question),
            answer=dump(topic.answer),
            summary=self._prose(topic.summary),
        )

    def _speaker(self, speaker: Speaker) -> str:
        return record(
            id=dump(speaker.id),
            page=self._page("speaker", speaker.id),
            aliases=texts(speaker.aliases),
            name=dump(speaker.name),
            kind=dump(speaker.kind),
            role=dump(speaker.role),
            side=text(speaker.side),
        )

    def _source(self, source: Source) -> str:
        return record(
            id=dump(source.id),
            page=self._page("source", source.id),
            aliases=texts(source.aliases),
            kind=dump(source.kind),
            side=text(source.side),
            publisher=dump(source.publisher),
            title=text(source.title),
            lang=dump(source.lang),
            gloss=text(source.gloss),
            described=text(source.described),
            url=text(source.url),
            archived=text(source.archived),
            date=self._date(source.date),
            seen=dump(source.seen),
            note=text(source.note),
        )

    def _claim(self, claim: Claim) -> str:
        published, updated = history.published(claim), history.updated(claim)
        return record(
            id=dump(claim.id),
            page=self._page("claim", claim.id),
            data=self._address(f"{FOLDER}/claims/{claim.id}.json"),
            aliases=texts(claim.aliases),
            title=dump(claim.title),
            statement=self._prose(claim.statement),
            kind=dump(claim.kind),
            topics=self._references("topic", claim.topics),
            date=self._date(claim.date),
            date_as_written=text(claim.date_as_written),
            appearances=listed(map(self._appearance, claim.appearances)),
            quote=dump(claim.quote.model_dump() if claim.quote else None),
            note=self._prose(claim.note),
            evidence=listed(self._evidence(claim)),
            verdict=self._verdict(claim.verdict) if claim.verdict else "null",
            relations=listed(
                record(claim=self._reference("claim", relation.claim), relation=dump(relation.relation))
                for relation in claim.relations
            ),
            events=self._references("event", (event.id for event in self.told.get(claim.id, ()))),
            changes=listed(map(self._change, claim.changes)),
            published=text(published.isoformat() if published else None),
            updated=text(updated.isoformat() if updated else None),
        )

    def _appearance(self, appearance: Appearance) -> str:
        return record(
            speaker=self._reference("speaker", appearance.speaker),
            form=dump(appearance.form),
            source=self._reference("source", appearance.source),
            date=self._date(appearance.date),
            paragraph=dump(appearance.paragraph),
            seen=dump(chain.seen(appearance, self.sources)),
        )

    def _evidence(self, claim: Claim) -> Iterator[str]:
        page = self.to.claim(claim.id)
        for number, evidence in enumerate(claim.passages, 1):
            yield record(
                number=str(number),
                page=self._address(f"{page}#evidence-{number}"),
                source=self._reference("source", evidence.source),
                stance=dump(evidence.stance),
                note=self._prose(evidence.note),
                words=text(evidence.words),
            )

    def _verdict(self, verdict: Verdict) -> str:
        return record(
            label=dump(verdict.label),
            summary=dump(verdict.summary),
            reasoning=self._prose(verdict.reasoning),
            reviewed=self._date(verdict.reviewed),
        )

    def _change(self, change: Change) -> str:
        return record(date=self._date(change.date), kind=dump(change.kind), note=dump(change.note))

    def _event(self, event: Event) -> str:
        return record(
            id=dump(event.id),
            page=self._page("event", event.id),
            aliases=texts(event.aliases),
            date=self._date(event.date),
            title=dump(event.title),
            summary=self._prose(event.summary),
            account=dump(event.account),
            topics=self._references("topic", event.topics),
            claims=self._references("claim", event.claims),
            sources=self._references("source", event.sources),
        )

    def _term(self, term: Term) -> str:
        return record(
            id=dump(term.id),
            page=self._page("term", term.id),
            aliases=texts(term.aliases),
            term=dump(term.term),
            forms=texts(term.forms),
            definition=self._prose(term.definition),
            sources=self._references("source", term.sources),
        )

    def _series(self, series: Series) -> str:
        return record(
            id=dump(series.id),
            page=self._address(self.to.figure(series.topics[0], series.id)),
            aliases=texts(series.aliases),
            title=dump(series.title),
            description=self._prose(series.description),
            unit=dump(series.unit),
            points=listed(
                record(date=self._date(date), value=dump(int(value) if value.is_integer() else value))
                for date, value in series.points
            ),
            sources=self._references("source", series.sources),
            note=self._prose(series.note),
            topics=self._references("topic", series.topics),
        )

    # What they are made of

    def _address(self, path: str) -> str:
        return dump(self.edition.url(path))

    def _page(self, kind: str, id: str) -> str:
        return self._address(self.to.of(kind, id))

    def _named(self, record_of: tuple[str, str]) -> str:
        return record(id=dump(record_of[1]), page=self._page(*record_of))

    def _reference(self, kind: str, id: str) -> str:
        return self.named[kind, id]

    def _references(self, kind: str, ids: Iterable[str]) -> str:
        return listed(self._reference(kind, id) for id in ids)

    def _date(self, date: Edtf | None) -> str:
        if date is None:
            return "null"
        if date.text not in self.dated:
            self.dated[date.text] = dump(when(date))
        return self.dated[date.text]

    def _prose(self, markdown: str | None) -> str:
        """Markdown whose links to records lead to their pages."""
        return text(links.resolve_markdown(markdown, self._link) if markdown else None)

    def _link(self, kind: str, id: str) -> str:
        return self.edition.url(self.to.of(kind, id))
