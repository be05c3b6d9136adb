"""The evidence on a claim's page: the table “Who says so, and when”, and every passage under its witness.

The table has passages by date, before the claim was made and after.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from urllib.parse import quote

from markupsafe import Markup

from ..model.records import As, Claim, Evidence, Seen, Source, SpeakerKind, Stance
from ..site import labels
from ..site.glossary import Linker
from ..site.index import Site
from ..site.labels import Tally
from ..site.presenter import needs_gloss
from ..site.views import Choice, SourceView, choice
from ..source.dates import Edtf
from ..verdict import BACKING, Colour, Origins, Passage, Role, join_witnesses

MAX_ROWS = 12
"""Rows that are not folded. If there are more, one row per witness comes first, and the others are folded."""

_STRONGEST_FIRST = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.PARTLY, Stance.QUALIFIES, Stance.CONTEXT)


@dataclass(frozen=True, kw_only=True)
class PassageView:
    """A passage of a claim's evidence, made by `evidence.passage_view`."""

    record: Evidence
    number: int
    """Its number in the order of the file, from 1."""
    stance: Choice
    source: SourceView
    age: str
    """In words that it is, or may be, later than the claim; otherwise empty."""
    counts_as: str
    """In words as what it counts, if it is no record; otherwise empty."""
    part: int | None
    """The number of the part that it is about."""
    note: Markup
    gloss: str | None
    """What the words mean, if readers need that."""
    retold: str
    """A sentence on words that were said in the site's language but seen in another; otherwise empty."""
    href: str | None
    """The address of the words in the source."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A passage in the table: its date, its role, its speaker, its words, and what they do not show."""

    passage: PassageView
    role: Role
    does: str
    day: Edtf | None
    speaker: str
    carrier: str
    """Who published the words, if not the speaker; otherwise empty."""
    about: str
    """The part of the claim that it is about, if not the first; otherwise empty."""
    note: str
    """One sentence on what a passage without a quotation shows; otherwise empty."""
    limit: str
    may_be_later: bool
    """Whether it is, or may be, later than the claim."""


@dataclass(frozen=True, kw_only=True)
class RowList:
    """Rows by date. The sentence `cut` separates the rows before the claim from those after it."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]
    cut: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The table of a claim: a summary, the rows that are open, and the rows that are folded."""

    summary: str
    leaves_out_readings: bool
    """Whether the summary leaves out rows that are about another reading."""
    read: str
    """A sentence on how many of the sources were read whole."""
    about: str
    """The part of the claim that all rows are about, if not the first; otherwise empty, and each row says its own."""
    open: RowList
    folded: RowList
    has_own_word: bool
    """Whether a row has the role WORD: a side speaks for its own claim, which does not count."""


def claim_rows(site: Site, claim: Claim, views: Sequence[PassageView]) -> Rows | None:
    """Return the table of a claim, or None if no passage belongs in it.

    A passage belongs in it if it counts, or if it is a statement for or against the claim.

    Args:
        site: The site.
        claim: The claim.
        views: All passages of the claim as pages show them, in the order of the file.

    """
    passages = [passage for passage in site.judgements.passages[claim.id] if role_of(passage)]
    if not passages:
        return None
    rows = {passage.number: _row(site, claim, passage, views[passage.number - 1]) for passage in passages}
    parts = {row.about for row in rows.values()}
    about = ""
    if len(parts) == 1 and len(rows) > 1:
        [about] = parts
        rows = {number: replace(row, about="") for number, row in rows.items()}
    other_readings = {part.id for part in claim.parts if part.reading}
    of_main = [passage for passage in passages if passage.evidence.part not in other_readings]
    weighed = {passage.number for passage in passages if passage.role in {Role.BACKS, Role.LIMITS}}
    later_numbers = {number for number, row in rows.items() if row.may_be_later}
    open_passages = passages
    if len(passages) > MAX_ROWS:
        open_passages = list(_one_passage_per_witness(passages, later_numbers))[:MAX_ROWS]
    open_numbers = {passage.number for passage in open_passages}
    open_rows = [row for number, row in rows.items() if number in open_numbers]
    folded_rows = [row for number, row in rows.items() if number not in open_numbers]
    return Rows(
        summary=_summary(site, claim, of_main or passages, rows),
        leaves_out_readings=bool(of_main) and not weighed <= {passage.number for passage in of_main},
        read=_read_whole(site, rows.values()),
        about=about,
        open=_by_date(site, claim, open_rows),
        folded=_by_date(site, claim, folded_rows),
        has_own_word=any(passage.role is Role.WORD for passage in passages),
    )


def role_of(passage: Passage) -> Role | None:
    """Return the role of a passage. Statements, which do not count, have one by their stance; context has none."""
    if passage.role is not Role.BESIDE:
        return passage.role
    if passage.evidence.as_ is not As.STATEMENT or passage.evidence.stance is Stance.CONTEXT:
        return None
    return Role.BACKS if passage.evidence.stance in BACKING else Role.LIMITS


def rank(passage: Passage) -> tuple[bool, int, bool, int]:
    """Return a key that sorts the strongest passages first, and those with a quotation before those without."""
    evidence = passage.evidence
    strength = _STRONGEST_FIRST.index(evidence.stance)
    return passage.role is Role.BESIDE, strength, not evidence.words, passage.number


def day_of(passage: Passage, sources: Mapping[str, Source]) -> Edtf | None:
    """Return the day on which the words of a passage were said or printed, or None if it is not known.

    This is the passage's own date if it is one day or month, since a longer time is the time that the words are about.
    Otherwise it is the date of the source, or of the work that the source is an edition of or goes back to. If none of
    these has a date, it is the time that the passage gives.
    """
    passage_date = passage.evidence.date
    if passage_date and not passage_date.is_period and passage_date.precision != "year":
        return passage_date
    source = sources[passage.evidence.source]
    works = [source.id]
    if source.edition_of:
        works.append(source.edition_of)
    works += source.relays
    works += sorted(passage.origins)
    for id in works:
        work_date = sources[id].date
        if work_date:
            return work_date
    return passage_date


def age(site: Site, claim: Claim, passage: Passage) -> str:
    """Return in words that a passage is, or may be, later than its claim; an empty text if it is not."""
    day = day_of(passage, site.data.sources_by_id)
    claim_date = site.judgements.said(claim).date
    if not _may_be_later(day, claim_date):
        return ""
    if day is None or claim_date is None:
        return site.language.gettext(labels.UNDATED)
    return site.language.gettext(labels.LATER if day.first > claim_date.last else labels.PERHAPS_LATER)


def _may_be_later(day: Edtf | None, claim_date: Edtf | None) -> bool:
    return claim_date is not None and (day is None or day.last > claim_date.last)


def _row(site: Site, claim: Claim, passage: Passage, view: PassageView) -> Row:
    """Return the row of a passage: when, what it does to the claim, who says it, and what it does not show."""
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
        may_be_later=_may_be_later(day, site.judgements.said(claim).date),
    )


def speaker_of(site: Site, passage: Passage) -> tuple[str, str]:
    """Return the speaker of a passage, and its publisher if that is somebody else and not named beside the speaker."""
    evidence = passage.evidence
    publisher = site.judgements.publisher_name(evidence.source)
    speaker = evidence.said_by or publisher
    if evidence.said_by and evidence.said_by in site.data.speakers_by_id:
        speaker = site.data.speakers_by_id[evidence.said_by].name
    return speaker, "" if speaker.startswith(publisher) else publisher


def _own_word(site: Site, claim: Claim) -> str:
    """Return the phrase for a side that speaks for its own claim: `The North says`."""
    names = _own_side_names(site, claim)
    if not names:
        speaker = site.judgements.speaker(claim)
        names = [speaker.short or speaker.name]
    return labels.says(names, site.language)


def _own_side_names(site: Site, claim: Claim) -> list[str]:
    return [site.judgements.side_names[side] for side in site.judgements.counter.own_sides(claim)]


def _about(site: Site, claim: Claim, part_id: str | None) -> str:
    """Return which part of a claim a passage is about; an empty text for the first, which is the claim itself."""
    parts_per_reading = Counter(part.reading for part in claim.parts)
    for number, part in enumerate(claim.parts):
        if part.id == part_id and part.reading and parts_per_reading[part.reading] == 1:
            return site.language.gettext("About the other reading")
        if part.id == part_id and number > 0:
            return site.language.gettext("About “%(part)s”", part=site.language.inside(part.text))
    return ""


def _one_passage_per_witness(passages: Sequence[Passage], later_numbers: Collection[int]) -> Iterator[Passage]:
    """Yield the strongest passage of each witness, the strongest witness first.

    Parts and roles take turns, so that each is among the first rows; so do passages from before and after the claim.
    """
    groups = defaultdict[tuple[str, Role | None, bool], list[Passage]](list)
    for passage in passages:
        is_later = passage.number in later_numbers
        groups[passage.evidence.part or "", role_of(passage), is_later].append(passage)
    queues = []
    for group in groups.values():
        strongest = [min(witness.passages, key=rank) for witness in join_witnesses(group)]
        queues.append(sorted(strongest, key=rank))
    for turn in zip_longest(*queues):
        for passage in turn:
            if passage is not None:
                yield passage


def _by_date(site: Site, claim: Claim, rows: Sequence[Row]) -> RowList:
    """Return rows by date, separated by the day of the claim; undated rows come last.

    A month or a longer time is sorted by its last day, which also decides whether it may be later than the claim.
    """
    ordered = sorted(rows, key=lambda row: (row.day.last if row.day else date.max, row.passage.number))
    before = tuple(row for row in ordered if not row.may_be_later)
    after = tuple(row for row in ordered if row.may_be_later)
    claim_date = site.judgements.said(claim).date
    cut = ""
    if claim_date:
        is_dated = any(row.day for row in after)
        is_unsure = any(row.day is None or row.day.first <= claim_date.last for row in after)
        cut = labels.cut(claim_date, site.language, dated=is_dated, unsure=is_unsure)
    return RowList(before=before, after=after, cut=cut)


def _summary(site: Site, claim: Claim, passages: Sequence[Passage], rows: Mapping[int, Row]) -> str:
    """Return a sentence on how many witnesses back or limit the claim, from before it and since.

    A witness counts once, at the time of its earliest passage; see labels.summary.

    Args:
        site: The site.
        claim: The claim.
        passages: The passages of its main reading, if there are any.
        rows: The rows of all passages, by their numbers.

    """
    before: list[Tally] = []
    since: list[Tally] = []
    has_undated = False
    for role in (Role.BACKS, Role.LIMITS):
        counted = [passage for passage in passages if passage.role is role]
        for witness in join_witnesses(counted):
            witness_rows = [rows[passage.number] for passage in witness.passages]
            stance = min((passage.evidence.stance for passage in witness.passages), key=_STRONGEST_FIRST.index)
            tallies = since if all(row.may_be_later for row in witness_rows) else before
            is_own = any(passage.colour is Colour.OWN for passage in witness.passages)
            tallies.append(Tally(stance, is_own=is_own))
            has_undated |= all(row.day is None for row in witness_rows)
    return labels.summary(
        before=before,
        since=since,
        when=_time_before(site, claim),
        has_undated=has_undated,
        sides=_own_side_names(site, claim),
        language=site.language,
    )


def _time_before(site: Site, claim: Claim) -> str:
    """Return the phrase for the time before the claim, `Before he said it`; an empty text if its day is not known."""
    if site.judgements.said(claim).date is None:
        return ""
    speaker = site.judgements.speaker(claim)
    is_body = speaker.kind is SpeakerKind.ORGANISATION
    return labels.before(speaker.pronoun, speaker.short or speaker.name, site.language, is_body=is_body)


def _read_whole(site: Site, rows: Iterable[Row]) -> str:
    """Return a sentence on how many of the sources in the table were read whole."""
    seen = {row.passage.source.id: row.passage.source.seen.value for row in rows}
    whole = list(seen.values()).count(Seen.WHOLE)
    return labels.read_whole(whole, len(seen), site.language)


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A witness with its passages."""

    name: str
    whose: str
    """In words for which sides it speaks."""
    passages: Sequence[PassageView]


def passage_view(site: Site, claim: Claim, passage: Passage, with_terms: Linker) -> PassageView:
    """Return a passage of a claim's evidence as pages show it."""
    evidence = passage.evidence
    language = site.language
    source = site.presenter.sources[evidence.source]
    address = source.record.address
    is_retold = language.is_own(evidence.spoken or "") and not language.is_own(evidence.lang)
    has_gloss = needs_gloss(evidence.lang, evidence.gloss, language) and not is_retold
    return PassageView(
        record=evidence,
        number=passage.number,
        stance=choice(evidence.stance, language),
        source=source,
        age=age(site, claim, passage),
        counts_as=language.gettext(labels.AS[evidence.as_]) if evidence.as_ in labels.AS else "",
        part=part_numbers(claim).get(evidence.part) if claim.verdict else None,
        note=with_terms(site.markdown.html(evidence.note)),
        gloss=evidence.gloss if has_gloss else None,
        retold=language.gettext(labels.RETOLD, language=language.called(evidence.lang)) if is_retold else "",
        href=_to_words(address, evidence.words) if address and evidence.words else address,
    )


def part_numbers(claim: Claim) -> dict[str | None, int]:
    """Return the number of each part, from 1, by its id."""
    return {part.id: number for number, part in enumerate(claim.parts, 1)}


def _to_words(url: str, words: str) -> str:
    """Return the address of words on a page, where a browser marks them (WICG, "URL Fragment Text Directives").

    An address that has a fragment already stays as it is.
    """
    if "#" in url:
        return url
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url}#:~:text={encoded}"


def claim_witnesses(site: Site, claim: Claim, views: Sequence[PassageView]) -> Iterator[Witness]:
    """Yield the witnesses of a claim with their passages, the strongest first; if equal, the site's own language first.

    A witness that speaks for itself and also passes on the word of a side is yielded once for each.
    """

    def strength(passage: Passage) -> tuple[bool, int, bool, bool, int]:
        is_beside, stance, is_without_words, number = rank(passage)
        return is_beside, stance, is_without_words, not site.language.is_own(passage.evidence.lang), number

    passages = site.judgements.passages[claim.id]
    origins_of_witness: dict[int, Origins] = {}
    for witness in join_witnesses(passages):
        for passage in witness.passages:
            origins_of_witness[passage.number] = witness.origins
    by_witness = defaultdict[tuple[Origins, tuple[str, ...]], list[Passage]](list)
    for passage in sorted(passages, key=strength):
        by_witness[origins_of_witness[passage.number], passage.sides].append(passage)
    for (origins, sides), passages_of_witness in by_witness.items():
        yield Witness(
            name=site.judgements.witness_name(passages_of_witness[0].evidence.source, origins),
            whose=site.judgements.whose(sides),
            passages=tuple(views[passage.number - 1] for passage in passages_of_witness),
        )
