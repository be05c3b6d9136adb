"""The tiny dataset, as it is and as a site."""

import pytest

from building import Once, publish, small_project
from pages import Site

from .support import ADDRESS, TINY, Made, make


@pytest.fixture(scope="session")
def tiny() -> Made:
    """The tiny dataset, made for a site that stands below the root of its host."""
    return make()


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Site:
    """The same, published."""
    folder = small_project(tmp_path_factory.mktemp("tiny") / "project", TINY)
    return Site(once("tiny", lambda output: publish(folder, output, ADDRESS)), ADDRESS)


@pytest.fixture(params=["published_site", "tiny_site"])
def any_published(request: pytest.FixtureRequest) -> Site:
    """The project's site and the tiny one, each published."""
    found: Site = request.getfixturevalue(request.param)
    return found
