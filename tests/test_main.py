"""`python -m claims`: what is printed, where, and with which exit status."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claims import cli
from support.building import write_pages
from support.datasets import BARE
from support.helpers import EXAMPLES, ROOT

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _among_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)


def test_a_sound_file_is_counted_and_what_could_be_better_summed_up(capsys: Printed) -> None:
    assert cli.main(["valid/two-warnings.yaml"]) == 0
    assert capsys.readouterr() == (
        "valid/two-warnings.yaml: 1 claim, 0 events and 2 sources, no mistakes\n"
        "valid/two-warnings.yaml: warning: 1 against sources-are-used; the first is on line 11\n"
        "valid/two-warnings.yaml: warning: 1 against signs-mean-something; the first is on line 15\n"
        "make check STRICT=1 shows each\n",
        "",
    )


def test_a_file_that_could_not_be_better_is_only_counted(capsys: Printed) -> None:
    assert cli.main(["--strict", "valid/no-claims-yet.yaml"]) == 0
    assert capsys.readouterr() == ("valid/no-claims-yet.yaml: 0 claims, 0 events and 0 sources, no mistakes\n", "")


def test_mistakes_go_to_standard_error(capsys: Printed) -> None:
    assert cli.main(["invalid/field-misspelt.yaml"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith('invalid/field-misspelt.yaml:3:32: error: term "cheese" has no field "defintion"\n')
    assert printed.err.endswith("\n1 mistake found\n")


def test_texts_without_a_translation_are_one_number_and_no_warning(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text((EXAMPLES / "valid" / "two-warnings.yaml").read_text("utf-8"), "utf-8")
    catalogue = tmp_path / "translations" / "es.po"
    catalogue.parent.mkdir()
    catalogue.write_text("", "utf-8")
    assert cli.main([str(file)]) == 0
    *_, nothing = capsys.readouterr().out.splitlines()
    catalogue.write_text('msgctxt "topics.title"\nmsgid "The moon"\nmsgstr "La luna"\n', "utf-8")
    assert cli.main([str(file)]) == 0
    *_, all_but_one = capsys.readouterr().out.splitlines()
    names = "make translations names them"
    assert nothing == f"{catalogue}: 14 of 14 texts stand in the original; {names}"
    assert all_but_one == f"{catalogue}: 13 of 14 texts stand in the original; {names}"


def test_strictly_warnings_are_shown_each_and_fail(capsys: Printed) -> None:
    assert cli.main(["--strict", "valid/two-warnings.yaml"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "valid/two-warnings.yaml: 1 claim, 0 events and 2 sources, no mistakes\n"
    assert re.findall("(.*): warning: (.*)", printed.err) == [
        ("valid/two-warnings.yaml:11:10", 'nothing leans on source "gazette"'),
        ("valid/two-warnings.yaml:15:14", 'claim "moon-cheese" has "**", which readers see as it stands'),
    ]
    assert printed.err.endswith("\n2 warnings\n")


def test_a_language_without_a_catalogue_is_an_error_without_a_build(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "claims.yaml"
    write_pages(tmp_path / "content")
    file.write_text(f"site: {{language: fr}}\n{BARE}", "utf-8")
    assert cli.main([str(file), "--content", str(tmp_path / "content")]) == 1
    assert capsys.readouterr().err == (
        f"{file}:1:18: error: the language fr has no catalogue\n"
        "    1 | site: {language: fr}\n"
        "      |                  ^\n"
        f"  help: type make translations ADD=fr, "
        "translate the file that this writes, and build again\n"
        "1 mistake found\n"
    )


def test_without_a_name_the_file_of_the_site_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.yaml").write_bytes(Path("valid/minimal.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out.startswith("data/claims.yaml: 1 claim")


@pytest.mark.parametrize(("terminal", "wanted"), [(True, True), (True, False), (False, True)])
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, *, terminal: bool, wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not wanted:
        monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    cli.main(["invalid/field-misspelt.yaml"])
    assert ("\033[31m" in capsys.readouterr().err) == (terminal and wanted)


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **options.pop("env", {})}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, "-m", "claims", *arguments]
    return subprocess.run(command, env=environment, encoding="ascii", check=False, **pipes)


def test_it_runs_as_the_architecture_has_it(tmp_path: Path) -> None:
    command = "PYTHONPATH=plugins .venv/bin/python -m claims FILE --content FOLDER"
    assert f"`{command}`" in (ROOT / "docs/architecture.md").read_text("utf-8")
    write_pages(tmp_path / "content")
    for name, value in {
        "FILE": EXAMPLES / "valid/no-claims-yet.yaml",
        "FOLDER": tmp_path / "content",
        ".venv/bin/python": sys.executable,
    }.items():
        command = command.replace(name, str(value))
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S602
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("file", "status"), [("valid/minimal.yaml", 0), ("invalid/file-empty.yaml", 1)])
def test_it_ends_quietly_where_nobody_reads_on(file: str, status: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ran = run(file, stdout=pipe, **({"stderr": pipe} if status else {}))
    assert (ran.returncode, ran.stderr or "") == (status, "")


def test_a_terminal_that_lacks_letters_is_no_reason_to_fail(tmp_path: Path) -> None:
    ascii = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = run("invalid/id-lookalike.yaml", env=ascii)
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    assert r"\u0441heese" in ran.stderr
    (tmp_path / "日.yaml").write_bytes(Path("valid/minimal.yaml").read_bytes())
    ran = run("日.yaml", env=ascii, cwd=tmp_path)
    assert (ran.returncode, ran.stdout[:11]) == (0, r"\u65e5.yaml")
