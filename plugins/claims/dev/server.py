"""`make devserver`: edit, save, see. Serves the last good site, builds it anew at every change, tells open pages.

Starlette serves, uvicorn listens, watchfiles watches; ours are the loop between them, the script that reloads a page
in place, and the panel in which a mistake is shown. Pages are never written differently for this: the script is added
to what is sent.
"""

import argparse
import asyncio
import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..faults import to_install

try:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.requests import Request
    from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles
    from watchfiles import DefaultFilter, PythonFilter, awatch
    from watchfiles.main import FileChange
except ModuleNotFoundError as error:
    sys.exit(to_install(error, "make devserver and make serve", "serve"))

_HERE = Path(__file__).parent
# And the settings, with the style sheet beside them.
_WATCHED = ("data", "content", "theme", "templates", "translations", "plugins")
_SHOWN = (f"data{os.sep}", f"content{os.sep}")  # what pages show; the rest is what makes them
_SCRIPT = '<script src="/_dev/reload.js" data-state="{}" defer></script></body>'
_LONGEST_ANSWER = 1 << 24  # bytes, of a line from the builder, which can hold every mistake
_LAST_PORT = 65_535
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - known, so that it can be warned of
_STARTING = "<!DOCTYPE html><html lang=en><title>Building</title><body><p>Building the site …</p></body></html>"


@dataclass
class DevServer:
    """State of the dev server: the last build's outcome, how many builds there were, and which pages listen."""

    output: Path
    settings: str
    outcome: dict[str, Any] = field(default_factory=dict)
    built: int = 0
    listeners: dict[asyncio.Queue[str], str] = field(default_factory=dict)
    """Each open page, with its file."""
    first: dict[str, str] = field(default_factory=dict)
    """The files of pages that are rendered already, with their texts."""
    rest: asyncio.Event | None = None
    """Set when all the others are there too; None from then on."""

    @property
    def message(self) -> str:
        """The outcome as an open page wants it, and the number of the build that it should show."""
        return json.dumps({"state": self.built, **self.outcome})

    def tell(self, outcome: dict[str, Any]) -> None:
        """Note an outcome and pass it on, to the terminal and to open pages."""
        self.first = outcome.pop("first", {} if "complete" in outcome else self.first)
        if "built" in outcome and "complete" not in outcome:
            self.rest = self.rest or asyncio.Event()
        elif self.rest:
            self.rest.set()
            self.rest = None
        words = ("built" * ("built" in outcome), outcome.get("failed"), outcome.get("warnings"))
        print("".join(f"{said}\n" for said in words if said), end="", flush=True)
        self.built += "built" in outcome
        self.outcome = outcome
        for listener in self.listeners:
            listener.put_nowait(self.message)


class Builder:
    """The process that builds; a new one is started when the code it has imported changes."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None

    async def build(self, site: DevServer, *, keep: bool = False) -> None:
        """Ask for a build, in the place of one under way; with `keep` pages that would show the same are taken over."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "claims.dev.builder"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_LONGEST_ANSWER,
                process_group=0,  # Ctrl-C is for the server, which ends this
            )
            self._listening = asyncio.create_task(self._listen(site, self._process))
        assert self._process.stdin  # noqa: S101 - for the type checker: it was asked for
        looked_at = sorted({*site.listeners.values()}) if keep else []  # else what they load may be new too
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its end is seen where answers are read
            order = [site.settings, str(site.output), keep, looked_at]
            self._process.stdin.write((json.dumps(order) + "\n").encode())
            await self._process.stdin.drain()

    async def _listen(self, site: DevServer, process: asyncio.subprocess.Process) -> None:
        """Tell the site each answer of the process, and how it ended."""
        assert process.stdout  # noqa: S101 - for the type checker: it was asked for
        while answer := await process.stdout.readline():
            outcome = json.loads(answer)
            if "dropped" not in outcome:
                site.tell(outcome)
        status = await process.wait()
        how = f"was ended by signal {-status}; the next change starts another"
        if status >= 0:
            how = f"ended with status {status}; what it had to say is in the terminal"
        site.tell({"failed": f"the builder {how}"})

    async def stop(self) -> None:
        """End the process, if there is one."""
        if self._listening:
            self._listening.cancel()
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()
        self._process = None


class _Pages(StaticFiles):
    """The built site, with the script added to each page, and nothing kept by the browser."""

    def __init__(self, site: DevServer) -> None:
        super().__init__(directory=site.output, html=True)
        self._site = site

    async def get_response(self, path: str, scope: Any) -> Response:
        state = self._site.built  # first: rather is a page loaded once more than left as it was
        file = path if Path(path).suffix else os.path.normpath(f"{path}/index.html")
        if text := self._site.first.get(file):
            return _page(text, state)
        if self._site.rest and file.endswith(".html"):
            await self._site.rest.wait()
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            response = _page(Path(response.path).read_text(encoding="utf-8"), state, response.status_code)
        response.headers["Cache-Control"] = "no-store"
        return response


def _page(text: str, state: int, status: int = 200) -> Response:
    """Return a page with the script, which is told in what state it was sent: builds may end before it listens."""
    return HTMLResponse(text.replace("</body>", _SCRIPT.format(state)), status, {"Cache-Control": "no-store"})


async def watch(site: DevServer, builder: Builder) -> None:
    """Build, then build again at each change, until cancelled; the builder ends then too."""
    folders = [folder for folder in _WATCHED if Path(folder).exists()]
    # Python's own caches lie beside the code; the filters pass over them and over editors' spare files.
    passed_over = (*DefaultFilter.ignore_entity_patterns, r"\.schema\.json$")  # which a build writes
    everything = awatch(*folders, watch_filter=DefaultFilter(ignore_entity_patterns=passed_over), debounce=50, step=20)
    # The settings by the folder they are in: many editors save by putting another file in the place of the old one.
    beside = Path(site.settings).resolve().parent
    both = PythonFilter(extra_extensions=(".css",))
    settings = awatch(beside, watch_filter=both, recursive=False, debounce=50, step=20)
    turn = asyncio.Lock()
    try:
        async with asyncio.TaskGroup() as watching:
            watching.create_task(_follow(everything, site, builder, turn))
            watching.create_task(_follow(settings, site, builder, turn))
            await asyncio.sleep(0)  # both have begun: what changes while the first build reads is not lost
            async with turn:
                await builder.build(site)
    finally:
        await builder.stop()


async def _follow(
    batches: AsyncIterator[set[FileChange]], site: DevServer, builder: Builder, turn: asyncio.Lock
) -> None:
    """Build at each change, in turn with others who do."""
    async for batch in batches:
        changed = sorted({os.path.relpath(path) for _, path in batch})
        print(f"changed: {', '.join(changed)}", flush=True)
        async with turn:
            if any(path.endswith(".py") for path in changed):
                await builder.stop()
            await builder.build(site, keep=all(path.startswith(_SHOWN) for path in changed))


def application(site: DevServer, is_stopping: Callable[[], bool]) -> Starlette:
    """Return the site, and under `/_dev/` what an open page listens to until the server stops."""

    async def events(request: Request) -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            listener: asyncio.Queue[str] = asyncio.Queue()
            site.listeners[listener] = request.query_params.get("file", "")
            try:
                yield f"data: {site.message}\n\n"
                while not is_stopping():
                    with contextlib.suppress(TimeoutError):
                        yield f"data: {await asyncio.wait_for(listener.get(), 0.5)}\n\n"
            finally:
                del site.listeners[listener]

        return StreamingResponse(lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        # The folder is looked up at each request: a build puts another in its place.
        if site.output.is_dir():
            await _Pages(site)(scope, receive, send)
        else:
            await _page(_STARTING, site.built)(scope, receive, send)

    return Starlette(
        routes=[
            Route("/_dev/events", events),
            *(
                Route(f"/_dev/{name}", lambda _, name=name: FileResponse(_HERE / name))
                for name in ("panel.css", "reload.js")
            ),
            Mount("/", pages),
        ],
    )


def names_of_this_machine(bind: str) -> list[str]:
    """Return the hosts that are answered: a page elsewhere may have a name of its own lead here ("DNS rebinding")."""
    name = socket.gethostname().lower()
    bound = _own_address() if bind in _EVERYWHERE else f"[{bind}]" if ":" in bind else bind
    short = name.partition(".")[0]
    return ["localhost", "*.localhost", "127.0.0.1", "[::1]", name, short, f"{short}.local", bound]


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C."""
    usage = "make devserver [PORT=8000] [BIND=127.0.0.1], or make serve"
    options = argparse.ArgumentParser(prog="make", usage=usage)
    options.add_argument("--port", default="8000")
    options.add_argument("--bind", default="127.0.0.1")
    options.add_argument("--output", type=Path, default=Path("output"))
    options.add_argument("--settings", default="pelicanconf.py")
    options.add_argument("--as-built", action="store_true", help="serve what is there, and build nothing")
    chosen = options.parse_args(arguments)
    if not chosen.port.isdecimal() or not 0 < (port := int(chosen.port)) <= _LAST_PORT:
        options.error(f"{chosen.port} is no port: write a number from 1 to {_LAST_PORT}")
    try:
        family = socket.AF_INET6 if ":" in chosen.bind else socket.AF_INET
        listening = socket.create_server((chosen.bind, port), family=family)
    except OSError as error:
        why = str(error.strerror).partition(" (while ")[0].lower()
        print(f"cannot listen on port {port}: {why}", file=sys.stderr)
        help = f"take another, as in PORT={min(port + 1, _LAST_PORT)}"
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            help = "BIND= can be an address of this machine, or 0.0.0.0 for all of them"
        print(f"  help: {help}", file=sys.stderr)
        return 1
    with contextlib.suppress(KeyboardInterrupt):  # which uvicorn passes on when it has stopped
        print(_welcome(chosen.bind, port), flush=True)
        asyncio.run(_serve(chosen, listening))
    print("stopped")
    return 0


def _welcome(bind: str, port: int) -> str:
    """Return where the site is, and if others can see it, that they can and where."""
    if bind not in _EVERYWHERE:
        host = "localhost" if bind == "127.0.0.1" else f"[{bind}]" if ":" in bind else bind
        return f"http://{host}:{port}/  (Ctrl-C stops)"
    return (
        f"http://localhost:{port}/  (Ctrl-C stops)\nhttp://{_own_address()}:{port}/  on a phone in the same network\n"
        "warning: whoever is in this network can read the site, also what is not published"
    )


def _own_address() -> str:
    """Return the address of this machine in its network."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(("192.0.2.1", 9))  # sends nothing: the system chooses by which of its addresses it would
        return str(asked.getsockname()[0])
    return socket.gethostname()


async def _serve(chosen: argparse.Namespace, listening: socket.socket) -> None:
    site = DevServer(chosen.output.resolve(), chosen.settings)
    builder = Builder()
    as_built = chosen.as_built and Starlette(routes=[Mount("/", StaticFiles(directory=chosen.output, html=True))])
    names = names_of_this_machine(chosen.bind)
    app = TrustedHostMiddleware(as_built or application(site, lambda: server.should_exit), names, www_redirect=False)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    if as_built:
        await server.serve([listening])
        return
    watching = asyncio.create_task(watch(site, builder))
    watching.add_done_callback(lambda _: setattr(server, "should_exit", True))  # what is not built is not served
    try:
        await server.serve([listening])
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching  # and if it failed, that is raised here


if __name__ == "__main__":
    sys.exit(main())
