from __future__ import annotations

from typing import Any

from claims.data import reader
from claims.tools import insert

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
    assert "\n".join(insert.record(FIELDS, 2)) == (
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


def test_text_is_quoted_only_where_it_must_be() -> None:
    written = {
        "plain words": "plain words",
        "2019": "2019",
        "“curly” it’s": "“curly” it’s",
        "a: b": '"a: b"',
        'he said: "no"': "'he said: \"no\"'",
        'it\'s "so": \\': "'it''s \"so\": \\'",
    }
    for text in (
        "- a hyphen first",
        "# a hash first",
        "words # and a hash",
        "[brackets] first",
        "*a star",
        "~",
        "null",
    ):
        written[text] = f'"{text}"'
    for text, value in written.items():
        (line,) = insert.record({"title": text}, 0)
        assert line == f"- title: {value}"
        assert reader.read(f"claims:\n{line}").data == {"claims": [{"title": text}]}


def test_a_long_text_needs_no_quotation_marks() -> None:
    text = "- : # " + "word " * 16 + "fentanyl-related substances and more, and more, and more"
    lines = insert.record({"title": text}, 0)
    assert lines == [
        "- title: >-",
        "    - : # " + "word " * 15 + "word",
        "    fentanyl-related substances and more, and more, and more",
    ]
    assert reader.read("claims:\n" + "\n".join(lines)).data == {"claims": [{"title": text}]}
