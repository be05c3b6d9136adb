"""How to cite a source or a page: in words, as CSL-JSON, and from that for other reference managers.

A citation of a page names what is cited as what it is, "claim" with who reports it; the title has its verdict, because
of itself it says what was claimed and not what is so. Its date is that of the last change; there is no date
of access, which only the reader knows. Where an archive keeps the data, a citation names the address, in the fields for
notes: of a web page Zotero has no other field for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..model.records import READ, Source, SourceKind, SourceType
from ..model.scalars import AuthorName, Cited
from ..source.dates import Edtf
from . import labels
from .language import Language
from .serialize import Json

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own macros
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces even after a backslash
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)


FORMATS = {
    "author": ("author", "AU"),
    "title": ("title", "TI"),
    "container-title": ("", "T2"),  # the field of these two depends on the entry: _CONTAINERS, _PUBLISHERS
    "publisher": ("", "PB"),
    "collection-title": ("series", "T2"),
    "issued": ("", ""),  # as what is known of it for certain:
    "year": ("year", "PY"),
    "month": ("month", ""),
    "day": ("day", ""),
    "date": ("date", ""),
    "language": ("language", "LA"),
    "note": ("note", "N1"),
    "abstract": ("abstract", "AB"),
    "DOI": ("doi", "DO"),
    "ISBN": ("isbn", "SN"),
    "URL": ("url", "UR"),
    "accessed": ("urldate", "Y2"),
    "archive_location": ("", "AV"),
}
"""The variables of CSL-JSON, each with its field in BibTeX and its tag in RIS, in the order in which both have them."""
_VERBATIM = {"language", "DOI", "URL"}  # which TeX prints as they are
TYPES = {
    "article-journal": ("article", "JOUR"),
    "article-newspaper": ("article", "NEWS"),
    "book": ("book", "BOOK"),
    "broadcast": ("misc", "MPCT"),
    "chapter": ("incollection", "CHAP"),
    "dataset": ("dataset", "DATA"),
    "document": ("misc", "GEN"),
    "interview": ("misc", "PCOMM"),
    "legislation": ("misc", "STAT"),
    "manuscript": ("misc", "MANSCPT"),
    "motion_picture": ("misc", "MPCT"),
    "post": ("online", "ICOMM"),
    "report": ("techreport", "RPRT"),
    "webpage": ("online", "ELEC"),
}
"""What a work is in CSL-JSON, each with its entry in BibTeX, of which some are biblatex's, and its type in RIS."""
_CONTAINERS = {"article": "journal", "incollection": "booktitle"}
_PUBLISHERS = {"misc": "howpublished", "online": "organization", "techreport": "institution"}
_CSL_TYPES = {
    SourceType.LAW: "legislation",
    SourceType.ORDER: "legislation",
    SourceType.TABLE: "dataset",
    SourceType.DATA_SET: "dataset",
    SourceType.FILM: "motion_picture",
    SourceType.ARCHIVE: "manuscript",
}
"""What CSL-JSON calls works of these types; a book, a report and some others it calls as we do."""


def csl_source(source: Source, language: Language) -> Json:
    """Return a source as CSL-JSON."""
    cited, kind = {}, _csl_type(source)
    for name, info in Source.model_fields.items():
        for variable in (part.variable for part in info.metadata if isinstance(part, Cited)):
            cited[variable] = _csl(getattr(source, name), language)
    cited["archive_location"] = " ".join(source.archived)
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
    return {"id": source.id, "type": kind, **{name: cited[name] for name in FORMATS if cited.get(name)}}


def _csl_type(source: Source) -> str:
    """Return what a source is: its type where the file gives it, or what its publisher and address leave open."""
    if source.type is SourceType.ARTICLE and source.isbn:
        return "chapter"
    if source.type is SourceType.ARTICLE and source.kind is not SourceKind.NEWS:
        return "article-journal"
    other = "article-newspaper" if source.kind is SourceKind.NEWS else "webpage" if source.address else "document"
    return _CSL_TYPES.get(source.type, source.type if source.type in TYPES else other) if source.type else other


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


def name_of(author: Mapping[str, str]) -> str:
    """Return an author in CSL-JSON with the family name first, or as it stands."""
    return author.get("literal") or f"{author['family']}, {author['given']}"


def certain(date: Edtf | None) -> dict[str, int]:
    """Return year, month and day as far as they are known for certain; nothing of a period."""
    if date is None or date.is_period or date.end.qualifier:
        return {}
    return dict(zip(("year", "month", "day"), map(int, date.end.iso.split("-")), strict=False))


def bibtex(item: Json, date: Edtf | None, language: Language) -> str:
    """Return what CSL-JSON says of a work of a date as an entry for BibTeX; more braces keep the name of a body whole.

    What a work is stands in the title: most styles print no more, and a claim's title alone would be an assertion.
    """
    texts = {name: value for name, value in item.items() if isinstance(value, str) and value}
    values = {name: text if name in _VERBATIM else tex(text) for name, text in texts.items()}
    genre = f" [{values['genre']}]" if "genre" in values else ""
    archived = values.get("archive_location", "")
    if archived:
        archived = language.gettext("Archived copy: %(address)s", address=archived)
    known, [entry, _] = certain(date), TYPES[item["type"]]
    names = [(tex(name_of(author)), "literal" in author) for author in item.get("author", ())]
    values |= {
        "author": " and ".join(f"{{{name}}}" if whole else name for name, whole in names),
        "title": f"{values['title']}{genre}",
        "note": " ".join(filter(None, [values.get("note"), archived])),
        "date": date.text if date and not known else "",  # in EDTF, which biblatex reads
        "accessed": "-".join(day_read(item)),
        **{name: str(number) for name, number in known.items()},
    }
    fields = {name: field for name, (field, _) in FORMATS.items()}
    fields |= {"container-title": _CONTAINERS.get(entry, ""), "publisher": _PUBLISHERS.get(entry, "publisher")}
    if not fields["container-title"]:
        values["publisher"] = ", ".join(filter(None, map(values.get, ("container-title", "publisher"))))
    shown = {field: f"{{{values[name]}}}" for name, field in fields.items() if field and values.get(name)}
    if "month" in known:
        shown["month"] = _MONTHS[known["month"] - 1]
    lines = "".join(f"  {name:<12} = {value},\n" for name, value in shown.items())
    return f"@{entry}{{{item['id']},\n{lines}}}\n"


def day_read(item: Json) -> list[str]:
    """Return the parts of the day on which a work in CSL-JSON was read; none where that is not known."""
    [parts] = item.get("accessed", {}).get("date-parts", [[]])
    return [f"{part:02}" for part in parts]


def tex(text: str) -> str:
    """Return a text as TeX prints it."""
    return text.translate(_TEX)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is cited. `genre` says what it is; `url` is empty where the site has no address yet."""

    author: str
    key: str
    title: str
    genre: str
    container: str
    url: str
    folder: str
    """Where the files for reference managers stand: the page's own."""
    date: date | None
    finding: str = ""
    """The line of a claim's verdict."""
    is_data: bool = False
    """Whether it is the data itself that is cited, and no page made of it."""
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
    def bibtex(self) -> str:
        """The citation for BibTeX."""
        return bibtex(self._item, self._day, self.language)

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON."""
        item = {**self._item, "language": self.language.tag}
        lines = (f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items() if value)
        return "[{\n" + ",\n".join(lines) + "\n}]\n"

    @property
    def _day(self) -> Edtf | None:
        return Edtf.parse(self.date.isoformat()) if self.date else None

    @property
    def _item(self) -> Json:
        return {
            "id": self.key,
            "type": "dataset" if self.is_data else "webpage",
            "author": [{"literal": self.author}],
            "title": self.title,
            "genre": self.genre,
            "abstract": self.finding,
            "container-title": self.container,
            "issued": _csl(self._day, self.language),
            "URL": self.url,
        }

    @property
    def files(self) -> dict[str, bytes]:
        """The citation as files beside the page, by their paths."""
        return {f"{self.folder}/cite.bib": self.bibtex.encode(), f"{self.folder}/cite.json": self.csl.encode()}

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
