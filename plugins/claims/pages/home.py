"""The first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ..model.records import Claim
from ..site.charts import Chart
from ..site.index import Site
from ..site.tallies import Balance, TopicTally, balance, topic_tallies
from ..site.views import ClaimCard, Page, TextView, TopicView
from ..source.grouping import by_key
from .timeline import MOST_YEARS, YearView, years

# A mark for each claim and a dot for each entry where there are no more of them; else they are counted.
_MOST_MARKS, _MOST_DOTS, _MOST_TOPICS = 120, 250, 50
_MOST_IN_WORDS = 8  # claims of a further text that are named


@dataclass(frozen=True, kw_only=True)
class Glance:
    """The claims of a text at a glance, or of the site where there are no texts."""

    text: TextView | None
    topics: tuple[TopicView, ...]
    """Those of its claims, each with the claims that name it first; as many as there is room for."""
    tallies: tuple[TopicTally, ...]
    """In place of the claims of each topic, where there are many."""
    claims: tuple[ClaimCard, ...]
    """In place of the topics, where there are few: a topic's answer is of other texts' claims too."""

    @property
    def two_readings(self) -> bool:
        """Whether a mark stands beside another of the same claim."""
        return any(claim.readings for topic in self.topics for claim in topic.claims)


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """`/`."""

    finding: Markup | None
    summary: Markup | None
    texts: tuple[TextView, ...]
    chart: Chart | None
    balance: Balance
    glances: tuple[Glance, ...]
    topic_count: int
    years: tuple[YearView, ...]
    dots: bool
    """False where there are too many entries to show each."""
    tallest: int
    events: int


def home_page(site: Site) -> HomePage:
    """Return what the site holds at a glance."""
    found, dots = years(site, site.events.values()), len(site.events) <= _MOST_DOTS
    about = site.data.site
    return site.page(
        HomePage,
        "home",
        finding=site.markdown.html(site.filled(about.finding)) if about.finding else None,
        summary=site.markdown.html(site.filled(about.summary)) if about.summary else None,
        texts=tuple(site.texts.values()),
        chart=site.chart(site.series[about.figure]) if about.figure else None,
        balance=balance(site),
        glances=tuple(
            _glance(site, text, claims, is_first=n == 0) for n, (text, claims) in enumerate(site.by_text.items())
        ),
        topic_count=len(site.topics),
        years=found if dots or len(found) <= MOST_YEARS else (),
        dots=dots,
        tallest=max((month.count for year in found for month in year.months), default=1),
        events=len(site.events),
    )


def _glance(site: Site, text: str | None, claims: Sequence[Claim], *, is_first: bool) -> Glance:
    """Return the claims of one text, under their first topics."""
    ordered = (claim for claim in site.ordered if site.data.text_of(claim) == text)
    found = by_key((claim.topics[0], site.cards[claim.id]) for claim in ordered)
    topics = tuple(replace(topic, claims=tuple(found[id])) for id, topic in site.topics.items() if id in found)
    return Glance(
        text=site.texts[text] if text else None,
        topics=topics[:_MOST_TOPICS],
        tallies=topic_tallies(topics[:_MOST_TOPICS]) if len(site.claims) > _MOST_MARKS else (),
        claims=site.texts[text].claims if text and not is_first and len(claims) <= _MOST_IN_WORDS else (),
    )
