"""The timeline as a calendar: held against RFC 5545, and read by a calendar program's library."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from claims import pages
from claims.exports import calendar
from claims.site import labels

from .support import Built, Load, Site, build, expected, make_site

UTC = timezone.utc  # noqa: UP017 - icalendar compares with this one


def ics(built: Built) -> bytes:
    entries = (entry for year in built.page(pages.TimelinePage).years for entry in year.events)
    return calendar.calendar(entries, built.dataset.topics, built.release)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def one(load: Load, event: str) -> Any:
    """The one entry of a dataset that has this event."""
    text = f"""
topics: [{{id: a-topic, title: Topic, question: Is it?, answer: It is., summary: So.}}]
speakers: []
sources: [{{id: a-source, kind: news, publisher: Gazette, title: News, url: "https://example.com/"}}]
claims: []
events:
  - {{id: an-event, {event}, account: record, sources: [a-source]}}
"""
    (entry,) = events(ics(build(load(text))))
    return entry


def test_the_calendar_is_written_as_kept(tiny: Built) -> None:
    expected("timeline.ics", ics(tiny))


def test_what_has_a_meaning_in_calendars_comes_back_as_it_was(load: Load) -> None:
    for title in ("a, b; c", "back\\slash", "a\\nb", "“quoted”: yes", "colon: semicolon; comma,", "月" * 100):
        assert one(load, f"date: 2019-05-01, title: {json.dumps(title)}, summary: So")["SUMMARY"] == title


@pytest.mark.parametrize(
    ("written", "first", "last", "summary"),
    [
        ("2019-05-01", date(2019, 5, 1), date(2019, 5, 1), "Title"),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29), "Title"),
        ("2019-12-31", date(2019, 12, 31), date(2019, 12, 31), "Title"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "Title, February 2020"),
        ("1839", date(1839, 1, 1), date(1839, 12, 31), "Title, 1839"),
        ("2019-05-01?", date(2019, 5, 1), date(2019, 5, 1), "Title, 1 May 2019 (uncertain)"),
        ("2019-09~", date(2019, 9, 1), date(2019, 9, 30), "Title, September 2019 (approximate)"),
        ("2018-12-03/2019-09-04", date(2018, 12, 3), date(2019, 9, 4), "Title, 3 December 2018 to 4 September 2019"),
        ("2018-12/2019", date(2018, 12, 1), date(2019, 12, 31), "Title, December 2018 to 2019"),
        ("../2018-12", date(2018, 12, 1), date(2018, 12, 31), "Title, until December 2018"),
    ],
)
def test_an_entry_fills_the_days_its_date_can_mean_and_says_so(
    load: Load, written: str, first: date, last: date, summary: str
) -> None:
    event = one(load, f'date: "{written}", title: Title, summary: So')
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["SUMMARY"]) == (first, last + timedelta(days=1), summary)
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"


def test_every_entry_of_the_timeline_is_in_the_calendar(served: Site) -> None:
    page = served.read("timeline/index.html")
    entries = re.findall(r'<li class="event" id="(event-[^"]+)"', page)
    found = events((served.folder / "timeline.ics").read_bytes())
    assert [str(event["URL"]) for event in found] == [f"{served.url}/timeline/#{id}" for id in entries]
    assert len(found) > 50


def test_an_entry_has_what_it_must_and_makes_nobody_busy(served: Site) -> None:
    for event in events((served.folder / "timeline.ics").read_bytes()):
        assert event["TRANSP"] == "TRANSPARENT"
        assert all(event[name] for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION"))
        assert not event.errors


def test_the_calendar_has_what_it_must(tiny: Built) -> None:
    read: Any = Calendar.from_ical(ics(tiny))
    assert {name: str(value) for name, value in read.items()} == {
        "VERSION": "2.0",
        "PRODID": "-//Tiny & Co//Timeline//EN",
        "CALSCALE": "GREGORIAN",
        "NAME": "Tiny & Co: Timeline",
        "X-WR-CALNAME": "Tiny & Co: Timeline",
        "DESCRIPTION": labels.PAGES["timeline"][1],
    }


def test_entries_are_stamped_with_the_datas_date_not_with_the_clock(tiny: Built) -> None:
    assert {event["DTSTAMP"].dt for event in events(ics(tiny))} == {datetime(2026, 11, 20, tzinfo=UTC)}


def test_data_without_a_date_is_stamped_all_the_same(load: Load) -> None:
    stamp = one(load, "date: 2019-05-01, title: Title, summary: So")["DTSTAMP"].dt
    assert stamp == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_description_says_by_whose_account_when_and_by_which_sources(load: Load) -> None:
    event = one(load, 'date: 2019-05, title: Title, summary: "A [fact](source:a-source), *told*."')
    assert event["DESCRIPTION"] == "A fact, told.\nOn the record. Dated: May 2019.\nNews, Gazette"


def test_uids_are_unique_and_outlast_what_an_author_changes(load: Load, tiny: Built, tiny_text: str) -> None:
    def uids(text: str, site: str = "https://example.net") -> list[str]:
        return [str(event["UID"]) for event in events(ics(build(load(text), site=site)))]

    before = uids(tiny_text)
    assert len(set(before)) == len(before) == 5
    assert uids(tiny_text.replace("title: The survey is made", "title: A survey was made")) == before
    assert uids(tiny_text.replace("id: survey-made", "id: survey-done, aliases: [survey-made]")) == before
    assert uids(tiny_text, site="") == before
    assert uids(tiny_text.replace("id: survey-made", "id: survey-done")) != before


def test_topics_are_categories(tiny: Built) -> None:
    found = {str(event["SUMMARY"]): event.get("CATEGORIES") for event in events(ics(tiny))}
    assert found["The letter, printed; read"].cats == ["Cheese, & the Moon"]
    assert found["The survey is made, May 2020"] is None


def test_addresses_are_given_only_where_the_site_has_one(load: Load, tiny_text: str, local: Site) -> None:
    assert b"URL:" not in ics(build(load(tiny_text), site=""))
    assert "URL:" not in local.read("timeline.ics")


def test_without_entries_there_is_no_calendar(tmp_path: Path) -> None:
    (tmp_path / "in.yaml").write_text(
        "topics: [{id: a-topic, title: Topic, question: Is it?, answer: It is., summary: So.}]\nclaims: []\n"
    )
    site = make_site(tmp_path / "site", claims=tmp_path / "in.yaml")
    assert not (site.folder / "timeline.ics").exists()
    assert "timeline.ics" not in site.read("timeline/index.html") + site.read("data/index.html")


def test_the_timeline_names_its_calendar(served: Site, local: Site, from_disk: Site) -> None:
    for site, href in [
        (served, f"{served.url}/timeline.ics"),
        (local, "/timeline.ics"),
        (from_disk, "../timeline.ics"),
    ]:
        assert f'<link rel="alternate" type="text/calendar" title="Timeline" href="{href}">' in site.read(
            "timeline/index.html"
        )
        assert "text/calendar" not in site.read("index.html")
        assert (site.folder / "timeline.ics").is_file()
