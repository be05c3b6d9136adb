"""The search for garbage, put off and taken up again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from claims import garbage


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_nothing_is_searched_inside_and_again_afterwards() -> None:
    with garbage.paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_one_pause_inside_another_does_not_end_it() -> None:
    with garbage.paused():
        with garbage.paused():
            pass
        assert not gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    with garbage.paused():
        pass
    assert not gc.isenabled()


def test_a_failure_inside_does_not_leave_it_off() -> None:
    with pytest.raises(ValueError, match="inside"), garbage.paused():
        raise ValueError("inside")
    assert gc.isenabled()


def test_what_is_left_is_not_looked_at_until_the_next_time() -> None:
    with garbage.unsought():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    with garbage.unsought():
        assert gc.get_freeze_count() == 0
