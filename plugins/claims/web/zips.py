"""Zips that are the same on every machine."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_COMPRESSION = 9  # of 9
_UNIX, _READABLE = 3, 0o100644 << 16  # so that no system writes its own


def zipped(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Return a zip of files in their order, each dated to the beginning of a day."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, content in files:
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content, ZIP_DEFLATED, _COMPRESSION)
    return packed.getvalue()
