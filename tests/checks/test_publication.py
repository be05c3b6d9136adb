"""Drafts: shown and marked where a site is not published, and nowhere to be found where it is."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.checks import loader, publication
from claims.checks.publication import published, published_text
from claims.source import yaml_reader as reader
from claims.source.diagnostics import DataError
from support.building import PUBLISHED, build, publish, small_project
from support.datasets import BARE
from support.helpers import AFTER_ALL, EXAMPLES, ROOT
from support.pages import Site

DRAFTS = (
    BARE.replace(
        "\nsources:\n",
        """
  - {id: zorkman, name: Zork Zorkman, kind: person, role: Zorker}
sources:  # zork
  - id: zork-source  # zork
    kind: news
    publisher: Zork Times
    title: >-  # zork
      All the zork
    url: https://zork.moon/
    relays: [zork-origin]
    seen: opening
  - {id: zork-origin, kind: news, publisher: Zork Wire, title: The first zork, url: "https://wire.moon/zork",
     seen: opening}
""",
    ).replace(
        "claims:\n",
        """\
claims:
  - id: zork-claim
    draft: true
    title: The zork is TK
    statement: Zork Zorkman said that the zork is TK.
    kind: measure
    topics: [the-only-topic]
    date: 2020
    appearances:
      - {speaker: zorkman, form: zorking, source: zork-source}
    changes:
      - {date: 2020-01-01, kind: added, note: Zork.}

  # zork comes first
""",
    )
    + """    date: 2019
    changes: [{date: 2020-01-01, kind: added, note: Listed.}]  # not the zork
events:
  - id: zork-event
    draft: true
    date: 2020-02
    title: The zork falls
    summary: Of [it](claim:zork-claim).
    sources: [zork-source]
"""
)
PAGE = """\
Title: The zork page
Slug: zork-page
Status: draft
Description: Zork.

Zork [it](claim:zork-claim). ![Zork]({static}/zork.png)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(tmp_path / "project", DRAFTS)
    (folder / "content" / "pages" / "zork.md").write_text(PAGE, encoding="utf-8")
    (folder / "content" / "zork.png").write_bytes(b"zork")
    return folder


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and what is in it, however often it is packed."""
    yield name, content
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name}/", gzip.decompress(content))


def test_no_file_of_a_published_site_has_a_word_of_a_draft(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "data" / "claims.yaml").write_text(f"site:\n  title: The moon  # zork\n{DRAFTS}", encoding="utf-8")
    (project / "data" / "claims.schema.json").write_text("{}")
    output = publish(project, project / "output", PUBLISHED)
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    found = [file for name, content in files.items() for file in unpacked(name, content)]
    assert [name for name, content in found if b"zork" in content.lower() or "zork" in name] == []
    names = {name for name, _ in found}
    assert {
        "claims/the-only-claim/index.html",
        "data/v1/claims.yaml",
    } <= names
    assert {name.rpartition(".")[2] for name in files} >= {"csv", "xml"}


def test_where_it_is_not_published_a_draft_is_shown_and_marked(project: Path) -> None:
    site = Site(build(project, project / "output"))
    assert site.page("claims/zork-claim/index.html").h1 == "Claim: Draft: The zork is TK"
    assert site.page("zork-page/index.html").h1 == "Draft: The zork page"
    assert "Draft: The zork falls" in site.page("timeline/index.html").words


def test_what_leads_to_a_draft_keeps_the_site_from_being_published(project: Path) -> None:
    file, about = project / "data" / "claims.yaml", project / "content" / "pages" / "about.md"
    file.write_text(
        DRAFTS.replace("summary: One paragraph.", "summary: '[It](claim:zork-claim) is.'"), encoding="utf-8"
    )
    more = "\n[A source](source:zork-origin)\n[A page]({filename}zork.md#it)\n"
    about.write_text(f"{about.read_text()}{more}", encoding="utf-8")
    build(project, project / "output")
    with pytest.raises(DataError) as refused:
        publish(project, project / "published", PUBLISHED)
    words = "which no reader will see while it is a draft"
    errors = [line for line in str(refused.value).splitlines() if " error: " in line or "help: " in line]
    assert errors == [
        f'content/pages/about.md:9:12: error: this page leads to source "zork-origin", {words}',
        "  help: take it out, or publish the draft",
        f'content/pages/about.md:10:10: error: this page leads to "{{filename}}zork.md#it", {words}',
        "  help: take it out, or publish the draft",
        f'data/claims.yaml:3:108: error: topic "the-only-topic" leads to claim "zork-claim", {words}',
        "  help: take it out, or publish the draft",
    ]
    assert not (project / "published").exists()


def test_a_page_is_a_draft_by_its_status_alone(project: Path) -> None:
    page = project / "content" / "pages" / "zork.md"
    page.write_text(PAGE.replace("Status: draft", "Draft: true"), encoding="utf-8")
    with pytest.raises(DataError, match=r"zork\.md:3:8: error: this page has .true. as its draft"):
        build(project, project / "output")


FILES = [ROOT / "data" / "claims.yaml", ROOT / "starter" / "data" / "claims.yaml", *(EXAMPLES / "valid").glob("*.yaml")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3] + file.stem)
def test_a_published_file_says_what_the_file_says_but_for_drafts(file: Path) -> None:
    text = loader.text_of(file)
    dataset = published(loader.load(file, today=AFTER_ALL))
    again, document = loader.load_text(file, published_text(reader.read(text), dataset), today=AFTER_ALL)
    assert again == dataset
    assert {name: values for name, values in document.data.items() if values} == {
        name: kept for name, values in reader.read(text).data.items() if (kept := _kept(values, name, dataset))
    }


def _kept(values: object, name: str, dataset: publication.Dataset) -> object:
    ids = {record.id for record in dataset.records()}
    return [value for value in values if value["id"] in ids] if isinstance(values, list) else values
