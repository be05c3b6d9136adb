"""The evidence on a claim's page: who says so, and when; and every passage, witness by witness."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from ..model.records import As, Claim, Stance
from ..site import labels
from ..site.index import Site
from ..site.views import View
from ..source.dates import Edtf
from ..source.grouping import by_key
from ..verdict.counter import Role
from ..verdict.origins import join_origins, join_witnesses
from ..verdict.passages import Passage

MAX_ENTRIES = 12
"""Passages that stand open in the list of who says so; where there are more, one a witness, and the rest is folded."""

_STRONGEST_FIRST = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.PARTLY, Stance.QUALIFIES, Stance.CONTEXT)


def claim_evidence(site: Site, claim: Claim, views: Sequence[View]) -> View:
    """Return the evidence of a claim, whose passages have these views, in the same order."""
    passages = site.passages[claim.id]
    columns_of = {p.number: column for p in passages if (column := _column_of(p))}
    weighed = [passage for passage in passages if passage.number in columns_of]
    day = site.counter.day(claim)
    later = {p.number for p in passages if day and site.works[p.evidence.source].is_later(day)}
    shown = weighed if len(weighed) <= MAX_ENTRIES else [*_strongest(weighed, later)][:MAX_ENTRIES]
    roles = [role for role in (Role.WORD, Role.BACKS, Role.LIMITS) if role in columns_of.values()]
    columns = tuple(View(role=role.value, title=_column(site, claim, role)) for role in roles)
    entries = {
        p.number: _entry(site, claim, p, views[p.number - 1], roles.index(columns_of[p.number]) + 1) for p in weighed
    }
    return View(
        passages=tuple(views),
        columns=columns,
        missing=tuple(site.language.gettext(labels.MISSING[role]) for role in labels.MISSING if role not in roles),
        open=_by_date(site, day, later, shown, entries),
        folded=_by_date(site, day, later, [passage for passage in weighed if passage not in shown], entries),
        witnesses=tuple(_witnesses(site, passages, views)),
    )


def _column_of(passage: Passage) -> Role | None:
    """Return the column of a passage: that of its role, and of a statement, which counts for nothing, by its stance."""
    if passage.role is not Role.BESIDE:
        return passage.role
    if passage.evidence.as_ is not As.STATEMENT or passage.evidence.stance is Stance.CONTEXT:
        return None
    return Role.BACKS if passage.evidence.stance in {Stance.SUPPORTS, Stance.PARTLY} else Role.LIMITS


def _rank(passage: Passage) -> tuple[bool, int, bool, int]:
    """Sort passages: the strongest first, those with words before those without."""
    evidence = passage.evidence
    beside = passage.role is Role.BESIDE
    return beside, _STRONGEST_FIRST.index(evidence.stance), not evidence.words, passage.number


def _strongest(passages: Sequence[Passage], later: Collection[int]) -> Iterator[Passage]:
    """Yield the strongest passage of each witness, in turn for each part and column, the strongest witness first.

    What was known on the day of the claim has a turn of its own: it is not among the numbers of `later` ones.
    """
    turns = []
    keyed = (((p.evidence.part or "", _column_of(p), p.number in later), p) for p in passages)
    for found in by_key(keyed).values():
        joined = join_witnesses(range(len(found)), found)
        turns.append(sorted((min((found[n] for n in witness.passages), key=_rank) for witness in joined), key=_rank))
    yield from filter(None, chain(*zip_longest(*turns)))


def _column(site: Site, claim: Claim, role: Role) -> str:
    if role is not Role.WORD:
        return site.language.gettext(labels.COLUMNS[role])
    speaker = site.speaker(claim)
    sides = [site.side_names[side] for side in site.counter.own_sides(claim)]
    return labels.column(sides or [speaker.short or speaker.name], site.language)


def _entry(site: Site, claim: Claim, passage: Passage, view: View, column: int) -> View:
    """Return a passage in the list of who says so, in the column of its role."""
    evidence = passage.evidence
    return View(
        passage=view,
        column=column,
        role=passage.role.value,
        does=_column(site, claim, Role.WORD)
        if passage.role is Role.WORD
        else site.language.gettext(labels.DOES[passage.role, evidence.stance]),
        name=site.witness_name(evidence.source, frozenset([evidence.source])),
        about=_about(site, claim, evidence.part),
        clause=site.markdown.first_sentence(evidence.note),
    )


def _about(site: Site, claim: Claim, id: str | None) -> str:
    """Return of which of several parts a passage is; nothing where the main reading has but one."""
    part = next((part for part in claim.parts if part.id == id), None)
    if part is None or sum(other.reading == part.reading for other in claim.parts) > 1:
        return site.language.gettext("About: %(part)s", part=part.text) if part else ""
    return site.language.gettext("About the other reading") if part.reading else ""


def _by_date(
    site: Site, day: Edtf | None, later: Collection[int], passages: Iterable[Passage], entries: dict[int, View]
) -> View:
    """Return entries by the date of their source, the `later` ones apart; undated ones are last."""
    sources = {p.number: site.works[p.evidence.source] for p in passages}
    dated = [n for _, n in sorted((source.date.sort_key, n) for n, source in sources.items() if source.date)]
    undated = sorted(sources.keys() - {*dated})
    dated_later = [n for n in dated if n in later]
    after: tuple[int, ...] = ()
    cut = ""
    if day:
        unsure = bool(undated) or not all(sources[n].is_surely_later(day) for n in dated_later)
        after, cut = (*dated_later, *undated), labels.cut(day, site.language, later=bool(dated_later), unsure=unsure)
    return View(
        before=tuple(entries[n] for n in (*dated, *undated) if n not in after),
        after=tuple(entries[n] for n in after),
        cut=cut,
    )


def _witnesses(site: Site, passages: Sequence[Passage], views: Sequence[View]) -> Iterator[View]:
    """Yield every passage under its witness, the strongest first; of equals those in the page's own language."""
    joined = join_origins(passage.origins for passage in passages)
    own_first = sorted(passages, key=lambda p: (_rank(p)[:-1], not site.language.is_own(p.evidence.lang), p.number))
    for origins, found in by_key((joined[min(p.origins)], p) for p in own_first).items():
        yield View(
            name=site.witness_name(found[0].evidence.source, origins),
            whose=site.whose({side for passage in found for side in passage.sides}),
            passages=tuple(views[passage.number - 1] for passage in found),
        )
