"""A host for a built site, with the headers that it is told; and programs that may be absent."""

import contextlib
import functools
import http.server
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

NO_HEADERS: Mapping[str, str] = {}
ADDRESS = "https://example.org"
"""Of a site that has a host of its own."""


def installed(package: str, *files: str) -> None:
    """Skip the test where a package has not put these files there, except in CI, which installs it."""
    if all(file and Path(file).exists() for file in files):
        return
    missing = f"{package} is not installed: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {missing}")
    pytest.skip(missing)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves the folder `root`, in which the site is at `prefix`, with its page for what is not there."""

    extensions_map: ClassVar[dict[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".webmanifest": "application/manifest+json",
    }

    def __init__(self, *arguments: Any, root: Path, prefix: str, headers: Mapping[str, str]) -> None:
        self.site, self.extra_headers = root / prefix.strip("/"), headers
        super().__init__(*arguments, directory=str(root))

    def end_headers(self) -> None:
        for name, value in self.extra_headers.items():
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
    """A server that has its port, and answers once `answering` says what."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        yield server


@contextlib.contextmanager
def answering(
    server: http.server.ThreadingHTTPServer, root: Path, prefix: str = "/", headers: Mapping[str, str] = NO_HEADERS
) -> Iterator[str]:
    """Answer with the site in `root/prefix`, with these headers; yield its address."""
    server.RequestHandlerClass = functools.partial(Host, root=root, prefix=prefix, headers=headers)  # type: ignore[assignment]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        thread.join()


@contextlib.contextmanager
def serving(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    """Serve a folder with these headers; yield its address."""
    with listening() as server, answering(server, folder, headers=headers) as address:
        yield address
