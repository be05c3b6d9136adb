"""What pages from `content/` show of the data, and where they stand beside the others.

Pelican makes these pages. The words of this site's subject are theirs; what any site says of itself is in their
templates, about.html and method.html, and filled in from here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from ..model.records import Stance
from ..site import labels
from ..site.index import Site
from ..site.language import Language
from ..site.urls import Urls
from ..site.views import Link, Page, View, choice
from ..source.grouping import by_key
from ..verdict.origins import Colour
from ..verdict.passages import Passage
from .claims import ClaimPage
from .rows import speaker_of


def standing_in(urls: Urls, language: Language, pages: Iterable[Any]) -> Iterator[SimpleNamespace]:
    """Yield a page, as Pelican's are, in the place of each that every site has and that nobody wrote."""
    written = {page.url for page in pages}
    for name, (title, description, place, label) in labels.STANDING_IN.items():
        url, gettext = urls.page(name), language.gettext
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


def navigation(pages: Iterable[Any], made: Iterable[Page]) -> View:
    """Return where the pages that Pelican made stand, in its order, and of those `made` of the data the foot's."""
    found = [(Link(title=page.metadata.get("label") or page.title, url=page.url), page.metadata) for page in pages]
    places = by_key((metadata.get("navigation"), link) for link, metadata in found)
    return View(
        menu=tuple(places.get("menu", ())),
        foot=tuple(places.get("foot", ())),
        lists=tuple(Link(title=page.foot, url=page.url) for page in made if page.foot and page.is_first),
        doors=tuple((link, metadata["door"]) for link, metadata in found if "door" in metadata),
    )


def general(site: Site) -> View:
    """Return what the data says of the site as a whole."""
    about, html = site.data.site.about, site.markdown.html
    return View(
        about=html(site.filled(about)) if about else None,
        responsible=site.data.site.responsible or "",
        made_with=html(made_with) if (made_with := site.data.site.made_with) else None,
        texts=tuple((site.presenter.text_links[t.id], html(t.why) if t.why else None) for t in site.data.texts),
        verdicts=tuple(_meanings(site)),
        colours=tuple(_passages(site, Colour, lambda passage: passage.colour)),
        stances=tuple(_passages(site, Stance, lambda passage: passage.evidence.stance)),
        quotations=sum(bool(quoted.words) for claim in site.data.claims for quoted in claim.quoted()),
    )


def exercises(site: Site, pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return the pages of the claims that readers can judge for themselves, in the order of the file."""
    found = {page.claim.id: page for page in pages if isinstance(page, ClaimPage)}
    return tuple(found[id] for id in site.data.site.exercises if id in found)


def parts(html: Markup) -> View:
    """Return the words of a page in parts, so that its template can say more between them."""
    lead, heading, rest = html.partition("<h2")
    return View(lead=lead, rest=heading + rest)


def headings(html: Markup) -> list[tuple[str, str]]:
    """Return the id and the words of each heading of the second level."""
    found = re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', html)
    return [(id, Markup(words).striptags()) for id, words in found]  # noqa: S704 - words of the page


def _meanings(site: Site) -> Iterator[View]:
    """Yield each label with a claim that has it, or of which another reading has it."""
    cards = site.presenter.cards.values()
    main = by_key((card.label.value, card) for card in cards)
    others = by_key((reading.label.value, card) for card in cards for reading in card.readings)
    for label, gloss in labels.GLOSSES.items():
        first = next(iter([*main.get(label, ()), *others.get(label, ())]), None)
        example = Link(title=first.title, url=first.url) if first else None
        yield View(label=choice(label, site.language), gloss=site.language.gettext(gloss), example=example)


def _passages(site: Site, kinds: Iterable[str], kind_of: Callable[[Passage], str | None]) -> Iterator[View]:
    """Yield each member of a closed list with the first passage of that kind on which a label rests, or any other."""
    passages = [(claim, passage) for claim in site.records.ordered for passage in site.judgements.passages[claim.id]]
    ranked = sorted(passages, key=lambda found: not found[1].is_witness)
    first = by_key((kind_of(passage), (claim, passage)) for claim, passage in ranked)
    for kind in kinds:
        example = None
        for claim, passage in first.get(kind, [])[:1]:
            title, _ = speaker_of(site, passage)
            example = Link(title=title, url=f"{site.presenter.cards[claim.id].url}#evidence-{passage.number}")
        yield View(label=choice(kind, site.language), gloss="", example=example)
