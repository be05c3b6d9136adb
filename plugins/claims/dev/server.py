"""`make devserver`: serve the last good site, build again at every change, and reload the pages that are open.

Starlette serves, uvicorn listens, watchfiles watches. Our part is the loop between them, the script that reloads a page
in place, and the panel that shows errors. Pages on disk are the same as ever: the script is added when a page is sent.
"""

import asyncio
import contextlib
import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypedDict

import uvicorn
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from watchfiles import DefaultFilter, PythonFilter, awatch
from watchfiles.main import FileChange

_HERE = Path(__file__).parent
_WATCHED = ("data", "content", "theme", "templates", "translations", "plugins")
"""The folders that are watched; the settings and the style sheet beside them are, too."""
_CONTENT = (f"data{os.sep}", f"content{os.sep}")
"""The folders of what pages show. The others make the pages: if they change, no page is taken over."""
_SCRIPT = '<script src="/_dev/reload.js" data-state="{}" defer></script></body>'
_LONGEST_ANSWER = 1 << 24  # bytes of a line from the builder, which can have every mistake in it
_LAST_PORT = 65_535
_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # only Windows has it
_ALL_ADDRESSES = {"0.0.0.0", "::"}  # noqa: S104 - listed, so that there is a warning
_STARTING = "<!DOCTYPE html><html lang=en><title>Building</title><body><p>Building the site …</p></body></html>"


class Outcome(TypedDict, total=False):
    """An answer of the builder (builder.py)."""

    built: bool
    complete: bool
    first: dict[str, str]
    warnings: str
    failed: str
    dropped: bool


@dataclass
class DevServer:
    """State of the dev server: the outcome of the last build, the number of builds, and the pages that are open."""

    output: Path
    settings: str
    outcome: Outcome = field(default_factory=Outcome)
    build_count: int = 0
    listeners: dict[asyncio.Queue[str], str] = field(default_factory=dict)
    """A queue for each open page, with the page's file."""
    first: dict[str, str] = field(default_factory=dict)
    """The files of pages that are rendered while the others are not, with their texts."""
    others_written: asyncio.Event | None = None
    """Set when all other pages are written too; None while no build is half done."""

    @property
    def message(self) -> str:
        """The message to open pages: the outcome, and the number of the build that they should show."""
        return json.dumps({"state": self.build_count, **self.outcome})

    def tell(self, outcome: Outcome) -> None:
        """Note an outcome and pass it on to the terminal and to open pages."""
        if "first" in outcome:
            self.first = outcome.pop("first")
        elif "complete" in outcome:
            self.first = {}
        if "built" in outcome and "complete" not in outcome:
            self.others_written = self.others_written or asyncio.Event()
        elif self.others_written:
            self.others_written.set()
            self.others_written = None
        if "built" in outcome:
            self.build_count += 1
            print("built", flush=True)
        for text in (outcome.get("failed"), outcome.get("warnings")):
            if text:
                print(text, flush=True)
        self.outcome = outcome
        for listener in self.listeners:
            listener.put_nowait(self.message)


class Builder:
    """The process that builds (builder.py); a new one is started when the code that it has imported changes."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None

    async def build(self, site: DevServer, *, keep: bool = False) -> None:
        """Order a build, which replaces one under way; with `keep`, pages that would look the same are taken over."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "claims.dev.builder"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_LONGEST_ANSWER,
                # Ctrl-C is for the server, which ends this process.
                process_group=None if _NEW_GROUP else 0,
                creationflags=_NEW_GROUP,
            )
            self._listening = asyncio.create_task(self._listen(site, self._process))
        assert self._process.stdin  # noqa: S101 - for the type checker: it was asked for
        looked_at = sorted(set(site.listeners.values())) if keep else []  # otherwise what they load may change too
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # _listen sees that the process has ended
            order = [site.settings, str(site.output), keep, looked_at]
            self._process.stdin.write((json.dumps(order) + "\n").encode())
            await self._process.stdin.drain()

    async def _listen(self, site: DevServer, process: asyncio.subprocess.Process) -> None:
        """Pass on each answer of the process, and how the process ended."""
        assert process.stdout  # noqa: S101 - for the type checker: it was asked for
        async for line in process.stdout:
            outcome: Outcome = json.loads(line)
            if "dropped" not in outcome:
                site.tell(outcome)
        status = await process.wait()
        reason = f"was ended by signal {-status}; the next change starts another"
        if status >= 0:
            reason = f"ended with status {status}; what it had to say is in the terminal"
        site.tell({"failed": f"the builder {reason}"})

    async def stop(self) -> None:
        """End the process if there is one."""
        if self._listening:
            self._listening.cancel()
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()
        self._process = None


class _Pages(StaticFiles):
    """The built site: the script is added to each page, and browsers cache nothing."""

    def __init__(self, site: DevServer) -> None:
        super().__init__(directory=site.output, html=True)
        self._site = site

    async def get_response(self, path: str, scope: Scope) -> Response:
        state = self._site.build_count  # read before the page: rather reload a page once more than not at all
        file = (Path(path) if Path(path).suffix else Path(path, "index.html")).as_posix()
        text = self._site.first.get(file)
        if text:
            return _page(text, state)
        if self._site.others_written and file.endswith(".html"):
            await self._site.others_written.wait()
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            response = _page(Path(response.path).read_text(encoding="utf-8"), state, response.status_code)
        response.headers["Cache-Control"] = "no-store"
        return response


def _page(text: str, state: int, status: int = 200) -> Response:
    """Return a page with the script, which gets the number of the build: the next may end before it listens."""
    return HTMLResponse(text.replace("</body>", _SCRIPT.format(state)), status, {"Cache-Control": "no-store"})


async def watch(site: DevServer, builder: Builder, stopping: asyncio.Event) -> None:
    """Build, and build again at each change, until `stopping` is set; then end the builder."""
    folders = [folder for folder in _WATCHED if Path(folder).exists()]
    # The filters ignore Python's own caches, which are beside the code, and the spare files of editors.
    ignored = (*DefaultFilter.ignore_entity_patterns, r"\.schema\.json$")  # a build writes the schema
    data_and_theme = DefaultFilter(ignore_entity_patterns=ignored)
    changes_in = partial(awatch, debounce=50, step=20, stop_event=stopping)
    everything = changes_in(*folders, watch_filter=data_and_theme)
    # Watch the folder of the settings and not their file, because many editors save by replacing the file.
    settings_folder = Path(site.settings).resolve().parent
    python_and_css = PythonFilter(extra_extensions=(".css",))
    settings = changes_in(settings_folder, watch_filter=python_and_css, recursive=False)
    turn = asyncio.Lock()
    try:
        async with asyncio.TaskGroup() as watching:
            watching.create_task(_follow(everything, site, builder, turn))
            watching.create_task(_follow(settings, site, builder, turn))
            await asyncio.sleep(0)  # let both begin, so that no change during the first build is lost
            async with turn:
                await builder.build(site)
    finally:
        await builder.stop()


async def _follow(
    batches: AsyncIterator[set[FileChange]], site: DevServer, builder: Builder, turn: asyncio.Lock
) -> None:
    """Build at each change; `turn` keeps other watchers from ordering a build at the same time."""
    async for batch in batches:
        changed = sorted({os.path.relpath(path) for _, path in batch})
        print(f"changed: {', '.join(changed)}", flush=True)
        async with turn:
            if any(path.endswith(".py") for path in changed):
                await builder.stop()
            await builder.build(site, keep=all(path.startswith(_CONTENT) for path in changed))


def application(site: DevServer, is_stopping: Callable[[], bool]) -> Starlette:
    """Return the app: the site, and under `/_dev/` the events that open pages listen to until the server stops."""

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

    async def pages(scope: Scope, receive: Receive, send: Send) -> None:
        # The folder is looked up at each request, because each build replaces it.
        if site.output.is_dir():
            await _Pages(site)(scope, receive, send)
        else:
            await _page(_STARTING, site.build_count)(scope, receive, send)

    panel = Route("/_dev/panel.css", lambda request: FileResponse(_HERE / "panel.css"))
    script = Route("/_dev/reload.js", lambda request: FileResponse(_HERE / "reload.js"))
    return Starlette(routes=[Route("/_dev/events", events), panel, script, Mount("/", pages)])


def names_of_this_machine(bind: str) -> list[str]:
    """Return the host names to answer to. Other names may be a web page's, made to lead here ("DNS rebinding")."""
    name = socket.gethostname().lower()
    host = own_address() if bind in _ALL_ADDRESSES else _host_of(bind)
    short = name.partition(".")[0]
    return ["localhost", "*.localhost", "127.0.0.1", "[::1]", name, short, f"{short}.local", host]


def run(bind: str, port: int, output: Path, settings: str) -> int:
    """Serve until Ctrl-C, and return the exit status.

    Args:
        bind: the address of this machine to listen on.
        port: the port to listen on.
        output: the folder of the built site.
        settings: the file of settings to build with; empty to serve what is there, and build nothing.

    """
    try:
        family = socket.AF_INET6 if ":" in bind else socket.AF_INET
        listening = socket.create_server((bind, port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (while ")[0].lower()
        target = "devserver" if settings else "serve"
        help = f"take another, as in make {target} PORT={port + 1 if port < _LAST_PORT else port - 1}"
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            help = f"name an address of this machine, or all of them, as in make {target} BIND=0.0.0.0"
        print(f"error: cannot listen on port {port}: {reason}\n  help: {help}", file=sys.stderr)
        return 1
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again when it has stopped
        print(welcome(bind, port), flush=True)
        asyncio.run(_serve(bind, output, settings, listening))
    print("stopped")
    return 0


def welcome(bind: str, port: int) -> str:
    """Return the address of the site, and a warning if others can see it."""
    if bind not in _ALL_ADDRESSES:
        host = "localhost" if bind == "127.0.0.1" else _host_of(bind)
        return f"http://{host}:{port}/  (Ctrl-C stops)"
    return (
        f"http://localhost:{port}/  (Ctrl-C stops)\nhttp://{own_address()}:{port}/  on a phone in the same network\n"
        "warning: whoever is in this network can read the site, also what is not published"
    )


def _host_of(address: str) -> str:
    """Return an address as it is written in a URL: IPv6 has brackets."""
    return f"[{address}]" if ":" in address else address


def own_address() -> str:
    """Return the address of this machine in its network."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: the system only chooses the address it would send from
        return str(probe.getsockname()[0])
    return socket.gethostname()


async def _serve(bind: str, output: Path, settings: str, listening: socket.socket) -> None:
    site = DevServer(output.resolve(), settings)
    if settings:
        pages = application(site, lambda: server.should_exit)
    else:
        pages = Starlette(routes=[Mount("/", StaticFiles(directory=output, html=True))])
    app = TrustedHostMiddleware(pages, names_of_this_machine(bind), www_redirect=False)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    if not settings:
        await server.serve([listening])
        return
    stopping = asyncio.Event()
    watching = asyncio.create_task(watch(site, Builder(), stopping))
    # Without a watcher the site would go stale.
    watching.add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.serve([listening])
    finally:
        stopping.set()
        with contextlib.suppress(asyncio.CancelledError):
            await watching  # raises its error if it failed
