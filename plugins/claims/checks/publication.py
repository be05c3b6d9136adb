"""The part of a file that is published: everything except drafts, what only drafts use, and comments."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from ..model import fields, links
from ..model.records import SECTIONS, Claim, Dataset, Event, R, Record, TopLevelRecord
from ..source import yaml_reader as reader
from ..source import yaml_writer
from ..source.diagnostics import Path

D = TypeVar("D", Claim, Event)
HELD_BACK, HELP = "which no reader will see while it is a draft", "take it out, or publish the draft"
"""The message about a link to something that is held back, and the help."""


def named(record: TopLevelRecord) -> Iterator[tuple[str, str, Path, str]]:
    """Yield each reference of a record to another: its kind, id and path, and in a text the words of the link."""
    for kind, id, path in fields.references(record):
        yield kind, id, path, ""
    for text, path in fields.texts(record, "markdown"):
        for kind, id in links.targets(text):
            yield kind, id, path, f"{kind}:{id}"


def targets_of(records: Iterable[TopLevelRecord]) -> set[tuple[str, str]]:
    """Return the kind and id of every record that these records name or link to."""
    targets = set[tuple[str, str]]()
    for record in records:
        targets.update((kind, id) for kind, id, _, _ in named(record))
    return targets


def held_back(dataset: Dataset) -> list[Record]:
    """Return the drafts, and the sources and speakers that only they use."""
    held: list[Record] = [claim for claim in dataset.claims if claim.draft]
    held += [event for event in dataset.events if event.draft]
    added = bool(held)
    while added:  # a source that only drafts use can be the last to name another
        used_elsewhere = targets_of(record for record in dataset.written() if record not in held)
        used_by_drafts = targets_of(held)
        added = False
        for record in (*dataset.sources, *dataset.speakers):
            key = (record.kind_name, record.id)
            if key in used_by_drafts and key not in used_elsewhere and record not in held:
                held.append(record)
                added = True
    return held


def published(dataset: Dataset) -> Dataset:
    """Return the dataset without what is held back."""
    ids = {record.id for record in held_back(dataset)}
    return replace(
        dataset,
        speakers=_without(dataset.speakers, ids),
        sources=_without(dataset.sources, ids),
        claims=_without(dataset.claims, ids),
        events=_without(dataset.events, ids),
    )


def _without(records: tuple[R, ...], ids: Container[str]) -> tuple[R, ...]:
    return tuple(record for record in records if record.id not in ids)


def marked(dataset: Dataset) -> Dataset:
    """Return the dataset with a word before the title of each draft."""
    claims = tuple(_with_mark(claim) if claim.draft else claim for claim in dataset.claims)
    events = tuple(_with_mark(event) if event.draft else event for event in dataset.events)
    return replace(dataset, claims=claims, events=events)


def _with_mark(record: D) -> D:
    return record.model_copy(update={"title": f"Draft: {record.title}"})


def published_text(document: reader.Document, dataset: Dataset) -> str:
    """Return the file as it is published: without comments, and with only the records of a published dataset."""
    paths = {record.location.path() for record in dataset.records()}
    data: dict[str, reader.YamlValue] = {}
    for name, value in document.data.items():
        data[name] = value
        if name in SECTIONS and isinstance(value, list):
            data[name] = [row for n, row in enumerate(value) if (name, n) in paths]
    return yaml_writer.write(data)
