"""What others say of works → fields of sources: CSL-JSON, as Zotero and DOIs give it, and web pages.

Nothing is guessed. The one thing that follows from another is who stands behind a work of some types: a journal is
academic, a newspaper is news.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..model.scalars import Date, Doi, Isbn, Url

Work = Mapping[str, Any]
"""What is said of a work: CSL-JSON, or what a page says of itself under the names of its `<meta>` and JSON-LD."""


Draft = dict[str, Any]
"""A source to be: its fields under their names in the file."""

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
"""Under which names a work is told of, those first that are believed first: Zotero's and Google Scholar's, Dublin
Core's, schema.org's, Open Graph's, and plain HTML's."""
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
"""The `kind` and `type` of a source that follow from types of CSL, and from those that Crossref adds."""


def draft_of(work: Work) -> Draft:
    """Return what is said of a work as a source."""
    said = {name: next(filter(None, map(work.get, names)), "") for name, names in _NAMES.items()}
    found = [(kind, type) for kind, type, types in _TYPES if work.get("type") in types.split()]
    kind, type = found[0] if found else (None, None)
    container = _text(said["series" if type in {"book", "report"} else "container"])
    publisher, url = _text(said["publisher"]), _first(Url, [_text(said["url"])])
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", _text(said["lang"]))
    doi = _first(Doi, re.findall(r"10\.\S+", _text(said["doi"])))
    authors = said["author"] if isinstance(said["author"], list) else [said["author"]]
    values = {
        "kind": kind,
        "type": type,
        "author": [name for author in authors if (name := _name(author)) and not str(name).startswith("http")],
        "in": container if publisher and container != publisher else "",
        "publisher": publisher or container,
        "title": _text(said["title"]),
        "lang": code[0].lower() if code else "",
        "url": "" if doi and re.match(r"https?://(dx\.)?doi\.org/", url) else url,
        "doi": doi,
        "isbn": _first(Isbn, [_text(said["isbn"]), *_text(said["isbn"]).split()]),
        "date": _date(said["date"]),
        "accessed": _date(said["accessed"]),
    }
    return {name: value for name, value in values.items() if value}


def _text(value: object) -> str:
    """Return a text, or the first of several, or a name, as a line without markup; nothing of anything else."""
    match value:
        case str():
            return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", value)).split())
        case [first, *_] | {"name": first}:
            return _text(first)
    return ""


def _first(type: Any, values: Iterable[str]) -> str:
    """Return the first of some values that a field of a type may hold, or nothing."""
    for value in filter(None, values):
        with suppress(ValidationError):
            TypeAdapter(type).validate_python(value)
            return value
    return ""


def _name(author: object) -> str | dict[str, str]:
    """Return an author of CSL-JSON or of JSON-LD as the file has one."""
    if not isinstance(author, dict):
        return _text(author)
    part = defaultdict(str, {name: _text(value) for name, value in author.items()})
    given = f"{part['given'] or part['givenName']} {part['dropping-particle']}".strip()
    family = f"{part['non-dropping-particle']} {part['family'] or part['familyName']}".strip()
    family += f", {part['suffix']}" if part["suffix"] else ""
    return {"given": given, "family": family} if given and family else part["literal"] or part["name"] or family


def person(name: str) -> str | dict[str, str]:
    """Return a name as it stands where it has no comma, or more than one; else as `family, given`."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"given": given, "family": family} if comma and family and given and "," not in given else name


def _date(value: object) -> str:
    """Return a date of CSL-JSON or of a page as the file has it: `2019/5/1` and `2019-05-01T08:00Z` as `2019-05-01`."""
    written = ""
    if isinstance(value, dict):
        with suppress(TypeError):  # of a date that is none
            written = "/".join("-".join(f"{part:0>2}" for part in end) for end in value.get("date-parts", ()))
    elif found := re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", _text(value)):
        written = "-".join(f"{part:0>2}" for part in found.groups() if part)
    return _first(Date, [written])


class _Head(HTMLParser):
    """What a page says of itself to programs, in its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.said = defaultdict[str, list[str]](list)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (content := given.get("content")):
            self.said[(given.get("name") or given.get("property") or "").lower()].append(content)
        elif tag == "html" and given.get("lang"):
            self.said["lang"] = [given["lang"]]
        elif tag == "link" and given.get("rel") == "canonical":
            self.said["canonical"] = [given.get("href") or ""]


def work_of_page(page: str, address: str) -> Work:
    """Return what a web page says of itself."""
    head = _Head()
    head.feed(page)
    work = {**head.said, **_json_ld(page), "address": address}
    for name in ("citation_author", "dc.creator"):
        work[name] = [person(_text(author)) for author in head.said[name]]
    work["canonical"] = _first(Url, map(_text, head.said["canonical"]))
    work["title"] = re.findall(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    news = re.fullmatch(r"\w*NewsArticle", _text(work.get("@type")))
    work["type"] = "article-journal" if any(work.get(name) for name in _JOURNALS) else news and "article-newspaper"
    return work


def _json_ld(page: str) -> Work:
    """Return the work of which JSON-LD tells: the first with a headline."""
    for script in re.findall(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script", page, re.IGNORECASE | re.DOTALL):
        with suppress(ValueError, RecursionError):  # of what is no JSON, or nests without end
            found = json.loads(script)
            graph = found.get("@graph", [found]) if isinstance(found, dict) else found
            for node in graph if isinstance(graph, list) else ():
                if isinstance(node, dict) and node.get("headline"):
                    return node
    return {}
