"""The first page."""

from __future__ import annotations

from dataclasses import replace

from ..model.records import Label
from ..site.index import Site
from ..site.picture import Picture, picture
from ..site.views import Page

_MOST_CLAIMS, _MOST_CARDS = 60, 8  # in the picture, and in its place: each topic's page has its own


class HomePage(Page):
    """`/`."""


def home_page(site: Site) -> HomePage:
    """Return what the site holds at a glance."""
    about = site.data.site
    texts = [site.texts[text] for text in site.by_text if text]
    first = next(iter(site.by_text), None)
    shown = [claim for claim in site.ordered if site.data.text_of(claim) == first]
    drawn = picture(site, shown) if len(shown) <= _MOST_CLAIMS else None
    return site.page(
        HomePage,
        "home",
        finding=site.markdown.html(site.filled(about.finding)) if about.finding else None,
        summary=site.markdown.html(site.filled(about.summary)) if about.summary else None,
        text=texts[0] if texts else None,
        others=tuple(texts[1:]),
        pictures=_halves(drawn) if drawn else (),
        opinions=drawn.opinions if drawn else 0,
        chart=site.chart(site.series[about.figure]) if about.figure else None,
        claims=len(site.claims),
        cards=tuple(site.cards[claim.id] for claim in (shown if drawn else shown[:_MOST_CARDS])),
        topics=tuple(site.topic_links.values()),
        events=len(site.events),
        has_unconfirmed=any(site.cards[claim.id].label.value is Label.UNCONFIRMED for claim in shown),
    )


def _halves(whole: Picture) -> tuple[Picture, ...]:
    """Return the picture cut between two topics, where its halves are nearest in height."""
    heights = [len(group.rows) + 1 + bool(group.shared) for group in whole.groups]
    cut = min(range(1, len(heights) + 1), key=lambda n: abs(sum(heights[:n]) - sum(heights[n:])))
    return tuple(replace(whole, groups=half) for half in (whole.groups[:cut], whole.groups[cut:]) if half)
