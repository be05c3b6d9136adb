"""devserver's loop: what is watched, how the builder is asked, and what open pages are told."""

import asyncio
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from claims import cli
from claims.dev import server as devserver
from claims.dev.server import DevServer
from support.building import ROOT
from support.hosting import free_port

PATIENCE = 10
"""Seconds that a test waits for what should come at once."""


def run(what: Coroutine[Any, Any, None]) -> None:
    """Run to the end, in a thread: where a browser is tested too, its loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, what).result()


# What open pages are told


@pytest.fixture
def site(tmp_path: Path) -> DevServer:
    """A site of which two pages are open."""
    return DevServer(
        tmp_path, "pelicanconf.py", listeners={asyncio.Queue(): "index.html", asyncio.Queue(): "a/index.html"}
    )


def told(site: DevServer) -> list[list[dict[str, Any]]]:
    """What each open page was told since this was last asked."""
    return [[json.loads(page.get_nowait()) for _ in range(page.qsize())] for page in site.listeners]


def test_open_pages_are_told_each_outcome_and_the_build_that_they_should_show(
    site: DevServer, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[tuple[dict[str, Any], int, dict[str, str]]] = [
        ({"warnings": ""}, 1, {"warnings": ""}),
        ({"first": {"index.html": "<p>new</p>"}}, 2, {}),
        ({"warnings": "one\ntwo"}, 2, {"warnings": "one\ntwo"}),
        ({"failed": "words"}, 2, {"failed": "words"}),
    ]
    for answer, state, words in said:
        site.tell(answer)  # type: ignore[arg-type]
        assert told(site) == [[{"state": state, **words}]] * 2
    assert json.loads(site.message)["state"] == 2  # for a page that listens from now on
    assert capsys.readouterr().out == "built\nbuilt\none\ntwo\nwords\n"


def test_a_page_that_is_rendered_already_is_sent_at_once_and_others_when_all_is_there(site: DevServer) -> None:
    pages = devserver.application(site, lambda: False)

    async def get(path: str) -> str:
        sent = list[Any]()

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "root_path": ""}
        await pages(scope, asyncio.Queue[Any]().get, send)
        return b"".join(message.get("body", b"") for message in sent).decode()

    def write(text: str) -> None:
        for file in ("index.html", "a/index.html", "style.css"):
            (site.output / file).parent.mkdir(exist_ok=True)
            (site.output / file).write_text(f"{text}</body>")

    async def look() -> None:
        write("old")
        assert (await get("/")).startswith("old")
        site.tell({"first": {"index.html": "new</body>"}})
        assert await get("/") == 'new<script src="/_dev/reload.js" data-state="1" defer></script></body>'
        assert await get("/style.css") == "old</body>"
        assert "EventSource" in await get("/_dev/reload.js")
        assert "def application" not in await get("/_dev/server.py")
        other = asyncio.create_task(get("/a/"))
        assert not (await asyncio.wait([other], timeout=0))[0]
        write("whole")
        site.tell({"warnings": ""})
        for text in (await other, await get("/"), await get("/a/")):
            assert text.startswith("whole")
        site.tell({"first": {"index.html": "newer</body>"}})
        site.tell({"failed": "words"})  # after which the last good site is there
        for path in ("/", "/a/"):
            assert (await get(path)).startswith("whole")

    run(look())


# The builder


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts code in the place of the builder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (tmp_path / "claims/dev").mkdir(parents=True)
    return lambda code: (tmp_path / "claims/dev/builder.py").write_text(code) and None


BUILT = """print('{"warnings": ""}', flush=True)"""


@pytest.mark.parametrize(
    ("code", "told", "words"),
    [
        (
            "raise SystemExit(3)",
            [["failed"], ["failed"]],
            "ended with status 3; what it had to say is in the terminal",
        ),
        (
            f"input(), {BUILT}, input()\nos.kill(os.getpid(), 9)",
            [["warnings"], ["failed"], ["warnings"]],
            "was ended by signal 9; the next change starts another",
        ),
    ],
    ids=["at once", "asked again"],
)
def test_how_the_builder_ended_is_told_and_another_is_started(
    stand_in: Callable[[str], None], tmp_path: Path, code: str, told: list[list[str]], words: str
) -> None:
    stand_in(f"import os\n{code}\n")

    async def build() -> None:
        page = asyncio.Queue[str]()
        site, builder = DevServer(tmp_path, "pelicanconf.py", listeners={page: ""}), devserver.Builder()
        for outcomes in told:
            await builder.build(site)
            for outcome in outcomes:
                message = json.loads(await asyncio.wait_for(page.get(), PATIENCE))
                assert message.get(outcome) == (f"the builder {words}" if outcome == "failed" else "")
        await builder.stop()

    run(build())


def test_the_builder_is_told_which_pages_to_make_first(
    site: DevServer, tmp_path: Path, stand_in: Callable[[str], None]
) -> None:
    stand_in("import json\nwhile True: print(json.dumps({'failed': input()}), flush=True)")

    async def build() -> None:
        builder, page = devserver.Builder(), next(iter(site.listeners))
        for files in (["a/index.html", "index.html"], []):
            await builder.build(site, {*files})
            order = json.loads(await asyncio.wait_for(page.get(), PATIENCE))["failed"]
            assert json.loads(order) == ["pelicanconf.py", str(tmp_path), files]
        await builder.stop()

    run(build())


# The loop


class Builds(devserver.Builder):
    """Notes each build and makes none; during the first one something can be done."""

    def __init__(self, during: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.asked: asyncio.Queue[str] = asyncio.Queue()
        self._during = during

    async def build(self, site: DevServer, looked_at: Collection[str] = ()) -> None:
        self._during()
        self._during = lambda: None
        self.asked.put_nowait("first" if looked_at else "all")

    async def stop(self) -> None:
        self.asked.put_nowait("stop")

    async def next(self) -> str:
        """Wait for what is asked next; fails where nothing is."""
        return await asyncio.wait_for(self.asked.get(), PATIENCE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files to watch, and nothing that builds."""
    for file in ("data/claims.yaml", "content/about.md", "theme/a.css", "plugins/a.py", "pelicanconf.py", "data/a.swp"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("old", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def watching(builds: Builds, act: Callable[[], Awaitable[Any]]) -> None:
    """Act while changes are watched, after the first build was asked for."""

    async def both() -> None:
        site = DevServer(Path("output"), "pelicanconf.py", listeners={asyncio.Queue(): "index.html"})
        watching = asyncio.create_task(devserver.watch(site, builds))
        assert await builds.next() == "all"
        await act()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        assert await builds.next() == "stop"

    run(both())


def test_an_edit_made_during_the_first_build_is_built_next(project: Path) -> None:
    builds = Builds(lambda: (project / "data/claims.yaml").write_text("new") and None)
    watching(builds, builds.next)


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ("data/claims.yaml", ["first"]),
        ("content/about.md", ["first"]),
        ("theme/a.css", ["all"]),
        ("plugins/a.py", ["stop", "all"]),  # another process has the code as it is now
        ("pelicanconf.py", ["stop", "all"]),
    ],
)
def test_what_changed_says_what_is_built_anew_also_after_another_file_took_its_place(
    project: Path, file: str, asked: list[str]
) -> None:
    builds = Builds()

    async def save() -> None:
        for text in ("new", "newer"):
            (project / "spare").write_text(text)
            (project / "spare").replace(project / file)
            assert [await builds.next() for _ in asked] == asked

    watching(builds, save)


def test_what_no_build_reads_makes_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    builds = Builds()

    async def save() -> None:
        (project / "output").mkdir()
        for file in ("notes.txt", "output/claims.yaml", "data/a.swp", "data/claims.yaml"):
            (project / file).write_text("new")
        assert await builds.next() == "first"

    watching(builds, save)
    assert capsys.readouterr().out == "changed: data/claims.yaml\n"


# The command


def _listen(port: int, bind: str = "127.0.0.1") -> int:
    return devserver.run(bind, port, Path("output"), "pelicanconf.py")


def test_where_nothing_can_be_watched_it_ends_and_tells_why(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def watch(site: DevServer, builder: devserver.Builder) -> None:
        raise OSError("too many files are watched")

    monkeypatch.setattr(devserver, "watch", watch)
    with ThreadPoolExecutor(1) as thread, pytest.raises(OSError, match="too many files are watched"):
        thread.submit(_listen, free_port()).result(PATIENCE)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """The port on which `make serve` shows a folder."""
    (tmp_path / "output").mkdir()
    for name in ("index", "404"):
        (tmp_path / "output" / f"{name}.html").write_text(f"<p>{name}</p>")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "claims", "serve", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == f"http://localhost:{port}/  (Ctrl-C stops)\n"
        yield port
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "stopped\n"
        assert process.wait(PATIENCE) == 0


def ask(port: int, path: str, host: str) -> tuple[int, str]:
    """Status and words of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": host})
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_what_is_built_is_served_as_it_is_to_the_names_of_this_machine_alone(served: int) -> None:
    for host in (
        "localhost",
        f"LOCALHOST:{served}",
        "puddle.localhost",
        "127.0.0.1",
        "[::1]:8000",
        socket.gethostname(),
    ):
        assert ask(served, "/", host) == (200, "<p>index</p>"), host
    assert ask(served, "/gone/", "localhost") == (404, "<p>404</p>")
    for path in ("/%00", f"/{'a' * 300}"):  # which no file can be named
        assert ask(served, path, "localhost") == (404, "Not Found")
    for host in ("evil.example", "notlocalhost", "127.0.0.1.evil.example", "192.0.2.1", "["):
        assert ask(served, "/", host) == (400, "Invalid host header")


def test_it_answers_to_the_name_by_which_it_was_told_to_listen_and_says_who_can_see_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "PC.office.example")
    monkeypatch.setattr(devserver, "own_address", lambda: "192.0.2.7")
    own = ["localhost", "*.localhost", "127.0.0.1", "[::1]", "pc.office.example", "pc", "pc.local"]
    for bind, name in {"desk.lan": "desk.lan", "2001:db8::1": "[2001:db8::1]"}.items():
        assert devserver.names_of_this_machine(bind) == [*own, name]
        assert devserver.welcome(bind, 8000) == f"http://{name}:8000/  (Ctrl-C stops)"
    assert devserver.names_of_this_machine("::") == [*own, "192.0.2.7"]
    assert devserver.welcome("::", 8000) == (
        "http://localhost:8000/  (Ctrl-C stops)\nhttp://192.0.2.7:8000/  on a phone in the same network\n"
        "warning: whoever is in this network can read the site, also what is not published"
    )


def test_a_port_that_is_taken_or_none_is_said_instead_of_an_address(
    served: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _listen(served) == 1
    said = (
        f"error: cannot listen on port {served}: address already in use\n"
        f"  help: take another, as in make devserver PORT={served + 1}\n"
    )
    assert capsys.readouterr() == ("", said)
    for bind in ("nowhere.invalid", "192.0.2.1"):
        assert _listen(8000, bind) == 1
        help = "name an address of this machine, or all of them, as in make devserver BIND=0.0.0.0\n"
        assert capsys.readouterr().err.endswith(help)
    for port in ("0", "65536", "http", "-1"):
        with pytest.raises(SystemExit):
            cli.main(["dev", f"--port={port}"])
        message = f"error: argument --port: {port} is no port: write a number from 1 to 65535\n"
        assert capsys.readouterr().err.startswith(message)
