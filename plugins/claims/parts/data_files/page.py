"""The page of the data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...site import labels
from ...site.index import Site
from ...site.language import N_, Language
from ...site.release import DATA_LICENSE, FOLDER, DataFile
from ...site.schema_org import Graph
from ...site.serialize import Json, present
from ...site.views import Page, View
from ...source.dates import Edtf
from ...source.grouping import by_key
from .csv import NAMES
from .json_schema import list_fields
from .tables import Table

_WORDS = (
    N_("The claims as data"),
    N_("Every claim, passage of evidence, event and source as files to download, and how to use and cite them."),
)
"""Title and description."""


class DataPage(Page):
    """`/data/`."""

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the data as schema.org's `Dataset`."""
        files = [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": graph.url(file.url),
                "encodingFormat": labels.MEDIA_TYPES[file.name.rpartition(".")[2]],
                "contentSize": f"{file.size:,} bytes",
            }
            for file in self.files
            if file.url
        ]
        yield graph.page(self)
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


def data_page(site: Site, listed: Iterable[DataFile], tables: Mapping[str, Table]) -> DataPage:
    """Return what the data holds, its files, its licence, and how it is cited."""
    release = site.release
    columns = {f"{name}.csv": tables[name].columns for name in NAMES} | {"claims.json": list_fields()}
    files, gettext = tuple(_files(listed, columns, site.language)), site.language.gettext
    groups = labels.FILE_GROUPS.items()
    is_translated = site.language.tag != site.data.site.language
    found = by_key((next(name for name, form in groups if re.fullmatch(form, file.name)), file) for file in files)
    return site.page(
        DataPage,
        "data",
        map(gettext, _WORDS),
        template="parts/data_files/data.html",
        lede=gettext(labels.DATA_LEDE_TRANSLATED if is_translated else labels.DATA_LEDE),
        date=Edtf.parse(release.date.isoformat()) if release.date else None,
        license=DATA_LICENSE,
        folder=FOLDER,
        base=release.site or labels.LOCAL_SITE,
        counts=tuple(labels.held(name, count, site.language) for name, count in release.counts.items() if count),
        files=files,
        groups=tuple((gettext(name) if name else "", found[name]) for name in labels.FILE_GROUPS if name in found),
        example=next(iter(site.shown.cards.values()), None),
        citation=site.citation("data", gettext(labels.DATASET, site=release.name), gettext("data"), release.date),
    )


def _files(files: Iterable[DataFile], columns: Mapping[str, Any], language: Language) -> Iterator[View]:
    """Yield the files by what they hold; those of one folder together, where the first of them stands."""
    for name, group in by_key((re.sub("/.*", "/<id>.json", file.name), file) for file in files).items():
        alone = name == group[0].name
        yield View(
            name=name,
            url=f"{FOLDER}/{name}" if alone else None,
            holds=language.gettext(labels.DATA_FILES[name]) if name in labels.DATA_FILES else "",
            count=len(group),
            size=sum(file.size for file in group),
            sha256=group[0].sha256 if alone else None,
            columns=columns.get(name, ()) if language.is_source else (),  # which are described in English
        )
