"""The list of texts, where there are several, and the page of each: its claims in its own order."""

from collections.abc import Iterator

from ..model import links
from ..model.records import Claim, Text, last_updated
from ..site import labels, pagination
from ..site.groups import grouped
from ..site.index import Site, place_in_text
from ..site.pagination import paginate
from ..site.tallies import verdicts
from ..site.views import Page, View
from ..source.grouping import by_key


class TextPage(Page):
    """`/texts/<id>/`: a text in its own order."""


def text_pages(site: Site) -> Iterator[Page]:
    """Yield the list of texts where there are several, and the pages of each."""
    if len(site.texts) > 1:
        page = site.page(Page, "texts")
        for numbered, held in paginate(page, {"texts": (tuple(site.texts.values()), pagination.TOPICS)}, site.language):
            yield numbered.replace(texts=held["texts"])
    for text in site.data.texts:
        yield from _pages(site, text)


def _pages(site: Site, text: Text) -> Iterator[TextPage]:
    view = site.texts[text.id]
    latest = last_updated([text, *site.by_text.get(text.id, ())])
    gettext = site.language.gettext
    genre = gettext("claims from a text: %(form)s by %(speaker)s", form=text.form, speaker=view.speaker)
    description = gettext(
        "%(title)s, by %(speaker)s, in its own order: %(claims)s, each with its verdict.",
        title=text.title,
        speaker=view.speaker,
        claims=labels.held("claims", len(view.claims), site.language),
    )
    paragraphs = tuple(_paragraphs(site, text))
    told = {finding.claim.id for paragraph in paragraphs for finding in paragraph.findings}
    page = site.page(
        TextPage,
        f"texts/{text.id}",
        (text.title, description),
        listed=len(site.texts) > 1,
        text=view,
        claims=view.claims,
        verdicts=verdicts((card.label.value for card in view.claims), site.language),
        sources=tuple(site.sources[id] for id in text.seen_through),
        conclusion=site.markdown.inline(text.conclusion) if text.conclusion else None,
        left_out=tuple(
            View(
                text=site.markdown.inline(omission.text),
                date=omission.date,
                sources=tuple(site.sources[source] for source in omission.sources),
            )
            for omission in text.left_out
        ),
        paragraphs=paragraphs,
        verbatim=text.verbatim,
        untold=tuple(grouped(site, (card for card in view.claims if card.id not in told))),
        after=tuple(site.entries[id] for id in text.after),
        why=site.markdown.html(text.why) if text.why else None,
        unseen=site.markdown.html(text.unseen) if text.unseen else None,
        changes=tuple(site.changes(text)),
        citation=site.citation(f"texts/{text.id}", text.title, genre, latest),
    )
    if text.paragraphs:
        yield page
        return
    for numbered, held in paginate(page, {"claims": (view.claims, pagination.CARDS)}, site.language):
        yield numbered.replace(claims=held["claims"], passages=tuple(_passages(site, text, held["claims"])))


def _paragraphs(site: Site, text: Text) -> Iterator[View]:
    """Yield each paragraph as runs of words; those that are a claim have a `place`, and are its findings.

    A run is the `same` as an earlier one that is of a claim which says one thing with its own.
    """
    first_of = {card.id: group[0].id for group in grouped(site, site.texts[text.id].claims) for card in group}
    told: dict[str, View] = {}
    for number, paragraph in enumerate(text.paragraphs, 1):
        pieces: list[View] = []
        for id, words in links.split_at_claims(site.markdown.inline(paragraph.text)):
            claim = site.cards.get(id) if id else None
            first = first_of.get(claim.id, claim.id) if claim else ""
            piece = View(words=words, claim=claim, place=f"{number}-{len(pieces)}", same=told.get(first))
            if claim:
                told.setdefault(first, piece)
            pieces.append(piece)
        yield View(date=paragraph.date, pieces=pieces, findings=[piece for piece in pieces if piece.claim])


def _passages(site: Site, text: Text, cards: tuple[View, ...]) -> Iterator[View]:
    """Yield claims by where they stand; a source is named where the first of its claims is."""
    named: int | None = None
    places = by_key((place_in_text(text, claim), claim) for claim in (site.claims[card.id] for card in cards))
    for place, claims in places.items():
        source = site.sources[text.seen_through[place[0]]] if place and len(text.seen_through) > 1 else None
        yield View(
            source=source if place and place[0] != named else None,
            elsewhere=place is None,
            paragraph=place[1] or None if place else None,
            claims=tuple((site.cards[claim.id], _quote(claim), site.quote_lang(claim)) for claim in claims),
        )
        named = place[0] if place else None


def _quote(claim: Claim) -> str | None:
    """Return the words that are quoted of a claim, where they are its own."""
    return claim.quote.text if claim.quote and claim.quote.verbatim else None
