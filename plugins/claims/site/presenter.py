"""Records and judgements → views, which pages show."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model.links import targets
from ..model.markdown import MarkdownRenderer, split_sentence
from ..model.records import Claim, Event, RelationKind, Series, Source, Text, Topic, copied_on
from ..model.translation import Original, in_language_of
from . import labels
from .charts import draw
from .judgements import Judgements, Records
from .language import Language
from .urls import Urls
from .views import (
    NOT_REVIEWED,
    Chart,
    Choice,
    ClaimCard,
    ClaimGroup,
    Comparison,
    EventView,
    Link,
    ReadingView,
    SourceView,
    TextView,
    TopicView,
    Version,
    choice,
)

MAX_AUTHORS = 3
"""Authors that are named; if there are more, the first is named, followed by “and others”."""


class Presenter:
    """The records as pages show them, by id."""

    def __init__(
        self, records: Records, judgements: Judgements, urls: Urls, markdown: MarkdownRenderer, language: Language
    ) -> None:
        self.dataset = dataset = records.dataset
        self.records = records
        self.judgements = judgements
        self.urls = urls
        self.markdown = markdown
        self.language = language
        self.sides = {side.id: Choice(value=side.id, name=side.name) for side in dataset.sides}
        self.text_links = {text.id: self._link(text) for text in dataset.texts}
        self.topic_links = {topic.id: self._link(topic) for topic in dataset.topics}
        self.sources = {source.id: self._source(source) for source in dataset.sources}
        self.cards = {claim.id: self._card(claim) for claim in records.ordered}
        """The claims, in the order in which readers meet them."""
        self.texts = {text.id: self._text(text) for text in dataset.texts}
        self.events = {event.id: self._event(event) for event in records.events}
        """The events in time order."""
        self.comparisons = {text.id: tuple(self._comparisons(text)) for text in dataset.texts}
        """The comparisons of each text."""
        self.charts = {series.id: self._chart(series) for series in dataset.series}
        cards_by_topic = defaultdict[str, list[ClaimCard]](list)
        for claim in records.ordered:
            for topic_id in claim.topics:
                cards_by_topic[topic_id].append(self.cards[claim.id])
        self.topics = {topic.id: self._topic(topic, cards_by_topic[topic.id]) for topic in dataset.topics}

    def title(self, record: Claim | Topic | Event | Source | Text) -> str:
        """Return the name of a record: the citation of a source, the title of any other record."""
        return self.sources[record.id].citation if isinstance(record, Source) else record.title

    def grouped(self, cards: Iterable[ClaimCard]) -> Iterator[ClaimGroup]:
        """Yield claims in their order, each with the claims that repeat it and have the same label.

        A claim with another reading is a group by itself, since a group does not show the findings on other readings.
        """
        waiting = {card.id: card for card in cards}
        ties = defaultdict[str, list[str]](list)
        for id in waiting:
            for tie in self.dataset.claims_by_id[id].relations:
                if tie.relation is RelationKind.REPEATS:
                    ties[id].append(tie.claim)
                    ties[tie.claim].append(id)
        while waiting:
            first = waiting.pop(next(iter(waiting)))
            group = [first]
            for card in group:  # which grows during the loop
                if card.readings:
                    continue
                for id in ties[card.id]:
                    other = waiting.get(id)
                    if other and other.label == first.label and not other.readings:
                        group.append(waiting.pop(id))
            yield tuple(group)

    def _link(self, record: Text | Topic) -> Link:
        return Link(title=record.title, url=self.urls.record(record.kind_name, record.id))

    def _source(self, source: Source) -> SourceView:
        """Return what pages show of a source: its parts in the language of the site, and its citation in one line."""
        gettext = self.language.gettext
        shown_title = source.title or gettext("[%(described)s]", described=source.described or "")
        date = self.language.date(source.date) if source.date else ""
        authors = [str(name) for name in source.author]
        if len(authors) > MAX_AUTHORS:
            by = gettext("%(first)s and others", first=authors[0])
        else:
            by = self.language.listing(authors)
        outlet = source.publisher
        if source.in_:
            outlet = gettext("in %(container)s, %(publisher)s", container=source.in_, publisher=source.publisher)
        cited = [part for part in (by, shown_title, outlet, date) if part]
        return SourceView(
            id=source.id,
            record=source,
            url=self.urls.record("source", source.id),
            host=source.address.split("/")[2].removeprefix("www.") if source.address else "",
            copies=tuple((address, copied_on(address)) for address in source.archived),
            kind=choice(source.kind, self.language),
            type=labels.name(source.type, self.language) if source.type else "",
            side=self.sides[source.side] if source.side else None,
            by=by,
            outlet=outlet,
            shown_title=shown_title,
            gloss=source.gloss if needs_gloss(source.lang, source.gloss, self.language) else None,
            citation=gettext(", ").join(cited),
            seen=choice(source.seen, self.language),
        )

    def _card(self, claim: Claim) -> ClaimCard:
        """Return what lists show of a claim: its title, its label, and the labels of other readings that differ."""
        gettext = self.language.gettext
        verdict = claim.verdict
        speaker = self.judgements.speaker(claim).name
        label = choice(verdict.label if verdict else NOT_REVIEWED, self.language)
        readings = tuple(self._readings(claim))
        others = []
        for reading in readings:
            if reading.label != label:
                words = gettext("%(reading)s: %(verdict)s", reading=reading.short, verdict=reading.label.inside)
                others.append(words)
        with_others = replace(label, name=gettext("; ").join([label.name, *others]))
        full_title = gettext(
            "Claim: %(title)s (by %(speaker)s). Verdict: %(verdict)s",
            title=claim.title,
            speaker=speaker,
            verdict=with_others.inside,
        )
        return ClaimCard(
            id=claim.id,
            url=self.urls.record("claim", claim.id),
            title=claim.title,
            full_title=full_title,
            short=claim.short or claim.title,
            gist=claim.gist,
            kind=choice(claim.kind, self.language),
            label=label,
            rests=self.judgements.rests_on(claim, self.judgements.by_claim[claim.id].main) if verdict else "",
            verdict=with_others,
            other_verdicts=gettext("; ").join(others),
            readings=readings,
            speaker=speaker,
            summary=verdict.summary if verdict else "",
            topics=tuple(self.topic_links[topic] for topic in claim.topics),
            text=self.text_links[claim.text] if claim.text and claim.text != self.dataset.texts[0].id else None,
        )

    def _readings(self, claim: Claim) -> Iterator[ReadingView]:
        """Yield the other readings of a claim, each with our finding."""
        if not claim.verdict:
            return
        readings = {reading.id: reading for reading in claim.readings}
        judged = {reading.id: reading for reading in self.judgements.by_claim[claim.id].others}
        for finding in claim.verdict.readings:
            reading = readings[finding.id]
            yield ReadingView(
                text=reading.text,
                short=reading.short or reading.text,
                label=choice(finding.label, self.language),
                rests=self.judgements.rests_on(claim, judged[finding.id]) if finding.id in judged else "",
                summary=finding.summary,
            )

    def _text(self, text: Text) -> TextView:
        """Return what pages show of a text: its speaker, its claims, and who reports it if it was not read itself."""
        speaker = self.dataset.speakers_by_id[text.speaker]
        claims = self.records.by_text.get(text.id, ())
        report = self.judgements.reporter(claims[0]) if claims else None
        said = [self.judgements.said(claim) for claim in claims]
        sources = self.dataset.sources_by_id
        outlets = {sources[appearance.source].publisher for appearance in said if appearance.date == text.date}
        return TextView(
            id=text.id,
            url=self.text_links[text.id].url,
            title=text.title,
            record=text,
            speaker=speaker.name,
            role=speaker.role,
            outlet=outlets.pop() if report and len(outlets) == 1 else "",
            reporter=sources[report.source].publisher if report else "",
            summary=self.markdown.html(text.summary) if text.summary else None,
            finding=self.markdown.inline(text.finding) if text.finding else None,
            claims=tuple(self.cards[claim.id] for claim in claims),
        )

    def _comparisons(self, text: Text) -> Iterator[Comparison]:
        """Yield the comparisons of a text, numbered from 1."""
        origins = self.judgements.counter.origins
        language_of_file = self.dataset.site.language.partition("-")[0]
        origins_of_text = frozenset[str]().union(*(origins[source] for source in text.seen_through))
        for number, comparison in enumerate(text.comparisons, 1):
            versions = []
            translations = []
            for record in comparison.versions:
                has_gloss = needs_gloss(record.lang, record.gloss, self.language)
                version = Version(
                    record=record,
                    source=self.sources[record.source],
                    gloss=record.gloss if has_gloss else None,
                )
                versions.append(version)
                is_of_text = bool(origins[record.source] & origins_of_text)
                if is_of_text and record.lang.partition("-")[0] != language_of_file:
                    translations.append(version)
            yield Comparison(
                number=number,
                url=self.urls.versions(text.id, number),
                title=comparison.title,
                claims=tuple(self.cards[id] for id in comparison.claims if id in self.cards),
                versions=tuple(versions),
                translations=tuple(translations),
                difference=self.markdown.inline(comparison.difference),
            )

    def _event(self, event: Event) -> EventView:
        """Return an event. Terms in its summary are not linked to the glossary, because the summary explains them."""
        rest = split_sentence(event.summary)[1] if event.key else event.summary
        linked = {id for kind, id in targets(rest) if kind == "source"}
        names = [self.sides[side].name for side in event.actors]
        return EventView(
            id=event.id,
            record=event,
            url=self.urls.record("event", event.id),
            title=event.title,
            date=event.date,
            is_text=any(text.id in event.texts and text.date == event.date for text in self.dataset.texts),
            acting=self.language.pgettext("between items", ", ").join(names),
            account=self._account(event),
            summary=self.markdown.html(event.summary),
            lead=self.markdown.first_sentence(event.summary) if event.key else "",
            rest=self.markdown.html(in_language_of(event.summary, rest)),
            claims=tuple(self.cards[claim] for claim in event.claims if claim in self.cards),
            also=tuple(self.sources[id] for id in event.sources if id not in linked),
        )

    def _account(self, event: Event) -> str:
        """Return in words which texts tell of an event, and whether other sources do too."""
        names = [text.name for text in self.dataset.texts if text.id in event.texts]
        if not names:
            return ""
        if event.on_record:
            names.append(self.language.gettext("other sources"))
        return self.language.gettext("In %(texts)s", texts=self.language.listing(names))

    def _chart(self, series: Series) -> Chart:
        sources = []
        for source_id in series.sources:
            source = self.sources[source_id]
            sources.append(Link(title=source.citation, url=source.url))
        events = [self.events[event_id] for event_id in series.marks]
        texts = {text.date.text for text in self.dataset.texts}
        return draw(series, sources, self.language, events, texts)

    def _topic(self, topic: Topic, claims: Sequence[ClaimCard]) -> TopicView:
        return TopicView(
            id=topic.id,
            url=self.topic_links[topic.id].url,
            title=topic.title,
            question=topic.question,
            answer=topic.answer,
            claims=tuple(claims),
        )


def needs_gloss(lang: str, gloss: str | None, language: Language) -> bool:
    """Return whether to show a gloss: not if the words are in the site's language, or the gloss is not translated."""
    return not language.is_own(lang) and not isinstance(gloss, Original)
