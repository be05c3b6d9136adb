"""Claim → its passages as pages number them, each weighed: whose word it carries, and whether that is a witness."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import links
from ..model.records import As, Bearing, Claim, Evidence, Stance
from ..source.grouping import by_key
from .witnesses import Judgement, Origins, WitnessCounter, join_origins

INDEPENDENT, OWN, CITED, ACCUSED, TEXT = "independent", "own", "cited", "accused", "text-judged"
"""Where a passage stands towards its claim; labels.NAMES says it in words."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A passage of a claim's evidence; `number` counts from 1, as pages show them."""

    number: int
    place: int
    """Where it stands in the file among the claim's evidence, from 0."""
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
    all_origins = [counter.origins_of(evidence) for evidence in claim.evidence]
    for number, n in enumerate(_in_order(claim, all_origins), 1):
        evidence, origins = claim.evidence[n], all_origins[n]
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
                place=n,
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


def _in_order(claim: Claim, origins: Sequence[Origins]) -> list[int]:
    """Return the places of a claim's evidence in the file in the order of their numbers on pages.

    That is stance by stance, of an opinion bearing by bearing, and in each of these as the reasoning cites them, then
    as they stand in the file. Passages of one origin follow each other.
    """
    reasoning = links.passages(claim.verdict.reasoning) if claim.verdict else []
    cited = {link[1:]: n for n, link in reversed([*enumerate(reasoning)]) if link[0] == "source"}
    held = by_key((evidence.source, n) for n, evidence in enumerate(claim.evidence))
    stances, bearings = [*Stance], [*Bearing, None]
    groups = by_key(((stances.index(e.stance), bearings.index(e.bears)), n) for n, e in enumerate(claim.evidence))
    order = []

    def first_cited(n: int) -> float:
        source = claim.evidence[n].source
        return min(cited.get((source, 1 + held[source].index(n)), math.inf), cited.get((source, 0), math.inf))

    for _, places in sorted(groups.items()):
        joined = join_origins(origins[n] for n in places)
        witnesses = by_key((joined[min(origins[n])], n) for n in places)
        rank = {n: (first_cited(n), n) for n in places}
        together = sorted((sorted(held, key=rank.__getitem__) for held in witnesses.values()), key=lambda w: rank[w[0]])
        order += [n for held in together for n in held]
    return order


def count_witnesses(origins: Iterable[Origins]) -> int:
    """Return how many witnesses passages with these origins are: those that share an origin are one."""
    return len(set(join_origins(set(origins)).values()))


def witnesses_among(passages: Iterable[Passage]) -> int:
    """Return how many independent witnesses speak in some passages, of one claim or of many."""
    return count_witnesses(passage.origins for passage in passages if passage.is_witness)
