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
        "valid/two-warnings.yaml: warning: 1 against titles-are-short; the first is on line 15\n"
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
    assert cli.main([str(file), "--accept", "--strict"]) == 0
    *_, nothing = capsys.readouterr().out.splitlines()
    catalogue.write_text('msgctxt "topics.title"\nmsgid "The moon"\nmsgstr "La luna"\n', "utf-8")
    assert cli.main([str(file), "--strict"]) == 0
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
        ("valid/two-warnings.yaml:15:12", '"short" of claim "moon-cheese" has 21 characters, and 18 are enough'),
    ]
    assert printed.err.endswith("\n2 warnings\n")


def test_what_is_accepted_is_counted_and_nothing_else_is_muted(tmp_path: Path, capsys: Printed) -> None:
    file, rest = tmp_path / "claims.yaml", "1 claim, 0 events and 2 sources, no mistakes\n"
    file.write_text(sample := (EXAMPLES / "valid" / "two-warnings.yaml").read_text("utf-8"), "utf-8")
    beside = tmp_path / "accepted-warnings.txt"
    accepted = f"{file}: accepted: 1 against sources-are-used\n{file}: accepted: 1 against titles-are-short\n"
    for _ in range(2):
        assert cli.main([str(file), "--accept", "--strict"]) == 0
        assert capsys.readouterr() == (f"{beside} is written anew: look at what changed\n{file}: {rest}{accepted}", "")
        assert beside.read_text("utf-8") == (
            "# Warnings on claims.yaml that are known and accepted: `make check` counts these, and shows every other "
            "one.\n# `make check ACCEPT=1` writes this list anew. Whoever mends one can delete its line.\n"
            "sources-are-used gazette\ntitles-are-short moon-cheese\n"
        )
    new = "  - {id: new, kind: news, publisher: P, described: D, note: N, seen: opening}\n"
    file.write_text(sample.replace("sources:\n", f"sources:\n{new}"), "utf-8")
    assert cli.main([str(file), "--strict"]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"{file}: {rest.replace('2 sources', '3 sources')}{accepted}"
    told = ['nothing leans on source "new"']
    assert re.findall("warning: (.*)", printed.err) == told


def test_a_sign_of_unfinished_work_is_accepted_with_its_words_and_told_anew_when_they_change(
    tmp_path: Path, capsys: Printed
) -> None:
    file, about = tmp_path / "claims.yaml", tmp_path / "content" / "pages" / "about.md"
    write_pages(tmp_path / "content")
    minimal = (EXAMPLES / "valid" / "minimal.yaml").read_text("utf-8")
    file.write_text(minimal.replace("found to be of rock.", "found to be of rock. TK"), "utf-8")
    about.write_text(f"{about.read_text('utf-8')}\nThe firm TK Max paid.\n", "utf-8")
    command = [str(file), "--content", str(tmp_path / "content"), "--strict"]
    assert cli.main([*command, "--accept"]) == 0
    accepted = tmp_path / "accepted-warnings.txt"
    assert [line for line in accepted.read_text("utf-8").splitlines() if line.startswith("work-is-finished")] == [
        "work-is-finished moon ound to be of rock. TK",
        "work-is-finished pages/about.md . Words. The firm TK Max paid.",
    ]
    with accepted.open("a", encoding="utf-8") as list_of_accepted:
        list_of_accepted.write("changed-claims-are-reviewed-again moon\n")  # only comparing with git can tell
    assert cli.main(command) == 0
    about.write_text(about.read_text("utf-8").replace("paid", "gave"), "utf-8")
    capsys.readouterr()
    assert cli.main(command) == 1
    assert capsys.readouterr().err == (
        f"{accepted}:4:1: warning: no warning matches this line\n"
        "    4 | work-is-finished pages/about.md . Words. The firm TK Max paid.\n"
        "      | ^\n"
        "  help: correct it, or delete it\n"
        f'{about}:9:10: warning: this page has "TK", which stands for what is still to be written\n'
        "    9 | The firm TK Max gave.\n"
        "      |          ^\n"
        "  help: write it, or take it out; if it is meant so, "
        "`make check ACCEPT=1` accepts these words\n"
        "2 warnings\n"
    )


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


def test_a_list_of_accepted_warnings_that_is_no_text_is_told(tmp_path: Path, capsys: Printed) -> None:
    file, beside = tmp_path / "claims.yaml", tmp_path / "accepted-warnings.txt"
    file.write_text((EXAMPLES / "valid" / "minimal.yaml").read_text("utf-8"), "utf-8")
    beside.write_bytes(b"caf\xe9\n")
    assert cli.main([str(file)]) == 1
    assert capsys.readouterr().err.startswith(f"{beside}:1:4: error: the byte 0xE9 is not text in UTF-8\n")


def test_nothing_is_accepted_of_a_file_with_mistakes(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "claims.yaml").write_text("claims: no\n", "utf-8")
    assert cli.main([str(tmp_path / "claims.yaml"), "--accept"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["claims.yaml"]
    assert capsys.readouterr().out == ""


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


def test_it_runs_as_the_readme_has_it(tmp_path: Path) -> None:
    command = "PYTHONPATH=plugins .venv/bin/python -m claims FILE --content FOLDER"
    assert f"`{command}`" in (ROOT / "README.md").read_text("utf-8")
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


@pytest.mark.parametrize(("file", "status"), [("valid/minimal.yaml", 0), ("invalid/value-null.yaml", 1)])
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


def test_what_is_accepted_although_it_stands_for_something_to_write_is_named(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "claims.yaml"
    text = (EXAMPLES / "valid" / "two-warnings.yaml").read_text("utf-8")
    file.write_text(text.replace("    kind: result\n", "    kind: result\n    note: Write here why.\n"), "utf-8")
    for told in ([f"{file}:18: claim "], []):
        assert cli.main([str(file), "--accept"]) == 0
        said = capsys.readouterr().out.splitlines()
        named = [line for line in said if line.startswith("accepted, and will be published: ")]
        assert [line.partition("published: ")[2].partition('"')[0] for line in named] == told
