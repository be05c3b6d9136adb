"""The page of all sources, and that of each."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ..model import fields
from ..model.records import Appearance, Claim, Source, SourceKind, Stance
from ..site import labels, pagination
from ..site.glossary import Linker
from ..site.index import Site
from ..site.language import N_
from ..site.pagination import paginate
from ..site.schema_org import Graph
from ..site.serialize import Json, present
from ..site.urls import page_url
from ..site.views import Findable, Link, Page, View, choice
from ..source.grouping import by_key
from ..verdict.origins import first_origin
from ..verdict.passages import Passage
from .evidence import passage_view

_OTHERS = Source.model_fields.keys() - {"publisher", "title", "gloss", "described", "note", "changes"}
"""Fields by which a search finds a source too, besides those that have a place of their own."""
_SCHEMA_ORG = {"publisher": "publisher", "container-title": "publisher", "language": "inLanguage"}
"""The variables of CSL-JSON that only a source's own page says, each with its property in schema.org."""


class SourcePage(Page):
    """`/sources/<id>/`."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the source, under the topics of all that cites it."""
        if not self.is_first:
            return
        source, language = self.source, site.language
        claims = [use.claim for use in self.uses] + [claim for _, cards in self.paragraphs for claim in cards]
        topics = {topic for claim in claims for topic in site.records.claims[claim.id].topics}
        plain = fields.texts(site.records.sources[source.id], "plain text")
        published = f"{source.outlet}, {language.date(source.date)}" if source.date else source.outlet
        side = source.side.name if source.side else None
        yield Findable(
            "source",
            self.url,
            source.shown_title,
            (
                *(text for text, path in plain if path[0] in _OTHERS),
                source.gloss,
                published,
                source.kind.name,
                side,
                source.note,
            ),
            lang="" if source.described else source.lang,
            topics=sorted(topics.union(*(item.topics for item in self.also))),
        )

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the work: names as they are printed, which may be of persons or of bodies.

        The page's own title is a whole citation, which it does not print in one piece.
        """
        source = self.source
        cited = {_SCHEMA_ORG[name]: value for name, value in source.cited.items() if name in _SCHEMA_ORG}
        work = graph.work(source) | cited | present(author=[*source.author])
        yield graph.page(self, title=source.shown_title) | {"mainEntity": work}


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of sources, by kind of publisher, with editions of a work under it, and the pages of each."""
    url, language, kinds = site.urls.page("sources"), site.language, [*SourceKind]
    sources = sorted(
        site.shown.sources.values(),
        key=lambda s: (kinds.index(s.kind.value), s.publisher.casefold(), s.date.iso or "" if s.date else "", s.id),
    )
    editions = by_key((_work(site, source.id), source) for source in sources)
    works = [source for source in sources if source.id in editions]
    speak = Counter(source.side.value for source in sources if source.side)
    sides = tuple((side, speak[id]) for id, side in site.shown.sides.items())
    on_page = pagination.page_numbers([source.id for source in works], pagination.LINES)
    on_pages = by_key((source.kind.value, on_page.get(source.id, 1)) for source in works)
    found = tuple(
        (Link(title=labels.name(kind, language), url=f"{page_url(url, pages[0])}#{kind}"), len(pages))
        for kind, pages in on_pages.items()
    )
    seen = labels.seen(Counter(source.seen.value for source in sources), language)
    uses = Counter(source for source, _ in _citing(site))
    for claim in site.data.claims:
        uses.update([passage.source for passage in claim.evidence])
        uses.update([link.source for link in claim.appearances])
    foot = language.gettext("Sources")
    page = site.page(Page, "sources", count=len(sources), seen=seen, sides=sides, kinds=found, foot=foot)
    for numbered in paginate(page, language, works=(works, pagination.LINES)):
        groups = by_key(
            (
                work.kind.value,
                View(
                    work=work,
                    editions=[source for source in editions[work.id] if source.id != work.id],
                    uses=sum(uses[source.id] for source in editions[work.id]),
                ),
            )
            for work in numbered.works
        )
        yield numbered.replace(groups=tuple((choice(kind, language), tuple(found)) for kind, found in groups.items()))
    yield from source_pages(site)


def _work(site: Site, source: str) -> str:
    """Return the work of which a source is an edition, or an edition of an edition; itself where it is none."""
    while edition_of := site.records.sources[source].edition_of:
        source = edition_of
    return source


def source_pages(site: Site) -> Iterator[SourcePage]:
    """Yield the pages of each source, with all that cites it."""
    passages, shown = site.findings.passages, site.shown
    uses = by_key((p.evidence.source, (claim, p)) for claim in site.records.ordered for p in passages[claim.id])
    carried = by_key((link.source, (claim, link)) for claim in site.data.claims for link in claim.appearances)
    also = by_key(_citing(site))
    for id, source in shown.sources.items():
        bearing = sorted(uses.get(id, ()), key=lambda found: _by_witness(found[1]))
        work = site.records.sources[id]
        stances = Counter(stance for _, stance in {(c.id, passage.evidence.stance) for c, passage in bearing})
        message = N_("What we cite this source (%(kind)s) for: %(citation)s.")
        description = site.language.gettext(message, kind=source.kind.inside, citation=source.citation)
        page = site.page(
            SourcePage,
            f"sources/{id}",
            (source.citation, description),
            source=source,
            relays=tuple(shown.sources[relayed] for relayed in work.relays),
            edition_of=shown.sources[work.edition_of] if work.edition_of else None,
            shows=labels.shows(stances, site.language),
        )
        for numbered in paginate(
            page,
            site.language,
            claims=(_by_paragraph(carried.get(id, ())), pagination.CARDS),
            uses=(bearing, pagination.PASSAGES),
            also=(also.get(id, ()), pagination.LINES),
        ):
            with_terms = site.glossary.page()
            paragraphs = by_key((number, shown.cards[claim]) for number, claim in numbered.claims)
            yield numbered.replace(
                paragraphs=tuple((number, tuple(cards)) for number, cards in paragraphs.items()),
                uses=tuple(_use(site, claim, passage, with_terms) for claim, passage in numbered.uses),
            )


def _use(site: Site, claim: Claim, passage: Passage, with_terms: Linker) -> View:
    """Return a passage beside the claim that it bears on."""
    return View(
        claim=site.shown.cards[claim.id],
        evidence=passage_view(site, claim, passage, with_terms),
        witness=site.findings.witness_name(passage.evidence.source, passage.origins),
    )


def _by_witness(passage: Passage) -> tuple[bool, str, int]:
    """Sort passages of a source: its own word first, then witness by witness, and in each what backs a claim first."""
    source = passage.evidence.source
    origin = first_origin(source, passage.origins)
    return origin != source, origin, [*Stance].index(passage.evidence.stance)


def _by_paragraph(carried: Sequence[tuple[Claim, Appearance]]) -> list[tuple[int | None, str]]:
    """Return paragraph and claim, in the order of the source; a source can carry a claim twice in a paragraph."""
    found = dict.fromkeys((appearance.paragraph, claim.id) for claim, appearance in carried)
    return sorted(found, key=lambda item: (item[0] is None, item[0] or 0))


def _citing(site: Site) -> Iterator[tuple[str, View]]:
    """Yield, under the source cited, events, then figures, then terms."""
    for event in site.shown.events.values():
        for source in event.sources:
            link = Link(title=event.title, url=event.url)
            yield source.id, View(kind="", date=event.date, link=link, topics=event.topics)
    for series in site.data.series:
        for id in series.sources:
            link = Link(title=series.title, url=site.urls.figure(series.topics[0], series.id))
            yield id, View(kind=labels.name("series", site.language), date=None, link=link, topics=())
    for term in site.data.glossary:
        for id in term.sources:
            link = Link(title=term.term, url=site.urls.record("term", term.id))
            yield id, View(kind=site.language.gettext("Glossary"), date=None, link=link, topics=())
