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

from claims.source.diagnostics import DataError, Finding, Mark
from claims_tools import linkcheck
from claims_tools.source_file import SourceFile
from claims_tools.web import Answer, State

from .example import EXAMPLE, SEVERAL, TODAY
from .server import Site

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("file")

# Addresses, and where they stand


def found(text: str, *pages: Path) -> list[tuple[str, str, int, int]]:
    Path("claims.yaml").write_bytes(text.encode())
    links = linkcheck.find_links(SourceFile.read(Path("claims.yaml"), today=TODAY), pages)
    findings = [(address, finding("", "")) for address, finding in links]
    return [(address, finding.file, finding.mark.line, finding.mark.column) for address, finding in findings]


def test_addresses_of_sources_and_of_prose_are_found_where_they_stand() -> None:
    assert found(EXAMPLE) == [
        ("https://gazette.example/moon", "claims.yaml", 27, 10),
        ("https://academy.example/rock", "claims.yaml", 34, 10),
        ("https://archive.example/rock", "claims.yaml", 35, 15),
        ("https://academy.example/rock", "claims.yaml", 53, 35),
    ]
    assert found("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == found(EXAMPLE)


def test_a_text_may_hold_many() -> None:
    text = EXAMPLE.replace(
        "        It is rock.\n",
        "        [It](https://a.example/x_(y)?b=1&c=2), <http://b.example>,\n"
        "        [it](HTTPS://c.example 'Title') and\n"
        "        [again](http://b.example), https://not.a.link.example, `[nor](https://this.example)`.\n",
    )
    assert found(text)[4:] == [
        ("https://a.example/x_(y)?b=1&c=2", "claims.yaml", 60, 14),
        ("http://b.example", "claims.yaml", 60, 49),
        ("HTTPS://c.example", "claims.yaml", 61, 14),
        ("http://b.example", "claims.yaml", 62, 17),
    ]


def test_what_is_told_of_the_site_and_its_texts_is_read_too() -> None:
    linked = SEVERAL.replace('caution: "{speech}"', "caution: See [it](https://site.example).")
    linked = linked.replace(
        "    name: the letters\n", "    name: the letters\n    why: 'See [it](https://text.example).'\n"
    )
    assert [place for place in found(linked) if "rock" not in place[0]] == [
        ("https://site.example", "claims.yaml", 8, 21),
        ("https://text.example", "claims.yaml", 23, 20),
        ("https://gazette.example/moon", "claims.yaml", 54, 10),
    ]


def test_an_address_that_is_not_written_plainly_is_found_at_its_value() -> None:
    text = EXAMPLE.replace("url: https://gazette.example/moon", 'url: "https://gazette.example/\\x6doon"')
    assert found(text)[0] == ("https://gazette.example/moon", "claims.yaml", 27, 10)


def test_pages_are_read_too() -> None:
    about, method = Path("about.md"), Path("method.md")
    about.write_text("Title: About\n\nSee [a claim](claim:moon-cheese).\nOr [it](https://b.example).\n")
    method.write_text("Title: Method\n\nSee [it](https://é.example/ü).\n", encoding="utf-8")
    assert found(EXAMPLE, about, method)[4:] == [
        ("https://b.example", "about.md", 4, 9),
        ("https://é.example/ü", "method.md", 3, 10),
    ]


# Exceptions

LISTED = """\
# Not to be asked.
[[exception]] # for now
address = "https://a.example/page#part"
reason = "opened in a browser"

  [[exception]]
  address = "https://b.example/*"
  reason = "answers no program"
"""


def exemptions(text: str) -> list[tuple[str, Finding]]:
    Path("exceptions.toml").write_text(text, encoding="utf-8")
    return linkcheck.read_exemptions(Path("exceptions.toml"))


def refused(text: str) -> tuple[Finding, ...]:
    with pytest.raises(DataError) as raised:
        exemptions(text)
    return raised.value.findings


def test_each_exception_is_found_where_it_stands() -> None:
    assert [(address, unused.mark, unused.line) for address, unused in exemptions(LISTED)] == [
        ("https://a.example/page#part", Mark(2, 1), "[[exception]] # for now"),
        ("https://b.example/*", Mark(6, 1), "  [[exception]]"),
    ]


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


def test_there_need_be_no_exceptions() -> None:
    assert linkcheck.read_exemptions(Path("nowhere.toml")) == exemptions("# none yet\n") == []


def test_the_file_of_the_project_is_read() -> None:
    linkcheck.read_exemptions(ROOT / linkcheck.EXEMPTIONS)


LACKING = "an exception has an `address` and a `reason`, both text, and nothing else"
MORE = "the file holds more than exceptions"


@pytest.mark.parametrize(
    ("text", "mark", "message"),
    [
        ('[[exception]]\naddress = "https://a.example"\n', Mark(1, 1), LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = " "\n', Mark(1, 1), LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = 403\n', Mark(1, 1), LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = "so"\nuntil = "2027"\n', Mark(1, 1), LACKING),
        ("[[exceptions]]\n", Mark(1, 1), MORE),
        ("exception = 403\n", Mark(1, 1), MORE),
        ("[exception]\nreason = 403\n", Mark(1, 1), MORE),
        ("days = 7\n[[exception]]\naddress = 'a'\nreason = 'b'\n", Mark(1, 1), MORE),
        ("[[exception]]\naddress = https\n", Mark(2, 11), "not TOML: invalid value"),
        ("[[exception]]\nreason =", Mark(2, 1), "not TOML: invalid value"),
    ],
)
def test_a_mistake_among_exceptions_is_pointed_at(text: str, mark: Mark, message: str) -> None:
    help = "begin each with `[[exception]]`" if message == MORE else ""
    assert refused(text) == (Finding("exceptions.toml", mark, message, help, text.split("\n")[mark.line - 1]),)


def test_every_mistake_among_exceptions_is_found() -> None:
    text = "[[exception]]\n[[exception]]\naddress = 'a'\nreason = 'b'\n[[exception]]\n"
    assert [finding.mark for finding in refused(text)] == [Mark(1, 1), Mark(5, 1)]


# Earlier answers

CACHED = {
    "https://a.example/": (TODAY, Answer(State.ANSWERS, "200 OK", moved="https://ä.example/")),
    "https://b.example/": (TODAY, Answer(State.REFUSES, "403 Forbidden")),
}
ILL = {
    "https://c.example/": (TODAY, Answer(State.DEAD, "404 Not Found")),
    "https://d.example/": (TODAY, Answer(State.UNWELL, "503 Service Unavailable")),
}


@pytest.mark.parametrize(("age", "days", "known"), [(6, 7, True), (7, 7, False), (0, 0, False), (-1, 7, False)])
def test_answers_are_kept_for_some_days_but_those_of_the_ill(tmp_path: Path, age: int, days: int, known: bool) -> None:
    file = tmp_path / "new" / "linkcheck.json"
    linkcheck.save_cache(file, ILL | CACHED)
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


def test_hosts_are_told_who_asks_and_may_be_told_whom_to_write_to(run: Run, site: Site) -> None:
    agent = "claim-by-claim-linkcheck/1.0 (asks now and then whether pages we cite are still there"
    run()
    run("--days", "0", "--contact", "https://moon.example/about")
    assert site.agents == {f"{agent})", f"{agent}; https://moon.example/about)"}


def test_a_dead_link_is_a_mistake_at_each_of_its_places(run: Run, site: Site) -> None:
    rock = site.add("/rock", 404) + "#top"
    help = "  help: write its new address, or list it in data/linkcheck-exceptions.toml and give an archived copy\n"
    assert run() == (
        1,
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


def test_a_page_that_moved_and_one_that_refuses_are_remarks(run: Run, site: Site) -> None:
    old, new = site.add("/moon", 301, "/rock"), site.at("/rock")
    copy = site.add("/copy", 403)
    assert run() == (
        0,
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


def test_an_answer_is_remembered_and_a_dead_link_asked_again(run: Run, site: Site) -> None:
    site.add("/copy", 404)
    assert run()[0] == 1
    assert sorted(json.loads(Path("cache.json").read_text(encoding="utf-8"))) == [site.at("/moon"), site.at("/rock")]
    site.add("/copy")
    assert run(days_later=6) == (0, "3 addresses: 3 good; 1 asked now\n", "")
    assert site.asked == [("HEAD", "/copy")]
    assert run(days_later=7)[0] == 0
    assert sorted(site.asked) == [("HEAD", "/moon"), ("HEAD", "/rock")]
    assert run("--days", "0")[0] == 0
    assert len(site.asked) == 3


def test_an_exception_is_not_asked(run: Run, site: Site) -> None:
    listed = (site.at("/rock"), "https://gone.example/*")
    text = "".join(f'[[exception]]\naddress = "{address}"\nreason = "gone"\n' for address in listed)
    Path("exceptions.toml").write_text(text, encoding="utf-8")
    assert run() == (
        0,
        "3 addresses: 2 good, 1 excepted; 2 asked now\n",
        "exceptions.toml:4:1: warning: https://gone.example/* is written nowhere\n"
        "    4 | [[exception]]\n"
        "      | ^\n"
        "  help: delete the exception\n",
    )
    assert sorted(site.asked) == [("HEAD", "/copy"), ("HEAD", "/moon")]


def test_pages_are_checked_too(run: Run, site: Site) -> None:
    page = Path("content/pages/about.md")
    page.parent.mkdir(parents=True)
    page.write_text(f"Title: About\n\nSee [it]({site.add('/about', 410)}).\n", encoding="utf-8")
    status, _, mistakes = run()
    message = f"content/pages/about.md:3:10: error: {site.at('/about')} is dead: 410 Gone"
    assert (status, mistakes.splitlines()[0]) == (1, message)


@pytest.mark.parametrize("where", ["claims.yaml", "exceptions.toml", "content/about.md"])
def test_a_file_with_mistakes_is_mended_first(run: Run, site: Site, where: str) -> None:
    Path(where).parent.mkdir(exist_ok=True)
    Path(where).write_bytes(b"# caf\xe9\n")
    status, _, mistakes = run()
    assert (status, site.asked) == (1, [])
    assert mistakes.startswith(f"{where}:1:6: error: the byte 0xE9 is not text in UTF-8\n")


def test_the_time_limit_is_an_option(run: Run, site: Site) -> None:
    site.pages["/copy"] = lambda handler: site.closing.wait(10) and None
    status, _, remarks = run("--limit", "0.1")
    message = f"claims.yaml:35:15: warning: {site.at('/copy')} is unwell: no answer within 0.1 seconds"
    assert (status, remarks.splitlines()[0]) == (0, message)


def test_a_page_that_is_unwell_is_asked_again_and_is_a_remark(run: Run, site: Site) -> None:
    copy = site.add("/copy", 503)
    assert run() == (
        0,
        "3 addresses: 2 good, 1 unwell; 3 asked now\n",
        f"claims.yaml:35:15: warning: {copy} is unwell: 503 Service Unavailable\n"
        f"   35 |     archived: {copy}\n"
        "      |               ^\n"
        "  help: it was asked twice: ask again another day, and give an archived copy if it stays so\n",
    )
    assert site.asked.count(("HEAD", "/copy")) == 2
    site.add("/copy")
    assert run() == (0, "3 addresses: 3 good; 1 asked now\n", "")


def test_a_page_that_is_well_the_second_time_is_good(run: Run, site: Site) -> None:
    site.add("/copy", 503)
    ill = site.pages["/copy"]

    def recover(handler: BaseHTTPRequestHandler) -> None:
        ill(handler)
        if handler.command == "GET":
            site.add("/copy")

    site.pages["/copy"] = recover
    assert run() == (0, "3 addresses: 3 good; 3 asked now\n", "")


def test_a_page_that_leads_to_a_front_page_is_a_remark(run: Run, site: Site) -> None:
    front, copy = site.add("/"), site.add("/copy", 301, "/")
    assert run() == (
        0,
        "3 addresses: 2 good, 1 led to a front page; 3 asked now\n",
        f"claims.yaml:35:15: warning: {copy} leads to a front page, {front}\n"
        f"   35 |     archived: {copy}\n"
        "      |               ^\n"
        "  help: look whether the page is gone: write its new address, or give an archived copy\n",
    )


NO_NETWORK = "error: there is no network: no host could be found\n  help: connect, and type make linkcheck again\n"


def test_without_a_network_that_is_said_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert run()[0] == 0
    monkeypatch.setattr(socket, "create_connection", unknown)
    assert run("--days", "0") == (1, "", NO_NETWORK)
    Path("content").mkdir()
    Path("content/about.md").write_text("Title: About\n\nSee [it](https://gone.example/a).\n")
    assert run() == (1, "", NO_NETWORK)  # what is known otherwise is asked whether it is still there


def test_one_host_that_is_gone_is_no_want_of_a_network(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run()[0] == 0
    connect = socket.create_connection

    def find(address: tuple[str, int], *more: Any, **others: Any) -> socket.socket:
        if address[0] == "gone.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return connect(address, *more, **others)

    monkeypatch.setattr(socket, "create_connection", find)
    Path("content").mkdir()
    Path("content/about.md").write_text("Title: About\n\nSee [it](https://gone.example/a).\n")
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
