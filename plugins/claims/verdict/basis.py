"""Judgement → the numbers and names of which a label's words are made, such as “Confirmed by 1 and its own law”."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..model.records import Claim, Label, SourceType, Stance
from .counter import Judgement, ReadingLabel, WitnessCounter
from .origins import Colour, Witness


class Voice(StrEnum):
    """Who says what nobody shows."""

    SPEAKER = "speaker"
    SIDE = "side"
    OTHERS = "others"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a label rests on; each field is filled for the labels that it concerns."""

    label: Label
    witnesses: int = 0
    """Of a confirmed claim: witnesses but the own side, of the part that has fewest."""
    own_texts: tuple[SourceType | None, ...] = ()
    """Of a confirmed claim: what the own side's texts for that part are, each kind once; None of an unknown kind."""
    parts: int = 1
    in_full: int = 0
    in_part: int = 0
    supports: int = 0
    """Of a disputed claim: witnesses for the first part that is disputed, in full or in part."""
    contradicts: int = 0
    """The same against it."""
    voice: Voice = Voice.SPEAKER
    names: tuple[str, ...] = ()
    """Of an unconfirmed claim: ids of the sides, or of the speaker, that alone say so."""


def basis(counter: WitnessCounter, claim: Claim, judgement: Judgement, reading: ReadingLabel) -> Basis:
    """Return what the label of a reading rests on."""
    if reading.label is Label.CONFIRMED:
        number, texts = min((_shown(counter, claim, part.count.supports) for part in reading.parts), key=_rank)
        return Basis(label=reading.label, witnesses=number, own_texts=texts)
    if reading.label is Label.PARTLY_CONFIRMED:
        labels = [part.label for part in reading.parts]
        full, part = labels.count(Label.CONFIRMED), labels.count(Label.PARTLY_CONFIRMED)
        return Basis(label=reading.label, parts=len(labels), in_full=full, in_part=part)
    if reading.label is Label.DISPUTED:
        count = next(part.count for part in reading.parts if part.label is Label.DISPUTED)
        supports = len(count.supports) + len(count.partly)
        return Basis(label=reading.label, supports=supports, contradicts=len(count.contradicts))
    if reading.label is Label.UNCONFIRMED:
        voice = _voice(claim, judgement, reading)
        speaker = next((link.speaker for link in claim.appearances if not link.cited), claim.appearances[0].speaker)
        names = counter.own_sides(claim) if voice is Voice.SIDE else (speaker,)
        return Basis(label=reading.label, voice=voice, names=names)
    return Basis(label=reading.label)


def _shown(
    counter: WitnessCounter, claim: Claim, supports: Iterable[Witness]
) -> tuple[int, tuple[SourceType | None, ...]]:
    """Return how many witnesses of a part are not of the own side, and of which types that side's texts are."""
    own = [witness for witness in supports if witness.colour is Colour.OWN]
    types = (counter.sources[claim.evidence[witness.passages[0]].source].type for witness in own)
    return sum(witness.colour is not Colour.OWN for witness in supports), tuple(dict.fromkeys(types))


def _rank(shown: tuple[int, tuple[SourceType | None, ...]]) -> tuple[int, int]:
    return shown[0], len(shown[1])


def _voice(claim: Claim, judgement: Judgement, reading: ReadingLabel) -> Voice:
    """Return who says so again of the parts that nobody shows."""
    places = {n for part in reading.parts if part.label is Label.UNCONFIRMED for n in part.count.passages}
    saying = [n for n in places - judgement.counted if claim.evidence[n].stance in {Stance.SUPPORTS, Stance.PARTLY}]
    colours = {judgement.colours[n] for n in saying}
    if colours & {Colour.OTHER, Colour.NONE}:
        return Voice.OTHERS
    return Voice.SIDE if Colour.OWN in colours else Voice.SPEAKER
