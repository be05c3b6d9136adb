from pathlib import Path
from zipfile import ZipFile

import pytest

from support.building import PUBLISHED_SETTINGS, ROOT, Once, make_own
from support.package import ADDRESS, PACKAGE, pelican, run, starter
from support.pages import Site

TEMPLATES = {
    "partials/footer.html": "<footer>Ours: {{ SITENAME }}.</footer>",
    "claims.html": '{% extends "!theme/claims.html" %}{% block title %}{% set a = [2] %}{% do a.append(1) %}'
    "{{ a }} {{ a.0 is two }}{% endblock %}{% block head %}{{ super() }}{% include 'mine.html' %}{% endblock %}",
    "mine.html": "<!-- Mine. -->",
}
SETTINGS = """
JINJA_ENVIRONMENT["extensions"].append("jinja2.ext.do")
JINJA_TESTS = {"two": (2).__eq__}
"""


@pytest.fixture(scope="session")
def wheel(once: Once) -> Path:
    """The wheel, unpacked, which is all that an installer does with it."""

    def unpacked(folder: Path) -> Path:
        run(ROOT, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}-file")
        [file] = Path(f"{folder}-file").iterdir()
        ZipFile(file).extractall(folder)
        return folder

    return once("wheel", unpacked)


@pytest.fixture
def own_site(tmp_path: Path) -> Path:
    """A new site, to be changed."""
    return starter(tmp_path / "site")


@pytest.fixture(scope="session")
def dressed(once: Once) -> Path:
    """A new site whose owner changed what can be changed: templates, a style sheet, plugins and Jinja."""

    def make(folder: Path) -> Path:
        starter(folder)
        make_own(folder)
        for name, text in TEMPLATES.items():
            (folder / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "templates" / name).write_text(text)
        (folder / "site.css").write_text(":root { --color-link: rebeccapurple; }\n")
        with (folder / "pelicanconf.py").open("a") as settings:
            settings.write(SETTINGS)
        return folder

    return once("dressed", make)


@pytest.fixture(scope="session")
def dressed_site(once: Once, dressed: Path) -> Site:
    """What it builds, with what is printed meanwhile in a file beside."""

    def build(output: Path) -> Path:
        arguments = ("-m", "pelican", "-s", "pelicanconf.py", "-o", str(output), "--fatal", "warnings")
        output.with_suffix(".txt").write_text(run(dressed, *arguments), encoding="utf-8")
        return output

    return Site(once("dressed-html", build))


@pytest.fixture(scope="session")
def dressed_published(once: Once, dressed: Path) -> Site:
    """What it publishes."""

    def publish(output: Path) -> Path:
        return pelican(dressed, output, settings=PUBLISHED_SETTINGS, package=PACKAGE, SITEURL=ADDRESS)

    return Site(once("dressed-published", publish), ADDRESS)
