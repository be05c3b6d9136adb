"""The dataset as a whole: names, references, dates, completeness.

Each public function here but `check` is a rule, and its docstring says which.
"""

import contextlib
import inspect
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from ..model import fields, links, targets
from ..model.parser import Parsed
from ..model.records import (
    PLACEHOLDER,
    READ,
    As,
    ChangeKind,
    Claim,
    ClaimKind,
    Label,
    Record,
    Seen,
    Source,
    Stance,
    Term,
    TopLevelRecord,
    Withdrawn,
)
from ..model.scalars import MAX_QUOTE_WORDS, is_id
from ..source.dates import Edtf
from ..source.diagnostics import MAX_PROBLEMS, Path, Problem, listing, nearest, shown
from ..source.grouping import by_key, repeated
from ..source.quotation import normalize, stands_in
from ..verdict.counter import COUNTING, Judgement, ReadingLabel, WitnessCounter
from ..verdict.origins import make_origins
from .universals import wrong_universals

_CLAIM_LINK = re.compile(r"\[([^\]]+)\]\(claim:([a-z0-9-]+)\)")
_WEB_BEGAN = 1991
_A_DAY = timedelta(days=1)  # by which two places of the earth may have different dates
MAX_SAME_LIMITS = 3
_FORMS = 2  # of a word that goes with a number
_MARKED = re.compile('“[^“”]*”|‘[^‘’]*’|«[^«»]*»|"[^"]*"')


def an_id_is_used_once(parsed: Parsed) -> Iterator[Problem]:
    """An id or alias names one record: no other record, of whatever kind, has it too."""
    records = parsed.dataset.records()
    names: list[tuple[str, Record, Path]] = [(record.id, record, ("id",)) for record in records]
    names += ((id, record, ("aliases", n)) for record in records for n, id in enumerate(record.aliases))
    for (name, record, path), (_, first, _) in repeated(names, key=lambda named: named[0]):
        message = f'the id "{name}" is taken already, by {first}'
        help = "give this one another id: addresses and links are made of it"
        if path[0] == "aliases":
            help = "delete it here, unless the other is to have another id"
        yield Problem(record.location.path(*path), message, help, beside=first.location.path())


def a_reference_names_a_record(parsed: Parsed) -> Iterator[Problem]:
    """Whatever names a topic, speaker, source or claim names one that is defined, by its present id."""
    for record in parsed.dataset.written():
        for kind, id, path in fields.references(record):
            for what, help in targets.record_faults(kind, id, parsed.names):
                way = f"a name in words will do too; else {help}" if path[-1] == "said_by" else help
                yield _problem(record, path, f'names {kind} "{id}", which is {what}', way)


def a_link_leads_somewhere(parsed: Parsed) -> Iterator[Problem]:
    """A link in prose leads to an address, or as `(claim:some-id)` to a record that is defined, by its present id.

    Only a verdict names passages, as in `(source:some-id#2)`, and its claim has them.
    """
    for record, text, path in fields.all_texts(parsed.dataset, "markdown"):
        if empty := "[" in text and links.WORDLESS.search(text):
            help = "write between the square brackets what it leads to"
            yield _problem(record, path, f"has a link without words: {empty[0]}", help, spot=empty[0])
        html = "" if links.deep_line(text) else parsed.markdown.html(text)
        evidence = record.evidence if isinstance(record, Claim) and path[0] == "verdict" else ()
        held = Counter(passage.source for passage in evidence)
        for message, help, spot in targets.link_faults(text, html, parsed.names, held):
            yield _problem(record, path, message, help, spot=spot)


def a_text_is_not_nested_too_deep(parsed: Parsed) -> Iterator[Problem]:
    """A text has no more lists in lists than Markdown can take."""
    for record, text, path in fields.all_texts(parsed.dataset, "markdown"):
        if line := links.deep_line(text):
            yield _problem(record, path, f"has {links.TOO_DEEP}", links.LESS_DEEP, spot=line.strip())


def a_claim_belongs_to_a_text(parsed: Parsed) -> Iterator[Problem]:
    """Where there are several texts, each claim says of which it is."""
    if len(parsed.dataset.texts) > 1:
        names = listing([f"`text: {text.id}`" for text in parsed.dataset.texts])
        for claim in parsed.dataset.claims:
            if not claim.text:
                yield _problem(claim, (), "does not say of which text it is a claim", f"write {names}")


def an_event_is_told_by_something(parsed: Parsed) -> Iterator[Problem]:
    """An event is on record, or a text tells of it."""
    for event in parsed.dataset.events:
        if not event.on_record and not event.texts:
            help = "name the texts that tell of it under `texts:`, or delete `on_record:`"
            yield _problem(event, ("on_record",), "is not on record, and no text tells of it", help, on_key=True)


def a_number_filled_in_is_known(parsed: Parsed) -> Iterator[Problem]:
    """What is told of the site fills in numbers that are counted: of claims, of sources, or of a text's claims."""
    site, known = parsed.dataset.site, parsed.dataset.counts()
    for text, path in fields.texts(site, "plain text", "markdown"):
        for name, words in PLACEHOLDER.findall(text):
            if words and words.count("|") != _FORMS:
                message = f"fills in {shown(name + words)} without a word for one and a word for more"
                yield _problem(site, path, message, "write them as in `{claims|claim|claims}`", spot=f"{{{name}{words}")
            if name not in known:
                near = nearest(name, known)
                allowed = listing([f"`{{{name}}}`" for name in known if ":" not in name])
                help = f"did you mean `{{{near}}}`?" if near else f"it can be {allowed}"
                yield _problem(
                    site, path, f"fills in {shown(name)}, which is not counted", help, spot=f"{{{name}{words}}}"
                )


def a_finding_has_a_claim_or_a_word(parsed: Parsed) -> Iterator[Problem]:
    """Each finding of the home page has the verdict of a claim or a word of its own, not both, which is no verdict."""
    site = parsed.dataset.site
    for n, finding in enumerate(site.findings):
        if bool(finding.claim) == bool(finding.word):
            have = "both a claim and a word" if finding.claim else "neither a claim nor a word"
            help = "write `claim:`, whose verdict it then shows, or `word:`"
            yield _problem(site, ("findings", n), f"has a finding with {have}", help)
        elif finding.word and finding.word.casefold() in _VERDICTS:
            help = "name the claim under `claim:`, whose verdict it then shows, or write another word"
            yield _problem(site, ("findings", n, "word"), f"has a verdict written by hand: {shown(finding.word)}", help)


_VERDICTS = {
    *(label.replace("-", " ") for label in Label),
    *("confirmada", "confirmada en parte", "sin confirmar", "en disputa", "contradicha", "opinión"),
    *("已证实", "部分证实", "未获独立证实", "说法不一", "与证据不符", "观点"),
}
"""The words of verdicts in the languages that come with the theme, in small letters."""


def chapters_begin_one_after_another(parsed: Parsed) -> Iterator[Problem]:
    """Each chapter of the timeline but the first says since when, and begins after the one before it."""
    site = parsed.dataset.site
    for n, (before, chapter) in enumerate(itertools.pairwise(site.chapters), 1):
        if chapter.since is None:
            help = "write `since:`, the date on which it begins"
            yield _problem(site, ("chapters", n), "has a chapter that does not say when it begins", help)
        elif before.since and chapter.since.first <= before.since.first:
            message = f"has a chapter that does not begin ({chapter.since.text}) after the one before it"
            yield _problem(site, ("chapters", n, "since"), message, "write the chapters in the order of their dates")


def a_drawing_marks_what_it_shows(parsed: Parsed) -> Iterator[Problem]:
    """A series has points or bars; its incomplete dates are among its points."""
    for series in parsed.dataset.series:
        if not series.points and not series.bars:
            help = "write a figure for each date under `points:`, or figures side by side under `bars:`"
            yield _problem(series, (), "has no figures", help)
        for name in ("points", "marks", "target") if series.bars else ():
            if getattr(series, name):
                help = f"delete `{name}:`, or write `points:` in place of `bars:`"
                yield _problem(series, (name,), f"has bars, which have no dates, and `{name}:`", help, on_key=True)
        points = {when.text for when, _ in series.points}
        for n, when in enumerate(series.incomplete):
            if when.text not in points:
                message = f"has no figure for {when.text}, which is said to be incomplete"
                yield _problem(series, ("incomplete", n), message, "write one of the dates of its points")


def a_claim_is_not_related_to_itself(parsed: Parsed) -> Iterator[Problem]:
    """A claim's relations are to other claims."""
    for claim in parsed.dataset.claims:
        for n, relation in enumerate(claim.relations):
            if relation.claim == claim.id:
                help = "name another claim, or delete the relation"
                yield _problem(claim, ("relations", n, "claim"), "is related to itself", help)


def paragraphs_tell_a_claim_once(parsed: Parsed) -> Iterator[Problem]:
    """Where a text is retold, its paragraphs link to a claim of it once and to no other, in their own words."""
    data = parsed.dataset
    claims = {claim.id: claim for claim in data.claims}
    for text in data.texts:
        met: set[str] = set()
        for n, paragraph in enumerate(text.paragraphs):
            path = ("paragraphs", n, "text")
            for words, id in _CLAIM_LINK.findall(paragraph.text):
                claim = claims.get(id)
                if claim is None:
                    continue  # another rule says so
                if data.text_of(claim) != text.id:
                    yield _problem(text, path, f'tells of claim "{id}", which is not its own', "delete the link")
                    continue
                if id in met:
                    yield _problem(text, path, f'tells twice of claim "{id}"', "link to it once")
                met.add(id)
                quoted = normalize(claim.quote.text.casefold() if claim.quote else "")
                for quotation in _MARKED.findall(words):
                    if not stands_in(normalize(quotation[1:-1].strip(" .,;:").casefold()), quoted):
                        message = f'quotes words that the quotation of claim "{id}" does not have: {shown(quotation)}'
                        yield _problem(text, path, message, "write them as they stand there, or without the marks")


def a_list_names_nothing_twice(parsed: Parsed) -> Iterator[Problem]:
    """A list of topics, claims, sources or relations names each once; one source may be evidence more than once."""
    for record in parsed.dataset.written():
        references = fields.references(record)
        for (kind, id, path), _ in repeated(references, key=lambda found: (_list_of(found[2]), found[:2])):
            if path[0] not in {"appearances", "evidence", "findings", "parts"}:
                yield _problem(record, path, f'names {kind} "{id}" twice', "keep one")


def _list_of(path: Path) -> Path:
    """Return the path of the list in which a record is named, alone or as a field of its items."""
    return path[:-1] if isinstance(path[-1], int) else path[:1]


def a_source_has_a_title_or_is_described(parsed: Parsed) -> Iterator[Problem]:
    """A source has the title that was seen, or a description in our words, not both."""
    for source in parsed.dataset.sources:
        if bool(source.title) == bool(source.described):
            have = "both a title and a description" if source.title else "neither a title nor a description"
            help = "write `title:` as you saw it on the page, or `described:` in your own words"
            yield _problem(source, (), f"has {have}", help)


def a_source_that_was_seen_has_an_address(parsed: Parsed) -> Iterator[Problem]:
    """A source without an address says why in its note, unless it was not found."""
    for source in parsed.dataset.sources:
        found = source.address or source.isbn or source.note
        if not found and source.seen in READ:
            help = "add `url:`, `doi:` or `isbn:`, or say in `note:` why there is none"
            yield _problem(source, (), "has no address", help)


def a_foreign_title_has_a_gloss(parsed: Parsed) -> Iterator[Problem]:
    """A title in another language than that of the file is followed by its meaning in it."""
    own = parsed.dataset.site.language
    meaning = "English" if own == "en" else f'the language "{own}"'
    for source in parsed.dataset.sources:
        if source.title and source.lang != own and not source.gloss:
            message = f'has a title in "{source.lang}" without a gloss'
            yield _problem(source, ("title",), message, f"add `gloss:`, the title's meaning in {meaning}")


def an_opinion_is_not_judged(parsed: Parsed) -> Iterator[Problem]:
    """The main reading of a claim of kind `position` has the label `opinion` and no parts, and no other has it."""
    for claim in parsed.dataset.claims:
        if claim.verdict and (claim.kind is ClaimKind.POSITION) != (claim.verdict.label is Label.OPINION):
            if claim.kind is ClaimKind.POSITION:
                message = f'is a position and has the verdict "{claim.verdict.label}"'
                help = "a stance or a value is not checkable: write `label: opinion`, or change `kind:`"
            else:
                message = f'has the verdict "opinion" and is of kind "{claim.kind}"'
                help = "write `kind: position`, or choose another verdict"
            yield _problem(claim, ("verdict", "label"), message, help)
        for n, part in enumerate(claim.parts):
            if claim.kind is ClaimKind.POSITION and not part.reading:
                help = "name the reading in which it can be checked with `reading:`, or make a claim of its own of it"
                yield _problem(claim, ("parts", n, "id"), f'is a position and has the part "{part.id}"', help)


def an_opinion_has_only_context(parsed: Parsed) -> Iterator[Problem]:
    """Beside an opinion stand facts as context: nothing supports or contradicts a stance."""
    for claim in parsed.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if claim.kind is ClaimKind.POSITION and not evidence.part and evidence.stance is not Stance.CONTEXT:
                message = f'is a position, and its evidence {n + 1} has the stance "{evidence.stance}"'
                help = "write `stance: context`, or name the `part:` of another reading on which it bears"
                yield _problem(claim, ("evidence", n, "stance"), message, help)


def a_verdict_rests_on_evidence(parsed: Parsed) -> Iterator[Problem]:
    """A claim with a verdict other than `opinion` has evidence, or a part that is judged with another claim."""
    for claim in parsed.dataset.claims:
        if claim.verdict and claim.verdict.label is not Label.OPINION and not _has_evidence(claim):
            help = "add `evidence:`, or leave the verdict out for now"
            yield _problem(claim, ("verdict",), "has a verdict but no evidence", help, on_key=True)


def _has_evidence(claim: Claim) -> bool:
    return bool(claim.evidence) or any(part.same for part in claim.parts)


def no_source_passes_on_itself(parsed: Parsed) -> Iterator[Problem]:
    """What sources pass on or are editions of leads to an origin, never in a circle."""
    for source, others in _circles(parsed):
        way = " by way of " + listing([f'"{id}"' for id in others], last="and") if others else ""
        field = "edition_of" if source.edition_of == [*others, source.id][0] else "relays"
        help = f"delete {'`relays:` or `edition_of:` on the one that came first' if others else f'`{field}:`'}"
        yield _problem(source, (field,), f"leads back to itself{way}", help, on_key=True)


def _circles(parsed: Parsed) -> Iterator[tuple[Source, list[str]]]:
    """Yield a source of each circle in which sources pass on each other, and the others on the way back to it."""
    sources = dict(parsed.dataset.sources_by_id)
    while True:
        try:
            make_origins(sources.values())
        except CycleError as error:
            circle = error.args[1][:-1][::-1]  # each passes on the next one, and the last the first
            first = min(circle, key=[*sources].index)
            at = circle.index(first)
            yield sources.pop(first), [*circle[at + 1 :], *circle[:at]]
        else:
            return


def a_part_is_one_of_the_claims(parsed: Parsed) -> Iterator[Problem]:
    """Evidence names a part that its claim has, and no two parts or readings of a claim have one id."""
    for claim in parsed.dataset.claims:
        for field, ids in (("parts", [part.id for part in claim.parts]), ("readings", [r.id for r in claim.readings])):
            for (n, id), _ in repeated([*enumerate(ids)], key=lambda named: named[1]):
                what = f'has two {field} "{id}"'
                yield _problem(claim, (field, n, "id"), what, f"give each {field[:-1]} an id of its own")
        for n, evidence in enumerate(claim.evidence):
            what = f"which its evidence {n + 1} names"
            yield from _unknown_name(claim, ("evidence", n, "part"), "part", evidence.part, what)


def a_part_refers_to_what_is_there(parsed: Parsed) -> Iterator[Problem]:
    """A part names a reading of its claim, which no reading lacks, and refers to another part, never in a circle."""
    for claim in parsed.dataset.claims:
        leads = {part.id: part.of for part in claim.parts}
        for n, part in enumerate(claim.parts):
            names = f'which its part "{part.id}" names'
            yield from _unknown_name(claim, ("parts", n, "reading"), "reading", part.reading, names)
            yield from _unknown_name(claim, ("parts", n, "of"), "part", part.of, names)
            step, steps = part.of, 0
            while step and step != part.id and steps < len(leads):
                step, steps = leads.get(step), steps + 1
            if step == part.id:
                message = f'has a part "{part.id}" that refers back to itself'
                yield _problem(claim, ("parts", n, "of"), message, "delete `of:` on the one that the others refer to")
        for n, reading in enumerate(claim.readings):
            if all(part.reading != reading.id for part in claim.parts):
                help = f"write `reading: {reading.id}` on its parts, or delete the reading"
                yield _problem(claim, ("readings", n, "id"), f'has a reading "{reading.id}" without parts', help)


def a_part_that_is_the_same_has_passages_elsewhere(parsed: Parsed) -> Iterator[Problem]:
    """A part that says the same as one of another claim, made by the same side, leaves the passages to that one."""
    claims, sides = parsed.dataset.claims_by_id, {speaker.id: speaker.side for speaker in parsed.dataset.speakers}
    leads = {id: [part.same.claim for part in claim.parts if part.same] for id, claim in claims.items()}
    own = {
        id: {sides.get(a.speaker) for a in claim.appearances if not a.cited} - {None} for id, claim in claims.items()
    }
    for claim in claims.values():
        for n, part in enumerate(claim.parts):
            if not (same := part.same) or same.claim not in claims:
                continue  # another rule says so
            path, other = ("parts", n, "same", "part"), claims[same.claim]
            parts = [part.id for part in other.parts if not part.same]
            if same.part not in parts:
                near = nearest(same.part, parts)
                help = f'did you mean "{near}"?' if near else "name a part that has them"
                yield _problem(claim, path, f'names part "{same.part}", of which {other} has no passages', help)
            elif own[claim.id] != own[other.id]:
                help = "enter the passages here too: whose word each is depends on who made the claim"
                yield _problem(claim, path, f"is judged with {other}, which another side made", help)
            for m, evidence in enumerate(claim.evidence):
                if evidence.part == part.id:
                    message = f'has evidence on its part "{part.id}", which is judged with {other}'
                    yield _problem(claim, ("evidence", m, "part"), message, "put the passage there, or delete `same:`")
    try:
        TopologicalSorter(leads).prepare()
    except CycleError as error:
        circle = [claim for claim in claims.values() if claim.id in error.args[1]]
        help = f"delete `same:` in {listing([shown(claim.id) for claim in circle])}, and enter the passages there"
        yield _problem(circle[0], ("parts",), "is judged with a claim that is judged with it", help, on_key=True)


def _unknown_name(claim: Claim, path: Path, kind: str, id: str | None, where: str) -> Iterator[Problem]:
    """Yield the problem of a part or reading that is named and is not the claim's."""
    texts = {named.id: named.text for named in (claim.parts if kind == "part" else claim.readings)}
    if id and id not in texts:
        field = str(path[-1])
        same = [known for known, text in texts.items() if text.casefold() == id.casefold()]
        near = same[0] if same else nearest(id, texts)
        help = f"list it under `{kind}s:`, or leave `{field}:` out"
        if texts and not is_id(id):
            help = f"write the id of one: {listing(texts)}"
        yield _problem(claim, path, f"has no {kind} {shown(id)}, {where}", f'did you mean "{near}"?' if near else help)


def a_verdict_follows_from_its_witnesses(parsed: Parsed) -> Iterator[Problem]:
    """The label of each reading of a claim is the one that follows from its witnesses, part by part."""
    judgements = _judgements(parsed)
    for claim in parsed.dataset.claims:
        judgement = judgements.get(claim.id)
        if not claim.verdict or not _has_evidence(claim) or not judgement:
            continue
        if not {evidence.part for evidence in claim.evidence} <= {None, *(part.id for part in claim.parts)}:
            continue  # another rule says so, and the label may be right
        labels: dict[str | None, tuple[Label, Path]] = {None: (claim.verdict.label, ("verdict",))}
        labels |= {r.id: (r.label, ("verdict", "readings", n)) for n, r in enumerate(claim.verdict.readings)}
        for reading in judgement.readings:
            label, path = labels.pop(reading.id, (None, ("verdict",)))
            if label is reading.label or (not reading.id and Label.OPINION in {label, reading.label}):
                continue  # of an opinion another rule tells
            is_label = f'is "{label}"' if label else "has no label"
            where = f' in its reading "{reading.id}"' if reading.id else ""
            help = "go over the passages, then write the label that follows"
            if not label:
                help = f"add `{{id: {reading.id}, label: …, summary: …}}` to `readings:` of the verdict"
            message = f'{is_label}{where}, but its evidence adds up to "{reading.label}"'
            help += f"; {_counted(claim, judgement, reading)}"
            yield _problem(claim, (*path, "label") if label else path, message, help, on_key=not label)
        for id, (_, path) in labels.items():
            message = f'has a verdict on the reading "{id}", of which it has no parts'
            help = f"write `reading: {id}` on its parts, or delete the verdict on it"
            yield _problem(claim, (*path, "id"), message, help)


def _judgements(parsed: Parsed) -> dict[str, Judgement]:
    """Return what follows from the evidence of each claim that names only what is there."""
    broken = {source.id for source, _ in _circles(parsed)}
    sound = tuple(source for source in parsed.dataset.sources if source.id not in broken)
    counter = WitnessCounter(replace(parsed.dataset, sources=sound))
    judgements = {}
    for claim in parsed.dataset.claims:
        with contextlib.suppress(KeyError, CycleError, RecursionError):  # of which another rule tells
            judgements[claim.id] = counter.judge(claim)
    return judgements


def nobody_else_is_said_of_what_others_say(parsed: Parsed) -> Iterator[Problem]:
    """“Only the North says so” stands where no passage from outside says so too, whatever it counts as."""
    language = parsed.dataset.site.language
    for found in wrong_universals(parsed.dataset, language, _judgements(parsed)):
        yield _problem(found.record, found.path, found.message, found.help, spot=found.words)


_GROUPS = (
    ("supports", "for"),
    ("partly", "in part"),
    ("qualifies", "limiting"),
    ("refutes", "against"),
    ("opposes", "against by the other side"),
)


def _counted(claim: Claim, judgement: Judgement, reading: ReadingLabel) -> str:
    """Return the witnesses and the label of each part of a reading, and why other passages do not count."""
    counts = []
    for part in reading.parts:
        groups = [(getattr(part.count, group), words) for group, words in _GROUPS]
        found = [
            f"{len(held)} {words} ({_places(n for witness in held for n in witness.passages)})"
            for held, words in groups
            if held
        ]
        name = f'"{part.count.id}" {part.label}: ' if part.count.id else ""
        limit = f', no stronger than "{part.limited_by}"' if part.limited_by else ""
        none = f"those of claim {shown(part.same.claim)}" if part.same else "none"
        counts.append(f"{name}{listing(found or [none], last='and')}{limit}")
    aside: dict[str, list[int]] = {}
    for n in sorted({n for part in reading.parts for n in part.count.passages}):
        evidence, colour = claim.evidence[n], judgement.voices[n].colour
        if n not in judgement.counted and evidence.stance in {Stance.SUPPORTS, Stance.PARTLY, Stance.CONTRADICTS}:
            reason = evidence.as_.value if evidence.as_ not in COUNTING else "the speaker's side"
            aside.setdefault(reason if colour else "the text itself", []).append(n)
    parts = [f"witnesses: {'; '.join(counts)}"]
    if reading.label is Label.UNCONFIRMED and any(part.label is not Label.UNCONFIRMED for part in reading.parts):
        parts.append(f'no claim is stronger than its first part, "{reading.parts[0].count.id}"')
    if aside:
        parts.append(f"not counted: {', '.join(f'{why} ({_places(passages)})' for why, passages in aside.items())}")
    return "; ".join(parts)


def _places(passages: Iterable[int]) -> str:
    """Return `evidence 1 and 3`: passages by their places in the file, counted from 1."""
    return f"evidence {listing([str(n + 1) for n in sorted(passages)], last='and')}"


def what_counts_was_read(parsed: Parsed) -> Iterator[Problem]:
    """Of a source of which nothing was read, no passage counts and nothing is quoted."""
    unread = {source.id for source in parsed.dataset.sources if source.seen is Seen.NONE}
    for claim in parsed.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            counts = evidence.as_ in COUNTING and evidence.stance is not Stance.CONTEXT
            if evidence.source in unread and (counts or evidence.words):
                does, way = ("counts", "write `stance: context`") if counts else ("quotes", "delete `words:`")
                message = f'{does} its evidence {n + 1}, from source "{evidence.source}", of which nothing was read'
                help = f"write under `seen:` of that source how much of it you read, or {way} here"
                yield _problem(claim, ("evidence", n, "source"), message, help)


def a_reviewer_is_one_of_the_people(parsed: Parsed) -> Iterator[Problem]:
    """Whoever went over a verdict is named in what the site says of its people."""
    site = parsed.dataset.site
    named = [site.responsible, site.author, site.about, site.made_with]
    people = normalize(" ".join(text for text in named if text).casefold())
    for problem in parsed.problems:
        if isinstance(problem.where, tuple) and problem.where[:1] == ("site",):
            return  # what the site says could not be read
    for claim in parsed.dataset.claims:
        name = claim.verdict and claim.verdict.reviewed_by
        if name and not stands_in(normalize(name.casefold()), people):
            message = f"was reviewed by {shown(name)}, whom the site does not name"
            help = "write the name of a person, and say under `site:` in `about:` or `made_with:` who that is"
            yield _problem(claim, ("verdict", "reviewed_by"), message, help)


def a_record_is_no_older_than_the_event(parsed: Parsed) -> Iterator[Problem]:
    """A record that counts was not published before the event that its claim or part dates.

    A commitment is dated by when it falls due, and a passage with a date of its own speaks of that time.
    """
    sources = parsed.dataset.sources_by_id
    for claim in parsed.dataset.claims:
        days = {part.id: part.date for part in claim.parts}
        for n, evidence in enumerate(claim.evidence):
            event, source = days.get(evidence.part or "") or claim.date, sources.get(evidence.source)
            if not event or event.is_period or claim.kind is ClaimKind.COMMITMENT or not source or not source.date:
                continue
            counts = evidence.as_ is As.RECORD and evidence.stance is not Stance.CONTEXT and not evidence.date
            if counts and source.date.last < event.first:
                message = f"counts its evidence {n + 1}, of {source.date.text}, for an event of {event.text}"
                help = "write `as: announcement` where it says what was to come, or add the `date:` that it speaks of"
                yield _problem(claim, ("evidence", n, "source"), message, help)


def a_text_is_not_hedged(parsed: Parsed) -> Iterator[Problem]:
    """Only a finding can be hedged: a text proves its words."""
    for claim in parsed.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if evidence.hedged and evidence.as_ is not As.RECORD:
                message = f"has evidence {n + 1} with `hedged: true` and `as: {evidence.as_}`"
                help = "delete `hedged:`: it is for the finding of a record"
                yield _problem(claim, ("evidence", n, "hedged"), message, help, on_key=True)


def words_are_said_for_the_side_that_they_carry(parsed: Parsed) -> Iterator[Problem]:
    """A passage names as its speaker nobody who speaks for another side than those whose word it carries."""
    speakers = parsed.dataset.speakers_by_id
    counter = None
    with contextlib.suppress(CycleError, RecursionError):  # of which another rule tells
        counter = WitnessCounter(parsed.dataset)
    for claim in parsed.dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            speaker = speakers.get(evidence.said_by or "")
            if not speaker or not speaker.side:
                continue
            if evidence.side:
                sides = {evidence.side}
            elif counter and {evidence.source, *evidence.relays} <= counter.dataset.sources_by_id.keys():
                sides = counter.sides_of(evidence)
            else:
                continue
            if speaker.side not in sides:
                message = f'has evidence {n + 1} said by {speaker}, who speaks for the side "{speaker.side}"'
                help = f"write `side: {speaker.side}` there too, or name another speaker"
                yield _problem(claim, ("evidence", n, "said_by"), message, help)


def a_limit_is_of_few_passages(parsed: Parsed) -> Iterator[Problem]:
    """A limit is about the words beside it: the same sentence stands at no more than MAX_SAME_LIMITS passages."""
    limits = by_key(
        (evidence.limit.casefold(), (claim, n))
        for claim in parsed.dataset.claims
        for n, evidence in enumerate(claim.evidence)
        if evidence.limit
    )
    for passages in limits.values():
        for claim, n in passages[MAX_SAME_LIMITS:]:
            message = f"has at evidence {n + 1} a limit that stands at {MAX_SAME_LIMITS} other passages"
            yield _problem(claim, ("evidence", n, "limit"), message, "say what the words of this passage do not show")


def a_quote_is_a_few_words(parsed: Parsed) -> Iterator[Problem]:
    """A quotation is a few words, never a passage."""
    for claim in parsed.dataset.claims:
        for text, path in fields.texts(claim, "quotation"):
            if (count := len(text.split())) > MAX_QUOTE_WORDS:
                message = f"quotes {count} words, and {MAX_QUOTE_WORDS} is the most"
                yield _problem(claim, path, message, "keep the words that matter, and tell the rest in your own")


def a_quote_belongs_to_an_appearance(parsed: Parsed) -> Iterator[Problem]:
    """A quote names, counted from 1, one of the claim's appearances."""
    for claim in parsed.dataset.claims:
        if claim.quote and claim.quote.appearance > len(claim.appearances):
            message = f"quotes appearance {claim.quote.appearance} of {len(claim.appearances)}"
            yield _problem(claim, ("quote", "appearance"), message, "count the appearances from 1")


def nothing_is_dated_before_what_it_follows(parsed: Parsed) -> Iterator[Problem]:
    """No appearance or change is dated before what it follows."""
    for record in parsed.dataset.records():
        for field, what, help in (
            ("appearances", "appearance", "put the first utterance first"),
            ("changes", "change", "put the oldest change first"),
        ):
            dated = [(n, step.date) for n, step in enumerate(getattr(record, field, ())) if step.date]
            for (_, before), (n, after) in itertools.pairwise(dated):
                if after.last < before.first:
                    follows = f"is dated {after.text}, before the one it follows ({before.text})"
                    message = f"{what} {n + 1} of {record} {follows}"
                    yield Problem(record.location.path(field, n, "date"), message, help)


def nothing_is_read_before_it_was_published(parsed: Parsed) -> Iterator[Problem]:
    """No source was read, and no verdict reviewed, before the source or what is evidence for it was published."""
    sources = parsed.dataset.sources_by_id
    days: list[tuple[Record, Path, Edtf | None, str, Source | None]] = [
        *((source, ("accessed",), source.accessed, "read", source) for source in sources.values()),
        *(
            (claim, ("verdict", "reviewed"), claim.verdict.reviewed, "reviewed", sources.get(evidence.source))
            for claim in parsed.dataset.claims
            if claim.verdict
            for evidence in claim.evidence
        ),
    ]
    for record, path, day, done, source in days:
        if day and source and source.date and not day.is_period and day.last + _A_DAY < source.date.first:
            work = "it" if record is source else source
            message = f"was {done} on {day.text}, before {work} was published ({source.date.text})"
            yield _problem(record, path, message, "mend one of the two dates")


def nothing_is_told_before_it_happened(parsed: Parsed) -> Iterator[Problem]:
    """What a claim tells of was over when it was made, unless it is promised; and no source is older than its words."""
    sources, texts = parsed.dataset.sources_by_id, parsed.dataset.texts_by_id
    for claim in parsed.dataset.claims:
        if any(appearance.source not in sources for appearance in claim.appearances):
            continue  # another rule says so
        text, made = texts.get(parsed.dataset.text_of(claim) or ""), claim.appearances[claim.maker(sources)].date
        told = max((when for when in (text and text.date, made) if when), key=lambda when: when.last, default=None)
        if claim.date and told and claim.kind in _OVER and claim.date.first > told.last + _A_DAY:
            message = f"is dated {claim.date.text}, after it was made ({told.text})"
            help = "mend the date; what was promised is a `commitment`, and what was foretold a `position`"
            yield _problem(claim, ("date",), message, help)
        for n, appearance in enumerate(claim.appearances):
            printed = sources[appearance.source].date
            if appearance.date and printed and appearance.date.first > printed.last + _A_DAY:
                what = f"is dated {appearance.date.text}, after the source it stands in ({printed.text})"
                message = f"appearance {n + 1} of {claim} {what}"
                yield Problem(claim.location.path("appearances", n, "date"), message, "mend one of the two dates")


def what_surrounds_a_text_has_its_time(parsed: Parsed) -> Iterator[Problem]:
    """What a text leaves out was known by its last day, and what came after it ended on its first day or later."""
    events = parsed.dataset.events_by_id
    for text in parsed.dataset.texts:
        for n, omission in enumerate(text.left_out):
            if omission.date.first > text.date.last:
                message = f"leaves out what is of {omission.date.text}, after its own day ({text.date.text})"
                help = "its author could not have known it: mend the date, or tell it as later elsewhere"
                yield _problem(text, ("left_out", n, "date"), message, help)
        for n, event in enumerate(map(events.get, text.after)):
            if event and event.date.last < text.date.first:
                message = f"is followed by {event} of {event.date.text}, before its own day ({text.date.text})"
                yield _problem(text, ("after", n), message, "delete it, or mend one of the dates")


_OVER = {ClaimKind.MEASURE, ClaimKind.RESULT, ClaimKind.HISTORY}


def a_history_begins_with_added(parsed: Parsed) -> Iterator[Problem]:
    """The first change of a claim is that it was added: data and feeds take its day for that of publication.

    Each label that it had is another than the next one.
    """
    for claim in parsed.dataset.claims:
        label = claim.verdict and claim.verdict.label
        for n, change in reversed([*enumerate(claim.changes)]):
            if change.was and change.was is label:
                message = f'changed from "{change.was}", and has that label after it too'
                yield _problem(claim, ("changes", n, "was"), message, "write the label before, or delete `was:`")
            label = change.was or label
        for first in claim.changes[:1]:
            if first.kind is not ChangeKind.ADDED:
                message = f'has a history that begins with "{first.kind}"'
                help = "write first when the claim was listed: {date: …, kind: added, note: Listed.}"
                yield _problem(claim, ("changes", 0, "kind"), message, help)


def what_was_done_has_a_day(parsed: Parsed) -> Iterator[Problem]:
    """A review, a change, a withdrawal and a reading are dated, as well as is known, and took no period of time.

    None is older than the web: such a year is a slip of the hand.
    """
    for record in parsed.dataset.records():
        for when, path in fields.dates(record):
            if path[0] not in {"verdict", "changes", "accessed"} and not isinstance(record, Withdrawn):
                continue
            if when.is_period:
                message = f"has a period, {when.text}, where a day is expected"
                help = "write the day on which it was done"
                help += ", or the month or year where no more is known" * (path[0] != "verdict")
                yield _problem(record, path, message, help)
            elif when.last.year < _WEB_BEGAN:
                message = f"has the date {when.text}, before the web began"
                yield _problem(record, path, message, "write the year in which it was done")
            elif path[0] == "verdict" and when.precision != "day":
                message = f"was reviewed on {when.text}, where a day is expected"
                yield _problem(record, path, message, "write the day on which you last went over the verdict")


def a_date_as_written_is_resolved(parsed: Parsed) -> Iterator[Problem]:
    """Where a source's own words for a date are given, so is the date they were taken to mean."""
    for claim in parsed.dataset.claims:
        if claim.date_as_written and not claim.date:
            help = "add `date:`, as precise as it can be known"
            yield _problem(claim, ("date_as_written",), "has a date as written but no date", help)


def a_spelling_belongs_to_one_term(parsed: Parsed) -> Iterator[Problem]:
    """No two terms are spelled alike, capitals aside: a mention of one could not be told from the other's."""
    spellings: list[tuple[str, Term, Path]] = []
    for term in parsed.dataset.glossary:
        spellings += [(term.term, term, ("term",)), *((form, term, ("forms", n)) for n, form in enumerate(term.forms))]
    spelled = repeated(spellings, key=lambda spelled: " ".join(spelled[0].casefold().split()))
    for (spelling, term, path), (_, first, _) in spelled:
        if first is not term:
            message = f"is spelled {shown(spelling)}, as is {first}"
            help = "delete it here or there, or make one term of the two"
            yield _problem(term, path, message, help, beside=first.location.path())


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
    """Return what is wrong with a value in a record; the message goes on after the record's name."""
    message = f"{record} {message}"
    return Problem(record.location.path(*path), message, help, on_key=on_key, spot=spot, beside=beside)


RULES: tuple[Callable[[Parsed], Iterator[Problem]], ...] = tuple(
    rule
    for name, rule in vars().items()
    if inspect.isgeneratorfunction(rule) and rule.__module__ == __name__ and name[0] != "_"
)


def no_date_lies_in_the_future(parsed: Parsed, today: date) -> Iterator[Problem]:
    """No date lies after the day of the check, but for the one that a commitment is for.

    A day more is granted: where the file is built it may still be yesterday to whoever wrote in it.
    """
    for record in parsed.dataset.records():
        promised = isinstance(record, Claim) and record.kind is ClaimKind.COMMITMENT
        for when, path in fields.dates(record):
            if when.end.first > today + _A_DAY and not (promised and path == ("date",)):
                message = f"has the date {when.text}, which lies in the future"
                help = f"today is {today.isoformat()}"
                yield _problem(record, path, message, help, on_key=path[0] == "points")


def check(parsed: Parsed, *, today: date) -> Iterator[Problem]:
    """Yield what the rules find, up to MAX_PROBLEMS; nothing where only a part of the file could be parsed."""
    if len(parsed.problems) < MAX_PROBLEMS:
        named = [*a_reference_names_a_record(parsed)]
        told = {a_reference_names_a_record}
        if any(isinstance(problem.where, tuple) and problem.where[-1] in {"side", "speaker"} for problem in named):
            told |= {a_part_that_is_the_same_has_passages_elsewhere, a_verdict_follows_from_its_witnesses}
            told.add(nobody_else_is_said_of_what_others_say)
        found = itertools.chain(named, *(rule(parsed) for rule in RULES if rule not in told))
        found = itertools.chain(found, no_date_lies_in_the_future(parsed, today))
        yield from itertools.islice(found, MAX_PROBLEMS)
