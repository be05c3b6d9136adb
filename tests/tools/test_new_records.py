import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from claims import cli
from claims.tools import new_records, works
from support.example import EXAMPLE, TODAY
from support.helpers import Raw
from support.server import Site

Run = Callable[..., tuple[int, str, str]]
LAST = "    archived: https://archive.example/rock\n    date: 1969\n"
"""What ends the last source of the example."""


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command; gives exit status, output and what is wrong."""

    def command(*more: str) -> tuple[int, str, str]:
        return cli.main(["new", "source", "--file", str(file), *more], today=TODAY), *capsys.readouterr()

    return command


def put(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


PIERS = {
    "type": "article-journal",
    "title": "Loads: on <i>three</i> piers",
    "container-title": "Journal of Piers",
    "publisher": "The College",
    "DOI": "10.1234/piers.7",
    "URL": "https://doi.org/10.1234/piers.7",
    "language": "en-GB",
    "author": [
        {"family": "Low", "given": "Ann", "non-dropping-particle": "van"},
        {"literal": "Board of Piers, Puddle"},
    ],
    "issued": {"date-parts": [["2025", 4]]},
    "accessed": {"date-parts": [[2026, 11, 2]]},
}
SEEN = "seen: opening  # whole, opening, excerpt, reported or none"
PIERS_RECORD = """\
  - id: van-low-2025-04
    kind: academic
    type: article
    author:
    - given: Ann
      family: van Low
    - Board of Piers, Puddle
    in: Journal of Piers
    publisher: The College
    title: 'Loads: on three piers'
    doi: 10.1234/piers.7
    date: 2025-04
    accessed: 2026-11-02
    seen: opening  # whole, opening, excerpt, reported or none
"""


def test_works_of_zotero_are_written_and_no_other_byte(file: Path, run: Run) -> None:
    long = " ".join(["A book of piers"] * 7)
    book = {"type": "book", "title": long, "publisher": "Press", "ISBN": "12 978-0-306-40615-7"}
    book |= {"collection-title": "Old", "author": [{"literal": "Board of Piers"}]}
    known = {"type": "webpage", "title": "T", "URL": "https://gazette.example/moon/#top"}
    works = put("zotero.json", json.dumps([PIERS, book, known, PIERS]))
    windows = "\ufeff" + EXAMPLE.replace("\n", "\r\n")
    file.write_bytes(windows.encode())
    status, said, wrong = run("--works", works, "--kind", "company")
    assert (status, wrong) == (0, "")
    assert said == (
        'left out: source "gazette-1968" is that work already\n'
        'left out: source "van-low-2025-04" is that work already\n'
        "claims.yaml:23: source board-of-piers is written; not known: date\n"
        "claims.yaml:53: source van-low-2025-04 is written\n"
    )
    press = (
        "  - id: board-of-piers\n    # not known: date\n    kind: company\n    type: book\n"
        f"    author:\n    - Board of Piers\n    in: Old\n    publisher: Press\n    title: {long[:95]}\n"
        f"      {long[96:]}\n    isbn: 978-0-306-40615-7\n    {SEEN}\n"
    )
    expected = EXAMPLE.replace("  - id: gazette-1968\n", f"{press}\n  - id: gazette-1968\n")
    expected = expected.replace(LAST, f"{LAST}\n{PIERS_RECORD}")
    assert file.read_bytes().decode() == "\ufeff" + expected.replace("\n", "\r\n")


def test_a_doi_is_asked_for_as_csl_json(file: Path, run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_records, "RESOLVER", site.at("/"))
    site.add("/10.1234/piers.7", 302, "/csl")
    crossref = {**PIERS, "type": "journal-article", "title": [PIERS["title"]], "ISBN": ["1"]}
    site.play("/csl", (200, json.dumps(crossref), {"Content-Type": new_records.CSL}))
    assert run("--doi", "https://doi.org/10.1234/piers.7")[0] == 0
    assert file.read_text("utf-8") == EXAMPLE.replace(LAST, f"{LAST}\n{PIERS_RECORD}")


SUFFIXED = {"family": "King", "suffix": "Jr."}
NEWS = """<!DOCTYPE html><html lang="fr-FR"><head><title>No</title><meta property="og:title" content="Nor this">
<script type="application/ld+json">{"@graph": [{"@type": "Organization"}, {"@type": "NewsArticle",
"headline": "Trois retards &amp; plus", "datePublished": "2025-7-20T08:00Z", "publisher": {"name": "La Flaque"},
"author": [{"name": "Ann van Low", "givenName": "Ann", "familyName": "van Low"}, {"name": "Bo Li"}]}]}</script>"""
SCHOLAR = """<html><head><meta name="citation_title" content="Loads"><meta name="citation_author" content="Low, Ann">
<meta name="citation_author" content="The Board"><meta name="citation_journal_title" content="Journal of Piers">
<meta name="citation_publication_date" content="2025/4"><meta name="citation_doi" content="doi:10.1234/p">
<link rel="canonical" href="https://piers.example/loads"></head>"""
PLAIN = """<title>A page
 of ours</title><meta name="author" content="https://facebook.example/us"><meta property="og:site_name" content="Us">"""


@pytest.mark.parametrize(
    ("item", "values"),
    [
        ({"issued": {"date-parts": [[2019], [2020, "1"]]}}, {"date": "2019/2020-01"}),
        ({"issued": {"date-parts": [[None]]}, "type": [], "author": "Ann", "URL": "a.example"}, {"author": ["Ann"]}),
        ({"title": "A\ud800 stone\x00 of \x9frock"}, {"title": "A stone of rock"}),
        ({"ISBN": ["9780306406157"], "author": [{"family": "Lo"}, 3]}, {"isbn": "9780306406157", "author": ["Lo"]}),
        ({"ISBN": "978 0 306 40615 7", "language": "Spanish"}, {"isbn": "978 0 306 40615 7"}),
        (
            {"type": "report", "collection-title": "R", "publisher": "P", "author": [{**SUFFIXED, "given": "M"}]},
            {"type": "report", "in": "R", "publisher": "P", "author": [{"given": "M", "family": "King, Jr."}]},
        ),
    ],
)
def test_what_is_odd_of_a_work_is_left_out(item: Raw, values: Raw) -> None:
    assert works.draft_of(item) == values


@pytest.mark.parametrize(
    ("page", "values"),
    [
        (
            NEWS,
            "{kind: news, author: [{given: Ann, family: van Low}, Bo Li], publisher: La Flaque,"
            " title: Trois retards & plus, lang: fr, url: https://a.example/, date: '2025-07-20'}",
        ),
        (
            SCHOLAR,
            "{kind: academic, type: article, author: [{given: Ann, family: Low}, The Board], publisher: Journal of"
            " Piers, title: Loads, url: https://piers.example/loads, doi: 10.1234/p, date: '2025-04'}",
        ),
        (PLAIN, "{publisher: Us, title: A page of ours, url: https://a.example/}"),
        (f"<script type=application/ld+json>{'[' * 100_000}</script>", "{url: https://a.example/}"),
    ],
    ids=["news", "scholar", "plain", "without end"],
)
def test_a_page_is_read_for_what_it_says_of_itself(page: str, values: str) -> None:
    assert works.draft_of(works.work_of_page(page, "https://a.example/")) == yaml.safe_load(values)


def test_a_page_on_the_web_was_read_today(file: Path, run: Run, site: Site) -> None:
    site.play("/page", (200, NEWS, {"Content-Type": "text/html; charset=utf-8"}))
    assert run("--url", site.at("/page"))[0] == 0
    online = file.read_text("utf-8")
    assert f"    url: {site.at('/page')}\n    date: 2025-07-20\n    accessed: 2026-11-25\n    {SEEN}\n" in online


def test_what_is_not_known_is_said_and_asked_for_by_the_check(file: Path, run: Run) -> None:
    status, said, wrong = run("--works", put("works.json", '{"title": "月", "language": "zh"}'))
    lacking = "kind, author, publisher, date, gloss and address"
    assert (status, said) == (0, f"claims.yaml:40: source source is written; not known: {lacking}\n")
    assert [line for line in wrong.splitlines() if "warning" in line] == [
        'claims.yaml:40:5: warning: source "source" has no "kind" or "publisher"',
    ]
    record = f"  - id: source\n    # not known: {lacking}\n    title: 月\n    lang: zh\n    {SEEN}\n"
    assert file.read_text("utf-8") == EXAMPLE.replace(LAST, f"{LAST}\n{record}")


def test_a_language_is_told_of_what_is_in_another_than_the_file(file: Path, run: Run) -> None:
    works = json.dumps([{"title": title, "language": title, "DOI": f"10.1234/{title}"} for title in ("en", "es-MX")])
    file.write_text(f"site: {{language: es}}\n{EXAMPLE}", "utf-8")
    assert run("--works", put("works.json", works))[1].count("gloss") == 1
    written = file.read_text("utf-8")
    assert "    title: en\n    lang: en\n    doi: 10.1234/en\n" in written
    assert "    title: es-MX\n    doi: 10.1234/es-MX\n" in written


HELD = "- id: b\n  kind: news\n  publisher: B\n  title: B\n  note: N"
P = '{"type": "article-newspaper", "publisher": "P", "title": "T"}'
ADDED = f"- id: p\n  # not known: author, date and address\n  kind: news\n  publisher: P\n  title: T\n  {SEEN}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "sources:\n" + "".join(f"  {line}\n" for line in ADDED.split("\n"))),
        ("sources: []\n", "sources:\n" + "".join(f"  {line}\n" for line in ADDED.split("\n"))),
        (f"sources:\n{HELD}", f"sources:\n{HELD}\n\n{ADDED}"),
        (f"sources:\n{HELD}\n".replace("id: b", "id: z"), f"sources:\n{ADDED}\n\n{HELD}\n".replace("id: b", "id: z")),
    ],
)
def test_a_record_is_indented_as_the_others_of_its_list(file: Path, run: Run, before: str, after: str) -> None:
    file.write_text(f"claims: []\n{before}", "utf-8")
    assert run("--works", put("a.json", P))[0] == 0
    assert file.read_text("utf-8") == f"claims: []\n{after}"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("--doi 10.1", '"10.1" is not a DOI; write it as in 10.1234/abc.5'),
        ("--url moon", '"moon" is not a web address; write the whole address, beginning with https:// or http://'),
        ("--works gone.json", "gone.json: no such file or directory"),
        *(
            (f"--works {n}", "what was read is no list of works in CSL JSON; export the works as CSL JSON")
            for n in ("0", "1", "2", "3", "deep", "/dev/zero")
        ),
        (
            "--works some.json --kind nws",
            '"nws" is not one of official, court, intergovernmental, news, '
            'academic, think-tank, charity, company or person; did you mean "news"?',
        ),
        (
            "",
            "no work is named; as in python -m claims new source --url https://example.org/page, "
            "or as data/README.md says",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(file: Path, run: Run, given: str, message: str) -> None:
    for name, content in {
        "0": "[",
        "1": "[1]",
        "2": "[]",
        "3": "{}",
        "deep": "[" * 200_000,
        "some.json": '{"title": "a"}',
    }.items():
        put(name, content)
    message = message.replace("; ", "\n  help: ")
    assert run(*given.split()) == (1, "", f"error: {message}\n")
    assert file.read_text("utf-8") == EXAMPLE


def test_to_a_list_in_another_form_nothing_is_added(file: Path, run: Run) -> None:
    text = "claims: []\nsources: [{id: a, kind: news, publisher: P, title: T, note: N, seen: opening}]\n"
    file.write_text(text, "utf-8")
    assert (*run("--works", put("a.json", P)), file.read_text("utf-8")) == (
        1,
        "",
        "nothing was written\n"
        'claims.yaml:2:10: error: "sources" is a list to which nothing can be added\n'
        "    2 | sources: [{id: a, kind: news, publisher: P, title: T, note: N, seen: opening}]\n"
        "      |          ^\n"
        "  help: write each record on lines of its own, after a hyphen and a space\n1 mistake found\n",
        text,
    )


def test_to_a_file_in_braces_nothing_is_added(file: Path, run: Run) -> None:
    file.write_text("{sources: []}\n", "utf-8")
    assert run("--works", put("a.json", P)) == (
        1,
        "",
        "nothing was written\n"
        "claims.yaml:1:1: error: the file is in braces, and nothing can be added to it\n"
        "    1 | {sources: []}\n"
        "      | ^\n"
        "  help: write each list on lines of its own, without braces around the file\n1 mistake found\n",
    )


def test_what_is_wrong_elsewhere_keeps_nothing_from_being_written(file: Path, run: Run) -> None:
    first = put("a.json", P)
    second = put("b.json", P.replace('"T"', '"U"'))
    file.write_text("topics: [moon]\nclaims:\n  - {id: a, title: A, topics: [moon]}\n", "utf-8")
    said = "claims.yaml:5: source p is written; not known: author, date and address\n"
    assert run("--works", first)[:2] == (0, said)
    assert run("--works", first)[1] == said.replace(":5: source p", ":12: source p-2")
    broken = file.read_text("utf-8").replace("  - id: p-2\n", "  -\n")
    file.write_text(broken, "utf-8")
    assert run("--works", second)[2].startswith("nothing was written\nclaims.yaml:1:10: error: ")
    assert file.read_text("utf-8") == broken
