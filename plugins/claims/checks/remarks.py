"""What is not wrong but could be better: remarks on wording and upkeep. Each remark's docstring says what is wanted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..model import fields, links
from ..model.records import Claim, Dataset, Event, Record, Written, by_id
from ..model.scalars import MAX_TITLE_CHARS
from ..source.diagnostics import Path, Problem, shown
from ..source.grouping import repeated
from ..verdict.witnesses import make_origins

STALE_AFTER = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Remark:
    """A kind of remark: what it says of one and of many at once, and how to find them."""

    singular: str
    plural: str
    find: Callable[[Dataset, date], Iterator[Problem]]

    @property
    def name(self) -> str:
        """The name of its rule, as in the list of accepted remarks: `titles-fit-a-card`."""
        return self.find.__name__.replace("_", "-")

    def of(self, number: int) -> str:
        """Return `1 title is too long for a card`, or how many are."""
        return f"{number} {self.singular if number == 1 else self.plural}"


_NAME = re.compile(r"\w{3,}")  # that begins with a small letter, as in “an official of …”, names nobody
_UNWRITTEN = r"\b(?:TODO|TBD|FIXME|XXX)\b|(?i:lorem ipsum)"
_SIGNS: tuple[tuple[Literal["plain text", "markdown"], re.Pattern[str], str], ...] = (
    ("plain text", re.compile(rf"\*\*|&#?\w+;|\\n|{_UNWRITTEN}"), "take it out: what is meant is plain text"),
    (
        "markdown",
        re.compile(rf"^#+ .*|^\|.*\||~~|\[\^\w+\]|{_UNWRITTEN}", re.MULTILINE),
        "take it out: headings, tables and footnotes are not for these texts",
    ),
)


def titles_fit_a_card(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The title of a claim or event fits the card it stands on."""
    titled: tuple[Claim | Event, ...] = (*dataset.claims, *dataset.events)
    for record in titled:
        if len(record.title) > MAX_TITLE_CHARS:
            message = f"the title of {record} has {len(record.title)} characters"
            help = f"{MAX_TITLE_CHARS} fit a card: keep what tells it apart"
            yield Problem(record.origin.path("title"), message, help)


def statements_are_attributed(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A statement says whose it is: it names a speaker of its chain, or the form in which they spoke."""
    speakers = by_id(dataset.speakers)
    for claim in dataset.claims:
        words_of_names = (word for a in claim.appearances for word in _NAME.findall(speakers[a.speaker].name))
        names = {word for word in words_of_names if not word[0].islower()}
        forms = {a.form for a in claim.appearances}
        words = set(re.findall(r"\w+", claim.statement))
        if not names & words and not any(form.lower() in claim.statement.lower() for form in forms):
            message = f"the statement of {claim} does not say who made it"
            help = "begin with the speaker, as in `Orla Tidewell said that …`"
            yield Problem(claim.origin.path("statement"), message, help)


def topics_introduce_their_claims(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The summary of one of a claim's topics links to it."""
    introduced = {id for topic in dataset.topics for kind, id in links.targets(topic.summary) if kind == "claim"}
    for claim in dataset.claims:
        if claim.id not in introduced:
            help = f"link to it in the summary of a topic: [words](claim:{claim.id})"
            yield Problem(claim.origin.path("topics"), f"no topic introduces {claim}", help)


def links_say_which_passage(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A link of a reasoning to a source of several passages says to which of them it leads."""
    for claim in dataset.claims:
        held = Counter(evidence.source for evidence in claim.evidence)
        for kind, id, number in links.passages(claim.verdict.reasoning) if claim.verdict else ():
            if kind == "source" and not number and held[id] > 1:
                message = f"the reasoning of {claim} links to source {shown(id)}, of which it has {held[id]} passages"
                help = f"say which, as in [words](source:{id}#2) for the second of them in the file"
                yield Problem(claim.origin.path("verdict", "reasoning"), message, help, spot=f"source:{id})")


def sources_are_used(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Something names or links to every source."""
    named = {(kind, id) for record in dataset.written() for kind, id, _, _ in _named(record)}
    for source in dataset.sources:
        if ("source", source.id) not in named:
            yield Problem(source.origin.path("id"), f"nothing leans on {source}", "cite it, or delete it")


def sources_keep_the_side_of_their_origin(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source that only passes on others has no side that none of them has: its passages count as theirs."""
    sides = {source.id: source.side for source in dataset.sources}
    origins = make_origins(dataset.sources)
    for source in dataset.sources:
        if source.side and source.side not in {sides[id] for id in origins[source.id]}:
            message = f'{source} has the side "{source.side}", and what it passes on has another or none'
            help = "its passages count as the origin's: give that the side, or delete `relays:` or `edition_of:`"
            yield Problem(source.origin.path("side"), message, help)


def parts_are_several(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A claim has several parts or none: a single one is the claim."""
    for claim in dataset.claims:
        if len(claim.parts) == 1:
            message, help = f"{claim} has one part", "leave `parts:` and `part:` out, or say what else could be denied"
            yield Problem(claim.origin.path("parts"), message, help, on_key=True)


def addresses_are_encrypted(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An address begins with https:// where the publisher offers it."""
    for source in dataset.sources:
        if source.url and source.url.lower().startswith("http:"):
            message = f"{source} has an address that begins with http://"
            yield Problem(source.origin.path("url"), message, "write https:// if the page opens under it")


def sources_have_an_archived_copy(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A page that may change or vanish has an archived copy."""
    for source in dataset.sources:
        if source.url and source.archived in {None, source.url}:
            help = "add `archived:`, as `make archive` does"
            yield Problem(source.origin.path("url"), f"{source} has no archived copy", help)


def reviews_are_fresh(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A verdict was gone over within the last two years."""
    for claim in dataset.claims:
        if claim.verdict and today - claim.verdict.reviewed.last > STALE_AFTER:
            message = f"the verdict on {claim} was last reviewed on {claim.verdict.reviewed}"
            help = "go over it again, and set `reviewed:` to the day"
            yield Problem(claim.origin.path("verdict", "reviewed"), message, help)


def _named(record: Written) -> list[tuple[str, str, Path, str]]:
    """Return the kind and id of each record that this one names or links to, where, and the words of a link."""
    named = [(kind, id, path, "") for kind, id, path in fields.references(record)]
    for text, path in fields.texts(record, "markdown"):
        named += [(kind, id, path, f"{kind}:{id}") for kind, id in links.targets(text)]
    return named


def nothing_leads_to_what_was_withdrawn(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No record names or links to a claim that was withdrawn."""
    withdrawn = {claim.id for claim in dataset.withdrawn}
    for record in dataset.written() if withdrawn else ():
        for kind, id, path, spot in _named(record):
            if kind == "claim" and id in withdrawn and not getattr(record, "withdrawn", None):
                message = f'{record} leads to claim "{id}", which was withdrawn'
                yield Problem(record.origin.path(*path), message, "take it out, or say there that it was", spot=spot)


def texts_are_shown_whole(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A text holds no picture and nothing in angle brackets that pages leave out."""
    texts = ((record, text, path) for record in dataset.written() for text, path in fields.texts(record, "markdown"))
    suspect = [(record, text, path) for record, text, path in texts if "<" in text or "![" in text]
    if not suspect:
        return
    from ..model.markdown import MarkdownRenderer  # noqa: PLC0415 - takes long to import, and is hardly needed here

    renderer = MarkdownRenderer()
    for record, text, path in suspect:
        for lost in dict.fromkeys(renderer.lost(text)):
            message = f"{record} has {shown(lost)}, which is not shown"
            help = "take it out, or write &lt; for the sign itself"
            yield Problem(record.origin.path(*path), message, help, spot=lost)


def signs_mean_something(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No text holds signs that readers see as they stand, or a word that stands for what is still to be written."""
    for record in dataset.written():
        for content, signs, help in _SIGNS:
            for text, path in fields.texts(record, content):
                if found := signs.search(text):
                    message = f"{record} has {shown(found[0])}, which readers see as it stands"
                    yield Problem(record.origin.path(*path), message, help, spot=found[0])


def nothing_is_written_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two claims say the same, no two sources are the same page, and no claim has anything twice."""
    texts: list[tuple[str, str, Record, str]] = [
        *(("title", claim.title, claim, "title") for claim in dataset.claims),
        *(("statement", claim.statement, claim, "statement") for claim in dataset.claims),
        *(("address", source.url, source, "url") for source in dataset.sources if source.url),
    ]
    alike = repeated(texts, key=lambda found: (found[0], " ".join(found[1].casefold().split())))
    for (what, _, record, field), (_, _, first, _) in alike:
        message = f'the {what} of "{record.id}" is that of "{first.id}" too'
        yield Problem(record.origin.path(field), message, "tell them apart, or keep one")
    for claim in dataset.claims:
        for field, what in (("appearances", "appearance"), ("evidence", "evidence")):
            for (n, _), (earlier, _) in repeated([*enumerate(getattr(claim, field))], key=lambda item: item[1]):
                message = f"{claim} has its {what} {earlier + 1} again as {n + 1}"
                yield Problem(claim.origin.path(field, n), message, "keep one")


REMARKS: tuple[Remark, ...] = (
    Remark("title is too long for a card", "titles are too long for a card", titles_fit_a_card),
    Remark("statement does not say who made it", "statements do not say who made them", statements_are_attributed),
    Remark("claim is introduced by no topic", "claims are introduced by no topic", topics_introduce_their_claims),
    Remark("link does not say to which passage", "links do not say to which passage", links_say_which_passage),
    Remark("source is used by nothing", "sources are used by nothing", sources_are_used),
    Remark(
        "source has a side that what it passes on has not",
        "sources have a side that what they pass on has not",
        sources_keep_the_side_of_their_origin,
    ),
    Remark("claim has a single part", "claims have a single part", parts_are_several),
    Remark("address begins with http://", "addresses begin with http://", addresses_are_encrypted),
    Remark("source has no archived copy", "sources have no archived copy", sources_have_an_archived_copy),
    Remark(
        "verdict was reviewed more than two years ago",
        "verdicts were reviewed more than two years ago",
        reviews_are_fresh,
    ),
    Remark(
        "mention of a claim that was withdrawn",
        "mentions of claims that were withdrawn",
        nothing_leads_to_what_was_withdrawn,
    ),
    Remark("thing in a text is not shown", "things in texts are not shown", texts_are_shown_whole),
    Remark("sign in a text is printed as it stands", "signs in texts are printed as they stand", signs_mean_something),
    Remark("thing stands twice", "things stand twice", nothing_is_written_twice),
)
