"""Records → how many there are of each kind, ready to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..data.model import Dataset, Label, SourceKind, Stance
from .pagination import CARDS, page_count
from .views import NOT_REVIEWED, Choice, TopicView, choice, label


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many there are of one kind; `share` and `offset` are the per cents a drawing gives it."""

    choice: Choice
    count: int
    share: float = 0
    offset: float = 0


@dataclass(frozen=True, kw_only=True)
class TopicTally:
    """A topic with its claims counted by verdict."""

    topic: TopicView
    verdicts: tuple[Tally, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """How much evidence of one kind of source there is, stance by stance."""

    kind: Choice
    counts: tuple[Tally, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What the site holds, counted: claims by verdict, evidence by kind of source and stance."""

    claims: int
    on_one_page: bool
    """True where the list of claims is not continued, so that all of a verdict can be shown there."""
    verdicts: tuple[Tally, ...]
    evidence: int
    stances: tuple[Tally, ...]
    rows: tuple[EvidenceRow, ...]


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


def balance(data: Dataset) -> Balance:
    """Return all claims by verdict, and all evidence by kind of source and stance."""
    kinds = {source.id: source.kind for source in data.sources}
    passages = [(kinds[evidence.source], evidence.stance) for claim in data.claims for evidence in claim.evidence]
    most = max(Counter(passages).values(), default=1)
    rows = []
    for kind in SourceKind:
        counts = tuple(
            replace(counted, share=_share(counted.count, most))
            for counted in tally(Stance, (stance for k, stance in passages if k is kind))
        )
        if total := sum(counted.count for counted in counts):
            rows.append(EvidenceRow(kind=choice(kind), counts=counts, total=total))
    return Balance(
        claims=len(data.claims),
        on_one_page=page_count(data.claims, CARDS) == 1,
        verdicts=verdicts(label(claim.verdict).value for claim in data.claims),
        evidence=len(passages),
        stances=tally(Stance, (stance for _, stance in passages)),
        rows=tuple(rows),
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
