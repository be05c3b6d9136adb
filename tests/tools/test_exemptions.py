from __future__ import annotations

from pathlib import Path

import pytest

from claims.data.diagnostics import DataError, Finding, Mark
from claims.tools import exemptions
from claims.tools.exemptions import Exemption

ROOT = Path(__file__).parents[2]

LISTED = """\
# Not to be asked.
[[exception]] # for now
address = "https://a.example/page#part"
reason = "opened in a browser"

  [[exception]]
  address = "https://b.example/*"
  reason = "answers no program"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str) -> list[Exemption]:
    file = Path("exceptions.toml")
    file.write_text(text, encoding="utf-8")
    return exemptions.read(file)


def test_each_is_found_where_it_stands() -> None:
    assert [(exemption.address, exemption.unused.mark, exemption.unused.line) for exemption in read(LISTED)] == [
        ("https://a.example/page#part", Mark(2, 1), "[[exception]] # for now"),
        ("https://b.example/*", Mark(6, 1), "  [[exception]]"),
    ]


@pytest.mark.parametrize(
    ("address", "covered"),
    [
        ("https://a.example/page", [True, False]),
        ("https://a.example/page/2", [False, False]),
        ("https://b.example/", [False, True]),
        ("https://b.example/any/thing", [False, True]),
        ("https://b.example.org/", [False, False]),
    ],
)
def test_a_star_stands_for_all_that_begin_so(address: str, covered: list[bool]) -> None:
    assert [exemption.covers(address) for exemption in read(LISTED)] == covered


def test_there_need_not_be_a_file() -> None:
    assert exemptions.read(Path("nowhere.toml")) == read("# none yet\n") == []


def test_the_file_of_the_project_is_read() -> None:
    exemptions.read(ROOT / exemptions.FILE)


LACKING = "an exception has an `address` and a `reason`, both text, and nothing else"
MORE = "the file holds more than exceptions"


@pytest.mark.parametrize(
    ("text", "mark", "message"),
    [
        ('[[exception]]\naddress = "https://a.example"\n', Mark(1, 1), LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = " "\n', Mark(1, 1), LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = 403\n', Mark(1, 1), LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = "so"\nuntil = "2027"\n', Mark(1, 1), LACKING),
        ("[[exceptions]]\n", Mark(1, 1), MORE),
        ("exception = 403\n", Mark(1, 1), MORE),
        ("[exception]\nreason = 403\n", Mark(1, 1), MORE),
        ("days = 7\n[[exception]]\naddress = 'a'\nreason = 'b'\n", Mark(1, 1), MORE),
        ("[[exception]]\naddress = https\n", Mark(2, 11), "not TOML: invalid value"),
        ("[[exception]]\nreason =", Mark(2, 1), "not TOML: invalid value"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, mark: Mark, message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(text)
    help = "begin each with `[[exception]]`" if message == MORE else ""
    line = text.split("\n")[mark.line - 1]
    assert raised.value.findings == (Finding("exceptions.toml", mark, message, help, line),)


def test_a_file_that_is_no_text_is_told_with_the_place() -> None:
    Path("exceptions.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(DataError) as raised:
        exemptions.read(Path("exceptions.toml"))
    assert str(raised.value).startswith("exceptions.toml:1:6: error: the byte 0xE9 is not text in UTF-8\n")


def test_every_mistake_is_found() -> None:
    with pytest.raises(DataError) as raised:
        read("[[exception]]\n[[exception]]\naddress = 'a'\nreason = 'b'\n[[exception]]\n")
    assert [finding.mark for finding in raised.value.findings] == [Mark(1, 1), Mark(5, 1)]
