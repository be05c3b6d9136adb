"""Times the project's commands at several sizes: `make bench`. `python -m benchmarks 70` prints a file of 70 claims."""

import argparse
import itertools
import math
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
DATA = Path("data/claims.yaml")
LAST = Path("output/data/v1/claims.json")  # of what an edit changes
REPEATED = ("sources", "claims", "events")  # the other sections grow slowly, and stay as they are
MAX_EDITED = 1_000  # claims: of more a check and a build of pages are measured alone

PELICAN = ("-m", "pelican", "content", "--settings=pelicanconf.py", "--fatal=warnings", "--log-handler=plain")
SEEN, WHOLE = "an edit seen", "an edit, all made of it"
COMMANDS: Mapping[str, Sequence[str]] = {
    "check": ("-m", "claims", str(DATA)),
    "pages alone": (*PELICAN, "-e", "CLAIMS_FEATURES=[]"),
    "all, nothing cached": PELICAN,
    "all, once more": PELICAN,
    SEEN: ("-m", "claims", "dev", "--port"),
}
"""What is measured, and the arguments of Python for it. The last is measured until the whole site is made too."""
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
    record = words.sub(lambda word: f"{word[0]}-copy-{number}" if word[0] in ids else word[0], record)
    # A limit may stand at few passages, and has at most twenty words: the number is no word of its own.
    record = re.sub(r"^( +limit: (?:>-\n +)?['\"]?)", rf"\g<1>({number})", record, flags=re.MULTILINE)
    return re.sub(r"^(    (?:title|described): (?:>-\n +)?['\"]?)", rf"\g<1>({number}) ", record, flags=re.MULTILINE)


def measure(claims: int, runs: int, names: Sequence[str]) -> Iterator[tuple[str, Cost]]:
    """Make a project of so many claims; yield the name of each command and the median of what its runs cost."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        project = Path(folder)
        (project / "data").mkdir()
        for name in ("plugins", "theme", "content", "pelicanconf.py", "data/translations"):
            (project / name).symlink_to(ROOT / name)
        with (project / DATA).open("w", encoding="utf-8") as file:
            file.writelines(claims_file(claims))  # in pieces: the system counts no child as smaller than its parent
        for name in names if claims <= MAX_EDITED else [name for name in names if name in [*COMMANDS][:2]]:
            found = _edits(project, runs) if name == SEEN else {name: [_run(project, name) for _ in range(runs)]}
            for what, costs in found.items():
                cost = (median(seconds for seconds, _ in costs), median(peak for _, peak in costs))
                print(f"{claims} claims, {what}: {cost[0]:.2f} s, {cost[1]:.0f} MB", file=sys.stderr)
                yield what, cost


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


def _edits(project: Path, runs: int) -> dict[str, list[Cost]]:
    """Edit a title, and wait until a page that is open shows it, then until all that tells of it is made."""
    text, waits = (project / DATA).read_text(encoding="utf-8"), list[tuple[float, float]]()
    title = next(re.compile(r"  - id: (\S+)\n    title: (\w.*)").finditer(text, text.index("\nclaims:\n")))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    site, page = f"http://127.0.0.1:{port}", f"/claims/{title[1]}/"
    with _start(project, [*COMMANDS[SEEN], str(port)]) as server:
        try:
            _wait(lambda: _get(site + page), "</main>")
            _wait(lambda: (project / LAST).read_text("utf-8"), "")
            with urllib.request.urlopen(f"{site}/_dev/events?file={page[1:]}index.html") as told:  # noqa: S310 - a server of our own
                for words in (f"Title {run}" for run in range(runs)):
                    time.sleep(1)  # in which the builder comes to rest
                    edited = f"{text[: title.start(2)]}{words}{text[title.end(2) :]}"
                    (project / "edited").write_text(edited, encoding="utf-8")
                    start = time.perf_counter()
                    (project / "edited").replace(project / DATA)
                    while words not in _get(site + page):
                        told.readline()  # as the page's script does, and then loads the page again
                    seen = time.perf_counter() - start
                    _wait(lambda: (project / LAST).read_text("utf-8"), words)
                    waits.append((seen, time.perf_counter() - start))
        finally:
            server.send_signal(signal.SIGINT)
            peak = os.wait4(server.pid, 0)[2].ru_maxrss / 1024
    return {
        name: [(seconds, peak) for seconds in times]
        for name, times in zip((SEEN, WHOLE), zip(*waits, strict=True), strict=True)
    }


def _start(project: Path, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with (project / "log").open("w") as log:
        return subprocess.Popen([sys.executable, *arguments], cwd=project, env=environment, stdout=log, stderr=log)


def _get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - a server of our own
        text: str = answer.read().decode()
        return text


def _wait(text: Callable[[], str], words: str) -> None:
    for _ in range(30_000):
        with suppress(OSError):  # the server has yet to start, or the file to be made
            if words in text():
                return
        time.sleep(0.01)
    raise TimeoutError(f"waited in vain for {words!r}")


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
    options.add_argument("--sizes", type=int, nargs="+", default=[40, 1_000, 10_000], metavar="CLAIMS")
    options.add_argument("--runs", type=int, default=3, help="of which the median is told")
    options.add_argument("--only", nargs="+", choices=COMMANDS, default=[*COMMANDS], help="what to measure")
    chosen = options.parse_args(arguments)
    if chosen.claims:
        sys.stdout.writelines(claims_file(chosen.claims))
    else:
        print(table({size: dict(measure(size, chosen.runs, chosen.only)) for size in sorted(chosen.sizes)}))


if __name__ == "__main__":
    main()
