"""A server of the tests' own, on this machine alone, that misbehaves on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What stands where, and what was asked."""

    port: int
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str | None] = field(default_factory=set)
    closing: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def add(self, path: str, status: int = 200, location: str | None = None, head: int | None = None) -> str:
        """A page with a status, another for HEAD if need be."""
        self.play(path, (status, "", {"Location": location} if location else {}), head=head)
        return self.at(path)

    def play(self, path: str, *replies: tuple[int, str, dict[str, str]], head: int | None = None) -> None:
        """Recorded replies of a path, status, body and headers, one after another; the last one for good."""
        left = list(replies)

        def reply(handler: BaseHTTPRequestHandler) -> None:
            status, body, headers = left.pop(0) if left[1:] else left[0]
            handler.send_response(head if head and handler.command == "HEAD" else status)
            for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body.encode())

        self.pages[path] = reply


@contextmanager
def running() -> Iterator[Site]:
    """The server, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            site.asked.append((self.command, self.path))
            site.agents.add(self.headers["User-Agent"])
            site.pages[self.path](self)

        do_GET = do_HEAD = handle_one  # noqa: N815 - http.server names them so

        def log_message(self, *arguments: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *arguments: Any) -> None:
            pass  # a client that went away is what some tests want

    with Server(("127.0.0.1", 0), Handler) as server:
        site = Site(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()
