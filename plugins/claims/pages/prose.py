"""What pages from `content/` show of the data, and their places in the navigation.

Pelican makes these pages. They have the words about this site's subject. Words that every site has are in their
templates, about.html and method.html, which take the facts from here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Protocol

from markupsafe import Markup

from ..model.records import Claim, Stance
from ..site import labels
from ..site.index import Site
from ..site.language import Language
from ..site.page import Page
from ..site.urls import Urls
from ..site.views import Choice, ClaimCard, Link, choice
from ..verdict import Colour, Passage
from .claims import ClaimPage
from .rows import speaker_of


class ProsePage(Protocol):
    """A page from `content/`, which Pelican makes, or one that stands in for it."""

    title: str
    url: str
    metadata: Mapping[str, str]


def standing_in(urls: Urls, language: Language, pages: Iterable[ProsePage]) -> Iterator[SimpleNamespace]:
    """Yield a page, with the attributes of Pelican's, for each page that every site has and that nobody wrote."""
    written = {page.url for page in pages}
    gettext = language.gettext
    for name, (title, description, place, label) in labels.STANDING_IN.items():
        url = urls.page(name)
        if url not in written:
            yield SimpleNamespace(
                title=gettext(title),
                description=gettext(description),
                content=Markup(),
                template=name,
                url=url,
                save_as=urls.file(url),
                status="published",
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
        pages: The pages that Pelican made, in its order. Their metadata names their place.
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


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """A value of a closed list, its explanation, and a link to an example."""

    label: Choice
    gloss: str
    example: Link | None


@dataclass(frozen=True, kw_only=True)
class General:
    """What the data says about the site as a whole."""

    about: Markup | None
    responsible: str
    made_with: Markup | None
    texts: Sequence[tuple[Link, Markup | None]]
    """Each text, and why it was chosen."""
    verdicts: Sequence[Meaning]
    colours: Sequence[Meaning]
    stances: Sequence[Meaning]
    quotations: int


def general(site: Site) -> General:
    """Return what the data says about the site as a whole."""
    info = site.data.site
    html = site.markdown.html
    texts = []
    for text in site.data.texts:
        texts.append((site.presenter.text_links[text.id], html(text.why) if text.why else None))
    return General(
        about=html(site.filled(info.about)) if info.about else None,
        responsible=info.responsible or "",
        made_with=html(info.made_with) if info.made_with else None,
        texts=tuple(texts),
        verdicts=tuple(_label_meanings(site)),
        colours=tuple(_passage_meanings(site, Colour, lambda passage: passage.colour)),
        stances=tuple(_passage_meanings(site, Stance, lambda passage: passage.evidence.stance)),
        quotations=len(list(site.data.quotations())),
    )


def exercises(site: Site, pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return the pages of the claims that readers can judge for themselves, in the order of the file."""
    by_claim = {page.claim.id: page for page in pages if isinstance(page, ClaimPage)}
    return tuple(by_claim[id] for id in site.data.site.exercises if id in by_claim)


def parts(html: Markup) -> tuple[str, str]:
    """Split the words of a page before its first heading, so that its template can add something between."""
    lead, heading, rest = html.partition("<h2")
    return lead, heading + rest


def headings(html: Markup) -> list[tuple[str, str]]:
    """Return the id and the words of each heading of the second level."""
    matches = re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', html)
    return [(id, Markup(words).striptags()) for id, words in matches]  # noqa: S704 - words of the page


def _label_meanings(site: Site) -> Iterator[Meaning]:
    """Yield each label with the first claim that has it, or else with the first that has it on another reading."""
    of_main_reading: dict[str, ClaimCard] = {}
    of_other_reading: dict[str, ClaimCard] = {}
    for card in site.presenter.cards.values():
        of_main_reading.setdefault(card.label.value, card)
        for reading in card.readings:
            of_other_reading.setdefault(reading.label.value, card)
    for label, gloss in labels.GLOSSES.items():
        example = of_main_reading.get(label) or of_other_reading.get(label)
        yield Meaning(label=choice(label, site.language), gloss=site.language.gettext(gloss), example=example)


def _passage_meanings(
    site: Site, values: Iterable[str], value_of: Callable[[Passage], str | None]
) -> Iterator[Meaning]:
    """Yield each value with the first passage that has it and on which a label rests, or else with the first."""
    first_witnesses: dict[str | None, tuple[Claim, Passage]] = {}
    first_passages: dict[str | None, tuple[Claim, Passage]] = {}
    for claim in site.records.ordered:
        for passage in site.judgements.passages[claim.id]:
            value = value_of(passage)
            first_passages.setdefault(value, (claim, passage))
            if passage.counts:
                first_witnesses.setdefault(value, (claim, passage))
    for value in values:
        first = first_witnesses.get(value) or first_passages.get(value)
        example = None
        if first:
            claim, passage = first
            title, _ = speaker_of(site, passage)
            example = Link(title=title, url=f"{site.presenter.cards[claim.id].url}#evidence-{passage.number}")
        yield Meaning(label=choice(value, site.language), gloss="", example=example)
