"""Where each page lives: one address for each page, and a file for each address."""

import pytest

from claims.model import links
from claims.site.urls import Urls

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


def test_a_figure_stands_on_the_page_of_its_topic() -> None:
    assert SERVED.figure("topic", "f") == "topics/topic/#figure-f"


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
