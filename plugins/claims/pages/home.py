"""The first page: what was found, then each claim as a bar among those with its verdict."""

from collections.abc import Iterator, Sequence

from ..checks.drawings import Drawing
from ..model.records import Claim, Label
from ..site import labels
from ..site.index import Site
from ..site.language import N_
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.views import NOT_REVIEWED, Findable, Page, PictureWords, View
from ..source.grouping import by_key

MAX_CLAIMS, MAX_BARS = 60, 12
"""Of a text with more than MAX_CLAIMS claims, MAX_BARS are shown of each verdict."""
_ASKED = N_("true, truth, false, lie, lied, lying, honest, right, wrong, trust")  # of what a site found
_PILES = (*(label for label in Label if label is not Label.OPINION), NOT_REVIEWED)


class HomePage(Page):
    """`/`."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield what the site found, for whoever asks whether it is true."""
        if self.findings:
            speakers = {text.speaker for text in site.data.texts}
            names = [speaker.name for speaker in site.data.speakers if speaker.id in speakers]
            said = [part for found in self.findings for part in ((found.name, found.word), found.text)]
            also = ", ".join([site.language.gettext(_ASKED), *names])
            yield Findable("finding", self.url, self.title, said, also)

    def picture_words(self, site: Site) -> PictureWords:
        """Return the site's headline, and the verdict of each claim."""
        return PictureWords(
            name="home",
            said=(self.title,),
            title=self.title,
            note=labels.held("claims", len(self.cards), site.language),
            marks=[card.label.value for card in self.cards],
        )

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the site, and who publishes it."""
        yield graph.site() | {"publishingPrinciples": graph.method(), "publisher": graph.publisher()}


def home_page(site: Site, drawings: Sequence[Drawing] = ()) -> HomePage:
    """Return what was found, and every claim of every text with its verdict; `drawings` are the author's own."""
    about, inline = site.data.site, site.markdown.inline
    cards, texts, by_text = site.presenter.cards, site.presenter.texts, site.records.by_text
    first = next(iter(by_text), None)
    reviewed = (claim.verdict.reviewed for claim in site.data.claims if claim.verdict)
    return site.page(
        HomePage,
        "home",
        kicker=site.filled(about.kicker) if about.kicker else "",
        text=texts[first] if first else None,
        findings=tuple(_findings(site)),
        picture=about.picture and View.from_record(about.picture, caption=inline(about.picture.caption)),
        drawings=drawings,
        told=tuple(_told(site, text, claims) for text, claims in by_text.items()),
        scale=inline(site.filled(about.scale)) if about.scale else None,
        searched=max(reviewed, key=lambda day: day.sort_key, default=None),
        claims=len(site.data.claims),
        cards=tuple(cards[claim.id] for claim in by_text.get(first, ())),
        topics=len(site.data.topics),
        events=len(site.data.events),
    )


def _findings(site: Site) -> Iterator[View]:
    for finding in site.data.site.findings:
        claim = site.presenter.cards[finding.claim] if finding.claim else None
        text = site.markdown.inline(site.filled(finding.text))
        word = claim.label.name if claim else site.filled(finding.word or "")
        yield View(name=site.filled(finding.name), claim=claim, word=word, text=text)


def _told(site: Site, text: str | None, claims: Sequence[Claim]) -> View:
    """Return the claims of a text, those of findings first: a pile for each verdict, and opinions apart."""
    first = {finding.claim for finding in site.data.site.findings}
    ordered = sorted(claims, key=lambda claim: claim.id not in first)
    found = by_key((card.label.value, card) for card in (site.presenter.cards[claim.id] for claim in ordered))
    piles = (_pile(site, found[label], len(claims)) for label in _PILES if label in found)
    shown = site.presenter.texts[text] if text else None
    return View(text=shown, piles=tuple(piles), opinions=found.get(Label.OPINION, ()))


def _pile(site: Site, cards: Sequence[View], of: int) -> View:
    """Return the claims with one verdict, of so many claims of their text."""
    most, label = MAX_BARS if of > MAX_CLAIMS else of, cards[0].label
    note = site.language.gettext(_NOTES[label.value]) if label.value in _NOTES else ""
    return View(
        label=label,
        count=labels.held("claims", len(cards), site.language),
        note=note,
        groups=tuple(site.presenter.grouped(cards[:most])),
        has_more=len(cards) > most,
    )


_NOTES = {
    Label.CONFIRMED: N_("others show this, or the text of a law or order does"),
    Label.PARTLY_CONFIRMED: N_("others show a part of this"),
    Label.UNCONFIRMED: N_("we found nobody else who shows this; that does not make it false"),
    Label.DISPUTED: N_("the record points both ways"),
    Label.CONTRADICTED: N_("the record shows otherwise"),
}
"""What is said under the name of a pile, after the number of its claims."""
