"""The history of all records: the page of corrections."""

from collections.abc import Iterator

from ..site.index import Site
from ..site.pagination import CHANGES, paginate
from ..site.views import Page


class CorrectionsPage(Page):
    """`/corrections/`."""


def corrections_pages(site: Site) -> Iterator[CorrectionsPage]:
    """Yield what changed: verdicts, then other corrections, then the rest."""
    changes = sorted(site.all_changes(), key=lambda change: change.date.iso or "", reverse=True)
    verdicts = [change for change in changes if change.was]
    corrections = [change for change in changes if change.is_correction and not change.was]
    others = [change for change in changes if not change.is_correction and not change.was]
    page = site.page(CorrectionsPage, "corrections", verdicts=tuple(verdicts))
    lists = {"changes": (others, CHANGES), "corrections": (corrections, CHANGES)}
    for numbered, held in paginate(page, lists, site.language):
        yield numbered.replace(changes=tuple(held["changes"]), corrections=tuple(held["corrections"]))
