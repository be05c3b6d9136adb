"""The list of sources, by kind of publisher: one page, or a page for each kind if there are many sources."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from ..model import fields
from ..model.records import Source, SourceKind
from ..site import labels
from ..site.page import Findable, Page
from ..site.site import Site
from ..site.source import SourceView
from ..site.views import Choice, Link, choice
from ..source.grouping import by_key

_ADDED_TO_SEARCH = {"publisher", "title", "gloss", "described", "note"}
"""Fields that `_section` adds to the search in the words of the page."""
_SEARCHED = Source.model_fields.keys() - _ADDED_TO_SEARCH - {"changes"}
"""The other fields with plain text that a search looks in."""


class Entry:
    """A source in the list, with links to what it passes on and to what cites it."""

    def __init__(self, source: SourceView, citing: Mapping[str, list[Link]]) -> None:
        self.source = source
        self.citing = citing.items()
        """Headings, each with the links below it."""

    @property
    def relays(self) -> list[Link]:
        """The sources whose word it passes on."""
        return [link_to(self.source.site.sources[id]) for id in self.source.record.relays]

    @property
    def edition_of(self) -> list[Link]:
        """The source that it is an edition of."""
        id = self.source.record.edition_of
        return [link_to(self.source.site.sources[id])] if id else []


def link_to(source: SourceView) -> Link:
    """Return a link to the entry of a source, by its publisher and date."""
    record = source.record
    title = f"{record.publisher}, {source.site.language.date(record.date)}" if record.date else record.publisher
    return Link(title=title, url=source.url)


class SourceList(Page):
    """`/sources/`, and `/sources/<kind>/` if each kind has a page of its own."""

    def __init__(self, site: Site, groups: Mapping[str, list[Entry]], kind: Choice | None = None) -> None:
        """Make the page.

        Args:
            site: the site.
            groups: all entries by kind.
            kind: the kind of all sources on the page; None on the page of all kinds.

        """
        super().__init__(site, "sources")
        self.kind = kind
        self.all_groups = groups
        self.foot = "" if kind else site.language.gettext("Sources")
        if kind:
            self.title = site.language.gettext("Sources: %(kind)s", kind=kind.name)
            self.description = site.language.gettext("Every source of this kind: %(kind)s.", kind=kind.inside)
            self.url = site.urls.source_list(kind.value)
            self.save_as = site.urls.file(self.url)

    @cached_property
    def groups(self) -> list[tuple[Choice, list[Entry]]]:
        """The sources by kind; none if each kind has a page of its own, and this is the page of all kinds."""
        if not self.kind and self.site.urls.source_kinds:
            return []
        language = self.site.language
        kinds = [self.kind.value] if self.kind else list(self.all_groups)
        return [(choice(kind, language), self.all_groups[kind]) for kind in kinds]

    @property
    def _listed(self) -> list[SourceView]:
        """The sources that the page is about."""
        if not self.kind:
            return list(self.site.sources.values())
        return [entry.source for entry in self.all_groups[self.kind.value]]

    @property
    def count(self) -> int:
        """How many sources the page is about."""
        return len(self._listed)

    @property
    def seen(self) -> str:
        """In words how much of the sources was read."""
        return labels.seen(Counter(source.seen.value for source in self._listed), self.site.language)

    @property
    def sides(self) -> list[tuple[Choice, int]]:
        """Each side, and how many sources speak for it."""
        counts = Counter(source.side for source in self.site.data.sources)
        return [(side, counts[id]) for id, side in self.site.sides.items()]

    @property
    def kinds(self) -> Iterator[tuple[Choice, str, int]]:
        """Each kind, the address of its list, and its number of sources."""
        for kind, entries in self.all_groups.items():
            yield choice(kind, self.site.language), self.site.urls.source_list(kind), len(entries)

    def findable(self) -> Iterator[Findable]:
        """Yield the page with a section for each source."""
        sections = []
        for _, entries in self.groups:
            for entry in entries:
                sections.append(_section(entry.source))
        if sections:
            yield Findable("source", self.url, self.title, (), sections=sections)


def pages(site: Site) -> Iterator[SourceList]:
    """Yield the list of sources. If there are many, it leads to a list for each kind of publisher."""
    groups = by_key((entry.source.kind.value, entry) for entry in _entries(site))
    yield SourceList(site, groups)
    if site.urls.source_kinds:
        for kind in groups:
            yield SourceList(site, groups, choice(kind, site.language))


def _entries(site: Site) -> Iterator[Entry]:
    """Yield the sources by kind, publisher and date."""
    citing = defaultdict[str, dict[str, list[Link]]](lambda: defaultdict(list))
    for find in (_cited_by_claims_and_events, _passed_on, _also_cited):
        for id, heading, link in find(site):
            citing[id][heading].append(link)
    for source in sorted(site.sources.values(), key=_place_in_list):
        yield Entry(source, citing[source.id])


def _place_in_list(source: SourceView) -> tuple[int, str, str, str]:
    """Return a key that sorts sources by kind, publisher and date."""
    record = source.record
    date = record.date.iso or "" if record.date else ""
    return list(SourceKind).index(record.kind), record.publisher.casefold(), date, record.id


def _cited_by_claims_and_events(site: Site) -> Iterator[tuple[str, str, Link]]:
    """Yield the id of each source that a claim or an event cites, with a heading and a link to that claim or event."""
    claims = site.language.gettext("Claims")
    events = site.language.gettext("Events")
    for claim in site.claims.values():
        places = {appearance.source: "chain" for appearance in claim.record.appearances}
        for passage in reversed(claim.passages):  # the first passage of a source wins
            places[passage.source.id] = f"evidence-{passage.number}"
        for id, place in places.items():
            yield id, claims, Link(title=claim.short, url=f"{claim.url}#{place}")
    for event in site.events.values():
        for id in event.record.sources:
            yield id, events, Link(title=event.title, url=event.url)


def _passed_on(site: Site) -> Iterator[tuple[str, str, Link]]:
    """Yield the id of each source that another one passes on, with a heading and a link to that one."""
    heading = site.language.gettext("Passed on by")
    for source in site.sources.values():
        for id in source.record.relays:
            yield id, heading, link_to(source)


def _also_cited(site: Site) -> Iterator[tuple[str, str, Link]]:
    """Yield the id of each source that a text, a figure or a term cites, with a heading and a link."""
    heading = site.language.gettext("Also cited for")
    for text in site.texts.values():
        cited = [*text.record.seen_through]
        for omission in text.record.left_out:
            cited += omission.sources
        for id in dict.fromkeys(cited):
            yield id, heading, Link(title=text.title, url=text.url)
        compared: dict[str, Link] = {}
        for comparison in text.comparisons:
            for version in comparison.versions:
                compared.setdefault(version.source.id, Link(title=comparison.title, url=comparison.url))
        for id, place in compared.items():
            yield id, heading, place
    for series in site.data.series:
        for id in series.sources:
            yield id, heading, Link(title=series.title, url=site.urls.figure(series.topics[0], series.id))
    for term in site.data.glossary:
        for id in term.sources:
            yield id, heading, Link(title=term.term, url=site.urls.record("term", term.id))


def _section(source: SourceView) -> Findable:
    """Return what a search finds of a source."""
    record = source.record
    language = source.site.language
    plain = fields.texts(record, "plain text")
    others = [text for text, path in plain if path[0] in _SEARCHED]
    side = source.side.name if source.side else None
    date = language.date(record.date) if record.date else None
    said = (*others, source.gloss, date, source.kind.name, side, record.note)
    title = language.gettext(", ").join((source.shown_title, source.outlet))
    return Findable("source", source.url, title, said)
