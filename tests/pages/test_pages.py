"""Views: what is sorted, resolved, counted and linked before a template sees it, on datasets of a few records."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pytest

from support import datasets

Pages = Mapping[str, Any]


def topic(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "title": f"Topic {id}", "question": f"{id}?", "answer": f"{id}.", "summary": f"On {id}.",
            **fields}  # fmt: skip


def source(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "kind": "news", "publisher": f"Publisher {id}", "title": f"Source {id}",
            "url": f"https://example.org/{id}", "seen": "opening", **fields}  # fmt: skip


def claim(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "title": f"Claim {id}", "statement": f"Ann said {id}.", "kind": "measure", "topics": ["one"],
            "appearances": [said()], **fields}  # fmt: skip


def said(speaker: str = "ann", source: str = "paper", **fields: str) -> dict[str, str]:
    return {"speaker": speaker, "form": "speech", "source": source, **fields}


def shown(source: str = "book", stance: str = "supports", **fields: str) -> dict[str, str]:
    return {"source": source, "stance": stance, "note": f"A note from {source}.", **fields}


def found(label: str = "confirmed", **fields: str) -> dict[str, str]:
    return {"label": label, "summary": "In short.", "for": "At length.", "reviewed": "2020-01-01", **fields}


def event(id: str, date: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "date": date, "title": f"Event {id}", "summary": f"{id} happened.",
            "sources": ["paper"], **fields}  # fmt: skip


def spoken(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "title": f"Text {id}", "name": f"the {id}", "speaker": "ann", "form": "speech",
            "date": "2018-09-30", "seen_through": ["paper"], **fields}  # fmt: skip


def term(id: str, term: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "term": term, "definition": f"What {id} is.", **fields}


FEW: dict[str, list[dict[str, Any]]] = {
    "sides": [{"id": "north", "name": "The North"}],
    "topics": [topic("one"), topic("two")],
    "speakers": [
        {"id": "ann", "name": "Ann", "kind": "person", "role": "Speaks"},
        {"id": "bob", "name": "Bob", "kind": "person", "role": "Repeats", "side": "north"},
    ],
    "sources": [source("paper"), source("book", kind="academic")],
    "claims": [claim("first")],
}


def built(*, explicit: bool = False, **lists: Any) -> Pages:
    """The pages of a few records, less the lists that are given anew, under their files."""
    dataset = datasets.load(datasets.as_yaml(**(FEW | lists)))
    return {page.save_as: page for page in datasets.build_pages(dataset, explicit=explicit)}


def timeline(**lists: Any) -> Any:
    """The timeline of a few events."""
    return built(**lists)["timeline/index.html"]


def claim_page(pages: Pages, id: str = "first") -> Any:
    return pages[f"claims/{id}/index.html"]


def source_page(pages: Pages, id: str = "paper") -> Any:
    return pages[f"sources/{id}/index.html"]


def ids(records: Any) -> list[str]:
    return [record.id for record in records]


# Pages


@pytest.mark.parametrize(
    "data", [datasets.BARE, datasets.crowded(), datasets.hostile()], ids=["bare", "crowded", "hostile"]
)
@pytest.mark.parametrize("explicit", [False, True], ids=["served", "from disk"])
def test_every_page_has_a_file_of_its_own_inside_the_folder(data: str, *, explicit: bool) -> None:
    files = [page.save_as for page in datasets.build_pages(datasets.load(data), explicit=explicit)]
    assert len({file.casefold() for file in files}) == len(files)
    assert [f for f in files if PurePosixPath(f).is_absolute() or {"", ".", ".."} & set(f.split("/"))] == []
    assert [f for f in files for part in f.split("/") if len(part.encode()) > 255] == []


# The chain


def test_a_speakers_name_leads_to_the_claims_text_or_their_first_or_else_to_the_list_of_claims() -> None:
    def led(texts: list[dict[str, Any]], text: str) -> list[str]:
        pages = built(texts=texts, claims=[claim("first", appearances=[said("ann"), said("bob")], text=text)])
        return [link.speaker.url for link in claim_page(pages).chain]

    assert led([spoken("letter"), spoken("speech")], "speech") == ["texts/speech/", "claims/"]
    assert led([spoken("letter"), spoken("speech", speaker="bob")], "speech") == ["texts/letter/", "texts/speech/"]


def test_what_was_not_found_was_not_made_there_but_in_the_next_link() -> None:
    lost = {"seen": "none"}
    chain = [said("ann", **lost), said("ann", "book", **lost), said("bob"), said("ann"), said("ann")]
    pages = built(claims=[claim("a", appearances=chain), claim("b", appearances=[said("ann", **lost)])])
    assert claim_page(pages, "a").maker is claim_page(pages, "a").chain[2]
    assert claim_page(pages, "b").maker is claim_page(pages, "b").chain[0]


def test_a_claim_that_a_source_carries_twice_stands_once_under_its_paragraph() -> None:
    chain = [said("ann", paragraph="2"), said("bob", paragraph="2")]
    page = source_page(built(claims=[claim("first", appearances=chain)]))
    assert [(n, ids(cards)) for n, cards in page.paragraphs] == [(2, ["first"])]


# Time


def test_events_stand_in_time_order_and_the_more_precise_first() -> None:
    dates = ["2019-05-01", "2018-12/2019-06", "2019", "2019-05", "../2019-03", "1839", "2018-12-31", "2019-05-01"]
    page = timeline(events=[event(f"e{n}", when) for n, when in enumerate(dates)])
    assert ids(page.events) == ["e4", "e5", "e1", "e6", "e2", "e0", "e7", "e3"]  # those of one day by their ids


def test_a_dated_claim_is_no_event() -> None:
    assert timeline(claims=[claim("first", date="2019-05-01")]).events == ()


def test_an_entry_of_the_day_of_its_text_is_marked() -> None:
    texts = [spoken("speech", date="2018-09-30")]
    days = (("a", "2018-09-30", ["speech"]), ("b", "2018-09-30", []), ("c", "2018-10-01", ["speech"]))
    events = [event(id, date, texts=of, short=id) for id, date, of in days]
    page = timeline(claims=[claim("first", text="speech")], texts=texts, events=events)
    assert [entry.id for entry in page.events if entry.is_text] == ["a"]
    assert [(day.event.id, day.x) for day in page.strip.days] == [("a", 2)]
    assert page.strip.names["wide"][0].name == "30 Sept 2018: a"


def test_a_key_event_is_told_in_the_first_sentence_of_its_summary() -> None:
    summary = "It [began](source:paper) at noon. [It](source:book) went on."
    key, whole = timeline(
        events=[
            event("e0", "2018", summary=summary, sources=["paper", "book"]),
            event("e1", "2019", summary=summary, sources=["paper", "book"], key=True),
        ]
    ).events
    assert (whole.lead, whole.rest, ids(whole.also)) == ("", whole.summary, [])
    assert (key.lead, key.rest) == ("It began at noon.", '<p><a href="source:book">It</a> went on.</p>')
    assert ids(key.also) == ["paper"]  # to which nothing leads now


SIDES = [{"id": id, "name": f"The {id}"} for id in ("north", "south", "west")]


@pytest.mark.parametrize(
    ("acting", "lanes", "offered"),
    [
        ([[]], [0], []),
        ([["south"]], [0], []),
        ([["south"], [], ["north", "south"], ["north"]], [2, 1, 1, 0], ["The north", "The south"]),
        ([["south"], ["north"], ["west"]], [0, 0, 0], ["The north", "The south", "The west"]),
    ],
)
def test_each_of_two_sides_that_act_has_a_lane(acting: list[list[str]], lanes: list[int], offered: list[str]) -> None:
    page = timeline(sides=SIDES, events=[event(f"e{n}", f"{2010 + n}", actors=sides) for n, sides in enumerate(acting)])
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
    strip = timeline(events=[event(f"e{n}", when) for n, when in enumerate(dates)]).strip
    assert [dot.x for dot in strip.dots] == places
    assert [year.year for year in strip.years] == years
    assert strip.before == before


def test_dots_of_one_day_do_not_cover_each_other_until_they_are_too_many() -> None:
    strip = timeline(events=[event(f"e{n}", "2019") for n in range(6)]).strip
    assert [dot.y for dot in strip.dots] == [88, 96, 80, 104, 72, 88]


def test_names_that_find_room_are_shown() -> None:
    shorts = {"2018-06-01": "Short", "2018-06-05": "A longer one", "2018-06-09": "This has no room", "2019": "Last"}
    events = [event(f"e{n}", day, short=short) for n, (day, short) in enumerate(shorts.items())]
    names = timeline(events=[*events, event("unnamed", "2018")]).strip.names["wide"]
    assert [(name.name, name.anchor) for name in names] == [
        ("Short", "start"),
        ("A longer one", "start"),
        ("Last", "end"),
    ]


def test_a_chapter_holds_what_began_since_its_day() -> None:
    chapters = [
        {"title": "Before", "summary": "S"},
        {"title": "Nothing", "since": "2018", "summary": "S"},
        {"title": "Then", "since": "2019-05", "summary": "S"},
    ]
    dates = ["2017", "2017-12-03/2020", "2019-05-01", "2019-07-01", "2020-01"]
    events = [event(f"e{n}", when, key=n == 2) for n, when in enumerate(dates)]
    page = timeline(events=events, site={"chapters": chapters})
    assert [(c.number, c.title, ids(c.key), ids(c.rest), str(c.date)) for c in page.chapters] == [
        (1, "Before", [], ["e0", "e1"], "2017 to December 2017"),
        (3, "Then", ["e2"], ["e3", "e4"], "May 2019 to January 2020"),
    ]
    assert [(band.x, band.width) for band in page.strip.bands] == [(0, 34), (34, 42.5), (76.5, 23.5)]


# The glossary

LINK = '<a href="term:{}" class="term" data-definition="What {} is.">{}</a>'


def link(id: str, words: str) -> str:
    return LINK.format(id, id, words)


def test_a_claims_page_links_the_first_mention_in_reading_order() -> None:
    words = {"evidence": [shown(note="The word.")], "verdict": found(**{"for": "A word.", "against": "The word."})}
    page = claim_page(built(claims=[claim("first", **words)], glossary=[term("t", "word")]))
    assert page.verdict.reasons == (
        ("For it", f"<p>A {link('t', 'word')}.</p>"),
        ("Against it", "<p>The word.</p>"),
    )
    assert page.evidence.passages[0].note == "<p>The word.</p>"


# The reasons


def test_a_source_that_the_reasons_name_leads_to_its_passage_on_the_page() -> None:
    reasons = {"for": "By [a\nbook](source:book), [again](source:book#2), not [all](source:other).", "unknown": "Much."}
    evidence = [shown("paper", "context"), shown("book"), shown("book", note="More.")]
    sources = [source("paper"), source("book"), source("other")]
    page = claim_page(
        built(claims=[claim("first", evidence=evidence, verdict=found(**reasons))], sources=sources), "first"
    )
    assert page.verdict.reasons == (
        (
            "For it",
            '<p>By <a href="#evidence-2">a\nbook</a>, <a href="#evidence-3">again</a>, not '
            '<a href="source:other">all</a>.</p>',
        ),
        ("Not known", "<p>Much.</p>"),
    )


def test_a_part_that_is_judged_with_another_claim_leads_there() -> None:
    parts = [{"id": "one", "text": "It is one"}]
    same = [{"id": "again", "text": "One, again", "same": {"claim": "first", "part": "one"}}]
    two = [*same, {"id": "two", "text": "It is two"}]
    pages = built(
        claims=[
            claim("first", parts=parts, evidence=[shown(part="one")], verdict=found()),
            claim("alone", parts=same, verdict=found()),
            claim("beside", parts=two, evidence=[shown()], verdict=found()),
        ]
    )
    alone, beside = (claim_page(pages, id).verdict for id in ("alone", "beside"))
    assert (alone.counts, alone.same.id, alone.parts) == ("", "first", ())
    assert [(part.counts, part.same and part.same.id) for part in beside.parts] == [
        ("", "first"),
        ("Shown by 1 of no side", None),
    ]


def test_a_question_of_several_claims_is_asked_once() -> None:
    asked = [{"question": "How many?", "looked": "In the book."}]
    other = [*asked, {"question": "How many?", "looked": "In the paper."}]
    claims = [claim("a", open=asked), claim("b", open=other, topics=["two"])]
    page = built(claims=claims)["open/index.html"]
    assert page.count == 2
    assert [
        (topic.title, [(item.looked, [card.id for card in item.claims]) for item in questions])
        for topic, questions in page.topics
    ] == [("Topic one", [("In the book.", ["a", "b"])]), ("Topic two", [("In the paper.", ["b"])])]


def test_editions_stand_under_their_work_with_how_often_all_are_used() -> None:
    sources = [source("first", edition_of="book"), source("again", edition_of="first"), source("other")]
    claims = [claim("a", evidence=[shown("first"), shown("first"), shown()], verdict=found())]
    groups = built(sources=[*FEW["sources"], *sources], claims=claims)["sources/index.html"].groups
    rows = {row.work.id: row for _, rows in groups for row in rows}
    assert ([edition.id for edition in rows["book"].editions], rows["book"].uses) == (["again", "first"], 3)
    assert (rows["other"].editions, rows["other"].uses) == ([], 0)
    assert {"first", "again"}.isdisjoint(rows)
