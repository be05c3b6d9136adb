"""Claim → the witnesses of each of its parts, and the label of each of its readings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model.records import As, Claim, ClaimKind, Dataset, Evidence, Label, Part, PartOfAnother, Stance
from ..source.dates import Edtf
from ..source.grouping import by_key
from .origins import Colour, Origins, Voice, join_witnesses, make_origins
from .rule import PartCount, PartLabel, label_of_claim, label_parts

COUNTING = frozenset({As.RECORD, As.TEXT})
"""The values of `as` that count; announcements and statements are only shown."""
BACKING = frozenset({Stance.SUPPORTS, Stance.PARTLY})
"""The stances of passages that speak for a claim."""


class Role(StrEnum):
    """What a passage does for its claim."""

    BACKS = "backs"
    """It counts for the claim or for a part."""
    LIMITS = "limits"
    """It contradicts or qualifies."""
    WORD = "word"
    """The own side's word for it, which is shown and does not count; that side's laws and orders do."""
    BESIDE = "beside"
    """Context, announcements, statements, and the text that is judged."""


def _role(evidence: Evidence, colour: Colour | None) -> Role:
    """Return what a passage does, by its stance and by whose word it is."""
    backs = evidence.stance in BACKING
    if backs and colour is Colour.OWN and evidence.as_ is not As.TEXT:
        return Role.WORD
    if not colour or evidence.as_ not in COUNTING or evidence.stance is Stance.CONTEXT:
        return Role.BESIDE
    return Role.BACKS if backs else Role.LIMITS


@dataclass(frozen=True, kw_only=True)
class ReadingLabel:
    """One reading of a claim, with its parts and its label."""

    id: str | None
    """None of the main one."""
    parts: tuple[PartLabel, ...]
    label: Label


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What follows from a claim's evidence."""

    main: ReadingLabel
    others: tuple[ReadingLabel, ...]
    """Other readings, in the order of the file."""
    voices: tuple[Voice, ...]
    """That of each passage, in the order of the file."""
    roles: tuple[Role, ...]
    """That of each passage."""

    @property
    def label(self) -> Label:
        """The label of the main reading, which is the claim's."""
        return self.main.label

    @property
    def readings(self) -> tuple[ReadingLabel, ...]:
        """All readings, the main one first."""
        return (self.main, *self.others)

    @property
    def counted(self) -> frozenset[int]:
        """Places of the passages on which a label rests."""
        return frozenset().union(*(part.count.counted for reading in self.readings for part in reading.parts))


class WitnessCounter:
    """Counts the witnesses of claims among the records of one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.origins = make_origins(dataset.sources)

    def judge(self, claim: Claim, *, without: Origins = frozenset()) -> Judgement:
        """Return the counts and the labels, leaving aside passages of some origins.

        Raises KeyError where the claim or a source that it leans on names a part, source or speaker that is not there.
        """
        voices = tuple(self._voices(claim))
        passages = [*zip(claim.evidence, voices, strict=True)]
        roles = tuple(_role(evidence, voice.colour) for evidence, voice in passages)
        could = (n for n, role in enumerate(roles) if role in {Role.BACKS, Role.LIMITS})
        counting = {n for n in could if not voices[n].origins & without}
        same: dict[str | None, Label] = {part.id: self._label(part.same, without) for part in claim.parts if part.same}
        # A text proves its words, whoever made it.
        counted = [replace(one, colour=Colour.NONE) if evidence.as_ is As.TEXT else one for evidence, one in passages]
        parts = label_parts([_count(claim, part, counted, counting) for part in parts_of(claim)], same)
        main = tuple(part for part in parts if not (part.count.part and part.count.part.reading))
        label = Label.OPINION if claim.kind is ClaimKind.POSITION else label_of_claim(main)
        return Judgement(
            main=ReadingLabel(id=None, parts=main, label=label),
            others=tuple(
                ReadingLabel(id=id, parts=own, label=label_of_claim(own))
                for id in dict.fromkeys(part.reading for part in claim.parts if part.reading)
                if (own := tuple(part for part in parts if part.count.part and part.count.part.reading == id))
            ),
            voices=voices,
            roles=roles,
        )

    def _label(self, named: PartOfAnother, without: Origins) -> Label:
        readings = self.judge(self.dataset.claims_by_id[named.claim], without=without).readings
        return {part.count.id: part.label for reading in readings for part in reading.parts}[named.part]

    def said_in(self, claim: Claim) -> int:
        """Return in which appearance, from 0, the speaker of its text makes a claim; its maker's where there is none.

        One within the time of the text is taken before an earlier or later one.
        """
        text = self.dataset.texts_by_id.get(self.dataset.text_of(claim) or "")
        said = [n for n, a in enumerate(claim.appearances) if text and a.speaker == text.speaker and not a.cited]
        dates = ((n, claim.appearances[n].date) for n in said)
        then = (n for n, day in dates if text and day and text.date.first <= day.last <= text.date.last)
        return next(then, next(iter(said), claim.maker(self.dataset.sources_by_id)))

    def day(self, claim: Claim) -> Edtf | None:
        """Return the day on which a claim was made in its text, whoever may have said it before."""
        return claim.appearances[self.said_in(claim)].date

    def own_sides(self, claim: Claim) -> tuple[str, ...]:
        """Return the sides of those who assert a claim or pass on its words, each once."""
        sides = (self.dataset.speakers_by_id[link.speaker].side for link in claim.appearances if not link.cited)
        return tuple(dict.fromkeys(side for side in sides if side))

    def origins_of(self, evidence: Evidence) -> Origins:
        """Return the origins of a passage: `relays` on it replaces what its source says of itself."""
        if evidence.relays:
            return frozenset().union(*(self.origins[id] for id in evidence.relays))
        return self.origins[evidence.source]

    def sides_of(self, evidence: Evidence) -> set[str]:
        """Return the sides whose word a passage carries."""
        sides = (
            [evidence.side]
            if evidence.side
            else [self.dataset.sources_by_id[id].side for id in self.origins_of(evidence)]
        )
        return {side for side in sides if side}

    def _voices(self, claim: Claim) -> Iterator[Voice]:
        """Yield the voice of each passage; one from the text itself, its editions or its repetitions has no colour."""
        text = frozenset().union(*(self.origins[link.source] for link in claim.appearances if not link.cited))
        own = {*self.own_sides(claim)}
        for evidence in claim.evidence:
            origins, sides = self.origins_of(evidence), self.sides_of(evidence)
            colour = Colour.OWN if sides & own else Colour.OTHER if sides else Colour.NONE
            yield Voice(origins=origins, sides=tuple(sorted(sides)), colour=None if origins & text else colour)


def parts_of(claim: Claim) -> tuple[Part | None, ...]:
    """Return the parts of a claim; None for the whole where its main reading has none, unless it is an opinion."""
    has_main = any(not part.reading for part in claim.parts)
    return claim.parts if has_main or claim.kind is ClaimKind.POSITION else (None, *claim.parts)


def bears_on(evidence: Evidence, part: Part | None) -> bool:
    """Return whether a passage bears on a part: without `part:` it does on each of the main reading."""
    if not evidence.part:
        return not (part and (part.reading or part.same))
    return part is not None and evidence.part == part.id


def _count(claim: Claim, part: Part | None, voices: Sequence[Voice], counting: set[int]) -> PartCount:
    """Return the witnesses of a part among the passages that count."""
    bearing = [n for n, evidence in enumerate(claim.evidence) if bears_on(evidence, part)]
    places = {stance: {n for n in bearing if claim.evidence[n].stance is stance} & counting for stance in Stance}
    _weaken_lone_hedged(claim, places, voices)
    return PartCount(
        part=part,
        passages=tuple(bearing),
        supports=join_witnesses(places[Stance.SUPPORTS], voices),
        partly=join_witnesses(places[Stance.PARTLY], voices),
        qualifies=join_witnesses(places[Stance.QUALIFIES], voices),
        contradicts=join_witnesses(places[Stance.CONTRADICTS], voices),
    )


def _weaken_lone_hedged(claim: Claim, places: dict[Stance, set[int]], voices: Sequence[Voice]) -> None:
    """Move a hedged finding that stands alone to the weaker stance: one of them confirms or contradicts nothing.

    It stands alone where S, A or D has no other witness. `places` are those of the passages of each stance.
    """
    for stance, weaker in ((Stance.SUPPORTS, Stance.PARTLY), (Stance.CONTRADICTS, Stance.QUALIFIES)):
        witnesses = join_witnesses(places[stance], voices)
        by_other_side = by_key((stance is Stance.CONTRADICTS and w.colour is Colour.OTHER, w) for w in witnesses)
        for group in by_other_side.values():
            passages = {*group[0].passages}
            if len(group) == 1 and all(claim.evidence[n].hedged for n in passages):
                places[stance] -= passages
                places[weaker] |= passages
