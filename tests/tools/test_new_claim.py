from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.source import yaml_reader as reader
from claims_tools import new_claim
from claims_tools.console import CommandError
from claims_tools.new_claim import choose, menu, propose_id, yaml_record

from .example import EXAMPLE, MISTAKEN, SEVERAL, TODAY

GIVEN = ["--title", "The moon is cold", "--statement", "J. Smith said that it is cold.", "--kind", "history"]

Listed = Callable[..., str]
NOTE = "Listed; its evidence and verdict are to follow."
GAZETTE = "      - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01}\n"
LISTED = """\
claims.yaml:66: claim "the-moon-is-cold" is listed
next: add its `evidence:` and `verdict:` there, link to it in the summary of its topic, as in \
[words](claim:the-moon-is-cold), and type make html
"""
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
AFTER_LIGHT = "    relations: [{claim: moon-cheese, relation: qualifies}]\n"


def run(*options: str, ask: Callable[[str], str] | None = None) -> int:
    def nobody(question: str) -> str:
        raise AssertionError(f"asked {question!r}")

    return new_claim.main(["--file", "claims.yaml", *options], today=TODAY, ask=ask or nobody)


@pytest.fixture
def listed(file: Path) -> Listed:
    """Lists the claim that is given in a text; gives what the file is then."""

    def text_after(text: str, *options: str, ask: Callable[[str], str] | None = None) -> str:
        file.write_bytes(text.encode())
        assert run(*options, ask=ask) == 0
        return file.read_bytes().decode()

    return text_after


@pytest.fixture
def refused(file: Path, capsys: pytest.CaptureFixture[str]) -> Listed:
    """Fails to list the claim in a text, which does not change; gives what is said."""

    def message(text: str, *options: str, ask: Callable[[str], str] | None = None) -> str:
        file.write_bytes(text.encode())
        assert run(*options, ask=ask) == 1
        assert file.read_bytes().decode() == text
        return capsys.readouterr().err

    return message


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


WITH_RECORD = EXAMPLE.replace(AFTER_CHEESE, AFTER_CHEESE + RECORD)


def test_a_claim_goes_after_the_last_of_its_topic(listed: Listed, capsys: pytest.CaptureFixture[str]) -> None:
    text = listed(EXAMPLE, *GIVEN, "--topics", "cheese")
    assert text == WITH_RECORD
    assert text.splitlines()[65] == "  - id: the-moon-is-cold"
    assert capsys.readouterr().out == LISTED


def test_the_last_claim_of_all_is_followed_by_the_next_section(listed: Listed) -> None:
    record = RECORD.replace("[cheese]", "[light, cheese]")
    assert listed(EXAMPLE, *GIVEN, "--topics", "light,cheese") == EXAMPLE.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_a_withdrawn_claim_before_it_does_not_move_it(listed: Listed) -> None:
    gone = 'withdrawn: {date: 2026-11-25, why: "He did not say so."}\n    kind: history\n'
    text = EXAMPLE.replace("kind: history\n", gone, 1)
    record = RECORD.replace("[cheese]", "[light, cheese]")
    assert listed(text, *GIVEN, "--topics", "light,cheese") == text.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_a_topic_without_claims_gets_its_first_at_the_end(listed: Listed) -> None:
    text = EXAMPLE.replace("topics: [light]\n    appearances", "topics: [cheese]\n    appearances")
    record = RECORD.replace("[cheese]", "[light]")
    assert listed(text, *GIVEN, "--topics", "light") == text.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_a_comment_out_of_line_ends_no_claim(listed: Listed) -> None:
    verdict = "    verdict:\n      label: contradicted\n"
    before, after = (text.replace(verdict, f"# A remark.\n\n{verdict}") for text in (EXAMPLE, WITH_RECORD))
    assert listed(before, *GIVEN, "--topics", "cheese") == after


def test_windows_line_ends_and_a_byte_order_mark_stay(listed: Listed) -> None:
    before, after = (f"\ufeff{text}".replace("\n", "\r\n") for text in (EXAMPLE, WITH_RECORD))
    assert listed(before, *GIVEN, "--topics", "cheese") == after


SHORT = """\
topics:
- {id: cheese, title: Cheese, question: Is it?, answer: No., summary: It is not.}
speakers:
- {id: j-smith, name: J. Smith, kind: person, role: Keeper}
- {id: gazette, name: Gazette, kind: organisation, role: A newspaper}
sources:
- {id: gazette-1968, kind: news, publisher: Gazette, title: Moon, url: 'https://gazette.example', date: 1968-05}
claims:"""


def test_hyphens_without_an_indent_are_followed(listed: Listed) -> None:
    text = f"""{SHORT}
- id: a
  title: A
  statement: A.
  kind: history
  topics: [cheese]
  appearances:
  - {{speaker: j-smith, form: speech, source: gazette-1968}}"""
    record = RECORD.replace(GAZETTE, "").replace(", date: 1968-04-30", "").replace("\n  ", "\n")
    assert listed(text, *GIVEN, "--topics", "cheese") == f"{text}\n{record}"


CHAIN = ["--appearance", "j-,speech,gazette-1968,1968-04-30", "--appearance", "2,report,gaz"]


def test_the_first_claim_of_all_takes_the_place_of_the_brackets(listed: Listed) -> None:
    record = RECORD.replace("date: 1968-05-01", "date: 1968-05").strip("\n")
    text = listed(f"{SHORT} []   # none yet\nevents: []\n", *GIVEN, "--topics", "cheese", *CHAIN)
    assert text == f"{SHORT}\n{record}   # none yet\nevents: []\n"


def test_a_file_in_brackets_is_left_alone(refused: Listed) -> None:
    text = SHORT + (
        "\n  [{id: a, title: A, statement: A., kind: history, topics: [cheese],\n"
        " appearances: [{speaker: j-smith, form: speech, source: gazette-1968}]}]\n"
    )
    assert refused(text, *GIVEN, "--topics", "cheese") == (
        "nothing was written\n"
        "claims.yaml:9:4: error: no claim can be put in after this one\n"
        "    9 |   [{id: a, title: A, statement: A., kind: history, topics: [cheese],\n"
        "      |    ^\n"
        "  help: begin each claim on a line of its own: `  - id: …`\n"
        "1 mistake found\n"
    )


def test_every_option_has_its_field(listed: Listed) -> None:
    chosen = [*CHAIN, "--paragraph", "4", "--date", "1968-04", "--id", "cold-moon", "--note", "Listed: at last."]
    record = RECORD.replace("the-moon-is-cold", "cold-moon").replace("[cheese]", "[light]\n    date: 1968-04")
    record = record.replace("05-01}", "05-01, paragraph: 4}").replace(NOTE, '"Listed: at last."')
    text = listed(EXAMPLE, *GIVEN, "--topics", "2", *chosen)
    assert text == EXAMPLE.replace(AFTER_LIGHT, AFTER_LIGHT + record)


def test_what_is_not_given_is_asked_for(listed: Listed, capsys: pytest.CaptureFixture[str]) -> None:
    said = answers("  The moon  is cold ", "J. Smith said that it is cold.", "hearsay", "3", "x", "ch", "", "", "", "")
    assert listed(EXAMPLE, ask=said) == WITH_RECORD
    assert capsys.readouterr().out == (
        "A new claim for claims.yaml. Enter takes what stands in [brackets]; Ctrl-C leaves the file alone.\n"
        "Title, what was claimed in one line: \n"
        "Statement in your words, beginning with who made the claim: \n"
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
        "Date of what it tells, such as 2025-05-01; empty for none: \n"
        f"Id, a promise: addresses are made of it [the-moon-is-cold]: \n{LISTED}"
    )


def test_another_chain_is_asked_for_link_by_link(listed: Listed, capsys: pytest.CaptureFixture[str]) -> None:
    links = ["n", "j", "essay", "1", "1968-04", "y", "The Gaz", "report", "rock", "", "", "zero", "2", "", ""]
    record = RECORD.replace(
        "speech, source: gazette-1968, date: 1968-04-30", "essay, source: gazette-1968, date: 1968-04"
    )
    record = record.replace("source: gazette-1968, date: 1968-05-01}", "source: rock-1969, date: 1969, paragraph: 2}")
    text = listed(EXAMPLE, *GIVEN, ask=answers("cheese", *links))
    assert text == EXAMPLE.replace(AFTER_CHEESE, AFTER_CHEESE + record)
    asked = capsys.readouterr().out
    assert (
        "   1  j-smith  J. Smith\n   2  gazette  The Gazette\nSpeaker: \nForm, such as speech or news report: \n"
        in asked
    )
    assert "   2  rock-1969     The Academy: A report on a rock\nSource: \n" in asked
    assert "Date it was said there; empty for none [1969]: \nDid another pass it on? yes or no [no]: \n" in asked


def test_an_answer_that_cannot_stand_is_asked_for_again(listed: Listed, capsys: pytest.CaptureFixture[str]) -> None:
    said = answers("", "J. Smith said so.", "history", "1", "", "seven", "", "2019-13", "", "Cold Moon", "moon", "cold")
    assert "  - id: cold\n" in listed(EXAMPLE, "--title", "The moon is cold", ask=said)
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ") and line[2] != " "] == [
        "  an answer is needed here",
        '  "seven" is not a whole number from 1: count from 1',
        '  "2019-13" has the month 13, and a year has 12: write 2019, 2019-05, 2019-05-01, 2019-09? or 2018-12/2019-05',
        '  "Cold Moon" is not an id: ids are lower-case words joined by hyphens: "cold-moon" would do',
        '  "moon" is taken: "moon-2" would do',
    ]


SPOKEN, WRITTEN = (
    f"""
  - id: the-moon-is-cold
    title: The moon is cold
    statement: J. Smith said that it is cold.
    text: {text}
    kind: history
    topics: [cheese]
    appearances:
{chain}
    changes:
      - {{date: 2026-11-25, kind: added, note: {NOTE}}}
"""
    for text, chain in (
        ("speech", RECORD[RECORD.index("      - {speaker: j") : RECORD.index("    changes")].rstrip("\n")),
        ("letters", "      - {speaker: j-smith, form: letter, source: rock-1969, date: 1969, paragraph: 2}"),
    )
)


@pytest.mark.parametrize(
    ("options", "record"),
    [(["--text", "speech"], SPOKEN), (["--text", "2", "--paragraph", "2"], WRITTEN)],
)
def test_a_claim_of_one_of_several_texts_comes_as_its_others_did(
    listed: Listed, options: list[str], record: str
) -> None:
    text = listed(SEVERAL, *GIVEN, "--topics", "cheese", *options)
    assert text == SEVERAL.replace(AFTER_CHEESE, AFTER_CHEESE + record)


def test_which_of_several_texts_it_is_of_is_asked_for(listed: Listed, capsys: pytest.CaptureFixture[str]) -> None:
    said = answers("J. Smith said that it is cold.", "x", "l", "history", "cheese", "", "2", "", "")
    text = listed(SEVERAL, "--title", "The moon is cold", ask=said)
    assert text == SEVERAL.replace(AFTER_CHEESE, AFTER_CHEESE + WRITTEN)
    menu = "   1  speech   The speech in the observatory\n   2  letters  Letters to the academy\n"
    question = "Text that it is a claim of, by number or name: \n"
    again = '  "x" is none of them: choose from 2, by number or name\n'
    asked = capsys.readouterr().out
    assert f"{menu}{question}{again}{question}   1  measure " in asked
    assert "      j-smith, letter, rock-1969, 1969\nDid it reach us this way? yes or no [yes]: \n" in asked


def test_of_one_text_a_claim_need_not_say_so(listed: Listed, refused: Listed) -> None:
    start = SEVERAL.index("  - id: letters")
    one = SEVERAL[:start] + SEVERAL[SEVERAL.index("topics:\n") :]
    one = one.replace(", letters]", "]").replace("text: letters", "text: speech")
    one = re.sub(r"  finding: >-\n(    .*\n)+", "", one)
    silent = SPOKEN.replace("    text: speech\n", "")
    for options, record in (([], silent), (["--text", "sp"], SPOKEN)):
        text = listed(one, *GIVEN, "--topics", "cheese", *options)
        assert text == one.replace(AFTER_CHEESE, AFTER_CHEESE + record)
    message = 'error: --text: "letters" is none of them: choose from 1, by number or name\n'
    assert refused(one, *GIVEN, "--topics", "cheese", "--text", "letters") == message


def test_without_anybody_to_ask_one_of_several_texts_must_be_given(refused: Listed) -> None:
    message = "error: there are several texts: give --text, one of speech, letters\n"
    assert refused(SEVERAL, *GIVEN, "--topics", "cheese") == message
    unknown = 'error: --text: "poem" is none of them: choose from 2, by number or name\n'
    assert refused(SEVERAL, *GIVEN, "--topics", "cheese", "--text", "poem") == unknown


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--kind", "hearsay", '"hearsay" is none of them: choose from 5, by number or name'),
        ("--topics", "chese", '"chese" is none of them: did you mean "cheese"?'),
        ("--topics", " ", "a claim has at least one topic"),
        ("--title", "", "an answer is needed here"),
        ("--title", "a\x01b", "U+0001 cannot stand in the file: write it without"),
        ("--title", "caf\udce9", "U+DCE9 cannot stand in the file: write it without"),
        ("--paragraph", "0", '"0" is not a whole number from 1: count from 1'),
        ("--id", "moon", '"moon" is taken: "moon-2" would do'),
        ("--appearance", "j-smith", '"j-smith" is not SPEAKER,FORM,SOURCE or SPEAKER,FORM,SOURCE,DATE'),
        ("--appearance", "1,a,1,1968,b", '"1,a,1,1968,b" is not SPEAKER,FORM,SOURCE or SPEAKER,FORM,SOURCE,DATE'),
        ("--appearance", "smith,speech,gazette-1968", '"smith" is none of them: did you mean "j-smith"?'),
        ("--appearance", "j-smith,,gazette-1968", "an answer is needed here"),
    ],
)
def test_an_option_that_cannot_stand_is_refused(refused: Listed, option: str, value: str, message: str) -> None:
    assert refused(EXAMPLE, *GIVEN, "--topics", "cheese", option, value) == f"error: {option}: {message}\n"


def test_nothing_is_written_where_the_file_has_or_would_have_a_mistake(refused: Listed) -> None:
    assert refused(EXAMPLE, *GIVEN, "--topics", "cheese", "--date", "2027") == (
        "nothing was written\n"
        'claims.yaml:71:11: error: claim "the-moon-is-cold" has the date 2027, which lies in the future\n'
        "   71 |     date: 2027\n"
        "      |           ^\n"
        "  help: today is 2026-11-25\n"
        "1 mistake found\n"
    )
    message = refused(MISTAKEN, *GIVEN, "--topics", "cheese")
    assert message.startswith("nothing was written\nclaims.yaml:31:11: error: ")


def saying(statement: str) -> list[str]:
    return [*GIVEN, "--statement", statement, "--topics", "cheese"]


USUAL = RECORD[RECORD.index("      - {") : RECORD.index("    changes")]
OTHER = """
  - id: moon-far
    title: The moon is far
    statement: The Gazette wrote that the moon is far.
    kind: history
    topics: [light]
    appearances:
      - {speaker: gazette, form: leader, source: rock-1969, date: 1969}
"""


@pytest.mark.parametrize(
    ("statement", "chain"),
    [
        ("The Gazette wrote that it is cold.", OTHER[OTHER.index("      - {") :]),
        ("The Gazette’s J. Smith said that it is cold.", USUAL),
        ("Smith said that it is cold.", USUAL),
    ],
)
def test_the_usual_chain_begins_with_whom_the_statement_names(listed: Listed, statement: str, chain: str) -> None:
    text = listed(EXAMPLE.replace(AFTER_LIGHT, AFTER_LIGHT + OTHER), *saying(statement))
    assert f"    topics: [cheese]\n    appearances:\n{chain}    changes:\n" in text


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (EXAMPLE, "The Gazette wrote that it is cold."),  # which made no claim here
        (EXAMPLE.replace(AFTER_LIGHT, AFTER_LIGHT + OTHER), "The keeper said that it is cold."),  # one of two
    ],
)
def test_no_chain_of_another_speaker_is_copied(refused: Listed, text: str, statement: str) -> None:
    assert refused(text, *saying(statement)).startswith("error: no claim of this speaker shows")


def test_where_all_claims_are_of_one_speaker_their_chain_is_usual(listed: Listed) -> None:
    assert f"{RECORD[RECORD.index('    topics') :]}" in listed(EXAMPLE, *saying("The keeper said so."))


def test_without_anybody_to_ask_all_must_be_given(refused: Listed) -> None:
    assert refused(EXAMPLE, "--title", "The moon is cold", "--yes") == (
        "error: --yes asks nothing, and there is no --statement and no --kind and no --topics\n"
        "  help: give each, or leave --yes out\n"
    )
    assert refused(EXAMPLE, "--title", "The moon is cold", ask=answers("J. Smith said so.")) == (
        "error: no answer, and nothing was written\n  help: give the fields as options; --help lists them\n"
    )
    message = (
        "error: no claim of this speaker shows how the words reach us\n"
        "  help: give make APPEARANCE=speaker,form,source, or the command --appearance for each link\n"
    )
    assert refused(f"{SHORT} []\n", *GIVEN, "--topics", "cheese") == message


def test_an_id_is_made_of_the_title() -> None:
    ids = {
        "The moon is cold": "the-moon-is-cold",
        "China’s “ports”: 100% screened – at last!": "chinas-ports-100-screened-at-last",
        "Café Zürich": "cafe-zurich",
        "Moon": "moon-3",
        "moon 2": "moon-2-2",
        "Con": "con-2",
        "Index": "index-2",
        "月亮": "claim",
        "word " * 20: "-".join(["word"] * 13),
        "x" * 70: "x" * 62 + "-3",
    }
    taken = {"moon", "moon-2", "moon-light", "x" * 64, "x" * 62 + "-2"}
    assert {title: propose_id(title, taken) for title in ids} == ids


# A choice

CHOICES = {"cheese": "The moon and cheese", "light": "The light", "lightning": "Flashes", "2019": "A year"}


def test_a_word_means_one_choice() -> None:
    meant = {
        "cheese": ["c", "C", "the m", "1"],
        "light": ["light", "2"],
        "lightning": ["lightn", "flash"],
        "2019": ["4", "2019", "201"],
    }
    assert {id: {choose(word, CHOICES) for word in words} for id, words in meant.items()} == {id: {id} for id in meant}


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("l", "could be light or lightning: write more of it"),
        ("the", "could be cheese or light: write more of it"),
        ("p", "could be p0, p1, p2, p3, p4 or 3 more: write more of it"),
        ("chese", 'is none of them: did you mean "cheese"?'),
        ("0", "is none of them: choose from 12, by number or name"),
        ("13", "is none of them: choose from 12, by number or name"),
        ("", "is none of them: choose from 12, by number or name"),
    ],
)
def test_a_word_that_means_none_or_several_is_refused(word: str, message: str) -> None:
    with pytest.raises(CommandError) as raised:
        choose(word, CHOICES | {f"p{n}": "" for n in range(8)})
    assert str(raised.value) == f'"{word}" {message}'


def test_a_menu_numbers_its_lines() -> None:
    assert menu({"a": "First", "bcd": "Second", "e": ""}) == "   1  a    First\n   2  bcd  Second\n   3  e"


# A record as YAML

FIELDS = {
    "id": "moon-cheese",
    "title": "The moon: a cheese",
    "statement": "J. Smith said that the moon is made of cheese, and that he would say so again "
    "to anybody who cared to ask him about it.",
    "note": "- : # " + "word " * 16 + "fentanyl-related substances and more, and more, and more",
    "topics": ["cheese", "light, and dark"],
    "appearances": [
        {"speaker": "j-smith", "form": "speech", "date": "1968-04-30", "paragraph": "7"},
        {"speaker": "gazette", "form": "report, early", "date": "1968/1969"},
    ],
}


def test_a_record_is_laid_out_as_the_file_is() -> None:
    text = "\n".join(yaml_record(FIELDS, 2))
    assert text == (
        "  - id: moon-cheese\n"
        '    title: "The moon: a cheese"\n'
        "    statement: >-\n"
        "      J. Smith said that the moon is made of cheese, and that he would say so again to anybody who\n"
        "      cared to ask him about it.\n"
        "    note: >-\n"
        f"      - : # {'word ' * 15}word\n"
        "      fentanyl-related substances and more, and more, and more\n"
        '    topics: [cheese, "light, and dark"]\n'
        "    appearances:\n"
        "      - {speaker: j-smith, form: speech, date: 1968-04-30, paragraph: 7}\n"
        '      - {speaker: gazette, form: "report, early", date: 1968/1969}'
    )
    assert reader.read(f"claims:\n{text}").data == {"claims": [FIELDS]}


def test_text_is_quoted_only_where_it_must_be() -> None:
    plain = ["plain words", "2019", "“curly” it’s"]
    quoted = [
        "a: b",
        "- a hyphen first",
        "# a hash first",
        "words # and a hash",
        "[brackets] first",
        "*a star",
        "~",
        "null",
    ]
    odd = {'he said: "no"': "'he said: \"no\"'", 'it\'s "so": \\': "'it''s \"so\": \\'"}
    for text, value in ({text: text for text in plain} | {text: f'"{text}"' for text in quoted} | odd).items():
        (line,) = yaml_record({"title": text}, 0)
        assert line == f"- title: {value}"
        assert reader.read(f"claims:\n{line}").data == {"claims": [{"title": text}]}
