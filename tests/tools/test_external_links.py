from __future__ import annotations

from pathlib import Path

import pytest

from claims.data.diagnostics import Finding, Mark
from claims.tools import external_links
from claims.tools.source_file import SourceFile

from .example import EXAMPLE, TODAY


def found(text: str, *pages: Path) -> list[tuple[str, str, int, int]]:
    Path("claims.yaml").write_bytes(text.encode())
    links = external_links.links(SourceFile.read(Path("claims.yaml"), today=TODAY), pages)
    return [(link.address, link.file, link.mark.line, link.mark.column) for link in links]


FROM_SOURCES = [
    ("https://gazette.example/moon", "claims.yaml", 27, 10),
    ("https://academy.example/rock", "claims.yaml", 34, 10),
    ("https://archive.example/rock", "claims.yaml", 35, 15),
]


@pytest.mark.usefixtures("file")
def test_addresses_of_sources_and_of_prose_are_found_where_they_stand() -> None:
    assert found(EXAMPLE) == [*FROM_SOURCES, ("https://academy.example/rock", "claims.yaml", 53, 35)]


@pytest.mark.usefixtures("file")
def test_windows_line_ends_move_nothing() -> None:
    assert found("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == found(EXAMPLE)


@pytest.mark.usefixtures("file")
def test_a_text_may_hold_many() -> None:
    text = EXAMPLE.replace(
        "        It is rock.\n",
        "        [It](https://a.example/x_(y)?b=1&c=2), <http://b.example>,\n"
        "        [it](HTTPS://c.example 'Title') and\n"
        "        [again](http://b.example), https://not.a.link.example, `[nor](https://this.example)`.\n",
    )
    assert found(text)[4:] == [
        ("https://a.example/x_(y)?b=1&c=2", "claims.yaml", 60, 14),
        ("http://b.example", "claims.yaml", 60, 49),
        ("HTTPS://c.example", "claims.yaml", 61, 14),
        ("http://b.example", "claims.yaml", 62, 17),
    ]


@pytest.mark.usefixtures("file")
def test_an_address_that_is_not_written_plainly_is_found_at_its_value() -> None:
    text = EXAMPLE.replace("url: https://gazette.example/moon", 'url: "https://gazette.example/\\x6doon"')
    assert found(text)[0] == ("https://gazette.example/moon", "claims.yaml", 27, 10)


@pytest.mark.usefixtures("file")
def test_pages_are_read_too() -> None:
    pages = [Path("method.md"), Path("about.md")]
    pages[0].write_text("Title: Method\n\nSee [it](https://é.example/ü).\n", encoding="utf-8")
    about = "Title: About\n\nSee [a claim](claim:moon-cheese).\nOr [it](https://b.example).\n"
    pages[1].write_text(about, encoding="utf-8")
    assert found(EXAMPLE, *pages)[4:] == [
        ("https://b.example", "about.md", 4, 9),
        ("https://é.example/ü", "method.md", 3, 10),
    ]


@pytest.mark.usefixtures("file")
def test_a_finding_shows_the_line() -> None:
    links = external_links.links(SourceFile.read(Path("claims.yaml"), today=TODAY), [])
    assert next(links).finding("it is dead", "mend it") == Finding(
        "claims.yaml", Mark(27, 10), "it is dead", "mend it", "    url: https://gazette.example/moon"
    )
    assert next(links).finding("", "").line == "    url: https://academy.example/rock"
