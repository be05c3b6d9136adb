"""Write the records as `claims.json`. References become an id and a page, and dates are spelled out.

Each record has one line, so that two versions of the file can be compared line by line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model import fields, links
from ...model.records import SECTIONS, Claim, Event, Record, Series, Source, Text, TopLevelRecord, section_of
from ...model.translation import Original, leaves
from ...site.citations import DATA_LICENSE, FOLDER
from ...site.index import Site
from ...site.judgements import count_claim, count_part, counted_witnesses, passage_facts, witness_numbers
from ...site.language import Language
from ...site.serialize import Json, dump
from ...source.dates import Edtf
from ...source.diagnostics import Path
from ...verdict import Witness


def document(head: Mapping[str, object], /, **lists: Iterable[object]) -> bytes:
    """Return a JSON object with the values of `head`, then some lists; each value and each item has its own line."""
    parts = [f"{dump(name)}: {dump(value)}" for name, value in head.items()]
    for name, items in lists.items():
        lines = ",\n".join(map(dump, items))
        parts.append(f"{dump(name)}: [\n{lines}\n]" if lines else f"{dump(name)}: []")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def when(edtf: Edtf, language: Language) -> Json:
    """Return a date as written, the first and last day it can mean, how precise it is, and in words."""
    return {
        "edtf": edtf.text,
        "start": edtf.first if edtf.start else None,
        "end": edtf.last,
        "precision": edtf.precision,
        "text": language.date(edtf),
    }


class JsonRecords:
    """The records of a site as JSON, each with what follows from it and with its translations.

    Args:
        site: the site in the language of the file
        translated: the site in each other language, by the folder that it is in, such as `zh/`

    """

    def __init__(self, site: Site, translated: Mapping[str, Site]) -> None:
        self.site = site
        data = site.data
        self.addresses = _Addresses(site, "")
        self.translations = _translations(site, translated)
        self.events = defaultdict[str, list[Event]](list)
        for event in data.events:
            for id in event.claims:
                self.events[id].append(event)
        self.cited = Counter[str]()
        for claim in data.claims:
            self.cited.update(evidence.source for evidence in claim.evidence)
        self.sections: dict[str, list[Json]] = {section: [] for section in SECTIONS}
        for record in data.records():
            self.sections[section_of(record.kind_name)].append(self._record(record))

    def file(self) -> bytes:
        """Return the content of `claims.json`."""
        release = self.site.release
        head = {
            "name": release.name,
            "url": release.url(f"{FOLDER}/claims.json"),
            "date": release.date,
            "author": release.author,
            "license": DATA_LICENSE.url,
            "site": self._site(),
        }
        return document(head, **self.sections)

    def _site(self) -> Json:
        """Return the object `site`, with the counts in its texts filled in."""
        info = self.site.data.site
        values = info.model_dump(mode="json", exclude={"title", "author"})
        self._follow(info, values)
        for text, path in fields.texts(info, "plain text", "markdown"):
            if path[0] in values:
                _put(values, path, links.resolve_markdown(self.site.filled(text), self.addresses.page))
        return {**values, "translations": self.translations.get(("site", ""), {})}

    def _record(self, record: Record) -> Json:
        """Return a record with its page, its translations, and what follows from other records."""
        values = record.model_dump(mode="json", by_alias=True, exclude=fields.UNPUBLISHED)
        self._follow(record, values)
        for text, path in fields.texts(record, "markdown"):
            _put(values, path, links.resolve_markdown(text, self.addresses.page))
        head = {"id": values.pop("id"), "page": self.addresses.page(record.kind_name, record.id)}
        if isinstance(record, Series):
            self._complete_series(record, values)
        if isinstance(record, Source):
            values["cited"] = self.cited[record.id]
        if isinstance(record, Text):
            cards = self.site.presenter.texts[record.id].claims
            values["claims"] = [self._reference("claim", card.id) for card in cards]
        if isinstance(record, Claim):
            self._complete_claim(record, values, head["page"])
        values["translations"] = self.translations.get((record.location.section, record.id), {})
        return head | values

    def _follow(self, record: TopLevelRecord, values: Json) -> None:
        """Spell out the dates in a record's values, and follow its references."""
        for edtf, path in fields.dates(record):
            if path[0] != "points":
                _put(values, path, when(edtf, self.site.language))
        for kind, id, path in fields.references(record, mixed=False):  # what can be words stays as it was written
            _put(values, path, self._reference(kind, id))

    def _complete_series(self, series: Series, values: Json) -> None:
        """Write the dates and numbers of a series into its values, in the forms that the data has for them."""
        values["points"] = [
            {"date": when(edtf, self.site.language), "value": _number(figure), "incomplete": edtf in series.incomplete}
            for edtf, figure in series.points
        ]
        for bar, given in zip(values["bars"], series.bars, strict=True):
            bar["value"] = _number(given.value)
        if series.target:
            values["target"]["value"] = _number(series.target.value)

    def _complete_claim(self, claim: Claim, values: Json, page: str) -> None:
        """Write into the values of a claim what follows from other records: sides, witnesses, judgement, events."""
        data, judgements = self.site.data, self.site.judgements
        text = data.text_of(claim)
        if text:
            values["text"] = self._reference("text", text)
        sources = data.sources_by_id
        for link, shown in zip(claim.appearances, values["appearances"], strict=True):
            shown |= {"seen": link.seen_in(sources), "lang": link.lang_in(sources)}
            side = data.speakers_by_id[link.speaker].side
            shown["side"] = side and self._reference("side", side)
        report = judgements.reporter(claim)
        values["speaker"] = self._reference("speaker", judgements.speaker(claim).id)
        values["reported_by"] = report and self._reference("speaker", report.speaker)
        values["own_sides"] = [self._reference("side", side) for side in judgements.counter.own_sides(claim)]
        facts_of = passage_facts(judgements.passages[claim.id])
        evidence = []
        for (passage, facts), written in zip(facts_of, values["evidence"], strict=True):
            evidence.append(self._passage(written, passage.number, facts, page))
        values["evidence"] = evidence
        values["events"] = [self._reference("event", event.id) for event in self.events[claim.id]]
        values["judgement"] = self._judgement(claim)
        values |= {"changes": values.pop("changes"), "published": claim.published, "updated": claim.updated}

    def _passage(self, written: Json, number: int, facts: Json, page: str) -> Json:
        """Return a passage as written, with its number, its address and what follows from its source."""
        return {
            "number": number,
            "page": f"{page}#evidence-{number}",
            **written,
            **facts,
            "sides": [self._reference("side", id) for id in facts["sides"]],
            "origins": [self._reference("source", id) for id in facts["origins"]],
        }

    def _judgement(self, claim: Claim) -> Json:
        """Return what the evidence of a claim adds up to: labels, counts, witnesses, and what the labels hang on."""
        judgement = self.site.judgements.by_claim[claim.id]
        witnesses = counted_witnesses(self.site.judgements.passages[claim.id])
        listed = []
        for witness in witnesses:
            origins = [self._reference("source", id) for id in sorted(witness.origins)]
            listed.append({"origins": origins, "passages": len(witness.passages)})
        summaries = {reading.id: reading.summary for reading in claim.verdict.readings} if claim.verdict else {}
        return {
            "label": judgement.label,
            **count_claim(judgement),
            "readings": [
                {"id": reading.id, "label": reading.label, "summary": summaries.get(reading.id or "")}
                for reading in judgement.readings
            ],
            "parts": [
                {"id": part.count.part and part.count.part.id, "label": part.label, **count_part(part)}
                for part in judgement.parts
            ],
            "witnesses": listed,
            "hinges": self._hinges(claim, witnesses),
        }

    def _hinges(self, claim: Claim, witnesses: Sequence[Witness]) -> list[Json]:
        """Return the witnesses and parts without which a label of the claim would be another."""
        numbers = witness_numbers(witnesses)
        hinges = []
        for hinge in self.site.judgements.hinges.get(claim.id, ()):
            on = hinge.on
            witness = numbers[on.passages[0].number] if isinstance(on, Witness) else None
            part = None if isinstance(on, Witness) else on.id
            hinges.append({"reading": hinge.reading, "witness": witness, "part": part, "label": hinge.label})
        return hinges

    def _reference(self, kind: str, id: str) -> Json:
        return {"id": id, "page": self.addresses.page(kind, id)}


class _Addresses:
    """Addresses of records' pages in one language: absolute if the site has an address, else from the site's root."""

    def __init__(self, site: Site, folder: str) -> None:
        self.site = site
        self.urls = replace(site.urls, explicit=False)  # for readers elsewhere
        self.base = site.release.site or folder.rstrip("/")

    def page(self, kind: str, id: str) -> str:
        """Return the address of a record's page, or of its place on one."""
        if kind == "series":  # which stands on the page of a topic
            path = self.urls.figure(self.site.data.series_by_id[id].topics[0], id)
        elif kind == "withdrawal":
            path = self.urls.page("corrections")
        else:
            path = self.urls.record(kind, id)
        return f"{self.base}/{path}" if self.base else path


def _translations(site: Site, translated: Mapping[str, Site]) -> Mapping[tuple[str, str], dict[str, dict[str, str]]]:
    """Return the translated texts of each record, by its section and id, language, and field (`verdict.summary`).

    A text that a language shows in the original is left out.
    """
    originals = {leaf.place: leaf.text for leaf in leaves(site.data)}
    found = defaultdict[tuple[str, str], dict[str, dict[str, str]]](dict)
    for folder, other in translated.items():
        addresses, language = _Addresses(other, folder), other.language.tag
        for leaf in leaves(other.data):
            if isinstance(leaf.text, Original) or leaf.text == originals.get(leaf.place):
                continue
            text = other.filled(leaf.text) if leaf.section == "site" else leaf.text
            if leaf.content == "markdown":
                text = links.resolve_markdown(text, addresses.page)
            found[leaf.section, leaf.id].setdefault(language, {})[leaf.field] = text
    return found


def _number(figure: float) -> float:
    """Return a figure as an integer if it is whole, so that JSON has no `.0`."""
    return int(figure) if figure.is_integer() else figure


def _put(value: Any, path: Path, new: object) -> None:
    """Replace the value at a path inside nested values for JSON."""
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new
