"""What pages of several kinds are made with."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from ..site import labels
from ..site.citations import Citation
from ..site.site import Site
from ..site.views import Page

P = TypeVar("P", bound=Page)


def standalone(site: Site, page: type[P], name: str, **fields: Any) -> P:
    """Return a page whose title and description stand in labels.PAGES, under the name of its address."""
    section, _, last = name.rpartition("/")
    title, description = labels.PAGES[last]
    url = site.urls.page(name)
    return page(
        template=f"{last}.html",
        title=title,
        description=description,
        url=url,
        save_as=site.urls.file(url),
        section=section or last,
        **fields,
    )


def citation(site: Site, folder: str, id: str, *, title: str, genre: str, date: date | None) -> Citation:
    """Return how a record's page is cited."""
    return Citation(
        key=f"claim-by-claim-{id}",
        title=title,
        genre=genre,
        container=site.release.name,
        url=site.release.url(f"{folder}/{id}/") if site.release.site else "",
        folder=f"{folder}/{id}",
        date=date,
    )
