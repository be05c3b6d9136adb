"""The list of texts, if there are several, the page of each, with its claims in order, and that of its versions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..model import links
from ..model.records import Text, last_updated
from ..site import labels
from ..site.index import Site
from ..site.judgements import place_in_text
from ..site.page import Findable, Page
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import (
    Change,
    ChoiceCount,
    ClaimCard,
    ClaimGroup,
    Comparison,
    EventView,
    ReadingView,
    SourceView,
    TextView,
    verdicts,
)
from ..source.dates import Edtf
from .corrections import changes


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of words in a paragraph, with the claim that they make, if they make one."""

    words: Markup
    claim: ClaimCard | None
    place: str
    """The end of the id of its element: the number of the paragraph, and of the piece in it."""
    same: "Piece | None"
    """An earlier piece with the same claim, or with one of the same group, beside which the finding stands."""
    readings: Sequence[ReadingView]
    """Other readings of the claim, except those that an earlier piece of the paragraph has."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of a text, in pieces."""

    date: Edtf | None
    pieces: Sequence[Piece]
    comparisons: Sequence[Comparison]
    """Versions of its sentences, side by side on another page."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A fact that the text leaves out."""

    text: Markup
    date: Edtf
    sources: Sequence[SourceView]


@dataclass(frozen=True, kw_only=True)
class TextPassage:
    """The claims at one place in a text."""

    source: SourceView | None
    """The source that is named above the claims: at the first claim of each source, if there are several."""
    elsewhere: bool
    """Whether the claims are in none of the sources of the text."""
    paragraph: int | None
    claims: Sequence[tuple[ClaimCard, str | None, str]]
    """Each claim with its quotation and the language of that."""


@dataclass(frozen=True, kw_only=True)
class TextsPage(Page):
    """`/texts/`."""

    texts: Sequence[TextView]


@dataclass(frozen=True, kw_only=True)
class TextPage(Page):
    """`/texts/<id>/`: a text with its claims in its own order."""

    text: TextView
    listed: bool
    """Whether there is a list of texts."""
    verdicts: Sequence[ChoiceCount]
    sources: Sequence[SourceView]
    """The sources in which the text was read."""
    conclusion: Markup | None
    left_out: Sequence[LeftOut]
    paragraphs: Sequence[Paragraph]
    untold: Sequence[ClaimGroup]
    """The claims that no paragraph has."""
    versions: str
    """The address of the page of its comparisons, empty if it has none."""
    passages: Sequence[TextPassage]
    """The claims in place of paragraphs, if the file has none."""
    after: Sequence[EventView]
    """The events that followed."""
    why: Markup | None
    unseen: Markup | None
    changes: Sequence[Change]

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the text with the verdict of each of its claims."""
        text = self.text
        said: list[str | tuple[str, str] | None] = [text.record.form, text.role, text.summary, self.why, self.unseen]
        topics: set[str] = set()
        for card in text.claims:
            said.append((card.title, card.label.name))
            topics.update(site.data.claims_by_id[card.id].topics)
        yield Findable("text", self.url, self.title, said, text.speaker, topics=sorted(topics))

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page with its claims."""
        yield graph.collection(self, self.text.claims, listed=self.listed)


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of texts if there are several, then the page of each text."""
    texts = tuple(site.presenter.texts.values())
    if len(texts) > 1:
        yield TextsPage(**site.page_fields("texts"), texts=texts)
    for text in site.data.texts:
        yield _page(site, text)


def _page(site: Site, text: Text) -> TextPage:
    """Return the page of a text."""
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
        shown.update(piece.claim.id for piece in paragraph.pieces if piece.claim)
    left_out = []
    for omission in text.left_out:
        sources = tuple(presenter.sources[id] for id in omission.sources)
        left_out.append(LeftOut(text=inline(omission.text), date=omission.date, sources=sources))
    return TextPage(
        **site.page_fields(f"texts/{text.id}", (text.title, description)),
        listed=len(presenter.texts) > 1,
        text=view,
        verdicts=verdicts((card.label.value for card in view.claims), site.language),
        sources=tuple(presenter.sources[id] for id in text.seen_through),
        conclusion=inline(text.conclusion) if text.conclusion else None,
        left_out=tuple(left_out),
        paragraphs=paragraphs,
        passages=() if paragraphs else tuple(_passages(site, text, view.claims)),
        untold=tuple(presenter.grouped(card for card in view.claims if card.id not in shown)),
        versions=site.urls.versions(text.id) if text.comparisons else "",
        after=tuple(presenter.events[id] for id in text.after),
        why=site.markdown.html(text.why) if text.why else None,
        unseen=site.markdown.html(text.unseen) if text.unseen else None,
        changes=tuple(changes(site, text)),
        citation=site.citation(f"texts/{text.id}", text.title, genre, latest),
    )


def _paragraphs(site: Site, text: Text) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text. Each finding stands once: beside the first piece of its group of claims."""
    presenter = site.presenter
    first_of_group: dict[str, str] = {}
    for group in presenter.grouped(presenter.texts[text.id].claims):
        for card in group:
            first_of_group[card.id] = group[0].id
    first_pieces: dict[str, Piece] = {}
    for number, paragraph in enumerate(text.paragraphs, 1):
        pieces: list[Piece] = []
        readings_before: list[ReadingView] = []
        for id, words in links.split_at_claims(site.markdown.inline(paragraph.text)):
            claim = presenter.cards.get(id) if id else None
            first_id = first_of_group.get(claim.id, claim.id) if claim else ""
            same = first_pieces.get(first_id)
            readings: list[ReadingView] = []
            if claim and not same:
                readings = [reading for reading in claim.readings if reading not in readings_before]
            readings_before += readings
            place = f"{number}-{len(pieces)}"
            piece = Piece(words=words, claim=claim, place=place, same=same, readings=readings)
            if claim:
                first_pieces.setdefault(first_id, piece)
            pieces.append(piece)
        claims_here = [piece.claim for piece in pieces if piece.claim]
        comparisons_here = []
        for comparison in presenter.comparisons[text.id]:
            if any(claim in claims_here for claim in comparison.claims):
                comparisons_here.append(comparison)
        yield Paragraph(date=paragraph.date, pieces=pieces, comparisons=comparisons_here)


def _passages(site: Site, text: Text, cards: Sequence[ClaimCard]) -> Iterator[TextPassage]:
    """Yield the claims by their places in the text; a source is named at its first claim."""
    by_place = defaultdict[tuple[int, int] | None, list[tuple[ClaimCard, str | None, str]]](list)
    for card in cards:
        claim = site.data.claims_by_id[card.id]
        with_quote = (card, site.judgements.quote(claim), site.judgements.quote_lang(claim))
        by_place[place_in_text(text, claim)].append(with_quote)
    named: int | None = None
    for place, claims in by_place.items():
        source = None
        if place and place[0] != named and len(text.seen_through) > 1:
            source = site.presenter.sources[text.seen_through[place[0]]]
        paragraph = place[1] or None if place else None
        yield TextPassage(source=source, elsewhere=place is None, paragraph=paragraph, claims=tuple(claims))
        named = place[0] if place else None


@dataclass(frozen=True, kw_only=True)
class VersionsPage(Page):
    """`/texts/<id>/versions/`: the comparisons of a text."""

    text: TextView
    listed: bool
    """Whether there is a list of texts."""
    comparisons: Sequence[Comparison]

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the page, with a section for each comparison."""
        sections = []
        for comparison in self.comparisons:
            words = [(version.record.name, version.record.words) for version in comparison.versions]
            sections.append(Findable("page", comparison.url, comparison.title, [*words, comparison.difference]))
        yield Findable("page", self.url, self.title, (), sections=sections)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page."""
        yield graph.page(self, self.text, listed=self.listed)


def versions_pages(site: Site) -> Iterator[VersionsPage]:
    """Yield the page of comparisons of each text that has some."""
    gettext = site.language.gettext
    for text in site.data.texts:
        if not text.comparisons:
            continue
        title = gettext("Two versions, side by side: %(title)s", title=text.title)
        description = gettext(
            "%(title)s, sentence by sentence: versions in their own words, and how they differ.", title=text.title
        )
        yield VersionsPage(
            **site.page_fields(f"texts/{text.id}/versions", (title, description), "versions.html"),
            listed=len(site.data.texts) > 1,
            text=site.presenter.texts[text.id],
            comparisons=site.presenter.comparisons[text.id],
        )
