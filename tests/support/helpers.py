"""What several test modules need: the day of the checks, and small files that are right but for what a test changes."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Protocol, TypeAlias

from claims.model import parser
from claims.model.parser import Parsed
from claims.source import yaml_reader as reader
from claims.source.diagnostics import Problem

ROOT = Path(__file__).parents[2]
EXAMPLES = Path(__file__).parents[1] / "examples"
TODAY = date(2026, 11, 25)
AFTER_ALL = date(2999, 1, 1)
"""A day after every one in the file of this site, whenever that was last edited."""

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"
Raw: TypeAlias = Mapping[str, Value]
"""A record as the file has it."""


def cases(file: Path) -> dict[str, bytes]:
    """Return the cases in a file of examples, by name.

    Each begins below a line `#### its-name`; a file without such lines is one case. A case that ends with the line
    `# and base.yaml` has the lists of that file besides its own.
    """
    first, *pieces = re.split(rb"(?m)^\n?#### (.+)\n", file.read_bytes())
    texts = {name.decode(): text for name, text in zip(pieces[::2], pieces[1::2], strict=True)} or {file.stem: first}
    return {name: _with_base(text) for name, text in texts.items()}


def _with_base(text: bytes) -> bytes:
    if text.endswith(b"# and base.yaml\n"):
        lists = re.split(rb"(?m)^(?=[a-z]+:)", (EXAMPLES / "base.yaml").read_bytes())
        text += b"".join(part for part in lists if not re.search(rb"(?m)^" + part.partition(b":")[0] + b":", text))
    return text


class HasId(Protocol):
    """A record, or what a page shows of one."""

    @property
    def id(self) -> str: ...


def ids(records: Iterable[HasId]) -> list[str]:
    """The ids of some records, in their order."""
    return [record.id for record in records]


def _changed(record: Raw, changes: Raw) -> Raw:
    """The record with other values; a field that is given None goes."""
    return {name: value for name, value in {**record, **changes}.items() if value is not None}


def topic(**changes: Value) -> Raw:
    return _changed({"id": "moon", "title": "T", "question": "Q", "answer": "A", "summary": "S"}, changes)


def side(**changes: Value) -> Raw:
    return _changed({"id": "north", "name": "North"}, changes)


def text(id: str = "poem", **changes: Value) -> Raw:
    base = {"id": id, "title": f"The {id}", "name": f"the {id}", "speaker": "j-smith", "form": "F", "date": "2019"}
    return _changed({**base, "seen_through": ["letter"]}, changes)


def speaker(**changes: Value) -> Raw:
    return _changed({"id": "j-smith", "name": "Jane Smith", "kind": "person", "role": "R", "side": "north"}, changes)


def source(id: str, **changes: Value) -> Raw:
    base = {
        "id": id,
        "kind": "news",
        "publisher": "P",
        "title": f"About {id}",
        "url": f"https://{id}.example/",
        "seen": "opening",
    }
    return _changed(base, changes)


def evidence(source: str = "survey", **changes: Value) -> Raw:
    return _changed({"source": source, "stance": "supports", "note": "N"}, changes)


def verdict(label: str = "confirmed", **changes: Value) -> Raw:
    return _changed({"label": label, "summary": "S", "for": "R", "reviewed": "2020-01-01"}, changes)


def appearance(**changes: Value) -> Raw:
    return _changed({"speaker": "j-smith", "form": "letter", "source": "letter"}, changes)


def claim(**changes: Value) -> Raw:
    base = {
        "id": "moon-cheese",
        "title": "The moon is made of cheese",
        "statement": "Jane Smith wrote that the moon is made of cheese.",
        "kind": "result",
        "topics": ["moon"],
        "appearances": [appearance()],
        "evidence": [evidence()],
        "verdict": verdict(),
    }
    return _changed(base, changes)


def event(**changes: Value) -> Raw:
    base = {"id": "landing", "date": "1969-07-20", "title": "T", "summary": "S"}
    return _changed({**base, "sources": ["survey"]}, changes)


def term(**changes: Value) -> Raw:
    return _changed({"id": "crater", "term": "Crater", "definition": "D"}, changes)


def series(**changes: Value) -> Raw:
    base = {"id": "eaten", "title": "T", "description": "D", "unit": "U", "points": {"2019": "1", "2020": "2"}}
    return _changed({**base, "sources": ["survey"], "note": "N", "topics": ["moon"]}, changes)


def text_of(**sections: Value) -> str:
    """A file without mistakes, but for the sections that are given, on one line: what is JSON is YAML too."""
    sound = {
        "sides": [side(), side(id="south", name="South")],
        "topics": [topic()],
        "speakers": [speaker()],
        "sources": [
            source("letter"),
            source("survey", kind="academic"),
            source("gazette", kind="official", side="north"),
        ],
        "claims": [claim()],
    }
    return json.dumps(_changed(sound, sections), ensure_ascii=False)


def parsed(**sections: Value) -> Parsed:
    """The same, parsed."""
    return parser.parse(reader.read(text_of(**sections)))


def words(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Message and help of each problem."""
    return [(problem.message, problem.help) for problem in problems]


def any_of(words: set[str]) -> re.Pattern[str]:
    """Match any of these as a whole word, also where lines or hyphens break it; the longest first."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word), word))
    by_letter = []  # first, as to try hundreds at every place takes seven times as long
    for letter, found in groupby(ordered, itemgetter(0)):
        rest = (re.escape(word[1:]).replace(r"\ ", r"\s+") for word in found)
        by_letter.append(f"{re.escape(letter)}(?:{'|'.join(rest)})")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(by_letter)})(?![^\W_])")
