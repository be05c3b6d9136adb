"""Dataset → the site: its records, what we found of them, and both as pages show them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from ..model.markdown import MarkdownRenderer
from ..model.records import PLACEHOLDER, Dataset
from ..model.translation import in_language_of
from ..source.grouping import by_key
from . import labels
from .citations import Citation
from .glossary import Glossary
from .judgements import Judgements
from .language import Language
from .pagination import FIGURES, MAX_EVENTS, TERMS, page_numbers
from .presenter import Presenter
from .records import Records, by_term
from .release import Release
from .urls import Urls
from .views import Page

P = TypeVar("P", bound=Page)
MAX_SOURCES = 100
"""Sources that stand on one page; where there are more, each kind of publisher has a page of its own."""


def make_urls(dataset: Dataset, *, explicit: bool = False) -> Urls:
    """Return the addresses of a dataset's pages; `explicit` ones name the file of each folder."""
    figures = by_key((f"topics/{topic}", series.id) for series in dataset.series for topic in series.topics)
    numbers = {list: page_numbers(ids, FIGURES) for list, ids in figures.items()}
    numbers["glossary"] = page_numbers([term.id for term in by_term(dataset)], TERMS)
    is_long = len(dataset.events) > MAX_EVENTS
    is_divided = len(dataset.sources) > MAX_SOURCES
    return Urls(
        explicit=explicit,
        years={event.id: event.date.first.year for event in dataset.events} if is_long else {},
        numbers={(list, id): number for list, found in numbers.items() for id, number in found.items()},
        texts={text.speaker: text.id for text in reversed(dataset.texts)},
        source_kinds={source.id: source.kind for source in dataset.sources} if is_divided else {},
    )


class Site:
    """Everything pages are made from: `records`, their `judgements`, and the `presenter` that makes views of both."""

    def __init__(
        self, dataset: Dataset, urls: Urls, release: Release, markdown: MarkdownRenderer, language: Language
    ) -> None:
        self.data = dataset
        self.urls = urls
        self.release = release
        self.markdown = markdown
        self.language = language
        self.counts = dataset.counts()
        """What can be filled in where the site tells of itself."""
        self.records = Records(dataset)
        self.judgements = Judgements(self.records, language)
        self.presenter = Presenter(self.records, self.judgements, urls, markdown, language)
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

        return in_language_of(text, PLACEHOLDER.sub(number, text))

    @property
    def description(self) -> str:
        """What the site is about, as plain text; empty where nothing is said."""
        return self.markdown.plain(self.filled(self.data.site.summary)) if self.data.site.summary else ""

    def citation(self, folder: str, title: str, genre: str, date: date | None, **more: Any) -> Citation:
        """Return how the page in a folder is cited: that of a record, or of the data; `more` are fields of Citation."""
        release = self.release
        return Citation(
            author=release.author,
            title=title,
            genre=genre,
            container=release.name,
            url=release.url(f"{folder}/") if release.site else "",
            date=date,
            language=self.language,
            **more,
        )


def spaced(words: str) -> str:
    """Return words as they follow a number: after a space, but not where their script has none between words."""
    return f" {words}" if unicodedata.east_asian_width(words[:1] or " ") != "W" else words
