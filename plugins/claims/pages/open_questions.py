"""The page of open questions: what was looked for and not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.records import Question
from ..site.index import Site
from ..site.pagination import LINES, paginate
from ..site.views import Link, Page, View
from ..source.grouping import by_key


@dataclass(frozen=True, kw_only=True)
class OpenPage(Page):
    """`/open/`."""

    count: int
    topics: tuple[tuple[Link, tuple[tuple[View, tuple[Question, ...]], ...]], ...] = ()
    """Claims with their questions, under the first topic of each."""


def open_pages(site: Site) -> Iterator[OpenPage]:
    """Yield the open questions of all claims, in the order in which readers meet claims."""
    questions = [(claim.id, question) for claim in site.ordered for question in claim.open]
    page = site.page(OpenPage, "open", count=len(questions))
    for numbered, held in paginate(page, {"questions": (questions, LINES)}, site.language):
        claims = by_key(held["questions"])
        topics = by_key((site.claims[id].topics[0], (site.cards[id], tuple(found))) for id, found in claims.items())
        yield replace(numbered, topics=tuple((site.topic_links[id], tuple(found)) for id, found in topics.items()))
