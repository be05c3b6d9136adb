"""Dataset → the site: its records as pages show them, in one language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from ..model.markdown import MarkdownRenderer
from ..model.records import PLACEHOLDER, Dataset
from ..model.translation import in_language_of, leaves
from ..source.grouping import by_key
from ..verdict import Origins, WitnessCounter
from .charts import Chart, draw
from .chinese import NO_NEIGHBOURS, Neighbours
from .citations import Citation, Release
from .claim import ClaimView
from .event import EventView
from .glossary import Glossary
from .history import Change, Changing
from .language import Language
from .source import SourceView
from .text import TextView, place_in_text
from .topic import TopicView
from .urls import Urls
from .views import Choice

MAX_SOURCES = 100
"""Sources on one page; if there are more, each kind of publisher has a page of its own."""


def make_urls(dataset: Dataset, *, explicit: bool = False) -> Urls:
    """Return the addresses of a dataset's pages; `explicit` ones name the file of each folder."""
    is_divided = len(dataset.sources) > MAX_SOURCES
    return Urls(
        explicit=explicit,
        texts={text.speaker: text.id for text in reversed(dataset.texts)},
        source_kinds={source.id: source.kind for source in dataset.sources} if is_divided else {},
    )


class Site:
    """The records of a dataset, as pages show them. Everything is made when it is first asked for."""

    def __init__(
        self, data: Dataset, urls: Urls, release: Release, markdown: MarkdownRenderer, language: Language
    ) -> None:
        self.data = data
        self.urls = urls
        self.release = release
        self.markdown = markdown
        self.language = language

    # The records, by id

    @cached_property
    def claims(self) -> dict[str, ClaimView]:
        """The claims by first topic, then in the order of the file: the order in which readers meet them."""
        rank = {topic.id: n for n, topic in enumerate(self.data.topics)}
        ordered = sorted(self.data.claims, key=lambda claim: rank[claim.topics[0]])
        return {claim.id: ClaimView(self, claim) for claim in ordered}

    @cached_property
    def texts(self) -> dict[str, TextView]:
        """The texts, in the order of the file."""
        return {text.id: TextView(self, text) for text in self.data.texts}

    @cached_property
    def topics(self) -> dict[str, TopicView]:
        """The topics, in the order of the file."""
        return {topic.id: TopicView(self, topic) for topic in self.data.topics}

    @cached_property
    def events(self) -> dict[str, EventView]:
        """The events in time order."""
        ordered = sorted(self.data.events, key=lambda event: (event.date.sort_key, event.id))
        return {event.id: EventView(self, event) for event in ordered}

    @cached_property
    def sources(self) -> dict[str, SourceView]:
        """The sources, in the order of the file."""
        return {source.id: SourceView(self, source) for source in self.data.sources}

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The figures, drawn."""
        texts = {text.date.text for text in self.data.texts}
        charts = {}
        for series in self.data.series:
            sources = [self.sources[id] for id in series.sources]
            events = [self.events[id] for id in series.marks]
            charts[series.id] = draw(series, sources, self.language, events, texts)
        return charts

    @cached_property
    def sides(self) -> dict[str, Choice]:
        """The sides, in the order of the file."""
        return {side.id: Choice(value=side.id, name=side.name) for side in self.data.sides}

    # What they have in common

    @cached_property
    def claims_by_text(self) -> Mapping[str | None, Sequence[ClaimView]]:
        """The claims of each text in its order, by its id, then those of no text under None.

        A text is in the order of its sources and of their paragraphs; what is in none of them comes last.
        """
        groups = by_key((self.data.text_of(claim), self.claims[claim.id]) for claim in self.data.claims)
        ordered: dict[str | None, Sequence[ClaimView]] = {}
        for text in self.data.texts:
            if text.id in groups:
                last = len(text.seen_through), 0
                ordered[text.id] = sorted(groups[text.id], key=lambda claim: place_in_text(text, claim.record) or last)
        if None in groups:
            ordered[None] = [claim for claim in self.claims.values() if self.data.text_of(claim.record) is None]
        return ordered

    def grouped(self, claims: Iterable[ClaimView]) -> list[list[ClaimView]]:
        """Return claims in their order, each with the claims that repeat it and have the same label.

        A claim with another reading is a group by itself, since a group does not show the findings on other readings.
        """
        waiting = dict.fromkeys(claims)
        groups = []
        while waiting:
            first = next(iter(waiting))
            del waiting[first]
            group = [first]
            for claim in group:  # which grows during the loop
                alike = self._alike.get(claim.id)
                others = [other for other in waiting if other.id in alike] if alike else []
                for other in others:
                    if other.label == first.label and not claim.readings and not other.readings:
                        del waiting[other]
                        group.append(other)
            groups.append(group)
        return groups

    @cached_property
    def _alike(self) -> Mapping[str, Sequence[str]]:
        """The ids of the claims that each claim repeats, and of those that repeat it."""
        pairs = []
        for claim in self.claims.values():
            for id in claim.repeats:
                pairs += [(claim.id, id), (id, claim.id)]
        return by_key(pairs)

    @cached_property
    def counter(self) -> WitnessCounter:
        """Who counts as a witness, and which labels follow."""
        return WitnessCounter(self.data)

    @cached_property
    def side_names(self) -> dict[str, str]:
        """How a sentence names each side."""
        return {side.id: side.short or side.name for side in self.data.sides}

    @cached_property
    def acting_sides(self) -> list[str]:
        """The sides that act in events."""
        acting = set[str]().union(*(event.actors for event in self.data.events))
        return [side for side in self.sides if side in acting]

    def whose(self, sides: Collection[str]) -> str:
        """Return in words for which sides something speaks: `of the North`, or `of no side`."""
        names = self.language.listing(self.side_names[side] for side in sorted(sides))
        return self.language.gettext("of %(sides)s", sides=names) if names else self.language.gettext("of no side")

    def witness_name(self, source: str, origins: Origins) -> str:
        """Return the name of the witness behind a passage of a source.

        Args:
            source: the id of the source
            origins: the sources that the word of the passage goes back to

        """
        name = self.sources[source].short_publisher
        origin = self.sources[min(origins)].short_publisher
        if source in origins or name == origin:
            return name
        return self.language.gettext("%(name)s, passing on %(origin)s", name=name, origin=origin)

    def changes_of(self, record: Changing) -> list[Change]:
        """Return the history of a record, latest first."""
        return [Change(self, record, change) for change in reversed(record.changes)]

    # The site itself

    @cached_property
    def glossary(self) -> Glossary:
        """The terms, which pages link where they first mention them."""
        terms = {}
        for term in self.data.glossary:
            terms[term.id] = (term.term, *term.forms), str(self.markdown.html(term.definition).striptags())
        return Glossary(terms)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Where lines of its titles can end, if its language has no spaces between words."""
        if not self.language.is_spaceless:
            return NO_NEIGHBOURS
        return Neighbours(leaf.text for leaf in leaves(self.data))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The numbers for the placeholders in texts about the site."""
        return self.data.counts()

    def filled(self, text: str) -> str:
        """Return a text about the site with its placeholders replaced by numbers."""

        def number(placeholder: re.Match[str]) -> str:
            count = self.counts[placeholder[1]]
            _, *words = placeholder[2].split("|")
            if not words:
                return str(count)
            is_plural = count != 1 and len(words) > 1
            return f"{count}{spaced(words[is_plural])}"

        return in_language_of(text, PLACEHOLDER.sub(number, text))

    @property
    def description(self) -> str:
        """What the site is about, as plain text; empty if the file does not say."""
        return self.markdown.plain(self.filled(self.data.site.summary)) if self.data.site.summary else ""

    def citation(self, folder: str, title: str, genre: str, date: date | None, finding: str = "") -> Citation:
        """Return the citation of the page in a folder, which is that of a record or of the data."""
        release = self.release
        return Citation(
            author=release.author,
            title=title,
            genre=genre,
            container=release.name,
            url=release.url(f"{folder}/") if release.site else "",
            date=date,
            finding=finding,
            language=self.language,
        )


def spaced(words: str) -> str:
    """Return words to put after a number, with a space first if their script has spaces between words."""
    return f" {words}" if unicodedata.east_asian_width(words[:1] or " ") != "W" else words
