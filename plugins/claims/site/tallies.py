"""Records → how many there are of each kind, ready to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model.records import ClaimKind, Label, Quoted, RelationKind, SourceKind, Stance
from ..source.grouping import by_key
from ..verdict.passages import Passage, witnesses_among
from . import labels
from .index import Site
from .pagination import CARDS, page_count
from .views import NOT_REVIEWED, Choice, TopicView, choice, label

NO_SIDE = Choice(value="", name="No side")
"""The row of passages that speak for themselves."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many there are of one kind; `share` and `offset` are the per cents a drawing gives it."""

    choice: Choice
    count: int
    share: float = 0
    offset: float = 0


@dataclass(frozen=True, kw_only=True)
class Quotations:
    """Quotations by what stands behind them: each counts once, as the first of these that it is."""

    proved: int
    archived: int
    """Those of a source that has a stored copy."""
    linked: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.proved + self.archived + self.linked


@dataclass(frozen=True, kw_only=True)
class TopicTally:
    """A topic with its claims counted by verdict."""

    topic: TopicView
    verdicts: tuple[Tally, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """How much evidence of one kind of source or of one side there is, stance by stance."""

    kind: Choice
    """A kind of publisher, a side, or NO_SIDE."""
    counts: tuple[Tally, ...]
    total: int
    witnesses: int


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What the site holds, counted: claims by verdict, evidence by kind of source and by side, and by stance."""

    claims: int
    on_one_page: bool
    """True where the list of claims is not continued, so that all of a verdict can be shown there."""
    verdicts: tuple[Tally, ...]
    evidence: int
    witnesses: int
    stances: tuple[Tally, ...]
    rows: tuple[EvidenceRow, ...]
    sides: tuple[EvidenceRow, ...]

    @property
    def in_words(self) -> str:
        """How many passages there are, and how many witnesses speak in them."""
        return labels.counted(self.evidence, self.witnesses)


@dataclass(frozen=True, kw_only=True)
class TextTally:
    """The claims of one text by verdict, and the parts of those that can be checked; repeats count among them."""

    name: str
    """What the text is called; empty where there are no texts."""
    claims: int
    verdicts: tuple[Tally, ...]
    parts: int
    part_labels: tuple[Tally, ...]
    repeats: int
    """How many of the claims repeat another."""


def text_tallies(site: Site) -> Iterator[TextTally]:
    """Yield the claims of each text counted, and their parts."""
    for text, claims in site.by_text.items():
        parts = [
            str(part.label)
            for claim in claims
            if claim.verdict and claim.kind is not ClaimKind.POSITION
            for part in site.judgements[claim.id].main.parts
        ]
        yield TextTally(
            name=site.texts[text].title if text else "",
            claims=len(claims),
            verdicts=verdicts(str(claim.verdict.label) if claim.verdict else NOT_REVIEWED for claim in claims),
            parts=len(parts),
            part_labels=verdicts(parts),
            repeats=sum(any(tie.relation is RelationKind.REPEATS for tie in claim.relations) for claim in claims),
        )


def tally(choices: Iterable[str], values: Iterable[str]) -> tuple[Tally, ...]:
    """Return how often each member of a closed list occurs, in the list's order, zeros too."""
    counts = Counter(map(str, values))
    return tuple(Tally(choice=choice(member), count=counts[member]) for member in choices)


def verdicts(labels: Iterable[str]) -> tuple[Tally, ...]:
    """Return claims by verdict, laid end to end; those not yet reviewed only where there are any."""
    return tuple(_end_to_end(Counter(labels)))


def topic_tallies(topics: Iterable[TopicView]) -> tuple[TopicTally, ...]:
    """Return topics with the claims they hold counted by verdict."""
    return tuple(
        TopicTally(
            topic=topic, verdicts=verdicts(card.label.value for card in topic.claims), count=len(topic.claims)
        )
        for topic in topics
    )  # fmt: skip


def quotations(site: Site, found: Iterable[Quoted]) -> Quotations:
    """Return how many of some quotations are proved, or archived at least."""
    quoted = [quoted for quoted in found if quoted.words]
    proved = sum(bool(quoted.proved) for quoted in quoted)
    archived = sum(bool(site.works[quoted.source].archived) for quoted in quoted if not quoted.proved)
    return Quotations(proved=proved, archived=archived, linked=len(quoted) - proved - archived)


def balance(site: Site) -> Balance:
    """Return all claims by verdict, and all evidence by kind of source, by side and by stance."""
    passages = [passage for found in site.passages.values() for passage in found]
    by_kind = by_key((str(site.works[passage.evidence.source].kind), passage) for passage in passages)
    by_side = by_key((side, passage) for passage in passages for side in passage.sides or (NO_SIDE.value,))
    return Balance(
        claims=len(site.data.claims),
        on_one_page=page_count(site.data.claims, CARDS) == 1,
        verdicts=verdicts(label(claim.verdict).value for claim in site.data.claims),
        evidence=len(passages),
        witnesses=witnesses_among(passages),
        stances=tally(Stance, (passage.evidence.stance for passage in passages)),
        rows=_rows([choice(kind) for kind in SourceKind], by_kind),
        sides=_rows([*site.sides.values(), NO_SIDE], by_side) if site.sides else (),
    )


def _rows(kinds: Iterable[Choice], found: Mapping[str, Sequence[Passage]]) -> tuple[EvidenceRow, ...]:
    """Return a row for each kind of which there is any, their bars on one scale."""
    counts = {kind: tally(Stance, (p.evidence.stance for p in found.get(kind.value, ()))) for kind in kinds}
    most = max((counted.count for row in counts.values() for counted in row), default=1)
    return tuple(
        EvidenceRow(
            kind=kind,
            counts=tuple(replace(counted, share=_share(counted.count, most)) for counted in row),
            total=len(found[kind.value]),
            witnesses=witnesses_among(found[kind.value]),
        )
        for kind, row in counts.items()
        if kind.value in found
    )


def _end_to_end(counted: Counter[str]) -> Iterator[Tally]:
    before, whole = 0, counted.total()
    for found in [*Label, NOT_REVIEWED]:
        count = counted[str(found)]
        if count or found != NOT_REVIEWED:
            yield Tally(choice=choice(found), count=count, share=_share(count, whole), offset=_share(before, whole))
        before += count


def _share(count: int, whole: int) -> float:
    return round(100 * count / whole, 2) if whole else 0.0
