from __future__ import annotations

import errno
import socket
import ssl
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from claims_tools.web import Answer, State, Web, ask_all

from .server import Site

OK = Answer(State.ANSWERS, "200 OK")


def dead(words: str, *, reached: bool = True) -> Answer:
    return Answer(State.DEAD, words, reached=reached)


def unwell(words: str, *, reached: bool = True) -> Answer:
    return Answer(State.UNWELL, words, reached=reached)


def web(limit: float = 5.0, pause: float = 0.0, **others: Any) -> Web:
    return Web(agent="tests/1.0", limit=limit, pause=pause, **others)


def test_an_address_that_answers_is_asked_once_for_its_head(site: Site) -> None:
    assert web().ask(site.add("/ok")) == OK
    assert site.asked == [("HEAD", "/ok")]
    assert site.agents == {"tests/1.0"}


def test_a_page_may_be_dead_or_unwell_or_closed_to_programs(site: Site) -> None:
    states = {State.DEAD: (400, 404, 410), State.UNWELL: (500, 502, 503, 504), State.REFUSES: (401, 403, 451, 429)}
    for state, statuses in states.items():
        for status in statuses:
            site.asked.clear()
            words = f"{status} {HTTPStatus(status).phrase}"
            assert web().ask(site.add("/page", status)) == Answer(state, words)
            # Of a page whose head is not told the page is asked for, but not where we ask too much.
            assert site.asked == [("HEAD", "/page"), ("GET", "/page")][: 1 if status == 429 else 2]


def test_where_the_head_is_refused_the_page_is_asked_for(site: Site) -> None:
    for head in (403, 404, 405, 501):
        assert web().ask(site.add("/page", head=head)) == OK
    assert site.asked == [("HEAD", "/page"), ("GET", "/page")] * 4


def test_where_the_head_is_not_answered_the_page_is_asked_for(site: Site) -> None:
    url = site.add("/page")
    reply = site.pages["/page"]

    def drop(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "GET":
            reply(handler)

    site.pages["/page"] = drop
    assert web().ask(url) == OK
    assert site.asked == [("HEAD", "/page"), ("GET", "/page")]


def test_a_page_that_moved_for_good_from_the_first_hop_on_says_where(site: Site) -> None:
    for_good = {(301,): "/1", (308,): "/1", (301, 301): "/2", (308, 302, 301): "/1"}
    for_now = dict.fromkeys([(302,), (303,), (307,), (302, 301)])
    for hops, moved in (for_good | for_now).items():
        for n, status in enumerate(hops):
            site.add(f"/{n}", status, f"/{n + 1}")
        site.add(f"/{len(hops)}")
        answer = web().ask(site.at("/0"))
        assert answer == Answer(State.ANSWERS, "200 OK", moved and site.at(moved)), hops
        assert site.asked[-1] == ("HEAD", f"/{len(hops)}")


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("front", ["/", "/en/", "/index.html", "/de-CH"])
def test_a_page_that_leads_to_a_front_page_has_no_new_address(site: Site, status: int, front: str) -> None:
    there = site.add(front)
    assert web().ask(site.add("/reports/7", status, front)) == Answer(State.LOST, there)


def test_a_front_page_may_move_to_another(site: Site) -> None:
    there = site.add("/en/")
    assert web().ask(site.add("/", 301, "/en/")) == Answer(State.ANSWERS, "200 OK", there)
    site.add("/?id=7")
    assert web().ask(site.add("/reports/7", 302, "/?id=7")) == OK  # which may name the page


def test_what_moved_to_nowhere_is_dead(site: Site) -> None:
    site.add("/new", 404)
    assert web().ask(site.add("/old", 301, "/new")) == dead("404 Not Found")


def test_a_circle_ends(site: Site) -> None:
    assert web().ask(site.add("/circle", 302, "/circle")) == dead("it leads on and on, 10 times")
    assert len(site.asked) == 10


def test_an_address_that_leads_out_of_the_web_is_not_followed(site: Site) -> None:
    for target in ("ftp://127.0.0.1/file", "file:///etc/passwd"):
        assert web().ask(site.add("/page", 301, target)) == dead(f"it leads to {target}")
    assert web().ask(site.add("/page", 301, "http://[moon")) == dead("no answer: Invalid IPv6 URL")


def test_a_host_may_keep_us_waiting_only_so_long(site: Site) -> None:
    site.pages["/slow"] = lambda handler: site.closing.wait(10) and None
    assert web(limit=0.1).ask(site.at("/slow")) == unwell("no answer within 0.1 seconds")
    assert site.asked == [("HEAD", "/slow")]


def test_a_closed_port_is_unwell() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert web().ask(f"http://127.0.0.1:{port}/") == unwell("the host takes no connections")


def test_a_proxy_is_asked_where_one_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", site.at(""))
    site.add("http://moon.example/page")
    assert web().ask("http://moon.example/page") == OK


class Opener:
    """In the place of urllib's: asks nobody."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def open(self, request: urllib.request.Request, timeout: float) -> Any:
        self.asked = request.full_url
        raise self.error


def bad_certificate() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "certificate has expired"
    return error


def no_encryption() -> ssl.SSLError:
    error = ssl.SSLError(1, "wrong version number")
    error.reason = "WRONG_VERSION_NUMBER"
    return error


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (
            urllib.error.URLError(socket.gaierror(socket.EAI_NONAME, "Name or service not known")),
            dead("the host is not known", reached=False),
        ),
        (
            urllib.error.URLError(socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")),
            unwell("the host could not be looked up", reached=False),
        ),
        (
            OSError(errno.ENETUNREACH, "Network is unreachable"),
            unwell(f"no answer: [Errno {errno.ENETUNREACH}] Network is unreachable", reached=False),
        ),
        (
            urllib.error.URLError(bad_certificate()),
            unwell("its certificate is not good: certificate has expired"),
        ),
        (urllib.error.URLError(no_encryption()), unwell("no encrypted connection: wrong version number")),
        (urllib.error.URLError(TimeoutError()), unwell("no answer within 5 seconds")),
        (urllib.error.URLError("no host given"), dead("no answer: <urlopen error no host given>")),
        (ValueError("odd"), dead("no answer: odd")),
        (OSError(), unwell("no answer: OSError")),
    ],
)
def test_what_went_wrong_is_said_in_words(error: Exception, answer: Answer) -> None:
    assert web(opener=Opener(error)).ask("https://moon.example/") == answer


def test_letters_beyond_ascii_are_escaped_and_a_fragment_stays_here(site: Site) -> None:
    site.add("/caf%C3%A9/a%20b?q=%C3%BC&r=[1]")
    assert web().ask(site.at("/café/a%20b?q=ü&r=[1]#top")) == OK


def test_a_host_with_other_letters_is_sent_as_its_name_in_ascii() -> None:
    opener = Opener(OSError("enough"))
    web(opener=opener).ask("https://bücher.example/ü")
    assert opener.asked == "https://xn--bcher-kva.example/%C3%BC"


@pytest.mark.parametrize(
    ("wait", "hosts", "met"),
    [(0.1, ["127.0.0.1"] * 3, [False, False, False]), (10, ["127.0.0.1", "localhost"], [True, True])],
)
def test_one_host_is_never_asked_twice_at_once_and_two_are(
    site: Site, wait: float, hosts: list[str], met: list[bool]
) -> None:
    meet, found = threading.Barrier(2), []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        try:
            meet.wait(wait)
            found.append(True)
        except threading.BrokenBarrierError:
            meet.reset()
            found.append(False)
        handler.send_response(200)
        handler.end_headers()

    site.pages["/meet"] = reply
    with ThreadPoolExecutor() as pool:
        list(pool.map(web().ask, [site.at("/meet", host) for host in hosts]))
    assert found == met


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def test_there_is_a_pause_between_two_requests_to_a_host(site: Site) -> None:
    clock = Clock()
    asking = web(pause=2.0, clock=clock, sleep=clock.sleep)
    asking.ask(site.add("/ok"))
    assert clock.waits == []
    asking.ask(site.add("/gone", 404))
    clock.now += 1.5
    asking.ask(site.at("/ok"))
    assert clock.waits == [2.0, 2.0, 0.5]


def test_a_host_that_is_led_to_has_its_own_turn(site: Site) -> None:
    clock = Clock()
    asking = web(pause=2.0, clock=clock, sleep=clock.sleep)
    site.add("/there", 302, site.add("/ok"))
    asking.ask(site.at("/there", "localhost"))
    assert clock.waits == []
    asking.ask(site.at("/there", "localhost"))
    assert clock.waits == [2.0]


# Many addresses


def test_hosts_are_asked_side_by_side_and_each_address_in_turn() -> None:
    meet, asked, told = threading.Barrier(2), list[str](), list[str]()

    def ask(address: str) -> Answer:
        meet.wait(10)  # of both hosts
        asked.append(address)
        return OK

    hosts = [[f"https://{host}.example/{n}" for n in range(20)] for host in "ab"]
    assert ask_all([*hosts[0], *hosts[1]], ask, told.append) == dict.fromkeys([*hosts[0], *hosts[1]], OK)
    assert [[address for address in asked if address in host] for host in hosts] == hosts
    assert told[-2:] == ["40 of 40 asked", ""]


def test_a_fault_of_ours_is_not_hidden() -> None:
    def ask(address: str) -> Answer:
        raise ZeroDivisionError(address)

    with pytest.raises(ZeroDivisionError):
        ask_all(["https://a.example/"], ask, str)


def test_what_was_answered_before_an_interruption_counts() -> None:
    def interrupt(words: str) -> None:
        if words:
            raise KeyboardInterrupt  # as Ctrl-C does where answers are waited for

    addresses = ["https://a.example/1", "https://a.example/2"]
    assert ask_all(addresses, lambda address: OK, interrupt) == {addresses[0]: OK}
