"""The style sheets: a browser keeps every rule, nothing is left over, and text can be read on what it stands on."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from building import ROOT
from claims.data.model import Label
from pages import Site
from sheets import Rule, SheetError, rules

CSS = ROOT / "theme" / "static" / "css"
TEMPLATES = ROOT / "theme" / "templates"
SHEETS = sorted(path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css"))

UNSTYLED = {
    "chain__speaker",
    "chart__title",
    "claim-header",
    "claim__body",
    "event__body",
    "prose--long",
    "source__gloss",
    "speaker__role",
    "stances__item",
    "verdict__body",
    "ways__list",
}
"""Parts of a component that look as whatever is around them does; they are named all the same, to be found."""
FROM_MARKDOWN = {"toc"}
"""Classes that Markdown writes into pages of prose."""

COLOURS = set(
    re.findall(
        r"\w+",
        """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod
    darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon
    darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray
    dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green
    greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon
    lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon
    lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta
    maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen
    mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru
    pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen
    seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
    turquoise violet wheat white whitesmoke yellow yellowgreen
    """,
    )
)
"""CSS Color Level 4, less `transparent`, `currentColor` and the system's own, which are no choice of ours."""


def _rules(name: str) -> tuple[Rule, ...]:
    return rules((CSS / name).read_text(encoding="utf-8"))


def _all_rules() -> list[tuple[str, Rule]]:
    return [(name, rule) for name in SHEETS for rule in _rules(name)]


# The sheets as a whole


@pytest.mark.parametrize("name", SHEETS)
def test_every_rule_can_be_read(name: str) -> None:
    assert _rules(name)


def test_the_filters_of_the_timeline_can_be_read(any_site: Site) -> None:
    assert rules(any_site.read("timeline/filters.css"))


@pytest.mark.parametrize(
    "slip",
    ["a:hass(b) {}", "a { color red }", "a { color: red", ".a..b { top: 0 }", "a:has(b:has(c)) { top: 0 }", "} a {}"],
)
def test_a_slip_in_a_sheet_is_seen(slip: str) -> None:
    with pytest.raises(SheetError):
        rules(slip)


def test_every_sheet_is_linked_and_every_link_is_to_a_sheet(site: Site) -> None:
    for page in site.pages:
        linked = [e.attrib["href"] for e in page.all("link") if e.get("rel") == "stylesheet"]
        own = [href for href in linked if href != "/timeline/filters.css"]
        assert sorted(own) == [f"/theme/css/{name}" for name in SHEETS]
        assert own[0] == "/theme/css/tokens.css"
        assert len(linked) - len(own) == (page.path == "timeline/index.html")


def test_the_layers_are_ordered_before_any_of_them_is_filled() -> None:
    first = (CSS / "tokens.css").read_text(encoding="utf-8").splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, components, utilities, print;"


@pytest.mark.parametrize("name", SHEETS)
def test_every_rule_is_in_the_layer_of_its_sheet(name: str) -> None:
    layer = "components" if name.startswith("components/") else name.removesuffix(".css")
    assert {rule.within[0] for rule in _rules(name)} == {f"@layer {layer}"}


def test_nothing_is_important() -> None:
    assert [(name, rule) for name, rule in _all_rules() for _, value in rule.declarations if "!" in value] == []


def test_no_rule_is_about_one_id_but_where_a_place_in_the_page_is_chosen() -> None:
    found = [(name, rule) for name, rule in _all_rules() if any(rule.simples("id"))]
    assert {name for name, _ in found} == {"components/filter.css"}
    assert [rule for _, rule in found if ":target" not in rule.selector] == []


def test_the_verdict_filter_knows_every_verdict() -> None:
    labels = {str(label) for label in Label} | {"not-reviewed"}
    hiding = [rule for rule in _rules("components/filter.css") if ("display", "none") in rule.declarations]
    ids = {simple.name for rule in hiding for simple in rule.simples("id")}
    shown = {s.value for rule in hiding for s in rule.simples("attribute") if s.name == "data-label"}
    assert ids == shown == labels


def test_every_verdict_has_a_tone() -> None:
    toned = {
        s.value
        for rule in _rules("components/verdict.css")
        for s in rule.simples("attribute")
        if s.name == "data-label"
    }
    assert toned == {"", *Label}


# Tokens


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "tokens.css"])
def test_raw_colours_stand_in_the_tokens_alone(name: str) -> None:
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(")
    found = [
        (rule.selector, value)
        for rule in _rules(name)
        for _, value in rule.declarations
        if raw.search(value) or COLOURS & set(re.findall(r"(?<![\w-])[a-z]+(?![\w(-])", value.lower()))
    ]
    assert found == []


def test_every_custom_property_that_is_used_is_defined() -> None:
    defined = {name for _, rule in _all_rules() for name, _ in rule.declarations if name.startswith("--")}
    used = {
        name
        for _, rule in _all_rules()
        for _, value in rule.declarations
        for name in re.findall(r"var\((--[\w-]+)", value)
    }
    assert used - defined == set()


def test_every_token_is_used() -> None:
    defined = {name for rule in _rules("tokens.css") for name, _ in rule.declarations if name.startswith("--")}
    used = {
        name
        for _, rule in _all_rules()
        for _, value in rule.declarations
        for name in re.findall(r"var\((--[\w-]+)", value)
    }
    assert defined - used == set()


# Classes


def _classes_in_pages() -> set[str]:
    """What templates, the plugin and scripts write."""
    written = [
        *TEMPLATES.rglob("*"),
        ROOT / "plugins" / "claims" / "prose.py",
        ROOT / "plugins" / "claims" / "links.py",
    ]
    sources = [path.read_text(encoding="utf-8") for path in written if path.is_file()]
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "theme" / "static" / "js").glob("*.js")]
    found = {
        name for text in sources + scripts for value in re.findall(r'class="([^"]*)"', text) for name in value.split()
    }
    return found | {name for text in scripts for name in re.findall(r'className = "([^"]*)"', text)}


def _classes_in_sheets(site: Site) -> set[str]:
    written = [*(rule for _, rule in _all_rules()), *rules(site.read("timeline/filters.css"))]
    return {simple.name for rule in written for simple in rule.simples("class")}


def test_every_class_is_written_out() -> None:
    # So that it can be searched for.
    templates = [path for path in TEMPLATES.rglob("*.html") if re.search(r'class="[^"]*[{}]', path.read_text())]
    assert templates == []


def test_every_class_on_a_page_has_a_rule(site: Site) -> None:
    assert _classes_in_pages() - _classes_in_sheets(site) == UNSTYLED


def test_every_class_in_a_rule_is_on_a_page(site: Site) -> None:
    assert _classes_in_sheets(site) - _classes_in_pages() == FROM_MARKDOWN


def test_every_value_that_a_rule_looks_for_is_on_a_page(site: Site, many_site: Site, hostile_site: Site) -> None:
    built = {
        (name, word)
        for any_site in (site, many_site, hostile_site)
        for page in any_site.pages
        for element in page.elements
        for name, value in element.attrib.items()
        for word in (value, "", *value.split())
    }
    scripted = {("data-scheme", "light"), ("data-scheme", "dark"), ("data-none", "")}  # scheme.js and timeline.js
    looked_for = {(s.name, s.value) for _, rule in _all_rules() for s in rule.simples("attribute")}
    assert looked_for - built == scripted


def test_a_component_has_a_sheet_and_its_macros_a_file_of_one_name() -> None:
    sheets = {Path(name).stem for name in SHEETS if name.startswith("components/")}
    macros = {path.stem for path in (TEMPLATES / "macros").glob("*.html")}
    without_sheet = {"date", "change"}  # a <time>, and lines that claim.css sets
    without_macro = {"site", "facts", "filter", "search"}  # the frame, a list and forms that stand once, in templates
    assert sheets - macros == without_macro
    assert macros - sheets == without_sheet


# Reading


def _tokens(*, contrast: bool = False) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule in _rules("tokens.css"):
        if rule.selector == ":root" and (len(rule.within) == 1 or (contrast and "contrast: more" in rule.within[1])):
            found |= dict(rule.declarations)
    return found


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    assert re.fullmatch(r"[0-9a-f]{6}", digits), colour
    channels = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _of(tokens: dict[str, str], name: str, scheme: str) -> str:
    light, dark = re.fullmatch(r"light-dark\((#\w+), (#\w+)\)", tokens[f"--color-{name}"]).groups()  # type: ignore[union-attr]
    return light if scheme == "light" else dark


TEXTS = ("text", "muted", "link", "corroborated", "partly", "disputed", "unverified", "position")
LINES = ("line-strong", "accent", "focus")
GROUNDS = ("page", "surface")


def test_black_on_white_is_measured_right() -> None:
    assert _contrast("#000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("contrast", [False, True], ids=["as usual", "more contrast"])
@pytest.mark.parametrize(("scheme", "name", "ground"), list(product(("light", "dark"), TEXTS, GROUNDS)))
def test_text_has_seven_to_one(scheme: str, name: str, ground: str, contrast: bool) -> None:
    tokens = _tokens(contrast=contrast)
    assert _contrast(_of(tokens, name, scheme), _of(tokens, ground, scheme)) >= 7


@pytest.mark.parametrize(("scheme", "name", "ground"), list(product(("light", "dark"), LINES, GROUNDS)))
def test_lines_that_carry_meaning_have_three_to_one(scheme: str, name: str, ground: str) -> None:
    assert _contrast(_of(_tokens(), name, scheme), _of(_tokens(), ground, scheme)) >= 3


@pytest.mark.parametrize("name", TEXTS)
def test_text_has_seven_to_one_on_white_paper(name: str) -> None:
    assert _contrast(_of(_tokens(), name, "light"), _tokens()["--color-paper"]) >= 7


def test_colours_of_text_are_among_those_measured() -> None:
    used = {
        name
        for _, rule in _all_rules()
        for property, value in rule.declarations
        if property == "color"
        for name in re.findall(r"var\(--([\w-]+)\)", value)
    }
    # `--tone` is one of the verdicts' colours; the tip of a mark is turned round on small screens: page on text.
    assert used <= {f"color-{name}" for name in TEXTS} | {"tone", "color-page"}


def test_every_colour_of_the_screen_is_given_for_light_and_for_dark() -> None:
    once = {name for name, value in _tokens(contrast=True).items() if re.fullmatch(r"#\w+", value)}
    twice = {name for name, value in _tokens(contrast=True).items() if re.fullmatch(r"light-dark\(#\w+, #\w+\)", value)}
    assert once == {"--color-paper"}
    assert once | twice == {name for name in _tokens(contrast=True) if name.startswith("--color-")}


def test_what_moves_asks_first() -> None:
    moving = ("animation", "transition", "scroll-behavior", "view-transition")
    found = [
        (name, rule)
        for name, rule in _all_rules()
        for property, _ in rule.declarations
        if property.startswith(moving) and not any("prefers-reduced-motion: no-preference" in at for at in rule.within)
    ]
    assert found == []
