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

FOLDER = f"data/v{FORMAT_VERSION}"  # files of another shape get another folder


class License(NamedTuple):
    """Under what terms something may be used again; `id` is SPDX's."""

    id: str
    title: str
    url: str


DATA_LICENSE = License(
    "CC-BY-4.0", N_("Creative Commons Attribution 4.0 International"), "https://creativecommons.org/licenses/by/4.0/"
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What every file and page says of the data. `site` is empty where the site has no address yet."""

    name: str = ""
    author: str = ""
    site: str = ""
    date: date | None = None
    """The latest day on which a record changed or a claim was reviewed."""
    counts: Mapping[str, int] = field(default_factory=dict)

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
        """The name as programs take it: lower-case words joined by hyphens, as many as fit the name of a file."""
        plain = unicodedata.normalize("NFKD", self.name.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain)[:ID_LENGTH].strip("-") or "claims"

    def url(self, path: str) -> str:
        """Return the address of a path: absolute where the site has an address, else relative to its root."""
        return f"{self.site}/{path}" if self.site else path
