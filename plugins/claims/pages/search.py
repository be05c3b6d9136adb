"""The page of the search, and everything from A to Z."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..data.model import Record, by_id
from ..plan import Key
from ..site import alphabet, labels
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
    listed: int
    """How many of them stand in the index from A to Z: events stand in the timeline."""


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
        self.terms = by_id(records.data.glossary)

    def drafts(self) -> Iterator[Draft]:
        """The page of the search, that of the index, and where it is long the pages of its letters."""
        yield made(self._search())
        yield from self._alphabet()

    def _search(self) -> SearchPage:
        part = self.frame.plan.alphabet
        found = Counter(kind for kind, _ in part.items)
        found["event"] = len(self.records.data.events)
        return self.frame.page(
            SearchPage,
            "search",
            topics=self.records.all_topics(),
            balance=balance(self.records.data),
            kinds=tuple(Tally(choice=choice(kind), count=found[kind]) for kind in labels.FINDABLE),
            count=found.total(),
            listed=part.count,
        )

    def _alphabet(self) -> Iterator[Draft]:
        page, part = self._alphabet_page(), self.frame.plan.alphabet
        listing = Listing(
            base="search/a-z",
            section="search",
            template="parts/a-z.html",
            title=page.title,
            trail=(self.frame.section("search"), Link(title=page.title, url=page.url)),
            noun=labels.THINGS,
            fill=lambda keys: {"items": tuple(map(self._entry, keys))},
            shows=self._shown,
            name=labels.letters,
            note=lambda keys: stretch(self._entry(keys[0]).title, self._entry(keys[-1]).title),
        )
        yield from self.frame.listed(page, part, listing)

    def _alphabet_page(self) -> AlphabetPage:
        part = self.frame.plan.alphabet
        letters = self._letters(part.items) if part.is_whole else ()
        page = self.frame.page(AlphabetPage, "a-z", letters=tuple(letters), count=part.count)
        url = self.records.to.page("search/a-z")
        return replace(page, url=url, save_as=self.records.to.file(url), section="search")

    def _letters(self, keys: Iterable[Key]) -> Iterator[Letter]:
        letters = defaultdict[tuple[str, str], list[Entry]](list)
        entries = map(self._entry, keys)
        for entry in sorted(entries, key=lambda entry: (alphabet.position(entry.title), entry.title, entry.url)):
            letters[alphabet.letter(entry.title)].append(entry)
        for (id, name), found in letters.items():
            yield Letter(id=id, name=name, entries=tuple(found))

    def _entry(self, key: Key) -> Entry:
        """What a search finds."""
        records, (kind, id) = self.records, key
        found = choice(kind)
        match kind:
            case "claim":
                claim = records.cards[id]
                return Entry(kind=found, title=claim.title, url=claim.url, label=claim.label)
            case "source":
                source = records.sources[id]
                return Entry(kind=found, title=source.title, url=source.url, source=source)
            case "topic":
                return Entry(kind=found, title=records.topics[id].title, url=records.topics[id].url)
            case "speaker":
                return Entry(kind=found, title=records.speakers[id].name, url=records.to.speaker(id))
        return Entry(kind=found, title=self.terms[id].term, url=records.to.term(id))

    def _shown(self, keys: tuple[Key, ...]) -> list[Record]:
        shown: dict[str, Mapping[str, Record]] = {"claim": self.records.claims, "source": self.records.works}
        return [shown[kind][id] for kind, id in keys if kind in shown]  # of others there are few: they are common
