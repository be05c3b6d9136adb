from __future__ import annotations

from pathlib import Path

import pytest

from claims.tools import quotes

from .conftest import EXAMPLE, TODAY

GAZETTE = """\
The keeper spoke. The moon, he said, is made of 'green' cheese.
Nobody laughed.
It is bright, he added – and left.
"""
ROCK = "A report.\n\nIt is rock; no trace\nof cheese was found.\n"
TABLE = """\
gazette-1968: claims name 2 of 3 paragraphs, 19 of 21 words
  paragraph  words  claims
          1     12  moon-cheese
!         2      2  none
          3      7  moon-bright

"""


@pytest.fixture
def texts(file: Path) -> Path:
    assert file.exists()
    folder = Path("texts")
    folder.mkdir()
    return folder


def run() -> int:
    return quotes.main(["--file", "claims.yaml", "--texts", "texts"], today=TODAY)


def test_words_that_stand_in_their_texts_are_counted(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1968.txt").write_text(GAZETTE, encoding="utf-8")
    (texts / "rock-1969.txt").write_text(ROCK, encoding="utf-8")
    assert run() == 0
    assert capsys.readouterr() == (f"{TABLE}claims.yaml: 2 of 2 quotations checked\n", "")


def test_a_source_without_a_text_is_named(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1968.txt").write_text(GAZETTE, encoding="utf-8")
    assert run() == 0
    assert capsys.readouterr() == (f"{TABLE}claims.yaml: 1 of 2 quotations checked\nno text at hand: rock-1969\n", "")


def test_words_that_do_not_stand_in_their_texts_are_found(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1968.txt").write_text(GAZETTE.replace("green", "blue"), encoding="utf-8")
    (texts / "rock-1969.txt").write_text("Something else altogether.\n", encoding="utf-8")
    assert run() == 1
    assert capsys.readouterr() == (
        f"{TABLE}claims.yaml: 2 of 2 quotations checked\n",
        'claims.yaml:49:19: error: the quote of claim "moon-cheese" is not in the text of source "gazette-1968"\n'
        '   49 |     quote: {text: made of "green" cheese, verbatim: true, appearance: 2}\n'
        "      |                   ^\n"
        "  help: it has: made of 'blue' cheese.\n"
        'claims.yaml:54:16: error: the quote in evidence 1 of claim "moon-cheese" is not in the text of source '
        '"rock-1969"\n'
        "   54 |         words: no trace of cheese was found\n"
        "      |                ^\n"
        "  help: copy the words from the text, or leave them out\n"
        "2 mistakes found\n",
    )


def test_a_quote_that_is_not_verbatim_is_left_alone(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("claims.yaml").write_text(EXAMPLE.replace("verbatim: true", "verbatim: false"), encoding="utf-8")
    (texts / "gazette-1968.txt").write_text(GAZETTE.replace("green", "blue"), encoding="utf-8")
    assert run() == 0
    assert capsys.readouterr() == (f"{TABLE}claims.yaml: 0 of 1 quotations checked\nno text at hand: rock-1969\n", "")


def test_a_quote_is_held_against_the_appearance_it_names(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = "  - {id: essay, kind: news, publisher: Essays, title: An essay, url: 'https://essays.example'}\n"
    text = EXAMPLE.replace("form: speech, source: gazette-1968,", "form: essay, source: essay,", 1)
    text = text.replace("sources:\n", f"sources:\n{essay}", 1).replace("true, appearance: 2", "true, appearance: 1")
    Path("claims.yaml").write_text(text, encoding="utf-8")
    (texts / "gazette-1968.txt").write_text(GAZETTE, encoding="utf-8")
    (texts / "essay.txt").write_text("An essay on rock.", encoding="utf-8")
    assert run() == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        'claims.yaml:50:19: error: the quote of claim "moon-cheese" is not in the text of source "essay"'
    )


def test_a_paragraph_that_the_text_lacks_is_found(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1968.txt").write_text("Made of 'green' cheese: made of 'green' cheese.", encoding="utf-8")
    Path("claims.yaml").write_text(EXAMPLE.replace("made of", "Made of"), encoding="utf-8")
    assert run() == 1
    assert capsys.readouterr().err == (
        'claims.yaml:74:93: error: appearance 2 of claim "moon-bright" is in paragraph 3 of source "gazette-1968", '
        "whose text has 1\n"
        "   74 |       - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01, paragraph: 3}\n"
        f"      | {' ' * 92}^\n"
        "  help: count the paragraphs from 1\n"
        "1 mistake found\n"
    )


def test_a_text_of_no_source_is_found(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1986.txt").write_text(GAZETTE, encoding="utf-8")
    (texts / "xyzzy.txt").write_text(GAZETTE, encoding="utf-8")
    (texts / "notes.md").write_text("No text.", encoding="utf-8")
    assert run() == 1
    assert capsys.readouterr() == (
        "claims.yaml: 0 of 2 quotations checked\nno text at hand: gazette-1968, rock-1969\n",
        'texts/gazette-1986.txt:1:1: error: no source has the id "gazette-1986"\n'
        '  help: did you mean "gazette-1968"?\n'
        'texts/xyzzy.txt:1:1: error: no source has the id "xyzzy"\n'
        "  help: name the file after a source: <source-id>.txt\n"
        "2 mistakes found\n",
    )


def test_a_folder_named_like_a_text_is_none(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1968.txt").write_text(GAZETTE, encoding="utf-8")
    run()
    before = capsys.readouterr()
    (texts / "rock-1969.txt").mkdir()
    run()
    assert capsys.readouterr() == before


def test_a_folder_without_texts_is_refused(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = 'error: no text is in "texts"\n  help: name a copy of each source <source-id>.txt\n'
    assert run() == 1
    texts.rmdir()
    assert run() == 1
    assert capsys.readouterr() == ("", message + message)


def test_a_file_with_mistakes_is_mended_first(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "gazette-1968.txt").write_text(GAZETTE, encoding="utf-8")
    Path("claims.yaml").write_text(EXAMPLE.replace("account: record", "account: hearsay"), encoding="utf-8")
    assert run() == 1
    assert capsys.readouterr() == (
        "",
        'claims.yaml:83:14: error: "account" of event "landing": "hearsay" is not one of op-ed, record or both\n'
        "   83 |     account: hearsay\n"
        "      |              ^\n"
        "1 mistake found\n",
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("green cheese", "Made of green cheese."),
        ("green cheese", "Made of green\n   cheese."),
        ("green cheese", "Made of green\u00a0cheese."),
        ("green cheese", "Made of gre\u00aden \u200bcheese."),
        ("it’s “green”", "It said it's 'green'."),
        ('it\'s "green"', "It said it’s «green»."),
        ("“'green'”", "It is 'green'."),
        ("bright – and cold", "It is bright—and cold."),
        ("bright -- and cold", "It is bright ‑ and cold."),
        ("well-known", "A well–known moon."),
        ("made of … cheese", "Made up, but made of green, old cheese."),
        ("made of...cheese", "made of green cheese"),
        ("made of . . . cheese", "made of …cheese"),
        ("cheese.", "Of cheese."),
        ("…", "Anything."),
    ],
)
def test_what_printing_changes_does_not_matter(words: str, text: str) -> None:
    assert quotes.stands_in(quotes.plain(words), quotes.plain(text))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("green cheese", "Made of Green cheese."),
        ("green cheese", "Made of green, cheese."),
        ("green cheese", "Made of evergreen cheese."),
        ("green cheese", "Made of green cheeses."),
        ("green cheese", "Made of greencheese."),
        ("cheese … green", "Made of green cheese."),
        ("well known", "A well-known moon."),
        ("resume", "A résumé."),
        ("green 'cheese'", "Made of green cheese."),
    ],
)
def test_anything_else_does(words: str, text: str) -> None:
    assert not quotes.stands_in(quotes.plain(words), quotes.plain(text))


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\nTwo.\n", ["One.", "Two."]),
        ("\n\nOne\nand a half.\n\n  \nTwo.\n", ["One\nand a half.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    ],
)
def test_empty_lines_set_paragraphs_apart(text: str, paragraphs: list[str]) -> None:
    assert quotes.paragraphs(text) == paragraphs


def test_a_long_list_of_claims_is_folded() -> None:
    covered = (quotes.Paragraph(1, 5, (*(f"claim-number-{n}" for n in range(4)), "claim-so-long-named")),)
    assert quotes.table("gazette-1968", covered) == (
        "gazette-1968: claims name 1 of 1 paragraphs, 5 of 5 words\n"
        "  paragraph  words  claims\n"
        "          1      5  claim-number-0, claim-number-1, claim-number-2, claim-number-3,\n"
        "                    claim-so-long-named"
    )
