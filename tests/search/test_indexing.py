"""Records → the files of a search index, read as Pagefind's script reads them."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import cbor2
import pagefind_bin
import pytest

from claims.exports import search_index
from claims.exports.search_index import IndexingError
from claims.exports.search_records import Record

RECORDS = (
    Record(url="claims/one/", title="One", text="Words of one.",
           filters={"kind": ("claim",), "topic": ("b", "a"), "verdict": ("disputed",)}, also="somebody"),
    Record(url="claims/two/", title="Two <b>&", text="<script>alert(1)</script> & “words” of two.",
           filters={"kind": ("claim",), "topic": ("a",), "verdict": ("position",)}),
    Record(url="topics/a/", title="A", text="A topic.", filters={"kind": ("topic",), "topic": ("a",)}),
    Record(url="sources/s/", title="研究", text="A source.", filters={"kind": ("source",), "topic": ()}, lang="zh"),
    Record(url="glossary/#term-t", title="term", text="term: A word.", filters={"kind": ("term",)}),
)  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return search_index.index(RECORDS)


def opened(content: bytes) -> bytes:
    """A file's content: Pagefind's script takes one with gzip around it, and one without."""
    plain = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    assert plain.startswith(b"pagefind_dcd")
    return plain.removeprefix(b"pagefind_dcd")


def fragments(files: dict[str, bytes]) -> dict[str, Any]:
    """What is kept of each record, by its address."""
    found = [json.loads(opened(content)) for path, content in files.items() if path.startswith("fragment/")]
    return {fragment["url"]: fragment for fragment in found}


def meta(files: dict[str, bytes]) -> Any:
    entry = json.loads(files["pagefind-entry.json"])["languages"]["en"]
    assert entry["wasm"] == "en"
    return cbor2.loads(opened(files[f"pagefind.{entry['hash']}.pf_meta"]))


def filters(files: dict[str, bytes]) -> dict[str, dict[str, list[str]]]:
    """For each filter and value the addresses that it leaves."""
    _, pages, _, names, *_ = meta(files)
    urls = [json.loads(opened(files[f"fragment/{hash}.pf_fragment"]))["url"] for hash, _ in pages]
    found = {}
    for name, hash in names:
        inside, values = cbor2.loads(opened(files[f"filter/{hash}.pf_filter"]))
        assert inside == name
        found[name] = {value: [urls[page] for page in pages] for value, pages in values}
    return found


def test_every_record_is_in_the_index(files: dict[str, bytes]) -> None:
    assert {url: fragment["meta"]["title"] for url, fragment in fragments(files).items()} == {
        record.url: record.title for record in RECORDS
    }


def test_text_is_kept_as_it_is(files: dict[str, bytes]) -> None:
    assert fragments(files)["claims/two/"]["content"] == "<script>alert(1)</script> & “words” of two."


def test_only_a_title_in_another_language_names_its_language(files: dict[str, bytes]) -> None:
    assert {url: fragment["meta"].get("lang") for url, fragment in fragments(files).items()} == {
        record.url: "zh" if record.url == "sources/s/" else None for record in RECORDS
    }


def test_each_filter_leaves_the_records_that_have_its_value(files: dict[str, bytes]) -> None:
    assert filters(files) == {
        "kind": {
            "claim": ["claims/one/", "claims/two/"],
            "source": ["sources/s/"],
            "term": ["glossary/#term-t"],
            "topic": ["topics/a/"],
        },
        "topic": {"a": ["claims/one/", "claims/two/", "topics/a/"], "b": ["claims/one/"]},
        "verdict": {"disputed": ["claims/one/"], "position": ["claims/two/"]},
    }


def test_filters_and_values_stand_in_order(files: dict[str, bytes]) -> None:
    found = filters(files)
    assert list(found) == sorted(found)
    assert [list(values) for values in found.values()] == [sorted(values) for values in found.values()]


def test_the_same_records_give_the_same_bytes(files: dict[str, bytes]) -> None:
    # Left as Pagefind writes them, 20 filters of 20 values would agree by chance once in 20! times.
    many = [
        Record(url=f"{n}/", title=str(n), text=str(n), filters={f"filter-{m}": (f"value-{n}",) for m in range(20)})
        for n in range(20)
    ]
    assert search_index.index(many) == search_index.index(many)
    assert search_index.index(RECORDS) == files


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The programs that were started."""
    started: list[Path] = []
    program = pagefind_bin.get_executable()
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: started.append(program) or program)
    return started


def test_the_same_records_are_indexed_once(files: dict[str, bytes], tmp_path: Path, asked: list[Path]) -> None:
    for _ in range(2):
        assert list(search_index.index(iter(RECORDS), tmp_path).items()) == list(files.items())
    assert len(asked) == 1


@pytest.mark.parametrize(
    "change",
    [{"url": "x/"}, {"title": "X"}, {"text": "X."}, {"filters": {"kind": ("claim",)}}, {"also": "x"}, {"lang": "fr"}],
    ids=lambda change: next(iter(change)),
)
def test_whatever_changes_in_a_record_it_is_indexed_anew(
    tmp_path: Path, asked: list[Path], change: dict[str, Any]
) -> None:
    search_index.index(RECORDS, tmp_path)
    changed = (replace(RECORDS[0], **change), *RECORDS[1:])
    assert search_index.index(changed, tmp_path) == search_index.index(changed)
    assert len(asked) == 3


def test_another_pagefind_indexes_anew(tmp_path: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    search_index.index(RECORDS, tmp_path)
    monkeypatch.setattr(search_index.metadata, "version", lambda name: "999")
    search_index.index(RECORDS, tmp_path)
    assert len(asked) == 2


def test_nothing_is_in_the_index_that_the_theme_does_without(files: dict[str, bytes]) -> None:
    top = {path for path in files if "/" not in path and not path.endswith(".pf_meta")}
    assert top == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"}
    assert {path.split("/")[0] for path in files if "/" in path} == {"filter", "fragment", "index"}


def test_no_records_make_an_index_of_nothing() -> None:
    assert json.loads(search_index.index([])["pagefind-entry.json"])["languages"] == {}


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("", "Pagefind ended before it had answered"),
        ("import os; os.close(0)", "Pagefind ended"),
        ("import sys, base64; sys.stdin.buffer.read(1); "
         "print(base64.b64encode(b'{\"payload\": {\"type\": \"Error\", \"message\": \"no room\"}}').decode(), end=',')",
         "Pagefind says: no room"),
    ],
    ids=["ends at once", "does not listen", "complains"],
)  # fmt: skip
def test_a_failure_says_so(program: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "pagefind"
    fake.write_text(f"#!{sys.executable}\n{program}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: fake)
    with pytest.raises(IndexingError, match=words):
        search_index.index(RECORDS)
