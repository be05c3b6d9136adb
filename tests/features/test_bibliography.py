"""The sources as a bibliography, read as reference managers read it; whole files stand in golden/."""

import json
import re

import bibtexparser
import pytest

from support.opendata import make


def read(source: str) -> dict[str, str]:
    """A source, written as in the file, as a reference manager reads its entry."""
    files = make(f"claims: []\nsources:\n  - {source}\n").files
    library = bibtexparser.parse_string(files["sources.bib"].decode())
    assert not library.failed_blocks
    [entry] = library.entries
    assert entry.key == "one"
    return {"type": entry.entry_type, **{field.key: field.value for field in entry.fields}}


@pytest.mark.parametrize(
    "title", ["{Braces} #1 & 100% of $5_6 ~^", "a\\b {", "美国毒品", "О «фентаниле»", '@misc{x, "']
)
def test_a_title_survives(title: str) -> None:
    written = json.dumps(title, ensure_ascii=False)
    fields = read(f"{{id: one, kind: academic, publisher: The Institute, title: {written}, lang: zh, seen: opening}}")
    signs = {"textbraceleft": "{", "textbraceright": "}", "textbackslash": "\\", "textasciitilde": "~"}
    signs |= {"textasciicircum": "^"}
    plain = re.sub(r"\\([a-z]+)\{\}", lambda match: signs[match[1]], fields["title"])
    assert re.sub(r"\\([#$%&_])", r"\1", plain) == title
    assert fields["language"] == "zh"
