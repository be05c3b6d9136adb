"""The list of all claims, and the page of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model import links
from ..model.records import Appearance, Claim, Label, Part, Relation, SpeakerKind
from ..site import labels
from ..site.glossary import Linker
from ..site.index import Site
from ..site.pagination import CARDS, paginate
from ..site.release import DATA_LICENSE
from ..site.schema_org import Graph
from ..site.serialize import Json, present
from ..site.views import Findable, Link, Page, PictureWords, View, choice, verdicts
from ..source.dates import Edtf
from ..source.grouping import by_key, with_neighbours
from ..verdict.consequences import Hinge, shown_only_later
from ..verdict.counter import ReadingLabel
from ..verdict.rule import PartLabel
from .corrections import changes, entry_of
from .evidence import claim_evidence, part_numbers


class ClaimPage(Page):
    """`/claims/<id>/`: who made a claim, what it says, what we found and what became of it here."""

    @property
    def full_title(self) -> str:
        """The title with who claimed it and the verdict."""
        return str(self.claim.full_title)

    @property
    def dates(self) -> Sequence[Edtf]:
        """When the claim changed, and was reviewed last."""
        reviewed = self.verdict.reviewed
        return [*(change.date for change in self.changes), *([reviewed] if reviewed else [])]

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the claim with its verdict, and the words of its passages; the verdict is what a search shows of it."""
        claim, verdict, of = self.claim, self.verdict, site.data.claims_by_id[self.claim.id]
        passages = [(p.source.publisher, f"“{p.words}”") for p in self.evidence.passages if p.words]
        names = (name for link in self.chain for name in (link.speaker.title, link.source.publisher))
        yield Findable(
            "claim",
            self.url,
            self.title,
            (self.statement, verdict.summary, *(reason for _, reason in verdict.reasons), *passages),
            answer=verdict.summary,
            also=", ".join(dict.fromkeys((self.title, *names))),
            topics=[topic.id for topic in site.data.topics if topic.id in of.topics],
            label=claim.verdict,
            of_text=site.data.text_of(of) if len(site.data.texts) > 1 else None,
            by=claim.speaker,
        )

    def picture_words(self, site: Site) -> PictureWords:
        """Return the claim, who made it, and its verdict."""
        gettext, byline = site.language.gettext, self._byline(site)
        return PictureWords(
            name=f"claim-{self.claim.id}",
            said=(self.full_title, byline),
            kicker=gettext("Claim %(number)s of %(count)s", number=self.claim.number, count=self.total),
            title=self.title,
            note=byline,
            verdict=self.claim.label,
            gloss=self.claim.other_verdicts,
        )

    def _byline(self, site: Site) -> str:
        """Return who made the claim, where and when; and first whom they cite for it, if they cite anybody."""
        first, maker = self.chain[0], self.maker
        speaker, publisher = maker.speaker.title, maker.source.publisher
        gettext, who = site.language.gettext, speaker
        if publisher not in speaker:
            apart = gettext("%(speaker)s, %(publisher)s", speaker=speaker, publisher=publisher)
            who = publisher if publisher.startswith(speaker) else apart
        if first.cited and maker is not first:
            who = gettext("%(speaker)s, according to %(who)s", speaker=first.speaker.title, who=who)
        return gettext("%(who)s, %(date)s", who=who, date=site.language.date(maker.date)) if maker.date else str(who)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the claim by whoever made it, its words where they are verbatim, and the review of it, if there is one.

        Its name is what was claimed, its description who is said to have claimed it: it is no fact of ours. A verdict
        has the words of its label and no number, which we do not give; an opinion is not judged. Every correction is
        one. A review bears the day on which it was made, where the history does not say when the claim was published.
        """
        url, maker = graph.url(self.url), self.maker
        claim = {"@id": f"{url}#claim"}
        dates = present(datePublished=self.published, dateModified=self.updated)
        corrections = [
            {"@type": "CorrectionComment", "text": change.note, "datePublished": change.date.day}
            for change in self.changes
            if change.is_correction
        ]
        history = {**dates, **present(correction=corrections)}
        yield {**graph.page(self, self.claim.topics[0]), **history, "mainEntity": claim}
        person = maker.speaker_kind.value == SpeakerKind.PERSON
        yield {
            **graph.node("Claim", self.url, self.title, "#claim"),
            "description": str(self.statement.striptags()),
            **present(datePublished=maker.date and maker.date.iso),
            "author": {"@type": "Person" if person else "Organization", "name": maker.speaker.title},
            "about": [
                {"@type": "Thing", "name": topic.title, "url": graph.url(topic.url)} for topic in self.claim.topics
            ],
            "firstAppearance": graph.work(maker.source),
            "appearance": list({link.source.id: graph.work(link.source) for link in self.chain}.values()),
        }
        if self.quote:
            # No `creator`: the words are those of the source that is named, which need not have them from the speaker.
            link = next(link for link in self.chain if link.quoted)
            words = {"text": self.quote, "inLanguage": link.lang}
            yield {"@type": "Quotation", "@id": f"{url}#quotation", **words, "isPartOf": graph.work(link.source)}
        if self.verdict.reviewed and self.verdict.label.value != Label.OPINION:
            label, summary = self.verdict.label.name, self.verdict.summary
            yield {
                "@type": "ClaimReview",
                "@id": f"{url}#review",
                "url": url,
                "datePublished": self.published or self.verdict.reviewed.iso,
                **dates,
                "author": graph.publisher(),
                "publishingPrinciples": graph.method(),
                "headline": self.full_title,
                "claimReviewed": self.title,
                "itemReviewed": claim,
                "reviewBody": summary,
                "reviewRating": {"@type": "Rating", "alternateName": label, "ratingExplanation": summary},
                "license": DATA_LICENSE.url,
            }

    def news(self, site: Site) -> Iterator[tuple[str, View]]:
        """Yield the claim for the feeds of all claims, its topics and its text; and each correction of it."""
        card, path, gettext = self.claim, f"claims/{self.first_id}", site.language.gettext
        if self.updated:
            entry = View(
                path=path,
                day=self.updated,
                published=self.published,
                title=self.full_title,
                url=self.url,
                summary=gettext("%(verdict)s. %(finding)s", verdict=card.label.name, finding=card.summary),
                topics=card.topics,
                change=None,
                page=self,
            )
            links = (*card.topics, *([self.text] if self.text else []))
            yield from ((url, entry) for url in (site.urls.page("claims"), *(link.url for link in links)))
        corrections = [change for change in reversed(self.changes) if change.is_correction]
        for n, change in enumerate(corrections, 1):
            title = gettext("%(change)s. %(claim)s", change=change.kind.name, claim=card.full_title)
            entry = entry_of(change, f"{path}/corrections/{n}", title, card.topics)
            yield site.urls.page("corrections"), entry

    def frame_title(self, site: Site) -> str:
        """Return who claimed what, and on which site it is: what is copied does not name the verdict."""
        speaker, gettext, name = self.claim.speaker, site.language.gettext, site.release.name
        return gettext("Claim: %(title)s (by %(speaker)s), at %(site)s", title=self.title, speaker=speaker, site=name)


class Verdict(View):
    """What we found of a claim, or of a reading of it; with no more than a label, that nobody has checked it."""

    text = counts = rests = ""
    same = part = reviewed = reviewed_by = None
    only_later = False
    parts = readings = hinges = reasons = ()


def pages(site: Site) -> Iterator[Page]:
    """Yield every claim under its first topic, and the page of each."""
    presenter, cards = site.presenter, site.presenter.cards
    page = site.page(Page, "claims", claims=len(cards))
    for numbered in paginate(page, site.language, groups=((*presenter.grouped(cards.values()),), CARDS)):
        topics = by_key((site.data.claims_by_id[group[0].id].topics[0], group) for group in numbered.groups)
        labels = [card.label.value for group in numbered.groups for card in group]
        yield numbered.replace(
            topics=tuple(presenter.topics[id].replace(claims=tuple(groups)) for id, groups in topics.items()),
            verdicts=verdicts(labels, site.language),
            count=len(labels),
        )
    yield from claim_pages(site)


def claim_pages(site: Site) -> Iterator[ClaimPage]:
    """Yield the page of each claim, in the order in which readers meet claims."""
    records, presenter, judgements, gettext = site.records, site.presenter, site.judgements, site.language.gettext
    events = by_key((card.id, event) for event in presenter.events.values() for card in event.claims)
    charts = by_key((claim, chart) for chart in presenter.charts.values() for claim in chart.claims)
    # For each claim the relations of others to it.
    relations = by_key((relation.claim, (claim, relation)) for claim in records.ordered for relation in claim.relations)
    neighbours = (found for claims in records.by_text.values() for found in with_neighbours(claims))
    for before, claim, after in neighbours:
        card, with_terms = presenter.cards[claim.id], site.glossary.page()
        statement = with_terms(site.markdown.inline(claim.statement))
        note = with_terms(site.markdown.inline(claim.note)) if claim.note else None
        chain = tuple(_appearance(site, claim, n, link) for n, link in enumerate(claim.appearances, 1))
        text, said, made = (
            site.data.text_of(claim),
            judgements.counter.said_in(claim),
            claim.maker(records.dataset.sources_by_id),
        )
        report = judgements.reporter(claim)
        reporter = records.dataset.speakers_by_id[report.speaker].name if report else ""
        genre = gettext("claim, as reported by %(reporter)s", reporter=reporter) if reporter else gettext("claim")
        found = card.summary or statement.striptags()
        yield site.page(
            ClaimPage,
            f"claims/{claim.id}",
            (card.title, gettext("%(verdict)s: %(finding)s", verdict=card.label.name, finding=found)),
            claim=card,
            statement=statement,
            first_id=claim.first_id,
            text=presenter.text_links[text] if text else None,
            note=note,
            chain=chain,
            maker=chain[said],
            first=chain[made] if made < said else None,
            changes=tuple(changes(site, claim)),
            published=claim.published,
            updated=claim.updated,
            total=len(records.by_text[text]),
            date_as_written=claim.date_as_written,
            quote=judgements.quote(claim),
            reporter=reporter,
            verdict=_verdict(site, claim, with_terms),
            evidence=claim_evidence(site, claim, with_terms),
            charts=tuple(charts.get(claim.id, ())),
            open=claim.open,
            events=tuple(events.get(claim.id, ())),
            citation=site.citation(f"claims/{claim.id}", card.full_title, genre, claim.updated, finding=card.summary),
            onward=tuple(_onward(site, claim, before, after, relations.get(claim.id, ()))),
        )


def _appearance(site: Site, claim: Claim, number: int, appearance: Appearance) -> View:
    """Return a link of the chain; `lang` is the language of its words."""
    speaker, sources = site.data.speakers_by_id[appearance.speaker], site.data.sources_by_id
    quote = claim.quote if claim.quote and claim.quote.appearance == number else None
    text = site.data.texts_by_id.get(site.data.text_of(claim) or "")
    of_text = ("text", text.id) if text and text.speaker == speaker.id else ("speaker", speaker.id)
    return View.from_record(
        appearance,
        speaker=Link(title=speaker.name, url=site.urls.record(*of_text)),
        speaker_kind=choice(speaker.kind, site.language),
        source=site.presenter.sources[appearance.source],
        seen=choice(appearance.seen_in(sources), site.language),
        quoted=quote.text if quote else None,
        lang=site.judgements.quote_lang(claim) if quote else appearance.lang_in(sources),
    )


def _verdict(site: Site, claim: Claim, with_terms: Linker) -> Verdict:
    """Return the finding, and under their headings the reasons, which lead to the passages on the page."""
    verdict, card = claim.verdict, site.presenter.cards[claim.id]
    if verdict is None:
        return Verdict(label=card.label, summary="")
    numbers = by_key((passage.evidence.source, passage.number) for passage in site.judgements.passages[claim.id])
    reasons = zip(labels.REASONS, (verdict.for_, verdict.against, verdict.unknown), strict=True)
    readings = {reading.id: reading for reading in site.judgements.by_claim[claim.id].readings}
    return _reading(site, claim, readings[None], label=card.label, summary=verdict.summary, rests=card.rests).replace(
        readings=tuple(
            _reading(
                site,
                claim,
                readings[reading.id],
                **{name: getattr(shown, name) for name in ("label", "summary", "text", "rests")},
            )
            for reading, shown in zip(verdict.readings, card.readings, strict=True)
        ),
        hinges=tuple(_hinge(site, claim, hinge) for hinge in site.judgements.hinges[claim.id] if hinge.reading is None),
        reasons=tuple(
            (site.language.gettext(heading), links.to_passages(with_terms(site.markdown.html(reason)), numbers))
            for heading, reason in reasons
            if reason
        ),
        reviewed=verdict.reviewed,
        reviewed_by=verdict.reviewed_by,
    )


def _reading(site: Site, claim: Claim, reading: ReadingLabel, **words: Any) -> Verdict:
    """Return a reading with its counts, part by part where it has several."""
    if reading.label is Label.OPINION:
        return Verdict(**words)
    words["only_later"] = shown_only_later(site.judgements.counter, claim, reading)
    numbers, (first, *others) = part_numbers(claim), reading.parts
    if not others:
        return Verdict(**words, part=numbers.get(first.count.id), **_counted(site, claim, first))
    parts = (
        View(
            number=numbers[part.id],
            text=part.text,
            label=choice(labelled.label, site.language),
            limited_by=numbers[labelled.limited_by] if labelled.limited_by else None,
            **_counted(site, claim, labelled),
        )
        for labelled in reading.parts
        if (part := labelled.count.part)
    )
    return Verdict(**words, parts=tuple(parts))


def _counted(site: Site, claim: Claim, part: PartLabel) -> dict[str, Any]:
    """Return in words who shows a part and who tells against it, or the claim that is judged in its place."""
    if part.same:
        return {"counts": "", "same": site.presenter.cards[part.same.claim]}
    passages, groups = site.judgements.passages[claim.id], {}
    for stance in labels.SHOWN_BY:
        sides = ({side for n in found.passages for side in passages[n].sides} for found in vars(part.count)[stance])
        groups[stance] = Counter(map(site.judgements.whose, sides))
    return {"counts": labels.counts(groups, site.language), "same": None}


def _hinge(site: Site, claim: Claim, hinge: Hinge) -> View:
    """Return a part, or a witness by its first passage, and the label without it."""
    if isinstance(hinge.on, Part):
        number = part_numbers(claim)[hinge.on.id]
        name, place = site.language.gettext("part %(number)s", number=number), f"part-{number}"
    else:
        first = site.judgements.passages[claim.id][min(hinge.on.passages)]
        name = site.judgements.witness_name(first.evidence.source, hinge.on.origins)
        place = f"evidence-{first.number}"
    return View(name=name, place=place, label=choice(hinge.label, site.language))


def _onward(
    site: Site, claim: Claim, before: Claim | None, after: Claim | None, others: Iterable[tuple[Claim, Relation]]
) -> Iterator[tuple[str, View]]:
    """Yield where to read on, and why: the claims beside it, those it has ties with, its topics."""
    cards, gettext = site.presenter.cards, site.language.gettext
    for way, neighbour in ((gettext("Before it"), before), (gettext("After it"), after)):
        if neighbour:
            yield way, cards[neighbour.id]
    # Ties from this claim, then those to it, each said from this claim's side and once.
    ties = {tie.claim: labels.RELATIONS[tie.relation][0] for tie in claim.relations if tie.claim in cards}
    for other, tie in others:
        ties.setdefault(other.id, labels.RELATIONS[tie.relation][1])
    yield from ((gettext(phrase), cards[id]) for id, phrase in ties.items())
    for topic in (site.presenter.topics[id] for id in claim.topics):
        yield topic.title, Link(title=topic.question, url=topic.url)
