"""The first page."""

from __future__ import annotations

from .counts import balance, topic_tallies
from .frame import Frame
from .pages import HomePage
from .records import Records
from .timeline import Timeline


def home(records: Records, frame: Frame, timeline: Timeline) -> HomePage:
    """What the site holds at a glance; where that is much, drawn and counted in place of each claim and entry."""
    topics, events, planned = records.primary_topics(), records.events.values(), frame.plan.home
    return frame.page(
        HomePage,
        "home",
        balance=balance(records.data),
        topics=topics,
        years=timeline.years.plain(events) if planned.everything else timeline.years.counted(events),
        sources=len(records.data.sources),
        events=len(events),
        strip=None if planned.everything else timeline.strip(),
        tallies=() if planned.everything else topic_tallies(topics[: planned.topics]),
        shown=planned.topics,
    )
