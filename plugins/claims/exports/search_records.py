"""Pages → what a search can find: one record a claim, topic, source, speaker, term, event and prose page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from markupsafe import Markup

from .. import pages
from ..site.urls import Addresses

_TAG = re.compile(r'<sup class="marker">.*?</sup>|<[^>]*>')  # clean HTML has no comments, and no tag is left open
_PIECE_END = re.compile(r"(\w?)(?=</(?:h[1-6]|caption|t[hd]|li|d[td])>)")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing to find. Its text is searched, and shown in part; its filters narrow a search."""

    url: str
    title: str
    text: str
    filters: Mapping[str, tuple[str, ...]]
    """`kind`, and where it has any `topic` (ids) and `verdict`: each with its values as the file names them."""
    also: str = ""
    """Words that lead here and are not shown. The title among them lifts a record above others that match as well."""
    lang: str = "en"
    """The language of the title."""


def records(made: Iterable[Any], addresses: Addresses) -> Iterator[Record]:
    """Every record, in the order of the pages."""
    made = tuple(made)
    topics = _topics_of_claims(made)
    for page in made:
        yield from of(page, topics, addresses)


def of(page: Any, topics: Mapping[str, Sequence[str]], addresses: Addresses) -> Iterator[Record]:
    """The records of one page; `topics` are those of each claim, in the order of the file."""
    match page:
        case pages.TopicPage():
            yield _topic(page)
        case pages.ClaimPage():
            yield _claim(page, topics)
        case pages.SourcePage():
            yield _source(page, topics)
        case pages.SpeakerPage():
            yield _speaker(page, topics)
        case pages.GlossaryPage():
            yield from (_term(term, addresses) for term in page.terms)
        case pages.TimelinePage():
            entries = (entry for year in page.years for entry in year.events)
            yield from (_event(entry) for entry in entries if entry.id not in topics)  # the others are claims


def of_prose(page: Any, addresses: Addresses) -> Record:
    """The record of a page from `content/`, as Pelican has read it; headings and cells of tables become sentences."""
    html = Markup(_PIECE_END.sub(lambda end: f"{end[1]}. " if end[1] else " ", page.content))  # noqa: S704 - tags go
    return Record(
        url=addresses.at(page.save_as),
        title=page.title,
        text=_text(page.metadata["description"], html),
        also=page.title,
        filters={"kind": ("page",)},
    )


def _topics_of_claims(made: Iterable[Any]) -> dict[str, list[str]]:
    topics = defaultdict[str, list[str]](list)
    for page in made:
        if isinstance(page, pages.TopicPage):
            for claim in page.topic.claims:
                topics[claim.id].append(page.topic.id)
    return topics


def _topic(page: pages.TopicPage) -> Record:
    return Record(
        url=page.url,
        title=page.title,
        text=_text(page.topic.question, page.topic.answer, page.summary),
        also=page.title,
        filters={"kind": ("topic",), "topic": (page.topic.id,)},
    )


def _claim(page: pages.ClaimPage, topics: Mapping[str, Sequence[str]]) -> Record:
    evidence = [part for group in page.evidence for e in group.evidence for part in _passage(e)]
    said = (name for appearance in page.chain for name in (appearance.speaker.title, appearance.source.publisher))
    return Record(
        url=page.url,
        title=page.title,
        text=_text(page.statement, page.verdict.summary, page.verdict.reasoning, page.note, *evidence),
        also=", ".join(dict.fromkeys((page.title, *said))),
        filters={"kind": ("claim",), "topic": tuple(topics[page.claim.id]), "verdict": (page.verdict.label.value,)},
    )


def _source(page: pages.SourcePage, topics: Mapping[str, Sequence[str]]) -> Record:
    source = page.source
    claims = [use.claim for use in page.uses] + [claim for paragraph in page.paragraphs for claim in paragraph.claims]
    about = _topics(claims, topics) | {topic for item in page.also for topic in item.topics}
    return Record(
        url=page.url,
        title=source.shown_title,
        lang=source.lang,
        text=_text(
            source.gloss,
            f"{source.publisher}, {source.date.text}" if source.date else source.publisher,
            source.kind.name,
            source.side.name if source.side else None,
            source.note,
        ),
        filters={"kind": ("source",), "topic": tuple(sorted(about))},
    )


def _speaker(page: pages.SpeakerPage, topics: Mapping[str, Sequence[str]]) -> Record:
    speaker = page.speaker
    return Record(
        url=page.url,
        title=page.title,
        text=_text(speaker.role),
        also=page.title,
        filters={
            "kind": ("speaker",),
            "topic": tuple(sorted(_topics(speaker.said + speaker.passed_on + speaker.ascribed, topics))),
        },
    )


def _topics(claims: Iterable[pages.ClaimCard], topics: Mapping[str, Sequence[str]]) -> set[str]:
    return {topic for claim in claims for topic in topics[claim.id]}


def _term(term: pages.TermView, addresses: Addresses) -> Record:
    return Record(
        url=addresses.term(term.id),
        title=term.term,
        text=f"{term.term}: {_text(term.definition)}",
        also=", ".join((term.term, *term.forms)),
        filters={"kind": ("term",)},
    )


def _event(entry: pages.EventView) -> Record:
    return Record(
        url=entry.url,
        title=entry.title,
        text=_text(entry.date.text, entry.summary, entry.account.name),
        filters={"kind": ("event",), "topic": tuple(sorted(entry.topics))},
    )


def _passage(evidence: pages.EvidenceView) -> tuple[str | None, ...]:
    """A passage, led by who published it: a search shows a piece of a text, which could be taken for our own words."""
    return f"{evidence.source.publisher}: {_plain(evidence.note)}", _quoted(evidence.words)


def _quoted(words: str | None) -> str | None:
    return f"“{words}”" if words else None


def _text(*parts: str | None) -> str:
    """Parts as plain sentences, one after another."""
    plain = (_plain(part) if isinstance(part, Markup) else part for part in parts if part)
    return " ".join(part if part.endswith((".", "?", "!", "”")) else f"{part}." for part in plain if part)


def _plain(html: Markup) -> str:
    """What HTML says, less the numbers that lead from a text to its passages."""
    return unescape(" ".join(_TAG.sub("", html).split()))
