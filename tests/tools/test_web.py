import socket
from functools import partial

import pytest

from claims.tools import web
from support.server import Site

fetch = partial(web.fetch, agent="tests/1.0", accept="*/*", max_bytes=100)


def said(address: str) -> str:
    """What is said of an address that gives no page."""
    with pytest.raises(web.FetchError) as failed:
        fetch(address)
    return str(failed.value)


def test_a_page_is_read_wherever_its_address_leads(site: Site) -> None:
    site.play("/page", (200, "Words.", {"Content-Type": "text/plain"}))
    assert fetch(site.add("/moved", 301, "/page")) == (b"Words.", "text/plain")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "answers 404 Not Found"), (503, "answers 503 Service Unavailable")]
)
def test_what_a_host_answers_instead_of_a_page_is_said(site: Site, status: int, words: str) -> None:
    assert said(site.add("/page", status)) == words


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("ftp://127.0.0.1/file", "does not answer: unknown url type: ftp"),
        (
            "file:///etc/passwd",
            "answers 301 Moved Permanently - Redirection to url 'file:///etc/passwd' is not allowed",
        ),
    ],
)
def test_no_page_leads_out_of_the_web(site: Site, target: str, words: str) -> None:
    assert said(site.add("/page", 301, target)) == words


def test_a_host_that_keeps_us_waiting_or_has_closed_its_port_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TIMEOUT", 0.1)
    site.pages["/slow"] = lambda handler: site.closing.wait(10) and None
    assert said(site.at("/slow")) == "does not answer: timed out"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert said(f"http://127.0.0.1:{port}/") == "does not answer: connection refused"


def test_letters_beyond_ascii_are_escaped_and_a_fragment_stays_here(site: Site) -> None:
    site.play("/caf%C3%A9/a%20b?q=%C3%BC&r=[1]", (200, "Words.", {}))
    assert fetch(site.at("/café/a%20b?q=ü&r=[1]#top")) == (b"Words.", "text/html")


@pytest.mark.parametrize(
    ("host", "sent"),
    [
        ("Bücher.example", "xn--bcher-kva.example"),
        ("faß.de:8080", "xn--fa-hia.de:8080"),  # and not fass.de, which may be somebody else's
        ("例え.jp", "xn--r8jz45g.jp"),
    ],
)
def test_a_host_with_other_letters_is_sent_as_browsers_send_it(
    host: str, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(web.OpenerDirector, "open", lambda _, request, **__: asked.append(request.full_url) or {}["no"])
    with pytest.raises(KeyError):
        fetch(f"https://{host}/ü")
    assert asked == [f"https://{sent}/%C3%BC"]
