"""Pages → what a search can find: one record a claim, topic, source, speaker, term, event and prose page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..data.model import Dataset
from ..pages.claims import ClaimPage
from ..pages.glossary import GlossaryPage
from ..pages.sources import SourcePage
from ..pages.speakers import SpeakerPage
from ..pages.timeline import TimelinePage
from ..pages.topics import TopicPage
from ..site.urls import Urls
from ..site.views import ClaimCard, EvidenceView, Page, SourceView

_MARKER = re.compile(r'<sup class="marker">.*?</sup>')  # leads from a text to a passage by its number
_PIECE_END = re.compile(r"(\w?)(?=</(?:h[1-6]|caption|t[hd]|li|d[td])>)")


@dataclass(frozen=True)
class Record:
    """One thing to find. Its text is searched, and shown in part; kind, topics and verdict narrow a search."""

    kind: str
    url: str
    title: str
    text: str
    also: str = ""
    """Words that lead here and are not shown. The title among them lifts a record above others that match as well."""
    lang: str = "en"
    """The language of the title."""
    topics: Sequence[str] = ()
    """Ids."""
    verdict: str | None = None


def records(views: Iterable[Any], dataset: Dataset, urls: Urls) -> Iterator[Record]:
    """Yield what can be found on these pages, in their order: a record once, on its first page."""
    topics = {claim.id: [topic.id for topic in dataset.topics if topic.id in claim.topics] for claim in dataset.claims}
    for page in views:
        match page:
            case Page() if not page.is_first and not isinstance(page, GlossaryPage | TimelinePage):
                continue
            case TopicPage(url=url, title=title, topic=topic):
                text = _text(topic.question, topic.answer, page.summary)
                yield Record("topic", url, title, text, title, topics=[topic.id])
            case ClaimPage(url=url, title=title, claim=claim):
                text, also, label = _claim_text(page), _claim_also(page), page.verdict.label.value
                yield Record("claim", url, title, text, also, topics=topics[claim.id], verdict=label)
            case SourcePage(url=url, source=source):
                claims = [use.claim for use in page.uses] + [claim for part in page.paragraphs for claim in part.claims]
                about = {*_topics(claims, topics), *(topic for item in page.also for topic in item.topics)}
                title, text = source.shown_title, _source_text(source)
                yield Record("source", url, title, text, lang=source.lang, topics=sorted(about))
            case SpeakerPage(url=url, title=title, speaker=speaker):
                about = _topics(speaker.said + speaker.passed_on + speaker.ascribed, topics)
                yield Record("speaker", url, title, _text(speaker.role), title, topics=sorted(about))
            case GlossaryPage():
                for term in page.terms:
                    text, also = f"{term.term}: {_text(term.definition)}", ", ".join((term.term, *term.forms))
                    yield Record("term", urls.record("term", term.id), term.term, text, also)
            case TimelinePage():
                for event in (event for year in page.years for event in year.events if event.id not in topics):
                    text = _text(event.date.text, event.summary, event.account.name)
                    yield Record("event", event.url, event.title, text, topics=sorted(event.topics))


def prose_record(page: Any, urls: Urls) -> Record:
    """Return the record of a page from `content/`, as Pelican read it; headings and table cells become sentences."""
    html = Markup(_PIECE_END.sub(lambda end: f"{end[1]}. " if end[1] else " ", page.content))  # noqa: S704 - tags go
    text = _text(page.metadata["description"], html)
    return Record("page", urls.at(page.save_as), page.title, text, page.title)


def _topics(claims: Iterable[ClaimCard], topics: Mapping[str, Sequence[str]]) -> set[str]:
    return {topic for claim in claims for topic in topics[claim.id]}


def _claim_text(page: ClaimPage) -> str:
    """Return all that the page says of the claim."""
    passages = (_passage(evidence) for group in page.evidence for evidence in group.evidence)
    return _text(page.statement, page.verdict.summary, page.verdict.reasoning, page.note, *passages)


def _passage(evidence: EvidenceView) -> str:
    """Lead a passage by who published it: a search shows a piece of a text, which could be taken for our own words."""
    quoted = f"“{evidence.words}”" if evidence.words else None
    return _text(f"{evidence.source.publisher}: {_plain(evidence.note)}", quoted)


def _claim_also(page: ClaimPage) -> str:
    names = (name for appearance in page.chain for name in (appearance.speaker.title, appearance.source.publisher))
    return ", ".join(dict.fromkeys((page.title, *names)))


def _source_text(source: SourceView) -> str:
    published = f"{source.publisher}, {source.date.text}" if source.date else source.publisher
    side = source.side.name if source.side else None
    return _text(source.gloss, published, source.kind.name, side, source.note)


def _text(*parts: str | None) -> str:
    """Return parts as plain sentences, one after another."""
    plain = (_plain(part) if isinstance(part, Markup) else part for part in parts if part)
    return " ".join(part if part.endswith((".", "?", "!", "”")) else f"{part}." for part in plain if part)


def _plain(html: Markup) -> str:
    """Return what HTML says, less the numbers of passages."""
    return Markup(_MARKER.sub("", html)).striptags()  # noqa: S704 - tags go
