"""The timeline as a calendar: held against RFC 5545, and read by a calendar program's library."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from claims.parts import calendar
from pages import Site

from .support import TINY, Made, expected, make

TOPIC = "topics: [{id: a-topic, title: Topic, question: Is it?, answer: It is., summary: So.}]\nclaims: []\n"
ONE_EVENT = f"""{TOPIC}
sources: [{{id: a-source, kind: news, publisher: Gazette, title: News, url: "https://example.com/"}}]
events: [{{id: an-event, sources: [a-source], %s}}]
"""


def ics(made: Made) -> bytes:
    return calendar.calendar(made.site)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def one(event: str) -> Any:
    """The one entry of a dataset that has this event."""
    [entry] = events(ics(make(ONE_EVENT % event)))
    return entry


def test_the_calendar_is_written_as_kept(tiny: Made) -> None:
    expected("timeline.ics", ics(tiny))


@pytest.mark.parametrize(
    ("written", "first", "last", "summary"),
    [
        ("2019-05-01", date(2019, 5, 1), date(2019, 5, 1), "Title"),
        ("2019-12-31", date(2019, 12, 31), date(2019, 12, 31), "Title"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "Title, February 2020"),
        ("1839", date(1839, 1, 1), date(1839, 12, 31), "Title, 1839"),
        ("2019-05-01?", date(2019, 5, 1), date(2019, 5, 1), "Title, 1 May 2019 (uncertain)"),
        ("2018-12-03/2019-09-04", date(2018, 12, 3), date(2019, 9, 4), "Title, 3 December 2018 to 4 September 2019"),
        ("../2018-12", date(2018, 12, 1), date(2018, 12, 31), "Title, up to December 2018"),
    ],
)
def test_an_entry_fills_the_days_its_date_can_mean_and_says_so(
    written: str, first: date, last: date, summary: str
) -> None:
    event = one(f'date: "{written}", title: Title, summary: So')
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["SUMMARY"]) == (first, last + timedelta(days=1), summary)
    assert event["DTSTAMP"].dt == datetime(1970, 1, 1, tzinfo=UTC), "which is not the clock's"


def test_every_entry_of_the_timeline_is_in_the_calendar(published_site: Site) -> None:
    paths = [path for path in published_site.files if re.fullmatch(r"timeline/(list/[0-9]+/)?index\.html", path)]
    places = [
        f"{published_site.base}/{path.removesuffix('index.html')}#{id}"
        for path in paths
        for id in re.findall(r'<li class="event" id="(event-[^"]+)"', published_site.read(path))
    ]
    found = events((published_site.folder / "timeline.ics").read_bytes())
    assert sorted(str(event["URL"]) for event in found) == sorted(places)
    told = {place.partition("#")[2] for place in places}
    assert {f"event-{event.id}" for event in published_site.dataset.events} <= told


def test_uids_are_unique_and_outlast_what_an_author_changes() -> None:
    def uids(old: str = "", new: str = "", address: str = "https://example.net") -> list[str]:
        return [str(event["UID"]) for event in events(ics(make(TINY.replace(old, new), address)))]

    before = uids()
    assert len(set(before)) == len(before) == 6
    assert uids("title: It may have been seen", "title: It was seen") == before
    assert uids("id: maybe-seen", "id: perhaps-seen, aliases: [maybe-seen]") == before
    assert uids(address="") == before
    assert uids("id: maybe-seen", "id: perhaps-seen") != before


def test_addresses_are_given_only_where_the_site_has_one(site: Site) -> None:
    assert b"URL:" not in ics(make(address=""))
    assert "URL:" not in site.read("timeline.ics")


def test_without_entries_there_is_no_calendar(small_site: Callable[[str], Site]) -> None:
    built = small_site(TOPIC)
    assert "timeline.ics" not in built.files
    assert "timeline.ics" not in built.read("timeline/index.html") + built.read("data/index.html")
