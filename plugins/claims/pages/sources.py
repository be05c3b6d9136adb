"""The list of all sources: one page, or where there are many a page for each kind of publisher."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from ..model import fields
from ..model.records import Source, SourceKind
from ..site import labels
from ..site.index import Site
from ..site.views import Findable, Link, Page, View, choice
from ..source.grouping import by_key

_OTHERS = Source.model_fields.keys() - {"publisher", "title", "gloss", "described", "note", "changes"}
"""Fields by which a search finds a source too, besides those that have a place of their own."""


class SourceList(Page):
    """`/sources/`, and `/sources/<kind>/` where each kind has a page of its own."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the page, each of its sources as a section."""
        entries = [entry for _, entries in self.groups for entry in entries]
        if entries:
            sections = tuple(_section(site, entry.source) for entry in entries)
            yield Findable("source", self.url, self.title, (), sections=sections)


def pages(site: Site) -> Iterator[SourceList]:
    """Yield the list of sources; where there are many it leads to a list for each kind of publisher."""
    language, sources = site.language, site.presenter.sources.values()
    speaking = Counter(source.side.value for source in sources if source.side)
    groups = [
        (choice(kind, language), tuple(entries))
        for kind, entries in by_key((entry.source.kind.value, entry) for entry in _entries(site)).items()
    ]
    page = site.page(
        SourceList,
        "sources",
        kind=None,
        count=len(sources),
        seen=labels.seen(Counter(source.seen.value for source in sources), language),
        sides=tuple((side, speaking[id]) for id, side in site.presenter.sides.items()),
        kinds=tuple((kind, site.urls.source_list(kind.value), len(entries)) for kind, entries in groups),
        groups=groups,
        foot=language.gettext("Sources"),
    )
    if not site.urls.source_kinds:
        yield page
        return
    yield page.replace(groups=[])
    for kind, entries in groups:
        url = site.urls.source_list(kind.value)
        yield page.replace(
            title=language.gettext("Sources: %(kind)s", kind=kind.name),
            description=language.gettext("Every source of this kind: %(kind)s.", kind=kind.inside),
            url=url,
            save_as=site.urls.file(url),
            foot="",
            kind=kind,
            count=len(entries),
            seen=labels.seen(Counter(entry.source.seen.value for entry in entries), language),
            groups=[(kind, entries)],
        )


def _entries(site: Site) -> Iterator[View]:
    """Yield each source with what cites it, by kind, publisher and date."""
    kinds, shown, records = [*SourceKind], site.presenter.sources, site.data.sources_by_id
    names = {id: Link(title=_name(site, source), url=source.url) for id, source in shown.items()}
    citing = by_key(chain(_citing(site), _citing_besides(site, names)))
    ordered = sorted(
        shown.values(),
        key=lambda s: (kinds.index(s.kind.value), s.publisher.casefold(), s.date.iso or "" if s.date else "", s.id),
    )
    for source in ordered:
        record = records[source.id]
        headings = by_key(citing.get(source.id, ()))
        yield View(
            source=source,
            relays=tuple(names[id] for id in record.relays),
            edition_of=(names[record.edition_of],) if record.edition_of else (),
            citing=tuple((heading, tuple(links)) for heading, links in headings.items()),
        )


def _name(site: Site, source: View) -> str:
    """Return the publisher of a source and its date."""
    return f"{source.publisher}, {site.language.date(source.date)}" if source.date else str(source.publisher)


def _citing(site: Site) -> Iterator[tuple[str, tuple[str, Link]]]:
    """Yield each source that claims and events cite, with a heading and the way to what cites it."""
    claims, events = site.language.gettext("Claims"), site.language.gettext("Events")
    for claim in site.records.ordered:
        card = site.presenter.cards[claim.id]
        places = {appearance.source: "chain" for appearance in claim.appearances}
        for passage in reversed(site.judgements.passages[claim.id]):
            places[passage.evidence.source] = f"evidence-{passage.number}"
        for id, place in places.items():
            yield id, (claims, Link(title=card.short, url=f"{card.url}#{place}"))
    for event in site.presenter.events.values():
        for source in event.sources:
            yield source.id, (events, Link(title=event.title, url=event.url))


def _citing_besides(site: Site, names: Mapping[str, Link]) -> Iterator[tuple[str, tuple[str, Link]]]:
    """Yield the same for sources that pass it on, then for texts, figures and terms."""
    passed_on, others = site.language.gettext("Passed on by"), site.language.gettext("Also cited for")
    for source in site.data.sources:
        for id in source.relays:
            yield id, (passed_on, names[source.id])
    for text in site.data.texts:
        left_out = chain.from_iterable(omission.sources for omission in text.left_out)
        for id in dict.fromkeys([*text.seen_through, *left_out]):
            yield id, (others, site.presenter.text_links[text.id])
    for series in site.data.series:
        for id in series.sources:
            url = site.urls.figure(series.topics[0], series.id)
            yield id, (others, Link(title=series.title, url=url))
    for term in site.data.glossary:
        for id in term.sources:
            yield id, (others, Link(title=term.term, url=site.urls.record("term", term.id)))


def _section(site: Site, source: View) -> Findable:
    """Return a source as a search finds it."""
    plain = fields.texts(site.data.sources_by_id[source.id], "plain text")
    others = (text for text, path in plain if path[0] in _OTHERS)
    side = source.side.name if source.side else None
    date = site.language.date(source.date) if source.date else None
    said = (*others, source.gloss, date, source.kind.name, side, source.note)
    title = site.language.gettext(", ").join((source.shown_title, source.outlet))
    return Findable("source", source.url, title, said)
