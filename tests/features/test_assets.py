"""The theme's files, and what is joined of them."""

import gzip
import re
import tomllib
from pathlib import Path

import pytest

from claims.features import assets
from claims.features.assets import AssetError, Assets
from support.building import ROOT
from support.pages import Site

THEME = {
    "bundles.toml": '"site.css" = ["css/tokens.css", "css/claim.css"]\n"site.js" = ["js/one.js", "js/two.js"]\n',
    "static/css/tokens.css": "@layer base, components;\n/* why */\n@layer base { p { color: light-dark(#fff, #000) } }",
    "static/css/claim.css": "@layer components { p::before { content: '/* no comment */' } }\n",
    "static/js/one.js": "// why\n{\n  const x = 1;\n  console.log(x)\n}\n",
    "static/js/two.js": "{\n  const x = `a  ${2}  // b`;\n  console.log(x);\n}\n",
    "static/js/search.js": "console.log( 'search' );\n",
    "static/icon.svg": "<svg/>\n",
}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    for name, text in THEME.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def load(theme: Path, **features: dict[str, tuple[str, ...]]) -> Assets:
    return assets.load(theme, features, theme / "own.css")


def content(theme: Path, name: str) -> str:
    found = load(theme)
    return found.files[found.path(name)].decode()


def test_of_the_parts_that_a_site_has_alone_the_files_are_there(theme: Path) -> None:
    for part in ("feeds", "search"):
        (theme / "static/features" / part).mkdir(parents=True)
        (theme / "static/features" / part / "part.js").touch()
    assert [name for name in load(theme, feeds={}).paths if "features/" in name] == ["features/feeds/part.js"]


def test_what_every_page_loads_is_one_file_and_its_parts_are_gone(theme: Path) -> None:
    assert load(theme).paths.keys() == {"site.css", "site.js", "js/search.js", "icon.svg"}
    with pytest.raises(AssetError, match=r"^a template asks for css/claim\.css, which is not in theme/static/"):
        load(theme).path("css/claim.css")


def test_a_sheet_keeps_its_order_and_what_is_no_comment_and_ends_with_the_sites_own(theme: Path) -> None:
    (theme / "own.css").write_text("/* mine */ p { margin: 0 }\n")
    assert content(theme, "site.css") == (
        "@layer base, components;\n@layer base { p { color: light-dark(#fff, #000) } }\n"
        "@layer components { p::before { content: '/* no comment */' } }\np { margin: 0 }\n"
    )


def test_scripts_run_one_after_the_other_as_they_were_written(theme: Path) -> None:
    one, two = THEME["static/js/one.js"], THEME["static/js/two.js"]
    assert content(theme, "site.js") == f"{one};\n{two}"  # of which the first need not end with a semicolon
    assert content(theme, "js/search.js") == THEME["static/js/search.js"]


def test_a_name_changes_with_what_is_in_the_file_and_with_nothing_else(theme: Path) -> None:
    before = load(theme).paths
    assert re.fullmatch(r"theme/js/search\.[0-9a-f]{10}\.js", before["js/search.js"])
    (theme / "static/css/claim.css").write_text("p { margin: 1rem }\n")
    assert {name for name, path in load(theme).paths.items() if path != before[name]} == {"site.css"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '"site.css" = ["css/token.css"]\n',
            "theme/bundles.toml names css/token.css, which is not in theme/static/; did you mean css/tokens.css?",
        ),
        ('"site.css" = [\n  "css/tokens.css"\n  "css/claim.css"\n]\n', "theme/bundles.toml: "),
    ],
)
def test_a_mistake_in_the_list_is_told(theme: Path, text: str, message: str) -> None:
    (theme / "bundles.toml").write_text(text)
    with pytest.raises(AssetError, match=f"^{re.escape(message)}"):
        load(theme)


# The real theme


def test_each_page_loads_one_sheet_and_one_script_and_what_it_alone_needs(published_site: Site) -> None:
    for page in published_site.pages:
        [sheet] = page.linked("stylesheet")
        first, script, *others = [script.attrib["src"] for script in page.scripts]
        assert re.search(r"/theme/site\.\w{10}\.css$", sheet)
        assert re.search(r"/theme/js/scheme\.\w{10}\.js$", first)  # which cannot wait
        assert re.search(r"/theme/site\.\w{10}\.js$", script)
        assert len(others) <= 1, page


def test_the_sheet_fits_into_what_a_host_sends_before_it_waits(published_site: Site) -> None:
    [name] = [path for path in published_site.files if re.fullmatch(r"theme/site\.\w+\.css", path)]
    sheet = (published_site.folder / name).read_bytes()
    assert len(gzip.compress(sheet)) < 10 * 1460
    listed = tomllib.loads((ROOT / "theme/bundles.toml").read_text("utf-8"))["site.css"]
    written = {
        path.relative_to(ROOT / "theme/static").as_posix() for path in (ROOT / "theme/static/css").rglob("*.css")
    }
    assert {*listed} == written
