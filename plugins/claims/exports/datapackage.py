"""Tables → `datapackage.json`, by which programs find and check them (Data Package, version 1, tabular)."""

from __future__ import annotations

from collections.abc import Sequence

from ..site.release import AUTHOR, DATA_LICENSE, FOLDER, Edition, Print
from .csv import TABLES
from .lines import document, dump

DESCRIPTION = (
    "The claims of one op-ed on fentanyl of 30 September 2019, each with its evidence, its sources and a verdict. "
    "A cell that begins with = + - @ or a tab, or with one of their full-width forms, has an apostrophe in front, "
    "so that no spreadsheet takes it for a formula."
)


def describe(edition: Edition, tables: Sequence[Print]) -> bytes:
    """The description of `tables`, which are files of TABLES in their order."""
    license = {"name": DATA_LICENSE.id, "path": DATA_LICENSE.url, "title": DATA_LICENSE.title}
    package = {
        "profile": "tabular-data-package",
        "name": "claim-by-claim",
        "title": edition.name,
        "description": DESCRIPTION,
        **({"homepage": f"{edition.site}/data/"} if edition.site else {}),
        "version": edition.version,
        **({"created": f"{edition.date.isoformat()}T00:00:00Z"} if edition.date else {}),
        "licenses": [license],
        "contributors": [{"title": AUTHOR, "role": "author"}],
    }
    resources = (
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": file.path.removeprefix(f"{FOLDER}/"),
            "title": table.title,
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "licenses": [license],
            "schema": table.schema(),
        }
        for table, file in zip(TABLES, tables, strict=True)
    )
    return document(package, resources=(dump(resource).encode() for resource in resources))
