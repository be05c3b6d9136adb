"""Which labels rest on one witness, and in which words pages say so."""

import pytest

from claims.model.records import As, Label, SourceKind
from claims.site import labels
from claims.verdict import WitnessCounter
from support.building import ENGLISH
from support.helpers import appearance, claim, evidence, parsed, side, source, speaker

FOR, PARTLY, LIMITS = {"stance": "supports"}, {"stance": "partly"}, {"stance": "qualifies"}
AGAINST = {"stance": "contradicts"}


@pytest.mark.parametrize(
    ("stances", "label", "deciding", "is_against"),
    [
        ([FOR], "confirmed", "a", False),
        ([FOR, FOR], "confirmed", "", False),
        ([PARTLY], "partly-confirmed", "a", False),
        ([PARTLY, PARTLY, LIMITS], "partly-confirmed", "", False),  # by their number, and not by one
        ([PARTLY, LIMITS], "disputed", "b", True),
        ([PARTLY, LIMITS, LIMITS], "disputed", "a", False),
        ([FOR, AGAINST], "disputed", "b", True),
        ([FOR, AGAINST, AGAINST], "disputed", "a", False),
        ([AGAINST], "contradicted", "a", True),
        ([AGAINST, AGAINST], "contradicted", "", True),
        ([LIMITS], "unconfirmed", "", False),
    ],
)
def test_a_label_rests_on_whoever_alone_decides_it(
    stances: list[dict[str, str]], label: str, deciding: str, is_against: bool
) -> None:
    names = "abcd"[: len(stances)]
    passages = [evidence(source=name, **stance) for name, stance in zip(names, stances, strict=True)]
    file = parsed(
        sides=[side()],
        speakers=[speaker()],
        sources=[source("letter", side="north"), *map(source, names)],
        claims=[claim(verdict=None, appearances=[appearance()], evidence=passages)],
    )
    counter, [judged] = WitnessCounter(file.dataset), file.dataset.claims
    reading = counter.judge(judged).main
    found = counter.deciding_witnesses(judged, reading)
    origins = [" ".join(witness.origins) for witness in found.witnesses]
    assert (reading.label, " ".join(origins), found.is_against) == (label, deciding, is_against)


def test_deciding_witnesses_are_in_the_order_of_the_file() -> None:
    file = parsed(
        sources=[source("letter", side="north"), source("a"), source("b"), source("c"), source("d")],
        claims=[
            claim(
                verdict=None,
                readings=[{"id": "wider", "text": "wider"}],
                parts=[
                    {"id": "main", "text": "main"},
                    {"id": "second", "text": "second"},
                    {"id": "third", "text": "third"},
                    {"id": "world", "text": "world", "reading": "wider"},
                ],
                evidence=[
                    evidence(source="b", part="second"),
                    evidence(source="a", part="main"),
                    evidence(source="c", part="third"),
                    evidence(source="d", part="world"),
                ],
            )
        ],
    )
    counter, [judged] = WitnessCounter(file.dataset), file.dataset.claims
    main, wider = (counter.deciding_witnesses(judged, reading) for reading in counter.judge(judged).readings)
    assert [[*witness.origins] for witness in main.witnesses] == [["b"], ["a"], ["c"]]
    assert [[*witness.origins] for witness in wider.witnesses] == [["d"]]


@pytest.mark.parametrize(
    ("label", "work", "count", "is_against", "said"),
    [
        (Label.CONFIRMED, labels.work(SourceKind.ACADEMIC, As.RECORD), 1, False, "rests on one study"),
        (Label.PARTLY_CONFIRMED, labels.work(SourceKind.NEWS, As.RECORD), 1, False, "rests on one report"),
        (Label.CONFIRMED, labels.work(SourceKind.OFFICIAL, As.TEXT), 1, False, "rests on one document"),
        (Label.CONFIRMED, labels.work(SourceKind.OFFICIAL, As.RECORD), 2, False, "rests on each of 2 witnesses"),
        (Label.DISPUTED, labels.work(SourceKind.NEWS, As.RECORD), 1, True, "rests on one report against it"),
        (Label.DISPUTED, labels.work(SourceKind.THINK_TANK, As.RECORD), 1, False, "rests on one study for it"),
        (Label.CONTRADICTED, labels.work(SourceKind.COURT, As.RECORD), 1, True, "rests on one source against it"),
    ],
)
def test_what_it_rests_on_is_said(label: Label, work: str, count: int, is_against: bool, said: str) -> None:
    assert labels.rests_on(label, work, count, ENGLISH, is_against=is_against) == said
