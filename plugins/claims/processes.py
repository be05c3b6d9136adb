"""Work shared among processes: forks, each of which has all that was there when they parted, and sends back results.

The standard library's pools hand a worker its task by pickling it, or by way of a module's variable. Here a task is a
function that a fork already has, so that neither is needed, and what a page is made from is never copied.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")

_NUMBER = struct.Struct("=I")  # so short that a pipe gives all of one or nothing (POSIX, read and PIPE_BUF)
_FRAMES = "frames_elsewhere"
_MOST_JOBS = 16_000  # a pipe holds 64 KiB (Linux, pipe(7)), and nobody reads before all are in


def cores() -> int:
    """How many processes can work at once, of whatever kind."""
    if sys.platform.startswith("linux"):  # elsewhere nobody says how many of them are ours
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def available() -> int:
    """How many forks can work at once; 1 where processes cannot be forked safely."""
    # macOS forbids much after a fork, and Windows has none
    return cores() if sys.platform.startswith("linux") else 1


def share(jobs: Sequence[Callable[[], T]], processes: int) -> list[T]:
    """The results of the jobs, in their order. Each process takes the next job that nobody has taken.

    What a job raises is raised here, the first job's first. Results and exceptions are pickled.
    """
    processes = min(processes, len(jobs))
    if processes < 2 or len(jobs) > _MOST_JOBS:  # noqa: PLR2004 - one has nobody to share with
        return [job() for job in jobs]
    numbers, ends = os.pipe()
    os.write(ends, b"".join(_NUMBER.pack(n) for n in range(len(jobs))))
    os.close(ends)
    forks = [_fork(partial(_do, numbers, jobs)) for _ in range(processes - 1)]
    done, failed = _work(numbers, jobs)
    os.close(numbers)
    for pid, results in forks:
        with results:
            said = results.read()
        os.waitpid(pid, 0)
        if not said:
            raise ChildProcessError("a process that had a part of the work ended without a word")
        theirs, failures = pickle.loads(said)  # noqa: S301 - our own fork's
        done.update(theirs)
        failed.update(failures)
    if failed:
        raise failed[min(failed)]
    return [done[n] for n in range(len(jobs))]


def _work(numbers: int, jobs: Sequence[Callable[[], T]]) -> tuple[dict[int, T], dict[int, BaseException]]:
    done: dict[int, T] = {}
    failed: dict[int, BaseException] = {}
    while not failed and (number := os.read(numbers, _NUMBER.size)):
        (n,) = _NUMBER.unpack(number)
        try:
            done[n] = jobs[n]()
        except BaseException as error:
            failed[n] = error
    return done, failed


def _do(numbers: int, jobs: Sequence[Callable[[], Any]], results: BinaryIO) -> None:
    done, failed = _work(numbers, jobs)
    results.write(pickle.dumps((done, {n: _portable(error) for n, error in failed.items()})))


def _fork(say: Callable[[BinaryIO], None]) -> tuple[int, BinaryIO]:
    """Another process, and what it says; it ends with that, or where it fails."""
    said, saying = os.pipe()
    sys.stdout.flush(), sys.stderr.flush()  # or a fork would print again what waits there
    pid = os.fork()
    if pid:
        os.close(saying)
        return pid, os.fdopen(said, "rb")
    try:
        os.close(said)
        with os.fdopen(saying, "wb") as pipe:
            say(pipe)
    finally:
        os._exit(0)  # not what others have registered for the end: that is the parent's to do


@contextmanager
def ahead(make: Callable[[], Iterable[bytes]]) -> Iterator[Iterator[bytes]]:
    """What an iterable gives, made by another process while this one works on what it has.

    It is never far ahead, as a pipe holds little. Where it fails it ends early and says nothing: whoever reads knows
    what should have come.
    """

    def say(pipe: BinaryIO) -> None:
        for piece in make():
            pipe.write(_NUMBER.pack(len(piece)) + piece)

    pid, said = _fork(say)
    try:
        with said:
            yield _pieces(said)
    finally:
        os.waitpid(pid, 0)  # what it still has to say finds nobody, which ends it


def _pieces(pipe: BinaryIO) -> Iterator[bytes]:
    while len(length := pipe.read(_NUMBER.size)) == _NUMBER.size:
        (size,) = _NUMBER.unpack(length)
        piece = pipe.read(size)
        if len(piece) < size:
            return
        yield piece


def frames(error: BaseException) -> Sequence[traceback.FrameSummary]:
    """Where an exception was raised, in whatever process that was."""
    known: Sequence[traceback.FrameSummary] = getattr(error, _FRAMES, ())
    here = traceback.extract_tb(error.__traceback__)
    # Without the code, which comes with them since Python 3.13 and cannot be sent to another process.
    return known or [traceback.FrameSummary(f.filename, f.lineno, f.name, line=f.line) for f in here]


def _portable(error: BaseException) -> BaseException:
    """The exception, or where it cannot be sent, another that says the same. Its traceback stays behind."""
    setattr(error, _FRAMES, frames(error))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made in this line
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error
