"""The page of each side: where its own sources help the other, and which they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model.records import Claim
from ..site import labels, pagination
from ..site.index import Site
from ..site.pagination import paginate
from ..site.views import Page
from ..source.grouping import by_key
from ..verdict.consequences import admissions
from ..verdict.passages import Passage
from .sources import use


class SidePage(Page):
    """`/sides/<id>/`; the lists are what stands on this one of its pages."""


def side_pages(site: Site) -> Iterator[SidePage]:
    """Yield the pages of each side."""
    sources = by_key((source.side.value, source) for source in site.sources.values() if source.side)
    helping = by_key(_helping(site))
    claiming = Counter(side for claim in site.ordered for side in site.counter.own_sides(claim))
    for side in site.data.sides:
        id = side.id
        page = site.page(
            SidePage,
            f"sides/{id}",
            labels.side_page(side.adjective, side.name, site.language),
            section="sources",
            adjective=side.adjective,
            own_count=claiming[id],
            other_count=claiming.total() - claiming[id],
        )
        lists = {
            "for_others": (helping.get((id, False), ()), pagination.PASSAGES),
            "against_own": (helping.get((id, True), ()), pagination.PASSAGES),
            "sources": (sources.get(id, ()), pagination.LINES),
        }
        for numbered, held in paginate(page, lists, site.language):
            with_terms = site.glossary.page()
            yield numbered.replace(
                for_others=tuple(use(site, claim, passage, with_terms) for claim, passage in held["for_others"]),
                against_own=tuple(use(site, claim, passage, with_terms) for claim, passage in held["against_own"]),
                sources=tuple(held["sources"]),
            )


def _helping(site: Site) -> Iterator[tuple[tuple[str, bool], tuple[Claim, Passage]]]:
    """Yield a side and whether the claim is its own, with the claim and what that side's record shows of it."""
    for claim in site.ordered:
        for admission in admissions(site.counter, claim, site.passages[claim.id]):
            for side in admission.sides:
                yield (side, admission.against_own), (claim, admission.passage)
