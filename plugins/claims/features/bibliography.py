"""Sources → `sources.bib`, a bibliography in BibTeX, which reference managers import and LaTeX reads.

A date that is not known for certain stays as it is in `date`, in EDTF, which biblatex reads: none is made more precise.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from ..model.records import Source
from ..site.citations import csl_source
from ..site.language import Language
from ..site.release import FOLDER
from ..source.dates import Edtf
from . import Feature

FILE = f"{FOLDER}/sources.bib"

_ENTRIES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",  # this and `online` are biblatex's; BibTeX takes them for `misc`
    "post": "online",
    "report": "techreport",
    "webpage": "online",
}
"""The BibTeX entry of each type in CSL-JSON; any other is `misc`."""
_CONTAINERS = {"article": "journal", "incollection": "booktitle"}
_PUBLISHERS = {"misc": "howpublished", "online": "organization", "techreport": "institution"}
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


def bibliography(sources: Iterable[Source], language: Language) -> bytes:
    """Return the content of the file."""
    return "\n".join(_entry(source, language) for source in sources).encode()


def tex(text: str) -> str:
    """Return a text as TeX prints it."""
    return text.translate(_TEX)


def _entry(source: Source, language: Language) -> str:
    """Return a source as an entry of the file."""
    item = csl_source(source, language)
    entry = _ENTRIES.get(item["type"], "misc")
    container, publisher = item.get("container-title", ""), item.get("publisher", "")
    if entry not in _CONTAINERS:
        publisher = ", ".join(filter(None, [container, publisher]))
    note = item.get("note", "")
    if source.archived:
        copies = language.gettext("Archived copy: %(address)s", address=" ".join(source.archived))
        note = f"{note} {copies}".strip()
    fields = {
        "author": _authors(item.get("author", [])),
        "title": tex(item["title"]),
        _CONTAINERS.get(entry, ""): tex(container),
        _PUBLISHERS.get(entry, "publisher"): tex(publisher),
        "series": tex(item.get("collection-title", "")),
        **_date(source.date),
        "language": item.get("language", ""),
        "note": tex(note),
        "doi": item.get("DOI", ""),
        "isbn": tex(item.get("ISBN", "")),
        "url": item.get("URL", ""),
        "urldate": source.accessed.text if source.accessed else "",
    }
    lines = [_line(field, value) for field, value in fields.items() if field and value]
    return "".join([f"@{entry}{{{source.id},\n", *lines, "}\n"])


def _line(field: str, value: str) -> str:
    """Return a field of an entry; braces would hide that a month is one of BibTeX's macros."""
    written = value if field == "month" else f"{{{value}}}"
    return f"  {field:<12} = {written},\n"


def _authors(names: Iterable[Mapping[str, str]]) -> str:
    """Return authors with the family name first; braces keep a name in one piece whole."""
    authors = []
    for name in names:
        if "literal" in name:
            authors.append(f"{{{tex(name['literal'])}}}")
        else:
            authors.append(tex(f"{name['family']}, {name['given']}"))
    return " and ".join(authors)


def _date(date: Edtf | None) -> dict[str, str]:
    """Return year, month and day as far as they are known; a period or an uncertain date as `date`."""
    if date is None:
        return {}
    if date.is_period or date.end.qualifier:
        return {"date": date.text}
    year, month, day, *_ = [*date.end.iso.split("-"), "", ""]
    return {"year": year, "month": _MONTHS[int(month) - 1] if month else "", "day": str(int(day)) if day else ""}


class Bibliography(Feature):
    """The sources for reference managers, once for all languages, and a link to them on the list of sources."""

    places: ClassVar = {"sources": "features/bibliography/sources.html"}

    def context(self) -> Mapping[str, str]:
        """Return the path of the file."""
        return {"path": FILE}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the file."""
        site = self.build.site
        if not self.build.prefix:
            yield FILE, bibliography(site.data.sources, site.language)


FEATURE = Bibliography
