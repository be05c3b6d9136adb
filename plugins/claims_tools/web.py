"""Addresses → whether each answers, asked politely: one request at a time for each host, and a pause between two.

The standard library's urllib does: an address is asked for its head, seldom for more, so nothing that httpx or aiohttp
would add is used, and an author need install nothing more.
"""

from __future__ import annotations

import errno
import http.client
import re
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from enum import StrEnum
from http import HTTPStatus
from urllib.error import URLError
from urllib.parse import quote, urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

MAX_HOSTS_AT_ONCE = 16
MAX_BODY = 1_000_000  # bytes of an answer that are read, where any are
MAX_HOPS = 10  # as many as curl's and browsers' limits allow for a page that is well kept, and more
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_REFUSALS = {401, 403, 429, 451, 999}  # what hosts, the last one LinkedIn, say to programs of pages that browsers open
_NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)\.[a-z]+)?", re.IGNORECASE)
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what stands for itself in a path or query, or is escaped already


class State(StrEnum):
    """What became of an address, as those of a kind are counted."""

    ANSWERS = "good"
    REFUSES = "closed to programs"
    UNWELL = "unwell"
    LOST = "led to a front page"
    DEAD = "dead"


@dataclass(frozen=True)
class Answer:
    """What an address said; `moved` is where it sent us for good, if it did; `reached`, whether a host was found."""

    state: State
    words: str
    moved: str | None = None
    reached: bool = True


@dataclass(frozen=True)
class Reply:
    """What a host says to one request; `words` are its status with its reason."""

    status: int
    words: str
    headers: Message
    body: bytes


def _opener() -> OpenerDirector:
    """Return what opens an address and follows nothing: the next one may be on another host, whose turn it is not."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler):
        opener.add_handler(handler())
    return opener


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
    opener: OpenerDirector = field(default_factory=_opener)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    """When each host may be asked again, by the clock."""

    def ask(self, address: str) -> Answer:
        """Return whether an address answers, wherever it leads."""
        try:
            return self._follow(address)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return self.failure(error)

    def fetch(self, address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> Reply:
        """Return what one request gets, which sends a form where there is one; raise where nothing is answered.

        That is OSError or HTTPException, which `failure` puts in words.
        """
        return self._request("POST" if form else "GET", address, urlencode(form or {}), headers, MAX_BODY)

    def _follow(self, address: str) -> Answer:
        start, moved, for_good = address, None, True
        for _ in range(MAX_HOPS):
            if urlsplit(address).scheme not in {"http", "https"}:
                return Answer(State.DEAD, f"it leads to {address}")
            reply = self._head_or_page(address)
            status, words, target = reply.status, reply.words, reply.headers.get("Location")
            if status not in _REDIRECTS or not target:
                if status < HTTPStatus.BAD_REQUEST:
                    lost = _is_front(address) and not _is_front(start)
                    return Answer(State.LOST, address) if lost else Answer(State.ANSWERS, words, moved)
                if status in _REFUSALS:
                    return Answer(State.REFUSES, words)
                return Answer(State.UNWELL if status >= HTTPStatus.INTERNAL_SERVER_ERROR else State.DEAD, words)
            address = urljoin(address, target)
            for_good = for_good and status in _PERMANENT
            moved = address if for_good else moved
        return Answer(State.DEAD, f"it leads on and on, {MAX_HOPS} times")

    def _head_or_page(self, address: str) -> Reply:
        """Return what is said of a page's head; of the page itself where a host will not tell of that."""
        try:
            found = self._request("HEAD", address)
            if found.status < HTTPStatus.BAD_REQUEST or found.status == HTTPStatus.TOO_MANY_REQUESTS:
                return found
        except (ConnectionResetError, http.client.BadStatusLine):
            pass
        return self._request("GET", address)

    def _request(
        self, method: str, address: str, form: str = "", headers: Mapping[str, str] | None = None, most: int = 0
    ) -> Reply:
        """Return what one request gets, with at most so many bytes of its body."""
        url = _in_ascii(address)
        host = urlsplit(url).hostname or ""
        headers = {"User-Agent": self.agent, "Accept": "*/*", **(headers or {})}
        data = form.encode() or None
        request = Request(url, data, headers, method=method)  # noqa: S310 - http or https, see _follow()
        with self._locks.setdefault(host, threading.Lock()):
            if (wait := self._next.get(host, 0.0) - self.clock()) > 0:
                self.sleep(wait)
            try:
                with self.opener.open(request, timeout=self.limit) as reply:
                    return Reply(reply.status, f"{reply.status} {reply.reason}", reply.headers, reply.read(most))
            except URLError as error:
                raise error.reason if isinstance(error.reason, OSError) else error from error
            finally:
                self._next[host] = self.clock() + self.pause

    def failure(self, error: Exception) -> Answer:
        """Return in words why nothing was answered."""
        match error:
            case socket.gaierror(errno=number) if number in _NO_SUCH_HOST:
                return Answer(State.DEAD, "the host is not known", reached=False)
            case socket.gaierror():
                return Answer(State.UNWELL, "the host could not be looked up", reached=False)
            case TimeoutError():
                return Answer(State.UNWELL, f"no answer within {self.limit:g} seconds")
            case ssl.SSLCertVerificationError():
                return Answer(State.UNWELL, f"its certificate is not good: {error.verify_message}")
            case ssl.SSLError():
                why = (error.reason or "it failed").replace("_", " ").lower()
                return Answer(State.UNWELL, f"no encrypted connection: {why}")
            case ConnectionRefusedError():
                return Answer(State.UNWELL, "the host takes no connections")
        words = f"no answer: {str(error) or type(error).__name__}"
        if isinstance(error, URLError | ValueError):  # the address is none
            return Answer(State.DEAD, words)
        return Answer(State.UNWELL, words, reached=getattr(error, "errno", None) not in _NO_WAY)


def _is_front(address: str) -> bool:
    """Return whether an address is that of a whole site, where pages that are gone often lead."""
    parts = urlsplit(address)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query


def _in_ascii(address: str) -> str:
    """Return the address as it is sent: without its fragment, other letters than ASCII's escaped."""
    parts = urlsplit(urldefrag(address).url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return parts._replace(netloc=host, path=quote(parts.path, _SAFE), query=quote(parts.query, _SAFE)).geturl()


def ask_all(addresses: Sequence[str], ask: Callable[[str], Answer], tell: Callable[[str], None]) -> dict[str, Answer]:
    """Return what each address answers: hosts are asked side by side, the addresses of one host one after another.

    Ctrl-C ends it early; what was answered until then counts.
    """
    hosts = defaultdict[str, list[str]](list)
    for address in addresses:
        hosts[urlsplit(address).hostname or ""].append(address)
    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(MAX_HOSTS_AT_ONCE) as pool, suppress(KeyboardInterrupt):
        try:
            asking = {pool.submit(ask, left[0]): left for left in hosts.values()}
            while asking:
                for future in wait(asking, return_when=FIRST_COMPLETED).done:
                    left = asking.pop(future)
                    answers[left.pop(0)] = future.result()
                    tell(f"{len(answers)} of {len(addresses)} asked")
                    if left:
                        asking[pool.submit(ask, left[0])] = left
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            tell("")
    return answers
