"""The first page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..site.charts import Chart
from ..site.site import Site
from ..site.tallies import Balance, TopicTally, balance, topic_tallies
from ..site.views import Page, TextView, TopicView
from .timeline import MOST_YEARS, YearView, years

# A mark for each claim and a dot for each entry where there are no more of them; else they are counted.
_MOST_MARKS, _MOST_DOTS, _MOST_TOPICS = 120, 250, 50


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """`/`."""

    finding: Markup | None
    summary: Markup | None
    texts: tuple[TextView, ...]
    chart: Chart | None
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
    about = site.data.site
    return site.page(
        HomePage,
        "home",
        finding=site.markdown.html(site.filled(about.finding)) if about.finding else None,
        summary=site.markdown.html(site.filled(about.summary)) if about.summary else None,
        texts=tuple(site.texts.values()),
        chart=site.chart(site.series[about.figure]) if about.figure else None,
        balance=balance(site),
        topics=shown,
        topic_count=len(topics),
        tallies=topic_tallies(shown) if len(site.claims) > _MOST_MARKS else (),
        years=found if dots or len(found) <= MOST_YEARS else (),
        dots=dots,
        tallest=max((month.count for year in found for month in year.months), default=1),
        sources=site.counts["sources"],
        events=len(site.events),
    )
