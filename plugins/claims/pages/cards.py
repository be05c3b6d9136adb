"""The card of each claim, which pages elsewhere frame: it shows the verdict of today, whenever it was put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .claims import OneClaimPage


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """`/embed/claims/<id>/`: the page of a claim in a few lines."""

    template: str
    save_as: str
    page: OneClaimPage
    version: str
    """That of the data."""


def cards(pages: Iterable[object], version: str) -> Iterator[CardPage]:
    """Yield the card of each claim's page, also of one that was withdrawn, where the site has an address."""
    for page in pages:
        if isinstance(page, OneClaimPage) and page.embed:
            yield CardPage(template="embed.html", save_as=f"{page.embed.card}index.html", page=page, version=version)
