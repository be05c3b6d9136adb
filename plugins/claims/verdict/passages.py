"""Claim → its passages as pages number them, each with its colour, and whether a label rests on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import links
from ..model.records import Claim, Evidence, Stance
from ..source.grouping import by_key
from .counter import Judgement, WitnessCounter
from .origins import Colour, Origins, join_origins


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A passage of a claim's evidence; `number` counts from 1, as pages show them."""

    number: int
    place: int
    """Where it stands in the file among the claim's evidence, from 0."""
    evidence: Evidence
    origins: Origins
    sides: tuple[str, ...]
    colour: Colour | None
    """None of the text that is judged."""
    is_witness: bool
    """Whether a label rests on it, for or against a part."""
    same_as: int | None
    """The number of the first passage before it that shares an origin with it."""


def weigh(counter: WitnessCounter, claim: Claim, judgement: Judgement) -> tuple[Passage, ...]:
    """Return the passages of a claim by the same rule by which its verdict is counted."""
    passages: list[Passage] = []
    for number, n in enumerate(_in_order(claim, judgement.origins), 1):
        evidence, origins = claim.evidence[n], judgement.origins[n]
        passages.append(
            Passage(
                number=number,
                place=n,
                evidence=evidence,
                origins=origins,
                sides=tuple(sorted(counter.sides_of(evidence))),
                colour=judgement.colours[n],
                is_witness=n in judgement.counted,
                same_as=next((before.number for before in passages if before.origins & origins), None),
            )
        )
    return tuple(passages)


def _in_order(claim: Claim, origins: Sequence[Origins]) -> list[int]:
    """Return the places of a claim's evidence in the file in the order of their numbers on pages.

    That is stance by stance, and in each as the reasoning cites them, then as they stand in the file. Passages of one
    origin follow each other.
    """
    reasoning = links.passages(claim.verdict.reasoning) if claim.verdict else []
    cited = {link[1:]: n for n, link in reversed([*enumerate(reasoning)]) if link[0] == "source"}
    by_source = by_key((evidence.source, n) for n, evidence in enumerate(claim.evidence))
    by_stance = by_key((evidence.stance, n) for n, evidence in enumerate(claim.evidence))
    order = []

    def first_cited(n: int) -> float:
        source = claim.evidence[n].source
        return min(cited.get((source, 1 + by_source[source].index(n)), math.inf), cited.get((source, 0), math.inf))

    for places in (by_stance.get(stance, []) for stance in Stance):
        joined = join_origins(origins[n] for n in places)
        rank = {n: (first_cited(n), n) for n in places}
        witnesses = by_key((joined[min(origins[n])], n) for n in places).values()
        ranked = [sorted(group, key=rank.__getitem__) for group in witnesses]
        together = sorted(ranked, key=lambda group: rank[group[0]])
        order += [n for group in together for n in group]
    return order


def count_witnesses(origins: Iterable[Origins]) -> int:
    """Return how many witnesses passages with these origins are: those that share an origin are one."""
    return len(set(join_origins(set(origins)).values()))


def witnesses_among(passages: Iterable[Passage]) -> int:
    """Return how many witnesses speak in some passages, of one claim or of many, on which a label rests."""
    return count_witnesses(passage.origins for passage in passages if passage.is_witness)
