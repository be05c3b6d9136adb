"""What is published of a file: all but its drafts, what only drafts use, and comments."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from ..model import fields, links
from ..model.records import SECTIONS, Claim, Dataset, Event, R, Record, TopLevelRecord
from ..source import yaml_reader as reader
from ..source import yaml_writer
from ..source.diagnostics import Path

D = TypeVar("D", Claim, Event)
HELD_BACK, HELP = "which no reader will see while it is a draft", "take it out, or publish the draft"
"""What is said of a way to a draft, or to what only drafts use, and the help."""


def named(record: TopLevelRecord) -> Iterator[tuple[str, str, Path, str]]:
    """Yield the kind and id of each record that this one names or links to, where, and the words of a link."""
    for kind, id, path in fields.references(record):
        yield kind, id, path, ""
    for text, path in fields.texts(record, "markdown"):
        for kind, id in links.targets(text):
            yield kind, id, path, f"{kind}:{id}"


def held_back(dataset: Dataset) -> list[Record]:
    """Return the drafts, and the sources and speakers that nothing but they use."""
    held: list[Record] = [record for record in dataset.records() if isinstance(record, Claim | Event) and record.draft]
    more = held
    while more:
        used = {target[:2] for record in dataset.written() if record not in held for target in named(record)}
        by_drafts = {target[:2] for record in held for target in named(record)} - used
        lists = (*dataset.sources, *dataset.speakers)
        more = [record for record in lists if (record.kind_name, record.id) in by_drafts and record not in held]
        held += more
    return held


def published(dataset: Dataset) -> Dataset:
    """Return the dataset without what is held back."""
    held = {record.id for record in held_back(dataset)}

    def kept(records: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(record for record in records if record.id not in held)

    lists: dict[str, Any] = {section: kept(getattr(dataset, section)) for section in SECTIONS}
    return replace(dataset, **lists)


def marked(dataset: Dataset) -> Dataset:
    """Return the dataset with each draft marked as one in its title."""

    def shown(record: D) -> D:
        return record.model_copy(update={"title": f"Draft: {record.title}"}) if record.draft else record

    return replace(dataset, claims=tuple(map(shown, dataset.claims)), events=tuple(map(shown, dataset.events)))


def published_text(document: reader.Document, dataset: Dataset) -> str:
    """Return the file of which a dataset is published, without its comments and what is held back."""
    kept = {record.location.path() for record in dataset.records()}
    return yaml_writer.write(
        {
            name: [row for n, row in enumerate(rows or ()) if (name, n) in kept] if name in SECTIONS else rows
            for name, rows in document.data.items()
        }
    )
