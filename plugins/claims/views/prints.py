"""Records → fingerprints, by which it is known that a page shows what it showed before, without making it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ..addresses import Addresses
from ..model import DIGEST, Dataset, Event, Record


class Prints:
    """The fingerprints of one dataset's records.

    That of an event holds where it stands, and that of a record which leads to events where those stand. Topics,
    speakers, terms and figures are few and named on many pages: they have one fingerprint together.
    """

    def __init__(self, dataset: Dataset, addresses: Addresses, *said: object) -> None:
        """`said` is what else every page depends on."""
        self._to = addresses
        places = addresses.places
        common = [repr((said, addresses.explicit, places.terms, places.figures)).encode()]
        for records in (dataset.topics, dataset.speakers, dataset.glossary, dataset.series):
            common += map(self.of, records)
        self.common = _print(common)

    def of(self, record: Record) -> bytes:
        """The fingerprint of what is written about a record."""
        said = record.said
        led = (*said.events, record.id) if isinstance(record, Event) else said.events
        return _print([said.digest, *(self._to.event(id).encode() for id in led)]) if led else said.digest

    def page(self, *records: Record, said: object = None) -> str:
        """The fingerprint of a page that shows these and what every page depends on, in this order."""
        return _print([self.common, repr(said).encode(), *map(self.of, records)]).hex()


def _print(said: Iterable[bytes]) -> bytes:
    print = hashlib.blake2b(digest_size=DIGEST)
    for part in said:
        print.update(len(part).to_bytes(8) + part)
    return print.digest()
