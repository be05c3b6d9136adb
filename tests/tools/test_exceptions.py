from __future__ import annotations

from pathlib import Path

import pytest

from claims.data.diagnostics import DataError, Mark
from claims.tools import exemptions
from claims.tools.exemptions import Exempt

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


def read(text: str) -> tuple[Exempt, ...]:
    file = Path("exceptions.toml")
    file.write_text(text, encoding="utf-8")
    return exemptions.read(file)


def test_each_has_an_address_and_a_reason() -> None:
    assert read(LISTED) == (
        Exempt("https://a.example/page#part", "opened in a browser", Mark(2, 1), "[[exception]] # for now"),
        Exempt("https://b.example/*", "answers no program", Mark(6, 1), "  [[exception]]"),
    )


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
    assert [exempt.covers(address) for exempt in read(LISTED)] == covered


def test_there_need_not_be_a_file() -> None:
    assert exemptions.read(Path("nowhere.toml")) == ()
    assert read("# none yet\n") == ()


def test_the_file_of_the_project_is_read() -> None:
    assert all(exempt.reason for exempt in exemptions.read(ROOT / exemptions.FILE))


MORE = (
    "exceptions.toml:1:1: error: the file holds more than exceptions\n"
    "    1 | %s\n"
    "      | ^\n"
    "  help: begin each with `[[exception]]`\n"
    "1 mistake found"
)
LACKING = (
    "exceptions.toml:1:1: error: an exception has an `address` and a `reason`, both text, and nothing else\n"
    "    1 | [[exception]]\n"
    "      | ^\n"
    "1 mistake found"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[exception]]\naddress = "https://a.example"\n', LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = " "\n', LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = 403\n', LACKING),
        ('[[exception]]\naddress = "https://a.example"\nreason = "so"\nuntil = "2027"\n', LACKING),
        ("[[exceptions]]\n", MORE % "[[exceptions]]"),
        ("exception = 403\n", MORE % "exception = 403"),
        ("[exception]\nreason = 403\n", MORE % "[exception]"),
        ("days = 7\n[[exception]]\naddress = 'a'\nreason = 'b'\n", MORE % "days = 7"),
        (
            "[[exception]]\naddress = https\n",
            "exceptions.toml:2:11: error: not TOML: invalid value\n"
            "    2 | address = https\n"
            "      |           ^\n"
            "1 mistake found",
        ),
        (
            "[[exception]]\nreason =",
            "exceptions.toml:2:1: error: not TOML: invalid value\n    2 | reason =\n      | ^\n1 mistake found",
        ),
    ],
)
def test_a_mistake_is_pointed_at(text: str, message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(text)
    assert str(raised.value) == message


def test_a_file_that_is_no_text_is_told_with_the_place() -> None:
    Path("exceptions.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(DataError) as raised:
        exemptions.read(Path("exceptions.toml"))
    assert str(raised.value).startswith("exceptions.toml:1:6: error: the byte 0xE9 is not text in UTF-8\n")


def test_every_mistake_is_found() -> None:
    with pytest.raises(DataError) as raised:
        read("[[exception]]\n[[exception]]\naddress = 'a'\nreason = 'b'\n[[exception]]\n")
    assert [finding.mark for finding in raised.value.findings] == [Mark(1, 1), Mark(5, 1)]
