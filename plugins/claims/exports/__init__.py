"""Dataset → the files of `data/v1/`, byte for byte the same for the same dataset. Knows neither Pelican nor HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from ..data import history
from ..data.markdown import MarkdownRenderer
from ..data.model import SECTIONS, Dataset
from ..site.release import DATA_LICENSE, FOLDER, Edition, File, Print, Spool, Stored
from ..site.urls import Addresses
from . import datapackage
from .around import Around
from .csv import TABLES, Maker
from .json import Place, Records
from .lines import document, dump

EVERYTHING = f"{FOLDER}/claims.json"


def describe(dataset: Dataset, edition: Edition) -> Edition:
    """The edition with what it says of a dataset; its files come later."""
    return replace(
        edition,
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
    authored: Mapping[str, bytes | Path] | None = None,
    prose: MarkdownRenderer | None = None,
    addresses: Addresses | None = None,
    into: Callable[[File], None] | None = None,
) -> Edition:
    """The edition with its files in a fixed order; `authored` are those that are published as they were written.

    Many claims make more files than memory should hold: each is given to `into` as soon as it is made, to be read
    before the next is, and the edition keeps its print. Without `into` the edition holds all files in memory.
    """
    edition = describe(dataset, Edition(name=name, site=site, version=version))

    def kept(file: File) -> File | Print:
        if not into:
            return replace(file, content=file.whole())
        into(file)
        return file.print

    addresses = addresses or Addresses()
    originals = list(map(kept, as_written(authored or {})))
    with Spool() as spool:
        places = fill(spool, dataset, edition, addresses)
        json = [kept(File(path=EVERYTHING, content=spool))]
        tables = list(map(kept, as_tables(dataset, edition, addresses, prose or MarkdownRenderer())))
        for portion in Around(dataset, edition, spool, places).portions():
            json += map(kept, portion())
    edition, last = complete(edition, originals, tables, json)
    return replace(edition, files=(*edition.files[:-1], kept(last)))


def as_written(authored: Mapping[str, bytes | Path]) -> Iterator[File]:
    """What is published as it was written, under its names in the folder: its content, or where that is."""
    for name, written in sorted(authored.items()):
        with Stored(written.open("rb")) if isinstance(written, Path) else nullcontext(written) as content:
            yield File(path=f"{FOLDER}/{name}", content=content, authored=True)


def fill(spool: Spool, dataset: Dataset, edition: Edition, addresses: Addresses) -> Mapping[str, Place]:
    """Put the whole dataset there as JSON; gives the places of its lines."""
    records = Records(dataset, edition, addresses)
    spool.fill(records.everything())
    return records.places


def complete(
    edition: Edition, originals: Sequence[File | Print], tables: Sequence[File | Print], json: Sequence[File | Print]
) -> tuple[Edition, File]:
    """The edition with all its files, and the last of them: what the others are."""
    files = [*originals, json[0], *tables, *json[1:]]
    last = _version(edition, files)
    return replace(edition, files=(*files, last)), last


def as_tables(dataset: Dataset, edition: Edition, addresses: Addresses, prose: MarkdownRenderer) -> Iterator[File]:
    """A table for each kind of record, and what each column holds."""
    make = Maker(dataset, edition, addresses, prose)
    prints = []
    for table in TABLES:
        with Spool() as content:
            content.fill(table.csv(make))
            file = File(path=f"{FOLDER}/{table.name}.csv", content=content)
            prints.append(file.print)
            yield file
    yield File(path=f"{FOLDER}/datapackage.json", content=datapackage.describe(edition, prints))


def _version(edition: Edition, files: Sequence[File | Print]) -> File:
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
