from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.tools import new_claim
from claims.tools.new_claim import propose_id

from .conftest import EXAMPLE, TODAY

GIVEN = ["--title", "The moon is cold", "--statement", "J. Smith said that it is cold.", "--kind", "history"]

RECORD = """
  - id: the-moon-is-cold
    title: The moon is cold
    statement: J. Smith said that it is cold.
    kind: history
    topics: [cheese]
    appearances:
      - {speaker: j-smith, form: speech, source: gazette-1968, date: 1968-04-30}
      - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01}
    changes:
      - {date: 2026-11-25, kind: added, note: Listed; its evidence and verdict are to follow.}
"""
AFTER_CHEESE = "    # This comment belongs to the claim above.\n"
AFTER_LIGHT = "    relations: [{claim: moon-cheese, relation: context-for}]\n"


def run(*options: str, ask: Callable[[str], str] | None = None) -> int:
    def nobody(question: str) -> str:
        raise AssertionError(f"asked {question!r}")

    return new_claim.main(["--file", "claims.yaml", *options], today=TODAY, ask=ask or nobody)


def answers(*said: str) -> Callable[[str], str]:
    """One answer after another; what was asked is printed, as a terminal would show it."""
    left = iter(said)

    def ask(question: str) -> str:
        print(question)  # noqa: T201
        answer = next(left, None)
        if answer is None:
            raise EOFError
        return answer

    return ask


def test_a_claim_goes_after_the_last_of_its_topic(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*GIVEN, "--topics", "cheese") == 0
    assert file.read_text(encoding="utf-8") == EXAMPLE.replace(AFTER_CHEESE, AFTER_CHEESE + RECORD)
    assert capsys.readouterr().out == (
        'claims.yaml:66: claim "the-moon-is-cold" is listed\n'
        "next: add its `evidence:` and `verdict:` there, link to it in the summary of its topic, as in "
        "[words](claim:the-moon-is-cold), and type make html\n"
    )
    assert file.read_text(encoding="utf-8").splitlines()[65] == "  - id: the-moon-is-cold"


def test_the_last_claim_of_all_is_followed_by_the_next_section(file: Path) -> None:
    assert run(*GIVEN, "--topics", "light,cheese") == 0
    record = RECORD.replace("[cheese]", "[light, cheese]")
    assert file.read_text(encoding="utf-8") == EXAMPLE.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_a_topic_without_claims_gets_its_first_at_the_end(file: Path) -> None:
    text = EXAMPLE.replace("topics: [light]\n    appearances", "topics: [cheese]\n    appearances")
    file.write_text(text, encoding="utf-8")
    assert run(*GIVEN, "--topics", "light") == 0
    record = RECORD.replace("[cheese]", "[light]")
    assert file.read_text(encoding="utf-8") == text.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_a_comment_out_of_line_ends_no_claim(file: Path) -> None:
    text = EXAMPLE.replace(
        "    verdict:\n      label: disputed\n", "# A remark.\n    verdict:\n      label: disputed\n"
    )
    file.write_text(text, encoding="utf-8")
    assert run(*GIVEN, "--topics", "cheese") == 0
    assert file.read_text(encoding="utf-8") == text.replace(AFTER_CHEESE, AFTER_CHEESE + RECORD)


def test_windows_line_ends_and_a_byte_order_mark_stay(file: Path) -> None:
    def windows(text: str) -> bytes:
        return ("\ufeff" + text.replace("\n", "\r\n")).encode()

    file.write_bytes(windows(EXAMPLE))
    assert run(*GIVEN, "--topics", "cheese") == 0
    assert file.read_bytes() == windows(EXAMPLE.replace(AFTER_CHEESE, AFTER_CHEESE + RECORD))


SHORT = """\
topics:
- {id: cheese, title: Cheese, question: Is it?, answer: No., summary: It is not.}
speakers:
- {id: j-smith, name: J. Smith, kind: person, role: Keeper}
- {id: gazette, name: Gazette, kind: organisation, role: A newspaper}
sources:
- {id: gazette-1968, kind: news, publisher: Gazette, title: Moon, url: 'https://gazette.example', date: 1968-05}
claims:"""


def test_hyphens_without_an_indent_are_followed(file: Path) -> None:
    claim = "\n- id: a\n  title: A\n  statement: A.\n  kind: history\n  topics: [cheese]\n  appearances:\n"
    link = "  - {speaker: j-smith, form: speech, source: gazette-1968}"
    file.write_text(SHORT + claim + link, encoding="utf-8")
    assert run(*GIVEN, "--topics", "cheese") == 0
    assert file.read_text(encoding="utf-8") == (
        SHORT
        + claim
        + link
        + "\n\n- id: the-moon-is-cold\n"
        + "  title: The moon is cold\n"
        + "  statement: J. Smith said that it is cold.\n"
        + "  kind: history\n"
        + "  topics: [cheese]\n"
        + "  appearances:\n"
        + "    - {speaker: j-smith, form: speech, source: gazette-1968}\n"
        + "  changes:\n"
        + "    - {date: 2026-11-25, kind: added, note: Listed; its evidence and verdict are to follow.}\n"
    )


CHAIN = ["--appearance", "j-,speech,gazette-1968,1968-04-30", "--appearance", "2,report,gaz"]


def test_the_first_claim_of_all_takes_the_place_of_the_brackets(file: Path) -> None:
    file.write_text(SHORT + " []   # none yet\nevents: []\n", encoding="utf-8")
    assert run(*GIVEN, "--topics", "cheese", *CHAIN) == 0
    record = RECORD.replace("date: 1968-05-01", "date: 1968-05").strip("\n")
    assert file.read_text(encoding="utf-8") == f"{SHORT}\n{record}   # none yet\nevents: []\n"


def test_a_file_in_brackets_is_left_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SHORT + (
        "\n  [{id: a, title: A, statement: A., kind: history, topics: [cheese],\n"
        " appearances: [{speaker: j-smith, form: speech, source: gazette-1968}]}]\n"
    )
    file.write_text(text, encoding="utf-8")
    assert run(*GIVEN, "--topics", "cheese") == 1
    assert file.read_text(encoding="utf-8") == text
    assert capsys.readouterr().err == (
        "nothing was written\n"
        "claims.yaml:9:4: error: no claim can be put in after this one\n"
        "    9 |   [{id: a, title: A, statement: A., kind: history, topics: [cheese],\n"
        "      |    ^\n"
        "  help: begin each claim on a line of its own: `  - id: …`\n"
        "1 mistake found\n"
    )


def test_every_option_has_its_field(file: Path) -> None:
    chosen = [*CHAIN, "--paragraph", "4", "--date", "1968-04", "--id", "cold-moon", "--note", "Listed: at last."]
    assert run(*GIVEN, "--topics", "2", *chosen) == 0
    record = """
  - id: cold-moon
    title: The moon is cold
    statement: J. Smith said that it is cold.
    kind: history
    topics: [light]
    date: 1968-04
    appearances:
      - {speaker: j-smith, form: speech, source: gazette-1968, date: 1968-04-30}
      - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01, paragraph: 4}
    changes:
      - {date: 2026-11-25, kind: added, note: "Listed: at last."}
"""
    assert file.read_text(encoding="utf-8") == EXAMPLE.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_what_is_not_given_is_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answers("  The moon  is cold ", "J. Smith said that it is cold.", "hearsay", "3", "x", "ch", "", "", "", "")
    assert run(ask=said) == 0
    assert file.read_text(encoding="utf-8") == EXAMPLE.replace(AFTER_CHEESE, AFTER_CHEESE + RECORD)
    assert capsys.readouterr().out == (
        "A new claim for claims.yaml. Enter takes what stands in [brackets]; Ctrl-C leaves the file alone.\n"
        "Title, what was claimed in one line: \n"
        "Statement in your words, as in: Cui Tiankai wrote that …: \n"
        "   1  measure     something that was done\n"
        "   2  result      what came of it\n"
        "   3  history     what happened earlier\n"
        "   4  commitment  something that was promised\n"
        "   5  position    a stance or a value, which cannot be checked\n"
        "Kind, by number or name: \n"
        '  "hearsay" is none of them: choose from 5, by number or name\n'
        "Kind, by number or name: \n"
        "   1  cheese  The moon and cheese\n"
        "   2  light   The light of the moon\n"
        "Topics, by number or name, the one it is listed under first: \n"
        '  "x" is none of them: choose from 2, by number or name\n'
        "Topics, by number or name, the one it is listed under first: \n"
        "      j-smith, speech, gazette-1968, 1968-04-30\n"
        "      gazette, report, gazette-1968, 1968-05-01\n"
        "Did it reach us this way? yes or no [yes]: \n"
        "Paragraph of gazette-1968, from 1; empty for none: \n"
        "Date of what it tells, such as 2019-05-01; empty for none: \n"
        "Id, a promise: addresses are made of it [the-moon-is-cold]: \n"
        'claims.yaml:66: claim "the-moon-is-cold" is listed\n'
        "next: add its `evidence:` and `verdict:` there, link to it in the summary of its topic, as in "
        "[words](claim:the-moon-is-cold), and type make html\n"
    )


def test_another_chain_is_asked_for_link_by_link(file: Path) -> None:
    links = ["n", "j", "essay", "1", "1968-04", "y", "The Gaz", "report", "rock", "", "", "zero", "2", "", ""]
    assert run(*GIVEN, ask=answers("cheese", *links)) == 0
    record = RECORD.replace(
        "form: speech, source: gazette-1968, date: 1968-04-30", "form: essay, source: gazette-1968, date: 1968-04"
    ).replace("source: gazette-1968, date: 1968-05-01}", "source: rock-1969, date: 1969, paragraph: 2}")
    assert file.read_text(encoding="utf-8") == EXAMPLE.replace(AFTER_CHEESE, AFTER_CHEESE + record)


def test_an_answer_that_cannot_stand_is_asked_for_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*GIVEN, "--topics", "cheese", "--id", "moon") == 1
    assert capsys.readouterr().err == 'error: --id: "moon" is taken: "moon-2" would do\n'
    said = answers("", "J. Smith said so.", "history", "1", "", "seven", "", "2019-13", "", "Cold Moon", "moon", "cold")
    assert run("--title", "The moon is cold", ask=said) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ") and line[2] != " "] == [
        "  an answer is needed here",
        '  "seven" is not a whole number from 1: count from 1',
        '  "2019-13" has the month 13, and a year has 12: write 2019, 2019-05, 2019-05-01, 2019-09? or 2018-12/2019-05',
        '  "Cold Moon" is not an id: ids are lower-case words joined by hyphens: "cold-moon" would do',
        '  "moon" is taken: "moon-2" would do',
    ]
    assert "  - id: cold\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--kind", "hearsay"], 'error: --kind: "hearsay" is none of them: choose from 5, by number or name'),
        (["--topics", "chese"], 'error: --topics: "chese" is none of them: did you mean "cheese"?'),
        (["--topics", " "], "error: --topics: a claim has at least one topic"),
        (["--title", ""], "error: --title: an answer is needed here"),
        (["--title", "a\x01b"], "error: --title: U+0001 cannot stand in the file: write it without"),
        (["--title", "caf\udce9"], "error: --title: U+DCE9 cannot stand in the file: write it without"),
        (["--paragraph", "0"], 'error: --paragraph: "0" is not a whole number from 1: count from 1'),
        (
            ["--appearance", "j-smith"],
            'error: --appearance: "j-smith" is not SPEAKER,FORM,SOURCE or SPEAKER,FORM,SOURCE,DATE',
        ),
        (
            ["--appearance", "smith,speech,gazette-1968"],
            'error: --appearance: "smith" is none of them: did you mean "j-smith"?',
        ),
        (["--appearance", "j-smith,,gazette-1968"], "error: --appearance: an answer is needed here"),
    ],
)
def test_an_option_that_cannot_stand_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert run(*GIVEN, "--topics", "cheese", *options) == 1
    assert capsys.readouterr().err == f"{message}\n"
    assert file.read_text(encoding="utf-8") == EXAMPLE


def test_nothing_is_written_where_the_file_would_have_a_mistake(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*GIVEN, "--topics", "cheese", "--date", "2027") == 1
    assert file.read_text(encoding="utf-8") == EXAMPLE
    assert capsys.readouterr().err == (
        "nothing was written\n"
        'claims.yaml:71:11: error: claim "the-moon-is-cold" has the date 2027, which lies in the future\n'
        "   71 |     date: 2027\n"
        "      |           ^\n"
        "  help: today is 2026-11-25\n"
        "1 mistake found\n"
    )


def test_a_file_with_mistakes_is_mended_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(EXAMPLE.replace("account: record", "account: hearsay"), encoding="utf-8")
    assert run(*GIVEN, "--topics", "cheese") == 1
    assert capsys.readouterr().err == (
        "nothing was written\n"
        'claims.yaml:83:14: error: "account" of event "landing": "hearsay" is not one of op-ed, record or both\n'
        "   83 |     account: hearsay\n"
        "      |              ^\n"
        "1 mistake found\n"
    )


def test_without_anybody_to_ask_all_must_be_given(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--title", "The moon is cold", "--yes") == 1
    assert run("--title", "The moon is cold", ask=answers("J. Smith said so.")) == 1
    assert capsys.readouterr().err == (
        "error: --yes asks nothing, and there is no --statement and no --kind and no --topics\n"
        "  help: give each, or leave --yes out\n"
        "error: no answer, and nothing was written\n"
        "  help: give the fields as options; --help lists them\n"
    )
    file.write_text(SHORT + " []\n", encoding="utf-8")
    assert run(*GIVEN, "--topics", "cheese") == 1
    assert capsys.readouterr().err == "error: no claim shows how the words reach us: give --appearance\n"


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("The moon is cold", "the-moon-is-cold"),
        ("China’s “ports”: 100% screened – at last!", "chinas-ports-100-screened-at-last"),
        ("Café Zürich", "cafe-zurich"),
        ("Moon", "moon-2"),
        ("moon 2", "moon-2"),
        ("Con", "con-2"),
        ("Index", "index-2"),
        ("月亮", "claim"),
        ("word " * 20, "-".join(["word"] * 13)[:64]),
        ("x" * 70, "x" * 64),
    ],
)
def test_an_id_is_made_of_the_title(title: str, id: str) -> None:
    assert propose_id(title, {"moon", "moon-light"}) == id


def test_a_number_after_an_id_keeps_it_short_enough() -> None:
    assert propose_id("x" * 70, {"x" * 64, "x" * 62 + "-2"}) == "x" * 62 + "-3"
    assert propose_id("moon", {"moon", "moon-2", "moon-3"}) == "moon-4"
