"""The CSV tables → `datapackage.json`, by which programs find and check them (Data Package, version 1, tabular)."""

from collections.abc import Iterable, Sequence

from ...site import labels
from ...site.release import DATA_LICENSE, DataFile, Release
from ...site.serialize import Json, dump, present
from .csv import FORMULAS
from .json import document
from .tables import Column, Table


def datapackage(release: Release, tables: Sequence[Table], files: Iterable[DataFile], about: str) -> bytes:
    """Return the description of the files of some tables, in their order; `about` says what the data is about."""
    licenses = [{"name": DATA_LICENSE.id, "path": DATA_LICENSE.url, "title": DATA_LICENSE.title}]
    package = present(
        profile="tabular-data-package",
        name=release.key,
        title=release.name,
        description=f"{about} {FORMULAS}".strip(),
        homepage=release.site and f"{release.site}/data/",
        created=release.date and f"{release.date}T00:00:00Z",
        licenses=licenses,
        contributors=[{"title": release.author, "role": "author"}],
    )
    resources = (
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": file.name,
            "title": table.name.capitalize(),
            "description": labels.DATA_FILES[file.name],
            "format": "csv",
            "mediatype": labels.MEDIA_TYPES["csv"],
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "licenses": licenses,
            "schema": _schema(table, tables),
        }
        for table, file in zip(tables, files, strict=True)
    )
    return document(package, resources=map(dump, resources))


def _schema(table: Table, tables: Sequence[Table]) -> Json:
    """Return the Table Schema of a table.

    A foreign key of several columns is left out where its last can be empty: programs look up the empty cell too.
    """
    keys = {other.name: other.key for other in tables}
    foreign = [
        {
            "fields": [*keys[column.table][:-1], column.name],
            "reference": {"resource": column.table, "fields": [*keys[column.table]]},
        }
        for column in table.columns
        if not column.separator and (key := keys.get(column.table)) and (column.required or len(key) == 1)
    ]
    whole = all(column.required for column in table.columns if column.name in table.key)
    key = table.key if whole else (table.key[0], "number")  # no cell of a key may be empty
    return present(fields=[*map(_field, table.columns)], primaryKey=[*key], foreignKeys=foreign)


def _field(column: Column) -> Json:
    """Return the field descriptor of a column."""
    constraints = present(required=column.required, enum=[*column.values])
    parted = column.separator and f", separated by {'spaces' if column.separator == ' ' else 'semicolons'}"
    description = f"{column.description}{parted}"
    return present(name=column.name, type=column.type, description=description, constraints=constraints)
