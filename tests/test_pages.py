"""Views: what is sorted, resolved, counted and linked before a template sees it, on datasets of a few records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pytest

import datasets

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


def timeline(pages: Pages) -> Any:
    """The timeline of a file without chapters."""
    [chapter] = pages["timeline/index.html"].chapters
    return chapter


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


def test_entries_stand_in_time_order_and_the_more_precise_first() -> None:
    dates = ["2019-05-01", "2018-12/2019-06", "2019", "2019-05", "../2019-03", "1839", "2018-12-31", "2019-05-01"]
    page = timeline(built(events=[event(f"e{n}", when) for n, when in enumerate(dates)]))
    assert [(year.year, ids(year.events)) for year in page.years] == [
        (1839, ["e5"]),
        (2018, ["e1", "e6"]),
        (2019, ["e4", "e2", "e0", "e7", "e3"]),  # and those of one day by their ids
    ]


def test_an_entry_of_the_day_of_its_text_is_marked() -> None:
    texts = [spoken("speech", date="2018-09-30")]
    days = (("a", "2018-09-30", ["speech"]), ("b", "2018-09-30", []), ("c", "2018-10-01", ["speech"]))
    events = [event(id, date, texts=of) for id, date, of in days]
    page = timeline(built(claims=[claim("first", text="speech")], texts=texts, events=events))
    assert [entry.id for entry in page.years[0].events if entry.is_text] == ["a"]


SIDES = [{"id": id, "name": f"The {id}"} for id in ("north", "south", "west")]


@pytest.mark.parametrize(
    ("acting", "lanes"),
    [
        ([[]], ()),
        ([["south"]], ()),
        ([["south"], [], ["north", "south"]], ("The north", "The south")),
        ([["south"], ["north"], ["west"]], ()),
    ],
)
def test_each_of_two_sides_that_act_has_a_lane(acting: list[list[str]], lanes: tuple[str, ...]) -> None:
    events = [event(f"e{n}", "2019", actors=sides) for n, sides in enumerate(acting)]
    page = built(sides=SIDES, events=events)["timeline/index.html"]
    assert page.lanes == lanes
    assert [actor.value for actor in page.actors] == [s["id"] for s in SIDES if any(s["id"] in a for a in acting)]


def test_the_years_and_months_of_texts_are_marked() -> None:
    texts = [
        spoken("letter", date="2019"),  # of no month that is known
        spoken("speech", date="2018-10-30"),
        spoken("memoir", date="2018-09/2019-02"),
    ]
    dates = ["2018-08", "2018-09-01", "2018-10", "2018-11-30", "2019-01", "2019-02", "2019", "2020-02"]
    events = [event(f"e{n}", date) for n, date in enumerate(dates)]
    page = built(claims=[claim("first", text="speech")], texts=texts, events=events)["timeline/index.html"].strip
    assert [(year.year, year.texts) for year in page.years] == [
        (2018, "the speech and the memoir"),
        (2019, "the letter and the memoir"),
        (2020, ""),
    ]
    assert [[(month.x, month.has_text) for month in year.months] for year in page.years] == [
        [(7, False), (8, True), (9, True), (10, False)],
        [(0, False), (1, True)],
        [(1, False)],
    ]


def test_months_are_counted_and_years_alone_apart() -> None:
    dates = ["2019", "2019-05", "2019-05-01", "2019-12-31", "2019/2020"]
    strip = built(events=[event(f"e{n}", when) for n, when in enumerate(dates)])["timeline/index.html"].strip
    assert [(month.x, month.count, month.url) for month in strip.years[0].months] == [
        (4, 2, "timeline/#event-e2"),
        (11, 1, "timeline/#event-e3"),
    ]
    assert strip.years[0].undated == 2


@pytest.mark.parametrize(
    ("dates", "drawn", "before"),
    [
        (["2017", "2019"], [2017, 2018, 2019], None),
        (["1839", "1964", "2013", *["2015"] * 6], [2013, 2014, 2015], "2 before 2013"),
        (["1839", "2013", *["2015"] * 6, "2022"], [*range(2013, 2023)], "1 before 2013"),  # the last is not all
        (["1839", "2019"], None, None),  # nor is half of all left out
        ([str(year) for year in range(1990, 2020)], None, None),
    ],
)
def test_the_strip_is_true_to_scale_from_the_first_year_that_matters(
    dates: list[str], drawn: list[int] | None, before: str | None
) -> None:
    strip = built(events=[event(f"e{n}", when) for n, when in enumerate(dates)])["timeline/index.html"].strip
    assert ([year.year for year in strip.years] if strip.is_drawn else None) == drawn
    assert (strip.before.title if strip.before else None) == before


def test_a_chapter_holds_what_began_since_its_day_and_a_year_can_go_on_in_another() -> None:
    chapters = [
        {"title": "Before", "summary": "S"},
        {"title": "Nothing", "since": "2018", "summary": "S"},
        {"title": "Then", "since": "2019-05", "summary": "S"},
    ]
    dates = ["2017", "2019-04-30", "2019-05-01", "2019", "2020"]
    events = [event(f"e{n}", when) for n, when in enumerate(dates)]
    page = built(events=events, site={"chapters": chapters})["timeline/index.html"]
    assert [(c.number, c.title, [(year.id, ids(year.events)) for year in c.years]) for c in page.chapters] == [
        (1, "Before", [("year-2017", ["e0"])]),
        (2, "Nothing", [("year-2019", ["e3", "e1"])]),
        (3, "Then", [("year-2019-3", ["e2"]), ("year-2020", ["e4"])]),
    ]
    assert [(bar.url, bar.start, bar.length) for bar in page.strip.chapters] == [
        ("timeline/#chapter-1", 0, 25),  # of four years
        ("timeline/#chapter-2", 25, 33.3),
        ("timeline/#chapter-3", 58.3, 41.7),
    ]


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
