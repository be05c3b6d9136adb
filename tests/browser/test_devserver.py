"""The author's cycle in a real browser: edit → seen, mistake → panel, mend → panel gone; and a clean stop."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from support import datasets
from support.building import small_project
from support.hosting import free_port

pytestmark = pytest.mark.browser

PAGE = "claims/claim-1/"
TITLE = '"title": "Title of claim 1"'
EDITED = '"title": "The claim is said to be small"'
SEEN = "Claim: The claim is said to be small"
GATE = """
import os
from pelican import signals
from pelicanconf import *

def wait(pelican):
    if os.path.exists("gate"):
        with open("gate") as gate:
            gate.read()

signals.finalized.connect(wait)
"""
"""Settings with which a build waits at its end until something is written to a gate, where there is one."""


class Server:
    """devserver in a project, after its first build."""

    def __init__(self, project: Path) -> None:
        port = free_port()
        self.project = project
        self.address = f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "claims", "dev", "--port", str(port), "--settings", "gated.py"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": "plugins"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        self.output = self.process.stdout
        self.wait_for("built")

    def wait_for(self, words: str) -> None:
        """Wait until a line of its output is this."""
        assert next(line for line in self.output if line.strip() == words)

    def change(self, old: str, new: str, file: str = "data/claims.yaml") -> None:
        path = self.project / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def stop(self) -> list[str]:
        """End it as Ctrl-C does; return what it has said since."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=60) == 0
        return [line for line in self.output.read().splitlines() if line]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    project = small_project(tmp_path / "project", datasets.many())
    (project / "gated.py").write_text(GATE)
    server = Server(project)
    yield server
    if server.process.poll() is None:
        server.process.kill()
    server.output.close()
    server.process.wait()


def test_an_edit_is_seen_a_mistake_is_shown_and_mending_it_takes_the_panel_away(
    server: Server, new_page: Callable[..., Page]
) -> None:
    def build_first(route: Route) -> None:
        server.change(TITLE, EDITED)
        server.wait_for("built")
        route.continue_()

    # Its console may tell of a style sheet that was asked for in the instant in which the folder is replaced.
    page = new_page(viewport={"width": 1280, "height": 900}).context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/_dev/reload.js", build_first, times=1)
    page.goto(server.address + PAGE)  # sent before a build, and listens after it
    expect(page.locator("h1")).to_have_text(SEEN)
    expect(page.locator("dev-warnings").locator("pre")).to_contain_text("warning: ")  # folded, and beside the page
    expect(page.locator("dev-warnings").locator("pre")).to_be_hidden()
    page.evaluate("scrollTo(0, 200)")

    server.change(EDITED, TITLE)
    expect(page.locator("h1")).to_have_text("Claim: Title of claim 1")
    expect(page.locator("html")).to_have_js_property("scrollTop", 200)  # the reader's place is kept

    server.change('"label": "unconfirmed"', '"label": "unconfirmd"')
    panel = page.locator("dev-panel")
    expect(panel.locator("h2")).to_have_text(re.compile(r"^\d+ mistakes? found$"))
    expect(panel.locator("pre")).to_contain_text(re.compile(r"data/claims\.yaml:\d+:\d+: error: "))
    expect(page.locator("h1")).to_have_text("Claim: Title of claim 1")  # the last good site stays

    server.change('"label": "unconfirmd"', '"label": "unconfirmed"')
    expect(panel).to_have_count(0)
    said = server.stop()  # an open page listens, and must not hold it up
    assert said[-1] == "stopped"
    assert faults == []
    assert {line for line in said if line.startswith("changed:")} == {"changed: data/claims.yaml"}  # and no other


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_in_the_middle_of_a_build_says_nothing_of_the_builder(server: Server, sent: signal.Signals) -> None:
    os.mkfifo(server.project / "gate")
    server.change(TITLE, EDITED)
    with open(server.project / "gate", "w"):  # opens when the build has come there
        os.killpg(server.process.pid, sent)  # as a terminal does: all that was started from it are told
        assert server.process.wait(timeout=60) == 0
    of_the_build = "Processed|draft pages|^data/[^:]*: |^make check"
    said = [line for line in server.output.read().splitlines() if not re.search(of_the_build, line)]
    assert said == ["changed: data/claims.yaml", "stopped"]
