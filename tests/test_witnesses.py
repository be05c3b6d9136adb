"""The rule of content/pages/method.md, a line a case: passages → independent witnesses for and against, and a label.

Jane Smith speaks for the North in a letter. The survey, the atlas and the diary speak for themselves, the gazette for
the North, the tables for the South. A count is written `2-1 +3`: two independent witnesses for a part, one against
it, and three passages by which an own side says it.
"""

from __future__ import annotations

from typing import Any

import pytest

from claims.model.records import Claim, Dataset, Label
from claims.verdict.witnesses import Judgement, PartCount, Witness, WitnessCounter, label_of, make_origins
from helpers import Raw, appearance, claim, evidence, parsed, source, speaker

SOURCES = [
    *(source("letter"), source("reprint", edition_of="letter"), source("repeated", relays=["reprint"])),
    *(source("survey"), source("atlas"), source("diary"), source("gazette", side="north")),
    source("tables", side="south"),
    source("echo", relays=["survey"]),
    source("translation", edition_of="echo"),
    source("digest", relays=["survey", "atlas"]),
    source("review", relays=["atlas", "diary"]),
    source("mixed", relays=["survey", "gazette"]),
    source("courier", relays=["gazette"]),
    source("star", relays=["tables"], edition_of="atlas"),
]
SPEAKERS = [
    speaker(),
    speaker(id="navy", side="south"),
    speaker(id="society", side=None),
]
PARTS = [{"id": "day", "text": "On that day"}, {"id": "place", "text": "At that place"}]
RECORD, PROMISE, ACCUSATION, ADMISSION = ({"as": name} for name in ("record", "promise", "accusation", "admission"))
WIDER = {"id": "world", "text": "Anywhere", "wider": "true"}
AGAINST = {"stance": "contradicts"}


def dataset(passages: list[Raw], **changes: Any) -> tuple[Dataset, Claim]:
    file = parsed(sources=SOURCES, speakers=SPEAKERS, claims=[claim(evidence=passages, verdict=None, **changes)])
    assert file.problems == ()
    return file.dataset, file.dataset.claims[0]


def judge(*passages: Raw, **changes: Any) -> Judgement:
    data, judged = dataset([*passages], **changes)
    return WitnessCounter(data).judge(judged)


def counts(judgement: Judgement) -> str:
    """`1-0 +0, 0-0 +2 partly-corroborated`: the counts of the parts, and the label."""
    parts = (f"{len(part.supports)}-{len(part.contradicts)} +{len(part.own)}" for part in judgement.parts)
    return f"{', '.join(parts)} {judgement.label}"


@pytest.mark.parametrize(
    ("id", "origins"),
    [
        ("survey", {"survey"}),
        ("echo", {"survey"}),
        ("translation", {"survey"}),
        ("digest", {"survey", "atlas"}),
        ("star", {"tables", "atlas"}),
        ("repeated", {"letter"}),
    ],
)
def test_relays_and_editions_are_followed_to_their_ends(id: str, origins: set[str]) -> None:
    assert make_origins(parsed(sources=SOURCES).dataset.sources)[id] == origins


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["survey"], "1-0 +0 corroborated"),
        (["survey", "survey"], "1-0 +0 corroborated"),
        (["survey", "echo", "translation"], "1-0 +0 corroborated"),
        (["echo", "translation"], "1-0 +0 corroborated"),  # the survey itself is not among the evidence
        (["survey", "atlas"], "2-0 +0 corroborated"),
        (["survey", "tables"], "2-0 +0 corroborated"),  # the other side is independent
        (["survey", "atlas", "digest"], "1-0 +0 corroborated"),  # the digest shares an origin with each
        (["survey", "digest", "review", "diary"], "1-0 +0 corroborated"),  # one leads to the next
        (["survey", "review"], "2-0 +0 corroborated"),
        (["gazette"], "0-0 +1 own-word"),
        (["courier"], "0-0 +1 own-word"),  # it only passes on the gazette
        (["mixed"], "0-0 +1 own-word"),  # independent only if all that it passes on is
        (["gazette", "courier", "survey"], "1-0 +2 corroborated"),
        (["letter"], "0-0 +0 unverified"),  # the text that is judged
        (["letter", "reprint", "repeated"], "0-0 +0 unverified"),
        (["reprint", "survey"], "1-0 +0 corroborated"),
    ],
)
def test_passages_that_share_an_origin_are_one_witness(sources: list[str], expected: str) -> None:
    assert counts(judge(*map(evidence, sources))) == expected


@pytest.mark.parametrize(
    ("parts", "passages", "expected"),
    [
        (PARTS[:1], [evidence("survey")], (Label.CORROBORATED, None)),
        # What names no part bears on the narrow reading alone.
        ([*PARTS[:1], WIDER], [evidence("survey")], (Label.CORROBORATED, Label.UNVERIFIED)),
        ([WIDER], [evidence("survey")], (Label.CORROBORATED, Label.UNVERIFIED)),
        ([WIDER], [evidence("survey", part="world")], (Label.UNVERIFIED, Label.CORROBORATED)),
        (
            [*PARTS[:1], WIDER],
            [evidence("gazette"), evidence("survey", part="world"), evidence("atlas", part="world", **AGAINST)],
            (Label.OWN_WORD, Label.DISPUTED),
        ),
    ],
)
def test_a_wider_reading_has_a_label_of_its_own(
    parts: list[Raw], passages: list[Raw], expected: tuple[Label, Label | None]
) -> None:
    judgement = judge(*passages, parts=parts)
    assert (judgement.label, judgement.wider) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (evidence("survey", side="north"), "0-0 +1 own-word"),  # "a ministry told the surveyors"
        (evidence("gazette", side="south"), "1-0 +0 corroborated"),
        (evidence("survey", relays=["gazette"]), "0-0 +1 own-word"),
        (evidence("survey", relays=["letter"]), "0-0 +0 unverified"),
        (evidence("courier", relays=["atlas"]), "1-0 +0 corroborated"),  # in place of what its source passes on
        (evidence("courier", relays=["atlas"], side="north"), "0-0 +1 own-word"),
    ],
)
def test_what_a_passage_says_of_itself_stands_before_what_its_source_does(passage: Raw, expected: str) -> None:
    assert counts(judge(passage)) == expected


def test_relays_of_a_passage_join_it_to_their_witness() -> None:
    assert counts(judge(evidence("atlas"), evidence("diary", relays=["atlas"]))) == "1-0 +0 corroborated"


CITING = [appearance(speaker="navy", form="testimony", source="diary", cited="true"), appearance()]
CARRIED = [appearance(), appearance(speaker="navy", form="tweet", source="reprint")]


@pytest.mark.parametrize(
    ("appearances", "passage", "expected"),
    [
        ([appearance(speaker="society")], evidence("gazette"), "1-0 +0 corroborated"),  # who speaks for nobody
        (CARRIED, evidence("gazette"), "0-0 +1 own-word"),
        (CARRIED, evidence("tables"), "0-0 +1 own-word"),  # the side of whoever carries the words is own too
        (CITING, evidence("tables"), "1-0 +0 corroborated"),  # other bodies of that side stay independent
        (CITING, evidence("tables", own="true"), "0-0 +1 own-word"),  # the very body that is cited
        (CITING, evidence("gazette"), "0-0 +1 own-word"),
        (CITING, evidence("diary"), "0-0 +0 unverified"),  # where the body's words stand is the text
    ],
)
def test_own_are_the_sides_of_the_chain_and_the_body_cited(appearances: list[Raw], passage: Raw, expected: str) -> None:
    assert counts(judge(passage, appearances=appearances)) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (evidence(**RECORD), "1-0 +0 corroborated"),
        (evidence(**ADMISSION), "1-0 +0 corroborated"),
        (evidence(**PROMISE), "0-0 +0 unverified"),
        (evidence(**ACCUSATION), "0-0 +0 unverified"),
        (evidence(stance="complicates"), "0-0 +0 unverified"),
        (evidence(stance="context"), "0-0 +0 unverified"),
        (evidence(**AGAINST), "0-1 +0 contradicted"),
        (evidence(**AGAINST, **ACCUSATION), "0-0 +0 unverified"),
        (evidence(**AGAINST, **PROMISE), "0-0 +0 unverified"),
        (evidence("gazette", **RECORD), "0-0 +1 own-word"),
        (evidence("gazette", **PROMISE), "0-0 +1 own-word"),  # an own side says it, as whatever
        (evidence("gazette", **ACCUSATION), "0-0 +1 own-word"),
        (evidence("gazette", **AGAINST), "0-0 +0 unverified"),
        (evidence("gazette", **AGAINST, **ADMISSION), "0-1 +0 contradicted"),  # it tells against its own side
        (evidence("gazette", **ADMISSION), "0-0 +1 own-word"),  # nothing that it takes for granted in its favour
        (evidence("gazette", stance="complicates", **ADMISSION), "0-0 +0 unverified"),
        (evidence("letter", **AGAINST, **ADMISSION), "0-0 +0 unverified"),
    ],
)
def test_records_and_admissions_count(passage: Raw, expected: str) -> None:
    assert counts(judge(passage)) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (evidence("tables", **AGAINST), "0-0 +0 unverified"),  # its denial is its answer
        (evidence("tables", **AGAINST, **ADMISSION), "0-0 +0 unverified"),
        (evidence("star", **AGAINST), "0-0 +0 unverified"),
        (evidence("tables"), "1-0 +0 corroborated"),  # what it says against itself
        (evidence("tables", **ADMISSION), "1-0 +0 corroborated"),
        (evidence("survey", **AGAINST), "0-1 +0 contradicted"),
        (evidence("gazette"), "0-0 +1 own-word"),
    ],
)
def test_the_answer_of_the_accused_counts_in_no_number(passage: Raw, expected: str) -> None:
    assert counts(judge(passage, accuses="south")) == expected


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        # Both S and C on some part.
        ([evidence(), evidence("atlas", **AGAINST)], "1-1 +0, 1-1 +0 disputed"),
        ([evidence(part="day"), evidence("atlas", part="day", **AGAINST)], "1-1 +0, 0-0 +0 disputed"),
        ([evidence(), evidence("atlas", part="place", **AGAINST)], "1-0 +0, 1-1 +0 disputed"),
        # C on some part, and S on none of those.
        ([evidence(part="day"), evidence("atlas", part="place", **AGAINST)], "1-0 +0, 0-1 +0 contradicted"),
        ([evidence("gazette"), evidence("atlas", part="place", **AGAINST)], "0-0 +1, 0-1 +1 contradicted"),
        ([evidence(**AGAINST)], "0-1 +0, 0-1 +0 contradicted"),
        # S on every part.
        ([evidence()], "1-0 +0, 1-0 +0 corroborated"),
        ([evidence(part="day"), evidence("atlas", part="place")], "1-0 +0, 1-0 +0 corroborated"),
        ([evidence(), evidence("atlas", part="day")], "2-0 +0, 1-0 +0 corroborated"),
        ([evidence(part="day"), evidence("echo", part="place")], "1-0 +0, 1-0 +0 corroborated"),
        ([evidence(), evidence("atlas", stance="complicates")], "1-0 +0, 1-0 +0 corroborated"),
        # S on some part.
        ([evidence(part="day")], "1-0 +0, 0-0 +0 partly-corroborated"),
        ([evidence(part="day"), evidence("gazette")], "1-0 +1, 0-0 +1 partly-corroborated"),
        ([evidence(part="day"), evidence(part="place", **PROMISE)], "1-0 +0, 0-0 +0 partly-corroborated"),
        # O on some part, and then nothing.
        ([evidence("gazette", part="place")], "0-0 +0, 0-0 +1 own-word"),
        ([evidence("gazette"), evidence("atlas", **ACCUSATION, **AGAINST)], "0-0 +1, 0-0 +1 own-word"),
        ([evidence(stance="context")], "0-0 +0, 0-0 +0 unverified"),
    ],
)
def test_the_first_line_that_fits_all_parts_decides(passages: list[Raw], expected: str) -> None:
    assert counts(judge(*passages, parts=PARTS)) == expected


def test_the_line_that_decides_is_the_first_of_the_table() -> None:
    """Every way in which two parts can be supported, contradicted and said by an own side, against the table itself."""
    for bits in range(64):
        one, other = ([bool(bits >> (at + k) & 1) for k in range(3)] for at in (0, 3))
        parts = [one, other]
        table = [
            (any(s and c for s, c, _ in parts), Label.DISPUTED),
            (any(c for _, c, _ in parts), Label.CONTRADICTED),
            (all(s for s, _, _ in parts), Label.CORROBORATED),
            (any(s for s, _, _ in parts), Label.PARTLY_CORROBORATED),
            (any(o for _, _, o in parts), Label.OWN_WORD),
            (True, Label.UNVERIFIED),
        ]
        witness = Witness(origins=frozenset(["survey"]), passages=(0,))
        counted = [
            PartCount(part=None, wider=False, supports=(witness,) * s, contradicts=(witness,) * c, own=(0,) * o)
            for s, c, o in parts
        ]
        assert label_of(counted) is next(label for fits, label in table if fits)


def test_a_position_has_its_label_whatever_stands_beside_it() -> None:
    assert judge(evidence(stance="context"), kind="position").label is Label.POSITION


def test_each_passage_is_placed() -> None:
    passages = [
        *(evidence("survey"), evidence("gazette"), evidence("letter"), evidence("tables", **AGAINST)),
        *(evidence("echo", stance="complicates"), evidence("courier", stance="context"), evidence(**ACCUSATION)),
    ]
    judgement = judge(*passages, accuses="south")
    assert (judgement.independent, judgement.own, judgement.answers) == ({0, 4, 6}, {1, 5}, {3})
    [part] = judgement.parts
    assert part.supports == (Witness(origins=frozenset(["survey"]), passages=(0,)),)
    assert part.own == (1,)


def test_a_witness_has_all_its_passages_and_origins() -> None:
    [part] = judge(*map(evidence, ["diary", "survey", "atlas", "tables", "digest"])).parts
    assert [(set(witness.origins), witness.passages) for witness in part.supports] == [
        ({"diary"}, (0,)),
        ({"survey", "atlas"}, (1, 2, 4)),
        ({"tables"}, (3,)),
    ]


@pytest.mark.parametrize(
    ("passages", "hinges"),
    [
        ([evidence()], [{"survey"}]),
        ([evidence(), evidence("echo")], [{"survey"}]),  # two passages, and one witness
        ([evidence(), evidence("atlas")], []),
        ([evidence(), evidence("atlas"), evidence("digest")], [{"survey", "atlas"}]),
        ([evidence(), evidence("atlas", **AGAINST)], [{"survey"}, {"atlas"}]),
        ([evidence(), evidence("diary"), evidence("atlas", **AGAINST)], [{"atlas"}]),
        ([evidence(part="day"), evidence("echo", part="place")], [{"survey"}]),
        ([evidence(), evidence("atlas", part="day")], [{"survey"}]),
        ([evidence("gazette")], []),  # only an independent witness holds a verdict up
        ([evidence(**PROMISE)], []),
        ([evidence("gazette", **AGAINST, **ADMISSION)], [{"gazette"}]),
    ],
)
def test_a_verdict_hinges_on_a_witness_without_which_it_would_be_another(
    passages: list[Raw], hinges: list[set[str]]
) -> None:
    data, judged = dataset(passages, parts=PARTS)
    assert [set(witness.origins) for witness in WitnessCounter(data).hinges(judged)] == hinges


def test_a_hinge_has_the_passages_of_every_part() -> None:
    passages = [evidence("atlas", **ACCUSATION), evidence(part="day"), evidence("echo", part="place")]
    data, judged = dataset(passages, parts=PARTS)
    assert [witness.passages for witness in WitnessCounter(data).hinges(judged)] == [(1, 2)]
