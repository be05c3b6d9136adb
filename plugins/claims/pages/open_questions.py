"""The page of open questions: what was looked for and not found."""

from __future__ import annotations

from collections.abc import Iterator

from ..site.index import Site
from ..site.pagination import LINES, paginate
from ..site.views import Page
from ..source.grouping import by_key


def open_pages(site: Site) -> Iterator[Page]:
    """Yield the open questions of all claims, in the order in which readers meet claims."""
    questions = [(claim.id, question) for claim in site.ordered for question in claim.open]
    page = site.page(Page, "open", count=len(questions))
    for numbered, held in paginate(page, {"questions": (questions, LINES)}, site.language):
        claims = by_key(held["questions"])
        topics = by_key((site.claims[id].topics[0], (site.cards[id], tuple(found))) for id, found in claims.items())
        yield numbered.replace(topics=tuple((site.topic_links[id], tuple(found)) for id, found in topics.items()))
