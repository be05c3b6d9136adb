"""Each part can be left out: nothing of it is imported then, and nothing leads where it would have been."""

import ast
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claims import features
from claims.features import pictures
from support import datasets
from support.building import ROOT, build, small_project
from support.package import ADDRESS, run, starter
from support.pages import Site

Without = Callable[..., Site]


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Without:
    """Builds the starter, which has something of everything, for an address and without some features."""
    folder = starter(tmp_path_factory.mktemp("features") / "site")

    def built(*names: str) -> Site:
        output = folder.parent / "-".join(["without", *names])
        kept = [name for name in features.NAMES if name not in names]
        more = {"CLAIMS_FEATURES": kept, "THEME": str(ROOT / "theme"), "FEED_TAG": "example.org,2026"}
        with pytest.MonkeyPatch.context() as patch:
            # To draw takes most of the time.
            patch.setattr(pictures, "draw", lambda drawings, cache, fonts: dict.fromkeys(drawings, b""))
            for module in [*sys.modules]:
                if any(f"{module}.".startswith(f"{features.__name__}.{name}.") for name in names):
                    patch.delitem(sys.modules, module)
            build(folder, output, "publishconf.py", more=more, SITEURL=ADDRESS, CORRECTIONS_CONTACT="a@b.moon")
            imported = {module.split(".")[2] for module in sys.modules if module.startswith(f"{features.__name__}.")}
        assert imported & {*names} == set()
        return Site(output, ADDRESS)

    return built


@pytest.mark.parametrize("name", ["", *features.NAMES])
def test_without_a_feature_every_link_and_file_of_a_page_is_there(without: Without, name: str) -> None:
    site = without(*filter(None, [name]))
    assert len(site.pages) > 20
    for page in site.pages:
        assert page.errors == []
        for _, address in page.addresses:
            site.target(page, address)  # which raises where it leads nowhere


BLOCKED = "PIL", "resvg_py"


@pytest.mark.parametrize(
    ("setting", "blocked", "imported"),
    [
        ("CLAIMS_FEATURES = []\n", (*BLOCKED, "pagefind_bin"), set()),
        ("", BLOCKED, features.NAMES.keys() - features.FOR_READERS),
    ],
    ids=["no features", "not published"],
)
def test_what_a_build_does_not_have_it_does_not_import(
    tmp_path: Path, setting: str, blocked: tuple[str, ...], imported: set[str]
) -> None:
    folder = small_project(tmp_path / "site", datasets.BARE)
    with (folder / "pelicanconf.py").open("a") as settings:
        settings.write(setting)
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({blocked})); from pelican import main; "
        "main(['-s', 'pelicanconf.py', '-o', 'output', '--fatal', 'warnings']); "
        "print({name.split('.')[2] for name in sys.modules if name.startswith('claims.features.')} or '{}')"
    )
    assert {*ast.literal_eval(run(folder, "-c", program).splitlines()[-1])} == imported
    site = Site(folder / "output")
    for page in site.pages:
        assert site.links(page)


def test_a_new_site_names_every_feature() -> None:
    assert runpy.run_path(str(ROOT / "starter" / "pelicanconf.py"))["CLAIMS_FEATURES"] == [*features.NAMES]
