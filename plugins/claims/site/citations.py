"""Citations, of sources as CSL-JSON and of pages in words; and what is said of the data as a whole.

The citation of a claim's page says that it is a claim and who reports it, and the title includes the verdict, because
the title alone says what was claimed, not what is true. The date is that of the last change. There is no date of
access, which only the reader knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from ..model.records import READ, SECTIONS, Dataset, Source, SourceKind, SourceType, last_updated
from ..model.scalars import FORMAT_VERSION, ID_LENGTH, AuthorName, Cited
from ..source.dates import Day, Edtf
from . import labels
from .language import N_, Language
from .serialize import Json

_VARIABLES = (
    *("author", "title", "container-title", "publisher", "collection-title", "issued", "language"),
    *("note", "DOI", "ISBN", "URL", "accessed"),
)
"""The variables of CSL-JSON that a source can have, in the order of the output."""
_AS_OURS = {SourceType.BOOK, SourceType.REPORT, SourceType.BROADCAST, SourceType.POST, SourceType.INTERVIEW}
"""Types of works with the same name in CSL-JSON."""
_CSL_TYPES = {
    SourceType.LAW: "legislation",
    SourceType.ORDER: "legislation",
    SourceType.TABLE: "dataset",
    SourceType.DATA_SET: "dataset",
    SourceType.FILM: "motion_picture",
    SourceType.ARCHIVE: "manuscript",
}
"""The names of other types in CSL-JSON."""


def csl_source(source: Source, language: Language) -> Json:
    """Return a source as CSL-JSON."""
    kind = _csl_type(source)
    cited: Json = {}
    for name, info in Source.model_fields.items():
        for part in info.metadata:
            if isinstance(part, Cited):
                cited[part.variable] = _csl(getattr(source, name), language)
    if kind == "article-newspaper" and not source.in_:
        cited["container-title"] = cited.pop("publisher")
    elif kind in {"book", "report"}:
        cited["collection-title"] = cited.pop("container-title")
    if not source.title:  # a title that was not seen has no known language
        cited |= {"title": f"[{source.described}]", "language": None}
    notes = []
    if source.gloss and not language.is_own(source.lang):
        notes.append(language.gettext("In English: %(gloss)s.", gloss=source.gloss))
    if source.seen not in READ:
        notes.append(f"{labels.name(source.seen, language)}.")
    if source.note:
        notes.append(source.note)
    cited["note"] = " ".join(notes)
    return {"id": source.id, "type": kind, **{name: cited[name] for name in _VARIABLES if cited.get(name)}}


def _csl_type(source: Source) -> str:
    """Return the type of a source in CSL-JSON; if the file gives none, guess it from the publisher and the address."""
    if source.type is SourceType.ARTICLE and source.isbn:
        return "chapter"
    if source.type is SourceType.ARTICLE and source.kind is not SourceKind.NEWS:
        return "article-journal"
    if source.type in _AS_OURS:
        return source.type
    if source.type in _CSL_TYPES:
        return _CSL_TYPES[source.type]
    if source.kind is SourceKind.NEWS:
        return "article-newspaper"
    return "webpage" if source.address else "document"


def _csl(value: object, language: Language) -> object:
    """Return a value in the form of CSL-JSON: names as a list, a date only as precise as it is known."""
    if isinstance(value, tuple):
        names = []
        for name in value:
            if isinstance(name, AuthorName):
                names.append({"family": name.family, "given": name.given} if name.family else {"literal": name})
        return names
    if not isinstance(value, Edtf):
        return value
    if value.start is None:
        return {"literal": language.date(value)}
    ends = [value.start, value.end] if value.is_period else [value.end]
    date: Json = {"date-parts": [_date_parts(end) for end in ends]}
    if any(end.qualifier for end in ends):
        date["circa"] = True
    return date


def _date_parts(day: Day) -> list[int]:
    return [int(part) for part in day.iso.split("-")]


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The citation of a page."""

    author: str
    title: str
    genre: str
    """What is cited, such as `claim`."""
    container: str
    """The name of the site."""
    url: str
    """The address of the page; empty while the site has none."""
    date: date | None
    finding: str = ""
    """The summary of a claim's verdict."""
    language: Language = field(compare=False)

    @property
    def text(self) -> str:
        """The citation in words."""
        gettext = self.language.gettext
        where = self.container
        if self._day:
            where = gettext("%(site)s, %(date)s", site=self.container, date=self.language.date(self._day))
        title = self.language.inside(self.title)
        cited = gettext("%(author)s. “%(title)s” [%(genre)s].", author=self.author, title=title, genre=self.genre)
        sentences = [cited, self.finding, gettext("%(container)s.", container=where), self.url]
        return " ".join(sentence for sentence in sentences if sentence)

    @property
    def _day(self) -> Edtf | None:
        return Edtf.parse(self.date.isoformat()) if self.date else None

    @property
    def meta(self) -> tuple[tuple[str, str], ...]:
        """The names and values of `<meta>` elements for Google Scholar and Zotero."""
        values = {
            "title": self.title,
            "author": self.author,
            "publication_date": self.date and f"{self.date:%Y/%m/%d}",
            "publisher": self.container,
            "language": self.language.tag,
            "public_url": self.url,
        }
        return tuple((f"citation_{name}", value) for name, value in values.items() if value)


FOLDER = f"data/v{FORMAT_VERSION}"  # files in another format get another folder


class License(NamedTuple):
    """A licence; `id` is its identifier in SPDX."""

    id: str
    title: str
    url: str


DATA_LICENSE = License(
    "CC-BY-4.0", N_("Creative Commons Attribution 4.0 International"), "https://creativecommons.org/licenses/by/4.0/"
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What files and pages say about the data as a whole."""

    name: str = ""
    author: str = ""
    site: str = ""
    """The address of the site; empty while it has none."""
    date: date | None = None
    """The day of the latest change or review."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many records each section of the file has, and how many passages of evidence there are."""

    @classmethod
    def from_dataset(cls, dataset: Dataset, *, site: str = "", author: str = "") -> Self:
        """Return the release of a dataset, with its date and counts."""
        counts = {section: len(getattr(dataset, section)) for section in SECTIONS}
        counts["evidence"] = sum(len(claim.evidence) for claim in dataset.claims)
        return cls(
            name=dataset.site.title,
            author=author or dataset.site.cited_as,
            site=site,
            date=last_updated(dataset.records()),
            counts=counts,
        )

    @property
    def key(self) -> str:
        """The name in the form of an id: lower-case words joined by hyphens, short enough for the name of a file."""
        plain = unicodedata.normalize("NFKD", self.name.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain)[:ID_LENGTH].strip("-") or "claims"

    def url(self, path: str) -> str:
        """Return the address of a path: absolute if the site has an address, otherwise relative to its root."""
        return f"{self.site}/{path}" if self.site else path
