"""Files that nobody would write: of each comes a dataset or diagnostics, never a traceback.

The examples are made up by hypothesis, the same ones in every run. To look further, raise `MAX_EXAMPLES` for a while.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from claims.checks import loader
from claims.model.links import KINDS
from claims.model.markdown import MarkdownRenderer
from claims.site.glossary import Glossary
from claims.source import diagnostics
from claims.source import yaml_reader as reader
from support.helpers import EXAMPLES, TODAY, Value

MAX_EXAMPLES = 100
WHOLE_FILES = 40  # of examples as large as full.yaml, each of which takes as long to check as ten others
FULL = (EXAMPLES / "valid" / "full.yaml").read_text("utf-8")
fuzz = settings(
    max_examples=MAX_EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "claims.yaml"


def check(file: Path, raw: bytes) -> loader.Checked:
    """Check a file that holds these bytes, and that what is found can be printed and points into it."""
    file.write_bytes(raw)
    checked = loader.check(file, today=TODAY)
    warnings = [diagnostic for group in checked.warnings.values() for diagnostic in group]
    lines = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    for diagnostic in [*checked.errors, *warnings]:
        assert 1 <= diagnostic.mark.line <= len(lines)
        line = lines[diagnostic.mark.line - 1].decode(errors="replace")
        assert 1 <= diagnostic.mark.column <= len(line) + 1
        assert diagnostic.line in {line, ""}
        assert diagnostic.message
    printed = diagnostics.as_text([*checked.errors, *warnings])
    assert printed.replace("\n", "").isprintable()
    assert list(checked.errors) == sorted(set(checked.errors))
    return checked


YAMLISH = st.text(
    alphabet=" \n\t:-,[]{}#&*!|>'\"%@`?\\.<~=/()0123456789abcdefnouxé月🧀\u2028\x85\ufeff\r\x01", max_size=60
)


@fuzz
@given(raw=st.binary(max_size=60) | st.binary(max_size=30).map(lambda raw: b"claims: []\n" + raw))
def test_any_bytes(file: Path, raw: bytes) -> None:
    check(file, raw)


LINE = st.integers(0, len(FULL.split("\n")) - 1)
CHANGE = st.one_of(
    st.tuples(st.just("delete"), LINE, st.just("")),
    st.tuples(st.just("double"), LINE, st.just("")),
    st.tuples(st.just("swap"), LINE, st.just("")),
    st.tuples(st.just("indent"), LINE, st.sampled_from([" ", "  ", "\t", "- ", "# "])),
    st.tuples(st.just("insert"), LINE, YAMLISH),
    st.tuples(st.just("cut"), LINE, st.just("")),
)


def changed(text: str, changes: list[tuple[str, int, str]]) -> str:
    lines = text.split("\n")
    for change, n, words in changes:
        at = n % len(lines)
        middle = n * 7 % (len(lines[at]) + 1)
        if change == "delete":
            lines[at : at + 1] = [""] if len(lines) == 1 else []
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        elif change == "indent":
            lines[at] = words + lines[at]
        elif change == "insert":
            lines[at] = lines[at][:middle] + words + lines[at][middle:]
        else:
            lines[at] = lines[at][:middle]
    return "\n".join(lines)


@settings(fuzz, max_examples=WHOLE_FILES)
@given(changes=st.lists(CHANGE, min_size=1, max_size=4))
def test_any_change_to_a_sound_file(file: Path, changes: list[tuple[str, int, str]]) -> None:
    check(file, changed(FULL, changes).encode())


SCALAR = st.none() | st.sampled_from(
    ["", " ", "moon", "a\nb", "2019", "9000", "true", "1", "https://a", "[x](claim:b)"]
)
VALUE: SearchStrategy[Value] = st.recursive(
    SCALAR | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "source", "note"]), inner),
    max_leaves=6,
)


Way: TypeAlias = tuple[str | int, ...]


def places(value: Value, way: Way = ()) -> Iterator[Way]:
    """The way to every value of a file."""
    yield way
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*way, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*way, number))


SOUND = json.dumps(reader.read(FULL).data)
PLACES = list(places(json.loads(SOUND)))


@settings(fuzz, max_examples=WHOLE_FILES)
@given(way=st.sampled_from(PLACES), value=VALUE)
def test_any_value_in_the_place_of_another(file: Path, way: Way, value: Value) -> None:
    data = {"": json.loads(SOUND)}
    inner: Any = data
    for step in ("", *way)[:-1]:
        inner = inner[step]
    inner[("", *way)[-1]] = value
    check(file, json.dumps(data[""], ensure_ascii=False).encode())


@fuzz
@given(
    way=st.sampled_from(PLACES), name=st.sampled_from(["id", "titel", "", "<<", "\0location", "location", "é", "kind"])
)
def test_any_field_anywhere(file: Path, way: Way, name: str) -> None:
    data = json.loads(SOUND)
    inner: Any = data
    for step in way:
        inner = inner[step]
    if isinstance(inner, dict):
        inner[name] = "moon"
        check(file, json.dumps(data).encode())


# Prose

TAGS = {"p", "a", "em", "strong", "code", "ul", "ol", "li", "blockquote", "br", "span"}
ATTRIBUTES = {("a", "href"), ("a", "title"), ("span", "lang")}
LINKS = {("a", "class"), ("a", "data-definition")}  # those to the glossary
SCHEMES = {"http", "https", "mailto", *KINDS}
MARKDOWN = st.lists(
    st.sampled_from(
        ["[x](", ")", "javascript:", "JaVa\nScript:", "data:", "vbscript:", "&#106;avascript:", "java&Tab;script:",
         "//a", "claim:a", "https://a", "<", ">", "<script>", "</script>", "<a href=", "'", '"', " onclick=x",
         "<img src=x>", "<svg>", "<math>", "<style>", "<!--", "-->", "<span lang=", "](", "[", "]", "![", "[1]: ", "\n",
         "\n\n", "    ", "- ", "1. ", "> ", "# ", "*", "**", "_", "`", "```\n", "\\", "&", "&lt;", "&amp;lt;", "moon",
         "x", "\x02", "\x03", "wzxhzdk:0", "\ufffd", "<![CDATA[", "<?php", "{{", "<a>", "</a>", "<p", "=1", "\u202e"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def elements(html: str) -> list[Element]:
    """What a browser makes of it."""
    return list(html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False).iter())[1:]


def scheme(address: str) -> str | None:
    """What a browser takes for the scheme: it drops white space and controls before it reads."""
    match = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address).lower())
    return match[1] if match else None


@settings(fuzz, max_examples=MAX_EXAMPLES * 2)
@given(text=st.text(max_size=80) | MARKDOWN)
def test_prose_holds_nothing_that_could_act(text: str) -> None:
    html = MarkdownRenderer().html(text)
    for element in elements(html):
        assert element.tag in TAGS
        assert {(element.tag, name) for name in element.attrib} <= ATTRIBUTES
        assert scheme(element.get("href", "")) in {None, *SCHEMES}
    linked = Glossary({"moon": (["moon", "x"], '"> <script>')}).linker()(html)
    assert {(e.tag, name) for e in elements(linked) for name in e.attrib} <= ATTRIBUTES | LINKS
    assert "".join(elements(f"<p>{linked}</p>")[0].itertext()) == "".join(elements(f"<p>{html}</p>")[0].itertext())
