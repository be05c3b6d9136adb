"""Records → JSON: fields keep the names they have in the file, references are followed, dates are spelled out.

A record is one line, so that two editions can be compared line by line, and is turned to text once for all the files
it stands in.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from .. import history, links
from ..addresses import Addresses
from ..dates import Edtf
from ..edition import AUTHOR, DATA_LICENSE, FOLDER, Edition
from ..model import Change, Claim, Dataset, Event, Series, Source, Speaker, Term, Topic

Json = dict[str, Any]


dump = json.JSONEncoder(ensure_ascii=False).encode
"""A value on one line."""


def as_json(said: Json, /, **lists: Iterable[str]) -> bytes:
    """A document: what is said of the whole, a line each, then lists of records, a line a record."""
    parts = [f"{dump(key)}: {dump(value)}" for key, value in said.items()]
    for key, lines in lists.items():
        body = ",\n".join(lines)
        parts.append(f"{dump(key)}: [\n{body}\n]" if body else f"{dump(key)}: []")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


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


class Records:
    """Every record of a dataset as a line of JSON."""

    def __init__(self, dataset: Dataset, edition: Edition) -> None:
        self.data = dataset
        self.edition = edition
        self.to = Addresses(places=edition.places)
        self.told = defaultdict[str, list[Event]](list)
        for event in dataset.events:
            for claim in event.claims:
                self.told[claim].append(event)
        self.topics = {t.id: dump(self._topic(t)) for t in dataset.topics}
        self.speakers = {s.id: dump(self._speaker(s)) for s in dataset.speakers}
        self.sources = {s.id: dump(self._source(s)) for s in dataset.sources}
        self.claims = {c.id: dump(self._claim(c)) for c in dataset.claims}
        self.events = {e.id: dump(self._event(e)) for e in dataset.events}
        self.series = {s.id: dump(self._series(s)) for s in dataset.series}

    # Documents

    def everything(self) -> bytes:
        """The whole dataset."""
        return as_json(
            self._head("claims.json"),
            topics=self.topics.values(),
            speakers=self.speakers.values(),
            sources=self.sources.values(),
            claims=self.claims.values(),
            events=self.events.values(),
            glossary=(dump(self._term(term)) for term in self.data.glossary),
            series=self.series.values(),
        )

    def around_claim(self, claim: Claim) -> bytes:
        """One claim, with every record it names and the events it is told in."""
        events = self.told[claim.id]
        sources = {*_sources_of(claim)} | {source for event in events for source in event.sources}
        return as_json(
            self._head(f"claims/{claim.id}.json"),
            claims=[self.claims[claim.id]],
            topics=_some(self.topics, claim.topics),
            speakers=_some(self.speakers, {a.speaker for a in claim.appearances}),
            sources=_some(self.sources, sources),
            events=_some(self.events, {event.id for event in events}),
        )

    def around_topic(self, topic: Topic) -> bytes:
        """One topic, with its claims, events and figures, and every speaker and source they name."""
        claims = history.of_topic(self.data, topic.id)
        events = [event for event in self.data.events if topic.id in event.topics]
        series = [series for series in self.data.series if topic.id in series.topics]
        sources = {source for event in events for source in event.sources}
        sources |= {source for figures in series for source in figures.sources}
        sources |= {source for claim in claims for source in _sources_of(claim)}
        return as_json(
            self._head(f"topics/{topic.id}.json"),
            topics=[self.topics[topic.id]],
            claims=_some(self.claims, {claim.id for claim in claims}),
            speakers=_some(self.speakers, {a.speaker for claim in claims for a in claim.appearances}),
            sources=_some(self.sources, sources),
            events=_some(self.events, {event.id for event in events}),
            series=_some(self.series, {s.id for s in series}),
        )

    def _head(self, path: str) -> Json:
        date = self.edition.date
        return {
            "name": self.edition.name,
            "url": self.edition.url(f"{FOLDER}/{path}"),
            "version": self.edition.version,
            "date": date.isoformat() if date else None,
            "author": AUTHOR,
            "license": DATA_LICENSE.url,
        }

    # Records

    def _topic(self, topic: Topic) -> Json:
        return {
            **self._reference("topic", topic.id),
            "data": self.edition.url(f"{FOLDER}/topics/{topic.id}.json"),
            "aliases": topic.aliases,
            "title": topic.title,
            "question": topic.question,
            "answer": topic.answer,
            "summary": self._prose(topic.summary),
        }

    def _speaker(self, speaker: Speaker) -> Json:
        return {
            **self._reference("speaker", speaker.id),
            "aliases": speaker.aliases,
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "side": speaker.side,
        }

    def _source(self, source: Source) -> Json:
        return {
            **self._reference("source", source.id),
            "aliases": source.aliases,
            "kind": source.kind,
            "side": source.side,
            "publisher": source.publisher,
            "title": source.title,
            "lang": source.lang,
            "gloss": source.gloss,
            "described": source.described,
            "url": source.url,
            "archived": source.archived,
            "date": when(source.date),
            "seen": source.seen,
            "note": source.note,
        }

    def _claim(self, claim: Claim) -> Json:
        published, updated = history.published(claim), history.updated(claim)
        page = self._page("claim", claim.id)
        return {
            **self._reference("claim", claim.id),
            "data": self.edition.url(f"{FOLDER}/claims/{claim.id}.json"),
            "aliases": claim.aliases,
            "title": claim.title,
            "statement": self._prose(claim.statement),
            "kind": claim.kind,
            "topics": self._references("topic", claim.topics),
            "date": when(claim.date),
            "date_as_written": claim.date_as_written,
            "appearances": [
                {
                    "speaker": self._reference("speaker", appearance.speaker),
                    "form": appearance.form,
                    "source": self._reference("source", appearance.source),
                    "date": when(appearance.date),
                    "paragraph": appearance.paragraph,
                }
                for appearance in claim.appearances
            ],
            "quote": claim.quote.model_dump() if claim.quote else None,
            "note": self._prose(claim.note),
            "evidence": [
                {
                    "number": number,
                    "page": f"{page}#evidence-{number}",
                    "source": self._reference("source", evidence.source),
                    "stance": evidence.stance,
                    "note": self._prose(evidence.note),
                    "words": evidence.words,
                }
                for number, evidence in enumerate(claim.passages, 1)
            ],
            "verdict": {
                "label": claim.verdict.label,
                "summary": claim.verdict.summary,
                "reasoning": self._prose(claim.verdict.reasoning),
                "reviewed": when(claim.verdict.reviewed),
            }
            if claim.verdict
            else None,
            "relations": [
                {"claim": self._reference("claim", relation.claim), "relation": relation.relation}
                for relation in claim.relations
            ],
            "events": self._references("event", (event.id for event in self.told[claim.id])),
            "changes": [self._change(change) for change in claim.changes],
            "published": published.isoformat() if published else None,
            "updated": updated.isoformat() if updated else None,
        }

    def _change(self, change: Change) -> Json:
        return {"date": when(change.date), "kind": change.kind, "note": change.note}

    def _event(self, event: Event) -> Json:
        return {
            **self._reference("event", event.id),
            "aliases": event.aliases,
            "date": when(event.date),
            "title": event.title,
            "summary": self._prose(event.summary),
            "account": event.account,
            "topics": self._references("topic", event.topics),
            "claims": self._references("claim", event.claims),
            "sources": self._references("source", event.sources),
        }

    def _term(self, term: Term) -> Json:
        return {
            **self._reference("term", term.id),
            "aliases": term.aliases,
            "term": term.term,
            "forms": term.forms,
            "definition": self._prose(term.definition),
            "sources": self._references("source", term.sources),
        }

    def _series(self, series: Series) -> Json:
        return {
            "id": series.id,
            "page": self.edition.url(self.to.figure(series.topics[0], series.id)),
            "aliases": series.aliases,
            "title": series.title,
            "description": self._prose(series.description),
            "unit": series.unit,
            "points": [
                {"date": when(date), "value": int(value) if value.is_integer() else value}
                for date, value in series.points
            ],
            "sources": self._references("source", series.sources),
            "note": self._prose(series.note),
            "topics": self._references("topic", series.topics),
        }

    # What they are made of

    def _page(self, kind: str, id: str) -> str:
        return self.edition.url(self.to.of(kind, id))

    def _reference(self, kind: str, id: str) -> Json:
        return {"id": id, "page": self._page(kind, id)}

    def _references(self, kind: str, ids: Iterable[str]) -> list[Json]:
        return [self._reference(kind, id) for id in ids]

    def _prose(self, text: str | None) -> str | None:
        """Markdown whose links to records lead to their pages."""
        return links.resolve_markdown(text, self._page) if text else None


def _sources_of(claim: Claim) -> Iterator[str]:
    """The ids of the sources that a claim names."""
    yield from (appearance.source for appearance in claim.appearances)
    yield from (evidence.source for evidence in claim.evidence)


def _some(lines: dict[str, str], ids: Iterable[str]) -> list[str]:
    """The lines with these ids, in the order of the file."""
    wanted = frozenset(ids)
    return [line for id, line in lines.items() if id in wanted]
