"""One reading of a claim → who backs it: a mark a witness, by whose word it is; the picture is drawn so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.records import As, Claim, Part, Stance
from .counter import COUNTING, Judgement, ReadingLabel, bears_on
from .origins import Colour, Witness, join_witnesses

_FOR = {Stance.SUPPORTS, Stance.PARTLY}


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How many witnesses of one colour back a reading, and how many contradict it."""

    full: int
    """Those that show every part."""
    half: int
    """Those that show some of the parts, or a portion."""
    against: int


@dataclass(frozen=True, kw_only=True)
class Backing:
    """Who backs a reading; each witness has one mark in a column, however many parts it speaks of."""

    words: int
    """Origins of the own side that say so and do not count."""
    own: Marks
    """Of the own side only its texts count for it."""
    other: Marks
    none: Marks
    limits: int
    """Witnesses of any colour that limit it."""


def backing(claim: Claim, judgement: Judgement, reading: ReadingLabel) -> Backing:
    """Return who backs a reading of a claim."""
    parts = [part.count.part for part in reading.parts]
    bearing = {n for n, evidence in enumerate(claim.evidence) if any(bears_on(evidence, part) for part in parts)}
    counting = {n for n in bearing if judgement.colours[n] and claim.evidence[n].as_ in COUNTING}
    says = {n for n in bearing if judgement.colours[n] is Colour.OWN and claim.evidence[n].stance in _FOR}
    words = {n for n in says if claim.evidence[n].as_ is not As.TEXT}

    def witnesses(places: Iterable[int]) -> tuple[Witness, ...]:
        return join_witnesses(places, judgement.origins, judgement.colours)

    backers = witnesses(n for n in counting - words if claim.evidence[n].stance in _FOR)
    against = witnesses(n for n in counting if claim.evidence[n].stance is Stance.CONTRADICTS)

    def marks(colour: Colour) -> Marks:
        shown = [_shows_all(claim, witness, parts) for witness in backers if witness.colour is colour]
        opposed = sum(witness.colour is colour for witness in against)
        return Marks(full=sum(shown), half=len(shown) - sum(shown), against=opposed)

    return Backing(
        words=len(witnesses(words)),
        own=marks(Colour.OWN),
        other=marks(Colour.OTHER),
        none=marks(Colour.NONE),
        limits=len(witnesses(n for n in counting if claim.evidence[n].stance is Stance.QUALIFIES)),
    )


def _shows_all(claim: Claim, witness: Witness, parts: Iterable[Part | None]) -> bool:
    """Return whether a witness shows each of some parts in full."""
    shown = [claim.evidence[n] for n in witness.passages if claim.evidence[n].stance is Stance.SUPPORTS]
    return all(any(bears_on(evidence, part) for evidence in shown) for part in parts)
