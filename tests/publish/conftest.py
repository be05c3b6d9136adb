"""What these tests share: rsync, where it is installed."""

import pytest

from support.hosting import program


@pytest.fixture(scope="session")
def rsync() -> str:
    return program("rsync", "rsync")
