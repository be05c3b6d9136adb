"""The home page: the findings, then a bar for each claim, in piles by verdict."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..checks.drawings import Drawing
from ..model.records import Label, Picture
from ..site import labels
from ..site.index import Site
from ..site.language import N_
from ..site.page import Findable, Page, PictureWords
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import NOT_REVIEWED, Choice, ClaimCard, ClaimGroup, TextView
from ..source.dates import Edtf

MAX_CLAIMS, MAX_BARS = 60, 12
"""If a text has more than MAX_CLAIMS claims, each verdict shows MAX_BARS of them."""
_ASKED = N_("true, truth, false, lie, lied, lying, honest, right, wrong, trust")  # asked about the findings

_NOTES = {
    Label.CONFIRMED: N_("others show this, or the text of a law or order does"),
    Label.PARTLY_CONFIRMED: N_("others show a part of this"),
    Label.UNCONFIRMED: N_("nobody else whose word we count shows this; that does not make it false"),
    Label.DISPUTED: N_("the record points both ways"),
    Label.CONTRADICTED: N_("the record shows otherwise"),
}
"""The sentence under the name of a pile."""
_PILES = (*_NOTES, NOT_REVIEWED)
"""The labels that have a pile, in this order."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding at the top of the page, with the label of a claim or with a word of the author's."""

    name: str
    claim: ClaimCard | None
    word: str
    text: Markup


@dataclass(frozen=True, kw_only=True)
class Pile:
    """The claims of a text with one verdict."""

    label: Choice
    count: str
    """The number of claims, in words."""
    note: str
    groups: Sequence[ClaimGroup]
    has_more: bool
    """Whether the text has more claims with this verdict than the page shows."""


@dataclass(frozen=True, kw_only=True)
class TextPiles:
    """The claims of a text in piles; `text` is None for the claims of no text."""

    text: TextView | None
    piles: Sequence[Pile]
    opinions: Sequence[ClaimCard]


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """`/`."""

    kicker: str
    text: TextView | None
    """The first text."""
    findings: Sequence[Finding]
    picture: Picture | None
    caption: Markup | None
    """The caption of the picture."""
    drawings: Sequence[Drawing]
    told: Sequence[TextPiles]
    scale: Markup | None
    searched: Edtf | None
    """The date of the latest review."""
    counts: Mapping[str, int]
    """How many records each section of the file has."""
    cards: Sequence[ClaimCard]
    """The claims of the first text."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the findings, under words of people who ask whether somebody told the truth."""
        if not self.findings:
            return
        speakers = {text.speaker for text in site.data.texts}
        names = [speaker.name for speaker in site.data.speakers if speaker.id in speakers]
        said: list[str | tuple[str, str]] = []
        for finding in self.findings:
            said += [(finding.name, finding.word), finding.text]
        also = ", ".join([site.language.gettext(_ASKED), *names])
        yield Findable("finding", self.url, self.title, said, also)

    def picture_words(self, site: Site) -> PictureWords:
        """Return the site's headline."""
        return PictureWords(name="home", alt=self.title, title=self.title, note=self.kicker)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the site, and who publishes it."""
        yield graph.site() | {"publishingPrinciples": graph.method(), "publisher": graph.publisher()}


def home_page(site: Site, drawings: Sequence[Drawing] = ()) -> HomePage:
    """Return the home page: the findings, and every claim of every text under its verdict.

    Args:
        site: The site.
        drawings: The drawings of the site's picture, one for each panel.

    """
    about = site.data.site
    inline = site.markdown.inline
    by_text = site.records.by_text
    first_text = next(iter(by_text), None)
    review_dates = [claim.verdict.reviewed for claim in site.data.claims if claim.verdict]
    return HomePage(
        **site.page_fields("home"),
        kicker=site.filled(about.kicker) if about.kicker else "",
        text=site.presenter.texts[first_text] if first_text else None,
        findings=tuple(_findings(site)),
        picture=about.picture,
        caption=inline(about.picture.caption) if about.picture else None,
        drawings=drawings,
        told=tuple(_piles_by_text(site)),
        scale=inline(site.filled(about.scale)) if about.scale else None,
        searched=max(review_dates, key=lambda day: day.sort_key, default=None),
        counts=site.release.counts,
        cards=tuple(site.presenter.cards[claim.id] for claim in by_text.get(first_text, ())),
    )


def _findings(site: Site) -> Iterator[Finding]:
    for finding in site.data.site.findings:
        claim = site.presenter.cards[finding.claim] if finding.claim else None
        text = site.markdown.inline(site.filled(finding.text))
        word = claim.label.name if claim else site.filled(finding.word or "")
        yield Finding(name=site.filled(finding.name), claim=claim, word=word, text=text)


def _piles_by_text(site: Site) -> Iterator[TextPiles]:
    """Yield the claims of each text in piles, one for each verdict. Claims of findings come first in their pile.

    Opinions have no pile, since they are not judged.
    """
    in_findings = {finding.claim for finding in site.data.site.findings}
    for text, claims in site.records.by_text.items():
        cards = defaultdict[str, list[ClaimCard]](list)
        for claim in sorted(claims, key=lambda claim: claim.id not in in_findings):
            card = site.presenter.cards[claim.id]
            cards[card.label.value].append(card)
        piles = [_pile(site, cards[label], len(claims)) for label in _PILES if label in cards]
        text_view = site.presenter.texts[text] if text else None
        yield TextPiles(text=text_view, piles=tuple(piles), opinions=cards.get(Label.OPINION, ()))


def _pile(site: Site, cards: Sequence[ClaimCard], claims_in_text: int) -> Pile:
    """Return the pile of the claims with one verdict."""
    label = cards[0].label
    max_bars = MAX_BARS if claims_in_text > MAX_CLAIMS else claims_in_text
    return Pile(
        label=label,
        count=labels.held("claims", len(cards), site.language),
        note="" if label.value == NOT_REVIEWED else site.language.gettext(_NOTES[Label(label.value)]),
        groups=tuple(site.presenter.grouped(cards[:max_bars])),
        has_more=len(cards) > max_bars,
    )
