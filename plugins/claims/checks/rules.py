"""The errors: rules on names, references, dates and completeness that the whole file must keep.

Each function with `@error` is a rule; its docstring states the rule.
"""

import contextlib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from operator import itemgetter

from ..model import fields, links, targets
from ..model.parser import Parsed
from ..model.records import (
    PLACEHOLDER,
    READ,
    As,
    Claim,
    ClaimKind,
    Dataset,
    Label,
    Record,
    Seen,
    Source,
    Stance,
    TopLevelRecord,
)
from ..model.scalars import MAX_QUOTE_WORDS, is_id
from ..source.diagnostics import MAX_PROBLEMS, Path, Problem, listing, nearest, shown
from ..source.grouping import by_key, repeated
from ..source.quotation import normalize, stands_in
from ..verdict import COUNTING, Judgement, PartLabel, Passage, ReadingLabel, WitnessCounter, trace_origins
from .universals import wrong_universals

_CLAIM_LINK = re.compile(r"\[([^\]]+)\]\(claim:([a-z0-9-]+)\)")
_A_DAY = timedelta(days=1)  # by which two places of the earth may have different dates
_QUOTED = re.compile('“[^“”]*”|‘[^‘’]*’|«[^«»]*»|"[^"]*"')


@dataclass(frozen=True)
class Facts:
    """A parsed file, the day, and what several rules derive from the file. The loader makes one per check."""

    parsed: Parsed
    today: date

    @property
    def dataset(self) -> Dataset:
        """The records."""
        return self.parsed.dataset

    @cached_property
    def sides_are_defined(self) -> bool:
        """Whether every speaker and side that a record names is defined."""
        for record in self.dataset.written():
            for kind, id, path in fields.references(record):
                if path[-1] in {"side", "speaker"} and any(targets.record_faults(kind, id, self.parsed.names)):
                    return False
        return True

    @cached_property
    def circles(self) -> list[tuple[Source, list[str]]]:
        """A source of each circle in which sources pass on each other, and the ids that lead from it back to it."""
        circles = []
        sources = dict(self.dataset.sources_by_id)
        while True:
            try:
                trace_origins(sources.values())
            except CycleError as error:
                ids = error.args[1][:-1][::-1]  # each passes on the next one, and the last the first
                first = min(ids, key=[*sources].index)
                position = ids.index(first)
                circles.append((sources.pop(first), [*ids[position + 1 :], *ids[:position]]))
            else:
                return circles

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """What follows from the evidence of each claim, by its id; claims that name undefined records are left out."""
        broken = {source.id for source, _ in self.circles}
        sound = tuple(source for source in self.dataset.sources if source.id not in broken)
        counter = WitnessCounter(replace(self.dataset, sources=sound))
        judgements = {}
        for claim in self.dataset.claims:
            with contextlib.suppress(KeyError, CycleError, RecursionError):  # other rules report these
                judgements[claim.id] = counter.judge(claim)
        return judgements


Rule = Callable[[Facts], Iterator[Problem]]

ERRORS: list[Rule] = []
"""The rules, in the order of this module. A file with more than MAX_PROBLEMS shows those of the first rules."""


def error(rule: Rule) -> Rule:
    """Register a rule, so that `check` runs it."""
    ERRORS.append(rule)
    return rule


def check(facts: Facts) -> Iterator[Problem]:
    """Yield the problems that the rules find, at most MAX_PROBLEMS; none if only a part of the file was parsed."""
    if len(facts.parsed.problems) < MAX_PROBLEMS:
        yield from itertools.islice(_all_problems(facts), MAX_PROBLEMS)


def _all_problems(facts: Facts) -> Iterator[Problem]:
    # While a speaker or side is undefined, nobody knows whose word is whose, and these rules would report nonsense.
    about_sides = (
        a_part_that_is_the_same_has_passages_elsewhere,
        a_verdict_follows_from_its_witnesses,
        nobody_else_is_said_of_what_others_say,
    )
    for rule in ERRORS:
        if facts.sides_are_defined or rule not in about_sides:
            yield from rule(facts)


@error
def a_reference_names_a_record(facts: Facts) -> Iterator[Problem]:
    """Whatever names a topic, speaker, source or claim names one that is defined, by its present id."""
    for record in facts.dataset.written():
        for kind, id, path in fields.references(record):
            for fault, help in targets.record_faults(kind, id, facts.parsed.names):
                way = f"a name in words will do too; else {help}" if path[-1] == "said_by" else help
                yield _problem(record, path, f'names {kind} "{id}", which is {fault}', way)


@error
def an_id_is_used_once(facts: Facts) -> Iterator[Problem]:
    """No two records, of whatever kind, share an id or an alias."""
    records = facts.dataset.records()
    names: list[tuple[str, Record, Path]] = [(record.id, record, ("id",)) for record in records]
    for record in records:
        names += [(alias, record, ("aliases", n)) for n, alias in enumerate(record.aliases)]
    for (name, record, path), (_, first, _) in repeated(names, key=itemgetter(0)):
        message = f'the id "{name}" is taken already, by {first}'
        help = "give this one another id: addresses and links are made of it"
        if path[0] == "aliases":
            help = "delete it here, unless the other is to have another id"
        yield Problem(record.location.path(*path), message, help, beside=first.location.path())


@error
def a_link_leads_somewhere(facts: Facts) -> Iterator[Problem]:
    """A link leads to an address, or as `(claim:some-id)` to a record that is defined, by its present id.

    Only a verdict links to passages, as in `(source:some-id#2)`, and only to those of its own claim.
    """
    for record, text, path in fields.all_texts(facts.dataset, "markdown"):
        wordless = links.WORDLESS.search(text) if "[" in text else None
        if wordless:
            help = "write between the square brackets what it leads to"
            yield _problem(record, path, f"has a link without words: {wordless[0]}", help, spot=wordless[0])
        html = facts.parsed.markdown.html(text)
        passages = record.evidence if isinstance(record, Claim) and path[0] == "verdict" else ()
        passage_counts = Counter(passage.source for passage in passages)
        for message, help, spot in targets.link_faults(text, html, facts.parsed.names, passage_counts):
            yield _problem(record, path, message, help, spot=spot)


@error
def a_claim_belongs_to_a_text(facts: Facts) -> Iterator[Problem]:
    """If there are several texts, each claim names its own."""
    texts = facts.dataset.texts
    if len(texts) > 1:
        names = listing(f"`text: {text.id}`" for text in texts)
        for claim in facts.dataset.claims:
            if not claim.text:
                yield _problem(claim, (), "does not say of which text it is a claim", f"write {names}")


@error
def a_number_filled_in_is_known(facts: Facts) -> Iterator[Problem]:
    """The texts of the site fill in only numbers that are counted: claims, sources, or the claims of a text."""
    site = facts.dataset.site
    counts = facts.dataset.counts()
    for text, path in fields.texts(site, "plain text", "markdown"):
        for name, words in PLACEHOLDER.findall(text):
            text_id = name.partition(":")[0]
            is_broken_text = text_id not in counts and facts.parsed.names["text"].get(text_id, ())[-1:] == ("id",)
            if name not in counts and not is_broken_text:  # whose own mistake is reported
                near = nearest(name, counts)
                allowed = listing(f"`{{{count}}}`" for count in counts if ":" not in count)
                help = f"did you mean `{{{near}}}`?" if near else f"it can be {allowed}"
                message = f"fills in {shown(name)}, which is not counted"
                yield _problem(site, path, message, help, spot=f"{{{name}{words}}}")


@error
def a_finding_has_a_claim_or_a_word(facts: Facts) -> Iterator[Problem]:
    """Each finding on the home page has either a claim, whose verdict it shows, or a word in place of a verdict."""
    site = facts.dataset.site
    for n, finding in enumerate(site.findings):
        if bool(finding.claim) == bool(finding.word):
            have = "both a claim and a word" if finding.claim else "neither a claim nor a word"
            help = "write `claim:`, whose verdict it then shows, or `word:`"
            yield _problem(site, ("findings", n), f"has a finding with {have}", help)


@error
def a_series_has_figures(facts: Facts) -> Iterator[Problem]:
    """A series has points or bars."""
    for series in facts.dataset.series:
        if not series.points and not series.bars:
            help = "write a figure for each date under `points:`, or figures side by side under `bars:`"
            yield _problem(series, (), "has no figures", help)


@error
def paragraphs_tell_of_their_own_claims(facts: Facts) -> Iterator[Problem]:
    """The retelling of a text links to no claim of another text, and quotes its own correctly."""
    dataset = facts.dataset
    text_ids = {text.id for text in dataset.texts}
    for text in dataset.texts:
        for n, paragraph in enumerate(text.paragraphs):
            path = ("paragraphs", n, "text")
            for words, id in _CLAIM_LINK.findall(paragraph.text):
                claim = dataset.claims_by_id.get(id)
                if claim is None or dataset.text_of(claim) not in text_ids:
                    continue  # another rule reports it
                if dataset.text_of(claim) != text.id:
                    yield _problem(text, path, f'tells of claim "{id}", which is not its own', "delete the link")
                    continue
                original = normalize(claim.quote.text.casefold() if claim.quote else "")
                for quotation in _QUOTED.findall(words):
                    if not stands_in(normalize(quotation[1:-1].strip(" .,;:").casefold()), original):
                        message = f'quotes words that the quotation of claim "{id}" does not have: {shown(quotation)}'
                        yield _problem(text, path, message, "write them as they stand there, or without the marks")


@error
def a_source_has_a_title_or_is_described(facts: Facts) -> Iterator[Problem]:
    """A source has either the title that was seen or a description in our words."""
    for source in facts.dataset.sources:
        if bool(source.title) == bool(source.described):
            have = "both a title and a description" if source.title else "neither a title nor a description"
            help = "write `title:` as you saw it on the page, or `described:` in your own words"
            yield _problem(source, (), f"has {have}", help)


@error
def a_source_that_was_seen_has_an_address(facts: Facts) -> Iterator[Problem]:
    """A source that was read has an address, or a note that says why it has none."""
    for source in facts.dataset.sources:
        if source.seen in READ and not (source.address or source.isbn or source.note):
            help = "add `url:`, `doi:` or `isbn:`, or say in `note:` why there is none"
            yield _problem(source, (), "has no address", help)


@error
def an_opinion_is_not_judged(facts: Facts) -> Iterator[Problem]:
    """A claim of kind `position` has the label `opinion` and no parts in its main reading; no other claim has it."""
    for claim in facts.dataset.claims:
        is_position = claim.kind is ClaimKind.POSITION
        if claim.verdict and is_position != (claim.verdict.label is Label.OPINION):
            if is_position:
                message = f'is a position and has the verdict "{claim.verdict.label}"'
                help = "a stance or a value is not checkable: write `label: opinion`, or change `kind:`"
            else:
                message = f'has the verdict "opinion" and is of kind "{claim.kind}"'
                help = "write `kind: position`, or choose another verdict"
            yield _problem(claim, ("verdict", "label"), message, help)
        for n, part in enumerate(claim.parts):
            if is_position and not part.reading:
                help = "name the reading in which it can be checked with `reading:`, or make a claim of its own of it"
                yield _problem(claim, ("parts", n, "id"), f'is a position and has the part "{part.id}"', help)


@error
def an_opinion_has_only_context(facts: Facts) -> Iterator[Problem]:
    """The evidence on an opinion is context: nothing supports or contradicts a stance."""
    for claim in facts.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if claim.kind is ClaimKind.POSITION and not evidence.part and evidence.stance is not Stance.CONTEXT:
                message = f'is a position, and its evidence {n + 1} has the stance "{evidence.stance}"'
                help = "write `stance: context`, or name the `part:` of another reading on which it bears"
                yield _problem(claim, ("evidence", n, "stance"), message, help)


@error
def a_verdict_rests_on_evidence(facts: Facts) -> Iterator[Problem]:
    """A claim with a verdict other than `opinion` has evidence, or a part that is judged with another claim."""
    for claim in facts.dataset.claims:
        if claim.verdict and claim.verdict.label is not Label.OPINION and not _has_evidence(claim):
            help = "add `evidence:`, or leave the verdict out for now"
            yield _problem(claim, ("verdict",), "has a verdict but no evidence", help, on_key=True)


def _has_evidence(claim: Claim) -> bool:
    return bool(claim.evidence) or any(part.same for part in claim.parts)


@error
def no_source_passes_on_itself(facts: Facts) -> Iterator[Problem]:
    """Following `relays` and `edition_of` from source to source leads to an origin, never in a circle."""
    for source, others in facts.circles:
        field = "edition_of" if source.edition_of == (others or [source.id])[0] else "relays"
        message, fields_to_delete = "leads back to itself", f"`{field}:`"
        if others:
            message += " by way of " + listing([f'"{id}"' for id in others], last="and")
            fields_to_delete = "`relays:` or `edition_of:` on the one that came first"
        yield _problem(source, (field,), message, f"delete {fields_to_delete}", on_key=True)


@error
def a_part_is_one_of_the_claims(facts: Facts) -> Iterator[Problem]:
    """Evidence names a part that its claim has, and the parts and the readings of a claim have distinct ids."""
    for claim in facts.dataset.claims:
        ids = {"parts": [part.id for part in claim.parts], "readings": [reading.id for reading in claim.readings]}
        for field, field_ids in ids.items():
            for (n, id), _ in repeated(enumerate(field_ids), key=itemgetter(1)):
                help = f"give each {field[:-1]} an id of its own"
                yield _problem(claim, (field, n, "id"), f'has two {field} "{id}"', help)
        for n, evidence in enumerate(claim.evidence):
            user = f"which its evidence {n + 1} names"
            yield from _unknown_name(claim, ("evidence", n, "part"), "part", evidence.part, user)


@error
def a_part_refers_to_what_is_there(facts: Facts) -> Iterator[Problem]:
    """A part names a reading and another part that exist, never in a circle; each reading has a part."""
    for claim in facts.dataset.claims:
        next_part = {part.id: part.of for part in claim.parts}
        for n, part in enumerate(claim.parts):
            user = f'which its part "{part.id}" names'
            yield from _unknown_name(claim, ("parts", n, "reading"), "reading", part.reading, user)
            yield from _unknown_name(claim, ("parts", n, "of"), "part", part.of, user)
            step, steps = part.of, 0
            while step and step != part.id and steps < len(next_part):
                step, steps = next_part.get(step), steps + 1
            if step == part.id:
                message = f'has a part "{part.id}" that refers back to itself'
                yield _problem(claim, ("parts", n, "of"), message, "delete `of:` on the one that the others refer to")
        for n, reading in enumerate(claim.readings):
            if all(part.reading != reading.id for part in claim.parts):
                help = f"write `reading: {reading.id}` on its parts, or delete the reading"
                yield _problem(claim, ("readings", n, "id"), f'has a reading "{reading.id}" without parts', help)


def _unknown_name(claim: Claim, path: Path, kind: str, id: str | None, user: str) -> Iterator[Problem]:
    """Report the id of a part or reading that the claim does not have; `user` says in the message what names it."""
    items = claim.parts if kind == "part" else claim.readings
    ids_by_text = {item.text.casefold(): item.id for item in items}
    ids = [item.id for item in items]
    if not id or id in ids:
        return
    near = ids_by_text.get(id.casefold()) or nearest(id, ids)
    help = f'did you mean "{near}"?' if near else f"list it under `{kind}s:`, or leave `{path[-1]}:` out"
    if not near and ids and not is_id(id):
        help = f"write the id of one: {listing(ids)}"
    yield _problem(claim, path, f"has no {kind} {shown(id)}, {user}", help)


@error
def a_part_that_is_the_same_has_passages_elsewhere(facts: Facts) -> Iterator[Problem]:
    """A part that says the same as one of another claim, made by the same side, leaves the passages to that one."""
    dataset = facts.dataset
    for claim in dataset.claims_by_id.values():
        for n, part in enumerate(claim.parts):
            other = dataset.claims_by_id.get(part.same.claim) if part.same else None
            if not part.same or not other:
                continue  # another rule reports an undefined claim
            path = ("parts", n, "same", "part")
            parts = [candidate.id for candidate in other.parts if not candidate.same]
            if part.same.part not in parts:
                near = nearest(part.same.part, parts)
                help = f'did you mean "{near}"?' if near else "name a part that has them"
                message = f'names part "{part.same.part}", of which {other} has no passages'
                yield _problem(claim, path, message, help)
            elif _sides_of_makers(dataset, claim) != _sides_of_makers(dataset, other):
                help = "enter the passages here too: whose word each is depends on who made the claim"
                yield _problem(claim, path, f"is judged with {other}, which another side made", help)
            for m, evidence in enumerate(claim.evidence):
                if evidence.part == part.id:
                    message = f'has evidence on its part "{part.id}", which is judged with {other}'
                    yield _problem(claim, ("evidence", m, "part"), message, "put the passage there, or delete `same:`")
    yield from _claims_judged_in_a_circle(dataset)


def _sides_of_makers(dataset: Dataset, claim: Claim) -> set[str]:
    """Return the sides of the speakers who made a claim."""
    makers = [appearance.speaker for appearance in claim.appearances if not appearance.cited]
    speakers = [dataset.speakers_by_id[id] for id in makers if id in dataset.speakers_by_id]
    return {speaker.side for speaker in speakers if speaker.side}


def _claims_judged_in_a_circle(dataset: Dataset) -> Iterator[Problem]:
    """Report the first circle of claims whose parts leave their passages to each other."""
    others = {}
    for claim in dataset.claims_by_id.values():
        others[claim.id] = [part.same.claim for part in claim.parts if part.same]
    try:
        TopologicalSorter(others).prepare()
    except CycleError as cycle:
        circle = [claim for claim in dataset.claims_by_id.values() if claim.id in cycle.args[1]]
        help = f"delete `same:` in {listing(shown(claim.id) for claim in circle)}, and enter the passages there"
        yield _problem(circle[0], ("parts",), "is judged with a claim that is judged with it", help, on_key=True)


@error
def a_verdict_follows_from_its_witnesses(facts: Facts) -> Iterator[Problem]:
    """The label of each reading of a claim is the one that follows from its witnesses, part by part."""
    for claim in facts.dataset.claims:
        judgement = facts.judgements.get(claim.id)
        if not claim.verdict or not _has_evidence(claim) or not judgement:
            continue
        part_ids = [part.id for part in claim.parts]
        if any(evidence.part and evidence.part not in part_ids for evidence in claim.evidence):
            continue  # another rule reports it, and the label may be right
        labels: dict[str | None, tuple[Label, Path]] = {None: (claim.verdict.label, ("verdict",))}
        for n, verdict in enumerate(claim.verdict.readings):
            labels[verdict.id] = (verdict.label, ("verdict", "readings", n))
        for reading in judgement.readings:
            label, path = labels.pop(reading.id, (None, ("verdict",)))
            is_opinion = not reading.id and Label.OPINION in {label, reading.label}
            if label is not reading.label and not is_opinion:  # another rule is about opinions
                yield _wrong_label(claim, reading, label, path)
        for id, (_, path) in labels.items():
            message = f'has a verdict on the reading "{id}", of which it has no parts'
            help = f"write `reading: {id}` on its parts, or delete the verdict on it"
            yield _problem(claim, (*path, "id"), message, help)


def _wrong_label(claim: Claim, reading: ReadingLabel, label: Label | None, path: Path) -> Problem:
    """Return the problem of a reading that has another label than its evidence, or no label."""
    where = f' in its reading "{reading.id}"' if reading.id else ""
    has_label = f'is "{label}"' if label else "has no label"
    message = f'{has_label}{where}, but its evidence adds up to "{reading.label}"'
    help = "go over the passages, then write the label that follows"
    if not label:
        help = f"add `{{id: {reading.id}, label: …, summary: …}}` to `readings:` of the verdict"
    help += f"; {_explanation(reading)}"
    return _problem(claim, (*path, "label") if label else path, message, help, on_key=not label)


def _explanation(reading: ReadingLabel) -> str:
    """Return the witnesses and the label of each part of a reading, and why other passages do not count."""
    reasons = ["witnesses: " + "; ".join(_witnesses_of_part(part) for part in reading.parts)]
    if reading.label is Label.UNCONFIRMED and any(part.label is not Label.UNCONFIRMED for part in reading.parts):
        reasons.append(f'no claim is stronger than its first part, "{reading.parts[0].count.id}"')
    uncounted = _uncounted_passages(reading)
    if uncounted:
        groups = [f"{reason} ({_places(passages)})" for reason, passages in uncounted.items()]
        reasons.append(f"not counted: {', '.join(groups)}")
    return "; ".join(reasons)


def _witnesses_of_part(part: PartLabel) -> str:
    """Return the numbers of witnesses for and against a part, with their passages: `2 for (evidence 1 and 3)`."""
    count = part.count
    groups = []
    for witnesses, bearing in (
        (count.supports, "for"),
        (count.partly, "in part"),
        (count.qualifies, "limiting"),
        (count.refutes, "against"),
        (count.opposes, "against by the other side"),
    ):
        if witnesses:
            passages: list[Passage] = []
            for witness in witnesses:
                passages += witness.passages
            groups.append(f"{len(witnesses)} {bearing} ({_places(passages)})")
    if not groups:
        groups.append(f"those of claim {shown(part.same.claim)}" if part.same else "none")
    name = f'"{count.id}" {part.label}: ' if count.id else ""
    limit = f', no stronger than "{part.limited_by}"' if part.limited_by else ""
    return f"{name}{listing(groups, last='and')}{limit}"


def _uncounted_passages(reading: ReadingLabel) -> dict[str, list[Passage]]:
    """Return the passages that speak for or against a reading and do not count, by the reason."""
    stances = {Stance.SUPPORTS, Stance.PARTLY, Stance.CONTRADICTS}
    passages = [passage for passage in reading.passages if passage.evidence.stance in stances]
    return by_key((passage.exclusion, passage) for passage in passages if passage.exclusion)


def _places(passages: Iterable[Passage]) -> str:
    """Return the places of passages in the file, counted from 1: `evidence 1 and 3`."""
    numbers = sorted(passage.number for passage in passages)
    return f"evidence {listing([str(number) for number in numbers], last='and')}"


@error
def nobody_else_is_said_of_what_others_say(facts: Facts) -> Iterator[Problem]:
    """A text says “only the North says so” only if no passage from outside says so too, whether it counts or not."""
    dataset = facts.dataset
    for universal in wrong_universals(dataset, dataset.site.language, facts.judgements):
        yield _problem(universal.record, universal.path, universal.message, universal.help, spot=universal.words)


@error
def what_counts_was_read(facts: Facts) -> Iterator[Problem]:
    """No passage from a source of which nothing was read counts or is quoted."""
    unread = {source.id for source in facts.dataset.sources if source.seen is Seen.NONE}
    for claim in facts.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if evidence.source not in unread:
                continue
            if evidence.as_ in COUNTING and evidence.stance is not Stance.CONTEXT:
                use, way = "counts", "write `stance: context`"
            elif evidence.words:
                use, way = "quotes", "delete `words:`"
            else:
                continue
            message = f'{use} its evidence {n + 1}, from source "{evidence.source}", of which nothing was read'
            help = f"write under `seen:` of that source how much of it you read, or {way} here"
            yield _problem(claim, ("evidence", n, "source"), message, help)


@error
def a_record_is_no_older_than_the_event(facts: Facts) -> Iterator[Problem]:
    """A record that counts was not published before the date of its claim or part.

    A commitment is dated by when it falls due, and a passage with a date of its own is about that time.
    """
    for claim in facts.dataset.claims:
        if claim.kind is ClaimKind.COMMITMENT:
            continue
        part_dates = {part.id: part.date for part in claim.parts}
        for n, evidence in enumerate(claim.evidence):
            event = part_dates.get(evidence.part or "") or claim.date
            source = facts.dataset.sources_by_id.get(evidence.source)
            if not event or event.is_period or not source or not source.date:
                continue
            counts = evidence.as_ is As.RECORD and evidence.stance is not Stance.CONTEXT and not evidence.date
            if counts and source.date.last < event.first:
                message = f"counts its evidence {n + 1}, of {source.date.text}, for an event of {event.text}"
                help = "write `as: announcement` where it says what was to come, or add the `date:` that it speaks of"
                yield _problem(claim, ("evidence", n, "source"), message, help)


@error
def a_quote_is_a_few_words(facts: Facts) -> Iterator[Problem]:
    """A quotation is a few words, never a passage."""
    for record in facts.dataset.written():
        for text, path in fields.texts(record, "quotation"):
            count = len(text.split())
            if count > MAX_QUOTE_WORDS:
                message = f"quotes {count} words, and {MAX_QUOTE_WORDS} is the most"
                yield _problem(record, path, message, "keep the words that matter, and tell the rest in your own")


@error
def a_quote_belongs_to_an_appearance(facts: Facts) -> Iterator[Problem]:
    """A quote names one of the claim's appearances, counted from 1."""
    for claim in facts.dataset.claims:
        if claim.quote and claim.quote.appearance > len(claim.appearances):
            message = f"quotes appearance {claim.quote.appearance} of {len(claim.appearances)}"
            yield _problem(claim, ("quote", "appearance"), message, "count the appearances from 1")


@error
def no_date_lies_in_the_future(facts: Facts) -> Iterator[Problem]:
    """No date is after the day of the check, except that of a commitment.

    One more day is allowed: for the machine that checks it may still be yesterday.
    """
    for record in facts.dataset.records():
        is_commitment = isinstance(record, Claim) and record.kind is ClaimKind.COMMITMENT
        for when, path in fields.dates(record):
            if when.end.first > facts.today + _A_DAY and not (is_commitment and path == ("date",)):
                message = f"has the date {when.text}, which lies in the future"
                help = f"today is {facts.today.isoformat()}"
                yield _problem(record, path, message, help, on_key=path[0] == "points")


def _problem(
    record: TopLevelRecord,
    path: Path,
    message: str,
    help: str,
    *,
    on_key: bool = False,
    spot: str = "",
    beside: Path = (),
) -> Problem:
    """Return the problem of a value in a record; the message goes on after the record's name."""
    message = f"{record} {message}"
    return Problem(record.location.path(*path), message, help, on_key=on_key, spot=spot, beside=beside)
