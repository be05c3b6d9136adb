"""The page of the search, and everything from A to Z."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...site import pagination
from ...site.index import Site
from ...site.language import N_, Language
from ...site.pagination import paginate
from ...site.tallies import Tally, tally, verdicts
from ...site.views import Choice, Page, SourceView, TextView, TopicView
from ...source.grouping import by_key

_SEARCH = (
    N_("Search"),
    N_("Search this site’s claims, topics, figures, sources, speakers, terms and events, or browse the lists."),
)
_ALPHABET = (
    N_("Everything from A to Z"),
    N_("Every text, claim, topic, figure, source, speaker and term of this site in alphabetical order."),
)
"""Title and description of each page."""
_FINDABLE = ("text", "claim", "topic", "figure", "source", "speaker", "term", "event")
"""The kinds of record that a search finds."""

_BEFORE = re.compile(r"[\W_]*")
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""With which character each letter begins in GB 2312, whose first 3,755 are in order of pinyin."""
_LAST = "座"


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """`/search/`."""

    topics: tuple[TopicView, ...]
    texts: tuple[TextView, ...]
    """Where there are several."""
    verdicts: tuple[Tally, ...]
    claims: int
    claims_on_one_page: bool
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
class AlphabetPage(Page):
    """`/search/a-z/`."""

    count: int
    letters: tuple[Letter, ...] = ()


def search_pages(site: Site) -> Iterator[SearchPage | AlphabetPage]:
    """Yield the page of the search, and what it finds as an index that works without one."""
    entries = sorted(_entries(site), key=lambda entry: (_position(entry.title, site.language), entry.title, entry.url))
    found = [*(entry.kind.value for entry in entries), *["event"] * len(site.data.events)]
    yield site.page(
        SearchPage,
        "search",
        map(site.language.gettext, _SEARCH),
        template="parts/search/search.html",
        topics=tuple(site.topics.values()),
        texts=tuple(site.texts.values()) if len(site.texts) > 1 else (),
        verdicts=verdicts((card.label.value for card in site.cards.values()), site.language),
        claims=len(site.cards),
        claims_on_one_page=pagination.page_count(site.data.claims, pagination.CARDS) == 1,
        kinds=tally(_FINDABLE, found, site.language),
        count=len(found),
        listed=len(entries),
    )
    page = site.page(
        AlphabetPage,
        "search/a-z",
        map(site.language.gettext, _ALPHABET),
        template="parts/search/a-z.html",
        count=len(entries),
    )
    for numbered, held in paginate(page, {"entries": (entries, pagination.FOUND)}, site.language):
        letters = by_key((_letter(entry.title, site.language), entry) for entry in held["entries"])
        grouped = (Letter(id=id, name=name, entries=tuple(entries)) for (id, name), entries in letters.items())
        yield replace(numbered, letters=tuple(grouped))


def _entries(site: Site) -> Iterator[Entry]:
    """Yield whatever a search finds, but for events."""
    for claim in site.cards.values():
        yield Entry(kind=site.choice("claim"), title=claim.title, url=claim.url, label=claim.label)
    for source in site.sources.values():
        yield Entry(kind=site.choice("source"), title=source.title, url=source.url, source=source)
    for kind, title, url in (
        *(("text", text.title, text.url) for text in site.texts.values()),
        *(("topic", topic.title, topic.url) for topic in site.topics.values()),
        *(("figure", series.heading, site.urls.figure(series.topics[0], series.id)) for series in site.data.series),
        *(("speaker", speaker.name, site.urls.record("speaker", speaker.id)) for speaker in site.data.speakers),
        *(("term", term.term, site.urls.record("term", term.id)) for term in site.data.glossary),
    ):
        yield Entry(kind=site.choice(kind), title=title, url=url)


def _position(title: str, language: Language) -> tuple[bool, str, bytes]:
    """Return what titles are sorted by: without accents, case and signs before the first letter; other scripts last.

    A Chinese site has Chinese titles under the letters of pinyin.
    """
    is_chinese = language.locale.language == "zh"
    without_accents = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    from_letter = _BEFORE.sub("", without_accents.casefold(), count=1)
    first = _initial(from_letter[:1]) if is_chinese else from_letter[:1]
    return not (first and first.isascii()), first, from_letter.encode("gb18030" if is_chinese else "utf-8")


def _initial(character: str) -> str:
    """Return the letter with which a frequent Chinese character begins in pinyin; any other character as it is."""
    code, first, last = (c.encode("gb2312", "ignore") for c in (character, _FIRST[0], _LAST))
    if not first <= code <= last:
        return character
    return _LETTERS[bisect([c.encode("gb2312") for c in _FIRST], code) - 1].lower()


def _letter(title: str, language: Language) -> tuple[str, str]:
    """Return id and name of the heading that a title stands under."""
    other, first, _ = _position(title, language)
    if other:
        return "letter-other", language.gettext("Others")
    return ("letter-digit", "0–9") if first.isdigit() else (f"letter-{first}", first.upper())
