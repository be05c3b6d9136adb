"""Claim → how many independent witnesses support or contradict each of its parts, and the verdict that follows.

The file states a verdict; this counts what it rests on. The rule is told to readers by theme/templates/method.html and
to authors in data/README.md: a passage counts as the word of its origin, passages that share an origin are one witness,
and a verdict is no stronger than its independent witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from ..model.records import As, Claim, ClaimKind, Dataset, Evidence, Label, Part, Source, Stance, by_id
from ..source.grouping import by_key

Origins = frozenset[str]
"""Ids of the sources whose word a passage carries in the end."""


@dataclass(frozen=True, kw_only=True)
class Witness:
    """Passages that share an origin, by their places in the claim's evidence, counted from 0."""

    origins: Origins
    passages: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PartCount:
    """What bears on one part of a claim: the witnesses for it, those against it, and passages of an own side for it."""

    part: str | None
    wider: bool
    """Whether the part is of a wider reading."""
    supports: tuple[Witness, ...]
    contradicts: tuple[Witness, ...]
    own: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The counts of a claim's parts, and the label that follows from them."""

    parts: tuple[PartCount, ...]
    label: Label
    wider: Label | None
    """The label of a wider reading, which has parts of its own."""
    independent: frozenset[int]
    """Places of the passages that come from none of those below, nor from the text that is judged."""
    own: frozenset[int]
    """Places of the passages of the claim's own sides, and of the body that it cites."""
    answers: frozenset[int]
    """Places of the passages by which the side that it accuses clears itself."""


def make_origins(sources: Iterable[Source]) -> Mapping[str, Origins]:
    """Return the origins of each source, following `relays` and `edition_of` to their ends.

    Raises graphlib.CycleError where sources pass on each other in a circle.
    """
    leads = {source.id: (*source.relays, *([source.edition_of] if source.edition_of else [])) for source in sources}
    origins: dict[str, Origins] = {}
    for id in TopologicalSorter(leads).static_order():
        origins[id] = frozenset().union(*(origins[lead] for lead in leads.get(id, ()))) or frozenset([id])
    return {id: origins[id] for id in leads}


class WitnessCounter:
    """Counts the witnesses of claims among the records of one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.sources = by_id(dataset.sources)
        self.speakers = by_id(dataset.speakers)
        self.origins = make_origins(dataset.sources)

    def judge(self, claim: Claim, without: Origins = frozenset()) -> Judgement:
        """Return the counts and the label; passages with one of the origins `without` are left aside.

        Raises KeyError where the claim or a source that it leans on names a source or speaker that is not there.
        """
        text = frozenset().union(*(self.origins[link.source] for link in claim.appearances))
        own_sides = self.own_sides(claim)
        origins = [self.origins_of(evidence) for evidence in claim.evidence]
        # The text that is judged, its editions and its author's repetitions are the claim: they count in no number.
        counted = {n for n, found in enumerate(origins) if not found & (text | without)}
        own = {n for n in counted if claim.evidence[n].own or self.sides_of(claim.evidence[n]) & {*own_sides}}
        # What the accused side says to clear itself is its answer; what it says against itself counts like any other.
        against = {n for n in counted if claim.evidence[n].stance is not Stance.SUPPORTS}
        answers = {n for n in against - own if claim.accuses in self.sides_of(claim.evidence[n])}
        independent = counted - own - answers
        names: list[Part | None] = [part for part in claim.parts if not part.wider] or [None]
        narrow = [_count(claim, part, origins, own=own, independent=independent) for part in names]
        wider = [_count(claim, part, origins, own=own, independent=independent) for part in claim.parts if part.wider]
        label = Label.POSITION if claim.kind is ClaimKind.POSITION else label_of(narrow)
        return Judgement(
            parts=(*narrow, *wider),
            label=label,
            wider=label_of(wider) if wider else None,
            independent=frozenset(independent),
            own=frozenset(own),
            answers=frozenset(answers),
        )

    def own_sides(self, claim: Claim) -> tuple[str, ...]:
        """Return each side of whoever asserts a claim or only carries their words, once."""
        sides = (self.speakers[link.speaker].side for link in claim.appearances if not link.cited)
        return tuple(dict.fromkeys(side for side in sides if side))

    def origins_of(self, evidence: Evidence) -> Origins:
        """Return the origins of a passage: `relays` on it replaces what its source says of itself."""
        if evidence.relays:
            return frozenset().union(*(self.origins[id] for id in evidence.relays))
        return self.origins[evidence.source]

    def sides_of(self, evidence: Evidence) -> set[str]:
        """Return the sides whose word a passage carries."""
        sides = [evidence.side] if evidence.side else [self.sources[id].side for id in self.origins_of(evidence)]
        return {side for side in sides if side}

    def hinges(self, claim: Claim) -> Iterator[Witness]:
        """Yield each independent witness without which the label would be another."""
        judgement = self.judge(claim)
        counted = {n for part in judgement.parts for w in (*part.supports, *part.contradicts) for n in w.passages}
        for witness in join_witnesses(counted, [self.origins_of(evidence) for evidence in claim.evidence]):
            if self.judge(claim, without=witness.origins).label is not judgement.label:
                yield witness


def label_of(parts: Iterable[PartCount]) -> Label:
    """Return the label that follows from the counts of all parts: the first line that fits decides."""
    parts = tuple(parts)
    if any(part.supports and part.contradicts for part in parts):
        return Label.DISPUTED
    if any(part.contradicts for part in parts):
        return Label.CONTRADICTED
    if all(part.supports for part in parts):
        return Label.CORROBORATED
    if any(part.supports for part in parts):
        return Label.PARTLY_CORROBORATED
    return Label.OWN_WORD if any(part.own for part in parts) else Label.UNVERIFIED


def _count(
    claim: Claim, part: Part | None, origins: list[Origins], *, own: set[int], independent: set[int]
) -> PartCount:
    """Return the count of a part; `own` and `independent` are places of passages, as of a Judgement."""
    supports, contradicts, of_own_side = set[int](), set[int](), []
    for n, evidence in enumerate(claim.evidence):
        whole = part is None or not part.wider  # what names no part bears on the claim as it is read narrowly
        if evidence.part != (part.id if part else None) and not (whole and evidence.part is None):
            continue
        shows, admits = evidence.as_ in {As.RECORD, As.ADMISSION}, evidence.as_ is As.ADMISSION
        if evidence.stance is Stance.SUPPORTS and n in own:
            of_own_side.append(n)
        elif evidence.stance is Stance.SUPPORTS and shows and n in independent:
            supports.add(n)
        elif evidence.stance is Stance.CONTRADICTS and ((shows and n in independent) or (admits and n in own)):
            contradicts.add(n)
    return PartCount(
        part=part.id if part else None,
        wider=bool(part and part.wider),
        supports=tuple(join_witnesses(supports, origins)),
        contradicts=tuple(join_witnesses(contradicts, origins)),
        own=tuple(of_own_side),
    )


def join_origins(passages: Iterable[Origins]) -> dict[str, Origins]:
    """Return for each origin of some passages all those that are one witness with it: a passage leads to both."""
    joined: dict[str, Origins] = {}
    for origins in passages:
        whole = origins.union(*(joined[id] for id in origins if id in joined))
        joined |= dict.fromkeys(whole, whole)
    return joined


def join_witnesses(passages: Iterable[int], origins: Sequence[Origins]) -> list[Witness]:
    """Return passages as witnesses, by their places in `origins`: those that share an origin are one."""
    places = sorted(passages)
    joined = join_origins(origins[n] for n in places)
    found = by_key((joined[min(origins[n])], n) for n in places)
    return [Witness(origins=whole, passages=tuple(same)) for whole, same in found.items()]
