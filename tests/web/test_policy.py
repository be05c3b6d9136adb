"""The policy that every page carries, of what it may load."""

import pytest

from support.building import POLICY
from support.pages import Site


@pytest.mark.parametrize("built", ["site", "published_site"])
def test_every_page_carries_the_policy_before_it_loads_anything(built: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(built)
    for page in site.pages:
        assert page.metas("http-equiv") == {"Content-Security-Policy": POLICY}, page
        assert page.raw.index("Content-Security-Policy") < min(page.raw.index("<link"), page.raw.index("<script")), page


def test_a_page_from_disk_carries_none(relative_site: Site) -> None:
    for page in relative_site.pages:
        assert "Content-Security-Policy" not in page.raw, page
