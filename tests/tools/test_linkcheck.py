from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from claims.tools import linkcheck
from claims.tools.linkcheck import DatedAnswer
from claims.tools.web import Answer, State

from .example import EXAMPLE, TODAY
from .server import Site

Run = Callable[..., int]


@pytest.fixture
def run(file: Path, site: Site) -> Run:
    """Checks the example, its addresses led to the server, and asks without pauses."""
    text = EXAMPLE.replace("https://gazette.example/moon", site.add("/moon"))
    text = text.replace("https://academy.example/rock", site.add("/rock") + "#top")
    file.write_text(text.replace("https://archive.example/rock", site.add("/copy")), encoding="utf-8")

    def check(*options: str, today: date = TODAY) -> int:
        usual = ["--file", "claims.yaml", "--exceptions", "exceptions.toml", "--cache", "cache.json", "--pause", "0"]
        return linkcheck.main([*usual, *options], today=today)

    return check


def test_links_that_answer_are_counted(run: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr() == ("3 addresses: 3 good; 3 asked now\n", "")
    assert sorted(site.asked) == [("HEAD", "/copy"), ("HEAD", "/moon"), ("HEAD", "/rock")]


def test_hosts_are_told_who_asks_and_may_be_told_whom_to_write_to(run: Run, site: Site) -> None:
    agent = "claim-by-claim-linkcheck/1.0 (asks now and then whether pages we cite are still there"
    run()
    run("--days", "0", "--contact", "https://moon.example/about")
    assert site.agents == {f"{agent})", f"{agent}; https://moon.example/about)"}


def test_a_dead_link_is_a_mistake_at_each_of_its_places(
    run: Run, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    rock = site.add("/rock", 404) + "#top"
    help = "  help: write its new address, or list it in data/linkcheck-exceptions.toml and give an archived copy\n"
    assert run() == 1
    assert capsys.readouterr() == (
        "3 addresses: 2 good, 1 dead; 3 asked now\n",
        f"claims.yaml:34:10: error: {rock} is dead: 404 Not Found\n"
        f"   34 |     url: {rock}\n"
        "      |          ^\n"
        f"{help}"
        f"claims.yaml:53:35: error: {rock} is dead: 404 Not Found\n"
        f"   53 |         note: See [the same page]({rock}).\n"
        "      |                                   ^\n"
        f"{help}"
        "2 mistakes found\n",
    )
    assert site.asked.count(("GET", "/rock")) == 1


def test_a_page_that_moved_and_one_that_refuses_are_remarks(
    run: Run, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = site.add("/moon", 301, "/rock"), site.at("/rock")
    copy = site.add("/copy", 403)
    assert run() == 0
    assert capsys.readouterr() == (
        "3 addresses: 2 good, 1 closed to programs; 3 asked now\n",
        f"claims.yaml:27:10: warning: {old} has moved for good\n"
        f"   27 |     url: {old}\n"
        "      |          ^\n"
        f"  help: write {new}\n"
        f"claims.yaml:35:15: warning: {copy} lets no program look: 403 Forbidden\n"
        f"   35 |     archived: {copy}\n"
        "      |               ^\n"
        "  help: open it in a browser; if it is good, list it in data/linkcheck-exceptions.toml\n",
    )


def test_an_answer_is_remembered_and_a_dead_link_asked_again(
    run: Run, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.add("/copy", 404)
    assert run() == 1
    assert sorted(json.loads(Path("cache.json").read_text(encoding="utf-8"))) == [site.at("/moon"), site.at("/rock")]
    site.add("/copy")
    site.asked.clear()
    assert run(today=TODAY + timedelta(days=6)) == 0
    assert site.asked == [("HEAD", "/copy")]
    assert capsys.readouterr().out.splitlines()[1] == "3 addresses: 3 good; 1 asked now"
    site.asked.clear()
    assert run(today=TODAY + timedelta(days=7)) == 0
    assert sorted(site.asked) == [("HEAD", "/moon"), ("HEAD", "/rock")]
    assert run("--days", "0") == 0
    assert len(site.asked) == 5


def test_an_exception_is_not_asked(run: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    Path("exceptions.toml").write_text(
        f'[[exception]]\naddress = "{site.at("/rock")}"\nreason = "gone"\n'
        '[[exception]]\naddress = "https://gone.example/*"\nreason = "gone too"\n',
        encoding="utf-8",
    )
    assert run() == 0
    assert sorted(site.asked) == [("HEAD", "/copy"), ("HEAD", "/moon")]
    assert capsys.readouterr() == (
        "3 addresses: 2 good, 1 excepted; 2 asked now\n",
        "exceptions.toml:4:1: warning: https://gone.example/* is written nowhere\n"
        "    4 | [[exception]]\n"
        "      | ^\n"
        "  help: delete the exception\n",
    )


def test_pages_are_checked_too(run: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = Path("content/pages/about.md")
    page.parent.mkdir(parents=True)
    page.write_text(f"Title: About\n\nSee [it]({site.add('/about', 410)}).\n", encoding="utf-8")
    assert run() == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        f"content/pages/about.md:3:10: error: {site.at('/about')} is dead: 410 Gone"
    )


@pytest.mark.parametrize("where", ["claims.yaml", "exceptions.toml", "content/about.md"])
def test_a_file_with_mistakes_is_mended_first(
    run: Run, site: Site, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    Path(where).parent.mkdir(exist_ok=True)
    Path(where).write_bytes(b"\xff")
    assert run() == 1
    assert site.asked == []
    assert capsys.readouterr().err.startswith(f"{where}:1:")


def test_the_time_limit_is_an_option(run: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/copy"] = lambda handler: site.closing.wait(10) and None
    assert run("--limit", "0.1") == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        f"claims.yaml:35:15: error: {site.at('/copy')} is dead: no answer within 0.1 seconds"
    )


OK = Answer(State.ANSWERS, "200 OK")


def test_hosts_are_asked_side_by_side_and_each_address_in_turn() -> None:
    meet, asked, told = threading.Barrier(2), list[str](), list[str]()

    def ask(address: str) -> Answer:
        meet.wait(10)  # of both hosts
        asked.append(address)
        return OK

    hosts = [[f"https://{host}.example/{n}" for n in range(20)] for host in "ab"]
    assert linkcheck.ask_all([*hosts[0], *hosts[1]], ask, told.append) == dict.fromkeys([*hosts[0], *hosts[1]], OK)
    assert [[address for address in asked if address in host] for host in hosts] == hosts
    assert told[-2:] == ["40 of 40 asked", ""]


def test_a_fault_of_ours_is_not_hidden() -> None:
    def ask(address: str) -> Answer:
        raise ZeroDivisionError(address)

    with pytest.raises(ZeroDivisionError):
        linkcheck.ask_all(["https://a.example/"], ask, str)


def test_what_was_answered_before_an_interruption_counts() -> None:
    def interrupt(words: str) -> None:
        if words:
            raise KeyboardInterrupt  # as Ctrl-C does where answers are waited for

    addresses = ["https://a.example/1", "https://a.example/2"]
    assert linkcheck.ask_all(addresses, lambda address: OK, interrupt) == {addresses[0]: OK}


CACHED = {
    "https://a.example/": DatedAnswer(State.ANSWERS, "200 OK", moved="https://ä.example/", asked=TODAY),
    "https://b.example/": DatedAnswer(State.REFUSES, "403 Forbidden", asked=TODAY),
}
DEAD = {"https://c.example/": DatedAnswer(State.DEAD, "404 Not Found", asked=TODAY)}


@pytest.mark.parametrize(("age", "days", "known"), [(6, 7, True), (7, 7, False), (0, 0, False), (-1, 7, False)])
def test_answers_are_kept_for_some_days_but_for_the_dead(tmp_path: Path, age: int, days: int, known: bool) -> None:
    file = tmp_path / "new" / "linkcheck.json"
    linkcheck.save_cache(file, DEAD | CACHED)
    loaded = linkcheck.load_cache(file, today=TODAY + timedelta(days=age), days=days)
    assert loaded == (CACHED if known else {})


def test_a_file_that_cannot_be_read_holds_no_answers(tmp_path: Path) -> None:
    file = tmp_path / "linkcheck.json"
    assert linkcheck.load_cache(file, today=TODAY, days=7) == {}
    linkcheck.save_cache(file, CACHED)
    written = file.read_bytes()
    for content in (b"", b"[]", b"{", b'{"a": 7}', b"\xff", written.replace(b"11-25", b"13-25"), written[:-9]):
        file.write_bytes(content)
        assert linkcheck.load_cache(file, today=TODAY, days=7) == {}
