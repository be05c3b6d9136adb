"""Counts → label, of a part and of a claim: “Verdicts” in data/README.md. The first line that fits decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from ..model.records import Label, Part, PartOfAnother
from .origins import Colour, Witness

_STRENGTH = {
    Label.CONTRADICTED: 0,
    Label.DISPUTED: 1,
    Label.UNCONFIRMED: 1,
    Label.PARTLY_CONFIRMED: 2,
    Label.CONFIRMED: 3,
}
_NEEDED_AGAINST_THE_OTHER_SIDE = 2
"""How many witnesses of no side outweigh a contradiction of the other side."""


@dataclass(frozen=True, kw_only=True)
class PartCount:
    """The witnesses for and against one part of a claim."""

    part: Part | None
    """None where the claim has no parts."""
    passages: tuple[int, ...]
    """Places of all passages that bear on it, whether they count or not."""
    supports: tuple[Witness, ...]
    """S: those that show it and count; of the own side only texts do."""
    partly: tuple[Witness, ...]
    """P: those that show some of it and count."""
    qualifies: tuple[Witness, ...]
    """Q: those that limit it, of any side. They can make a part disputed, never unconfirmed or contradicted."""
    contradicts: tuple[Witness, ...]
    """A and D, which `refutes` and `opposes` tell apart."""

    @property
    def id(self) -> str | None:
        """The id of the part, or None of the whole."""
        return self.part.id if self.part else None

    @property
    def refutes(self) -> tuple[Witness, ...]:
        """A: admissions of the own side, and witnesses of no side."""
        return tuple(witness for witness in self.contradicts if witness.colour is not Colour.OTHER)

    @property
    def opposes(self) -> tuple[Witness, ...]:
        """D: the other side."""
        return tuple(witness for witness in self.contradicts if witness.colour is Colour.OTHER)

    @property
    def counted(self) -> frozenset[int]:
        """Places of the passages on which the label rests."""
        witnesses = (*self.supports, *self.partly, *self.qualifies, *self.contradicts)
        return frozenset(n for witness in witnesses for n in witness.passages)


@dataclass(frozen=True, kw_only=True)
class PartLabel:
    """A part with its label."""

    count: PartCount
    label: Label
    limited_by: str | None = None
    """The id of the part that it refers to, where it would be stronger than that one."""

    @property
    def same(self) -> PartOfAnother | None:
        """The part of another claim by whose witnesses it is counted."""
        return self.count.part.same if self.count.part else None


def label_of_part(count: PartCount) -> Label:
    """Return the label that follows from the witnesses of a part: the first line of the table that fits."""
    backing, limiting = len(count.supports) + len(count.partly), len(count.qualifies)
    of_no_side = sum(witness.colour is Colour.NONE for witness in count.supports)
    if count.refutes and not count.supports and not count.partly:
        return Label.CONTRADICTED
    if count.refutes or (count.opposes and of_no_side < _NEEDED_AGAINST_THE_OTHER_SIDE):
        return Label.DISPUTED
    if count.supports:
        return Label.DISPUTED if limiting > backing else Label.CONFIRMED
    if count.partly and limiting >= backing:
        return Label.DISPUTED
    return Label.PARTLY_CONFIRMED if count.partly else Label.UNCONFIRMED


def label_parts(counts: Sequence[PartCount], given: Mapping[str | None, Label]) -> tuple[PartLabel, ...]:
    """Return all parts of a claim with their labels; one that refers to another is never stronger than it.

    `given` are the labels of those that say the same as parts of other claims.

    Raises KeyError where a part refers to one that is not there, and graphlib.CycleError where some do so in a circle.
    """
    labels = {count.id: given.get(count.id) or label_of_part(count) for count in counts}
    leads = {count.part.id: [count.part.of] for count in counts if count.part and count.part.of}
    limited: dict[str | None, str] = {}
    for id in TopologicalSorter(leads).static_order():
        for other in leads.get(id, ()):
            if _STRENGTH[labels[id]] > _STRENGTH[labels[other]]:
                labels[id], limited[id] = labels[other], other
    return tuple(PartLabel(count=count, label=labels[count.id], limited_by=limited.get(count.id)) for count in counts)


def label_of_claim(parts: Sequence[PartLabel]) -> Label:
    """Return the label that follows from the labels of all parts of one reading, of which the first is the main one."""
    labels = {part.label for part in parts}
    if any(part.label is Label.CONTRADICTED and not (part.count.part and part.count.part.detail) for part in parts):
        return Label.CONTRADICTED
    if Label.DISPUTED in labels:
        return Label.DISPUTED
    if labels == {Label.CONFIRMED}:
        return Label.CONFIRMED
    some = labels & {Label.CONFIRMED, Label.PARTLY_CONFIRMED}
    label = Label.PARTLY_CONFIRMED if some else Label.UNCONFIRMED
    return min(label, parts[0].label, key=lambda one: _STRENGTH[one])  # no claim is stronger than its main part
