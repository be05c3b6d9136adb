"""A record → lines of YAML, laid out as the file is: folded text, short lists and small records in brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from ..data import reader

Value = str | Sequence[str] | Sequence[Mapping[str, str]]

_WIDTH = 100  # the file's own: longer text is folded


def record(fields: Mapping[str, Value], indent: int) -> list[str]:
    """The lines of one item of a top-level list, whose hyphen stands after `indent` spaces."""
    lines = [line for name, value in fields.items() for line in _field(name, value, " " * (indent + 2))]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def _field(name: str, value: Value, pad: str) -> list[str]:
    if isinstance(value, str):
        return _text(name, value, pad)
    if all(isinstance(item, str) for item in value):
        return [f"{pad}{name}: [{', '.join(_scalar(str(item), '[{}]') for item in value)}]"]
    return [f"{pad}{name}:", *(f"{pad}  - {_in_braces(item)}" for item in value if isinstance(item, Mapping))]


def _in_braces(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value, '{{x: {}}}')}" for name, value in fields.items()) + "}"


def _text(name: str, text: str, pad: str) -> list[str]:
    """A field of one paragraph, its words set apart by single spaces."""
    line = f"{pad}{name}: {_scalar(text, '{}')}"
    if len(line) <= _WIDTH:
        return [line]
    folded = textwrap.wrap(text, _WIDTH - len(pad) - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{pad}{name}: >-", *(f"{pad}  {part}" for part in folded)]


def _scalar(text: str, place: str) -> str:
    """The text as it is where it can stand so at its place, else in quotation marks."""
    written = reader.read(f"x: {place.format(text)}")
    if not written.problems and written.data == reader.read(f"x: {place.format(_quoted(text))}").data:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return f'"{text}"' if not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"
