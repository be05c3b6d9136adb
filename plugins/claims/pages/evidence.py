"""The evidence on a claim's page: who says so, and when; and every passage, witness by witness."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from urllib.parse import quote

from ..model.records import As, Claim, Stance
from ..site import labels
from ..site.glossary import Linker
from ..site.index import Site
from ..site.shown import needs_gloss
from ..site.views import View, choice
from ..source.dates import Edtf
from ..source.grouping import by_key
from ..verdict.counter import Role
from ..verdict.origins import join_origins, join_witnesses
from ..verdict.passages import Passage

MAX_ENTRIES = 12
"""Passages that stand open in the list of who says so; where there are more, one a witness, and the rest is folded."""

_STRONGEST_FIRST = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.PARTLY, Stance.QUALIFIES, Stance.CONTEXT)


def claim_evidence(site: Site, claim: Claim, with_terms: Linker) -> View:
    """Return the evidence of a claim."""
    passages = site.findings.passages[claim.id]
    views = tuple(passage_view(site, claim, passage, with_terms) for passage in passages)
    columns_of = {p.number: column for p in passages if (column := _column_of(p))}
    weighed = [passage for passage in passages if passage.number in columns_of]
    later = {view.number for view in views if view.age}
    shown = weighed if len(weighed) <= MAX_ENTRIES else [*_strongest(weighed, later)][:MAX_ENTRIES]
    roles = [role for role in (Role.WORD, Role.BACKS, Role.LIMITS) if role in columns_of.values()]
    columns = tuple(View(role=role.value, title=_column(site, claim, role)) for role in roles)
    entries = {
        p.number: _entry(site, claim, p, views[p.number - 1], roles.index(columns_of[p.number]) + 1) for p in weighed
    }
    day, opened = site.findings.said(claim).date, {passage.number for passage in shown}
    return View(
        passages=views,
        columns=columns,
        missing=tuple(site.language.gettext(labels.MISSING[role]) for role in labels.MISSING if role not in roles),
        open=_by_date(site, day, (entry for number, entry in entries.items() if number in opened)),
        folded=_by_date(site, day, (entry for number, entry in entries.items() if number not in opened)),
        witnesses=tuple(_witnesses(site, passages, views)),
    )


def passage_view(site: Site, claim: Claim, passage: Passage, with_terms: Linker) -> View:
    """Return a passage of a claim's evidence."""
    evidence, language = passage.evidence, site.language
    source = site.shown.sources[evidence.source]
    is_retold = language.is_own(evidence.spoken or "") and not language.is_own(evidence.lang)
    has_gloss = needs_gloss(evidence.lang, evidence.gloss, language) and not is_retold
    return View.from_record(
        evidence,
        number=passage.number,
        stance=choice(evidence.stance, language),
        source=source,
        sides=tuple(site.shown.sides[side] for side in passage.sides),
        age=_age(site, claim, passage),
        counts_as=language.gettext(labels.AS[evidence.as_]) if evidence.as_ in labels.AS else "",
        part=part_numbers(claim).get(evidence.part) if claim.verdict else None,
        note=with_terms(site.markdown.html(evidence.note)),
        gloss=evidence.gloss if has_gloss else None,
        retold=language.gettext(labels.RETOLD, language=language.called(evidence.lang)) if is_retold else "",
        href=_to_words(source.href, evidence.words) if source.href and evidence.words else source.href,
    )


def part_numbers(claim: Claim) -> dict[str | None, int]:
    """Return the number of each part, from 1, by its id."""
    return {part.id: n for n, part in enumerate(claim.parts, 1)}


def _age(site: Site, claim: Claim, passage: Passage) -> str:
    """Return in words that a source is, or may be, later than the day on which a claim was made, or an empty text."""
    source, made = site.records.sources[passage.evidence.source], site.findings.said(claim).date
    if made is None or not source.is_later(made):
        return ""
    if source.date is None:
        return site.language.gettext(labels.UNDATED)
    return site.language.gettext(labels.LATER if source.is_surely_later(made) else labels.PERHAPS_LATER)


def _to_words(url: str, words: str) -> str:
    """Return the address of words on a page, where a browser marks them (WICG, "URL Fragment Text Directives").

    It is the page's own where that has a fragment already.
    """
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    return url if "#" in url else f"{url}#:~:text={quote(words, safe='').replace('-', '%2D')}"


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
    speaker = site.findings.speaker(claim)
    sides = [site.findings.side_names[side] for side in site.findings.counter.own_sides(claim)]
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
        name=site.findings.witness_name(evidence.source, frozenset([evidence.source])),
        about=_about(site, claim, evidence.part),
        clause=site.markdown.first_sentence(evidence.note),
    )


def _about(site: Site, claim: Claim, id: str | None) -> str:
    """Return of which of several parts a passage is; nothing where the main reading has but one."""
    part = next((part for part in claim.parts if part.id == id), None)
    if part is None or sum(other.reading == part.reading for other in claim.parts) > 1:
        return site.language.gettext("About: %(part)s", part=part.text) if part else ""
    return site.language.gettext("About the other reading") if part.reading else ""


def _by_date(site: Site, day: Edtf | None, entries: Iterable[View]) -> View:
    """Return entries by the date of their source, those after the day of the claim apart; undated ones are last."""
    dated = [(source.date, entry) for entry in entries for source in [entry.passage.source]]
    dated.sort(key=lambda found: (not found[0], found[0].sort_key if found[0] else (), found[1].passage.number))
    after = [(date, entry) for date, entry in dated if entry.passage.age]
    cut = ""
    if day:
        unsure = any(entry.passage.age != site.language.gettext(labels.LATER) for _, entry in after)
        cut = labels.cut(day, site.language, later=any(date for date, _ in after), unsure=unsure)
    return View(
        before=tuple(entry for _, entry in dated if not entry.passage.age),
        after=tuple(entry for _, entry in after),
        cut=cut,
    )


def _witnesses(site: Site, passages: Sequence[Passage], views: Sequence[View]) -> Iterator[View]:
    """Yield every passage under its witness, the strongest first; of equals those in the page's own language.

    A witness that speaks for itself and also passes on a side's word has an entry for each.
    """
    joined = join_origins(passage.origins for passage in passages)
    own_first = sorted(passages, key=lambda p: (_rank(p)[:-1], not site.language.is_own(p.evidence.lang), p.number))
    for (origins, sides), found in by_key(((joined[min(p.origins)], p.sides), p) for p in own_first).items():
        yield View(
            name=site.findings.witness_name(found[0].evidence.source, origins),
            whose=site.findings.whose(sides),
            passages=tuple(views[passage.number - 1] for passage in found),
        )
