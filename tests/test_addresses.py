"""Where each page lives: one address for each page, and a file for each address."""

from __future__ import annotations

import pytest

from claims.data import links
from claims.site.urls import Addresses

SERVED = Addresses()
FROM_DISK = Addresses(explicit=True)


def test_the_first_page_is_the_root() -> None:
    assert SERVED.page("home") == ""
    assert SERVED.file("") == "index.html"


def test_a_page_that_stands_alone_has_a_folder() -> None:
    assert SERVED.page("timeline") == "timeline/"


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("claim", "claims/some-id/"),
        ("topic", "topics/some-id/"),
        ("source", "sources/some-id/"),
        ("speaker", "speakers/some-id/"),
        ("event", "timeline/#event-some-id"),
        ("term", "glossary/#term-some-id"),
    ],
)
def test_every_kind_of_record_has_an_address(kind: str, address: str) -> None:
    assert SERVED.of(kind, "some-id") == address


def test_a_prose_page_can_lead_to_a_page_that_stands_alone() -> None:
    assert SERVED.of("page", "corrections") == "corrections/"
    assert SERVED.of("page", "home") == ""


def test_every_kind_that_prose_can_link_to_has_an_address_of_its_own() -> None:
    assert len({SERVED.of(kind, "some-id") for kind in links.KINDS}) == len(links.KINDS)


@pytest.mark.parametrize("to", [SERVED, FROM_DISK], ids=["served", "from disk"])
@pytest.mark.parametrize("kind", links.KINDS)
def test_a_link_in_prose_leads_where_a_template_does(to: Addresses, kind: str) -> None:
    assert getattr(to, kind)("some-id") == to.of(kind, "some-id")


def test_from_disk_every_address_names_a_file() -> None:
    assert FROM_DISK.page("home") == "index.html"
    assert FROM_DISK.page("timeline") == "timeline/index.html"
    assert FROM_DISK.claim("some-id") == "claims/some-id/index.html"
    assert FROM_DISK.event("some-id") == "timeline/index.html#event-some-id"
    assert FROM_DISK.figure("a-topic", "some-id") == "topics/a-topic/index.html#figure-some-id"


@pytest.mark.parametrize("kind", ["claim", "topic", "source", "speaker"])
def test_a_page_is_the_same_file_however_it_is_reached(kind: str) -> None:
    served, from_disk = SERVED.of(kind, "some-id"), FROM_DISK.of(kind, "some-id")
    assert SERVED.file(served) == FROM_DISK.file(from_disk) == from_disk


@pytest.mark.parametrize(
    ("file", "served"),
    [
        ("index.html", ""),
        ("timeline/index.html", "timeline/"),
        ("press/kit/index.html", "press/kit/"),
        ("404.html", "404.html"),
        ("press/kit.html", "press/kit.html"),
        ("my index.html", "my%20index.html"),
    ],
)
def test_a_file_has_the_address_by_which_it_is_reached(file: str, served: str) -> None:
    assert SERVED.at(file) == served
    assert FROM_DISK.at(file) == file.replace(" ", "%20")


def test_no_address_begins_at_the_root_of_a_server() -> None:
    found = [to.of(kind, "some-id") for to in (SERVED, FROM_DISK) for kind in links.KINDS]
    assert [address for address in found if address.startswith("/")] == []


@pytest.mark.parametrize("to", [SERVED, FROM_DISK], ids=["served", "from disk"])
@pytest.mark.parametrize("kind", ["claim", "topic", "source", "speaker"])
def test_the_file_of_a_record_tells_its_kind(to: Addresses, kind: str) -> None:
    assert to.kind(to.file(to.of(kind, "some-id"))) == kind


@pytest.mark.parametrize("file", ["index.html", "timeline/index.html", "claim/some-id/index.html", ""])
def test_other_files_tell_none(file: str) -> None:
    assert SERVED.kind(file) == ""
