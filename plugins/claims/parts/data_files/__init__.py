"""Site → the files of the data, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, ClassVar

from ...model import schema
from ...site.index import Site
from ...site.release import DATA_LICENSE, FOLDER, DataFile
from ...site.serialize import dump
from .. import Part
from . import csv, json_schema
from .datapackage import datapackage
from .json import JsonFiles, document
from .page import data_page
from .sqlite import database
from .tables import Table, tables


def data_tables(site: Site) -> tuple[JsonFiles, dict[str, Table]]:
    """Return the records as JSON, and the tables that are made of them."""
    json = JsonFiles(site, replace(site.urls, explicit=False))  # for whoever reads it, who may be anywhere
    return json, tables(json.records, site.markdown.plain)


def data_files(
    site: Site, json: JsonFiles, tables: Mapping[str, Table], listed: list[DataFile]
) -> Iterator[tuple[str, bytes]]:
    """Yield each file and its content, so that nobody holds them all, and list it. The last lists all before it."""

    def add(name: str, content: bytes) -> tuple[str, bytes]:
        listed.append(DataFile.from_content(name, content))
        return name, content

    data, release, shown = site.data, site.release, [tables[name] for name in csv.NAMES]
    yield add(*json.everything())
    yield add(*json_schema.file())
    yield from (add(f"{table.name}.csv", csv.write(table)) for table in shown)
    yield add("datapackage.json", datapackage(release, shown, listed[-len(shown) :], site.description))
    yield add("claims.sqlite", database(tables))
    made = chain(map(json.claim, data.claims), map(json.topic, data.topics), map(json.text, data.texts))
    yield from (add(*file) for file in made)
    about = {"name": release.name, "date": release.date, "license": DATA_LICENSE.url, "counts": dict(release.counts)}
    files = ({"path": file.name, "bytes": file.size, "sha256": file.sha256} for file in listed)
    yield add("version.json", document(about, files=map(dump, files)))


class DataFiles(Part):
    """Everything as files to download, and the page that lists them."""

    places: ClassVar = {
        "head": "parts/data_files/head.html",
        "foot": "parts/data_files/foot.html",
        "use": "parts/data_files/use.html",
    }
    bundles: ClassVar = {"site.css": ("parts/data_files/data.css",)}

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
        build, listed = self.build, list[DataFile]()
        if not build.prefix:  # what was authored is in one language
            for name, content in ((build.file.name, build.data()), (schema.FILE, schema.text().encode())):
                listed.append(DataFile.from_content(name, content))
                yield f"{FOLDER}/{name}", content
        for name, file in build.files.items():  # of other parts: the bibliography
            if name.startswith(f"{FOLDER}/") and name.removeprefix(f"{FOLDER}/") not in {own.name for own in listed}:
                listed.append(file._replace(name=name.removeprefix(f"{FOLDER}/")))
        json, tables = data_tables(build.site)
        yield from ((f"{FOLDER}/{name}", content) for name, content in data_files(build.site, json, tables, listed))
        build.write(data_page(build.site, listed, tables))


PART = DataFiles
