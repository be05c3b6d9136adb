"""Dataset → the files of `data/v1/`, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from .. import history
from ..addresses import Addresses
from ..edition import DATA_LICENSE, FOLDER, Edition, File, Print
from ..model import SECTIONS, Dataset
from ..prose import Prose
from . import package
from .lines import document, dump
from .records import Records
from .tables import TABLES, Maker


def describe(dataset: Dataset, *, name: str = "", site: str = "", version: str = "") -> Edition:
    """The edition without its files: what other pages and files say of it."""
    return Edition(
        name=name,
        site=site,
        version=version,
        date=history.latest(dataset.claims),
        counts={
            **{section: len(getattr(dataset, section)) for section in SECTIONS},
            "evidence": sum(len(claim.evidence) for claim in dataset.claims),
        },
    )


def build(
    dataset: Dataset,
    *,
    name: str = "",
    site: str = "",
    version: str = "",
    authored: Mapping[str, bytes] | None = None,
    prose: Prose | None = None,
    addresses: Addresses | None = None,
    into: Callable[[File], None] | None = None,
) -> Edition:
    """The edition with its files in a fixed order; `authored` are those that are published as they were written.

    Many claims make more files than memory should hold: each is given to `into` as soon as it is made, and the edition
    keeps its print. Without `into` the edition holds the files themselves.
    """
    edition = describe(dataset, name=name, site=site, version=version)
    files: list[File | Print] = []

    def keep(file: File) -> None:
        if into:
            into(file)
        files.append(file.print if into else file)

    for path, content in sorted((authored or {}).items()):
        keep(File(path=f"{FOLDER}/{path}", content=content, authored=True))
    for file in _made(dataset, edition, prose or Prose(), addresses or Addresses()):
        keep(file)
    keep(_version(edition, files))
    return replace(edition, files=tuple(files))


def _made(dataset: Dataset, edition: Edition, prose: Prose, addresses: Addresses) -> Iterator[File]:
    records, make = Records(dataset, edition, addresses), Maker(dataset, edition, addresses, prose)
    yield File(path=f"{FOLDER}/claims.json", content=records.everything())
    yield from _tables(edition, make)
    for claim in dataset.claims:
        yield File(path=f"{FOLDER}/claims/{claim.id}.json", content=records.around_claim(claim))
    for topic in dataset.topics:
        yield File(path=f"{FOLDER}/topics/{topic.id}.json", content=records.around_topic(topic))


def _tables(edition: Edition, make: Maker) -> Iterator[File]:
    prints = []
    for table in TABLES:
        file = File(path=f"{FOLDER}/{table.name}.csv", content=table.csv(make))
        prints.append(file.print)
        yield file
    yield File(path=f"{FOLDER}/datapackage.json", content=package.describe(edition, prints))


def _version(edition: Edition, files: list[File | Print]) -> File:
    """What state of the data this is, and the fingerprint of every other file."""
    said = {
        "name": edition.name,
        "version": edition.version,
        "date": edition.date.isoformat() if edition.date else None,
        "license": DATA_LICENSE.url,
        "counts": dict(edition.counts),
    }
    prints = [{"path": f.path.removeprefix(f"{FOLDER}/"), "bytes": f.size, "sha256": f.sha256} for f in files]
    return File(path=f"{FOLDER}/version.json", content=document(said, files=(dump(print).encode() for print in prints)))
