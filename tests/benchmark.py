"""Time a check and a build of this site's file, and of one with a thousand claims: `make bench`."""

import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
DATA = Path("data/claims.yaml")
REPEATED = ("sources", "claims", "events")  # the other sections grow slowly, and stay as they are
RUNS = 3
SIZES = (40, 1_000)  # claims
COMMANDS = {"check": ("check",), "build": ("build",)}
_RETOLD = re.compile(r"^    paragraphs:\n(?:      .*\n)+", re.MULTILINE)


def claims_file(claims: int) -> Iterator[str]:
    """Yield a valid file of so many claims in pieces: the records of the real one, then copies of them under new ids.

    A copy leads to what was copied with it, and where the last copy is cut short, to the originals. Texts are not
    retold: that would tell of no copy.
    """
    text = _RETOLD.sub("", (ROOT / DATA).read_text(encoding="utf-8"))
    head, *sections = re.split(r"^(?=\w+:$)", text, flags=re.MULTILINE)
    records = {}
    for section in sections:
        records[section.partition(":")[0]] = re.split(r"^(?=  - id: )", section, flags=re.MULTILINE)
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


def make_project(folder: Path, claims: int) -> None:
    """Make a project of so many claims."""
    (folder / "data").mkdir()
    for name in ("plugins", "theme", "content", "pelicanconf.py", "data/translations"):
        (folder / name).symlink_to(ROOT / name)
    (folder / DATA).write_text("".join(claims_file(claims)), encoding="utf-8")


def seconds(project: Path, arguments: Sequence[str]) -> float:
    """Return how long a command takes; raise CalledProcessError if it fails."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "claims", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    subprocess.run(command, cwd=project, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the median of some runs of each command."""
    for claims in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            make_project(project, claims)
            for name, arguments in COMMANDS.items():
                times = [seconds(project, arguments) for _ in range(RUNS)]
                print(f"{claims} claims, {name}: {median(times):.1f} s")


if __name__ == "__main__":
    main()
