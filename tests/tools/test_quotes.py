from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from claims.model.records import Dataset
from claims_tools import quotes
from claims_tools.source_file import SourceFile

from .example import EXAMPLE, MISTAKEN, TODAY
from .recorded import Recorded, warc

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


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Checks the example against texts by the ids of their sources; gives exit status, output and mistakes."""

    def check(claims: str = EXAMPLE, **texts: str) -> tuple[int, str, str]:
        file.write_text(claims, encoding="utf-8")
        for source, text in texts.items():
            Path("texts").mkdir(exist_ok=True)
            Path("texts", f"{source.replace('_', '-')}.txt").write_text(text, encoding="utf-8")
        return quotes.main(["--file", str(file), "--texts", "texts"], today=TODAY), *capsys.readouterr()

    return check


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def proof(source: str, words: str, text: str, day: str = TODAY.isoformat()) -> str:
    """What is written of words that stand in a text."""
    of_it = digest(f"{source}\n{words}")[:8]
    return f"proved: {{date: {day}, sha256: {digest(' '.join(text.split()))}, words: {of_it}}}"


CHEESE = proof("gazette-1968", 'made of "green" cheese', GAZETTE)
TRACE = proof("rock-1969", "no trace of cheese was found", ROCK)
IN_BRACES = EXAMPLE.replace("true, appearance: 2}", f"true, appearance: 2, {CHEESE}}}")
PROVED = IN_BRACES.replace("cheese was found\n", f"cheese was found\n        {TRACE}\n")


def test_words_that_stand_in_their_texts_are_counted_and_proved_once(file: Path, run: Run) -> None:
    found = run(gazette_1968=GAZETTE, rock_1969=ROCK)
    assert found == (0, f"{TABLE}claims.yaml: 2 of 2 quotations checked, 2 proved now\n", "")
    assert file.read_text("utf-8") == PROVED
    file.chmod(0o444)
    before = file.stat().st_ino
    Path("texts", "no-text.txt").mkdir()
    Path("texts", "notes.md").touch()
    assert quotes.main(["--file", str(file), "--texts", "texts"], today=date(2027, 1, 1)) == 0
    assert file.stat().st_ino == before  # and nothing is written


def test_not_another_byte_is_touched(file: Path, run: Run) -> None:
    run(gazette_1968=GAZETTE, rock_1969=ROCK)
    spread = EXAMPLE.replace(
        "words: no trace of cheese was found", "words: >-  # folded\n          no trace of cheese\n\n"
    )
    spread = spread.replace("cheese\n\n", "cheese\n          was found\n\n        # its proof?\n")
    spread = spread.replace("appearance: 2}", "\n      appearance: 2 # the second\n    }")
    content = b"\xef\xbb\xbf" + spread.replace("\n", "\r\n").encode()
    file.write_bytes(content)
    assert quotes.main(["--file", str(file), "--texts", "texts"], today=TODAY) == 0
    content = content.replace(b"appearance: 2 #", f"appearance: 2, {CHEESE} #".encode())
    assert file.read_bytes() == content.replace(b" was found\r\n", f" was found\r\n        {TRACE}\r\n".encode())


def test_words_proved_by_another_copy_stay_so(file: Path, run: Run) -> None:
    text = GAZETTE.replace("Nobody", "Somebody")
    assert run(PROVED, gazette_1968=text, rock_1969=ROCK)[1:] == (
        f"{TABLE}claims.yaml: 2 of 2 quotations checked, 1 proved by another copy\n",
        "",
    )
    assert file.read_text("utf-8") == PROVED


def test_what_does_not_stand_there_is_told_where_it_stands_then_and_the_rest_proved(file: Path, run: Run) -> None:
    status, out, mistakes = run(gazette_1968=GAZETTE.replace("green", "blue"), rock_1969=ROCK)
    assert (status, out) == (1, f"{TABLE}claims.yaml: 2 of 2 quotations checked, 1 proved now\n")
    assert mistakes.startswith("claims.yaml:49:19: error: ")
    assert file.read_text("utf-8") == PROVED.replace(f", {CHEESE}", "")
    _, _, mistakes = run(gazette_1968="Made of 'blue' cheese.", rock_1969=ROCK)  # a line is added above a paragraph
    assert re.findall(r"claims.yaml:(\d+)", mistakes) == ["49", "75"]


def test_words_that_were_changed_or_moved_since_are_refused(file: Path, run: Run) -> None:
    moved = PROVED.replace("      - source: rock-1969\n", "      - source: gazette-1968\n")
    for text, line in (
        (PROVED.replace("no trace of", "a trace of"), 54),
        (moved, 54),
        (PROVED.replace('"green"', "blue"), 49),
    ):
        status, _, mistakes = run(text, gazette_1968=GAZETTE, rock_1969=ROCK)
        refused = "does not quote what was proved: the words or their source were changed"
        assert status == 1
        assert re.findall(rf"claims.yaml:(\d+):.*{refused}", mistakes) == [str(line)]


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("no trace", "No: no trace of che-\n  ese was found."),
        ("no trace", "No: no trace of che\u00ad\r\nese was found."),
        ("no well-known trace", "no well-\nknown trace\nof cheese was found"),
        ("no trace of 1968-69 or", "no trace of 1968-\n69 or of cheese was found"),
    ],
)
def test_a_line_may_end_within_a_word(run: Run, quoted: str, text: str) -> None:
    assert run(EXAMPLE.replace("no trace", quoted), rock_1969=text)[::2] == (0, "")


def test_a_page_of_a_web_archive_proves_words_as_of_its_day(file: Path, run: Run) -> None:
    page = "<p>The moon, he said, is <i>made</i> of “green” cheese.</p>"
    moon = "https://gazette.example/moon"
    answers = [(moon, page, "1999-12-31T23:59:59Z"), (moon, "<p>It has moved.</p>", "2020-01-01T00:00:00Z")]
    Path("texts").mkdir()
    warc(Path("texts", "any.warc.gz"), [Recorded(url, text.encode(), date=day) for url, text, day in answers])
    assert run()[1] == "claims.yaml: 1 of 2 quotations checked, 1 proved now\nno text at hand: rock-1969\n"
    text = "The moon, he said, is made of “green” cheese."
    cheese = proof("gazette-1968", 'made of "green" cheese', text, "1999-12-31")
    assert file.read_text("utf-8") == EXAMPLE.replace("appearance: 2}", f"appearance: 2, {cheese}}}")
    # By Greenwich it can be tomorrow.
    warc(Path("texts", "any.warc.gz"), [Recorded(moon, page.encode(), date="2026-11-26T01:00:00Z")])
    run()
    cheese = proof("gazette-1968", 'made of "green" cheese', text)
    assert file.read_text("utf-8") == EXAMPLE.replace("appearance: 2}", f"appearance: 2, {cheese}}}")


def test_words_that_do_not_stand_in_their_texts_are_found(run: Run) -> None:
    assert run(gazette_1968=GAZETTE.replace("green", "blue"), rock_1969="Something else altogether.\n") == (
        1,
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


def test_a_quote_that_is_not_verbatim_is_left_alone(run: Run) -> None:
    claims = EXAMPLE.replace("verbatim: true", "verbatim: false")
    out = f"{TABLE}claims.yaml: 0 of 1 quotations checked\nno text at hand: rock-1969\n"
    assert run(claims, gazette_1968=GAZETTE.replace("green", "blue")) == (0, out, "")


def test_a_quote_is_held_against_the_appearance_it_names(run: Run) -> None:
    essay = "  - {id: essay, kind: news, publisher: Essays, title: An essay, url: 'https://essays.example'}\n"
    claims = EXAMPLE.replace("form: speech, source: gazette-1968,", "form: essay, source: essay,", 1)
    claims = claims.replace("sources:\n", f"sources:\n{essay}", 1).replace("true, appearance: 2", "true, appearance: 1")
    message = 'claims.yaml:50:19: error: the quote of claim "moon-cheese" is not in the text of source "essay"\n'
    assert run(claims, gazette_1968=GAZETTE, essay="An essay on rock.")[2].startswith(message)


def test_a_paragraph_that_the_text_lacks_is_found(run: Run) -> None:
    text = "Made of 'green' cheese: made of 'green' cheese."
    status, _, mistakes = run(EXAMPLE.replace("made of", "Made of"), gazette_1968=text)
    assert (status, mistakes) == (
        1,
        'claims.yaml:74:93: error: appearance 2 of claim "moon-bright" is in paragraph 3 of source "gazette-1968", '
        "whose text has 1\n"
        "   74 |       - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01, paragraph: 3}\n"
        f"      | {' ' * 92}^\n"
        "  help: count the paragraphs from 1\n"
        "1 mistake found\n",
    )


def test_a_text_of_no_source_is_found(run: Run) -> None:
    assert run(gazette_1986=GAZETTE, xyzzy=GAZETTE) == (
        1,
        "claims.yaml: 0 of 2 quotations checked\nno text at hand: gazette-1968, rock-1969\n",
        'texts/gazette-1986.txt:1:1: error: no source has the id "gazette-1986"\n'
        '  help: did you mean "gazette-1968"?\n'
        'texts/xyzzy.txt:1:1: error: no source has the id "xyzzy"\n'
        "  help: name the file after a source: <source-id>.txt\n"
        "2 mistakes found\n",
    )


def test_a_folder_without_texts_is_refused(run: Run) -> None:
    help = "name a copy of each source <source-id>.txt, .html or .pdf, or put a web archive there: .warc.gz, .wacz"
    refused = (1, "", f'error: no text is in "texts"\n  help: {help}\n')
    assert run() == refused
    Path("texts").mkdir()
    assert run() == refused


def test_a_file_with_mistakes_is_mended_first(run: Run) -> None:
    status, out, mistakes = run(MISTAKEN, gazette_1968=GAZETTE)
    assert (status, out) == (1, "")
    assert mistakes.startswith("claims.yaml:31:11: error: ")


SAME = {
    "green cheese": [
        "Made of green cheese.",
        "Of green\n   cheese.",
        "Of green\u00a0cheese.",
        "gre\u00aden \u200bcheese.",
    ],
    "it’s “green”": ["It said it's 'green'."],
    'it\'s "green"': ["It said it’s «green»."],
    "“'green'”": ["It is 'green'."],
    "bright – and cold": ["It is bright—and cold.", "It is bright -- and cold.", "It is bright ‑ and cold."],
    "well-known": ["A well–known moon."],
    "made of … cheese": ["Made up, but made of green, old cheese."],
    "made of...cheese": ["made of green cheese"],
    "made of . . . cheese": ["made of …cheese"],
    "cheese.": ["Of cheese."],
    "…": ["Anything."],
    "first office": ["The ﬁrst oﬃce."],
    "résumé": ["A re\u0301sume\u0301."],
}
OTHER = {
    "green cheese": ["Green cheese.", "Green, cheese.", "Evergreen cheese.", "Of green cheeses.", "Of greencheese."],
    "cheese … green": ["Made of green cheese."],
    "well known": ["A well-known moon."],
    "resume": ["A résumé."],
    "green 'cheese'": ["Made of green cheese."],
}


def test_what_printing_changes_does_not_matter_and_anything_else_does() -> None:
    def found(pairs: dict[str, list[str]]) -> dict[str, list[str]]:
        return {
            words: [text for text in texts if quotes.stands_in(quotes.normalize(words), quotes.normalize(text))]
            for words, texts in pairs.items()
        }

    assert found(SAME) == SAME
    assert found(OTHER) == {words: [] for words in OTHER}


def test_empty_lines_set_paragraphs_apart() -> None:
    assert quotes.paragraphs("One.\nTwo.\n") == quotes.paragraphs("One.\r\n\r\nTwo.") == ["One.", "Two."]
    assert quotes.paragraphs("\n\nOne\nand a half.\n\n  \nTwo.\n") == ["One\nand a half.", "Two."]


def test_a_long_list_of_claims_is_folded(file: Path) -> None:
    claim = SourceFile.read(file, today=TODAY).dataset.claims[0]
    ids = (*(f"claim-number-{n}" for n in range(4)), "claim-so-long-named")
    data = Dataset(claims=tuple(claim.model_copy(update={"id": id}) for id in ids))
    assert quotes.coverage(data, "gazette-1968", "Words of one paragraph.") == (
        "gazette-1968: claims name 1 of 1 paragraphs, 4 of 4 words\n"
        "  paragraph  words  claims\n"
        "          1      4  claim-number-0, claim-number-1, claim-number-2, claim-number-3,\n"
        "                    claim-so-long-named\n\n"
    )
