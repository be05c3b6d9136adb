"""The table of data/README.md, row by row, against every count of witnesses from none to three of each kind."""

import itertools
from collections.abc import Callable

import pytest

from claims.verdict import Colour, PartCount, Witness, label_of_part

# Each row is a condition on S, P, Q, A, D and on how many of S are of no side. The first that holds gives the label.
TABLE: list[tuple[Callable[[int, int, int, int, int, int], bool], str]] = [
    (lambda s, p, q, a, d, none: a > 0 and s == 0 and p == 0, "contradicted"),
    (lambda s, p, q, a, d, none: a > 0 or (d > 0 and none < 2), "disputed"),
    (lambda s, p, q, a, d, none: p > 0 and s == 0 and q >= p, "disputed"),
    (lambda s, p, q, a, d, none: s > 0 and q > s + p, "disputed"),
    (lambda s, p, q, a, d, none: s > 0, "confirmed"),
    (lambda s, p, q, a, d, none: p > 0, "partly-confirmed"),
    (lambda s, p, q, a, d, none: True, "unconfirmed"),
]


def witnesses(count: int, colour: Colour = Colour.NONE) -> tuple[Witness, ...]:
    return tuple(Witness(origins=frozenset([str(n)]), passages=(), colour=colour) for n in range(count))


@pytest.mark.parametrize("s_of_no_side", range(4))
def test_every_count_has_the_label_of_its_row(s_of_no_side: int) -> None:
    for s, p, q, a, d in itertools.product(range(4), repeat=5):
        of_no_side = min(s, s_of_no_side)
        count = PartCount(
            part=None,
            passages=(),
            supports=witnesses(of_no_side) + witnesses(s - of_no_side, Colour.OTHER),
            partly=witnesses(p),
            qualifies=witnesses(q),
            contradicts=witnesses(a) + witnesses(d, Colour.OTHER),
        )
        expected = next(label for fits, label in TABLE if fits(s, p, q, a, d, of_no_side))
        assert label_of_part(count) == expected, (s, p, q, a, d, of_no_side)
