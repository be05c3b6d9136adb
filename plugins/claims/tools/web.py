"""Fetch a page by the standard library's urllib, and decode it as a browser would."""

import codecs
import http.client
import re
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from .console import CommandError

TIMEOUT = 30.0  # seconds: archives of the web often take ten
MAX_PAGE = 5_000_000  # bytes of a page, at whose end JSON-LD can stand
_AGENT = "claim-by-claim-new-source/1.0 (reads what a page says of itself)"
_HELP = "write the record by hand, as data/README.md says"
_CHARSET = re.compile(r"""charset=["']?([\w-]+)""", re.IGNORECASE)
# What pages mean by the name of a narrower encoding (WHATWG, "Encoding", 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "shift_jis": "cp932"}
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what stands for itself in a path or query, or is escaped already


def fetch(address: str, *, accept: str = "*/*") -> str:
    """Return the text of a page, wherever its address leads on the web; raise CommandError where it gives none."""
    try:
        parts = urlsplit(urldefrag(address).url)
        host, path, query = parts.netloc.encode("idna").decode(), quote(parts.path, _SAFE), quote(parts.query, _SAFE)
        ascii_address = parts._replace(netloc=host, path=path, query=query).geturl()
        # No redirect leads to a file: urllib follows those alone that stay on the web.
        request = Request(ascii_address, headers={"User-Agent": _AGENT, "Accept": accept})  # noqa: S310
        with urlopen(request, timeout=TIMEOUT) as reply:  # noqa: S310
            return decoded(reply.read(MAX_PAGE), reply.headers.get("Content-Type", "text/html"))
    except HTTPError as error:
        error.close()
        raise CommandError(f"{address} answers {error.code} {error.reason}", _HELP) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise CommandError(f"{address} does not answer: {words.lower()}", _HELP) from error


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
