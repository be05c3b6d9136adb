"""The evidence on a claim's page: part by part and witness by witness, and what is read beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def claim_evidence(site: Site, claim: Claim, views: Sequence[View]) -> View:
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
    return View(
        passages=tuple(views),
        parts=parts,
        beside=tuple(view for passage, view in passages if passage.role is Role.BESIDE),
        quoted=tuple(witness for witness in quoted if witness),
        printed=frozenset(witness.strongest.number for witness in in_turn[: max(1, _PRINTED - len(claim.readings))]),
    )


def _part(site: Site, claim: Claim, number: int | None, found: Iterable[tuple[Passage, View]]) -> View:
    """Return what bears on a part, or on all without a number; `words` are its own side’s, which do not count."""
    by_role = by_key((passage.role, (passage, view)) for passage, view in found)
    part = claim.parts[number - 1] if number else None
    parts = labelled_parts(site.judgements[claim.id])
    backs, words, limits = (
        tuple(_witnesses(site, by_role.get(role, ()), role)) for role in (Role.BACKS, Role.WORD, Role.LIMITS)
    )
    return View(
        number=number,
        title=part.text if part else site.language.gettext(labels.WHOLE) if claim.parts else "",
        label=next((str(labelled.label) for labelled in parts if part and labelled.count.part == part), ""),
        backs=backs,
        words=words,
        limits=limits,
    )


def _witnesses(site: Site, found: Sequence[tuple[Passage, View]], role: Role) -> Iterator[View]:
    """Yield the witnesses of some passages, the strongest first."""
    strength = [*_SIGNS[role]]

    def rank(n: int) -> tuple[int, bool, int]:
        passage, view = found[n]
        return strength.index(passage.evidence.stance), not view.words, view.number

    passages = [passage for passage, _ in found]
    joined = join_witnesses(range(len(found)), passages)
    for witness in sorted(joined, key=lambda witness: min(map(rank, witness.passages))):
        strongest, *others = sorted(witness.passages, key=rank)
        yield View(
            name=site.witness_name(passages[strongest].evidence.source, witness.origins),
            sign=(sign := _SIGNS[role][passages[strongest].evidence.stance]),
            quoted_as=site.language.gettext(labels.QUOTED_AS[sign]),
            whose=site.whose({side for n in witness.passages for side in passages[n].sides}),
            strongest=found[strongest][1],
            others=tuple(found[n][1] for n in others),
        )
