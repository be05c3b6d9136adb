"""The list of all claims, and the page of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from ..data import links
from ..data.grouping import by_key, with_neighbours
from ..data.model import Appearance, Claim, Relation, Stance
from ..site import labels
from ..site.citations import Citation
from ..site.glossary import Mentions
from ..site.pagination import CARDS, paginate
from ..site.release import FOLDER
from ..site.site import Site
from ..site.tallies import Balance, Tally, balance, tally, verdicts
from ..site.views import (
    NOT_REVIEWED,
    ChangeView,
    Choice,
    ClaimCard,
    DateView,
    EventView,
    EvidenceView,
    Link,
    Page,
    SourceView,
    TopicView,
    choice,
    date_view,
)


@dataclass(frozen=True, kw_only=True)
class ClaimsPage(Page):
    """`/claims/`: every claim under its first topic."""

    balance: Balance
    topics: tuple[TopicView, ...] = ()
    """Those of the page's claims, with these alone."""
    verdicts: tuple[Tally, ...] = ()
    count: int = 0
    """How many claims the page has."""


@dataclass(frozen=True, kw_only=True)
class VerdictView:
    """A finding; a claim without one has the label `not-reviewed`."""

    label: Choice
    summary: str
    reasoning: Markup
    reviewed: DateView | None


@dataclass(frozen=True, kw_only=True)
class AppearanceView:
    """One link of the chain."""

    speaker: Link
    speaker_kind: Choice
    role: str
    form: str
    source: SourceView
    date: DateView | None
    paragraph: int | None
    seen: Choice
    quoted: str | None


@dataclass(frozen=True, kw_only=True)
class EvidenceGroup:
    """The passages of one stance."""

    stance: Choice
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, kw_only=True)
class RelationView:
    """A tie to another claim, told from this side."""

    phrase: str
    claim: ClaimCard


@dataclass(frozen=True, kw_only=True)
class ClaimPage(Page):
    """`/claims/<id>/`."""

    claim: ClaimCard
    statement: Markup
    first_id: str
    total: int
    date_as_written: str | None
    quote: str | None
    verbatim: bool
    note: Markup | None
    chain: tuple[AppearanceView, ...]
    maker: AppearanceView
    """The link whose speaker made the claim, as far as anything shows."""
    verdict: VerdictView
    evidence: tuple[EvidenceGroup, ...]
    tallies: tuple[Tally, ...]
    relations: tuple[RelationView, ...]
    events: tuple[EventView, ...]
    changes: tuple[ChangeView, ...]
    published: str | None
    updated: str | None
    """ISO days of the first and the latest change."""
    citation: Citation
    data: str
    """Address of the claim as data."""
    previous: Link | None
    next: Link | None


def claims_pages(site: Site) -> Iterator[ClaimsPage]:
    """Yield every claim under its first topic."""
    page = site.page(ClaimsPage, "claims", balance=balance(site.data))
    first = {claim.id: claim.topics[0] for claim in site.ordered}
    for numbered, held in paginate(page, site.urls, {"claims": (tuple(site.cards.values()), CARDS)}):
        topics = by_key((first[card.id], card) for card in held["claims"])
        yield replace(
            numbered,
            topics=tuple(replace(site.topics[id], claims=tuple(cards)) for id, cards in topics.items()),
            verdicts=verdicts(card.label.value for card in held["claims"]),
            count=len(held["claims"]),
        )


def claim_pages(site: Site) -> Iterator[ClaimPage]:
    """Yield the page of each claim, in the order in which readers meet claims."""
    events = by_key((claim, site.entries[event.id]) for event in site.events.values() for claim in event.claims)
    # For each claim the relations of others to it.
    relations = by_key((relation.claim, (claim, relation)) for claim in site.ordered for relation in claim.relations)
    for before, claim, after in with_neighbours(site.ordered):
        card, mentions = site.cards[claim.id], site.glossary.page()
        statement = mentions.link(site.markdown.inline(claim.statement))
        note = mentions.link(site.markdown.inline(claim.note)) if claim.note else None
        verdict, cited = _verdict(site, claim, mentions)
        evidence = tuple(
            site.passage(n, passage, mentions, cited=n in cited) for n, passage in enumerate(claim.passages, 1)
        )
        groups = by_key((passage.stance.value, passage) for passage in evidence)
        appearances = tuple(_appearance(site, claim, n, link) for n, link in enumerate(claim.appearances, 1))
        yield ClaimPage(
            template="claim.html",
            title=card.title,
            description=str(statement.striptags()),
            url=card.url,
            save_as=site.urls.file(card.url),
            section="claims",
            claim=card,
            statement=statement,
            first_id=claim.first_id,
            total=len(site.ordered),
            date_as_written=claim.date_as_written,
            quote=claim.quote.text if claim.quote else None,
            verbatim=bool(claim.quote and claim.quote.verbatim),
            note=note,
            chain=appearances,
            maker=appearances[claim.maker(site.works)],
            evidence=tuple(EvidenceGroup(stance=choice(s), evidence=tuple(groups[s])) for s in Stance if s in groups),
            tallies=tally(Stance, (passage.stance.value for passage in evidence)),
            verdict=verdict,
            relations=tuple(_relations(site, claim, relations.get(claim.id, ()))),
            events=tuple(events.get(claim.id, ())),
            changes=tuple(site.changes(claim)),
            published=_iso(claim.published),
            updated=_iso(claim.updated),
            citation=_citation(site, claim),
            data=f"{FOLDER}/claims/{claim.id}.json",
            previous=_link(site, before),
            next=_link(site, after),
        )


def _citation(site: Site, claim: Claim) -> Citation:
    """Return how a claim is cited: as reported by somebody, where the speaker's own words were not seen."""
    card, reporter = site.cards[claim.id], claim.reporter(site.works)
    reported = "" if reporter is None else f", as reported by {site.speakers[claim.appearances[reporter].speaker].name}"
    genre = f"claim{reported}; verdict: {card.label.name.lower()}"
    return site.citation("claims", claim, genre, claim.updated, finding=card.summary)


def _link(site: Site, claim: Claim | None) -> Link | None:
    return Link(title=claim.title, url=site.cards[claim.id].url) if claim else None


def _appearance(site: Site, claim: Claim, number: int, appearance: Appearance) -> AppearanceView:
    speaker = site.speakers[appearance.speaker]
    return AppearanceView(
        speaker=Link(title=speaker.name, url=site.urls.record("speaker", speaker.id)),
        speaker_kind=choice(speaker.kind),
        role=speaker.role,
        form=appearance.form,
        source=site.sources[appearance.source],
        date=date_view(appearance.date) if appearance.date else None,
        paragraph=appearance.paragraph,
        seen=choice(appearance.seen_in(site.works)),
        quoted=claim.quote.text if claim.quote and claim.quote.appearance == number else None,
    )


def _verdict(site: Site, claim: Claim, mentions: Mentions) -> tuple[VerdictView, set[int]]:
    """Return the finding, and the numbers of the passages that its reasoning has markers for."""
    verdict = claim.verdict
    if verdict is None:
        return VerdictView(label=choice(NOT_REVIEWED), summary="", reasoning=Markup(), reviewed=None), set()
    numbers: dict[str, int] = {}
    for number, passage in enumerate(claim.passages, 1):
        numbers.setdefault(passage.source, number)
    reasoning, cited = links.with_markers(mentions.link(site.markdown.html(verdict.reasoning)), numbers)
    return VerdictView(
        label=choice(verdict.label),
        summary=verdict.summary,
        reasoning=reasoning,
        reviewed=date_view(verdict.reviewed),
    ), cited


def _relations(site: Site, claim: Claim, others: Iterable[tuple[Claim, Relation]]) -> Iterator[RelationView]:
    """Yield ties from this claim, then those to it, each said from this claim's side and once."""
    met = {relation.claim for relation in claim.relations}
    for relation in claim.relations:
        yield RelationView(phrase=labels.RELATIONS[relation.relation][0], claim=site.cards[relation.claim])
    for other, relation in others:
        if other.id not in met:
            yield RelationView(phrase=labels.RELATIONS[relation.relation][1], claim=site.cards[other.id])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
