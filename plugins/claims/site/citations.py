"""Citations of pages; and what is said of the data as a whole.

The citation of a claim's page says that it is a claim and who reports it, and the title includes the verdict, because
the title alone says what was claimed, not what is true. The date is that of the last change. There is no date of
access, which only the reader knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from ..model.records import SECTIONS, Dataset, last_updated
from ..model.scalars import FORMAT_VERSION
from ..source.dates import Edtf
from .language import N_, Language


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

    def url(self, path: str) -> str:
        """Return the address of a path: absolute if the site has an address, otherwise relative to its root."""
        return f"{self.site}/{path}" if self.site else path
