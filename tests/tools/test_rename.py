import errno
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from claims import cli
from support.example import EXAMPLE, MISTAKEN, SEVERAL, TODAY

PAGE = 'Title: About\n\nOf [cheese](claim:moon-cheese), [light](topic:light)\r\nand [it](claim:moon-cheese "Again").\n'
OTHER_PAGE = "Title: Method\n\nNothing of [it](claim:moon-cheese-2).\n"
ABOUT, METHOD = Path("content/pages/about.md"), Path("content/pages/method.md")

Renamed = Callable[..., str]


def run(old: str = "moon-cheese", new: str = "green-moon") -> int:
    return cli.main(["rename", old, new, "--file", "claims.yaml"], today=TODAY)


def written(*files: Path) -> list[str]:
    return [file.read_bytes().decode() for file in files]


def changed(text: str, changes: Mapping[str, str]) -> str:
    """The text with each key, which stands in it, replaced by its value."""
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def pages(file: Path) -> None:
    ABOUT.parent.mkdir(parents=True)
    ABOUT.write_bytes(PAGE.encode())
    METHOD.write_bytes(OTHER_PAGE.encode())


@pytest.fixture
def renamed(file: Path, pages: None) -> Renamed:
    """Renames in a text; gives what the file is then."""

    def text_after(text: str = EXAMPLE, old: str = "moon-cheese", new: str = "green-moon") -> str:
        file.write_bytes(text.encode())
        assert run(old, new) == 0
        return file.read_bytes().decode()

    return text_after


@pytest.fixture
def refused(file: Path, pages: None, capsys: pytest.CaptureFixture[str]) -> Renamed:
    """Fails to rename in a text, of which and of the pages nothing changes; gives what is said."""

    def message(text: str, old: str = "moon-cheese", new: str = "green-moon") -> str:
        file.write_bytes(text.encode())
        assert run(old, new) == 1
        assert written(file, ABOUT, METHOD) == [text, PAGE, OTHER_PAGE]
        return capsys.readouterr().err

    return message


FIRST = "  - id: moon-cheese\n"
CLAIM = {
    FIRST: "  - id: green-moon\n    aliases: [moon-cheese]\n",
    "(claim:moon-cheese)": "(claim:green-moon)",
    "{claim: moon-cheese,": "{claim: green-moon,",
    "claims: [moon-cheese, moon-bright]": "claims: [green-moon, moon-bright]",
}


def test_a_claim_is_renamed_wherever_it_is_named(renamed: Renamed, capsys: pytest.CaptureFixture[str]) -> None:
    assert renamed() == changed(EXAMPLE, CLAIM)
    assert written(ABOUT, METHOD) == [changed(PAGE, {"claim:moon-cheese": "claim:green-moon"}), OTHER_PAGE]
    assert capsys.readouterr().out == (
        'claims.yaml: claim "moon-cheese" is "green-moon" now, in 6 places\n'
        "content/pages/about.md: 2 links\n"
        "next: type python -m claims build; the old address leads to the new one\n"
    )


def test_accepted_warnings_of_a_record_are_renamed(renamed: Renamed, capsys: pytest.CaptureFixture[str]) -> None:
    accepted, rule = Path("accepted-warnings.txt"), "titles-are-short"
    listed = f"# Of moon-cheese\r\n{rule} moon-cheese\r\n{rule} moon-cheese-2\r\n{rule} moon-bright\r\n"
    accepted.write_bytes(listed.encode())
    renamed()
    assert written(accepted) == [listed.replace(f"{rule} moon-cheese\r", f"{rule} green-moon\r")]
    assert "\naccepted-warnings.txt: 1 warning\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "record", "places"),
    [
        ("j-smith", "id: @   # not his whole name\n", ["{speaker: @,", '{speaker: "@",']),
        ("gazette", "{id: @,", ["r: @,"]),
        ("gazette-1968", "id: @\n", ["source: @,", "source: '@'"]),
        ("rock-1969", "id: @\n", ["(source:@)", "source: @\n", "sources: [@]"]),
        ("light", "{id: @,", ["topics: [@]"]),
        ("landing", "id: @\n", ["(event:@)"]),
        ("moon", "{id: @,", []),
        ("moons", "id: @\n", []),
        ("press", "{id: @,", ["side: @}"]),
    ],
)
def test_each_kind_of_record_is_renamed(renamed: Renamed, old: str, record: str, places: list[str]) -> None:
    aliases = f"    aliases: [{old}]\n" if record.endswith("\n") else f" aliases: [{old}],"
    changes = {place.replace("@", old): place.replace("@", "another") for place in places}
    changes[record.replace("@", old)] = record.replace("@", "another") + aliases
    assert renamed(EXAMPLE, old, "another") == changed(EXAMPLE, changes)


SPEECH = {
    "  - id: speech\n": "  - id: address\n    aliases: [speech]\n",
    "{speech} is no number here": "{address} is no number here",
    "'{speech|one|some} of {claims} claims": "'{address|one|some} of {claims} claims",
    "Of {speech} claims {speech:contradicted} is": "Of {address} claims {address:contradicted} is",
    "[The speech](text:speech) has {speech:sources}": "[The speech](text:address) has {address:sources}",
    'caution: "{speech}"': 'caution: "{address}"',
    "text: speech\n": "text: address\n",
    "texts: ['speech', letters]": "texts: ['address', letters]",
}


def test_a_text_is_renamed_where_it_is_named_and_where_its_numbers_are_filled_in(
    renamed: Renamed, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = (SEVERAL, changed(SEVERAL, SPEECH))
    before, after = (f"\ufeff{text}# Not {{speech}}.\n".replace("\n", "\r\n") for text in texts)
    assert renamed(before, "speech", "address") == after
    assert capsys.readouterr().out == (
        'claims.yaml: text "speech" is "address" now, in 10 places\n'
        "next: type python -m claims build; the old address leads to the new one\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a]   # one", "[a, moon-cheese]   # one"),
        ("\n      - a\n      - b  # two", "[a, b, moon-cheese]  # two"),
        ("[green-moon, a]", "[a, moon-cheese]"),
        ("\n      - green-moon\n      - a", "[a, moon-cheese]"),
    ],
)
def test_an_old_id_joins_the_others(renamed: Renamed, before: str, after: str) -> None:
    text = EXAMPLE.replace(FIRST, f"{FIRST}    aliases: {before}\n")
    assert renamed(text) == changed(EXAMPLE, {**CLAIM, FIRST: f"  - id: green-moon\n    aliases: {after}\n"})


def commit(file: Path) -> None:
    somebody = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "."], [*somebody, "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=file.resolve().parent, check=True)


LAID_OUT = ["", "    aliases: [a]\n", "    aliases: [a, b]\n"]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("aliases", LAID_OUT)
def test_there_and_back_again_leaves_nothing_of_an_id_that_was_never_committed(
    renamed: Renamed, file: Path, aliases: str, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLE.replace(FIRST, FIRST + aliases).replace("\n", end)
    file.write_bytes(text.encode())
    commit(file)
    there = renamed(text)
    assert "moon-cheese" in there
    capsys.readouterr()
    assert renamed(there, "green-moon", "moon-cheese") == text
    never = 'next: type python -m claims build; "green-moon" is not in the last commit, so nothing leads from there\n'
    assert capsys.readouterr().out.endswith(never)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("moon-chese", "x", 'no record has the id "moon-chese"\n  help: did you mean "moon-cheese"?'),
        ("xyzzy", "x", 'no record has the id "xyzzy"\n  help: write what stands behind `id:`'),
        ("sunlight", "x", '"sunlight" is an old id of topic "light"\n  help: rename "light"'),
        ("moon-cheese", "moon", '"moon" is the id of term "moon"\n  help: choose another'),
        ("moon-cheese", "moon-cheese", '"moon-cheese" is the id of claim "moon-cheese"\n  help: choose another'),
        ("moon-cheese", "moon-bright", '"moon-bright" is the id of claim "moon-bright"\n  help: choose another'),
        ("moon-cheese", "sunlight", '"sunlight" was the id of topic "light"\n  help: choose another'),
        (
            "moon-cheese",
            "Green Moon",
            '"Green Moon" is not an id: ids are lower-case words joined by hyphens\n  help: "green-moon" would do',
        ),
        (
            "moon-cheese",
            "con",
            '"con" cannot be an id: some systems keep that file name for themselves\n  help: add a word to it',
        ),
    ],
)
def test_an_id_with_which_nothing_can_be_done_is_refused(refused: Renamed, old: str, new: str, message: str) -> None:
    text = EXAMPLE.replace("{id: light,", "{id: light, aliases: [sunlight],")
    assert refused(text, old, new) == f"error: {message}\n"


def test_an_id_written_in_an_odd_way_is_pointed_at(refused: Renamed) -> None:
    text = EXAMPLE.replace("claims: [moon-cheese, moon-bright]", "claims:\n      - >-\n        moon-cheese")
    assert refused(text) == (
        "nothing was written\n"
        'claims.yaml:86:9: error: "moon-cheese" is written here in a way that cannot be changed\n'
        "   86 |       - >-\n"
        "      |         ^\n"
        "  help: write it without folding it\n"
        "1 mistake found\n"
    )


def test_a_file_with_mistakes_is_mended_first(refused: Renamed) -> None:
    message = refused(MISTAKEN)
    assert message.startswith("nothing was written\nclaims.yaml:32:11: error: ")


def test_what_cannot_be_written_is_left_as_it_is(refused: Renamed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", full)
    assert refused(EXAMPLE) == f"error: {ABOUT.resolve()}: no space left on device\n"
    assert {*ABOUT.parent.iterdir()} == {ABOUT, METHOD}


@pytest.mark.parametrize(("given", "missing"), [([], "OLD, NEW"), (["a"], "NEW")])
def test_what_is_not_given_is_named_with_an_example(
    given: list[str], missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["rename", *given])
    assert ended.value.code == 2
    message = f"error: the following arguments are required: {missing}\n"
    assert capsys.readouterr().err == f"{message}  help: as in python -m claims rename the-id another\n"
