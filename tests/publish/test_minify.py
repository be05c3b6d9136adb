"""Minified scripts and style sheets do what they did."""

from __future__ import annotations

import pytest

from claims.publish import minify


@pytest.mark.parametrize(
    ("script", "minified"),
    [
        ("// why\nconst x = 1; /* how */\n", "const x=1;"),
        ('const x = "a  // b";', 'const x="a  // b";'),
        ("const x = `a  ${ b }  // c`;", "const x=`a  ${ b }  // c`;"),
        ("const x = `a ${b ? ` for  “${b}”` : ''}  c`; // why", "const x=`a ${b ? ` for  “${b}”` : ''}  c`;"),
        ("f(`${`1`}`,  `${`  2 ${`3`}`}`);\ng( 4 );", "f(`${`1`}`,`${`  2 ${`3`}`}`);g(4);"),
        ("const x = `${{ a: `}` }.a}`;  // `", "const x=`${{ a: `}` }.a}`;"),
        ("const x = `${'`' + \"}\"} \\` ${`y`}`;  f()", "const x=`${'`' + \"}\"} \\` ${`y`}`;f()"),
        ("// it's `so\nconst x = `${`y`}`;", "const x=`${`y`}`;"),
        ("const x = tag`${a/* ` */}  ${`y`}` ;", "const x=tag`${a/* ` */}  ${`y`}`;"),
        ("if (/['/]  x/.test(y)) z( );", "if(/['/]  x/.test(y))z();"),
        ("for await (const y of x) y?.( ) ;", "for await(const y of x)y?.();"),
        ("class A { #x = 1; static { A.y = 1 } }", "class A{#x=1;static{A.y=1}}"),
        ("a = b\n++c", "a=b\n++c"),
        ('export const a = await import("x");', 'export const a=await import("x");'),
    ],
)  # fmt: skip
def test_a_script_loses_comments_and_space_and_nothing_else(script: str, minified: str) -> None:
    assert minify.js(script) == minified


@pytest.mark.parametrize("script", ["`${`", "`${`a`", "f(`${{`${"])
def test_a_template_without_an_end_is_told(script: str) -> None:
    with pytest.raises(ValueError, match=r"^a template has no end$"):
        minify.js(script)


@pytest.mark.parametrize(
    ("sheet", "minified"),
    [
        ("p { color: light-dark(#fff, #000); }", "p{color:light-dark(#fff,#000)}"),
        (":root { color-scheme: light dark; }", ":root{color-scheme:light dark}"),
        ("@layer one { p { color: red; } }", "@layer one{p{color:red}}"),
        (
            "@container (width > 30rem) { p { margin: 0.5rem 0.5rem; } }",
            "@container (width>30rem){p{margin:.5rem}}",
        ),
        ("body:has(:checked) p { color: red; }", "body:has(:checked) p{color:red}"),
        ("p { text-wrap: pretty; }", "p{text-wrap:pretty}"),
        ("@view-transition { navigation: auto; }", "@view-transition{navigation:auto}"),
        ("p { color: oklch(40% 0.1 20); }", "p{color:oklch(40% .1 20)}"),
        ("@supports (text-wrap: pretty) { p { color: red; } }", "@supports (text-wrap:pretty){p{color:red}}"),
    ],
)
def test_what_every_browser_knows_stays_as_it_is_written(sheet: str, minified: str) -> None:
    assert minify.css(sheet, "a.css") == minified


def test_a_sheet_that_a_browser_would_drop_a_part_of_is_told() -> None:
    with pytest.raises(ValueError, match=r"a\.css:1:"):
        minify.css("p { color red; }", "a.css")
