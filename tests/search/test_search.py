"""Pages → what a search can find."""

from __future__ import annotations

from pathlib import Path

import pytest

import datasets
from claims import pages, plan
from claims.data import loader
from claims.exports import search_records
from claims.exports.search_records import Record
from claims.paging import Limit
from claims.site.urls import Addresses
from findable import ADDRESSES, CLAIMS, HOSTILE, made
from helpers import AFTER_ALL

EVENTS = """
events:
  - id: hearing
    date: 2019-08-01
    title: A hearing
    summary: The [listing](claim:listed) came up.
    account: record
    topics: [parcels, listing]
    sources: [study]
"""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """Every record under its address."""
    pages = made(tmp_path_factory.mktemp("found"))
    found = list(search_records.records(pages, ADDRESSES))
    by_url = {record.url: record for record in found}
    assert len(by_url) == len(found)
    return by_url


def test_every_claim_topic_source_speaker_and_term_is_found_at_its_address(records: dict[str, Record]) -> None:
    assert sorted(records) == [
        "claims/checked/",
        "claims/hostile/",
        "claims/listed/",
        "glossary/#term-aed",
        "glossary/#term-precursor",
        "sources/op-ed/",
        "sources/study/",
        "sources/testimony/",
        "sources/wire/",
        "speakers/agency/",
        "speakers/ambassador/",
        "topics/listing/",
        "topics/parcels/",
    ]


def test_a_record_can_be_narrowed_to_by_its_kind_topics_and_verdict(records: dict[str, Record]) -> None:
    assert records["claims/listed/"].filters == {
        "kind": ("claim",),
        "topic": ("listing",),
        "verdict": ("corroborated",),
    }
    assert records["topics/parcels/"].filters == {"kind": ("topic",), "topic": ("parcels",)}
    assert records["glossary/#term-aed"].filters == {"kind": ("term",)}


def test_a_claim_without_a_verdict_can_be_narrowed_to(records: dict[str, Record]) -> None:
    assert records["claims/checked/"].filters["verdict"] == ("not-reviewed",)


def test_a_claim_is_found_under_each_of_its_topics(records: dict[str, Record]) -> None:
    assert records["claims/checked/"].filters["topic"] == ("listing", "parcels")


def test_a_source_is_found_under_the_topics_of_the_claims_that_lean_on_it(records: dict[str, Record]) -> None:
    assert records["sources/study/"].filters["topic"] == ("listing",)
    assert records["sources/op-ed/"].filters["topic"] == ("listing", "parcels")


def test_a_speaker_is_found_under_the_topics_of_the_claims_they_made_or_passed_on(records: dict[str, Record]) -> None:
    ambassador = records["speakers/ambassador/"]
    assert (ambassador.title, ambassador.text, ambassador.also) == ("The Ambassador", "Ambassador.", "The Ambassador")
    assert ambassador.filters == {"kind": ("speaker",), "topic": ("listing", "parcels")}


def test_a_claims_text_is_all_that_its_page_says_of_it(records: dict[str, Record]) -> None:
    assert records["claims/listed/"].text == (
        "The Ambassador wrote that every substance is listed. It was listed. A study says so. "
        "The University: The study names the quinquagesimal listing. “as of May”"
    )


def test_those_who_made_a_claim_lead_to_it(records: dict[str, Record]) -> None:
    assert records["claims/listed/"].also == (
        "Every substance is listed, The Ambassador, The Paper, The Agency, The Agency (state media)"
    )


def test_every_form_of_a_term_leads_to_it(records: dict[str, Record]) -> None:
    assert records["glossary/#term-precursor"].also == "precursor, precursors"


def test_an_event_is_found_where_it_stands_in_the_timeline(tmp_path: Path) -> None:
    found = search_records.records(made(tmp_path, CLAIMS + EVENTS), ADDRESSES)
    assert [record for record in found if "event" in record.filters["kind"]] == [
        Record(
            url="timeline/#event-hearing",
            title="A hearing",
            text="1 August 2019. The listing came up. On the record.",
            filters={"kind": ("event",), "topic": ("listing", "parcels")},
        )
    ]


def test_events_are_found_on_the_pages_of_a_long_timeline(tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(datasets.crowded(), encoding="utf-8")
    dataset = loader.load(file, today=AFTER_ALL)
    planned = plan.of(dataset, Limit(page=15_000))
    assert not planned.timeline.is_whole
    addresses = Addresses(places=planned.places)
    found = search_records.records(pages.build(dataset, addresses, planned=planned), addresses)
    events = [record.url for record in found if "event" in record.filters["kind"]]
    assert sorted(events) == sorted(addresses.event(event.id) for event in dataset.events)


def test_a_title_in_another_language_says_so_and_has_its_gloss_in_the_text(records: dict[str, Record]) -> None:
    study = records["sources/study/"]
    assert (study.title, study.lang) == ("芬太尼研究", "zh-Hans")
    assert study.text == "A study of fentanyl. The University. Academic. Only the abstract was seen."


def test_a_description_of_ours_stands_in_brackets(records: dict[str, Record]) -> None:
    assert records["sources/op-ed/"].title == "[The op-ed itself]"


def test_text_stays_as_it_was_written(records: dict[str, Record]) -> None:
    assert records["claims/hostile/"].title == HOSTILE
    assert HOSTILE in records["claims/hostile/"].text


def test_no_tag_and_no_number_of_a_passage_is_left_in_a_text(records: dict[str, Record]) -> None:
    for url, record in records.items():
        if url != "claims/hostile/":
            assert "<" not in record.text
            assert "Passage" not in record.text


def test_a_file_without_records_finds_nothing(tmp_path: Path) -> None:
    assert list(search_records.records(made(tmp_path, "claims: []\n"), ADDRESSES)) == []
