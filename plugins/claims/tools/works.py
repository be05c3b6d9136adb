"""Make sources from the metadata of works: CSL-JSON, as Zotero and DOIs give it, or a page that is fetched.

Nothing is guessed, but the kind of source follows from some types of work: a journal is academic, a newspaper is news.
"""

import codecs
import html
import http.client
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from pydantic import TypeAdapter, ValidationError

from ..model.scalars import Date, Doi, Isbn, Url
from ..source.yaml_reader import FORBIDDEN
from .console import CommandError

Work: TypeAlias = Mapping[str, Any]
"""The metadata of a work: CSL-JSON, or a page's metadata under the names in its `<meta>` elements and JSON-LD."""
Draft: TypeAlias = dict[str, Any]
"""A new source: its fields under their names in the file."""

_JOURNALS = ("citation_journal_title", "citation_conference_title", "citation_inbook_title")
_NAMES = {
    "author": ("citation_author", "dc.creator", "author"),
    "container": ("container-title", *_JOURNALS, "og:site_name"),
    "series": ("collection-title",),
    "publisher": ("citation_publisher", "dc.publisher", "publisher"),
    "title": ("citation_title", "dc.title", "headline", "og:title", "title"),
    "lang": ("citation_language", "language", "lang", "og:locale", "inLanguage"),
    "url": ("URL", "canonical", "address"),
    "doi": ("DOI", "citation_doi", "dc.identifier"),
    "isbn": ("ISBN", "citation_isbn"),
    "date": (
        *("issued", "citation_publication_date", "citation_date", "dc.date", "dcterms.date"),
        *("datePublished", "article:published_time"),
    ),
    "accessed": ("accessed",),
}
"""The names of each field in metadata, the most reliable first: those of Zotero and Google Scholar, Dublin Core,
schema.org, Open Graph, and plain HTML."""
_TYPES = (
    ("academic", "article", "article-journal journal-article paper-conference proceedings-article"),
    ("academic", None, "thesis"),
    ("news", None, "article-newspaper article-magazine"),
    ("court", None, "legal_case"),
    ("official", "law", "legislation"),
    ("official", "transcript", "hearing"),
    (None, "article", "chapter book-chapter"),
    (None, "book", "book monograph"),
    (None, "report", "report"),
    (None, "data-set", "dataset"),
    (None, "film", "motion_picture"),
    (None, "broadcast", "broadcast"),
    (None, "post", "post post-weblog"),
    (None, "interview", "interview"),
    (None, "archive", "manuscript"),
)
"""The `kind` and `type` of a source that follow from the types of CSL, and from those that Crossref adds."""


def draft_of(work: Work) -> Draft:
    """Return a source with the metadata of a work."""
    metadata = {field: _value(work, names) for field, names in _NAMES.items()}
    csl_type = work.get("type")
    kind, type, _ = next((row for row in _TYPES if csl_type in row[2].split()), (None, None, ""))
    container = _text(metadata["series" if type in {"book", "report"} else "container"])
    publisher = _text(metadata["publisher"])
    url = _first(Url, [_text(metadata["url"])])
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", _text(metadata["lang"]))
    doi = _first(Doi, re.findall(r"10\.\S+", _text(metadata["doi"])))
    isbn = _text(metadata["isbn"])
    authors = metadata["author"] if isinstance(metadata["author"], list) else [metadata["author"]]
    names = [_name(author) for author in authors]
    values = {
        "kind": kind,
        "type": type,
        "author": [name for name in names if name and not str(name).startswith("http")],
        "in": container if publisher and container != publisher else "",
        "publisher": publisher or container,
        "title": _text(metadata["title"]),
        "lang": code[0].lower() if code else "",
        "url": "" if doi and re.match(r"https?://(dx\.)?doi\.org/", url) else url,
        "doi": doi,
        "isbn": _first(Isbn, [isbn, *isbn.split()]),
        "date": _date(metadata["date"]),
        "accessed": _date(metadata["accessed"]),
    }
    return {name: value for name, value in values.items() if value}


def _value(work: Work, names: Iterable[str]) -> Any:
    """Return the first of some metadata that a work has; an empty text if it has none."""
    return next((work[name] for name in names if work.get(name)), "")


def _text(value: object) -> str:
    """Return a text, the first of several, or a name, as a line; nothing for other values.

    Markup and the signs that no file of claims can hold are left out.
    """
    match value:
        case str():
            text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", value))
            return " ".join(FORBIDDEN.sub(" ", text).split())
        case [first, *_] | {"name": first}:
            return _text(first)
    return ""


def _first(type: Any, values: Iterable[str]) -> str:
    """Return the first of some values that is valid for a field of this type; nothing if none is."""
    for value in filter(None, values):
        with suppress(ValidationError):
            TypeAdapter(type).validate_python(value)
            return value
    return ""


def _name(author: object) -> str | dict[str, str]:
    """Return the name of an author of CSL-JSON or JSON-LD as the file of claims has it: two parts, or one text."""
    if not isinstance(author, dict):
        return _text(author)
    part = defaultdict(str, {name: _text(value) for name, value in author.items()})
    given = f"{part['given'] or part['givenName']} {part['dropping-particle']}".strip()
    family = f"{part['non-dropping-particle']} {part['family'] or part['familyName']}".strip()
    family += f", {part['suffix']}" if part["suffix"] else ""
    return {"given": given, "family": family} if given and family else part["literal"] or part["name"] or family


def person(name: str) -> str | dict[str, str]:
    """Split a name `family, given` at its comma; return it unchanged if it has no comma, or several."""
    family, _, given = (part.strip() for part in name.partition(","))
    return {"given": given, "family": family} if family and given and "," not in given else name


def _date(value: object) -> str:
    """Return a date of CSL-JSON or a page in the form of the file: `2019/5/1`, `2019-05-01T08:00Z` as `2019-05-01`."""
    written = ""
    if isinstance(value, dict):
        with suppress(TypeError):  # the value is not a date
            written = "/".join(map(_joined, value.get("date-parts", ())))
    else:
        match = re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", _text(value))
        written = _joined(filter(None, match.groups())) if match else ""
    return _first(Date, [written])


def _joined(parts: Iterable[object]) -> str:
    """Join year, month and day, as far as they are known."""
    return "-".join(f"{part:0>2}" for part in parts)


class _Head(HTMLParser):
    """Parser of the metadata in the elements of a page. Made by `work_of_page`."""

    def __init__(self) -> None:
        super().__init__()
        self.metadata = defaultdict[str, list[str]](list)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = defaultdict(str, {name: value or "" for name, value in attrs})
        if tag == "meta" and attributes["content"]:
            name = attributes["name"] or attributes["property"]
            self.metadata[name.lower()].append(attributes["content"])
        elif tag == "html" and attributes["lang"]:
            self.metadata["lang"] = [attributes["lang"]]
        elif tag == "link" and attributes["rel"] == "canonical":
            self.metadata["canonical"] = [attributes["href"]]


def work_of_page(page: str, address: str) -> Work:
    """Return the metadata of a web page."""
    head = _Head()
    head.feed(page)
    work = {**head.metadata, **_json_ld(page), "address": address}
    for name in ("citation_author", "dc.creator"):
        work[name] = [person(_text(author)) for author in head.metadata[name]]
    work["canonical"] = _first(Url, map(_text, head.metadata["canonical"]))
    work["title"] = re.findall(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    work["type"] = None
    if any(work.get(name) for name in _JOURNALS):
        work["type"] = "article-journal"
    elif re.fullmatch(r"\w*NewsArticle", _text(work.get("@type"))):
        work["type"] = "article-newspaper"
    return work


def _json_ld(page: str) -> Work:
    """Return the first work with a headline in the JSON-LD of a page."""
    for script in re.findall(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script", page, re.IGNORECASE | re.DOTALL):
        with suppress(ValueError, RecursionError):  # it is not JSON, or is nested too deep
            content = json.loads(script)
            graph = content.get("@graph", [content]) if isinstance(content, dict) else content
            for node in graph if isinstance(graph, list) else ():
                if isinstance(node, dict) and node.get("headline"):
                    return node
    return {}


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
