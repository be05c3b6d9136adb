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
from collections.abc import AsyncIterator, Callable, Collection
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
"""The folders of what pages show. If others change, what pages load may be new too, and none is shown first."""
_SCRIPT = '<script src="/_dev/reload.js" data-state="{}" defer></script></body>'
_LONGEST_ANSWER = 1 << 24  # bytes of a line from the builder, which can have every mistake in it
_LAST_PORT = 65_535
_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # only Windows has it
_ALL_ADDRESSES = {"0.0.0.0", "::"}  # noqa: S104 - listed, so that there is a warning
_STARTING = "<!DOCTYPE html><html lang=en><title>Building</title><body><p>Building the site …</p></body></html>"


class Answer(TypedDict, total=False):
    """An answer of the builder (builder.py)."""

    first: dict[str, str]
    warnings: str
    failed: str


@dataclass
class DevServer:
    """State of the dev server: the last answer of the builder, the number of builds, and the pages that are open."""

    output: Path
    settings: str
    answer: Answer = field(default_factory=Answer)
    build_count: int = 0
    listeners: dict[asyncio.Queue[str], str] = field(default_factory=dict)
    """A queue for each open page, with the page's file."""
    first: dict[str, str] = field(default_factory=dict)
    """The files of pages that are rendered while the others are not, with their texts."""
    is_whole: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared while some pages are rendered and the others are not."""

    def __post_init__(self) -> None:
        self.is_whole.set()

    @property
    def message(self) -> str:
        """The message to open pages: what failed or could be better, and the number of the build that they show."""
        return json.dumps({"state": self.build_count, **self.answer})

    def tell(self, answer: Answer) -> None:
        """Note an answer and pass it on to the terminal and to open pages."""
        if "failed" not in answer and not self.first:
            self.build_count += 1
            print("built", flush=True)
        self.first = answer.pop("first", {})
        if self.first:
            self.is_whole.clear()
        else:
            self.is_whole.set()
        for text in answer.values():
            if text:
                print(text, flush=True)
        self.answer = answer
        for listener in self.listeners:
            listener.put_nowait(self.message)


class Builder:
    """The process that builds (builder.py); a new one is started when the code that it has imported changes."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def build(self, site: DevServer, looked_at: Collection[str] = ()) -> None:
        """Build the site, the pages in `looked_at` first; pass on each answer of the process, and how it ended."""
        process = self._process = self._process or await _start()
        assert process.stdin  # noqa: S101 - for the type checker: both were asked for
        assert process.stdout  # noqa: S101
        order = json.dumps([site.settings, str(site.output), sorted(looked_at)])
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the process has ended, as is seen below
            process.stdin.write(f"{order}\n".encode())
            await process.stdin.drain()
        async for line in process.stdout:
            answer: Answer = json.loads(line)
            is_last = "first" not in answer
            site.tell(answer)
            if is_last:
                return
        self._process = None
        status = await process.wait()
        reason = f"was ended by signal {-status}; the next change starts another"
        if status >= 0:
            reason = f"ended with status {status}; what it had to say is in the terminal"
        site.tell({"failed": f"the builder {reason}"})

    async def stop(self) -> None:
        """End the process if there is one."""
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()
        self._process = None


async def _start() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "claims.dev.builder"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LONGEST_ANSWER,
        # Ctrl-C is for the server, which ends this process.
        process_group=None if _NEW_GROUP else 0,
        creationflags=_NEW_GROUP,
    )


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
        if file.endswith(".html"):
            await self._site.is_whole.wait()
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            response = _page(Path(response.path).read_text(encoding="utf-8"), state, response.status_code)
        response.headers["Cache-Control"] = "no-store"
        return response


def _page(text: str, state: int, status: int = 200) -> Response:
    """Return a page with the script, which gets the number of the build: the next may end before it listens."""
    return HTMLResponse(text.replace("</body>", _SCRIPT.format(state)), status, {"Cache-Control": "no-store"})


async def watch(site: DevServer, builder: Builder) -> None:
    """Build, and build again at each change, until cancelled; then end the builder."""
    folders = [folder for folder in _WATCHED if Path(folder).exists()]
    # The filters ignore Python's own caches, which are beside the code, and the spare files of editors.
    ignored = (*DefaultFilter.ignore_entity_patterns, r"\.schema\.json$")  # a build writes the schema
    data_and_theme = DefaultFilter(ignore_entity_patterns=ignored)
    changes_in = partial(awatch, debounce=50, step=20)
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
    """Build at each change; `turn` keeps the other watcher from building at the same time."""
    async for batch in batches:
        changed = sorted({os.path.relpath(path) for _, path in batch})
        print(f"changed: {', '.join(changed)}", flush=True)
        async with turn:
            if any(path.endswith(".py") for path in changed):
                await builder.stop()
            is_content = all(path.startswith(_CONTENT) for path in changed)
            await builder.build(site, set(site.listeners.values()) if is_content else ())


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
    watching = asyncio.create_task(watch(site, Builder()))
    # Without a watcher the site would go stale.
    watching.add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.serve([listening])
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching  # raises its error if it failed
