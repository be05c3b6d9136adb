"""“Only the North says so” and its like: sentences that are wrong as soon as somebody else says so, however weakly."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import fields, links
from ..model.markdown import sentences
from ..model.records import Claim, Dataset, TopLevelRecord
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
    "es": re.compile(
        r"\b(?:[Ss]olo|[Ss]ólo|[Úú]nicamente) (?:[\w’'.-]+ ){1,4}?(?:dicen?|dijo|informan?|cuentan?|afirman?)\b"
        r"|\b[Nn]adie (?:más|fuera)\b(?=[^.;:]{0,30}?\b(?:dice|dijo|informa|informó|afirma|cuenta)\b)"
    ),
    "zh": re.compile(
        r"[只仅]有[^，。；：]{1,12}?方面|[只仅]有[^，。；：的]{1,10}?说(?!法)"
        r"|仅见[^，。；：]{1,12}?说法|没有(?:别人|其他人)"
    ),
}
"""Under each language what says that one side alone says a thing. A language without an entry is not checked."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WATCHED = re.compile(
    r"site (?:headline|summary|findings\.text)|texts (?:finding|conclusion)|topics (?:answer|summary)"
    r"|claims (?:gist|verdict\.(?:summary|for|against|unknown|readings\.summary))"
)
"""The fields that are read, each after its list; the place of an item in a list is left out."""


@dataclass(frozen=True)
class Universal:
    """A sentence that says that one side alone says a thing, and why it cannot stand."""

    record: TopLevelRecord
    path: Path
    words: str
    message: str
    help: str


def wrong_universals(dataset: Dataset, language: str, judgements: Mapping[str, Judgement]) -> Iterator[Universal]:
    """Yield each such sentence that a passage from outside belies, or that leads to no claim.

    Args:
        dataset: The records, with their texts in `language`.
        language: The language's code, such as `en` or `zh-Hans`.
        judgements: Under the id of each claim what follows from its evidence.

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
                found = pattern.search(_LINK.sub(r"\1", sentence))
                if not found:
                    continue
                said, spot = shown(" ".join(found[0].split())), found[0] if found[0] in text else found[0].split()[0]
                bound = _claims_of(record, path, sentence)
                if not bound:
                    help = "write what you looked for and did not find"
                    help += ", or link the sentence to its claim" if content == "markdown" else ""
                    yield Universal(record, path, spot, f"says {said} and leads to no claim", help)
                for id, reading in bound:
                    numbers = _backed_from_outside(judgements[id], reading) if id in judgements else []
                    if numbers:
                        where = listing([str(number) for number in numbers], last="and")
                        message = f'says {said} of claim "{id}", which is backed from outside by evidence {where}'
                        help = "name who else says so, or write what you looked for and did not find"
                        yield Universal(record, path, spot, message, help)


def _is_watched(record: TopLevelRecord, path: Path) -> bool:
    field = ".".join(step for step in path if isinstance(step, str))
    return _WATCHED.fullmatch(f"{record.location.section} {field}") is not None


def _claims_of(record: TopLevelRecord, path: Path, sentence: str) -> list[tuple[str, str | None]]:
    """Return the claims that a sentence is about, each with the reading: those it links to, or that of its record."""
    linked = [(id, None) for kind, id in links.targets(sentence) if kind == "claim"]
    if linked:
        return [*dict.fromkeys(linked)]
    if isinstance(record, Claim):
        is_reading = path[:2] == ("verdict", "readings") and record.verdict
        return [(record.id, record.verdict.readings[int(path[2])].id if is_reading and record.verdict else None)]
    finding = record.findings[int(path[1])] if path[0] == "findings" else None  # type: ignore[attr-defined]
    return [(finding.claim, None)] if finding and finding.claim else []


def _backed_from_outside(judgement: Judgement, reading_id: str | None) -> list[int]:
    """Return the numbers of the passages of another side or of none that back a reading, counted or not."""
    numbers = []
    for reading in judgement.readings:
        if reading.id != reading_id:
            continue
        for passage in reading.passages:
            if passage.evidence.stance in BACKING and passage.colour in {Colour.OTHER, Colour.NONE}:
                numbers.append(passage.number)
    return numbers
