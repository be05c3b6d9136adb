"""The page of all speakers, and that of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.records import ROLES, Speaker
from ..site.index import Site
from ..site.language import N_
from ..site.pagination import CARDS, SPEAKERS, paginate
from ..site.views import Page, View
from ..source.grouping import by_key


@dataclass(frozen=True, kw_only=True)
class SpeakersPage(Page):
    """`/speakers/`."""

    speakers: tuple[View, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SpeakerPage(Page):
    """`/speakers/<id>/`; `claims` are those of the page, by their role (model/records.py)."""

    speaker: View
    said: tuple[View, ...] = ()
    passed_on: tuple[View, ...] = ()
    ascribed: tuple[View, ...] = ()


def speakers_pages(site: Site) -> Iterator[SpeakersPage | SpeakerPage]:
    """Yield the list of speakers, and the pages of each."""
    claims = by_key((found, site.cards[claim.id]) for claim in site.ordered for found in claim.roles(site.works))
    speakers = tuple(
        _view(site, speaker, {role: tuple(claims.get((role, speaker.id), ())) for role in ROLES})
        for speaker in site.data.speakers
    )
    page = site.page(SpeakersPage, "speakers")
    for numbered, held in paginate(page, {"speakers": (speakers, SPEAKERS)}, site.language):
        yield replace(numbered, speakers=held["speakers"])
    for view in speakers:
        message = N_("The claims that %(name)s (%(role)s) made or reported.")
        description = site.language.gettext(message, name=view.name, role=view.role)
        own = site.page(SpeakerPage, f"speakers/{view.id}", (view.name, description), speaker=view)
        lists = {role: (getattr(view, role), CARDS) for role in ROLES}
        for own_page, held in paginate(own, lists, site.language):
            yield replace(own_page, **held)


def _view(site: Site, speaker: Speaker, claims: dict[str, tuple[View, ...]]) -> View:
    held = {site.data.text_of(site.claims[card.id]) for cards in claims.values() for card in cards}
    return View(
        id=speaker.id,
        url=site.urls.record("speaker", speaker.id),
        name=speaker.name,
        role=speaker.role,
        texts=tuple(link for id, link in site.text_links.items() if id in held),
        **claims,
    )
