"""schema.org's vocabulary, as the package pydantic2-schemaorg carries it: read as text, nothing of it is imported.

Each type is a module, `class Claim(CreativeWork)`. Its fields are properties; one that Python could not name so has the
property's name as its alias.
"""

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def properties(name: str) -> frozenset[str]:
    """The properties that a type may have, its own and those of what it is a kind of; none where it is no type."""
    spec = find_spec("pydantic2_schemaorg")
    assert spec and spec.origin  # noqa: PT018
    file = Path(spec.origin).with_name(f"{name}.py")
    found = set[str]()
    for node in ast.parse(file.read_text(encoding="utf-8")).body if file.is_file() else ():
        if isinstance(node, ast.ClassDef) and node.name == name:
            found |= {_property(field) for field in node.body if isinstance(field, ast.AnnAssign)}
            found |= set().union(*(properties(base.id) for base in node.bases if isinstance(base, ast.Name)))
    return frozenset(found)


def _property(field: ast.AnnAssign) -> str:
    keywords = field.value.keywords if isinstance(field.value, ast.Call) else []
    return next((ast.literal_eval(k.value) for k in keywords if k.arg == "alias"), ast.unparse(field.target))
