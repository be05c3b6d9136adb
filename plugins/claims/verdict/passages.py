"""Claim → its passages as pages number them, each with its colour, and whether a label rests on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.records import Claim, Evidence
from .counter import Judgement, Role
from .origins import Origins, Voice, join_origins


@dataclass(frozen=True, kw_only=True)
class Passage(Voice):
    """A passage of a claim's evidence; `number` counts from 1, in the order of the file, as pages show them."""

    number: int
    evidence: Evidence
    role: Role
    is_witness: bool
    """Whether a label rests on it, for or against a part."""


def weigh(claim: Claim, judgement: Judgement) -> tuple[Passage, ...]:
    """Return the passages of a claim, in the order of the file, by the same rule by which its verdict is counted."""
    return tuple(
        Passage(
            number=n + 1,
            evidence=evidence,
            role=judgement.roles[n],
            is_witness=n in judgement.counted,
            **vars(judgement.voices[n]),
        )
        for n, evidence in enumerate(claim.evidence)
    )


def count_witnesses(origins: Iterable[Origins]) -> int:
    """Return how many witnesses passages with these origins are: those that share an origin are one."""
    return len(set(join_origins(set(origins)).values()))
