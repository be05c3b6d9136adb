"""The package: what is in it, that a site built from it is the same, and that it asks for what it imports."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from claims import __version__
from support.building import ROOT, contents
from support.package import ADDRESS, run
from support.pages import Site

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_wheel_holds_plugin_theme_and_starter_and_the_licences(wheel: Path) -> None:
    packed = contents(wheel)
    names = packed.keys()
    about = f"pelican_claims-{__version__}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"claims", about}
    assert {"claims/theme/bundles.toml", "claims/starter/.gitignore", f"{about}/licenses/LICENSE"} <= names
    copied = {f"claims/{name}": content for name, content in contents(CLAIMS).items()}
    for folder in ("theme", "starter"):
        copied |= {f"claims/{folder}/{name}": content for name, content in contents(ROOT / folder).items()}
    assert {name for name in copied if packed.get(name) != copied[name]} == set()


def test_a_site_is_the_same_built_from_the_wheel_and_from_another_folder(
    tmp_path: Path, dressed: Path, dressed_published: Site, wheel: Path
) -> None:
    settings = os.path.relpath(dressed / "publishconf.py", tmp_path)
    command = ("-m", "pelican", "-s", settings, "-o", "output", "--fatal", "warnings")
    run(tmp_path, *command, package=wheel, SITEURL=ADDRESS, CORRECTIONS_CONTACT="a@b.moon")
    here, away = contents(dressed_published.folder), contents(tmp_path / "output")
    different = {name for name in here.keys() | away.keys() if here.get(name) != away.get(name)}
    assert {name for name in different if "pagefind/" not in name} == set()  # docs/decisions/search.md says why
    assert "claims/ferry-is-quieter/index.html" in here


# What it asks for


def _imported(files: list[Path]) -> Iterator[str]:
    """The packages that modules import and that Python does not bring."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names:
                if name != "claims":
                    brings = name if name in DISTRIBUTIONS[name] else DISTRIBUTIONS[name][0]
                    yield brings.lower().replace("_", "-")


DISTRIBUTIONS = metadata.packages_distributions()
BROUGHT = {"markupsafe", "blinker", "pydantic-core"}  # by Jinja2, Pelican and Pydantic, which are made of them
CLAIMS = ROOT / "plugins" / "claims"


def test_it_asks_for_what_it_imports_and_no_more() -> None:
    asked = {re.match(r"[\w-]+", line)[0].lower() for line in PROJECT["dependencies"]}  # type: ignore[index]
    assert set(_imported([*CLAIMS.rglob("*.py")])) - BROUGHT == asked
