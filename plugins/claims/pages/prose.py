"""What pages from `content/` show of the data, and where they stand beside the others.

Pelican makes these pages. The words of this site's subject are theirs; what any site says of itself is in their
templates, about.html and method.html, and filled in from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from ..model.records import Label
from ..site import labels
from ..site.index import Site
from ..site.tallies import Quotations, quotations
from ..site.urls import Urls
from ..site.views import Choice, Link, choice
from ..source.grouping import by_key

_HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """The prose pages to which every page leads, from its head and from its foot."""

    menu: tuple[Link, ...]
    foot: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ChosenText:
    """A text that is taken apart: why, and what of it was not seen."""

    text: Link
    why: Markup | None
    unseen: Markup | None


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a verdict means, how many claims have it, and one of them."""

    label: Choice
    gloss: str
    count: int
    example: Link | None
    """Where no claim has it, one whose wider reading has."""


@dataclass(frozen=True, kw_only=True)
class General:
    """What the pages about the site and its method show of the data."""

    about: Markup | None
    """Who makes the site, and who pays."""
    texts: tuple[ChosenText, ...]
    verdicts: tuple[Meaning, ...]
    quotations: Quotations


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A page's own words: those before its first heading, the rest, and what the rest holds."""

    lead: Markup
    rest: Markup
    contents: tuple[tuple[str, str], ...]
    """Id and title of each heading."""


def standing_in(urls: Urls, pages: Iterable[Any]) -> Iterator[SimpleNamespace]:
    """Yield a page, as Pelican's are, in the place of each that every site has and that nobody wrote."""
    written = {page.save_as for page in pages}
    for name, (title, description, place, label) in labels.STANDING_IN.items():
        url = urls.page(name)
        if urls.file(url) not in written:
            yield SimpleNamespace(
                title=title,
                description=description,
                content=Markup(),
                template=name,
                url=url,
                save_as=urls.file(url),
                status="published",
                metadata={"navigation": place, "label": label},
            )


def navigation(pages: Iterable[Any]) -> Navigation:
    """Return where the pages that Pelican made stand, in its order."""
    places = by_key(
        (page.metadata.get("navigation"), Link(title=page.metadata.get("label") or page.title, url=page.url))
        for page in pages
    )
    return Navigation(menu=tuple(places.get("menu", ())), foot=tuple(places.get("foot", ())))


def general(site: Site) -> General:
    """Return what the data says of the site as a whole."""
    about, html = site.data.site.about, site.markdown.html
    return General(
        about=html(site.filled(about)) if about else None,
        texts=tuple(
            ChosenText(
                text=site.text_links[text.id],
                why=html(text.why) if text.why else None,
                unseen=html(text.unseen) if text.unseen else None,
            )
            for text in site.data.texts
        ),
        verdicts=tuple(_meanings(site)),
        quotations=quotations(site, (quoted for claim in site.data.claims for quoted in claim.quoted())),
    )


def parts(html: Markup) -> Parts:
    """Return the words of a page in parts, so that its template can say more between them."""
    lead, heading, rest = html.partition("<h2")
    rest = heading + rest
    contents = ((id, Markup(title).striptags()) for id, title in _HEADING.findall(rest))  # noqa: S704 - tags go
    return Parts(lead=lead, rest=rest, contents=tuple(contents))


def _meanings(site: Site) -> Iterator[Meaning]:
    verdicts = [(claim.id, claim.verdict) for claim in site.ordered if claim.verdict]
    having = by_key((verdict.label, id) for id, verdict in verdicts)
    wider: dict[Label | None, list[str]] = by_key((verdict.wider, id) for id, verdict in verdicts)
    for label, gloss in labels.GLOSSES.items():
        first = next(iter([*having.get(label, ()), *wider.get(label, ())]), None)
        example = Link(title=site.claims[first].title, url=site.cards[first].url) if first else None
        yield Meaning(label=choice(label), gloss=gloss, count=len(having.get(label, ())), example=example)
