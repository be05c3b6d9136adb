"""Plain values → records. What each message looks like in print stands in examples/invalid."""

import unicodedata

import pytest
from pydantic import TypeAdapter, ValidationError

from claims.model.parser import parse
from claims.model.scalars import RESERVED_IDS, Id, Line, PlainText
from claims.source import yaml_reader as reader
from claims.source.diagnostics import MAX_PROBLEMS, Path, Problem
from support.helpers import Raw, parsed, source, term, topic

TEXT, LINE, ID = (TypeAdapter[str](kind) for kind in (PlainText, Line, Id))


def only(problems: tuple[Problem, ...]) -> Problem:
    [problem] = problems
    return problem


def test_a_record_keeps_where_it_was_written() -> None:
    glossary = "glossary:\n  - {id: rim, term: Rim, definition: D}\n  - {id: crater, term: Crater, definition: D}\n"
    second = parse(reader.read(f"claims: []\n{glossary}")).dataset.glossary[1]
    assert second.location.path("term") == ("glossary", 1, "term")


@pytest.mark.parametrize(
    ("topics", "names"),
    [
        # Records that are broken have names too.
        ([topic(aliases=["luna"], title=None)], {"moon": ("topics", 0, "id"), "luna": ("topics", 0, "aliases", 0)}),
        # A name belongs to the first that has it, but that an id comes before what else a record is known by.
        (
            [topic(title="sun"), topic(id="sun", aliases=["moon"])],
            {"moon": ("topics", 0, "id"), "sun": ("topics", 1, "id")},
        ),
        ([topic(id=["moon"], aliases="luna")], {"": ("topics", 0, "id")}),
        ([topic(aliases=[["luna"]])], {"moon": ("topics", 0, "id")}),
    ],
)
def test_names_are_noted_with_their_place(topics: list[Raw], names: dict[str, Path]) -> None:
    titles = {record["title"]: ("topics", n, "title") for n, record in enumerate(topics) if "title" in record}
    expected = {**parsed(topics=[]).names, "topic": {**titles, **names}}
    assert parsed(topics=topics).names == expected


def test_what_is_said_of_the_site_is_read_and_otherwise_as_it_is_for_any_site() -> None:
    assert parsed(site=None).problems == parsed(site={}).problems == ()
    assert parsed(site=None).dataset.site == parsed(site={}).dataset.site
    told = parsed(site={}).dataset.site
    assert (told.title, told.cited_as) == ("Claims", "Claims contributors")
    assert told.headline == "{claims|claim|claims}, each beside the evidence"
    named = parsed(site={"title": "Moon by Moon"}).dataset.site
    assert (named.title, named.cited_as) == ("Moon by Moon", "Moon by Moon contributors")
    assert parsed(site={"author": "Ann Jones"}).dataset.site.cited_as == "Ann Jones"
    assert named.location.path("title") == ("site", "title")


def test_text_is_empty_where_nothing_is_seen() -> None:
    characters = [chr(number) for number in range(0x3100) if chr(number) not in "\n\r"]
    seen = [c for c in characters if c.strip() and not _is_invisible(c)]
    assert [c for c in characters if _accepts(TEXT, f"{c} ")] == seen
    assert [c for c in characters if _accepts(LINE, f"{c} ")] == seen


def _is_invisible(character: str) -> bool:
    """By its name in Unicode; the signs of Arabic and Syriac that say how others are written are seen."""
    name = unicodedata.name(character, "")
    if unicodedata.category(character) == "Cf":
        return name == "ARABIC LETTER MARK" or not name.startswith(("ARABIC", "SYRIAC"))
    if unicodedata.category(character) in {"Cc", "Zl", "Zp"}:
        return True
    return any(part in name for part in ("FILLER", "VARIATION SELECTOR", "GRAPHEME JOINER", "VOWEL INHERENT"))


@pytest.mark.parametrize("id", sorted(RESERVED_IDS))
def test_no_id_is_a_name_that_systems_keep_and_all_like_it_are(id: str) -> None:
    assert not _accepts(ID, id)
    others = [id[:-1], id[1:], f"{id}s", f"a{id}", f"{id}-{id}", f"a-{id}", f"{id}-a", f"{id[:-1]}z", f"z{id[1:]}"]
    assert [other for other in others if not _accepts(ID, other)] == []


@pytest.mark.parametrize(
    ("id", "is_id"),
    [("a", True), ("0", True), ("a-b-0", True), ("a" * 64, True), ("a" * 65, False), ("", False), ("-", False),
     ("a-", False), ("-a", False), ("a--b", False), ("a_b", False), ("a\n", False), ("\u0661", False)],
)  # fmt: skip
def test_an_id_is_words_joined_by_hyphens(id: str, is_id: bool) -> None:
    assert _accepts(ID, id) == is_id


def _accepts(kind: TypeAdapter[str], value: str) -> bool:
    try:
        kind.validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("lang", text) for text in ("EN", "zh_Hant", "e")),
        *(("url", text) for text in ("", "x", "https://x", "https://.", "https://x.example:99999/")),
        *(("url", text) for text in ("https://me:word@x.example/", "https://x\u202e.example/", 'https://x.example/"')),
    ],
)
def test_what_is_no_language_and_no_address_is_refused(field: str, value: str) -> None:
    problem = only(parsed(sources=[source("letter", **{field: value})]).problems)
    assert problem.message.startswith(f'"{field}" of source "letter": "{value}" is not ')


def test_a_text_is_not_too_long() -> None:
    [letter, *_] = long = [source("letter", url=f"https://a.example/{'x' * 1_983}"), source("survey")]
    records = {"topics": [topic(title="x" * 2_001, answer="x" * 2_000, summary="x" * 20_001)], "sources": long}
    assert [problem.message for problem in parsed(**records, glossary=[term(definition="[" * 1_001)]).problems] == [
        '"title" of topic "moon" has 2,001 characters, and 2,000 is the most',
        '"summary" of topic "moon" has 20,001 characters, and 20,000 is the most',
        f'"url" of source "letter" has {len(letter["url"]):,} characters, and 2,000 is the most',
        '"definition" of term "crater" has 1,001 square and pointed brackets, and 1,000 is the most',
    ]


def test_a_line_that_a_code_ends_is_refused() -> None:
    result = parse(reader.read('claims: []\nglossary: [{id: rim, term: "a\\rb", definition: D}]\n'))
    assert [problem.message for problem in result.problems] == [
        '"term" of term "rim" holds the character U+000D, which cannot be seen',
    ]


def test_parsing_stops_where_there_are_too_many_mistakes_of_different_kinds() -> None:
    many = dict.fromkeys((f"field-{n}" for n in range(MAX_PROBLEMS * 2)), "x")
    assert len(parsed(topics=[topic(**many)], recipes=[]).problems) == MAX_PROBLEMS
    one, other = ({f"{name}-{n}": "x" for n in range(MAX_PROBLEMS * 2 // 3)} for name in "ab")
    assert len(parsed(topics=[topic(**one), topic(**other)]).problems) == MAX_PROBLEMS
    assert len(parsed(topics=[topic(**one), topic(**one)]).problems) == 2 * len(one)
    sections = {f"section-{n}": ["x"] for n in range(MAX_PROBLEMS * 2)}
    assert len(parsed(**sections).problems) == MAX_PROBLEMS
    assert len(parsed(topics=["x"] * 30_000).problems) == 20_000
