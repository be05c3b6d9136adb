"""Records → fingerprints, by which it is known that a page shows what it showed before, without making it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import chain

from ..data.model import DIGEST, Dataset, Event, Record
from ..site.urls import Addresses


class Prints:
    """The fingerprints of one dataset's records.

    That of an event holds where it stands, and that of a record which leads to events where those stand. Topics,
    speakers, terms and figures are few and named on many pages: they have one fingerprint together.
    """

    def __init__(self, dataset: Dataset, addresses: Addresses, *said: object) -> None:
        """`said` is what else every page depends on."""
        self._to = addresses
        places = addresses.places
        self._placed = dict[bytes, bytes]()
        self.common = b""
        few = dataset.topics, dataset.speakers, dataset.glossary, dataset.series
        self.common = self._print(chain(*few), (said, addresses.explicit, places.terms, places.figures)).digest()

    def page(self, *records: Record, said: object = None) -> str:
        """The fingerprint of a page that shows these and what every page depends on, in this order."""
        return self._print(records, said).hexdigest()

    def of(self, record: Record) -> bytes:
        """The fingerprint of what is written about a record, of as many bytes as every other."""
        said = record.said
        is_event = type(record) is Event
        if len(said) == DIGEST and not is_event:  # as nearly all are
            return said
        if said not in self._placed:
            led = said[DIGEST:].decode().split() + [record.id] * is_event
            places = " ".join(map(self._to.event, led))
            self._placed[said] = hashlib.blake2b(said + places.encode(), digest_size=DIGEST).digest()
        return self._placed[said]

    def _print(self, records: Iterable[Record], said: object) -> hashlib.blake2b:
        print = hashlib.blake2b(self.common + b"".join(map(self.of, records)), digest_size=DIGEST)
        print.update(repr(said).encode())
        return print
