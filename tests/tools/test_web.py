from __future__ import annotations

import socket
import ssl
import threading
import urllib.error
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from claims.tools.web import Answer, State, Web

from .server import Site

OK = Answer(State.ANSWERS, "200 OK")


def web(limit: float = 5.0, pause: float = 0.0, **others: Any) -> Web:
    return Web(agent="tests/1.0", limit=limit, pause=pause, **others)


def test_an_address_that_answers_is_asked_once_for_its_head(site: Site) -> None:
    assert web().ask(site.add("/ok")) == OK
    assert site.asked == [("HEAD", "/ok")]
    assert site.agents == {"tests/1.0"}


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404 Not Found"), (410, "410 Gone"), (500, "500 Internal Server Error")]
)
def test_a_page_that_is_gone_is_dead(site: Site, status: int, words: str) -> None:
    assert web().ask(site.add("/gone", status)) == Answer(State.DEAD, words)
    assert site.asked == [("HEAD", "/gone"), ("GET", "/gone")]


@pytest.mark.parametrize("head", [403, 404, 405, 501])
def test_where_the_head_is_refused_the_page_is_asked_for(site: Site, head: int) -> None:
    assert web().ask(site.add("/page", head=head)) == OK
    assert site.asked == [("HEAD", "/page"), ("GET", "/page")]


def test_where_the_head_is_not_answered_the_page_is_asked_for(site: Site) -> None:
    url = site.add("/page")
    reply = site.pages["/page"]

    def drop(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "GET":
            reply(handler)

    site.pages["/page"] = drop
    assert web().ask(url) == OK
    assert site.asked == [("HEAD", "/page"), ("GET", "/page")]


@pytest.mark.parametrize(("status", "words"), [(401, "401 Unauthorized"), (403, "403 Forbidden"), (451, None)])
def test_a_host_may_let_no_program_look(site: Site, status: int, words: str | None) -> None:
    assert web().ask(site.add("/page", status)) == Answer(State.REFUSES, words or "451 Unavailable For Legal Reasons")


def test_a_host_that_is_asked_too_much_is_not_asked_again(site: Site) -> None:
    assert web().ask(site.add("/busy", 429)) == Answer(State.REFUSES, "429 Too Many Requests")
    assert site.asked == [("HEAD", "/busy")]


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_says_where(site: Site, status: int) -> None:
    new = site.add("/new")
    assert web().ask(site.add("/old", status, "/new")) == Answer(State.ANSWERS, "200 OK", moved=new)
    assert site.asked == [("HEAD", "/old"), ("HEAD", "/new")]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_page_that_is_elsewhere_for_now_has_not_moved(site: Site, status: int) -> None:
    site.add("/new")
    assert web().ask(site.add("/old", status, "/new")) == OK


def test_only_what_is_for_good_from_the_first_hop_on_counts(site: Site) -> None:
    site.add("/last")
    site.add("/forever", 301, "/last")
    site.add("/now", 302, "/forever")
    assert web().ask(site.at("/now")) == OK
    assert web().ask(site.add("/old", 308, "/now")) == Answer(State.ANSWERS, "200 OK", moved=site.at("/now"))
    assert web().ask(site.add("/older", 301, "/forever")) == Answer(State.ANSWERS, "200 OK", moved=site.at("/last"))


def test_what_moved_to_nowhere_is_dead(site: Site) -> None:
    site.add("/new", 404)
    assert web().ask(site.add("/old", 301, "/new")) == Answer(State.DEAD, "404 Not Found")


def test_a_circle_ends(site: Site) -> None:
    assert web().ask(site.add("/circle", 302, "/circle")) == Answer(State.DEAD, "it leads on and on, 10 times")
    assert len(site.asked) == 10


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/file", "file:///etc/passwd"])
def test_an_address_that_leads_out_of_the_web_is_not_followed(site: Site, target: str) -> None:
    assert web().ask(site.add("/page", 301, target)) == Answer(State.DEAD, f"it leads to {target}")


def test_a_host_may_keep_us_waiting_only_so_long(site: Site) -> None:
    site.pages["/slow"] = lambda handler: site.closing.wait(10) and None
    assert web(limit=0.1).ask(site.at("/slow")) == Answer(State.DEAD, "no answer within 0.1 seconds")
    assert site.asked == [("HEAD", "/slow")]


def test_a_closed_port_is_dead() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert web().ask(f"http://127.0.0.1:{port}/") == Answer(State.DEAD, "the host takes no connections")


class Failing:
    """In the place of urllib's opener."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def open(self, *arguments: Any, **options: Any) -> Any:
        raise self.error


def bad_certificate() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "certificate has expired"
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (urllib.error.URLError(socket.gaierror(-2, "Name or service not known")), "the host is not known"),
        (urllib.error.URLError(bad_certificate()), "its certificate is not good: certificate has expired"),
        (urllib.error.URLError(TimeoutError()), "no answer within 5 seconds"),
        (urllib.error.URLError("no host given"), "no answer: <urlopen error no host given>"),
        (ValueError("odd"), "no answer: odd"),
        (OSError(), "no answer: OSError"),
    ],
)
def test_what_went_wrong_is_said_in_words(error: Exception, words: str) -> None:
    assert web(_opener=Failing(error)).ask("https://moon.example/") == Answer(State.DEAD, words)


def test_letters_beyond_ascii_are_escaped_and_a_fragment_stays_here(site: Site) -> None:
    site.add("/caf%C3%A9/a%20b?q=%C3%BC&r=[1]")
    assert web().ask(site.at("/café/a%20b?q=ü&r=[1]#top")) == OK


def test_a_host_with_other_letters_is_sent_as_its_name_in_ascii() -> None:
    asked = []

    class Recording:
        def open(self, request: Any, timeout: float) -> Any:
            asked.append(request.full_url)
            raise OSError("enough")

    web(_opener=Recording()).ask("https://bücher.example/ü")
    assert asked == ["https://xn--bcher-kva.example/%C3%BC"]


def at_once(*calls: Callable[[], Any]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def meeting(site: Site, wait: float) -> list[bool]:
    """A page on which two requests can meet: for each request, whether it met another."""
    meet, met = threading.Barrier(2), []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        try:
            meet.wait(wait)
            met.append(True)
        except threading.BrokenBarrierError:
            meet.reset()
            met.append(False)
        handler.send_response(200)
        handler.end_headers()

    site.pages["/meet"] = reply
    return met


def test_one_host_is_never_asked_twice_at_once(site: Site) -> None:
    met, asking = meeting(site, 0.1), web()
    at_once(*[lambda: asking.ask(site.at("/meet"))] * 3)
    assert met == [False, False, False]


def test_two_hosts_are_asked_at_once(site: Site) -> None:
    met, asking = meeting(site, 10), web()
    at_once(lambda: asking.ask(site.at("/meet")), lambda: asking.ask(site.at("/meet", "localhost")))
    assert met == [True, True]


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
    assert clock.waits == [2.0, 2.0]
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
