"""Dataset → its records joined, ordered and addressed, each also as pages show it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote

from ..model.links import targets
from ..model.markdown import MarkdownRenderer, split_sentence
from ..model.records import (
    PLACEHOLDER,
    Appearance,
    ChangeKind,
    Claim,
    Dataset,
    Event,
    Series,
    Source,
    Speaker,
    Term,
    Text,
    Topic,
    Withdrawn,
    by_id,
    copied_on,
)
from ..model.translation import Original
from ..source.dates import Edtf
from ..source.grouping import by_key
from ..verdict.counter import WitnessCounter
from ..verdict.origins import Origins, first_origin
from ..verdict.passages import Passage, weigh
from . import labels, pagination
from .charts import draw
from .citations import Citation, csl_source
from .glossary import Glossary, Linker
from .language import Language
from .release import Release
from .urls import Urls
from .views import NOT_REVIEWED, WITHDRAWN, Choice, Link, Page, View, choice

MAX_AUTHORS = 3  # that are named in a line

P = TypeVar("P", bound=Page)
Address = TypeVar("Address", str, str | None)


def make_urls(dataset: Dataset, *, explicit: bool = False) -> Urls:
    """Return the addresses of a dataset's pages; `explicit` ones name the file of each folder."""
    figures = by_key((f"topics/{topic}", series.id) for series in dataset.series for topic in series.topics)
    lists = {
        "glossary": ([term.id for term in by_term(dataset)], pagination.TERMS),
        **{topic: (ids, pagination.FIGURES) for topic, ids in figures.items()},
    }
    return Urls(
        explicit=explicit,
        numbers={
            (name, id): number
            for name, (ids, size) in lists.items()
            for id, number in pagination.page_numbers(ids, size).items()
        },
        texts={text.speaker: text.id for text in reversed(dataset.texts)},
    )


class Site:
    """The records that many kinds of page share, under their ids, and the views of them."""

    def __init__(
        self, dataset: Dataset, urls: Urls, release: Release, markdown: MarkdownRenderer, language: Language
    ) -> None:
        self.data = dataset
        self.urls = urls
        self.release = release
        self.markdown = markdown
        self.language = language
        self.claims = by_id(dataset.claims)
        self.works = by_id(dataset.sources)
        self.speakers = by_id(dataset.speakers)
        self.series = by_id(dataset.series)
        self.counter = WitnessCounter(dataset)
        self.judgements = {claim.id: self.counter.judge(claim) for claim in dataset.claims}
        self.passages = {claim.id: weigh(claim, self.judgements[claim.id]) for claim in dataset.claims}
        self.side_names = {side.id: side.short or side.name for side in dataset.sides}
        """How a sentence names each side."""
        self.ordered = _in_topic_order(dataset)
        of_texts = by_key((dataset.text_of(claim), claim) for claim in dataset.claims)
        self.by_text: dict[str | None, Sequence[Claim]] = {
            text.id: _in_text_order(text, of_texts[text.id]) for text in dataset.texts if text.id in of_texts
        }
        """The claims under the ids of their texts, in the order of those; under None where there are no texts."""
        if None in of_texts:
            self.by_text[None] = [claim for claim in self.ordered if dataset.text_of(claim) is None]
        self.numbers = {claim.id: n for claims in self.by_text.values() for n, claim in enumerate(claims, 1)}
        """The number of each claim among those of its text."""
        self.counts = dataset.counts()
        """What can be filled in where the site tells of itself."""
        self.events = {e.id: e for e in sorted(dataset.events, key=lambda e: (e.date.sort_key, e.id))}
        """In time order."""
        self.sides = {side.id: Choice(value=side.id, name=side.name) for side in dataset.sides}
        self.text_links = {t.id: Link(title=t.title, url=urls.record("text", t.id)) for t in dataset.texts}
        self.topic_links = {t.id: Link(title=t.title, url=urls.record("topic", t.id)) for t in dataset.topics}
        self.sources = {source.id: self._source(source) for source in dataset.sources}
        self.cards = {claim.id: self._card(claim) for claim in self.ordered}
        self.texts = {text.id: self._text(text) for text in dataset.texts}
        self.entries = {id: self._event(event) for id, event in self.events.items()}
        """The same as pages show them."""
        about = by_key((topic, self.cards[claim.id]) for claim in self.ordered for topic in claim.topics)
        self.topics = {topic.id: self._topic(topic, tuple(about.get(topic.id, ()))) for topic in dataset.topics}
        told = ((t.id, (t.term, *t.forms), markdown.html(t.definition).striptags()) for t in dataset.glossary)
        self.glossary = Glossary({id: (forms, str(definition)) for id, forms, definition in told})

    def page(self, page: type[P], name: str, words: Iterable[str] | None = None, **fields: Any) -> P:
        """Return a page by the name of its address: that of a list, such as `topics`, or of a record, `topics/music`.

        Its title and description are `words`, or stand in labels.PAGES.
        """
        folder, _, last = name.rpartition("/")
        title, description = words or map(self.language.gettext, labels.PAGES[name])
        if name == "home":
            title, description = self.filled(self.data.site.headline), self.description or description
        url = self.urls.page(name)
        given = {"template": f"{folder.removesuffix('s') or last}.html", "section": folder or last, **fields}
        return page(title=title, description=description, url=url, save_as=self.urls.file(url), **given)

    def filled(self, text: str) -> str:
        """Return what the site tells of itself with its numbers filled in."""

        def number(found: re.Match[str]) -> str:
            count, (_, *words) = self.counts[found[1]], found[2].split("|")
            return f"{count}{spaced(words[count != 1 and len(words) > 1])}" if words else str(count)

        return _as(text, PLACEHOLDER.sub(number, text))

    @property
    def description(self) -> str:
        """What the site is about, as plain text; empty where nothing is said."""
        return self.markdown.plain(self.filled(self.data.site.summary)) if self.data.site.summary else ""

    def citation(
        self, folder: str, title: str, genre: str, date: date | None, *, finding: str = "", is_data: bool = False
    ) -> Citation:
        """Return how the page in a folder is cited: that of a record, or of the data."""
        release = self.release
        return Citation(
            author=release.author,
            key="-".join([release.key, *folder.split("/")[1:]]),
            title=title,
            genre=genre,
            container=release.name,
            url=release.url(f"{folder}/") if release.site else "",
            folder=folder,
            date=date,
            finding=finding,
            is_data=is_data,
            language=self.language,
        )

    def _event(self, event: Event) -> View:
        """Return an entry of a timeline, a key one with the first sentence of its summary apart from the rest.

        Its terms are not linked: each has its gloss beside it.
        """
        rest = split_sentence(event.summary)[1] if event.key else event.summary
        linked = {id for kind, id in targets(rest) if kind == "source"}
        return View.from_record(
            event,
            url=self.urls.event(event.id),
            summary=self.markdown.html(event.summary),
            lead=self.markdown.first_sentence(event.summary) if event.key else "",
            rest=self.markdown.html(_as(event.summary, rest)),
            account=self._account(event),
            is_text=any(text.id in event.texts and text.date == event.date for text in self.data.texts),
            acting=self.language.pgettext("between items", ", ").join(self.sides[side].name for side in event.actors),
            claims=tuple(self.cards[claim] for claim in event.claims if claim in self.cards),
            sources=tuple(self.sources[source] for source in event.sources),
            also=tuple(self.sources[source] for source in event.sources if source not in linked),
        )

    def passage(self, claim: Claim, passage: Passage, with_terms: Linker) -> View:
        """Return a passage of a claim's evidence."""
        evidence = passage.evidence
        source, words, language = self.sources[evidence.source], evidence.words, self.language
        is_retold = language.is_own(evidence.spoken or "") and not language.is_own(evidence.lang)
        return View.from_record(
            evidence,
            number=passage.number,
            stance=self.choice(evidence.stance),
            source=source,
            sides=tuple(self.sides[side] for side in passage.sides),
            age=self._age(self.works[evidence.source], self.counter.day(claim)),
            colour=self.choice(passage.colour or "text-judged"),
            counts_as=self.language.gettext(labels.AS[evidence.as_]) if evidence.as_ in labels.AS else "",
            part=part_numbers(claim).get(evidence.part) if claim.verdict else None,
            note=with_terms(self.markdown.html(evidence.note)),
            gloss=evidence.gloss if self._needs_gloss(evidence.lang, evidence.gloss) and not is_retold else None,
            retold=language.gettext(labels.RETOLD, language=language.called(evidence.lang)) if is_retold else "",
            href=_to_words(source.href, words),
        )

    def _age(self, source: Source, made: Edtf | None) -> str:
        """Return that a source is, or may be, of after the day on which a claim was made; nothing where it is not."""
        if made is None or not source.is_later(made):
            return ""
        if source.date is None:
            return self.language.gettext(labels.UNDATED)
        return self.language.gettext(labels.LATER if source.is_surely_later(made) else labels.PERHAPS_LATER)

    def _needs_gloss(self, lang: str, gloss: str | None) -> bool:
        """Return whether readers of the site's language are told, in it, what words in another mean."""
        return not self.language.is_own(lang) and not isinstance(gloss, Original)

    def chart(self, series: Series) -> View:
        """Return the drawing of a series."""
        works = (self.sources[id] for id in series.sources)
        marked = (self.entries[id] for id in series.marks)
        events = [(event.date, Link(title=event.title, url=event.url)) for event in marked]
        texts = {text.date.text for text in self.data.texts}
        return draw(series, [Link(title=work.citation, url=work.url) for work in works], self.language, events, texts)

    def changes(self, record: Claim | Topic | Event | Source | Text) -> Iterator[View]:
        """Yield the history of a record, latest first."""
        title, kind = self.sources[record.id].citation if isinstance(record, Source) else record.title, record.kind_name
        link = Link(title=title, url=self.urls.record(kind, record.id))
        for change in reversed(record.changes):
            yield self._change(link, kind, change.date, change.kind, change.note, was=change.was)

    def all_changes(self) -> Iterator[View]:
        """Yield the history of every record that has one."""
        texts, topics, events, sources = self.data.texts, self.data.topics, self.events.values(), self.data.sources
        records: list[Claim | Topic | Event | Source | Text] = [*self.ordered, *texts, *topics, *events, *sources]
        for record in records:
            yield from self.changes(record)
        yield from map(self.withdrawal, self.data.withdrawals)

    def withdrawal(self, gone: Withdrawn) -> View:
        """Return that a record was withdrawn."""
        link = Link(title=gone.title, url=self.urls.withdrawn(gone.kind, gone.id))
        return self._change(link, gone.kind, gone.date, WITHDRAWN, gone.why)

    def _change(self, record: Link, of: str, when: Edtf, kind: str, note: str, *, was: str | None = None) -> View:
        """Return a change of a record, or that it was withdrawn; `of` is the record's kind."""
        return View(
            date=when,
            kind=self.choice(kind),
            is_correction=kind in {ChangeKind.CORRECTED, WITHDRAWN},
            note=note,
            was=self.choice(was) if was else None,
            record=record,
            record_kind=self.choice(of),
        )

    def choice(self, value: str) -> Choice:
        """Return a member of a closed list with its name in words."""
        return choice(value, self.language)

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
            gloss=source.gloss if self._needs_gloss(source.lang, source.gloss) else None,
            kind=self.choice(source.kind),
            type=self.choice(source.type).name if source.type else "",
            side=self.sides[source.side] if source.side else None,
            href=source.address,
            host=source.address.split("/")[2].removeprefix("www.") if source.address else "",
            shown_title=shown,
            copies=tuple(View(address=address, day=copied_on(address)) for address in source.archived),
            seen=self.choice(source.seen),
            cited=csl_source(source, self.language),
            by=by,
            has_more_authors=has_more,
            outlet=outlet,
            citation=gettext(", ").join(filter(None, (by, shown, outlet, date))),
        )

    def reading_cards(self, claim: Claim) -> Iterator[View]:
        """Yield other readings of a claim, each with its finding."""
        texts = {reading.id: reading for reading in claim.readings}
        for reading in claim.verdict.readings if claim.verdict else ():
            yield View(
                text=texts[reading.id].text,
                short=texts[reading.id].short or texts[reading.id].text,
                label=self.choice(reading.label),
                summary=reading.summary,
            )

    def speaker(self, claim: Claim) -> Speaker:
        """Return the speaker of a claim's text, or else whoever made it."""
        return self.speakers[claim.appearances[self.counter.said_in(claim)].speaker]

    def reporter(self, claim: Claim) -> Appearance | None:
        """Return the appearance that reports its words; None where they were seen as they were made."""
        place = claim.reporter(self.works, self.counter.said_in(claim))
        return None if place is None else claim.appearances[place]

    def quote_lang(self, claim: Claim) -> str:
        """Return the language of the words that are quoted of a claim: those that are not verbatim are the file's."""
        if claim.quote and claim.quote.verbatim:
            return claim.appearances[claim.quote.appearance - 1].lang_in(self.works)
        return self.data.site.language

    def witness_name(self, source: str, origins: Origins) -> str:
        """Return how a witness is called of which a source is a passage: without how we came by it."""
        name, origin = (
            re.split(r" \(|（", self.sources[id].publisher)[0] for id in (source, first_origin(source, origins))
        )
        if source in origins or name == origin:
            return name
        return self.language.gettext("%(name)s, passing on %(origin)s", name=name, origin=origin)

    def whose(self, sides: Collection[str]) -> str:
        """Return whose word something is that speaks for these sides: `of the North`, or `of no side`."""
        names = self.language.listing(self.side_names[side] for side in sorted(sides))
        return self.language.gettext("of %(sides)s", sides=names) if names else self.language.gettext("of no side")

    def _card(self, claim: Claim) -> View:
        value = claim.verdict.label if claim.verdict else NOT_REVIEWED
        label, speaker = self.choice(value), self.speaker(claim).name
        full_title = self.language.gettext(
            "Claim: %(title)s (by %(speaker)s). Verdict: %(verdict)s",
            title=claim.title,
            speaker=speaker,
            verdict=label.inside,
        )
        return View(
            id=claim.id,
            number=self.numbers.get(claim.id, 0),
            url=self.urls.record("claim", claim.id),
            title=claim.title,
            short=claim.short or claim.title,
            gist=claim.gist,
            kind=self.choice(claim.kind),
            label=label,
            readings=tuple(self.reading_cards(claim)),
            speaker=speaker,
            summary=claim.verdict.summary if claim.verdict else "",
            date=claim.date,
            topics=tuple(self.topic_links[topic] for topic in claim.topics),
            text=self.text_links[claim.text] if claim.text and claim.text != self.data.texts[0].id else None,
            full_title=full_title,
        )

    def _text(self, text: Text) -> View:
        speaker, claims = self.speakers[text.speaker], self.by_text.get(text.id, ())
        report = next(map(self.reporter, claims), None)
        made = [claim.appearances[self.counter.said_in(claim)] for claim in claims]
        outlets = {self.sources[link.source].publisher for link in made if link.date == text.date}
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

    def _account(self, event: Event) -> str:
        """Return in words which texts tell of an event, and whether other sources do too."""
        names = [text.name for text in self.data.texts if text.id in event.texts]
        if not names:
            return ""
        others = [self.language.gettext("other sources")] if event.on_record else []
        return self.language.gettext("In %(texts)s", texts=self.language.listing([*names, *others]))

    def _topic(self, topic: Topic, claims: tuple[View, ...]) -> View:
        return View.from_record(topic, url=self.topic_links[topic.id].url, claims=claims, count=len(claims))


def spaced(words: str) -> str:
    """Return words as they follow a number: after a space, but not where their script has none between words."""
    return f" {words}" if unicodedata.east_asian_width(words[:1] or " ") != "W" else words


def part_numbers(claim: Claim) -> dict[str | None, int]:
    """Return the number of each part, from 1, by its id."""
    return {part.id: n for n, part in enumerate(claim.parts, 1)}


def by_term(dataset: Dataset) -> list[Term]:
    """Return the glossary in the order of the alphabet."""
    return sorted(dataset.glossary, key=lambda term: term.term.casefold())


def _in_topic_order(dataset: Dataset) -> list[Claim]:
    """Return the claims as a reader meets them: by first topic, then in the order of the file."""
    rank = {topic.id: n for n, topic in enumerate(dataset.topics)}
    return sorted(dataset.claims, key=lambda claim: rank[claim.topics[0]])


def _in_text_order(text: Text, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of a text in the order of its sources and of their paragraphs, then of the file."""
    return sorted(claims, key=lambda claim: place_in_text(text, claim) or (len(text.seen_through), 0))


def place_in_text(text: Text, claim: Claim) -> tuple[int, int] | None:
    """Return where a claim stands first in its text: which of its sources, from 0, and the paragraph or 0."""
    places = (
        (text.seen_through.index(link.source), link.paragraph or 0)
        for link in claim.appearances
        if link.source in text.seen_through
    )
    return min(places, default=None)


def _as(text: str, changed: str) -> str:
    """Return a changed text, marked as the other is if that stays in the language of the file."""
    return Original(changed, text.lang) if isinstance(text, Original) else changed


def _to_words(url: Address, words: str | None) -> Address:
    """Return the address of words on a page, where a browser marks them (WICG, "URL Fragment Text Directives").

    It is the page's own where that has a fragment already or no words are given.
    """
    if not url or not words or "#" in url:
        return url
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    return f"{url}#:~:text={quote(words, safe='').replace('-', '%2D')}"
