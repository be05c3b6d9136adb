"""Pages printed by templates: what is made once, and what must not be."""

from __future__ import annotations

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
