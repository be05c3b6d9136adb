"""How to cite a page: in words, and for reference managers as BibTeX and CSL-JSON.

A citation names what is cited as what it is, "claim" with its verdict, because a claim's title says what was claimed
and not what is so. Its date is that of the last change; there is no date of access, which only the reader knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..data.dates import Edtf
from .release import AUTHOR, File

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


def paths(folder: str) -> tuple[str, str]:
    """Where the files for reference managers stand, for the page in a folder."""
    return f"{folder}/cite.bib", f"{folder}/cite.json"


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is cited. `genre` says what it is; `url` is empty where the site has no address yet."""

    key: str
    title: str
    genre: str
    container: str
    url: str
    folder: str
    """Where the files for reference managers stand: the page's own."""
    date: date | None
    version: str = ""
    is_data: bool = False

    @property
    def author(self) -> str:
        """Who is cited."""
        return AUTHOR

    @property
    def text(self) -> str:
        """The citation in words."""
        about = f"{self.genre}, version {self.version}" if self.version else self.genre
        where = ", ".join([self.container, *([_in_words(self.date)] if self.date else [])])
        return f"{self.author}. “{self.title}” [{about}]. {where}.{' ' + self.url if self.url else ''}"

    @property
    def bibtex(self) -> str:
        """The citation for BibTeX; braces inside braces keep capitals and the name whole."""
        fields = {
            "author": f"{{{{{_tex(self.author)}}}}}",
            "title": f"{{{{{_tex(self.title)}}}}}",
            "howpublished": f"{{{_tex(self.container)}}}",
        }
        if self.date:
            fields |= {
                "year": f"{{{self.date.year}}}",
                "month": _MONTHS[self.date.month - 1],
                "day": f"{{{self.date.day}}}",
            }
        if self.version:
            fields["version"] = f"{{{_tex(self.version)}}}"
        fields["note"] = f"{{{_tex(self.genre)}}}"
        if self.url:
            fields["url"] = f"{{{self.url}}}"
        lines = "".join(f"  {name:<12} = {value},\n" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}}}\n"

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON."""
        item: dict[str, Any] = {
            "id": self.key,
            "type": "dataset" if self.is_data else "webpage",
            "author": [{"literal": self.author}],
            "title": self.title,
            "genre": self.genre,
            "container-title": self.container,
            "language": "en",
        }
        if self.date:
            item["issued"] = {"date-parts": [[self.date.year, self.date.month, self.date.day]]}
        if self.version:
            item["version"] = self.version
        if self.url:
            item["URL"] = self.url
        lines = (f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items())
        return "[{\n" + ",\n".join(lines) + "\n}]\n"

    @property
    def files(self) -> tuple[File, File]:
        """The citation as files beside the page."""
        bib, csl = paths(self.folder)
        return File(path=bib, content=self.bibtex.encode()), File(path=csl, content=self.csl.encode())

    @property
    def meta(self) -> tuple[tuple[str, str], ...]:
        """Names and values for `<meta>`, as Google Scholar and Zotero read them."""
        pairs = [("citation_title", self.title), ("citation_author", self.author)]
        if self.date:
            pairs.append(("citation_publication_date", f"{self.date:%Y/%m/%d}"))
        pairs += [("citation_publisher", self.container), ("citation_language", "en")]
        if self.url:
            pairs.append(("citation_public_url", self.url))
        return tuple(pairs)


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _in_words(day: date) -> str:
    return str(Edtf.parse(day.isoformat()))
