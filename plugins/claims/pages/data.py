"""The page of the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..data.dates import Edtf
from ..exports.csv import TABLES, Table
from ..site import labels
from ..site.citations import Citation
from ..site.release import DATA_LICENSE, FOLDER, DataFile, License, Release
from .changes import DayView, changelog, newest
from .frame import Frame
from .pages import ClaimCard, DateView, Page
from .records import Records
from .values import date_view

_WITHOUT_CHANGES = 40_000  # what the page weighs without its list of changes


@dataclass(frozen=True, kw_only=True)
class FileView:
    """A file one can have, or many of one kind, which have no fingerprint of their own."""

    name: str
    url: str | None
    holds: str
    count: int
    size: int
    sha256: str | None
    columns: tuple[Any, ...] = ()
    """Of a table: name, type, description and the only values it may have."""


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """`/data/`."""

    lede: str
    version: str
    date: DateView | None
    license: License
    base: str
    """What the addresses in examples begin with: the site's, or the one `make serve` gives it."""
    counts: tuple[str, ...]
    files: tuple[FileView, ...]
    changelog: tuple[DayView, ...]
    entries: int
    """How many the timeline has: without any there is no calendar."""
    example: ClaimCard | None
    citation: Citation
    earlier: bool = False
    """True where older changes are left out."""


def data_page(records: Records, frame: Frame, edition: Release) -> DataPage:
    """What the data holds, its files, its licence, its changes, and how it is cited."""
    days = tuple(changelog(records))
    shown = tuple(newest(days, room=frame.limit.room(_WITHOUT_CHANGES)))
    return frame.page(
        DataPage,
        "data",
        lede=labels.DATA_LEDE,
        version=edition.version,
        date=date_view(Edtf.parse(edition.date.isoformat())) if edition.date else None,
        license=DATA_LICENSE,
        base=edition.site or labels.LOCAL_SITE,
        counts=tuple(f"{count} {labels.COUNTED[name][count != 1]}" for name, count in edition.counts.items()),
        files=tuple(_files(edition.files)),
        changelog=shown,
        earlier=shown != days,
        entries=len(records.events),
        example=records.cards[records.ordered[0].id] if records.ordered else None,
        citation=Citation(
            key="claim-by-claim",
            title=labels.DATASET.format(edition.name),
            genre="data",
            container=edition.name,
            url=edition.url("data/") if edition.site else "",
            folder="data",
            date=edition.date,
            version=edition.version,
            is_data=True,
        ),
    )


def _files(files: Iterable[DataFile]) -> Iterator[FileView]:
    """The files by what they hold; those of one folder together, where the first of them stands."""
    tables: dict[str, Table] = {f"{table.name}.csv": table for table in TABLES}
    many = defaultdict[str, list[DataFile]](list)
    for file in files:
        name = file.path.removeprefix(f"{FOLDER}/")
        folder, slash, _ = name.partition("/")
        many[f"{folder}/<id>.json" if slash else name].append(file)
    for name, group in many.items():
        alone = group[0] if name in group[0].path else None
        yield FileView(
            name=name,
            url=alone.path if alone else None,
            holds=labels.DATA_FILES.get(name, ""),
            count=len(group),
            size=sum(file.size for file in group),
            sha256=alone.sha256 if alone else None,
            columns=tables[name].columns if name in tables else (),
        )
