"""Records → the files of a search index, read as Pagefind's script reads them."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pagefind_bin
import pytest

from claims.features import search as search_index
from claims.features.cache import Cache
from claims.features.search import IndexingError
from claims.model.translation import Original
from claims.site.page import Findable
from claims.site.views import Choice

DISPUTED, OPINION = Choice(value="disputed", name="Disputed"), Choice(value="opinion", name="Opinion")
RECORDS = (
    Findable("claim", "claims/one/", "One", ["Words of one."], "somebody", topics=("b", "a"), label=DISPUTED),
    Findable("claim", "claims/two/", "Two <b>&", ["<script>1</script> & “words”."], topics=("a",), label=OPINION),
    Findable("topic", "topics/a/", "A", ["A topic."], topics=("a",)),
    Findable("text", "texts/s/", Original("研究", "zh"), ["A text."]),
    Findable("term", "glossary/#term-t", "term", [("term", "A word.")]),
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return search_index.index(RECORDS, Cache(tmp_path_factory.mktemp("kept")), "en")


def opened(content: bytes) -> bytes:
    """A file's content: Pagefind's script takes one with gzip around it, and one without."""
    plain = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    assert plain.startswith(b"pagefind_dcd")
    return plain.removeprefix(b"pagefind_dcd")


def fragments(files: dict[str, bytes]) -> dict[str, Any]:
    """What is kept of each record, by its address."""
    found = [json.loads(opened(content)) for path, content in files.items() if path.startswith("fragment/")]
    return {fragment["url"]: fragment for fragment in found}


def has(files: dict[str, bytes], word: str) -> bool:
    """Whether it is a word of the index, which is CBOR: before a text its length stands, of at most 23 bytes."""
    said = word.encode()
    parts = [opened(content) for path, content in files.items() if path.startswith("index/")]
    return any(bytes([0x60 + len(said)]) + said in part for part in parts)


def test_every_record_is_kept_as_it_is_and_only_another_language_is_named(files: dict[str, bytes]) -> None:
    assert {url: (kept["content"], kept["meta"]) for url, kept in fragments(files).items()} == {
        "claims/one/": ("Words of one.", {"title": "One", "names": "One, somebody", "found": "Disputed"}),
        "claims/two/": (
            "<script>1</script> & “words”.",
            {"title": "Two <b>&", "names": "Two <b>&", "found": "Opinion"},
        ),
        "topics/a/": ("A topic.", {"title": "A", "names": "A"}),
        "texts/s/": ("A text.", {"title": "研 究", "names": "研 究", "lang": "zh"}),
        "glossary/#term-t": ("term: A word.", {"title": "term", "names": "term"}),
    }


def test_a_list_of_sources_is_one_page_on_which_each_has_its_place(cache: Cache) -> None:
    sections = [
        Findable("source", "s/#source-a", "A & <b>", ["Law–maker."]),
        Findable("source", "s/#source-b", "研究", ["B."]),
    ]
    files = search_index.index([Findable("source", "s/", "Sources", (), sections=sections)], cache, "en")
    [kept] = fragments(files).values()
    assert (kept["url"], kept["meta"], kept["filters"]) == ("s/", {"title": "Sources"}, {"kind": ["source"]})
    assert kept["content"] == "Sources. A & <b> Law-maker. 研 究. B."
    assert [(anchor["id"], anchor["text"]) for anchor in kept["anchors"]] == [
        ("source-a", "A & <b>"), ("source-b", "研 究"),
    ]  # fmt: skip


def test_a_text_without_spaces_is_found_by_its_characters(cache: Cache) -> None:
    record = Findable("source", "s/", Original("月亮：古月研究", "zh-Hans"), ["2019年，FDA 说“好”。"], "moon")
    files = search_index.index([record], cache, "zh-Hans")
    [kept] = fragments(files).values()
    assert kept["content"] == "2019 年 ， FDA \u2060 说 “ 好 ” 。"  # the sign is a space that search.js puts back
    title = "月 亮 ： 古 月 研 究"
    assert kept["meta"] == {"title": title, "names": f"{title} , moon"}
    assert all(has(files, word) for word in ("2019", "fda", "moon", *"年说好月亮古研究"))


def test_words_have_the_stems_of_the_language_where_pagefind_knows_it(tmp_path: Path) -> None:
    record = Findable("claim", "c/", "x", ["Documentos running"])
    for tag, word, program in (("es", "document", "es"), ("zh-Hant", "documentos", "unknown")):
        files = search_index.index([record], Cache(tmp_path / tag), tag)
        language = tag[:2]
        assert [*json.loads(files["pagefind-entry.json"])["languages"]] == [language]
        assert [path for path in files if path.startswith("wasm")] == [f"wasm.{program}.pagefind"]
        assert has(files, word)
        [path] = (path for path in files if path.endswith(".pf_meta"))
        assert path.startswith(f"pagefind.{language}_")


def test_the_same_records_are_indexed_once(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    program = pagefind_bin.get_executable()
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: asked.append(program) or program)
    first, again = (search_index.index(iter(RECORDS), cache, "en") for _ in range(2))
    assert first == again
    assert len(asked) == 1
    search_index.index(RECORDS[1:], cache, "en")
    assert len(asked) == 2


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
def test_a_failure_says_so_and_is_not_kept(
    program: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "pagefind"
    cache = Cache(tmp_path / "kept")
    fake.write_text(f"#!{sys.executable}\n{program}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: fake)
    with pytest.raises(IndexingError, match=words):
        search_index.index(RECORDS, cache, "en")
    assert not cache.folder.exists()
