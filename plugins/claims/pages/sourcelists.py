"""What leans on a source, on pages of its own where there is much of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..data.grouping import by_key
from ..data.model import by_id
from ..site import labels
from ..site.markdown import Mentions
from .claimlists import ClaimsPart
from .counts import verdicts
from .frame import Frame
from .pages import ClaimCard, DateView, EvidenceView, Link
from .parts import Listing
from .records import Records


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of a source and the claims it carries; None gathers those without a number."""

    number: int | None
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, kw_only=True)
class Use:
    """One claim that leans on a source, and how."""

    claim: ClaimCard
    evidence: EvidenceView


class SourceLists:
    """The lists of a source's page: claims that it carries, passages, and other places."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame
        self.terms = by_id(records.data.glossary)

    def uses(self, keys: Iterable[tuple[str, int]], mentions: Mentions | None = None) -> tuple[Use, ...]:
        """Passages that lean on a source, each with its claim."""
        records = self.records
        return tuple(
            Use(
                claim=records.cards[claim],
                evidence=records.passage(number, records.claims[claim].passages[number - 1], mentions),
            )
            for claim, number in keys
        )

    def listings(self, id: str) -> dict[str, Listing]:
        """How each is printed on pages of its own."""
        source, record, claims = self.records.sources[id], self.records.works[id], self.records.claims
        trail = self.frame.section("sources"), Link(title=source.shown_title, url=source.url)
        return {
            "claims": Listing(
                base=f"sources/{id}/claims",
                section="sources",
                template="parts/carried.html",
                title=labels.CARRIED_BY.format(source.citation),
                trail=trail,
                noun=labels.COUNTED["claims"],
                fill=self._paragraphs,
                shows=lambda keys: [record, *(claims[claim] for _, claim in keys)],
                page=ClaimsPart,
                note=_span,
            ),
            "uses": Listing(
                base=f"sources/{id}/evidence",
                section="sources",
                template="parts/uses.html",
                title=labels.SHOWN_BY.format(source.citation),
                trail=trail,
                noun=labels.PASSAGES,
                fill=lambda keys: {
                    "items": tuple((source, use) for use in self.uses(keys, self.frame.glossary.page()))
                },
                shows=lambda keys: [record, *(claims[claim] for claim, _ in keys)],
            ),
            "also": Listing(
                base=f"sources/{id}/also",
                section="sources",
                template="parts/also.html",
                title=labels.ALSO_CITED.format(source.citation),
                trail=trail,
                noun=labels.PLACES,
                fill=lambda keys: {"items": tuple(self._place(*key) for key in keys)},
                shows=lambda keys: [record, *(self.records.events[id] for kind, id in keys if kind == "event")],
            ),
        }

    def _paragraphs(self, keys: tuple[tuple[int | None, str], ...]) -> dict[str, Any]:
        cards = self.records.cards
        carried = by_key((str(paragraph or ""), cards[claim]) for paragraph, claim in keys)
        paragraphs = tuple(
            Paragraph(number=int(number) if number else None, claims=tuple(found)) for number, found in carried.items()
        )
        labels = (cards[claim].label.value for _, claim in keys)
        return {"items": paragraphs, "count": len(keys), "verdicts": verdicts(labels)}

    def _place(self, kind: str, id: str) -> tuple[DateView | None, str, Link]:
        """An entry, a figure or a term that leans on a source: its date, what it is, and where."""
        to = self.records.to
        if kind == "event":
            event = self.records.entries[id]
            return event.date, "", Link(title=event.title, url=event.url)
        if kind == "series":
            series = self.records.series[id]
            return None, labels.PLACE_KINDS[0], Link(title=series.title, url=to.figure(series.topics[0], id))
        return None, labels.PLACE_KINDS[1], Link(title=self.terms[id].term, url=to.term(id))


def _span(keys: tuple[tuple[int | None, str], ...]) -> str:
    """Which paragraphs of a source a page has."""
    numbers = [str(paragraph) for paragraph, _ in keys if paragraph]
    if not numbers:
        return ""
    if numbers[0] == numbers[-1]:
        return f"Paragraph {numbers[0]}"
    return f"Paragraphs {labels.SPAN.format(numbers[0], numbers[-1])}"
