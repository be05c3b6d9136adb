"""Dataset → its records in the order in which readers meet them, and our judgement on each claim, and its counts."""

import re
from collections.abc import Collection, Iterator, Sequence

from ..model.records import Appearance, Claim, Dataset, Speaker, Term, Text
from ..source.grouping import by_key
from ..verdict import (
    Judgement,
    Origins,
    Passage,
    ReadingLabel,
    WitnessCounter,
    deciding_witnesses,
    find_hinges,
    join_witnesses,
)
from . import labels
from .language import Language
from .serialize import Json


class Records:
    """The claims and events of a dataset in order."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.events = sorted(dataset.events, key=lambda event: (event.date.sort_key, event.id))
        """The events in time order."""
        rank = {topic.id: n for n, topic in enumerate(dataset.topics)}
        self.ordered = sorted(dataset.claims, key=lambda claim: rank[claim.topics[0]])
        """The claims by first topic, then in the order of the file."""
        self.by_text = _claims_by_text(dataset, self.ordered)
        """The claims of each text in the order of the text, by the text's id; the claims of no text under None."""


def _claims_by_text(dataset: Dataset, ordered: Sequence[Claim]) -> dict[str | None, Sequence[Claim]]:
    """Return the claims of each text in its order, under its id, and last those of no text under None."""
    claims_by_text = by_key((dataset.text_of(claim), claim) for claim in dataset.claims)
    in_text_order: dict[str | None, Sequence[Claim]] = {}
    for text in dataset.texts:
        if text.id in claims_by_text:
            in_text_order[text.id] = _in_text_order(text, claims_by_text[text.id])
    if None in claims_by_text:
        in_text_order[None] = [claim for claim in ordered if dataset.text_of(claim) is None]
    return in_text_order


def _in_text_order(text: Text, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a text in the order of its sources and of their paragraphs, then of the file."""
    return sorted(claims, key=lambda claim: place_in_text(text, claim) or (len(text.seen_through), 0))


def place_in_text(text: Text, claim: Claim) -> tuple[int, int] | None:
    """Return where a claim first appears in its text: the index of the source, and the paragraph or 0."""
    places = []
    for appearance in claim.appearances:
        if appearance.source in text.seen_through:
            places.append((text.seen_through.index(appearance.source), appearance.paragraph or 0))
    return min(places, default=None)


def by_term(dataset: Dataset) -> list[Term]:
    """Return the glossary in alphabetical order."""
    return sorted(dataset.glossary, key=lambda term: term.term.casefold())


class Judgements:
    """Our judgement on each claim and its passages, by the id of the claim; who says it, and the names of witnesses."""

    def __init__(self, records: Records, language: Language) -> None:
        self.records = records
        self.language = language
        dataset = records.dataset
        self.counter = WitnessCounter(dataset)
        self.by_claim = {claim.id: self.counter.judge(claim) for claim in dataset.claims}
        self.passages = {claim.id: self.by_claim[claim.id].passages for claim in dataset.claims}
        self.hinges = {claim.id: find_hinges(self.counter, claim) for claim in dataset.claims if claim.verdict}
        """The parts and witnesses without which a label of the claim would be another, for claims with a verdict."""
        self.side_names = {side.id: side.short or side.name for side in dataset.sides}
        """How a sentence names each side."""

    def said(self, claim: Claim) -> Appearance:
        """Return the appearance in which the speaker of the text says a claim; if there is none, that of its maker."""
        return claim.appearances[self.counter.said_in(claim)]

    def speaker(self, claim: Claim) -> Speaker:
        """Return the speaker of a claim's text if they say it, or else its maker."""
        return self.records.dataset.speakers_by_id[self.said(claim).speaker]

    def reporter(self, claim: Claim) -> Appearance | None:
        """Return the appearance that reports the words of a claim; None if we read them where they were said."""
        place = claim.reporter(self.records.dataset.sources_by_id, self.counter.said_in(claim))
        return None if place is None else claim.appearances[place]

    def quote(self, claim: Claim) -> str | None:
        """Return the quotation of a claim, if it is verbatim."""
        return claim.quote.text if claim.quote and claim.quote.verbatim else None

    def quote_lang(self, claim: Claim) -> str:
        """Return the language of a claim's quotation. One that is not verbatim is in the language of the file."""
        if claim.quote and claim.quote.verbatim:
            return claim.appearances[claim.quote.appearance - 1].lang_in(self.records.dataset.sources_by_id)
        return self.records.dataset.site.language

    def witness_name(self, source: str, origins: Origins) -> str:
        """Return the name of the witness behind a passage of a source.

        Args:
            source: the id of the source
            origins: the sources that the word of the passage goes back to

        """
        name = self.publisher_name(source)
        origin = self.publisher_name(min(origins))
        if source in origins or name == origin:
            return name
        return self.language.gettext("%(name)s, passing on %(origin)s", name=name, origin=origin)

    def publisher_name(self, source: str) -> str:
        """Return the name of a source's publisher, without an addition in brackets."""
        return re.split(r" \(|（", self.records.dataset.sources_by_id[source].publisher)[0]

    def rests_on(self, claim: Claim, reading: ReadingLabel) -> str:
        """Return in words that one witness decides a label, as in `rests on one study`; empty if none does."""
        witnesses, is_against = deciding_witnesses(self.hinges.get(claim.id, ()), reading)
        if not witnesses:
            return ""
        first = witnesses[0].passages[0]
        kind = labels.work(first.source.kind, first.evidence.as_)
        return labels.rests_on(reading.label, kind, len(witnesses), self.language, is_against=is_against)

    def whose(self, sides: Collection[str]) -> str:
        """Return in words for which sides something speaks: `of the North`, or `of no side`."""
        names = self.language.listing(self.side_names[side] for side in sorted(sides))
        return self.language.gettext("of %(sides)s", sides=names) if names else self.language.gettext("of no side")


TEXT = "text-judged"
"""The colour of a passage from the judged text itself, which is never a witness."""


def passage_facts(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Json]]:
    """Yield each passage of a claim with what follows from it; witnesses are numbered from 1."""
    numbers: dict[int, int] = {}
    for number, witness in enumerate(join_witnesses(passage for passage in passages if passage.counts), 1):
        numbers |= dict.fromkeys((counted.number for counted in witness.passages), number)
    for passage in passages:
        facts = {
            "sides": passage.sides,
            "origins": tuple(sorted(passage.origins)),
            "colour": passage.colour or TEXT,
            "counts": passage.counts,
            "witness": numbers.get(passage.number),
        }
        yield passage, facts


def count_claim(judgement: Judgement) -> dict[str, int]:
    """Return how many witnesses show a claim or some of it, and how many contradict it; other readings aside."""
    passages_for: list[Passage] = []
    passages_against: list[Passage] = []
    for part in judgement.main.parts:
        for witness in (*part.count.supports, *part.count.partly):
            passages_for += witness.passages
        for witness in part.count.contradicts:
            passages_against += witness.passages
    return {
        "witnesses_for": len(join_witnesses(passages_for)),
        "witnesses_against": len(join_witnesses(passages_against)),
    }
