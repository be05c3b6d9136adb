from __future__ import annotations

import errno
import json
import socket
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from claims_tools import linkcheck
from claims_tools.console import CommandError
from claims_tools.source_file import SourceFile

from .example import EXAMPLE, SEVERAL, TODAY
from .server import Site

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("file")

# Addresses, and where they stand


def found(text: str, *pages: Path) -> list[tuple[str, str, int, int]]:
    Path("claims.yaml").write_bytes(text.encode())
    links = linkcheck.find_links(SourceFile.read(Path("claims.yaml"), today=TODAY), pages)
    return [(link.message, link.file, link.mark.line, link.mark.column) for link in links]


def test_addresses_of_sources_and_of_prose_are_found_where_they_stand() -> None:
    assert found(EXAMPLE) == [
        ("https://gazette.example/moon", "claims.yaml", 27, 10),
        ("https://academy.example/rock", "claims.yaml", 34, 10),
        ("https://archive.example/rock", "claims.yaml", 35, 15),
        ("https://academy.example/rock", "claims.yaml", 53, 35),
    ]
    assert found("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == found(EXAMPLE)
    odd = EXAMPLE.replace("url: https://gazette.example/moon", 'url: "https://gazette.example/\\x6doon"')
    assert found(odd) == found(EXAMPLE)  # at its value


def test_what_is_told_of_the_site_and_its_texts_and_on_pages_is_read_too() -> None:
    linked = SEVERAL.replace('caution: "{speech}"', "caution: See [it](https://site.example).")
    linked = linked.replace(
        "    name: the letters\n", "    name: the letters\n    why: 'See [it](https://text.example).'\n"
    )
    page = Path("about.md")
    page.write_text("Title: About\n\nSee [a claim](claim:moon-cheese).\nOr [it](https://é.example/ü).\n", "utf-8")
    assert [place for place in found(linked, page) if "rock" not in place[0]] == [
        ("https://site.example", "claims.yaml", 8, 21),
        ("https://text.example", "claims.yaml", 23, 20),
        ("https://gazette.example/moon", "claims.yaml", 54, 10),
        ("https://é.example/ü", "about.md", 4, 9),
    ]


# Exceptions


def exemptions(text: str) -> list[tuple[str, int, int]]:
    Path("exceptions.toml").write_text(text, encoding="utf-8")
    listed = linkcheck.read_exemptions(Path("exceptions.toml"))
    return [(place.message, place.mark.line, place.mark.column) for place in listed]


def test_exceptions_are_found_where_they_stand_and_there_need_be_none() -> None:
    text = "# Not to be asked.\n[[exception]] # for now\nreason = 'r'\n  address = 'https://a.example/*'\n"
    assert exemptions(text) == [("https://a.example/*", 4, 14)]
    assert linkcheck.read_exemptions(Path("nowhere.toml")) == exemptions("# none yet\n") == []
    linkcheck.read_exemptions(ROOT / linkcheck.EXEMPTIONS)


@pytest.mark.parametrize(
    ("exception", "covered"),
    [
        ("https://a.example/page#part", ["https://a.example/page"]),
        ("https://a.example/*", ["https://a.example/page", "https://a.example/page/2"]),
    ],
)
def test_a_star_stands_for_all_that_begin_so(exception: str, covered: list[str]) -> None:
    addresses = ["https://a.example/page", "https://a.example/page/2", "https://a.example.org/"]
    assert [address for address in addresses if linkcheck.covers(exception, address)] == covered


HELP = "begin each exception with `[[exception]]`, and give it an `address` and a `reason`, both text"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[exception]]\naddress = 'a'\n", f"has a mistake: exception.0.reason: {HELP}"),
        ("[[exception]]\naddress = 'a'\nreason = 'b'\nuntil = 1\n", f"has a mistake: exception.0.until: {HELP}"),
        ("days = 7\n", f"has a mistake: days.[key]: {HELP}"),
        ("[[exception]]\naddress = https\n", f"has a mistake: Invalid value (at line 2, column 11): {HELP}"),
    ],
)
def test_a_mistake_among_exceptions_is_pointed_at(text: str, message: str) -> None:
    with pytest.raises(CommandError) as raised:
        exemptions(text)
    assert str(raised.value) == f"exceptions.toml {message}"


# The command

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(file: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> Run:
    """Checks the example, its addresses led to the server, without pauses; gives exit status, output and findings."""
    text = EXAMPLE.replace("https://gazette.example/moon", site.add("/moon"))
    text = text.replace("https://academy.example/rock", site.add("/rock") + "#top")
    file.write_text(text.replace("https://archive.example/rock", site.add("/copy")), encoding="utf-8")

    def check(*options: str, days_later: int = 0) -> tuple[int, str, str]:
        usual = ["--file", "claims.yaml", "--exceptions", "exceptions.toml", "--cache", "cache.json", "--pause", "0"]
        site.asked.clear()
        return linkcheck.main([*usual, *options], today=TODAY + timedelta(days=days_later)), *capsys.readouterr()

    return check


def test_links_that_answer_are_counted(run: Run, site: Site) -> None:
    assert run() == (0, "3 addresses: 3 good; 3 asked now\n", "")
    assert sorted(site.asked) == [("HEAD", "/copy"), ("HEAD", "/moon"), ("HEAD", "/rock")]
    run("--days", "0", "--contact", "https://moon.example/about")
    agent = "claim-by-claim-linkcheck/1.0 (asks now and then whether pages we cite are still there"
    assert site.agents == {f"{agent})", f"{agent}; https://moon.example/about)"}


def test_what_is_wrong_is_told_at_each_of_its_places(run: Run, site: Site) -> None:
    moon, rock, copy = site.add("/moon", 301, "/new"), site.add("/rock", 404) + "#top", site.add("/copy", 403)
    new, front = site.add("/new"), site.add("/")
    moved = (
        f"claims.yaml:27:10: warning: {moon} has moved for good\n"
        f"   27 |     url: {moon}\n"
        "      |          ^\n"
        f"  help: write {new}\n"
    )
    help = "  help: write its new address, or list it in data/linkcheck-exceptions.toml and give a copy\n"
    dead = (
        f"claims.yaml:34:10: error: {rock} is dead: 404 Not Found\n"
        f"   34 |     url: {rock}\n"
        "      |          ^\n"
        f"{help}"
        f"claims.yaml:53:35: error: {rock} is dead: 404 Not Found\n"
        f"   53 |         note: See [the same page]({rock}).\n"
        "      |                                   ^\n"
        f"{help}"
        "2 mistakes found\n"
    )

    def remark(message: str, help: str) -> str:
        return (
            f"claims.yaml:35:15: warning: {copy} {message}\n   35 |     archived: {copy}\n      |               ^\n"
            f"  help: {help}\n"
        )

    refuses = "open it in a browser; if it is good, list it in data/linkcheck-exceptions.toml"
    refused = remark("lets no program look: 403 Forbidden", refuses)
    assert run() == (1, "3 addresses: 1 good, 1 closed to programs, 1 dead; 3 asked now\n", moved + refused + dead)
    assert site.asked.count(("GET", "/rock")) == 1
    site.add("/copy", 302, "/")
    lost = remark(
        f"leads to a front page, {front}", "see whether the page is gone: write its new address, or give a copy"
    )
    assert run("--days", "0")[2] == moved + lost + dead


def test_a_page_that_is_unwell_is_asked_again_and_is_a_remark(run: Run, site: Site) -> None:
    copy = site.add("/copy", 503)
    status, out, remarks = run()
    assert (status, out) == (0, "3 addresses: 2 good, 1 unwell; 3 asked now\n")
    assert remarks.splitlines()[::3] == [
        f"claims.yaml:35:15: warning: {copy} is unwell: 503 Service Unavailable",
        "  help: it was asked twice: ask again another day, and give a copy if it stays so",
    ]
    assert site.asked.count(("HEAD", "/copy")) == 2
    ill = site.pages["/copy"]

    def recover(handler: BaseHTTPRequestHandler) -> None:
        ill(handler)
        if handler.command == "GET":
            site.add("/copy")

    site.pages["/copy"] = recover
    assert run() == (0, "3 addresses: 3 good; 1 asked now\n", "")
    assert site.asked == [("HEAD", "/copy"), ("GET", "/copy"), ("HEAD", "/copy")]


def test_an_answer_is_remembered_and_a_dead_link_asked_again(run: Run, site: Site) -> None:
    site.add("/copy", 404)
    assert run()[0] == 1
    cache = Path("cache.json").read_bytes()
    assert sorted(json.loads(cache)) == [site.at("/moon"), site.at("/rock")]
    site.add("/copy")
    assert run(days_later=6) == (0, "3 addresses: 3 good; 1 asked now\n", "")
    assert site.asked == [("HEAD", "/copy")]
    assert run(days_later=7)[0] == 0
    assert sorted(site.asked) == [("HEAD", "/moon"), ("HEAD", "/rock")]
    assert run("--days", "0")[1] == "3 addresses: 3 good; 3 asked now\n"
    assert run(days_later=-1)[1] == "3 addresses: 3 good; 3 asked now\n"
    Path("cache.json").write_bytes(cache[:-9])
    assert run()[1] == "3 addresses: 3 good; 3 asked now\n"


def test_an_exception_is_not_asked(run: Run, site: Site) -> None:
    listed = (site.at("/rock"), "https://gone.example/*")
    text = "".join(f'[[exception]]\naddress = "{address}"\nreason = "gone"\n' for address in listed)
    Path("exceptions.toml").write_text(text, encoding="utf-8")
    assert run() == (
        0,
        "3 addresses: 2 good, 1 excepted; 2 asked now\n",
        "exceptions.toml:5:12: warning: https://gone.example/* is written nowhere\n"
        '    5 | address = "https://gone.example/*"\n'
        "      |            ^\n"
        "  help: delete the exception\n",
    )
    assert sorted(site.asked) == [("HEAD", "/copy"), ("HEAD", "/moon")]


@pytest.mark.parametrize("where", ["claims.yaml", "exceptions.toml", "content/about.md"])
def test_a_file_with_mistakes_is_mended_first(run: Run, site: Site, where: str) -> None:
    Path(where).parent.mkdir(exist_ok=True)
    Path(where).write_bytes(b"# caf\xe9\n")
    status, _, mistakes = run()
    assert (status, site.asked) == (1, [])
    assert mistakes.startswith(f"{where}:1:6: error: the byte 0xE9 is not text in UTF-8\n")


def test_without_a_network_that_is_said_once_and_a_host_that_is_gone_is_no_want_of_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_network = "error: there is no network: no host could be found\n  help: connect, and type make linkcheck again\n"
    assert run()[0] == 0
    Path("content").mkdir()
    Path("content/about.md").write_text("Title: About\n\nSee [it](https://gone.example/a).\n")
    unknown, connect = {"gone.example", "127.0.0.1"}, socket.create_connection

    def find(address: tuple[str, int], *more: Any, **others: Any) -> socket.socket:
        if address[0] in unknown:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return connect(address, *more, **others)

    monkeypatch.setattr(socket, "create_connection", find)
    assert run("--days", "0") == (1, "", no_network)
    assert run() == (1, "", no_network)  # what answered lately is asked whether it is still there
    unknown.remove("127.0.0.1")
    status, counts, mistakes = run()
    assert (status, counts) == (1, "4 addresses: 3 good, 1 dead; 1 asked now\n")
    assert mistakes.startswith("content/about.md:3:10: error: https://gone.example/a is dead: the host is not known\n")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "Full", "cache.json"), "error: cache.json: full\n"),
        (OSError(errno.ENOSPC, "Full"), "error: the system: full\n"),
        (KeyboardInterrupt(), "stopped\n"),
    ],
)
def test_what_the_system_refuses_and_ctrl_c_are_said_in_a_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, words: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(linkcheck, "save_cache", refuse)
    assert run() == (1, "", words)
