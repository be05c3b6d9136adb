from collections.abc import Iterator
from pathlib import Path

import pytest

from support.example import EXAMPLE
from support.server import Site, running


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example in a folder of its own, from which the test runs."""
    monkeypatch.chdir(tmp_path)
    path = Path("claims.yaml")
    path.write_bytes(EXAMPLE.encode())
    return path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server on this machine, asked without any proxy."""
    monkeypatch.setenv("no_proxy", "*")
    with running() as site:
        yield site
