"""Records and judgements → records as pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..model.links import targets
from ..model.markdown import MarkdownRenderer, split_sentence
from ..model.records import Claim, Event, RelationKind, Series, Source, Text, Topic, copied_on
from ..model.translation import Original, in_language_of
from ..source.grouping import by_key
from . import labels
from .charts import draw
from .judgements import Judgements
from .language import Language
from .records import Records
from .urls import Urls
from .views import NOT_REVIEWED, Choice, Link, View, choice

MAX_AUTHORS = 3  # that are named in a line


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
        self.text_links = {t.id: Link(title=t.title, url=urls.record("text", t.id)) for t in dataset.texts}
        self.topic_links = {t.id: Link(title=t.title, url=urls.record("topic", t.id)) for t in dataset.topics}
        self.sources = {source.id: self._source(source) for source in dataset.sources}
        self.cards = {claim.id: self._card(claim) for claim in records.ordered}
        """The claims, as readers meet them."""
        self.texts = {text.id: self._text(text) for text in dataset.texts}
        self.events = {id: self._event(event) for id, event in records.events.items()}
        """In time order."""
        self.charts = {series.id: self._chart(series) for series in dataset.series}
        about = by_key((topic, self.cards[claim.id]) for claim in records.ordered for topic in claim.topics)
        self.topics = {topic.id: self._topic(topic, tuple(about.get(topic.id, ()))) for topic in dataset.topics}

    def title(self, record: Claim | Topic | Event | Source | Text) -> str:
        """Return the name of a record: of a source its citation, of any other its title."""
        return str(self.sources[record.id].citation) if isinstance(record, Source) else record.title

    def grouped(self, cards: Iterable[View]) -> Iterator[tuple[View, ...]]:
        """Yield claims in their order, together with those that repeat them and have the same label.

        A claim with another reading stands by itself, since its group would not show what was found on that.
        """
        left = {card.id: card for card in cards}
        ties = defaultdict[str, list[str]](list)
        for id in left:
            for tie in self.records.dataset.claims_by_id[id].relations:
                if tie.relation is RelationKind.REPEATS:
                    ties[id].append(tie.claim)
                    ties[tie.claim].append(id)
        while left:
            first = left.pop(next(iter(left)))
            group = [first]
            for card in group:  # which grows as it is gone through
                near = (left[id] for id in dict.fromkeys(ties[card.id]) if id in left and not card.readings)
                group += [left.pop(other.id) for other in [*near] if other.label == first.label and not other.readings]
            yield tuple(group)

    def _source(self, source: Source) -> View:
        gettext = self.language.gettext
        shown = source.title or gettext("[%(described)s]", described=source.described)
        date = self.language.date(source.date) if source.date else ""
        has_more = len(source.author) > MAX_AUTHORS
        authors = [str(name) for name in source.author]
        by = gettext("%(first)s and others", first=authors[0]) if has_more else self.language.listing(authors)
        outlet = source.publisher
        if source.in_:
            outlet = gettext("in %(container)s, %(publisher)s", container=source.in_, publisher=source.publisher)
        return View.from_record(
            source,
            url=self.urls.record("source", source.id),
            gloss=source.gloss if needs_gloss(source.lang, source.gloss, self.language) else None,
            kind=choice(source.kind, self.language),
            type=labels.name(source.type, self.language) if source.type else "",
            side=self.sides[source.side] if source.side else None,
            href=source.address,
            host=source.address.split("/")[2].removeprefix("www.") if source.address else "",
            shown_title=shown,
            copies=tuple(View(address=address, day=copied_on(address)) for address in source.archived),
            seen=choice(source.seen, self.language),
            by=by,
            outlet=outlet,
            citation=gettext(", ").join(filter(None, (by, shown, outlet, date))),
        )

    def _card(self, claim: Claim) -> View:
        """Return a claim as lists show it. Its `verdict` names the labels of other readings too, where they differ."""
        verdict, speaker, gettext = claim.verdict, self.judgements.speaker(claim).name, self.language.gettext
        label = choice(verdict.label if verdict else NOT_REVIEWED, self.language)
        readings = tuple(self._readings(claim))
        others = [
            gettext("%(reading)s: %(verdict)s", reading=reading.short, verdict=reading.label.inside)
            for reading in readings
            if reading.label != label
        ]
        with_others = label.replace(name=gettext("; ").join([label.name, *others]))
        full_title = gettext(
            "Claim: %(title)s (by %(speaker)s). Verdict: %(verdict)s",
            title=claim.title,
            speaker=speaker,
            verdict=with_others.inside,
        )
        return View(
            id=claim.id,
            number=self.records.numbers.get(claim.id, 0),
            url=self.urls.record("claim", claim.id),
            title=claim.title,
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
            date=claim.date,
            topics=tuple(self.topic_links[topic] for topic in claim.topics),
            text=self.text_links[claim.text] if claim.text and claim.text != self.dataset.texts[0].id else None,
            full_title=full_title,
        )

    def _readings(self, claim: Claim) -> Iterator[View]:
        """Yield other readings of a claim, each with its finding."""
        texts = {reading.id: reading for reading in claim.readings}
        judged = {reading.id: reading for reading in self.judgements.by_claim[claim.id].others}
        for reading in claim.verdict.readings if claim.verdict else ():
            yield View(
                rests=self.judgements.rests_on(claim, judged[reading.id]) if reading.id in judged else "",
                text=texts[reading.id].text,
                short=texts[reading.id].short or texts[reading.id].text,
                label=choice(reading.label, self.language),
                summary=reading.summary,
            )

    def _text(self, text: Text) -> View:
        speaker, claims = self.records.dataset.speakers_by_id[text.speaker], self.records.by_text.get(text.id, ())
        report = next(map(self.judgements.reporter, claims), None)
        said = map(self.judgements.said, claims)
        outlets = {self.sources[link.source].publisher for link in said if link.date == text.date}
        return View.from_record(
            text,
            url=self.text_links[text.id].url,
            speaker=speaker.name,
            role=speaker.role,
            summary=self.markdown.html(text.summary) if text.summary else None,
            finding=self.markdown.inline(text.finding) if text.finding else None,
            reporter=self.sources[report.source].publisher if report else "",
            outlet=outlets.pop() if report and len(outlets) == 1 else "",
            claims=tuple(self.cards[claim.id] for claim in claims),
        )

    def _event(self, event: Event) -> View:
        """Return an entry of a timeline, a key one with the first sentence of its summary apart from the rest.

        Its terms are not linked: each has its gloss beside it.
        """
        rest = split_sentence(event.summary)[1] if event.key else event.summary
        linked = {id for kind, id in targets(rest) if kind == "source"}
        return View.from_record(
            event,
            url=self.urls.record("event", event.id),
            summary=self.markdown.html(event.summary),
            lead=self.markdown.first_sentence(event.summary) if event.key else "",
            rest=self.markdown.html(in_language_of(event.summary, rest)),
            account=self._account(event),
            is_text=any(text.id in event.texts and text.date == event.date for text in self.dataset.texts),
            acting=self.language.pgettext("between items", ", ").join(self.sides[side].name for side in event.actors),
            claims=tuple(self.cards[claim] for claim in event.claims if claim in self.cards),
            sources=tuple(self.sources[source] for source in event.sources),
            also=tuple(self.sources[source] for source in event.sources if source not in linked),
        )

    def _account(self, event: Event) -> str:
        """Return in words which texts tell of an event, and whether other sources do too."""
        names = [text.name for text in self.dataset.texts if text.id in event.texts]
        if not names:
            return ""
        others = [self.language.gettext("other sources")] if event.on_record else []
        return self.language.gettext("In %(texts)s", texts=self.language.listing([*names, *others]))

    def _chart(self, series: Series) -> View:
        """Return the drawing of a series."""
        sources = [Link(title=self.sources[id].citation, url=self.sources[id].url) for id in series.sources]
        texts = {text.date.text for text in self.dataset.texts}
        return draw(series, sources, self.language, [self.events[id] for id in series.marks], texts)

    def _topic(self, topic: Topic, claims: tuple[View, ...]) -> View:
        return View.from_record(topic, url=self.topic_links[topic.id].url, claims=claims, count=len(claims))


def needs_gloss(lang: str, gloss: str | None, language: Language) -> bool:
    """Return whether readers of a site's language are told, in it, what words in another mean."""
    return not language.is_own(lang) and not isinstance(gloss, Original)
