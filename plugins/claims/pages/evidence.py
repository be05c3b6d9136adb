"""The evidence on a claim's page: part by part and witness by witness, and what is read beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from ..model.records import Claim, Stance
from ..site import labels
from ..site.index import Site
from ..site.views import View
from ..source.grouping import by_key
from ..verdict.counter import Role
from ..verdict.counts import labelled_parts
from ..verdict.origins import join_witnesses
from ..verdict.passages import Passage

_PRINTED = 5  # passages on the one sheet of a claim, whose other readings take room too

_SIGNS = {
    Role.BACKS: {Stance.SUPPORTS: "full", Stance.PARTLY: "half"},
    Role.WORD: {Stance.SUPPORTS: "word", Stance.PARTLY: "word"},
    Role.LIMITS: {Stance.CONTRADICTS: "against", Stance.QUALIFIES: "limits"},
}
"""The mark of a passage, as in the picture, for each stance; the stronger stance first."""


@dataclass(frozen=True, kw_only=True)
class WitnessView:
    """A witness under its heading: whoever first said what its passages carry."""

    name: str
    sign: str
    """Its mark, as in the picture: that of its strongest passage."""
    whose: str
    """Whose word it is, in words."""
    quoted_as: str
    """Under what heading its words are quoted beside the reasons."""
    strongest: View
    others: tuple[View, ...]
    """Its other passages: other editions, and those who pass on its word."""


@dataclass(frozen=True, kw_only=True)
class PartEvidence:
    """What bears on one part of a claim, each side at the same size."""

    number: int | None
    """The number of the part; None where it bears on all that the main reading says."""
    title: str
    """What the part says; empty where the claim has no parts."""
    label: str
    """The label of the part; empty where it is not of one part."""
    backs: tuple[WitnessView, ...]
    words: tuple[WitnessView, ...]
    """The own side's word for it, which does not count."""
    limits: tuple[WitnessView, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimEvidence:
    """All the evidence of a claim."""

    passages: tuple[View, ...]
    """All of it, in the order of numbers."""
    parts: tuple[PartEvidence, ...]
    beside: tuple[View, ...]
    """Statements, announcements and context, which no verdict rests on."""
    quoted: tuple[WitnessView, ...]
    """The first whose words are quoted for the claim, and the first against it."""
    printed: frozenset[int]
    """The numbers of the passages that are printed on one sheet, for and against in turn."""


def claim_evidence(site: Site, claim: Claim, views: Sequence[View]) -> ClaimEvidence:
    """Return the evidence of a claim, whose passages have these views, in the same order."""
    passages = [*zip(site.passages[claim.id], views, strict=True)]
    weighed = [(passage, view) for passage, view in passages if passage.role is not Role.BESIDE]
    by_part = by_key((view.part, (passage, view)) for passage, view in weighed)
    parts = tuple(_part(site, claim, number, by_part[number]) for number in sorted(by_part, key=lambda n: n or 0))
    backing = [*chain(*(part.backs for part in parts)), *chain(*(part.words for part in parts))]
    limiting = [*chain(*(part.limits for part in parts))]
    columns = chain(*(((*part.backs, *part.words), part.limits) for part in parts))
    in_turn = [witness for row in zip_longest(*columns) for witness in row if witness]
    quoted = [next((w for w in found if w.strongest.words), None) for found in (backing, limiting)]
    return ClaimEvidence(
        passages=tuple(views),
        parts=parts,
        beside=tuple(view for passage, view in passages if passage.role is Role.BESIDE),
        quoted=tuple(witness for witness in quoted if witness),
        printed=frozenset(witness.strongest.number for witness in in_turn[: max(1, _PRINTED - len(claim.readings))]),
    )


def _part(site: Site, claim: Claim, number: int | None, found: Iterable[tuple[Passage, View]]) -> PartEvidence:
    by_role = by_key((passage.role, (passage, view)) for passage, view in found)
    part = claim.parts[number - 1] if number else None
    parts = labelled_parts(site.judgements[claim.id])
    backs, words, limits = (
        tuple(_witnesses(site, by_role.get(role, ()), role)) for role in (Role.BACKS, Role.WORD, Role.LIMITS)
    )
    return PartEvidence(
        number=number,
        title=part.text if part else site.language.gettext(labels.WHOLE) if claim.parts else "",
        label=next((str(labelled.label) for labelled in parts if part and labelled.count.part == part), ""),
        backs=backs,
        words=words,
        limits=limits,
    )


def _witnesses(site: Site, found: Sequence[tuple[Passage, View]], role: Role) -> Iterator[WitnessView]:
    """Yield the witnesses of some passages, the strongest first."""
    strength = [*_SIGNS[role]]

    def rank(n: int) -> tuple[int, bool, int]:
        passage, view = found[n]
        return strength.index(passage.evidence.stance), not view.words, view.number

    passages = [passage for passage, _ in found]
    joined = join_witnesses(range(len(found)), passages)
    for witness in sorted(joined, key=lambda witness: min(map(rank, witness.passages))):
        strongest, *others = sorted(witness.passages, key=rank)
        yield WitnessView(
            name=site.witness_name(passages[strongest].evidence.source, witness.origins),
            sign=(sign := _SIGNS[role][passages[strongest].evidence.stance]),
            quoted_as=site.language.gettext(labels.QUOTED_AS[sign]),
            whose=site.whose({side for n in witness.passages for side in passages[n].sides}),
            strongest=found[strongest][1],
            others=tuple(found[n][1] for n in others),
        )
