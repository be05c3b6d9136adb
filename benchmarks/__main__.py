"""`make bench`: measure, keep what was found, and write it into README.md.

`python -m benchmarks 33 1000 --runs 3` builds sites of 33 and of 1000 claims three times each.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

from . import generate, report, results
from .project import ROOT
from .runner import Runner

SIZES = (33, 1000, 10000, 30000)
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in it is made by tempfile


def main(arguments: list[str] | None = None) -> None:
    """Measure each size in turn."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how long builds take.")
    options.add_argument("sizes", type=int, nargs="*", default=SIZES, help="numbers of claims")
    options.add_argument("--runs", type=int, default=3, help="how often each is built; medians are told")
    options.add_argument("--seed", type=int, default=generate.SEED)
    options.add_argument("--folder", type=Path, help="where to build: a folder on a disk, instead of in memory")
    options.add_argument("--into", type=Path, default=ROOT / "benchmarks", help="where results and README.md are")
    chosen = options.parse_args(arguments)
    in_memory = chosen.folder is None and _MEMORY.is_dir()
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=_MEMORY if in_memory else chosen.folder))
    try:
        sizes = []
        for claims in chosen.sizes:
            runner = Runner(claims, folder / str(claims), seed=chosen.seed, in_memory=in_memory)
            sizes.append(runner.size(chosen.runs, _say))
            if in_memory:
                shutil.rmtree(folder / str(claims))
    finally:
        shutil.rmtree(folder)
    found = results.Results(date=date.today().isoformat(), where=_where(in_memory=in_memory), sizes=tuple(sizes))
    file = chosen.into / "results" / f"{found.date}.json"
    results.save(results.together(found, results.read(file)) if file.exists() else found, file)
    report.write(results.read(file), chosen.into)  # so that it says what anybody can read there


def _where(*, in_memory: bool) -> dict[str, str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "processors": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "files": "in memory" if in_memory else "on disk",
        "python": platform.python_version(),
        **{name: version(name) for name in ("pelican", "jinja2", "markdown", "hugo")},
        "commit": commit.stdout.strip(),
    }


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
