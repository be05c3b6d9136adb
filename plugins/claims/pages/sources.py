"""The list of sources: one page, or a page for each kind of publisher if there are many sources."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..model import fields
from ..model.records import Source, SourceKind
from ..site import labels
from ..site.index import Site
from ..site.page import Findable, Page
from ..site.views import Choice, Link, SourceView, choice
from ..source.grouping import by_key

_ADDED_TO_SEARCH = {"publisher", "title", "gloss", "described", "note"}
"""Fields that `_section` adds to the search in the words of the page."""
_SEARCHED = Source.model_fields.keys() - _ADDED_TO_SEARCH - {"changes"}
"""The other fields with plain text that a search looks in."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A source in the list, with links to what it passes on and to what cites it."""

    source: SourceView
    relays: Sequence[Link]
    edition_of: Sequence[Link]
    citing: Sequence[tuple[str, Sequence[Link]]]
    """Headings, each with the links below it."""


@dataclass(frozen=True, kw_only=True)
class SourceList(Page):
    """`/sources/`, and `/sources/<kind>/` if each kind has a page of its own."""

    kind: Choice | None
    """The kind of all sources on the page; None on the page of all kinds."""
    count: int
    seen: str
    """In words how much of the sources was read."""
    sides: Sequence[tuple[Choice, int]]
    """Each side, and how many sources speak for it."""
    kinds: Sequence[tuple[Choice, str, int]]
    """Each kind, the address of its list, and its number of sources."""
    groups: Sequence[tuple[Choice, Sequence[Entry]]]
    """The sources by kind; none if each kind has a page of its own, and this is the page of all kinds."""

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the page with a section for each source."""
        sections = []
        for _, entries in self.groups:
            for entry in entries:
                sections.append(_section(site, entry.source))
        if sections:
            yield Findable("source", self.url, self.title, (), sections=sections)


def pages(site: Site) -> Iterator[SourceList]:
    """Yield the list of sources. If there are many, it leads to a list for each kind of publisher."""
    language = site.language
    sources = site.presenter.sources.values()
    sources_per_side = Counter(source.side.value for source in sources if source.side)
    by_kind = by_key((entry.source.kind.value, entry) for entry in _entries(site))
    groups = []
    kinds = []
    for value, entries_of_kind in by_kind.items():
        kind = choice(value, language)
        groups.append((kind, tuple(entries_of_kind)))
        kinds.append((kind, site.urls.source_list(value), len(entries_of_kind)))
    page = SourceList(
        **site.page_fields("sources"),
        kind=None,
        count=len(sources),
        seen=labels.seen(Counter(source.seen.value for source in sources), language),
        sides=tuple((side, sources_per_side[id]) for id, side in site.presenter.sides.items()),
        kinds=tuple(kinds),
        groups=tuple(groups),
        foot=language.gettext("Sources"),
    )
    if not site.urls.source_kinds:
        yield page
        return
    yield replace(page, groups=())
    for kind, entries in groups:
        url = site.urls.source_list(kind.value)
        yield replace(
            page,
            title=language.gettext("Sources: %(kind)s", kind=kind.name),
            description=language.gettext("Every source of this kind: %(kind)s.", kind=kind.inside),
            url=url,
            save_as=site.urls.file(url),
            foot="",
            kind=kind,
            count=len(entries),
            seen=labels.seen(Counter(entry.source.seen.value for entry in entries), language),
            groups=((kind, entries),),
        )


def _entries(site: Site) -> Iterator[Entry]:
    """Yield the sources by kind, publisher and date."""
    sources = site.presenter.sources
    names = {id: Link(title=_name(site, source.record), url=source.url) for id, source in sources.items()}
    citing = defaultdict[str, dict[str, list[Link]]](lambda: defaultdict(list))
    for id, heading, link in chain(_citations(site), _further_citations(site, names)):
        citing[id][heading].append(link)
    for source in sorted(sources.values(), key=_place_in_list):
        edition_of = source.record.edition_of
        yield Entry(
            source=source,
            relays=tuple(names[id] for id in source.record.relays),
            edition_of=(names[edition_of],) if edition_of else (),
            citing=tuple(citing[source.id].items()),
        )


def _place_in_list(source: SourceView) -> tuple[int, str, str, str]:
    """Return a key that sorts sources by kind, publisher and date."""
    record = source.record
    date = record.date.iso or "" if record.date else ""
    return list(SourceKind).index(record.kind), record.publisher.casefold(), date, record.id


def _name(site: Site, source: Source) -> str:
    """Return the publisher of a source and its date."""
    return f"{source.publisher}, {site.language.date(source.date)}" if source.date else source.publisher


def _citations(site: Site) -> Iterator[tuple[str, str, Link]]:
    """Yield the id of each source that a claim or an event cites, with a heading and a link to that claim or event."""
    claims = site.language.gettext("Claims")
    events = site.language.gettext("Events")
    for claim in site.records.ordered:
        card = site.presenter.cards[claim.id]
        places = {appearance.source: "chain" for appearance in claim.appearances}
        for passage in reversed(site.judgements.passages[claim.id]):  # the first passage of a source wins
            places[passage.evidence.source] = f"evidence-{passage.number}"
        for id, place in places.items():
            yield id, claims, Link(title=card.short, url=f"{card.url}#{place}")
    for event in site.presenter.events.values():
        for id in event.record.sources:
            yield id, events, event


def _further_citations(site: Site, names: Mapping[str, Link]) -> Iterator[tuple[str, str, Link]]:
    """Yield the id of each source that another source, a text, a figure or a term cites, with a heading and a link."""
    passed_on = site.language.gettext("Passed on by")
    others = site.language.gettext("Also cited for")
    for source in site.data.sources:
        for id in source.relays:
            yield id, passed_on, names[source.id]
    for text in site.data.texts:
        cited = [*text.seen_through]
        for omission in text.left_out:
            cited += omission.sources
        for id in dict.fromkeys(cited):
            yield id, others, site.presenter.text_links[text.id]
        compared: dict[str, Link] = {}
        for comparison in site.presenter.comparisons[text.id]:
            for version in comparison.versions:
                compared.setdefault(version.source.id, Link(title=comparison.title, url=comparison.url))
        for id, place in compared.items():
            yield id, others, place
    for series in site.data.series:
        for id in series.sources:
            url = site.urls.figure(series.topics[0], series.id)
            yield id, others, Link(title=series.title, url=url)
    for term in site.data.glossary:
        for id in term.sources:
            yield id, others, Link(title=term.term, url=site.urls.record("term", term.id))


def _section(site: Site, source: SourceView) -> Findable:
    """Return what a search finds of a source."""
    record = source.record
    plain = fields.texts(record, "plain text")
    others = [text for text, path in plain if path[0] in _SEARCHED]
    side = source.side.name if source.side else None
    date = site.language.date(record.date) if record.date else None
    said = (*others, source.gloss, date, source.kind.name, side, record.note)
    title = site.language.gettext(", ").join((source.shown_title, source.outlet))
    return Findable("source", source.url, title, said)
