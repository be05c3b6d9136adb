"""The list of texts, where there are several, and the page of each: its claims in its own order."""

from collections.abc import Iterator

from ..model import links
from ..model.records import Text, last_updated
from ..site import labels, pagination
from ..site.index import Site
from ..site.pagination import paginate
from ..site.records import place_in_text
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import Findable, Page, View, verdicts
from ..source.grouping import by_key
from .corrections import changes


class TextPage(Page):
    """`/texts/<id>/`: a text in its own order."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the text with the verdict of each of its claims."""
        if self.is_first:
            text = self.text
            said = (text.form, text.role, text.summary, self.why, self.unseen)
            found = ((card.title, card.label.name) for card in text.claims)
            topics = {topic for card in text.claims for topic in site.data.claims_by_id[card.id].topics}
            also = f"{self.title}, {text.speaker}"
            yield Findable("text", self.url, self.title, (*said, *found), also, topics=sorted(topics))

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        yield graph.collection(self, self.claims, listed=self.listed)


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of texts where there are several, and the pages of each."""
    texts = tuple(site.presenter.texts.values())
    if len(texts) > 1:
        yield from paginate(site.page(Page, "texts"), site.language, texts=(texts, pagination.TOPICS))
    for text in site.data.texts:
        yield from _pages(site, text)


def _pages(site: Site, text: Text) -> Iterator[TextPage]:
    presenter, view, inline = site.presenter, site.presenter.texts[text.id], site.markdown.inline
    latest = last_updated([text, *site.records.by_text.get(text.id, ())])
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
        listed=len(presenter.texts) > 1,
        text=view,
        claims=view.claims,
        verdicts=verdicts((card.label.value for card in view.claims), site.language),
        sources=tuple(presenter.sources[id] for id in text.seen_through),
        conclusion=inline(text.conclusion) if text.conclusion else None,
        left_out=tuple(
            View(
                text=inline(omission.text),
                date=omission.date,
                sources=tuple(presenter.sources[source] for source in omission.sources),
            )
            for omission in text.left_out
        ),
        paragraphs=paragraphs,
        untold=tuple(presenter.grouped(card for card in view.claims if card.id not in told)),
        after=tuple(presenter.events[id] for id in text.after),
        why=site.markdown.html(text.why) if text.why else None,
        unseen=site.markdown.html(text.unseen) if text.unseen else None,
        changes=tuple(changes(site, text)),
        citation=site.citation(f"texts/{text.id}", text.title, genre, latest),
    )
    if text.paragraphs:
        yield page
        return
    for numbered in paginate(page, site.language, claims=(view.claims, pagination.CARDS)):
        yield numbered.replace(passages=tuple(_passages(site, text, numbered.claims)))


def _paragraphs(site: Site, text: Text) -> Iterator[View]:
    """Yield each paragraph as runs of words; those that are a claim have a `place`, and are its findings.

    A run is the `same` as an earlier one that is of a claim which says one thing with its own. What was found on
    another reading is said once in a paragraph.
    """
    presenter = site.presenter
    first_of = {card.id: group[0].id for group in presenter.grouped(presenter.texts[text.id].claims) for card in group}
    told: dict[str, View] = {}
    for number, paragraph in enumerate(text.paragraphs, 1):
        pieces: list[View] = []
        said: list[View] = []
        for id, words in links.split_at_claims(site.markdown.inline(paragraph.text)):
            claim = presenter.cards.get(id) if id else None
            first = first_of.get(claim.id, claim.id) if claim else ""
            same = told.get(first)
            readings = [reading for reading in claim.readings if reading not in said] if claim and not same else []
            said += readings
            place = f"{number}-{len(pieces)}"
            piece = View(words=words, claim=claim, place=place, same=same, readings=readings)
            if claim:
                told.setdefault(first, piece)
            pieces.append(piece)
        yield View(date=paragraph.date, pieces=pieces, findings=[piece for piece in pieces if piece.claim])


def _passages(site: Site, text: Text, cards: tuple[View, ...]) -> Iterator[View]:
    """Yield claims by where they stand; a source is named where the first of its claims is."""
    named: int | None = None
    judgements, presenter = site.judgements, site.presenter
    places = by_key(
        (place_in_text(text, claim), claim) for claim in (site.data.claims_by_id[card.id] for card in cards)
    )
    for place, claims in places.items():
        source = presenter.sources[text.seen_through[place[0]]] if place and len(text.seen_through) > 1 else None
        yield View(
            source=source if place and place[0] != named else None,
            elsewhere=place is None,
            paragraph=place[1] or None if place else None,
            claims=tuple((presenter.cards[c.id], judgements.quote(c), judgements.quote_lang(c)) for c in claims),
        )
        named = place[0] if place else None
