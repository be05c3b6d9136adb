"""What is published of a file: all but its drafts, what only drafts use, and comments."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress, pairwise
from typing import Any, TypeVar

from ..model import fields, links
from ..model.records import SECTIONS, Claim, Dataset, Event, R, Record, Written
from ..source import yaml_reader as reader
from ..source.diagnostics import Path
from ..source.yaml_reader import Node

D = TypeVar("D", Claim, Event)
HELD_BACK, HELP = "which no reader will see while it is a draft", "take it out, or publish the draft"
"""What is said of a way to a draft, or to what only drafts use, and the help."""
_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#.*$")


def named(record: Written) -> Iterator[tuple[str, str, Path, str]]:
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
    """Return the text of a file of which a dataset is published, without comments and the lines of other records."""
    text, kept = _without_comments(document), {record.origin.path() for record in dataset.records()}
    if all((name, n) in kept for name in SECTIONS for n in range(len(document.data.get(name) or ()))):
        return text
    document = reader.read(text)
    top = sorted((document.root.children or {}).items(), key=lambda item: item[1].key)
    ends = [*(node.key for _, node in top[1:]), len(document.text)]
    pieces, at = list[str](), 0
    for (name, node), end in zip(top, ends, strict=True):
        stays = [(name, n) in kept for n in range(len(node.value or ()))] if name in SECTIONS else []
        for start, stop, new in [] if all(stays) else _cuts(document.text, str(name), node, end, stays):
            pieces += [document.text[at:start], new]
            at = stop
    return "".join([*pieces, document.text[at:]])


def _cuts(text: str, name: str, node: Node, end: int, stays: list[bool]) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where a list that ends at `end` loses items, and what comes in their place."""
    if text[node.start] == "[":
        yield node.start, node.end, json.dumps([*compress(node.value, stays)], ensure_ascii=False)
    elif not any(stays):
        yield node.key, end, f"{name}: []\n"
    else:
        dashes = [text.rindex("-", 0, item.start) for item in (node.children or {}).values()]
        lines = [text.rfind("\n", 0, dash) + 1 for dash in dashes]
        for (start, stop), stay in zip(pairwise([*lines, end]), stays, strict=True):
            if not stay:
                yield start, stop, ""


def _without_comments(document: reader.Document) -> str:
    """Return the text without comments, and without the lines that hold nothing else."""
    text, pieces, at, searched = document.text, list[str](), 0, 0
    spans = [(0, 0), *sorted(_scalars(document.root, text))]
    starts = [start for start, _ in spans]
    while found := _COMMENT.search(text, searched):
        searched = spans[bisect_right(starts, found.start()) - 1][1]
        if found.start() < searched:
            continue  # it is text
        line = text.rfind("\n", 0, found.start()) + 1
        code = text[line : found.start()].rstrip()
        pieces.append(text[at : line + len(code)])
        at = searched = found.end() + (not code)
    return "".join([*pieces, text[at:]]).lstrip("\n")


def _scalars(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where text stands in which a # begins no comment."""
    for child in (node.children or {}).values():
        yield from _scalars(child, text)
    if node.children is None:
        head = text.find("\n", node.start) if text[node.start : node.start + 1] in {"|", ">"} else node.start
        yield head, node.end
