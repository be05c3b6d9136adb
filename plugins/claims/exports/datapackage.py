"""Tables → `datapackage.json`, by which programs find and check them (Data Package, version 1, tabular)."""

from __future__ import annotations

from collections.abc import Sequence

from ..site.release import AUTHOR, DATA_LICENSE, FOLDER, DataFile, Release
from .csv import TABLES
from .json import document, dump

DESCRIPTION = (
    "The claims of one op-ed on fentanyl of 30 September 2019, each with its evidence, its sources and a verdict. "
    "A cell that begins with = + - @ or a tab, or with one of their full-width forms, has an apostrophe in front, "
    "so that no spreadsheet takes it for a formula."
)


def describe(release: Release, tables: Sequence[DataFile]) -> bytes:
    """Return the description of `tables`, which are the files of TABLES in their order."""
    licenses = [{"name": DATA_LICENSE.id, "path": DATA_LICENSE.url, "title": DATA_LICENSE.title}]
    package = {
        "profile": "tabular-data-package",
        "name": "claim-by-claim",
        "title": release.name,
        "description": DESCRIPTION,
        **({"homepage": f"{release.site}/data/"} if release.site else {}),
        "version": release.version,
        **({"created": f"{release.date}T00:00:00Z"} if release.date else {}),
        "licenses": licenses,
        "contributors": [{"title": AUTHOR, "role": "author"}],
    }
    resources = (
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": file.path.removeprefix(f"{FOLDER}/"),
            "title": table.name.capitalize(),
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "licenses": licenses,
            "schema": table.schema(),
        }
        for table, file in zip(TABLES, tables, strict=True)
    )
    return document(package, resources=map(dump, resources))
