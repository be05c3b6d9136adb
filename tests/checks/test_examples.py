"""Every file in examples/valid passes; every other case prints, whole, what stands in the .txt beside its file: its
mistakes, or where there is none, all warnings.

A case begins with a line `#### its-name`, and is checked as a file of that name. To add one, add it to the file of its
subject; if it ends with the line `# and base.yaml`, it has the lists of that file besides its own. After a change of
wording, or to begin a new case:

    make examples

writes the .txt files anew. Read what `git diff` then shows as an author would: that is the test.
"""

import json
import os
import re
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from claims import cli
from claims.checks import drawings, loader, prose, warnings
from claims.checks.loader import Checked
from claims.model import parser, records
from claims.model.records import SECTIONS, Dataset, SiteInfo, Value
from claims.source import yaml_reader as reader
from claims.source.diagnostics import DataError, as_text, shown
from support.building import ROOT, write_pages
from support.datasets import BARE
from support.helpers import EXAMPLES, TODAY, cases, claim, parsed

VALID = sorted((EXAMPLES / "valid").glob("*.yaml"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.yaml"))
UPDATE = os.environ.get("UPDATE_EXAMPLES") == "1"


@pytest.mark.parametrize("example", VALID, ids=lambda path: path.stem)
def test_a_valid_file_has_no_mistakes(example: Path) -> None:
    assert loader.check(example, today=TODAY).errors == ()


@pytest.mark.parametrize("example", INVALID, ids=lambda path: path.stem)
def test_an_invalid_case_prints_what_stands_beside_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # so that the path is printed as in the .txt
    texts = {}
    for name, text in cases(example).items():
        Path(f"{name}.yaml").write_bytes(text)
        status = cli.main([f"{name}.yaml", "--strict"], today=TODAY)
        printed = capsys.readouterr()
        assert status == 1, name
        assert (printed.out == "") is (" error: " in printed.err), name
        texts[name] = printed.err
    compare(example, texts)


def compare(example: Path, texts: dict[str, str]) -> None:
    """Compare what is printed for the cases of a file with the .txt beside it, whole."""
    printed = "\n".join(f"#### {name}\n{text}" for name, text in texts.items()).encode()
    beside = example.with_suffix(".txt")
    if UPDATE:
        beside.write_bytes(printed)
    assert printed.decode() == beside.read_bytes().decode()


def test_nothing_that_is_printed_can_act_on_a_terminal() -> None:
    for path in INVALID:
        acting = [character for character in path.with_suffix(".txt").read_text("utf-8") if not character.isprintable()]
        assert set(acting) <= {"\n"}, path.name


def test_the_full_example_uses_every_field_and_every_choice() -> None:
    dataset = loader.load(EXAMPLES / "valid" / "full.yaml", today=TODAY)
    fields, choices = set[tuple[str, str]](), set[Enum]()
    for record in dataset.written():
        _use(record, fields, choices)
    assert fields == {(model.__name__, name) for model in _models() for name in model.model_fields}
    assert choices == {choice for kind in _choices() for choice in kind}


def _use(value: Any, fields: set[tuple[str, str]], choices: set[Enum]) -> None:
    """Note the fields that say something, and the values of closed lists."""
    if isinstance(value, Enum):
        choices.add(value)
    elif isinstance(value, tuple):
        for item in value:
            _use(item, fields, choices)
    elif isinstance(value, Value):
        for name, field in type(value).model_fields.items():
            if getattr(value, name) != field.default:
                fields.add((type(value).__name__, name))
            _use(getattr(value, name), fields, choices)


def _models() -> set[type[Value]]:
    return {kind for kind in _types() if issubclass(kind, Value)}


def _choices() -> set[type[Enum]]:
    return {kind for kind in _types() if issubclass(kind, Enum)}


def _types() -> set[type]:
    """The classes that the fields of the file lead to."""
    found, waiting = set[type](), list[Any]([SiteInfo, *SECTIONS.values()])
    while waiting:
        annotation = waiting.pop()
        waiting += getattr(annotation, "__args__", ())
        if isinstance(annotation, type) and annotation not in found and issubclass(annotation, Value | Enum):
            found.add(annotation)
            if issubclass(annotation, Value):
                waiting += [field.annotation for field in annotation.model_fields.values()]
    return found


def _glossary(name: str) -> Dataset:
    return loader.load(EXAMPLES / "valid" / name, today=TODAY)


# Warnings: each case has the name of a rule, and what that rule alone finds in it stands beside it


WARNINGS = EXAMPLES / "warnings.yaml"


def test_a_warning_prints_what_stands_beside_it() -> None:
    texts = {}
    for name, text in cases(WARNINGS).items():
        document = reader.read(text.decode())
        file = parser.parse(document)
        assert file.problems == (), name
        problems = warnings.WARNINGS[name.partition(".")[0]](file.dataset)
        found = [replace(diagnostic, line="") for diagnostic in loader.locate(Path(f"{name}.yaml"), document, problems)]
        assert found, name
        texts[name] = f"{as_text(found, level='warning')}\n"
    compare(WARNINGS, texts)


def test_each_warning_has_a_case() -> None:
    assert {name.partition(".")[0] for name in cases(WARNINGS)} == {*warnings.WARNINGS}


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    assert _glossary("crlf-and-bom.yaml") == _glossary("minimal.yaml")


# Pages of prose, which are tried as the page about a site


PAGES = sorted((EXAMPLES / "pages").glob("*.md"))


@pytest.mark.parametrize("example", PAGES, ids=lambda path: path.stem)
def test_a_bad_page_prints_what_stands_beside_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_pages(Path("content"))
    Path("content/pages/about.md").write_bytes(example.read_bytes())
    names = parsed(claims=[claim(aliases=["moon-gouda"])]).names
    checked = prose.check(Checked(parsed().dataset, (), names=names), Path("content"), ["home", "timeline"], ["zh"])
    compare(example, {example.stem: f"{DataError(checked.errors)}\n"})


# Drawings that hold what pages cannot


DRAWINGS = sorted((EXAMPLES / "drawings").glob("*.svg"))
MOON = EXAMPLES / "valid" / "moon.svg"
NAMING = "site: {picture: {title: A ferry, panels: [{file: NAME, alt: A ferry.}], caption: Drawn by hand.}}\n" + BARE


@pytest.mark.parametrize("example", DRAWINGS, ids=lambda path: path.stem)
def test_a_bad_drawing_prints_what_stands_beside_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_pages(Path("content"))
    Path("content", example.name).write_bytes(example.read_bytes())
    Path("claims.yaml").write_text(NAMING.replace("NAME", example.name), "utf-8")
    status = cli.main(["claims.yaml", "--content", "content"], today=TODAY)
    printed = capsys.readouterr()
    compare(example, {example.stem: printed.err})
    assert (printed.out, status) == ("", 1)


def test_a_drawing_that_is_not_there_is_told_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_pages(Path("content"))
    Path("content/moon.svg").write_bytes(MOON.read_bytes())
    for name, help in {
        "mon.svg": "did you mean moon.svg?",
        f"{'m' * 300}.svg": "save it there, or mend its name",
    }.items():
        Path("claims.yaml").write_text(NAMING.replace("NAME", name), "utf-8")
        assert cli.main(["claims.yaml", "--content", "content"], today=TODAY) == 1
        line, *_, told = capsys.readouterr().err.splitlines()[:4]
        assert (
            line == f"claims.yaml:1:50: error: the site names a drawing that is not there: {shown(f'content/{name}')}"
        )
        assert told == f"  help: {help}"


def test_a_drawing_with_words_that_are_unfinished_keeps_the_site_from_being_published(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<title>TK</title>\n<text>A TODO</text></svg>'
    for name in ("moon.svg", "moon.es.svg"):
        Path(tmp_path, name).write_text(drawing, "utf-8")
    file = tmp_path / "claims.yaml"
    file.write_text(NAMING.replace("NAME", "moon.svg"), "utf-8")
    checked = drawings.check(loader.check(file, today=TODAY), file, tmp_path)
    told = 'this drawing has "TODO", which stands for what is still to be written'
    assert not checked.errors
    found = [diagnostic for diagnostic in checked.unpublishable if diagnostic.message == told]
    assert [(Path(diagnostic.file).name, diagnostic.mark.line) for diagnostic in found] == [
        ("moon.es.svg", 3),
        ("moon.svg", 3),
    ]


def test_of_a_drawing_shapes_and_words_are_taken_over(tmp_path: Path) -> None:
    picture = parsed(site={"picture": {"title": "T", "panels": [{"file": "moon.svg", "alt": "A"}] * 2, "caption": "C"}})
    for name in ("moon.svg", "moon.zh-Hans.svg"):
        (tmp_path / name).write_bytes(MOON.read_bytes().replace(b"moon", b"\xe6\x9c\x88" if "zh" in name else b"moon"))
    read = drawings.read(picture.dataset.site.picture, tmp_path, "zh-Hans", is_first=False)
    assert [drawing.is_own for drawing in read] == [True, True]
    assert str(read[1].svg) == (
        '<svg class="drawing__svg" aria-hidden="true" viewBox="0 0 100 100"><defs>'
        '<marker id="drawing-2-tip" viewBox="0 0 10 10">'
        '<path class="head" d="M0 0 10 5 0 10z"></path></marker></defs><circle class="line faint" cx="50" cy="50" '
        'r="40"></circle><path class="line" d="M10 50h80" marker-end="url(#drawing-2-tip)"></path>'
        '<text x="50" y="50" text-anchor="middle">the &lt;月&gt;</text></svg>'
    )
    (tmp_path / "moon.zh-Hans.svg").unlink()
    assert not drawings.read(picture.dataset.site.picture, tmp_path, "zh-Hans", is_first=False)[0].is_own


def test_an_editor_finds_each_message_with_its_help() -> None:
    """VS Code matches lines one after another against the patterns, and joins what each says of the message."""
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    printed = "".join(file.read_text(encoding="utf-8") for file in (EXAMPLES / "invalid").glob("*.txt"))
    shown = re.findall(r"^\S.*:\d+:\d+: (?:error|warning): .*\n +\d+ \| ", printed, re.MULTILINE)
    assert len(shown) > 500
    lines = printed.splitlines()
    for task in tasks:
        patterns = [pattern["regexp"] for pattern in task["problemMatcher"]["pattern"]]
        found = [n for n in range(len(lines)) if all(map(re.search, patterns, lines[n : n + len(patterns)]))]
        assert len(found) == len(shown)


def test_each_snippet_has_the_fields_that_its_record_must_have() -> None:
    found = json.loads((ROOT / ".vscode/claims.code-snippets").read_text(encoding="utf-8"))
    for name, snippet in found.items():
        model = getattr(records, name)
        written = {line.lstrip("- ").partition(":")[0] for line in snippet["body"] if re.match(r"(- |  )[a-z]", line)}
        required = {field for field, info in model.model_fields.items() if info.is_required()} - {"location"}
        assert required <= written <= model.model_fields.keys()
    assert [*found] == ["Claim", "Source", "Event", "Evidence"]


# Last, since with UPDATE the tests above write what a new example prints


def test_the_folders_hold_nothing_that_is_not_tried() -> None:
    printed = {path.with_suffix(".txt") for path in (*INVALID, WARNINGS, *PAGES, *DRAWINGS)}
    tried = {*VALID, *INVALID, WARNINGS, *PAGES, *DRAWINGS, MOON, *printed}
    tried |= {EXAMPLES / name for name in (".gitattributes", "base.yaml", "method.yaml")}  # the last by test_method.py
    assert {path for path in EXAMPLES.rglob("*") if path.is_file()} == tried
