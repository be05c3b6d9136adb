"""What tests share: the site, built once for each way of building it, and small ones that are hard to print."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from claims.model.records import Dataset
from claims.plugin import locked
from support import datasets
from support.building import PUBLISHED, ROOT, SUBJECTS, Once, build, publish, small_project
from support.opendata import ADDRESS as TINY_ADDRESS
from support.opendata import TINY, Made, make
from support.pages import Site


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line which tests were left out here, and how to run them; in CI those that miss a program fail."""
    by_choice = terminalreporter.config.option.markexpr.startswith("not browser")
    left_out = ["what needs a browser: make test-browser"] if by_choice else []
    reasons = {report.longrepr[2] for report in terminalreporter.getreports("skipped")}
    left_out += sorted(reason.removeprefix("Skipped: ") for reason in reasons)
    if left_out:
        terminalreporter.write_line(f"Left out: {'; '.join(left_out)}")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Builds into a folder of a name; where several processes share the tests, one builds and the others wait."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def built(name: str, build: Callable[[Path], Path]) -> Path:
        with locked(shared / f"{name}.lock"):
            return shared / name if (shared / name).exists() else build(shared / name)

    return built


@pytest.fixture(scope="session")
def site(once: Once) -> Site:
    """The real site, as `make html` builds it."""
    return Site(once("site", lambda output: build(ROOT, output)))


@pytest.fixture(scope="session")
def other_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wholly different subject, with prose pages of its own and a word of Chinese."""
    data = (SUBJECTS / "other.yaml").read_text(encoding="utf-8")
    project = small_project(tmp_path_factory.mktemp("other") / "project", data, SUBJECTS / "pages")
    (project / "data" / "translations").mkdir()
    words = 'msgctxt "claims.title"\nmsgid "Dogs ride free"\nmsgstr "狗免费乘车"\n'
    (project / "data" / "translations" / "zh_Hans.po").write_text(words, encoding="utf-8")
    return project


@pytest.fixture(scope="session")
def other_site(once: Once, other_project: Path) -> Site:
    """Its site, as `make html` builds it."""
    return Site(once("other", lambda output: build(other_project, output)))


@pytest.fixture(scope="session")
def relative_site(once: Once, other_project: Path) -> Site:
    """The same, as `make html RELATIVE=1` builds it."""
    folder = once("relative", lambda output: build(other_project, output, RELATIVE="1"))
    return Site(folder, folder.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def published_site(once: Once, other_project: Path) -> Site:
    """The same, as `make publish` builds it for an address with a path."""
    return Site(once("published", lambda output: publish(other_project, output, PUBLISHED)), PUBLISHED)


@pytest.fixture(scope="session")
def dataset(site: Site) -> Dataset:
    """What the real site is made from."""
    return site.dataset


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one claim, to be changed."""
    return small_project(tmp_path / "small", datasets.BARE)


@pytest.fixture(scope="session")
def small_site(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Builds a site from a file of claims, once for each."""

    def built(data: str) -> Site:
        def make(output: Path) -> Path:
            return build(small_project(tmp_path_factory.mktemp("small") / "project", data), output)

        return Site(once(f"small-{sha256(data.encode()).hexdigest()[:12]}", make))

    return built


@pytest.fixture(scope="session")
def bare_site(small_site: Callable[[str], Site]) -> Site:
    """One claim, and nothing that a claim can do without."""
    return small_site(datasets.BARE)


@pytest.fixture(scope="session")
def hostile_site(small_site: Callable[[str], Site]) -> Site:
    """Text that would break out of its place, titles of 300 characters, ids that templates use too."""
    return small_site(datasets.hostile())


@pytest.fixture(scope="session", params=["site", "other_site", "bare_site", "hostile_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """Each of them in turn, for what must hold of every page."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def tiny() -> Made:
    """The tiny dataset, made for a site that stands below the root of its host."""
    return make()


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Site:
    """The same, published."""
    folder = small_project(tmp_path_factory.mktemp("tiny") / "project", TINY)
    return Site(once("tiny", lambda output: publish(folder, output, TINY_ADDRESS)), TINY_ADDRESS)


@pytest.fixture(params=["published_site", "tiny_site"])
def any_published(request: pytest.FixtureRequest) -> Site:
    """The project's site and the tiny one, each published."""
    found: Site = request.getfixturevalue(request.param)
    return found
