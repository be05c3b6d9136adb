"""Who may import whom: docs and STYLE.md say it, this reads it off the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import ROOT

PACKAGE = ROOT / "plugins" / "claims"
FILES = sorted(PACKAGE.rglob("*.py"))
CORE = [f"claims.{name}" for name in ["problems", "model", "reader", "parser", "rules", "loader", "views", "generator"]]


def name(path: Path) -> str:
    """`reader`, `tools.console`; a package is called by the name of its folder, the whole `claims`."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Each import of a file, wherever in it, by its full name: `yaml`, `claims.reader`."""
    package = path.parent.relative_to(PACKAGE.parent).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
            origin = base if node.level else node.module or ""
            yield node, origin
            yield from ((node, f"{origin}.{alias.name}") for alias in node.names)


def only_for_types(path: Path) -> set[str]:
    """Statements under `if TYPE_CHECKING:`, which no running program meets."""
    tree = ast.parse(path.read_text("utf-8"))
    guards = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return {ast.unparse(statement) for guard in guards for statement in guard.body}


def importers(package: str) -> set[str]:
    return {
        name(path) for path in FILES for _, what in imported(path) if what == package or what.startswith(f"{package}.")
    }


def graph() -> dict[str, set[str]]:
    """For each module of the package those that it imports when it runs."""
    modules = {name(path): path for path in FILES}
    edges: dict[str, set[str]] = {}
    for module, path in modules.items():
        typing = only_for_types(path)
        found = {what for node, what in imported(path) if ast.unparse(node) not in typing}
        edges[module] = found & modules.keys() - {"claims", module}  # a package names itself to reach what is in it
    return edges


GRAPH = graph()


def reached(start: str) -> set[str]:
    found, waiting = set[str](), [start]
    while waiting:
        for other in GRAPH.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found


def test_only_the_reader_knows_yaml() -> None:
    assert importers("yaml") == {"claims.data.reader"}


def test_only_what_drives_pelican_knows_it() -> None:
    # The plugin itself, and the commands that start Pelican: to build once, and to build at every change.
    assert importers("pelican") == {"claims.generator", "claims.build", "claims.builder"}


@pytest.mark.parametrize("module", CORE)
def test_imports_point_left(module: str) -> None:
    right = set(CORE[CORE.index(module) + 1 :])
    assert reached(module) & right == set()


@pytest.mark.parametrize("module", sorted(GRAPH))
def test_no_module_leads_back_to_itself(module: str) -> None:
    assert module not in reached(module)


@pytest.mark.parametrize("leaf", ["claims.data.diagnostics", "claims.data.dates"])
def test_leaves_import_nothing_of_the_package(leaf: str) -> None:
    assert GRAPH[leaf] == set()


@pytest.mark.parametrize("module", ["claims.data.rules", "claims.data.lint"])
def test_rules_and_remarks_know_neither_the_file_nor_the_pages(module: str) -> None:
    assert reached(module) & {f"claims.{name}" for name in ["loader", "views", "generator", "__main__"]} == set()


def loaded(statement: str) -> set[str]:
    """The top-level packages in memory after a statement, in a Python of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


def test_the_core_runs_without_pelican() -> None:
    packages = loaded("import claims, claims.data.loader, claims.pages, claims.__main__")
    assert packages & {"pelican", "jinja2", "docutils", "feedgenerator"} == set()
    assert "claims" in packages


def test_checking_needs_neither_markdown_nor_jinja() -> None:
    assert loaded("import claims.__main__") & {"markdown", "nh3", "jinja2"} == set()


# No state on modules: Pelican rebuilds in one process, and the second build must be the first one's equal.


def assigned(path: Path) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            yield ast.unparse(node.targets[0]), node.value
        elif isinstance(node, ast.AnnAssign) and node.value:
            yield ast.unparse(node.target), node.value


def _is_mutable(value: ast.expr) -> bool:
    made = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    calls = {"list", "dict", "set", "defaultdict", "Counter", "OrderedDict", "deque", "bytearray", "count", "iter"}
    return isinstance(value, ast.List | ast.ListComp) or made.rpartition(".")[2] in calls


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_module_keeps_what_grows(path: Path) -> None:
    """No list, counter or the like stands on a module; dicts and sets do, as tables, and are never written to."""
    assert [target for target, value in assigned(path) if _is_mutable(value)] == []
    tables = {target for target, _ in assigned(path)}
    assert [change for change, table in changes(path) if table in tables] == []


def changes(path: Path) -> Iterator[tuple[str, str]]:
    """Statements that change something by its name, and that name."""
    tree = ast.parse(path.read_text("utf-8"))
    methods = {
        "add",
        "append",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "setdefault",
        "update",
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from ((ast.unparse(node), name) for name in node.names)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            yield ast.unparse(node), ast.unparse(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield ast.unparse(node), ast.unparse(node.func.value)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_is_remembered_between_calls(path: Path) -> None:
    source = path.read_text("utf-8")
    assert [word for word in ("lru_cache", "functools.cache\n", "@cache\n") if word in source] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_argument_is_shared_between_calls(path: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    defaults = [default for f in functions for default in [*f.args.defaults, *f.args.kw_defaults] if default]
    assert [ast.unparse(value) for value in defaults if isinstance(value, ast.List | ast.Dict | ast.Set)] == []
