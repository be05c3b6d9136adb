from __future__ import annotations

from typing import Any

import pytest

from claims.data import reader
from claims.tools import yaml_format

FIELDS: dict[str, Any] = {
    "id": "moon-cheese",
    "title": "The moon: a cheese",
    "statement": "J. Smith said that the moon is made of cheese, and that he would say so again "
    "to anybody who cared to ask him about it.",
    "topics": ["cheese", "light, and dark"],
    "appearances": [
        {"speaker": "j-smith", "form": "speech", "date": "1968-04-30", "paragraph": "7"},
        {"speaker": "gazette", "form": "report, early", "date": "1968/1969"},
    ],
}


def test_a_record_is_laid_out_as_the_file_is() -> None:
    assert "\n".join(yaml_format.record(FIELDS, 2)) == (
        "  - id: moon-cheese\n"
        '    title: "The moon: a cheese"\n'
        "    statement: >-\n"
        "      J. Smith said that the moon is made of cheese, and that he would say so again to anybody who\n"
        "      cared to ask him about it.\n"
        '    topics: [cheese, "light, and dark"]\n'
        "    appearances:\n"
        "      - {speaker: j-smith, form: speech, date: 1968-04-30, paragraph: 7}\n"
        '      - {speaker: gazette, form: "report, early", date: 1968/1969}'
    )


def test_an_indent_moves_the_whole_record() -> None:
    moved = yaml_format.record(FIELDS, 0)
    assert moved[0] == "- id: moon-cheese"
    assert moved[5] == '  topics: [cheese, "light, and dark"]'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "title: plain words"),
        ("a: b", 'title: "a: b"'),
        ('he said: "no"', "title: 'he said: \"no\"'"),
        ('it\'s "so": \\', "title: 'it''s \"so\": \\'"),
        ("- a hyphen first", 'title: "- a hyphen first"'),
        ("# a hash first", 'title: "# a hash first"'),
        ("words # and a hash", 'title: "words # and a hash"'),
        ("[brackets] first", 'title: "[brackets] first"'),
        ("*a star", 'title: "*a star"'),
        ("~", 'title: "~"'),
        ("null", 'title: "null"'),
        ("2019", "title: 2019"),
        ("“curly” it’s", "title: “curly” it’s"),
    ],
)
def test_text_is_quoted_only_where_it_must_be(text: str, written: str) -> None:
    line = yaml_format.record({"title": text}, 0)
    assert line == [f"- {written}"]
    assert reader.read(f"claims:\n{line[0]}").data == {"claims": [{"title": text}]}


def test_a_long_text_needs_no_quotation_marks() -> None:
    text = "- : # " + "word " * 16 + "fentanyl-related substances and more, and more, and more"
    lines = yaml_format.record({"title": text}, 0)
    assert lines == [
        "- title: >-",
        "    - : # " + "word " * 15 + "word",
        "    fentanyl-related substances and more, and more, and more",
    ]
    assert reader.read("claims:\n" + "\n".join(lines)).data == {"claims": [{"title": text}]}
