"""A host for a published site that reads `_headers`, as static hosts do; and programs that may not be there."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

ADDRESS = "https://example.org"
"""Of a site that has a host of its own."""

_TYPES = http.server.SimpleHTTPRequestHandler.extensions_map


def program(command: str, package: str, *files: str) -> str:
    """Where a program is; without it and its files the test is skipped, except in CI, which installs them."""
    found = shutil.which(command)
    if found and all(Path(file).exists() for file in files):
        return found
    missing = f"{package} is not installed: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {missing}")
    pytest.skip(missing)


def rules(headers: str) -> dict[str, dict[str, str]]:
    """`_headers` as rules: a path, perhaps ending in a star, and the headers for it."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in filter(None, headers.splitlines()):
        if line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            assert name not in found[path], f"{name} stands twice under {path}"
            found[path][name] = value
        else:
            path = line
            found[path] = {}
    return found


def of(headers: dict[str, dict[str, str]], path: str) -> dict[str, str]:
    """The headers for a path. Hosts join the values of a name that two rules give, so none may."""
    together: dict[str, str] = {}
    for pattern, given in headers.items():
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
            assert not together.keys() & given.keys(), f"two rules give {path} the same header"
            together |= given
    return together


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves the folders under `root`; the site among them is in `root/prefix`."""

    extensions_map: ClassVar[dict[str, str]] = {**_TYPES, ".webmanifest": "application/manifest+json"}

    def __init__(self, *arguments: Any, root: Path, prefix: str, **keywords: Any) -> None:
        self.prefix = prefix
        self.site = root / prefix.strip("/")
        self.rules = rules((self.site / "_headers").read_text(encoding="utf-8"))
        super().__init__(*arguments, directory=str(root), **keywords)

    def end_headers(self) -> None:
        inside = self.path.removeprefix(self.prefix.rstrip("/"))
        for name, value in of(self.rules, inside).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write((self.site / "404.html").read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test says what went wrong."""


@contextlib.contextmanager
def listening() -> Iterator[http.server.ThreadingHTTPServer]:
    """A server that has its port, and answers once `serve` says what."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        yield server


@contextlib.contextmanager
def serving(server: http.server.ThreadingHTTPServer, root: Path, prefix: str) -> Iterator[None]:
    """Answer with the site in `root/prefix`."""
    server.RequestHandlerClass = functools.partial(Host, root=root, prefix=prefix)  # type: ignore[assignment]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
