"""What follows from a judgement by itself: what a label hangs on, what later evidence alone shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


class Decision(NamedTuple):
    """The witnesses each of which decides a label alone."""

    witnesses: tuple[Witness, ...]
    is_against: bool
    """Whether they are against the claim."""


def decision(found: Iterable[Hinge], reading: ReadingLabel) -> Decision:
    """Return the witnesses each of which a label rests on alone: without one of them nothing else would carry it.

    A witness by which those for a claim outnumber those against it, among others, is none of them.

    Args:
        found: What the labels of the claim hang on, as `hinges` yields it.
        reading: The reading whose label is meant.

    """
    without: dict[Label, list[Witness]] = {}
    for hinge in found:
        if isinstance(hinge.on, Witness) and hinge.reading == reading.id:
            without.setdefault(hinge.label, []).append(hinge.on)
    lifted = [*without.get(Label.CONFIRMED, []), *without.get(Label.PARTLY_CONFIRMED, [])]
    if reading.label is Label.CONTRADICTED:
        return Decision(tuple(witness for group in without.values() for witness in group), is_against=True)
    if reading.label is Label.DISPUTED and lifted:
        return Decision(tuple(lifted), is_against=True)
    weaker = {Label.PARTLY_CONFIRMED, Label.UNCONFIRMED, Label.CONTRADICTED} - {reading.label}
    return Decision(tuple(witness for label in weaker for witness in without.get(label, [])), is_against=False)


def shown_only_later(counter: WitnessCounter, claim: Claim, reading: ReadingLabel) -> bool:
    """Return whether whatever supports a reading was published after the claim was made."""
    day = counter.day(claim)
    supports = (n for part in reading.parts for witness in part.count.supports for n in witness.passages)
    sources = [counter.dataset.sources_by_id[claim.evidence[n].source] for n in supports]
    return bool(day and sources) and all(day and source.is_surely_later(day) for source in sources)
