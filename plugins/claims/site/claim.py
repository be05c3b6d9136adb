"""A claim as pages show it: in lists, and on a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from ..model import links
from ..model.records import Appearance, Claim, Label, Part, RelationKind, SpeakerKind, Stance
from ..source.dates import Edtf
from ..source.grouping import by_key
from ..verdict import Judgement, PartLabel, ReadingLabel
from . import labels
from .citations import Citation
from .evidence import PassageView, RowList, WitnessView, count_sentence, group_by_witness, select_rows
from .views import NOT_REVIEWED, Choice, Link, Linkable, choice

if TYPE_CHECKING:
    from .charts import Chart
    from .event import EventView
    from .history import Change
    from .site import Site
    from .source import SourceView
    from .text import Comparison, TextView
    from .topic import TopicView


class Prose(NamedTuple):
    """The Markdown of a claim as HTML. Each term is linked to the glossary once, where it comes first in this order."""

    statement: Markup
    note: Markup | None
    reasons: Sequence[tuple[str, Markup]]
    """Each reason of the verdict with its heading."""
    passages: Sequence[Markup]
    """The note of each passage."""


class ClaimView:
    """A claim, as pages show it."""

    def __init__(self, site: Site, record: Claim) -> None:
        self.site = site
        self.record = record
        self.id = record.id
        self.url = site.urls.record("claim", record.id)
        self.title = record.title
        self.short = record.short or record.title
        self.gist = record.gist

    # What was found

    @cached_property
    def judgement(self) -> Judgement:
        """What follows from its evidence."""
        return self.site.counter.judge(self.record)

    @cached_property
    def label(self) -> Choice:
        """The label of its main reading."""
        verdict = self.record.verdict
        return choice(verdict.label if verdict else NOT_REVIEWED, self.site.language)

    @property
    def summary(self) -> str:
        """Our finding in a few sentences; empty before a review."""
        return self.record.verdict.summary if self.record.verdict else ""

    @property
    def reviewed(self) -> Edtf | None:
        """The day of the last review."""
        return self.record.verdict.reviewed if self.record.verdict else None

    @cached_property
    def main(self) -> ReadingView:
        """Its main reading."""
        return ReadingView(self, self.judgement.main, self.label, self.summary)

    @cached_property
    def readings(self) -> tuple[ReadingView, ...]:
        """Its other readings, each with our finding; none before a review."""
        if not self.record.verdict:
            return ()
        judged = {reading.id: reading for reading in self.judgement.others}
        findings = self.record.verdict.readings
        language = self.site.language
        return tuple(
            ReadingView(self, judged[finding.id], choice(finding.label, language), finding.summary)
            for finding in findings
        )

    @property
    def rests(self) -> str:
        """In words that one witness decides the label; otherwise empty."""
        return self.main.rests if self.record.verdict else ""

    @cached_property
    def other_verdicts(self) -> str:
        """In words the labels of other readings, if they differ."""
        gettext = self.site.language.gettext
        others = []
        for reading in self.readings:
            if reading.label != self.label:
                label = reading.label.inside
                others.append(gettext("%(reading)s: %(verdict)s", reading=reading.short, verdict=label))
        return gettext("; ").join(others)

    @cached_property
    def verdict(self) -> Choice:
        """The label; its name includes the labels of other readings that differ."""
        names = [name for name in (self.label.name, self.other_verdicts) if name]
        return Choice(
            value=self.label.value,
            name=self.site.language.gettext("; ").join(names),
            definition=self.label.definition,
        )

    @cached_property
    def full_title(self) -> str:
        """The title with the speaker and the verdict."""
        return self.site.language.gettext(
            "Claim: %(title)s (by %(speaker)s). Verdict: %(verdict)s",
            title=self.title,
            speaker=self.speaker,
            verdict=self.verdict.inside,
        )

    # Who made it, and where

    @cached_property
    def chain(self) -> tuple[AppearanceView, ...]:
        """How the words reached us, the first utterance first."""
        return tuple(AppearanceView(self, number) for number in range(1, len(self.record.appearances) + 1))

    @cached_property
    def _said_in(self) -> int:
        """The index of the appearance in which the speaker of its text says it."""
        return self.site.counter.said_in(self.record)

    @property
    def maker(self) -> AppearanceView:
        """Where the speaker of its text says it, or else whoever made it."""
        return self.chain[self._said_in]

    @property
    def first(self) -> AppearanceView | None:
        """Where it was made, if that was before its text."""
        made_in = self.record.maker(self.site.data.sources_by_id)
        return self.chain[made_in] if made_in < self._said_in else None

    @property
    def speaker(self) -> str:
        """The name of whoever says it in its text."""
        return self.maker.speaker.title

    @property
    def day(self) -> Edtf | None:
        """The day on which it was made in its text."""
        return self.maker.record.date

    @cached_property
    def report(self) -> AppearanceView | None:
        """The appearance that reports its words; None if we read them where they were said."""
        place = self.record.reporter(self.site.data.sources_by_id, self._said_in)
        return None if place is None else self.chain[place]

    @property
    def reporter(self) -> str:
        """Who reports its words, if we did not read them where they were said; otherwise empty."""
        return self.report.speaker.title if self.report else ""

    @property
    def quote(self) -> str | None:
        """Its quotation, if that is verbatim."""
        quote = self.record.quote
        return quote.text if quote and quote.verbatim else None

    @property
    def quote_lang(self) -> str:
        """The language of its quotation. One that is not verbatim is in the language of the file."""
        quote = self.record.quote
        if quote and quote.verbatim:
            appearance = self.record.appearances[quote.appearance - 1]
            return appearance.lang_in(self.site.data.sources_by_id)
        return self.site.data.site.language

    @property
    def own_sides(self) -> list[str]:
        """The names of the sides of those who assert it."""
        return [self.site.side_names[side] for side in self.site.counter.own_sides(self.record)]

    # What it belongs to

    @property
    def kind(self) -> Choice:
        """What kind of claim it is."""
        return choice(self.record.kind, self.site.language)

    @property
    def topics(self) -> list[TopicView]:
        """Its topics, the main one first."""
        return [self.site.topics[id] for id in self.record.topics]

    @property
    def text(self) -> TextView | None:
        """The text that it comes from."""
        id = self.site.data.text_of(self.record)
        return self.site.texts[id] if id else None

    @property
    def other_text(self) -> TextView | None:
        """Its text, unless that is the first of the site."""
        id = self.record.text
        return self.site.texts[id] if id and id != self.site.data.texts[0].id else None

    @cached_property
    def siblings(self) -> Sequence[ClaimView]:
        """The claims of its text in order, itself among them."""
        return self.site.claims_by_text[self.site.data.text_of(self.record)]

    @property
    def number(self) -> int:
        """Its number among the claims of its text, from 1."""
        return self.siblings.index(self) + 1

    @property
    def events(self) -> list[EventView]:
        """The events that name it."""
        return [event for event in self.site.events.values() if self in event.claims]

    @property
    def charts(self) -> list[Chart]:
        """The figures that bear on it."""
        return [chart for chart in self.site.charts.values() if self.id in chart.series.claims]

    @property
    def comparisons(self) -> list[Comparison]:
        """Versions of the sentences that it is about."""
        comparisons: list[Comparison] = []
        for text in self.site.texts.values():
            comparisons += [comparison for comparison in text.comparisons if self in comparison.claims]
        return comparisons

    @property
    def changes(self) -> list[Change]:
        """Its history, latest first."""
        return self.site.changes_of(self.record)

    @property
    def citation(self) -> Citation:
        """How to cite its page."""
        gettext = self.site.language.gettext
        genre = gettext("claim")
        if self.reporter:
            genre = gettext("claim, as reported by %(reporter)s", reporter=self.reporter)
        updated = self.record.updated
        return self.site.citation(f"claims/{self.id}", self.full_title, genre, updated, finding=self.summary)

    @property
    def onward(self) -> Iterator[tuple[str, Linkable]]:
        """What to read next, each with the reason: its neighbours in the text, related claims, its topics."""
        gettext = self.site.language.gettext
        place = self.siblings.index(self)
        if place > 0:
            yield gettext("Before it"), self.siblings[place - 1]
        if place + 1 < len(self.siblings):
            yield gettext("After it"), self.siblings[place + 1]
        for phrase, claim in self._related():
            yield gettext(phrase), claim
        for topic in self.topics:
            yield topic.title, Link(title=topic.question, url=topic.url)

    def _related(self) -> Iterator[tuple[str, ClaimView]]:
        """Yield related claims: first those that it names, then those that name it; each once, with the relation."""
        phrases: dict[str, str] = {}
        for relation in self.record.relations:
            phrases[relation.claim] = labels.RELATIONS[relation.relation][0]
        for other in self.site.claims.values():
            for relation in other.record.relations:
                if relation.claim == self.id:
                    phrases.setdefault(other.id, labels.RELATIONS[relation.relation][1])
        for id, phrase in phrases.items():
            yield phrase, self.site.claims[id]

    @property
    def repeats(self) -> set[str]:
        """The ids of the claims that it repeats."""
        return {relation.claim for relation in self.record.relations if relation.relation is RelationKind.REPEATS}

    # Its evidence

    @cached_property
    def prose(self) -> Prose:
        """Its Markdown as HTML, with links to the glossary."""
        record, site = self.record, self.site
        with_terms = site.glossary.linker()
        statement = with_terms(site.markdown.inline(record.statement))
        note = with_terms(site.markdown.inline(record.note)) if record.note else None
        reasons = []
        if verdict := record.verdict:
            numbers = by_key((passage.evidence.source, passage.number) for passage in self.judgement.passages)
            for heading, reason in zip(labels.REASONS, (verdict.for_, verdict.against, verdict.unknown), strict=True):
                if reason:
                    html = links.to_passages(with_terms(site.markdown.html(reason)), numbers)
                    reasons.append((site.language.gettext(heading), html))
        passages = [with_terms(site.markdown.html(evidence.note)) for evidence in record.evidence]
        return Prose(statement, note, reasons, passages)

    @cached_property
    def parts_by_id(self) -> dict[str | None, Part]:
        """Its parts by their ids."""
        return {part.id: part for part in self.record.parts}

    @cached_property
    def part_numbers(self) -> dict[str | None, int]:
        """The number of each part, from 1, by its id."""
        return {part.id: number for number, part in enumerate(self.record.parts, 1)}

    @cached_property
    def passages(self) -> tuple[PassageView, ...]:
        """Its evidence, in the order of the file."""
        return tuple(PassageView(self, passage) for passage in self.judgement.passages)

    @property
    def witnesses(self) -> list[WitnessView]:
        """Its evidence by witness, the strongest first."""
        return list(group_by_witness(self))

    @cached_property
    def main_rows(self) -> list[PassageView]:
        """The passages of the list “Who says so, and when” that are about its main reading, or all if none is."""
        rows = [passage for passage in self.passages if passage.role]
        return [row for row in rows if not row.reading] or rows

    @cached_property
    def open_rows(self) -> RowList:
        """The part of the list that is open."""
        return RowList(self, select_rows(self.main_rows))

    @cached_property
    def folded_rows(self) -> RowList:
        """The part of the list that is folded."""
        opened = select_rows(self.main_rows)
        return RowList(self, [row for row in self.main_rows if row not in opened])

    @property
    def rows_are_about(self) -> str:
        """In words the part that all rows of the main list are about, if it is not the first; otherwise empty."""
        parts = {row.about for row in self.main_rows}
        return parts.pop() if len(parts) == 1 and len(self.main_rows) > 1 else ""

    @property
    def count_sentence(self) -> str:
        """In words how many witnesses back it, and how many limit or contradict it, from before it and since."""
        return count_sentence(self, self.main_rows)

    @property
    def read_whole(self) -> str:
        """In words how many of the sources in the list we read whole."""
        seen = {row.source.id: row.source.record.seen for row in self.passages if row.role}
        return labels.read_whole(seen.values(), self.site.language)


class ReadingView:
    """One reading of a claim, the main one or another, with our finding."""

    def __init__(self, claim: ClaimView, labelled: ReadingLabel, label: Choice, summary: str) -> None:
        self.claim = claim
        self.labelled = labelled
        self.label = label
        self.summary = summary
        records = {reading.id: reading for reading in claim.record.readings}
        self.record = records.get(labelled.id or "")
        self.text = self.record.text if self.record else ""
        self.short = (self.record.short or self.text) if self.record else ""

    @cached_property
    def rests(self) -> str:
        """In words that one witness decides the label, as in `rests on one study`; otherwise empty."""
        decision = self.claim.site.counter.deciding_witnesses(self.claim.record, self.labelled)
        if not decision.witnesses:
            return ""
        first = decision.witnesses[0].passages[0]
        work = labels.work(first.source.kind, first.evidence.as_)
        count = len(decision.witnesses)
        language = self.claim.site.language
        return labels.rests_on(self.labelled.label, work, count, language, is_against=decision.is_against)

    @property
    def only_later(self) -> bool:
        """Whether its support was published after the claim was made."""
        is_opinion = self.labelled.label is Label.OPINION
        return not is_opinion and self.claim.site.counter.is_shown_only_later(self.claim.record, self.labelled)

    @property
    def parts(self) -> list[PartView]:
        """Its parts, or the whole if it has none. An opinion is not judged part by part."""
        if self.labelled.label is Label.OPINION:
            return []
        return [PartView(self.claim, part) for part in self.labelled.parts]

    @cached_property
    def _rows(self) -> list[PassageView]:
        """The passages of the list “Who says so, and when” that are about this reading."""
        return [row for row in self.claim.passages if row.role and row.reading == self.labelled.id]

    @property
    def rows(self) -> RowList:
        """Those of them that are not in the main list."""
        shown = {row.words_and_source for row in self.claim.main_rows}
        return RowList(self.claim, [row for row in self._rows if row.words_and_source not in shown])

    @property
    def count_sentence(self) -> str:
        """In words how many witnesses back it, and how many limit or contradict it, from before it and since."""
        return count_sentence(self.claim, self._rows)


class PartView:
    """A part of a claim, or the whole of one without parts, with its label and its count."""

    def __init__(self, claim: ClaimView, labelled: PartLabel) -> None:
        part = labelled.count.part
        self.claim = claim
        self.labelled = labelled
        self.text = part.text if part else ""
        self.label = choice(labelled.label, claim.site.language)
        self.number = claim.part_numbers.get(labelled.count.id)
        self.limited_by = claim.part_numbers.get(labelled.limited_by) if labelled.limited_by else None

    @property
    def same(self) -> ClaimView | None:
        """The claim that is judged in its place, if there is one."""
        return self.claim.site.claims[self.labelled.same.claim] if self.labelled.same else None

    @property
    def counts(self) -> str:
        """In words how many witnesses show it, and how many limit or contradict it."""
        count = self.labelled.count
        witnesses = {
            Stance.SUPPORTS: count.supports,
            Stance.PARTLY: count.partly,
            Stance.QUALIFIES: count.qualifies,
            Stance.CONTRADICTS: count.contradicts,
        }
        groups: dict[Stance, Counter[str]] = {}
        for stance in labels.SHOWN_BY:
            groups[stance] = Counter()
            for witness in witnesses[stance]:
                sides = set[str]().union(*(passage.sides for passage in witness.passages))
                groups[stance][self.claim.site.whose(sides)] += 1
        return labels.counts(groups, self.claim.site.language)


class AppearanceView:
    """An appearance of a claim: who said it where."""

    def __init__(self, claim: ClaimView, number: int) -> None:
        self.claim = claim
        self.record: Appearance = claim.record.appearances[number - 1]
        self.speaker_record = claim.site.data.speakers_by_id[self.record.speaker]
        quote = claim.record.quote
        self.quoted = quote.text if quote and quote.appearance == number else None
        """The quotation of the claim, if it is from here."""

    @property
    def speaker(self) -> Link:
        """The speaker, with the address of what the site says of them."""
        site, speaker = self.claim.site, self.speaker_record
        text = self.claim.text
        if text and text.record.speaker == speaker.id:
            return Link(title=speaker.name, url=text.url)
        return Link(title=speaker.name, url=site.urls.record("speaker", speaker.id))

    @property
    def is_person(self) -> bool:
        """Whether the speaker is a person, not an office or an organisation."""
        return self.speaker_record.kind is SpeakerKind.PERSON

    @property
    def role(self) -> str:
        """Who that person was when they spoke; empty for an office or an organisation, whose name says it."""
        return self.speaker_record.role if self.is_person else ""

    @property
    def source(self) -> SourceView:
        """Where it was read."""
        return self.claim.site.sources[self.record.source]

    @property
    def seen(self) -> Choice:
        """How much of it was read."""
        site = self.claim.site
        return choice(self.record.seen_in(site.data.sources_by_id), site.language)

    @property
    def lang(self) -> str:
        """The language of the words."""
        if self.quoted:
            return self.claim.quote_lang
        return self.record.lang_in(self.claim.site.data.sources_by_id)
