"""Syntax errors. What is said of each stands whole in examples/invalid; here, that the spot is the one to mend."""

import pytest
import yaml

from claims.source import yaml_reader as reader
from claims.source.diagnostics import Mark, Problem
from claims.source.yaml_errors import explain

# Each is a mistake; › stands before the character to which the author is sent.
SPOTS = {
    "a: b›: c": "text that holds a colon and a space needs quotation marks",
    "a:\n  - b: c\n     ›d: e": '"d" stands in column 6, and the fields of "b: c" on line 2 in column 5',
    "a: b\n ›c: d": '"c" stands in column 2, and the lists of the file in column 1',
    "a:\n quote:\n   b: c\n  ›d: e": '"d" stands in column 3, and the fields of "quote" on line 2 in column 4',
    "a:\n  ›-b: c\n   d: e": 'a space is missing after "-"',
    "a:\n  - b›:c\n    d: e": 'a space is missing after "b:"',
    "a:\n  - b: c\n    d›:e\n    f: g": 'a space is missing after "d:"',
    "a:\n  - b: c\n    ›d\n    e: f": "this line is no field, and no part of the text above it",
    "a:\n  - b: >-\n    ›text\n    c: d": "this line is no field, and no part of the text above it",
    "a: b\n›c": "this line is no field, and no part of the text above it",
    "a:\n  - b: c\n   ›d: e": '"d" stands in column 4, and the fields of "b: c" on line 2 in column 5',
    "a:\n  - b: c\n  ›d: e": '"d" stands in column 3, and the fields of "b: c" on line 2 in column 5',
    "a:\n  - b: c\n  ›\"d\": e": "this line is no item of the list above it",
    "a:\n  - b: c\n   ›- d: e": "this item does not stand under the others",
    "a:\n  - b: c\n›- d: e": "this item does not stand under the others",
    "a: b # c\n  ›d\ne: f": "this line belongs to nothing above it",
    "a:\n›\t- b": "a tab stands where spaces are expected",
    "a:\n  - b: c\n›\td: e": "a tab stands where spaces are expected",
    "a: |\n  b\n›\tc\nd": "a tab stands where spaces are expected",
    'a: ›"b\nc: d': "the quotation mark that opens here is not closed",
    "a: ›'b\n---\n": "the quotation mark that opens here is not closed",
    'a: ›"b\nc: "d"': "the quotation mark that opens here is not closed before line 2",
    'a: ›"b\nc: "d": e': "the quotation mark that opens here is not closed before line 2",
    "a: 'it'›s'": "text goes on after its closing quotation mark",
    'a: "b"›: c': "text goes on after its closing quotation mark",
    'a: "b" ›-c': "text goes on after its closing quotation mark",
    'a: "b" ›:c': "text goes on after its closing quotation mark",
    'a:\n  - b: "c"\n    d: e\n     ›f: g': '"f" stands in column 6, and the fields of "b: "c"" on line 2 in column 5',
    'a:\n  - b: c d\n    "e": f g›: h': "text that holds a colon and a space needs quotation marks",
    "a: [b] ›c": "text goes on after its closing bracket",
    "a: {b: c} ›d": "text goes on after its closing bracket",
    "a: ›[b,\nc: [d]": "the bracket that opens here is not closed",
    "a: ›[b,\n  c\nd: e": "the bracket that opens here is not closed",
    "a: ›{b: c\nd: e": "the bracket that opens here is not closed",
    'a: ["b" ›"c"]': 'a comma or "]" is missing here',
    'a: {"b": c, "d": "e" ›"f"}': 'a comma or "}" is missing here',
    "a: ›@b": 'text cannot begin with "@"',
    "a: ›`b": 'text cannot begin with "`"',
    "a: ›%b": 'text cannot begin with "%"',
    "a: ›*b* c": 'text cannot begin with "*"',
    "a: ›& b": 'text cannot begin with "&"',
    "a: ›!b!c d": 'text cannot begin with "!"',
    "a: ›!<b c": 'text cannot begin with "!"',
    "a: ›>b": 'text cannot begin with ">"',
    "a: ›|0\n b": 'text cannot begin with "|"',
    "a: ›- b": "a list cannot begin on the line of its field's name",
    "›%YAML 3.0\n---\na: b": 'a line cannot begin with "%"',
    "›%b c\n---\na: b": 'a line cannot begin with "%"',
    "›%TAG ! tag:b:\n---\nclaims: []": 'a line cannot begin with "%"',
    "›%TAG !\n---\na: b": 'a line cannot begin with "%"',
    "%YAML 1.1\n›%YAML 1.1\n---\na: b": 'a line cannot begin with "%"',
    "a: b\n...\n›c: d": "this line does not go with what stands above it",
    "[a]\n›b: c": "this line does not go with what stands above it",
}  # fmt: skip


@pytest.mark.parametrize("marked", SPOTS)
def test_the_author_is_sent_to_the_spot_to_mend_and_told_what_to_do(marked: str) -> None:
    before = marked[: marked.index("›")]
    [problem] = reader.read(marked.replace("›", "")).problems
    spot = Mark(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert (problem.where, problem.message) == (spot, SPOTS[marked])
    assert problem.help


def test_an_error_that_is_not_known_is_passed_on() -> None:
    error = yaml.MarkedYAMLError("while baking", None, "found no flour", None)
    message, help = "this cannot be read: while baking: found no flour", "check this line and the one before"
    assert explain("a: b", error, yaml.Event()) == Problem(Mark(1, 1), message, help)
