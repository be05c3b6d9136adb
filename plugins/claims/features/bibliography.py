"""Write the sources as `sources.bib`, a bibliography in BibTeX for reference managers and LaTeX.

Uncertain dates stay in EDTF in the field `date`, which biblatex reads. No date becomes more precise than it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from ..model.records import Source
from ..site.citations import FOLDER, csl_source
from ..site.language import Language
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
"""The BibTeX entry type for each type of CSL-JSON. All other types become `misc`."""
_CONTAINER_FIELDS = {"article": "journal", "incollection": "booktitle"}
"""The field for the work that a source is part of, in the entry types that have one."""
_PUBLISHER_FIELDS = {"misc": "howpublished", "online": "organization", "techreport": "institution"}
"""The field for the publisher, in the entry types that do not call it `publisher`."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own macros
_TEX_NAMES = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}
"""Braces have a name too, because BibTeX counts them even after a backslash."""
_TEX = {ord(sign): f"\\text{name}{{}}" for sign, name in _TEX_NAMES.items()}
_TEX |= {ord(sign): f"\\{sign}" for sign in "#$%&_"}


def bibliography(sources: Iterable[Source], language: Language) -> bytes:
    """Return the content of `sources.bib`.

    Args:
        sources: the sources, in the order of their entries
        language: the language of generated notes, such as the one on archived copies

    """
    return "\n".join(_entry(source, language) for source in sources).encode()


def tex(text: str) -> str:
    """Escape a text, so that TeX prints it as it is."""
    return text.translate(_TEX)


def _entry(source: Source, language: Language) -> str:
    """Return the BibTeX entry of a source."""
    item = csl_source(source, language)
    entry_type = _ENTRIES.get(item["type"], "misc")
    container = item.get("container-title", "")
    publisher = item.get("publisher", "")
    container_field = _CONTAINER_FIELDS.get(entry_type)
    if container_field is None and container:
        # This type of entry has no field for the container, so that of the publisher begins with it.
        publisher = f"{container}, {publisher}" if publisher else container
    note = item.get("note", "")
    if source.archived:
        copies = language.gettext("Archived copy: %(address)s", address=" ".join(source.archived))
        note = f"{note} {copies}".strip()
    fields = {"author": _authors(item.get("author", [])), "title": tex(item["title"])}
    if container_field:
        fields[container_field] = tex(container)
    fields |= {
        _PUBLISHER_FIELDS.get(entry_type, "publisher"): tex(publisher),
        "series": tex(item.get("collection-title", "")),
        **_date(source.date),
        "language": item.get("language", ""),
        "note": tex(note),
        "doi": item.get("DOI", ""),
        "isbn": tex(item.get("ISBN", "")),
        "url": item.get("URL", ""),
        "urldate": source.accessed.text if source.accessed else "",
    }
    lines = [f"@{entry_type}{{{source.id},\n"]
    for field, value in fields.items():
        if value:
            # A month is the name of a BibTeX macro, which is not replaced inside braces.
            content = value if field == "month" else f"{{{value}}}"
            lines.append(f"  {field:<12} = {content},\n")
    return "".join([*lines, "}\n"])


def _authors(names: Iterable[Mapping[str, str]]) -> str:
    """Return the names of authors, family name first. Braces keep an undivided name in one piece."""
    authors = []
    for name in names:
        literal = name.get("literal")
        authors.append(f"{{{tex(literal)}}}" if literal else tex(f"{name['family']}, {name['given']}"))
    return " and ".join(authors)


def _date(date: Edtf | None) -> dict[str, str]:
    """Return the fields of a date: year, month and day as far as it has them, or `date` if uncertain or a period."""
    if date is None:
        return {}
    if date.is_period or date.end.qualifier:
        return {"date": date.text}
    year, month, day, *_ = [*date.end.iso.split("-"), "", ""]
    return {"year": year, "month": _MONTHS[int(month) - 1] if month else "", "day": day.removeprefix("0")}


class Bibliography(Feature):
    """The file `sources.bib`, in the language of the file, and a link to it on every list of sources."""

    places: ClassVar = {"sources": "features/bibliography/sources.html"}

    def context(self) -> Mapping[str, str]:
        """Return the path of `sources.bib`."""
        return {"path": FILE}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield `sources.bib`; translations have none of their own."""
        site = self.build.site
        if not self.build.prefix:
            yield FILE, bibliography(site.data.sources, site.language)


FEATURE = Bibliography
