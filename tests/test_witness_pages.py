"""Pages tell what a verdict rests on: witnesses and not passages, whose word each passage is, and when it was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from building import ENGLISH
from claims.checks import loader
from claims.pages.claims import ClaimPage, claim_pages
from claims.pages.open_questions import open_pages
from claims.pages.redirects import redirects
from claims.pages.sides import SidePage, side_pages
from claims.site import known
from claims.site.index import Site
from claims.source.dates import Edtf
from claims.verdict import passages
from claims.verdict.counter import Role, WitnessCounter
from claims.verdict.origins import Colour
from datasets import make_site
from pages import Site as BuiltSite
from pages import text

FILE = """
sides:
  - {id: moon, name: Moon, adjective: Lunar}
  - {id: earth, name: Earth, adjective: Terran}
topics:
  - {id: cheese, title: Cheese, question: Is it cheese?, answer: In part., summary: Some.}
speakers:
  - {id: envoy, name: The Envoy, kind: person, role: Envoy, side: moon}
  - {id: probe, name: The Probe, kind: organisation, role: Looks, side: earth}
sources:
  - {id: letter, kind: news, publisher: Gazette, title: Letter, url: "https://a.test/", date: 2019-09-30, side: moon}
  - {id: reprint, kind: news, publisher: Mirror, title: Again, url: "https://b.test/", edition_of: letter}
  - {id: ministry, kind: official, publisher: M, title: Notice, url: "https://c.test/", date: 2019-08-01, side: moon}
  - {id: agency, kind: official, publisher: A, title: Survey, url: "https://d.test/", date: 2020-01-15, side: earth}
  - {id: paper, kind: news, publisher: P, title: It says, url: "https://e.test/", date: 2021, relays: [agency]}
  - {id: scholar, kind: academic, publisher: Journal, title: Study, url: "https://f.test/", date: 2018-05}
  - {id: undated, kind: think-tank, publisher: Tank, title: Brief, url: "https://g.test/"}
claims:
  - id: made-of-cheese
    title: It is made of cheese
    statement: The Envoy wrote that it is made of cheese, all of it.
    kind: result
    topics: [cheese]
    appearances:
      - {speaker: probe, form: tweet, source: agency, cited: true}
      - {speaker: envoy, form: letter, source: letter, date: 2019-09-30}
    parts: [{id: cheese, text: There is cheese}, {id: all, text: It is all cheese}]
    evidence:
      - {source: scholar, stance: qualifies, part: all, note: Some is rock.}
      - {source: undated, stance: qualifies, part: all, note: Most is rock.}
      - {source: ministry, stance: qualifies, part: all, note: Not all.}
      - {source: paper, stance: supports, part: cheese, relays: [scholar], note: The scholar found cheese.}
      - {source: ministry, stance: supports, note: All of it.}
      - {source: reprint, stance: context, note: The letter.}
    verdict:
      label: partly-confirmed
      summary: In part.
      reasoning: As [the paper](source:paper) says.
      reviewed: 2026-01-02
    open: [{question: How much of it?, looked: In every crater.}]
    changes:
      - {date: 2025-01-01, kind: added, note: Listed.}
      - {date: 2026-01-01, kind: corrected, note: Two records were one., was: disputed}
      - {date: 2026-01-02, kind: corrected, note: A name was wrong. It is mended.}
  - id: round
    title: It is round
    statement: The Envoy wrote that it is round.
    kind: result
    topics: [cheese]
    appearances: [{speaker: envoy, form: letter, source: letter, date: 2019-09-30}]
    evidence:
      - {source: agency, stance: supports, note: Round.}
      - {source: paper, stance: supports, note: "Round, says the agency."}
      - {source: scholar, stance: supports, as: announcement, note: It will be round.}
    verdict: {label: confirmed, summary: Yes., reasoning: Seen., reviewed: 2024-01-02}
"""


def site_of(data: str = FILE) -> Site:
    dataset = loader.load_text(Path("claims.yaml"), data, today=date(2026, 11, 26))[0]
    return make_site(dataset)


@pytest.fixture(scope="module")
def small() -> Site:
    return site_of()


@pytest.fixture(scope="module")
def claims(small: Site) -> dict[str, ClaimPage]:
    return {page.claim.id: page for page in claim_pages(small)}


# Passages and their witnesses


def test_origins_that_are_linked_in_a_chain_are_one_witness() -> None:
    ab, bc, d = frozenset("ab"), frozenset("bc"), frozenset("d")
    assert passages.count_witnesses([ab, d, bc, d, ab]) == 2
    assert passages.count_witnesses([frozenset("a"), frozenset("b"), ab, d]) == 2
    assert passages.count_witnesses([]) == 0


def test_pages_count_by_the_rule_of_the_verdict(either_site: BuiltSite) -> None:
    counter = WitnessCounter(either_site.dataset)
    for claim in either_site.dataset.claims:
        judgement = counter.judge(claim)
        weighed = passages.weigh(claim, judgement)
        counted = {n for reading in judgement.readings for part in reading.parts for n in part.count.counted}
        assert {passage.place for passage in weighed if passage.is_witness} == counted, claim.id
        assert [passage.number for passage in weighed] == [*range(1, len(claim.evidence) + 1)]
        assert sorted(passage.place for passage in weighed) == [*range(len(claim.evidence))]
        assert [passage.evidence for passage in weighed] == [claim.evidence[passage.place] for passage in weighed]


def test_a_passage_says_whose_word_it_is(small: Site) -> None:
    found = {p.evidence.note: (p.colour, p.sides, p.is_witness) for p in small.passages["made-of-cheese"]}
    assert found == {
        "The scholar found cheese.": (Colour.NONE, (), True),
        "All of it.": (Colour.OWN, ("moon",), False),
        "Some is rock.": (Colour.NONE, (), False),  # what limits a claim is shown beside the label
        "Most is rock.": (Colour.NONE, (), False),
        "Not all.": (Colour.OWN, ("moon",), False),
        "The letter.": (None, ("moon",), False),
    }


def test_a_passage_says_what_it_does(small: Site) -> None:
    assert {p.evidence.note: str(p.role) for p in small.passages["made-of-cheese"]} == {
        "The scholar found cheese.": "backs",
        "All of it.": "word",
        "Some is rock.": "limits",
        "Most is rock.": "limits",
        "Not all.": "limits",
        "The letter.": "beside",
    }


# The verdict


def test_a_verdict_is_told_part_by_part(claims: dict[str, ClaimPage]) -> None:
    verdict = claims["made-of-cheese"].verdict
    assert verdict.label.name == "Partly confirmed: 1 of 2 parts"
    assert [(part.text, part.label.value, part.counts) for part in verdict.parts] == [
        ("There is cheese", "confirmed", "Shown by 1 of no side"),
        ("It is all cheese", "unconfirmed", "Limited by 2 of no side and 1 of Moon"),
    ]
    assert (claims["round"].verdict.parts, claims["round"].verdict.counts) == ((), "Shown by 1 of Earth")


def test_a_verdict_names_the_witnesses_and_the_parts_on_which_it_hangs(claims: dict[str, ClaimPage]) -> None:
    hinges = {id: [(h.name, h.place, h.label.value) for h in page.verdict.hinges] for id, page in claims.items()}
    assert hinges == {
        "round": [("A", "evidence-1", "unconfirmed")],
        "made-of-cheese": [
            ("P, passing on Journal", "evidence-1", "unconfirmed"),
            ("part 1", "part-1", "unconfirmed"),
            ("part 2", "part-2", "confirmed"),
        ],
    }


@pytest.mark.parametrize(
    ("day", "later"), [("2020-01-31", False), ("2020-01", False), ("2020-02", True), ("2020", False)]
)
def test_only_later_is_said_where_all_support_is_surely_later(day: str, later: bool) -> None:
    data = FILE.replace("date: 2019-09-30", "date: 2020-01-31").replace("date: 2020-01-15", f"date: {day}")
    data = data.replace("date: 2021, relays", "date: 2020-01, relays" if not later else "date: 2021, relays")
    assert {page.claim.id: page.verdict.only_later for page in claim_pages(site_of(data))}["round"] is later


def test_a_witness_that_the_claim_cites_is_marked_in_the_chain(claims: dict[str, ClaimPage]) -> None:
    assert [link.cited for link in claims["made-of-cheese"].chain] == [True, False]


# Known then, known now


def marks(drawing: known.Known | None) -> dict[int, tuple[bool, bool]]:
    """Whether each mark is right of the day, and whether it is above the line."""
    assert drawing
    return {mark.number: (mark.x > drawing.x, mark.y < drawing.axis) for mark in drawing.marks}


def test_marks_stand_on_their_side_of_the_day_and_of_the_line(claims: dict[str, ClaimPage]) -> None:
    drawing = claims["made-of-cheese"].known
    assert marks(drawing) == {1: (True, True), 4: (False, False), 6: (False, False)}
    assert drawing
    assert (drawing.then, drawing.undated) == (2, 1)
    assert drawing.in_words(ENGLISH) == (
        "By 30 September 2019: qualifies, May 2018 (passage 4); "
        "qualifies, 1 August 2019 (passage 6). Later: supports, 2021 (passage 1)."
    )


def test_marks_of_one_day_stand_over_each_other(small: Site) -> None:
    weighed = small.passages["round"]
    same = {id: work.model_copy(update={"date": Edtf.parse("2020-01-15")}) for id, work in small.works.items()}
    drawing = known.draw(weighed, same, Edtf.parse("2020-01-15"), ENGLISH)
    assert drawing
    assert len({mark.x for mark in drawing.marks}) == 1
    assert len({mark.y for mark in drawing.marks}) == len(drawing.marks) == 2  # without the announcement
    assert all(mark.x < drawing.x for mark in drawing.marks)  # of the day itself is known on that day


def test_without_a_day_or_dated_evidence_nothing_is_drawn(small: Site) -> None:
    weighed = small.passages["round"]
    undated = {id: work.model_copy(update={"date": None}) for id, work in small.works.items()}
    beside = [replace(passage, role=Role.BESIDE) for passage in weighed]
    assert known.draw(weighed, small.works, None, ENGLISH) is None
    assert known.draw(weighed, undated, Edtf.parse("2019"), ENGLISH) is None
    assert known.draw(beside, small.works, Edtf.parse("2019"), ENGLISH) is None


# Sides and open questions


def test_a_side_concedes_by_its_own_records(small: Site) -> None:
    found: dict[str, SidePage] = {page.url: page for page in side_pages(small)}
    moon, earth = found["sides/moon/"], found["sides/earth/"]
    assert [str(use.evidence.note.striptags()) for use in moon.against_own] == ["Not all."]
    assert [str(use.evidence.note.striptags()) for use in earth.for_others] == ["Round.", "Round, says the agency."]
    assert (moon.for_others, earth.against_own) == ((), ())
    assert [(side.own_count, side.other_count) for side in (moon, earth)] == [(2, 0), (0, 2)]
    assert [source.id for source in moon.sources] == ["letter", "ministry"]


def test_both_sides_are_told_in_the_same_words(small: Site) -> None:
    moon, earth = side_pages(small)
    for field in ("title", "description"):
        assert getattr(moon, field).replace("Lunar", "Terran").replace("Moon", "Earth") == getattr(earth, field)


def test_a_side_keeps_its_former_addresses() -> None:
    data = FILE.replace("adjective: Lunar}", "adjective: Lunar, aliases: [luna]}")
    assert [(page.save_as, page.url) for page in redirects(site_of(data))] == [("sides/luna/index.html", "sides/moon/")]


def test_every_open_question_is_listed(small: Site) -> None:
    [page] = open_pages(small)
    assert [(card.id, [q.question for q in questions]) for _, claims in page.topics for card, questions in claims] == [
        ("made-of-cheese", ["How much of it?"])
    ]


# As printed


def _page(site: BuiltSite, path: str) -> Any:
    return next(page for page in site.pages if page.path == path)


def test_claim_pages_show_what_the_verdict_rests_on(either_site: BuiltSite) -> None:
    lost = []
    for claim in either_site.dataset.claims:
        page = _page(either_site, f"claims/{claim.id}/index.html")
        switches = [e for e in page.all("input") if e.get("name") == "known"]
        if (
            len(page.with_class("passage__weight")) != len(claim.evidence)
            or len(switches) not in {0, 2}
            or any(q.question not in page.words for q in claim.open)
        ):
            lost.append(claim.id)
    assert lost == []


def test_the_drawing_has_a_text_and_needs_no_script(either_site: BuiltSite) -> None:
    drawn = [page for page in either_site.pages if page.with_class("known")]
    assert drawn
    for page in drawn:
        [drawing] = [e for e in page.all("svg:svg") if e.get("aria-labelledby") == "known known-words"]
        assert drawing.get("role") == "img"
        assert text(page.by_id("known-words")).startswith("By ")


def test_each_side_and_the_open_questions_have_a_page_to_which_others_lead(either_site: BuiltSite) -> None:
    pages = {page.path for page in either_site.pages}
    wanted = {f"sides/{side.id}/index.html" for side in either_site.dataset.sides} | {"open/index.html"}
    assert wanted <= pages
    led_to = {value for _, _, value in _page(either_site, "sources/index.html").addresses}
    assert {f"/sides/{side.id}/" for side in either_site.dataset.sides} | {"/open/"} <= led_to
