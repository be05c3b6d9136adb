"""The examples in docs/publish/, started on this machine with the published site, and asked as a browser asks."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from building import ROOT
from claims.publish import headers
from hosting import free_port, program
from pages import Site

pytestmark = pytest.mark.browser

EXAMPLES = ROOT / "docs" / "publish"
_BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


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
            return Answer(response.status, {n.lower(): v for n, v in response.getheaders()}, response.read())

    def published(self, pattern: str) -> str:
        """The one published file whose name fits."""
        [found] = [path.relative_to(self.site.folder).as_posix() for path in self.site.folder.glob(pattern)]
        return found


def _nginx(folder: Path, site: Path, port: int) -> None:
    nginx = program("nginx", "nginx libnginx-mod-http-brotli-static", _BROTLI)
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
        f"load_module {_BROTLI};\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{own}\ninclude {folder}/site.conf;\n}}\n"
    )
    test = [nginx, "-t", "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    said = subprocess.run(test, capture_output=True, text=True, check=True).stderr
    assert "[warn]" not in said, said
    # Goes into the background once it listens.
    subprocess.run([nginx, "-c", folder / "nginx.conf", "-e", folder / "error.log"], check=True)


def _caddy(folder: Path, site: Path, port: int) -> None:
    caddy = program("caddy", "caddy")
    example = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n\n" + example)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "SITE_ROOT": str(site),
    }
    # Goes into the background once it listens.
    command = [caddy, "start", "--config", folder / "Caddyfile", "--adapter", "caddyfile", "--pidfile", folder / "pid"]
    with (folder / "log").open("wb") as log:  # it stays open, so no pipe
        started = subprocess.run(command, env=environment, stdout=log, stderr=log, check=False)
    assert started.returncode == 0, (folder / "log").read_text()


@pytest.fixture(scope="module", params=[_nginx, _caddy], ids=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, at_the_root: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    request.param(folder, at_the_root.folder, port)
    yield Server(port, at_the_root)
    os.kill(int((folder / "pid").read_text()), signal.SIGTERM)


KINDS = {
    "": "text/html; charset=utf-8",
    "claims/{}/": "text/html; charset=utf-8",
    "404-is-not-there": "text/html; charset=utf-8",
    "theme/site.*.css": "text/css; charset=utf-8",
    "theme/site.*.js": "text/javascript; charset=utf-8",
    "theme/icon.*.svg": "image/svg+xml",
    "theme/icons/192.*.png": "image/png",
    "data/v3/claims.yaml": "application/yaml",
    "site.webmanifest": "application/manifest+json",
    "build.json": "application/json",
    "robots.txt": "text/plain; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
}


def _path(server: Server, pattern: str) -> str:
    if "*" in pattern:
        return f"/{server.published(pattern)}"
    return f"/{pattern.format(server.site.dataset.claims[0].id)}"


@pytest.mark.parametrize(("pattern", "type"), KINDS.items())
def test_every_kind_of_file_has_its_type(server: Server, pattern: str, type: str) -> None:
    assert server.ask(_path(server, pattern)).headers["content-type"] == type


@pytest.mark.parametrize("pattern", KINDS)
def test_every_answer_carries_the_policy(server: Server, pattern: str) -> None:
    found = server.ask(_path(server, pattern)).headers
    assert {name: found.get(name.lower()) for name in headers.HEADERS} == headers.HEADERS


@pytest.mark.parametrize("pattern", ["theme/site.*.css", "theme/site.*.js", "theme/icons/192.*.png"])
def test_what_has_a_fingerprint_is_kept(server: Server, pattern: str) -> None:
    assert server.ask(_path(server, pattern)).headers["cache-control"] == headers.IMMUTABLE


@pytest.mark.parametrize("path", ["/", "/claims/", "/data/v3/claims.yaml", "/favicon.ico", "/theme/gone.css", "/gone"])
def test_for_everything_else_the_host_is_asked(server: Server, path: str) -> None:
    assert server.ask(path).headers["cache-control"] == headers.REVALIDATE


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br", "gzip, deflate, br, zstd"])
def test_what_is_still_so_is_not_sent_again(server: Server, accepted: str) -> None:
    first = server.ask("/timeline/", Accept_Encoding=accepted)
    second = server.ask("/timeline/", Accept_Encoding=accepted, If_None_Match=first.headers["etag"])
    assert (first.status, second.status, second.body) == (200, 304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("pattern", ["timeline/", "theme/site.*.css", "theme/site.*.js", "data/v3/claims.yaml"])
def test_each_browser_gets_the_encoding_it_reads(
    server: Server, pattern: str, accepted: str | None, encoding: str | None
) -> None:
    path = _path(server, pattern)
    answer = server.ask(path, **({"Accept_Encoding": accepted} if accepted else {}))
    file = server.site.folder / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers.get("content-encoding") == encoding
    assert unpack(answer.body) == file.read_bytes()
    if encoding:  # what was compressed beforehand, and a cache between must not give it to everybody
        assert answer.body == file.with_name(f"{file.name}.{'br' if encoding == 'br' else 'gz'}").read_bytes()
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/gone", "/claims/gone/", "/gone/deep/page.html", "/theme/gone.css"])
@pytest.mark.parametrize("accepted", ["identity", "br"])
def test_what_is_not_there_is_answered_with_404_and_the_page_for_it(server: Server, path: str, accepted: str) -> None:
    answer = server.ask(path, Accept_Encoding=accepted)
    body = brotli.decompress(answer.body) if accepted == "br" else answer.body
    assert (answer.status, body) == (404, (server.site.folder / "404.html").read_bytes())


@pytest.mark.parametrize("path", ["claims/{}", "claims"])
def test_a_folder_without_its_slash_leads_to_the_one_with(server: Server, path: str) -> None:
    path = _path(server, path)
    answer = server.ask(path)
    assert answer.status in {301, 308}
    assert answer.headers["location"] == f"{path}/"


def test_pages_elsewhere_may_read_data_feeds_and_calendar_and_nothing_else(server: Server) -> None:
    for path in ("/data/v3/claims.yaml", "/feeds/claims.atom", "/timeline.ics"):
        answer = server.ask(path)
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert "access-control-allow-origin" not in server.ask("/").headers
