"""Sources → whose word each carries in the end: passages that share an origin are one witness."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import TopologicalSorter

from ..model.records import Source
from ..source.grouping import by_key

Origins = frozenset[str]
"""Ids of the sources whose word a passage carries in the end."""


class Colour(StrEnum):
    """How independent of a claim a passage or witness is, the least independent first."""

    OWN = "own-side"
    OTHER = "other-side"
    NONE = "no-side"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Whose word a passage carries, as seen from its claim."""

    origins: Origins
    sides: tuple[str, ...]
    colour: Colour | None
    """None of the text that is judged, which is never a witness."""


@dataclass(frozen=True, kw_only=True)
class Witness:
    """Passages that share an origin, by their places in the claim's evidence, counted from 0."""

    origins: Origins
    passages: tuple[int, ...]
    colour: Colour


def make_origins(sources: Iterable[Source]) -> Mapping[str, Origins]:
    """Return the origins of each source, following `relays` and `edition_of` to their ends.

    Raises graphlib.CycleError where sources pass on each other in a circle.
    """
    leads = {source.id: (*source.relays, *([source.edition_of] if source.edition_of else [])) for source in sources}
    origins: dict[str, Origins] = {}
    for id in TopologicalSorter(leads).static_order():
        origins[id] = frozenset().union(*(origins[lead] for lead in leads.get(id, ()))) or frozenset([id])
    return {id: origins[id] for id in leads}


def first_origin(source: str, origins: Origins) -> str:
    """Return whose word a passage of a source is: that source's own, or else that of the first of these origins."""
    return source if source in origins else min(origins)


def join_origins(passages: Iterable[Origins]) -> dict[str, Origins]:
    """Return for each origin of some passages all those that are one witness with it: a passage leads to both."""
    joined: dict[str, Origins] = {}
    for origins in passages:
        whole = origins.union(*(joined[id] for id in origins if id in joined))
        joined |= dict.fromkeys(whole, whole)
    return joined


def join_witnesses(places: Iterable[int], voices: Sequence[Voice]) -> tuple[Witness, ...]:
    """Return passages as witnesses, each as independent as the least of its passages; `voices` are all the claim's."""
    places = sorted(places)
    joined = join_origins(voices[n].origins for n in places)
    groups = by_key((joined[min(voices[n].origins)], n) for n in places)
    return tuple(
        Witness(
            origins=whole,
            passages=tuple(passages),
            colour=next(colour for colour in Colour if any(voices[n].colour is colour for n in passages)),
        )
        for whole, passages in groups.items()
    )
