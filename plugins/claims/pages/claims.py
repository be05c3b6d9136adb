"""The page of each claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from ..data import chain, history, links
from ..data.grouping import by_key
from ..data.model import Appearance, Claim, Stance
from ..site import citations, labels
from ..site.citations import Citation
from ..site.markdown import Mentions
from ..site.release import FOLDER
from .counts import Tally, tally
from .drafts import Draft, Unit
from .frame import Frame
from .pages import ChangeView, Choice, ClaimCard, DateView, EventView, EvidenceView, Link, Page, SourceView
from .records import Records
from .values import NOT_REVIEWED, choice

_PORTION = 100  # pages: some milliseconds' work, so that processes end together


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


class Claims:
    """A claim with its chain, its verdict, its evidence and its history, in the order in which readers meet claims."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame
        self.told = by_key((claim, event.id) for event in records.events.values() for claim in event.claims)
        # For each claim the relations of others to it.
        self.ties = by_key(
            (relation.claim, (claim, relation)) for claim in records.ordered for relation in claim.relations
        )

    def units(self) -> Iterator[Unit]:
        """The pages in portions."""
        for start in range(0, len(self.records.data.claims), _PORTION):
            yield Unit("claim", partial(self._drafts, start))

    def page(self, id: str) -> ClaimPage:
        """The page of a claim."""
        ordered, n = self.records.ordered, self.records.numbers[id] - 1
        before = ordered[n - 1] if n else None
        after = ordered[n + 1] if n + 1 < len(ordered) else None
        return self._page(ordered[n], before, after)

    def _drafts(self, start: int) -> Iterator[Draft]:
        for claim in self.records.data.claims[start : start + _PORTION]:  # near each other in the file they share views
            yield Draft(
                save_as=self.records.to.file(self.records.to.claim(claim.id)),
                make=partial(self.page, claim.id),
                made_from=partial(self._print, claim),
                beside=citations.paths(f"claims/{claim.id}"),
            )

    def _print(self, claim: Claim) -> str:
        records, n = self.records, self.records.numbers[claim.id]
        beside = [(other.id, other.title) for other in records.ordered[max(n - 2, 0) : n + 1]]
        related = [relation.claim for relation in claim.relations]
        related += [other.id for other, _ in self.ties.get(claim.id, ())]
        return self.frame.prints.page(
            claim,
            *(records.works[link.source] for link in claim.appearances),
            *(records.works[evidence.source] for evidence in claim.evidence),
            *(records.claims[other] for other in related),
            *(records.events[event] for event in self.told.get(claim.id, ())),
            said=(n, beside),
        )

    def _page(self, claim: Claim, before: Claim | None, after: Claim | None) -> ClaimPage:
        records = self.records
        card, mentions = records.cards[claim.id], self.frame.glossary.page()
        statement = mentions.link(records.prose.inline(claim.statement))
        note = mentions.link(records.prose.inline(claim.note)) if claim.note else None
        verdict, cited = self._verdict(claim, mentions)
        evidence = tuple(
            records.passage(n, passage, mentions, cited=n in cited) for n, passage in enumerate(claim.passages, 1)
        )
        groups = (
            EvidenceGroup(stance=choice(s), evidence=tuple(e for e in evidence if e.stance.value == s)) for s in Stance
        )
        appearances = tuple(self._appearance(claim, n, appearance) for n, appearance in enumerate(claim.appearances, 1))
        return ClaimPage(
            template="claim.html",
            title=card.title,
            description=str(statement.striptags()),
            url=card.url,
            save_as=records.to.file(card.url),
            section="claims",
            claim=card,
            statement=statement,
            first_id=claim.first_id,
            total=len(records.ordered),
            date_as_written=claim.date_as_written,
            quote=claim.quote.text if claim.quote else None,
            verbatim=bool(claim.quote and claim.quote.verbatim),
            note=note,
            chain=appearances,
            maker=appearances[chain.maker(claim, records.works)],
            evidence=tuple(group for group in groups if group.evidence),
            tallies=tally(Stance, (e.stance.value for e in evidence)),
            verdict=verdict,
            relations=tuple(self._relations(claim)),
            events=tuple(records.entries[event] for event in self.told.get(claim.id, ())),
            changes=tuple(records.changes(claim)),
            published=_iso(history.published(claim)),
            updated=_iso(history.updated(claim)),
            citation=self.frame.citation(
                "claims", claim.id, claim.title, f"claim; verdict: {card.label.name.lower()}", history.updated(claim)
            ),
            data=f"{FOLDER}/claims/{claim.id}.json",
            previous=self._neighbour(before),
            next=self._neighbour(after),
        )

    def _neighbour(self, claim: Claim | None) -> Link | None:
        return Link(title=claim.title, url=self.records.cards[claim.id].url) if claim else None

    def _appearance(self, claim: Claim, number: int, appearance: Appearance) -> AppearanceView:
        speaker, source = self.records.speakers[appearance.speaker], self.records.sources[appearance.source]
        return AppearanceView(
            speaker=Link(title=speaker.name, url=self.records.to.speaker(speaker.id)),
            speaker_kind=choice(speaker.kind),
            role=speaker.role,
            form=appearance.form,
            source=source,
            date=self.records.dates[appearance.date] if appearance.date else None,
            paragraph=appearance.paragraph,
            seen=choice(chain.seen(appearance, self.records.works)),
            quoted=claim.quote.text if claim.quote and claim.quote.appearance == number else None,
        )

    def _verdict(self, claim: Claim, mentions: Mentions) -> tuple[VerdictView, set[int]]:
        """The finding, and the numbers of the passages that its reasoning has markers for."""
        verdict = claim.verdict
        if verdict is None:
            return VerdictView(label=choice(NOT_REVIEWED), summary="", reasoning=Markup(), reviewed=None), set()
        numbers: dict[str, int] = {}
        for number, passage in enumerate(claim.passages, 1):
            numbers.setdefault(passage.source, number)
        reasoning, cited = links.with_markers(mentions.link(self.records.prose.html(verdict.reasoning)), numbers)
        return VerdictView(
            label=choice(verdict.label),
            summary=verdict.summary,
            reasoning=reasoning,
            reviewed=self.records.dates[verdict.reviewed],
        ), cited

    def _relations(self, claim: Claim) -> Iterator[RelationView]:
        """Ties from this claim, then those to it, each said from this claim's side and once."""
        met, cards = set(), self.records.cards
        for relation in claim.relations:
            met.add(relation.claim)
            yield RelationView(phrase=labels.RELATIONS[relation.relation][0], claim=cards[relation.claim])
        for other, relation in self.ties.get(claim.id, ()):
            if other.id not in met:
                yield RelationView(phrase=labels.RELATIONS[relation.relation][1], claim=cards[other.id])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
