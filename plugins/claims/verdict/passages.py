"""Claim → its passages as pages number them, each with its colour, and whether a label rests on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import links
from ..model.records import Claim, Evidence
from ..source.grouping import by_key
from .counter import Judgement, Role
from .origins import Origins, Voice, join_origins


@dataclass(frozen=True, kw_only=True)
class Passage(Voice):
    """A passage of a claim's evidence; `number` counts from 1, as pages show them."""

    number: int
    place: int
    """Where it stands in the file among the claim's evidence, from 0."""
    evidence: Evidence
    role: Role
    is_witness: bool
    """Whether a label rests on it, for or against a part."""


def weigh(claim: Claim, judgement: Judgement) -> tuple[Passage, ...]:
    """Return the passages of a claim by the same rule by which its verdict is counted, in order of number."""
    return tuple(
        Passage(
            number=number,
            place=n,
            evidence=claim.evidence[n],
            role=judgement.roles[n],
            is_witness=n in judgement.counted,
            **vars(judgement.voices[n]),
        )
        for number, n in enumerate(_in_order(claim, judgement.roles), 1)
    )


def _in_order(claim: Claim, roles: Sequence[Role]) -> list[int]:
    """Return the places of a claim's evidence in the file in the order in which a reader meets them.

    That is as the reasoning cites them, then as the page shows them: part by part, role by role.
    """
    reasoning = links.passages(claim.verdict.reasoning) if claim.verdict else []
    cited = {link[1:]: n for n, link in reversed([*enumerate(reasoning)]) if link[0] == "source"}
    by_source = by_key((evidence.source, n) for n, evidence in enumerate(claim.evidence))
    parts = {part.id: n for n, part in enumerate(claim.parts)}

    def met(n: int) -> tuple[float, int, int, int]:
        evidence = claim.evidence[n]
        number = 1 + by_source[evidence.source].index(n)
        first = min(cited.get((evidence.source, which), math.inf) for which in (number, 0))
        return first, parts.get(evidence.part or "", -1), [*Role].index(roles[n]), n

    return sorted(range(len(claim.evidence)), key=met)


def count_witnesses(origins: Iterable[Origins]) -> int:
    """Return how many witnesses passages with these origins are: those that share an origin are one."""
    return len(set(join_origins(set(origins)).values()))
