"""Claim → its passages as pages number them, each weighed: whose word it carries, and whether that is a witness."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..data import links
from ..data.model import As, Bearing, Claim, Evidence, Stance
from ..data.witnesses import Judgement, Origins, WitnessCounter, join_origins

INDEPENDENT, OWN, CITED, ACCUSED, TEXT = "independent", "own", "cited", "accused", "text"
"""Where a passage stands towards its claim; labels.STANDINGS says it in words."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A passage of a claim's evidence; `number` counts from 1, in the order of `places`."""

    number: int
    evidence: Evidence
    origins: Origins
    sides: tuple[str, ...]
    standing: str
    is_witness: bool
    """Whether it counts: a record or an admission from outside, or a side's admission against its own claim."""
    same_as: int | None
    """The number of the first passage before it that shares an origin with it."""


def weigh(counter: WitnessCounter, claim: Claim, judgement: Judgement) -> tuple[Passage, ...]:
    """Return the passages of a claim by the same rule by which its verdict is counted."""
    found: list[Passage] = []
    for number, n in enumerate(places(claim), 1):
        evidence, origins = claim.evidence[n], counter.origins_of(claim.evidence[n])
        sides = tuple(sorted(counter.sides_of(evidence)))
        if n in judgement.own:
            standing = CITED if evidence.own else OWN
        elif n in judgement.answers:
            standing = ACCUSED
        else:
            standing = INDEPENDENT if n in judgement.independent else TEXT
        against_itself = standing in {OWN, CITED} and evidence.stance in {Stance.COMPLICATES, Stance.CONTRADICTS}
        found.append(
            Passage(
                number=number,
                evidence=evidence,
                origins=origins,
                sides=sides,
                standing=standing,
                is_witness=(standing == INDEPENDENT and evidence.as_ in {As.RECORD, As.ADMISSION})
                or (against_itself and evidence.as_ is As.ADMISSION),
                same_as=next((before.number for before in found if before.origins & origins), None),
            )
        )
    return tuple(found)


def places(claim: Claim) -> list[int]:
    """Return the places of a claim's evidence in the file, counted from 0, in the order of their numbers on pages.

    That is stance by stance, of a position bearing by bearing, and in each as the reasoning cites them; then as they
    stand in the file.
    """
    stances, bearings = [*Stance], [*Bearing, None]
    reasoning = links.targets(claim.verdict.reasoning) if claim.verdict else []
    cited = {id: n for n, (kind, id) in reversed([*enumerate(reasoning)]) if kind == "source"}

    def rank(n: int) -> tuple[int, int, float]:
        evidence = claim.evidence[n]
        order = cited.get(evidence.source, math.inf)
        return stances.index(evidence.stance), bearings.index(evidence.bears), order

    return sorted(range(len(claim.evidence)), key=rank)


def count_witnesses(origins: Iterable[Origins]) -> int:
    """Return how many witnesses passages with these origins are: those that share an origin are one."""
    return len(set(join_origins(set(origins)).values()))


def witnesses_among(passages: Iterable[Passage]) -> int:
    """Return how many independent witnesses speak in some passages, of one claim or of many."""
    return count_witnesses(passage.origins for passage in passages if passage.is_witness)
