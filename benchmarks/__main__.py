"""Times the project's commands at several sizes: `make bench`. `python -m benchmarks 70` prints a file of 70 claims."""

from __future__ import annotations

import argparse
import itertools
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
DATA = Path("data/claims.yaml")
REPEATED = ("sources", "claims", "events")  # the other sections grow slowly, and stay as they are
MAX_DRAWN = 1_000  # claims: to draw the pictures of more would take most of the time

PELICAN = ("-m", "pelican", "content", "--settings=pelicanconf.py", "--fatal=warnings", "--log-handler=plain")
COMMANDS: Mapping[str, Sequence[str]] = {
    "check": ("-m", "claims", str(DATA)),
    "pages alone": (*PELICAN, "-e", "DATA_FILES=false", "SEARCH_INDEX=false", "SHARE_PICTURES=false"),
    "all but pictures": (*PELICAN, "-e", "SHARE_PICTURES=false"),
    "all, nothing cached": PELICAN,
    "all, once more": PELICAN,
    "an edit seen": ("-m", "claims.dev.server", "--port"),
}
"""What is measured, and the arguments of Python for it. The last three draw pictures."""
Cost = tuple[float, float]
"""Seconds, and megabytes of the largest process."""


_RETOLD = re.compile(r"^    paragraphs:\n(?:      .*\n)+", re.MULTILINE)


def claims_file(claims: int) -> Iterator[str]:
    """Yield a valid file of so many claims in pieces: the records of the real one, then copies of them under new ids.

    A copy leads to what was copied with it, and where the last copy is cut short, to the originals. Texts are not
    retold: that would tell of no copy.
    """
    head, *sections = re.split(
        r"^(?=\w+:$)", _RETOLD.sub("", (ROOT / DATA).read_text(encoding="utf-8")), flags=re.MULTILINE
    )
    records = {text.partition(":")[0]: re.split(r"^(?=  - id: )", text, flags=re.MULTILINE) for text in sections}
    copies = claims / (len(records["claims"]) - 1)  # the first piece of each section is its own line
    yield head
    for section, (name, *originals) in records.items():
        yield from (name, *originals)
        for number in range(2, math.ceil(copies) + 1) if section in REPEATED else ():
            share = min(1, copies - number + 1)
            copied = {kind: pieces[1 : 1 + round((len(pieces) - 1) * share)] for kind, pieces in records.items()}
            ids = {id for kind in REPEATED for record in copied[kind] for id in _ids(record)}
            yield from (_copy(record, ids, number) for record in copied[section])


def _ids(record: str) -> list[str]:
    """Return the id of a record and those that it had before."""
    return re.findall(r"[\w-]+", " ".join(re.findall(r"^(?:  - id|    aliases): (.+)$", record, flags=re.MULTILINE)))


def _copy(record: str, ids: set[str], number: int) -> str:
    # A word of the prose that happens to be an id gets the number too, which does no harm.
    words = re.compile(r"(?<![^\s:\[])[a-z0-9][a-z0-9-]*(?![^\s,\])#])")
    record = re.sub(r"(?:,|\n +) ?proved: \{[^}]*\}", "", record)  # which is so of the words of the original
    record = words.sub(lambda word: f"{word[0]}-{number}" if word[0] in ids else word[0], record)
    return re.sub(r"^(    (?:title|described): (?:>-\n +)?['\"]?)", rf"\g<1>({number}) ", record, flags=re.MULTILINE)


def measure(claims: int, runs: int, names: Sequence[str]) -> Iterator[tuple[str, Cost]]:
    """Make a project of so many claims; yield the name of each command and the median of what its runs cost."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        project = Path(folder)
        (project / "data").mkdir()
        for name in ("plugins", "theme", "content", "pelicanconf.py"):
            (project / name).symlink_to(ROOT / name)
        with (project / DATA).open("w", encoding="utf-8") as file:
            file.writelines(claims_file(claims))  # in pieces: the system counts no child as smaller than its parent
        for name in names if claims <= MAX_DRAWN else [name for name in names if name in [*COMMANDS][:3]]:
            costs = _edits(project, runs) if name == "an edit seen" else [_run(project, name) for _ in range(runs)]
            cost = (median(seconds for seconds, _ in costs), median(peak for _, peak in costs))
            print(f"{claims} claims, {name}: {cost[0]:.2f} s, {cost[1]:.0f} MB", file=sys.stderr)
            yield name, cost


def _run(project: Path, name: str) -> Cost:
    for folder in {"all, nothing cached": ("output", ".build"), "all, once more": ()}.get(name, ("output",)):
        shutil.rmtree(project / folder, ignore_errors=True)
    start = time.perf_counter()
    process = _start(project, COMMANDS[name])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError((project / "log").read_text(encoding="utf-8"))
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _edits(project: Path, runs: int) -> list[Cost]:
    text, waits = (project / DATA).read_text(encoding="utf-8"), []
    title = next(re.compile(r"  - id: (\S+)\n    title: (\w.*)").finditer(text, text.index("\nclaims:\n")))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    page = f"http://127.0.0.1:{port}/claims/{title[1]}/"
    with _start(project, [*COMMANDS["an edit seen"], str(port)]) as server:
        try:
            _wait(page, "</main>")
            for run in range(runs):
                time.sleep(1 + len(text) / 500_000)  # until what follows the pages is made too
                (project / "edited").write_text(f"{text[: title.start(2)]}Title {run}{text[title.end(2) :]}", "utf-8")
                start = time.perf_counter()
                (project / "edited").replace(project / DATA)
                _wait(page, f"Title {run}")
                waits.append(time.perf_counter() - start)
        finally:
            server.terminate()
            peak = os.wait4(server.pid, 0)[2].ru_maxrss / 1024
    return [(seconds, peak) for seconds in waits]


def _start(project: Path, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with (project / "log").open("w") as log:
        return subprocess.Popen([sys.executable, *arguments], cwd=project, env=environment, stdout=log, stderr=log)


def _wait(page: str, text: str) -> None:
    for _ in range(30_000):
        with suppress(OSError), urllib.request.urlopen(page) as answer:  # noqa: S310 - a server of our own
            if text in answer.read().decode():
                return
        time.sleep(0.01)
    raise TimeoutError(f"{page} does not show {text!r}")


def table(results: Mapping[int, Mapping[str, Cost]]) -> str:
    """Return the costs as a table in Markdown; how they grow is told by the two largest sizes of each."""
    rows = [["", *(f"{claims:,} claims" for claims in results), "grows as"], ["---", *["---:"] * (len(results) + 1)]]
    for name in {name: None for costs in results.values() for name in costs}:
        costs = {claims: found[name] for claims, found in results.items() if name in found}
        row = [name, *(f"{costs[n][0]:.2f} s, {costs[n][1]:,.0f} MB" if n in costs else "" for n in results), ""]
        for (few, less), (many, more) in [*itertools.pairwise(costs.items())][-1:]:
            seconds, memory = (math.log(b / a) / math.log(many / few) for a, b in zip(less, more, strict=True))
            row[-1] = f"N^{seconds:.2f}, memory N^{memory:.2f}"
        rows.append(row)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(arguments: list[str] | None = None) -> None:
    """Print a file, or measure."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("claims", type=int, nargs="?", help="print a file of so many claims, and measure nothing")
    options.add_argument("--sizes", type=int, nargs="+", default=[33, 1_000, 10_000], metavar="CLAIMS")
    options.add_argument("--runs", type=int, default=3, help="of which the median is told")
    options.add_argument("--only", nargs="+", choices=COMMANDS, default=[*COMMANDS], help="what to measure")
    chosen = options.parse_args(arguments)
    if chosen.claims:
        sys.stdout.writelines(claims_file(chosen.claims))
    else:
        print(table({size: dict(measure(size, chosen.runs, chosen.only)) for size in sorted(chosen.sizes)}))


if __name__ == "__main__":
    main()
