"""What devserver knows of its pages: when each is in another state, and is to be loaded again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from claims import devserver
from claims.devserver import Site
from helpers import ROOT


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of two pages, both open."""
    site = Site(tmp_path, "pelicanconf.py", listeners={asyncio.Queue(): "a.html", asyncio.Queue(): "b.html"})
    build(site, a="a", b="b")
    passed_on(site)
    return site


def build(site: Site, **pages: str) -> None:
    for name, text in pages.items():
        (site.output / f"{name}.html").write_text(text, encoding="utf-8")
    site.tell({"built": True})


def passed_on(site: Site) -> dict[str, list[dict[str, Any]]]:
    """What open pages were told since this was last asked."""
    return {
        file: [json.loads(listener.get_nowait()) for _ in range(listener.qsize())]
        for listener, file in site.listeners.items()
    }


def state(site: Site, file: str) -> int:
    number: int = json.loads(site.message(file))["state"]
    return number


def test_a_build_changes_the_state_of_every_page(site: Site) -> None:
    before = {file: state(site, file) for file in ("a.html", "b.html", "c.html")}
    build(site, a="a")
    after = {file: state(site, file) for file in before}
    assert all(after[file] > before[file] for file in before)
    assert passed_on(site) == {file: [{"state": after[file], "built": True}] for file in ("a.html", "b.html")}


@pytest.mark.parametrize("outcome", [{"mistakes": "words"}, {"failed": "words"}])
def test_what_is_wrong_is_said_and_changes_no_page(site: Site, outcome: dict[str, Any]) -> None:
    before = state(site, "a.html")
    site.tell(outcome)
    assert passed_on(site) == {file: [{"state": before, **outcome}] for file in ("a.html", "b.html")}


def test_a_page_that_is_shown_before_it_is_built_is_loaded_once(site: Site) -> None:
    before = state(site, "a.html")
    site.tell({"mistakes": "words"})
    passed_on(site)
    site.show({"a.html": "new"})
    shown = state(site, "a.html")
    assert shown > before
    assert site.preview == {"a.html": "new"}
    assert passed_on(site) == {"a.html": [{"state": shown}], "b.html": [{"state": before}]}  # nor is the mistake there
    build(site, a="new")
    assert site.preview == {}
    assert state(site, "a.html") == shown
    assert state(site, "b.html") > shown
    build(site, a="new")
    assert state(site, "a.html") > shown


@pytest.mark.parametrize("outcome", [{"built": True}, {"failed": "words"}])
def test_a_page_that_comes_to_be_another_than_was_shown_is_loaded_again(site: Site, outcome: dict[str, Any]) -> None:
    site.show({"a.html": "new", "gone.html": "new"})
    shown = {state(site, "a.html"), state(site, "gone.html")}
    site.tell(outcome)
    assert state(site, "a.html") not in shown
    assert state(site, "gone.html") not in shown


BUILT = """print('{"built": true}', flush=True)"""
ENDS = {
    "raise SystemExit(3)": "the builder ended with status 3; what it had to say is in the terminal",
    "os.kill(os.getpid(), 9)": "the builder was ended by signal 9; the next change starts another",
}


@pytest.mark.parametrize("first", ["", "input()", f"input(), {BUILT}"], ids=["at once", "asked", "after the pages"])
@pytest.mark.parametrize(("end", "words"), ENDS.items(), ids=["status", "signal"])
def test_how_the_builder_ended_is_told_and_another_is_started(
    site: Site, monkeypatch: pytest.MonkeyPatch, first: str, end: str, words: str
) -> None:
    (site.output / "claims").mkdir()
    (site.output / "claims/builder.py").write_text(f"import os\n{first}\n{end}\n")
    monkeypatch.chdir(site.output)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    told = [{"built": True}, {"failed": words}] if BUILT in first else [{"failed": words}]

    async def build() -> None:
        builder = devserver.Builder()
        for _ in range(2):
            await builder.build(site)
            if builder._rest:
                await builder._rest
            said = [{**message, "state": None} for message in passed_on(site)["a.html"]]
            assert said == [{**outcome, "state": None} for outcome in told]
        await builder.stop()

    run(build())


class Builds(devserver.Builder):
    """Counts builds and makes none; during the first one something can be done."""

    def __init__(self, during: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.done: asyncio.Queue[None] = asyncio.Queue()
        self._during = during

    async def build(self, site: Site) -> None:
        self._during()
        self._during = lambda: None
        self.done.put_nowait(None)

    async def another(self) -> None:
        """Wait for one; fails where none comes."""
        await asyncio.wait_for(self.done.get(), 10)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files to watch, and nothing that builds."""
    (tmp_path / "data").mkdir()
    for file in ("data/claims.yaml", "pelicanconf.py", "data/notes.swp"):
        (tmp_path / file).write_text("old", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(what: Coroutine[Any, Any, None]) -> None:
    """Run to the end, in a thread: where a browser is tested too, its loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, what).result()


def watching(builds: Builds, act: Callable[[], Awaitable[None]]) -> None:
    """Act while changes are watched."""

    async def both() -> None:
        watching = asyncio.create_task(devserver.watch(Site(Path("output"), "pelicanconf.py"), builds))
        await builds.another()
        await act()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    run(both())


def test_an_edit_made_during_the_first_build_is_built_next(project: Path) -> None:
    def edit() -> None:
        (project / "data/claims.yaml").write_text("new")

    builds = Builds(edit)
    watching(builds, builds.another)


@pytest.mark.parametrize("file", ["data/claims.yaml", "pelicanconf.py"])
def test_a_file_is_seen_again_after_another_took_its_place(project: Path, file: str) -> None:
    builds = Builds()

    async def save() -> None:
        for text in ("new", "newer"):
            (project / "spare").write_text(text)
            (project / "spare").replace(project / file)
            await builds.another()

    watching(builds, save)


def test_what_no_build_reads_makes_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    builds = Builds()

    async def save() -> None:
        (project / "output").mkdir()
        for file in ("notes.txt", "output/claims.yaml", "data/notes.swp"):
            (project / file).write_text("new")
        await asyncio.sleep(0.2)
        (project / "data/claims.yaml").write_text("new")
        await builds.another()

    watching(builds, save)
    assert capsys.readouterr().out == "changed: data/claims.yaml\n"


FAILS = """
from claims import devserver

async def watch(site, builder):
    raise OSError("too many files are watched")

devserver.watch = watch
devserver.main(["--port", "{port}"])
"""


def test_where_nothing_can_be_watched_it_ends_and_tells_why(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = subprocess.run(
        [sys.executable, "-c", FAILS.format(port=port)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("OSError: too many files are watched\n")
    assert "stopped" not in done.stdout


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", ""])
def test_what_is_no_port_is_refused_at_once(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        devserver.main([f"--port={port}"])
    assert capsys.readouterr().err.endswith(
        f"error: argument --port: {port!r} is no port: write a number from 1 to 65535\n"
    )
