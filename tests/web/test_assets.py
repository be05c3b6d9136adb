"""The theme's files as authored and as published."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claims import assets
from claims.assets import AssetError, Assets, Sources
from support.building import ROOT
from support.pages import Site

THEME = {
    "bundles.toml": '"site.css" = ["css/tokens.css", "css/claim.css"]\n"site.js" = ["js/one.js", "js/two.js"]\n',
    "static/css/tokens.css": "@layer base, components;\n/* why */\n@layer base { p { color: light-dark(#fff, #000) } }",
    "static/css/claim.css": "@layer components { @container (width > 30rem) { p { margin: 0.50rem; } } }\n",
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


def test_while_editing_every_file_is_found_under_its_own_name(theme: Path) -> None:
    found = assets.authored(Sources(theme=theme))
    assert found.path("js/search.js") == "theme/js/search.js"
    assert found.bundle("site.css") == ("theme/css/tokens.css", "theme/css/claim.css")
    assert found.files["theme/js/search.js"] == THEME["static/js/search.js"].encode()


def test_of_the_parts_that_a_site_has_alone_the_files_are_there(theme: Path) -> None:
    for part in ("feeds", "search"):
        (theme / "static/features" / part).mkdir(parents=True)
        (theme / "static/features" / part / "part.js").touch()
    found = assets.authored(Sources(theme=theme, features=frozenset({"feeds"}))).files
    assert [name for name in found if "/features/" in name] == ["theme/features/feeds/part.js"]


def test_published_a_bundle_is_one_file_and_its_parts_are_gone(theme: Path) -> None:
    found = assets.published(Sources(theme=theme))
    [sheet] = found.bundle("site.css")
    [script] = found.bundle("site.js")
    assert sorted(found.files) == sorted([sheet, script, found.path("js/search.js"), found.path("icon.svg")])
    with pytest.raises(AssetError, match=r"^a template asks for css/claim\.css, which is not in theme/static/"):
        found.path("css/claim.css")


def test_a_published_sheet_keeps_its_order(theme: Path) -> None:
    assert _published(theme, "site.css") == (
        "@layer base{p{color:light-dark(#fff,#000)}}@layer components{@container (width>30rem){p{margin:.5rem}}}"
    )


def _published(theme: Path, bundle: str) -> str:
    found = assets.published(Sources(theme=theme))
    [path] = found.bundle(bundle)
    return found.files[path].decode()


def test_published_scripts_run_one_after_the_other_as_they_were_written(theme: Path) -> None:
    one, two = THEME["static/js/one.js"], THEME["static/js/two.js"]
    assert _published(theme, "site.js") == f"{one};\n{two}"  # of which the first need not end with a semicolon
    found = assets.published(Sources(theme=theme))
    assert found.files[found.path("js/search.js")].decode() == THEME["static/js/search.js"]


def test_a_name_changes_with_what_is_in_the_file_and_with_nothing_else(theme: Path) -> None:
    before = assets.published(Sources(theme=theme))
    assert re.fullmatch(r"theme/js/search\.[0-9a-f]{10}\.js", before.path("js/search.js"))
    (theme / "static/css/claim.css").write_text(THEME["static/css/claim.css"].replace("0.50", "0.75"))
    after = assets.published(Sources(theme=theme))
    assert after.bundle("site.css") != before.bundle("site.css")
    assert after.bundle("site.js") == before.bundle("site.js")
    assert after.paths == before.paths


ELSEWHERE = "{} has a url(), which would lead elsewhere in the one published file"
IMPORTS = "{} imports ./other.js, whose published name has a fingerprint; give its address in an attribute of the page"
UNCLOSED = "{}:%d: this does not end: each {{ has its }}, and each /* its */"
REFUSED = [
    ("css/claim.css", "p { color red; }\n", "{} cannot be minified: "),
    ("css/claim.css", "p { background: url(ground.png); }\n", ELSEWHERE),
    ("css/claim.css", "p { background: url( '/ground.png' ); }\n", ELSEWHERE),
    ("js/search.js", 'import { x } from "./other.js";', IMPORTS),
    ("js/search.js", 'const x = await import("./other.js");', IMPORTS),
    ("css/claim.css", "a { top: 0 }\n@media print {\n  b { top: 0 }\n", UNCLOSED % 2),
    ("css/claim.css", "a { top: 0 }\n/* why\nb { top: 0 }\n", UNCLOSED % 2),
    ("css/claim.css", "/* } */ a { content: '}\\'}'; top: 0\n", UNCLOSED % 1),
    (
        "../bundles.toml",
        '"site.css" = ["css/token.css"]\n',
        "theme/bundles.toml names css/token.css, which is not in theme/static/; did you mean css/tokens.css?",
    ),
    ("../bundles.toml", '"site.css" = [\n  "css/tokens.css"\n  "css/claim.css"\n]\n', "theme/bundles.toml: "),
]


@pytest.mark.parametrize(("name", "text", "message"), REFUSED)
@pytest.mark.parametrize("way", [assets.authored, assets.published])
def test_what_publishing_would_break_is_told_while_editing_too(
    theme: Path, way: Callable[[Sources], Assets], name: str, text: str, message: str
) -> None:
    (theme / "static" / name).write_text(text)
    with pytest.raises(AssetError) as refused:
        way(Sources(theme=theme))
    assert str(refused.value).startswith(message.format(f"theme/static/{name}"))
    if message.endswith(": "):  # what follows, a library says
        assert re.search(r"css/claim\.css:1:10$|line 3", str(refused.value))


@pytest.mark.parametrize("ask", ["path", "bundle"])
def test_a_template_that_asks_for_what_is_not_there_fails(theme: Path, ask: str) -> None:
    with pytest.raises(AssetError, match=r"^a template asks for js/serch\.js, which is not in theme/"):
        getattr(assets.authored(Sources(theme=theme)), ask)("js/serch.js")


def test_what_ends_is_seen_to_end_whatever_stands_in_it_and_may_lead_to_a_part_of_the_page(theme: Path) -> None:
    sheet = "/* { \" */ a::before { content: '{\\'{' \"/*\"; fill: url('#hatch') } /* it's { */\n"
    (theme / "static/css/claim.css").write_text(sheet)
    assert "url(#hatch)" in _published(theme, "site.css")


def test_what_only_publishing_needs_is_not_needed_before(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lightningcss", None)
    assert assets.authored(Sources(theme=theme)).path("css/claim.css")
    with pytest.raises(AssetError) as refused:
        assets.published(Sources(theme=theme))
    help = 'type pip install "pelican-claims[publish]"'
    assert str(refused.value) == f"published style sheets need lightningcss, which is not installed; {help}"


# The real theme


def test_the_published_sheet_holds_every_rule_of_the_theme(published_site: Site) -> None:
    [name] = [path for path in published_site.files if re.fullmatch(r"theme/site\.\w+\.css", path)]
    static = ROOT / "theme" / "static"
    authored = {name for path in static.rglob("*.css") for name in _classes(path.read_text(encoding="utf-8"))}
    assert authored
    whole = published_site.read(name)
    assert authored == {*_classes(whole)}
    layers = re.findall(r"@layer ([\w-]+)\{", whole)
    assert list(dict.fromkeys(layers)) == ["reset", "tokens", "base", "layout", "components", "utilities", "print"]


def _classes(sheet: str) -> list[str]:
    return re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


def test_each_published_page_loads_one_sheet_and_one_script_and_what_it_alone_needs(published_site: Site) -> None:
    for page in published_site.pages:
        sheets = [link.attrib["href"] for link in page.tagged("link") if link.get("rel") == "stylesheet"]
        scripts = [script.attrib["src"] for script in page.tagged("script") if "src" in script.attrib]
        [bundle] = sheets
        first, script, *others = scripts
        assert re.search(r"/theme/site\.\w{10}\.css$", bundle)
        assert re.search(r"/theme/js/scheme\.\w{10}\.js$", first)  # which cannot wait
        assert re.search(r"/theme/site\.\w{10}\.js$", script)
        assert len(others) <= 1, page
