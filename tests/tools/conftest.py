from pathlib import Path

import pytest

from support.example import EXAMPLE


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example in a folder of its own, from which the test runs."""
    monkeypatch.chdir(tmp_path)
    path = Path("claims.yaml")
    path.write_bytes(EXAMPLE.encode())
    return path
