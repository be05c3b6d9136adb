"""What tests share: the site, built once for each way of building it, and small ones that are hard to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import datasets
from building import PUBLISHED, ROOT, SUBJECTS, build, copy_of_the_project, publish, small_project
from claims.data.model import Dataset
from hosting import ADDRESS
from pages import Builds, Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make html` builds it."""
    return Site(build(ROOT, tmp_path_factory.mktemp("site") / "output"))


@pytest.fixture(scope="session")
def relative_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make html RELATIVE=1` builds it."""
    folder = build(ROOT, tmp_path_factory.mktemp("relative") / "output", RELATIVE="1")
    return Site(folder, folder.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make publish` builds it for an address with a path."""
    return Site(publish(ROOT, tmp_path_factory.mktemp("published") / "output", PUBLISHED), PUBLISHED)


@pytest.fixture(scope="session")
def at_the_root(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make publish` builds it for a host of its own."""
    return Site(publish(ROOT, tmp_path_factory.mktemp("root") / "output", ADDRESS), ADDRESS)


@pytest.fixture(scope="session")
def other_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wholly different subject, with prose pages of its own."""
    data = (SUBJECTS / "other.yaml").read_text(encoding="utf-8")
    return small_project(tmp_path_factory.mktemp("other") / "project", data, SUBJECTS / "pages")


@pytest.fixture(scope="session")
def other_site(other_project: Path) -> Site:
    """Its site, as `make html` builds it."""
    return Site(build(other_project, other_project / "output"))


@pytest.fixture(scope="session")
def other_from_disk(other_project: Path) -> Site:
    """The same, as `make html RELATIVE=1` builds it."""
    folder = build(other_project, other_project / "relative", RELATIVE="1")
    return Site(folder, folder.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def other_published(other_project: Path) -> Site:
    """The same, as `make publish` builds it for an address with a path."""
    return Site(publish(other_project, other_project / "published", PUBLISHED), PUBLISHED)


@pytest.fixture(scope="session", params=["site", "other_site"])
def either_site(request: pytest.FixtureRequest) -> Site:
    """The real site, and that of the other subject."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session", params=["this", "other"])
def builds(request: pytest.FixtureRequest) -> Builds:
    """The three builds of the real subject, and of one that has nothing in common with it."""
    names, prose = ("site", "relative_site", "published_site"), ROOT / "content" / "pages"
    if request.param == "other":
        names, prose = ("other_site", "other_from_disk", "other_published"), SUBJECTS / "pages"
    return Builds(*map(request.getfixturevalue, names), prose)


@pytest.fixture(scope="session")
def dataset(site: Site) -> Dataset:
    """What the real site is made from."""
    return site.dataset


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one claim, to be changed."""
    return small_project(tmp_path / "small", datasets.BARE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, to be changed and built."""
    return copy_of_the_project(tmp_path / "project")


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Builds a site from a file of claims."""

    def built(data: str) -> Site:
        folder = small_project(tmp_path_factory.mktemp("small") / "project", data)
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
def asked_site(small_site: Callable[[str], Site]) -> Site:
    """What a reader looks for, and finds."""
    return small_site(datasets.asked())


@pytest.fixture(scope="session")
def asked_from_disk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same, for opening from disk."""
    folder = small_project(tmp_path_factory.mktemp("asked") / "project", datasets.asked())
    output = build(folder, folder / "output", RELATIVE="1")
    return Site(output, output.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def crowded_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So much of everything that every list goes on on another page."""
    return small_project(tmp_path_factory.mktemp("crowded") / "project", datasets.crowded())


@pytest.fixture(scope="session")
def crowded_site(crowded_project: Path) -> Site:
    """What it builds, for an address."""
    address = "https://crowded.example/site"
    more = {"SITEURL": address, "FEED_TAG": "example.org,2026"}
    return Site(build(crowded_project, crowded_project / "output", more=more), address, alike=datasets.ALIKE)


@pytest.fixture(scope="session")
def crowded_from_disk(crowded_project: Path) -> Site:
    """The same, for opening from disk."""
    folder = build(crowded_project, crowded_project / "relative", RELATIVE="1")
    return Site(folder, folder.as_uri(), from_disk=True, alike=datasets.RECORDS)


@pytest.fixture(scope="session")
def hostile_site(small_site: Callable[[str], Site]) -> Site:
    """Text that would break out of its place, titles of 300 characters, ids that templates use too."""
    return small_site(datasets.hostile())


@pytest.fixture(
    scope="session", params=["site", "other_site", "bare_site", "many_site", "hostile_site", "crowded_site"]
)
def any_site(request: pytest.FixtureRequest) -> Site:
    """Each of them in turn, for what must hold of every page."""
    found: Site = request.getfixturevalue(request.param)
    return found
