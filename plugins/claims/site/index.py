"""Dataset → the site: its records, our findings on them, and both as pages show them."""

import re
import unicodedata
from datetime import date
from functools import cached_property

from ..model.markdown import MarkdownRenderer
from ..model.records import PLACEHOLDER, Dataset
from ..model.translation import in_language_of, leaves
from . import labels
from .chinese import NO_NEIGHBOURS, Neighbours
from .citations import Citation, Release
from .glossary import Glossary
from .judgements import Judgements, Records
from .language import Language
from .presenter import Presenter
from .urls import Urls
from .views import PageFields

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
    """Everything that pages are made from: `records`, our `judgements`, and the `presenter`, which shows both."""

    def __init__(
        self, dataset: Dataset, urls: Urls, release: Release, markdown: MarkdownRenderer, language: Language
    ) -> None:
        self.data = dataset
        self.urls = urls
        self.release = release
        self.markdown = markdown
        self.language = language
        self.counts = dataset.counts()
        """The numbers for the placeholders in texts about the site."""
        self.records = Records(dataset)
        self.judgements = Judgements(self.records, language)
        self.presenter = Presenter(self.records, self.judgements, urls, markdown, language)
        terms = {}
        for term in dataset.glossary:
            terms[term.id] = (term.term, *term.forms), str(markdown.html(term.definition).striptags())
        self.glossary = Glossary(terms)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Where lines of its titles can end, if its language has no spaces between words."""
        if not self.language.is_spaceless:
            return NO_NEIGHBOURS
        return Neighbours(leaf.text for leaf in leaves(self.data))

    def page_fields(self, name: str, words: tuple[str, str] | None = None, template: str = "") -> PageFields:
        """Return the fields that every page has, for the constructor of a page.

        Args:
            name: the name of a list, such as `topics`, or of the page of a record, such as `topics/music`
            words: the title and the description; by default those in labels.PAGES
            template: its template; by default `topics.html` for the list `topics`, `topic.html` for `topics/music`

        """
        section, _, id = name.partition("/")
        singular = section.removesuffix("s")
        if words is None:
            title, description = labels.PAGES[name]
            words = self.language.gettext(title), self.language.gettext(description)
        if name == "home":
            words = self.filled(self.data.site.headline), self.description or words[1]
        url = self.urls.page(name)
        return {
            "template": template or f"{singular if id else section}.html",
            "title": words[0],
            "description": words[1],
            "url": url,
            "save_as": self.urls.file(url),
            "section": section,
        }

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
