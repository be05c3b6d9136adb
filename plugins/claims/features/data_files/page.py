"""The page of the data."""

from collections.abc import Iterator

from ...site import labels
from ...site.index import Site
from ...site.language import N_
from ...site.release import DATA_LICENSE, FOLDER
from ...site.schema_org import Graph
from ...site.serialize import Json, present
from ...site.views import Page, View
from ...source.dates import Edtf
from .tables import list_tables

_WORDS = (
    N_("The claims as data"),
    N_("Every claim, passage of evidence, event and source as files to download, and how to use and cite them."),
)
"""Title and description."""


class DataPage(Page):
    """`/data/`."""

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the data as schema.org's `Dataset`, on the page that has it in the language of the file."""
        yield graph.page(self)
        if self.is_translation:
            return
        files = [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": graph.url(file.url),
                "encodingFormat": labels.MEDIA_TYPES[file.name.rpartition(".")[2]],
            }
            for file in self.files
        ]
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
    files = tuple(
        View(name=name, url=f"{FOLDER}/{name}", holds=gettext(holds), columns=columns.get(name, ()))
        for name, holds in labels.DATA_FILES.items()
    )
    title = gettext(labels.DATASET, site=release.name)
    return site.page(
        DataPage,
        "data",
        map(gettext, _WORDS),
        template="features/data_files/data.html",
        lede=gettext(labels.DATA_LEDE),
        date=Edtf.parse(release.date.isoformat()) if release.date else None,
        license=DATA_LICENSE,
        is_translation=site.language.tag != site.data.site.language,
        folder=FOLDER,
        base=release.site.removesuffix(f"/{prefix}".rstrip("/")) or labels.LOCAL_SITE,
        counts=tuple(labels.held(name, count, site.language) for name, count in release.counts.items() if count),
        files=files,
        not_archived=len(site.data.not_archived()),
        citation=site.citation("data", title, gettext("data"), release.date),
    )
