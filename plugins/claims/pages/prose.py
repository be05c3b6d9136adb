"""What pages from `content/` show of the data, and their places in the navigation.

Pelican makes these pages. They have the words about this site's subject. Words that every site has are in their
templates, about.html and method.html, which take the facts from here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from ..model.records import Stance
from ..site import labels
from ..site.claim import ClaimView
from ..site.evidence import PassageView
from ..site.language import Language
from ..site.page import Page
from ..site.site import Site
from ..site.urls import Urls
from ..site.views import Choice, Link, Linkable, choice
from ..verdict import Colour


@dataclass(frozen=True, kw_only=True)
class ProsePage:
    """A page from `content/`, or one that stands in for it."""

    title: str
    description: str
    content: Markup
    template: str
    """The name of its template, without the suffix."""
    url: str
    """Its address below the folder of its language."""
    save_as: str
    metadata: Mapping[str, str]
    lang: str = ""
    status: str = "published"
    """Search, the sitemap and the navigation leave out those that are `hidden`."""


def standing_in(urls: Urls, language: Language, pages: Iterable[ProsePage]) -> Iterator[ProsePage]:
    """Yield a page for each page that every site has and that nobody wrote."""
    written = {page.url for page in pages}
    gettext = language.gettext
    for name, (title, description, place, label) in labels.STANDING_IN.items():
        url = urls.page(name)
        if url not in written:
            yield ProsePage(
                title=gettext(title),
                description=gettext(description),
                content=Markup(),
                template=name,
                url=url,
                save_as=urls.file(url),
                metadata={"navigation": place, "label": gettext(label) if label else ""},
            )


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """The links of the navigation."""

    menu: Sequence[Link]
    foot: Sequence[Link]
    lists: Sequence[Link]
    """The pages made of the data that the foot of every page lists."""
    doors: Sequence[tuple[Link, str]]
    """The links below the home page, each with a few words."""


def navigation(pages: Iterable[ProsePage], built: Iterable[Page]) -> Navigation:
    """Return the links of the navigation.

    Args:
        pages: The prose pages, in their order. Their metadata names their place.
        built: The pages made of the data; those with a `foot` are listed in the foot of every page.

    """
    places = defaultdict[str | None, list[Link]](list)
    doors = []
    for page in pages:
        link = Link(title=page.metadata.get("label") or page.title, url=page.url)
        places[page.metadata.get("navigation")].append(link)
        if "door" in page.metadata:
            doors.append((link, page.metadata["door"]))
    lists = [Link(title=page.foot, url=page.url) for page in built if page.foot]
    return Navigation(menu=tuple(places["menu"]), foot=tuple(places["foot"]), lists=tuple(lists), doors=tuple(doors))


class Meaning(NamedTuple):
    """A value of a closed list, its explanation, and a link to an example."""

    label: Choice
    gloss: str
    example: Linkable | None


class General:
    """What the data says about the site as a whole."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.responsible = site.data.site.responsible or ""

    @property
    def about(self) -> Markup | None:
        """What the site is, and who pays for it."""
        about = self.site.data.site.about
        return self.site.markdown.html(self.site.filled(about)) if about else None

    @property
    def made_with(self) -> Markup | None:
        """How the site was made."""
        made_with = self.site.data.site.made_with
        return self.site.markdown.html(made_with) if made_with else None

    @property
    def texts(self) -> list[tuple[Linkable, Markup | None]]:
        """Each text, and why it was chosen."""
        return [(text, text.why) for text in self.site.texts.values()]

    @property
    def quotations(self) -> int:
        """How many quotations there are."""
        return len(list(self.site.data.quotations()))

    @property
    def verdicts(self) -> Iterator[Meaning]:
        """Each label with the first claim that has it, or else with the first that has it on another reading."""
        of_main_reading: dict[str, ClaimView] = {}
        of_other_reading: dict[str, ClaimView] = {}
        for claim in self.site.claims.values():
            of_main_reading.setdefault(claim.label.value, claim)
            for reading in claim.readings:
                of_other_reading.setdefault(reading.label.value, claim)
        language = self.site.language
        for label, gloss in labels.GLOSSES.items():
            example = of_main_reading.get(label) or of_other_reading.get(label)
            yield Meaning(choice(label, language), language.gettext(gloss), example)

    @property
    def colours(self) -> Iterator[Meaning]:
        """Whose word a passage can be."""
        return self._meanings(Colour, lambda row: row.passage.colour)

    @property
    def stances(self) -> Iterator[Meaning]:
        """What a passage can show."""
        return self._meanings(Stance, lambda row: row.record.stance)

    def _meanings(self, values: Iterable[str], value_of: Callable[[PassageView], str | None]) -> Iterator[Meaning]:
        """Yield each value with the first passage that has it and on which a label rests, or else with the first."""
        witnesses: dict[str | None, PassageView] = {}
        passages: dict[str | None, PassageView] = {}
        for claim in self.site.claims.values():
            for row in claim.passages:
                passages.setdefault(value_of(row), row)
                if row.passage.counts:
                    witnesses.setdefault(value_of(row), row)
        for value in values:
            first = witnesses.get(value) or passages.get(value)
            example = Link(title=first.speaker, url=f"{first.claim.url}#evidence-{first.number}") if first else None
            yield Meaning(choice(value, self.site.language), "", example)


def parts(html: Markup) -> tuple[str, str]:
    """Split the words of a page before its first heading, so that its template can add something between."""
    lead, heading, rest = html.partition("<h2")
    return lead, heading + rest


def headings(html: Markup) -> list[tuple[str, str]]:
    """Return the id and the words of each heading of the second level."""
    matches = re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', html)
    return [(id, Markup(words).striptags()) for id, words in matches]  # noqa: S704 - words of the page
