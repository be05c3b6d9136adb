"""Pages → what a search can find."""

import pytest

from claims.features import search as search_index
from claims.features.search import text_of
from claims.model.records import Dataset
from claims.site.page import Findable
from support.datasets import build_pages, load, make_site
from support.findable import CLAIMS
from support.helpers import EXAMPLES

EVENTS = """
events:
  - id: hearing
    date: 2019-08-01
    title: A hearing
    summary: The [listing](claim:listed) came up.
    topics: [pebbles, listing]
    sources: [study]
  - {id: trial, date: 2020, title: A trial, summary: It began., topics: [listing], sources: [study]}
"""
TEXT = """texts:
  - {id: the-letter, title: L, name: the letter, speaker: astronomer, form: letter, date: 2019, seen_through: [letter]}
"""
FIGURES = """
series:
  - id: pebbles-seen
    title: Pebbles seen
    finding: Ever fewer
    also: [how many stones]
    description: They fell.
    unit: pebbles
    points: {2018: 2, 2019: 1}
    note: Nobody counted in the dark.
    sources: [study]
    topics: [pebbles, listing]
"""


def found(claims: str) -> list[Findable]:
    return records_of(load(claims))


def records_of(dataset: Dataset) -> list[Findable]:
    return [*search_index.records(build_pages(dataset), make_site(dataset))]


@pytest.fixture(scope="module")
def records() -> dict[str, Findable]:
    """Every record under its address."""
    records = found(CLAIMS)
    by_url = {record.url: record for record in records}
    assert len(by_url) == len(records)
    return by_url


def test_whatever_has_to_do_with_a_topic_is_found_under_it(records: dict[str, Findable]) -> None:
    topics = {
        "claims/checked/": ["listing", "pebbles"],
        "claims/hostile/": ["pebbles"],
        "claims/listed/": ["listing"],
        "topics/listing/": ["listing"],
        "topics/pebbles/": ["pebbles"],
    }
    for url, record in records.items():
        assert [*record.topics] == topics.get(url, [])
    assert "" not in records, "the first page, which has no findings"
    [letter] = [record for record in found(f"{TEXT}{CLAIMS}{EVENTS}") if record.url == "texts/the-letter/"]
    assert [*letter.topics] == ["listing", "pebbles"]
    both = CLAIMS.replace("topics: [listing]", "topics: [pebbles]")
    [letter] = [record for record in found(f"{TEXT}{both}") if record.url == "texts/the-letter/"]
    assert [*letter.topics] == ["listing", "pebbles"], "also a topic that is nowhere the first"


def test_a_claims_text_is_its_verdict_and_the_words_of_its_passages(records: dict[str, Findable]) -> None:
    assert text_of(records["claims/listed/"]) == (
        "The Astronomer wrote that every stone is listed. It was listed. A study says so. The University: “as of May”"
    )
    assert records["claims/listed/"].answer == "It was listed."


def test_a_claim_is_found_by_its_parts_and_its_other_readings() -> None:
    example = (EXAMPLES / "valid/full.yaml").read_text("utf-8")
    [watched] = [record for record in found(example) if record.url == "claims/moon-watched/"]
    assert text_of(watched).endswith(
        "Mostly. Nobody else says so. Six nights in seven. "
        "Claim: It is watched. Claim: Every night. Claim: Everybody watches it."
    )


def test_those_who_made_a_claim_and_every_form_of_a_term_lead_there(records: dict[str, Findable]) -> None:
    listed = records["claims/listed/"]
    assert listed.label
    assert (listed.by, listed.label.name, listed.label.value) == ("The Astronomer", "Confirmed", "confirmed")
    assert records["glossary/#term-perigee"].also == "perigees"


def test_whoever_asks_whether_it_is_true_finds_what_the_site_found() -> None:
    stones = '{name: Stones, claim: listed, text: "*All* are."}, {name: Rest, word: Left out, text: Which}'
    finding = f"site: {{headline: Is it so?, findings: [{stones}]}}\n"
    [record] = [record for record in found(finding + CLAIMS) if record.kind == "finding"]
    assert (record.url, record.title) == ("", "Is it so?")
    assert text_of(record) == "Stones: Confirmed. All are. Rest: Left out. Which."
    assert {"true", "lie"} <= {*record.also.split(", ")}


def test_an_event_is_found_where_it_stands_in_the_timeline() -> None:
    events = [record for record in found(CLAIMS + EVENTS) if record.kind == "event"]
    assert [(event.url, event.title, text_of(event), event.topics) for event in events] == [
        ("timeline/#event-hearing", "A hearing", "1 August 2019. The listing came up.", ["listing", "pebbles"]),
        ("timeline/#event-trial", "A trial", "2020. It began.", ["listing"]),
    ]


def test_figures_are_found_on_the_page_of_their_first_topic() -> None:
    assert [record for record in found(CLAIMS + FIGURES) if record.kind == "figure"] == [
        Findable(
            "figure",
            "topics/pebbles/#figure-pebbles-seen",
            "Ever fewer",
            ("Pebbles seen", "They fell.", "Nobody counted in the dark."),
            "Pebbles seen, how many stones",
            topics=("pebbles", "listing"),
        )
    ]


def test_the_search_knows_spellings_of_names_and_terms() -> None:
    claims = CLAIMS.replace("Éditing data,", "Éditing data, forms: [E-data],")
    known = search_index.spellings(load(f'site: {{spellings: ["Cheese, 乳酪、芝士"]}}\n{claims}'))
    assert known == [["cheese", "乳酪", "芝士"], ["perigee", "perigees"], ["éditing data", "e data"]]


def test_chinese_sentences_end_and_are_led_as_chinese_is() -> None:
    claims = CLAIMS.replace("publisher: The University", "publisher: 大学")
    listed = next(record for record in found(claims) if record.url == "claims/listed/")
    assert text_of(listed).endswith("A study says so. 大学：“as of May”")


def test_a_source_is_found_on_the_page_of_the_list_with_the_gloss_of_its_title(records: dict[str, Findable]) -> None:
    sections = {section.url: section for section in records["sources/"].sections}
    assert {*sections} == {f"sources/#source-{id}" for id in ("letter", "study", "testimony", "weekly")}
    study = sections["sources/#source-study"]
    assert study.title == "月亮研究, The University"
    assert text_of(study) == "A study of the moon. Academic. Only the abstract was seen."
