"""A plan that takes over what it can from the one before is the plan that is made from nothing."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import datasets
from claims import plan
from claims.data import loader
from claims.data.model import Dataset
from claims.paging import Limit
from test_fuzz import fuzz
from test_incremental import EACH, EDITS, Data, appended

LIMIT = Limit(page=15_000)
CROWDED: Data = yaml.safe_load(datasets.crowded())


def loaded(data: Data) -> Dataset | None:
    """The records, or None where an edit made a mistake."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    checked = loader.check_text(Path("claims.yaml"), text, today=date(2026, 11, 25), remarks=False)
    return None if checked.errors else checked.dataset


def edited(change: Callable[[Data], None]) -> Dataset:
    data = copy.deepcopy(CROWDED)
    change(data)
    dataset = loaded(data)
    assert dataset
    return dataset


@settings(fuzz, max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_edits_lead_to_the_plan_that_is_made_from_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = copy.deepcopy(CROWDED)
    dataset = edited(lambda data: None)
    before = plan.Before(dataset, plan.of(dataset, LIMIT))
    for _ in range(3):
        changed = copy.deepcopy(data)
        chance.choice(EDITS)(changed, chance)
        if dataset := loaded(changed):
            data, before = changed, plan.Before(dataset, plan.of(dataset, LIMIT, before=before))
            assert before.plan == plan.of(dataset, LIMIT)


def longer(section: str, *fields: str) -> Callable[[Data], None]:
    """So much more said that lists split elsewhere."""

    def change(data: Data) -> None:
        for _ in range(60):
            appended(section, *fields)(data)

    return change


def passages(data: Data) -> None:
    for claim in data["claims"]:
        for evidence in claim.get("evidence", []):
            evidence["note"] += " Still." * 60


def appearances(data: Data) -> None:
    for n, claim in enumerate(data["claims"]):
        claim["appearances"][0]["paragraph"] = n % 7 + 1


def summaries(data: Data) -> None:
    for claim in data["claims"]:
        if "verdict" in claim:
            claim["verdict"]["summary"] += " Still." * 60


def sources(section: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        for record in data[section]:
            record["sources"] = ["source-0"]

    return change


def kinds(data: Data) -> None:
    for source in data["sources"]:
        source["kind"] = "think-tank"


def terms(data: Data) -> None:
    """Other words that weigh the same."""
    for term in data["glossary"]:
        term["term"] = term["term"][::-1]


CHANGES = [
    *EACH,
    kinds,
    terms,
    longer("claims", "title"),
    longer("sources", "title"),
    longer("sources", "publisher"),
    longer("events", "title"),
    longer("topics", "title"),
    longer("glossary", "term"),
    longer("series", "title"),
    passages,
    appearances,
    summaries,
    sources("events"),
    sources("glossary"),
    sources("series"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_list_is_made_from_it_is_split_again_when_that_changes(change: Callable[[Data], None]) -> None:
    first, then = edited(lambda data: None), edited(change)
    before = plan.Before(first, plan.of(first, LIMIT))
    assert plan.of(then, LIMIT, before=before) == plan.of(then, LIMIT)


def test_with_another_limit_every_list_is_split_again() -> None:
    dataset = edited(lambda data: None)
    before = plan.Before(dataset, plan.of(dataset, LIMIT))
    other = Limit(page=30_000)
    assert plan.of(dataset, other, before=before) == plan.of(dataset, other) != before.plan


def test_what_is_made_from_the_same_is_taken_as_it_was() -> None:
    first, then = edited(lambda data: None), edited(longer("claims", "statement"))
    before = plan.of(first, LIMIT)
    after = plan.of(then, LIMIT, before=plan.Before(first, before))
    taken = {name for name in ("of_source", "alphabet", "sources") if getattr(after, name) is getattr(before, name)}
    assert taken == {"of_source", "alphabet", "sources"}
