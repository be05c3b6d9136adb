"""The folder is the old one or the new one, whatever happens on the way."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from building import make
from claims import atomic

SIGN = "sign"


def _folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def _contents(path: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in sorted(path.iterdir())}


def _beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry != path)


def _half_a_build(target: Path, *, keep: bool = False) -> None:
    with atomic.replacing(target, made_by_us=SIGN, keep=keep) as fresh:
        (fresh / "page").write_text("half")
        raise OSError("no space left on device")


def test_a_complete_folder_takes_the_place(tmp_path: Path) -> None:
    target = _folder(tmp_path / "output", sign="", page="old", gone="old")
    with atomic.replacing(target, made_by_us=SIGN) as fresh:
        (fresh / "sign").write_text("")
        (fresh / "page").write_text("new")
        assert _contents(target) == {"sign": "", "page": "old", "gone": "old"}
    assert _contents(target) == {"sign": "", "page": "new"}
    assert _beside(target) == [".output.lock"]


def test_the_first_folder_is_put_where_there_was_none(tmp_path: Path) -> None:
    target = tmp_path / "new" / "output"
    with atomic.replacing(target, made_by_us=SIGN) as fresh:
        (fresh / "page").write_text("new")
    assert _contents(target) == {"page": "new"}


@pytest.mark.parametrize("there", [True, False], ids=["a folder", "nothing yet"])
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path, *, there: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if there:
        _folder(elsewhere / "site", sign="", page="old")
    link = tmp_path / "output"
    link.symlink_to("elsewhere/site")
    for text in ("new", "newer"):
        with atomic.replacing(link, made_by_us=SIGN) as fresh:
            (fresh / "sign").write_text("")
            (fresh / "page").write_text(text)
        assert link.is_symlink()
        assert _contents(elsewhere / "site") == {"sign": "", "page": text}
        assert _beside(elsewhere / "site") == [".site.lock"]
    assert _beside(link) == ["elsewhere"]


def test_what_follows_finds_the_folder_in_its_place_and_no_other_build_at_it(tmp_path: Path) -> None:
    target = _folder(tmp_path / "output", sign="", page="old")
    found = []

    def then() -> None:
        with open(tmp_path / ".output.lock") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        found.append((_contents(target), _beside(target)))

    with atomic.replacing(target, made_by_us=SIGN, then=then) as fresh:
        (fresh / "page").write_text("new")
        assert found == []
    assert found == [({"page": "new"}, [".output.lock"])]
    with pytest.raises(OSError, match="no space"), atomic.replacing(target, made_by_us="page", then=then):
        raise OSError("no space left on device")
    assert len(found) == 1


def test_what_the_next_build_begins_with_can_be_made_ready(tmp_path: Path) -> None:
    target = _folder(tmp_path / "output", sign="", page="old")
    atomic.make_ready(target)
    assert _beside(target) == []  # without a list there is nothing to keep
    atomic.list_of(target).write_text("list")
    atomic.make_ready(target)
    spare = tmp_path / ".output.spare"
    assert _contents(spare) == _contents(target)
    assert (spare / "page").samefile(target / "page")
    assert atomic.list_of(spare).read_text() == "list"
    (spare / "page").unlink()
    atomic.make_ready(target)  # one that is there stays
    assert _contents(spare) == {"sign": ""}
    with atomic.replacing(target, made_by_us=SIGN, keep=True) as fresh:
        assert _contents(fresh) == {"sign": ""}


def test_a_failure_leaves_the_old_folder(tmp_path: Path) -> None:
    target = _folder(tmp_path / "output", sign="", page="old")
    with pytest.raises(OSError, match="no space"):
        _half_a_build(target)
    assert _contents(target) == {"sign": "", "page": "old"}
    assert _beside(target) == [".output.lock"]


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    target = _folder(tmp_path / "home", letters="dear")
    with pytest.raises(atomic.ForeignFolderError) as raised, atomic.replacing(target, made_by_us=SIGN):
        pass
    assert (
        str(raised.value) == f"{target} holds files that were not built here; move them away, or choose another folder"
    )
    assert _contents(target) == {"letters": "dear"}


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    target = _folder(tmp_path / "output")
    with atomic.replacing(target, made_by_us=SIGN) as fresh:
        (fresh / "page").write_text("new")
    assert _contents(target) == {"page": "new"}


def test_where_the_system_offers_no_exchange_two_steps_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_in_one_step", lambda one, other: False)
    target = _folder(tmp_path / "output", sign="", page="old")
    with atomic.replacing(target, made_by_us=SIGN) as fresh:
        (fresh / "page").write_text("new")
    assert _contents(target) == {"page": "new"}
    assert _beside(target) == [".output.lock"]


def test_the_next_build_mends_what_a_kill_between_the_two_steps_left(tmp_path: Path) -> None:
    _folder(tmp_path / ".output.old", sign="", page="old")
    _folder(tmp_path / ".output.fresh", page="half")
    target = tmp_path / "output"
    with pytest.raises(OSError, match="no space"):
        _half_a_build(target)
    assert _contents(target) == {"sign": "", "page": "old"}


def _kept(target: Path, text: str) -> dict[str, str]:
    """Build with what was kept, add a page, and give what was found."""
    with atomic.replacing(target, made_by_us=SIGN, keep=True) as given:
        listed = atomic.list_of(given)
        found = _contents(given) | ({"list": listed.read_text()} if listed.exists() else {})
        (given / SIGN).write_text("")
        (given / text).write_text(text)
        listed.write_text(text)
    return found


@pytest.mark.parametrize("steps", [1, 2])
def test_the_folder_before_the_last_can_be_had_again_with_its_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    if steps == 2:
        monkeypatch.setattr(atomic, "_in_one_step", lambda one, other: False)
    target = tmp_path / "output"
    assert _kept(target, "one") == {}
    assert _kept(target, "two") == {SIGN: "", "one": "one", "list": "one"}  # the double of the only one
    assert _kept(target, "three") == {SIGN: "", "one": "one", "list": "one"}
    assert _kept(target, "four") == {SIGN: "", "one": "one", "two": "two", "list": "two"}
    assert _contents(target) == {SIGN: "", "one": "one", "two": "two", "four": "four"}
    assert atomic.list_of(target).read_text() == "four"
    assert _beside(target) == [".output.list", ".output.lock", ".output.spare", ".output.spare.list"]
    with atomic.replacing(target, made_by_us=SIGN) as fresh:  # without keeping, nothing is kept
        (fresh / SIGN).write_text("")
    assert _beside(target) == [".output.lock"]


def test_what_a_failed_build_made_of_the_kept_folder_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "output"
    for text in ("one", "two"):
        _kept(target, text)
    with pytest.raises(OSError, match="no space"):
        _half_a_build(target, keep=True)
    assert _contents(target) == {SIGN: "", "one": "one", "two": "two"}
    assert _kept(target, "three") == {SIGN: "", "one": "one", "page": "half", "list": "one"}


def test_where_files_cannot_stand_in_two_folders_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError("not permitted")

    monkeypatch.setattr(atomic.os, "link", link)
    target = tmp_path / "output"
    found = [_kept(target, text) for text in ("one", "two", "three")]
    assert found == [{}, {}, {SIGN: "", "one": "one", "list": "one"}]


def test_two_builds_take_turns(tmp_path: Path) -> None:
    target = tmp_path / "output"
    inside: list[str] = []

    def second() -> None:
        with atomic.replacing(target, made_by_us="page") as fresh:
            inside.append("second")
            (fresh / "page").write_text("second")

    with atomic.replacing(target, made_by_us="page") as fresh:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        assert inside == []  # it waits
        (fresh / "page").write_text("first")
    thread.join()
    assert _contents(target) == {"page": "second"}


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new(project: Path) -> None:
    assert make(project, "html").returncode == 0
    output = project / "output"
    old = _tree(output)
    data = project / "data" / "claims.yaml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("title: The amount involved", "title: The amount in question"), encoding="utf-8")
    assert make(project, "html", "OUTPUT=expected").returncode == 0
    new = _tree(project / "expected")
    assert new != old

    command = [sys.executable, "-m", "pelican", "content", "--settings", "pelicanconf.py", "--output", "output"]
    environment = {**os.environ, "PYTHONPATH": "plugins"}
    ended = 0
    for moment in range(1, 31):
        build = subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            build.wait(timeout=moment * 0.06)
            ended += 1
        except subprocess.TimeoutExpired:
            build.send_signal(signal.SIGKILL)
            build.wait()
        assert _tree(output) in (old, new), f"killed after {moment * 0.06:.2f} s"
        if ended > 1:
            break
    assert make(project, "html").returncode == 0  # and the next build is none the worse
    assert _tree(output) == new
    left = sorted(path.name for path in project.iterdir() if path.name.startswith(".output"))
    assert left == [".output.list", ".output.lock", ".output.spare", ".output.spare.list"]
