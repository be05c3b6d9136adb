"""The evidence on a claim’s page: its witnesses, their order, what is open, and what was known when it was made."""

from collections.abc import Sequence

import pytest

from claims.model.records import copied_on
from claims.site.claim import ClaimView
from claims.site.evidence import MAX_ROWS, RowList
from support.building import ENGLISH
from support.datasets import pages_of
from support.helpers import Raw, Value, appearance, claim, evidence, source, speaker, verdict

SOURCES = [
    source("letter"),
    *(source(id, kind="academic") for id in "abcd"),
    source("a-again", kind="academic", edition_of="a"),
    source("a-and-b", relays=["a", "b"]),
    source("gazette", kind="official", side="north"),
    source("courier", kind="official", side="south", publisher="Courier (in the Post)"),
    source("both", kind="official", relays=["gazette", "courier"]),
]
"""The letter is the text that is judged; its writer is of the north."""


def page(
    *passages: Raw, label: str = "confirmed", sources: list[Raw] = SOURCES, others: Sequence[Raw] = (), **fields: Value
) -> ClaimView:
    """A claim with this evidence."""
    judged = claim(evidence=[*passages], verdict=verdict(label, readings=[*others], reviewed="2022-01-01"), **fields)
    return pages_of(sources=sources, claims=[judged])["claims/moon-cheese/"].claim


def ids(dated: RowList) -> list[str]:
    """The sources of the passages in a list of who says so."""
    return [row.source.id for row in (*dated.before, *dated.after)]


# Every passage, witness by witness


def test_passages_stand_under_their_witness_and_whose_word_they_are_the_strongest_first() -> None:
    passages = [
        evidence("c", stance="partly"),
        evidence("d", stance="context"),
        evidence("a", stance="partly"),
        evidence("a-and-b", words="so"),
        evidence("a-again", side="south"),
        evidence("courier", stance="contradicts"),
        evidence("both", stance="context"),
    ]
    found = page(*passages, label="disputed")
    shown = list[tuple[list[str], str, str]]()
    for witness in found.witnesses:
        shown.append(([view.source.id for view in witness.passages], witness.whose, witness.name))
    assert shown == [
        (["a-and-b", "a"], "of no side", "P"),
        (["a-again"], "of South", "P"),
        (["courier"], "of South", "Courier"),
        (["c"], "of no side", "P"),
        (["d"], "of no side", "P"),
        (["both"], "of North and South", "P, passing on Courier"),
    ]
    assert found.main.parts[0].counts == "Shown by 1 of South; in part by 2 of no side; contradicted by 1 of South"


def test_words_in_the_pages_language_come_first_and_are_not_translated_back_into_it() -> None:
    retold = evidence("a", words="ainsi", lang="fr", gloss="so", spoken="en")
    found = page(evidence("a", words="so", lang="fr", gloss="thus"), retold, evidence("a-again", words="so"))
    [witness] = found.witnesses
    said = "Seen only in French, in a report or a translation; we have not seen the words as they were said."
    shown = [(view.source.id, view.gloss, view.retold) for view in witness.passages]
    assert shown == [("a-again", None, ""), ("a", "thus", ""), ("a", None, said)]


# Who says so, and when


def test_a_long_list_opens_with_one_passage_of_each_witness_in_turn_for_each_role() -> None:
    passages = [*map(evidence, "aabbccdd"), evidence("gazette"), evidence("courier", stance="qualifies")]
    assert ids(page(*passages).open_rows) == [*"aabbccdd", "gazette", "courier"]
    found = page(*passages, *map(evidence, "abc"))
    assert ids(found.open_rows) == [*"abcd", "gazette", "courier"]
    assert ids(found.folded_rows) == [*"abcdabc"]


def test_a_list_is_cut_where_it_is_full() -> None:
    works = [f"w{n}" for n in range(MAX_ROWS + 2)]
    found = page(*map(evidence, works), sources=[source("letter"), *map(source, works)])
    assert ids(found.open_rows) == works[:MAX_ROWS]
    full = [*works[: MAX_ROWS - 1], works[0]]
    found = page(*map(evidence, full), sources=[source("letter"), *map(source, works)])
    assert ids(found.open_rows) == full, "a list that is just full shows each passage of a witness"


def test_the_word_of_all_sides_who_make_a_claim_is_their_own() -> None:
    chain = [appearance(), appearance(speaker="ada")]
    speakers = [speaker(), speaker(id="ada", name="Ada", side="south")]
    judged = claim(evidence=[evidence("gazette")], appearances=chain, verdict=verdict("unconfirmed"))
    found = pages_of(sources=SOURCES, speakers=speakers, claims=[judged])["claims/moon-cheese/"].claim
    assert [row.does for row in found.open_rows.before] == ["North and South say"]


def test_what_was_known_when_the_claim_was_made_has_a_turn_of_its_own() -> None:
    others = [f"w{n}" for n in range(MAX_ROWS - 1)]
    works = [source("letter"), source("old", date="2019"), source("again", edition_of="old", date="2021")]
    passages = map(evidence, ("old", "again", *others))
    found = page(*passages, sources=[*works, *map(source, others)], appearances=[appearance(date="2020")])
    assert ids(found.open_rows)[:2] == ["old", "again"]


def dated(agency: str | None = "2020-01-15", paper: str | None = "2021") -> list[Raw]:
    """Sources of whose dates two can be others."""
    return [
        source("letter"),
        source("ministry", kind="official", side="north", date="2019-08-01"),
        source("agency", kind="official", side="south", date=agency),
        source("paper", date=paper, relays=["agency"]),
        source("scholar", kind="academic", date="2018-05"),
        source("undated"),
    ]


def of_its_day(day: str, *, agency: str | None, paper: str | None) -> ClaimView:
    """A claim of a day that two sources show, and one announced."""
    announced = evidence("scholar", **{"as": "announcement"})
    made = [appearance(date=day)]
    return page(evidence("agency"), evidence("paper"), announced, sources=dated(agency, paper), appearances=made)


def test_rows_stand_by_date_and_are_cut_by_the_day_of_the_claim() -> None:
    found = page(
        evidence("scholar", stance="qualifies", part="all", limit="It is of May."),
        evidence("undated", stance="qualifies", part="all"),
        evidence("ministry", stance="qualifies", part="all"),
        evidence("paper", part="cheese", relays=["scholar"]),
        evidence("ministry"),
        evidence("paper", stance="contradicts", part="other", **{"as": "statement"}),
        label="partly-confirmed",
        sources=dated(),
        appearances=[appearance(date="2019-09-30")],
        parts=[
            {"id": "cheese", "text": "There is cheese"},
            {"id": "all", "text": "It is all cheese"},
            {"id": "other", "text": "It is rock", "reading": "rock"},
        ],
        readings=[{"id": "rock", "text": "That it is rock"}],
        others=[{"id": "rock", "label": "unconfirmed", "summary": "Nobody shows it."}],
    )
    rows = found.open_rows
    assert [(row.number, row.role, row.does, row.about, row.record.limit) for row in rows.before] == [
        (1, "limits", "Limits it", "About “It is all cheese”", "It is of May."),
        (3, "limits", "Limits it", "About “It is all cheese”", None),
        (5, "word", "North says", "", None),
    ]
    assert [(row.number, row.does) for row in rows.after] == [(4, "Backs it"), (2, "Limits it")]
    [reading] = found.readings
    assert [(row.number, row.does, row.about) for row in reading.rows.after] == [(6, "Against, not counted", "")]


READ: Raw = {
    "parts": [{"id": "cheese", "text": "It is cheese"}, {"id": "rock", "text": "It is rock", "reading": "rock"}],
    "readings": [{"id": "rock", "text": "That it is rock"}],
    "others": [{"id": "rock", "label": "confirmed", "summary": "It is."}],
}


def test_another_reading_has_a_list_and_a_count_of_its_own() -> None:
    both = page(evidence("a", part="cheese"), evidence("b", part="rock"), **READ)
    assert (ids(both.open_rows), ids(both.readings[0].rows)) == (["a"], ["b"])
    assert both.count_sentence == both.readings[0].count_sentence == "1 source backs it or a part of it."
    alone = page(evidence("b", part="rock"), label="unconfirmed", **READ)
    assert (ids(alone.open_rows), ids(alone.readings[0].rows)) == (["b"], [])


def test_a_sentence_for_both_readings_stands_once_and_says_so() -> None:
    said = [evidence("a", part=part, words="so") for part in ("cheese", "rock")]
    found = page(*said, evidence("a", part="rock", words="or so"), **READ)
    assert [(row.number, row.serves_another_reading) for row in found.open_rows.before] == [(1, True)]
    [reading] = found.readings
    assert [(row.number, row.serves_another_reading) for row in reading.rows.before] == [(3, False)]


def test_what_all_rows_are_about_is_said_once() -> None:
    parts = [{"id": "cheese", "text": "There is cheese"}, {"id": "all", "text": "It is all cheese"}]
    of_all = [evidence(id, part="all") for id in "ab"]
    assert page(*of_all, label="unconfirmed", parts=parts).rows_are_about == "About “It is all cheese”"
    mixed = page(*of_all, evidence("c", part="cheese"), parts=parts)
    assert (mixed.rows_are_about, mixed.open_rows.before[0].about) == ("", "About “It is all cheese”")


@pytest.mark.parametrize(
    ("written", "row"),
    [
        ({}, ("Courier", "")),
        ({"said_by": "Ada of the South"}, ("Ada of the South", "Courier")),
        ({"said_by": "j-smith", "side": "north"}, ("Jane Smith", "Courier")),
        ({"said_by": "Courier"}, ("Courier", "")),
        ({"said_by": "Courier, on figures of Ada"}, ("Courier, on figures of Ada", "")),
    ],
)
def test_a_row_names_who_speaks_and_then_who_published_the_words(written: Raw, row: tuple[str, str]) -> None:
    [found] = page(
        evidence("courier", **written), label="unconfirmed" if "side" in written else "confirmed"
    ).open_rows.before
    assert (found.speaker, found.carrier) == row


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ({}, "May 2018"),
        ({"date": "2018-03-01"}, "1 March 2018"),
        ({"date": "2018-03"}, "March 2018"),
        ({"date": "2017"}, "May 2018"),
        ({"date": "2018-01/2018-03"}, "May 2018"),
    ],
)
def test_a_row_stands_on_the_day_on_which_its_words_were_said(written: Raw, day: str) -> None:
    [row] = page(evidence("scholar", **written), sources=dated()).open_rows.before
    assert ENGLISH.date(row.day) == day


@pytest.mark.parametrize(
    ("works", "day"),
    [
        ([source("copy", edition_of="work"), source("work", date="2018")], "2018"),
        ([source("copy", relays=["work"]), source("work", date="2018")], "2018"),
        ([source("copy", relays=["middle"]), source("middle", relays=["work"]), source("work", date="2018")], "2018"),
        ([source("copy", date="2019", edition_of="work"), source("work", date="2018")], "2019"),
        ([source("copy")], None),
    ],
)
def test_a_source_without_a_date_has_that_of_the_work_it_goes_back_to(works: list[Raw], day: str | None) -> None:
    [row] = page(evidence("copy"), sources=[source("letter"), *works]).open_rows.before
    assert (row.day and row.day.text) == day


def test_a_month_or_a_longer_time_stands_at_its_last_day() -> None:
    works = [source(f"w{n}", date=day) for n, day in enumerate(("2018-03", "2018-03-30", "2018-04-01", "2018"))]
    upto = evidence("undated", date="../2018-03-15")
    found = page(upto, *map(evidence, ("w0", "w1", "w2", "w3")), sources=[source("letter"), source("undated"), *works])
    assert ids(found.open_rows) == ["undated", "w1", "w0", "w2", "w3"]


def summary(*passages: Raw, date: str | None = "2019-09-30", speakers: Raw | None = None, label: str) -> str:
    """The sentence above the rows of a claim."""
    made = [appearance(date=date)] if date else [appearance()]
    fields = {"speakers": [speaker(**speakers or {})]}
    judged = claim(evidence=[*passages], verdict=verdict(label, reviewed="2022-01-01"), appearances=made)
    found = pages_of(sources=dated(), claims=[judged], **fields)["claims/moon-cheese/"].claim
    return f"{found.count_sentence} {found.read_whole}"


def test_the_sentence_above_counts_witnesses_before_the_claim_and_since() -> None:
    before, later = evidence("scholar", stance="partly"), evidence("agency", stance="partly")
    against, undated = evidence("ministry", stance="qualifies"), evidence("undated", stance="qualifies")
    one, read = "1 source backs it or a part of it", "We read none of the 2 sources in the list below whole."
    assert summary(before, later, label="partly-confirmed") == (
        f"Before Jane Smith said it: {one}. Since: {one}. {read}"
    )
    assert summary(before, evidence("agency"), against, undated, label="confirmed", speakers={"pronoun": "she"}) == (
        f"Before she said it: {one}; 1 source limits or contradicts it. "
        f"Since, or undated: {one}; 1 source limits or contradicts it. "
        "We read none of the 4 sources in the list below whole."
    )
    assert summary(before, evidence("agency"), label="confirmed", date=None, speakers={"side": None}) == (
        f"2 sources back it or a part of it. {read}"
    )
    assert summary(evidence("ministry"), label="unconfirmed", speakers={"kind": "organisation"}) == (
        "Nothing that we counted backs, limits or contradicts it. We did not read this source whole."
    )
    assert summary(before, label="partly-confirmed", speakers={"kind": "organisation"}) == (
        f"Before it said so: {one}. Since: none that counts. We did not read this source whole."
    )


@pytest.mark.parametrize(
    ("agency", "paper", "cut"),
    [
        ("2019-01", "2018", "."),
        (None, None, ". Of what follows we know no date."),
        ("2019", None, ". What follows came later, or has no exact day."),
        ("2020-01", "2021", ". What follows came later."),
    ],
)
def test_what_follows_the_day_of_a_claim_is_told_as_surely_as_it_is_known(
    agency: str | None, paper: str | None, cut: str
) -> None:
    found = of_its_day("2019-09-30", agency=agency, paper=paper).open_rows
    assert len(found.after) == (2 if ". " in cut else 0)
    assert found.cut == f"30 September 2019: the claim is made{cut}"


@pytest.mark.parametrize(
    ("day", "later"), [("2020-01-31", False), ("2020-01", False), ("2020-02", True), ("2020", False)]
)
def test_only_later_is_said_where_all_support_is_surely_later(day: str, *, later: bool) -> None:
    assert of_its_day("2020-01-31", agency=day, paper="2021" if later else "2020-01").main.only_later is later


# Where it can be read


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://web.archive.org/web/20191004235959/https://a.example/", "4 October 2019"),
        ("https://archive.example/wayback/20191004000000id_/http://a.example/", "4 October 2019"),
        ("https://web.archive.org/web/20191304000000/https://a.example/", None),
        ("https://archive.example/20191004000000", None),
    ],
)
def test_the_day_of_a_stored_copy_is_read_off_its_address(address: str, day: str | None) -> None:
    copied = copied_on(address)
    assert (copied and ENGLISH.date(copied)) == day


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("well-known, & more", "#:~:text=well%2Dknown%2C%20%26%20more"),
        ("100% #1 a/b?c=d+e", "#:~:text=100%25%20%231%20a%2Fb%3Fc%3Dd%2Be"),
        ("“月”", "#:~:text=%E2%80%9C%E6%9C%88%E2%80%9D"),
        (None, ""),
    ],
)
def test_a_link_leads_to_the_words(words: str | None, fragment: str) -> None:
    [passage] = page(evidence("a", words=words)).passages
    assert passage.href == f"https://a.example/{fragment}"
