"""The sources as a bibliography, read as reference managers read it; whole files stand in golden/."""

import json
import re
from typing import Any

import bibtexparser
import pytest

from claims.site.release import FOLDER
from support.opendata import make
from support.pages import Site

Item = dict[str, Any]


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
    "title", ["{Braces} #1 & 100% of $5_6 ~^", "a\\b {", "美国毒品", "О «фентаниле»", '@misc{x, "']
)
def test_a_title_survives(title: str) -> None:
    written = json.dumps(title, ensure_ascii=False)
    fields, lines, item = read(
        f"{{id: one, kind: academic, publisher: The Institute, title: {written}, lang: zh, seen: opening}}"
    )
    assert item["title"] == title
    assert f"TI  - {title}" in lines
    signs = {"textbraceleft": "{", "textbraceright": "}", "textbackslash": "\\", "textasciitilde": "~"}
    signs |= {"textasciicircum": "^"}
    plain = re.sub(r"\\([a-z]+)\{\}", lambda match: signs[match[1]], fields["title"])
    assert re.sub(r"\\([#$%&_])", r"\1", plain) == title
    assert fields["language"] == item["language"] == "zh"


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
