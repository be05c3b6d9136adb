"""Dataset → pages: sorted, resolved, each record where its readers look for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from markupsafe import Markup

from .. import alphabet, charts, citations, fragments, history, links, paging, plan, timeline, weights, words
from ..addresses import Addresses
from ..citations import Citation
from ..dates import Edtf
from ..edition import DATA_LICENSE, FOLDER, Edition, File, Print
from ..exports.tables import TABLES, Table
from ..model import (
    Account,
    Appearance,
    ChangeKind,
    Claim,
    Dataset,
    Event,
    Evidence,
    Label,
    Record,
    Relation,
    Series,
    Source,
    SourceKind,
    Speaker,
    Stance,
    Term,
    Topic,
    Verdict,
    by_id,
)
from ..paging import Part
from ..plan import COLUMNS, LIST, Plan
from ..prose import Glossary, Mentions, Prose
from .drafts import Draft, Unit, made
from .made import Made
from .pages import (
    AlphabetPage,
    AppearanceView,
    Balance,
    ChangeView,
    Choice,
    ClaimCard,
    ClaimPage,
    ClaimsPage,
    ClaimsPart,
    Column,
    CorrectionsPage,
    DataPage,
    DateView,
    DayView,
    Entry,
    EventsPart,
    EventView,
    EvidenceGroup,
    EvidenceRow,
    EvidenceView,
    FileView,
    FiltersSheet,
    GlossaryPage,
    HomePage,
    Letter,
    Link,
    MonthBar,
    Page,
    Paragraph,
    PartLink,
    RedirectPage,
    RelationView,
    SearchPage,
    SourceGroup,
    SourcePage,
    SourcesPage,
    SourceView,
    SpeakerPage,
    SpeakersPage,
    SpeakerView,
    Strip,
    Tally,
    TermView,
    TimelinePage,
    TopicPage,
    TopicsPage,
    TopicTally,
    TopicView,
    Use,
    VerdictView,
    YearView,
)
from .parts import Listing, Split
from .prints import Prints

P = TypeVar("P", bound=Page)
T = TypeVar("T")

NOT_REVIEWED = "not-reviewed"
_LONGEST_NAME = 40
_CLAIMS, _SOURCES = 100, 400  # pages of one portion: some milliseconds' work, so that processes end together
_DATA = 40_000  # the page of the data without its list of changes
_DAY = 130  # a day in that list, or a kind of change, without the changes


def build(
    dataset: Dataset,
    addresses: Addresses,
    edition: Edition | None = None,
    prose: Prose | None = None,
    planned: Plan | None = None,
) -> Iterator[Page | FiltersSheet | RedirectPage]:
    """Every page made from the dataset, in a fixed order.

    `prose` is one that has rendered some of it already; `planned` says where long lists are split.
    """
    site = Site(dataset, addresses, edition, prose, planned)
    yield site.sheet()
    for unit in site.units():
        for draft in unit.drafts():
            yield draft.make()
    yield site.data_page()
    yield from site.redirects()


def _date(when: Edtf) -> DateView:
    return DateView(
        text=str(when), iso=when.iso, short=when.short, year=when.year, month=(when.start or when.end).month
    )


def _choice(value: Any) -> Choice:
    return Choice(value=str(value), name=words.NAMES[value])


def _label(verdict: Verdict | None) -> Choice:
    return _choice(verdict.label if verdict else NOT_REVIEWED)


class Site:
    """Every page of a dataset, made when it is asked for.

    It holds what many pages share: the records under their ids and under those of others, and the cards.
    """

    def __init__(
        self,
        dataset: Dataset,
        addresses: Addresses,
        edition: Edition | None = None,
        prose: Prose | None = None,
        planned: Plan | None = None,
    ) -> None:
        """`prose` is one that has rendered some of it already; `planned` says where long lists are split."""
        planned = planned or plan.of(dataset)
        edition = edition or Edition()
        prose = prose or Prose()
        addresses = replace(addresses, places=planned.places)
        self.data = dataset
        self.to = addresses
        self.edition = edition
        self.prose = prose
        self.plan = planned
        self.limit = planned.limit
        self.glossary = Glossary(
            {
                term.id: ((term.term, *term.forms), str(self.prose.html(term.definition).striptags()))
                for term in dataset.glossary
            },
            room=self.limit.terms_on_a_page,
        )
        self.claims = by_id(dataset.claims)
        self.speakers = by_id(dataset.speakers)
        self.works = by_id(dataset.sources)
        self.events = {event.id: event for event in timeline.entries(dataset)}
        self.topic_links = {t.id: Link(title=t.title, url=addresses.topic(t.id)) for t in dataset.topics}
        self.beside = {topic.id: (before, after) for before, topic, after in _with_neighbours(dataset.topics)}
        self.ordered = self._in_topic_order()
        self.numbers = {claim.id: n for n, claim in enumerate(self.ordered, 1)}
        self.about = _by_key((topic, claim) for claim in self.ordered for topic in claim.topics)
        # What many pages show is made when the first of them asks for it.
        topics = by_id(dataset.topics)
        self.sources: Made[str, SourceView] = Made(lambda source: self._source(self.works[source]))
        self.cards: Made[str, ClaimCard] = Made(lambda claim: self._card(self.claims[claim]))
        self.entries: Made[str, EventView] = Made(lambda event: self._event(self.events[event]))
        self.topics: Made[str, TopicView] = Made(lambda topic: self._topic(topics[topic]))
        self.told = _by_key((claim, event.id) for event in self.events.values() for claim in event.claims)
        self.uses = _by_key(
            (evidence.source, (claim.id, number))
            for claim in self.ordered
            for number, evidence in enumerate(claim.passages, 1)
        )
        self.ties = self._ties()
        self.carried = self._carried()
        self.said = _by_key((claim.appearances[0].speaker, claim) for claim in self.ordered)
        self.passed_on = _by_key(
            (speaker, claim)
            for claim in self.ordered
            for speaker in dict.fromkeys(link.speaker for link in claim.appearances[1:])
        )
        self.cited = _by_key((source, event) for event in self.events.values() for source in event.sources)
        self.explained = _by_key(
            (source, Link(title=term.term, url=addresses.term(term.id)))
            for term in dataset.glossary
            for source in term.sources
        )
        self.drawn = _by_key(
            (source, Link(title=series.title, url=addresses.figure(series.topics[0], series.id)))
            for series in dataset.series
            for source in series.sources
        )
        self.dated = _by_key((topic, event) for event in self.events.values() for topic in event.topics)
        self.series = by_id(dataset.series)
        self.terms = by_id(dataset.glossary)
        self.figures = _by_key((topic, series) for series in dataset.series for topic in series.topics)
        self.op_ed = self._op_ed_month()
        always = edition.name, edition.site, self.limit, len(dataset.claims), self.op_ed
        self.prints = Prints(dataset, addresses, *always)

    def units(self) -> Iterator[Unit]:
        """The pages but for that of the data, in a fixed order, in portions that can be made apart from each other."""
        yield Unit("home", lambda: [made(self.home())])
        yield Unit("timeline", self._timeline_pages)
        yield Unit("topics", self._topics_pages)
        for topic in self.data.topics:
            yield Unit("topic", partial(self._topic_pages, topic))
        yield Unit("claims", lambda: [made(self._claims_page())])
        for start in range(0, len(self.ordered), _CLAIMS):
            yield Unit("claim", partial(self._claim_drafts, start))
        yield Unit("sources", self._sources_pages)
        for start in range(0, len(self.data.sources), _SOURCES):
            yield Unit("source", partial(self._source_drafts, start))
        yield Unit("speakers", self._speakers_pages)
        yield Unit("glossary", self._glossary_pages)
        yield Unit("search", self._search_pages)
        yield Unit("corrections", self._corrections_pages)

    def _op_ed_month(self) -> tuple[int, int | None]:
        """Year and month in which most of the claims were first made."""
        first = (claim.appearances[0].date for claim in self.data.claims)
        months = Counter((date.end.year, date.end.month) for date in first if date)
        return max(months, key=lambda month: (months[month], month[0], month[1] or 0), default=(0, None))

    # What pages name

    def _page(self, page: type[P], name: str, **fields: Any) -> P:
        """A page whose title and description stand in words.PAGES."""
        title, description = words.PAGES[name]
        url = self.to.page(name)
        return page(
            template=f"{name}.html",
            title=title,
            description=description,
            url=url,
            save_as=self.to.file(url),
            section=name,
            **fields,
        )

    def _source(self, source: Source) -> SourceView:
        return SourceView(
            id=source.id,
            url=self.to.source(source.id),
            title=source.title or source.described or "",
            lang=source.lang if source.title else "en",
            gloss=source.gloss,
            described=source.title is None,
            publisher=source.publisher,
            kind=_choice(source.kind),
            # Official sources carry their side in the name of their kind.
            side=_choice(source.side) if source.side else None,
            date=_date(source.date) if source.date else None,
            href=source.url,
            archived=source.archived,
            seen=_choice(source.seen),
            note=source.note,
        )

    def _in_topic_order(self) -> list[Claim]:
        """The claims as a reader meets them: by first topic, then in the order of the file."""
        rank = {topic.id: n for n, topic in enumerate(self.data.topics)}
        return sorted(self.data.claims, key=lambda claim: rank[claim.topics[0]])

    def _all_topics(self) -> tuple[TopicView, ...]:
        return tuple(self.topics[topic.id] for topic in self.data.topics)

    def _card(self, claim: Claim) -> ClaimCard:
        return ClaimCard(
            id=claim.id,
            number=self.numbers[claim.id],
            url=self.to.claim(claim.id),
            title=claim.title,
            statement=self.prose.inline(claim.statement),
            kind=_choice(claim.kind),
            label=_label(claim.verdict),
            summary=claim.verdict.summary if claim.verdict else "",
            speaker=self.speakers[claim.appearances[0].speaker].name,
            via=len(claim.appearances) - 1,
            date=_date(claim.date) if claim.date else None,
            topics=tuple(self.topic_links[topic] for topic in claim.topics),
        )

    def _topic(self, topic: Topic) -> TopicView:
        claims = tuple(self.cards[claim.id] for claim in self.about.get(topic.id, ()))
        return TopicView(
            id=topic.id,
            url=self.topic_links[topic.id].url,
            title=topic.title,
            question=topic.question,
            answer=topic.answer,
            claims=claims,
            count=len(claims),
        )

    def _primary_topics(self) -> tuple[TopicView, ...]:
        """Topics with the claims that name them first, so that each claim stands once."""
        first = {claim.id: claim.topics[0] for claim in self.data.claims}
        return tuple(
            replace(topic, claims=tuple(card for card in topic.claims if first[card.id] == topic.id))
            for topic in self._all_topics()
        )

    def _event(self, event: Event, mentions: Mentions | None = None) -> EventView:
        summary = self.prose.html(event.summary)
        return EventView(
            id=event.id,
            url=self.to.event(event.id),
            date=_date(event.date),
            when=event.date,
            first_id=event.first_id,
            title=event.title,
            summary=mentions.link(summary) if mentions else summary,
            account=_choice(event.account),
            topics=event.topics,
            claims=tuple(self.cards[claim] for claim in event.claims),
            sources=tuple(self.sources[source] for source in event.sources),
            aliases=event.aliases,
        )

    def _years(
        self, events: Iterable[Event], shown: Callable[[Event], EventView] | None = None
    ) -> tuple[YearView, ...]:
        """Entries under their years; without a way to show them they are only counted."""
        years = defaultdict[int, list[tuple[EventView | None, int | None]]](list)
        for event in events:
            month = (event.date.start or event.date.end).month
            years[event.date.year].append((shown(event) if shown else None, month))
        return tuple(
            YearView(
                year=year,
                count=len(years[year]),
                events=tuple(view for view, _ in years[year] if view),
                op_ed=year == self.op_ed[0],
                gap=before is not None and year - before > 1,
                months=tuple(self._months(year, Counter(month for _, month in years[year] if month))),
                undated=sum(month is None for _, month in years[year]),
            )
            for before, year, _ in _with_neighbours(sorted(years))
        )

    def _months(self, year: int, counts: Mapping[int, int]) -> Iterator[MonthBar]:
        for month in sorted(counts):
            yield MonthBar(x=month - 1, count=counts[month], op_ed=(year, month) == self.op_ed)

    def _linked_years(self, events: Iterable[Event], mentions: Mentions | None = None) -> tuple[YearView, ...]:
        """Entries under their years, with terms linked as they are read."""
        mentions = mentions or self.glossary.page()
        return self._years(events, lambda event: self._event(event, mentions))

    def _entry(self, event: Event) -> EventView:
        return self.entries[event.id]

    def _passage(
        self, number: int, evidence: Evidence, mentions: Mentions | None = None, *, cited: bool = False
    ) -> EvidenceView:
        source, note = self.sources[evidence.source], self.prose.html(evidence.note)
        return EvidenceView(
            number=number,
            stance=_choice(evidence.stance),
            source=source,
            note=mentions.link(note) if mentions else note,
            words=evidence.words,
            href=fragments.to_words(source.href, evidence.words) if source.href else None,
            archived=fragments.to_words(source.archived, evidence.words) if source.archived else None,
            cited=cited,
        )

    def _used(self, keys: Iterable[tuple[str, int]], mentions: Mentions | None = None) -> tuple[Use, ...]:
        """Passages that lean on a source, each with its claim."""
        return tuple(
            Use(
                claim=self.cards[claim],
                evidence=self._passage(number, self.claims[claim].passages[number - 1], mentions),
            )
            for claim, number in keys
        )

    def _ties(self) -> dict[str, list[tuple[Claim, Relation]]]:
        """For each claim the relations of others to it."""
        return _by_key((relation.claim, (claim, relation)) for claim in self.ordered for relation in claim.relations)

    def _carried(self) -> dict[str, list[tuple[Claim, Appearance]]]:
        """For each source the claims that appeared in it."""
        return _by_key(
            (appearance.source, (claim, appearance)) for claim in self.data.claims for appearance in claim.appearances
        )

    # Pages

    def home(self) -> HomePage:
        """The first page."""
        return self._page(
            HomePage,
            "home",
            balance=self._balance(),
            topics=self._primary_topics(),
            years=self._years(self.events.values(), self._entry if self.plan.home.everything else None),
            sources=len(self.data.sources),
            events=len(self.events),
            strip=None if self.plan.home.everything else self._strip(),
            tallies=() if self.plan.home.everything else tuple(self._tallies(self.plan.home.topics)),
            shown=self.plan.home.topics,
        )

    def timeline(self, *, linked: bool = True) -> TimelinePage:
        """The timeline with all its entries, even where they stand on other pages; not `linked` where nobody clicks."""
        entries = self.events.values()
        return self._timeline(self._linked_years(entries) if linked else self._years(entries, self._entry))

    def _timeline(self, years: tuple[YearView, ...]) -> TimelinePage:
        return self._page(
            TimelinePage,
            "timeline",
            years=years,
            tallest=max((month.count for year in years for month in year.months), default=1),
            topics=self._all_topics(),
            count=len(self.events),
            accounts=_tally(Account, (event.account for event in self.events.values())),
            strip=None if self.plan.timeline.is_whole else self._strip(),
        )

    def _timeline_pages(self) -> Iterator[Draft]:
        part = self.plan.timeline
        page = self.timeline() if part.is_whole else self._timeline(self._years(self.events.values()))
        yield made(page)
        if not part.is_whole:
            listing = Listing(
                base="timeline",
                section="timeline",
                template="parts/timeline.html",
                title=page.title,
                trail=(Link(title=page.title, url=page.url),),
                noun=words.ENTRIES,
                fill=self._entries_of,
                shows=self._shown_entries,
                page=EventsPart,
                name=words.when,
                note=self._span,
            )
            yield from self._in_parts(part, listing).drafts()

    def sheet(self) -> FiltersSheet:
        """The style sheet by which timelines filter."""
        topics = tuple(topic.id for topic in self.data.topics)
        return FiltersSheet(template="timeline.css", save_as="timeline/filters.css", topics=topics)

    def _entries_of(self, ids: tuple[str, ...]) -> dict[str, Any]:
        """Entries as a part of a timeline shows them, and the topics among which they can be filtered."""
        events = [self.events[id] for id in ids]
        topics = {topic for event in events for topic in event.topics}
        offered = [topic for topic in self.data.topics if topic.id in topics]
        fits = sum(map(weights.topic_option, offered)) <= self.limit.page // 5
        return {
            "years": self._linked_years(events),
            "topics": tuple(self.topics[topic.id] for topic in offered) if fits else (),
            "items": (),
        }

    def _shown_entries(self, ids: tuple[str, ...]) -> Iterator[Record]:
        for event in map(self.events.__getitem__, ids):
            yield event
            yield from (self.claims[claim] for claim in event.claims)
            yield from (self.works[source] for source in event.sources)

    def _span(self, ids: tuple[str, ...]) -> str:
        """From when to when some entries are."""
        first, last = str(self.events[ids[0]].date), str(self.events[ids[-1]].date)
        return first if first == last else words.SPAN.format(first, last)

    def _strip(self) -> Strip:
        """The whole timeline drawn: a column a year and a bar a month; of many years a decade, and a bar a year."""
        years = self._years(self.events.values())
        if len(years) > COLUMNS:
            return self._decades(years)
        tallest = max((month.count for year in years for month in year.months), default=1)
        columns = tuple(
            Column(
                title=str(year.year),
                url=self._year(year.year),
                count=year.count,
                op_ed=year.op_ed,
                gap=year.gap,
                bars=_bars(((month.x, month.count) for month in year.months if not month.op_ed), tallest),
                strong=_bars(((month.x, month.count) for month in year.months if month.op_ed), tallest),
                foot=year.undated > 0,
            )
            for year in years
        )
        return Strip(columns=columns, steps=12, decades=(("", "", tuple(map(self._year_link, years))),))

    def _decades(self, years: Sequence[YearView]) -> Strip:
        decades = _by_key((f"{year.year // 10}0", year) for year in years)
        tallest = max(year.count for year in years)
        columns = tuple(
            Column(
                title=f"{decade}s",
                url=f"{self.to.page('timeline')}#decade-{decade}",
                count=sum(year.count for year in found),
                op_ed=any(year.op_ed for year in found),
                gap=before is not None and int(decade) - int(before) > len("1990s") * 2,
                bars=_bars(((year.year % 10, year.count) for year in found if not year.op_ed), tallest),
                strong=_bars(((year.year % 10, year.count) for year in found if year.op_ed), tallest),
                foot=False,
            )
            for before, (decade, found) in zip([None, *decades], decades.items(), strict=False)
        )
        return Strip(
            columns=columns,
            steps=10,
            decades=tuple(
                (f"decade-{decade}", f"{decade}s", tuple(map(self._year_link, found)))
                for decade, found in decades.items()
            ),
        )

    def _year(self, year: int) -> str:
        """Where the entries of a year are."""
        if self.plan.timeline.is_whole:
            return f"{self.to.page('timeline')}#year-{year}"
        return self.to.page(f"timeline/{year}")

    def _year_link(self, year: YearView) -> PartLink:
        return PartLink(
            title=str(year.year), url=self._year(year.year), count=year.count, id=f"year-{year.year}"
        )  # fmt: skip

    def _tallies(self, most: int) -> Iterator[TopicTally]:
        """The first topics, with the claims that name them first counted by verdict."""
        for topic in self._primary_topics()[:most]:
            verdicts = tuple(_verdicts(card.label.value for card in topic.claims))
            yield TopicTally(topic=topic, verdicts=verdicts, count=len(topic.claims))

    def _topics_pages(self) -> Iterator[Draft]:
        part = self.plan.topics
        page = self._page(TopicsPage, "topics", topics=self._all_topics())
        if part.is_whole:
            yield made(page)
            return
        listing = Listing(
            base=f"topics/{LIST}",
            section="topics",
            template="parts/topics.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=words.COUNTED["topics"],
            first_is_whole=True,
            fill=lambda ids: {"items": tuple(self.topics[id] for id in ids)},
        )
        split = self._in_parts(part, listing)
        yield made(replace(page, topics=tuple(self.topics[id] for id in part.pages[0]), pager=split.pager(1)))
        yield from split.drafts()

    def _claims_page(self) -> ClaimsPage:
        page = self._page(ClaimsPage, "claims", topics=self._primary_topics(), balance=self._balance())
        return page if self.plan.claims else replace(page, tallies=tuple(self._tallies(self.plan.topic_rows)))

    def _claims_listing(self, base: str, section: str, title: str, *trail: Link) -> Listing:
        return Listing(
            base=base,
            section=section,
            template="parts/claims.html",
            title=title,
            trail=trail,
            noun=words.COUNTED["claims"],
            fill=self._claims_of,
            shows=lambda ids: [self.claims[id] for id in ids],
            page=ClaimsPart,
        )

    def _claims_of(self, ids: tuple[str, ...]) -> dict[str, Any]:
        cards = tuple(self.cards[id] for id in ids)
        return {"items": cards, "count": len(cards), "verdicts": tuple(_verdicts(card.label.value for card in cards))}

    def _topic_pages(self, topic: Topic) -> Iterator[Draft]:
        yield made(self.topic(topic))
        for found in self._topic_split(topic).values():
            yield from found.drafts()

    def _topic_split(self, topic: Topic) -> dict[str, Split]:
        return self._split(self.plan.of_topic[topic.id], self._topic_listings(self.topics[topic.id]))

    def topic(self, topic: Topic) -> TopicPage:
        """The page of a topic."""
        view, mentions, split = self.topics[topic.id], self.glossary.page(), self._topic_split(topic)
        before, after = self.beside[topic.id]
        return TopicPage(
            template="topic.html",
            title=topic.title,
            description=f"{topic.question} {topic.answer}",
            url=view.url,
            save_as=self.to.file(view.url),
            section="topics",
            topic=view,
            summary=mentions.link(self.prose.html(topic.summary)),
            years=self._years(self.dated.get(topic.id, ()))
            if "events" in split
            else self._linked_years(self.dated.get(topic.id, ()), mentions),
            charts=tuple(map(self._chart, self.figures.get(topic.id, ()))),
            citation=self._citation(
                "topics", topic.id, topic.title, "topic", history.latest(self.about.get(topic.id, ()))
            ),
            data=f"{FOLDER}/topics/{topic.id}.json",
            previous=self.topic_links[before.id] if before else None,
            next=self.topic_links[after.id] if after else None,
            parts={name: found.links() for name, found in split.items()},
        )

    def _topic_listings(self, topic: TopicView) -> dict[str, Listing]:
        trail = self._section("topics"), self.topic_links[topic.id]
        base = f"topics/{topic.id}"
        return {
            "claims": self._claims_listing(
                f"{base}/claims", "topics", words.CLAIMS_ABOUT.format(topic.title), *trail
            ),
            "events": Listing(
                base=f"{base}/in-time",
                section="topics",
                template="parts/timeline.html",
                title=words.IN_TIME.format(topic.title),
                trail=trail,
                noun=words.ENTRIES,
                fill=self._entries_of,
                shows=self._shown_entries,
                page=EventsPart,
                note=self._span,
            ),
            "figures": Listing(
                base=f"{base}/figures",
                section="topics",
                template="parts/figures.html",
                title=words.FIGURES_ON.format(topic.title),
                trail=trail,
                noun=words.FIGURES,
                fill=lambda ids: {"items": tuple(self._chart(self.series[id]) for id in ids)},
                shows=lambda ids: [self.works[source] for id in ids for source in self.series[id].sources],
            ),
        }  # fmt: skip

    def _section(self, name: str) -> Link:
        return Link(title=words.PAGES[name][0], url=self.to.page(name))

    def _chart(self, series: Series) -> charts.Chart:
        sources = [Link(title=self.sources[id].citation, url=self.sources[id].url) for id in series.sources]
        return charts.draw(series, sources)

    def _claim_drafts(self, start: int) -> Iterator[Draft]:
        for claim in self.ordered[start : start + _CLAIMS]:
            yield Draft(
                save_as=self.to.file(self.to.claim(claim.id)),
                make=partial(self.claim, claim.id),
                made_from=partial(self._claim_print, claim),
                beside=citations.paths(f"claims/{claim.id}"),
            )

    def _claim_print(self, claim: Claim) -> str:
        n = self.numbers[claim.id]
        beside = [(other.id, other.title) for other in self.ordered[max(n - 2, 0) : n + 1]]
        related = [relation.claim for relation in claim.relations]
        related += [other.id for other, _ in self.ties.get(claim.id, ())]
        return self.prints.page(
            claim,
            *(self.works[link.source] for link in claim.appearances),
            *(self.works[evidence.source] for evidence in claim.evidence),
            *(self.claims[other] for other in related),
            *(self.events[event] for event in self.told.get(claim.id, ())),
            said=(n, beside),
        )

    def claim(self, id: str) -> ClaimPage:
        """The page of a claim."""
        n = self.numbers[id] - 1
        before = self.ordered[n - 1] if n else None
        after = self.ordered[n + 1] if n + 1 < len(self.ordered) else None
        return self._claim_page(self.ordered[n], before, after)

    def _claim_page(self, claim: Claim, before: Claim | None, after: Claim | None) -> ClaimPage:
        card, mentions = self.cards[claim.id], self.glossary.page()
        statement = mentions.link(card.statement)
        note = mentions.link(self.prose.inline(claim.note)) if claim.note else None
        verdict, cited = self._verdict(claim, mentions)
        evidence = tuple(
            self._passage(n, passage, mentions, cited=n in cited) for n, passage in enumerate(claim.passages, 1)
        )
        groups = (
            EvidenceGroup(stance=_choice(s), evidence=tuple(e for e in evidence if e.stance.value == s)) for s in Stance
        )
        return ClaimPage(
            template="claim.html",
            title=card.title,
            description=str(statement.striptags()),
            url=card.url,
            save_as=self.to.file(card.url),
            section="claims",
            claim=replace(card, statement=statement),
            first_id=claim.first_id,
            total=len(self.ordered),
            date_as_written=claim.date_as_written,
            quote=claim.quote.text if claim.quote else None,
            verbatim=bool(claim.quote and claim.quote.verbatim),
            note=note,
            chain=tuple(self._appearance(claim, n, appearance) for n, appearance in enumerate(claim.appearances, 1)),
            evidence=tuple(group for group in groups if group.evidence),
            tallies=_tally(Stance, (e.stance.value for e in evidence)),
            verdict=verdict,
            relations=tuple(self._relations(claim)),
            events=tuple(self.entries[event] for event in self.told.get(claim.id, ())),
            changes=tuple(self._changes(claim)),
            published=_iso(history.published(claim)),
            updated=_iso(history.updated(claim)),
            citation=self._citation(
                "claims", claim.id, claim.title, f"claim; verdict: {card.label.name.lower()}", history.updated(claim)
            ),
            data=f"{FOLDER}/claims/{claim.id}.json",
            previous=self._neighbour(before),
            next=self._neighbour(after),
        )

    def _citation(self, folder: str, id: str, title: str, genre: str, date: date | None) -> Citation:
        return Citation(
            key=f"claim-by-claim-{id}",
            title=title,
            genre=genre,
            container=self.edition.name,
            url=self.edition.url(f"{folder}/{id}/") if self.edition.site else "",
            folder=f"{folder}/{id}",
            date=date,
        )

    def _neighbour(self, claim: Claim | None) -> Link | None:
        return Link(title=claim.title, url=self.cards[claim.id].url) if claim else None

    def _appearance(self, claim: Claim, number: int, appearance: Appearance) -> AppearanceView:
        speaker, source = self.speakers[appearance.speaker], self.sources[appearance.source]
        return AppearanceView(
            speaker=Link(title=speaker.name, url=self.to.speaker(speaker.id)),
            speaker_kind=_choice(speaker.kind),
            role=speaker.role,
            form=appearance.form,
            source=source,
            date=_date(appearance.date) if appearance.date else None,
            paragraph=appearance.paragraph,
            seen=source.seen,
            quoted=claim.quote.text if claim.quote and claim.quote.appearance == number else None,
        )

    def _verdict(self, claim: Claim, mentions: Mentions) -> tuple[VerdictView, set[int]]:
        """The finding, and the numbers of the passages that its reasoning has markers for."""
        verdict = claim.verdict
        if verdict is None:
            return VerdictView(label=_choice(NOT_REVIEWED), summary="", reasoning=Markup(), reviewed=None), set()
        numbers: dict[str, int] = {}
        for number, passage in enumerate(claim.passages, 1):
            numbers.setdefault(passage.source, number)
        reasoning, cited = links.with_markers(mentions.link(self.prose.html(verdict.reasoning)), numbers)
        return VerdictView(
            label=_choice(verdict.label),
            summary=verdict.summary,
            reasoning=reasoning,
            reviewed=_date(verdict.reviewed),
        ), cited

    def _relations(self, claim: Claim) -> Iterator[RelationView]:
        """Ties from this claim, then those to it, each said from this claim's side and once."""
        met = set()
        for relation in claim.relations:
            met.add(relation.claim)
            yield RelationView(phrase=words.RELATIONS[relation.relation][0], claim=self.cards[relation.claim])
        for other, relation in self.ties.get(claim.id, ()):
            if other.id not in met:
                yield RelationView(phrase=words.RELATIONS[relation.relation][1], claim=self.cards[other.id])

    def _changes(self, claim: Claim) -> Iterator[ChangeView]:
        for number in reversed(range(len(claim.changes))):
            yield self._change(claim, number)

    def _change(self, claim: Claim, number: int) -> ChangeView:
        change = claim.changes[number]
        return ChangeView(
            date=_date(change.date),
            day=history.day(change.date).isoformat(),
            kind=_choice(change.kind),
            note=change.note,
            claim=self.cards[claim.id],
        )

    def _balance(self) -> Balance:
        kinds = {source.id: source.kind for source in self.data.sources}
        passages = [
            (kinds[evidence.source], evidence.stance) for claim in self.data.claims for evidence in claim.evidence
        ]
        counted = Counter(passages)
        most = max(counted.values(), default=1)
        rows = []
        for kind in SourceKind:
            counts = tuple(
                replace(tally, share=_share(tally.count, most))
                for tally in _tally(Stance, (stance for k, stance in passages if k is kind))
            )
            if total := sum(tally.count for tally in counts):
                rows.append(EvidenceRow(kind=_choice(kind), counts=counts, total=total))
        return Balance(
            claims=len(self.data.claims),
            verdicts=tuple(_verdicts(_label(claim.verdict).value for claim in self.ordered)),
            evidence=len(passages),
            stances=_tally(Stance, (stance for _, stance in passages)),
            rows=tuple(rows),
        )

    def _sources_pages(self) -> Iterator[Draft]:
        page, part = self._sources_page(), self.plan.sources
        if part.is_whole:
            yield made(page)
            return
        listing = Listing(
            base=f"sources/{LIST}",
            section="sources",
            template="parts/sources.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=words.COUNTED["sources"],
            fill=lambda ids: {"items": tuple(self.sources[id] for id in ids)},
            shows=lambda ids: [self.works[id] for id in ids],
            name=words.kind_and_letter,
            note=lambda ids: _stretch(self.sources[ids[0]].publisher, self.sources[ids[-1]].publisher),
        )
        split = self._in_parts(part, listing)
        yield made(replace(page, parts=split.links()))
        yield from split.drafts()

    def _sources_page(self) -> SourcesPage:
        groups = []
        for kind in SourceKind:
            sources = sorted(
                (self.sources[s.id] for s in self.data.sources if s.kind is kind),
                key=lambda s: (s.publisher.casefold(), s.date.iso or "" if s.date else "", s.id),
            )
            if sources:
                groups.append(SourceGroup(kind=_choice(kind), sources=tuple(sources)))
        return self._page(SourcesPage, "sources", groups=tuple(groups), count=len(self.sources))

    def _source_drafts(self, start: int) -> Iterator[Draft]:
        for source in self.data.sources[start : start + _SOURCES]:
            parts = self.plan.of_source.get(source.id)
            split = self._split(parts, self._source_listings(source.id)) if parts else {}
            yield Draft(
                save_as=self.to.file(self.to.source(source.id)),
                make=partial(self._source_page, source, split),
                made_from=None if split else partial(self._source_print, source),
            )
            for found in split.values():
                yield from found.drafts()

    def _source_print(self, source: Source) -> str:
        return self.prints.page(
            source,
            *(self.claims[claim] for claim, _ in self.uses.get(source.id, ())),
            *(claim for claim, _ in self.carried.get(source.id, ())),
            *self.cited.get(source.id, ()),
        )

    def _in_parts(self, part: Part[Any], listing: Listing) -> Split:
        return Split(part, listing, self.to, self.prints)

    def _split(self, parts: Mapping[str, Part[Any]], listings: Mapping[str, Listing]) -> dict[str, Split]:
        return {name: self._in_parts(part, listings[name]) for name, part in parts.items()}

    def _source_listings(self, id: str) -> dict[str, Listing]:
        source, record = self.sources[id], self.works[id]
        trail = self._section("sources"), Link(title=source.shown_title, url=source.url)
        return {
            "claims": Listing(
                base=f"sources/{id}/claims",
                template="parts/carried.html",
                title=words.CARRIED_BY.format(source.citation),
                noun=words.COUNTED["claims"],
                fill=self._paragraphs_of,
                shows=lambda keys: [record, *(self.claims[claim] for _, claim in keys)],
                page=ClaimsPart,
                note=_paragraphs,
                section="sources",
                trail=trail,
            ),
            "uses": Listing(
                base=f"sources/{id}/evidence",
                template="parts/uses.html",
                title=words.SHOWN_BY.format(source.citation),
                noun=words.PASSAGES,
                fill=lambda keys: self._uses_of(id, keys),
                shows=lambda keys: [record, *(self.claims[claim] for claim, _ in keys)],
                section="sources",
                trail=trail,
            ),
            "also": Listing(
                base=f"sources/{id}/also",
                template="parts/also.html",
                title=words.ALSO_CITED.format(source.citation),
                noun=words.PLACES,
                fill=lambda keys: {"items": tuple(self._place(*key) for key in keys)},
                shows=lambda keys: [record, *(self.events[id] for kind, id in keys if kind == "event")],
                section="sources",
                trail=trail,
            ),
        }

    def _paragraphs_of(self, keys: tuple[tuple[int | None, str], ...]) -> dict[str, Any]:
        carried = _by_key((str(paragraph or ""), self.cards[claim]) for paragraph, claim in keys)
        paragraphs = tuple(
            Paragraph(number=int(number) if number else None, claims=tuple(cards)) for number, cards in carried.items()
        )
        labels = (self.cards[claim].label.value for _, claim in keys)
        return {"items": paragraphs, "count": len(keys), "verdicts": tuple(_verdicts(labels))}

    def _uses_of(self, source: str, keys: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        return {"items": tuple((self.sources[source], use) for use in self._used(keys, self.glossary.page()))}

    def _place(self, kind: str, id: str) -> tuple[DateView | None, str, Link]:
        """An entry, a figure or a term that leans on a source: its date, what it is, and where."""
        if kind == "event":
            event = self.entries[id]
            return event.date, "", Link(title=event.title, url=event.url)
        if kind == "series":
            series = self.series[id]
            return None, words.PLACE_KINDS[0], Link(title=series.title, url=self.to.figure(series.topics[0], id))
        return None, words.PLACE_KINDS[1], Link(title=self.terms[id].term, url=self.to.term(id))

    def _source_page(self, record: Source, split: Mapping[str, Split]) -> SourcePage:
        source, mentions = self.sources[record.id], None if "uses" in split else self.glossary.page()
        return SourcePage(
            template="source.html",
            title=source.citation,
            description=words.source_description(source.citation, source.kind.name),
            url=source.url,
            save_as=self.to.file(source.url),
            section="sources",
            source=source,
            paragraphs=self._paragraphs(source.id),
            uses=self._used(self.uses.get(source.id, ()), mentions),
            events=tuple(self.entries[e.id] for e in self.cited.get(source.id, ()) if e.id not in self.claims),
            terms=tuple(self.explained.get(source.id, ())),
            charts=tuple(self.drawn.get(source.id, ())),
            parts={name: found.links() for name, found in split.items()},
        )

    def _paragraphs(self, source: str) -> tuple[Paragraph, ...]:
        carried = defaultdict[int | None, dict[str, ClaimCard]](dict)  # a source can carry a claim twice
        for claim, appearance in self.carried.get(source, ()):
            carried[appearance.paragraph][claim.id] = self.cards[claim.id]
        return tuple(
            Paragraph(number=number, claims=tuple(carried[number].values()))
            for number in sorted(carried, key=lambda number: (number is None, number or 0))
        )

    def _speakers_pages(self) -> Iterator[Draft]:
        speakers, part = {speaker.id: self._speaker(speaker) for speaker in self.data.speakers}, self.plan.speakers
        page = self._page(SpeakersPage, "speakers", speakers=tuple(speakers.values()))
        listing = Listing(
            base=f"speakers/{LIST}",
            section="speakers",
            template="parts/speakers.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=words.COUNTED["speakers"],
            fill=lambda ids: {"items": tuple(speakers[id] for id in ids)},
            name=words.letters,
            note=lambda ids: _stretch(speakers[ids[0]].name, speakers[ids[-1]].name),
        )
        split = self._in_parts(part, listing)
        yield made(page if part.is_whole else replace(page, parts=split.links()))
        yield from () if part.is_whole else split.drafts()
        for speaker in speakers.values():
            of_speaker = self._split(self.plan.of_speaker[speaker.id], self._speaker_listings(speaker))
            found = {name: split.links() for name, split in of_speaker.items()}
            yield made(replace(self._speaker_page(speaker), parts=found))
            for split in of_speaker.values():
                yield from split.drafts()

    def _speaker_listings(self, speaker: SpeakerView) -> dict[str, Listing]:
        base, trail = f"speakers/{speaker.id}", (self._section("speakers"), Link(title=speaker.name, url=speaker.url))
        return {
            "said": self._claims_listing(f"{base}/made", "speakers", words.SAID_BY.format(speaker.name), *trail),
            "passed_on": self._claims_listing(
                f"{base}/passed-on", "speakers", words.PASSED_ON_BY.format(speaker.name), *trail
            ),
        }  # fmt: skip

    def _speaker(self, speaker: Speaker) -> SpeakerView:
        said = tuple(self.cards[claim.id] for claim in self.said.get(speaker.id, ()))
        passed_on = tuple(self.cards[claim.id] for claim in self.passed_on.get(speaker.id, ()))
        return SpeakerView(
            id=speaker.id,
            url=self.to.speaker(speaker.id),
            name=speaker.name,
            kind=_choice(speaker.kind),
            role=speaker.role,
            side=_choice(speaker.side) if speaker.side else None,
            said=said,
            passed_on=passed_on,
        )

    def _speaker_page(self, speaker: SpeakerView) -> SpeakerPage:
        return SpeakerPage(
            template="speaker.html",
            title=speaker.name,
            description=words.speaker_description(speaker.name, speaker.role),
            url=speaker.url,
            save_as=self.to.file(speaker.url),
            section="speakers",
            speaker=speaker,
        )

    def _glossary_pages(self) -> Iterator[Draft]:
        terms, part = {term.id: term for term in self._terms()}, self.plan.glossary
        page = self._page(GlossaryPage, "glossary", terms=tuple(terms.values()))
        if part.is_whole:
            yield made(page)
            return
        listing = Listing(
            base="glossary",
            section="glossary",
            template="parts/glossary.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=words.COUNTED["glossary"],
            fill=lambda ids: {"items": tuple(terms[id] for id in ids)},
            name=words.letters,
            note=lambda ids: _stretch(terms[ids[0]].term, terms[ids[-1]].term),
        )
        split = self._in_parts(part, listing)
        yield made(replace(page, parts=split.links()))
        yield from split.drafts()

    def _terms(self) -> tuple[TermView, ...]:
        terms: Iterable[Term] = sorted(self.data.glossary, key=lambda term: term.term.casefold())
        return tuple(
            TermView(
                id=t.id,
                term=t.term,
                forms=t.forms,
                sources=tuple(self.sources[s] for s in t.sources),
                definition=self.glossary.page(weights.DEFINITION).skip(t.id).link(self.prose.html(t.definition)),
                aliases=t.aliases,
            )
            for t in terms
        )

    def _search_pages(self) -> Iterator[Draft]:
        entries = sorted(self._entries(), key=lambda entry: (alphabet.position(entry.title), entry.title, entry.url))
        counts = Counter(entry.kind for entry in entries)
        kinds = (Tally(choice=choice, count=counts[choice]) for choice in map(_choice, words.FINDABLE))
        yield made(
            self._page(
                SearchPage,
                "search",
                topics=self._all_topics(),
                balance=self._balance(),
                kinds=tuple(kinds),
                count=len(entries),
            )
        )
        letters = defaultdict[tuple[str, str], list[Entry]](list)
        for entry in entries:
            letters[alphabet.letter(entry.title)].append(entry)
        page = self._page(
            AlphabetPage,
            "a-z",
            letters=tuple(Letter(id=id, name=name, entries=tuple(found)) for (id, name), found in letters.items()),
            count=len(entries),
        )
        url = self.to.page("search/a-z")
        page = replace(page, url=url, save_as=self.to.file(url), section="search")
        part = self.plan.alphabet
        if part.is_whole:
            yield made(page)
            return
        by_key = {(entry.kind.value, _id(entry.url)): entry for entry in entries}
        listing = Listing(
            base="search/a-z",
            section="search",
            template="parts/a-z.html",
            title=page.title,
            trail=(self._section("search"), Link(title=page.title, url=url)),
            noun=words.THINGS,
            fill=lambda keys: {"items": tuple(by_key[key] for key in keys)},
            shows=self._shown_in_the_alphabet,
            name=words.letters,
            note=lambda keys: _stretch(by_key[keys[0]].title, by_key[keys[-1]].title),
        )
        split = self._in_parts(part, listing)
        yield made(replace(page, parts=split.links()))
        yield from split.drafts()

    def _entries(self) -> Iterator[Entry]:
        """Everything that a search finds."""
        for claim in map(self.cards.__getitem__, self.numbers):
            yield Entry(kind=_choice("claim"), title=claim.title, url=claim.url, label=claim.label)
        for topic in self._all_topics():
            yield Entry(kind=_choice("topic"), title=topic.title, url=topic.url)
        for source in map(self.sources.__getitem__, self.works):
            yield Entry(kind=_choice("source"), title=source.title, url=source.url, source=source)
        for term in self.data.glossary:
            yield Entry(kind=_choice("term"), title=term.term, url=self.to.term(term.id))

    def _shown_in_the_alphabet(self, keys: tuple[tuple[str, str], ...]) -> list[Record]:
        shown: dict[str, Mapping[str, Record]] = {"claim": self.claims, "source": self.works}
        return [shown[kind][id] for kind, id in keys if kind in shown]  # of others there are few: they are common

    def _corrections_pages(self) -> Iterator[Draft]:
        page, part = self._corrections(), self.plan.changes
        if part.is_whole:
            yield made(page)
            return
        listing = Listing(
            base="corrections",
            section="corrections",
            template="parts/changes.html",
            title=page.title,
            trail=(Link(title=page.title, url=page.url),),
            noun=words.CHANGES,
            fill=self._changes_of,
            shows=lambda keys: [self.claims[claim] for claim, _ in keys],
            name=words.when,
            newest_first=True,
        )
        split = self._in_parts(part, listing)
        corrections = paging.first(page.corrections, room=self.limit.room() // 2, weight=_weight)
        further = corrections != page.corrections
        yield made(replace(page, corrections=corrections, further=further, parts=split.links()))
        yield from split.drafts()

    def _changes_of(self, keys: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        return {"items": tuple(self._change(self.claims[claim], number) for claim, number in keys)}

    def _corrections(self) -> CorrectionsPage:
        changes = [change for claim in self.ordered for change in self._changes(claim)]
        changes.sort(key=lambda change: change.date.iso or "", reverse=True)
        return self._page(
            CorrectionsPage,
            "corrections",
            changes=tuple(changes),
            corrections=tuple(change for change in changes if change.kind.value == "corrected"),
        )

    def data_page(self, edition: Edition | None = None) -> DataPage:
        """The page of the data; `edition` is one with its files, where they were not known before."""
        edition = edition or self.edition
        days = tuple(self._changelog())
        changelog = tuple(_newest(days, room=self.limit.room(_DATA)))
        return self._page(
            DataPage,
            "data",
            lede=words.DATA_LEDE,
            version=edition.version,
            date=_date(Edtf.parse(edition.date.isoformat())) if edition.date else None,
            license=DATA_LICENSE,
            base=edition.site or words.LOCAL_SITE,
            counts=tuple(f"{count} {words.COUNTED[name][count != 1]}" for name, count in edition.counts.items()),
            files=tuple(_files(edition.files)),
            changelog=changelog,
            earlier=changelog != days,
            entries=len(self.events),
            example=self.cards[self.ordered[0].id] if self.ordered else None,
            citation=Citation(
                key="claim-by-claim",
                title=words.DATASET.format(edition.name),
                genre="data",
                container=edition.name,
                url=edition.url("data/") if edition.site else "",
                folder="data",
                date=edition.date,
                version=edition.version,
                is_data=True,
            ),
        )

    def _changelog(self) -> Iterator[DayView]:
        """Every change of every claim, newest day first, and on a day corrections first."""
        days = defaultdict[date, dict[ChangeKind, list[ChangeView]]](lambda: defaultdict(list))
        for claim in self.ordered:
            for change, view in zip(reversed(claim.changes), self._changes(claim), strict=True):
                days[history.day(change.date)][change.kind].append(view)
        for when in sorted(days, reverse=True):
            kinds = days[when]
            yield DayView(
                date=_date(Edtf.parse(when.isoformat())),
                changes=tuple((_choice(kind), tuple(kinds[kind])) for kind in reversed(ChangeKind) if kind in kinds),
            )

    def redirects(self) -> Iterator[RedirectPage]:
        """What stands where records had their pages before they were renamed."""
        titles = {
            **{topic.id: topic.title for topic in self.data.topics},
            **{claim.id: claim.title for claim in self.data.claims},
            **{source.id: self.sources[source.id].citation for source in self.data.sources},
            **{speaker.id: speaker.name for speaker in self.data.speakers},
        }
        for record in self.data.records():
            for alias in record.aliases if record.id in titles else ():
                yield RedirectPage(
                    template="redirect.html",
                    title=titles[record.id],
                    url=self.to.of(record.kind_name, record.id),
                    save_as=self.to.file(self.to.of(record.kind_name, alias)),
                )


def _files(files: Iterable[File | Print]) -> Iterator[FileView]:
    """The files by what they hold; those of one folder together, where the first of them stands."""
    tables: dict[str, Table] = {f"{table.name}.csv": table for table in TABLES}
    many = defaultdict[str, list[File | Print]](list)
    for file in files:
        name = file.path.removeprefix(f"{FOLDER}/")
        folder, slash, _ = name.partition("/")
        many[f"{folder}/<id>.json" if slash else name].append(file)
    for name, group in many.items():
        alone = group[0] if name in group[0].path else None
        yield FileView(
            name=name,
            url=alone.path if alone else None,
            holds=words.DATA_FILES.get(name, ""),
            count=len(group),
            size=sum(file.size for file in group),
            sha256=alone.sha256 if alone else None,
            columns=tables[name].columns if name in tables else (),
        )


def _newest(days: Iterable[DayView], room: int) -> Iterator[DayView]:
    """The days that fit, from the newest; of the last one as many kinds of change as fit."""
    for day in days:
        room -= _DAY
        kinds = []
        for kind, changes in day.changes:
            room -= _DAY + sum(map(_weight, changes))
            if room < 0:
                break
            kinds.append((kind, changes))
        if kinds:
            yield day if len(kinds) == len(day.changes) else replace(day, changes=tuple(kinds))
        if room < 0:
            return


def _weight(change: ChangeView) -> int:
    return 250 + weights.text(change.note, change.claim.title) + weights.address(change.claim.id)


def _id(url: str) -> str:
    """The id of the record that an address leads to."""
    page, _, place = url.removesuffix("index.html").partition("#")
    return place.removeprefix("term-") if place else page.strip("/").rpartition("/")[2]


def _stretch(first: str, last: str) -> str:
    """From which name to which a page goes, neither told at length."""
    first, last = (
        name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…" for name in (first, last)
    )
    return first if first == last else words.SPAN.format(first, last)


def _paragraphs(keys: tuple[tuple[int | None, str], ...]) -> str:
    """Which paragraphs of a source a page has."""
    numbers = [str(paragraph) for paragraph, _ in keys if paragraph]
    if not numbers:
        return ""
    if numbers[0] == numbers[-1]:
        return f"Paragraph {numbers[0]}"
    return f"Paragraphs {words.SPAN.format(numbers[0], numbers[-1])}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tally(choices: type[Any], values: Iterable[str]) -> tuple[Tally, ...]:
    """How often each member of a closed list occurs, in the list's order, zeros too."""
    counts = Counter(map(str, values))
    return tuple(Tally(choice=_choice(choice), count=counts[choice]) for choice in choices)


def _verdicts(labels: Iterable[str]) -> Iterator[Tally]:
    """Claims by verdict, laid end to end; those not yet reviewed only where there are any."""
    counted, before = Counter(labels), 0
    whole = counted.total()
    for label in [*Label, NOT_REVIEWED]:
        count = counted[str(label)]
        if count or label != NOT_REVIEWED:
            yield Tally(choice=_choice(label), count=count, share=_share(count, whole), offset=_share(before, whole))
        before += count


def _bars(counts: Iterable[tuple[int, int]], tallest: int) -> str:
    """Bars as one path in a drawing that is 100 high; the smallest can still be seen."""
    return "".join(f"M{x} 100v-{max(3, round(100 * count / tallest))}h.85V100z" for x, count in counts)


def _by_key(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """The second of each pair under its first, in order: what a page would else look for among all records."""
    found = defaultdict[str, list[T]](list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _share(count: int, whole: int) -> float:
    return round(100 * count / whole, 2) if whole else 0.0


def _with_neighbours(records: Sequence[Any]) -> Iterator[tuple[Any, Any, Any]]:
    for n, record in enumerate(records):
        yield records[n - 1] if n else None, record, records[n + 1] if n + 1 < len(records) else None
