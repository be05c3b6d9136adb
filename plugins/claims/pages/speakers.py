"""The page of all speakers, and that of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..data import chain
from ..data.grouping import by_key
from ..data.model import Speaker
from ..plan import LIST
from ..site import labels
from .claimlists import ClaimLists
from .drafts import Draft, made
from .frame import Frame
from .pages import Choice, ClaimCard, Link, ListPage, Page, Parts
from .parts import Listing, stretch
from .records import Records
from .values import choice


@dataclass(frozen=True, kw_only=True)
class SpeakerView:
    """A speaker, with what they said and what they passed on."""

    id: str
    url: str
    name: str
    kind: Choice
    role: str
    side: Choice | None
    said: tuple[ClaimCard, ...]
    passed_on: tuple[ClaimCard, ...]
    ascribed: tuple[ClaimCard, ...]
    """What they are said to have said, of which nothing was found."""


@dataclass(frozen=True, kw_only=True)
class SpeakersPage(ListPage):
    """`/speakers/`."""

    speakers: tuple[SpeakerView, ...]


@dataclass(frozen=True, kw_only=True)
class SpeakerPage(Page):
    """`/speakers/<id>/`."""

    speaker: SpeakerView
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """Its lists that stand on pages of their own."""


class Speakers:
    """A speaker with what they said first, what they passed on, and what is only ascribed to them."""

    def __init__(self, records: Records, frame: Frame, claims: ClaimLists) -> None:
        self.records = records
        self.frame = frame
        self.claims = claims
        links = [(chain.roles(claim, records.works), claim) for claim in records.ordered]
        self.roles = {
            role: by_key((speaker, claim) for found, claim in links for as_, speaker in found if as_ == role)
            for role in chain.ROLES
        }

    def drafts(self) -> Iterator[Draft]:
        """The page of all, and each speaker's with the parts of its lists."""
        speakers = {speaker.id: self._view(speaker) for speaker in self.records.data.speakers}
        yield from self._all(speakers)
        for speaker in speakers.values():
            split = self.frame.split(self.frame.plan.of_speaker[speaker.id], self._listings(speaker))
            yield made(replace(self._page(speaker), parts={name: found.links() for name, found in split.items()}))
            for found in split.values():
                yield from found.drafts()

    def _all(self, speakers: dict[str, SpeakerView]) -> Iterator[Draft]:
        page = self.frame.page(SpeakersPage, "speakers", speakers=tuple(speakers.values()))
        listing = Listing(
            base=f"speakers/{LIST}",
            section="speakers",
            template="parts/speakers.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=labels.COUNTED["speakers"],
            fill=lambda ids: {"items": tuple(speakers[id] for id in ids)},
            name=labels.letters,
            note=lambda ids: stretch(speakers[ids[0]].name, speakers[ids[-1]].name),
        )
        yield from self.frame.listed(page, self.frame.plan.speakers, listing)

    def _view(self, speaker: Speaker) -> SpeakerView:
        cards = self.records.cards
        return SpeakerView(
            id=speaker.id,
            url=self.records.to.speaker(speaker.id),
            name=speaker.name,
            kind=choice(speaker.kind),
            role=speaker.role,
            side=choice(speaker.side) if speaker.side else None,
            **{
                role: tuple(cards[claim.id] for claim in found.get(speaker.id, ()))
                for role, found in self.roles.items()
            },
        )

    def _page(self, speaker: SpeakerView) -> SpeakerPage:
        return SpeakerPage(
            template="speaker.html",
            title=speaker.name,
            description=labels.speaker_description(speaker.name, speaker.role),
            url=speaker.url,
            save_as=self.records.to.file(speaker.url),
            section="speakers",
            speaker=speaker,
        )

    def _listings(self, speaker: SpeakerView) -> dict[str, Listing]:
        trail = self.frame.section("speakers"), Link(title=speaker.name, url=speaker.url)
        base, name = f"speakers/{speaker.id}", speaker.name
        said, passed_on = labels.SAID_BY.format(name), labels.PASSED_ON_BY.format(name)
        ascribed = labels.ASCRIBED_TO.format(name)
        return {
            "said": self.claims.listing(f"{base}/made", "speakers", said, *trail),
            "passed_on": self.claims.listing(f"{base}/passed-on", "speakers", passed_on, *trail),
            "ascribed": self.claims.listing(f"{base}/ascribed", "speakers", ascribed, *trail),
        }
