"""The output folder: what stays where it is, what is made again, what goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claims.output import Output, PlaceTakenError, Steps, reopen
from claims.site.release import File

LINE = "key of a 1 2 3\ta/index.html\n"
TAKEN = "a/index.html is written already: give the page in content/ another slug, or the file there another name"


def contents(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that a build left, with its list."""
    folder = tmp_path / "output"
    folder.mkdir()
    steps = Steps(Output(folder), Output(folder), "recipe")
    out = steps.pages
    out.write(File(path="a/index.html", content=b"a"), "key of a")
    out.write(File(path="b/index.html", content=b"b"), "key of b")
    out.write(File(path="b/more/one.txt", content=b"one"), "key of one")
    out.write(File(path="made.txt", content=b"made anew each time"))
    steps.rest.write(File(path="data/all.json", content=b"all"), "key of all")
    steps.rest.write(File(path="data/some.json", content=b"some"), "key of some")
    close(steps, tmp_path)
    return folder


def close(steps: Steps, tmp_path: Path) -> None:
    steps.pages.close()
    steps.rest.close()
    steps.write_list(tmp_path / "list")


def test_what_is_made_from_the_same_stays(root: Path, tmp_path: Path) -> None:
    before = os.stat(root / "a/index.html")
    steps = reopen(root, tmp_path / "list", "recipe")
    out = steps.pages
    assert out.has("a/index.html", "key of a")
    assert not out.has("b/index.html", "another key")
    assert not out.has("c/index.html", "key of a")
    out.write(File(path="b/index.html", content=b"new"), "another key")
    close(steps, tmp_path)
    assert contents(root) == {"a/index.html": "a", "b/index.html": "new"}
    assert os.stat(root / "a/index.html").st_mtime_ns == before.st_mtime_ns
    assert not (root / "b/more").exists()
    again = reopen(root, tmp_path / "list", "recipe").pages
    assert [again.has(path, kept.rsplit(" ", 3)[0]) for path, kept in out.kept.items()] == [True, True]


def test_what_no_list_names_goes(root: Path, tmp_path: Path) -> None:
    (root / "b" / "stray.txt").write_text("x")
    (root / "c").mkdir()
    (root / "c" / "stray.txt").write_text("x")
    reopen(root, tmp_path / "list", "recipe")
    assert contents(root) == {
        "a/index.html": "a",
        "b/index.html": "b",
        "b/more/one.txt": "one",
        "made.txt": "made anew each time",
        "data/all.json": "all",
        "data/some.json": "some",
    }
    assert sorted(path.name for path in root.iterdir()) == ["a", "b", "data", "made.txt"]


def test_a_page_that_has_no_key_any_more_stays(root: Path, tmp_path: Path) -> None:
    for content in (b"split", b"split again"):
        steps = reopen(root, tmp_path / "list", "recipe")
        part = steps.pages.part()
        if content == b"split again":
            assert not part.has("a/index.html", "key of a")
        part.write(File(path="a/index.html", content=content))
        steps.pages.kept.update(part.kept)
        close(steps, tmp_path)
        assert contents(root) == {"a/index.html": content.decode()}


def test_each_step_keeps_and_removes_files_of_its_own(root: Path, tmp_path: Path) -> None:
    steps = reopen(root, tmp_path / "list", "recipe")
    assert not steps.rest.has("a/index.html", "key of a")
    assert not steps.pages.has("data/all.json", "key of all")
    assert steps.pages.has("a/index.html", "key of a")
    steps.pages.close()
    steps.write_list(tmp_path / "list")  # a build that is ended here
    assert contents(root) == {"a/index.html": "a", "data/all.json": "all", "data/some.json": "some"}

    steps = reopen(root, tmp_path / "list", "recipe")
    assert steps.pages.has("a/index.html", "key of a")
    steps.pages.close()
    root.rename(tmp_path / "elsewhere")
    moved = steps.at(tmp_path / "elsewhere")
    assert moved.rest.has("data/all.json", "key of all")
    moved.rest.write(File(path="data/more.json", content=b"more"), "key of more")
    moved.rest.close()
    assert contents(tmp_path / "elsewhere") == {"a/index.html": "a", "data/all.json": "all", "data/more.json": "more"}
    moved.write_list(tmp_path / "list")
    again = reopen(tmp_path / "elsewhere", tmp_path / "list", "recipe")
    assert sorted([*again.pages.listed, *again.rest.listed]) == ["a/index.html", "data/all.json", "data/more.json"]


@pytest.mark.parametrize("change", ["text", "replaced", "time", "gone"])
def test_what_somebody_changed_is_made_again(root: Path, tmp_path: Path, change: str) -> None:
    file = root / "a/index.html"
    stat = file.stat()
    if change == "text":
        file.write_text("longer")
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    elif change == "replaced":
        (root / "other").write_text("x")
        os.utime(root / "other", ns=(stat.st_atime_ns, stat.st_mtime_ns))
        (root / "other").replace(file)
    elif change == "time":
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    else:
        file.unlink()
    assert not reopen(root, tmp_path / "list", "recipe").pages.has("a/index.html", "key of a")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "recipe",
        "recipe\n1\n",
        f"recipe\n2\n{LINE}",
        "recipe\n1\na/index.html\n0\n",
        f"recipe\nall\n{LINE}",
        "é",
        None,
    ],
)
def test_without_a_list_that_can_be_read_nothing_stays(root: Path, tmp_path: Path, said: str | None) -> None:
    (tmp_path / "list").unlink()
    if said is not None:
        (tmp_path / "list").write_text(said, encoding="latin-1")
    assert not reopen(root, tmp_path / "list", "recipe").pages.has("a/index.html", "key of a")
    assert contents(root) == {}


def test_what_is_made_by_something_else_is_made_again(root: Path, tmp_path: Path) -> None:
    assert not reopen(root, tmp_path / "list", "another recipe").pages.has("a/index.html", "key of a")
    assert [*root.iterdir()] == []


def test_a_build_that_does_not_end_leaves_no_list(root: Path, tmp_path: Path) -> None:
    reopen(root, tmp_path / "list", "recipe").pages.write(File(path="a/index.html", content=b"half"), "key of a")
    assert not reopen(root, tmp_path / "list", "recipe").pages.has("a/index.html", "key of a")


def test_a_file_that_stands_in_another_folder_too_is_not_changed_there(root: Path, tmp_path: Path) -> None:
    os.link(root / "a/index.html", tmp_path / "linked")
    out = reopen(root, tmp_path / "list", "recipe").pages
    out.write(File(path="a/index.html", content=b"new"), "new key")
    assert (tmp_path / "linked").read_text() == "a"


def test_two_files_at_one_address_are_a_mistake(tmp_path: Path) -> None:
    out = Output(tmp_path)
    out.write(File(path="a/index.html", content=b"a"))
    with pytest.raises(PlaceTakenError) as raised:
        out.write(File(path="a/index.html", content=b"b"))
    assert str(raised.value) == TAKEN


def test_a_place_that_is_left_is_empty_for_somebody_else_and_changes_nowhere_else(root: Path, tmp_path: Path) -> None:
    for path in ("a/index.html", "data/all.json"):
        os.link(root / path, tmp_path / Path(path).name)
    steps = reopen(root, tmp_path / "list", "recipe")
    for path in ("a//index.html", "data/all.json", "none.html", ""):
        steps.leave(path)
    assert not (root / "a/index.html").exists()
    assert not (root / "data/all.json").exists()
    assert [(tmp_path / name).read_text() for name in ("index.html", "all.json")] == ["a", "all"]
    close(steps, tmp_path)


@pytest.mark.parametrize("first", ["theirs", "ours"])
def test_a_file_in_a_place_that_is_left_is_a_mistake(root: Path, tmp_path: Path, first: str) -> None:
    out = reopen(root, tmp_path / "list", "recipe").pages
    out.leave("a/index.html")
    if first == "theirs":
        (root / "a/index.html").write_text("theirs")
    part = out.part()
    assert not part.has("a/index.html", "key of a")
    with pytest.raises(PlaceTakenError) as raised:
        part.write(File(path="a/index.html", content=b"b"))
    assert str(raised.value) == TAKEN
