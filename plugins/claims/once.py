"""`{% once %}`: what stands alike on many pages is printed once.

    {% once view.section %} … {% endonce %}

What is between the tags is printed the first time and kept under the values named in the tag; for the same values it
stands again as it was. So it may depend on those values, on what is the same for every page, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup


class Once(Extension):
    """Jinja's tag `once`. What it keeps lives as long as the environment it was made for."""

    tags = {"once"}  # noqa: RUF012 - so named and typed by Jinja

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(printed_once={})

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call of `_once` with its place, its values and what stands between."""
        line = next(parser.stream).lineno
        values: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            if values:
                parser.stream.expect("comma")
            values.append(parser.parse_expression())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        called = self.call_method("_once", [nodes.Tuple([place, *values], "load")])
        return nodes.CallBlock(called, [], [], body).set_lineno(line)

    def _once(self, key: tuple[Any, ...], caller: Callable[[], str]) -> Markup:
        kept: dict[tuple[Any, ...], Markup] = self.environment.printed_once  # type: ignore[attr-defined]
        if key not in kept:
            kept[key] = Markup(caller())  # noqa: S704 - a template's own text, escaped there
        return kept[key]
