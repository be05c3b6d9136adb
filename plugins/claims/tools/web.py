"""Fetch a page by the standard library's urllib, and decode it as a browser would."""

import codecs
import http.client
import re
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

import idna

TIMEOUT = 30.0  # seconds: archives of the web often take ten
_CHARSET = re.compile(r"""charset=["']?([\w-]+)""", re.IGNORECASE)
# What pages mean by the name of a narrower encoding (WHATWG, "Encoding", 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "shift_jis": "cp932"}
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what stands for itself in a path or query, or is escaped already


class FetchError(Exception):
    """An address gives no page; its words go on after the address."""


def fetch(address: str, *, agent: str, accept: str, max_bytes: int) -> tuple[bytes, str]:
    """Return the content of a page, wherever its address leads on the web, and its type. Raises FetchError."""
    opener = OpenerDirector()  # of these handlers alone: no redirect leads to a file, or to FTP
    for handler in (
        *(ProxyHandler, HTTPHandler, HTTPSHandler, HTTPRedirectHandler),
        *(HTTPErrorProcessor, HTTPDefaultErrorHandler, UnknownHandler),
    ):
        opener.add_handler(handler())
    try:
        request = Request(_in_ascii(address), headers={"User-Agent": agent, "Accept": accept})  # noqa: S310 - see above
        with opener.open(request, timeout=TIMEOUT) as reply:
            return reply.read(max_bytes), reply.headers.get("Content-Type", "text/html")
    except HTTPError as error:
        error.close()
        raise FetchError(f"answers {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise FetchError(f"does not answer: {words.lower()}") from error


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
