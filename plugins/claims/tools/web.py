"""One address → whether it answers, asked politely: one request at a time for each host, and a pause between two.

The standard library's urllib does: an address is asked for its head, seldom for more, and never for a body, so
nothing that httpx or aiohttp would add is used, and an author need install nothing more.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

MOST_HOPS = 10  # as many as curl's and browsers' limits allow for a page that is well kept, and more
_PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_REDIRECTS = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_REFUSALS = {  # what hosts say to programs of pages that open in a browser
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    999,  # LinkedIn's own
}
_KEPT = "!#$%&'()*+,/:;=?@[]~"  # what stands for itself in a path or query, or is escaped already


class State(StrEnum):
    """What became of an address."""

    ANSWERS = "answers"
    REFUSES = "refuses"
    DEAD = "dead"


@dataclass(frozen=True)
class Answer:
    """What an address said; `moved` is where it sent us for good, if it did."""

    state: State
    words: str
    moved: str | None = None


@dataclass
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next: float = 0.0


class _Still(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the next address may be on another host, whose turn it is not."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


@dataclass(frozen=True, kw_only=True)
class Web:
    """Asks addresses; may be used from many threads."""

    agent: str
    limit: float
    """Seconds that a host may keep us waiting."""
    pause: float
    """Seconds between two requests to one host."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _turns: dict[str, _Turn] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _opener: urllib.request.OpenerDirector = field(default_factory=lambda: urllib.request.build_opener(_Still))

    def ask(self, address: str) -> Answer:
        """Whether an address answers, wherever it leads."""
        at, moved, for_good = address, None, True
        for _ in range(MOST_HOPS):
            if urlsplit(at).scheme not in {"http", "https"}:
                return Answer(State.DEAD, f"it leads to {at}")
            try:
                status, words, target = self._look(at)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return Answer(State.DEAD, self._in_words(error))
            if status not in _REDIRECTS or not target:
                return _judged(status, words, moved)
            at = urljoin(at, target)
            for_good = for_good and status in _PERMANENT
            if for_good:
                moved = at
        return Answer(State.DEAD, f"it leads on and on, {MOST_HOPS} times")

    def _look(self, address: str) -> tuple[int, str, str | None]:
        """Status, its words and where it leads; asked for the page itself where a host will not tell of its head."""
        try:
            found = self._request("HEAD", address)
        except (ConnectionResetError, http.client.BadStatusLine):
            return self._request("GET", address)
        if found[0] < HTTPStatus.BAD_REQUEST or found[0] == HTTPStatus.TOO_MANY_REQUESTS:
            return found
        return self._request("GET", address)

    def _request(self, method: str, address: str) -> tuple[int, str, str | None]:
        url = _in_ascii(address)
        headers = {"User-Agent": self.agent, "Accept": "*/*"}
        request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310 - http or https, see ask()
        with self._turn(urlsplit(url).hostname or ""):
            try:
                with self._opener.open(request, timeout=self.limit) as response:
                    return response.status, f"{response.status} {response.reason}", None
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, f"{error.code} {error.reason}", error.headers.get("Location")
            except urllib.error.URLError as error:
                raise error.reason if isinstance(error.reason, OSError) else error from error

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        with self._lock:
            turn = self._turns.setdefault(host, _Turn())
        with turn.lock:
            if (wait := turn.next - self.clock()) > 0:
                self.sleep(wait)
            try:
                yield
            finally:
                turn.next = self.clock() + self.pause

    def _in_words(self, error: Exception) -> str:
        match error:
            case TimeoutError():
                return f"no answer within {self.limit:g} seconds"
            case socket.gaierror():
                return "the host is not known"
            case ssl.SSLCertVerificationError():
                return f"its certificate is not good: {error.verify_message}"
            case ConnectionRefusedError():
                return "the host takes no connections"
        return f"no answer: {str(error) or type(error).__name__}"


def _judged(status: int, words: str, moved: str | None) -> Answer:
    if status < HTTPStatus.BAD_REQUEST:
        return Answer(State.ANSWERS, words, moved)
    return Answer(State.REFUSES if status in _REFUSALS else State.DEAD, words)


def _in_ascii(address: str) -> str:
    """The address as it is sent: without its fragment, other letters than ASCII's escaped."""
    parts = urlsplit(urldefrag(address).url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return parts._replace(netloc=host, path=quote(parts.path, _KEPT), query=quote(parts.query, _KEPT)).geturl()
