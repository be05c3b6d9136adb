"""The dataset as a whole: names, references, dates, completeness. Each rule's docstring is the rule."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ..processes import share
from . import links, nesting
from .dates import Edtf
from .diagnostics import MAX_PROBLEMS, Path, Problem, listing, nearest, shown
from .model import (
    ID_PATTERN,
    SECTIONS,
    Claim,
    ClaimKind,
    Dataset,
    Event,
    Label,
    Record,
    Seen,
    Series,
    Source,
    Stance,
    Term,
    by_id,
    section_of,
)
from .parser import Names, Parsed

if TYPE_CHECKING:
    from ..site.markdown import Prose

_LINK = re.compile(r"\[[^\]]+\]\([^)\s]+\)")
_MARKED = re.compile('“[^“”]*”|‘[^‘’]*’|«[^«»]*»|"[^"]*"')
_MOST_QUOTED_WORDS = 20  # a few words may be quoted from a work; more would copy it

Rule = Callable[[Parsed], Iterator[Problem]]


def check(parsed: Parsed, *, today: date, changed: Dataset | None = None, processes: int = 1) -> Iterator[Problem]:
    """Every problem that the rules find; none in a file of which so much is wrong that only a part was parsed.

    Where the rest was found right before, and still is by itself, `changed` holds the records that were not there.
    """
    if len(parsed.problems) >= MAX_PROBLEMS:
        return
    part = parsed if changed is None else replace(parsed, dataset=changed)

    def seen(rule: Rule) -> Parsed:
        return parsed if any(getattr(part.dataset, section) for section in BETWEEN.get(rule, ())) else part

    found = [*(rule(seen(rule)) for rule in RULES), no_date_lies_in_the_future(part, today)]
    yield from _first(itertools.chain(*share([partial(_first, problems) for problems in found], processes)))


def _first(problems: Iterable[Problem]) -> list[Problem]:
    """As many as are told."""
    return [*itertools.islice(problems, MAX_PROBLEMS)]


def an_id_is_used_once(parsed: Parsed) -> Iterator[Problem]:
    """An id or alias names one record: no other record, of whatever kind, has it too."""
    taken: dict[str, Record] = {}
    for record in parsed.dataset.records():
        if not record.aliases and taken.setdefault(record.id, record) is record:
            continue  # as nearly all are
        for name, way in [(record.id, ("id",)), *((alias, ("aliases", n)) for n, alias in enumerate(record.aliases))]:
            if name in taken:
                first = taken[name]
                yield Problem(
                    record.origin.path(*way),
                    f'the id "{name}" is taken already, by {_named(first)}',
                    "give this one another id: addresses and links are made of it",
                    beside=first.origin.path(),
                )
            taken.setdefault(name, record)


def a_reference_names_a_record(parsed: Parsed) -> Iterator[Problem]:
    """Whatever names a topic, speaker, source or claim names one that is defined, by its present id."""
    for record in parsed.dataset.records():
        for kind, name, way in references(record):
            if fault := _fault(kind, name, parsed.names):
                what, help = fault
                yield Problem(
                    record.origin.path(*way), f'{_named(record)} names {kind} "{name}", which is {what}', help
                )


def a_link_leads_somewhere(parsed: Parsed) -> Iterator[Problem]:
    """A link in prose such as `(claim:some-id)` leads to a record that is defined, by its present id."""
    converter = Converter()
    for record in parsed.dataset.records():
        for text, way in prose(record):
            targets = links.targets(text)
            for kind, name in targets:
                if fault := _fault(kind, name, parsed.names):
                    what, help = fault
                    message = f"{_named(record)} links to {kind} {shown(name)}, which is {what}"
                    yield Problem(record.origin.path(*way), message, help, spot=f"{kind}:{name}")
            if not links.are_usual(text) and not nesting.deep_line(text):
                for words, help, spot in _unusual(text, {*targets}, converter, parsed.names):
                    yield Problem(record.origin.path(*way), f"{_named(record)} {words}", help, spot=spot)


def a_line_has_no_links(parsed: Parsed) -> Iterator[Problem]:
    """What is printed as it stands holds no link in Markdown."""
    for record in parsed.dataset.records():
        for text, way in _lines(record):
            if "](" in text and (found := _LINK.search(text)):
                message = f"{_named(record)} has a link in a line that is printed as it stands"
                help = "lead to it from a field that takes Markdown, such as its summary or its evidence"
                yield Problem(record.origin.path(*way), message, help, spot=found[0])


class Converter:
    """Brings what makes HTML of Markdown when it is first wanted: slowly, and hardly a file needs it."""

    @cached_property
    def prose(self) -> Prose:
        """What renders Markdown."""
        from ..site.markdown import Prose  # noqa: PLC0415

        return Prose()


def _unusual(
    text: str, targets: set[tuple[str, str]], converter: Converter, names: Names
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with what is written in another way than the usual, how to mend it, and where it stands.

    `targets` are those links to records that are known without the text's HTML.
    """
    for target in links.apart(text):
        yield f"has a space before ({target})", "join it to the words in brackets before it", f"({target}"
    for kind, name in links.in_html(converter.prose.html(text)):
        if (kind, name) not in targets:
            words = f"has a link to {kind} {shown(name)} that is not written plainly"
            yield words, f"write [words]({kind}:some-id), with nothing else in the brackets", f"{kind}:{name}"
    for target in links.others(text):
        kind, colon, name = target.partition(":")
        if re.fullmatch(ID_PATTERN, target):  # known or not: a link to a page beside this one would lead nowhere
            kinds = [kind for kind in links.KINDS if target in names[kind]]
            help = f'write "{kinds[0]}:{target}"' if kinds else 'write its kind before it, as in "claim:some-id"'
            yield f'links to "{target}" without its kind', help, f"({target}"
        elif colon and (near := nearest(kind, [*links.KINDS, *SECTIONS, links.PAGE])):
            known = SECTIONS[near].kind_name if near in SECTIONS else near
            help = (
                f'write "{known}:{name}"'
                if known in links.KINDS
                else f"texts can lead to a {listing(links.KINDS)} alone"
            )
            yield f"links to {shown(target)}, which is no kind of record", help, f"({target}"
        elif not links.leads_somewhere(target):
            what = f"links to {shown(target)}, which is no address" if target else "has a link that leads nowhere"
            yield what, links.WHOLE, f"({target}" if target else "]()"


def a_text_is_not_nested_too_deep(parsed: Parsed) -> Iterator[Problem]:
    """A text has no more lists in lists than Markdown can take."""
    for record in parsed.dataset.records():
        for text, way in prose(record):
            if line := nesting.deep_line(text):
                message = f"{_named(record)} has {nesting.MESSAGE}"
                yield Problem(record.origin.path(*way), message, nesting.HELP, spot=line.strip())


def a_claim_is_not_related_to_itself(parsed: Parsed) -> Iterator[Problem]:
    """A claim's relations are to other claims."""
    for claim in parsed.dataset.claims:
        for n, relation in enumerate(claim.relations):
            if relation.claim == claim.id:
                yield Problem(
                    claim.origin.path("relations", n, "claim"),
                    f"{_named(claim)} is related to itself",
                    "name another claim, or delete the relation",
                )


def a_list_names_nothing_twice(parsed: Parsed) -> Iterator[Problem]:
    """A list of topics, claims, sources or relations names each once."""
    for record in parsed.dataset.records():
        lists: list[Sequence[str]] = [getattr(record, field) for field, _ in _NAMING[type(record)]]
        if isinstance(record, Claim):
            lists.append([relation.claim for relation in record.relations])
        if all(len(names) == len(set(names)) for names in lists):
            continue
        seen: set[tuple[str | int, str, str]] = set()
        for kind, name, way in references(record):
            if way[0] in {"topics", "claims", "sources", "relations"}:
                if (way[0], kind, name) in seen:
                    yield Problem(record.origin.path(*way), f'{_named(record)} names {kind} "{name}" twice', "keep one")
                seen.add((way[0], kind, name))


def a_source_has_a_title_or_is_described(parsed: Parsed) -> Iterator[Problem]:
    """A source has the title that was seen, or a description in our words, not both."""
    for source in parsed.dataset.sources:
        if bool(source.title) == bool(source.described):
            have = "both a title and a description" if source.title else "neither a title nor a description"
            yield Problem(
                source.origin.path(),
                f"{_named(source)} has {have}",
                "write `title:` as you saw it on the page, or `described:` in your own words",
            )


def a_source_that_was_seen_has_an_address(parsed: Parsed) -> Iterator[Problem]:
    """A source without an address says why in its note, unless it was not found."""
    for source in parsed.dataset.sources:
        if not source.url and not source.note and source.seen in {Seen.EXCERPT, Seen.REPRINT}:
            yield Problem(
                source.origin.path(),
                f"{_named(source)} has no address",
                "add `url:`, or say in `note:` why there is none",
            )


def a_foreign_title_has_a_gloss(parsed: Parsed) -> Iterator[Problem]:
    """A title in another language than English is followed by its meaning in English."""
    for source in parsed.dataset.sources:
        if source.title and source.lang != "en" and not source.gloss:
            yield Problem(
                source.origin.path("title"),
                f'{_named(source)} has a title in "{source.lang}" without a gloss',
                "add `gloss:`, the title's meaning in English",
            )


def a_position_is_not_judged(parsed: Parsed) -> Iterator[Problem]:
    """A claim of kind `position` has the verdict `position` or none, and no other claim has it."""
    for claim in parsed.dataset.claims:
        if claim.verdict and (claim.kind is ClaimKind.POSITION) != (claim.verdict.label is Label.POSITION):
            if claim.kind is ClaimKind.POSITION:
                message = f'{_named(claim)} is a position and has the verdict "{claim.verdict.label}"'
                help = "a stance or a value is not checkable: write `label: position`, or change `kind:`"
            else:
                message = f'{_named(claim)} has the verdict "position" and is of kind "{claim.kind}"'
                help = "write `kind: position`, or choose another verdict"
            yield Problem(claim.origin.path("verdict", "label"), message, help)


def a_position_has_only_context(parsed: Parsed) -> Iterator[Problem]:
    """Beside a claim of kind `position` stand facts as context; nothing supports or contradicts a stance."""
    for claim in parsed.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if claim.kind is ClaimKind.POSITION and evidence.stance is not Stance.CONTEXT:
                yield Problem(
                    claim.origin.path("evidence", n, "stance"),
                    f'{_named(claim)} is a position, and its evidence {n + 1} has the stance "{evidence.stance}"',
                    "write `stance: context`, and say in the note which way the fact bears",
                )


def a_verdict_rests_on_evidence(parsed: Parsed) -> Iterator[Problem]:
    """A claim with a verdict other than `position` has at least one piece of evidence."""
    for claim in parsed.dataset.claims:
        if claim.verdict and claim.verdict.label is not Label.POSITION and not claim.evidence:
            yield Problem(
                claim.origin.path("verdict"),
                f"{_named(claim)} has a verdict but no evidence",
                "add `evidence:`, or leave the verdict out for now",
                on_key=True,
            )


def a_claim_does_not_vouch_for_itself(parsed: Parsed) -> Iterator[Problem]:
    """A source in which a claim appeared is not its only evidence."""
    for claim in parsed.dataset.claims:
        own = {appearance.source for appearance in claim.appearances}
        if claim.evidence and all(evidence.source in own for evidence in claim.evidence):
            yield Problem(
                claim.origin.path("evidence"),
                f"{_named(claim)} is vouched for only by where it appeared",
                "add evidence from another source",
                on_key=True,
            )


def corroboration_comes_from_outside(parsed: Parsed) -> Iterator[Problem]:
    """`corroborated` needs support from a source in which the claim did not appear, of no side it came through."""
    whole = parsed.dataset
    sources = by_id(whole.sources)
    speakers = by_id(whole.speakers)
    for claim in parsed.dataset.claims:
        if not claim.verdict or claim.verdict.label is not Label.CORROBORATED or not claim.evidence:
            continue
        if claim.kind is ClaimKind.POSITION:
            continue  # has no such verdict: said already
        supports = [sources.get(e.source) for e in claim.evidence if e.stance is Stance.SUPPORTS]
        if None in supports or any(a.speaker not in speakers for a in claim.appearances):
            continue  # a dangling reference, or a broken record: said already
        sides = {speakers[a.speaker].side for a in claim.appearances} - {None}
        own = {a.source for a in claim.appearances}
        if all(source.id in own or source.speaks_for in sides for source in supports if source):
            yield Problem(
                claim.origin.path("verdict", "label"),
                f'{_named(claim)} is "corroborated" without {"support from outside" if supports else "any support"}',
                "add a source that is neither of the speaker's side nor one the claim appeared in, "
                "or choose `partly-corroborated` or `unverified`",
            )


def a_quote_is_short(parsed: Parsed) -> Iterator[Problem]:
    """A quotation is a few words, never a passage."""
    for claim in parsed.dataset.claims:
        for text, way in _quotes(claim):
            count = len(text.split())
            if count > _MOST_QUOTED_WORDS:
                yield Problem(
                    claim.origin.path(*way),
                    f"{_named(claim)} quotes {count} words, and {_MOST_QUOTED_WORDS} is the most",
                    "keep the words that matter, and tell the rest in your own",
                )


def a_quote_has_no_marks_around_it(parsed: Parsed) -> Iterator[Problem]:
    """The words of a quotation stand without quotation marks around them: pages print these."""
    for claim in parsed.dataset.claims:
        written: list[tuple[str, Path]] = [(claim.date_as_written or "", ("date_as_written",))]
        for text, way in [*written, *_quotes(claim)]:
            if _MARKED.fullmatch(text):
                message = f"{_named(claim)} has quotation marks around a quotation, which gets them when it is printed"
                yield Problem(claim.origin.path(*way), message, "take them away")


def a_quote_belongs_to_an_appearance(parsed: Parsed) -> Iterator[Problem]:
    """A quote names, counted from 1, one of the claim's appearances."""
    for claim in parsed.dataset.claims:
        if claim.quote and claim.quote.appearance > len(claim.appearances):
            yield Problem(
                claim.origin.path("quote", "appearance"),
                f"{_named(claim)} quotes appearance {claim.quote.appearance} of {len(claim.appearances)}",
                "count the appearances from 1",
            )


def a_chain_runs_forward(parsed: Parsed) -> Iterator[Problem]:
    """The first utterance of a claim comes first: no appearance is dated before the one it follows."""
    for claim in parsed.dataset.claims:
        latest: Edtf | None = None
        for n, appearance in enumerate(claim.appearances):
            if appearance.date and latest and appearance.date.last < latest.first:
                yield Problem(
                    claim.origin.path("appearances", n, "date"),
                    f"appearance {n + 1} of {_named(claim)} is dated {appearance.date.text}, "
                    f"before the one it follows ({latest.text})",
                    "put the first utterance first",
                )
            latest = appearance.date or latest


def a_history_runs_forward(parsed: Parsed) -> Iterator[Problem]:
    """The changes of a claim stand in time order."""
    for claim in parsed.dataset.claims:
        for n, (before, after) in enumerate(zip(claim.changes, claim.changes[1:], strict=False), 1):
            if after.date.last < before.date.first:
                yield Problem(
                    claim.origin.path("changes", n, "date"),
                    f"change {n + 1} of {_named(claim)} is dated {after.date.text}, "
                    f"before the one it follows ({before.date.text})",
                    "put the oldest change first",
                )


def what_was_done_has_a_day(parsed: Parsed) -> Iterator[Problem]:
    """A review and a change are dated, as well as is known, and took no period of time."""
    for claim in parsed.dataset.claims:
        for when, way in _done(claim):
            if when.is_period:
                yield Problem(
                    claim.origin.path(*way),
                    f"{_named(claim)} has a period, {when.text}, where a day is expected",
                    "write the day on which it was done, or the month or year where no more is known",
                )


def a_date_as_written_is_resolved(parsed: Parsed) -> Iterator[Problem]:
    """Where a source's own words for a date are given, so is the date they were taken to mean."""
    for claim in parsed.dataset.claims:
        if claim.date_as_written and not claim.date:
            yield Problem(
                claim.origin.path("date_as_written"),
                f"{_named(claim)} has a date as written but no date",
                "add `date:`, as precise as it can be known",
            )


def a_title_is_used_once(parsed: Parsed) -> Iterator[Problem]:
    """No two claims have one title: it heads a page, and is all that lists show."""
    met: dict[str, Claim] = {}
    for claim in parsed.dataset.claims:
        first = met.setdefault(" ".join(claim.title.split()), claim)
        if first is not claim:
            yield Problem(
                claim.origin.path("title"),
                f"{_named(claim)} has the title of {_named(first)}",
                "say in each title what tells it apart, or keep one claim",
                beside=first.origin.path(),
            )


def a_citation_is_used_once(parsed: Parsed) -> Iterator[Problem]:
    """No two sources have one title, publisher and date: they head a page, and are all that lists show."""
    met: dict[str, Source] = {}
    for source in parsed.dataset.sources:
        first = met.setdefault(_citation(source), source)
        if first is not source:
            yield Problem(
                source.origin.path("title" if source.title else "described"),
                f"{_named(source)} has the title, publisher and date of {_named(first)}",
                "keep one; where they are two works, write a more exact `date:`, or `described:` to tell them apart",
                beside=first.origin.path(),
            )


def _citation(source: Source) -> str:
    # As pages print it, but for spaces and the form of the date: views.SourceView.citation.
    shown = source.title or f"[{source.described}]"
    return " ".join(f"{shown}, {source.publisher}, {source.date.text if source.date else ''}".split())


def a_spelling_belongs_to_one_term(parsed: Parsed) -> Iterator[Problem]:
    """No two terms are spelled alike, capitals aside: a mention of one could not be told from the other's."""
    met: dict[str, Term] = {}
    for term in parsed.dataset.glossary:
        spellings = [(term.term, ("term",)), *((form, ("forms", n)) for n, form in enumerate(term.forms))]
        for spelling, way in spellings:
            first = met.setdefault(" ".join(spelling.casefold().split()), term)
            if first is not term:
                yield Problem(
                    term.origin.path(*way),
                    f"{_named(term)} is spelled {shown(spelling)}, as is {_named(first)}",
                    "delete it here or there, or make one term of the two",
                    beside=first.origin.path(),
                )


def no_date_lies_in_the_future(parsed: Parsed, today: date) -> Iterator[Problem]:
    """No date lies after the day of the check."""
    for record in parsed.dataset.records():
        for when, way in _dates(record):
            if when.end.first > today:
                yield Problem(
                    record.origin.path(*way),
                    f"{_named(record)} has the date {when.text}, which lies in the future",
                    f"today is {today.isoformat()}",
                    on_key=way[0] == "points",
                )


RULES: tuple[Rule, ...] = (
    an_id_is_used_once,
    a_reference_names_a_record,
    a_link_leads_somewhere,
    a_line_has_no_links,
    a_text_is_not_nested_too_deep,
    a_claim_is_not_related_to_itself,
    a_list_names_nothing_twice,
    a_source_has_a_title_or_is_described,
    a_source_that_was_seen_has_an_address,
    a_foreign_title_has_a_gloss,
    a_position_is_not_judged,
    a_position_has_only_context,
    a_verdict_rests_on_evidence,
    a_claim_does_not_vouch_for_itself,
    corroboration_comes_from_outside,
    a_quote_is_short,
    a_quote_has_no_marks_around_it,
    a_quote_belongs_to_an_appearance,
    a_chain_runs_forward,
    a_history_runs_forward,
    what_was_done_has_a_day,
    a_date_as_written_is_resolved,
    a_title_is_used_once,
    a_citation_is_used_once,
    a_spelling_belongs_to_one_term,
)
"""Every rule but the one that needs to know the day."""


# What each kind of record has of these: to ask a record of pydantic's for a field that it lacks takes long.
_NAMING: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    model: tuple(
        (field, kind)
        for field, kind in (("topics", "topic"), ("claims", "claim"), ("sources", "source"))
        if field in model.model_fields
    )
    for model in SECTIONS.values()
}
_PROSE: Mapping[type[Record], tuple[str, ...]] = {
    model: tuple(field for field in ("summary", "statement", "definition", "note") if field in model.model_fields)
    for model in SECTIONS.values()
}
_LINES: Mapping[type[Record], tuple[str, ...]] = {
    model: tuple(
        field for field in ("title", "question", "answer", "role", "description") if field in model.model_fields
    )
    for model in SECTIONS.values()
}
BETWEEN: Mapping[Rule, Sequence[str]] = {
    an_id_is_used_once: [*SECTIONS],
    corroboration_comes_from_outside: ["sources", "speakers"],
    a_title_is_used_once: ["claims"],
    a_citation_is_used_once: ["sources"],
    a_spelling_belongs_to_one_term: ["glossary"],
}
"""Rules that look at more than one record at a time and the names that there are, and the sections in which a change
can make what has not changed wrong."""


_DATED = (Source, Claim, Event)


def _named(record: Record) -> str:
    return f'{record.kind_name} "{record.id}"'


def references(record: Record) -> Iterator[tuple[str, str, Path]]:
    """Kind, name and place of each record that this one names."""
    for field, kind in _NAMING[type(record)]:
        for n, name in enumerate(getattr(record, field)):
            yield kind, name, (field, n)
    if isinstance(record, Claim):
        for n, appearance in enumerate(record.appearances):
            yield "speaker", appearance.speaker, ("appearances", n, "speaker")
            yield "source", appearance.source, ("appearances", n, "source")
        for n, evidence in enumerate(record.evidence):
            yield "source", evidence.source, ("evidence", n, "source")
        for n, relation in enumerate(record.relations):
            yield "claim", relation.claim, ("relations", n, "claim")


def prose(record: Record) -> Iterator[tuple[str, Path]]:
    """Each Markdown text of a record, and where it stands."""
    for field in _PROSE[type(record)]:
        if text := getattr(record, field):
            yield text, (field,)
    if isinstance(record, Claim):
        for n, evidence in enumerate(record.evidence):
            yield evidence.note, ("evidence", n, "note")
        if record.verdict:
            yield record.verdict.reasoning, ("verdict", "reasoning")


def _lines(record: Record) -> Iterator[tuple[str, Path]]:
    """Texts of a record that are printed as they stand, and where they are; of those into which a link may slip."""
    for field in _LINES[type(record)]:
        if text := getattr(record, field):
            yield text, (field,)
    if isinstance(record, Claim):
        if record.verdict:
            yield record.verdict.summary, ("verdict", "summary")
        for n, change in enumerate(record.changes):
            yield change.note, ("changes", n, "note")


def _quotes(claim: Claim) -> Iterator[tuple[str, Path]]:
    """The words that a claim quotes, of its own chain and of its evidence, and where they stand."""
    if claim.quote:
        yield claim.quote.text, ("quote", "text")
    for n, evidence in enumerate(claim.evidence):
        if evidence.words:
            yield evidence.words, ("evidence", n, "words")


def _dates(record: Record) -> Iterator[tuple[Edtf, Path]]:
    """Each date of a record, and where it stands."""
    if isinstance(record, _DATED) and (when := record.date):
        yield when, ("date",)
    if isinstance(record, Series):
        for when, _ in record.points:
            yield when, ("points", when.text)
    if isinstance(record, Claim):
        for n, appearance in enumerate(record.appearances):
            if appearance.date:
                yield appearance.date, ("appearances", n, "date")
        yield from _done(record)


def _done(claim: Claim) -> Iterator[tuple[Edtf, Path]]:
    """When a claim was reviewed and changed."""
    if claim.verdict:
        yield claim.verdict.reviewed, ("verdict", "reviewed")
    for n, change in enumerate(claim.changes):
        yield change.date, ("changes", n, "date")


def _fault(kind: str, name: str, names: Names) -> tuple[str, str] | None:
    """What is wrong with a name that one record has for another, and the way out."""
    known = names[kind]
    if name not in known:
        return "not defined", _way_out(name, kind, names)
    where = known[name]
    if where[-1] == "id":
        return None
    # The record's id stands where its alias does.
    present = next((id for id, at in known.items() if at == (*where[:2], "id")), None)
    return "an old id", f'write "{present}"' if present else "write the id it has now"


def _way_out(name: str, kind: str, names: Names) -> str:
    if other := next((k for k in names if name in names[k]), None):
        return f'"{name}" stands under "{section_of(other)}", not under "{section_of(kind)}"'
    if near := nearest(name, (known for known in names[kind] if re.fullmatch(ID_PATTERN, known))):
        return f'did you mean "{near}"?'
    number = len(names[kind])
    there = f", or name one of the {number} that are there" if number > 1 else ""
    return f'define it under "{section_of(kind)}"{there}'
