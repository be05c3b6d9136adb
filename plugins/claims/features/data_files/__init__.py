"""Make the data files, which all languages share, and the page that links to them.

The same dataset gives the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ...site import labels
from ...site.citations import DATA_LICENSE, FOLDER, Citation, License
from ...site.index import Site
from ...site.language import N_
from ...site.page import Page
from ...site.schema_org import Graph
from ...site.serialize import Json, present
from ...source.dates import Edtf
from .. import Feature
from . import json_schema
from .json import JsonRecords
from .tables import Column, datapackage, list_tables, rows_of, write_csv

_WORDS = (
    N_("The claims as data"),
    N_("Every claim, passage of evidence, event and source as files to download, and how to use and cite them."),
)
"""Title and description."""


@dataclass(frozen=True)
class DataFile:
    """A file to download."""

    name: str
    url: str
    holds: str
    columns: Sequence[Column]


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """`/data/`."""

    lede: str
    date: Edtf | None
    """The date of the latest change."""
    license: License
    is_translation: bool
    base: str
    """The address of the files in the examples."""
    counts: Sequence[str]
    """How many records of each kind the data has, in words."""
    files: Sequence[DataFile]
    not_archived: int
    """The number of addresses of sources without an archived copy."""
    citation: Citation

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the data as schema.org's `Dataset`, on the page that has it in the language of the file."""
        yield graph.page(self)
        if self.is_translation:
            return
        files = []
        for file in self.files:
            media_type = labels.MEDIA_TYPES[file.name.rpartition(".")[2]]
            address = {"contentUrl": graph.url(file.url), "encodingFormat": media_type}
            files.append({"@type": "DataDownload", "name": file.name, **address})
        yield {
            **graph.node("Dataset", self.url, self.citation.title, "#dataset"),
            "description": self.lede,
            **present(dateModified=self.date and self.date.iso),
            "inLanguage": self.citation.language.tag,
            "isAccessibleForFree": True,
            "license": self.license.url,
            "creator": graph.publisher(),
            "distribution": files,
        }


def data_page(site: Site, prefix: str = "") -> DataPage:
    """Return what the data holds, its files, its licence, and how it is cited.

    `prefix` is the folder of its language, as `zh/`: the files are above it.
    """
    release, gettext = site.release, site.language.gettext
    # Columns are described in English alone.
    columns = {table.file: table.columns for table in list_tables()} if site.language.is_source else {}
    files = []
    for name, holds in labels.DATA_FILES.items():
        files.append(DataFile(name, f"{FOLDER}/{name}", gettext(holds), columns.get(name, ())))
    page_title, description = _WORDS
    return DataPage(
        **site.page_fields("data", (gettext(page_title), gettext(description)), "features/data_files/data.html"),
        lede=gettext(labels.DATA_LEDE),
        date=Edtf.parse(release.date.isoformat()) if release.date else None,
        license=DATA_LICENSE,
        is_translation=site.language.tag != site.data.site.language,
        base=f"{release.site.removesuffix(f'/{prefix}'.rstrip('/')) or labels.LOCAL_SITE}/{FOLDER}",
        counts=tuple(labels.held(name, count, site.language) for name, count in release.counts.items() if count),
        files=tuple(files),
        not_archived=len(site.data.not_archived()),
        citation=site.citation("data", gettext(labels.DATASET, site=release.name), gettext("data"), release.date),
    )


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
