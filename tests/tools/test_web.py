from __future__ import annotations

import errno
import socket
import threading
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import Any

import pytest

from claims_tools.web import Answer, State, Web, ask_all

from .server import Site

OK = Answer(State.ANSWERS, "200 OK")


def dead(words: str, *, reached: bool = True) -> Answer:
    return Answer(State.DEAD, words, reached=reached)


def unwell(words: str, *, reached: bool = True) -> Answer:
    return Answer(State.UNWELL, words, reached=reached)


def web(limit: float = 5.0, **others: Any) -> Web:
    return Web(agent="tests/1.0", limit=limit, **others)


def test_a_page_may_be_dead_or_unwell_or_closed_to_programs(site: Site) -> None:
    states = {State.DEAD: (400, 404, 410), State.UNWELL: (500, 503), State.REFUSES: (401, 403, 451, 429)}
    for state, statuses in states.items():
        for status in statuses:
            site.asked.clear()
            words = f"{status} {HTTPStatus(status).phrase}"
            assert web().ask(site.add("/page", status)) == Answer(state, words)
            # Of a page whose head is not told the page is asked for, but not where we ask too much.
            assert site.asked == [("HEAD", "/page"), ("GET", "/page")][: 1 if status == 429 else 2]


def test_where_the_head_is_refused_or_not_answered_the_page_is_asked_for(site: Site) -> None:
    for head in (403, 404, 405, 501):
        assert web().ask(site.add("/page", head=head)) == OK
    reply = site.pages["/page"]
    site.pages["/page"] = lambda handler: reply(handler) if handler.command == "GET" else None
    assert web().ask(site.at("/page")) == OK
    assert site.asked == [("HEAD", "/page"), ("GET", "/page")] * 5


def test_a_page_that_moved_for_good_from_the_first_hop_on_says_where(site: Site) -> None:
    for_good = {(301,): "/1", (308,): "/1", (301, 301): "/2", (308, 302, 301): "/1"}
    for_now = dict.fromkeys([(302,), (303,), (307,), (302, 301)])
    for hops, moved in (for_good | for_now).items():
        for n, status in enumerate(hops):
            site.add(f"/{n}", status, f"/{n + 1}")
        site.add(f"/{len(hops)}")
        assert web().ask(site.at("/0")) == Answer(State.ANSWERS, "200 OK", moved and site.at(moved)), hops
        assert site.asked[-1] == ("HEAD", f"/{len(hops)}")
    site.add("/1", 404)
    assert web().ask(site.add("/0", 301, "/1")) == dead("404 Not Found")


def test_a_page_that_leads_to_a_front_page_has_no_new_address(site: Site) -> None:
    for status, front in ((301, "/"), (302, "/en/"), (301, "/index.html"), (302, "/de-CH")):
        there = site.add(front)
        assert web().ask(site.add("/reports/7", status, front)) == Answer(State.LOST, there)
    assert web().ask(site.add("/", 301, "/en/")) == Answer(State.ANSWERS, "200 OK", site.at("/en/"))
    site.add("/?id=7")
    assert web().ask(site.add("/reports/7", 302, "/?id=7")) == OK  # which may name the page


def test_an_address_that_leads_in_a_circle_or_out_of_the_web_is_dead(site: Site) -> None:
    assert web().ask(site.add("/circle", 302, "/circle")) == dead("it leads on and on, 10 times")
    assert len(site.asked) == 10
    for target in ("ftp://127.0.0.1/file", "file:///etc/passwd"):
        assert web().ask(site.add("/page", 301, target)) == dead(f"it leads to {target}")
    assert web().ask(site.add("/page", 301, "http://[moon")) == dead("no answer: invalid ipv6 url")


def test_a_host_that_keeps_us_waiting_or_has_closed_its_port_is_unwell(site: Site) -> None:
    site.pages["/slow"] = lambda handler: site.closing.wait(10) and None
    assert web(limit=0.1).ask(site.at("/slow")) == unwell("no answer within 0.1 seconds")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert web().ask(f"http://127.0.0.1:{port}/") == unwell("no answer: connection refused")


class Opener:
    """In the place of urllib's: asks nobody."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def open(self, request: urllib.request.Request, timeout: float) -> Any:
        self.asked = request.full_url
        raise self.error


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (urllib.error.URLError(socket.gaierror(socket.EAI_NONAME, "")), dead("the host is not known", reached=False)),
        (socket.gaierror(socket.EAI_AGAIN, ""), unwell("the host could not be looked up", reached=False)),
        (OSError(errno.ENETUNREACH, "No way"), unwell("no answer: no way", reached=False)),
        (urllib.error.URLError(TimeoutError()), unwell("no answer within 5 seconds")),
    ],
)
def test_what_went_wrong_is_said_in_words(error: Exception, answer: Answer) -> None:
    assert web(opener=Opener(error)).ask("https://moon.example/") == answer


def test_letters_beyond_ascii_are_escaped_and_a_fragment_stays_here(site: Site) -> None:
    site.add("/caf%C3%A9/a%20b?q=%C3%BC&r=[1]")
    assert web().ask(site.at("/café/a%20b?q=ü&r=[1]#top")) == OK


@pytest.mark.parametrize(
    ("host", "sent"),
    [
        ("Bücher.example", "xn--bcher-kva.example"),
        ("faß.de:8080", "xn--fa-hia.de:8080"),  # and not fass.de, which may be somebody else's
        ("例え.jp", "xn--r8jz45g.jp"),
    ],
)
def test_a_host_with_other_letters_is_sent_as_browsers_send_it(host: str, sent: str) -> None:
    opener = Opener(OSError("enough"))
    web(opener=opener).ask(f"https://{host}/ü")
    assert opener.asked == f"https://{sent}/%C3%BC"


# Many addresses


def test_hosts_are_asked_side_by_side_and_each_address_in_turn() -> None:
    meet, asked, told = threading.Barrier(2), list[str](), list[str]()

    def ask(address: str) -> Answer:
        meet.wait(10)  # of both hosts
        asked.append(address)
        return OK

    hosts = [[f"https://{host}.example/{n}" for n in range(20)] for host in "ab"]
    every = [*hosts[0], *hosts[1]]
    assert ask_all(every, ask, told.append, pause=0) == dict.fromkeys(every, OK)
    assert [[address for address in asked if address in host] for host in hosts] == hosts
    assert told[-2:] == ["40 of 40 asked", ""]


def test_between_two_requests_to_a_host_there_is_a_pause() -> None:
    times = dict[str, float]()

    def ask(address: str) -> Answer:
        times[address] = time.monotonic()
        return OK

    ask_all(["https://a.example/1", "https://b.example/1", "https://a.example/2"], ask, str, pause=0.2)
    assert times["https://b.example/1"] - times["https://a.example/1"] < 0.2
    assert times["https://a.example/2"] - times["https://a.example/1"] >= 0.2


def test_what_was_answered_before_an_interruption_counts() -> None:
    def interrupt(words: str) -> None:
        if words:
            raise KeyboardInterrupt  # as Ctrl-C does where answers are waited for

    addresses = ["https://a.example/1", "https://a.example/2"]
    assert ask_all(addresses, lambda address: OK, interrupt, pause=0) == {addresses[0]: OK}
