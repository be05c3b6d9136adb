"""Claims → the picture of who backs each: a table of marks, one a witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model.records import Claim, Label
from ..source.grouping import by_key
from ..verdict.backing import Backing, Marks, backing
from ..verdict.counter import ReadingLabel, Role
from . import labels
from .index import Site, part_labels
from .language import N_, Language
from .views import Link, View

_MIN_SHARING = 3  # claims that lean on the same witnesses, before it is said
_MOST_MARKS = 5  # in a cell; more have their number beside the first of them


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The marks of one column: `word`, `text`, `some-text`, `full`, `half`, `limits` or `against`."""

    marks: tuple[str, ...]
    more: int | None
    """How many there are, where not all are drawn."""
    words: str
    """The same for those who do not see them."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One reading of a claim."""

    title: str
    claim: View
    label: str
    name: str
    """Its label in words."""
    parts: tuple[str, ...]
    cells: tuple[Cell, ...]
    """As many as there are columns."""
    is_another: bool
    """Whether it is not the main reading."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The rows of a topic, from the best backed to the least."""

    topic: Link
    rows: tuple[Row, ...]
    shared: str
    """How many of its claims lean on the same witnesses, in words; empty where few do."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Who backs the claims of one speaker's side."""

    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    opinions: int
    """How many claims are opinions, and have no row."""


def picture(site: Site, claims: Iterable[Claim]) -> Picture | None:
    """Return the picture of claims, in the order of topics; None where none of them can be checked.

    The columns are named after the own side of the first claim: give those of one text or one claim.
    """
    judged = [claim for claim in claims if claim.verdict]
    readings = {claim.id: site.judgements[claim.id].readings for claim in judged}
    checked = [claim for claim in judged if any(reading.label != Label.OPINION for reading in readings[claim.id])]
    if not checked:
        return None
    return Picture(
        columns=tuple(_columns(site, checked[0])),
        groups=tuple(
            Group(
                topic=site.topic_links[topic],
                rows=tuple(row for rows in _ranked(site, found) for row in rows),
                shared=_shared(site, found),
            )
            for topic, found in by_key((claim.topics[0], claim) for claim in checked).items()
        ),
        opinions=len(judged) - len(checked),
    )


def _columns(site: Site, claim: Claim) -> Iterator[str]:
    own, others = site.counter.own_sides(claim), _other_sides(site, claim)
    speaker = site.speaker(claim)
    names = [site.side_names[side] for side in own] or [speaker.short or speaker.name]
    yield labels.column(names, site.language)
    if others:
        yield labels.column([site.side_names[side] for side in others] if len(others) == 1 else [], site.language)
    yield from map(site.language.gettext, (labels.NO_SIDE_SAYS, labels.LIMITS))


def _other_sides(site: Site, claim: Claim) -> list[str]:
    own = site.counter.own_sides(claim)
    return [side for side in site.side_names if side not in own]


def _ranked(site: Site, claims: Iterable[Claim]) -> list[tuple[Row, ...]]:
    """Return the rows of each claim, those that most witnesses show first."""
    found = []
    for claim in claims:
        judgement = site.judgements[claim.id]
        backed = [(reading, backing(claim, judgement, reading)) for reading in judgement.readings]
        found.append((_strength(backed[0][1]), tuple(_row(site, claim, *pair) for pair in backed)))
    return [rows for _, rows in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _shared(site: Site, claims: Sequence[Claim]) -> str:
    """Return how many of some claims lean on the same witnesses: three or more on two or more."""
    backing = [{p.origins for p in site.passages[claim.id] if p.role is Role.BACKS} for claim in claims]
    rows, witnesses = max(
        ((sum(found >= base for found in backing), len(base)) for base in backing if len(base) > 1), default=(0, 0)
    )
    if rows < _MIN_SHARING:
        return ""
    gettext = site.language.gettext
    if rows == len(claims):
        return gettext("All of these lean on the same %(witnesses)s witnesses.", witnesses=witnesses)
    message = N_("%(rows)s of these %(count)s lean on the same %(witnesses)s witnesses.")
    return gettext(message, rows=rows, count=len(claims), witnesses=witnesses)


def _strength(back: Backing) -> tuple[int, ...]:
    marks = (back.own, back.other, back.none)
    return sum(mark.full for mark in marks), sum(mark.half for mark in marks), back.words


def _row(site: Site, claim: Claim, reading: ReadingLabel, back: Backing) -> Row:
    return Row(
        title=site.language.gettext(labels.ANOTHER_READING) if reading.id else claim.short or claim.title,
        claim=site.cards[claim.id],
        label=str(reading.label),
        name=site.choice(reading.label).name,
        parts=part_labels(reading.parts),
        cells=tuple(_cells(back, site.language, has_others=bool(_other_sides(site, claim)))),
        is_another=reading.id is not None,
    )


def _cells(back: Backing, language: Language, *, has_others: bool) -> Iterator[Cell]:
    words = ["word"] * back.words
    yield _cell([*words, *_drawn(back.own, "text", "some-text")], labels.own_marks(back.words, back.own, language))
    for marks in (back.other, back.none) if has_others else (back.none,):
        yield _cell(_drawn(marks, "full", "half"), labels.marks(marks, language))
    limits = ""
    if back.limits:
        limits = language.ngettext("%(num)s witness limits it", "%(num)s witnesses limit it", back.limits)
    yield _cell(["limits"] * back.limits, limits)


def _drawn(marks: Marks, full: str, half: str) -> list[str]:
    return [*[full] * marks.full, *[half] * marks.half, *["against"] * marks.against]


def _cell(marks: Sequence[str], words: str) -> Cell:
    """Return a cell; what contradicts is drawn before what there is no room for."""
    against = [mark for mark in marks if mark == "against"]
    rest = [mark for mark in marks if mark != "against"]
    shown = (*rest[: max(_MOST_MARKS - len(against), 0)], *against[:_MOST_MARKS])
    return Cell(marks=shown, more=len(marks) if len(marks) > len(shown) else None, words=words)
