"""What others say of works → fields of records: CSL-JSON, as Zotero and DOIs give it, web pages, and tables.

Nothing is guessed. The one thing that follows from another is who stands behind a work of some types: a journal is
academic, a newspaper is news. A page is first read as CSL-JSON: what Zotero and Google Scholar read of it
(`citation_…`), then schema.org's JSON-LD, Dublin Core, Open Graph and plain HTML.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from pydantic import TypeAdapter, ValidationError

from claims.model import fields
from claims.model.records import Event, Record, Source, SourceKind, SourceType, Value
from claims.model.scalars import Date, Doi, Isbn, Url
from claims.source.diagnostics import listing, nearest, shown

from .console import CommandError

Item = Mapping[str, Any]
"""A work in CSL-JSON."""


@dataclass
class Draft:
    """A record to be: its fields under their names in the file, and which of them came from its type alone."""

    values: dict[str, Any]
    model: type[Record] = Source
    derived: dict[str, str] = field(default_factory=dict)
    """Names of fields that are not said but follow from something else, and from what."""
    unread: tuple[str, ...] = ()
    """Names of fields that are said in a way that was not understood."""


_TYPES: Mapping[str, tuple[SourceKind | None, SourceType | None]] = {
    "article-journal": (SourceKind.ACADEMIC, SourceType.ARTICLE),
    "journal-article": (SourceKind.ACADEMIC, SourceType.ARTICLE),  # as Crossref calls it
    "paper-conference": (SourceKind.ACADEMIC, SourceType.ARTICLE),
    "proceedings-article": (SourceKind.ACADEMIC, SourceType.ARTICLE),
    "thesis": (SourceKind.ACADEMIC, None),
    "article-newspaper": (SourceKind.NEWS, None),
    "article-magazine": (SourceKind.NEWS, None),
    "legal_case": (SourceKind.COURT, None),
    "legislation": (SourceKind.OFFICIAL, SourceType.LAW),
    "hearing": (SourceKind.OFFICIAL, SourceType.TRANSCRIPT),
    "chapter": (None, SourceType.ARTICLE),
    "book-chapter": (None, SourceType.ARTICLE),
    "book": (None, SourceType.BOOK),
    "monograph": (None, SourceType.BOOK),
    "report": (None, SourceType.REPORT),
    "dataset": (None, SourceType.DATA_SET),
    "motion_picture": (None, SourceType.FILM),
    "broadcast": (None, SourceType.BROADCAST),
    "post": (None, SourceType.POST),
    "post-weblog": (None, SourceType.POST),
    "interview": (None, SourceType.INTERVIEW),
    "manuscript": (None, SourceType.ARCHIVE),
}
_IN_SERIES = {SourceType.BOOK, SourceType.REPORT}


def draft_of(item: Item) -> Draft:
    """Return a work in CSL-JSON as a source."""
    kind, type = _TYPES.get(str(item.get("type")), (None, None))
    container = _text(item.get("collection-title" if type in _IN_SERIES else "container-title"))
    publisher = _text(item.get("publisher"))
    url = _first(Url, [_text(item.get("URL"))])
    isbns, language = item.get("ISBN"), _text(item.get("language"))
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", language)
    doi = _first(Doi, re.findall(r"10\.\S+", _text(item.get("DOI"))))
    read = {
        "kind": kind and kind.value,
        "type": type and type.value,
        "author": [name for author in _list(item.get("author")) if (name := _name(author))],
        "in": container if publisher and container != publisher else "",
        "publisher": publisher or container,
        "title": _text(item.get("title")),
        "lang": code[0].lower() if code else "",
        "url": "" if doi and re.match(r"https?://(dx\.)?doi\.org/", url) else url,
        "doi": doi,
        "isbn": _first(Isbn, [*map(_text, _list(isbns)), _text(isbns), *_text(isbns).split()]),
        "date": _date(item.get("issued")),
        "accessed": _date(item.get("accessed")),
    }
    draft = Draft({name: value for name, value in read.items() if value and (name, value) != ("lang", "en")})
    if language and not code:
        draft.unread = ("lang",)
    if kind:
        draft.derived["kind"] = f"follows from its type, {item['type']}"
    if container and not publisher:
        draft.derived["publisher"] = "where it appeared; who publishes that is not said"
    return draft


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return the first text as a line without markup; nothing of anything else."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", value)).split()) if isinstance(value, str) else ""


def _first(type: Any, values: Iterable[str]) -> str:
    """Return the first of some values that a field of a type may hold, or nothing."""
    for value in filter(None, values):
        with suppress(ValidationError):
            TypeAdapter(type).validate_python(value)
            return value
    return ""


def _name(author: object) -> str | dict[str, str]:
    if not isinstance(author, dict):
        return _text(author)
    part = {name: _text(value) for name, value in author.items()}
    given = " ".join(filter(None, [part.get("given"), part.get("dropping-particle")]))
    family = " ".join(filter(None, [part.get("non-dropping-particle"), part.get("family")]))
    family = ", ".join(filter(None, [family, part.get("suffix")]))
    return {"given": given, "family": family} if given and family else part.get("literal") or family or given


def person(name: str) -> str | dict[str, str]:
    """Return a name as it stands where it has no comma, or more than one; else as `family, given`."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"given": given, "family": family} if comma and family and given and "," not in given else name


def _date(value: object) -> str:
    """Return a date in CSL-JSON as the file has it, where it says one."""
    if not isinstance(value, dict):
        return ""
    ends = ["-".join(str(n).zfill(2) for n in _list(parts) if n) for parts in _list(value.get("date-parts"))]
    written = "/".join(f"{end}~" if value.get("circa") else end for end in ends if end)
    return _first(Date, [written, *(_text(value.get(name))[:10] for name in ("raw", "literal"))])


class _Head(HTMLParser):
    """What a page says of itself to programs."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.json: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            self.said.setdefault(name.lower(), []).append(_text(given.get("content")))
        elif tag == "html":
            self.said["lang"] = [given.get("lang", "")]
        elif tag == "link" and given.get("rel") == "canonical":
            self.said["canonical"] = [given.get("href", "")]
        elif tag == "title" and "title" not in self.said:
            self.within = tag
        elif tag == "script" and given.get("type") == "application/ld+json":
            self.within = tag
            self.json.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within:
            self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within == "script":
            self.json[-1] += data
        elif self.within:
            self.said["title"] = [f"{self.said.get('title', [''])[0]}{data}"]


def item_of_page(page: str, address: str) -> Item:
    """Return what a web page says of itself, as CSL-JSON."""
    head = _Head()
    head.feed(page)
    said, work = head.said, _work(head.json)

    def first(*names: str) -> str:
        return next((text for name in names for text in said.get(name, ()) if text), "")

    journal = first("citation_journal_title", "citation_conference_title", "citation_inbook_title")
    names = said.get("citation_author") or said.get("dc.creator")
    authors = [*map(person, names)] if names else _authors(work.get("author"))
    if not authors and (author := first("author")) and not re.match("https?://", author):
        authors = [author]
    news = re.fullmatch(r"\w*NewsArticle", _text(work.get("@type")))
    publisher = _named(work.get("publisher"))
    days = first("citation_publication_date", "citation_date", "dc.date", "dcterms.date"), work.get("datePublished")
    return {
        "type": "article-journal" if journal else "article-newspaper" if news else "webpage",
        "author": authors,
        "container-title": journal or first("og:site_name"),
        "publisher": first("citation_publisher", "dc.publisher") or publisher,
        "title": first("citation_title", "dc.title") or _text(work.get("headline")) or first("og:title", "title"),
        "language": first("citation_language", "lang", "og:locale") or _text(work.get("inLanguage")),
        "URL": _first(Url, [first("canonical"), address]),
        "DOI": first("citation_doi", "dc.identifier"),
        "ISBN": first("citation_isbn"),
        "issued": {"raw": next((_day(day) for day in (*days, first("article:published_time")) if day), "")},
    }


def _day(value: object) -> str:
    """Return a date as pages write it in the form of the file: `2019/5/1` and `2019-05-01T08:00Z` as `2019-05-01`."""
    found = re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", _text(value))
    return "-".join(f"{int(part):02}" for part in found.groups() if part) if found else ""


def _work(scripts: Iterable[str]) -> Item:
    """Return the work of which JSON-LD tells: the first with a headline."""
    for script in scripts:
        with suppress(ValueError):
            found = json.loads(script)
            graph = found.get("@graph", [found]) if isinstance(found, dict) else found
            for node in graph if isinstance(graph, list) else ():
                if isinstance(node, dict) and node.get("headline"):
                    return node
    return {}


def _authors(found: object) -> list[Any]:
    people = found if isinstance(found, list) else [found]
    named = [(p, p.get("givenName"), p.get("familyName")) if isinstance(p, dict) else (p, None, None) for p in people]
    return [{"given": g, "family": f} if g and f else _named(p) for p, g, f in named if _named(p)]


def _named(found: object) -> str:
    return _text(found.get("name")) if isinstance(found, dict) else _text(found)


def drafts_of_table(text: str) -> Iterator[Draft]:
    """Yield the rows of a table with a heading, of events where it has summaries; its columns are named as fields are.

    Cells stand between tabs, as spreadsheets copy them, or between commas or semicolons.
    """
    heading = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=max("\t;,", key=heading.count))
    columns = {name: name.strip().lower().replace(" ", "_") for name in rows.fieldnames or () if name.strip()}
    model: type[Record] = Event if "summary" in columns.values() else Source
    shapes = {info.alias or name: fields.shape(info) for name, info in fields.written_fields(model)}
    shapes = {name: shape for name, shape in shapes.items() if not issubclass(shape.type, Value)}
    for column, name in columns.items():
        if name not in shapes:
            near = nearest(name, shapes)
            help = f'did you mean "{near}"?' if near else f"it may have {listing(sorted(shapes))}"
            raise CommandError(
                f"the table has a column {shown(column)}, which is no field of a {model.kind_name}", help
            )
    for row in rows:
        cells = {columns[column]: " ".join((cell or "").split()) for column, cell in row.items() if column in columns}
        values: dict[str, Any] = {name: cell for name, cell in cells.items() if cell}
        for name in [name for name in values if shapes[name].many]:
            values[name] = [part.strip() for part in values[name].split(";") if part.strip()]
        values |= {"author": [*map(person, values["author"])]} if "author" in values else {}
        if values:
            yield Draft(values, model)
