"""The page of all speakers, and that of each."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.records import ROLES, Speaker
from ..site.index import Site
from ..site.language import N_
from ..site.pagination import CARDS, SPEAKERS, paginate
from ..site.views import Page, View
from ..source.grouping import by_key


class SpeakerPage(Page):
    """`/speakers/<id>/`; `claims` are those of the page, by their role (model/records.py)."""


def speakers_pages(site: Site) -> Iterator[Page]:
    """Yield the list of speakers, and the pages of each."""
    claims = by_key((found, site.cards[claim.id]) for claim in site.ordered for found in claim.roles(site.works))
    speakers = tuple(
        _view(site, speaker, {role: tuple(claims.get((role, speaker.id), ())) for role in ROLES})
        for speaker in site.data.speakers
    )
    page = site.page(Page, "speakers")
    for numbered, held in paginate(page, {"speakers": (speakers, SPEAKERS)}, site.language):
        yield numbered.replace(speakers=held["speakers"])
    for view in speakers:
        message = N_("The claims that %(name)s (%(role)s) made or reported.")
        description = site.language.gettext(message, name=view.name, role=view.role)
        own = site.page(SpeakerPage, f"speakers/{view.id}", (view.name, description), speaker=view)
        lists = {role: (getattr(view, role), CARDS) for role in ROLES}
        for own_page, held in paginate(own, lists, site.language):
            yield own_page.replace(**held)


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
