"""What a renamed record leaves at its old address: that each kind does so, the golden pages show."""

from pathlib import Path

import pytest

from support.building import POLICY, build, small_project
from support.datasets import BARE

RENAMED = BARE.replace("  - id: the-only-claim\n", "  - id: the-only-claim\n    aliases: [an-old-id]\n")


@pytest.mark.parametrize(("settings", "end"), [({}, ""), ({"RELATIVE_URLS": True}, "index.html")])
def test_an_old_address_leads_to_the_new_one(tmp_path: Path, settings: dict[str, bool], end: str) -> None:
    output = build(small_project(tmp_path / "project", RENAMED), tmp_path / "output", more=settings)
    url = f"{'../..' if settings else ''}/claims/the-only-claim/{end}"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    policy = "" if settings else meta  # a page from disk has none
    assert (output / "claims/an-old-id/index.html").read_text(encoding="utf-8") == (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f"{policy}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>Moved: The only claim · Claims</title>\n"
        '<meta name="robots" content="noindex">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<link rel="canonical" href="{url}">\n'
        f'<meta http-equiv="refresh" content="0; url={url}">\n'
        "</head>\n"
        "<body>\n"
        "<main>\n"
        "<h1>This page has moved</h1>\n"
        f'<p>It is now at <a href="{url}">The only claim</a>.</p>\n'
        "</main>\n"
        "</body>\n"
        "</html>"
    )
