"""Site → the files of the data, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...site.index import Site
from ...site.release import DATA_LICENSE, DataFile
from .. import bibliography
from . import csv, json_schema
from .datapackage import datapackage
from .json import JsonFiles, document, dump
from .sqlite import database
from .tables import TABLES


def data_files(
    site: Site, authored: Iterable[DataFile] = (), *, whole: bool = True
) -> Iterator[tuple[DataFile, bytes]]:
    """Yield each file as it is listed and its content, so that nobody holds them all.

    `authored` are those that stand in the folder as they were written. Without `whole`, what is in others too is left
    out: the files of one claim, topic or text. The last file lists all before it.
    """
    listed, release = [*authored], site.release
    for name, content in _made(site, whole=whole):
        listed.append(DataFile.from_content(name, content))
        yield listed[-1], content
    version = {
        "name": release.name,
        "version": release.version,
        "date": release.date,
        "license": DATA_LICENSE.url,
        "counts": dict(release.counts),
    }
    files = ({"path": file.name, "bytes": file.size, "sha256": file.sha256} for file in listed)
    content = document(version, files=map(dump, files))
    yield DataFile.from_content("version.json", content), content


def _made(site: Site, *, whole: bool) -> Iterator[tuple[str, bytes]]:
    urls = replace(site.urls, explicit=False)  # for whoever reads it, who may be anywhere
    json = JsonFiles(site, urls)
    yield json.everything()
    yield json_schema.file()
    tables = []
    rows = {table.name: [*table.rows(site, urls)] for table in TABLES.values()}
    for table in csv.TABLES:
        name, content = f"{table.name}.csv", csv.write(table, rows[table.name])
        yield name, content
        tables.append(DataFile.from_content(name, content))
    yield "datapackage.json", datapackage(site.release, tables, site.description)
    yield "claims.sqlite", database(rows)
    yield from bibliography.files(site.data.sources)
    if whole:
        yield from map(json.claim, (*site.data.claims, *site.data.withdrawn))
        yield from map(json.topic, site.data.topics)
        yield from map(json.text, site.data.texts)
