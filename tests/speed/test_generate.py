"""Made-up files: always the same, always without a mistake, and of the shape of the real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import generate
from claims.data import loader
from claims.data.model import Dataset
from helpers import AFTER_ALL, ROOT, TODAY

REAL = ROOT / "data" / "claims.yaml"


def _read(text: str) -> Dataset:
    checked = loader.check_text(Path("made.yaml"), text, today=TODAY, remarks=False)
    assert checked.errors == ()
    return checked.dataset


@pytest.fixture(scope="module")
def made() -> Dataset:
    """Six op-eds, so that chance has evened out."""
    return _read(generate.text(198))


@pytest.fixture(scope="module")
def real() -> Dataset:
    return loader.load(REAL, today=AFTER_ALL)


def _printed(*arguments: str, hashing: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.generate", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hashing},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_one_seed_gives_one_file() -> None:
    assert _printed("12", hashing="1") == _printed("12", hashing="2") == generate.text(12)


def test_another_seed_gives_another_file() -> None:
    assert _printed("12", "--seed", "2", hashing="1") == generate.text(12, seed=2) != generate.text(12)


@pytest.mark.parametrize("claims", [1, 2, 16, 17, 50])
def test_there_are_as_many_claims_as_were_asked_for(claims: int) -> None:
    assert len(_read(generate.text(claims)).claims) == claims


@settings(max_examples=12, deadline=None, database=None)
@given(claims=st.integers(1, 40), seed=st.integers(0, 2**64))
def test_no_seed_makes_a_mistake(claims: int, seed: int) -> None:
    _read(generate.text(claims, seed))


A_CLAIM: dict[str, Callable[[Dataset], float]] = {
    "sources": lambda data: len(data.sources),
    "events": lambda data: len(data.events),
    "passages": lambda data: sum(len(claim.evidence) for claim in data.claims),
    "appearances": lambda data: sum(len(claim.appearances) for claim in data.claims),
    "relations": lambda data: sum(len(claim.relations) for claim in data.claims),
    "topics of events": lambda data: sum(len(event.topics) for event in data.events),
    "claims of events": lambda data: sum(len(event.claims) for event in data.events),
    "sources of events": lambda data: sum(len(event.sources) for event in data.events),
    "words quoted": lambda data: sum(e.words is not None for claim in data.claims for e in claim.evidence),
    "links in reasoning": lambda data: sum(
        len(re.findall(r"\]\(\w+:", claim.verdict.reasoning)) for claim in data.claims if claim.verdict
    ),
    "sources with a title": lambda data: sum(source.title is not None for source in data.sources),
}


@pytest.mark.parametrize("what", A_CLAIM)
def test_there_is_as_much_a_claim_as_in_the_real_file(what: str, made: Dataset, real: Dataset) -> None:
    count = A_CLAIM[what]
    assert count(made) / len(made.claims) == pytest.approx(count(real) / len(real.claims), rel=0.15)


LENGTHS: dict[str, Callable[[Dataset], list[str]]] = {
    "titles": lambda data: [claim.title for claim in data.claims],
    "statements": lambda data: [claim.statement for claim in data.claims],
    "passages": lambda data: [evidence.note for claim in data.claims for evidence in claim.evidence],
    "findings": lambda data: [claim.verdict.summary for claim in data.claims if claim.verdict],
    "reasonings": lambda data: [claim.verdict.reasoning for claim in data.claims if claim.verdict],
    "events": lambda data: [event.title for event in data.events],
    "summaries": lambda data: [topic.summary for topic in data.topics],
    "definitions": lambda data: [term.definition for term in data.glossary],
    "sources": lambda data: [source.title or source.described or "" for source in data.sources],
    "addresses": lambda data: [source.url for source in data.sources if source.url],
}


@pytest.mark.parametrize("what", LENGTHS)
def test_texts_are_as_long_as_in_the_real_file(what: str, made: Dataset, real: Dataset) -> None:
    texts = LENGTHS[what]
    assert mean(map(len, texts(made))) == pytest.approx(mean(map(len, texts(real))), rel=0.15)


def test_a_file_of_as_many_claims_is_as_long_as_the_real_one(real: Dataset) -> None:
    assert len(generate.text(len(real.claims))) == pytest.approx(len(REAL.read_text("utf-8")), rel=0.1)


def test_verdicts_stances_and_kinds_of_source_are_as_often_as_in_the_real_file(made: Dataset, real: Dataset) -> None:
    def shares(data: Dataset) -> dict[str, float]:
        verdicts = [claim.verdict.label for claim in data.claims if claim.verdict]
        stances = [evidence.stance for claim in data.claims for evidence in claim.evidence]
        kinds = [source.kind for source in data.sources]
        return {
            str(value): count / len(values)
            for values in (verdicts, stances, kinds)
            for value, count in Counter(map(str, values)).items()
        }

    assert shares(made) == pytest.approx(shares(real), abs=0.08)


def test_some_sources_serve_many_claims_and_most_serve_one_or_two(made: Dataset, real: Dataset) -> None:
    def uses(data: Dataset) -> list[int]:
        return sorted(Counter(e.source for claim in data.claims for e in claim.evidence).values())

    found, wanted = uses(made), uses(real)
    assert found[len(found) // 2] == wanted[len(wanted) // 2]
    assert found[-1] == pytest.approx(wanted[-1], abs=4)


def test_terms_are_met_in_the_prose_about_as_often(made: Dataset, real: Dataset) -> None:
    def share(data: Dataset) -> float:
        forms = sorted((form for term in data.glossary for form in (term.term, *term.forms)), key=len, reverse=True)
        prose = " ".join(e.note for claim in data.claims for e in claim.evidence)
        found = re.findall(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", prose, re.IGNORECASE)
        return len(found) / len(prose.split())

    assert share(made) == pytest.approx(share(real), rel=0.35)


def test_an_op_ed_carries_about_as_many_claims_at_any_size(made: Dataset) -> None:
    carried = Counter(a.source for claim in made.claims for a in claim.appearances if a.form == "op-ed")
    assert len(carried) == 6
    assert max(carried.values()) <= 33


@pytest.mark.parametrize(("claims", "topics"), [(1, 9), (33, 9), (165, 17)])
def test_topics_grow_slowly(claims: int, topics: int) -> None:
    assert len(_read(generate.text(claims)).topics) == topics


def test_events_lie_in_thirty_years(made: Dataset) -> None:
    years = {event.date.year for event in made.events}
    assert min(years) >= 1995
    assert max(years) <= 2025
    assert len(years) > 25


def test_no_title_stands_twice(made: Dataset) -> None:
    for titles in (
        [claim.title for claim in made.claims],
        [event.title for event in made.events],
        [topic.title for topic in made.topics],
        [source.title or source.described for source in made.sources],
    ):
        assert len(titles) == len(set(titles))


def test_no_address_leads_anywhere(made: Dataset) -> None:
    assert {source.url.split("/")[2] for source in made.sources if source.url} == {"example.org"}


def test_nobody_takes_it_for_real(made: Dataset) -> None:
    words = set(re.findall(r"[a-z]{6,}", REAL.read_text("utf-8").lower()))
    texts = [*(claim.title for claim in made.claims), *(source.publisher for source in made.sources)]
    texts += [evidence.note for claim in made.claims for evidence in claim.evidence]
    assert words.isdisjoint(set(re.findall(r"[a-z]{6,}", " ".join(texts).lower())) - {"publisher"})
