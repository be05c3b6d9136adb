"""What is kept between builds: given back as it was, or made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims import cache

MADE = {"b": b"\x00\xff", "a": b"", "folder/c": "é".encode()}


@pytest.fixture
def made() -> list[str]:
    """The keys under which something had to be made."""
    return []


def ask(folder: Path, key: str, made: list[str]) -> dict[str, bytes]:
    def make() -> dict[str, bytes]:
        made.append(key)
        return dict(MADE)

    return cache.files(folder, key, make)


def test_what_was_made_is_not_made_again(tmp_path: Path, made: list[str]) -> None:
    first, second = (ask(tmp_path / "kept", "one", made) for _ in range(2))
    assert (list(first.items()), list(second.items())) == (list(MADE.items()), list(MADE.items()))
    assert made == ["one"]


def test_another_key_is_another_thing_and_the_old_one_goes(tmp_path: Path, made: list[str]) -> None:
    for key in ("one", "two", "two", "one"):
        ask(tmp_path, key, made)
        assert [file.name for file in tmp_path.iterdir()] == [f"{key}.kept"]
    assert made == ["one", "two", "one"]


@pytest.mark.parametrize("place", [0, 31, 32, 40, -1], ids=str)
def test_what_was_spoilt_is_made_again(tmp_path: Path, made: list[str], place: int) -> None:
    ask(tmp_path, "one", made)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    spoilt = bytearray(whole)
    spoilt[place] ^= 1
    file.write_bytes(spoilt)
    assert ask(tmp_path, "one", made) == MADE
    assert made == ["one", "one"]
    assert file.read_bytes() == whole


@pytest.mark.parametrize("length", [0, 1, 32, 40])
def test_what_ends_early_is_made_again(tmp_path: Path, made: list[str], length: int) -> None:
    ask(tmp_path, "one", made)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert ask(tmp_path, "one", made) == MADE
    assert made == ["one", "one"]


def test_what_another_build_removes_while_it_is_written_does_no_harm(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(self: Path, target: Path) -> None:
        self.unlink()
        raise FileNotFoundError(self)

    monkeypatch.setattr(Path, "replace", replace)
    assert ask(tmp_path, "one", made) == MADE
    assert list(tmp_path.iterdir()) == []
