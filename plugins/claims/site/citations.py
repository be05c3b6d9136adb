"""How to cite a source, as CSL-JSON, and a page, in words.

A citation of a page names what is cited as what it is, "claim" with who reports it; the title has its verdict, because
of itself it says what was claimed and not what is so. Its date is that of the last change; there is no date
of access, which only the reader knows.
"""

from dataclasses import dataclass, field
from datetime import date

from ..model.records import READ, Source, SourceKind, SourceType
from ..model.scalars import AuthorName, Cited
from ..source.dates import Edtf
from . import labels
from .language import Language
from .serialize import Json

_VARIABLES = (
    *("author", "title", "container-title", "publisher", "collection-title", "issued", "language"),
    *("note", "DOI", "ISBN", "URL", "accessed"),
)
"""The variables of CSL-JSON that a source can have, in the order in which they stand."""
_AS_OURS = {SourceType.BOOK, SourceType.REPORT, SourceType.BROADCAST, SourceType.POST, SourceType.INTERVIEW}
"""Types of works that CSL-JSON calls as we do."""
_CSL_TYPES = {
    SourceType.LAW: "legislation",
    SourceType.ORDER: "legislation",
    SourceType.TABLE: "dataset",
    SourceType.DATA_SET: "dataset",
    SourceType.FILM: "motion_picture",
    SourceType.ARCHIVE: "manuscript",
}
"""What CSL-JSON calls works of these types."""


def csl_source(source: Source, language: Language) -> Json:
    """Return a source as CSL-JSON."""
    cited, kind = {}, _csl_type(source)
    for name, info in Source.model_fields.items():
        for variable in (part.variable for part in info.metadata if isinstance(part, Cited)):
            cited[variable] = _csl(getattr(source, name), language)
    if kind == "article-newspaper" and not source.in_:
        cited["container-title"] = cited.pop("publisher")
    elif kind in {"book", "report"}:
        cited["collection-title"] = cited.pop("container-title")
    if not source.title:  # of one that was not seen nobody gave the language
        cited |= {"title": f"[{source.described}]", "language": None}
    gloss = (
        language.gettext("In English: %(gloss)s.", gloss=source.gloss)
        if source.gloss and not language.is_own(source.lang)
        else None
    )
    unseen = f"{labels.name(source.seen, language)}." if source.seen not in READ else None
    cited["note"] = " ".join(filter(None, [gloss, unseen, source.note]))
    return {"id": source.id, "type": kind, **{name: cited[name] for name in _VARIABLES if cited.get(name)}}


def _csl_type(source: Source) -> str:
    """Return what a source is: its type where the file gives it, or what its publisher and address leave open."""
    if source.type is SourceType.ARTICLE and source.isbn:
        return "chapter"
    if source.type is SourceType.ARTICLE and source.kind is not SourceKind.NEWS:
        return "article-journal"
    other = "article-newspaper" if source.kind is SourceKind.NEWS else "webpage" if source.address else "document"
    if source.type in _AS_OURS:
        return source.type
    return _CSL_TYPES.get(source.type, other) if source.type else other


def _csl(value: object, language: Language) -> object:
    """Return a value as CSL-JSON has it: names as a list, and a date no more precise than it is known."""
    if isinstance(value, tuple):
        names = [name for name in value if isinstance(name, AuthorName)]
        return [{"family": n.family, "given": n.given} if n.family else {"literal": n} for n in names]
    if not isinstance(value, Edtf):
        return value
    if value.start is None:
        return {"literal": language.date(value)}
    ends = [value.start, value.end] if value.is_period else [value.end]
    parts = [[int(part) for part in end.iso.split("-")] for end in ends]
    return {"date-parts": parts, **({"circa": True} if any(end.qualifier for end in ends) else {})}


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is cited. `genre` says what it is; `url` is empty where the site has no address yet."""

    author: str
    title: str
    genre: str
    container: str
    url: str
    date: date | None
    finding: str = ""
    """The line of a claim's verdict."""
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
        return " ".join(filter(None, [cited, self.finding, gettext("%(container)s.", container=where), self.url]))

    @property
    def _day(self) -> Edtf | None:
        return Edtf.parse(self.date.isoformat()) if self.date else None

    @property
    def meta(self) -> tuple[tuple[str, str], ...]:
        """Names and values for `<meta>`, as Google Scholar and Zotero read them."""
        values = {
            "title": self.title,
            "author": self.author,
            "publication_date": self.date and f"{self.date:%Y/%m/%d}",
            "publisher": self.container,
            "language": self.language.tag,
            "public_url": self.url,
        }
        return tuple((f"citation_{name}", value) for name, value in values.items() if value)
