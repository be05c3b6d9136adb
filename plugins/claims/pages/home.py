"""The first page."""

from __future__ import annotations

from dataclasses import dataclass

from ..site.site import Site
from ..site.tallies import Balance, TopicTally, balance, topic_tallies
from ..site.views import Page, TopicView
from .timeline import MOST_YEARS, YearView, years

# A mark for each claim and a dot for each entry where there are no more of them; else they are counted.
_MOST_MARKS, _MOST_DOTS, _MOST_TOPICS = 120, 250, 50


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """`/`."""

    balance: Balance
    topics: tuple[TopicView, ...]
    """As many as there is room for."""
    topic_count: int
    tallies: tuple[TopicTally, ...]
    """In place of the claims of each topic, where there are many."""
    years: tuple[YearView, ...]
    dots: bool
    """False where there are too many entries to show each."""
    tallest: int
    sources: int
    """How many of them bear on a claim; others only carry one, or tell of an entry."""
    events: int


def home_page(site: Site) -> HomePage:
    """Return what the site holds at a glance."""
    topics, found = site.primary_topics(), years(site, site.events.values())
    shown, dots = topics[:_MOST_TOPICS], len(site.events) <= _MOST_DOTS
    return site.page(
        HomePage,
        "home",
        balance=balance(site),
        topics=shown,
        topic_count=len(topics),
        tallies=topic_tallies(shown) if len(site.claims) > _MOST_MARKS else (),
        years=found if dots or len(found) <= MOST_YEARS else (),
        dots=dots,
        tallest=max((month.count for year in found for month in year.months), default=1),
        sources=len({evidence.source for claim in site.data.claims for evidence in claim.evidence}),
        events=len(site.events),
    )
