"""Claims that say one thing, which lists tell once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..model.records import RelationKind
from .index import Site
from .views import View


def grouped(site: Site, cards: Iterable[View]) -> Iterator[tuple[View, ...]]:
    """Yield claims in their order, together with those that repeat them and have the same label.

    A claim with another reading stands by itself, since its group would not show what was found on that.
    """
    left = {card.id: card for card in cards}
    ties = defaultdict[str, list[str]](list)
    for id in left:
        for tie in site.claims[id].relations:
            if tie.relation is RelationKind.REPEATS:
                ties[id].append(tie.claim)
                ties[tie.claim].append(id)
    while left:
        first = left.pop(next(iter(left)))
        group = [first]
        for card in group:  # which grows as it is gone through
            near = (left[id] for id in dict.fromkeys(ties[card.id]) if id in left and not card.readings)
            group += [left.pop(other.id) for other in [*near] if other.label == first.label and not other.readings]
        yield tuple(group)
