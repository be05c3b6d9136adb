"""Who may import whom, read off the code; and that no module keeps anything between one build and the next."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from support.helpers import ROOT

PLUGINS = ROOT / "plugins"
FILES = {
    ".".join(path.relative_to(PLUGINS / "claims").with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((PLUGINS / "claims").rglob("*.py"))
}
"""The modules of the package under their names in it: `source.yaml_reader`, `source`."""
ORDER = (
    *("source", "model", "verdict", "checks", "site", "pages", "features"),
    *("render", "settings", "build", "plugin", "__init__", "dev", "tools", "cli", "__main__"),
)
"""The modules and folders of the package, each of which imports from earlier ones and from itself only."""


class WithoutTypes(ast.NodeTransformer):
    """Leaves out what a module imports for its types alone: views of records that cite each other name each other."""

    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else node


def imported(path: Path) -> Iterator[str]:
    """The full names of all that a module imports when it runs, and of whatever that could be a part of."""
    package = path.parent.relative_to(PLUGINS).parts
    for node in ast.walk(WithoutTypes().visit(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (base, *(f"{base}.{alias.name}" for alias in node.names))


IMPORTS = {name: {*imported(path)} for name, path in FILES.items()}
GRAPH = {
    name: {other.removeprefix("claims.") for other in names} & FILES.keys() - {name} for name, names in IMPORTS.items()
}
"""For each module those of the package that it imports."""


def importers(library: str) -> set[str]:
    """The modules that import a library or a part of it."""
    modules = set[str]()
    for module, names in IMPORTS.items():
        if library in {name.partition(".")[0] for name in names}:
            modules.add(module)
    return modules


def step(module: str) -> int:
    return ORDER.index(module.partition(".")[0])


def test_each_step_imports_from_earlier_ones_only() -> None:
    for module, others in GRAPH.items():
        for other in others:
            assert step(other) <= step(module), f"{module} imports {other}"


def test_no_module_leads_back_to_itself() -> None:
    TopologicalSorter(GRAPH).prepare()  # which raises where one does


def test_three_modules_know_yaml_and_three_know_pelican() -> None:
    assert importers("yaml") == {"source.yaml_errors", "source.yaml_reader", "source.yaml_writer"}
    assert importers("pelican") == {"cli", "dev.builder", "plugin"}


# No state on modules: Pelican rebuilds in one process, and the second build must be the first one's equal. What grows
# in a function's defaults or behind `global` the linter sees.

GROWING = {
    *("list", "dict", "set", "defaultdict", "Counter", "OrderedDict", "deque", "bytearray", "count", "iter", "cache"),
}
REGISTRIES = {"checks.rules": "ERRORS", "checks.warnings": "WARNINGS"}
"""What decorators fill while a module is imported; nothing is added afterwards."""


def kept(tree: ast.Module, registry: str | None) -> Iterator[str]:
    """What would grow from one build to the next; a dict that is written out is a table."""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == registry:
            continue
        if isinstance(node, ast.Assign | ast.AnnAssign) and (value := node.value):
            call = ast.unparse(value.func).rpartition(".")[2] if isinstance(value, ast.Call) else ""
            is_empty = isinstance(value, ast.Dict) and not value.keys
            if isinstance(value, ast.List | ast.ListComp) or is_empty or call in GROWING:
                yield ast.unparse(node)
    for part in ast.walk(tree):
        if isinstance(part, ast.FunctionDef):
            decorators = (ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in part.decorator_list)
            yield from (part.name for decorator in decorators if decorator in {"cache", "lru_cache"})


def test_no_module_keeps_what_grows() -> None:
    found = {
        module: [*kept(ast.parse(path.read_text("utf-8")), REGISTRIES.get(module))] for module, path in FILES.items()
    }
    found.pop("settings")  # whose lists Pelican wants, and a site may change: dev/builder.py reads them anew
    assert {module: names for module, names in found.items() if names} == {}
