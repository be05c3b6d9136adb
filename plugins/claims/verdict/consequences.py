"""What follows from a judgement by itself: what a label hangs on, what later evidence alone shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.records import Claim, Label, Part
from .counter import ReadingLabel, WitnessCounter
from .origins import Witness, join_witnesses
from .rule import label_of_claim


@dataclass(frozen=True, kw_only=True)
class Hinge:
    """A witness or a part without which the label of a reading would be another."""

    reading: str | None
    on: Witness | Part
    label: Label
    """The label without it."""


def hinges(counter: WitnessCounter, claim: Claim) -> Iterator[Hinge]:
    """Yield each witness, then each part, without which a label would be another, reading by reading."""
    judgement = counter.judge(claim)
    for number, reading in enumerate(judgement.readings):
        counted = frozenset().union(*(part.count.counted for part in reading.parts))
        if reading.label is Label.OPINION:
            continue
        for witness in join_witnesses(counted, judgement.voices):
            label = counter.judge(claim, without=witness.origins).readings[number].label
            if label is not reading.label:
                yield Hinge(reading=reading.id, on=witness, label=label)
        for part in reading.parts if len(reading.parts) > 1 else ():
            label = label_of_claim([other for other in reading.parts if other is not part])
            if part.count.part and label is not reading.label:
                yield Hinge(reading=reading.id, on=part.count.part, label=label)


def shown_only_later(counter: WitnessCounter, claim: Claim, reading: ReadingLabel) -> bool:
    """Return whether whatever supports a reading was published after the claim was made."""
    day = counter.day(claim)
    supports = (n for part in reading.parts for witness in part.count.supports for n in witness.passages)
    sources = [counter.sources[claim.evidence[n].source] for n in supports]
    return bool(day and sources) and all(day and source.is_surely_later(day) for source in sources)
