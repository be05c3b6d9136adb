"""Claims in lists: the page of all, and those of a topic or a speaker on pages of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..site import labels
from .counts import Balance, Tally, TopicTally, balance, topic_tallies, verdicts
from .frame import Frame
from .pages import Link, Page, PartPage, TopicView
from .parts import Listing
from .records import Records


@dataclass(frozen=True, kw_only=True)
class ClaimsPage(Page):
    """`/claims/`."""

    topics: tuple[TopicView, ...]
    balance: Balance
    tallies: tuple[TopicTally, ...] = ()
    """In place of the claims, where there are many: the topics whose claims are counted."""


@dataclass(frozen=True, kw_only=True)
class ClaimsPart(PartPage):
    """Claims, which can be filtered by verdict."""

    count: int
    verdicts: tuple[Tally, ...]


class ClaimLists:
    """Lists that can be filtered by verdict."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame

    def page(self) -> ClaimsPage:
        """Every claim under its first topic, or where they are too many the topics alone."""
        topics, plan = self.records.primary_topics(), self.frame.plan
        page = self.frame.page(ClaimsPage, "claims", topics=topics, balance=balance(self.records.data))
        return page if plan.claims else replace(page, tallies=topic_tallies(topics[: plan.topic_rows]))

    def listing(self, base: str, section: str, title: str, *trail: Link) -> Listing:
        """Some claims on pages of their own."""
        return Listing(
            base=base,
            section=section,
            template="parts/claims.html",
            title=title,
            trail=trail,
            noun=labels.COUNTED["claims"],
            fill=self._part,
            shows=lambda ids: [self.records.claims[id] for id in ids],
            page=ClaimsPart,
        )

    def _part(self, ids: tuple[str, ...]) -> dict[str, Any]:
        cards = tuple(self.records.cards[id] for id in ids)
        return {"items": cards, "count": len(cards), "verdicts": verdicts(card.label.value for card in cards)}
