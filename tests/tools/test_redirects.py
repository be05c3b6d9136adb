"""What a renamed record leaves at its old address."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.model import parser
from claims.pages.redirects import redirects
from claims.source import yaml_reader as reader
from claims.web.headers import CONTENT_SECURITY_POLICY
from support.building import build, small_project
from support.datasets import make_site
from support.example import EXAMPLE, SEVERAL

RENAMED = (
    SEVERAL.replace("  - id: moon-cheese\n", "  - id: moon-cheese\n    aliases: [green-moon, cheesy-moon]\n")
    .replace("{id: light,", "{id: light, aliases: [sunlight],")
    .replace("  - id: rock-1969\n", "  - id: rock-1969\n    aliases: [a-rock]\n")
    .replace("{id: gazette,", "{id: gazette, aliases: [paper],")
    .replace("  - id: landing\n", "  - id: landing\n    aliases: [touchdown]\n")
    .replace("{id: moon,", "{id: moon, aliases: [luna],")
    .replace("  - id: moon-bright\n", "  - id: moon-bright\n    aliases: [bright]\n")
    .replace("claims: [moon-cheese, moon-bright]", "claims: [moon-cheese]")
    .replace("  - id: moons\n", "  - id: moons\n    aliases: [one-moon]\n")
    .replace("  - id: speech\n", "  - id: speech\n    aliases: [address]\n")
    .replace("{id: press,", "{id: press, aliases: [papers],")
)
REDIRECTS = {
    "texts/address/index.html": ("texts/speech/", "The speech in the observatory"),
    "topics/sunlight/index.html": ("topics/light/", "The light of the moon"),
    "sources/a-rock/index.html": ("sources/rock-1969/", "[A report on a rock], The Academy, 1969"),
    "claims/green-moon/index.html": ("claims/moon-cheese/", "The moon is made of cheese"),
    "claims/bright/index.html": ("claims/moon-bright/", "The moon is bright"),
    "claims/cheesy-moon/index.html": ("claims/moon-cheese/", "The moon is made of cheese"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Builds the example, with its old ids, under some settings, once for each."""
    project = small_project(tmp_path_factory.mktemp("renamed") / "project", RENAMED)

    @functools.cache
    def run(**settings: Any) -> Path:
        return build(project, tmp_path_factory.mktemp("output") / "output", more=settings)

    return run


@pytest.mark.parametrize(("settings", "end"), [({}, ""), ({"RELATIVE_URLS": True}, "index.html")])
def test_an_old_address_leads_to_the_new_one(built: Callable[..., Path], settings: dict[str, Any], end: str) -> None:
    output = built(**settings)
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
            f"<title>Moved: {title} · The moon in words</title>\n"
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


def test_an_old_fragment_is_still_there(built: Callable[..., Path]) -> None:
    output = built()
    timeline = (output / "timeline/index.html").read_text(encoding="utf-8")
    assert re.search(r'<li class="event" id="event-landing"[^>]*>\n<span id="event-touchdown"></span>\n', timeline)
    term = '<dt class="glossary__term"><span id="term-luna"></span><dfn>moon</dfn></dt>'
    assert term in (output / "glossary/index.html").read_text(encoding="utf-8")
    figure = '<figcaption class="chart__caption"><span id="figure-one-moon"></span><h3'
    assert figure in (output / "topics/light/index.html").read_text(encoding="utf-8")


def test_a_file_without_old_ids_has_no_redirects() -> None:
    dataset = parser.parse(reader.read(EXAMPLE)).dataset
    assert [*redirects(make_site(dataset))] == []
