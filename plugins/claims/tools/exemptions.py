"""The file of addresses that `make linkcheck` does not ask: TOML, an `[[exception]]` for each, with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from ..data import loader
from ..data.diagnostics import DataError, Finding, Mark

FILE = Path("data/linkcheck-exceptions.toml")


@dataclass(frozen=True)
class Exempt:
    """An address that is not asked, and why; one that ends in `*` stands for all that begin so."""

    address: str
    reason: str
    mark: Mark
    line: str

    def covers(self, address: str) -> bool:
        """True for an address, less its fragment, that it stands for."""
        if self.address.endswith("*"):
            return address.startswith(self.address[:-1])
        return address == urldefrag(self.address).url


def read(file: Path) -> tuple[Exempt, ...]:
    """What the file lists; nothing where there is no such file. Raises DataError for mistakes in it."""
    if not file.exists():
        return ()
    text = loader.text_of(file)
    lines = text.split("\n")

    def finding(mark: Mark, message: str, help: str = "") -> Finding:
        return Finding(str(file), mark, message, help, lines[mark.line - 1] if mark.line <= len(lines) else "")

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words, mark = _words(error, Mark(len(lines), 1))
        raise DataError([finding(mark, f"not TOML: {words}")]) from error
    entries = data.get("exception", [])
    marks = [Mark(n, 1) for n, line in enumerate(lines, 1) if line.partition("#")[0].strip() == "[[exception]]"]
    if set(data) - {"exception"} or not isinstance(entries, list) or len(entries) != len(marks):
        raise DataError([finding(Mark(1, 1), "the file holds more than exceptions", "begin each with `[[exception]]`")])
    listed = list(zip(marks, entries, strict=True))
    if bad := [mark for mark, entry in listed if not _is_whole(entry)]:
        message = "an exception has an `address` and a `reason`, both text, and nothing else"
        raise DataError([finding(mark, message) for mark in bad])
    return tuple(Exempt(entry["address"], entry["reason"], mark, lines[mark.line - 1]) for mark, entry in listed)


def _is_whole(entry: dict[str, object]) -> bool:
    texts = [value for value in entry.values() if isinstance(value, str) and value.strip()]
    return set(entry) == {"address", "reason"} and len(texts) == len(entry)


def _words(error: tomllib.TOMLDecodeError, end: Mark) -> tuple[str, Mark]:
    """What is wrong, and where: the error ends in `(at line 3, column 5)`, or in `(at end of document)`."""
    words, _, place = str(error).partition(" (at ")
    numbers = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    return words[:1].lower() + words[1:], Mark(int(numbers[1]), int(numbers[2])) if numbers else end
