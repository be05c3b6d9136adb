"""The examples in docs/publish/, started on this machine with the published site, and asked as a browser asks."""

import gzip
from collections.abc import Iterator

import pytest

from claims import headers
from support.pages import Site
from support.servers import Server, caddy, nginx, running

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, at_the_root: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with running(request.param, tmp_path_factory.mktemp("server"), at_the_root) as server:
        yield server


KINDS = {
    "": "text/html; charset=utf-8",
    "claims/{}/": "text/html; charset=utf-8",
    "404-is-not-there": "text/html; charset=utf-8",
    "theme/site.*.css": "text/css; charset=utf-8",
    "theme/site.*.js": "text/javascript; charset=utf-8",
    "theme/icon.*.svg": "image/svg+xml",
    "theme/icons/192.*.png": "image/png",
    "data/v1/claims.yaml": "application/yaml",
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
def test_every_kind_of_file_has_its_type_and_carries_the_policy(server: Server, pattern: str, type: str) -> None:
    found = server.ask(_path(server, pattern)).headers
    assert found["content-type"] == type
    assert {name: found.get(name.lower()) for name in headers.HEADERS} == headers.HEADERS


def test_what_has_a_fingerprint_is_kept_and_for_everything_else_the_host_is_asked(server: Server) -> None:
    kept = {_path(server, pattern) for pattern in ("theme/site.*.css", "theme/site.*.js", "theme/icons/192.*.png")}
    for path in (*kept, "/", "/claims/", "/data/v1/claims.yaml", "/favicon.ico", "/theme/gone.css", "/gone"):
        expected = headers.IMMUTABLE if path in kept else "no-cache"
        assert server.ask(path).headers["cache-control"] == expected, path


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
def test_what_is_still_so_is_not_sent_again(server: Server, accepted: str) -> None:
    first = server.ask("/timeline/", Accept_Encoding=accepted)
    second = server.ask("/timeline/", Accept_Encoding=accepted, If_None_Match=first.headers["etag"])
    assert (first.status, second.status, second.body) == (200, 304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate", "gzip"), ("identity", None), (None, None)],
)
@pytest.mark.parametrize("pattern", ["timeline/", "theme/site.*.css", "theme/site.*.js", "data/v1/claims.yaml"])
def test_each_browser_gets_the_encoding_it_reads(
    server: Server, pattern: str, accepted: str | None, encoding: str | None
) -> None:
    path = _path(server, pattern)
    answer = server.ask(path, **({"Accept_Encoding": accepted} if accepted else {}))
    file = server.site.folder / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
    unpack = gzip.decompress if encoding else bytes
    assert answer.headers.get("content-encoding") == encoding
    assert unpack(answer.body) == file.read_bytes()
    if encoding:  # a cache between must not give it to everybody
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/gone", "/claims/gone/", "/gone/deep/page.html", "/theme/gone.css", "/theme/"])
def test_what_is_not_there_is_answered_with_404_and_the_page_for_it(server: Server, path: str) -> None:
    answer = server.ask(path, Accept_Encoding="identity")
    assert (answer.status, answer.body) == (404, (server.site.folder / "404.html").read_bytes())


@pytest.mark.parametrize("path", ["claims/{}", "claims"])
def test_a_folder_without_its_slash_leads_to_the_one_with(server: Server, path: str) -> None:
    path = _path(server, path)
    answer = server.ask(path)
    assert answer.status in {301, 308}
    assert answer.headers["location"] == f"{path}/"


def test_pages_elsewhere_may_read_data_and_feeds_and_nothing_else(server: Server) -> None:
    for path in ("/data/v1/claims.yaml", "/feeds/claims.atom", "/zh/feeds/claims.atom"):
        answer = server.ask(path)
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert "access-control-allow-origin" not in server.ask("/").headers


def test_a_card_alone_says_who_may_frame_it(server: Server) -> None:
    own = f"{headers.CONTENT_SECURITY_POLICY}, {headers.FRAMING}"
    card = _path(server, "embed/claims/{}/")
    for path in (card, f"/zh{card}"):
        assert server.ask(path).headers["content-security-policy"] == own
    missing = ("/gone", "/embed/", "/embed/claims/gone/", "/embed/gone.json", "/zh/embed/gone/")
    for path in ("/", "/zh/", _path(server, "claims/{}/"), *missing):
        found = server.ask(path).headers
        assert found["content-security-policy"] == headers.CONTENT_SECURITY_POLICY, path
        assert found["x-frame-options"] == "DENY", path
