"""The policy that every page carries, of what it may load."""

import pytest

from support.building import POLICY
from support.pages import Site


@pytest.mark.parametrize("built", ["site", "published_site"])
def test_every_page_carries_the_policy_before_it_loads_anything(built: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(built)
    for page in site.pages:
        [meta] = [meta for meta in page.tagged("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
        assert meta.get("content") == POLICY, page
        assert page.tags.index(meta) < page.tags.index(page.tagged("link", "script")[0]), page


def test_a_page_from_disk_carries_none(relative_site: Site) -> None:
    for page in relative_site.pages:
        assert "Content-Security-Policy" not in page.raw, page
