import socket

import pytest

from claims.tools import works
from claims.tools.console import CommandError
from support.server import Site


def said(address: str) -> str:
    """What is said of an address that gives no page."""
    with pytest.raises(CommandError) as failed:
        works.fetch(address)
    assert failed.value.help == "write the record by hand, as data/README.md says"
    return failed.value.message.removeprefix(f"{address} ")


def test_a_page_is_read_wherever_its_address_leads_on_the_web(site: Site) -> None:
    site.play("/caf%C3%A9/a%20b?q=%C3%BC&r=[1]", (200, "Wörds.", {"Content-Type": "text/plain"}))
    assert works.fetch(site.add("/moved", 301, "/caf%C3%A9/a%20b?q=%C3%BC&r=[1]")) == "Wörds."
    assert works.fetch(site.at("/café/a%20b?q=ü&r=[1]#top")) == "Wörds."
    assert said(site.add("/gone", 404)) == "answers 404 Not Found"
    outside = said(site.add("/file", 301, "file:///etc/passwd"))
    assert outside == "answers 301 Moved Permanently - Redirection to url 'file:///etc/passwd' is not allowed"


def test_a_host_that_keeps_us_waiting_or_has_closed_its_port_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works, "TIMEOUT", 0.1)
    site.pages["/slow"] = lambda handler: site.closing.wait(10) and None
    assert said(site.at("/slow")) == "does not answer: timed out"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert said(f"http://127.0.0.1:{port}/") == "does not answer: connection refused"


def test_a_host_with_other_letters_is_sent_as_browsers_send_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(works, "urlopen", lambda request, **_: asked.append(request.full_url) or {}["no"])
    with pytest.raises(KeyError):
        works.fetch("https://Bücher.example:8080/ü")
    assert asked == ["https://xn--bcher-kva.example:8080/%C3%BC"]
