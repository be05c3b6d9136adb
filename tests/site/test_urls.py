"""Where each page lives: one address for each page, and a file for each address."""

from dataclasses import replace

import pytest

from claims.model import links
from claims.site.urls import Urls, page_url

SERVED, FROM_DISK = Urls(), Urls(explicit=True)


ADDRESSES = {
    ("claim", "some-id"): "claims/some-id/",
    ("topic", "some-id"): "topics/some-id/",
    ("source", "some-id"): "sources/#source-some-id",
    ("speaker", "some-id"): "claims/",
    ("side", "some-id"): "sources/#side-some-id",
    ("text", "some-id"): "texts/some-id/",
    ("event", "some-id"): "timeline/#event-some-id",
    ("term", "some-id"): "glossary/#term-some-id",
    ("page", "corrections"): "corrections/",
    ("page", "home"): "",
}


def test_everything_that_prose_can_link_to_has_an_address() -> None:
    assert {target: SERVED.record(*target) for target in ADDRESSES} == ADDRESSES
    assert {kind for kind, _ in ADDRESSES} == {*links.KINDS, links.PAGE}


def test_from_disk_every_address_names_the_same_file() -> None:
    for target, address in ADDRESSES.items():
        path, hash, place = address.partition("#")
        assert FROM_DISK.record(*target) == f"{SERVED.file(path)}{hash}{place}"


def test_what_stands_on_another_page_of_its_list_is_found_there() -> None:
    urls = Urls(numbers={"glossary": {"t": 3}, "topics/topic": {"f": 4}})
    assert (urls.record("term", "t"), urls.record("term", "o")) == ("glossary/list/3/#term-t", "glossary/#term-o")
    assert urls.figure("topic", "f") == "topics/topic/list/4/#figure-f"
    assert urls.figure("other", "f") == "topics/other/#figure-f"
    assert replace(urls, explicit=True).record("term", "t") == "glossary/list/3/index.html#term-t"


@pytest.mark.parametrize(
    ("url", "number", "address"),
    [
        ("claims/", 1, "claims/"),
        ("claims/", 2, "claims/list/2/"),
        ("claims/index.html", 2, "claims/list/2/index.html"),
    ],
)
def test_the_pages_of_a_list_are_numbered_below_it(url: str, number: int, address: str) -> None:
    assert page_url(url, number) == address


@pytest.mark.parametrize(
    ("file", "served"),
    [
        ("index.html", ""),
        ("press/kit/index.html", "press/kit/"),
        ("press/kit.html", "press/kit.html"),
        ("my index.html", "my%20index.html"),
    ],
)
def test_a_file_has_the_address_by_which_it_is_reached(file: str, served: str) -> None:
    assert SERVED.at(file) == served
    assert FROM_DISK.at(file) == file.replace(" ", "%20")
