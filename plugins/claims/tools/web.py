"""Fetch a page with the standard library's urllib, and decode it as a browser does."""

import codecs
import http.client
import re
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from .console import CommandError

TIMEOUT = 30.0  # seconds: web archives often take ten
MAX_PAGE = 5_000_000  # bytes of a page; JSON-LD can be at its end
_AGENT = "claim-by-claim-new-source/1.0 (reads what a page says of itself)"
_HELP = "write the record by hand, as data/README.md says"
_CHARSET = re.compile(r"""charset=["']?([\w-]+)""", re.IGNORECASE)
# The encodings that pages mean by the names of narrower ones (WHATWG, "Encoding", 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "shift_jis": "cp932"}
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # characters of a path or query that need no escape, or are part of one


def fetch(address: str, *, accept: str = "*/*") -> str:
    """Return the text of a page, after any redirects; raise CommandError if there is none."""
    try:
        parts = urlsplit(urldefrag(address).url)
        host = parts.netloc.encode("idna").decode()
        path = quote(parts.path, _SAFE)
        query = quote(parts.query, _SAFE)
        ascii_address = parts._replace(netloc=host, path=path, query=query).geturl()
        # No redirect can lead to a file: urllib only follows those that stay on the web.
        request = Request(ascii_address, headers={"User-Agent": _AGENT, "Accept": accept})  # noqa: S310
        with urlopen(request, timeout=TIMEOUT) as reply:  # noqa: S310
            return decoded(reply.read(MAX_PAGE), reply.headers.get("Content-Type", "text/html"))
    except HTTPError as error:
        error.close()
        raise CommandError(f"{address} answers {error.code} {error.reason}", _HELP) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        message = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise CommandError(f"{address} does not answer: {message.lower()}", _HELP) from error


def decoded(content: bytes, kind: str) -> str:
    """Decode text as a browser does: by its byte order mark, its declared encoding, or its bytes.

    Args:
        content: the bytes of the text.
        kind: the media type, which may name the encoding.

    """
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    declared = _CHARSET.search(kind)
    if not declared and "html" in kind:
        declared = _CHARSET.search(content[:2048].decode("latin-1"))
    name = declared[1].lower() if declared else "utf-8"
    try:
        return content.decode(_WIDER.get(name, name), "replace" if declared else "strict")
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")
