"""The commands of `claims`: their help, their form in messages, exit statuses, and files of Windows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claims import cli
from claims.checks import loader
from claims.source.diagnostics import as_called
from claims.tools import upload
from claims.tools.console import CommandError
from support.building import make
from support.example import EXAMPLE, TODAY
from support.helpers import EXAMPLES, ROOT

COMMANDS = ("import", "check", "build", "publish", "dev", "serve", "upload", "rename", "translations", "quotes")
NEW = ("site", "claim", "source", "file")
TARGETS = {
    "check": "check",
    "html": "build",
    "publish": "publish",
    "devserver": "dev",
    "serve": "serve",
    "upload": "upload",
    "rename": "rename",
    "import": "import",
    "translations": "translations",
    "quotes": "quotes",
    "new-claim": "new claim",
    "new-source": "new source",
    "new-site": "new site",
}
"""The targets of make, and the commands that they call."""

EXAMPLE_OF_ID = 'as in python -m claims new claim "It floats" --id ferry-floats'
Printed = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    return cli.main([*arguments], today=TODAY)


def refused(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments])
    return ended.value.code


# Help


def test_help_lists_every_command_and_nothing_typed_is_help(capsys: Printed) -> None:
    assert refused("--help") == 0
    printed = capsys.readouterr().out
    assert re.findall(r"(?m)^    ([a-z]+)\b", printed) == ["new", *COMMANDS]
    assert run() == 0
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize("command", [*COMMANDS, *(f"new {kind}" for kind in NEW)])
def test_each_command_has_a_help_with_an_example_that_calls_it(command: str, capsys: Printed) -> None:
    assert refused(*command.split(), "--help") == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith(f"usage: python -m claims {command} [-h]")
    assert f"as in python -m claims {command}" in printed


def test_an_unknown_command_and_an_unknown_option_are_refused(capsys: Printed) -> None:
    assert refused("pubish") == 2
    assert capsys.readouterr().err.startswith("error: argument COMMAND: invalid choice: 'pubish'")
    assert refused("check", "--stritc") == 2
    message = "error: unrecognized arguments: --stritc\n  help: as in python -m claims check --strict\n"
    assert capsys.readouterr().err == message
    assert refused("upload", "") == 2
    assert capsys.readouterr().err.startswith("error: argument TARGET: is empty\n")


# The form in which it is called


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("`make check STRICT=1` shows", "`claims check --strict` shows"),
        ("type make translations ADD=fi, then", "type claims translations --add fi, then"),
        ("SITEURL=https://a.org make publish comes", "claims publish --siteurl https://a.org comes"),
        ("make rename OLD=a NEW=b", "claims rename a b"),
        ('make new-claim TITLE="It floats"', 'claims new claim "It floats"'),
        ("make html; make devserver PORT=80", "claims build; claims dev --port 80"),
        ("make a note of it, or make checks", "make a note of it, or make checks"),
    ],
)
def test_messages_name_commands_as_they_were_called(words: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_called(words) == command.replace("claims ", "python -m claims ")
    monkeypatch.setattr(sys, "argv", [r"/bin/claims", "check"])
    assert as_called(words) == command
    monkeypatch.setenv("CLAIMS_CALLED_BY", "make")
    assert as_called(words) == words


def test_commands_in_messages_name_another_file() -> None:
    check = as_called("make check STRICT=1", Path("a b.yaml"))
    assert check == 'python -m claims check "a b.yaml" --strict'
    assert as_called("make translations ADD=fi", Path("x.yaml")) == (
        "python -m claims translations --file x.yaml --add fi"
    )


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_of_make_calls_a_command_that_knows_that_make_called(target: str) -> None:
    done = make(ROOT, "--dry-run", target, "ADD=fi", "STRICT=1")
    *_, line = done.stdout.splitlines()
    assert done.returncode == 0
    assert line.startswith(f"CLAIMS_CALLED_BY=make {sys.prefix}/bin/python -m claims {TARGETS[target]} ")


def test_make_passes_on_a_value_as_it_was_typed(small: Path) -> None:
    value = 'two  words "quoted", $2 of `it` and $(shell touch ran)'
    done = make(small, "rename", f"OLD={value}", "NEW=b")
    assert f'error: no record has the id "{value}"\n' in done.stderr
    assert not (small / "ran").exists()


# Exit statuses


def test_a_mistake_is_1_and_a_file_can_stand_for_its_check(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(EXAMPLES)
    for before in ((), ("check",)):
        assert run(*before, "valid/minimal.yaml") == 0
        assert run(*before, "invalid/value-null.yaml") == 1
    assert capsys.readouterr().out.count("valid/minimal.yaml: 1 claim, ") == 2


def test_nothing_is_served_before_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("serve") == 1
    assert capsys.readouterr().err == "error: there is no output/ yet\n  help: type python -m claims build first\n"


def test_a_port_is_a_number_up_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(tmp_path)
    for port in ("1", "65535"):
        assert run("serve", "--port", port) == 1
    capsys.readouterr()
    for port in ("0", "65536", "http"):
        assert refused("serve", "--port", port) == 2
        assert f"{port} is no port: write a number from 1 to 65535" in capsys.readouterr().err


def test_a_folder_of_pages_that_is_not_there_is_told(capsys: Printed) -> None:
    for arguments in (["check"], ["rename", "old", "new"]):
        assert refused(*arguments, "--content", "contents") == 2
        message = "argument --content: there is no folder contents: name the one of the pages, such as content"
        assert f"error: {message}\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "setting"),
    [
        (("build", "--relative", "--print-settings", "RELATIVE_URLS"), "RELATIVE_URLS: True"),
        (("publish", "--siteurl", "https://a.example", "--print-settings", "SITEURL"), "SITEURL: 'https://a.example'"),
    ],
)
def test_an_option_of_a_build_is_a_setting_of_pelican(arguments: tuple[str, ...], setting: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    command = [sys.executable, "-m", "claims", *arguments]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert setting in printed.stdout


def test_where_rsync_is_missing_an_upload_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build.json").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"^rsync is not installed: install it \(on Windows within WSL\), or copy"):
        upload.upload(tmp_path, "host:/folder")


RSYNC = """#!/bin/sh
echo "$*" >> {folder}/calls
case "$*" in *build.json) exit {is_ours};; *--list-only*) echo "-rw-r--r-- 5 2026/01/01 00:00:00 letters.txt";; esac
"""
"""A script in the place of rsync: a folder with one file, which is or is not of a site."""


@pytest.mark.parametrize("is_ours", [True, False])
def test_an_upload_replaces_a_site_and_nothing_else(
    is_ours: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    rsync = tmp_path / "rsync"
    rsync.write_text(RSYNC.format(folder=tmp_path, is_ours=int(not is_ours)))
    rsync.chmod(0o755)
    (tmp_path / "output" / "theme").mkdir(parents=True)
    for name in ("build.json", "theme/site.1.css"):
        (tmp_path / "output" / name).touch()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    assert run("upload", "host:/folder") == (0 if is_ours else 1)
    calls = (tmp_path / "calls").read_text().splitlines()
    sent = [call for call in calls if call.endswith(" output/ host:/folder/")]
    printed = capsys.readouterr()
    if is_ours:
        assert printed.out == "host:/folder has the site\n"
        assert Path(".build/uploaded").read_text() == "P /theme/site.1.css\n"
        assert "--delete-after --exclude=/.well-known/acme-challenge/" in sent[0]
    else:
        assert sent == []
        assert printed.err.startswith("error: host:/folder holds files of something else, which would be deleted\n")


def test_ctrl_c_ends_a_command_in_a_word(tmp_path: Path) -> None:
    interrupt = "import os, signal, sys; from claims import __main__, cli; sys.argv[1:] = ['check', 'a.yaml']\n"
    # What runs in the background of a shell ignores Ctrl-C, and so would its children.
    interrupt += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    interrupt += "cli.check = None; sys.modules['claims.cli'].main = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
    interrupt += "sys.exit(__main__.main())"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    command = [sys.executable, "-c", interrupt]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped\n")


# A new claim


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_claim_passes_the_check_and_no_other_byte_changes(end: str, tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "a folder" / "claims.yaml"
    file.parent.mkdir()
    file.write_bytes(EXAMPLE.replace("\n", end).encode())
    assert run("new", "claim", "The moon’s far side: ‘dark’", "--file", str(file)) == 0
    text = file.read_bytes().decode()
    line = text[: text.index("- id: the-moons-far-side-dark")].count("\n") + 1
    assert capsys.readouterr().out.startswith(f'{file}:{line}: claim "the-moons-far-side-dark" is written, as a draft')
    start = text.rindex(f"{end}{end}", 0, text.index("- id: the-moons-far-side-dark"))
    stop = text.index(f"draft: true{end}") + len("draft: true")
    written = text[start:stop]
    assert written.count("\r") == (written.count("\n") if end == "\r\n" else 0)
    assert (text[:start] + text[stop:]).replace(end, "\n") == EXAMPLE
    claim = loader.load(file, today=TODAY).claims[-1]
    assert (claim.title, claim.draft, claim.verdict) == ("The moon’s far side: ‘dark’", True, None)
    assert claim.statement == "Write here what J. Smith said."  # a sign of unfinished work
    assert run("check", str(file)) == 0


def test_a_claim_names_the_records_that_are_given(tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(EXAMPLE, "utf-8")
    names = ("--topic", "light", "--speaker", "gazette", "--source", "rock-1969", "--id", "dim")
    assert run("new", "claim", "It is dim", "--file", str(file), *names) == 0
    claim = loader.load(file, today=TODAY).claims[-1]
    assert (claim.id, claim.topics) == ("dim", ("light",))
    assert [(one.speaker, one.source) for one in claim.appearances] == [("gazette", "rock-1969")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Moon bright",), f'"moon-bright" is the id of claim "moon-bright"\n  help: name another, {EXAMPLE_OF_ID}\n'),
        (("月",), f'no id can be made of "月"\n  help: name one, {EXAMPLE_OF_ID}\n'),
        (("It \x1b[31mglows",), "the character U+001B cannot be taken\n  help: delete it\n"),
        (("It \udcff", "--id", "it-glows"), "the character U+DCFF cannot be taken\n  help: delete it\n"),
        (("It is dim", "--topic", "lihgt"), 'claim "it-is-dim" names topic "lihgt", which is not defined\n'),
    ],
)
def test_a_claim_that_would_be_a_mistake_is_not_written(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: Printed
) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(EXAMPLE, "utf-8")
    assert run("new", "claim", *arguments, "--file", str(file)) == 1
    assert message in capsys.readouterr().err
    assert file.read_text("utf-8") == EXAMPLE


# Files of Windows


def test_files_with_the_line_ends_of_windows_are_checked_and_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("data/claims.yaml")
    file.parent.mkdir()
    file.write_bytes(EXAMPLE.replace("\n", "\r\n").encode())
    assert run("translations", "--add", "fi") == 0
    catalogue = Path("data/translations/fi.po")
    original = 'msgid "The moon is bright"\n'
    text = catalogue.read_text("utf-8").replace(f'{original}msgstr ""', f'{original}msgstr "Kuu"')
    catalogue.write_bytes(text.replace("\n", "\r\n").encode())
    capsys.readouterr()
    assert run("check") == 0
    assert "no mistakes" in capsys.readouterr().out
    assert run("translations") == 0
    assert "data/translations/fi.po: 1 translated, " in capsys.readouterr().out
    assert f'{original}msgstr "Kuu"' in catalogue.read_text("utf-8")
