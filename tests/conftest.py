"""What tests share: the site, built once for each way of building it, and small ones that are hard to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import datasets
from building import ROOT, build, copy_of_the_project, small_project
from claims.data.model import Dataset
from pages import Site

PUBLISHED = "https://example.org/project"
PAGE_BYTES = 18_000
"""What a page of the split site may weigh."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make html` builds it."""
    return Site(build(ROOT, tmp_path_factory.mktemp("site") / "output"))


@pytest.fixture(scope="session")
def relative_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make html RELATIVE=1` builds it."""
    folder = build(ROOT, tmp_path_factory.mktemp("relative") / "output", "RELATIVE=1")
    return Site(folder, folder.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make publish` builds it for an address with a path."""
    folder = tmp_path_factory.mktemp("published") / "output"
    return Site(build(ROOT, folder, target="publish", SITEURL=PUBLISHED), PUBLISHED)


@pytest.fixture(scope="session")
def dataset(site: Site) -> Dataset:
    """What the real site is made from."""
    return site.dataset


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Builds a site from a file of claims."""

    def built(data: str) -> Site:
        folder = small_project(tmp_path_factory.mktemp("small"), data)
        return Site(build(folder, folder / "output"))

    return built


@pytest.fixture(scope="session")
def bare_site(small_site: Callable[[str], Site]) -> Site:
    """One claim, and nothing that a claim can do without."""
    return small_site(datasets.BARE)


@pytest.fixture(scope="session")
def many_site(small_site: Callable[[str], Site]) -> Site:
    """More of everything than the real site has."""
    return small_site(datasets.many())


@pytest.fixture(scope="session")
def split_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose pages may weigh so little that every long list is split."""
    folder = small_project(tmp_path_factory.mktemp("split"), datasets.crowded())
    settings = folder / "pelicanconf.py"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nPAGE_BYTES = {PAGE_BYTES}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def split_site(split_project: Path) -> Site:
    """What it builds."""
    return Site(build(split_project, split_project / "output"))


@pytest.fixture(scope="session")
def split_from_disk(split_project: Path) -> Site:
    """The same, for opening from disk."""
    folder = build(split_project, split_project / "relative", "RELATIVE=1")
    return Site(folder, folder.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def hostile_site(small_site: Callable[[str], Site]) -> Site:
    """Text that would break out of its place, titles of 300 characters, ids that templates use too."""
    return small_site(datasets.hostile())


@pytest.fixture(scope="session", params=["site", "bare_site", "many_site", "hostile_site", "split_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """Each of them in turn, for what must hold of every page."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, to be changed and built."""
    return copy_of_the_project(tmp_path / "project")
