"""“Who says so, and when” on a claim's page: its passages as rows by date, cut by the day on which it was made."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest

from ..model.records import As, Claim, Seen, Source, SpeakerKind, Stance
from ..site import labels
from ..site.index import Site
from ..site.labels import Tally
from ..site.views import View
from ..source.dates import Edtf
from ..source.grouping import by_key
from ..verdict.counter import BACKING, Role
from ..verdict.origins import Colour, join_witnesses
from ..verdict.passages import Passage

MAX_ROWS = 12
"""Rows that stand open; where there are more, one per witness, and the rest is folded."""

_STRONGEST_FIRST = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.PARTLY, Stance.QUALIFIES, Stance.CONTEXT)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A passage that can be retold alone: when, what it does, who says it, in what words, and what they do not show."""

    passage: View
    role: Role
    does: str
    day: Edtf | None
    speaker: str
    carrier: str
    """Who published the words, where that is not the speaker."""
    about: str
    """The part of the claim that it bears on, where that is not the main one."""
    note: str
    """What a passage without words shows, in a sentence; otherwise empty."""
    limit: str
    is_later: bool
    """Whether it is, or may be, later than the day on which the claim was made."""


@dataclass(frozen=True, kw_only=True)
class RowList:
    """Rows by date. `cut` is what stands between those of before and those of after the day of the claim."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]
    cut: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All rows of a claim: what they add up to, those that stand open, and the rest."""

    summary: str
    read: str
    """How many of the passages were read whole."""
    open: RowList
    folded: RowList
    has_own_word: bool
    """Whether a row is the own side's word for itself, which is not counted."""


def claim_rows(site: Site, claim: Claim, views: Sequence[View]) -> Rows | None:
    """Return the rows of a claim, or None where no passage is weighed; `views` are all its passages as pages show them.

    A passage is weighed if it counts, or if it is a statement for or against the claim.
    """
    passages = [passage for passage in site.judgements.passages[claim.id] if role_of(passage)]
    if not passages:
        return None
    rows = {passage.number: _row(site, claim, passage, views[passage.number - 1]) for passage in passages}
    later = {number for number, row in rows.items() if row.is_later}
    shown = passages if len(passages) <= MAX_ROWS else [*_strongest(passages, later)][:MAX_ROWS]
    opened = {passage.number for passage in shown}
    return Rows(
        summary=_summary(site, claim, passages, rows),
        read=_read(site, rows.values()),
        open=_by_date(site, claim, [row for number, row in rows.items() if number in opened]),
        folded=_by_date(site, claim, [row for number, row in rows.items() if number not in opened]),
        has_own_word=any(passage.role is Role.WORD for passage in passages),
    )


def role_of(passage: Passage) -> Role | None:
    """Return what a passage does; of a statement, which counts for nothing, by its stance; None of context."""
    if passage.role is not Role.BESIDE:
        return passage.role
    if passage.evidence.as_ is not As.STATEMENT or passage.evidence.stance is Stance.CONTEXT:
        return None
    return Role.BACKS if passage.evidence.stance in BACKING else Role.LIMITS


def rank(passage: Passage) -> tuple[bool, int, bool, int]:
    """Return a key that sorts passages: the strongest first, those with words before those without."""
    evidence = passage.evidence
    is_beside = passage.role is Role.BESIDE
    return is_beside, _STRONGEST_FIRST.index(evidence.stance), not evidence.words, passage.number


def day_of(passage: Passage, sources: Mapping[str, Source]) -> Edtf | None:
    """Return the day on which the words of a passage were said or printed; None where it is not known.

    It is the passage's own date if that is one day or month: a longer time is what the words are about. Otherwise it is
    the date of its source, or of the work that the source is an edition of or goes back to; and where none of these has
    a date, the time that the passage gives.
    """
    own = passage.evidence.date
    if own and not own.is_period and own.precision != "year":
        return own
    source = sources[passage.evidence.source]
    works = [source.id, *([source.edition_of] if source.edition_of else []), *source.relays, *sorted(passage.origins)]
    return next((sources[id].date for id in works if sources[id].date), own)


def age(site: Site, claim: Claim, passage: Passage) -> str:
    """Return in words that a passage is, or may be, later than the day of its claim; an empty text where it is not."""
    day, made = day_of(passage, site.data.sources_by_id), site.judgements.said(claim).date
    if not _is_later(day, made):
        return ""
    if day is None or made is None:
        return site.language.gettext(labels.UNDATED)
    return site.language.gettext(labels.LATER if day.first > made.last else labels.PERHAPS_LATER)


def _is_later(day: Edtf | None, made: Edtf | None) -> bool:
    return made is not None and (day is None or day.last > made.last)


def _row(site: Site, claim: Claim, passage: Passage, view: View) -> Row:
    evidence = passage.evidence
    day = day_of(passage, site.data.sources_by_id)
    speaker, carrier = speaker_of(site, passage)
    if passage.role is Role.WORD:
        does = _own_word(site, claim)
    else:
        does = site.language.gettext(labels.DOES[passage.role, evidence.stance])
    return Row(
        passage=view,
        role=passage.role,
        does=does,
        day=day,
        speaker=speaker,
        carrier=carrier,
        about=_about(site, claim, evidence.part),
        note="" if evidence.words else site.markdown.first_sentence(evidence.note),
        limit=evidence.limit or "",
        is_later=_is_later(day, site.judgements.said(claim).date),
    )


def speaker_of(site: Site, passage: Passage) -> tuple[str, str]:
    """Return whose words a passage has, and who published them where that is somebody else."""
    evidence, judgements = passage.evidence, site.judgements
    publisher = judgements.publisher_name(evidence.source)
    if evidence.said_by and evidence.said_by in site.data.speakers_by_id:
        speaker = site.data.speakers_by_id[evidence.said_by].name
    else:
        speaker = evidence.said_by or publisher
    return speaker, "" if speaker == publisher else publisher


def _own_word(site: Site, claim: Claim) -> str:
    """Return who speaks for itself: `The North says`."""
    speaker = site.judgements.speaker(claim)
    sides = [site.judgements.side_names[side] for side in site.judgements.counter.own_sides(claim)]
    return labels.says(sides or [speaker.short or speaker.name], site.language)


def _about(site: Site, claim: Claim, id: str | None) -> str:
    """Return which part a passage is about; nothing of the first, which is the claim itself."""
    for number, part in enumerate(claim.parts):
        if part.id == id and part.reading and sum(other.reading == part.reading for other in claim.parts) == 1:
            return site.language.gettext("About the other reading")
        if part.id == id and number > 0:
            return site.language.gettext("About: %(part)s", part=part.text)
    return ""


def _strongest(passages: Sequence[Passage], later: Collection[int]) -> Iterator[Passage]:
    """Yield the strongest passage of each witness, in turn for each part and role, the strongest witness first.

    What was known on the day of the claim has a turn of its own: it is not among the numbers of `later` ones.
    """
    turns = []
    keyed = (((p.evidence.part or "", role_of(p), p.number in later), p) for p in passages)
    for group in by_key(keyed).values():
        strongest = []
        for witness in join_witnesses(range(len(group)), group):
            strongest.append(min((group[n] for n in witness.passages), key=rank))
        turns.append(sorted(strongest, key=rank))
    yield from filter(None, chain(*zip_longest(*turns)))


def _by_date(site: Site, claim: Claim, rows: Sequence[Row]) -> RowList:
    """Return rows by date, those that came or may have come after the day of the claim apart; undated ones are last.

    A month or a longer time stands at its last day, by which it is also told whether it may be later than the claim.
    """
    ordered = sorted(rows, key=lambda row: (row.day.last if row.day else date.max, row.passage.number))
    after = tuple(row for row in ordered if row.is_later)
    made, cut = site.judgements.said(claim).date, ""
    if made:
        is_unsure = any(row.day is None or row.day.first <= made.last for row in after)
        cut = labels.cut(made, site.language, later=any(row.day for row in after), unsure=is_unsure)
    return RowList(before=tuple(row for row in ordered if not row.is_later), after=after, cut=cut)


def _summary(site: Site, claim: Claim, passages: Sequence[Passage], rows: Mapping[int, Row]) -> str:
    """Return in a sentence how many witnesses back or limit a claim as read first, before it was made and since.

    A witness counts once, for the time at which it was heard first; see labels.summary.
    """
    of_other_readings = {part.id for part in claim.parts if part.reading}
    passages = [passage for passage in passages if passage.evidence.part not in of_other_readings] or passages
    tallies: dict[bool, list[Tally]] = {False: [], True: []}
    has_undated = False
    for role in (Role.BACKS, Role.LIMITS):
        counted = [passage for passage in passages if passage.role is role]
        for witness in join_witnesses(range(len(counted)), counted):
            own = [counted[n] for n in witness.passages]
            is_later = all(rows[passage.number].is_later for passage in own)
            has_undated |= all(rows[passage.number].day is None for passage in own)
            stance = min((passage.evidence.stance for passage in own), key=_STRONGEST_FIRST.index)
            tallies[is_later].append(Tally(stance, is_own=witness.colour is Colour.OWN))
    return labels.summary(
        before=tallies[False],
        since=tallies[True],
        when=_time_before(site, claim),
        has_undated=has_undated,
        sides=[site.judgements.side_names[side] for side in site.judgements.counter.own_sides(claim)],
        language=site.language,
    )


def _time_before(site: Site, claim: Claim) -> str:
    """Return the time before a claim was made, as `Before he said it`; an empty text where its day is not known."""
    if site.judgements.said(claim).date is None:
        return ""
    speaker = site.judgements.speaker(claim)
    is_body = speaker.kind is SpeakerKind.ORGANISATION
    return labels.before(speaker.pronoun, speaker.short or speaker.name, site.language, is_body=is_body)


def _read(site: Site, rows: Iterable[Row]) -> str:
    """Return how many of the sources of some rows were read whole."""
    seen = {row.passage.source.id: row.passage.source.seen.value for row in rows}
    whole = [id for id, how in seen.items() if how == Seen.WHOLE]
    return labels.read_whole(len(whole), len(seen), site.language)
