"""The sources as a bibliography, read as reference managers read it; whole files are compared in test_exports."""

from __future__ import annotations

import json
import re
from typing import Any

import bibtexparser
import pytest

from claims.site.release import FOLDER
from pages import Site

from .support import make

Item = dict[str, Any]
NEWS = "{id: one, kind: news, publisher: The Gazette, "
OTHER = "{id: one, kind: academic, publisher: The Institute, "


PUBLISHED, REPORTED = {"publisher": "The Institute"}, {"institution": "The Institute", "series": "I"}
ISBN = "isbn: 0-306-40615-2, "


def read(source: str) -> tuple[dict[str, str], list[str], Item]:
    """A source, written as in the file, as BibTeX, as lines of RIS, and as CSL-JSON."""
    files = make(f"claims: []\nsources:\n  - {source}\n").files
    library = bibtexparser.parse_string(files["sources.bib"].decode())
    assert not library.failed_blocks
    [entry], [item] = library.entries, json.loads(files["sources.csl.json"])
    assert entry.key == item["id"] == "one"
    fields = {"type": entry.entry_type, **{field.key: field.value for field in entry.fields}}
    return fields, files["sources.ris"].decode().split("\r\n"), item


@pytest.mark.parametrize(
    ("date", "bibtex", "ris", "csl"),
    [
        ("2019-05-01", {"year": "2019", "month": "may", "day": "1"}, ["2019", "2019/05/01/"], [[2019, 5, 1]]),
        ("2019-05", {"year": "2019", "month": "may"}, ["2019", "2019/05//"], [[2019, 5]]),
        ("2019", {"year": "2019"}, ["2019", "2019///"], [[2019]]),
        (
            "2018-12/2019-09",
            {"date": "2018-12/2019-09"},
            ["Date: December 2018 to September 2019"],
            [[2018, 12], [2019, 9]],
        ),
        ("2018~/2019", {"date": "2018~/2019"}, ["Date: 2018 (approximate) to 2019"], "circa"),
        ("2019-09?", {"date": "2019-09?"}, ["Date: September 2019 (uncertain)"], "circa"),
        ("../2018", {"date": "../2018"}, ["Date: up to 2018"], "literal"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: str, bibtex: dict[str, str], ris: list[str], csl: object) -> None:
    fields, lines, item = read(f'{OTHER}title: T, date: "{date}"}}')
    assert {name: value for name, value in fields.items() if name in {"year", "month", "day", "date"}} == bibtex
    assert [line[6:] for line in lines if re.match("PY|DA|Y1|N1", line)] == ris
    if isinstance(csl, str):
        assert item["issued"][csl]
    else:
        assert item["issued"] == {"date-parts": csl}


@pytest.mark.parametrize(
    "title", ["{Braces} #1 & 100% of $5_6 ~^", "a\\b {", "美国毒品", "О «фентаниле»", '@misc{x, "']
)
def test_a_title_survives(title: str) -> None:
    fields, lines, item = read(f"{OTHER}title: {json.dumps(title, ensure_ascii=False)}, lang: zh}}")
    assert item["title"] == title
    assert f"TI  - {title}" in lines
    signs = {"textbraceleft": "{", "textbraceright": "}", "textbackslash": "\\", "textasciitilde": "~"}
    signs |= {"textasciicircum": "^"}
    plain = re.sub(r"\\([a-z]+)\{\}", lambda match: signs[match[1]], fields["title"])
    assert re.sub(r"\\([#$%&_])", r"\1", plain) == title
    assert fields["language"] == item["language"] == "zh"


@pytest.mark.parametrize(
    ("source", "entry", "where", "ris", "csl"),
    [
        (NEWS, "article", {"journal": "The Gazette"}, "NEWS", "article-newspaper"),
        (f"{NEWS}in: I, ", "article", {"journal": "I", "publisher": "The Gazette"}, "NEWS", "article-newspaper"),
        (f"{NEWS}type: broadcast, ", "misc", {"howpublished": "The Gazette"}, "MPCT", "broadcast"),
        (f"{OTHER}url: https://a.example/, ", "online", {"organization": "The Institute"}, "ELEC", "webpage"),
        (f"{OTHER}in: I, doi: 10.1234/a, ", "online", {"organization": "I, The Institute"}, "ELEC", "webpage"),
        (OTHER, "misc", {"howpublished": "The Institute"}, "GEN", "document"),
        (f"{OTHER}type: report, in: I, ", "techreport", REPORTED, "RPRT", "report"),
        (f"{OTHER}type: article, in: I, ", "article", {"journal": "I", **PUBLISHED}, "JOUR", "article-journal"),
        (f"{OTHER}type: article, {ISBN}in: I, ", "incollection", {"booktitle": "I", **PUBLISHED}, "CHAP", "chapter"),
        (f"{OTHER}type: book, {ISBN}", "book", PUBLISHED, "BOOK", "book"),
        (f"{OTHER}type: law, ", "misc", {"howpublished": "The Institute"}, "STAT", "legislation"),
        (f"{OTHER}type: data-set, ", "dataset", PUBLISHED, "DATA", "dataset"),
    ],
)  # fmt: skip
def test_each_kind_of_work_is_cited_as_such(source: str, entry: str, where: dict[str, str], ris: str, csl: str) -> None:
    fields, lines, item = read(f"{source}title: T, note: N}}")
    outlets = {"journal", "booktitle", "series", "publisher", "institution", "organization", "howpublished"}
    assert {name: value for name, value in fields.items() if name in outlets} == where
    assert (fields["type"], lines[0], item["type"]) == (entry, f"TY  - {ris}", csl)


def test_persons_are_cited_by_family_name_and_bodies_as_they_stand() -> None:
    authors = "[{given: Ursula, family: von Low}, Smith and Sons, Zhang Yan]"
    fields, lines, item = read(f"{OTHER}author: {authors}, title: T, note: N, accessed: 2026-05-01}}")
    assert fields["author"] == "von Low, Ursula and {Smith and Sons} and {Zhang Yan}"
    assert [line[6:] for line in lines if line.startswith("AU")] == ["von Low, Ursula", "Smith and Sons", "Zhang Yan"]
    assert item["author"] == [
        {"family": "von Low", "given": "Ursula"},
        {"literal": "Smith and Sons"},
        {"literal": "Zhang Yan"},
    ]
    assert (fields["urldate"], item["accessed"]) == ("2026-05-01", {"date-parts": [[2026, 5, 1]]})
    assert "Y2  - 2026/05/01/" in lines


def test_it_has_every_source_once_and_is_written_as_each_format_wants_it(any_published: Site) -> None:
    ids = [source.id for source in any_published.dataset.sources]
    folder = any_published.folder / FOLDER
    ris = (folder / "sources.ris").read_bytes()
    library = bibtexparser.parse_string((folder / "sources.bib").read_text(encoding="utf-8"))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ids
    assert [item["id"] for item in json.loads((folder / "sources.csl.json").read_bytes())] == ids
    assert ris.count(b"\n") == ris.count(b"\r\n")
    lines = ris.decode().split("\r\n")
    assert lines.pop() == ""
    assert [line for line in lines if not re.fullmatch("[A-Z][A-Z0-9]  - .*", line)] == []
    assert [line[6:] for line in lines if line.startswith("ID")] == ids
    assert "".join(line[:2] for line in lines if line[:2] in {"TY", "ER"}) == "TYER" * len(ids)
