"""The folder is the old one or the new one, whatever happens on the way."""

import threading
from pathlib import Path

import pytest

from claims import plugin as atomic
from support.building import contents

SIGN = "sign"
OLD, NEW = {SIGN: b"", "page": b"old"}, {SIGN: b"", "page": b"new"}


def folder(path: Path, **files: bytes) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return folder(tmp_path / "output", **OLD)


def replace(target: Path, content: bytes = b"new") -> None:
    with atomic.replacing(target, made_by_us=SIGN) as staging:
        for name, written in {SIGN: b"", "page": content}.items():
            (staging / name).write_bytes(written)


def fail(target: Path) -> None:
    """Replace it by half a build."""

    def build() -> None:
        with atomic.replacing(target, made_by_us=SIGN) as staging:
            (staging / "page").write_text("half")
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        build()


def beside(path: Path) -> list[str]:
    """What stands beside a folder."""
    return sorted(entry.name for entry in path.parent.iterdir() if entry != path)


def test_a_complete_folder_takes_the_place(target: Path) -> None:
    (target / "gone").write_text("old")
    with atomic.replacing(target, made_by_us=SIGN) as staging:
        (staging / "page").write_text("new")
        assert contents(target) == {**OLD, "gone": b"old"}
    assert contents(target) == {"page": b"new"}
    assert beside(target) == [".output.lock"]


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site, link = tmp_path / "elsewhere" / "site", tmp_path / "output"
    link.symlink_to("elsewhere/site")  # where nothing is yet
    for content in (b"new", b"newer"):
        replace(link, content)
        assert link.is_symlink()
        assert contents(site) == {SIGN: b"", "page": content}
    assert [beside(site), beside(link)] == [[".site.lock"], ["elsewhere"]]


def test_a_failure_leaves_the_old_folder(target: Path) -> None:
    fail(target)
    assert contents(target) == OLD
    replace(target)
    fail(target)
    assert contents(target) == NEW
    fail(target.with_name("first"))
    assert beside(target) == [".first.lock", ".output.lock"]


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    target = folder(tmp_path / "home", letters=b"dear")
    with pytest.raises(atomic.ForeignFolderError) as raised, atomic.replacing(target, made_by_us=SIGN):
        pass
    assert str(raised.value) == f"{target} is or holds what was not built here; move it away, or choose another folder"
    assert contents(target) == {"letters": b"dear"}


def test_a_failure_between_the_two_renames_puts_the_old_folder_back(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def failing(path: Path, to: Path) -> Path:
        if path.name == ".output.staging":
            raise OSError("no such device")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no such device"):
        replace(target)
    assert contents(target) == OLD
    assert beside(target) == [".output.lock"]


def test_the_next_build_mends_what_a_kill_between_the_two_steps_left(tmp_path: Path) -> None:
    folder(tmp_path / ".output.previous", **OLD)
    folder(tmp_path / ".output.staging", page=b"half")
    fail(tmp_path / "output")
    assert contents(tmp_path / "output") == OLD
    assert beside(tmp_path / "output") == [".output.lock"]


def test_two_builds_take_turns(target: Path) -> None:
    waits, inside = threading.Event(), list[bytes]()

    def second() -> None:
        waits.set()
        with atomic.replacing(target, made_by_us=SIGN) as staging:
            inside.append((target / "page").read_bytes())
            (staging / "page").write_bytes(b"second")

    with atomic.replacing(target, made_by_us=SIGN) as staging:
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(10)
        (staging / SIGN).write_bytes(b"")
        (staging / "page").write_bytes(b"first")
        assert inside == []
    thread.join()
    assert inside == [b"first"]
    assert contents(target) == {"page": b"second"}
