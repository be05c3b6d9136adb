"""Pages before they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .pages import Page


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A page that is made when it is asked for."""

    save_as: str
    make: Callable[[], Page]
    made_from: Callable[[], str] | None = None
    """The fingerprint of all that it shows, where that is known without making it."""
    beside: tuple[str, ...] = ()
    """The paths of files that go with it and are made from the same."""


class Unit(NamedTuple):
    """Some pages that are made together."""

    what: str
    """Of what they are: `claim` for pages of single claims, `claims` for their list."""
    drafts: Callable[[], Iterable[Draft]]


def made(page: Page) -> Draft:
    """A page that is made already."""
    return Draft(save_as=page.save_as, make=lambda: page)
