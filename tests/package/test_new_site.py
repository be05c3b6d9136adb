"""A site of one's own: what `make new-site` writes, how it sets itself up, and how its owner changes its looks."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from claims import __version__, cli
from claims.checks import loader
from claims.model.fields import MODELS
from claims.model.records import LOCATION, Record
from claims.tools import new_site
from support.building import ROOT, contents
from support.helpers import AFTER_ALL, TODAY, any_of
from support.package import ADDRESS
from support.pages import Site

STARTER = ROOT / "starter"
CLAIMS = "data/claims.yaml"
NEEDED = "pelican-claims"
STARTER_FILES = contents(STARTER).keys()
MAX_FILES = 12
GUIDES = ("data/README.md", "data/FIELDS.md", "docs/languages.md", "docs/publish/README.md")
EXPECTED_WARNINGS = ["official-sources-have-a-side", "work-is-finished"]
"""Those of the starter: its harbour office is of no side, and it is unfinished."""

Give = Callable[..., tuple[int, str, str]]


@pytest.fixture
def give(capsys: pytest.CaptureFixture[str]) -> Give:
    """Gives the command a folder; returns the exit status, what is printed and what is said of mistakes."""
    return lambda to, *more: (cli.main(["new", "site", str(to), *more]), *capsys.readouterr())


# What it writes


def test_a_new_site_is_the_starter_with_the_guides_and_says_what_comes_next(tmp_path: Path, give: Give) -> None:
    site = tmp_path / "a site"
    needed = f"{NEEDED} @ {ROOT.resolve().as_uri()}"
    assert give(site) == (
        0,
        f"{site} is a site of its own, which installs {needed}\n"
        "next: type make devserver there, and open http://localhost:8000; its README.md goes on from here\n",
        "",
    )
    assert (site / "requirements.txt").read_text() == f"{needed}\n"
    files = contents(site)
    for name, content in {**contents(STARTER), **{name: (ROOT / name).read_bytes() for name in GUIDES}}.items():
        assert files[name] == content
    assert len(STARTER_FILES) <= MAX_FILES


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        (None, f"=={__version__}"),
        ({"url": "file:///w/a.whl", "archive_info": {}}, " @ file:///w/a.whl"),
        ({"url": "https://code.example/c", "vcs_info": {"commit_id": "f00"}}, " @ git+https://code.example/c@f00"),
    ],
)
def test_an_installed_package_names_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: dict[str, object] | None, named: str
) -> None:
    about = tmp_path / "pelican_claims-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: pelican-claims\nVersion: 1\n")
    if origin:
        (about / "direct_url.json").write_text(json.dumps(origin))
    monkeypatch.setattr(new_site, "CHECKOUT", None)
    monkeypatch.syspath_prepend(tmp_path)
    assert new_site.requirement() == f"{NEEDED}{named}"


def test_a_folder_of_something_else_is_refused(tmp_path: Path, give: Give) -> None:
    for inside in (ROOT, ROOT / ".." / ROOT.name / "mine"):
        help = "choose a folder beside it, as in make new-site TO=../my-site"
        assert give(inside) == (1, "", f"error: {inside} is inside this project\n  help: {help}\n")
    file = tmp_path / "monday.txt"
    file.touch()
    help = "choose an empty folder, or one that is not there yet"
    assert give(tmp_path) == (1, "", f"error: {tmp_path} holds files\n  help: {help}\n")
    assert [*contents(tmp_path)] == ["monday.txt"]
    assert give(file) == (1, "", f"error: {file} is a file\n  help: choose another name\n")
    (tmp_path / "site" / ".git").mkdir(parents=True)  # which is as good as empty
    assert give(tmp_path / "site")[0] == 0


# How it sets itself up

PYTHON = f"""#!/bin/sh
case "$*" in
  "-m venv --clear .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
  "-m pip install "*) [ -e offline ] && exit 1; echo "$*" >> installed;;
  *) exec {sys.executable} "$@";;
esac
"""
"""A script in the place of Python, which installs nothing: the package is that of this checkout."""


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "python").write_text(PYTHON)
    (folder / "python").chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "plugins")}
    command = ["make", f"PY={folder}/python", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_the_first_command_sets_up_and_again_where_the_requirements_change(own_site: Path) -> None:
    done = make(own_site, "check")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Setting up .venv, which takes half a minute ...\ndata/claims.yaml: ")
    assert "ferry-runs-every-hour" in (own_site / "data/claims.schema.json").read_text(encoding="utf-8")  # for editors
    assert "Setting up" not in make(own_site, ".venv/ready").stdout
    os.utime(own_site / "requirements.txt", (2**32, 2**32))
    assert "Setting up" in make(own_site, ".venv/ready").stdout
    assert len((own_site / "installed").read_text().splitlines()) > 1


def test_every_command_that_its_readme_names_is_there(own_site: Path) -> None:
    listed = {*re.findall(r"^make ([a-z-]+): ", make(own_site, "help").stdout, re.MULTILINE)}
    assert {"html", "check", "devserver", "publish"} <= listed
    assert listed & {"test", "test-browser", "lint", "bench", "schema", "lock", "new-site"} == set()
    readme = (own_site / "README.md").read_text(encoding="utf-8")
    named = {*re.findall(r"(?:^|`)(?:[A-Z]+=\S+ )?make ([a-z-]+)\b", readme, re.MULTILINE)}
    assert named - listed == set()


# Its pages


def test_no_file_of_a_new_site_names_the_subject_of_this_one(own_site: Path, dressed_published: Site) -> None:
    data = loader.load(ROOT / CLAIMS, today=AFTER_ALL)
    records = (*data.texts, *data.sides, *data.speakers, *data.sources)
    names = {
        *(record.id for record in records),
        *(side.name for side in data.sides),
        *(speaker.name for speaker in data.speakers),
        *(source.publisher for source in data.sources),
    }
    subject = any_of(names | {"fentanyl", "Fentanyl", "op-ed", "Op-ed"})
    files = {**contents(own_site), **contents(dressed_published.folder)}
    texts = (".html", ".js", ".json", ".csv", ".md", ".py", ".yaml", ".yml", ".txt")
    found = {name: subject.search(content.decode()) for name, content in files.items() if name.endswith(texts)}
    assert {name: match[0] for name, match in found.items() if match} == {}
    assert len(found) > 40


def test_its_own_templates_and_style_sheet_come_after_those_of_the_theme(
    dressed_site: Site, dressed_published: Site
) -> None:
    for page in [page for page in dressed_site.pages if not page.leads_away]:
        assert "<footer>Ours: Lower Tarn, Claim by Claim." in page.raw
    home = dressed_published.page("")
    [sheet] = home.linked("stylesheet")
    bundle = dressed_published.read(dressed_published.target(home, sheet))
    assert bundle.rstrip().endswith(":root { --color-link: rebeccapurple; }")


def test_a_template_adds_to_the_themes_with_what_the_settings_add_to_jinja(dressed_site: Site) -> None:
    page = dressed_site.read("claims/index.html")
    assert "<title>[2, 1] True · Lower Tarn" in page
    assert "<!-- Mine. -->" in page


def test_a_new_site_is_not_published_until_its_placeholders_are_gone(own_site: Path) -> None:
    done = make(own_site, "publish", f"SITEURL={ADDRESS}", "CORRECTIONS_CONTACT=a@b.moon")
    assert done.returncode != 0
    assert 'error: the site has "Lower Puddle", which comes from the invented example\n' in done.stderr
    assert 'error: this page has "Write here", which stands for what is still to be written\n' in done.stderr


# The starter's file


def test_the_starters_file_has_few_warnings() -> None:
    checked = loader.check(STARTER / CLAIMS, today=TODAY)
    assert checked.errors == ()
    assert [*checked.warnings] == EXPECTED_WARNINGS


def test_the_starter_explains_every_field() -> None:
    """A comment stands behind a field, or right above.

    What records of several lists have is explained for each, and what all have once.
    """
    file = (STARTER / CLAIMS).read_text(encoding="utf-8")
    fields = {
        (name in Record.model_fields or model, info.alias or name)
        for model in MODELS
        for name, info in model.model_fields.items()
    }
    needed = Counter(name for _, name in fields if name != LOCATION)
    told = Counter([
        *re.findall(r"(?m)\b(\w+):.*  # ", file),
        *re.findall(r"(?m)^ *#.*\n[ {-]*(\w+):(?!.*  # )", file),
    ])  # fmt: skip
    assert needed - told == Counter()
