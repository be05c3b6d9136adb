"""A timeline that is too long for one page has one for each year."""

from support.datasets import pages_of
from support.helpers import event, ids


def test_up_to_two_hundred_events_stand_on_one_page() -> None:
    pages = pages_of(events=[event(id=f"e{n}", date=str(1800 + n)) for n in range(200)])
    assert [url for url in pages if url.startswith("timeline")] == ["timeline/"]
    assert len(pages["timeline/"].events) == 200


def test_more_have_a_page_for_each_year_and_the_first_shows_the_key_ones() -> None:
    events = [event(id=f"e{n}", date=str(2000 + n % 2), key=str(n == 3).lower()) for n in range(201)]
    pages = pages_of(events=events)
    overview = pages["timeline/"]
    first, second = overview.years
    assert (first.title, first.url) == ("2000", "timeline/2000/")
    assert (second.title, second.url) == ("2001", "timeline/2001/")
    [key] = overview.events
    assert (key.id, key.url) == ("e3", "timeline/2001/#event-e3")
    assert overview.strip
    assert not list(overview.findable(None))
    assert len(pages["timeline/2000/"].events) == 101
    assert {*ids(pages["timeline/2001/"].events)} == {f"e{n}" for n in range(1, 201, 2)}
    assert pages["timeline/2001/"].title == "How it unfolded: 2001"
    assert pages["timeline/2001/"].save_as == "timeline/2001/index.html"
