"""The author's cycle in a real browser: edit → seen, mistake → panel, mend → panel gone; and a clean stop."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

TITLE = "title: The amount involved is very limited"
# Settings with which pages are shown before they are built, as if there were many; then the build waits at a gate.
MANY = """
from pelicanconf import *
PLUGINS = [*PLUGINS, "gate"]
PLUGIN_PATHS = [*PLUGIN_PATHS, "."]
"""
TOLD_OF_THE_BUILD = """new Promise(resolve => {
  new EventSource(`/_dev/events?page=${location.pathname}`).onmessage = ({ data }) =>
    JSON.parse(data).built && setTimeout(() => resolve(window.loadedOnce), 0);
})"""
GATE = """
import os
from claims import generator

written = generator.ClaimsGenerator.generate_output

def wait(self, writer):
    if os.path.exists("gate"):
        with open("gate") as gate:
            gate.read()
    written(self, writer)

def register():
    generator._FEW = 0
    generator.ClaimsGenerator.generate_output = wait
"""


@pytest.fixture
def settings() -> str:
    return "pelicanconf.py"


@pytest.fixture
def server(project: Path, settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    (project / "many.py").write_text(MANY)
    (project / "gate.py").write_text(GATE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "claims.devserver", "--port", str(port), "--settings", settings],
        cwd=project,
        env={**os.environ, "PYTHONPATH": "plugins"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    for line in process.stdout:  # until the first build is done
        if line.strip() == "built":
            break
    yield process, f"http://127.0.0.1:{port}/"
    if process.poll() is None:
        process.kill()
    process.stdout.close()
    process.wait()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _change(project: Path, old: str, new: str, file: str = "data/claims.yaml") -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edit_is_seen_a_mistake_is_shown_and_mending_it_takes_the_panel_away(
    server: tuple[subprocess.Popen[str], str], project: Path, page: Page
) -> None:
    _, address = server
    page.goto(f"{address}claims/amount-very-limited/")
    page.evaluate("scrollTo(0, 400)")

    _change(project, TITLE, "title: The amount is said to be small")
    expect(page.locator("h1")).to_have_text("The amount is said to be small")
    page.wait_for_function("scrollY === 400")  # the reader's place is kept

    _change(project, "label: disputed", "label: disputd")
    panel = page.locator("dev-panel")
    expect(panel.locator("h2")).to_have_text(re.compile(r"^\d+ mistakes found$"))
    expect(panel.locator("pre")).to_contain_text(re.compile(r"data/claims\.yaml:\d+:\d+: error: "))
    expect(page.locator("h1")).to_have_text("The amount is said to be small")  # the last good site stays

    _change(project, "label: disputd", "label: disputed")
    expect(panel).to_have_count(0)


def test_a_page_is_loaded_again_that_was_sent_before_a_build_and_listens_after_it(
    server: tuple[subprocess.Popen[str], str], project: Path, page: Page
) -> None:
    process, address = server

    def build_first(route: Route) -> None:
        _change(project, TITLE, "title: The amount is said to be small")
        assert process.stdout
        assert next(line for line in process.stdout if line.strip() == "built")
        route.continue_()

    page.route("**/_dev/reload.js", build_first, times=1)
    page.goto(f"{address}claims/amount-very-limited/")
    expect(page.locator("h1")).to_have_text("The amount is said to be small")


@pytest.mark.parametrize("settings", ["many.py"])
def test_where_there_are_many_pages_the_one_that_is_open_comes_first(
    server: tuple[subprocess.Popen[str], str], project: Path, page: Page
) -> None:
    process, address = server
    page.goto(f"{address}claims/amount-very-limited/")
    os.mkfifo(project / "gate")
    _change(project, TITLE, "title: The amount is said to be small")
    expect(page.locator("h1")).to_have_text("The amount is said to be small")
    file = project / "output/claims/amount-very-limited/index.html"
    assert "The amount involved is very limited</h1>" in file.read_text("utf-8")  # it is not there yet
    page.evaluate("window.loadedOnce = true")
    (project / "gate").write_text("go on")
    assert process.stdout
    assert next(line for line in process.stdout if line.strip() == "built")
    assert "The amount is said to be small</h1>" in file.read_text("utf-8")
    assert page.evaluate(TOLD_OF_THE_BUILD)  # and it is what was shown, so that it needs not be loaded again


@pytest.mark.parametrize("settings", ["many.py"])
def test_a_mistake_in_a_template_names_file_and_line(
    server: tuple[subprocess.Popen[str], str], project: Path, page: Page
) -> None:
    _, address = server
    page.goto(address)
    _change(project, "{{ view.title }}", "{{ view.titel }}", "theme/templates/home.html")
    words = page.locator("dev-panel").locator("pre")
    expect(words).to_contain_text(re.compile(r"^theme/templates/home\.html:\d+: UndefinedError: .*titel"))


def test_the_plugins_own_code_is_watched_too(
    server: tuple[subprocess.Popen[str], str], project: Path, page: Page
) -> None:
    _, address = server
    page.goto(f"{address}claims/")
    _change(project, '"Every claim of the op-ed', '"Each claim of the op-ed', "plugins/claims/words.py")
    expect(page.locator("meta[name=description]")).to_have_attribute("content", re.compile("^Each claim"))


def test_ctrl_c_stops_it_cleanly(server: tuple[subprocess.Popen[str], str], page: Page) -> None:
    process, address = server
    page.goto(address)  # an open page listens, and must not hold it up
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert process.stdout
    assert process.stdout.read().strip().splitlines()[-1] == "stopped"


@pytest.mark.parametrize("settings", ["many.py"])
def test_ctrl_c_in_the_middle_of_a_build_says_nothing_of_the_builder(
    server: tuple[subprocess.Popen[str], str], project: Path
) -> None:
    process, _ = server
    os.mkfifo(project / "gate")
    _change(project, TITLE, "title: The amount is said to be small")
    with open(project / "gate", "w"):  # opens when the build has come there
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all that was started from it are told
        assert process.wait(timeout=30) == 0
    assert process.stdout
    assert process.stdout.read().splitlines() == ["changed: data/claims.yaml", "stopped"]


def test_it_does_not_build_again_by_itself(
    server: tuple[subprocess.Popen[str], str], project: Path, page: Page
) -> None:
    process, address = server
    page.goto(f"{address}claims/amount-very-limited/")
    _change(project, TITLE, "title: The amount is said to be small")
    expect(page.locator("h1")).to_have_text("The amount is said to be small", timeout=30_000)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    assert process.stdout
    assert process.stdout.read().count("changed:") == 1
