"""The examples in docs/publish/, started on this machine with a published site, and asked as a browser asks."""

import contextlib
import http.client
import os
import signal
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from support.building import ROOT
from support.hosting import free_port, program
from support.pages import Site

EXAMPLES = ROOT / "docs" / "publish"


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Values of one name joined, as a browser takes them."""
    values = defaultdict[str, list[str]](list)
    for name, value in headers:
        values[name.lower()].append(value)
    return {name: ", ".join(found) for name, found in values.items()}


@dataclass
class Server:
    """A server that runs."""

    port: int
    site: Site

    def ask(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, _joined(response.getheaders()), response.read())

    def published(self, pattern: str) -> str:
        """The one published file whose name fits."""
        [found] = [path.relative_to(self.site.folder).as_posix() for path in self.site.folder.glob(pattern)]
        return found


def nginx(folder: Path, site: Path, port: int) -> None:
    command = program("nginx", "nginx")
    example = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    # As it stands, less what this machine has not: the public ports, the certificate and the folder.
    tls = example[example.index("  listen 443 ssl;") : example.index("  server_name example.org;\n  ssl_")]
    keys = example[example.index("  ssl_certificate ") : example.index("  root ")]
    for old, new in {
        tls: f"  listen 127.0.0.1:{port};\n",
        keys: "",
        "  listen 80;\n  listen [::]:80;\n": f"  listen unix:{folder}/plain.sock;\n",
        "root /var/www/claims;": f"root {site};",
    }.items():
        assert example.count(old) == 1, old
        example = example.replace(old, new)
    (folder / "site.conf").write_text(example)
    own = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\n"  # the tests' folder is open to nobody else
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{own}\ninclude {folder}/site.conf;\n}}\n"
    )
    test = [command, "-t", "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    said = subprocess.run(test, capture_output=True, text=True, check=True).stderr
    assert "[warn]" not in said, said
    # Goes into the background once it listens.
    subprocess.run([command, "-c", folder / "nginx.conf", "-e", folder / "error.log"], check=True)


def caddy(folder: Path, site: Path, port: int) -> None:
    installed = program("caddy", "caddy")
    example = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n\n" + example)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "SITE_ROOT": str(site),
    }
    # Goes into the background once it listens.
    config = ["--config", folder / "Caddyfile", "--adapter", "caddyfile", "--pidfile", folder / "pid"]
    with (folder / "log").open("wb") as log:  # it stays open, so no pipe
        started = subprocess.run([installed, "start", *config], env=environment, stdout=log, stderr=log, check=False)
    assert started.returncode == 0, (folder / "log").read_text()


@contextlib.contextmanager
def running(start: Callable[[Path, Path, int], None], folder: Path, site: Site) -> Iterator[Server]:
    """A server that serves the site, and has its own files in the folder."""
    port = free_port()
    start(folder, site.folder, port)
    yield Server(port, site)
    os.kill(int((folder / "pid").read_text()), signal.SIGTERM)
