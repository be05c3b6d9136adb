"""Style sheets read as a browser reads them, as far as this site's go: rules, selectors, and what a selector matches.

The grammar is that of CSS Syntax and Selectors Level 4, less nesting, namespaces and what the theme does not use; what
is not understood raises SheetError, so that a slip in a sheet is seen here and not as a rule silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pages import Page

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = r"-?[A-Za-z_][\w-]*|--[\w-]+"
_SIMPLE = re.compile(
    rf"""(?P<type>\*|{_NAME})
    | \#(?P<id>[\w-]+)
    | \.(?P<class>{_NAME})
    | \[(?P<attribute>[\w-]+)(?:(?P<how>[~^$*|]?=)(?:"(?P<quoted>[^"\\]*)"|(?P<bare>{_NAME})))?\]
    | ::(?P<part>{_NAME})
    | :(?P<state>{_NAME})(?P<open>\()?""",
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|(\s+)")
_LISTS = {"is", "where", "not", "has"}
_STATES = {
    "active", "checked", "disabled", "empty", "first-child", "focus", "focus-visible", "focus-within", "hover",
    "last-child", "link", "only-child", "root", "target", "visited",
}  # fmt: skip
_PARTS = {"after", "backdrop", "before", "details-content", "marker", "placeholder", "selection"}


class SheetError(ValueError):
    """Text that a browser would drop."""


@dataclass(frozen=True, eq=False)
class Simple:
    """One condition on an element; `inside` holds the selectors between the brackets of `:is()` and its like."""

    kind: str
    name: str
    how: str | None = None
    value: str = ""
    inside: tuple[Complex, ...] = ()


@dataclass(frozen=True, eq=False)
class Complex:
    """Compounds from left to right, each with the combinator before it."""

    steps: tuple[tuple[str, tuple[Simple, ...]], ...]

    def simples(self) -> Iterator[Simple]:
        """Every condition in it, those between brackets among them."""
        for _, compound in self.steps:
            for simple in compound:
                yield simple
                for inner in simple.inside:
                    yield from inner.simples()


@dataclass(frozen=True)
class Rule:
    """Declarations and what they are for. `within` are the at-rules around it."""

    within: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]
    selectors: tuple[Complex, ...] = field(repr=False)

    def simples(self, kind: str) -> Iterator[Simple]:
        """The conditions of one kind in its selectors."""
        for selector in self.selectors:
            yield from (simple for simple in selector.simples() if simple.kind == kind)


def rules(sheet: str) -> tuple[Rule, ...]:
    """The rules of a sheet, in order."""
    blank = _COMMENT.sub("", sheet)
    found, end = _block(blank, 0, ())
    if end != len(blank):
        raise SheetError("a } too many")
    return tuple(found)


def selectors(text: str, *, relative: bool = False) -> tuple[Complex, ...]:
    """A list of selectors."""
    found, end = _selector_list(text.strip(), 0, relative=relative)
    if end != len(text.strip()):
        raise SheetError(f"{text!r} goes on after its selectors with {text.strip()[end:]!r}")
    return found


def _block(sheet: str, at: int, within: tuple[str, ...]) -> tuple[list[Rule], int]:
    found: list[Rule] = []
    while True:
        at += len(sheet[at:]) - len(sheet[at:].lstrip())
        if at == len(sheet) or sheet[at] == "}":
            return found, at
        prelude, end = _until(sheet, at, "{;}")
        if end == len(sheet) or sheet[end] == "}":
            raise SheetError(f"{prelude.strip()!r} has no block")
        at = end + 1
        prelude = " ".join(prelude.split())
        if sheet[end] == ";":
            if not prelude.startswith("@layer "):
                raise SheetError(f"{prelude!r} stands outside a rule")
            continue
        if prelude.startswith("@"):
            inner, at = _block(sheet, at, (*within, prelude))
            found += inner
        else:
            body, at = _until(sheet, at, "}{")
            if at == len(sheet) or sheet[at] == "{":
                raise SheetError(f"the block of {prelude!r} does not end")
            found.append(Rule(within, prelude, tuple(_declarations(body)), selectors(prelude)))
        if at == len(sheet):
            raise SheetError(f"the block of {prelude!r} does not end")
        at += 1


def _until(sheet: str, at: int, ends: str) -> tuple[str, int]:
    """The text up to one of `ends` that stands outside quotation marks and brackets."""
    depth, quote = 0, ""
    for n in range(at, len(sheet)):
        letter = sheet[n]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif not depth and letter in ends:
            return sheet[at:n], n
    return sheet[at:], len(sheet)


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(body):
        declaration, at = _until(body, at, ";")
        at += 1
        if not declaration.strip():
            continue
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if not colon or not value or not re.fullmatch(_NAME, name):
            raise SheetError(f"{declaration.strip()!r} is not a declaration")
        yield name, value


def _selector_list(text: str, at: int, *, relative: bool = False) -> tuple[tuple[Complex, ...], int]:
    found = []
    while True:
        selector, at = _complex(text, at, relative=relative)
        found.append(selector)
        comma = re.compile(r"\s*,\s*").match(text, at)
        if not comma:
            return tuple(found), at
        at = comma.end()


def _complex(text: str, at: int, *, relative: bool) -> tuple[Complex, int]:
    steps = []
    combinator = " "
    if relative and (first := re.compile(r"([>+~])\s*").match(text, at)):
        combinator, at = first[1], first.end()
    while True:
        compound, at = _compound(text, at)
        steps.append((combinator, compound))
        between = _COMBINATOR.match(text, at)
        if not between or between.end() == len(text) or text[between.end()] in ",)":
            return Complex(tuple(steps)), at
        combinator, at = between[1] or " ", between.end()


def _compound(text: str, at: int) -> tuple[tuple[Simple, ...], int]:
    found: list[Simple] = []
    while match := _SIMPLE.match(text, at):
        at = match.end()
        if match["type"] and found:
            raise SheetError(f"{text!r} has a type after other conditions")
        if match["open"]:
            simple, at = _with_brackets(text, at, match["state"])
        else:
            simple = _simple(match)
        found.append(simple)
    if not found:
        raise SheetError(f"{text!r} has no selector at {text[at:]!r}")
    return tuple(found), at


def _simple(match: re.Match[str]) -> Simple:
    if match["attribute"]:
        return Simple("attribute", match["attribute"], match["how"], match["quoted"] or match["bare"] or "")
    kind = next(kind for kind in ("type", "id", "class", "part", "state") if match[kind])
    known = {"part": _PARTS, "state": _STATES}.get(kind)
    if known and match[kind] not in known:
        raise SheetError(f"{match[0]} is not known")
    return Simple(kind, match[kind])


def _with_brackets(text: str, at: int, name: str) -> tuple[Simple, int]:
    if name not in _LISTS:
        raise SheetError(f":{name}() is not known")
    inside, at = _selector_list(text, at, relative=name == "has")
    if text[at : at + 1] != ")":
        raise SheetError(f"{text!r} has a bracket that does not close")
    if name == "has" and any(simple.name == "has" for selector in inside for simple in selector.simples()):
        raise SheetError(f"{text!r} has :has() in :has(), which browsers refuse")
    return Simple("list", name, inside=inside), at + 1


class Matcher:
    """Tells what selectors match on one page. `states` says of an element which states it is in.

    What stands in `:has()` is looked for below the element; of several compounds there, only the last need lie below.
    """

    def __init__(self, page: Page, states: Callable[[Element], set[str]]) -> None:
        self._page = page
        self._states = states
        self._known: dict[tuple[Element, Simple], bool] = {}

    def matches(self, element: Element, selector: Complex) -> bool:
        """True where the selector's last compound is this element."""
        return self._from(element, selector, len(selector.steps) - 1)

    def _from(self, element: Element, selector: Complex, n: int) -> bool:
        combinator, compound = selector.steps[n]
        if not all(self._is(element, simple) for simple in compound):
            return False
        if n == 0:
            return True
        if combinator == " ":
            return any(self._from(above, selector, n - 1) for above in self._page.above(element))
        if combinator == ">":
            parent = self._page.parents.get(element)
            return parent is not None and self._from(parent, selector, n - 1)
        raise NotImplementedError(combinator)

    def _is(self, element: Element, simple: Simple) -> bool:
        match simple.kind:
            case "type":
                return simple.name in {"*", element.tag}
            case "id":
                return element.get("id") == simple.name
            case "class":
                return simple.name in element.get("class", "").split()
            case "attribute":
                return self._has_attribute(element, simple)
            case "state":
                return simple.name in self._states(element)
            case "list":
                return self._in_list(element, simple)
        raise NotImplementedError(simple.kind)

    @staticmethod
    def _has_attribute(element: Element, simple: Simple) -> bool:
        value = element.get(simple.name)
        if value is None or simple.how is None:
            return value is not None
        return simple.value in value.split() if simple.how == "~=" else simple.value == value

    def _in_list(self, element: Element, simple: Simple) -> bool:
        key = (element, simple)
        if key not in self._known:
            if simple.name == "has":
                found = any(
                    self.matches(inner, selector)
                    for selector in simple.inside
                    for inner in self._candidates(selector)
                    if element in self._page.above(inner)
                )
            else:
                found = any(self.matches(element, selector) for selector in simple.inside)
            self._known[key] = not found if simple.name == "not" else found
        return self._known[key]

    def _candidates(self, selector: Complex) -> list[Element]:
        """The elements that a selector can match, by the first class or type that its last compound names."""
        for simple in selector.steps[-1][1]:
            if simple.kind in {"class", "type"}:
                return self._page.by_name[("." if simple.kind == "class" else "") + simple.name]
        return self._page.elements
