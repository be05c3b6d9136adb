"""What is not wrong but could be better: remarks on wording and upkeep. Each remark's docstring says what is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from . import links, rules
from .diagnostics import Path, Problem, shown
from .model import Claim, Dataset, Event, Series, Term, by_id

LONGEST_TITLE = 75  # characters: two lines on a phone's card
STALE_AFTER = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Remark:
    """A kind of remark: what it says of one and of many at once, and how to find them."""

    singular: str
    plural: str
    find: Callable[[Dataset, date], Iterator[Problem]]

    def of(self, number: int) -> str:
        """`1 title is too long for a card`."""
        return f"{number} {self.singular if number == 1 else self.plural}"


_NAME = re.compile(r"\w{3,}")  # that begins with a small letter, as in “an official of …”, names nobody


def titles_fit_a_card(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The title of a claim or event fits the card it stands on."""
    titled: tuple[Claim | Event, ...] = (*dataset.claims, *dataset.events)
    for record in titled:
        if len(record.title) > LONGEST_TITLE:
            yield Problem(
                record.origin.path("title"),
                f'the title of {record.kind_name} "{record.id}" has {len(record.title)} characters',
                f"{LONGEST_TITLE} fit a card: keep what tells it apart",
            )


def statements_are_attributed(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A statement says whose it is: it names a speaker of its chain, or the form in which they spoke."""
    speakers = by_id(dataset.speakers)
    for claim in dataset.claims:
        words_of_names = (word for a in claim.appearances for word in _NAME.findall(speakers[a.speaker].name))
        names = {word for word in words_of_names if not word[0].islower()}
        forms = {a.form for a in claim.appearances}
        words = set(re.findall(r"\w+", claim.statement))
        if not names & words and not any(form.lower() in claim.statement.lower() for form in forms):
            yield Problem(
                claim.origin.path("statement"),
                f'the statement of claim "{claim.id}" does not say who made it',
                "begin with the speaker, as in `Cui Tiankai wrote that …`",
            )


def topics_introduce_their_claims(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The summary of one of a claim's topics links to it."""
    introduced = {id for topic in dataset.topics for kind, id in links.targets(topic.summary) if kind == "claim"}
    for claim in dataset.claims:
        if claim.id not in introduced:
            yield Problem(
                claim.origin.path("topics"),
                f'no topic introduces claim "{claim.id}"',
                f"link to it in the summary of a topic: [words](claim:{claim.id})",
            )


def sources_are_used(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Something leans on every source."""
    used = {a.source for claim in dataset.claims for a in claim.appearances}
    used |= {evidence.source for claim in dataset.claims for evidence in claim.evidence}
    citing: tuple[Event | Term | Series, ...] = (*dataset.events, *dataset.glossary, *dataset.series)
    for record in citing:
        used |= set(record.sources)
    for source in dataset.sources:
        if source.id not in used:
            yield Problem(source.origin.path("id"), f'nothing leans on source "{source.id}"', "cite it, or delete it")


def addresses_are_encrypted(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An address begins with https:// where the publisher offers it."""
    for source in dataset.sources:
        if source.url and source.url.lower().startswith("http:"):
            yield Problem(
                source.origin.path("url"),
                f'source "{source.id}" has an address that begins with http://',
                "write https:// if the page opens under it",
            )


def sources_have_an_archived_copy(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A page that may change or vanish has an archived copy."""
    for source in dataset.sources:
        if source.url and not source.archived:
            yield Problem(source.origin.path("url"), f'source "{source.id}" has no archived copy', "add `archived:`")


def reviews_are_fresh(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A verdict was gone over within the last two years."""
    for claim in dataset.claims:
        if claim.verdict and today - claim.verdict.reviewed.last > STALE_AFTER:
            yield Problem(
                claim.origin.path("verdict", "reviewed"),
                f'the verdict on claim "{claim.id}" was last reviewed on {claim.verdict.reviewed}',
                "go over it again, and set `reviewed:` to the day",
            )


def texts_are_shown_whole(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A text holds no picture and nothing in angle brackets that pages leave out."""
    converter = rules.Converter()
    for record in dataset.records():
        for text, way in rules.prose(record):
            for lost in dict.fromkeys(converter.prose.lost(text)) if "<" in text or "![" in text else ():
                yield Problem(
                    record.origin.path(*way),
                    f'{record.kind_name} "{record.id}" has {shown(lost)}, which is not shown',
                    "take it out, or write &lt; for the sign itself",
                    spot=lost,
                )


def nothing_is_written_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two claims say the same, and no two sources are the same page."""
    met: dict[tuple[str, str], str] = {}
    texts: list[tuple[str, str, str, Path]] = []
    for claim in dataset.claims:
        texts += [
            ("title", claim.title, claim.id, claim.origin.path("title")),
            ("statement", claim.statement, claim.id, claim.origin.path("statement")),
        ]
    texts += [("address", s.url, s.id, s.origin.path("url")) for s in dataset.sources if s.url]
    for what, text, id, path in texts:
        first = met.setdefault((what, " ".join(text.casefold().split())), id)
        if first != id:
            yield Problem(path, f'the {what} of "{id}" is that of "{first}" too', "tell them apart, or keep one")


REMARKS: tuple[Remark, ...] = (
    Remark("title is too long for a card", "titles are too long for a card", titles_fit_a_card),
    Remark("statement does not say who made it", "statements do not say who made them", statements_are_attributed),
    Remark("claim is introduced by no topic", "claims are introduced by no topic", topics_introduce_their_claims),
    Remark("source is used by nothing", "sources are used by nothing", sources_are_used),
    Remark("address begins with http://", "addresses begin with http://", addresses_are_encrypted),
    Remark("source has no archived copy", "sources have no archived copy", sources_have_an_archived_copy),
    Remark(
        "verdict was reviewed more than two years ago",
        "verdicts were reviewed more than two years ago",
        reviews_are_fresh,
    ),
    Remark("thing in a text is not shown", "things in texts are not shown", texts_are_shown_whole),
    Remark("text or address stands twice", "texts or addresses stand twice", nothing_is_written_twice),
)
