"""Make the data files, which all languages share, and the page that links to them.

The same dataset gives the same bytes.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ...site.index import Site
from ...site.release import FOLDER
from .. import Feature
from . import json_schema
from .json import JsonRecords
from .page import DataPage, data_page
from .tables import datapackage, list_tables, rows_of, write_csv


def data_files(site: Site, translated: Mapping[str, Site]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each data file, except the file of claims itself.

    Args:
        site: the site in the language of the file
        translated: the site in each other language, by its folder, such as `zh/`

    """
    records = JsonRecords(site, translated)
    yield "claims.json", records.file()
    yield json_schema.FILE, json_schema.file()
    tables = {}
    for table in list_tables():
        tables[table] = write_csv(table, rows_of(table, records.sections), site.markdown.plain)
        yield table.file, tables[table]
    yield "datapackage.json", datapackage(site.release, site.description, tables)
    yield "not-archived.txt", "".join(f"{address}\n" for address in site.data.not_archived()).encode()


class DataFiles(Feature):
    """The claims as YAML, JSON and CSV, the addresses to archive, and the page that explains these files."""

    places: ClassVar = {"foot": "features/data_files/foot.html", "use": "features/data_files/use.html"}
    bundles: ClassVar = {"site.css": ("features/data_files/data.css",)}

    def pages(self) -> Iterator[DataPage]:
        """Yield the page of the data, which each language has."""
        yield data_page(self.build.site, self.build.prefix)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files; a translated site has none of its own."""
        build = self.build
        if build.prefix:
            return
        yield f"{FOLDER}/claims.yaml", build.data()
        for name, content in data_files(build.site, {other.prefix: other.site for other in build.others}):
            yield f"{FOLDER}/{name}", content


FEATURE = DataFiles
