"""Ask addresses politely, by the standard library's urllib: an address is asked for its head, seldom for more."""

from __future__ import annotations

import codecs
import errno
import http.client
import re
import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from enum import StrEnum
from http import HTTPStatus
from urllib.error import URLError
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

import idna

MAX_HOSTS_AT_ONCE = 16
MAX_BODY = 200_000  # bytes of a reply that are read, more than the Internet Archive sends
MAX_HOPS = 10  # curl and browsers allow for more
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_REFUSALS = {401, 403, 429, 451, 999}  # for programs, of pages that browsers open; 999 is LinkedIn's
_NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)\.[a-z]+)?", re.IGNORECASE)
_CHARSET = re.compile(r"""charset=["']?([\w-]+)""", re.IGNORECASE)
# What pages mean by the name of a narrower encoding (WHATWG, "Encoding", 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "shift_jis": "cp932"}
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what stands for itself in a path or query, or is escaped already


class State(StrEnum):
    """The result of asking an address, in the words by which results are counted."""

    ANSWERS = "good"
    REFUSES = "closed to programs"
    UNWELL = "unwell"
    LOST = "led to a front page"
    DEAD = "dead"


@dataclass(frozen=True)
class Answer:
    """The result for an address; `moved` is its new address for good, if any; `reached`, whether a host was found."""

    state: State
    words: str
    moved: str | None = None
    reached: bool = True


@dataclass(frozen=True)
class Reply:
    """A host's reply; `words` are its status with its reason."""

    status: int
    words: str
    headers: Message
    body: bytes
    address: str
    """Where it came from in the end."""
    moved: str | None
    """Where the address that was asked is for good, if it is elsewhere."""


class NoAnswerError(Exception):
    """Nothing was answered; it says why in words."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.words)
        self.answer = answer


def agent(tool: str, purpose: str, contact: str) -> str:
    """Return the name by which a command asks, with its purpose and an address to write to, if any."""
    return f"claim-by-claim-{tool}/1.0 ({'; '.join(filter(None, (purpose, contact)))})"


def _opener() -> OpenerDirector:
    """Return an opener that follows no redirect."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler):
        opener.add_handler(handler())
    return opener


@dataclass(frozen=True, kw_only=True)
class Web:
    """Asks addresses; may be used from many threads."""

    agent: str
    limit: float = 30.0
    """Seconds that a host may keep us waiting: archives of the web often take ten."""
    opener: OpenerDirector = field(default_factory=_opener)

    def ask(self, address: str) -> Answer:
        """Return whether an address answers, wherever it leads: its head, or the page itself if the head is refused."""
        try:
            reply = self._head_or_page(address)
        except NoAnswerError as error:
            return error.answer
        state = _state(reply.status)
        if state is State.ANSWERS and _is_front(reply.address) and not _is_front(address):
            return Answer(State.LOST, reply.address)
        return Answer(state, reply.words, reply.moved if state is State.ANSWERS else None)

    def _head_or_page(self, address: str) -> Reply:
        try:
            reply = self.fetch(address, "HEAD")
            if reply.status < HTTPStatus.BAD_REQUEST or reply.status == HTTPStatus.TOO_MANY_REQUESTS:
                return reply
        except NoAnswerError as error:
            if not isinstance(error.__cause__, ConnectionResetError | http.client.BadStatusLine):
                raise
        return self.fetch(address)

    def fetch(self, address: str, method: str = "GET", *, accept: str = "*/*", most: int = MAX_BODY) -> Reply:
        """Return the reply of a page, wherever it leads, with `most` bytes of it; raise NoAnswerError without one."""
        headers, moved, for_good = {"User-Agent": self.agent, "Accept": accept}, None, True
        for _ in range(MAX_HOPS):
            if urlsplit(address).scheme not in {"http", "https"}:
                raise NoAnswerError(Answer(State.DEAD, f"it leads to {address}"))
            try:
                request = Request(_in_ascii(address), None, headers, method=method)  # noqa: S310 - http or https
                with self.opener.open(request, timeout=self.limit) as reply:
                    status, target = reply.status, reply.headers.get("Location")
                    if status not in _REDIRECTS or not target:
                        words = f"{status} {reply.reason}"
                        return Reply(status, words, reply.headers, reply.read(most), address, moved)
                address, for_good = urljoin(address, target), for_good and status in _PERMANENT
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise NoAnswerError(self._failure(error)) from error
            moved = address if for_good else moved
        raise NoAnswerError(Answer(State.DEAD, f"it leads on and on, {MAX_HOPS} times"))

    def _failure(self, error: Exception) -> Answer:
        """Return in words why nothing was answered."""
        match error:
            case URLError(reason=OSError() as reason):
                return self._failure(reason)
            case socket.gaierror(errno=number) if number in _NO_SUCH_HOST:
                return Answer(State.DEAD, "the host is not known", reached=False)
            case socket.gaierror():
                return Answer(State.UNWELL, "the host could not be looked up", reached=False)
            case TimeoutError():
                return Answer(State.UNWELL, f"no answer within {self.limit:g} seconds")
        words = f"no answer: {(getattr(error, 'strerror', '') or str(error) or type(error).__name__).lower()}"
        if isinstance(error, URLError | ValueError):  # the address is none
            return Answer(State.DEAD, words)
        return Answer(State.UNWELL, words, reached=getattr(error, "errno", None) not in _NO_WAY)


def _state(status: int) -> State:
    if status < HTTPStatus.BAD_REQUEST:
        return State.ANSWERS
    if status in _REFUSALS:
        return State.REFUSES
    return State.UNWELL if status >= HTTPStatus.INTERNAL_SERVER_ERROR else State.DEAD


def _is_front(address: str) -> bool:
    """Return whether an address is that of a whole site, where pages that are gone often lead."""
    parts = urlsplit(address)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query


def _in_ascii(address: str) -> str:
    """Return an address as it is sent: without its fragment, other letters than ASCII's escaped.

    Names of hosts go by IDNA 2008 as browsers have it, by which faß.de is not fass.de as by Python's own codec.
    """
    parts = urlsplit(urldefrag(address).url)
    host = parts.netloc
    if not host.isascii():
        name = idna.encode(parts.hostname or "", uts46=True).decode()
        host = f"{name}:{parts.port}" if parts.port else name
    return parts._replace(netloc=host, path=quote(parts.path, _SAFE), query=quote(parts.query, _SAFE)).geturl()


def ask_all(
    addresses: Sequence[str], ask: Callable[[str], Answer], tell: Callable[[str], None], *, pause: float
) -> dict[str, Answer]:
    """Return the answer of each address: hosts are asked side by side, and each in turn for its own.

    Between two of one host so many seconds pass. Ctrl-C ends it early, with the answers until then.
    """
    hosts = defaultdict[str, list[str]](list)
    for address in addresses:
        hosts[urlsplit(address).hostname or ""].append(address)
    answers, stopped = dict[str, Answer](), threading.Event()

    def ask_in_turn(addresses_of_host: list[str]) -> None:
        for n, address in enumerate(addresses_of_host):
            if not stopped.wait(pause if n else 0):
                answers[address] = ask(address)
                tell(f"{len(answers)} of {len(addresses)} asked")

    with ThreadPoolExecutor(MAX_HOSTS_AT_ONCE) as pool, suppress(KeyboardInterrupt):
        try:
            for future in [pool.submit(ask_in_turn, listed) for listed in hosts.values()]:
                future.result()
        finally:
            stopped.set()
    tell("")
    return answers


def decoded(content: bytes, kind: str) -> str:
    """Return text as a browser decodes it: by its mark, by what is said of it, or by what it looks like."""
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    said = _CHARSET.search(kind) or ("html" in kind and _CHARSET.search(content[:2048].decode("latin-1")))
    name = said[1].lower() if said else "utf-8"
    try:
        return content.decode(_WIDER.get(name, name), "replace" if said else "strict")
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")
