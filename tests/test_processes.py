"""Work shared among processes gives what it gives in one."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from claims import processes


class AwkwardError(Exception):
    """Cannot be pickled: it is made from two values and keeps one."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def fail(error: Exception) -> None:
    raise error


def failing_elsewhere(error: Exception) -> Callable[[], None]:
    """A job that fails in every process but this one, which waits until another has."""
    here = os.getpid()

    def job() -> None:
        if os.getpid() == here:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        else:
            fail(error)

    return job


@pytest.mark.parametrize("count", [0, 1, 2, 3, 500, 20_000])
@pytest.mark.parametrize("among", [1, 2, 5])
def test_results_come_in_the_order_of_the_jobs(count: int, among: int) -> None:
    assert processes.share([partial(pow, n, 2) for n in range(count)], among) == [n * n for n in range(count)]


def test_the_work_is_shared() -> None:
    gates = [os.pipe(), os.pipe()]

    def meet(mine: int, other: int) -> int:
        os.write(gates[mine][1], b"x")
        os.read(gates[other][0], 1)  # returns only where another process works at the same time
        return os.getpid()

    assert len(set(processes.share([partial(meet, 0, 1), partial(meet, 1, 0)], 2))) == 2


def test_what_one_process_changes_no_other_sees() -> None:
    seen: list[int] = []
    processes.share([partial(seen.append, n) for n in range(100)], 2)
    assert len(seen) <= 100
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("among", [1, 2])
def test_what_a_job_raises_is_raised(among: int) -> None:
    jobs = [partial(fail, KeyError("first")), partial(fail, KeyError("second"))]
    with pytest.raises(KeyError, match="first"):
        processes.share(jobs, among)


def test_where_it_was_raised_is_known_wherever_that_was() -> None:
    job = failing_elsewhere(KeyError("elsewhere"))
    with pytest.raises(KeyError) as raised:
        processes.share([job, job], 2)
    assert [frame.name for frame in processes.frames(raised.value)][-2:] == ["job", "fail"]
    with pytest.raises(KeyError) as raised:
        processes.share([partial(fail, KeyError("here"))], 1)
    assert [frame.name for frame in processes.frames(raised.value)][-1] == "fail"


def test_what_cannot_be_sent_is_told_in_words() -> None:
    job = failing_elsewhere(AwkwardError("this", "that"))
    with pytest.raises(RuntimeError, match="AwkwardError: this and that"):
        processes.share([job, job], 2)


def test_a_process_that_is_killed_is_missed() -> None:
    here = os.getpid()

    def job() -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)

    with pytest.raises(ChildProcessError, match="ended without a word"):
        processes.share([job, job], 2)


# Ahead


def pieces(count: int) -> Iterator[bytes]:
    for n in range(count):
        yield bytes([n % 251]) * n * 100


@pytest.mark.parametrize("count", [0, 1, 2, 300])
def test_what_is_made_ahead_comes_in_order(count: int) -> None:
    with processes.ahead(partial(pieces, count)) as found:
        assert list(found) == list(pieces(count))


def test_it_is_made_by_another_process() -> None:
    with processes.ahead(lambda: [str(os.getpid()).encode()]) as found:
        assert next(found) != str(os.getpid()).encode()


def test_whoever_has_enough_waits_for_no_more() -> None:
    with processes.ahead(lambda: itertools.repeat(b"%09d" % os.getpid() + b"x" * 100_000)) as found:
        other = int(next(found)[:9])
    with pytest.raises(ProcessLookupError):  # it is not left behind
        os.kill(other, 0)


@pytest.mark.parametrize("end", [partial(fail, KeyError("x")), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_it_ends_where_the_other_process_does(end: Callable[[], None]) -> None:
    def some() -> Iterator[bytes]:
        yield from [b"one", b"two" * 100_000]
        end()
        yield b"three"

    with processes.ahead(some) as found:
        assert list(found) in ([b"one", b"two" * 100_000], [b"one"])  # what was not sent yet is lost with it
