from pathlib import Path

import pytest

from claims.tools.source_file import Edit, SourceFile, apply
from support.example import EXAMPLE, TODAY

WINDOWS = "\ufeff" + EXAMPLE.replace("\n", "\r\n")


@pytest.mark.parametrize("raw", [EXAMPLE, WINDOWS, EXAMPLE.replace("\n", "\r\n", 9), EXAMPLE.rstrip("\n")])
def test_every_byte_is_kept(file: Path, raw: str) -> None:
    file.write_bytes(raw.encode())
    read = SourceFile.read(file, today=TODAY)
    file.write_bytes(b"")
    read.edited([], today=TODAY).write()
    assert file.read_bytes().decode() == raw


def test_edits_are_made_in_any_order() -> None:
    assert apply("abcdef", [Edit(4, 5, "E"), Edit(0, 1, "AA"), Edit(2, 2, "-")]) == "AAb-cdEf"
