"""A timeline that is too long for one page has one for each year."""

from support.datasets import pages_of
from support.helpers import event


def test_up_to_two_hundred_events_stand_on_one_page() -> None:
    pages = pages_of(events=[event(id=f"e{n}", date=str(1800 + n)) for n in range(200)])
    assert [url for url in pages if url.startswith("timeline")] == ["timeline/"]
    assert len(pages["timeline/"].events) == 200


def test_more_have_a_page_for_each_year_and_the_first_shows_the_key_ones() -> None:
    events = [event(id=f"e{n}", date=str(2000 + n % 2), key=str(n == 3).lower()) for n in range(201)]
    pages = pages_of(events=events)
    overview = pages["timeline/"]
    assert [(year.title, year.url) for year in overview.years] == [
        ("2000", "timeline/2000/"),
        ("2001", "timeline/2001/"),
    ]
    assert [(found.id, found.url) for found in overview.events] == [("e3", "timeline/2001/#event-e3")]
    assert overview.strip
    assert not list(overview.findable(None))
    assert [len(pages[f"timeline/{year}/"].events) for year in (2000, 2001)] == [101, 100]
    assert {found.id for found in pages["timeline/2001/"].events} == {f"e{n}" for n in range(1, 201, 2)}
    assert pages["timeline/2001/"].title == "How it unfolded: 2001"
    assert pages["timeline/2001/"].save_as == "timeline/2001/index.html"
