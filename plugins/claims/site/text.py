"""A text as pages show it: its paragraphs with the claims in them, its versions, and what it leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from ..model import links, records
from ..model.records import Claim, Text, last_updated
from ..source.dates import Edtf
from .citations import Citation
from .evidence import needs_gloss

if TYPE_CHECKING:
    from .claim import ClaimView, ReadingView
    from .event import EventView
    from .history import Change
    from .site import Site
    from .source import SourceView


class LeftOut(NamedTuple):
    """A fact that a text leaves out."""

    text: Markup
    date: Edtf
    sources: list[SourceView]


class TextView:
    """A text, with its claims in its own order."""

    def __init__(self, site: Site, record: Text) -> None:
        self.site = site
        self.record = record
        self.id = record.id
        self.url = site.urls.record("text", record.id)
        self.title = record.title

    @property
    def speaker(self) -> str:
        """The name of whoever said or wrote it."""
        return self.site.data.speakers_by_id[self.record.speaker].name

    @property
    def role(self) -> str:
        """Who that was."""
        return self.site.data.speakers_by_id[self.record.speaker].role

    @cached_property
    def claims(self) -> Sequence[ClaimView]:
        """Its claims in the order of the text."""
        return self.site.claims_by_text.get(self.id, ())

    @property
    def _report(self) -> SourceView | None:
        """The source of the report from which we know it, if we did not read the text itself."""
        report = self.claims[0].report if self.claims else None
        return report.source if report else None

    @property
    def reporter(self) -> str:
        """The publisher of the report from which we know it, if we did not read the text itself."""
        return self._report.record.publisher if self._report else ""

    @property
    def outlet(self) -> str:
        """Where it was published, if we know it only from a report and all its claims name the same publisher."""
        makers = [claim.maker for claim in self.claims]
        outlets = {maker.source.record.publisher for maker in makers if maker.record.date == self.record.date}
        return outlets.pop() if self._report and len(outlets) == 1 else ""

    def _html(self, text: str | None) -> Markup | None:
        return self.site.markdown.html(text) if text else None

    def _inline(self, text: str | None) -> Markup | None:
        return self.site.markdown.inline(text) if text else None

    @property
    def summary(self) -> Markup | None:
        """How we know it."""
        return self._html(self.record.summary)

    @property
    def finding(self) -> Markup | None:
        """What we found on it, for the home page."""
        return self._inline(self.record.finding)

    @property
    def conclusion(self) -> Markup | None:
        """What holds and what does not."""
        return self._inline(self.record.conclusion)

    @property
    def why(self) -> Markup | None:
        """Why it was chosen."""
        return self._html(self.record.why)

    @property
    def unseen(self) -> Markup | None:
        """What of it we have not seen."""
        return self._html(self.record.unseen)

    @property
    def sources(self) -> list[SourceView]:
        """The sources in which it was read."""
        return [self.site.sources[id] for id in self.record.seen_through]

    @property
    def left_out(self) -> list[LeftOut]:
        """The facts that it leaves out."""
        facts = []
        for omission in self.record.left_out:
            sources = [self.site.sources[id] for id in omission.sources]
            facts.append(LeftOut(self.site.markdown.inline(omission.text), omission.date, sources))
        return facts

    @property
    def after(self) -> list[EventView]:
        """The events that followed."""
        return [self.site.events[id] for id in self.record.after]

    @property
    def changes(self) -> list[Change]:
        """Its history, latest first."""
        return self.site.changes_of(self.record)

    @property
    def latest(self) -> date | None:
        """The day of the latest change of it or of one of its claims."""
        return last_updated([self.record, *(claim.record for claim in self.claims)])

    @property
    def citation(self) -> Citation:
        """How to cite its page."""
        gettext = self.site.language.gettext
        genre = gettext("claims from a text: %(form)s by %(speaker)s", form=self.record.form, speaker=self.speaker)
        return self.site.citation(f"texts/{self.id}", self.title, genre, self.latest)

    # Its versions

    @property
    def versions_url(self) -> str:
        """The address of the page of its comparisons; empty if it has none."""
        return self.site.urls.versions(self.id) if self.record.comparisons else ""

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Its comparisons, numbered from 1."""
        return [Comparison(self, number, record) for number, record in enumerate(self.record.comparisons, 1)]

    # Its paragraphs

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs. Each finding stands once: beside the first piece of its group of claims."""
        first_of_group: dict[ClaimView, ClaimView] = {}
        for group in self.site.grouped(self.claims):
            first_of_group |= dict.fromkeys(group, group[0])
        first_pieces: dict[ClaimView, Piece] = {}
        paragraphs = []
        for number, record in enumerate(self.record.paragraphs, 1):
            pieces: list[Piece] = []
            told: set[tuple[str, str]] = set()
            for id, words in links.split_at_claims(self.site.markdown.inline(record.text)):
                claim = self.site.claims[id] if id else None
                first = first_of_group.get(claim, claim) if claim else None
                same = first_pieces.get(first) if first else None
                readings = []
                for reading in claim.readings if claim and not same else ():
                    if (reading.text, reading.label.value) not in told:
                        readings.append(reading)
                told.update((reading.text, reading.label.value) for reading in readings)
                piece = Piece(words, claim, f"{number}-{len(pieces)}", same, readings)
                if first:
                    first_pieces.setdefault(first, piece)
                pieces.append(piece)
            paragraphs.append(Paragraph(self, record.date, pieces))
        return paragraphs

    @property
    def untold(self) -> list[list[ClaimView]]:
        """The claims that no paragraph has, in groups."""
        told: set[ClaimView] = set()
        for paragraph in self.paragraphs:
            told.update(paragraph.claims)
        return self.site.grouped([claim for claim in self.claims if claim not in told])

    @property
    def places(self) -> Iterator[TextPlace]:
        """The claims by their places in it, in place of paragraphs; a source is named at its first claim."""
        by_place: dict[tuple[int, int] | None, list[ClaimView]] = defaultdict(list)
        for claim in self.claims:
            by_place[place_in_text(self.record, claim.record)].append(claim)
        named: int | None = None
        for place, claims in by_place.items():
            source = None
            if place and place[0] != named and len(self.sources) > 1:
                source = self.sources[place[0]]
            yield TextPlace(source, place is None, (place[1] or None) if place else None, claims)
            named = place[0] if place else None


class Piece(NamedTuple):
    """A run of words in a paragraph, with the claim that they make, if they make one."""

    words: Markup
    claim: ClaimView | None
    place: str
    """The end of the id of its element: the number of the paragraph, and of the piece in it."""
    same: Piece | None
    """An earlier piece with the same claim, or with one of the same group, beside which the finding stands."""
    readings: list[ReadingView]
    """Other readings of the claim, except those that an earlier piece of the paragraph has."""


class Paragraph:
    """A paragraph of a text, in pieces."""

    def __init__(self, text: TextView, date: Edtf | None, pieces: list[Piece]) -> None:
        self.text = text
        self.date = date
        self.pieces = pieces

    @property
    def claims(self) -> list[ClaimView]:
        """The claims in it."""
        return [piece.claim for piece in self.pieces if piece.claim]

    @property
    def comparisons(self) -> list[Comparison]:
        """Versions of its sentences, side by side on another page."""
        here = set(self.claims)
        return [comparison for comparison in self.text.comparisons if not here.isdisjoint(comparison.claims)]


class TextPlace(NamedTuple):
    """The claims at one place in a text."""

    source: SourceView | None
    """The source that is named above the claims: at the first claim of each source, if there are several."""
    elsewhere: bool
    """Whether the claims are in none of the sources of the text."""
    paragraph: int | None
    claims: list[ClaimView]


class Comparison:
    """Versions of one sentence of a text."""

    def __init__(self, text: TextView, number: int, record: records.Comparison) -> None:
        self.text = text
        self.record = record
        self.number = number
        self.url = text.site.urls.versions(text.id, number)
        """Its place on the page of all comparisons."""
        self.title = record.title

    @property
    def claims(self) -> list[ClaimView]:
        """The claims that it is about."""
        return [self.text.site.claims[id] for id in self.record.claims]

    @cached_property
    def versions(self) -> list[Version]:
        """All versions."""
        return [Version(self.text.site, record) for record in self.record.versions]

    @property
    def translations(self) -> list[Version]:
        """Those of the text itself that are in another language than the file."""
        site = self.text.site
        origins = site.counter.origins
        origins_of_text = frozenset[str]().union(*(origins[source] for source in self.text.record.seen_through))
        language_of_file = site.data.site.language.partition("-")[0]
        translations = []
        for version in self.versions:
            is_foreign = version.record.lang.partition("-")[0] != language_of_file
            if is_foreign and origins[version.record.source] & origins_of_text:
                translations.append(version)
        return translations

    @property
    def difference(self) -> Markup:
        """In what they differ."""
        return self.text.site.markdown.inline(self.record.difference)

    @property
    def is_foreign(self) -> bool:
        """Whether one of its translations is in a language that readers of the page may not know."""
        return any(version.gloss for version in self.translations)


class Version:
    """One wording of a sentence, with its source."""

    def __init__(self, site: Site, record: records.Version) -> None:
        self.record = record
        self.source = site.sources[record.source]
        self.gloss = record.gloss if needs_gloss(site, record.lang, record.gloss) else None
        """What the words mean in the language of the page; None if they are in that language."""


def place_in_text(text: Text, claim: Claim) -> tuple[int, int] | None:
    """Return where a claim first appears in its text: the index of the source, and the paragraph or 0."""
    places = []
    for appearance in claim.appearances:
        if appearance.source in text.seen_through:
            places.append((text.seen_through.index(appearance.source), appearance.paragraph or 0))
    return min(places, default=None)
