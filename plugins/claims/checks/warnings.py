"""The warnings: rules on wording and upkeep that a file can break and still be published.

Each function with `@warning` is a rule; its docstring states the rule. The function's name, with hyphens for
underscores, is the rule's name in the output and in the list of accepted warnings.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter

from ..model import fields, links
from ..model.markdown import CLOSE, MarkdownRenderer, sentences, unclosed
from ..model.records import (
    PLACEHOLDER,
    As,
    Claim,
    Dataset,
    Event,
    Evidence,
    Part,
    Record,
    Seen,
    SiteInfo,
    Source,
    SourceKind,
    Stance,
    Text,
    Version,
    copied_on,
)
from ..model.scalars import MAX_TITLE_CHARS, Content
from ..source.dates import Edtf
from ..source.diagnostics import Path, Problem, columns, listing, shown
from ..source.grouping import repeated
from ..source.quotation import normalize, stands_in
from ..verdict import COUNTING, WitnessCounter, find_hinges, trace_origins
from . import publication, signs

STALE_AFTER = timedelta(days=2 * 365)
MAX_SHORT_CHARS = 18  # a column of a table, a label in a chart
MAX_EVENT_SHORT_CHARS = 24  # a label on the strip of the timeline
MAX_DAYS_TO_PRINT = 366  # from the day of some words to the date of the source with them

LEADS_TO_A_DRAFT = "nothing-published-leads-to-a-draft"
GATE = {"work-is-finished", LEADS_TO_A_DRAFT}
"""The rules whose warnings block publishing until they are fixed or, except for those in BY_HAND, accepted."""
REVIEWED_AGAIN = "changed-claims-are-reviewed-again"
UNUSED_ACCEPTANCE = "accepted-lines-have-a-warning"
BY_HAND = {REVIEWED_AGAIN, LEADS_TO_A_DRAFT, UNUSED_ACCEPTANCE}
"""The rules whose warnings `make check ACCEPT=1` does not accept; authors write these lines themselves."""

_NAME = re.compile(r"\w{3,}")
_NOT_LATIN = re.compile(r"[\u0370-\u1cff\u2e80-\ufaff]")


Rule = Callable[[Dataset], Iterator[Problem]]
DatedRule = Callable[[Dataset, date], Iterator[Problem]]

WARNINGS: dict[str, DatedRule] = {}
"""The rules by their names. They are shown in the order of this module."""


def warning(rule: Rule) -> Rule:
    """Register a rule under its name."""

    def find(dataset: Dataset, _: date) -> Iterator[Problem]:
        return rule(dataset)

    WARNINGS[_rule_name(rule)] = find
    return rule


def dated_warning(rule: DatedRule) -> DatedRule:
    """Register a rule that depends on the day of the check."""
    WARNINGS[_rule_name(rule)] = rule
    return rule


def _rule_name(rule: Rule | DatedRule) -> str:
    return rule.__name__.replace("_", "-")


@warning
def statements_are_attributed(dataset: Dataset) -> Iterator[Problem]:
    """A statement names one of its speakers, has a word of their role, or says the form in which they spoke."""
    for claim in dataset.claims:
        names = set[str]()
        words_of_roles = set[str]()
        for appearance in claim.appearances:
            speaker = dataset.speakers_by_id[appearance.speaker]
            names.update(_NAME.findall(speaker.name))
            words_of_roles.update(re.findall(r"\w{4,}", (speaker.role or "").lower()))
        # A word in small letters, as in “an official of …”, names nobody.
        capitalized = {name for name in names if not name[0].islower()}
        statement = claim.statement.lower()
        has_form = any(appearance.form.lower() in statement for appearance in claim.appearances)
        has_name = not capitalized.isdisjoint(re.findall(r"\w+", claim.statement))
        has_role = not words_of_roles.isdisjoint(re.findall(r"\w+", statement))
        if not (has_form or has_name or has_role):
            name = dataset.speakers_by_id[claim.appearances[0].speaker].name
            help = f"begin with who said it, such as {name}"
            message = f"the statement of {claim} does not say who made it"
            yield Problem(claim.location.path("statement"), message, help)


@warning
def sources_are_used(dataset: Dataset) -> Iterator[Problem]:
    """Some record names or links to each source."""
    used = publication.targets_of(dataset.written())
    for source in dataset.sources:
        if ("source", source.id) not in used:
            yield Problem(source.location.path("id"), f"nothing leans on {source}", "cite it, or delete it")


@warning
def sources_keep_the_side_of_their_origin(dataset: Dataset) -> Iterator[Problem]:
    """A source that only passes on others has the side of one of them: its passages count as theirs."""
    origins = trace_origins(dataset.sources)
    for source in dataset.sources:
        if source.side and source.side not in {dataset.sources_by_id[id].side for id in origins[source.id]}:
            message = f'{source} has the side "{source.side}", and what it passes on has another or none'
            help = "its passages count as the origin's: give that the side, or delete `relays:` or `edition_of:`"
            yield Problem(source.location.path("side"), message, help)


@warning
def official_sources_have_a_side(dataset: Dataset) -> Iterator[Problem]:
    """A government's own text has a side where the file has sides: without one it counts as a witness of none."""
    counter = WitnessCounter(dataset)
    sources = {}
    for claim in dataset.claims if dataset.sides else ():
        for evidence in claim.evidence:
            source = dataset.sources_by_id[evidence.source]
            counts = evidence.as_ in COUNTING and evidence.stance is not Stance.CONTEXT
            if source.kind is SourceKind.OFFICIAL and counts and not counter.sides_of(evidence):
                sources[source.id] = source
    for source in sources.values():
        message = f"{source} is official and has no side, so its word counts as that of an outsider"
        sides = listing([side.id for side in dataset.sides], last="or")
        help = f"add `side:`, whose word it is: {sides}; if it is no side’s, accept it with `make check ACCEPT=1`"
        yield Problem(source.location.path("kind"), message, help)


@warning
def verdicts_do_not_hang_by_a_thread(dataset: Dataset) -> Iterator[Problem]:
    """A label would be the same without any one witness, and without any one part."""
    counter = WitnessCounter(dataset)
    for claim in dataset.claims:
        for hinge in find_hinges(counter, claim) if claim.verdict else ():
            if isinstance(hinge.on, Part):
                support = f'its part "{hinge.on.id}"'
                help = "check that it is a part of its own and no `detail`; say in `summary:` what was found on it"
            else:
                sources = dict.fromkeys(shown(passage.source.id) for passage in hinge.on.passages)
                support = f"one witness ({listing(sources, last='and')})"
                help = "look for another witness; or say so under `unknown:`"
            reading = f' as read in "{hinge.reading}"' if hinge.reading else ""
            message = f'the verdict on {claim}{reading} hangs on {support}: without it, "{hinge.label}"'
            help += ", and accept it with `make check ACCEPT=1`"
            yield Problem(claim.location.path("verdict"), message, help, on_key=True)


@warning
def like_parts_have_like_evidence(dataset: Dataset) -> Iterator[Problem]:
    """A passage has the same stance and role on parts that say the same, in whatever claim."""
    counter = WitnessCounter(dataset)
    first_uses: dict[tuple[str, str, str], tuple[Claim, Evidence]] = {}
    for claim in dataset.claims:
        for part_label in counter.judge(claim).parts:
            part = part_label.count.part
            text = part.text if part else claim.title
            for passage in part_label.count.passages:
                evidence = passage.evidence
                key = (text, evidence.source, evidence.words or evidence.note)
                other, first = first_uses.setdefault(key, (claim, evidence))
                if (first.stance, first.as_) != (evidence.stance, evidence.as_):
                    here = f'"{evidence.stance}" as a {evidence.as_}'
                    there = f'"{first.stance}" as a {first.as_}'
                    message = f"evidence {passage.number} of {claim} has {here}, and of {other} {there}"
                    message += ", where a part says the same"
                    path = claim.location.path("evidence", passage.number - 1, "stance")
                    yield Problem(path, message, "give both one stance")


@warning
def figures_of_a_verdict_are_shown(dataset: Dataset) -> Iterator[Problem]:
    """A figure in a verdict is also in a passage, a part, a quotation or a series of its claim."""
    for claim in dataset.claims:
        texts = [*fields.texts(claim, "markdown", "plain text", "quotation")]
        verdict_texts = [(text, path) for text, path in texts if path[0] == "verdict"]
        other_texts = [text for text, path in texts if path[0] != "verdict"]
        for series in dataset.series:
            if claim.id in series.claims:
                other_texts += [text for text, _ in fields.texts(series, "plain text")]
                other_texts += [f"{value:.15g}" for value in series.values]
        other_figures = {figure.replace(",", "") for figure in _FIGURE.findall(" ".join(other_texts))}
        for text, path in verdict_texts:
            for figure in _FIGURE.findall(links.without_targets(text)):
                if figure.replace(",", "") not in other_figures:
                    message = f"the verdict on {claim} has a figure that none of its passages has: {figure}"
                    help = "correct it, or enter the passage that has it"
                    yield Problem(claim.location.path(*path), message, help, spot=figure)


_FIGURE = re.compile(
    r"(?<![A-Za-z\d#.,-])(?!(?:1[89]|20)\d\d(?![\d.,]*\d))(?>\d[\d.,]*\d)"
    r"(?! [A-Z][a-z]|, (?:19|20)\d\d| de [a-z]|[年月日])"
)
"""A number of two digits or more that is neither a year nor a day."""


@warning
def what_is_not_said_was_read(dataset: Dataset) -> Iterator[Problem]:
    """A text says what a source does not say only if the source was read whole, or names the part that was read."""
    sources = dataset.sources_by_id
    for claim in dataset.claims:
        for text, path in fields.texts(claim, "markdown"):
            if path[0] == "evidence":
                n = int(path[1])
                subject = f"evidence {n + 1} of {claim}"
                remarks = [(text, [claim.evidence[n].source])]
            else:
                subject = str(claim)
                remarks = [(sentence, _linked_sources(sentence)) for sentence in sentences(text)]
            for words, ids in remarks:
                match = _SAYS_NOT.search(words)
                was_partly_read = any(sources[id].seen is not Seen.WHOLE for id in ids)
                if match and was_partly_read and not _IN_PART.search(words):
                    message = f"{subject} says of a source that was not read whole: {shown(match[0])}"
                    help = "read on, say it of the quoted sentence, or write “in the opening that we read”"
                    yield Problem(claim.location.path(*path), message, help, spot=match[0])


def _linked_sources(text: str) -> list[str]:
    """Return the ids of the sources that a text links to."""
    return [id for kind, id in links.targets(text) if kind == "source"]


_SAYS_NOT = re.compile(
    r"(?<!claim )\b(?:(?:does|do|did) not (?:say|name|give|speak|mention)|(?:names?|gives?|mentions?) no"
    r"|(?:names?|speaks?|mentions?)(?: of)? only|says? nothing|no (?:dice|nombra|da|menciona))\b"
    "|没有说|未提|没有提到|没有给出",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:sentence|words|excerpt|(?:that|what) we (?:read|saw)|leímos|vimos|frase)\b|我们读到|这句话", re.IGNORECASE
)


@warning
def foreign_words_have_a_gloss(dataset: Dataset) -> Iterator[Problem]:
    """Words in another language than the file's have a gloss: their meaning in the file's language."""
    quotations: list[tuple[Record, Path, str, Evidence | Version]] = []
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            quotations.append((claim, ("evidence", n), f"evidence {n + 1} of {claim}", evidence))
    for text in dataset.texts:
        for n, comparison in enumerate(text.comparisons):
            for m, version in enumerate(comparison.versions):
                path: Path = ("comparisons", n, "versions", m)
                quotations.append((text, path, f"version {m + 1} in comparison {n + 1} of {text}", version))
    language = dataset.site.language
    meaning = "English" if language == "en" else f'the language "{language}"'
    for record, path, name, quotation in quotations:
        has_language = quotation.lang != language
        is_foreign = has_language or quotation.gloss or (language == "en" and _NOT_LATIN.search(quotation.words or ""))
        if quotation.words and is_foreign and not (quotation.gloss and has_language):
            lacking = "their `lang:`" if quotation.gloss else "a gloss"
            message = f"{name} quotes words in another language without {lacking}"
            help = f"add `lang:`, their language, and `gloss:`, their meaning in {meaning}"
            yield Problem(record.location.path(*path, "words"), message, help)


@warning
def passages_name_their_speaker(dataset: Dataset) -> Iterator[Problem]:
    """A passage that carries a side's word in a source of another side, or of none, says whose words they are."""
    counter = WitnessCounter(dataset)
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            sides = counter.sides_of(evidence)
            is_carried = sides and dataset.sources_by_id[evidence.source].side not in sides
            if is_carried and not evidence.said_by and evidence.stance is not Stance.CONTEXT:
                message = f"evidence {n + 1} of {claim} has the word of a side in another’s source, and no speaker"
                help = "add `said_by:`, the id of a speaker or a name: whose words they are"
                yield Problem(claim.location.path("evidence", n, "source"), message, help)


@warning
def passages_say_how_far_they_reach(dataset: Dataset) -> Iterator[Problem]:
    """A passage that shows only a portion, or that limits a claim, says in a sentence what its words do not show."""
    effects = {Stance.PARTLY: "shows a portion", Stance.QUALIFIES: "limits the claim"}
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if evidence.stance in effects and not evidence.limit:
                message = f"evidence {n + 1} of {claim} {effects[evidence.stance]}, and does not say how far it reaches"
                help = "add `limit:`, one short sentence: what these words do not show"
                yield Problem(claim.location.path("evidence", n, "stance"), message, help)


@warning
def conclusions_lead_to_what_carries_them(dataset: Dataset) -> Iterator[Problem]:
    """Each sentence of a text's conclusion links to the verdict or passage that it rests on."""
    for text in dataset.texts:
        for sentence in sentences(text.conclusion or ""):
            if not links.targets(sentence):
                words = sentence.split()
                message = f"the conclusion of {text} has a sentence without a link: {shown(' '.join(words))}"
                help = "link to what carries it, as in [words](claim:some-id)"
                yield Problem(text.location.path("conclusion"), message, help, spot=words[0])


@warning
def titles_are_short(dataset: Dataset) -> Iterator[Problem]:
    """A title or short name fits where it is shown: in pictures, which cut it, on cards, in charts."""
    records: tuple[Claim | Event, ...] = (*dataset.claims, *dataset.events)
    for record in records:
        max_of_short = MAX_SHORT_CHARS if isinstance(record, Claim) else MAX_EVENT_SHORT_CHARS
        for field, text, most in (("title", record.title, MAX_TITLE_CHARS), ("short", record.short, max_of_short)):
            count = columns(text or "")
            if count > most:
                message = f'"{field}" of {record} has {count} characters, and {most} are enough'
                yield Problem(record.location.path(field), message, "keep what matters most")


@warning
def addresses_are_of_works(dataset: Dataset) -> Iterator[Problem]:
    """The address of a source leads every reader to the work itself, on a host that is what it looks like."""
    for source in dataset.sources:
        for pattern, fault in _NO_WORK.items():
            if re.search(pattern, source.url or ""):
                help = "open it, and write the address that the work has there; or accept it, if it is right"
                yield Problem(source.location.path("url"), f"the address of {source} {fault}", help)


_NO_WORK = {
    r"//(www\.)?(bit\.ly|t\.co|t\.cn|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|lnkd\.in)/": "is a short link, which can end",
    r"//([\w-]+\.)*(google|bing|baidu|yahoo|yandex|sogou)\.[a-z.]+/(search|s|url|web)?/?\?": "is that of a search",
    r"//(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+([:/?#]|$)": "leads nobody else where it leads you",
    r"[^/=]https?://": "has another address in it",
    r"[.,;:!…]$|^[^(]*\)$": "ends with a sign of the sentence that it stood in",
    r"(?i)[?&;](jsessionid|phpsessid)=": "has the number of your own visit",
    r"(?i)[?&](utm_[a-z]+|fbclid|gclid|igshid|mc_cid)=": "says by which link you came there",
    r"//(drive|docs|mail)\.google\.com/|//[\w-]+\.sharepoint\.com/": "may open for those alone who are let in",
    r"^https?://([^/]*[^/\x00-\x7f]|([^/]*\.)?xn--)": "has a host in other letters than a to z, which can look alike",
}


@warning
def copies_are_of_their_source(dataset: Dataset) -> Iterator[Problem]:
    """An archived copy is a copy of the page itself, and was made after the work was published."""
    for source in dataset.sources:
        for n, copy in enumerate(source.archived):
            match = _ARCHIVED.search(copy)
            day = copied_on(copy)
            if source.url and _page(copy) == _page(source.url):
                fault = "is the address of the page itself"
            elif match and not day:
                fault = "does not say when it was made, in 14 digits as in 20250601120000"
            elif match and source.url and _page(match[1]) != _page(source.url):
                fault = f"is a copy of another page, {match[1]}"
            elif day and source.date and day.last + timedelta(days=1) < source.date.first:
                fault = f"was made on {day}, before the work was published ({source.date})"
            else:
                continue
            help = "open the copy that you mean, and write its whole address; or delete the line"
            yield Problem(source.location.path("archived", n), f"the archived copy of {source} {fault}", help)


_ARCHIVED = re.compile(r"//web\.archive\.org/(?:web/)?(?:[^/:]+/)?(https?://.+)")


@warning
def reasons_rest_on_evidence(dataset: Dataset) -> Iterator[Problem]:
    """A source that a verdict cites for or against its claim is evidence of the claim."""
    origins = trace_origins(dataset.sources)
    for claim in dataset.claims:
        if not claim.verdict or any(part.same for part in claim.parts):
            continue  # a part that is the same has its evidence with another claim
        ids = {appearance.source for appearance in claim.appearances}
        for evidence in claim.evidence:
            ids.update((evidence.source, *evidence.relays), origins[evidence.source])
        for field, text in (("for", claim.verdict.for_), ("against", claim.verdict.against)):
            for id in _linked_sources(text or ""):
                if id not in ids:
                    message = f'the verdict on {claim} cites under `{field}:` source "{id}", which is no evidence of it'
                    help = "enter the passage under `evidence:`, or take the link out"
                    yield Problem(claim.location.path("verdict", field), message, help, spot=f"source:{id}")


@warning
def printed_texts_have_their_claims(dataset: Dataset) -> Iterator[Problem]:
    """A text that is printed word for word has the words that its claims quote from it."""
    renderer = MarkdownRenderer()
    for claim in dataset.claims:
        text = dataset.texts_by_id.get(dataset.text_of(claim) or "")
        quote = claim.quote
        if not text or not text.verbatim or not quote or not quote.verbatim:
            continue
        words = " ".join(renderer.plain(paragraph.text) for paragraph in text.paragraphs)
        is_in_text = claim.appearances[quote.appearance - 1].source in text.seen_through
        if is_in_text and not stands_in(normalize(quote.text), normalize(words)):
            message = f"{claim} quotes words that {text} does not have: {shown(quote.text)}"
            yield Problem(claim.location.path("quote", "text"), message, "copy the words from its paragraphs")


@warning
def texts_are_said_by_their_speaker(dataset: Dataset) -> Iterator[Problem]:
    """The speaker of a text makes at least one of its claims."""
    for text in dataset.texts:
        claims = [claim for claim in dataset.claims if dataset.text_of(claim) == text.id]
        speakers = set[str]()
        for claim in claims:
            speakers.update(appearance.speaker for appearance in claim.appearances if not appearance.cited)
        if claims and text.speaker not in speakers:
            message = f"no claim of {text} is said by its speaker {shown(text.speaker)}"
            help = "name them in the `appearances:` of its claims, or another speaker here"
            yield Problem(text.location.path("speaker"), message, help)


@warning
def what_tells_of_a_thing_is_of_its_time(dataset: Dataset) -> Iterator[Problem]:
    """A source or text is no older than what it reports, and is from about the day of the words that it quotes."""
    sources = dataset.sources_by_id
    for event in dataset.events:
        for id in event.texts:
            yield from _dates_apart(event, ("date",), str(event), event.date, dataset.texts_by_id[id])
    for text in dataset.texts:
        for id in text.seen_through:
            yield from _dates_apart(text, ("date",), str(text), text.date, sources[id])
    for claim in dataset.claims:
        for n, appearance in enumerate(claim.appearances):
            name, path = f"appearance {n + 1} of {claim}", ("appearances", n, "date")
            yield from _dates_apart(claim, path, name, appearance.date, sources[appearance.source])
        for n, evidence in enumerate(claim.evidence):
            if evidence.as_ is not As.ANNOUNCEMENT:
                name, path = f"evidence {n + 1} of {claim}", ("evidence", n, "date")
                yield from _dates_apart(claim, path, name, evidence.date, sources[evidence.source])


def _dates_apart(record: Record, path: Path, name: str, when: Edtf | None, teller: Source | Text) -> Iterator[Problem]:
    """Report a source or text that is older than what it reports, or printed long after the words in it were said.

    Args:
        record: The record with the date.
        path: The path of the date in that record.
        name: The name of what happened, as the message gives it.
        when: Its date.
        teller: The source or text that reports it.

    """
    if not when or not teller.date:
        return
    days_until_print = (teller.date.first - when.last).days
    is_printed_late = path[0] == "appearances" and days_until_print > MAX_DAYS_TO_PRINT
    if is_printed_late or when.first > teller.date.last + timedelta(days=1):
        message = f"{name} is of {when}, and {teller}, which tells of it, of {teller.date}"
        help = "mend one of the dates, or name what told of it at its time, perhaps `seen: reported`"
        yield Problem(record.location.path(*path), message, help)


@warning
def copies_are_one_witness(dataset: Dataset) -> Iterator[Problem]:
    """If two sources share a title and a date, one is an edition of the other, or both pass on a third."""
    origins = trace_origins(dataset.sources)
    sources = [source for source in dataset.sources if source.title and source.date]
    for source, first in repeated(sources, key=lambda source: (_plain(source.title), source.date)):
        if not origins[source.id] & origins[first.id]:
            message = f"{source} has the title and the date of {first}, and counts as another witness"
            help = f"write `edition_of: {first.id}` where it is a copy, or `relays:` on both"
            yield Problem(source.location.path("title"), message, help)


def _plain(words: str | None) -> str:
    """Return words in small letters, without punctuation, one space between each two."""
    return " ".join(re.sub(r"[^\w\s]", "", words or "").casefold().split())


@dated_warning
def reviews_are_fresh(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A verdict was reviewed within the last two years."""
    for claim in dataset.claims:
        if claim.verdict and today - claim.verdict.reviewed.last > STALE_AFTER:
            message = f"the verdict on {claim} was last reviewed on {claim.verdict.reviewed}"
            help = "go over it again, and set `reviewed:` to the day"
            yield Problem(claim.location.path("verdict", "reviewed"), message, help)


@warning
def figures_are_what_they_look_like(dataset: Dataset) -> Iterator[Problem]:
    """The figures of a series are for periods of one length, and none looks like thousands written with a point."""
    for series in dataset.series:
        lengths = {_length(when): when for when, _ in reversed(series.points)}
        if len(lengths) > 1:
            (one, first), (other, second) = [*reversed(lengths.items())][:2]
            message = f"{series} has a figure of {one} ({first.text}) beside one of {other} ({second.text})"
            help = "draw what is of one length, or say in its `note:` how they can be compared"
            yield Problem(series.location.path("points", second.text), message, help, on_key=True)
        for value in series.values:
            others = [other for other in series.values if other != value]
            is_alone = bool(others) and all(other >= _THOUSAND and other.is_integer() for other in others)
            decimals = "{1,3}" if is_alone else "{3}"  # 52.210 has lost its nought
            if re.fullmatch(rf"[1-9][0-9]{{0,2}}\.[0-9]{decimals}", repr(value)):
                message = f"{series} has the figure {value!r}: are thousands meant?"
                help = f"write {value * _THOUSAND:.0f} for thousands; a fraction can be left as it is"
                field = "bars" if series.bars else "points"
                yield Problem(series.location.path(field), message, help, spot=repr(value))
                break


_THOUSAND = 1000


def _length(when: Edtf) -> str:
    """Return the length of a time as a message names it."""
    if when.quarter:
        return "a quarter"
    return "a period" if when.is_period else f"a {when.precision}"


@warning
def signs_mean_something(dataset: Dataset) -> Iterator[Problem]:
    """No text has marks that readers would see as marks, nor pictures or tags, which pages leave out."""
    renderer = MarkdownRenderer()
    for record in dataset.written():
        for text, path in fields.texts(record, "plain text"):
            sign = _IN_PLAIN_TEXT.search(text)
            if sign:
                message = f"{record} has {shown(sign[0])}, which readers see as it stands"
                help = "take it out: what is meant is plain text"
                yield Problem(record.location.path(*path), message, help, spot=sign[0])
        for text, path in fields.texts(record, "markdown"):
            for spot, fault, help in _meaningless_signs(text, renderer):
                message = f"{record} has {shown(spot)}, which {fault}"
                yield Problem(record.location.path(*path), message, help, spot=spot)


def _meaningless_signs(text: str, renderer: MarkdownRenderer) -> Iterator[tuple[str, str, str]]:
    """Yield each mark or tag in a Markdown text that does not do what it does elsewhere, its fault, and the help."""
    mark = _NOT_IN_TEXTS.search(text)
    if mark:
        help = "write a link as [words](https://…); take out headings, tables, footnotes and links of wikis"
        yield mark[0], "readers see as it stands", help
        return
    for sign in unclosed(text, renderer.html)[:1]:
        yield sign, "readers see as it stands", CLOSE
    if "<" in text or "![" in text:
        for tag in dict.fromkeys(renderer.lost(text)):
            yield tag, "is not shown", "take it out, or write &lt; for the sign itself"


_IN_PLAIN_TEXT = re.compile(r"\[[^\]]+\]\([^)\s]+\)|\*\*|&#?\w+;|\\n|\S+,$|</?[A-Za-z][^<>]*>")
_NOT_IN_TEXTS = re.compile(
    r"(?<![(<\w])https?://[^\s)>]+|^##+ .*|^\|.*\||~~|\[\^\w+\]|\[\[[^][]+\]\]|(?<=\S)\[\d+\](?![(\[])", re.MULTILINE
)


@warning
def numbers_are_filled_in_for_the_site(dataset: Dataset) -> Iterator[Problem]:
    """Only texts about the site have braces: one pair around the name of a number."""
    for record, text, path in fields.all_texts(dataset, "plain text", "markdown"):
        for braces in _BRACES.findall(text):
            if isinstance(record, SiteInfo) and PLACEHOLDER.fullmatch(braces):
                continue
            message = f"{record} has {shown(braces)}, which readers see as it stands"
            help = "write the number; it is filled in under `site:` alone, as in `{claims}`"
            if isinstance(record, SiteInfo):
                help = "write one pair of braces, with none inside it, as in `{claims}` or `{claims|claim|claims}`"
            yield Problem(record.location.path(*path), message, help, spot=braces)


_BRACES = re.compile(r"\$?\{+[^{}\n]*\}+|[{}]\S*")


@warning
def work_is_finished(dataset: Dataset) -> Iterator[Problem]:
    """Only drafts have signs of unfinished work."""
    for record in publication.published(dataset).written():
        texts: list[tuple[str, Path, tuple[signs.Sign, ...]]] = []
        for content, kinds in _SIGNS:
            texts += [(text, path, kinds) for text, path in fields.texts(record, content)]
        if isinstance(record, Record):
            texts.append((record.id, ("id",), signs.IN_NAMES))
        for text, path, kinds in texts:
            for sign in signs.find(text, kinds):
                message = f"{record} {sign.message}"
                yield Problem(record.location.path(*path), message, sign.help, spot=sign.spot, words=sign.words)


_SIGNS: tuple[tuple[Content, tuple[signs.Sign, ...]], ...] = (
    ("quotation", signs.IN_QUOTATIONS),
    ("plain text", signs.IN_TEXTS),
    ("markdown", signs.IN_TEXTS),
    ("url", signs.IN_NAMES),
)


@warning
def nothing_published_leads_to_a_draft(dataset: Dataset) -> Iterator[Problem]:
    """Only drafts name or link to what is not published."""
    drafts = publication.held_back(dataset)
    if not drafts:
        return
    draft_keys = {(record.kind_name, record.id) for record in drafts}
    for record in dataset.written():
        if record in drafts:
            continue
        for kind, id, path, spot in publication.named(record):
            if (kind, id) in draft_keys:
                message = f'{record} leads to {kind} "{id}", {publication.HELD_BACK}'
                yield Problem(record.location.path(*path), message, publication.HELP, spot=spot)


@warning
def authors_are_named_one_by_one(dataset: Dataset) -> Iterator[Problem]:
    """Each author is an item of the list, and a person whose family name comes first has both names."""
    for source in dataset.sources:
        is_split = _SPLIT_NAME.fullmatch(", ".join(source.author)) is not None
        for n, author in enumerate(source.author):
            if not author.family and (_NOT_ONE_NAME.search(author) or (is_split and n == 0)):
                message = f"{source} has the author {shown(author)}, which citations would take for one name"
                help = "write {given: Wade, family: Current} of a person, and each author as an item of the list"
                yield Problem(source.location.path("author", n), message, help)


_SPLIT_NAME = re.compile("[A-Za-zÀ-ÿ'’-]+, [A-Za-zÀ-ÿ'’-]+")  # `[Holt, Mary]`, a list of two
_NOT_ONE_NAME = re.compile(
    r"\bet al\b|;|^[\w'’-]+, [\w.'’ -]+$|^[A-Z][a-z'’-]+ [A-Z][a-z'’-]+ (?:and|y|&) [A-Z][a-z'’-]+ [A-Z][a-z'’-]+$"
)


@warning
def nothing_is_written_twice(dataset: Dataset) -> Iterator[Problem]:
    """No two claims say the same, no two other records are the same, and no record lists anything twice."""
    for (kind, _, record, field), (_, _, first, _) in repeated(_texts_to_compare(dataset), key=lambda item: item[:2]):
        message = f'the {kind} of "{record.id}" is that of "{first.id}" too'
        yield Problem(record.location.path(field), message, "tell them apart, or keep one")
    for source in dataset.sources:
        yield from _repeated_items(source, "author", "author", source.author)
    for claim in dataset.claims:
        yield from _repeated_items(claim, "appearances", "appearance", claim.appearances)
        yield from _repeated_items(claim, "evidence", "evidence", claim.evidence)
        yield from _repeated_items(claim, "parts", "part", [part.text for part in claim.parts])


def _texts_to_compare(dataset: Dataset) -> list[tuple[str, str, Record, str]]:
    """Return the texts that no two records share: its name in messages, what is compared, its record and field."""
    texts: list[tuple[str, str, Record, str]] = []
    for claim in dataset.claims:
        texts.append(("title", _plain(claim.title), claim, "title"))
        texts.append(("statement", _plain(claim.statement), claim, "statement"))
        if claim.short:
            texts.append(("short name", claim.short, claim, "short"))
    for source in dataset.sources:
        if source.url:
            texts.append(("address", _page(source.url), source, "url"))
        if source.doi:
            texts.append(("DOI", source.doi.lower(), source, "doi"))
    for speaker in dataset.speakers:
        texts.append(("name", _plain(speaker.name), speaker, "name"))
    for text in dataset.texts:
        texts.append(("title of the text", _plain(text.title), text, "title"))
        texts.append(("name of the text", _plain(text.name), text, "name"))
    for topic in dataset.topics:
        texts.append(("title of the topic", _plain(topic.title), topic, "title"))
    for side in dataset.sides:
        texts.append(("name of the side", _plain(side.name), side, "name"))
        if side.short:
            texts.append(("short name", _plain(side.short), side, "short"))
    for event in dataset.events:
        texts.append(("date and title", f"{event.date.text} {_plain(event.title)}", event, "title"))
    return texts


def _repeated_items(record: Record, field: str, kind: str, items: Sequence[Hashable]) -> Iterator[Problem]:
    """Report each item of a list that an earlier item equals."""
    for (n, _), (earlier, _) in repeated(enumerate(items), key=itemgetter(1)):
        message = f"{record} has its {kind} {earlier + 1} again as {n + 1}"
        yield Problem(record.location.path(field, n), message, "keep one")


def _page(address: str) -> str:
    """Return a web address without what can differ between two addresses of one page."""
    return _SAME_PAGE.sub("", address.lower())


_SAME_PAGE = re.compile(r"^https?://(?:www\.)?|:80(?=/)|/?(?:#(?!/).*)?$")
