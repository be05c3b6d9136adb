"""Pages tell what a verdict rests on: witnesses and not passages, whose word each passage is, and when it was said."""

from datetime import date
from pathlib import Path

import pytest

from claims.checks import loader
from claims.pages.claims import ClaimPage, claim_pages
from claims.site.index import Site
from claims.site.views import View
from claims.verdict import passages
from claims.verdict.counter import WitnessCounter
from support.datasets import make_site
from support.pages import Site as BuiltSite

FILE = """
sides:
  - {id: moon, name: Moon}
  - {id: earth, name: Earth}
topics:
  - {id: cheese, title: Cheese, question: Is it cheese?, answer: In part., summary: Some.}
speakers:
  - {id: envoy, name: The Envoy, kind: person, role: Envoy, side: moon}
  - {id: probe, name: The Probe, kind: organisation, role: Looks, side: earth}
sources:
  - {id: letter, kind: news, publisher: Gazette, title: Letter, url: "https://a.test/", date: 2019-09-30, side: moon,
     seen: opening}
  - {id: reprint, kind: news, publisher: Mirror, title: Again, url: "https://b.test/", edition_of: letter,
     seen: opening}
  - {id: ministry, kind: official, publisher: M, title: Notice, url: "https://c.test/", date: 2019-08-01, side: moon,
     seen: opening}
  - {id: agency, kind: official, publisher: A, title: Survey, url: "https://d.test/", date: 2020-01-15, side: earth,
     seen: opening}
  - {id: paper, kind: news, publisher: P, title: It says, url: "https://e.test/", date: 2021, relays: [agency],
     seen: opening}
  - {id: scholar, kind: academic, publisher: Journal, title: Study, url: "https://f.test/", date: 2018-05,
     seen: opening}
  - {id: undated, kind: think-tank, publisher: Tank, title: Brief, url: "https://g.test/", seen: opening}
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
      for: As [the paper](source:paper) says.
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
    verdict: {label: confirmed, summary: Yes., for: Seen., reviewed: 2024-01-02}
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


def test_pages_count_by_the_rule_of_the_verdict(other_site: BuiltSite) -> None:
    counter = WitnessCounter(other_site.dataset)
    for claim in other_site.dataset.claims:
        judgement = counter.judge(claim)
        weighed = passages.weigh(claim, judgement)
        counted = {n for reading in judgement.readings for part in reading.parts for n in part.count.counted}
        assert {n for n, passage in enumerate(weighed) if passage.is_witness} == counted, claim.id
        assert [(passage.number, passage.evidence) for passage in weighed] == [*enumerate(claim.evidence, 1)]


# The verdict


@pytest.mark.parametrize(
    ("day", "later"), [("2020-01-31", False), ("2020-01", False), ("2020-02", True), ("2020", False)]
)
def test_only_later_is_said_where_all_support_is_surely_later(day: str, later: bool) -> None:
    data = FILE.replace("date: 2019-09-30", "date: 2020-01-31").replace("date: 2020-01-15", f"date: {day}")
    data = data.replace("date: 2021, relays", "date: 2020-01, relays" if not later else "date: 2021, relays")
    assert {page.claim.id: page.verdict.only_later for page in claim_pages(site_of(data))}["round"] is later


# Who says so, and when


def listed(entries: tuple[View, ...]) -> list[tuple[int, str, str]]:
    return [(entry.passage.number, entry.does, entry.about) for entry in entries]


def test_who_says_so_is_told_by_date_and_cut_by_the_day_of_the_claim(claims: dict[str, ClaimPage]) -> None:
    found = claims["made-of-cheese"].evidence.open
    assert listed(found.before) == [
        (1, "Limits it", "About: It is all cheese"),
        (3, "Limits it", "About: It is all cheese"),
        (5, "Moon says", ""),
    ]
    assert listed(found.after) == [
        (4, "Backs it", "About: There is cheese"),
        (2, "Limits it", "About: It is all cheese"),
    ]
    assert found.cut == "30 September 2019: the claim is made. What follows came later, or has no exact day."
    assert claims["round"].evidence.open.cut == "30 September 2019: the claim is made. What follows came later."


@pytest.mark.parametrize(
    ("agency", "paper", "cut"),
    [
        ("date: 2019-01, ", "date: 2018, ", "."),
        ("", "", ". Of what follows we know no date."),
        ("date: 2019, ", "", ". What follows came later, or has no exact day."),
    ],
)
def test_what_follows_the_day_of_a_claim_is_told_as_surely_as_it_is_known(agency: str, paper: str, cut: str) -> None:
    data = FILE.replace("date: 2020-01-15, ", agency).replace("date: 2021, ", paper)
    [found] = (page.evidence.open for page in claim_pages(site_of(data)) if page.claim.id == "round")
    assert len(found.after) == (2 if ". " in cut else 0)
    assert found.cut == f"30 September 2019: the claim is made{cut}"


def test_each_kind_of_passage_that_there_is_has_a_column(claims: dict[str, ClaimPage]) -> None:
    many, one = (claims[id].evidence for id in ("made-of-cheese", "round"))
    assert [column.title for column in many.columns] == [
        "Moon says",
        "Backs it, or a part of it",
        "Limits or contradicts it",
    ]
    assert {entry.role: entry.column for entry in (*many.open.before, *many.open.after)} == {
        "limits": 3,
        "word": 1,
        "backs": 2,
    }
    assert ([column.title for column in one.columns], one.missing) == (
        ["Backs it, or a part of it"],
        ("Nothing that we counted limits or contradicts it.",),
    )
