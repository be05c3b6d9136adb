"""Dataset → its records by id, and in the order in which readers meet them."""

from collections.abc import Sequence

from ..model.records import Claim, Dataset, Term, Text
from ..source.grouping import by_key


class Records:
    """The records of a dataset by id, claims and events also in order."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.events = {e.id: e for e in sorted(dataset.events, key=lambda e: (e.date.sort_key, e.id))}
        """In time order."""
        rank = {topic.id: n for n, topic in enumerate(dataset.topics)}
        self.ordered = sorted(dataset.claims, key=lambda claim: rank[claim.topics[0]])
        """The claims by first topic, then in the order of the file."""
        of_texts = by_key((dataset.text_of(claim), claim) for claim in dataset.claims)
        self.by_text: dict[str | None, Sequence[Claim]] = {
            id: _in_text_order(text, of_texts[id]) for id, text in self.dataset.texts_by_id.items() if id in of_texts
        }
        """The claims under the ids of their texts, in the order of those; under None where there are no texts."""
        if None in of_texts:
            self.by_text[None] = [claim for claim in self.ordered if dataset.text_of(claim) is None]
        self.numbers = {claim.id: n for claims in self.by_text.values() for n, claim in enumerate(claims, 1)}
        """The number of each claim among those of its text."""


def _in_text_order(text: Text, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a text in the order of its sources and of their paragraphs, then of the file."""
    return sorted(claims, key=lambda claim: place_in_text(text, claim) or (len(text.seen_through), 0))


def place_in_text(text: Text, claim: Claim) -> tuple[int, int] | None:
    """Return where a claim stands first in its text: which of its sources, from 0, and the paragraph or 0."""
    places = (
        (text.seen_through.index(link.source), link.paragraph or 0)
        for link in claim.appearances
        if link.source in text.seen_through
    )
    return min(places, default=None)


def by_term(dataset: Dataset) -> list[Term]:
    """Return the glossary in the order of the alphabet."""
    return sorted(dataset.glossary, key=lambda term: term.term.casefold())
