"""The list of all claims, and the page of each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ..model import links
from ..model.records import Appearance, Claim, Label, Part, Relation, SpeakerKind, Stance
from ..site import labels
from ..site.citations import DATA_LICENSE
from ..site.glossary import Linker
from ..site.index import Site
from ..site.page import FeedEntry, Findable, Page, PictureWords
from ..site.schema_org import Graph
from ..site.serialize import Json, present
from ..site.views import (
    Change,
    Chart,
    Choice,
    ChoiceCount,
    ClaimCard,
    ClaimGroup,
    Comparison,
    EventView,
    Link,
    SourceView,
    TopicView,
    choice,
    verdicts,
)
from ..source.dates import Edtf
from ..source.grouping import by_key, with_neighbours
from ..verdict import PartLabel, ReadingLabel
from .corrections import changes, entry_of
from .rows import PassageView, Rows, Witness, claim_rows, claim_witnesses, part_numbers, passage_view


@dataclass(frozen=True, kw_only=True)
class Hinge:
    """A part or a witness without which the label would be another."""

    name: str
    place: str
    """The id of its element on the page."""
    label: Choice
    """The label without it."""


@dataclass(frozen=True, kw_only=True)
class PartFinding:
    """The finding on one part of a claim that has several."""

    number: int
    text: str
    label: Choice
    limited_by: int | None
    """The number of the part on which its label depends."""
    counts: str
    same: Link | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The finding on a claim, or on another reading of it; a claim that nobody reviewed has only a label."""

    label: Choice
    summary: str
    text: str = ""
    """What another reading takes the claim to say."""
    rests: str = ""
    counts: str = ""
    """How many witnesses show it, and how many limit or contradict it, if it has one part."""
    same: Link | None = None
    """The claim that is judged in its place."""
    part: int | None = None
    """The number of its part, if it is about one part only."""
    only_later: bool = False
    """Whether its support was published after the claim was made."""
    parts: Sequence[PartFinding] = ()
    readings: Sequence["Verdict"] = ()
    hinges: Sequence[Hinge] = ()
    reasons: Sequence[tuple[str, Markup]] = ()
    """Each reason with its heading."""
    reviewed: Edtf | None = None
    reviewed_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class AppearanceView:
    """An appearance of a claim: who said it where."""

    record: Appearance
    speaker: Link
    is_person: bool
    """Whether the speaker is a person, not an office or an organisation."""
    role: str
    """Who that person was when they spoke; empty for an office or an organisation, whose name says it."""
    source: SourceView
    seen: Choice
    quoted: str | None
    """The quotation of the claim, if it is from here."""
    lang: str
    """The language of the words."""


@dataclass(frozen=True, kw_only=True)
class ClaimsPage(Page):
    """`/claims/`."""

    topics: Sequence[tuple[TopicView, Sequence[ClaimGroup]]]
    """Each topic with the claims whose first topic it is."""
    verdicts: Sequence[ChoiceCount]
    count: int
    """The number of claims."""


@dataclass(frozen=True, kw_only=True)
class ClaimPage(Page):
    """`/claims/<id>/`: a claim, who made it, our finding on it, and its history on this site."""

    claim: ClaimCard
    record: Claim
    statement: Markup
    note: Markup | None
    text: Link | None
    number: int
    """Its number among the claims of its text, from 1."""
    total: int
    """The number of claims of its text."""
    chain: Sequence[AppearanceView]
    """How the words reached us, the first utterance first."""
    maker: AppearanceView
    """Where the speaker of the text, or else whoever made the claim, says it."""
    first: AppearanceView | None
    """Where it was made, if that was earlier."""
    reporter: str
    """Who reports its words, if we did not read them where they were said."""
    verdict: Verdict
    passages: Sequence[PassageView]
    """The evidence in the order of the file; `rows` and `witnesses` have the same passages in other orders."""
    rows: Rows | None
    witnesses: Sequence[Witness]
    charts: Sequence[Chart]
    comparisons: Sequence[Comparison]
    """Versions of sentences that the claim is about."""
    events: Sequence[EventView]
    changes: Sequence[Change]
    """The history of the claim, latest first."""
    onward: Sequence[tuple[str, Link]]
    """What to read next, each with the reason."""

    @property
    def full_title(self) -> str:
        """The title with the speaker and the verdict."""
        return self.claim.full_title

    @property
    def dates(self) -> Sequence[Edtf]:
        """The dates on which the claim changed, and on which it was last reviewed."""
        dates = [change.date for change in self.changes]
        if self.verdict.reviewed:
            dates.append(self.verdict.reviewed)
        return dates

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the claim with its parts and passages; results show its verdict, and an excerpt below it."""
        claim = self.claim
        verdict = self.verdict
        record = self.record
        said: list[str | tuple[str, str]] = [self.statement, verdict.summary]
        said += [reading.summary for reading in verdict.readings]
        said += [reason for _, reason in verdict.reasons]
        for part in record.parts:  # which an excerpt may show alone
            said.append((site.language.gettext("Claim"), part.text))
        for passage in self.passages:
            if passage.record.words:
                said.append((passage.source.record.publisher, f"“{passage.record.words}”"))
        yield Findable(
            "claim",
            self.url,
            self.title,
            said,
            answer=verdict.summary,
            also=claim.short,
            topics=[topic.id for topic in site.data.topics if topic.id in record.topics],
            label=claim.verdict,
            of_text=site.data.text_of(record) if len(site.data.texts) > 1 else None,
            by=claim.speaker,
        )

    def picture_words(self, site: Site) -> PictureWords:
        """Return the claim, its verdict, that of other readings, and its speaker."""
        return PictureWords(
            name=f"claim-{self.claim.id}",
            alt=self.full_title,
            title=self.title,
            note=" · ".join(filter(None, (self.claim.other_verdicts, self._byline(site)))),
            verdict=self.claim.label,
        )

    def _byline(self, site: Site) -> str:
        """Return who made the claim, where and when. A speaker who is cited for the claim comes first."""
        gettext = site.language.gettext
        first = self.chain[0]
        maker = self.maker
        speaker = maker.speaker.title
        publisher = maker.source.record.publisher
        if publisher in speaker:
            byline = speaker
        elif publisher.startswith(speaker):
            byline = publisher
        else:
            byline = gettext("%(speaker)s, %(publisher)s", speaker=speaker, publisher=publisher)
        if first.record.cited and maker is not first:
            byline = gettext("%(speaker)s, according to %(who)s", speaker=first.speaker.title, who=byline)
        if maker.record.date:
            byline = gettext("%(who)s, %(date)s", who=byline, date=site.language.date(maker.record.date))
        return byline

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page, the claim, its words if they are verbatim, and its review if there is one.

        The name of the `Claim` is the statement and its description says who made it, since it is not a fact of ours.
        A rating has the label in words and no number, because we give none; opinions are not rated. Every correction
        is a `CorrectionComment`. The review has the date of the claim's publication here, or of the review if the
        history does not give one.
        """
        url = graph.url(self.url)
        maker = self.maker
        claim = {"@id": f"{url}#claim"}
        dates = present(datePublished=self.record.published, dateModified=self.record.updated)
        corrections = []
        for change in self.changes:
            if change.is_correction:
                comment = {"@type": "CorrectionComment", "text": change.note, "datePublished": change.date.day}
                corrections.append(comment)
        history = {**dates, **present(correction=corrections)}
        yield {**graph.page(self, self.claim.topics[0]), **history, "mainEntity": claim}
        about = [{"@type": "Thing", "name": topic.title, "url": graph.url(topic.url)} for topic in self.claim.topics]
        works = {appearance.source.id: graph.work(appearance.source) for appearance in self.chain}
        yield {
            **graph.node("Claim", self.url, self.title, "#claim"),
            "description": self.statement.striptags(),
            **present(datePublished=maker.record.date and maker.record.date.iso),
            "author": {"@type": "Person" if maker.is_person else "Organization", "name": maker.speaker.title},
            "about": about,
            "firstAppearance": graph.work(maker.source),
            "appearance": list(works.values()),
        }
        quote = self.record.quote
        if quote and quote.verbatim:
            # Without `creator`: the quoted source does not always have the words from the speaker.
            quoted = self.chain[quote.appearance - 1]
            words = {"text": quote.text, "inLanguage": quoted.lang}
            yield {"@type": "Quotation", "@id": f"{url}#quotation", **words, "isPartOf": graph.work(quoted.source)}
        if self.verdict.reviewed and self.verdict.label.value != Label.OPINION:
            summary = self.verdict.summary
            rating = {"@type": "Rating", "alternateName": self.verdict.label.name, "ratingExplanation": summary}
            yield {
                "@type": "ClaimReview",
                "@id": f"{url}#review",
                "url": url,
                "datePublished": self.verdict.reviewed.iso,
                **dates,  # which has the day of the claim's publication, if its history gives one
                "author": graph.publisher(),
                "publishingPrinciples": graph.method(),
                "headline": self.full_title,
                "claimReviewed": self.title,
                "itemReviewed": claim,
                "reviewBody": summary,
                "reviewRating": rating,
                "license": DATA_LICENSE.url,
            }

    def news(self, site: Site) -> Iterator[tuple[str, FeedEntry]]:
        """Yield the claim for the feeds of all claims, of its topics and of its text, and an entry per correction."""
        card = self.claim
        path = f"claims/{self.record.first_id}"
        gettext = site.language.gettext
        if self.record.updated:
            entry = FeedEntry(
                path=path,
                day=self.record.updated,
                published=self.record.published,
                title=self.full_title,
                url=self.url,
                summary=gettext("%(verdict)s. %(finding)s", verdict=card.label.name, finding=card.summary),
                topics=card.topics,
                page=self,
            )
            yield site.urls.page("claims"), entry
            for topic in card.topics:
                yield topic.url, entry
            if self.text:
                yield self.text.url, entry
        corrections = [change for change in reversed(self.changes) if change.is_correction]
        for n, change in enumerate(corrections, 1):
            title = gettext("%(change)s. %(claim)s", change=change.kind.name, claim=card.full_title)
            entry = entry_of(change, f"{path}/corrections/{n}", title, card.topics)
            yield site.urls.page("corrections"), entry


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of claims, each under its first topic, then the page of each claim."""
    presenter = site.presenter
    cards = presenter.cards
    groups = defaultdict[str, list[ClaimGroup]](list)
    for group in presenter.grouped(cards.values()):
        topic = site.data.claims_by_id[group[0].id].topics[0]
        groups[topic].append(group)
    yield ClaimsPage(
        **site.page_fields("claims"),
        topics=[(presenter.topics[id], claims) for id, claims in groups.items()],
        verdicts=verdicts((card.label.value for card in cards.values()), site.language),
        count=len(cards),
    )
    yield from claim_pages(site)


def claim_pages(site: Site) -> Iterator[ClaimPage]:
    """Yield the page of each claim, in the order in which readers meet claims."""
    presenter = site.presenter
    records = site.records
    judgements = site.judgements
    gettext = site.language.gettext
    events = defaultdict[str, list[EventView]](list)
    for event in presenter.events.values():
        for card in event.claims:
            events[card.id].append(event)
    all_comparisons: list[Comparison] = []
    for comparisons in presenter.comparisons.values():
        all_comparisons += comparisons
    relations_to = defaultdict[str, list[tuple[Claim, Relation]]](list)
    for claim in records.ordered:
        for relation in claim.relations:
            relations_to[relation.claim].append((claim, relation))
    for text, claims in records.by_text.items():
        for number, (before, claim, after) in enumerate(with_neighbours(claims), 1):
            card = presenter.cards[claim.id]
            with_terms = site.glossary.linker()  # links each term once, so the calls below are in the order of the page
            statement = with_terms(site.markdown.inline(claim.statement))
            note = with_terms(site.markdown.inline(claim.note)) if claim.note else None
            chain = tuple(_appearances(site, claim))
            said_in = judgements.counter.said_in(claim)
            made_in = claim.maker(records.dataset.sources_by_id)
            report = judgements.reporter(claim)
            reporter = records.dataset.speakers_by_id[report.speaker].name if report else ""
            genre = gettext("claim, as reported by %(reporter)s", reporter=reporter) if reporter else gettext("claim")
            finding = card.summary or statement.striptags()
            description = gettext("%(verdict)s: %(finding)s", verdict=card.label.name, finding=finding)
            verdict = _verdict(site, claim, with_terms)
            passages = [passage_view(site, claim, passage, with_terms) for passage in judgements.passages[claim.id]]
            yield ClaimPage(
                **site.page_fields(f"claims/{claim.id}", (card.title, description)),
                claim=card,
                record=claim,
                statement=statement,
                text=presenter.text_links[text] if text else None,
                note=note,
                chain=chain,
                maker=chain[said_in],
                first=chain[made_in] if made_in < said_in else None,
                changes=tuple(changes(site, claim)),
                number=number,
                total=len(claims),
                reporter=reporter,
                verdict=verdict,
                passages=passages,
                rows=claim_rows(site, claim, passages),
                witnesses=tuple(claim_witnesses(site, claim, passages)),
                charts=tuple(chart for chart in presenter.charts.values() if claim.id in chart.series.claims),
                comparisons=tuple(comparison for comparison in all_comparisons if card in comparison.claims),
                events=tuple(events[claim.id]),
                citation=site.citation(
                    f"claims/{claim.id}", card.full_title, genre, claim.updated, finding=card.summary
                ),
                onward=tuple(_onward(site, claim, before, after, relations_to[claim.id])),
            )


def _appearances(site: Site, claim: Claim) -> Iterator[AppearanceView]:
    """Yield the appearances of a claim in the order of the file; `lang` is the language of the words."""
    sources = site.data.sources_by_id
    text = site.data.texts_by_id.get(site.data.text_of(claim) or "")
    for number, appearance in enumerate(claim.appearances, 1):
        speaker = site.data.speakers_by_id[appearance.speaker]
        is_person = speaker.kind is SpeakerKind.PERSON
        quote = claim.quote if claim.quote and claim.quote.appearance == number else None
        if text and text.speaker == speaker.id:
            speaker_url = site.urls.record("text", text.id)
        else:
            speaker_url = site.urls.record("speaker", speaker.id)
        yield AppearanceView(
            record=appearance,
            speaker=Link(title=speaker.name, url=speaker_url),
            is_person=is_person,
            role=speaker.role if is_person else "",
            source=site.presenter.sources[appearance.source],
            seen=choice(appearance.seen_in(sources), site.language),
            quoted=quote.text if quote else None,
            lang=site.judgements.quote_lang(claim) if quote else appearance.lang_in(sources),
        )


def _verdict(site: Site, claim: Claim, with_terms: Linker) -> Verdict:
    """Return the finding on a claim, with its reasons under headings; links in them lead to passages on the page."""
    verdict = claim.verdict
    card = site.presenter.cards[claim.id]
    if verdict is None:
        return Verdict(label=card.label, summary="")
    judged = {reading.id: reading for reading in site.judgements.by_claim[claim.id].readings}  # None: the main one
    readings = []
    for reading, view in zip(verdict.readings, card.readings, strict=True):
        other_finding = Verdict(label=view.label, summary=view.summary, text=view.text, rests=view.rests)
        readings.append(_with_counts(site, claim, judged[reading.id], other_finding))
    passages = site.judgements.passages[claim.id]
    passage_numbers = by_key((passage.evidence.source, passage.number) for passage in passages)
    reasons = []
    for heading, reason in zip(labels.REASONS, (verdict.for_, verdict.against, verdict.unknown), strict=True):
        if reason:
            html = links.to_passages(with_terms(site.markdown.html(reason)), passage_numbers)
            reasons.append((site.language.gettext(heading), html))
    finding = Verdict(
        label=card.label,
        summary=verdict.summary,
        rests=card.rests,
        readings=tuple(readings),
        hinges=tuple(_hinges(site, claim)),
        reasons=tuple(reasons),
        reviewed=verdict.reviewed,
        reviewed_by=verdict.reviewed_by,
    )
    return _with_counts(site, claim, judged[None], finding)


def _with_counts(site: Site, claim: Claim, reading: ReadingLabel, finding: Verdict) -> Verdict:
    """Return the finding on a reading with its counts, part by part if the reading has several."""
    if reading.label is Label.OPINION:
        return finding
    only_later = site.judgements.counter.is_shown_only_later(claim, reading)
    numbers = part_numbers(claim)
    if len(reading.parts) == 1:
        [single] = reading.parts
        return replace(
            finding,
            only_later=only_later,
            part=numbers.get(single.count.id),
            counts=_counts(site, single),
            same=_same(site, single),
        )
    parts = []
    for labelled in reading.parts:
        part = labelled.count.part
        if part:
            finding_on_part = PartFinding(
                number=numbers[part.id],
                text=part.text,
                label=choice(labelled.label, site.language),
                limited_by=numbers[labelled.limited_by] if labelled.limited_by else None,
                counts=_counts(site, labelled),
                same=_same(site, labelled),
            )
            parts.append(finding_on_part)
    return replace(finding, only_later=only_later, parts=tuple(parts))


def _same(site: Site, part: PartLabel) -> Link | None:
    """Return a link to the claim that is judged in place of a part, if there is one."""
    return site.presenter.cards[part.same.claim] if part.same else None


def _counts(site: Site, part: PartLabel) -> str:
    """Return in words how many witnesses show a part, and how many limit or contradict it."""
    if part.same:
        return ""
    witnesses = {
        Stance.SUPPORTS: part.count.supports,
        Stance.PARTLY: part.count.partly,
        Stance.QUALIFIES: part.count.qualifies,
        Stance.CONTRADICTS: part.count.contradicts,
    }
    groups: dict[Stance, Counter[str]] = {}
    for stance in labels.SHOWN_BY:
        groups[stance] = Counter()
        for witness in witnesses[stance]:
            sides: set[str] = set()
            for passage in witness.passages:
                sides.update(passage.sides)
            groups[stance][site.judgements.whose(sides)] += 1
    return labels.counts(groups, site.language)


def _hinges(site: Site, claim: Claim) -> Iterator[Hinge]:
    """Yield the parts, and the witnesses by their first passages, on which the label of the main reading depends."""
    for hinge in site.judgements.hinges[claim.id]:
        if hinge.reading is not None:
            continue
        if isinstance(hinge.on, Part):
            number = part_numbers(claim)[hinge.on.id]
            name = site.language.gettext("part %(number)s", number=number)
            place = f"part-{number}"
        else:
            first = hinge.on.passages[0]
            name = site.judgements.witness_name(first.evidence.source, hinge.on.origins)
            place = f"evidence-{first.number}"
        yield Hinge(name=name, place=place, label=choice(hinge.label, site.language))


def _onward(
    site: Site,
    claim: Claim,
    before: Claim | None,
    after: Claim | None,
    relations_to_claim: Sequence[tuple[Claim, Relation]],
) -> Iterator[tuple[str, Link]]:
    """Yield what to read next, each with the reason: the neighbours of the claim, related claims, its topics."""
    cards = site.presenter.cards
    gettext = site.language.gettext
    if before:
        yield gettext("Before it"), cards[before.id]
    if after:
        yield gettext("After it"), cards[after.id]
    # Relations from this claim, then those to it. If two claims name each other, the relation from this one is shown.
    phrases: dict[str, str] = {}
    for relation in claim.relations:
        if relation.claim in cards:
            phrases[relation.claim] = labels.RELATIONS[relation.relation][0]
    for other, relation in relations_to_claim:
        phrases.setdefault(other.id, labels.RELATIONS[relation.relation][1])
    for id, phrase in phrases.items():
        yield gettext(phrase), cards[id]
    for id in claim.topics:
        topic = site.presenter.topics[id]
        yield topic.title, Link(title=topic.question, url=topic.url)
