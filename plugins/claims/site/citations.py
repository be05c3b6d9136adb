"""How to cite a page: in words, and for reference managers as BibTeX and CSL-JSON.

A citation names what is cited as what it is, "claim" with who reports it, its verdict and the verdict's line, because a
claim's title says what was claimed and not what is so. Its date is that of the last change; there is no date of access,
which only the reader knows. Where an edition of the data says the same, a citation names it and the address that keeps
it, in the fields for notes: of a web page Zotero has no other field for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..checks.editions import Edition
from ..source.dates import Edtf

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


def tex(text: str) -> str:
    """Return a text as TeX prints it."""
    return text.translate(_TEX)


def bibtex_entry(key: str, fields: Mapping[str, object]) -> str:
    """Return an entry for BibTeX, whose `month` is a number, without the fields that are empty."""
    shown = {name: f"{{{value}}}" for name, value in fields.items() if value}
    if isinstance(month := fields.get("month"), int):
        shown["month"] = _MONTHS[month - 1]
    lines = "".join(f"  {name:<12} = {value},\n" for name, value in shown.items())
    return f"@misc{{{key},\n{lines}}}\n"


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
    version: str = ""
    """Of the data, where that is what is cited."""
    edition: Edition | None = None
    """The edition of the data that says the same, and `kept_at`, the address that keeps it."""
    kept_at: str = ""

    @property
    def kept(self) -> str:
        """What is said of the edition; nothing where there is none with an address."""
        return f"kept in edition {self.edition.version}: {self.kept_at}" if self.edition and self.kept_at else ""

    @property
    def doi(self) -> str:
        """The DOI of what is cited itself, and not of the data that it is a part of."""
        return self.edition.doi if self.edition and self.version else ""

    @property
    def text(self) -> str:
        """The citation in words."""
        about = f"{self.genre}, version {self.version}" if self.version else self.genre
        where = f"{self.container}, {Edtf.parse(self.date.isoformat())}" if self.date else self.container
        finding = f"{self.finding} " if self.finding else ""
        found_at = " ".join(filter(None, [self.url, self.kept and f"[{self.kept}]"]))
        return f"{self.author}. “{self.title}” [{about}]. {finding}{where}. {found_at}".strip()

    @property
    def bibtex(self) -> str:
        """The citation for BibTeX; braces inside braces keep capitals and the name whole.

        What it is stands in the title: most styles print no more, and a claim's title alone would be an assertion.
        """
        day = self.date
        fields = {
            "author": f"{{{tex(self.author)}}}",
            "title": f"{{{tex(f'{self.title} [{self.genre}]')}}}",
            "howpublished": tex(self.container),
            "year": day and day.year,
            "month": day and day.month,
            "day": day and day.day,
            "version": tex(self.version),
            "note": tex(self.kept),
            "abstract": tex(self.finding),
            "doi": self.doi,
            "url": self.url,
        }
        return bibtex_entry(self.key, fields)

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON."""
        day = self.date
        item = {
            "id": self.key,
            "type": "dataset" if self.version else "webpage",
            "author": [{"literal": self.author}],
            "title": self.title,
            "genre": self.genre,
            "abstract": self.finding,
            "container-title": self.container,
            "language": "en",
            "issued": day and {"date-parts": [[day.year, day.month, day.day]]},
            "version": self.version,
            "note": self.kept,
            "DOI": self.doi,
            "URL": self.url,
        }
        lines = (f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items() if value)
        return "[{\n" + ",\n".join(lines) + "\n}]\n"

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
            "language": "en",
            "doi": self.doi,
            "public_url": self.url,
        }
        return tuple((f"citation_{name}", value) for name, value in values.items() if value)
