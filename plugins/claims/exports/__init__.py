"""Dataset → the files of `data/v1/`, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..data.markdown import MarkdownRenderer
from ..data.model import Dataset
from ..site.release import DATA_LICENSE, FOLDER, DataFile, File, Release
from ..site.urls import Urls
from . import datapackage
from .csv import TABLES, Lookup
from .json import JsonFiles, document, dump


def data_files(
    dataset: Dataset, release: Release, urls: Urls, markdown: MarkdownRenderer, authored: Iterable[DataFile] = ()
) -> Iterator[File]:
    """Yield the files of the data one after another, so that nobody holds them all.

    `authored` are those that stand in the folder as they were written. The last file lists them and all before it.
    """
    listed = [*authored]
    for file in _made(dataset, release, urls, markdown):
        listed.append(file.info)
        yield file
    version = {
        "name": release.name,
        "version": release.version,
        "date": release.date,
        "license": DATA_LICENSE.url,
        "counts": dict(release.counts),
    }
    files = ({"path": f.path.removeprefix(f"{FOLDER}/"), "bytes": f.size, "sha256": f.sha256} for f in listed)
    yield File(path=f"{FOLDER}/version.json", content=document(version, files=map(dump, files)))


def _made(dataset: Dataset, release: Release, urls: Urls, markdown: MarkdownRenderer) -> Iterator[File]:
    json = JsonFiles(dataset, release, urls)
    yield json.everything()
    lookup = Lookup(dataset, release, urls, markdown)
    tables = []
    for table in TABLES:
        file = File(path=f"{FOLDER}/{table.name}.csv", content=table.csv(lookup))
        tables.append(file.info)
        yield file
    yield File(path=f"{FOLDER}/datapackage.json", content=datapackage.describe(release, tables))
    yield from map(json.claim, dataset.claims)
    yield from map(json.topic, dataset.topics)
