"""Values → JSON, a record a line, so that two editions can be compared line by line.

A record is put together from text that is JSON already. References and dates make up most of a file and stand in many
records: each is turned to text once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

dump = json.JSONEncoder(ensure_ascii=False).encode
"""A value on one line."""


def text(value: str | None) -> str:
    """A text, or null where there is none."""
    return "null" if value is None else dump(value)


def listed(items: Iterable[str]) -> str:
    """A list of what is JSON already."""
    return f"[{', '.join(items)}]"


def texts(values: Iterable[str]) -> str:
    """A list of texts."""
    return listed(map(dump, values))


def record(**fields: str) -> str:
    """An object whose values are JSON already."""
    return "{" + ", ".join([f'"{name}": {value}' for name, value in fields.items()]) + "}"


def document(said: Mapping[str, Any], /, **lists: Iterable[bytes]) -> bytes:
    """What is said of the whole, a line each, then lists of records, a line a record."""
    return b"".join(pieces(said, **lists))


def pieces(said: Mapping[str, Any], /, **lists: Iterable[bytes]) -> Iterator[bytes]:
    """The same piece by piece. A line is a piece of its own, and asked for when those before it are given."""
    yield ("{\n" + ",\n".join([f"{dump(key)}: {dump(value)}" for key, value in said.items()])).encode()
    for key, lines in lists.items():
        yield f',\n"{key}": ['.encode()
        between = b"\n"
        for line in lines:
            yield between
            yield line
            between = b",\n"
        yield b"]" if between == b"\n" else b"\n]"
    yield b"\n}\n"
