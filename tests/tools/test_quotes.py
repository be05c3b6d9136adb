import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claims import cli
from claims.faults import to_install
from claims.source.quotation import normalize, stands_in
from support.example import EXAMPLE, TODAY
from support.recorded import saved

GAZETTE = """\
The keeper spoke. The moon, he said, is made of 'green' cheese.
Nobody laughed.
"""
ROCK = "A report.\n\nIt is rock; no trace\nof cheese was found.\n"
MOON, STONE = "https://gazette.example/moon", "https://academy.example/rock"
SAVED = "2026-11-20"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Checks the example against saved texts of its two sources; gives exit status, output and mistakes."""

    def check(claims: str = EXAMPLE, gazette: str = "", rock: str = "") -> tuple[int, str, str]:
        file.write_text(claims, encoding="utf-8")
        for url, text in ((MOON, gazette), (STONE, rock)):
            if text:
                saved(Path("texts", f"{Path(url).name}.txt"), text, url, SAVED)
        return cli.main(["quotes", "texts", "--file", str(file)], today=TODAY), *capsys.readouterr()

    return check


WORK = EXAMPLE.replace(MOON, "https://gazette.example").replace(
    "sources:\n",
    f"sources:\n  - {{id: work, kind: academic, publisher: P, title: A work, url: '{MOON}', seen: opening}}\n",
    1,
)
"""The same, where the address of the Gazette's page is that of another work."""


def test_words_that_stand_in_their_texts_are_counted_and_nothing_is_written(file: Path, run: Run) -> None:
    assert run(gazette=GAZETTE, rock=ROCK) == (0, "claims.yaml: 2 of 2 quotations checked\n", "")
    file.chmod(0o444)
    before = file.stat().st_ino, file.read_text("utf-8")
    Path("texts", "no-text.txt").mkdir()
    Path("texts", "notes.md").touch()
    assert cli.main(["quotes", "texts", "--file", str(file)], today=TODAY) == 0
    assert (file.stat().st_ino, file.read_text("utf-8")) == before


def test_words_that_do_not_stand_there_are_told(run: Run) -> None:
    assert run(gazette=GAZETTE.replace("green", "blue"), rock="Something else altogether.\n") == (
        1,
        "claims.yaml: 2 of 2 quotations checked\n",
        'claims.yaml:51:19: error: the quote of claim "moon-cheese" is not in the text of source "gazette-1968"\n'
        '   51 |     quote: {text: made of "green" cheese, verbatim: true, appearance: 2}\n'
        "      |                   ^\n"
        "  help: it has: made of 'blue' cheese.\n"
        'claims.yaml:56:16: error: the quote in evidence 1 of claim "moon-cheese" is not in the text of source '
        '"rock-1969"\n'
        "   56 |         words: no trace of cheese was found\n"
        "      |                ^\n"
        "  help: copy the words from the text, or leave them out\n"
        "2 mistakes found\n",
    )


def test_a_copy_of_the_work_of_which_a_source_is_an_edition_can_have_words_and_need_not(run: Run) -> None:
    edition = WORK.replace("  - id: rock-1969\n", "  - id: rock-1969\n    edition_of: work\n")
    edition = edition.replace("verbatim: true", "verbatim: false")
    assert run(edition, gazette=ROCK) == (0, "claims.yaml: 1 of 1 quotations checked\n", "")
    other = "Il n’y a pas de trace.\n"
    assert run(edition, gazette=other) == (
        0,
        "claims.yaml: 0 of 1 quotations checked\nno copy at hand: rock-1969\n",
        "",
    )
    assert run(edition, gazette=ROCK, rock=other)[:2] == (0, "claims.yaml: 1 of 1 quotations checked\n")
    assert run(edition, gazette=other, rock=other)[0] == 1


def test_a_quote_is_held_against_the_appearance_it_names(run: Run) -> None:
    claims = WORK.replace("form: speech, source: gazette-1968,", "form: essay, source: work,", 1)
    claims = claims.replace("true, appearance: 2", "true, appearance: 1")
    message = 'claims.yaml:52:19: error: the quote of claim "moon-cheese" is not in the text of source "work"\n'
    assert run(claims, gazette="An essay on rock.")[2].startswith(message)


def test_the_versions_of_a_text_are_compared_too(run: Run) -> None:
    text = """texts:
  - id: speech
    title: The speech
    name: the speech
    speaker: j-smith
    form: speech
    date: 1968
    seen_through: [gazette-1968]
    comparisons:
      - title: Cheese
        claims: [moon-cheese]
        versions:
          - {name: The speech, source: gazette-1968, words: is made of}
          - {name: The report, source: rock-1969, words: It is clay}
        difference: One has clay.
"""
    message = (
        'claims.yaml:14:58: error: the quote in comparison 1 of text "speech" is not in the text of source "rock-1969"'
    )
    assert run(text + EXAMPLE, gazette=GAZETTE, rock=ROCK)[2].splitlines()[0] == message


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("no trace", "No: no trace of che-\n  ese was found."),
        ("no well-known trace", "no well-\nknown trace\nof cheese was found"),
    ],
)
def test_a_line_may_end_within_a_word(run: Run, quoted: str, text: str) -> None:
    assert run(EXAMPLE.replace("no trace", quoted), rock=text)[::2] == (0, "")


def test_a_folder_without_copies_is_refused(run: Run) -> None:
    Path("texts").mkdir()
    help = "put a web archive there (.warc, .warc.gz, .wacz), or a saved page (.html, .pdf, .txt) with its record"
    assert run() == (1, "", f'error: no copy is in "texts"\n  help: {help}\n')


def test_without_its_libraries_a_command_says_in_a_line_what_to_install() -> None:
    told = 'error: brotli is not installed; for make quotes type pip install "pelican-claims[quotes]"'
    assert to_install(ModuleNotFoundError(name="brotli"), "make quotes", "quotes") == told
    with pytest.raises(ModuleNotFoundError):  # of ours, which is no matter of installing
        to_install(ModuleNotFoundError(name="claims.tools.works"), "make quotes", "quotes")


SAME = """\
green cheese = Of green\n   cheese. = Of green\u00a0cheese. = gre\u00aden \u200bcheese.
it’s “green” = It said it's 'green'. = It said it’s «green».
bright – and cold = It is bright—and cold. = It is bright -- and cold. = It is bright ‑ and cold.
made of … cheese = Made up, but made of green, old cheese.
made of . . . cheese = made of …cheese
first office = The ﬁrst oﬃce.
résumé = A re\u0301sume\u0301."""
OTHER = """\
green cheese = Green cheese. = Green, cheese. = Evergreen cheese. = Of green cheeses. = Of greencheese.
cheese … green = Made of green cheese.
well known = A well-known moon.
resume = A résumé.
green 'cheese' = Made of green cheese."""
"""Words, and behind them texts in which they stand or do not."""


@pytest.mark.parametrize(("pairs", "stand"), [(SAME, True), (OTHER, False)], ids=["same", "other"])
def test_what_printing_changes_does_not_matter_and_anything_else_does(pairs: str, *, stand: bool) -> None:
    for words, *texts in (re.split(" = ", line) for line in re.split(r"\n(?! )", pairs)):
        assert [text for text in texts if stands_in(normalize(words), normalize(text)) is not stand] == []
