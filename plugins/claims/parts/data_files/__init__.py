"""Site → the files of the data, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ...model import schema
from ...site.index import Site
from ...site.release import DATA_LICENSE, FOLDER, DataFile
from ...site.serialize import dump
from ...site.views import Page
from .. import Build, Part
from . import csv, json_schema
from .datapackage import datapackage
from .json import JsonFiles, document
from .page import DataPage, data_page, zip_view
from .sqlite import database
from .tables import Table, tables


def data_tables(site: Site) -> tuple[JsonFiles, dict[str, Table]]:
    """Return the records as JSON, and the tables that are made of them."""
    json = JsonFiles(site, replace(site.urls, explicit=False))  # for whoever reads it, who may be anywhere
    return json, tables(json.records, site.markdown.plain)


def data_files(
    site: Site, json: JsonFiles, tables: Mapping[str, Table], authored: Iterable[DataFile] = ()
) -> Iterator[tuple[DataFile, bytes]]:
    """Yield each file as it is listed and its content, so that nobody holds them all.

    `authored` are those that stand in the folder as they were written. The last file lists all before it.
    """
    listed, release = [*authored], site.release
    for name, content in _made(site, json, tables):
        listed.append(DataFile.from_content(name, content))
        yield listed[-1], content
    about = {
        "name": release.name,
        "date": release.date,
        "license": DATA_LICENSE.url,
        "counts": dict(release.counts),
    }
    files = ({"path": file.name, "bytes": file.size, "sha256": file.sha256} for file in listed)
    content = document(about, files=map(dump, files))
    yield DataFile.from_content("version.json", content), content


def _made(site: Site, json: JsonFiles, tables: Mapping[str, Table]) -> Iterator[tuple[str, bytes]]:
    yield json.everything()
    yield json_schema.file()
    files, shown = [], [tables[name] for name in csv.NAMES]
    for table in shown:
        name, content = f"{table.name}.csv", csv.write(table)
        yield name, content
        files.append(DataFile.from_content(name, content))
    yield "datapackage.json", datapackage(site.release, shown, files, site.description)
    yield "claims.sqlite", database(tables)
    yield from map(json.claim, site.data.claims)
    yield from map(json.topic, site.data.topics)
    yield from map(json.text, site.data.texts)


class DataFiles(Part):
    """Everything as files to download, and the page that lists them."""

    places: ClassVar = {
        "head": "parts/data_files/head.html",
        "foot": "parts/data_files/foot.html",
        "use": "parts/data_files/use.html",
        "keep": "parts/data_files/keep.html",
    }
    bundles: ClassVar = {"site.css": ("parts/data_files/data.css",)}

    def __init__(self, build: Build) -> None:
        super().__init__(build)
        self.page: DataPage | None = None

    def context(self) -> Mapping[str, Any]:
        """Return the paths of the files of single records under the addresses of their pages."""
        urls, data = self.build.site.urls, self.build.site.data
        kinds = {"claim": data.claims, "topic": data.topics, "text": data.texts}
        files = {
            urls.record(kind, record.id): f"{FOLDER}/{kind}s/{record.id}.json"
            for kind, records in kinds.items()
            for record in records
        }
        return {"records": files}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the file, and all that is made of it; write the page that lists them."""
        build, listed = self.build, []
        if not build.prefix:  # what was authored is in one language
            for name, content in ((build.file.name, build.data()), (schema.FILE, schema.text().encode())):
                listed.append(DataFile.from_content(name, content))
                yield f"{FOLDER}/{name}", content
        for name, file in build.files.items():  # of other parts: the bibliography
            if name.startswith(f"{FOLDER}/") and name.removeprefix(f"{FOLDER}/") not in {own.name for own in listed}:
                listed.append(file._replace(name=name.removeprefix(f"{FOLDER}/")))
        json, tables = data_tables(build.site)
        for file, content in data_files(build.site, json, tables, tuple(listed)):
            listed.append(file)
            yield f"{FOLDER}/{file.name}", content
        self.page = data_page(build.site, listed, tables)
        build.pages.append(self.page)
        yield from self.page.citation.files.items()
        # As the zip has it, which cannot tell its own size. Pelican's writer, and those who listen to it, see the last.
        yield self.page.save_as, build.render(self.page.template, self.page.save_as, view=self.page).encode()

    def closing(self) -> Iterator[Page]:
        """Yield the page with the zip of the site, which is made of all that was written before."""
        packed = self.build.files.get(self.build.site.release.zip)
        if self.page:
            yield self.page.replace(zip=zip_view(packed, self.build.site.language) if packed else None)


PART = DataFiles
