"""Records → how many bytes of HTML each takes in a list: what templates write around its words, and the words.

Each constant is what the macro named beside it writes without the record's own words, rounded up. A test prints every
kind and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from .data.model import Change, Claim, Event, Evidence, Series, Source, Speaker, Term, Topic
from .site import charts

_SITE = 36  # what an absolute address begins with: `https://example.org/project`, and some more
_MARK = 265  # macros/verdict.html: mark
_DATE = 55  # macros/date.html
DEFINITION = 1_500
"""What links to other terms may weigh in one definition."""


def text(*words: str | None) -> int:
    """Text as it stands in HTML, escaped."""
    weight = 0
    for part in words:
        if part:
            weight += len(part) if part.isascii() else len(part.encode())
            weight += 4 * (part.count("&") + part.count("<") + part.count(">") + part.count("'") + part.count('"'))
    return weight


def prose(markdown: str | None) -> int:
    """Markdown as HTML, its links led to addresses; less what is linked to the glossary."""
    if not markdown:
        return 0
    return text(markdown) + (_SITE + 15) * markdown.count("](") + 10 * (1 + markdown.count("\n"))


def address(id: str) -> int:
    """A link to a record."""
    return _SITE + 11 + len(id)


def mention(claim: Claim) -> int:
    """macros/claim.html: mentions."""
    return _MARK + 95 + text(claim.title) + address(claim.id)


def card(claim: Claim) -> int:
    """macros/claim.html: card."""
    summary = claim.verdict.summary if claim.verdict else ""
    return _MARK + 235 + text(claim.title, summary) + address(claim.id)


def listed(claim: Claim) -> int:
    """The same on a page that names it for machines too: jsonld.py."""
    return card(claim) + 75 + text(claim.title) + 2 * address(claim.id)


def entry(event: Event, claims: Mapping[str, Claim], sources: Mapping[str, Source]) -> int:
    """macros/timeline.html: entry."""
    return (
        425
        + _DATE
        + 2 * text(event.title)
        + 2 * len(event.id)
        + prose(event.summary)
        + sum(len(topic) + 1 for topic in event.topics)
        + sum(mention(claims[id]) for id in event.claims)
        + sum(address(id) + text(sources[id].publisher) for id in event.sources)
        + sum(40 + len(alias) for alias in event.aliases)
    )


def line(source: Source) -> int:
    """macros/source.html: line, in a list."""
    foreign = 60 if source.gloss or source.lang != "en" else 0
    names = text(source.title, source.described, source.gloss, source.publisher)
    return 105 + _DATE + foreign + address(source.id) + names


def use(claim: Claim, evidence: Evidence, source: Source) -> int:
    """A passage on its source's page."""
    quoted = 70 + text(evidence.words, source.url) if evidence.words else 0
    return 255 + text(claim.title) + address(claim.id) + prose(evidence.note) + quoted


def also(title: str, id: str) -> int:
    """A line under “Also cited for”."""
    return 60 + _DATE + text(title) + address(id)


def definition(term: Term, sources: Mapping[str, Source]) -> int:
    """A term in the glossary."""
    cited = sum(line(sources[id]) for id in term.sources)
    aliases = sum(40 + len(alias) for alias in term.aliases)
    return 215 + len(term.id) + text(term.term) + prose(term.definition) + cited + aliases


def speaker(speaker: Speaker) -> int:
    """A speaker among others."""
    return 215 + address(speaker.id) + text(speaker.name, speaker.role)


def change(claim: Claim, change: Change) -> int:
    """macros/change.html: a line that names its claim."""
    return 105 + _DATE + text(change.note, claim.title) + address(claim.id)


def topic(topic: Topic) -> int:
    """macros/topic.html: card."""
    return 195 + address(topic.id) + text(topic.title, topic.question, topic.answer)


def topic_row(topic: Topic) -> int:
    """A topic in a table of verdicts, or beside the bar of its verdicts."""
    return 1_150 + address(topic.id) + text(topic.title, topic.question)


def topic_option(topic: Topic) -> int:
    """A topic to choose."""
    return 40 + len(topic.id) + text(topic.title)


def topic_head(topic: Topic) -> int:
    """A topic's page without its lists: its citation says the title many times."""
    return 4_500 + 12 * text(topic.title) + 12 * len(topic.id) + 4 * text(topic.question, topic.answer) + prose(
        topic.summary
    )  # fmt: skip


def source_head(source: Source) -> int:
    """A source's page without its lists."""
    said = text(source.title, source.described, source.publisher)
    return 1_600 + 4 * said + 3 * text(source.url, source.archived) + text(source.gloss, source.note)


def speaker_head(speaker: Speaker) -> int:
    """A speaker's page without its lists."""
    return 1_500 + 8 * text(speaker.name) + 3 * text(speaker.role)


def figure(series: Series, sources: Mapping[str, Source]) -> int:
    """macros/chart.html: chart."""
    drawn = charts.draw(series, ())
    return (
        1_250
        + 4 * text(series.title)
        + 2 * text(series.unit, drawn.in_words)
        + text(series.note)
        + 8 * len(series.id)
        + 395 * len(drawn.bars)
        + sum(address(id) + text(sources[id].title, sources[id].described, sources[id].publisher) + 60
              for id in series.sources)
        + sum(40 + len(alias) for alias in series.aliases)
    )  # fmt: skip


def found_claim(claim: Claim) -> int:
    """A claim from A to Z."""
    return _MARK + 185 + text(claim.title) + address(claim.id)


def found(title: str, id: str) -> int:
    """A topic or a term from A to Z."""
    return 105 + text(title) + address(id)


def found_source(source: Source) -> int:
    """A source from A to Z."""
    return 65 + line(source)


def glance(claim: Claim) -> int:
    """macros/glance.html: a mark with its title."""
    return _MARK + 165 + text(claim.title) + address(claim.id)


DOT = 60
"""macros/timeline.html: a dot of the miniature."""

FILTER = 1_000
"""The form that filters a timeline, without its topics."""

YEAR = 320
"""A year of the miniature or the strip without its dots and bars."""

COLUMN = 420
"""The bars of a year's months, or of a decade's years, drawn as one path."""

YEAR_HEAD = 160
"""A year's heading in a timeline."""

MONTH = 75
"""macros/timeline.html: a bar of the strip."""


def linked_terms(terms: tuple[Term, ...]) -> int:
    """One link to each term, with its definition."""
    return sum(110 + len(term.id) + 2 * text(term.term) + text(term.definition) for term in terms)
