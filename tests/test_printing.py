"""Pages printed by templates: what is made once, and what must not be."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from claims.once import Once
from claims.printing import Printer

OPTIONS = {"autoescape": True, "undefined": StrictUndefined, "extensions": [Once]}

MACRO = {"m.html": "{% macro m() %}{{ SITEURL }} {{ view is defined }}{% endmacro %}"}


@dataclass
class Page:
    template: str
    save_as: str = "index.html"
    title: str = "One & two"


def printer(templates: dict[str, str], *, relative: bool = False, **context: object) -> Printer:
    like = Environment(loader=DictLoader(templates), **OPTIONS)  # type: ignore[arg-type]  # noqa: S701 - in OPTIONS
    like.filters["loud"] = str.upper
    return Printer(like, OPTIONS, {"SITEURL": "https://example.org", **context}, relative=relative)


def test_a_page_sees_itself_the_context_and_what_is_given_beside() -> None:
    made = printer({"a.html": "{{ view.title }} {{ NAME }} {{ more | loud }}"}, NAME="<n>")
    assert made.text(Page("a.html"), more="x") == "One &amp; two &lt;n&gt; X"


def test_an_unknown_name_fails() -> None:
    with pytest.raises(UndefinedError, match="'nothing' is undefined"):
        printer({"a.html": "{{ nothing }}"}).text(Page("a.html"))


def test_macros_see_the_context_and_nothing_of_the_page() -> None:
    made = printer({**MACRO, "a.html": "{% from 'm.html' import m %}{{ m() }}"})
    assert made.text(Page("a.html")) == "https://example.org False"


CALLED = """
{% macro plain(a, b="B", c="C") %}{{ a }}{{ b }}{{ c }}{% endmacro %}
{% macro around(a) %}{{ a }}{{ caller() }}{% endmacro %}
{% macro any(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}
"""


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("{{ m.plain('<') }}", "&lt;BC"),
        ("{{ m.plain('a', 'b', 'c') }}", "abc"),
        ("{{ m.plain('a', c=1) }}", "aB1"),
        ("{{ m.plain(c=1, b=2, a=3) }}", "321"),
        ("{{ m.plain(m.plain('<')) }}", "&lt;BCBC"),
        ("{{ m.plain('a', 'b', 'c') ~ '<' }}", "abc&lt;"),
        ("{% for n in [1, 2] %}{{ m.plain(n) }}{% endfor %}", "1BC2BC"),
        ("{% block b %}{% for n in [1] %}{{ m.plain(n, c=loop.index) }}{% endfor %}{% endblock %}", "1B1"),
        ("{% call m.around('<') %}c>{% endcall %}", "&lt;c>"),
        ("{{ m.any(1, 2, d=3) }}", "1(2,){&#39;d&#39;: 3}"),
        ("{{ plain_function(1, d='<') }}", "(1,){&#39;d&#39;: &#39;&lt;&#39;}"),
    ],
)
def test_macros_are_called_as_jinja_calls_them(call: str, text: str) -> None:
    templates = {"m.html": CALLED, "a.html": "{% import 'm.html' as m %}" + call}
    given = {"plain_function": lambda *args, **kwargs: f"{args}{kwargs}"}
    assert printer(templates, **given).text(Page("a.html")) == text
    like = Environment(loader=DictLoader(templates), **OPTIONS)  # type: ignore[arg-type]  # noqa: S701 - in OPTIONS
    assert like.get_template("a.html").render(given) == text


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("m.plain(1, d=2)", "macro 'plain' takes no keyword argument 'd'"),
        ("m.plain(1, 2, 3, 4)", "macro 'plain' takes not more than 3 argument(s)"),
        ("m.plain(1, a=2)", "macro 'plain' takes no keyword argument 'a'"),
    ],
)
def test_a_macro_that_is_called_wrongly_says_so(call: str, words: str) -> None:
    made = printer({"m.html": CALLED, "a.html": "{% import 'm.html' as m %}{{ " + call + " }}"})
    with pytest.raises(TypeError, match=re.escape(words)):
        made.text(Page("a.html"))


def test_a_macro_without_an_argument_that_it_needs_says_so() -> None:
    made = printer({"m.html": CALLED, "a.html": "{% import 'm.html' as m %}{{ m.plain() }}"})
    with pytest.raises(UndefinedError, match="parameter 'a' was not provided"):
        made.text(Page("a.html"))


@pytest.mark.parametrize(
    ("file", "root"), [("index.html", "."), ("a/index.html", ".."), ("a/b/index.html", "../.."), ("404.html", ".")]
)
def test_relative_addresses_begin_where_the_page_is(file: str, root: str) -> None:
    made = printer({**MACRO, "a.html": "{% from 'm.html' import m %}{{ m() }}"}, relative=True)
    texts = [made.text(Page("a.html", save_as=path)) for path in ("x/y/z.html", file)]
    assert texts == ["../.. False", f"{root} False"]


# Once


def counted() -> tuple[list[str], object]:
    calls: list[str] = []

    def call(what: str) -> str:
        calls.append(what)
        return f"<{what}>"

    return calls, call


def test_what_stands_between_is_printed_once_for_the_same_values() -> None:
    calls, call = counted()
    made = printer({"a.html": "{% once view.title %}{{ call(view.title) }}{% endonce %}"}, call=call)
    texts = [made.text(Page("a.html", title=title)) for title in ("a", "b", "a")]
    assert texts == ["&lt;a&gt;", "&lt;b&gt;", "&lt;a&gt;"]
    assert calls == ["a", "b"]


def test_two_places_with_the_same_values_are_kept_apart() -> None:
    template = "{% once 1 %}a{% endonce %}\n{% once 1 %}b{% endonce %}"
    made = printer({"a.html": template, "b.html": "{% once 1 %}c{% endonce %}{% once %}d{% endonce %}"})
    assert [made.text(Page(name)) for name in ("a.html", "b.html", "a.html")] == ["a\nb", "cd", "a\nb"]


def test_a_printer_keeps_nothing_for_the_next() -> None:
    templates = {"a.html": "{% once 1 %}{{ NAME }}{% endonce %}"}
    assert [printer(templates, NAME=name).text(Page("a.html")) for name in "ab"] == ["a", "b"]
