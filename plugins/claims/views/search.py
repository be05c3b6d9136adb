"""The page of the search, and everything from A to Z."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .. import alphabet, words
from ..model import Record
from .counts import Balance, Tally, balance
from .drafts import Draft, made
from .frame import Frame
from .pages import Choice, Link, ListPage, Page, SourceView, TopicView
from .parts import Listing, stretch
from .records import Records
from .values import choice


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """`/search/`."""

    topics: tuple[TopicView, ...]
    balance: Balance
    kinds: tuple[Tally, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the index: `label` is set for a claim, `source` for a source, which is cited as elsewhere."""

    kind: Choice
    title: str
    url: str
    label: Choice | None = None
    source: SourceView | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The entries that begin alike."""

    id: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class AlphabetPage(ListPage):
    """`/search/a-z/`."""

    letters: tuple[Letter, ...]
    count: int


class Search:
    """What a search finds, and the same as an index that works without one."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame

    def drafts(self) -> Iterator[Draft]:
        """The page of the search, that of the index, and where it is long the pages of its letters."""
        entries = sorted(self._entries(), key=lambda entry: (alphabet.position(entry.title), entry.title, entry.url))
        yield made(self._search(entries))
        yield from self._alphabet(entries)

    def _search(self, entries: Sequence[Entry]) -> SearchPage:
        found = Counter(entry.kind for entry in entries)
        return self.frame.page(
            SearchPage,
            "search",
            topics=self.records.all_topics(),
            balance=balance(self.records.data),
            kinds=tuple(Tally(choice=kind, count=found[kind]) for kind in map(choice, words.FINDABLE)),
            count=len(entries),
        )

    def _alphabet(self, entries: Sequence[Entry]) -> Iterator[Draft]:
        page, part = self._alphabet_page(entries), self.frame.plan.alphabet
        by_key = {(entry.kind.value, _id(entry.url)): entry for entry in entries}
        listing = Listing(
            base="search/a-z",
            section="search",
            template="parts/a-z.html",
            title=page.title,
            trail=(self.frame.section("search"), Link(title=page.title, url=page.url)),
            noun=words.THINGS,
            fill=lambda keys: {"items": tuple(by_key[key] for key in keys)},
            shows=self._shown,
            name=words.letters,
            note=lambda keys: stretch(by_key[keys[0]].title, by_key[keys[-1]].title),
        )
        yield from self.frame.listed(page, part, listing)

    def _alphabet_page(self, entries: Sequence[Entry]) -> AlphabetPage:
        letters = defaultdict[tuple[str, str], list[Entry]](list)
        for entry in entries:
            letters[alphabet.letter(entry.title)].append(entry)
        page = self.frame.page(
            AlphabetPage,
            "a-z",
            letters=tuple(Letter(id=id, name=name, entries=tuple(found)) for (id, name), found in letters.items()),
            count=len(entries),
        )
        url = self.records.to.page("search/a-z")
        return replace(page, url=url, save_as=self.records.to.file(url), section="search")

    def _entries(self) -> Iterator[Entry]:
        """Everything that a search finds."""
        records = self.records
        for claim in map(records.cards.__getitem__, records.numbers):
            yield Entry(kind=choice("claim"), title=claim.title, url=claim.url, label=claim.label)
        for topic in records.all_topics():
            yield Entry(kind=choice("topic"), title=topic.title, url=topic.url)
        for source in map(records.sources.__getitem__, records.works):
            yield Entry(kind=choice("source"), title=source.title, url=source.url, source=source)
        for term in records.data.glossary:
            yield Entry(kind=choice("term"), title=term.term, url=records.to.term(term.id))

    def _shown(self, keys: tuple[tuple[str, str], ...]) -> list[Record]:
        shown: dict[str, Mapping[str, Record]] = {"claim": self.records.claims, "source": self.records.works}
        return [shown[kind][id] for kind, id in keys if kind in shown]  # of others there are few: they are common


def _id(url: str) -> str:
    """The id of the record that an address leads to."""
    page, _, place = url.removesuffix("index.html").partition("#")
    return place.removeprefix("term-") if place else page.strip("/").rpartition("/")[2]
