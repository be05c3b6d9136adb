"""Count the witnesses of claims and parts, and say what follows for each passage, for the published data.

The names of these counts in the data are defined here, each with its description.
"""

from collections.abc import Iterator, Sequence

from ...site.serialize import Json
from ...verdict import Colour, Judgement, PartLabel, Passage, Witness, join_witnesses

TEXT = "text-judged"
"""The colour of a passage from the judged text itself, which is never a witness."""
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
"""The facts that follow from a passage, with their descriptions."""


def counted_witnesses(passages: Sequence[Passage]) -> tuple[Witness, ...]:
    """Return the witnesses that count, for or against any part, in the order of their first passages."""
    return join_witnesses(passage for passage in passages if passage.counts)


def passage_facts(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Json]]:
    """Yield each passage of a claim with its PASSAGE_FACTS; witnesses are numbered from 1."""
    numbers = witness_numbers(counted_witnesses(passages))
    for passage in passages:
        facts = {
            "sides": passage.sides,
            "origins": tuple(sorted(passage.origins)),
            "colour": passage.colour or TEXT,
            "counts": passage.counts,
            "witness": numbers.get(passage.number),
        }
        yield passage, facts


def witness_numbers(witnesses: Sequence[Witness]) -> dict[int, int]:
    """Return the number of the witness, from 1, by the number of each passage that counts."""
    numbers: dict[int, int] = {}
    for number, witness in enumerate(witnesses, 1):
        for passage in witness.passages:
            numbers[passage.number] = number
    return numbers


def count_part(part: PartLabel) -> dict[str, int]:
    """Return the PART_COUNTS of a part."""
    return {name: len(getattr(part.count, name)) for name in PART_COUNTS}


def count_claim(judgement: Judgement) -> dict[str, int]:
    """Return the CLAIM_COUNTS of a claim."""
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
