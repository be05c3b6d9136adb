"""What is kept between builds: given back as it was, or not at all."""

import importlib.metadata
from pathlib import Path

import pytest

from claims.features.cache import Cache, make_key

CONTENT = b"\x00\xff" * 40


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


def test_what_was_put_is_given_back(cache: Cache) -> None:
    assert cache.get("one") is None
    for content in (CONTENT, b""):
        cache.put("one", content)
        assert cache.get("one") == content


def test_what_is_damaged_is_not_given_back(cache: Cache) -> None:
    cache.put("one", CONTENT)
    file = cache.folder / "one"
    whole = file.read_bytes()
    for spoilt in (b"", whole[:-1], whole[:40], b"x" + whole[1:], whole[:-1] + b"x"):
        file.write_bytes(spoilt)
        assert cache.get("one") is None


def test_only_what_is_wanted_stays(cache: Cache) -> None:
    cache.prune({"one"})  # where nothing was put yet
    for name in ("one", "two", "three"):
        cache.put(name, CONTENT)
    cache.prune({"two", "four"})
    assert [file.name for file in cache.folder.iterdir()] == ["two"]


def test_what_another_build_prunes_while_it_is_written_does_no_harm(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(self: Path, target: Path) -> None:
        cache.prune(())
        raise FileNotFoundError(self)

    monkeypatch.setattr(Path, "replace", replace)
    cache.put("one", CONTENT)
    assert cache.get("one") is None


def test_a_key_is_of_all_that_something_is_made_from(monkeypatch: pytest.MonkeyPatch) -> None:
    both, one = ["pillow", "resvg-py"], ["pillow"]
    made = [(both, b"a", b"b"), (both, b"ab"), (one, b"b", b"a"), (one, b"ab")]
    keys = [make_key(*inputs) for inputs in (*made, *made)]
    monkeypatch.setattr(importlib.metadata, "version", lambda library: "999")
    keys += [make_key(*inputs) for inputs in made]
    assert len({*keys}) == 2 * len(made)
