"""Count the witnesses of claims, label the claims by them, and find the witnesses that decide a label.

The rule is “Verdicts” in data/README.md; docs/verdict.md shows how to call this module. It needs the records, but
no Pelican and no theme. It reads in the order of the rule:

1. Whose word each passage carries, and which passages are one witness: `trace_origins`, `join_witnesses`.
2. Which label follows from the witnesses of a part: `label_of_part`.
3. All labels of a claim: `WitnessCounter.judge`.
4. The witnesses that each decide a label alone: `WitnessCounter.deciding_witnesses`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import NamedTuple

from .model.records import As, Claim, ClaimKind, Dataset, Evidence, Label, Part, PartOfAnother, Source, Stance
from .source.dates import Edtf
from .source.grouping import by_key

# 1. Passages and witnesses

Origins = frozenset[str]
"""Ids of the sources that a passage's information first came from."""

COUNTING = frozenset({As.RECORD, As.TEXT})
"""The values of `as` that count; announcements and statements are only shown."""
BACKING = frozenset({Stance.SUPPORTS, Stance.PARTLY})
"""The stances of passages that speak for a claim."""


class Colour(StrEnum):
    """How independent of a claim a passage or witness is, the least independent first."""

    OWN = "own-side"
    """The side of somebody who asserts the claim or passes on its words."""
    OTHER = "other-side"
    """Any other side that the file names."""
    NONE = "no-side"
    """Everybody else."""


class Role(StrEnum):
    """What a passage does for its claim."""

    BACKS = "backs"
    """It speaks for the claim or a part, and counts if there is something that it bears on."""
    LIMITS = "limits"
    """It contradicts or qualifies, and counts in the same way."""
    WORD = "word"
    """The own side's word for its own claim, which is shown and does not count; that side's laws and orders do."""
    BESIDE = "beside"
    """Context, announcements, statements, and the judged text itself."""


class Exclusion(StrEnum):
    """Why a passage does not count, in the words of `make check`."""

    JUDGED_TEXT = "the text itself"
    ANNOUNCEMENT = "announcement"
    STATEMENT = "statement"
    CONTEXT = "context"
    OWN_WORD = "the speaker's side"
    NO_PART = "no part"
    """It bears on nothing that is judged, as under an opinion without parts."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A piece of evidence with what follows from it by itself; `WitnessCounter.judge` makes it."""

    number: int
    """Its place in the claim's evidence, from 1, as pages show it."""
    evidence: Evidence
    source: Source
    """The source that it was seen in."""
    origins: Origins
    sides: tuple[str, ...]
    """Ids of the sides whose word it carries, sorted."""
    colour: Colour | None
    """None if it is from the judged text, one of its editions or a repetition of it."""
    role: Role
    exclusion: Exclusion | None
    """Why it does not count; None if it counts."""

    @property
    def counts(self) -> bool:
        """Whether it is a passage of a witness, for or against a part."""
        return self.exclusion is None

    @property
    def counted_colour(self) -> Colour | None:
        """The colour as which it counts: a text is of no side, because it proves its words whoever made it."""
        return Colour.NONE if self.evidence.as_ is As.TEXT else self.colour


@dataclass(frozen=True, kw_only=True)
class Witness:
    """Passages that share an origin; `join_witnesses` makes it."""

    origins: Origins
    passages: tuple[Passage, ...]
    """In the order of the file."""
    colour: Colour | None
    """The counted colour of its least independent passage; None if none of them has one."""


def trace_origins(sources: Iterable[Source]) -> Mapping[str, Origins]:
    """Return the origins of each source by its id, following `relays` and `edition_of` to their ends.

    A source that leads to no other is its own origin, and so is the id of one that is not among `sources`.

    Raises:
        graphlib.CycleError: If sources pass each other on in a circle.

    """
    predecessors: dict[str, list[str]] = {}
    for source in sources:
        predecessors[source.id] = [*source.relays]
        if source.edition_of:
            predecessors[source.id].append(source.edition_of)
    origins: dict[str, Origins] = {}
    for id in TopologicalSorter(predecessors).static_order():
        ends: set[str] = set()
        for predecessor in predecessors.get(id, ()):
            ends |= origins[predecessor]
        origins[id] = frozenset(ends or {id})
    return {id: origins[id] for id in predecessors}


def join_witnesses(passages: Iterable[Passage]) -> tuple[Witness, ...]:
    """Return passages of one claim as witnesses: those that share an origin, directly or through others, are one.

    Args:
        passages: Any passages of one claim, in any order.

    Returns:
        The witnesses in the order of their first passages.

    """
    in_file_order = sorted(passages, key=attrgetter("number"))
    unions: dict[str, Origins] = {}  # for each origin all those that are one witness with it
    for passage in in_file_order:
        union = passage.origins
        for id in passage.origins:
            union |= unions.get(id, frozenset())
        unions |= dict.fromkeys(union, union)
    groups = by_key((unions[min(passage.origins)], passage) for passage in in_file_order)
    witnesses = []
    for origins, group in groups.items():
        witnesses.append(Witness(origins=origins, passages=tuple(group), colour=_least_independent(group)))
    return tuple(witnesses)


def _least_independent(passages: Iterable[Passage]) -> Colour | None:
    colours = {passage.counted_colour for passage in passages}
    return next((colour for colour in Colour if colour in colours), None)


def _exclusion(evidence: Evidence, colour: Colour | None, *, has_part: bool) -> Exclusion | None:
    """Return why a passage does not count, or None if it does; the first reason that applies."""
    if colour is None:
        return Exclusion.JUDGED_TEXT
    if evidence.as_ not in COUNTING:
        return Exclusion(evidence.as_)
    if evidence.stance is Stance.CONTEXT:
        return Exclusion.CONTEXT
    if _is_own_word(evidence, colour):
        return Exclusion.OWN_WORD
    return None if has_part else Exclusion.NO_PART


def _role(evidence: Evidence, colour: Colour | None, exclusion: Exclusion | None) -> Role:
    if _is_own_word(evidence, colour):
        return Role.WORD
    if exclusion not in {None, Exclusion.NO_PART}:
        return Role.BESIDE
    return Role.BACKS if evidence.stance in BACKING else Role.LIMITS


def _is_own_word(evidence: Evidence, colour: Colour | None) -> bool:
    """Return whether a side speaks for its own claim other than by a text."""
    return colour is Colour.OWN and evidence.stance in BACKING and evidence.as_ is not As.TEXT


@dataclass(frozen=True, kw_only=True)
class PartCount:
    """The witnesses for and against one part of a claim. The letters are those of the rule."""

    part: Part | None
    """None for the whole claim, if its main reading has no parts."""
    passages: tuple[Passage, ...]
    """All passages that bear on it, whether they count or not, in the order of the file."""
    supports: tuple[Witness, ...]
    """S: those that show it; of the own side only texts do."""
    partly: tuple[Witness, ...]
    """P: those that show some of it."""
    qualifies: tuple[Witness, ...]
    """Q: those that limit it, of any side. They can make a part disputed, never unconfirmed or contradicted."""
    contradicts: tuple[Witness, ...]
    """A and D, which `refutes` and `opposes` tell apart."""

    @property
    def id(self) -> str | None:
        """The id of the part, or None for the whole claim."""
        return self.part.id if self.part else None

    @property
    def refutes(self) -> tuple[Witness, ...]:
        """A: admissions of the own side, and witnesses of no side."""
        return tuple(witness for witness in self.contradicts if witness.colour is not Colour.OTHER)

    @property
    def opposes(self) -> tuple[Witness, ...]:
        """D: the other side."""
        return tuple(witness for witness in self.contradicts if witness.colour is Colour.OTHER)


def _parts_of(claim: Claim) -> tuple[Part | None, ...]:
    """Return the parts of a claim, and None for the whole if its main reading has no part; an opinion has no whole."""
    has_main = any(not part.reading for part in claim.parts)
    return claim.parts if has_main or claim.kind is ClaimKind.POSITION else (None, *claim.parts)


def _bears_on(evidence: Evidence, part: Part | None) -> bool:
    """Return whether a passage bears on a part: if it names none, it bears on each of the main reading."""
    if not evidence.part:
        return not (part and (part.reading or part.same))
    return part is not None and evidence.part == part.id


def _count_part(part: Part | None, passages: Iterable[Passage], without: Origins) -> PartCount:
    """Return the witnesses of a part among the passages of its claim, leaving out those with an origin in `without`."""
    bearing_passages = []
    by_stance = defaultdict[Stance, list[Passage]](list)
    for passage in passages:
        if not _bears_on(passage.evidence, part):
            continue
        bearing_passages.append(passage)
        if passage.counts and not passage.origins & without:
            by_stance[passage.evidence.stance].append(passage)
    _weaken_lone_hedged(by_stance, Stance.SUPPORTS, Stance.PARTLY)
    _weaken_lone_hedged(by_stance, Stance.CONTRADICTS, Stance.QUALIFIES)
    return PartCount(
        part=part,
        passages=tuple(bearing_passages),
        supports=join_witnesses(by_stance[Stance.SUPPORTS]),
        partly=join_witnesses(by_stance[Stance.PARTLY]),
        qualifies=join_witnesses(by_stance[Stance.QUALIFIES]),
        contradicts=join_witnesses(by_stance[Stance.CONTRADICTS]),
    )


def _weaken_lone_hedged(by_stance: dict[Stance, list[Passage]], stance: Stance, weaker: Stance) -> None:
    """Move hedged findings that stand alone to the weaker stance: one of them confirms or contradicts nothing.

    One stands alone if S, A or D has no other witness. A and D have the same stance, and each is looked at by itself.
    """
    witnesses = join_witnesses(by_stance[stance])
    groups = by_key((stance is Stance.CONTRADICTS and witness.colour is Colour.OTHER, witness) for witness in witnesses)
    for group in groups.values():
        passages = group[0].passages
        if len(group) == 1 and all(passage.evidence.hedged for passage in passages):
            by_stance[stance] = [passage for passage in by_stance[stance] if passage not in passages]
            by_stance[weaker] += passages


# 2. From the witnesses of a part to its label

_STRENGTH = {
    Label.CONTRADICTED: 0,
    Label.DISPUTED: 1,
    Label.UNCONFIRMED: 1,
    Label.PARTLY_CONFIRMED: 2,
    Label.CONFIRMED: 3,
}
_NEEDED_AGAINST_THE_OTHER_SIDE = 2
"""How many witnesses of no side outweigh a contradiction of the other side."""


@dataclass(frozen=True, kw_only=True)
class PartLabel:
    """A part with its label."""

    count: PartCount
    label: Label
    limited_by: str | None = None
    """The id of the part that it refers to, if its own witnesses would make it stronger than that one."""

    @property
    def same(self) -> PartOfAnother | None:
        """The part of another claim whose label it has."""
        return self.count.part.same if self.count.part else None


@dataclass(frozen=True, kw_only=True)
class ReadingLabel:
    """One reading of a claim, with its parts and its label."""

    id: str | None
    """None for the main reading."""
    parts: tuple[PartLabel, ...]
    """In the order of the file. The main reading of an opinion may have none; any other has at least one."""
    label: Label

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages that bear on one of its parts, whether they count or not, in the order of the file."""
        by_number: dict[int, Passage] = {}
        for part in self.parts:
            by_number |= {passage.number: passage for passage in part.count.passages}
        return tuple(sorted(by_number.values(), key=attrgetter("number")))


def label_of_part(count: PartCount) -> Label:
    """Return the label that follows from the witnesses of a part: the first line that fits of the table in the rule."""
    backing, limiting = len(count.supports) + len(count.partly), len(count.qualifies)
    of_no_side = sum(witness.colour is Colour.NONE for witness in count.supports)
    if count.refutes and not backing:
        return Label.CONTRADICTED
    if count.refutes or (count.opposes and of_no_side < _NEEDED_AGAINST_THE_OTHER_SIDE):
        return Label.DISPUTED
    if count.supports:
        return Label.DISPUTED if limiting > backing else Label.CONFIRMED
    if count.partly:
        return Label.DISPUTED if limiting >= backing else Label.PARTLY_CONFIRMED
    return Label.UNCONFIRMED


def _label_parts(counts: Sequence[PartCount], same: Mapping[str | None, Label]) -> list[PartLabel]:
    """Return all parts of a claim with their labels; one that refers to another is never stronger than it.

    `same` has the labels of the parts that say the same as a part of another claim.
    """
    labels: dict[str | None, Label] = {}
    references: dict[str, list[str]] = {}
    for count in counts:
        labels[count.id] = same.get(count.id) or label_of_part(count)
        if count.part and count.part.of:
            references[count.part.id] = [count.part.of]
    limited_by: dict[str | None, str] = {}
    for id in TopologicalSorter(references).static_order():
        for other in references.get(id, ()):
            if _STRENGTH[labels[id]] > _STRENGTH[labels[other]]:
                labels[id] = labels[other]
                limited_by[id] = other
    return [PartLabel(count=count, label=labels[count.id], limited_by=limited_by.get(count.id)) for count in counts]


def _label_of_reading(parts: Sequence[PartLabel]) -> Label:
    """Return the label that follows from the labels of all parts of a reading, of which the first is the main one."""
    labels = {part.label for part in parts}
    for part in parts:
        if part.label is Label.CONTRADICTED and not (part.count.part and part.count.part.detail):
            return Label.CONTRADICTED
    if Label.DISPUTED in labels:
        return Label.DISPUTED
    if labels == {Label.CONFIRMED}:
        return Label.CONFIRMED
    is_backed = Label.CONFIRMED in labels or Label.PARTLY_CONFIRMED in labels
    label = Label.PARTLY_CONFIRMED if is_backed else Label.UNCONFIRMED
    return min(label, parts[0].label, key=_STRENGTH.__getitem__)  # no claim is stronger than its main part


# 3. From a claim to its labels


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What follows from a claim's evidence; `WitnessCounter.judge` makes it."""

    passages: tuple[Passage, ...]
    """All of the claim's evidence, in the order of the file."""
    readings: tuple[ReadingLabel, ...]
    """The main reading, then the others in the order of their first parts."""

    @property
    def main(self) -> ReadingLabel:
        """The main reading."""
        return self.readings[0]

    @property
    def others(self) -> tuple[ReadingLabel, ...]:
        """The other readings."""
        return self.readings[1:]

    @property
    def label(self) -> Label:
        """The label of the main reading, which is the claim's."""
        return self.main.label

    @property
    def parts(self) -> tuple[PartLabel, ...]:
        """The parts of all readings; a claim without parts has one, and an opinion without parts none."""
        parts: list[PartLabel] = []
        for reading in self.readings:
            parts += reading.parts
        return tuple(parts)


class Decision(NamedTuple):
    """The witnesses each of which decides a label alone."""

    witnesses: tuple[Witness, ...]
    is_against: bool
    """Whether they are against the claim."""


class WitnessCounter:
    """Counts the witnesses of claims among the records of one dataset.

    Attributes:
        dataset: The records. Their checks need not have passed; see the errors of each method.
        origins: The origins of each source by its id, from `trace_origins`, whose errors the constructor raises.

    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.origins = trace_origins(dataset.sources)

    def judge(self, claim: Claim, *, without: Origins = frozenset()) -> Judgement:
        """Return the passages of a claim, the witnesses of each of its parts, and the label of each of its readings.

        Args:
            claim: A claim of the dataset, with or without a verdict; its verdict is not looked at.
            without: Origins to leave out: passages with one of them stay among the passages and are not counted.

        Raises:
            KeyError: If the claim, or a claim or source that it leads to, names a part, claim, source or speaker that
                does not exist.
            graphlib.CycleError: If parts refer to each other (`of`) in a circle.
            RecursionError: If parts of several claims are judged by each other (`same`) in a circle.

        """
        passages = self._passages_of(claim)
        counts = []
        same: dict[str | None, Label] = {}
        for part in _parts_of(claim):
            counts.append(_count_part(part, passages, without))
            if part and part.same:
                same[part.id] = self._label_of_another(part.same, without)
        parts_by_reading: dict[str | None, list[PartLabel]] = {None: []}
        for part_label in _label_parts(counts, same):
            reading = part_label.count.part.reading if part_label.count.part else None
            parts_by_reading.setdefault(reading, []).append(part_label)
        readings = []
        for id, parts in parts_by_reading.items():
            is_opinion = id is None and claim.kind is ClaimKind.POSITION
            label = Label.OPINION if is_opinion else _label_of_reading(parts)
            readings.append(ReadingLabel(id=id, parts=tuple(parts), label=label))
        return Judgement(passages=passages, readings=tuple(readings))

    def deciding_witnesses(self, claim: Claim, reading: ReadingLabel) -> Decision:
        """Return the witnesses that each decide a label alone, because nothing else would carry it without that one.

        A witness that only tips the balance, so that those for a claim outnumber those against it, is not among them.
        No witness decides an opinion. Raises what `judge` raises.

        Args:
            claim: A claim of the dataset.
            reading: One of its readings, as `judge` returns them.

        """
        witnesses: list[Witness] = []
        opponents: list[Witness] = []
        supporters: list[Witness] = []
        for witness in join_witnesses(passage for passage in reading.passages if passage.counts):
            without = {other.id: other.label for other in self.judge(claim, without=witness.origins).readings}
            label = without[reading.id]
            if label is reading.label:
                continue
            witnesses.append(witness)
            if label in {Label.CONFIRMED, Label.PARTLY_CONFIRMED}:
                opponents.append(witness)
            if label in {Label.PARTLY_CONFIRMED, Label.UNCONFIRMED, Label.CONTRADICTED}:
                supporters.append(witness)
        if reading.label is Label.CONTRADICTED:
            return Decision(tuple(witnesses), is_against=True)
        if reading.label is Label.DISPUTED and opponents:
            return Decision(tuple(opponents), is_against=True)
        return Decision(tuple(supporters), is_against=False)

    def own_sides(self, claim: Claim) -> tuple[str, ...]:
        """Return the ids of the sides of those who assert a claim or pass on its words, each once."""
        makers = [appearance.speaker for appearance in claim.appearances if not appearance.cited]
        sides = [self.dataset.speakers_by_id[id].side for id in makers]
        return tuple(dict.fromkeys(side for side in sides if side))

    def sides_of(self, evidence: Evidence) -> set[str]:
        """Return the ids of the sides whose word a passage carries; its own `side` replaces those of its origins."""
        if evidence.side:
            return {evidence.side}
        sides = {self.dataset.sources_by_id[id].side for id in self._origins_of(evidence)}
        return {side for side in sides if side}

    def said_in(self, claim: Claim) -> int:
        """Return the index of the appearance in which the speaker of the claim's text makes it.

        One within the time of the text is taken before an earlier or later one. If the speaker of the text does not
        make the claim, return the index of its maker's appearance.
        """
        text = self.dataset.texts_by_id.get(self.dataset.text_of(claim) or "")
        first = None
        for index, appearance in enumerate(claim.appearances):
            if text is None or appearance.speaker != text.speaker or appearance.cited:
                continue
            if appearance.date and text.date.first <= appearance.date.last <= text.date.last:
                return index
            if first is None:
                first = index
        return claim.maker(self.dataset.sources_by_id) if first is None else first

    def day(self, claim: Claim) -> Edtf | None:
        """Return the day on which a claim was made in its text, whoever may have said it before."""
        return claim.appearances[self.said_in(claim)].date

    def is_shown_only_later(self, claim: Claim, reading: ReadingLabel) -> bool:
        """Return whether a reading has support, all of which was published after the claim was made."""
        day = self.day(claim)
        passages: list[Passage] = []
        for part in reading.parts:
            for witness in part.count.supports:
                passages += witness.passages
        if day is None or not passages:
            return False
        return all(passage.source.is_surely_later(day) for passage in passages)

    def _passages_of(self, claim: Claim) -> tuple[Passage, ...]:
        """Return the passages of a claim, each with where it comes from, whose word it is and whether it counts."""
        judged_text: set[str] = set()
        for appearance in claim.appearances:
            if not appearance.cited:
                judged_text |= self.origins[appearance.source]
        own_sides = self.own_sides(claim)
        parts = _parts_of(claim)
        passages = []
        for number, evidence in enumerate(claim.evidence, 1):
            origins = self._origins_of(evidence)
            sides = self.sides_of(evidence)
            colour: Colour | None = Colour.NONE
            if origins & judged_text:
                colour = None
            elif sides.intersection(own_sides):
                colour = Colour.OWN
            elif sides:
                colour = Colour.OTHER
            exclusion = _exclusion(evidence, colour, has_part=any(_bears_on(evidence, part) for part in parts))
            passage = Passage(
                number=number,
                evidence=evidence,
                source=self.dataset.sources_by_id[evidence.source],
                origins=origins,
                sides=tuple(sorted(sides)),
                colour=colour,
                role=_role(evidence, colour, exclusion),
                exclusion=exclusion,
            )
            passages.append(passage)
        return tuple(passages)

    def _origins_of(self, evidence: Evidence) -> Origins:
        """Return the origins of a passage; its own `relays` replaces what its source says of itself."""
        sources = evidence.relays or (evidence.source,)
        return frozenset[str]().union(*[self.origins[id] for id in sources])

    def _label_of_another(self, reference: PartOfAnother, without: Origins) -> Label:
        judgement = self.judge(self.dataset.claims_by_id[reference.claim], without=without)
        labels = {part.count.id: part.label for part in judgement.parts}
        return labels[reference.part]
