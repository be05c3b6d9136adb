"""Records → JSON: fields keep the names they have in the file, references are followed, dates are spelled out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ...model import fields, links
from ...model.records import SECTIONS, Claim, Event, Record, Series, Source, Text, Topic, section_of
from ...site.index import Site
from ...site.language import Language
from ...site.release import DATA_LICENSE, FOLDER
from ...site.serialize import Json, dump
from ...site.urls import Urls
from ...source.dates import Edtf
from ...source.diagnostics import Path
from ...source.grouping import by_key
from .counts import count_claim, count_part, counted_witnesses, labelled_parts, passage_facts

_NAMED = {"text", "speaker", "source", "side"}  # a file holds those that its records lead to


def document(head: Mapping[str, object], /, **lists: Iterable[str]) -> bytes:
    """Return a JSON object with the values of `head`, and then lists of what is JSON already.

    Each value and each item has a line of its own, so that two releases can be compared line by line.
    """
    fields = [f"{dump(name)}: {dump(value)}" for name, value in head.items()]
    for name, items in lists.items():
        lines = ",\n".join(items)
        fields.append(f"{dump(name)}: [\n{lines}\n]" if lines else f"{dump(name)}: []")
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode()


def page_of(site: Site, urls: Urls, kind: str, id: str) -> str:
    """Return the address of a record’s page, or of its place on one."""
    if kind == "series":  # which stands on the page of a topic
        return site.release.url(urls.figure(site.records.series[id].topics[0], id))
    if kind == "withdrawal":
        return site.release.url(urls.page("corrections"))
    return site.release.url(urls.record(kind, id))


def when(edtf: Edtf, language: Language) -> Json:
    """Return a date as written, the first and last day it can mean, how precise it is, and in words."""
    return {
        "edtf": edtf.text,
        "start": edtf.first if edtf.start else None,
        "end": edtf.last,
        "precision": edtf.precision,
        "text": language.date(edtf),
    }


class _Line(NamedTuple):
    """A record as JSON, where it comes among all records, and the ids of those of _NAMED that it names."""

    position: int
    section: str
    text: str
    named: frozenset[str]


class JsonFiles:
    """A dataset as JSON: whole in one file, and each claim, topic and text in one with the records around it."""

    def __init__(self, site: Site, urls: Urls) -> None:
        self.site = site
        self.urls = urls
        data = site.data
        self.events = by_key((claim, event) for event in data.events for claim in event.claims)
        parts: list[Claim | Event | Series] = [*data.claims, *data.events, *data.series]
        self.parts = by_key((topic, record) for record in parts for topic in record.topics)
        self.cited = Counter(evidence.source for claim in data.claims for evidence in claim.evidence)
        self.records: dict[str, list[Json]] = {section: [] for section in SECTIONS}
        self.lines: dict[str, _Line] = {}
        for n, record in enumerate(data.records()):
            named = {id for kind, id, _ in fields.references(record) if kind in _NAMED}
            if isinstance(record, Claim) and (text := data.text_of(record)):
                named.add(text)
            section, values = section_of(record.kind_name), self._record(record)
            self.records[section].append(values)
            self.lines[record.id] = _Line(n, section, dump(values), frozenset(named))

    def everything(self) -> tuple[str, bytes]:
        """Return the file of all records: its path below the data's folder and its content."""
        return self._file("claims.json", SECTIONS, self.site.data.records(), about=self._site())

    def claim(self, claim: Claim) -> tuple[str, bytes]:
        """Return the file of one claim, with every record it names and the events it is told in."""
        sections = "claims", "texts", "topics", "speakers", "sources", "sides", "events"
        records = claim, *self.events.get(claim.id, ())
        return self._file(f"claims/{claim.id}.json", sections, records, *claim.topics)

    def topic(self, topic: Topic) -> tuple[str, bytes]:
        """Return the file of one topic, with its claims, events and figures, and every speaker and source they name."""
        sections = "topics", "claims", "texts", "speakers", "sources", "sides", "events", "series"
        return self._file(f"topics/{topic.id}.json", sections, self.parts.get(topic.id, ()), topic.id)

    def text(self, text: Text) -> tuple[str, bytes]:
        """Return the file of one text, with its claims in its own order, and every speaker and source they name."""
        sections = "texts", "claims", "speakers", "sources", "sides"
        claims = [self.site.records.claims[card.id] for card in self.site.shown.texts[text.id].claims]
        order = {"order": [claim.id for claim in claims]}
        return self._file(f"texts/{text.id}.json", sections, claims, text.id, about=order)

    def _site(self) -> Json:
        """Return what readers are told of the site, its numbers filled in."""
        about = self.site.data.site
        told = about.model_dump(mode="json", exclude={"title", "author"})
        for edtf, path in fields.dates(about):
            _put(told, path, when(edtf, self.site.language))
        for text, path in fields.texts(about, "plain text", "markdown"):
            if path[0] in told:
                _put(told, path, links.resolve_markdown(self.site.filled(text), self._page))
        for kind, id, path in fields.references(about):
            _put(told, path, self._reference(kind, id))
        return {"site": told}

    def _file(
        self, name: str, sections: Iterable[str], records: Iterable[Record], *ids: str, about: Json | None = None
    ) -> tuple[str, bytes]:
        """Return a file with these records and those of `ids`, and all texts, speakers, sources and sides they lead to.

        `about` is what it says besides.
        """
        found, added = set[str](), {*ids, *(record.id for record in records)}
        while added:
            found |= added
            added = set[str]().union(*(self.lines[id].named for id in added)) - found
        lines = by_key((line.section, line.text) for line in sorted(self.lines[id] for id in found))
        release = self.site.release
        head = {
            "name": release.name,
            "url": self._data(name),
            "date": release.date,
            "author": release.author,
            "license": DATA_LICENSE.url,
            **(about or {}),
        }
        return name, document(head, **{section: lines.get(section, ()) for section in sections})

    def _record(self, record: Record) -> Json:
        """Return a record with its page; of a claim, topic or text also its file, of a claim its events and days."""
        values = record.model_dump(mode="json", by_alias=True, exclude=fields.UNPUBLISHED)
        for edtf, path in fields.dates(record):
            if path[0] != "points":
                _put(values, path, when(edtf, self.site.language))
        for text, path in fields.texts(record, "markdown"):
            _put(values, path, links.resolve_markdown(text, self._page))
        for kind, id, path in fields.references(record):
            _put(values, path, self._reference(kind, id))
        head = {"id": values.pop("id"), "page": self._page(record.kind_name, record.id)}
        if isinstance(record, Series):
            values["points"] = [
                {
                    "date": when(edtf, self.site.language),
                    "value": _number(figure),
                    "incomplete": edtf in record.incomplete,
                }
                for edtf, figure in record.points
            ]
            for bar, given in zip(values["bars"], record.bars, strict=True):
                bar["value"] = _number(given.value)
            if record.target:
                values["target"]["value"] = _number(record.target.value)
        if isinstance(record, Claim | Topic | Text):
            head["data"] = self._data(f"{record.kind_name}s/{record.id}.json")
        if isinstance(record, Source):
            values["cited"] = self.cited[record.id]
        if isinstance(record, Claim):
            self._complete(record, values, head["page"])
        return head | values

    def _complete(self, claim: Claim, values: Json, page: str) -> None:
        """Add to a claim's values what follows from others."""
        records, findings = self.site.records, self.site.findings
        if text := self.site.data.text_of(claim):
            values["text"] = self._reference("text", text)
        for link, shown in zip(claim.appearances, values["appearances"], strict=True):
            side = records.speakers[link.speaker].side
            shown |= {"seen": link.seen_in(records.sources), "lang": link.lang_in(records.sources)}
            shown["side"] = side and self._reference("side", side)
        report = findings.reporter(claim)
        values["speaker"] = self._reference("speaker", findings.speaker(claim).id)
        values["reported_by"] = report and self._reference("speaker", report.speaker)
        values["own_sides"] = [self._reference("side", side) for side in findings.counter.own_sides(claim)]
        found = {reading.id: reading.summary for reading in claim.verdict.readings} if claim.verdict else {}
        judgement, passages = findings.judgements[claim.id], findings.passages[claim.id]
        values["evidence"] = [
            {
                "number": passage.number,
                "page": f"{page}#evidence-{passage.number}",
                **written,
                **facts,
                "sides": [self._reference("side", id) for id in facts["sides"]],
                "origins": [self._reference("source", id) for id in facts["origins"]],
            }
            for (passage, facts), written in zip(passage_facts(passages), values["evidence"], strict=True)
        ]
        changes = values.pop("changes")
        values["events"] = [self._reference("event", event.id) for event in self.events.get(claim.id, ())]
        counted = {
            "label": judgement.label,
            **count_claim(judgement),
            "readings": [
                {"id": reading.id, "label": reading.label, "summary": found.get(reading.id or "")}
                for reading in judgement.readings
            ],
            "parts": [
                {"id": part.count.part and part.count.part.id, "label": part.label, **count_part(part)}
                for part in labelled_parts(judgement)
            ],
            "witnesses": [
                {
                    "origins": [self._reference("source", id) for id in sorted(witness.origins)],
                    "passages": len(witness.passages),
                }
                for witness in counted_witnesses(passages)
            ],
        }
        values |= {"judgement": counted, "changes": changes}
        values |= {"published": claim.published, "updated": claim.updated}

    def _reference(self, kind: str, id: str) -> Json:
        return {"id": id, "page": self._page(kind, id)}

    def _page(self, kind: str, id: str) -> str:
        return page_of(self.site, self.urls, kind, id)

    def _data(self, name: str) -> str:
        return self.site.release.url(f"{FOLDER}/{name}")


def _number(figure: float) -> float:
    """Return a figure as it is written, without a point where it is whole."""
    return int(figure) if figure.is_integer() else figure


def _put(value: Any, path: Path, new: object) -> None:
    """Put something else where a path leads, in what JSON is made from."""
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new
