"""The commands of `claims`: their help, their form in messages, exit statuses, and files of Windows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claims import cli
from support.building import make
from support.example import EXAMPLE, TODAY
from support.helpers import EXAMPLES, ROOT

COMMANDS = ("check", "build", "publish", "dev", "serve", "translations", "new")
TARGETS = {
    "check": "check",
    "html": "build",
    "publish": "publish",
    "devserver": "dev",
    "serve": "serve",
    "translations": "translations",
    "new-site": "new site",
}
"""The targets of make, and the commands that they call."""

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
    assert re.findall(r"(?m)^    ([a-z]+)\b", printed) == [*COMMANDS]
    assert run() == 0
    assert capsys.readouterr().out == printed


def test_an_unknown_command_and_an_unknown_option_are_refused(capsys: Printed) -> None:
    assert refused("pubish") == 2
    assert capsys.readouterr().err.startswith("error: argument COMMAND: invalid choice: 'pubish'")
    assert refused("check", "--stritc") == 2
    message = "error: unrecognized arguments: --stritc\n  help: type claims check --help\n"
    assert capsys.readouterr().err == message
    assert refused("new", "site", "") == 2
    assert capsys.readouterr().err.startswith("error: argument FOLDER: is empty: name a folder, ")


# From make


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_of_make_calls_a_command(target: str) -> None:
    done = make(ROOT, "--dry-run", target)
    *_, line = done.stdout.splitlines()
    assert done.returncode == 0
    assert line.startswith(f"{sys.prefix}/bin/python -m claims {TARGETS[target]} ")


def test_what_is_given_to_make_is_an_option_of_the_command() -> None:
    done = make(ROOT, "new-site", f"TO={ROOT}/a site")
    assert f"error: {ROOT}/a site is inside this project\n" in done.stderr
    assert make(ROOT, "--dry-run", "check", "STRICT=1").stdout.split()[-1] == "--strict"


# Exit statuses


def test_a_mistake_is_1_and_a_file_can_stand_for_its_check(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(EXAMPLES)
    for before in ((), ("check",)):
        assert run(*before, "valid/minimal.yaml") == 0
        assert run(*before, "invalid/file-empty.yaml") == 1
    assert capsys.readouterr().out.count("valid/minimal.yaml: 1 claim, ") == 2


def test_nothing_is_served_before_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("serve") == 1
    assert capsys.readouterr().err == "error: there is no output/ yet\n  help: type make html first\n"


def test_a_port_is_a_number_up_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(tmp_path)
    for port in ("1", "65535"):
        assert run("serve", "--port", port) == 1
    capsys.readouterr()
    for port in ("0", "65536", "http"):
        assert refused("serve", "--port", port) == 2
        assert f"{port} is no port: write a number from 1 to 65535" in capsys.readouterr().err


def test_a_folder_of_pages_that_is_not_there_is_told(capsys: Printed) -> None:
    assert refused("check", "--content", "contents") == 2
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
