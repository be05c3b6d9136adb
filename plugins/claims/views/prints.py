"""Records → fingerprints, by which it is known that a page shows what it showed before, without making it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from ..addresses import Addresses
from ..model import Dataset, Event, Record

_BYTES = 16  # of a fingerprint: that two of a million million are alike is as likely as one in ten million million
_EVENT_LINK = re.compile(rb"event:([a-z0-9-]+)", re.IGNORECASE)


class Prints:
    """The fingerprints of one dataset's records, each made once.

    That of an event holds where it stands, and that of a record which leads to events where those stand. Topics,
    speakers, terms and figures are few and named on many pages: they have one fingerprint together.
    """

    def __init__(self, dataset: Dataset, addresses: Addresses, *said: object) -> None:
        """`said` is what else every page depends on."""
        self._to = addresses
        self._made: dict[tuple[str, str], bytes] = {}
        places = addresses.places
        common = [repr((said, addresses.explicit, places.terms, places.figures)).encode()]
        for records in (dataset.topics, dataset.speakers, dataset.glossary, dataset.series):
            common += map(self._said, records)
        self.common = _print(common)

    def of(self, record: Record) -> bytes:
        """The fingerprint of what is written about a record."""
        key = record.kind_name, record.id
        if key not in self._made:
            self._made[key] = _print([self._said(record)])
        return self._made[key]

    def page(self, *records: Record, said: object = None) -> str:
        """The fingerprint of a page that shows these and what every page depends on, in this order."""
        return _print([self.common, repr(said).encode(), *map(self.of, records)]).hex()

    def _said(self, record: Record) -> bytes:
        said = record.model_dump_json(exclude={"origin"}).encode()
        led = [match.decode().lower() for match in _EVENT_LINK.findall(said)]
        led += [record.id] if isinstance(record, Event) else []
        return said + repr([self._to.event(id) for id in led]).encode() if led else said


def _print(said: Iterable[bytes]) -> bytes:
    print = hashlib.blake2b(digest_size=_BYTES)
    for part in said:
        print.update(len(part).to_bytes(8) + part)
    return print.digest()
