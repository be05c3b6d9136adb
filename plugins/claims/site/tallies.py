"""Records → how many there are of each kind, ready to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.records import ClaimKind, Label, RelationKind
from .index import Site
from .language import Language
from .views import NOT_REVIEWED, Choice, choice


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many there are of one kind."""

    choice: Choice
    count: int


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
            verdicts=verdicts((site.cards[claim.id].label.value for claim in claims), site.language),
            parts=len(parts),
            part_labels=verdicts(parts, site.language),
            repeats=sum(any(tie.relation is RelationKind.REPEATS for tie in claim.relations) for claim in claims),
        )


def tally(choices: Iterable[str], values: Iterable[str], language: Language) -> tuple[Tally, ...]:
    """Return how often each member of a closed list occurs, in the list's order, zeros too."""
    counts = Counter(map(str, values))
    return tuple(Tally(choice=choice(member, language), count=counts[member]) for member in choices)


def verdicts(labels: Iterable[str], language: Language) -> tuple[Tally, ...]:
    """Return claims by verdict; those not yet reviewed only where there are any."""
    found = tally([*Label, NOT_REVIEWED], labels, language)
    return found if found[-1].count else found[:-1]
