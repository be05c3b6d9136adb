"""Citations: of sources as CSL-JSON, and of pages in words.

The citation of a claim's page says that it is a claim and who reports it, and the title includes the verdict, because
the title alone says what was claimed, not what is true. The date is that of the last change. There is no date of
access, which only the reader knows.
"""

from dataclasses import dataclass, field
from datetime import date

from ..model.records import READ, Source, SourceKind, SourceType
from ..model.scalars import AuthorName, Cited
from ..source.dates import Day, Edtf
from . import labels
from .language import Language
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
