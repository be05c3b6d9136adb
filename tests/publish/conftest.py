"""What these tests share: the real site, published for the root of a host, and rsync."""

from __future__ import annotations

import pytest

from building import ROOT, build
from hosting import ADDRESS, program
from pages import Site


@pytest.fixture(scope="session")
def at_the_root(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make publish` builds it for a host of its own."""
    folder = tmp_path_factory.mktemp("root") / "output"
    return Site(build(ROOT, folder, target="publish", SITEURL=ADDRESS), ADDRESS)


@pytest.fixture(scope="session")
def rsync() -> str:
    return program("rsync", "rsync")
