"""What stands where records had their pages before they were renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..data.model import Claim, Record, Source, Speaker, Topic
from .records import Records


@dataclass(frozen=True, kw_only=True)
class RedirectPage:
    """What stands where a page was before its record took another id; `url` is where it is now."""

    template: str
    title: str
    url: str
    save_as: str


def redirects(records: Records) -> Iterator[RedirectPage]:
    """A page for each former id of a record that has a page of its own."""
    to = records.to
    for record in records.data.records():
        if record.aliases and (title := _title(records, record)):
            for alias in record.aliases:
                yield RedirectPage(
                    template="redirect.html",
                    title=title,
                    url=to.of(record.kind_name, record.id),
                    save_as=to.file(to.of(record.kind_name, alias)),
                )


def _title(records: Records, record: Record) -> str | None:
    """The title of a record's page, or None where it has none of its own."""
    match record:
        case Topic() | Claim():
            return record.title
        case Source():
            return records.sources[record.id].citation
        case Speaker():
            return record.name
    return None
