"""What a host, a browser or a crawler asks for beside the pages."""

import gzip
import hashlib
import json
import re
import struct
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from claims.features import host
from support.building import PUBLISHED, ROOT, accept_warnings, publish
from support.datasets import build_pages, load
from support.findable import CLAIMS
from support.pages import Site

# The pages, and when they changed

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_lists_every_page_but_the_one_for_none_and_when_claims_changed(published_site: Site) -> None:
    root = ElementTree.fromstring(published_site.read("sitemap.xml"))  # noqa: S314 - our own
    listed = {url.findtext(f"{SITEMAP}loc") or "": url.findtext(f"{SITEMAP}lastmod") for url in root}
    expected = set[str]()
    for page in published_site.pages:
        path = page.path.removesuffix("index.html")
        if path not in {"404.html", "about/", "method/"}:  # nobody has translated the two pages of prose
            expected |= {f"{PUBLISHED}/{path}", f"{PUBLISHED}/zh/{path}"}
    assert list(listed) == sorted(expected | {f"{PUBLISHED}/about/", f"{PUBLISHED}/method/"})
    for claim in published_site.dataset.claims:
        days = [str(change.date.iso) for change in claim.changes]
        if claim.verdict:
            days.append(str(claim.verdict.reviewed.iso))
        for folder in ("", "zh/"):
            assert listed[f"{PUBLISHED}/{folder}claims/{claim.id}/"] == max(days, default=None)


def test_of_a_change_and_a_review_the_later_counts() -> None:
    """The hostile claim was reviewed on the day before."""
    changed = "    changes: [{date: 2026-11-25, kind: added, note: N}, {date: 2026-11, kind: updated, note: N}]\n"
    pages = build_pages(load(CLAIMS.replace("    kind: position\n", f"    kind: position\n{changed}")))
    days = {page.url: host.last_change(page) for page in pages}
    assert days["claims/listed/"] == "2026-11-24"
    assert days["claims/hostile/"] == "2026-11-25"
    assert days["corrections/"] == "2026-11-25"
    assert not days["claims/checked/"]


def test_a_sitemap_is_sorted_and_escaped_and_robots_are_led_to_it() -> None:
    assert host.robots("s.xml") == "User-agent: *\nDisallow:\n\nSitemap: s.xml\n"
    assert host.sitemap({"https://x.example/b?c&d": "2026-01-02", "https://x.example/a": None}) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://x.example/a</loc></url>\n"
        "<url><loc>https://x.example/b?c&amp;d</loc><lastmod>2026-01-02</lastmod></url>\n"
        "</urlset>\n"
    )


def test_more_addresses_than_a_sitemap_may_have_are_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "MAX_ADDRESSES", 2)
    changed = {f"https://x.example/{name}": None for name in "abc"}
    files = host.sitemaps(changed, "https://x.example")
    assert files["sitemap-1.xml"] == host.sitemap(dict.fromkeys([*changed][:2]))
    assert files["sitemap-2.xml"] == host.sitemap(dict.fromkeys([*changed][2:]))
    assert files["sitemap.xml"] == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<sitemap><loc>https://x.example/sitemap-1.xml</loc></sitemap>\n"
        "<sitemap><loc>https://x.example/sitemap-2.xml</loc></sitemap>\n"
        "</sitemapindex>\n"
    )
    assert host.sitemaps(dict.fromkeys([*changed][:2]), "https://x.example").keys() == {"sitemap.xml"}


def test_a_page_that_chose_its_own_file_is_known_by_that_and_a_build_names_its_commit(small: Path) -> None:
    head = "Title: Kit\nSlug: kit\nUrl: press/\nSave_as: press/kit/index.html\nDescription: For the press.\n"
    (small / "content/pages/kit.md").write_text(f"{head}\nWords.\n")
    accept_warnings(small)
    commit = _commit(small)
    site = Site(publish(small, small / "output", PUBLISHED), PUBLISHED)
    assert site.page("press/kit/").linked("canonical") == [f"{PUBLISHED}/press/kit/"]
    listed = re.findall("<loc>(.*kit.*|.*press.*)</loc>", site.read("sitemap.xml"))
    assert listed == [f"{PUBLISHED}/press/kit/"]
    info = json.loads(site.read("build.json"))
    assert (info["commit"], info["dirty"]) == (commit, False)


# The state that was built, and the notices of others

DATA = {"path": "data/v1/claims.yaml", "sha256": hashlib.sha256(b"claims: []\n").hexdigest()}


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _commit(folder: Path) -> str:
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "first")
    return _git(folder, "rev-parse", "HEAD")


def _info(folder: Path) -> dict[str, Any]:
    data = (folder / "data/claims.yaml").read_bytes()
    info: dict[str, Any] = json.loads(host.build_json(folder, data, "data/v1/claims.yaml"))
    return info


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project with one commit, and another inside it that is none of its own."""
    for folder in ("data", "inner/data"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "claims.yaml").write_text("claims: []\n")
    (tmp_path / "README.md").write_text("Words.\n")
    _commit(tmp_path)
    return tmp_path


def test_what_no_build_reads_makes_a_checkout_no_other_and_a_folder_inside_has_no_commit(checkout: Path) -> None:
    (checkout / "README.md").write_text("Other words.\n")
    (checkout / "output").mkdir()
    (checkout / "output" / "index.html").write_text("")
    assert _info(checkout) == {"commit": _git(checkout, "rev-parse", "HEAD"), "dirty": False, "data": DATA}
    assert _info(checkout / "inner") == {"data": DATA}


@pytest.mark.parametrize("file", ["data/claims.yaml", "data/other.yaml", "THIRD-PARTY.md"])
def test_a_build_from_a_changed_checkout_says_so(checkout: Path, file: str) -> None:
    (checkout / file).write_text("claims: [] # more\n")
    assert _info(checkout)["dirty"] is True
    _git(checkout, "add", ".")
    assert _info(checkout)["dirty"] is True


def test_the_notices_go_with_the_site_and_name_the_search(published_site: Site) -> None:
    notices = published_site.read("third-party.txt")
    assert notices == (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    [version] = re.findall(r'pagefind_version="([\d.]+)"', published_site.read("pagefind/pagefind.js"))
    assert f"Pagefind {version}, " in notices
    program = gzip.decompress((published_site.folder / "pagefind/wasm.en.pagefind").read_bytes()).decode("latin-1")
    inside = re.findall(r"registry/src/[^/]+/([a-z_-]+)-(\d[\d.]+)/", program)
    assert "minicbor" in dict(inside)
    for name, number in inside:
        assert f"{name} {number}" in notices
    assert "Copyright 2022 Pagefind" in notices


# The manifest and the icons


def test_while_editing_there_is_none_of_them(site: Site, relative_site: Site) -> None:
    files = {
        "sitemap.xml",
        "robots.txt",
        "site.webmanifest",
        "_headers",
        "build.json",
        "favicon.ico",
        "third-party.txt",
    }
    assert files & (site.files | relative_site.files) == set()


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_page_leads_to_the_manifest_and_that_to_its_pictures(published_site: Site) -> None:
    root = urlsplit(PUBLISHED).path
    for page in published_site.pages:
        assert page.linked("manifest") == [f"{root}/site.webmanifest"]
        [icon] = page.linked("apple-touch-icon")
        touch = published_site.folder / icon.removeprefix(f"{root}/")
        assert _size(touch.read_bytes()) == (180, 180)
    manifest = json.loads(published_site.read("site.webmanifest"))
    assert manifest["name"] == published_site.name
    assert urljoin(f"{PUBLISHED}/site.webmanifest", manifest["start_url"]) == f"{PUBLISHED}/"
    sizes = set[tuple[str, str]]()
    for icon in manifest["icons"]:
        assert "{}x{}".format(*_size((published_site.folder / icon["src"]).read_bytes())) == icon["sizes"]
        sizes.add((icon["sizes"], icon["purpose"]))
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
