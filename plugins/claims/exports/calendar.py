"""The timeline → a calendar (RFC 5545), written by hand: a dozen properties and one rule of folding need no library.

What is known to a month, a year or a period fills all its days, and its summary says how it is dated, so that the
first of May is never shown where only May is known. Nothing here makes anybody busy.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from ..data.history import day
from ..data.model import Topic
from ..pages import EventView
from ..site import labels
from ..site.release import Release

_IDS = uuid.UUID("ececaecf-1efd-4887-9c4b-859ac2f1d4be")  # what ids of entries are derived from; never change it
_LONGEST_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
_INSIDE_A_CHARACTER = range(0x80, 0xC0)  # UTF-8's octets after the first
_NO_DATE = date(1970, 1, 1)  # of data that never says when it changed; a calendar must have a date of its making
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}  # the backslash first: the others bring more of them


def calendar(entries: Iterable[EventView], topics: Iterable[Topic], edition: Release) -> Iterator[bytes]:
    """A calendar of the timeline's entries, line by line; `topics` are those that they can have."""
    return map(_fold, _lines(entries, {topic.id: topic.title for topic in topics}, edition))


def _lines(entries: Iterable[EventView], topics: Mapping[str, str], edition: Release) -> Iterator[str]:
    title, description = labels.PAGES["timeline"]
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{_text(edition.name)}//Timeline//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{_text(f'{edition.name}: {title}')}"
    yield f"X-WR-CALNAME:{_text(f'{edition.name}: {title}')}"
    yield f"DESCRIPTION:{_text(description)}"
    for event in entries:
        yield from _event(event, topics, edition)
    yield "END:VCALENDAR"


def _event(event: EventView, topics: Mapping[str, str], edition: Release) -> Iterator[str]:
    first = day(event.when)
    exact = event.when.precision == "day" and event.when.iso == event.when.text
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(_IDS, event.first_id)}"
    yield f"DTSTAMP:{edition.date or _NO_DATE:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.when.last + timedelta(days=1):%Y%m%d}"  # the day after the last
    yield f"SUMMARY:{_text(event.title if exact else f'{event.title}, {event.date.text}')}"
    yield f"DESCRIPTION:{_text(_description(event))}"
    if event.topics:
        yield f"CATEGORIES:{','.join(_text(topics[topic]) for topic in event.topics)}"
    if edition.site:
        yield f"URL:{edition.url(event.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(event: EventView) -> str:
    """What happened, by whose account, and the sources."""
    sources: Iterable[str] = (source.citation for source in event.sources)
    return "\n".join([event.summary.striptags(), f"{event.account.name}. Dated: {event.date.text}.", *sources])


def _text(value: str) -> str:
    for character, escape in _ESCAPES.items():
        value = value.replace(character, escape)
    return value


def _fold(line: str) -> bytes:
    """The line with its end, broken where it is too long, never inside a character."""
    octets, pieces, start, room = line.encode(), [], 0, _LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] in _INSIDE_A_CHARACTER:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _LONGEST_LINE - 1  # a continued line begins with a space
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"
