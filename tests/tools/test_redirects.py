"""What a renamed record leaves at its old address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from building import write_pages
from claims import pages
from claims.data import loader
from claims.publish.headers import CONTENT_SECURITY_POLICY
from claims.site.urls import Addresses

from .example import EXAMPLE, TODAY

ROOT = Path(__file__).parents[2]

RENAMED = (
    EXAMPLE.replace("  - id: moon-cheese\n", "  - id: moon-cheese\n    aliases: [green-moon, cheesy-moon]\n")
    .replace("{id: light,", "{id: light, aliases: [sunlight],")
    .replace("  - id: rock-1969\n", "  - id: rock-1969\n    aliases: [a-rock]\n")
    .replace("{id: gazette,", "{id: gazette, aliases: [paper],")
    .replace("  - id: landing\n", "  - id: landing\n    aliases: [touchdown]\n")
    .replace("{id: moon,", "{id: moon, aliases: [luna],")
    .replace("  - id: moon-bright\n", "  - id: moon-bright\n    aliases: [bright]\n    date: 1968\n")
    .replace("claims: [moon-cheese, moon-bright]", "claims: [moon-cheese]")
    .replace("  - id: moons\n", "  - id: moons\n    aliases: [one-moon]\n")
)
REDIRECTS = {
    "topics/sunlight/index.html": ("topics/light/", "The light of the moon"),
    "speakers/paper/index.html": ("speakers/gazette/", "The Gazette"),
    "sources/a-rock/index.html": ("sources/rock-1969/", "[A report on a rock], The Academy, 1969"),
    "claims/green-moon/index.html": ("claims/moon-cheese/", "The moon is made of cheese"),
    "claims/bright/index.html": ("claims/moon-bright/", "The moon is bright"),
    "claims/cheesy-moon/index.html": ("claims/moon-cheese/", "The moon is made of cheese"),
}


@pytest.fixture
def build(file: Path) -> Callable[..., Path]:
    """Builds the example, with its old ids, into a folder."""
    file.write_text(RENAMED, encoding="utf-8")

    def run(**settings: Any) -> Path:
        content = Path("content")
        write_pages(content)
        overrides = {
            "CLAIMS_FILE": str(file.absolute()),
            "PATH": str(content.absolute()),
            "OUTPUT_PATH": str(Path("output").absolute()),
            "THEME": str(ROOT / "theme"),
            "PLUGIN_PATHS": [str(ROOT / "plugins")],
            "STATIC_PATHS": [],
            "EXTRA_PATH_METADATA": {},
            **settings,
        }
        logging.disable()
        try:
            Pelican(read_settings(str(ROOT / "pelicanconf.py"), override=overrides)).run()
        finally:
            logging.disable(logging.NOTSET)
        return Path("output")

    return run


@pytest.mark.parametrize(("settings", "end"), [({}, ""), ({"RELATIVE_URLS": True}, "index.html")])
def test_an_old_address_leads_to_the_new_one(build: Callable[..., Path], settings: dict[str, Any], end: str) -> None:
    output = build(**settings)
    root = "../.." if settings else ""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">\n'
    policy = "" if settings else meta  # a page from disk has none
    for file, (url, title) in REDIRECTS.items():
        assert (output / url / "index.html").is_file()
        assert (output / file).read_text(encoding="utf-8") == (
            "<!DOCTYPE html>\n"
            '<html lang="en">\n'
            "<head>\n"
            '<meta charset="utf-8">\n'
            f"{policy}"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>Moved: {title} · Claim by Claim</title>\n"
            '<meta name="robots" content="noindex">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f'<link rel="canonical" href="{root}/{url}{end}">\n'
            f'<meta http-equiv="refresh" content="0; url={root}/{url}{end}">\n'
            "</head>\n"
            "<body>\n"
            "<main>\n"
            "<h1>This page has moved</h1>\n"
            f'<p>It is now at <a href="{root}/{url}{end}">{title}</a>.</p>\n'
            "</main>\n"
            "</body>\n"
            "</html>"
        )


def test_a_published_redirect_names_the_whole_address(build: Callable[..., Path]) -> None:
    page = build(SITEURL="https://moon.example/site", FEED_TAG="moon.example,2026") / "claims/green-moon/index.html"
    canonical = '<link rel="canonical" href="https://moon.example/site/claims/moon-cheese/">'
    assert canonical in page.read_text(encoding="utf-8")


def test_an_old_fragment_is_still_there(build: Callable[..., Path]) -> None:
    output = build()
    for page, anchor in [
        (
            "timeline",
            '<li class="event" id="event-landing" data-account="record">\n<span id="event-touchdown"></span>\n',
        ),
        (
            "timeline",
            '<li class="event" id="event-moon-bright" data-account="op-ed" data-topics="light">\n'
            '<span id="event-bright"></span>\n',
        ),
        ("glossary", '<dt class="glossary__term"><span id="term-luna"></span><dfn>moon</dfn></dt>'),
        ("topics/light", '<figcaption class="chart__caption"><span id="figure-one-moon"></span><h3'),
    ]:
        assert anchor in (output / page / "index.html").read_text(encoding="utf-8")


def test_a_file_without_old_ids_has_no_redirects(file: Path) -> None:
    built = pages.build(loader.load(file, today=TODAY), Addresses())
    assert [page for page in built if isinstance(page, pages.RedirectPage)] == []
