"""Style sheets read as a browser reads them: rules, what their selectors name, and what they match on a page.

What a browser would drop raises SheetError, so that a slip in a sheet is seen here and not as a rule that is missing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2
from cssselect2 import SelectorError, compile_selector_list

_NEWER = re.compile("::details-content|::-webkit-details-marker")  # what cssselect2 does not know, and browsers do


class SheetError(ValueError):
    """Text that a browser would drop."""


@dataclass(frozen=True)
class Rule:
    """Declarations and what they are for. `within` are the at-rules around it."""

    within: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]
    names: frozenset[tuple[str, str]]
    """What its selectors name: `("class", name)`, `("id", name)`, and for an attribute `("[name]", value)`."""

    def values(self, name: str) -> set[str]:
        """The classes, the ids, or the values of an `[attribute]`, that its selectors name."""
        return {value for kind, value in self.names if kind == name}


@cache
def read_rules(sheet: str) -> tuple[Rule, ...]:
    """The rules of a sheet, in order."""
    if sheet.count("{") != sheet.count("}"):
        raise SheetError("a block does not end, or ends twice")
    return tuple(_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), ()))


def _rules(nodes: Iterable[Any], within: tuple[str, ...]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "at-rule" and node.at_keyword == "page":
            continue  # sizes of paper, which is no element
        if node.type == "at-rule" and node.content:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inside, (*within, f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"))
        elif node.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(node.prelude).split())
            try:
                compile_selector_list(_NEWER.sub("", selector))
            except SelectorError as error:
                raise SheetError(f"{selector!r}: {error}") from error
            yield Rule(within, selector, tuple(_declarations(node)), frozenset(_names(node.prelude)))
        elif node.type != "at-rule" or node.at_keyword != "layer":
            raise SheetError(f"{tinycss2.serialize([node])!r} is not a rule")


def _declarations(rule: Any) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        value = tinycss2.serialize(node.value).strip() if node.type == "declaration" else ""
        if not value:
            raise SheetError(f"{tinycss2.serialize(rule.prelude)!r} holds what is not a declaration")
        yield node.name, f"{value} !important" if node.important else value


def _names(tokens: Iterable[Any], around: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    before: Any = None
    for token in tokens:
        if token.type == "hash":
            yield "id", token.value
        elif token.type == "ident" and before == ".":
            yield "class", token.value
        elif token.type == "[] block":
            if [part.value for part in token.content if part.type not in {"ident", "string", "whitespace"}][1:]:
                raise SheetError(f"{tinycss2.serialize([token])!r} asks for no attribute")
            name, *value = [part.value for part in token.content if part.type in {"ident", "string"}]
            yield f"[{name}]", "".join(value)
        elif token.type == "function":
            if token.name == "has" and "has" in around:
                raise SheetError(":has() in :has(), which browsers refuse")
            yield from _names(token.arguments, (*around, token.name))
        before = token
