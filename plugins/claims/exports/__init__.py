"""Dataset → the files of `data/v1/`, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import history
from ..addresses import Places
from ..edition import DATA_LICENSE, FOLDER, Edition, File
from ..model import SECTIONS, Dataset
from ..prose import Prose
from . import package
from .records import Records, as_json, dump
from .tables import TABLES


def build(
    dataset: Dataset,
    *,
    name: str = "",
    site: str = "",
    version: str = "",
    authored: Mapping[str, bytes] | None = None,
    prose: Prose | None = None,
    places: Places | None = None,
) -> Edition:
    """The edition with its files in a fixed order; `authored` are those that are published as they were written.

    `places` are those of entries, terms and figures whose lists are split.
    """
    edition = Edition(
        name=name,
        site=site,
        version=version,
        places=places or Places(),
        date=history.latest(dataset.claims),
        counts={
            **{section: len(getattr(dataset, section)) for section in SECTIONS},
            "evidence": sum(len(claim.evidence) for claim in dataset.claims),
        },
    )
    as_written = [
        File(path=f"{FOLDER}/{path}", content=content, authored=True)
        for path, content in sorted((authored or {}).items())
    ]
    files = [*as_written, *_made(dataset, edition, prose or Prose())]
    return replace(edition, files=(*files, _version(edition, files)))


def _made(dataset: Dataset, edition: Edition, prose: Prose) -> Iterator[File]:
    records = Records(dataset, edition)
    yield File(path=f"{FOLDER}/claims.json", content=records.everything())
    tables = [File(path=f"{FOLDER}/{t.name}.csv", content=t.csv(dataset, edition, prose)) for t in TABLES]
    yield from tables
    yield File(path=f"{FOLDER}/datapackage.json", content=package.describe(edition, tables))
    for claim in dataset.claims:
        yield File(path=f"{FOLDER}/claims/{claim.id}.json", content=records.around_claim(claim))
    for topic in dataset.topics:
        yield File(path=f"{FOLDER}/topics/{topic.id}.json", content=records.around_topic(topic))


def _version(edition: Edition, files: list[File]) -> File:
    """What state of the data this is, and the fingerprint of every other file."""
    said = {
        "name": edition.name,
        "version": edition.version,
        "date": edition.date.isoformat() if edition.date else None,
        "license": DATA_LICENSE.url,
        "counts": dict(edition.counts),
    }
    prints = [{"path": f.path.removeprefix(f"{FOLDER}/"), "bytes": f.size, "sha256": f.sha256} for f in files]
    return File(path=f"{FOLDER}/version.json", content=as_json(said, files=map(dump, prints)))
