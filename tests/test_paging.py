"""Long lists in parts: everything once, in order, no part too heavy, and old parts where they were."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import paging
from claims.paging import Limit, Part

ROOM = 10
Item = tuple[str, str, int, int]
"""Two keys, a weight, and a number that no other has."""

ITEMS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(1, 12))).map(
    lambda found: [(*key, n) for n, key in enumerate(sorted(found, key=lambda item: item[:2]))]
)


def split(items: list[Item], whole: int | None = None) -> Part[Item]:
    return paging.split(items, room=ROOM, weight=lambda item: item[2], keys=lambda item: item[:2], whole=whole)


def weight(items: tuple[Item, ...]) -> int:
    return sum(item[2] for item in items)


@given(ITEMS)
def test_every_item_stands_once_and_in_order(items: list[Item]) -> None:
    part = split(items)
    assert list(part.items) == items
    assert part.count == len(items)


@given(ITEMS)
def test_no_page_is_too_heavy_unless_one_item_is(items: list[Item]) -> None:
    assert all(weight(page) <= ROOM or len(page) == 1 for _, page in split(items).leaves())


@given(ITEMS)
def test_no_two_pages_share_an_address(items: list[Item]) -> None:
    part = split(items)
    paths = [path for path, _ in part.leaves()] + [inner.path for inner in part.walk() if inner.parts]
    assert len(set(paths)) == len(paths)


@given(ITEMS)
def test_a_list_is_split_only_as_far_as_needed(items: list[Item]) -> None:
    for inner in split(items).walk():
        assert bool(inner.parts) == (weight(tuple(inner.items)) > ROOM and len(inner.path) < 2)
        assert all(weight((*page, following[0])) > ROOM for page, following in zip(inner.pages, inner.pages[1:]))  # noqa: B905


@given(ITEMS)
def test_an_item_stands_below_its_keys(items: list[Item]) -> None:
    for path, page in split(items).leaves():
        assert all(item[: len(path)] == path[:2][: len(item)] or path[:2] == item[:2] for item in page)


@given(st.lists(st.integers(1, 12), min_size=1), st.lists(st.integers(1, 12)))
def test_what_is_added_leaves_full_pages_where_they_are(before: list[int], added: list[int]) -> None:
    def pages(weights: list[int]) -> list[tuple[int, ...]]:
        return list(paging.split(range(len(weights)), room=ROOM, weight=weights.__getitem__).pages)

    assert pages(before + added)[: len(pages(before)) - 1] == pages(before)[:-1]


@given(ITEMS)
def test_the_whole_list_can_have_another_room_than_its_parts(items: list[Item]) -> None:
    assert split(items, whole=weight(tuple(items))).is_whole
    if items:
        assert split(items, whole=weight(tuple(items)) - 1).parts


def test_a_list_of_nothing_is_whole() -> None:
    assert split([]).is_whole
    assert split([], whole=0).is_whole


def test_a_key_that_an_item_lacks_ends_the_splitting() -> None:
    part = paging.split(["a", "b", "c"], room=1, weight=lambda _: 1, keys=lambda item: () if item == "c" else (item,))
    assert [path for path, _ in part.leaves()] == [(), ("2",), ("3",)]


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 20)), st.integers(0, 60), st.integers(0, 5))
def test_the_heaviest_lists_leave_until_the_rest_fits(weights: dict[str, int], room: int, trace: int) -> None:
    gone = paging.leave(room, weights, trace=trace)
    left = [weight for name, weight in weights.items() if name not in gone]
    assert sum(left) + len(gone) * trace <= room or all(weight <= trace for weight in left)
    assert all(weights[name] >= weight for name in gone for weight in left)
    if gone:
        lightest = min(gone, key=lambda name: weights[name])
        assert sum(left) + weights[lightest] + (len(gone) - 1) * trace > room


@given(st.lists(st.integers(0, 9)), st.integers(0, 30))
def test_the_first_that_fit(weights: list[int], room: int) -> None:
    found = paging.first(weights, room=room, weight=int)
    assert list(found) == weights[: len(found)]
    assert sum(found) <= room
    sums = list(accumulate(weights))
    assert len(found) == len(weights) or sums[len(found)] > room


@pytest.mark.parametrize(
    ("count", "current", "shown"),
    [
        (0, 0, []),
        (3, 2, [1, 2, 3]),
        (40, 1, [*range(1, 41)]),
        (41, 14, [1, None, 10, 11, 12, 13, 14, 15, 16, 17, None, 20, None, 30, None, 40, 41]),
    ],
)
def test_few_numbers_are_all_shown_and_of_many_those_nearby(count: int, current: int, shown: list[int | None]) -> None:
    assert list(paging.shown_numbers(count, current)) == shown


@given(st.integers(0, 30_000), st.integers(0, 30_000))
def test_never_too_many_numbers_are_shown(count: int, current: int) -> None:
    assert sum(number is not None for number in paging.shown_numbers(count, current)) <= 50


def test_links_to_the_glossary_have_their_share_of_a_page_and_no_more() -> None:
    assert Limit(page=100_000).room() - Limit(page=100_000, terms=5_000).room() == 5_000
    assert Limit(page=100_000).room() - Limit(page=100_000, terms=500_000).room() == 20_000
    assert Limit(page=0).room() == 0
