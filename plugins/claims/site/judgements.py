"""Records → what we found of each claim, and whose words they are."""

import re
from collections.abc import Collection

from ..model.records import Appearance, Claim, Speaker
from ..verdict import Origins, ReadingLabel, WitnessCounter, deciding_witnesses, find_hinges
from . import labels
from .language import Language
from .records import Records


class Judgements:
    """The judgement and the passages of each claim by its id; who says it, and the name of a witness."""

    def __init__(self, records: Records, language: Language) -> None:
        self.records = records
        self.language = language
        dataset = records.dataset
        self.counter = WitnessCounter(dataset)
        self.by_claim = {claim.id: self.counter.judge(claim) for claim in dataset.claims}
        self.passages = {claim.id: self.by_claim[claim.id].passages for claim in dataset.claims}
        self.hinges = {claim.id: find_hinges(self.counter, claim) for claim in dataset.claims if claim.verdict}
        """What the labels of each claim with a verdict hang on."""
        self.side_names = {side.id: side.short or side.name for side in dataset.sides}
        """How a sentence names each side."""

    def said(self, claim: Claim) -> Appearance:
        """Return the appearance in which the speaker of its text, or else whoever made it, says a claim."""
        return claim.appearances[self.counter.said_in(claim)]

    def speaker(self, claim: Claim) -> Speaker:
        """Return the speaker of a claim's text, or else whoever made it."""
        return self.records.dataset.speakers_by_id[self.said(claim).speaker]

    def reporter(self, claim: Claim) -> Appearance | None:
        """Return the appearance that reports its words; None where they were seen as they were made."""
        place = claim.reporter(self.records.dataset.sources_by_id, self.counter.said_in(claim))
        return None if place is None else claim.appearances[place]

    def quote(self, claim: Claim) -> str | None:
        """Return the words that are quoted of a claim, where they are its own."""
        return claim.quote.text if claim.quote and claim.quote.verbatim else None

    def quote_lang(self, claim: Claim) -> str:
        """Return the language of the words that are quoted of a claim: those that are not verbatim are the file's."""
        if claim.quote and claim.quote.verbatim:
            return claim.appearances[claim.quote.appearance - 1].lang_in(self.records.dataset.sources_by_id)
        return self.records.dataset.site.language

    def witness_name(self, source: str, origins: Origins) -> str:
        """Return the name of the witness that a passage of a source is of."""
        name = self.publisher_name(source)
        origin = self.publisher_name(min(origins))
        if source in origins or name == origin:
            return name
        return self.language.gettext("%(name)s, passing on %(origin)s", name=name, origin=origin)

    def publisher_name(self, source: str) -> str:
        """Return who published a source, without what stands in brackets behind the name."""
        return re.split(r" \(|（", self.records.dataset.sources_by_id[source].publisher)[0]

    def rests_on(self, claim: Claim, reading: ReadingLabel) -> str:
        """Return in words that one witness decides a label, as `rests on one study`; nothing where several do."""
        witnesses, is_against = deciding_witnesses(self.hinges.get(claim.id, ()), reading)
        if not witnesses:
            return ""
        first = witnesses[0].passages[0]
        kind = labels.work(first.source.kind, first.evidence.as_)
        return labels.rests_on(reading.label, kind, len(witnesses), self.language, is_against=is_against)

    def whose(self, sides: Collection[str]) -> str:
        """Return whose word something is that speaks for these sides: `of the North`, or `of no side`."""
        names = self.language.listing(self.side_names[side] for side in sorted(sides))
        return self.language.gettext("of %(sides)s", sides=names) if names else self.language.gettext("of no side")
