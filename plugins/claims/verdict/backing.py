"""One reading of a claim → who backs it: a mark a witness, by whose word it is; the picture is drawn so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.records import Claim, Part, Stance
from .counter import Judgement, ReadingLabel, Role, bears_on
from .origins import Colour, Witness, join_witnesses


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

    def witnesses(role: Role, *stances: Stance) -> tuple[Witness, ...]:
        places = (
            n
            for n, evidence in enumerate(claim.evidence)
            if judgement.roles[n] is role and (not stances or evidence.stance in stances)
            if any(bears_on(evidence, part) for part in parts)
        )
        return join_witnesses(places, judgement.voices)

    backers, against = witnesses(Role.BACKS), witnesses(Role.LIMITS, Stance.CONTRADICTS)

    def marks(colour: Colour) -> Marks:
        shown = [_shows_all(claim, witness, parts) for witness in backers if witness.colour is colour]
        opposed = sum(witness.colour is colour for witness in against)
        return Marks(full=sum(shown), half=len(shown) - sum(shown), against=opposed)

    return Backing(
        words=len(witnesses(Role.WORD)),
        own=marks(Colour.OWN),
        other=marks(Colour.OTHER),
        none=marks(Colour.NONE),
        limits=len(witnesses(Role.LIMITS, Stance.QUALIFIES)),
    )


def _shows_all(claim: Claim, witness: Witness, parts: Iterable[Part | None]) -> bool:
    """Return whether a witness shows each of some parts in full."""
    shown = [claim.evidence[n] for n in witness.passages if claim.evidence[n].stance is Stance.SUPPORTS]
    return all(any(bears_on(evidence, part) for evidence in shown) for part in parts)
