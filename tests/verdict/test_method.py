"""The method case by case: examples/method.yaml says a claim's parts and passages, and what must follow from them.

The cast is below: Jane Smith speaks for the North in a letter. The survey, the atlas and the diary are of no side, the
gazette and the law are the North's, the tables the South's. Under `another` is a second claim, with whose parts the
first can be judged. The counts have the letters of PartCount; of each passage stand its role, its colour, and its
witness by number or why it does not count. A case begins with a line `#### its-name`.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from claims.model.records import Dataset
from claims.source import yaml_reader as reader
from claims.verdict import Judgement, PartCount, WitnessCounter, join_witnesses, trace_origins
from support.helpers import EXAMPLES, appearance, cases, claim, parsed, side, source, speaker, text

CASES = cases(EXAMPLES / "method.yaml")
SOURCES = [
    *(source("letter", side="north", date="2019-09-30"), source("reprint", edition_of="letter")),
    source("repeated", relays=["reprint"]),
    *(
        source("survey", date="2018"),
        source("atlas", date="2021"),
        source("almanac", date="2019-09"),
        source("undated"),
    ),
    *(source("diary", date="2018"), source("gazette", side="north"), source("courier", relays=["gazette"])),
    *(source("law", side="north", type="law"), source("figures", side="north", type="data-set")),
    source("tables", side="south"),
    *(source("south-law", side="south", type="law"), source("echo", relays=["survey"])),
    *(source("translation", edition_of="echo"), source("digest", relays=["survey", "atlas"])),
    *(source("mixed", relays=["survey", "gazette"]), source("joint", relays=["tables"], edition_of="survey")),
]
CAST: dict[str, Any] = {
    "sides": [side(), side(id="south", name="South")],
    "speakers": [
        speaker(),
        *(speaker(id="navy", side="south", kind="office"), speaker(id="society", side=None, kind="organisation")),
    ],
    "sources": SOURCES,
    "texts": [text(date="2019-09-30")],
}


WHERE_NAMED = ("parts", "day", "passages")
"""What is compared in the cases that name it."""


def read(case: str) -> tuple[Dataset, dict[str, Any]]:
    """Return the dataset with the claim of a case, and what must follow."""
    data = dict(reader.read(CASES[case].decode()).data)
    expected: Any = data.pop("expected")
    data.setdefault("appearances", [appearance(date="2019-09-30")])  # type: ignore[arg-type]
    others = [claim(verdict=None, id="another", **data.pop("another"))] if "another" in data else []
    file = parsed(**CAST, claims=[claim(verdict=None, **data), *others])
    assert file.problems == ()
    return file.dataset, expected


def counted(count: PartCount) -> str:
    """`2S 1D`: the witnesses of a part, by the letters of PartCount."""
    groups = {"S": count.supports, "P": count.partly, "Q": count.qualifies, "A": count.refutes, "D": count.opposes}
    return " ".join(f"{len(witnesses)}{letter}" for letter, witnesses in groups.items() if witnesses)


def weighed(judgement: Judgement) -> Iterator[str]:
    """`backs no-side 1`: the role and the colour of each passage, and the number of its witness or why it has none."""
    witnesses = join_witnesses(passage for passage in judgement.passages if passage.counts)
    for passage in judgement.passages:
        numbers = [str(n) for n, witness in enumerate(witnesses, 1) if passage in witness.passages]
        witness = numbers[0] if numbers else f"not counted: {passage.exclusion}"
        yield f"{passage.role} {passage.colour or 'text-judged'} {witness}"


@pytest.mark.parametrize("case", CASES)
def test_what_follows_is_what_the_method_says(case: str) -> None:
    dataset, expected = read(case)
    claim, counter = dataset.claims[0], WitnessCounter(dataset)
    judgement = counter.judge(claim)
    parts = judgement.main.parts
    follows: dict[str, Any] = {
        "label": judgement.label,
        "counts": {part.count.id or "whole": counted(part.count) for part in parts},
        "readings": {reading.id: reading.label.value for reading in judgement.others},
        "parts": {part.count.id or "whole": part.label.value for part in parts},
        "later": str(counter.is_shown_only_later(claim, judgement.main)).lower(),
        "day": str(counter.day(claim)),
        "passages": list(weighed(judgement)),
    }
    silent = {"readings": {}, "later": "false"}
    told = {name: value for name, value in follows.items() if name in expected or name not in WHERE_NAMED}
    assert told == {**silent, **expected}


def test_relays_and_editions_are_followed_to_their_ends() -> None:
    origins = trace_origins(parsed(**CAST).dataset.sources)
    assert {id: " ".join(sorted(origins[id])) for id in ("survey", "translation", "digest", "joint", "repeated")} == {
        "survey": "survey",
        "translation": "survey",
        "digest": "atlas survey",
        "joint": "survey tables",
        "repeated": "letter",
    }


def test_passages_are_in_the_order_of_the_file_and_sides_in_that_of_the_alphabet() -> None:
    parts = [{"id": "one", "text": "One"}, {"id": "two", "text": "Two"}]
    passages = [
        {"source": "survey", "stance": "supports", "part": "two", "hedged": True, "note": "N"},
        {"source": "echo", "stance": "partly", "part": "two", "note": "N"},
        {"source": "diary", "stance": "supports", "part": "one", "relays": ["tables", "gazette"], "note": "N"},
    ]
    dataset = parsed(**CAST, claims=[claim(verdict=None, parts=parts, evidence=passages)]).dataset
    judgement = WitnessCounter(dataset).judge(dataset.claims[0])
    assert [passage.number for passage in judgement.main.passages] == [1, 2, 3]
    [witness] = judgement.main.parts[1].count.partly
    assert [passage.number for passage in witness.passages] == [1, 2]
    assert judgement.passages[2].sides == ("north", "south")
