"""The list of texts, if there are several, and the pages of each text: its claims in its own order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..model import links
from ..model.records import Text, last_updated
from ..site import labels, pagination
from ..site.index import Site
from ..site.pagination import paginate
from ..site.records import place_in_text
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import Findable, Page, View, verdicts
from ..source.dates import Edtf
from .corrections import changes
from .versions import Comparison, comparisons


class TextPage(Page):
    """`/texts/<id>/`: a text with its claims in its own order."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the text with the verdict of each of its claims, from the first of its pages."""
        if not self.is_first:
            return
        text = self.text
        said = [text.form, text.role, text.summary, self.why, self.unseen]
        topics: set[str] = set()
        for card in text.claims:
            said.append((card.title, card.label.name))
            topics.update(site.data.claims_by_id[card.id].topics)
        also = f"{self.title}, {text.speaker}"
        yield Findable("text", self.url, self.title, said, also, topics=sorted(topics))

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        yield graph.collection(self, self.claims, listed=self.listed)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of words in a paragraph, with the claim that they make, if they make one."""

    words: Markup
    claim: View | None
    place: str
    """The end of the id of its element: the number of the paragraph, and of the piece in it."""
    same: "Piece | None"
    """An earlier piece with the same claim, or with one of the same group, beside which the finding stands."""
    readings: Sequence[View]
    """Other readings of the claim, except those that an earlier piece of the paragraph has."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of a text, in pieces; `findings` are the pieces with a claim."""

    date: Edtf | None
    pieces: Sequence[Piece]
    findings: Sequence[Piece]
    comparisons: Sequence[Comparison]
    """Versions of its sentences, side by side on another page."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of texts if there are several, then the pages of each text."""
    texts = tuple(site.presenter.texts.values())
    if len(texts) > 1:
        yield from paginate(site.page(Page, "texts"), site.language, texts=(texts, pagination.TOPICS))
    for text in site.data.texts:
        yield from _pages(site, text)


def _pages(site: Site, text: Text) -> Iterator[TextPage]:
    """Yield the page of a text, or numbered pages if the file does not have its paragraphs."""
    presenter = site.presenter
    view = presenter.texts[text.id]
    inline = site.markdown.inline
    gettext = site.language.gettext
    latest = last_updated([text, *site.records.by_text.get(text.id, ())])
    genre = gettext("claims from a text: %(form)s by %(speaker)s", form=text.form, speaker=view.speaker)
    description = gettext(
        "%(title)s, by %(speaker)s, in its own order: %(claims)s, each with its verdict.",
        title=text.title,
        speaker=view.speaker,
        claims=labels.held("claims", len(view.claims), site.language),
    )
    paragraphs = tuple(_paragraphs(site, text))
    shown: set[str] = set()
    for paragraph in paragraphs:
        shown.update(piece.claim.id for piece in paragraph.findings if piece.claim)
    left_out = []
    for omission in text.left_out:
        sources = tuple(presenter.sources[id] for id in omission.sources)
        left_out.append(View(text=inline(omission.text), date=omission.date, sources=sources))
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
        left_out=tuple(left_out),
        paragraphs=paragraphs,
        untold=tuple(presenter.grouped(card for card in view.claims if card.id not in shown)),
        versions=site.urls.versions(text.id) if text.comparisons else "",
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


def _paragraphs(site: Site, text: Text) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text. Each finding stands once: beside the first piece of its group of claims."""
    presenter = site.presenter
    first_of_group: dict[str, str] = {}
    for group in presenter.grouped(presenter.texts[text.id].claims):
        for card in group:
            first_of_group[card.id] = group[0].id
    first_pieces: dict[str, Piece] = {}
    compared = tuple(comparisons(site, text))
    for number, paragraph in enumerate(text.paragraphs, 1):
        pieces: list[Piece] = []
        readings_before: list[View] = []
        for id, words in links.split_at_claims(site.markdown.inline(paragraph.text)):
            claim = presenter.cards.get(id) if id else None
            first_id = first_of_group.get(claim.id, claim.id) if claim else ""
            same = first_pieces.get(first_id)
            readings: list[View] = []
            if claim and not same:
                readings = [reading for reading in claim.readings if reading not in readings_before]
            readings_before += readings
            place = f"{number}-{len(pieces)}"
            piece = Piece(words=words, claim=claim, place=place, same=same, readings=readings)
            if claim:
                first_pieces.setdefault(first_id, piece)
            pieces.append(piece)
        claims_here = [piece.claim for piece in pieces if piece.claim]
        yield Paragraph(
            date=paragraph.date,
            pieces=pieces,
            findings=[piece for piece in pieces if piece.claim],
            comparisons=[
                comparison for comparison in compared if any(claim in claims_here for claim in comparison.claims)
            ],
        )


def _passages(site: Site, text: Text, cards: Sequence[View]) -> Iterator[View]:
    """Yield the claims by their places in the text; a source is named at its first claim."""
    presenter = site.presenter
    judgements = site.judgements
    by_place = defaultdict[tuple[int, int] | None, list[tuple[View, str | None, str]]](list)
    for card in cards:
        claim = site.data.claims_by_id[card.id]
        claim_with_quote = (presenter.cards[claim.id], judgements.quote(claim), judgements.quote_lang(claim))
        by_place[place_in_text(text, claim)].append(claim_with_quote)
    named: int | None = None
    for place, claims in by_place.items():
        source = None
        if place and place[0] != named and len(text.seen_through) > 1:
            source = presenter.sources[text.seen_through[place[0]]]
        paragraph = place[1] or None if place else None
        yield View(source=source, elsewhere=place is None, paragraph=paragraph, claims=tuple(claims))
        named = place[0] if place else None
