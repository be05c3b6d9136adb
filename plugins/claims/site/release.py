"""One release of the data: its name, address and date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from ..model.records import SECTIONS, Dataset, last_updated
from ..model.scalars import FORMAT_VERSION, ID_LENGTH
from .language import N_

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
