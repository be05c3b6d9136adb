"""A server of the tests' own, on this machine alone, that misbehaves on demand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What stands where."""

    port: int
    pages: dict[str, Reply] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def add(self, path: str, status: int = 200, location: str | None = None) -> str:
        """A page with a status and nothing on it."""
        self.play(path, (status, "", {"Location": location} if location else {}))
        return self.at(path)

    def play(self, path: str, answer: tuple[int, str, dict[str, str]]) -> None:
        """Answer a path with a status, a body and headers."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            status, body, headers = answer
            handler.send_response(status)
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
            site.pages[self.path](self)

        do_GET = handle_one  # noqa: N815 - http.server names it so

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
