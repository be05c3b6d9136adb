"""Records → how many there are of each kind, ready to be drawn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..model.records import Label
from .language import Language
from .views import NOT_REVIEWED, Choice, choice


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many there are of one kind."""

    choice: Choice
    count: int


def tally(choices: Iterable[str], values: Iterable[str], language: Language) -> tuple[Tally, ...]:
    """Return how often each member of a closed list occurs, in the list's order, zeros too."""
    counts = Counter(map(str, values))
    return tuple(Tally(choice=choice(member, language), count=counts[member]) for member in choices)


def verdicts(labels: Iterable[str], language: Language) -> tuple[Tally, ...]:
    """Return claims by verdict; those not yet reviewed only where there are any."""
    found = tally([*Label, NOT_REVIEWED], labels, language)
    return found if found[-1].count else found[:-1]
