"""The list of all claims, and the page of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model import links
from ..model.records import Appearance, Claim, Label, Part, Relation, Stance
from ..site import labels
from ..site.glossary import Linker
from ..site.groups import grouped
from ..site.index import Site, part_numbers
from ..site.pagination import CARDS, paginate
from ..site.tallies import verdicts
from ..site.views import Choice, Link, Page, View
from ..source.grouping import by_key, with_neighbours
from ..verdict.consequences import Hinge, hinges, shown_only_later
from ..verdict.counter import ReadingLabel
from ..verdict.origins import Witness
from ..verdict.rule import PartCount, PartLabel
from .evidence import claim_evidence

_UNCOUNTED: Mapping[str, Any] = {"counts": "", "same": None, "part": None, "only_later": False, "parts": ()}
"""What a reading has without a label that follows from counts."""


class ClaimPage(Page):
    """`/claims/<id>/`: who made a claim, what it says, what we found and what became of it here."""

    @property
    def full_title(self) -> str:
        """The title with who claimed it and the verdict."""
        return str(self.claim.full_title)


def claims_pages(site: Site) -> Iterator[Page]:
    """Yield every claim under its first topic."""
    page = site.page(Page, "claims", claims=len(site.claims))
    for numbered, held in paginate(page, {"claims": ((*grouped(site, site.cards.values()),), CARDS)}, site.language):
        topics = by_key((site.claims[group[0].id].topics[0], group) for group in held["claims"])
        shown = [card.label.value for group in held["claims"] for card in group]
        yield numbered.replace(
            topics=tuple(site.topics[id].replace(claims=tuple(groups)) for id, groups in topics.items()),
            verdicts=verdicts(shown, site.language),
            count=len(shown),
        )


def claim_pages(site: Site) -> Iterator[ClaimPage]:
    """Yield the page of each claim, in the order in which readers meet claims."""
    events = by_key((claim, site.entries[event.id]) for event in site.events.values() for claim in event.claims)
    figures = by_key((claim, series) for series in site.data.series for claim in series.claims)
    # For each claim the relations of others to it.
    relations = by_key((relation.claim, (claim, relation)) for claim in site.ordered for relation in claim.relations)
    neighbours = (found for claims in site.by_text.values() for found in with_neighbours(claims))
    for before, claim, after in neighbours:
        card, with_terms = site.cards[claim.id], site.glossary.page()
        statement = with_terms(site.markdown.inline(claim.statement))
        note = with_terms(site.markdown.inline(claim.note)) if claim.note else None
        chain = tuple(_appearance(site, claim, n, link) for n, link in enumerate(claim.appearances, 1))
        text, said, made = site.data.text_of(claim), site.counter.said_in(claim), claim.maker(site.works)
        verdict = _verdict(site, claim, with_terms)
        views = [site.passage(claim, passage, with_terms) for passage in site.passages[claim.id]]
        name, report, gettext = card.label.name, site.reporter(claim), site.language.gettext
        reporter = site.speakers[report.speaker].name if report else ""
        genre = gettext("claim, as reported by %(reporter)s", reporter=reporter) if reporter else gettext("claim")
        found = card.summary or statement.striptags()
        yield site.page(
            ClaimPage,
            f"claims/{claim.id}",
            (card.title, gettext("%(verdict)s: %(finding)s", verdict=name, finding=found)),
            claim=card,
            statement=statement,
            first_id=claim.first_id,
            text=site.text_links[text] if text else None,
            note=note,
            chain=chain,
            maker=chain[said],
            first=chain[made] if made < said else None,
            changes=tuple(site.changes(claim)),
            published=claim.published,
            updated=claim.updated,
            total=len(site.by_text[text]),
            date_as_written=claim.date_as_written,
            quote=claim.quote.text if claim.quote and claim.quote.verbatim else None,
            reporter=reporter,
            evidence=claim_evidence(site, claim, views),
            charts=tuple(site.chart(series) for series in figures.get(claim.id, ())),
            open=claim.open,
            verdict=verdict,
            events=tuple(events.get(claim.id, ())),
            citation=site.citation(f"claims/{claim.id}", card.full_title, genre, claim.updated, finding=card.summary),
            onward=tuple(_onward(site, claim, before, after, relations.get(claim.id, ()))),
        )


def _appearance(site: Site, claim: Claim, number: int, appearance: Appearance) -> View:
    """Return a link of the chain; `lang` is the language of its words."""
    speaker = site.speakers[appearance.speaker]
    quote = claim.quote if claim.quote and claim.quote.appearance == number else None
    text = next((text for text in site.data.texts if text.id == site.data.text_of(claim)), None)
    of_text = ("text", text.id) if text and text.speaker == speaker.id else ("speaker", speaker.id)
    return View.from_record(
        appearance,
        speaker=Link(title=speaker.name, url=site.urls.record(*of_text)),
        speaker_kind=site.choice(speaker.kind),
        role=speaker.role,
        source=site.sources[appearance.source],
        seen=site.choice(appearance.seen_in(site.works)),
        quoted=quote.text if quote else None,
        lang=site.quote_lang(claim) if quote else appearance.lang_in(site.works),
    )


def _verdict(site: Site, claim: Claim, with_terms: Linker) -> View:
    """Return the finding, and under their headings the reasons, which lead to the passages on the page."""
    verdict, card = claim.verdict, site.cards[claim.id]
    if verdict is None:
        empty = {"readings": (), "hinges": (), "reasons": (), "reviewed": None, "reviewed_by": None}
        return View(label=card.label, text="", summary="", **_UNCOUNTED, **empty)
    numbers = by_key((passage.evidence.source, passage.number) for passage in site.passages[claim.id])
    reasons = zip(labels.REASONS, (verdict.for_, verdict.against, verdict.unknown), strict=True)
    main, *others = site.judgements[claim.id].readings
    by_id = {reading.id: reading for reading in others}
    return View(
        **vars(_reading(site, claim, main, label=card.label, summary=verdict.summary)),
        readings=tuple(
            _reading(site, claim, by_id[reading.id], label=shown.label, summary=shown.summary, text=shown.text)
            for reading, shown in zip(verdict.readings, card.readings, strict=True)
        ),
        hinges=tuple(_hinge(site, claim, hinge) for hinge in hinges(site.counter, claim) if hinge.reading is None),
        reasons=tuple(
            (site.language.gettext(heading), links.to_passages(with_terms(site.markdown.html(reason)), numbers))
            for heading, reason in reasons
            if reason
        ),
        reviewed=verdict.reviewed,
        reviewed_by=verdict.reviewed_by,
    )


def _reading(site: Site, claim: Claim, reading: ReadingLabel, *, label: Choice, summary: str, text: str = "") -> View:
    """Return a reading with its counts, part by part where it has several."""
    if reading.label is Label.OPINION:
        return View(label=label, text=text, summary=summary, **_UNCOUNTED)
    several, numbers = len(reading.parts) > 1, part_numbers(claim)
    return View(
        label=label,
        text=text,
        summary=summary,
        counts="" if several or reading.parts[0].same else _counts(site, claim, reading.parts[0].count),
        same=site.cards[same.claim] if not several and (same := reading.parts[0].same) else None,
        part=None if several else numbers.get(reading.parts[0].count.id),
        only_later=shown_only_later(site.counter, claim, reading),
        parts=tuple(_part(site, claim, part) for part in reading.parts if several and part.count.part),
    )


def _part(site: Site, claim: Claim, labelled: PartLabel) -> View:
    """Return a part with the label of its own witnesses; it is `limited_by` the part to which it refers."""
    numbers = part_numbers(claim)
    part = labelled.count.part
    assert part  # noqa: S101 - for the type checker: a claim with several has no nameless one
    return View(
        number=numbers[part.id],
        text=part.text,
        label=site.choice(labelled.label),
        counts="" if part.same else _counts(site, claim, labelled.count),
        same=site.cards[part.same.claim] if part.same else None,
        limited_by=numbers[labelled.limited_by] if labelled.limited_by else None,
    )


def _counts(site: Site, claim: Claim, count: PartCount) -> str:
    """Return in words who shows a part and who tells against it."""
    stances = {
        Stance.SUPPORTS: count.supports,
        Stance.PARTLY: count.partly,
        Stance.QUALIFIES: count.qualifies,
        Stance.CONTRADICTS: count.contradicts,
    }
    groups = {stance: Counter(_whose(site, claim, witness) for witness in found) for stance, found in stances.items()}
    return labels.counts(groups, site.language)


def _whose(site: Site, claim: Claim, witness: Witness) -> str:
    return site.whose({side for n in witness.passages for side in site.counter.sides_of(claim.evidence[n])})


def _hinge(site: Site, claim: Claim, hinge: Hinge) -> View:
    """Return a part, or a witness by its first passage, and the label without it."""
    label = site.choice(hinge.label)
    if isinstance(hinge.on, Part):
        number = part_numbers(claim)[hinge.on.id]
        return View(name=site.language.gettext("part %(number)s", number=number), place=f"part-{number}", label=label)
    first = site.passages[claim.id][min(hinge.on.passages)]
    return View(
        name=site.witness_name(first.evidence.source, hinge.on.origins), place=f"evidence-{first.number}", label=label
    )


def _onward(
    site: Site, claim: Claim, before: Claim | None, after: Claim | None, others: Iterable[tuple[Claim, Relation]]
) -> Iterator[tuple[str, View]]:
    """Yield where to read on, and why: the claims beside it, those it has ties with, its topics."""
    gettext = site.language.gettext
    for way, neighbour in ((gettext("Before it"), before), (gettext("After it"), after)):
        if neighbour:
            yield way, site.cards[neighbour.id]
    yield from _relations(site, claim, others)
    for topic in claim.topics:
        yield gettext("The question behind it"), Link(title=site.topics[topic].question, url=site.topics[topic].url)


def _relations(site: Site, claim: Claim, others: Iterable[tuple[Claim, Relation]]) -> Iterator[tuple[str, View]]:
    """Yield ties from this claim, then those to it, each said from this claim's side and once."""
    ties = {tie.claim: labels.RELATIONS[tie.relation][0] for tie in claim.relations if tie.claim in site.cards}
    for other, tie in others:
        ties.setdefault(other.id, labels.RELATIONS[tie.relation][1])
    for id, phrase in ties.items():
        yield site.language.gettext(phrase), site.cards[id]
