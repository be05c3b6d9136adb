"""The evidence of a claim as its page shows it: a list by date, and every passage under its witness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from ..model.records import As, Evidence, SpeakerKind, Stance
from ..model.translation import Original
from ..source.dates import Edtf
from ..verdict import BACKING, Origins, Passage, Role, join_witnesses
from . import labels
from .views import Choice, choice

if TYPE_CHECKING:
    from .claim import ClaimView
    from .site import Site
    from .source import SourceView

MAX_ROWS = 12
"""Rows that are open. If there are more, one row per witness comes first, and the others are folded."""

_STRONGEST_FIRST = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.PARTLY, Stance.QUALIFIES, Stance.CONTEXT)


class PassageView:
    """A passage of a claim's evidence, as pages show it."""

    def __init__(self, claim: ClaimView, passage: Passage) -> None:
        self.claim = claim
        self.passage = passage
        self.site = claim.site
        self.record: Evidence = passage.evidence
        self.number = passage.number

    @property
    def source(self) -> SourceView:
        """The source in which it was seen."""
        return self.site.sources[self.record.source]

    @property
    def stance(self) -> Choice:
        """What it does to the claim."""
        return choice(self.record.stance, self.site.language)

    @property
    def counts_as(self) -> str:
        """In words as what it counts, if it is no record; otherwise empty."""
        return self.site.language.gettext(labels.AS[self.record.as_]) if self.record.as_ in labels.AS else ""

    @property
    def part(self) -> int | None:
        """The number of the part that it is about."""
        return self.claim.part_numbers.get(self.record.part) if self.claim.reviewed else None

    @property
    def note(self) -> Markup:
        """What it shows, in our words."""
        return self.claim.prose.passages[self.number - 1]

    @property
    def _is_retold(self) -> bool:
        """Whether it was said in the language of the site, and seen in another."""
        language = self.site.language
        return language.is_own(self.record.spoken or "") and not language.is_own(self.record.lang)

    @property
    def gloss(self) -> str | None:
        """What the words mean, if readers need that."""
        if self._is_retold or not needs_gloss(self.site, self.record.lang, self.record.gloss):
            return None
        return self.record.gloss

    @property
    def retold(self) -> str:
        """A sentence on words that were said in the language of the site but seen in another; otherwise empty."""
        language = self.site.language
        return language.gettext(labels.RETOLD, language=language.called(self.record.lang)) if self._is_retold else ""

    @property
    def href(self) -> str | None:
        """The address of the words in the source."""
        address = self.source.record.address
        return _to_words(address, self.record.words) if address and self.record.words else address

    # When

    @cached_property
    def day(self) -> Edtf | None:
        """The day on which the words were said or printed, or None if it is not known.

        This is the passage's own date if it is one day or month, since a longer time is the time that the words are
        about. Otherwise it is the date of the source, or of the work that the source is an edition of or goes back to.
        If none of these has a date, it is the time that the passage gives.
        """
        own_date = self.record.date
        if own_date and not own_date.is_period and own_date.precision != "year":
            return own_date
        source = self.source.record
        works = [source.id, *filter(None, [source.edition_of]), *source.relays, *sorted(self.passage.origins)]
        for id in works:
            if work_date := self.site.data.sources_by_id[id].date:
                return work_date
        return own_date

    @cached_property
    def may_be_later(self) -> bool:
        """Whether it is, or may be, later than the claim."""
        claim_day = self.claim.day
        return claim_day is not None and (self.day is None or self.day.last > claim_day.last)

    @property
    def age(self) -> str:
        """In words that it is, or may be, later than the claim; otherwise empty."""
        if not self.may_be_later:
            return ""
        if self.day is None or self.claim.day is None:
            return self.site.language.gettext(labels.UNDATED)
        is_later = self.day.first > self.claim.day.last
        return self.site.language.gettext(labels.LATER if is_later else labels.PERHAPS_LATER)

    # As a row of the list “Who says so, and when”

    @cached_property
    def role(self) -> Role | None:
        """Its role in the list. Statements, which do not count, have one by their stance; context has none."""
        if self.passage.role is not Role.BESIDE:
            return self.passage.role
        if self.record.as_ is not As.STATEMENT or self.record.stance is Stance.CONTEXT:
            return None
        return Role.BACKS if self.record.stance in BACKING else Role.LIMITS

    @property
    def does(self) -> str:
        """In words what it does to the claim; for a side's own word, `The North says`."""
        language = self.site.language
        if self.passage.role is Role.WORD:
            speaker = self.claim.maker.speaker_record
            return labels.says(self.claim.own_sides or [speaker.short or speaker.name], language)
        return language.gettext(labels.DOES[self.passage.role, self.record.stance])

    @property
    def speaker(self) -> str:
        """Who speaks."""
        said_by = self.record.said_by or self.publisher
        speakers = self.site.data.speakers_by_id
        return speakers[said_by].name if said_by in speakers else said_by

    @property
    def publisher(self) -> str:
        """The name of its source's publisher, without an addition in brackets."""
        return self.source.short_publisher

    @property
    def carrier(self) -> str:
        """Who published the words, if that is somebody else and not named beside the speaker; otherwise empty."""
        return "" if self.speaker.startswith(self.publisher) else self.publisher

    @property
    def first_sentence(self) -> str:
        """One sentence on what a passage without a quotation shows; otherwise empty."""
        return "" if self.record.words else self.site.markdown.first_sentence(self.record.note)

    @property
    def reading(self) -> str | None:
        """The id of the other reading that it is about; None for the main one."""
        part = self.claim.parts_by_id.get(self.record.part)
        return part.reading if part else None

    @property
    def words_and_source(self) -> tuple[str, str]:
        """What tells whether two passages are one sentence, entered for two readings."""
        return self.record.source, self.record.words or str(self.number)

    @property
    def about(self) -> str:
        """The part of the claim that it is about, if it is not the first of its reading; otherwise empty."""
        part = self.claim.parts_by_id.get(self.record.part)
        if not part or part is next(other for other in self.claim.record.parts if other.reading == part.reading):
            return ""
        return self.site.language.gettext("About “%(part)s”", part=self.site.language.inside(part.text))

    @property
    def serves_another_reading(self) -> bool:
        """Whether the same words are entered for another reading too."""
        for other in self.claim.passages:
            if other.words_and_source == self.words_and_source and other.reading != self.reading:
                return True
        return False


def needs_gloss(site: Site, lang: str, gloss: str | None) -> bool:
    """Return whether to show a gloss: not if the words are in the site's language, or the gloss is not translated."""
    return bool(gloss) and not site.language.is_own(lang) and not isinstance(gloss, Original)


def _to_words(url: str, words: str) -> str:
    """Return the address of words on a page, where a browser marks them (WICG, "URL Fragment Text Directives").

    An address that has a fragment already stays as it is.
    """
    if "#" in url:
        return url
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url}#:~:text={encoded}"


class RowList:
    """Rows by date, with a sentence that separates those from before the claim from later ones.

    A month or a longer time is sorted by its last day, which also decides whether it may be later than the claim.
    Undated rows come last.
    """

    def __init__(self, claim: ClaimView, rows: Sequence[PassageView]) -> None:
        ordered = sorted(rows, key=lambda row: (row.day.last if row.day else date.max, row.number))
        self.before = [row for row in ordered if not row.may_be_later]
        self.after = [row for row in ordered if row.may_be_later]
        self.cut = ""
        """The sentence; empty if the day of the claim is not known."""
        if claim.day:
            is_dated = any(row.day for row in self.after)
            is_unsure = any(row.day is None or row.day.first <= claim.day.last for row in self.after)
            self.cut = labels.cut(claim.day, claim.site.language, dated=is_dated, unsure=is_unsure)


def _rank(row: PassageView) -> tuple[bool, int, bool, int]:
    """Return a key that sorts the strongest passages first, and those with a quotation before those without."""
    strength = _STRONGEST_FIRST.index(row.record.stance)
    return row.passage.role is Role.BESIDE, strength, not row.record.words, row.number


def select_rows(rows: Sequence[PassageView]) -> list[PassageView]:
    """Return the rows that are open: all of them, or if they are many one per witness, the strongest first.

    Parts and roles take turns, so that each is among the first rows; so do passages from before and after the claim.
    """
    if len(rows) <= MAX_ROWS:
        return [*rows]
    groups = defaultdict[tuple[str, Role | None, bool], list[PassageView]](list)
    for row in rows:
        groups[row.record.part or "", row.role, row.may_be_later].append(row)
    queues = []
    for group in groups.values():
        by_number = {row.number: row for row in group}
        strongest = []
        for witness in join_witnesses(row.passage for row in group):
            strongest.append(min((by_number[passage.number] for passage in witness.passages), key=_rank))
        queues.append(sorted(strongest, key=_rank))
    selected: list[PassageView] = []
    for turn in zip_longest(*queues):
        selected += filter(None, turn)
    return selected[:MAX_ROWS]


def count_sentence(claim: ClaimView, rows: Sequence[PassageView]) -> str:
    """Return in words how many witnesses back a claim, and how many limit or contradict it, before it and since.

    A witness counts once, at the time of its earliest passage.
    """
    by_number = {row.number: row for row in rows}
    before, since = Counter[Role](), Counter[Role]()
    has_undated = False
    for role in (Role.BACKS, Role.LIMITS):
        counted = [row.passage for row in rows if row.passage.role is role]
        for witness in join_witnesses(counted):
            witness_rows = [by_number[passage.number] for passage in witness.passages]
            is_later = all(row.may_be_later for row in witness_rows)
            tally = since if is_later else before
            tally[role] += 1
            has_undated |= all(row.day is None for row in witness_rows)
    when = _time_before(claim)
    return labels.summary(before, since, when=when, has_undated=has_undated, language=claim.site.language)


def _time_before(claim: ClaimView) -> str:
    """Return the phrase for the time before the claim, `Before he said it`; an empty text if its day is not known."""
    if claim.day is None:
        return ""
    speaker = claim.maker.speaker_record
    is_body = speaker.kind is SpeakerKind.ORGANISATION
    return labels.before(speaker.pronoun, speaker.short or speaker.name, claim.site.language, is_body=is_body)


class WitnessView:
    """A witness with its passages."""

    def __init__(
        self, claim: ClaimView, origins: Origins, sides: Sequence[str], passages: Sequence[PassageView]
    ) -> None:
        source = passages[0].source
        self.passages = passages
        self.name = claim.site.witness_name(source.id, origins)
        self.whose = claim.site.whose(sides)
        """In words for which sides it speaks."""


def group_by_witness(claim: ClaimView) -> Iterator[WitnessView]:
    """Yield the witnesses with their passages, the strongest first; if equal, the site's own language first.

    A witness that speaks for itself and also passes on the word of a side is yielded once for each.
    """

    def strength(row: PassageView) -> tuple[bool, int, bool, bool, int]:
        is_beside, stance, is_without_words, number = _rank(row)
        return is_beside, stance, is_without_words, not claim.site.language.is_own(row.record.lang), number

    origins_of_witness: dict[int, Origins] = {}
    for witness in join_witnesses(row.passage for row in claim.passages):
        for passage in witness.passages:
            origins_of_witness[passage.number] = witness.origins
    by_witness = defaultdict[tuple[Origins, tuple[str, ...]], list[PassageView]](list)
    for row in sorted(claim.passages, key=strength):
        by_witness[origins_of_witness[row.number], row.passage.sides].append(row)
    for (origins, sides), passages in by_witness.items():
        yield WitnessView(claim, origins, sides, passages)
