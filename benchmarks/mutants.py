"""Flip each comparison and condition of some modules, one at a time, and print those that no test notices.

    python -m benchmarks.mutants plugins/claims/checks -- tests/checks

The tests run in a process forked from this one, where pytest and the libraries are imported already.
"""

import argparse
import ast
import os
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from multiprocessing import get_context
from pathlib import Path
from types import CodeType
from typing import Any

import markdown  # noqa: F401 - imported once, and not by every process
import nh3  # noqa: F401
import pydantic  # noqa: F401
import pytest

_PAIRS: list[tuple[type[ast.AST], type[ast.AST]]] = [(ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq)]
_PAIRS += [(ast.In, ast.NotIn), (ast.Is, ast.IsNot), (ast.And, ast.Or)]
FLIPPED = dict([*_PAIRS, *((other, one) for one, other in _PAIRS)])
TIMEOUT = 60  # seconds, for a mutant that never ends


class Mutated(SourceFileLoader):
    """Loads every module from its file but one."""

    file, code = "", compile("", "", "exec")

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the mutant's code for its file."""
        return self.code if self.path == self.file else super().get_code(fullname)


def changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield an attribute of a node and what to put there."""
    match node:
        case ast.Compare(ops=ops):
            for n, op in enumerate(ops):
                yield "ops", [*ops[:n], FLIPPED[type(op)](), *ops[n + 1 :]]
        case ast.BoolOp(op=op):
            yield "op", FLIPPED[type(op)]()
        case ast.UnaryOp(op=ast.Not(), operand=term):
            yield "operand", ast.UnaryOp(ast.Not(), term)
        case ast.comprehension(ifs=[condition]) if not isinstance(condition, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield "ifs", [ast.UnaryOp(ast.Not(), condition)]
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield "test", ast.UnaryOp(ast.Not(), test)


def mutants(file: Path) -> Iterator[tuple[str, CodeType]]:
    """Yield the line of each change to a module, with what stands there then, and the code of the module."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in [*ast.walk(tree)]:
        for name, value in changes(node):
            before = getattr(node, name)
            setattr(node, name, value)
            line = getattr(node, "lineno", 0) or getattr(before[0], "lineno", 0)
            yield f"{file}:{line}: {ast.unparse(node)}", compile(ast.fix_missing_locations(tree), file, "exec")
            setattr(node, name, before)


def passes(tests: list[str], file: str, code: CodeType) -> bool:
    """Return whether the tests pass with one module changed."""
    process = get_context("fork").Process(target=_run, args=(tests, file, code))
    process.start()
    process.join(TIMEOUT)
    process.kill()
    return process.exitcode == 0


def _run(tests: list[str], file: str, code: CodeType) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    Mutated.file, Mutated.code = file, code
    sys.path_hooks.insert(0, FileFinder.path_hook((ExtensionFileLoader, EXTENSION_SUFFIXES), (Mutated, [".py"])))
    sys.path_importer_cache.clear()
    os._exit(pytest.main(["-x", "-p", "no:cacheprovider", "-p", "no:terminal", *tests]))


def main() -> None:
    """Print each mutant that survives, and how many there were."""
    parser = argparse.ArgumentParser()
    parser.add_argument("place", type=Path, help="a module or a folder of them")
    parser.add_argument("tests", nargs="+")
    options = parser.parse_args()
    if not passes(options.tests, "", Mutated.code):
        sys.exit("the tests fail where nothing is changed")
    count = alive = 0
    for file in sorted(options.place.rglob("*.py")) or [options.place]:
        for words, code in mutants(file):
            count += 1
            if passes(options.tests, str(file.resolve()), code):
                alive += 1
                print(words, flush=True)
    print(f"{alive} of {count} mutants survive")


if __name__ == "__main__":
    main()
