"""The timeline → a calendar (RFC 5545).

What is known to a month, a year or a period fills all its days, and its summary says how it is dated, so that the
first of May is never shown where only May is known. Nothing here makes anybody busy.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from icalendar import Calendar, Event

from ..site import labels
from ..site.index import Site
from . import Part

_IDS = uuid.UUID("ececaecf-1efd-4887-9c4b-859ac2f1d4be")  # what ids of entries are derived from; never change it
_NO_DATE = date(1970, 1, 1)  # of data that never says when it changed; a calendar must have a date of its making


def calendar(site: Site) -> bytes:
    """Return a calendar of the timeline's entries."""
    release, made = site.release, Calendar()
    gettext = site.language.gettext
    title, description = map(gettext, labels.PAGES["timeline"])
    made.add("version", "2.0")
    made.add("prodid", f"-//{release.name}//Timeline//{site.language.tag.upper()}")
    made.add("calscale", "GREGORIAN")
    name = gettext("%(site)s: %(title)s", site=release.name, title=title)
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("description", description)
    for entry in site.entries.values():
        exact = entry.when.precision == "day" and entry.when.iso == entry.when.text
        event = Event()
        event.add("uid", str(uuid.uuid5(_IDS, entry.first_id)))
        event.add("dtstamp", datetime.combine(release.date or _NO_DATE, time(), UTC))
        event.add("dtstart", entry.when.day)
        event.add("dtend", entry.when.last + timedelta(days=1))  # the day after the last
        title = site.cards[entry.id].full_title if entry.id in site.cards else entry.title
        dated = gettext("%(title)s, %(date)s", title=title, date=entry.date.text)
        event.add("summary", title if exact else dated)
        told = gettext("%(account)s. Date: %(date)s.", account=entry.account, date=entry.date.text)
        if not entry.account:
            told = gettext("Date: %(date)s.", date=entry.date.text)
        works = (work.citation for work in entry.sources)
        event.add("description", "\n".join([entry.summary.striptags(), told, *works]))
        if entry.topics:
            event.add("categories", [site.topics[topic].title for topic in entry.topics])
        if release.site:
            event.add("url", release.url(entry.url))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


class TimelineCalendar(Part):
    """The timeline as a calendar, where it has an entry."""

    places: ClassVar = {"head": "parts/calendar/head.html", "follow": "parts/calendar/follow.html"}

    def context(self) -> Mapping[str, Any]:
        """Return whether there is a calendar."""
        return {"there": bool(self.build.site.events)}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the calendar."""
        if self.build.site.events:
            yield "timeline.ics", calendar(self.build.site)


PART = TimelineCalendar
