"""What a reviewed claim says has changed in a git repository: somebody is asked to review it again."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from claims import cli
from claims.checks import history, loader, translations
from support.helpers import claim, text_of, verdict

FILE = Path("data/claims.yaml")
CATALOGUE = Path("data/translations/es.po")
REVIEWED = "2026-11-20"
TODAY = date(2026, 12, 2)


TITLE = 'msgctxt "claims.title"\nmsgid "The moon rejects cheese"\nmsgstr "La luna rechaza el queso"\n'
AGAIN, LINE = "set `reviewed:` to the day", "add a line under `changes:`"
ADDED = {"date": "2026-11-01", "kind": "added", "note": "Listed."}
CHANGED = {"date": "2026-12-02", "kind": "updated", "note": "Said more plainly."}


def git(*arguments: str, folder: str = ".") -> None:
    person = ("-c", "user.name=A", "-c", "user.email=a@b.moon", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *person, *arguments], check=True, capture_output=True)


def commit() -> None:
    git("add", "--all")
    git("commit", "--message", "Change", "--allow-empty")


def write(title: str = "The moon rejects cheese", reviewed: str = REVIEWED, **more: object) -> None:
    said = {"summary": "It does.", "for": "R", "reviewed": reviewed}
    made = claim(
        id=more.pop("id", "cheese"), title=title, verdict=verdict(**{**said, **more.pop("verdict", {})}), **more
    )
    FILE.write_text(text_of(claims=[made]), encoding="utf-8")


def told() -> list[tuple[str, str]]:
    """What changed and what is asked for."""
    checked, found = translations.check(loader.check(FILE, today=TODAY), FILE)
    assert checked.errors == ()
    warnings = history.check(checked, FILE, found, TODAY).all_warnings
    warnings = [one for one in warnings if one.rule == "changed-claims-are-reviewed-again"]
    text = FILE.read_text("utf-8")
    assert all(text[: one.diagnostic.mark.column - 1].endswith('"reviewed": ') for one in warnings)
    start = rf'claim "[a-z]+" has changed since it was reviewed on {REVIEWED}: '
    helps = [re.sub("^read it again(,| and) ", "", one.diagnostic.help) for one in warnings]
    return [(re.sub(start, "", one.diagnostic.message), help) for one, help in zip(warnings, helps, strict=True)]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository with a reviewed claim and its translation, committed on main."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    (tmp_path / "site" / CATALOGUE.parent).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "site")
    git("init", "--initial-branch", "main")
    write()
    CATALOGUE.write_text(TITLE, encoding="utf-8")
    commit()


def turn() -> None:
    write("The moon accepts cheese")


TURNED = [("title", AGAIN)]


def test_a_change_is_told_until_it_is_merged() -> None:
    assert told() == []
    turn()
    assert told() == TURNED
    git("switch", "--create", "work")
    commit()
    commit()
    assert told() == TURNED
    git("switch", "main")
    assert told() == []
    git("merge", "--no-ff", "work")
    assert told() == []  # with no tag, since HEAD


def test_with_a_remote_it_is_told_until_it_is_pushed_to_the_default_branch(tmp_path: Path) -> None:
    git("clone", "--bare", ".", str(tmp_path / "remote"))
    git("remote", "add", "origin", str(tmp_path / "remote"))
    git("fetch", "origin")
    turn()
    commit()
    assert told() == TURNED  # on main, ahead of the remote's
    git("push", "origin", "HEAD:main")
    assert told() == []


def test_on_the_only_branch_it_is_told_since_the_last_tag() -> None:
    git("tag", "v1")
    turn()
    commit()
    commit()
    assert told() == [("title", f"{AGAIN} and {LINE}")]


@pytest.mark.parametrize("branch", ["main", "work"])
def test_a_shallow_clone_has_what_is_not_committed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, branch: str
) -> None:
    git("switch", "--create", "work")
    turn()
    commit()
    here = Path.cwd().as_uri()
    git("clone", "--depth", "1", "--no-single-branch", "--branch", branch, here, str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert told() == []
    write("The moon throws cheese")
    assert told() == TURNED


def test_nothing_is_told_without_git_or_a_repository_or_a_file_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    turn()
    git("rm", "--cached", "-r", "data")
    git("commit", "--amend", "--message", "Empty", "--allow-empty")
    assert told() == []
    Path(".git").rename(".not-git")
    assert told() == []
    Path(".not-git").rename(".git")
    git("add", "--all")
    monkeypatch.setenv("PATH", "")
    assert told() == []


def test_nothing_is_told_before_the_first_commit() -> None:
    git("update-ref", "-d", "HEAD")
    turn()
    assert told() == []


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"gist": "nobody denies it"}, "gist"),
        ({"statement": "J. Smith denied it."}, "statement"),
        ({"verdict": {"summary": "It does not."}}, "verdict.summary"),
        ({"verdict": {"for": "None", "unknown": "All."}}, "verdict.for and verdict.unknown"),
        ({"note": "Of no weight."}, ""),
        ({"verdict": {"summary": "It  does."}}, ""),
    ],
)
def test_what_a_review_answers_for_is_compared(change: dict[str, object], fields: str) -> None:
    write(**change)
    assert told() == [(fields, AGAIN)] * bool(fields)


def test_a_later_review_is_enough_and_an_earlier_one_is_not() -> None:
    for day, is_enough in {"2026-11-21": True, "2026-11-20": False, "2026-11-19": False}.items():
        write("The moon accepts cheese", day)
        assert told() == ([] if is_enough else TURNED)


def test_a_published_claim_is_asked_for_a_line_too() -> None:
    write(changes=[ADDED])
    commit()
    write("The moon accepts cheese", changes=[ADDED])
    assert told() == [("title", f"{AGAIN} and {LINE}")]
    write("The moon accepts cheese", "2026-12-02", changes=[ADDED])
    assert told() == [("title", LINE)]
    write("The moon accepts cheese", changes=[ADDED, CHANGED])
    assert told() == TURNED
    write("The moon accepts cheese", "2026-12-02", changes=[ADDED, CHANGED])
    assert told() == []


def test_on_the_day_of_the_last_review_a_line_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "TODAY", date.fromisoformat(REVIEWED))
    write("The moon accepts cheese")
    assert told() == [("title", LINE)]
    write("The moon accepts cheese", changes=[ADDED])
    assert told() == []


def test_a_claim_that_is_renamed_is_known_again() -> None:
    write("The moon accepts cheese", id="luna", aliases=["cheese"])
    assert told() == TURNED


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("rechaza", "acepta", "title in es"),
        ("La luna rechaza el queso", "", "title in es"),
        ("msgctxt", "#, fuzzy\nmsgctxt", "title in es"),
        ("msgctxt", "# A note.\nmsgctxt", ""),
    ],
)
def test_a_translation_of_it_is_compared(old: str, new: str, fields: str) -> None:
    CATALOGUE.write_text(TITLE.replace(old, new, 1), encoding="utf-8")
    assert told() == [(fields, AGAIN)] * bool(fields)
    write(reviewed="2026-12-01")
    assert told() == []


def test_a_first_translation_and_one_of_another_text_are_not_told() -> None:
    more = 'msgctxt "claims.verdict.summary"\nmsgid "It does."\nmsgstr "Sí."\n'
    CATALOGUE.write_text(f"{TITLE}\n{more}", encoding="utf-8")
    assert told() == []


@pytest.mark.parametrize("broken", ["claims: nothing\n", "claims: [a, {id: cheese, verdict: }]\n", "\t[", "\udcff"])
def test_a_file_that_was_broken_before_is_no_mistake_now(broken: str) -> None:
    FILE.write_bytes(broken.encode("utf-8", "surrogateescape"))
    CATALOGUE.write_bytes(broken.encode("utf-8", "surrogateescape"))
    commit()
    git("tag", "v1")
    write()
    CATALOGUE.write_text(TITLE, encoding="utf-8")
    assert told() == []


def test_the_check_tells_it_in_a_pull_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    turn()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert cli.main(["check"], today=TODAY) == 0
    printed = capsys.readouterr().out
    line = FILE.read_text("utf-8").partition('"reviewed"')[0].count("\n") + 1
    found = f"data/claims.yaml: warning: 1 against changed-claims-are-reviewed-again; the first is on line {line}\n"
    assert found in printed
    message = f'claim "cheese" has changed since it was reviewed on {REVIEWED}: title; read it again and {AGAIN}'
    assert f"::warning file=data/claims.yaml,line={line}::{message}\n" in printed
