"""Spreadsheets → the file of claims."""

import csv
import gc
import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from time import process_time

import pytest

from claims import cli
from claims.model import records
from claims.tools import import_file
from support.building import ROOT
from support.example import EXAMPLE, TODAY
from support.opendata import TINY, make

Run = Callable[..., tuple[int, str, str]]
CLAIM = (
    "id,title,statement,kind,topics,speaker,source,form\nmoon-new,The moon is new,{},history,{},j-smith,rock-1969,{}\n"
)
NEW_CLAIM = """
  - id: moon-new
    title: The moon is new
    statement: S.
    kind: history
    topics: [light]
    appearances:
      - {speaker: j-smith, form: talk, source: rock-1969}
"""
LAST_OF_CLAIMS = "    relations: [{claim: moon-cheese, relation: qualifies}]\n"
LAST_OF_SOURCES = "    archived: https://archive.example/rock\n    date: 1969\n"
LAST_OF_EVIDENCE = "        words: no trace of cheese was found\n"


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, given files and options; gives exit status, output and what is wrong."""

    def command(*arguments: str) -> tuple[int, str, str]:
        return cli.main(["import", "--file", str(file), *arguments], today=TODAY), *capsys.readouterr()

    return command


def put(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def workbook(**sheets: list[list[object]]) -> str:
    """A workbook with these rows in its sheets."""
    from openpyxl import Workbook  # noqa: PLC0415 - an extra

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save("book.xlsx")
    return "book.xlsx"


# Export, import


FULL = (ROOT / "tests/subjects/other.yaml").read_text("utf-8")
OURS = (ROOT / "data/claims.yaml").read_text("utf-8")
STARTER = (ROOT / "starter/data/claims.yaml").read_text("utf-8")


@pytest.mark.parametrize("text", [TINY, FULL, OURS, STARTER], ids=["tiny", "full", "ours", "starter"])
def test_what_was_exported_is_nothing_new(file: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    file.write_bytes(text.encode())
    made = make(text)
    names = ["claims.csv", "evidence.csv", "sources.csv"]
    rows = 0
    for name in names:
        Path(name).write_bytes(made.files[name])
        rows += len([*csv.reader(io.StringIO(made.files[name].decode(), newline=""))]) - 1
    before = file.stat().st_ino
    assert cli.main(["import", *names, "--file", str(file)], today=date(2026, 12, 3)) == 0
    assert capsys.readouterr() == (f"rows that say what claims.yaml has already: {rows}\n", "")
    assert file.read_bytes() == text.encode()
    assert file.stat().st_ino == before, "it was not written"


def test_what_was_exported_and_saved_as_a_workbook_is_nothing_new(file: Path, run: Run) -> None:
    file.write_bytes(TINY.encode())
    made = make(TINY)
    sheets = {}
    for name in ("sources", "claims", "evidence"):
        sheets[name] = [*csv.reader(io.StringIO(made.files[f"{name}.csv"].decode(), newline=""))]
    assert run(workbook(**sheets)) == (0, "rows that say what claims.yaml has already: 30\n", "")
    assert file.read_bytes() == TINY.encode()


# What is new


def test_new_rows_are_written_as_the_file_is_and_no_other_byte(file: Path, run: Run) -> None:
    file.write_bytes(("\ufeff" + EXAMPLE).replace("\n", "\r\n").encode())
    long = "J. Smith said, long ago, that the moon is new, and that it always was, since a moon that note: was old "
    long += "is gone."
    claims = (
        "Kind;id;;SAID;topics;paragraph;form;speaker;source;statement;title;verdict_summary;verdict_reviewed\n"
        f"history;moon-new;;1968-04-30;light, cheese;2;talk, at night;j-smith;post;{long};=New: moon;Word.;2026-11-24\n"
        ";;;\n"
        f"history;moon-old;;;cheese;;talk;j-smith;post;'=S.;The moon is old;;\n"
    )
    sources = (
        "publisher\tid\tkind\ttitle\tseen\trelays\tauthor\turl\tlang\tcited\n"
        "The Post\tpost\tnews\t'=Moon\topening\trock-1969\tAnn Low; Board: Piers\thttps://post.example/m\ten\t7\n"
    )
    evidence = (
        "claim,number,source,stance,note,as,hedged\n"
        "moon-new,,post,context,It is odd.,statement,FALSE\n"
        "moon-cheese,2,post,context,It is odd.,record,TRUE\nmoon-cheese,,post,context,It is so.,,\n"
        "moon-bright,1,post,context,It shines.,,\n"
    )
    files = [put("sheet.csv", "\ufeff" + claims), put("s.csv", sources), put("e.csv", evidence)]
    status, said, wrong = run(*files)
    assert (status, wrong) == (0, "")
    assert said == (
        "claims.yaml:31: source post is new\nclaims.yaml:99: claim moon-new is new\n"
        "claims.yaml:118: claim moon-old is new\nclaims.yaml: claim moon-new has 1 new passage\n"
        "claims.yaml: claim moon-cheese has 2 new passages\nclaims.yaml: claim moon-bright has 1 new passage\n"
        "rows that say what claims.yaml has already: 0\n"
    )
    expected = EXAMPLE.replace(
        LAST_OF_EVIDENCE,
        f"""{LAST_OF_EVIDENCE}\
      - source: post
        stance: context
        hedged: true
        note: It is odd.
      - source: post
        stance: context
        note: It is so.
""",
    )
    expected = expected.replace(
        "  - id: rock-1969\n",
        """\
  - id: post
    kind: news
    relays: [rock-1969]
    author: [Ann Low, "Board: Piers"]
    publisher: The Post
    title: =Moon
    url: https://post.example/m
    seen: opening

  - id: rock-1969
""",
    )
    expected = expected.replace(
        LAST_OF_CLAIMS,
        f"""\
    evidence:
      - source: post
        stance: context
        note: It shines.
{LAST_OF_CLAIMS}
  - id: moon-new
    title: '=New: moon'
    statement: >-
      J. Smith said, long ago, that the moon is new, and that it always was, since a moon that note:
      was old is gone.
    kind: history
    topics: [light, cheese]
    appearances:
      - {{speaker: j-smith, form: "talk, at night", source: post, date: 1968-04-30, paragraph: 2}}
    evidence:
      - source: post
        stance: context
        as: statement
        note: It is odd.
    verdict:
      label: unconfirmed
      summary: Word.
      reviewed: 2026-11-24

  - id: moon-old
    title: The moon is old
    statement: =S.
    kind: history
    topics: [cheese]
    appearances:
      - {{speaker: j-smith, form: talk, source: post}}
""",
    )
    assert file.read_bytes().decode() == ("\ufeff" + expected).replace("\n", "\r\n")
    assert run(*files) == (0, "rows that say what claims.yaml has already: 7\n", ""), "and once more is nothing new"


def test_a_workbook_says_dates_as_it_shows_them(file: Path, run: Run) -> None:
    head = ["id", "title", "statement", "kind", "topics", "speaker", "source", "form", "said", "date", "paragraph"]
    row = ["moon-new", "The moon is new", "S.", "history", "cheese", "j-smith", "rock-1969", "talk"]
    source = ["post", "The Post", "opening", "news", "Moon"]
    name = workbook(
        Sources=[["id", "publisher", "seen", "kind", "title", "date", "isbn"], [*source, 1969, 9780306406157]],
        Claims=[[], head, [None, None], [*row, datetime(1968, 4, 30), datetime(1968, 4, 1), 2.0], [], [" "]],
        Evidence=[
            ["claim", "source", "stance", "note", "hedged", "at"],
            ["moon-new", "post", "context", "N.", True, time(12, 40)],
        ],
        Empty=[],
    )
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra

    book = load_workbook(name)
    book["Claims"]["J4"].number_format = '[$-409]mmm" day "yyyy'
    book.save(name)
    assert run(name)[0] == 0
    text = file.read_text("utf-8")
    assert "date: 1969\n    seen: opening\n" in text
    assert "isbn: 9780306406157\n" in text
    assert "    date: 1968-04\n    appearances:\n" in text
    assert "source: rock-1969, date: 1968-04-30, paragraph: 2}\n" in text
    assert "        at: 12:40\n" in text
    assert "        hedged: true\n" in text
    assert run(name) == (0, "rows that say what claims.yaml has already: 3\n", "")


def test_of_a_workbook_one_sheet_can_be_read(file: Path, run: Run) -> None:
    claims = [*csv.reader(io.StringIO(CLAIM.format("S.", "light", "talk")))]
    name = workbook(Notes=[["of", "mine"]], New=claims)
    assert run(name)[0] == 1
    assert run(name, "--sheet", "Old") == (
        1,
        "",
        'error: book.xlsx has no sheet "Old"\n  help: it has "Notes" or "New"\n',
    )
    assert run(name, "--sheet", "New")[0] == 0
    assert file.read_text("utf-8") == EXAMPLE.replace(LAST_OF_CLAIMS, LAST_OF_CLAIMS + NEW_CLAIM)


def test_what_a_workbook_has_beside_its_cells_is_no_matter(run: Run) -> None:
    name = workbook(claims=[["id"], ["moon-cheese"]])
    with zipfile.ZipFile(name) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    drop_down = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'  # openpyxl warns
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", drop_down)
    with zipfile.ZipFile(name, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert run(name) == (0, "rows that say what claims.yaml has already: 1\n", "")


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 6), (3, 16_384), (1_048_576, 16_384)])
def test_a_cell_far_away_that_has_only_a_colour_costs_no_time(file: Path, run: Run, row: int, column: int) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    name = workbook(claims=[["id", "note"], ["moon-cheese", ""]])
    book = load_workbook(name)
    book["claims"].cell(row, column).fill = PatternFill("solid", fgColor="FF0000")
    book.save(name)
    before = process_time()
    assert run(name)[::2] == (0, "")
    assert process_time() - before < 10  # every cell up to the last one takes minutes


def test_a_wrong_size_in_a_workbook_hides_no_row(file: Path, run: Run) -> None:
    name = workbook(claims=[["id", "title"], ["moon-cheese", "Another"]])
    with zipfile.ZipFile(name) as book:
        parts = {part: book.read(part) for part in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'ref="A1:B2"', b'ref="A1"')
    with zipfile.ZipFile(name, "w") as book:
        for part, content in parts.items():
            book.writestr(part, content)
    status, _, wrong = run(name)
    assert status == 1
    assert 'column "title": the sheet has "Another"' in wrong


@pytest.mark.parametrize("place", [3, 2])
def test_a_damaged_workbook_is_named(file: Path, run: Run, place: int) -> None:
    name = workbook(claims=[["id", "note"], *[[f"moon-{n}", f"Note {n * n}"] for n in range(200)]])
    content = bytearray(Path(name).read_bytes())
    content[len(content) // place] ^= 0xFF
    Path(name).write_bytes(content)
    assert run(name)[::2] == (
        1,
        "error: book.xlsx is not a workbook that can be read\n"
        "  help: open it in a spreadsheet program and save it as .xlsx, without a password, or as CSV\n",
    )
    gc.collect()  # a file left open would fail here, and not in a later test


def test_line_ends_of_windows_within_a_cell_are_line_ends(file: Path, run: Run) -> None:
    Path("claims.csv").write_bytes(b'id,note,title\r\nmoon-cheese,,"one\r\ntwo"\r\n')
    assert r'the sheet has "one\ntwo"' in run("claims.csv")[2]


def test_without_the_extra_a_workbook_is_not_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert run(put("a.xlsx", "")) == (
        1,
        "",
        "error: a.xlsx cannot be read: openpyxl is not installed\n"
        '  help: type pip install "pelican-claims[spreadsheet]", or save each sheet as “CSV UTF-8”\n',
    )


def test_a_file_without_the_lists_gets_them(file: Path, run: Run) -> None:
    file.write_text(EXAMPLE.split("# Works one")[0].rstrip("\n"))
    source = put("s.csv", "id,publisher,seen,kind,title,url\nrock-1969,Post,opening,news,Rock,https://post.example/\n")
    status, _, wrong = run(source, put("c.csv", CLAIM.format("S.", "light", "talk")))
    assert (status, wrong) == (0, "")
    assert file.read_text("utf-8").endswith(
        "sources:\n  - id: rock-1969\n    kind: news\n    publisher: Post\n    title: Rock\n"
        "    url: https://post.example/\n    seen: opening\n"
    )


@pytest.mark.parametrize("text", ["", "id,title\n,\n"])
def test_a_sheet_without_rows_is_told(run: Run, text: str) -> None:
    help = "write a row for each record, below the names of the columns"
    assert run(put("c.csv", text)) == (1, "", f"error: no rows are in c.csv\n  help: {help}\n")


@pytest.mark.parametrize("empty", ["", " []", "  # none yet", " []  # none yet"])
def test_lists_without_records_get_them(file: Path, run: Run, empty: str) -> None:
    file.write_text(f"{EXAMPLE.split('# Works one')[0]}sources:{empty}\n\nclaims:{empty}\n")
    source = put("s.csv", "id,publisher,seen,kind,title,url\nrock-1969,Post,opening,news,Rock,https://post.example/\n")
    claims = CLAIM.format("S.", "light", "talk").replace("moon-new", "moon-cheese")
    assert run(source, put("c.csv", claims))[::2] == (0, "")
    comment = empty.replace(" []", "")
    assert f"sources:{comment}\n  - id: rock-1969\n" in file.read_text("utf-8")
    assert file.read_text("utf-8").endswith(f"\nclaims:{comment}{NEW_CLAIM.replace('moon-new', 'moon-cheese')}")


def test_a_formula_without_a_saved_value_is_told(file: Path, run: Run) -> None:
    told = 'book.xlsx:2:2: error: sheet "claims", row 2, column "note": the formula has no value\n'
    status, _, wrong = run(workbook(claims=[["id", "note"], ["moon-cheese", "=A2"]]))
    assert (status, wrong.startswith(f"nothing was written\n{told}")) == (1, True)


def test_a_verdict_comes_with_its_evidence_from_another_sheet(
    file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = CLAIM.format("S.", "light", "talk").replace("form\n", "form,verdict,verdict_summary\n")
    claims = claims.replace("talk\n", "talk,unconfirmed,Nobody shows it.\n")
    evidence = put("evidence.csv", "claim,source,stance,note\nmoon-new,rock-1969,context,N.\n")
    for text, told in (
        (claims, '"verdict" of claim "moon-new" has no "reviewed"\n  help: fill in "verdict_reviewed"'),
        (
            claims.replace("_summary\n", "_summary,verdict_reviewed\n").replace("it.\n", "it.,2020-01-01\n"),
            'claim "moon-new" has a verdict but no evidence\n'
            "  help: name its sheet of evidence in the same command, or leave the label empty for now",
        ),
    ):
        wrong = run(put("new.csv", text))[2]
        assert wrong == f'nothing was written\nnew.csv:2:9: error: row 2, column "verdict": {told}\n1 mistake found\n'
    monkeypatch.setenv("CLAIMS_CALLED_BY", "make")  # which hands on what SHEETS says as one text
    assert run(f"new.csv {evidence}")[0] == 0
    assert "note: N." in file.read_text("utf-8").partition("id: moon-new")[2]


def test_a_new_claim_with_an_empty_verdict_is_nothing_new_afterwards(file: Path, run: Run) -> None:
    head, row = CLAIM.format("S.", "light", "talk").splitlines()
    verdict = "verdict,verdict_summary,verdict_reviewed"
    name = put("c.csv", f"{head},{verdict}\n{row},,J. Smith says so.,2026-11-12\n")
    evidence = put("e.csv", "claim,source,stance,note\nmoon-new,rock-1969,context,It shines.\n")
    assert run(name, evidence)[::2] == (0, "")
    assert run(name, evidence) == (0, "rows that say what claims.yaml has already: 2\n", "")


def test_a_passage_without_a_number_is_known_by_source_and_note(file: Path, run: Run) -> None:
    name = put("e.csv", "claim,source,stance,note\nmoon-bright,rock-1969,context,It shines.\n")
    assert run(name)[::2] == (0, "")
    text = file.read_text("utf-8")
    put("e.csv", "claim,source,stance,note\nmoon-bright,rock-1969,qualifies,It shines.\n")
    status, _, wrong = run(name)
    assert status == 1
    assert 'row 2, column "stance": the sheet has "qualifies", and claims.yaml has "context"' in wrong
    assert run(name, "--replace")[0] == 0
    assert file.read_text("utf-8") == text.replace(
        "stance: context\n        note: It shines", "stance: qualifies\n        note: It shines"
    )


# What is in the file already


def test_a_row_that_differs_is_refused_with_both_values(file: Path, run: Run) -> None:
    claims = put(
        "c.csv",
        "id,title,statement,date,quote,verdict,verdict_summary,verdict_for,speaker,source\n"
        "moon-cheese,The moon is made of rock,J. Smith said that the moon is made of cheese.,1968,"
        "made of cheese,confirmed,It is rock.,It is rock.,j-smith,rock-1969\n"
        "moon-bright,,J. Smith said that the moon is bright.,,,,,,gazette,gazette-1968\n",
    )
    evidence = put("e.csv", "claim,number,note\nmoon-cheese,1,See another page.\n")
    option = "add --replace, which takes what the sheet has"
    assert run(claims, evidence) == (
        1,
        "",
        f"""nothing was written
c.csv:2:2: error: row 2, column "title": the sheet has "The moon is made of rock", and claims.yaml has \
"The moon is made of cheese"
  help: write here what the file has, or {option}
c.csv:2:4: error: row 2, column "date": the sheet has "1968", and claims.yaml has nothing
  help: write here what the file has, or {option}
c.csv:2:5: error: row 2, column "quote": the sheet has "made of cheese", and claims.yaml has "made of "green" cheese"
  help: write here what the file has, or {option}
c.csv:2:6: error: row 2, column "verdict": the sheet has "confirmed", and claims.yaml has "contradicted"
  help: write here what the file has, or {option}
c.csv:2:8: error: row 2, column "verdict_for": the sheet has "It is rock.", and claims.yaml has \
"Not a comment, but the text's own. It is rock."
  help: write here what the file has, or {option}, but loses the links and marks in that text
c.csv:2:9: error: row 2, column "speaker": claims.yaml has no such appearance of the claim
  help: write what the file has, or empty these cells, and change the appearances in claims.yaml
c.csv:3:2: error: row 3, column "title": the cell is empty, and claims.yaml has "The moon is bright"
  help: write that here; or, to take it out of the file, delete it in claims.yaml
e.csv:2:3: error: row 2, column "note": the sheet has "See another page.", and claims.yaml has "See the same page."
  help: write here what the file has, or {option}, but loses the links and marks in that text
8 mistakes found
""",
    )
    assert file.read_text("utf-8") == EXAMPLE


def test_long_texts_are_shown_from_where_they_differ(file: Path, run: Run) -> None:
    start = "Here a long text begins that goes on and on for more than a line of any screen, and then it says "
    file.write_text(EXAMPLE.replace("J. Smith said that the moon is bright.", f"{start}one."))
    _, _, wrong = run(put("c.csv", f'id,statement\nmoon-bright,"{start}two."\n'))
    assert wrong.splitlines()[1] == (
        'c.csv:2:2: error: row 2, column "statement": the sheet has "… any screen, and then it says two.", '
        'and claims.yaml has "… any screen, and then it says one."'
    )


def test_a_row_that_differs_is_taken_where_that_is_asked_for(file: Path, run: Run) -> None:
    before = EXAMPLE.replace("      label: contradicted\n", "      label: contradicted  # so it is\n")
    file.write_text(before)
    claims = put(
        "c.csv",
        "id,short,gist,quote,verdict_summary,verdict_against,topics\n"
        'moon-cheese,Cheese,,"white, and green",Word: rock.,Nothing.,cheese light\n'
        "moon-bright,,it shines,,,,light\n",
    )
    claims_later = put("d.csv", "id,quote,quote_verbatim,quote_appearance\nmoon-bright,so bright,FALSE,2\n")
    sources = put("s.csv", "id,publisher,title,author,archived\nrock-1969,The Academy,,,https://archive.example/2\n")
    evidence = put("e.csv", "claim,number,at,note\nmoon-cheese,1,p. 3,See another page.\nmoon-bright,1,,\n")
    status, said, wrong = run("--replace", claims, sources)
    assert (status, wrong) == (0, "")
    assert run("--replace", claims_later)[0] == 0
    assert run("--replace", evidence)[0] == 1, "the second row is no passage"
    assert run("--replace", put("e.csv", "claim,number,at,note\nmoon-cheese,1,p. 3,See another page.\n"))[0] == 0
    expected = before.replace(
        "title: The moon is made of cheese\n", "title: The moon is made of cheese\n    short: Cheese\n"
    )
    expected = expected.replace("    topics: [cheese]\n    app", "    topics: [cheese, light]\n    app")
    expected = expected.replace('text: made of "green" cheese,', 'text: "white, and green",')
    expected = expected.replace("      summary: It is rock.\n", "      summary: 'Word: rock.'\n")
    expected = expected.replace("      reviewed:", "      against: Nothing.\n      reviewed:")
    expected = expected.replace("title: The moon is bright\n", "title: The moon is bright\n    gist: it shines\n")
    quote = "    quote: {text: so bright, verbatim: false, appearance: 2}\n"
    expected = expected.replace(LAST_OF_CLAIMS, quote + LAST_OF_CLAIMS)
    expected = expected.replace("archived: https://archive.example/rock", "archived: https://archive.example/2")
    expected = expected.replace("See [the same page](https://academy.example/rock).", "See another page.")
    expected = expected.replace("      - source: rock-1969\n", "      - source: rock-1969\n        at: p. 3\n")
    assert file.read_text("utf-8") == expected
    assert said == (
        "claims.yaml: source rock-1969 has another archived\n"
        "claims.yaml: claim moon-cheese has another short, topics, quote and verdict\n"
        "claims.yaml: claim moon-bright has another gist\nrows that say what claims.yaml has already: 0\n"
    )


# What cannot be taken


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "id,titel\nmoon-new,The moon\n",
            'row 1, column "titel": the table "claims" has no such column\n  help: did you mean "title"?',
        ),
        (
            "id,Remarks of mine\nmoon-cheese,\n",
            'row 1, column "remarks of mine": the table "claims" has no such column\n'
            '  help: if it is "title", "statement", "kind", "topics", "speaker", "form" or "source", name it so; '
            "if not, delete it",
        ),
        (
            "id,title,statement,kind,topics,speaker,form,source,remarks\n",
            'row 1, column "remarks": the table "claims" has no such column\n'
            "  help: delete the column: docs/spreadsheet.md says which are read",
        ),
        (
            "What he said,\n\nID,title\nmoon-cheese,The moon is made of cheese\n",
            'row 1, column "id": the columns are named in row 3, and this row stands above it\n'
            "  help: delete the rows above the names of the columns",
        ),
        (
            "id,ID\n",
            'row 1, column "id": two columns have this name\n  help: delete one of them',
        ),
        (
            "title,statement\nThe moon,S.\n",
            'row 1, column "id": the column is missing\n  help: name the columns in the first row; one is “id”',
        ),
        (
            "id,,title\nmoon-cheese,a,The moon is made of cheese\n",
            'row 2, column "": a cell has no name above it\n  help: name its column, or empty it',
        ),
        (
            "id,title\nmoon-cheese,The \x07moon\n",
            'row 2, column "title": the character U+0007 cannot be taken\n  help: delete it',
        ),
        (
            "id,title\nmoon-cheese,#REF!\n",
            'row 2, column "title": the formula gives #REF!\n  help: mend it, or write the value',
        ),
        (
            "id,title\nmoon-cheese,#¡VALOR!\n",
            'row 2, column "title": the formula gives #¡VALOR!\n  help: mend it, or write the value',
        ),
        (
            "id,title\n,The moon\n",
            'row 2, column "id": the row has no id\n  help: write lower-case words joined by hyphens',
        ),
        (
            "id\nmoon-cheese\n\nmoon-cheese\n",
            'row 4, column "id": row 2 of c.csv has the id "moon-cheese" too\n'
            "  help: give one of them another id, or delete one of the two rows",
        ),
        (
            "id,topics,kind,source,speaker,form\nmoon-new,cheese,history,rock-1969,,talk\n",
            'row 2, column "title": a new row needs "title", "statement" and "speaker"\n  help: fill in the cells',
        ),
        (
            "claim,source,note\nmoon-cheese,rock-1969,N.\n",
            'row 2, column "stance": a new row needs "stance"\n  help: fill in the cell',
        ),
        (
            "claim,number\nmoon-cheez,1\n",
            'row 2, column "claim": no claim has the id "moon-cheez"\n  help: did you mean "moon-cheese"?',
        ),
        (
            "claim,number\nx,1\n",
            'row 2, column "claim": no claim has the id "x"\n'
            "  help: write the id of a claim; if it is in another file, name both files in one command",
        ),
        (
            "claim,source,stance,note\n,rock-1969,context,N.\n",
            'row 2, column "claim": the cell is empty\n'
            "  help: write the id of a claim; of merged cells, only the first has a value",
        ),
        (
            "claim,source,stance,note\nmoon-bright,rock-1969,context,N.\nmoon-bright,rock-1969,context,N.\n",
            'row 3, column "claim": row 2 of c.csv says the same\n  help: delete one of the two rows',
        ),
        (
            CLAIM.replace("form\n", "form,date\n").format("S.", "light", "talk,12/05/1968"),
            'row 2, column "date": "date" of claim "moon-new": "12/05/1968" is not a date\n'
            '  help: did you mean "1968-12-05" or "1968-05-12"? '
            "For a column of dates, choose the format yyyy-mm-dd in the spreadsheet",
        ),
        (
            CLAIM.replace("form\n", "form,date\n").format("S.", "light", "talk,24966"),
            'row 2, column "date": "date" of claim "moon-new": "24966" is not a date\n'
            '  help: did you mean "1968-05-08"? '
            "For a column of dates, choose the format yyyy-mm-dd in the spreadsheet",
        ),
        (
            "claim,number,source,stance,note\nmoon-cheese,3,rock-1969,context,N.\n",
            'row 2, column "number": "3" cannot be: the next passage of claim "moon-cheese" is 2\n'
            "  help: write 2, or leave the cell empty",
        ),
        (
            CLAIM.format("S.", "mars", "talk"),
            'row 2, column "topics": claim "moon-new" names topic "mars", which is not defined\n'
            '  help: define it under "topics", or name one of the 2 that are there',
        ),
        (
            CLAIM.format("See [it](claim:moon).", "light", "talk"),
            'row 2, column "statement": claim "moon-new" links to claim "moon", which is not defined\n'
            '  help: "moon" stands under "glossary", not under "claims"',
        ),
        (
            CLAIM.format("S.", "light", '"two\nlines"'),
            'row 2, column "form": "appearances" 1, "form" of claim "moon-new" is more than one line\n'
            "  help: join the lines, or fold them with >-",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_by_row_and_column(file: Path, run: Run, text: str, told: str) -> None:
    status, said, wrong = run(put("c.csv", text))
    assert (status, said) == (1, "")
    assert wrong.startswith("nothing was written\nc.csv:")
    assert wrong.partition(": error: ")[2] == f"{told}\n1 mistake found\n"
    assert file.read_text("utf-8") == EXAMPLE


def test_old_mistakes_do_not_keep_new_rows_out(file: Path, run: Run) -> None:
    mistaken = EXAMPLE.replace("topics: [light]\n    app", "topics: [night]\n    app")
    file.write_text(mistaken)
    assert run(put("c.csv", CLAIM.format("S.", "night", "talk")))[0] == 1, "a mistake of its own does"
    assert file.read_text("utf-8") == mistaken
    assert run(put("c.csv", CLAIM.format("S.", "light", "talk")))[0] == 0
    assert file.read_text("utf-8") == mistaken.replace(LAST_OF_CLAIMS, LAST_OF_CLAIMS + NEW_CLAIM)


def test_a_mistake_that_a_row_makes_elsewhere_is_told_at_the_row(file: Path, run: Run) -> None:
    passage = "claim,source,stance,note\nmoon-bright,rock-1969,supports,It shines.\n"
    verdict = EXAMPLE.replace(
        LAST_OF_CLAIMS, "    verdict: {label: unconfirmed, summary: J. Smith says so., reviewed: 2026-11-24}\n"
    )
    file.write_text(verdict)
    status, _, wrong = run(put("e.csv", passage))
    assert status == 1
    assert wrong.startswith('nothing was written\ne.csv:2:1: error: row 2, column "claim": claim "moon-bright" ')
    claim = put("c.csv", "id,verdict,verdict_summary\nmoon-bright,confirmed,The rock shines.\n")
    assert run("--replace", claim, "e.csv")[0] == 0, "both at once are right"
    assert "verdict: {label: confirmed, summary: The rock shines., reviewed: 2026-11-24}" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"id,title\nmoon,\xe9\n", "c.csv is not text in UTF-8"),
        (b'id,title\nmoon,"a" b\n', """c.csv cannot be read as CSV: ',' expected after '\"'"""),
    ],
)
def test_a_file_that_is_no_csv_is_told_how_to_save_it(run: Run, content: bytes, wrong: str) -> None:
    Path("c.csv").write_bytes(content)
    assert run("c.csv") == (1, "", f"error: {wrong}\n  help: save the sheet as “CSV UTF-8”, or as .xlsx\n")


def test_a_cell_without_an_end_is_told(run: Run) -> None:
    Path("c.csv").write_text(f'id,title\nmoon,"{"a" * 140_000}\n')
    help = "close each quotation mark, and shorten what is very long"
    wrong = "c.csv cannot be read as CSV: field larger than field limit (131072)"
    assert run("c.csv") == (1, "", f"error: {wrong}\n  help: {help}\n")


def test_a_file_that_is_no_workbook_is_told_how_to_save_it(run: Run) -> None:
    help = "open it in a spreadsheet program and save it as .xlsx, without a password, or as CSV"
    assert run(put("a.xlsx", "id")) == (1, "", f"error: a.xlsx is not a workbook that can be read\n  help: {help}\n")


def test_a_list_in_brackets_takes_no_record(file: Path, run: Run) -> None:
    file.write_text(EXAMPLE.split("# What was said.")[0] + "claims: [{id: a}]\n")
    status, _, wrong = run(put("c.csv", CLAIM.format("S.", "light", "talk")))
    assert (status, '"claims" is a list to which nothing can be added' in wrong) == (1, True)


def test_a_file_that_cannot_be_read_is_told(file: Path, run: Run) -> None:
    file.write_text("claims: [")
    status, _, wrong = run(put("c.csv", CLAIM.format("S.", "light", "talk")))
    assert (status, wrong.startswith("nothing was written\nclaims.yaml:1:")) == (1, True)


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("claims", "kind", records.ClaimKind),
        ("claims", "verdict", records.Label),
        ("evidence", "stance", records.Stance),
        ("evidence", "as", records.As),
        ("sources", "kind", records.SourceKind),
        ("sources", "type", records.SourceType),
        ("sources", "seen", records.Seen),
    ],
)
def test_the_guide_lists_the_words_of_a_column(table: str, column: str, words: type[StrEnum]) -> None:
    guide = (ROOT / "docs/spreadsheet.md").read_text("utf-8")
    listed = ", ".join(f"`{word}`" for word in words)
    assert f"| `{column}` in `{table}` | {listed} |\n" in guide


def test_the_guide_names_each_column_that_is_read() -> None:
    guide = (ROOT / "docs/spreadsheet.md").read_text("utf-8")
    for table, targets in import_file.TARGETS.items():
        [row] = [line for line in guide.splitlines() if line.startswith(f"| `{table}` |")]
        read = {target.column.name for target in targets} | ({"claim", "number"} if table == "evidence" else set())
        assert {*row.split("`")[3::2]} == read
        needed = {target.column.name for target in targets if target.required}
        assert needed <= {*row.split("|")[2].split("`")[1::2]}
