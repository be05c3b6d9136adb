"""Pages: what is sorted, resolved, counted and linked before a template sees it; the rest test_golden.py sees."""

import pytest

from claims.pages.prose import General
from claims.pages.timeline import TimelinePage
from claims.site.event import EventView
from support.datasets import load, make_site, pages_of
from support.helpers import (
    Raw,
    Value,
    appearance,
    claim,
    event,
    evidence,
    ids,
    source,
    speaker,
    text,
    text_of,
    topic,
    verdict,
)


def timeline(*events: Raw, **sections: Value) -> TimelinePage:
    """The timeline of some events, which have ids in their order."""
    numbered = [event(**{"id": f"e{n}", "sources": ["letter"], **fields}) for n, fields in enumerate(events)]
    return pages_of(events=numbered, **sections)["timeline/"]


# Records that are tied


def test_a_speakers_name_leads_to_the_claims_text_or_their_first_or_else_to_the_list_of_claims() -> None:
    def led(of: str) -> list[str]:
        texts = [text("essay"), text("speech", speaker=of), text("ode")]
        said = claim(appearances=[appearance(), appearance(speaker="bob")], text="speech")
        pages = pages_of(texts=texts, speakers=[speaker(), speaker(id="bob")], claims=[said])
        return [link.speaker.url for link in pages["claims/moon-cheese/"].claim.chain]

    assert led("j-smith") == ["texts/speech/", "claims/"]
    assert led("bob") == ["texts/essay/", "texts/speech/"]


def test_whoever_saw_the_words_after_the_speaker_of_the_text_reports_them_in_the_language_of_the_file() -> None:
    chain = [
        appearance(speaker="bob"),
        appearance(seen="none", date="2019"),
        appearance(speaker="bob", source="survey"),
    ]
    said = claim(
        appearances=chain, quote={"text": "so", "appearance": "3", "verbatim": "false"}, evidence=None, verdict=None
    )
    works = [source("letter"), source("survey", kind="academic", lang="fr", gloss="G")]
    speakers = [speaker(), speaker(id="bob", name="Bob")]
    page = pages_of(texts=[text()], speakers=speakers, sources=works, claims=[said])["claims/moon-cheese/"].claim
    assert (page.reporter, page.maker is page.chain[1], page.first is page.chain[0]) == ("Bob", True, True)
    assert [link.lang for link in page.chain] == ["en", "en", "en"]


def test_a_label_is_explained_by_a_claim_that_has_it_and_not_by_another_reading_of_one_before() -> None:
    read = {
        "readings": [{"id": "way", "text": "That it is round"}],
        "parts": [{"id": "p", "text": "P"}, {"id": "q", "text": "Q", "reading": "way"}],
    }
    judged = verdict(readings=[{"id": "way", "label": "unconfirmed", "summary": "S"}])
    passages = [evidence(part="p"), evidence("other", part="p")]
    before = claim(id="before", **read, evidence=passages, verdict=judged)
    has_it = claim(id="has-it", title="T", evidence=[evidence(stance="context")], verdict=verdict("unconfirmed"))
    works = [source("letter"), source("survey", kind="academic"), source("other", kind="academic")]
    site = make_site(load(text_of(sources=works, claims=[before, has_it])))
    shown = {meaning.label.value: meaning.example for meaning in General(site).verdicts}
    assert shown["unconfirmed"].title == "T"


def test_a_question_of_several_claims_is_asked_once() -> None:
    asked = [{"question": "How many?", "looked": "In the book."}]
    other = [*asked, {"question": "How many?", "looked": "In the paper."}]
    claims = [claim(id="a", open=asked, topics=["sun"]), claim(id="b", open=other)]
    [(_, questions)] = pages_of(topics=[topic(), topic(id="sun")], claims=claims)["open/"].topics
    assert {item.looked: ids(item.claims) for item in questions} == {"In the book.": ["b", "a"], "In the paper.": ["b"]}


# Time


def events(page: TimelinePage) -> list[EventView]:
    """The events of a timeline that has one chapter, the key events first."""
    [chapter] = page.chapters
    return [*chapter.key, *chapter.rest]


def test_events_stand_in_time_order_and_the_more_precise_first() -> None:
    dates = ["2019-05-01", "2018-12/2019-06", "2019", "2019-05", "../2019-03", "1839", "2018-12-31", "2019-05-01"]
    page = timeline(*({"id": id, "date": date} for id, date in zip("zbcdefga", dates, strict=True)))
    assert ids(events(page)) == [*"efbgcazd"]  # those of one day by their ids


def test_an_entry_of_the_day_of_its_text_is_marked() -> None:
    days = (("a", "2018-09-30", ["poem"]), ("b", "2018-09-30", None), ("c", "2018-10-01", ["poem"]))
    records = ({"id": id, "date": date, "texts": of, "short": id} for id, date, of in days)
    page = timeline(*records, texts=[text(date="2018-09-30")])
    assert [entry.id for entry in events(page) if entry.is_text] == ["a"]
    assert [(day.event.id, day.x) for day in page.strip.days] == [("a", 2)]
    assert page.strip.names["wide"][0].name == "30 Sept 2018: a"


def test_a_key_event_is_told_in_the_first_sentence_of_its_summary() -> None:
    summary = "It [began](source:letter) at noon. [It](source:survey) went on."
    fields: Raw = {"summary": summary, "sources": ["letter", "survey"]}
    key, whole = events(timeline({"date": "2018", **fields}, {"date": "2019", **fields, "key": "true"}))
    assert (whole.lead, whole.rest, ids(whole.also)) == ("", whole.summary, [])
    assert (key.lead, key.rest) == ("It began at noon.", '<p><a href="source:survey">It</a> went on.</p>')
    assert ids(key.also) == ["letter"]  # to which nothing leads now


SIDES = [{"id": id, "name": f"The {id}"} for id in ("north", "south", "west")]


@pytest.mark.parametrize(
    ("acting", "lanes", "offered"),
    [
        ([["south"]], [0], []),
        ([["south"], [], ["north", "south"], ["north"]], [2, 1, 1, 0], ["The north", "The south"]),
        ([["south"], ["north"], ["west"]], [0, 0, 0], ["The north", "The south", "The west"]),
    ],
)
def test_each_of_two_sides_that_act_has_a_lane(acting: list[list[str]], lanes: list[int], offered: list[str]) -> None:
    page = timeline(*({"date": f"{2010 + n}", "actors": sides} for n, sides in enumerate(acting)), sides=SIDES)
    assert [dot.lane for dot in page.strip.dots] == lanes
    assert page.has_lanes == (len(offered) == 2)
    assert page.sides == offered


@pytest.mark.parametrize(
    ("dates", "places", "years", "before"),
    [
        (["2017", "2018-01-01", "2019"], [2, 50, 98], [2018, 2019], ""),
        (["1839", "1964", *["2015"] * 5, "2016"], [1, 4, *[9] * 5, 98], [2016], "before 2015"),
        (["1839", "2019"], [2, 98], [*range(1840, 2020, 15)], ""),  # half of all is not left out
        (["2019-05-01"], [2], [2019], ""),
    ],
)
def test_the_strip_is_true_to_scale_and_what_is_far_older_stands_before_it(
    dates: list[str], places: list[float], years: list[int], before: str
) -> None:
    strip = timeline(*({"date": date} for date in dates)).strip
    assert ([dot.x for dot in strip.dots], [year.year for year in strip.years], strip.before) == (places, years, before)


def test_dots_of_one_day_do_not_cover_each_other_until_they_are_too_many_and_key_ones_are_on_top() -> None:
    strip = timeline({"date": "2019", "key": "true"}, *[{"date": "2019"}] * 5).strip
    assert [(dot.event.id, dot.y) for dot in strip.dots] == [
        *(("e1", 96), ("e2", 80), ("e3", 104), ("e4", 72), ("e5", 88)),
        ("e0", 88),
    ]


def test_names_that_find_room_are_shown() -> None:
    shorts = {"2018-06-01": "Short", "2018-06-05": "A longer one", "2018-06-09": "This has no room", "2019": "Last"}
    events = ({"date": day, "short": short} for day, short in shorts.items())
    names = timeline(*events, {"date": "2018"}).strip.names["wide"]
    assert [f"{name.name}: {name.anchor}" for name in names] == ["Short: start", "A longer one: start", "Last: end"]


def test_a_chapter_holds_what_began_since_its_day() -> None:
    chapters = [
        {"title": "Before", "summary": "S"},
        {"title": "Nothing", "since": "2018", "summary": "S"},
        {"title": "Then", "since": "2019-05", "summary": "S"},
    ]
    dates = ["2017", "2017-12-03/2020", "2019-05-01", "2019-07-01", "2020-01"]
    events = ({"date": date, "key": "true" if n == 2 else None} for n, date in enumerate(dates))
    page = timeline(*events, site={"chapters": chapters})
    assert [(c.number, c.title, ids(c.key), ids(c.rest), str(c.date)) for c in page.chapters] == [
        (1, "Before", [], ["e0", "e1"], "2017 to December 2017"),
        (3, "Then", ["e2"], ["e3", "e4"], "May 2019 to January 2020"),
    ]
    assert [(band.x, band.width) for band in page.strip.bands] == [(0, 34), (34, 42.5), (76.5, 23.5)]
