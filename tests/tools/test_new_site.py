"""A site of one's own: what `make new-site` writes, what it leaves alone, and the starter, which every new site has."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from building import ROOT, build, contents, make, publish
from claims.checks import loader, remarks
from claims.model.fields import MODELS
from claims.model.records import ORIGIN, As, Record, Stance, Value
from claims.source import diagnostics
from claims.source import yaml_reader as reader
from claims_tools import new_site
from helpers import AFTER_ALL, TODAY, any_of
from pages import Site, text

STARTER = ROOT / "starter"
OWN = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}
CLAIMS = "data/claims.yaml"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Gives the command a folder; returns the exit status, what is printed and what is said of mistakes."""

    def given(to: Path, project: Path = ROOT) -> tuple[int, str, str]:
        return new_site.main(["--to", str(to), "--project", str(project)]), *capsys.readouterr()

    return given


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, as the command leaves it."""
    folder = tmp_path_factory.mktemp("new") / "site"
    assert new_site.main(["--to", str(folder), "--project", str(ROOT)]) == 0
    return folder


@pytest.fixture(scope="module")
def its_pages(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The new site, built."""
    return Site(build(made, tmp_path_factory.mktemp("new-output") / "output"))


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """A small engine, to be changed: a file in each of its parts."""
    for part in new_site.ENGINE:
        file = tmp_path / "engine" / part / "file.txt" if (ROOT / part).is_dir() else tmp_path / "engine" / part
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{part}\n")
    shutil.copytree(STARTER, tmp_path / "engine" / "starter")
    return tmp_path / "engine"


# What a new site has


def test_a_new_site_has_the_engine_and_files_of_its_own(made: Path) -> None:
    files = set(contents(made))
    assert files == OWN | {new_site.MANIFEST, *new_site.read_manifest(made)}
    assert not [name for name in files if name.startswith(("tests/", "starter/", "docs/decisions/"))]
    assert contents(made)[CLAIMS] == (STARTER / CLAIMS).read_bytes()


def test_the_command_says_what_comes_next(tmp_path: Path, run: Run) -> None:
    site = tmp_path / "site"
    own = ", ".join(sorted(OWN))
    assert run(site) == (
        0,
        f"{site} is a site of its own, with 5 files that are yours: {own}\n"
        f"next: type cd {site} && make devserver, and open http://localhost:8000; README.md there goes on from here\n",
        "",
    )


def test_every_command_of_a_new_site_can_run_there(made: Path) -> None:
    help = make(made, "help").stdout
    told = set(re.findall(r"^make ([a-z-]+) +(?![A-Z]+=)\S", help, re.MULTILINE))
    assert {"html", "check", "devserver", "publish"} <= told
    assert told & {"test", "test-browser", "lint", "bench", "schema", "lock", "new-site"} == set()
    named = set(re.findall(r"(?:^|`)(?:[A-Z]+=\S+ )?make ([a-z-]+)\b", (made / "README.md").read_text(), re.MULTILINE))
    assert named - told == {"new-site"}  # which is said of the engine's own folder


def test_a_new_site_passes_its_check(made: Path) -> None:
    done = make(made, "check", "STRICT=1")
    assert (done.returncode, done.stderr) == (0, "")


def test_every_page_of_a_new_site_is_html_whose_links_lead_somewhere(its_pages: Site) -> None:
    assert {page.path: page.errors for page in its_pages.pages if page.errors} == {}
    for page in its_pages.pages:
        assert its_pages.links[page.path]  # which raises where one leads nowhere
    assert "invented" in text(its_pages.page("").root)


def test_a_new_site_is_published(made: Path, tmp_path: Path) -> None:
    output = publish(made, tmp_path / "output", "https://puddle.example")
    assert "https://puddle.example/claims/ferry-runs-every-hour/" in (output / "sitemap.xml").read_text()


def test_no_file_of_a_new_site_names_the_subject_of_this_one(made: Path, its_pages: Site) -> None:
    data = loader.load(ROOT / CLAIMS, today=AFTER_ALL)
    records = (*data.texts, *data.sides, *data.speakers, *data.sources)
    names = {
        *(record.id for record in records),
        *(side.name for side in data.sides),
        *(side.adjective for side in data.sides),
        *(speaker.name for speaker in data.speakers),
        *(source.publisher for source in data.sources),
    }
    subject = any_of(names | {"fentanyl", "Fentanyl", "op-ed", "Op-ed"})
    files = {**contents(made), **contents(its_pages.folder)}
    found = {
        name: subject.search(content.decode("utf-8", "ignore")) for name, content in files.items() if _is_text(content)
    }
    assert {name: match[0] for name, match in found.items() if match} == {}
    assert len(found) > 200


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


# Updating the engine of a site


def test_an_update_changes_the_engine_and_nothing_else(tmp_path: Path, engine: Path, run: Run) -> None:
    site = tmp_path / "site"
    run(site, engine)
    for name in (CLAIMS, "content/pages/about.md", "content/pages/new.md", "plugins/mine.txt", "README.md"):
        (site / name).write_text("Mine.\n")
    (site / "content/pages/method.md").unlink()
    before = contents(site)
    (engine / "theme/file.txt").write_text("Newer.\n")
    (engine / "theme/added.txt").write_text("Added.\n")
    (engine / "docs/publish/file.txt").rename(engine / "docs/publish/other.txt")
    assert run(site, engine) == (
        0,
        f"{site} has this engine now: 3 files changed, 1 went\n"
        "next: type make html there; what is yours, such as data/claims.yaml and content/, is as it was\n",
        "",
    )
    after = contents(site)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {
        *("theme/file.txt", "theme/added.txt", "docs/publish/file.txt", "docs/publish/other.txt", new_site.MANIFEST)
    }
    assert "docs/publish/file.txt" not in after


def test_a_folder_that_the_engine_no_longer_has_goes(tmp_path: Path, engine: Path, run: Run) -> None:
    (engine / "plugins/old").mkdir()
    (engine / "plugins/old/file.txt").touch()
    site = tmp_path / "site"
    run(site, engine)
    shutil.rmtree(engine / "plugins/old")
    run(site, engine)
    assert not (site / "plugins/old").exists()
    assert (site / "plugins/file.txt").exists()


def test_a_file_of_the_engine_that_its_owner_changed_stays(tmp_path: Path, engine: Path, run: Run) -> None:
    (engine / "theme/old.txt").write_text("Old.\n")
    site = tmp_path / "site"
    run(site, engine)
    for name in ("pelicanconf.py", "theme/old.txt", "LICENSE"):
        (site / name).write_text("Mine.\n")
    (engine / "pelicanconf.py").write_text("Newer.\n")
    (engine / "theme/old.txt").unlink()
    assert run(site, engine)[1] == (
        f"{site} has this engine now: 1 file changed, 1 went\n"
        "pelicanconf.py stays as you changed it; the engine’s own is beside it, as pelicanconf.py.new\n"
        "theme/old.txt stays as you changed it; the engine has it no longer\n"
        "next: type make html there; what is yours, such as data/claims.yaml and content/, is as it was\n"
    )
    assert [(site / name).read_text() for name in ("pelicanconf.py", "theme/old.txt", "LICENSE")] == ["Mine.\n"] * 3
    assert (site / "pelicanconf.py.new").read_text() == "Newer.\n"
    (site / "pelicanconf.py.new").unlink()
    assert "stays" not in run(site, engine)[1]
    assert not (site / "pelicanconf.py.new").exists()


def test_a_file_of_the_engine_that_is_missing_comes_back(tmp_path: Path, engine: Path, run: Run) -> None:
    site = tmp_path / "site"
    run(site, engine)
    (site / "theme/file.txt").unlink()
    run(site, engine)
    assert (site / "theme/file.txt").read_text() == "theme\n"


# Where no site can be


def test_a_folder_inside_the_project_is_refused(run: Run, engine: Path) -> None:
    for inside in (engine, engine / "sites" / "mine", engine / ".." / "engine" / "mine"):
        message = f"error: {inside} is inside this project\n  help: choose a folder beside it, as in TO=../my-site\n"
        assert run(inside, engine) == (1, "", message)
    assert not (engine / "sites").exists()


def test_a_folder_of_something_else_is_refused(tmp_path: Path, engine: Path, run: Run) -> None:
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary" / "monday.txt").touch()
    assert run(tmp_path / "diary", engine) == (
        1,
        "",
        f"error: {tmp_path / 'diary'} holds files, and is no site that this command made\n"
        "  help: choose an empty folder, or one that is not there yet\n",
    )
    assert [*contents(tmp_path / "diary")] == ["monday.txt"]
    file = tmp_path / "diary" / "monday.txt"
    assert run(file, engine) == (1, "", f"error: {file} is a file\n  help: choose another name\n")


def test_an_empty_repository_is_an_empty_folder(tmp_path: Path, engine: Path, run: Run) -> None:
    (tmp_path / "site" / ".git").mkdir(parents=True)
    assert run(tmp_path / "site", engine)[0] == 0
    assert (tmp_path / "site" / CLAIMS).exists()


def test_a_project_without_a_starter_says_so(tmp_path: Path, engine: Path, run: Run) -> None:
    shutil.rmtree(engine / "starter")
    assert run(tmp_path / "site", engine) == (
        1,
        "",
        "error: there is no starter here\n  help: run this in a whole copy of the project, where its README is\n",
    )
    assert not (tmp_path / "site").exists()


# The starter's file


def test_the_starters_file_has_nothing_to_remark() -> None:
    checked = loader.check(STARTER / CLAIMS, today=TODAY)
    remarked = {remark.find for remark in checked.warnings}
    assert (checked.errors, remarked) == ((), {remarks.verdicts_do_not_hang_by_a_thread})  # each has few witnesses


def test_the_starter_shows_every_stance_and_way_to_count() -> None:
    data = loader.load(STARTER / CLAIMS, today=TODAY)
    evidence = [passage for claim in data.claims for passage in claim.evidence]
    assert {passage.stance for passage in evidence} == {*Stance}
    assert {passage.as_ for passage in evidence} == {*As}
    assert any(claim.date and claim.date.end.first > TODAY for claim in data.claims)
    assert any(claim.verdict is None for claim in data.claims)


def test_the_starter_explains_every_field_and_says_which_can_be_left_out() -> None:
    """A comment stands behind a field where it first stands, or right above, with “(optional” where that is so."""
    data = loader.load(STARTER / CLAIMS, today=TODAY)
    file = (STARTER / CLAIMS).read_text(encoding="utf-8")
    document, lines = reader.read(file), file.splitlines()
    written = ((field, path) for record in data.written() for field, path in _fields_of(record, record.origin.path()))
    places = sorted((document.mark_of(path, on_key=True).line, field) for field, path in written)
    told: dict[Field, str] = {}
    for line, field in places:
        if comment := _comment(lines, line):
            told.setdefault(field, comment)
    required = {_field(model, name): info.is_required() for model in MODELS for name, info in _authored(model)}
    assert sorted(required.keys() - told.keys()) == []
    assert [field for field in sorted(required) if required[field] == ("(optional" in told[field])] == []


Field = tuple[str, str]
"""A model and a field of it by the name that authors write; what all records have is the Record's."""


def _field(model: type[Value], name: str) -> Field:
    owner = Record if issubclass(model, Record) and name in Record.model_fields else model
    return owner.__name__, model.model_fields[name].alias or name


def _authored(model: type[Value]) -> list[tuple[str, FieldInfo]]:
    return [(name, field) for name, field in model.model_fields.items() if field.alias != ORIGIN]


def _fields_of(value: Value, path: diagnostics.Path) -> Iterator[tuple[Field, diagnostics.Path]]:
    """The fields that a part of the file writes, and where."""
    for name, _ in _authored(type(value)):
        if name in value.model_fields_set:
            field, inside = _field(type(value), name), getattr(value, name)
            here = (*path, field[1])
            yield field, here
            for n, item in enumerate(inside) if isinstance(inside, tuple) else [(None, inside)]:
                if isinstance(item, Value):
                    yield from _fields_of(item, here if n is None else (*here, n))


def _comment(lines: list[str], number: int) -> str:
    """The comment behind a line, or else those right above it."""
    _, _, behind = lines[number - 1].partition("  # ")
    above = itertools.takewhile(lambda line: line.lstrip().startswith("#"), reversed(lines[: number - 1]))
    return behind or " ".join(reversed([*above]))
