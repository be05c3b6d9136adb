"""schema.org's vocabulary, as the package pydantic2-schemaorg carries it: read as text, nothing of it is imported.

Each type is a module of its own, `class Claim(CreativeWork)`, whose fields are the properties that have the type in
their domain; a field that Python could not name so has the property's name as its alias.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path


def _folder() -> Path:
    spec = find_spec("pydantic2_schemaorg")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@cache
def _class(name: str) -> ast.ClassDef | None:
    file = _folder() / f"{name}.py"
    if not file.is_file():
        return None
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return next(node for node in body if isinstance(node, ast.ClassDef) and node.name == name)


def is_type(name: str) -> bool:
    """Whether schema.org has a type of this name."""
    return _class(name) is not None


@cache
def properties(name: str) -> frozenset[str]:
    """The properties that a type may have, its own and those of the types it is a kind of."""
    node = _class(name)
    if node is None:
        return frozenset()
    own = {_property(field) for field in node.body if isinstance(field, ast.AnnAssign)}
    return frozenset(own).union(*(properties(base.id) for base in node.bases if isinstance(base, ast.Name)))


def _property(field: ast.AnnAssign) -> str:
    assert isinstance(field.target, ast.Name)
    keywords = field.value.keywords if isinstance(field.value, ast.Call) else []
    alias = next((k.value for k in keywords if k.arg == "alias"), None)
    return str(alias.value) if isinstance(alias, ast.Constant) else field.target.id
