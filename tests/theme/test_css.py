"""The style sheets: a browser keeps every rule, nothing is left over, and text can be read on what it stands on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

import pytest
import tinycss2
from cssselect2 import compile_selector_list
from tinycss2.color4 import parse_color

from claims.checks.drawings import CLASSES
from claims.model.records import Label
from support.building import ROOT

STATIC = ROOT / "theme" / "static"
TEMPLATES = ROOT / "theme" / "templates"
SHEETS = sorted(path.relative_to(STATIC).as_posix().removeprefix("css/") for path in STATIC.rglob("*.css"))


def path(sheet: str) -> str:
    """Where a sheet stands below theme/static/; those of features have their folder in their name."""
    return sheet if sheet.startswith("features/") else f"css/{sheet}"


def source(sheet: str) -> str:
    return (STATIC / path(sheet)).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Rule:
    """Declarations and what they are for. `within` are the at-rules around it."""

    within: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]

    @property
    def classes(self) -> set[str]:
        return {*re.findall(r"\.([a-z][\w-]*)", self.selector)}

    @property
    def labels(self) -> set[str]:
        return {*re.findall(r"""\[data-label(?:="([\w-]+)")?\]""", self.selector)}


def read(nodes: Iterable[Any], within: tuple[str, ...] = ()) -> Iterator[Rule]:
    """Read rules as a browser does; what it would drop fails."""
    for node in nodes:
        if node.type == "at-rule" and node.content and node.at_keyword != "page":  # sizes of paper, which is no element
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from read(inside, (*within, f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"))
        elif node.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(node.prelude).split())
            compile_selector_list(NEWER.sub("", selector))  # which raises where it is none
            held = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            declarations = list[tuple[str, str]]()
            for declaration in held:
                assert declaration.type == "declaration", selector
                important = " !important" if declaration.important else ""
                declarations.append((declaration.name, tinycss2.serialize(declaration.value).strip() + important))
            yield Rule(within, selector, tuple(declarations))
        else:
            assert node.type == "at-rule", tinycss2.serialize([node])


NEWER = re.compile("::details-content|::-webkit-details-marker")  # what cssselect2 does not know, and browsers do
RULES = list[tuple[str, Rule]]()
for name in SHEETS:
    for rule in read(tinycss2.parse_stylesheet(source(name), skip_comments=True, skip_whitespace=True)):
        RULES.append((name, rule))

UNSTYLED = {
    "chain__speaker",
    "claim__body",
    "event__permalink",
    "prose--long",
    "source__gloss",
}
"""Parts of a component that look as whatever is around them does; they are named all the same, to be found."""
FROM_ELSEWHERE = {*CLASSES}
"""Classes that Markdown writes into pages of prose, and that authors write in drawings."""


def of(sheet: str) -> list[Rule]:
    """The rules of one sheet."""
    return [rule for name, rule in RULES if name == sheet]


def values() -> Iterator[tuple[str, str, str]]:
    """Sheet, property and value of every declaration."""
    for sheet, rule in RULES:
        for name, value in rule.declarations:
            yield sheet, name, value


# The sheets as a whole


def test_the_layers_are_ordered_before_any_of_them_is_filled() -> None:
    first = source("tokens.css").splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, components, utilities, print;"


def test_the_verdict_filter_knows_every_verdict() -> None:
    hiding = [rule for rule in of("components/filter.css") if ("display", "none") in rule.declarations]
    ids = {*re.findall(r"#([a-z-]+)", " ".join(rule.selector for rule in hiding))}
    assert ids == set().union(*(rule.labels for rule in hiding)) == {*map(str, Label), "not-reviewed"}


def test_every_verdict_has_a_tone() -> None:
    assert set().union(*(rule.labels for rule in of("components/mark.css"))) == {"", *Label}


# Tokens


def test_every_custom_property_that_is_used_is_defined_and_every_token_used() -> None:
    used, defined, tokens = set[str](), set[str](), set[str]()
    for sheet, name, value in values():
        used.update(re.findall(r"var\((--[\w-]+)", value))
        if name.startswith("--"):
            defined.add(name)
            if sheet.startswith("tokens"):
                tokens.add(name)
    assert used <= defined
    assert tokens <= used


# Classes


def in_pages() -> set[str]:
    """The classes that templates, the plugin and scripts write."""
    written = (
        TEMPLATES.rglob("*.*"),
        (ROOT / "plugins" / "claims").rglob("*.py"),
        STATIC.rglob("*.js"),
    )
    names = set[str]()
    for path in chain(*written):
        for classes in re.findall(r'class(?:Name = |=)"([^"]*)"', path.read_text(encoding="utf-8")):
            names.update(classes.split())
    return names


def test_every_class_on_a_page_has_a_rule_and_every_class_in_a_rule_is_on_a_page() -> None:
    in_sheets = set().union(*(rule.classes for _, rule in RULES))
    assert in_pages() - in_sheets == UNSTYLED
    assert in_sheets - in_pages() == FROM_ELSEWHERE


# Reading


def tokens(*, contrast: bool = False) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule in of("tokens.css"):
        if rule.selector == ":root" and (len(rule.within) == 1 or (contrast and "contrast: more" in rule.within[1])):
            found |= dict(rule.declarations)
    return found


def luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    channels = parse_color(colour)[:3]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def schemes(found: dict[str, str], name: str) -> tuple[str, str]:
    """A colour, `text` or `tint-opinion`, in the light and in the dark."""
    value = found[f"--{name}" if name.startswith("tint-") else f"--color-{name}"]
    light, dark = re.fullmatch(r"light-dark\((#\w+), (#\w+)\)", value).groups()  # type: ignore[union-attr]
    return light, dark


PLAIN = ("text", "muted", "link", "day")
VERDICTS = {
    "tint-confirmed": "confirmed",
    "tint-partly": "confirmed",
    "tint-unconfirmed": "unconfirmed",
    "tint-disputed": "disputed",
    "tint-contradicted": "contradicted",
    "tint-opinion": "opinion",
}
"""The tint of each verdict, and the tone that stands on it."""
TEXTS = (*PLAIN, *dict.fromkeys(VERDICTS.values()))
LINES = ("line-strong", "focus")
GROUNDS = ("page", "surface")


@pytest.mark.parametrize("more", [False, True], ids=["as usual", "more contrast"])
@pytest.mark.parametrize(("names", "least"), [(TEXTS, 7), (LINES, 3)], ids=["text", "lines that carry meaning"])
def test_what_is_read_stands_out_from_what_it_stands_on(names: tuple[str, ...], least: int, *, more: bool) -> None:
    found = tokens(contrast=more)
    pairs = [*product(names, GROUNDS)]
    if names == TEXTS:
        for tint, tone in VERDICTS.items():
            pairs += product((*PLAIN, tone), [tint])
    for name, ground in pairs:
        for scheme in (0, 1):
            measured = contrast(schemes(found, name)[scheme], schemes(found, ground)[scheme])
            assert measured >= least, (name, ground, scheme)


def test_colours_of_text_are_among_those_measured() -> None:
    texts = " ".join(value for _, property, value in values() if property == "color")
    used = {*re.findall(r"var\(--([\w-]+)\)", texts)}
    # `--tone` and `--sign` are verdicts' colours; the tip of a mark is turned round on small screens: page on text.
    assert used <= {f"color-{name}" for name in TEXTS} | {"tone", "sign", "color-page"}


def test_what_moves_asks_first() -> None:
    moving = ("animation", "transition", "scroll-behavior", "view-transition")
    for name, rule in RULES:
        for property, _ in rule.declarations:
            if property.startswith(moving):
                assert "prefers-reduced-motion: no-preference" in " ".join(rule.within), (name, rule.selector)
