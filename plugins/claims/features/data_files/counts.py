"""Judgement → its numbers: which passages count, which witnesses these are, and the counts of a claim and its parts.

The names of these counts in the published data stand here, each with its one description.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ...verdict.counter import Judgement
from ...verdict.origins import Colour, Witness, join_witnesses
from ...verdict.passages import Passage, count_witnesses
from ...verdict.rule import PartLabel

TEXT = "text-judged"
"""The colour of a passage of the text that is judged, which is never a witness."""
COLOURS = (*Colour, TEXT)
CLAIM_COUNTS = {
    "witnesses_for": "How many witnesses show it or some of it, other readings aside",
    "witnesses_against": "How many witnesses contradict it or a part, other readings aside",
}
"""The counts of a claim, with their descriptions."""
PART_COUNTS = {
    "supports": "How many witnesses show it; of the own side only texts count",
    "partly": "How many witnesses show some of it",
    "qualifies": "How many witnesses limit it; enough of them make it disputed",
    "refutes": "How many witnesses contradict it that are of no side or of the own side, or texts of any side",
    "opposes": "How many witnesses of the other side contradict it, its texts aside",
}
"""The counts of a part, with their descriptions. Each is a field of PartCount."""
PASSAGE_FACTS = {
    "sides": "The sides that it speaks for",
    "origins": "The sources that its information first came from",
    "colour": "Whose word it is, as seen from the claim",
    "counts": "Whether a label rests on it",
    "witness": "The number of the witness it is a passage of; none if it does not count",
}
"""What follows of a passage, with descriptions."""


def counted_witnesses(passages: Sequence[Passage]) -> tuple[Witness, ...]:
    """Return the witnesses that count, for or against any part, in the order of their first passages.

    `passages` are the claim's. The places in a witness are theirs in this sequence.
    """
    return join_witnesses((n for n, passage in enumerate(passages) if passage.is_witness), passages)


def passage_facts(passages: Sequence[Passage]) -> Iterator[tuple[Passage, dict[str, Any]]]:
    """Yield each passage of a claim with its PASSAGE_FACTS; witnesses are numbered from 1."""
    witnesses = enumerate(counted_witnesses(passages), 1)
    numbers = {n: number for number, witness in witnesses for n in witness.passages}
    for n, passage in enumerate(passages):
        yield (
            passage,
            {
                "sides": passage.sides,
                "origins": tuple(sorted(passage.origins)),
                "colour": passage.colour or TEXT,
                "counts": n in numbers,
                "witness": numbers.get(n),
            },
        )


def labelled_parts(judgement: Judgement) -> tuple[PartLabel, ...]:
    """Return each part with its label; a claim without parts has one, and an opinion without parts none."""
    return tuple(part for reading in judgement.readings for part in reading.parts)


def count_part(part: PartLabel) -> dict[str, int]:
    """Return the PART_COUNTS of a part."""
    return {name: len(getattr(part.count, name)) for name in PART_COUNTS}


def count_claim(judgement: Judgement) -> dict[str, int]:
    """Return the CLAIM_COUNTS of a claim."""
    counts = [part.count for part in judgement.main.parts]
    groups = ([w for c in counts for w in (*c.supports, *c.partly)], [w for c in counts for w in c.contradicts])
    return {
        name: count_witnesses(witness.origins for witness in group)
        for name, group in zip(CLAIM_COUNTS, groups, strict=True)
    }
