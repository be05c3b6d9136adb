"""Find sentences such as “only the North says so”, which are wrong as soon as anybody else says so, however weakly."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import fields, links
from ..model.markdown import sentences
from ..model.records import Claim, Dataset, SiteInfo, TopLevelRecord
from ..model.scalars import Content
from ..source.diagnostics import Path, listing, shown
from ..verdict import BACKING, Colour, Judgement

EXCLUSIVE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b[Oo]nly (?!(?:later|then|after|when|in|on|at|part|half|some|a|an|one|two|three|press|\d+)\b)"
        r"(?:[\w’'.-]+ ){1,4}?(?:says?|said|reports?|reported|tells?|told|speaks?|spoke)\b"
        r"|\b[Oo]nly [^.,;:]{1,30}(?:’s|s’)(?: own)? (?:word|account)s?\b"
        r"|\b(?:[Nn]obody|[Nn]o one|[Nn]one) (?:else|outside)\b"
        r"(?=[^.;:]{0,30}?\b(?:says?|said|reports?|reported|found|wrote|tells?|told)\b)"
        r"|\balone (?:says?|reports?|tells?)\b"
    ),
    "zh": re.compile(
        r"[只仅]有[^，。；：]{1,12}?方面|[只仅]有[^，。；：的]{1,10}?说(?!法)"
        r"|仅见[^，。；：]{1,12}?说法|没有(?:别人|其他人)"
    ),
}
"""For each language, the words that say that only one side says a thing. A language without an entry is not checked."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WATCHED = re.compile(
    r"site (?:headline|summary|findings\.text)|texts (?:finding|conclusion)|topics (?:answer|summary)"
    r"|claims (?:gist|verdict\.(?:summary|for|against|unknown|readings\.summary))"
)
"""The fields that are read, each after the name of its top-level list and without the indexes of items."""


@dataclass(frozen=True)
class Universal:
    """A sentence that says that only one side says a thing, and the problem with it."""

    record: TopLevelRecord
    path: Path
    words: str
    message: str
    help: str


def wrong_universals(dataset: Dataset, language: str, judgements: Mapping[str, Judgement]) -> Iterator[Universal]:
    """Yield each sentence that says that only one side says a thing, if it links to no claim or others back that claim.

    Args:
        dataset: The records, with their texts in `language`.
        language: The language's code, such as `en` or `zh-Hans`.
        judgements: What follows from the evidence of each claim, by its id.

    """
    pattern = EXCLUSIVE.get(language.partition("-")[0])
    if not pattern:
        return
    contents: tuple[Content, ...] = ("plain text", "markdown")
    for content in contents:
        for record, text, path in fields.all_texts(dataset, content):
            if not _is_watched(record, path):
                continue
            for sentence in sentences(text):
                match = pattern.search(_LINK.sub(r"\1", sentence))
                if not match:
                    continue
                words = match[0].split()
                spot = match[0] if match[0] in text else words[0]
                quotation = shown(" ".join(words))
                claims = _claims_of(record, path, sentence)
                if not claims:
                    help = "write what you looked for and did not find"
                    help += ", or link the sentence to its claim" if content == "markdown" else ""
                    yield Universal(record, path, spot, f"says {quotation} and leads to no claim", help)
                for id, reading in claims:
                    if id not in judgements:
                        continue
                    numbers = _backing_from_outside(judgements[id], reading)
                    if numbers:
                        places = listing([str(number) for number in numbers], last="and")
                        message = f'says {quotation} of claim "{id}", which is backed from outside by evidence {places}'
                        help = "name who else says so, or write what you looked for and did not find"
                        yield Universal(record, path, spot, message, help)


def _is_watched(record: TopLevelRecord, path: Path) -> bool:
    """Return whether a field is one of those that are read."""
    steps = [step for step in path if isinstance(step, str)]
    return _WATCHED.fullmatch(f"{record.location.section} {'.'.join(steps)}") is not None


def _claims_of(record: TopLevelRecord, path: Path, sentence: str) -> list[tuple[str, str | None]]:
    """Return the id and reading of each claim that a sentence is about: those it links to, or that of its record."""
    linked = dict.fromkeys(id for kind, id in links.targets(sentence) if kind == "claim")
    if linked:
        return [(id, None) for id in linked]
    if isinstance(record, Claim):
        reading = None
        if record.verdict and path[:2] == ("verdict", "readings"):
            reading = record.verdict.readings[int(path[2])].id
        return [(record.id, reading)]
    if isinstance(record, SiteInfo) and path[0] == "findings":
        claim = record.findings[int(path[1])].claim
        return [(claim, None)] if claim else []
    return []


def _backing_from_outside(judgement: Judgement, reading_id: str | None) -> list[int]:
    """Return the numbers of the passages of another side or none that back a reading, counted or not."""
    numbers: list[int] = []
    for reading in judgement.readings:
        if reading.id == reading_id:
            backing = [passage for passage in reading.passages if passage.evidence.stance in BACKING]
            numbers += [passage.number for passage in backing if passage.colour in {Colour.OTHER, Colour.NONE}]
    return numbers
