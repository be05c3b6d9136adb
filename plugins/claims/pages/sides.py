"""The page of each side: what its own sources concede, and which they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.records import As, Claim, Stance
from ..site import labels, pagination
from ..site.index import Site
from ..site.pagination import paginate
from ..site.views import Page, SourceView
from ..source.grouping import by_key
from ..verdict.passages import Passage
from .sources import Use, use


@dataclass(frozen=True, kw_only=True)
class SidePage(Page):
    """`/sides/<id>/`; the lists are what stands on this one of its pages."""

    adjective: str
    source_count: int
    has_own: bool
    """Whether any claim comes from this side."""
    has_others: bool
    """Whether any claim comes from another side."""
    for_others: tuple[Use, ...] = ()
    """Its records that support a claim of another side."""
    against_own: tuple[Use, ...] = ()
    """Its records that complicate or contradict a claim of its own, admissions first."""
    sources: tuple[SourceView, ...] = ()


def side_pages(site: Site) -> Iterator[SidePage]:
    """Yield the pages of each side."""
    sources = by_key((source.side.value, source) for source in site.sources.values() if source.side)
    conceded = by_key(_conceded(site))
    claiming = {side for claim in site.ordered for side in site.counter.own_sides(claim)}
    for side in site.data.sides:
        id, url = side.id, site.urls.record("side", side.id)
        title, description = labels.side_page(side.adjective)
        page = SidePage(
            template="side.html",
            title=title,
            description=description,
            url=url,
            save_as=site.urls.file(url),
            section="sources",
            adjective=side.adjective,
            source_count=len(sources.get(id, ())),
            has_own=id in claiming,
            has_others=bool(claiming - {id}),
        )
        lists = {
            "for_others": (conceded.get((id, False), ()), pagination.PASSAGES),
            "against_own": (
                sorted(conceded.get((id, True), ()), key=lambda found: found[1].evidence.as_ is not As.ADMISSION),
                pagination.PASSAGES,
            ),
            "sources": (sources.get(id, ()), pagination.LINES),
        }
        for numbered, held in paginate(page, site.urls, lists):
            mentions = site.glossary.page()
            yield replace(
                numbered,
                for_others=tuple(use(site, claim, passage, mentions) for claim, passage in held["for_others"]),
                against_own=tuple(use(site, claim, passage, mentions) for claim, passage in held["against_own"]),
                sources=tuple(held["sources"]),
            )


def _conceded(site: Site) -> Iterator[tuple[tuple[str, bool], tuple[Claim, Passage]]]:
    """Yield a side and whether the claim is its own, with the claim and what that side's record concedes of it."""
    for claim in site.ordered:
        sides = site.counter.own_sides(claim)
        for passage in site.passages[claim.id]:
            stance, counts = passage.evidence.stance, passage.evidence.as_ in {As.RECORD, As.ADMISSION}
            for side in passage.sides if counts else ():
                if side in sides and stance in {Stance.QUALIFIES, Stance.CONTRADICTS}:
                    yield (side, True), (claim, passage)
                elif sides and side not in sides and stance is Stance.SUPPORTS:
                    yield (side, False), (claim, passage)
