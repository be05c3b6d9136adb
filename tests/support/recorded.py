"""Copies of invented pages: web archives, written as ISO 28500 has them, and saved pages with their records."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Recorded:
    """An answer as a web archive has it."""

    url: str
    content: bytes
    kind: str = "text/html; charset=utf-8"
    date: str = "2026-11-20T12:00:00Z"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()
    type: str = "response"

    def record(self) -> bytes:
        fields = [("Content-Type", self.kind), *self.headers]
        http = head(f"HTTP/1.1 {self.status}", fields) if self.type == "response" else b""
        kind = "application/http;msgtype=response" if http else self.kind
        about = [("WARC-Type", self.type), ("WARC-Target-URI", self.url), ("WARC-Date", self.date)]
        about += [("Content-Type", kind), ("Content-Length", str(len(http + self.content)))]
        return head("WARC/1.1", about) + http + self.content + b"\r\n\r\n"


def head(first: str, fields: Iterable[tuple[str, str]]) -> bytes:
    return "\r\n".join([first, *(f"{name}: {value}" for name, value in fields), "", ""]).encode()


def warc(path: Path, answers: Iterable[Recorded]) -> Path:
    """Write a web archive, each record compressed where its name says so."""
    records = (answer.record() for answer in answers)
    path.write_bytes(b"".join(gzip.compress(record) if path.suffix == ".gz" else record for record in records))
    return path


def saved(path: Path, content: str | bytes, url: str, day: str = "2026-11-20") -> None:
    """Save a page, and beside it the record of where it is from."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.with_name(f"{path.name}.toml").write_text(f'url = "{url}"\nsaved = {day}\n', encoding="utf-8")
