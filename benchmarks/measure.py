"""What a process costs: seconds on the clock and of the processors, and the most memory that one of its own took."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One run. `peak` is in bytes, of the largest process; 0 where it was not measured."""

    wall: float
    cpu: float
    peak: int = 0
    printed: str = ""


class FailedError(Exception):
    """A command did not do its work; the words are its own."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end in a folder; raises FailedError.

    What a command takes is counted by the system when it ends, with the processes that it waited for. A process begins
    as a copy of the one that starts it and is never counted as smaller, so whoever measures must be small.
    """
    log = folder / f".log-{time.monotonic_ns()}"
    with open(log, "w+b") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        printed = said.read().decode(errors="replace")
    if process.returncode:
        raise FailedError(f"{' '.join(command)} ended with {process.returncode}:\n{printed}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss * 1024, printed=printed)


class Running:
    """A process that answers, such as a server: what it takes from one moment to another."""

    def __init__(self, process: subprocess.Popen[str], answers: IO[str]) -> None:
        self.process = process
        self._answers = answers

    def wait_for(self, words: str) -> str:
        """The next line with these words; raises FailedError where the process ends without having said them."""
        before = []
        for line in self._answers:
            if words in line:
                return line
            before.append(line)
        raise FailedError(f"{self.process.args!r} ended without {words!r}:\n{''.join(before)}")

    def tell(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self.process.stdin  # noqa: S101 - for the type checker: it was asked for
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def cpu(self) -> float:
        """Seconds of the processors so far, those of the processes that it started among them (Linux; elsewhere 0)."""
        started, taken = defaultdict[int, list[int]](list), dict[int, int]()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has ended meanwhile
                fields = stat.read_text().rpartition(")")[2].split()
                pid = int(stat.parent.name)
                started[int(fields[1])].append(pid)
                taken[pid] = sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime: proc(5)
        family = [self.process.pid]
        for pid in family:
            family += started[pid]
        return sum(taken.get(pid, 0) for pid in family) / _TICKS


@contextlib.contextmanager
def running(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Start a process that answers on standard output, and end it with the block."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout  # noqa: S101
        try:
            yield Running(process, process.stdout)
        finally:
            process.kill()


def weigh(folder: Path) -> tuple[int, int, int]:
    """How many files a folder holds, how many bytes they have together, and how many the heaviest page."""
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    pages = (size for path, size in sizes.items() if path.suffix == ".html")
    return len(sizes), sum(sizes.values()), max(pages, default=0)
