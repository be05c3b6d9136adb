"""What is not wrong but could be better: warnings on wording and upkeep.

Each public function here is a rule, and its docstring says which. Its name, with hyphens, is that of the rule where
warnings are counted and in the list of those that are accepted.
"""

import inspect
import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..model import fields, links
from ..model.markdown import CLOSE, MarkdownRenderer, sentences, unclosed
from ..model.records import (
    PLACEHOLDER,
    As,
    Claim,
    Dataset,
    Event,
    Evidence,
    Label,
    Part,
    Record,
    Seen,
    SiteInfo,
    Source,
    Stance,
    Text,
    copied_on,
)
from ..model.scalars import MAX_TITLE_CHARS, Content
from ..source.dates import Edtf
from ..source.diagnostics import Path, Problem, columns, listing, shown
from ..source.grouping import repeated
from ..source.quotation import normalize, stands_in
from ..verdict.consequences import hinges
from ..verdict.counter import WitnessCounter, bears_on, parts_of
from ..verdict.origins import make_origins
from . import publication, signs
from .publication import named

STALE_AFTER = timedelta(days=2 * 365)
MAX_SHORT_CHARS = 18  # a column of a table, a label in a chart
MAX_EVENT_SHORT_CHARS = 24  # a label on the strip of the timeline
MAX_DAYS_TO_PRINT = 366  # from the day on which words were said to that of the source that has them


LEADS_TO_A_DRAFT = "nothing-published-leads-to-a-draft"
GATE = {"work-is-finished", LEADS_TO_A_DRAFT}
"""The rules whose warnings keep the site from being published until mended or, but for those in BY_HAND, accepted."""
REVIEWED_AGAIN = "changed-claims-are-reviewed-again"
BY_HAND = {REVIEWED_AGAIN, LEADS_TO_A_DRAFT}
"""The rules whose warnings `make check ACCEPT=1` passes over: whoever accepts one writes its line."""

_NAME = re.compile(r"\w{3,}")  # that begins with a small letter, as in “an official of …”, names nobody
_NOT_LATIN = re.compile(r"[\u0370-\u1cff\u2e80-\ufaff]")
_MARKUP: tuple[tuple[Content, re.Pattern[str], str], ...] = (
    (
        "plain text",
        re.compile(r"\[[^\]]+\]\([^)\s]+\)|\*\*|&#?\w+;|\\n|\S+,$|</?[A-Za-z][^<>]*>"),
        "take it out: what is meant is plain text",
    ),
    (
        "markdown",
        re.compile(r"(?<![(<\w])https?://[^\s)>]+|^##+ .*|^\|.*\||~~|\[\^\w+\]|\[\[[^][]+\]\]", re.MULTILINE),
        "write a link as [words](https://…); take out headings, tables, footnotes and links of wikis",
    ),
)


def statements_are_attributed(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A statement says whose it is: it names a speaker of its chain, or the form in which they spoke."""
    speakers = dataset.speakers_by_id
    for claim in dataset.claims:
        words_of_names = (word for a in claim.appearances for word in _NAME.findall(speakers[a.speaker].name))
        names = {word for word in words_of_names if not word[0].islower()}
        forms = {a.form for a in claim.appearances}
        words = set(re.findall(r"\w+", claim.statement))
        if not names & words and not any(form.lower() in claim.statement.lower() for form in forms):
            message = f"the statement of {claim} does not say who made it"
            help = "begin with the speaker, as in `Orla Tidewell said that …`"
            yield Problem(claim.location.path("statement"), message, help)


def sources_are_used(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Something names or links to every source."""
    used = {target[:2] for record in dataset.written() for target in named(record)}
    for source in dataset.sources:
        if ("source", source.id) not in used:
            yield Problem(source.location.path("id"), f"nothing leans on {source}", "cite it, or delete it")


def sources_keep_the_side_of_their_origin(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source that only passes on others has no side that none of them has: its passages count as theirs."""
    sides = {source.id: source.side for source in dataset.sources}
    origins = make_origins(dataset.sources)
    for source in dataset.sources:
        if source.side and source.side not in {sides[id] for id in origins[source.id]}:
            message = f'{source} has the side "{source.side}", and what it passes on has another or none'
            help = "its passages count as the origin's: give that the side, or delete `relays:` or `edition_of:`"
            yield Problem(source.location.path("side"), message, help)


def verdicts_do_not_hang_by_a_thread(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A label would be the same without any one witness, and without any one part."""
    counter = WitnessCounter(dataset)
    for claim in dataset.claims:
        for hinge in hinges(counter, claim) if claim.verdict else ():
            if isinstance(hinge.on, Part):
                on = f'its part "{hinge.on.id}"'
                help = "check that it is a part of its own and no `detail`; say in `summary:` what was found on it"
            else:
                sources = dict.fromkeys(shown(claim.evidence[n].source) for n in hinge.on.passages)
                on = f"one witness ({listing([*sources], last='and')})"
                help = "look for another witness; or say so under `unknown:`"
            reading = f' as read in "{hinge.reading}"' if hinge.reading else ""
            message = f'the verdict on {claim}{reading} hangs on {on}: without it, "{hinge.label}"'
            help += ", and accept it with `make check ACCEPT=1`"
            yield Problem(claim.location.path("verdict"), message, help, on_key=True)


def like_parts_have_like_evidence(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The same passage does the same to parts that say the same, in whatever claim."""
    seen: dict[tuple[str, str, str], tuple[Claim, Evidence]] = {}
    for claim in dataset.claims:
        for part in parts_of(claim):
            for n, evidence in enumerate(claim.evidence):
                if not bears_on(evidence, part):
                    continue
                text = part.text if part else claim.title
                other, first = seen.setdefault(
                    (text, evidence.source, evidence.words or evidence.note), (claim, evidence)
                )
                if (first.stance, first.as_) != (evidence.stance, evidence.as_):
                    one, two = (f'"{found.stance}" as a {found.as_}' for found in (evidence, first))
                    message = f"evidence {n + 1} of {claim} has {one}, and of {other} {two}, where a part says the same"
                    yield Problem(claim.location.path("evidence", n, "stance"), message, "give both one stance")


def figures_of_a_verdict_are_shown(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A figure or a future year in a verdict stands in a passage, a part, a quotation or a series of its claim."""
    for claim in dataset.claims:
        drawn = [series for series in dataset.series if claim.id in series.claims]
        texts = [*fields.texts(claim, "markdown", "plain text", "quotation")]
        elsewhere = [text for text, path in texts if path[0] != "verdict"]
        elsewhere += [text for series in drawn for text, _ in fields.texts(series, "plain text")]
        elsewhere += [f"{value:.15g}" for series in drawn for value in series.values]
        elsewhere += [claim.date.text if claim.date else ""]
        held = {figure.replace(",", "") for figure in _FIGURE.findall(" ".join(elsewhere))}
        held.update(_YEAR.findall(" ".join(elsewhere)))
        for text, path in texts:
            verdict = links.without_targets(text) if path[0] == "verdict" else ""
            future_years = [year for year in _YEAR.findall(verdict) if int(year) > today.year]
            for figure in (*_FIGURE.findall(verdict), *future_years):
                if figure.replace(",", "") not in held:
                    message = f"the verdict on {claim} has a figure that none of its passages has: {figure}"
                    help = "correct it, or enter the passage that has it"
                    yield Problem(claim.location.path(*path), message, help, spot=figure)


_FIGURE = re.compile(
    r"(?<![A-Za-z\d#.,-])(?!(?:1[89]|20)\d\d(?![\d.,]*\d))(?>\d[\d.,]*\d)"
    r"(?! [A-Z][a-z]|, (?:19|20)\d\d| de [a-z]|[年月日])"
)
"""A number of two digits or more that is no year and no day."""
_YEAR = re.compile(r"\b20[0-9]{2}\b")


def what_is_not_said_was_read(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Only of a source that was read whole is it said what it does not say; of any other, in which part."""
    sources = dataset.sources_by_id
    for claim in dataset.claims:
        for text, path in fields.texts(claim, "markdown"):
            own = [claim.evidence[int(path[1])].source] if path[0] == "evidence" else []
            for words in [text] if own else sentences(text):
                found = _SAYS_NOT.search(words)
                ids = own or [id for kind, id in links.targets(words) if kind == "source"]
                if found and any(sources[id].seen is not Seen.WHOLE for id in ids) and not _IN_PART.search(words):
                    what = f"evidence {int(path[1]) + 1} of {claim}" if own else str(claim)
                    message = f"{what} says of a source that was not read whole: {shown(found[0])}"
                    help = "read on, say it of the quoted sentence, or write “in the opening that we read”"
                    yield Problem(claim.location.path(*path), message, help, spot=found[0])


_SAYS_NOT = re.compile(
    r"(?<!claim )\b(?:(?:does|do|did) not (?:say|name|give|speak|mention)|(?:names?|gives?|mentions?) no"
    r"|(?:names?|speaks?|mentions?)(?: of)? only|says? nothing|no (?:dice|nombra|da|menciona))\b"
    "|没有说|未提|没有提到|没有给出",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:sentence|words|excerpt|(?:that|what) we (?:read|saw)|leímos|vimos|frase)\b|我们读到|这句话", re.IGNORECASE
)


def foreign_words_have_a_gloss(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Words in another language than that of the file are followed by their meaning in it."""
    own = dataset.site.language
    meaning = "English" if own == "en" else f'the language "{own}"'
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            foreign = evidence.lang != own or (own == "en" and _NOT_LATIN.search(evidence.words or ""))
            if evidence.words and foreign and not (evidence.gloss and evidence.lang != own):
                message = f"evidence {n + 1} of {claim} quotes words in another language without a gloss"
                help = f"add `lang:`, their language, and `gloss:`, their meaning in {meaning}"
                yield Problem(claim.location.path("evidence", n, "words"), message, help)


def passages_name_their_speaker(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A passage that carries a side's word in a source of another side, or of none, says whose words they are."""
    counter = WitnessCounter(dataset)
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            sides = counter.sides_of(evidence)
            is_carried = sides and counter.dataset.sources_by_id[evidence.source].side not in sides
            if is_carried and not evidence.said_by and evidence.stance is not Stance.CONTEXT:
                message = f"evidence {n + 1} of {claim} has the word of a side in another’s source, and no speaker"
                help = "add `said_by:`, the id of a speaker or a name: whose words they are"
                yield Problem(claim.location.path("evidence", n, "source"), message, help)


def passages_say_how_far_they_reach(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A passage that shows a portion, or that limits, says in a short sentence what its words do not show."""
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if evidence.stance in {Stance.PARTLY, Stance.QUALIFIES} and not evidence.limit:
                message = f"evidence {n + 1} of {claim} {_DOES[evidence.stance]}, and does not say how far it reaches"
                help = "add `limit:`, one short sentence: what these words do not show"
                yield Problem(claim.location.path("evidence", n, "stance"), message, help)


_DOES = {Stance.PARTLY: "shows a portion", Stance.QUALIFIES: "limits the claim"}


def conclusions_lead_to_what_carries_them(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each sentence of a text's conclusion links to the verdict or the passage that it rests on."""
    for text in dataset.texts:
        for sentence in sentences(text.conclusion or ""):
            if not links.targets(sentence):
                words = " ".join(sentence.split())
                message = f"the conclusion of {text} has a sentence without a link: {shown(words)}"
                help = "link to what carries it, as in [words](claim:some-id)"
                yield Problem(text.location.path("conclusion"), message, help, spot=sentence.split()[0])


def titles_are_short(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A title or a short name has room where it is shown: in pictures, which cut it, on cards, in charts."""
    titled: tuple[Claim | Event, ...] = (*dataset.claims, *dataset.events)
    for record in titled:
        most_of_short = MAX_SHORT_CHARS if isinstance(record, Claim) else MAX_EVENT_SHORT_CHARS
        for field, most in (("title", MAX_TITLE_CHARS), ("short", most_of_short)):
            count = columns(getattr(record, field) or "")
            if count > most:
                message = f'"{field}" of {record} has {count} characters, and {most} are enough'
                yield Problem(record.location.path(field), message, "keep what matters most")


_SAME_PAGE = re.compile(r"^https?://(?:www\.)?|:80(?=/)|/?(?:#(?!/).*)?$")
"""What two addresses of one page may differ in."""


def _page(address: str) -> str:
    return _SAME_PAGE.sub("", address.lower())


def addresses_are_of_works(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The address of a source leads every reader to the work itself, on a host that is what it looks like."""
    for source in dataset.sources:
        for pattern, what in _OF_NO_WORK.items():
            if re.search(pattern, source.url or ""):
                help = "open it, and write the address that the work has there; or accept it, if it is right"
                yield Problem(source.location.path("url"), f"the address of {source} {what}", help)


_OF_NO_WORK = {
    r"//(www\.)?(bit\.ly|t\.co|t\.cn|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|lnkd\.in)/": "is a short link, which can end",
    r"//([\w-]+\.)*(google|bing|baidu|yahoo|yandex|sogou)\.[a-z.]+/(search|s|url|web)?/?\?": "is that of a search",
    r"//(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+([:/?#]|$)": "leads nobody else where it leads you",
    r"[^/=]https?://": "has another address in it",
    r"[.,;:!]$|^[^(]*\)$": "ends with a sign of the sentence that it stood in",
    r"(?i)[?&;](jsessionid|phpsessid)=": "has the number of your own visit",
    r"(?i)[?&](utm_[a-z]+|fbclid|gclid|igshid|mc_cid)=": "says by which link you came there",
    r"//(drive|docs|mail)\.google\.com/|//[\w-]+\.sharepoint\.com/": "may open for those alone who are let in",
    r"^https?://([^/]*[^/\x00-\x7f]|([^/]*\.)?xn--)": "has a host in other letters than a to z, which can look alike",
}


def copies_are_of_their_source(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A stored copy is a copy of the page itself, made when the work was out."""
    for source in dataset.sources:
        for n, copy in enumerate(source.archived):
            archived = _ARCHIVED.search(copy)
            address = archived[1] if archived else ""
            day = copied_on(copy)
            fault = ""
            if source.url and _page(copy) == _page(source.url):
                fault = "is the address of the page itself"
            elif address and not day:
                fault = "does not say when it was made, in 14 digits as in 20250601120000"
            elif address and source.url and _page(address) != _page(source.url):
                fault = f"is a copy of another page, {address}"
            elif day and source.date and day.last + timedelta(days=1) < source.date.first:
                fault = f"was made on {day}, before the work was published ({source.date})"
            if fault:
                help = "open the copy that you mean, and write its whole address; or delete the line"
                yield Problem(source.location.path("archived", n), f"the archived copy of {source} {fault}", help)


_ARCHIVED = re.compile(r"//web\.archive\.org/(?:web/)?(?:[^/:]+/)?(https?://.+)")


def reasons_rest_on_evidence(dataset: Dataset, today: date) -> Iterator[Problem]:
    """What a verdict cites is evidence of the claim; what only supports a confirmed one is not cited against it."""
    origins = make_origins(dataset.sources)
    for claim in dataset.claims:
        if not claim.verdict or any(part.same for part in claim.parts):
            continue  # what is the same has its evidence elsewhere
        known = {appearance.source for appearance in claim.appearances}
        stances: dict[str, set[Stance]] = {}
        for evidence in claim.evidence:
            known |= {evidence.source, *evidence.relays, *origins[evidence.source]}
            stances.setdefault(evidence.source, set()).add(evidence.stance)
        cited = {"for": links.targets(claim.verdict.for_ or ""), "against": links.targets(claim.verdict.against or "")}
        in_for = cited["for"] if claim.verdict.label is Label.CONFIRMED else [*cited["for"], *cited["against"]]
        for field, targets in cited.items():
            for kind, id in targets:
                fault, help = "which is no evidence of it", "enter the passage under `evidence:`, or take the link out"
                if kind != "source" or (id in known and (kind, id) in in_for):
                    continue
                if id in known:
                    fault, help = "which only supports it", "move it to `for:`, or correct the stance"
                    if stances.get(id) != {Stance.SUPPORTS}:
                        continue
                message = f'the verdict on {claim} cites under `{field}:` source "{id}", {fault}'
                yield Problem(claim.location.path("verdict", field), message, help, spot=f"{kind}:{id}")


def chapters_have_events(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each chapter of the timeline has an event; one without is left out, and the others keep their numbers."""
    chapters = dataset.site.chapters
    for n, chapter in enumerate(chapters if dataset.events else ()):
        after = [later.since.first for later in chapters[n + 1 : n + 2] if later.since]
        begins = chapter.since.first if chapter.since else date.min
        if not any(begins <= event.date.first < (after or [date.max])[0] for event in dataset.events):
            message = f"the chapter {shown(chapter.title)} has no event, and is not shown"
            yield Problem(dataset.site.location.path("chapters", n), message, "add an event, or change `since:`")


def printed_texts_have_their_claims(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A text that is printed has the words that a claim quotes from it, and the paragraph that an appearance names."""
    renderer = MarkdownRenderer()
    for claim in dataset.claims:
        text = dataset.texts_by_id.get(dataset.text_of(claim) or "")
        if not text or not text.verbatim:
            continue
        for n, appearance in enumerate(claim.appearances):
            is_in_text = appearance.source in text.seen_through
            if is_in_text and appearance.paragraph and appearance.paragraph > len(text.paragraphs):
                message = (
                    f"{claim} stands in paragraph {appearance.paragraph} of {text}, which has {len(text.paragraphs)}"
                )
                help = "count the paragraphs from 1"
                yield Problem(claim.location.path("appearances", n, "paragraph"), message, help)
            quote = claim.quote
            if is_in_text and quote and quote.verbatim and quote.appearance == n + 1:
                printed = " ".join(renderer.plain(paragraph.text) for paragraph in text.paragraphs)
                if not stands_in(normalize(quote.text), normalize(printed)):
                    message = f"{claim} quotes words that {text} does not have: {shown(quote.text)}"
                    yield Problem(claim.location.path("quote", "text"), message, "copy the words from its paragraphs")


def texts_are_said_by_their_speaker(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The speaker of a text says a claim of it."""
    for text in dataset.texts:
        own = [claim for claim in dataset.claims if dataset.text_of(claim) == text.id]
        if own and not any(a.speaker == text.speaker and not a.cited for claim in own for a in claim.appearances):
            message = f"no claim of {text} is said by its speaker {shown(text.speaker)}"
            help = "name them in the `appearances:` of its claims, or another speaker here"
            yield Problem(text.location.path("speaker"), message, help)


def what_tells_of_a_thing_is_of_its_time(dataset: Dataset, today: date) -> Iterator[Problem]:
    """What tells of a thing is no older than it, and words stand in a source of about the day they were said on."""
    sources, texts = dataset.sources_by_id, dataset.texts_by_id
    told: list[tuple[Record, Path, str, Edtf | None, Source | Text]] = [
        *((event, ("date",), str(event), event.date, texts[id]) for event in dataset.events for id in event.texts),
        *((text, ("date",), str(text), text.date, sources[id]) for text in dataset.texts for id in text.seen_through),
    ]
    for claim in dataset.claims:
        for field, kind in (("appearances", "appearance"), ("evidence", "evidence")):
            for n, one in enumerate(getattr(claim, field)):
                if getattr(one, "as_", None) is not As.ANNOUNCEMENT:
                    what = f"{kind} {n + 1} of {claim}"
                    told.append((claim, (field, n, "date"), what, one.date, sources[one.source]))
    for record, path, what, when, teller in told:
        days = (teller.date.first - when.last).days if when and teller.date else 0
        is_old = path[0] == "appearances" and days > MAX_DAYS_TO_PRINT
        if when and teller.date and (is_old or when.first > teller.date.last + timedelta(days=1)):
            message = f"{what} is of {when}, and {teller}, which tells of it, of {teller.date}"
            help = "mend one of the dates, or name what told of it at its time, perhaps `seen: reported`"
            yield Problem(record.location.path(*path), message, help)


def copies_are_one_witness(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Of two sources with one title and date one is an edition of the other, or both pass on a third."""
    origins = make_origins(dataset.sources)
    titled = [source for source in dataset.sources if source.title and source.date]
    for source, first in repeated(titled, key=lambda source: (_plain(source.title), source.date)):
        if not origins[source.id] & origins[first.id]:
            message = f"{source} has the title and the date of {first}, and counts as another witness"
            help = f"write `edition_of: {first.id}` where it is a copy, or `relays:` on both"
            yield Problem(source.location.path("title"), message, help)


def _plain(words: str | None) -> str:
    """Return words in small letters, without punctuation, one space between each two."""
    return " ".join(re.sub(r"[^\w\s]", "", words or "").casefold().split())


def reviews_are_fresh(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A verdict was gone over within the last two years."""
    for claim in dataset.claims:
        if claim.verdict and today - claim.verdict.reviewed.last > STALE_AFTER:
            message = f"the verdict on {claim} was last reviewed on {claim.verdict.reviewed}"
            help = "go over it again, and set `reviewed:` to the day"
            yield Problem(claim.location.path("verdict", "reviewed"), message, help)


def figures_are_what_they_look_like(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A series has figures of times of one length, marks among these, and no thousands written with a point."""
    for series in dataset.series:
        lengths = {_length(when): when for when, _ in reversed(series.points)}
        if len(lengths) > 1:
            (one, first), (other, second) = [*reversed(lengths.items())][:2]
            message = f"{series} has a figure of {one} ({first.text}) beside one of {other} ({second.text})"
            help = "draw what is of one length, or say in its `note:` how they can be compared"
            yield Problem(series.location.path("points", second.text), message, help, on_key=True)
        times = [when for when, _ in series.points]
        for n, event in enumerate(map(dataset.events_by_id.__getitem__, series.marks if times else ())):
            if event.date.last < min(when.first for when in times) or event.date.first > max(
                when.last for when in times
            ):
                message = f"{series} marks {event} of {event.date.text}, outside the time of its figures"
                help = "delete the mark, or add the figures of that time"
                yield Problem(series.location.path("marks", n), message, help)
        for value in series.values:
            if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", repr(value)):
                message = f"{series} has the figure {value!r}: are thousands meant?"
                help = f"write {value * 1000:.0f} for thousands; a fraction can be left as it is"
                yield Problem(
                    series.location.path("bars" if series.bars else "points"), message, help, spot=repr(value)
                )
                break


def _length(when: Edtf) -> str:
    return "a quarter" if when.quarter else "a period" if when.is_period else f"a {when.precision}"


def signs_mean_something(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No text holds signs that readers see as they stand, and none holds pictures or tags, which pages leave out."""
    renderer = MarkdownRenderer()
    for record in dataset.written():
        for content, markup, help in _MARKUP:
            for text, path in fields.texts(record, content):
                found = [(sign[0], "readers see as it stands", help) for sign in [markup.search(text)] if sign]
                if content == "markdown" and not found:
                    found += ((sign, "readers see as it stands", CLOSE) for sign in unclosed(text, renderer.html)[:1])
                    tags = dict.fromkeys(renderer.lost(text)) if "<" in text or "![" in text else ()
                    found += ((tag, "is not shown", "take it out, or write &lt; for the sign itself") for tag in tags)
                for sign, what, way in found:
                    message = f"{record} has {shown(sign)}, which {what}"
                    yield Problem(record.location.path(*path), message, way, spot=sign)


def numbers_are_filled_in_for_the_site(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Braces stand in what is told of the site alone, one pair around the name of a number."""
    for record, text, path in fields.all_texts(dataset, "plain text", "markdown"):
        for found in _BRACES.finditer(text):
            if isinstance(record, SiteInfo) and PLACEHOLDER.fullmatch(found[0]):
                continue
            message = f"{record} has {shown(found[0])}, which readers see as it stands"
            help = "write the number; it is filled in under `site:` alone, as in `{claims}`"
            if isinstance(record, SiteInfo):
                help = "write one pair of braces, with none inside it, as in `{claims}` or `{claims|claim|claims}`"
            yield Problem(record.location.path(*path), message, help, spot=found[0])


_BRACES = re.compile(r"\$?\{+[^{}\n]*\}+|[{}]\S*")


def work_is_finished(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Nothing but a draft has a sign of unfinished work."""
    for record in publication.published(dataset).written():
        texts = [(text, path, kinds) for content, kinds in _SIGNS for text, path in fields.texts(record, content)]
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


def nothing_published_leads_to_a_draft(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Only drafts name or link to what is not published."""
    held = publication.held_back(dataset)
    targets = {(record.kind_name, record.id) for record in held}
    for record in dataset.written() if held else ():
        for kind, id, path, spot in named(record) if record not in held else ():
            if (kind, id) in targets:
                message = f'{record} leads to {kind} "{id}", {publication.HELD_BACK}'
                yield Problem(record.location.path(*path), message, publication.HELP, spot=spot)


def authors_are_named_one_by_one(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each author is an item of its own, and a person whose family's name comes first has two names."""
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


def nothing_is_written_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two claims say the same, no two of another kind are the same, and no claim has anything twice."""
    texts: list[tuple[str, str, Record, str]] = [
        *(("title", _plain(claim.title), claim, "title") for claim in dataset.claims),
        *(("statement", _plain(claim.statement), claim, "statement") for claim in dataset.claims),
        *(("short name", claim.short, claim, "short") for claim in dataset.claims if claim.short),
        *(("address", _page(source.url), source, "url") for source in dataset.sources if source.url),
        *(("name", _plain(speaker.name), speaker, "name") for speaker in dataset.speakers),
        *(("title of the text", _plain(text.title), text, "title") for text in dataset.texts),
        *(("title of the topic", _plain(topic.title), topic, "title") for topic in dataset.topics),
        *(("name of the text", _plain(text.name), text, "name") for text in dataset.texts),
        *(("short name", _plain(side.short), side, "short") for side in dataset.sides if side.short),
        *(("DOI", source.doi.lower(), source, "doi") for source in dataset.sources if source.doi),
        *(("name of the side", _plain(side.name), side, "name") for side in dataset.sides),
        *(("date and title", f"{event.date.text} {_plain(event.title)}", event, "title") for event in dataset.events),
    ]
    alike = repeated(texts, key=lambda found: found[:2])
    for (what, _, record, field), (_, _, first, _) in alike:
        message = f'the {what} of "{record.id}" is that of "{first.id}" too'
        yield Problem(record.location.path(field), message, "tell them apart, or keep one")
    lists = [
        *((source, "author", "author") for source in dataset.sources),
        *((claim, "appearances", "appearance") for claim in dataset.claims),
        *((claim, "evidence", "evidence") for claim in dataset.claims),
        *((claim, "parts", "part") for claim in dataset.claims),
    ]
    for holder, field, what in lists:
        items = [*enumerate(getattr(holder, field))]
        for (n, _), (earlier, _) in repeated(items, key=lambda item: getattr(item[1], "text", item[1])):
            message = f"{holder} has its {what} {earlier + 1} again as {n + 1}"
            yield Problem(holder.location.path(field, n), message, "keep one")


WARNINGS = {
    name.replace("_", "-"): found
    for name, found in vars().items()
    if inspect.isgeneratorfunction(found) and found.__module__ == __name__ and name[0] != "_"
}
"""What finds warnings, under the names of their rules, in the order in which they are shown."""
