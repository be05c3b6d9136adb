"""The first page."""

from __future__ import annotations

from dataclasses import dataclass

from .counts import Balance, TopicTally, balance, topic_tallies
from .frame import Frame
from .pages import Page, TopicView
from .records import Records
from .strip import Strip
from .timeline import Timeline
from .years import YearView


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """`/`."""

    balance: Balance
    topics: tuple[TopicView, ...]
    years: tuple[YearView, ...]
    sources: int
    """How many of them bear on a claim; others only carry one, or tell of an entry."""
    events: int
    strip: Strip | None = None
    """In place of the years with their entries, where there are many."""
    tallies: tuple[TopicTally, ...] = ()
    """In place of the claims of each topic, where there are many."""
    shown: int = 0
    """How many topics there is room for."""


def home(records: Records, frame: Frame, timeline: Timeline) -> HomePage:
    """What the site holds at a glance; where that is much, drawn and counted in place of each claim and entry."""
    topics, events, planned = records.primary_topics(), records.events.values(), frame.plan.home
    return frame.page(
        HomePage,
        "home",
        balance=balance(records.data),
        topics=topics,
        years=timeline.years.plain(events) if planned.everything else timeline.years.counted(events),
        sources=len({evidence.source for claim in records.data.claims for evidence in claim.evidence}),
        events=len(events),
        strip=None if planned.everything else timeline.strip(),
        tallies=() if planned.everything else topic_tallies(topics[: planned.topics]),
        shown=planned.topics,
    )
