"""The sources as a bibliography, read as reference managers read it; whole files stand in golden/."""

import json
import re
from typing import Any

import bibtexparser
import pytest

from support.opendata import make

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
