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

_TOML_ERROR = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True)
class Exemption:
    """An address that is not asked; one that ends in `*` stands for all that begin so."""

    address: str
    unused: Finding
    """What is said of it where it stands for no address."""

    def covers(self, address: str) -> bool:
        """Return whether it stands for an address, which has no fragment."""
        if self.address.endswith("*"):
            return address.startswith(self.address[:-1])
        return address == urldefrag(self.address).url


def read(file: Path) -> list[Exemption]:
    """Return what the file lists; nothing where there is no such file. Raise DataError for mistakes in it."""
    if not file.exists():
        return []
    text = loader.text_of(file)
    lines = text.split("\n")

    def finding(mark: Mark, message: str, help: str = "") -> Finding:
        return Finding(str(file), mark, message, help, lines[mark.line - 1])

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line, column = _TOML_ERROR.fullmatch(str(error)).groups()  # type: ignore[union-attr]
        mark = Mark(int(line), int(column)) if line else Mark(len(lines), 1)
        raise DataError([finding(mark, f"not TOML: {message[:1].lower()}{message[1:]}")]) from error
    entries = data.pop("exception", [])
    marks = [Mark(n, 1) for n, line in enumerate(lines, 1) if line.partition("#")[0].strip() == "[[exception]]"]
    if data or not isinstance(entries, list) or len(entries) != len(marks):
        raise DataError([finding(Mark(1, 1), "the file holds more than exceptions", "begin each with `[[exception]]`")])
    message = "an exception has an `address` and a `reason`, both text, and nothing else"
    if faults := [finding(mark, message) for mark, entry in zip(marks, entries, strict=True) if not _is_whole(entry)]:
        raise DataError(faults)
    return [
        Exemption(address, finding(mark, f"{address} is written nowhere", "delete the exception"))
        for mark, address in zip(marks, (entry["address"] for entry in entries), strict=True)
    ]


def _is_whole(entry: dict[str, object]) -> bool:
    return set(entry) == {"address", "reason"} and all(isinstance(v, str) and v.strip() for v in entry.values())
