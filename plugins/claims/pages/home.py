"""The home page: the findings, then a bar for each claim, in piles by verdict."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..checks.drawings import Drawing
from ..model.records import Label, MainFinding
from ..site import labels
from ..site.claim import ClaimView
from ..site.language import N_
from ..site.page import Findable, Page, PictureWords
from ..site.schema_org import Graph
from ..site.serialize import Json
from ..site.site import Site
from ..site.text import TextView
from ..site.views import NOT_REVIEWED
from ..source.dates import Edtf
from ..source.grouping import by_key

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


class FindingView:
    """A finding at the top of the page, with the label of a claim or with a word of the author's."""

    def __init__(self, site: Site, record: MainFinding) -> None:
        self.name = site.filled(record.name)
        self.claim = site.claims[record.claim] if record.claim else None
        self.word = self.claim.label.name if self.claim else site.filled(record.word or "")
        self.text = site.markdown.inline(site.filled(record.text))


class Pile:
    """The claims of a text with one verdict."""

    def __init__(self, site: Site, label: str, claims: Sequence[ClaimView]) -> None:
        self.label = claims[0].label
        self.count = labels.held("claims", len(claims), site.language)
        """The number of claims, in words."""
        self.note = site.language.gettext(_NOTES[Label(label)]) if label in _NOTES else ""
        self.groups = site.grouped(claims)


class TextPiles:
    """The claims of a text in piles, those of findings first; `text` is None for the claims of no text.

    Opinions have no pile, since they are not judged.
    """

    def __init__(self, site: Site, text: TextView | None, claims: Sequence[ClaimView]) -> None:
        self.text = text
        in_findings = {finding.claim for finding in site.data.site.findings}
        ordered = sorted(claims, key=lambda claim: claim.id not in in_findings)
        by_label = by_key((claim.label.value, claim) for claim in ordered)
        self.opinions = by_label.get(Label.OPINION, [])
        self.piles = [Pile(site, label, by_label[label]) for label in _PILES if label in by_label]


class HomePage(Page):
    """`/`."""

    def __init__(self, site: Site, drawings: Sequence[Drawing] = ()) -> None:
        """Make the page.

        Args:
            site: The site.
            drawings: The drawings of the site's picture, one for each panel.

        """
        words = labels.PAGES["home"]
        description = site.description or site.language.gettext(words[1])
        super().__init__(site, "home", (site.filled(site.data.site.headline), description))
        self.drawings = drawings
        self.about = site.data.site

    @property
    def kicker(self) -> str:
        """The words above the headline."""
        return self.site.filled(self.about.kicker) if self.about.kicker else ""

    @property
    def text(self) -> TextView | None:
        """The first text that has claims."""
        first = next(iter(self.site.claims_by_text), None)
        return self.site.texts[first] if first else None

    @property
    def findings(self) -> list[FindingView]:
        """What was found, at the top."""
        return [FindingView(self.site, finding) for finding in self.about.findings]

    @property
    def caption(self) -> Markup | None:
        """The first paragraph of the caption of the picture."""
        picture = self.about.picture
        return self.site.markdown.html(picture.caption.partition("\n\n")[0]) if picture else None

    @property
    def sources(self) -> Markup | None:
        """The other paragraphs of the caption, which say where the drawings come from."""
        rest = self.about.picture.caption.partition("\n\n")[2] if self.about.picture else ""
        return self.site.markdown.html(rest) if rest else None

    @property
    def told(self) -> Iterator[TextPiles]:
        """Every claim of every text under its verdict."""
        for id, claims in self.site.claims_by_text.items():
            yield TextPiles(self.site, self.site.texts[id] if id else None, claims)

    @property
    def scale(self) -> Markup | None:
        """How large the subject is."""
        return self.site.markdown.inline(self.site.filled(self.about.scale)) if self.about.scale else None

    @property
    def reviewed(self) -> Edtf | None:
        """The date of the latest review."""
        dates = [claim.reviewed for claim in self.site.claims.values() if claim.reviewed]
        return max(dates, key=lambda day: day.sort_key, default=None)

    def findable(self) -> Iterator[Findable]:
        """Yield the findings, under words of people who ask whether somebody told the truth."""
        if not self.findings:
            return
        names = dict.fromkeys(text.speaker for text in self.site.texts.values())
        said: list[str | tuple[str, str]] = []
        for finding in self.findings:
            said += [(finding.name, finding.word), finding.text]
        also = ", ".join([self.site.language.gettext(_ASKED), *names])
        yield Findable("finding", self.url, self.title, said, also)

    def picture_words(self) -> PictureWords:
        """Return the site's headline."""
        return PictureWords(name="home", alt=self.title, title=self.title, note=self.kicker)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the site, and who publishes it."""
        yield graph.site() | {"publishingPrinciples": graph.method(), "publisher": graph.publisher()}
