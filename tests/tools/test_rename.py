from __future__ import annotations

import errno
from pathlib import Path

import pytest

from claims.tools import rename

from .conftest import EXAMPLE, TODAY

PAGE = 'Title: About\n\nOf [cheese](claim:moon-cheese), [light](topic:light)\r\nand [it](claim:moon-cheese "Again").\n'


@pytest.fixture
def page(file: Path) -> Path:
    page = Path("content/pages/about.md")
    page.parent.mkdir(parents=True)
    page.write_bytes(PAGE.encode())
    Path("content/pages/method.md").write_bytes(b"Title: Method\n\nNothing of [it](claim:moon-cheese-2).\n")
    return page


def run(old: str, new: str) -> int:
    return rename.main(["--file", "claims.yaml", "--old", old, "--new", new], today=TODAY)


def changed(text: str, *pairs: tuple[str, str, int]) -> str:
    """The text with each first replaced by each second, which must be so many times."""
    for old, new, times in pairs:
        assert text.count(old) == times
        text = text.replace(old, new)
    return text


CLAIM = [
    ("  - id: moon-cheese\n", "  - id: green-moon\n    aliases: [moon-cheese]\n", 1),
    ("(claim:moon-cheese)", "(claim:green-moon)", 3),
    ("{claim: moon-cheese,", "{claim: green-moon,", 1),
    ("claims: [moon-cheese, moon-bright]", "claims: [green-moon, moon-bright]", 1),
]


def test_a_claim_is_renamed_wherever_it_is_named(file: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("moon-cheese", "green-moon") == 0
    assert file.read_text(encoding="utf-8") == changed(EXAMPLE, *CLAIM)
    assert page.read_bytes().decode() == changed(PAGE, ("claim:moon-cheese", "claim:green-moon", 2))
    assert Path("content/pages/method.md").read_bytes() == b"Title: Method\n\nNothing of [it](claim:moon-cheese-2).\n"
    assert capsys.readouterr().out == (
        'claims.yaml: claim "moon-cheese" is "green-moon" now, in 6 places\n'
        "content/pages/about.md: 2 links\n"
        "next: type make html; the old address leads to the new one\n"
    )


@pytest.mark.usefixtures("page")
def test_a_link_by_reference_is_renamed_however_far_in_it_stands(file: Path) -> None:
    referring = "(source:rock-1969).\n\n      > [It][1].\n      > [1]: claim:{}\n"
    text = EXAMPLE.replace("(source:rock-1969).\n", referring.format("moon-cheese"), 1)
    file.write_text(text, encoding="utf-8")
    assert run("moon-cheese", "green-moon") == 0
    expected = changed(EXAMPLE, *CLAIM).replace("(source:rock-1969).\n", referring.format("green-moon"), 1)
    assert file.read_text(encoding="utf-8") == expected != changed(EXAMPLE, *CLAIM)


@pytest.mark.usefixtures("page")
def test_windows_line_ends_and_a_byte_order_mark_stay(file: Path) -> None:
    def windows(text: str) -> bytes:
        return ("\ufeff" + text.replace("\n", "\r\n")).encode()

    file.write_bytes(windows(EXAMPLE))
    assert run("moon-cheese", "green-moon") == 0
    assert file.read_bytes() == windows(changed(EXAMPLE, *CLAIM))


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (
            "j-smith",
            "john-smith",
            [
                (
                    "  - id: j-smith   # not his whole name\n",
                    "  - id: john-smith   # not his whole name\n    aliases: [j-smith]\n",
                    1,
                ),
                ("{speaker: j-smith,", "{speaker: john-smith,", 1),
                ('{speaker: "j-smith",', '{speaker: "john-smith",', 1),
            ],
        ),
        (
            "gazette",
            "paper",
            [("{id: gazette,", "{id: paper, aliases: [gazette],", 1), ("r: gazette,", "r: paper,", 2)],
        ),
        (
            "gazette-1968",
            "gazette-moon",
            [
                ("  - id: gazette-1968\n", "  - id: gazette-moon\n    aliases: [gazette-1968]\n", 1),
                ("source: gazette-1968", "source: gazette-moon", 3),
                ("source: 'gazette-1968'", "source: 'gazette-moon'", 1),
            ],
        ),
        (
            "rock-1969",
            "a-rock",
            [
                ("  - id: rock-1969\n", "  - id: a-rock\n    aliases: [rock-1969]\n", 1),
                ("(source:rock-1969)", "(source:a-rock)", 2),
                ("source: rock-1969", "source: a-rock", 1),
                ("sources: [rock-1969]", "sources: [a-rock]", 3),
            ],
        ),
        (
            "light",
            "moonlight",
            [("{id: light,", "{id: moonlight, aliases: [light],", 1), ("topics: [light]", "topics: [moonlight]", 2)],
        ),
        (
            "landing",
            "first-landing",
            [
                ("  - id: landing\n", "  - id: first-landing\n    aliases: [landing]\n", 1),
                ("(event:landing)", "(event:first-landing)", 1),
            ],
        ),
        ("moon", "the-moon", [("{id: moon,", "{id: the-moon, aliases: [moon],", 1)]),
        ("moons", "one-moon", [("  - id: moons\n", "  - id: one-moon\n    aliases: [moons]\n", 1)]),
    ],
)
@pytest.mark.usefixtures("page")
def test_each_kind_of_record_is_renamed(file: Path, old: str, new: str, pairs: list[tuple[str, str, int]]) -> None:
    assert run(old, new) == 0
    assert file.read_text(encoding="utf-8") == changed(EXAMPLE, *pairs)


ALIASES = "  - id: moon-cheese\n"


@pytest.mark.parametrize(
    ("aliases", "after"),
    [
        ("    aliases: [a]   # one\n", "    aliases: [a, moon-cheese]   # one\n"),
        ("    aliases: ['a', \"b\" ]\n", "    aliases: ['a', \"b\", moon-cheese ]\n"),
        ("    aliases: []\n", "    aliases: [moon-cheese]\n"),
        (
            "    aliases:\n      - a\n      - b  # two\n",
            "    aliases:\n      - a\n      - b  # two\n      - moon-cheese\n",
        ),
        ("    aliases: [a, green-moon]\n", "    aliases: [a, moon-cheese]\n"),
    ],
)
@pytest.mark.usefixtures("page")
def test_an_old_id_joins_the_others(file: Path, aliases: str, after: str) -> None:
    file.write_text(EXAMPLE.replace(ALIASES, ALIASES + aliases), encoding="utf-8")
    assert run("moon-cheese", "green-moon") == 0
    first, *others = CLAIM
    expected = changed(EXAMPLE, (first[0], f"  - id: green-moon\n{after}", 1), *others)
    assert file.read_text(encoding="utf-8") == expected


@pytest.mark.usefixtures("page")
def test_a_claim_written_last_first_keeps_its_order(file: Path) -> None:
    text = EXAMPLE.replace(
        "  - id: moon-bright\n    title: The moon is bright\n", "  - title: The moon is bright\n    id: moon-bright\n"
    )
    file.write_text(text, encoding="utf-8")
    assert run("moon-bright", "bright-moon") == 0
    assert file.read_text(encoding="utf-8") == changed(
        text,
        ("    id: moon-bright\n", "    id: bright-moon\n    aliases: [moon-bright]\n", 1),
        ("[moon-cheese, moon-bright]", "[moon-cheese, bright-moon]", 1),
    )


def test_there_and_back_again_leaves_only_the_alias(file: Path, page: Path) -> None:
    assert run("moon-cheese", "green-moon") == 0
    assert run("green-moon", "moon-cheese") == 0
    first = ("  - id: moon-cheese\n", "  - id: moon-cheese\n    aliases: [green-moon]\n", 1)
    assert file.read_text(encoding="utf-8") == changed(EXAMPLE, first)
    assert page.read_bytes().decode() == PAGE


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("moon-chese", "x", 'error: no record has the id "moon-chese"\n  help: did you mean "moon-cheese"?'),
        ("xyzzy", "x", 'error: no record has the id "xyzzy"'),
        ("sunlight", "x", 'error: "sunlight" is an old id of topic "light"\n  help: rename "light"'),
        ("moon-cheese", "moon", 'error: "moon" is the id of term "moon"\n  help: choose another'),
        ("moon-cheese", "moon-cheese", 'error: "moon-cheese" is the id of claim "moon-cheese"\n  help: choose another'),
        ("moon-cheese", "sunlight", 'error: "sunlight" was the id of topic "light"\n  help: choose another'),
        (
            "moon-cheese",
            "Green Moon",
            'error: "Green Moon" is not an id: ids are lower-case words joined by hyphens\n'
            '  help: "green-moon" would do',
        ),
        (
            "moon-cheese",
            "con",
            'error: "con" cannot be an id: some systems keep that file name for themselves\n  help: add a word to it',
        ),
    ],
)
@pytest.mark.usefixtures("page")
def test_an_id_with_which_nothing_can_be_done_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    text = EXAMPLE.replace("{id: light,", "{id: light, aliases: [sunlight],")
    file.write_text(text, encoding="utf-8")
    assert run(old, new) == 1
    assert capsys.readouterr().err == f"{message}\n"
    assert file.read_text(encoding="utf-8") == text


def test_an_id_written_in_an_odd_way_is_pointed_at(file: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = EXAMPLE.replace("claims: [moon-cheese, moon-bright]", "claims:\n      - >-\n        moon-cheese")
    file.write_text(text, encoding="utf-8")
    assert run("moon-cheese", "green-moon") == 1
    assert capsys.readouterr().err == (
        "nothing was written\n"
        'claims.yaml:85:9: error: "moon-cheese" is written here in a way that cannot be changed\n'
        "   85 |       - >-\n"
        "      |         ^\n"
        "  help: write it without folding it\n"
        "1 mistake found\n"
    )
    assert file.read_text(encoding="utf-8") == text
    assert page.read_bytes().decode() == PAGE


def test_a_link_written_in_an_odd_way_is_pointed_at(file: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = EXAMPLE.replace(
        "note: See [the same page](https", 'note: "See [it](claim:moon\\x2dcheese), [this](https'
    ).replace("academy.example/rock).\n", 'academy.example/rock)."\n')
    file.write_text(text, encoding="utf-8")
    assert run("moon-cheese", "green-moon") == 1
    assert capsys.readouterr().err == (
        "nothing was written\n"
        'claims.yaml:54:15: error: claim "green-moon" links to claim "moon-cheese", which is an old id\n'
        '   54 |         note: "See [it](claim:moon\\x2dcheese), [this](https://academy.example/rock)."\n'
        "      |               ^\n"
        '  help: write "green-moon"\n'
        "1 mistake found\n"
    )
    assert file.read_text(encoding="utf-8") == text
    assert page.read_bytes().decode() == PAGE


def test_what_cannot_be_written_is_left_as_it_is(
    file: Path, page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    before = file.read_bytes(), page.read_bytes(), sorted(file.parent.iterdir())
    monkeypatch.setattr(Path, "write_bytes", full)
    assert run("moon-cheese", "moon-of-cheese") == 1
    assert "cannot write" in capsys.readouterr().err
    assert (file.read_bytes(), page.read_bytes(), sorted(file.parent.iterdir())) == before


def test_a_file_that_is_reached_by_a_link_stays_behind_it(file: Path, page: Path) -> None:
    place = file.rename(file.with_name("elsewhere.yaml"))
    place.chmod(0o640)
    file.symlink_to(place)
    assert run("moon-cheese", "moon-of-cheese") == 0
    assert file.is_symlink()
    assert "id: moon-of-cheese" in place.read_text()
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_file_with_mistakes_is_mended_first(file: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = EXAMPLE.replace("account: record", "account: hearsay")
    file.write_text(text, encoding="utf-8")
    assert run("moon-cheese", "green-moon") == 1
    assert capsys.readouterr().err == (
        "nothing was written\n"
        'claims.yaml:83:14: error: "account" of event "landing": "hearsay" is not one of op-ed, record or both\n'
        "   83 |     account: hearsay\n"
        "      |              ^\n"
        "1 mistake found\n"
    )
    assert file.read_text(encoding="utf-8") == text
    assert page.read_bytes().decode() == PAGE
