"""Judgement → its numbers: which passages count, which witnesses these are, and the counts of a claim and its parts.

What the data says of counting is named here, with the only description of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..model.records import Claim, ClaimKind
from .passages import ACCUSED, CITED, INDEPENDENT, OWN, TEXT, Passage, count_witnesses
from .witnesses import Judgement, PartCount, Witness, join_witnesses

LABELS = ("label", "wider")
"""The fields of a Judgement that are labels."""
STANDINGS = (INDEPENDENT, OWN, CITED, ACCUSED, TEXT)
"""The values of `Passage.standing`."""
CLAIM_COUNTS = {
    "witnesses_for": "How many independent witnesses support it or a part, wider readings aside",
    "witnesses_against": "How many independent witnesses contradict it or a part, wider readings aside",
}
"""The counts of a claim, with their descriptions."""
PART_COUNTS = {
    "supports": "How many independent witnesses support it",
    "contradicts": "How many independent witnesses contradict it",
    "own": "How many passages of the speaker’s own side support it",
}
"""The counts of a part, with their descriptions. Each is a field of PartCount."""
PASSAGE_FACTS = {
    "sides": "The sides that it speaks for",
    "origins": "The sources that its information first came from",
    "standing": "Whose word it is, as seen from the claim",
    "counts": "Whether it counts in the verdict",
    "witness": "The number of the witness it is a passage of; none if it does not count",
}
"""What follows of a passage, with descriptions."""


def counted_witnesses(judgement: Judgement, passages: Sequence[Passage]) -> list[Witness]:
    """Return the witnesses that count, for or against any part, in the order of their first passages.

    `passages` are the claim's. The places in a witness are theirs in this sequence.
    """
    witnesses = (witness for part in judgement.parts for witness in (*part.supports, *part.contradicts))
    places = {place for witness in witnesses for place in witness.passages}
    counted = [n for n, passage in enumerate(passages) if passage.place in places]
    return join_witnesses(counted, [passage.origins for passage in passages])


def passage_facts(judgement: Judgement, passages: Sequence[Passage]) -> Iterator[tuple[Passage, dict[str, Any]]]:
    """Yield each passage of a claim with its PASSAGE_FACTS; witnesses are numbered from 1."""
    witnesses = enumerate(counted_witnesses(judgement, passages), 1)
    numbers = {n: number for number, witness in witnesses for n in witness.passages}
    for n, passage in enumerate(passages):
        yield (
            passage,
            {
                "sides": passage.sides,
                "origins": tuple(sorted(passage.origins)),
                "standing": passage.standing,
                "counts": n in numbers,
                "witness": numbers.get(n),
            },
        )


def counted_parts(claim: Claim, judgement: Judgement) -> tuple[PartCount, ...]:
    """Return the counts of each part; a claim without parts counts as one, and an opinion without parts as none."""
    return judgement.parts if claim.parts or claim.kind is not ClaimKind.POSITION else ()


def count_part(part: PartCount) -> dict[str, int]:
    """Return the PART_COUNTS of a part."""
    return {name: len(getattr(part, name)) for name in PART_COUNTS}


def count_claim(judgement: Judgement) -> dict[str, int]:
    """Return the CLAIM_COUNTS of a claim."""
    parts = [part for part in judgement.parts if not part.wider]
    groups = ([w for p in parts for w in p.supports], [w for p in parts for w in p.contradicts])
    return {
        name: count_witnesses(witness.origins for witness in group)
        for name, group in zip(CLAIM_COUNTS, groups, strict=True)
    }
