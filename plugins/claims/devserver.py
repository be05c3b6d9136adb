"""`make devserver`: edit, save, see. Serves the last good site, builds it anew at every change, tells open pages.

Starlette serves, uvicorn listens, watchfiles watches; ours are the loop between them, the script that reloads a page
in place, and the panel in which a mistake is shown. Pages are never written differently for this: the script is added
to what is sent.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from watchfiles import DefaultFilter, awatch

_HERE = Path(__file__).parent / "dev"
_WATCHED = ("data", "content", "theme", "plugins", "pelicanconf.py", "publishconf.py")
_SCRIPT = '<script src="/_dev/reload.js" defer></script></body>'
_STARTING = "<!DOCTYPE html><html lang=en><title>Building</title><body><p>Building the site …</p></body></html>"


@dataclass
class Site:
    """What the server knows: the outcome of the last build, its number, and who is listening."""

    output: Path
    settings: str
    number: int = 0
    outcome: dict[str, Any] = field(default_factory=dict)
    listeners: set[asyncio.Queue[str]] = field(default_factory=set)

    def message(self) -> str:
        """The outcome as an open page wants it."""
        return json.dumps({"number": self.number, **self.outcome})

    def tell(self, outcome: dict[str, Any]) -> None:
        """Note an outcome and pass it to every open page."""
        self.number += 1
        self.outcome = outcome
        for listener in self.listeners:
            listener.put_nowait(self.message())


class Builder:
    """The process that builds; a new one is started when the code it has imported changes."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._rest: asyncio.Task[None] | None = None

    async def build(self, site: Site) -> None:
        """Build once and tell the outcome: when the pages can be seen, and afterwards only what fails."""
        outcome = await self._begin(site)
        _tell(site, outcome)
        if "built" in outcome:
            self._rest = asyncio.create_task(self._finish(site))

    async def _begin(self, site: Site) -> dict[str, Any]:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "claims.builder", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
            )
        assert self._process.stdin  # noqa: S101 - for the type checker: it was asked for
        assert self._process.stdout  # noqa: S101
        try:
            self._process.stdin.write((json.dumps([site.settings, str(site.output)]) + "\n").encode())
            await self._process.stdin.drain()
            if self._rest:  # by now it has been dropped, or has come to its end
                await self._rest
            answer = await self._process.stdout.readline()
        except (BrokenPipeError, ConnectionResetError):
            answer = b""
        if not answer:
            await self.stop()
            return {"failed": "the builder did not start; the terminal says why"}
        outcome: dict[str, Any] = json.loads(answer)
        return outcome

    async def _finish(self, site: Site) -> None:
        assert self._process  # noqa: S101 - for the type checker: it has just answered
        assert self._process.stdout  # noqa: S101
        answer = await self._process.stdout.readline()
        if answer and "failed" in (outcome := json.loads(answer)):
            _tell(site, outcome)

    async def stop(self) -> None:
        """End the process, if there is one."""
        if self._rest:
            self._rest.cancel()
            self._rest = None
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()
        self._process = None


class _Pages(StaticFiles):
    """The built site, with the script added to each page, and nothing kept by the browser."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            page = Path(response.path).read_text(encoding="utf-8")
            response = HTMLResponse(page.replace("</body>", _SCRIPT), response.status_code)
        response.headers["Cache-Control"] = "no-store"
        return response


async def watch(site: Site, builder: Builder, stop: asyncio.Event) -> None:
    """Build, then build again at each change, until told to stop."""
    await builder.build(site)
    paths = [path for path in _WATCHED if Path(path).exists()]
    # Python's own caches lie beside the code; the default filter passes over them and over editors' spare files.
    async for changes in awatch(*paths, watch_filter=DefaultFilter(), stop_event=stop, debounce=50, step=20):
        changed = sorted({os.path.relpath(path) for _, path in changes})
        print(f"changed: {', '.join(changed)}", flush=True)
        if any(path.endswith(".py") for path in changed):
            await builder.stop()
        await builder.build(site)


def _tell(site: Site, outcome: dict[str, Any]) -> None:
    print(outcome.get("mistakes") or outcome.get("failed") or "built", flush=True)
    site.tell(outcome)


def application(site: Site, builder: Builder, stop: asyncio.Event) -> Starlette:
    """The server: the site, and under `/_dev/` what an open page listens to."""

    async def events(request: Request) -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            listener: asyncio.Queue[str] = asyncio.Queue()
            site.listeners.add(listener)
            try:
                yield f"data: {site.message()}\n\n"
                while not stop.is_set():
                    with contextlib.suppress(TimeoutError):
                        yield f"data: {await asyncio.wait_for(listener.get(), 0.5)}\n\n"
            finally:
                site.listeners.discard(listener)

        return StreamingResponse(lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def first(request: Request) -> Response:
        return HTMLResponse(_STARTING.replace("</body>", _SCRIPT))

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(watch(site, builder, stop))
        yield
        stop.set()
        await builder.stop()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        # The folder is looked up at each request: a build puts another in its place.
        if site.output.is_dir():
            await _Pages(directory=site.output, html=True)(scope, receive, send)
        else:
            await (await first(Request(scope)))(scope, receive, send)

    return Starlette(
        routes=[
            Route("/_dev/events", events),
            Mount("/_dev", StaticFiles(directory=_HERE)),
            Mount("/", pages),
        ],
        lifespan=lifespan,
    )


class _Server(uvicorn.Server):
    """Stops on Ctrl-C at once, without waiting for pages that listen."""

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self._stop = stop

    def handle_exit(self, sig: int, frame: Any) -> None:
        self._stop.set()
        super().handle_exit(sig, frame)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn raises the signal again when it has stopped, which would print a traceback of asyncio's.
        for sig in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sig, self.handle_exit)
        yield


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C."""
    options = argparse.ArgumentParser(
        prog="claims.devserver", description="Serve the site and build it at each change."
    )
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--bind", default="127.0.0.1")
    options.add_argument("--output", type=Path, default=Path("output"))
    options.add_argument("--settings", default="pelicanconf.py")
    chosen = options.parse_args(arguments)
    asyncio.run(_serve(chosen))
    print("stopped")
    return 0


async def _serve(chosen: argparse.Namespace) -> None:
    stop = asyncio.Event()
    site, builder = Site(chosen.output.resolve(), chosen.settings), Builder()
    config = uvicorn.Config(
        application(site, builder, stop), host=chosen.bind, port=chosen.port, log_level="warning", lifespan="on"
    )
    print(
        f"http://{'localhost' if chosen.bind == '127.0.0.1' else chosen.bind}:{chosen.port}/  (Ctrl-C stops)",
        flush=True,
    )
    await _Server(config, stop).serve()


if __name__ == "__main__":
    sys.exit(main())
