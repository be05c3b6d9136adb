"""Markdown → clean HTML, and the first mention of each term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from claims.site.markdown import Glossary, Mentions, Prose

_MARKS = st.sampled_from(
    [*"aZ9 .,:;\n\n*_`[]()<>&!#+-=|~^\\\"'“’—é月İK\t\r\x02\x0b\x1c\x85\xa0\u2003\u2028\ufeff", "  \n", "\n\n", "1. ",
     "- ", "[a](claim:b)", "[a\nb](term:c)", "[a]: term:c", "![a](claim:b)", "http://x.example", "&amp;", "a_b_c",
     "\n    a"]
)  # fmt: skip


@pytest.fixture
def prose() -> Prose:
    return Prose()


@given(st.lists(_MARKS, max_size=12).map("".join) | st.text(max_size=20))
@example("2018. A year")
@example("one\n2) two")
@example("one\n===")
@example("[one](claim:a)[two](term:b)\n\n[three\nfour](source:c), “five”")
def test_the_short_way_and_the_long_way_lead_to_the_same_html(text: str) -> None:
    prose = Prose()
    assert prose.html(text) == prose.whole(text)


@given(st.lists(_MARKS, max_size=12).map("".join) | st.text(max_size=20))
@example("one  two")
@example("one\u2003two\n\nthree")
@example("[ one ](claim:a)[two\nthree](term:b) ")
def test_the_short_way_and_the_long_way_lead_to_the_same_plain_text(text: str) -> None:
    prose = Prose()
    assert prose.plain(text) == Markup(prose.whole(text)).striptags()  # noqa: S704 - it was cleaned


def test_the_short_way_is_taken_where_nothing_but_words_and_links_is_written() -> None:
    class Short(Prose):
        def whole(self, text: str) -> str:
            raise AssertionError(text)

    text = "In 2018, as [the\noffice](source:office) said, “all” was R and D;\nsee (there).\n\n2019: [more](claim:more)"
    assert Short().html(text) == (
        '<p>In 2018, as <a href="source:office">the\noffice</a> said, “all” was R and D;\nsee (there).</p>\n'
        '<p>2019: <a href="claim:more">more</a></p>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one *two* **three** `four`", "<p>one <em>two</em> <strong>three</strong> <code>four</code></p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one", "<ol>\n<li>one</li>\n</ol>"),
        ("1839. one", '<ol start="1839">\n<li>one</li>\n</ol>'),
        ("> one", "<blockquote>\n<p>one</p>\n</blockquote>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("[one](claim:a)", '<p><a href="claim:a">one</a></p>'),
        ('[one](https://x.example/ "two")', '<p><a href="https://x.example/" title="two">one</a></p>'),
        ("<jane@x.example>", '<p><a href="mailto:jane@x.example">jane@x.example</a></p>'),
        ('<span lang="zh" class="x">月</span>', '<p><span lang="zh">月</span></p>'),
        ("{{ x }} {% y %} R&D", "<p>{{ x }} {% y %} R&amp;D</p>"),
    ],
)
def test_what_authors_need_becomes_html(prose: Prose, text: str, html: str) -> None:
    assert prose.html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>one", "<p>one</p>"),
        ("<style>p {}</style>one", "<p>one</p>"),
        ('<b onclick="alert(1)">one</b>', "<p>one</p>"),
        ('<p style="color: red" id="x">one</p>', "<p>one</p>"),
        ('<p lang="zh" title="x">one</p>', "<p>one</p>"),
        ("# one", "one"),
        ("![one](https://x.example/)", "<p></p>"),
        ("[one](javascript:alert(1))", "<p><a>one</a></p>"),
        ("[one](JaVaScRiPt:alert(1))", "<p><a>one</a></p>"),
        ("[one](data:text/html,x)", "<p><a>one</a></p>"),
        ('<a href="java&#x0A;script:alert(1)">one</a>', "<p><a>one</a></p>"),
        ('<a href="https://x.example/" target="_blank" rel="opener">one</a>',
         '<p><a href="https://x.example/">one</a></p>'),
        ("<iframe src='https://x.example/'></iframe>one", "<p>one</p>"),
        ("<!-- one -->two", "<p>two</p>"),
        ("one <svg><script>alert(1)</script></svg>", "<p>one </p>"),
    ],
)  # fmt: skip
def test_what_could_act_goes(prose: Prose, text: str, html: str) -> None:
    assert prose.html(text).strip() == html


def test_nothing_of_one_text_reaches_the_next(prose: Prose) -> None:
    assert prose.html("[one][x]\n\n[x]: https://x.example/") == '<p><a href="https://x.example/">one</a></p>'
    assert prose.html("[one][x]") == "<p>[one][x]</p>"


def test_inline_a_single_paragraph_goes_without_its_tags(prose: Prose) -> None:
    assert prose.inline("one *two*") == "one <em>two</em>"


@pytest.mark.parametrize("text", ["one\n\ntwo", "- one", "one\n\n- two", "> one\n\ntwo"])
def test_inline_anything_more_keeps_its_tags(prose: Prose, text: str) -> None:
    assert prose.inline(text) == prose.html(text)


def test_html_is_marked_as_clean(prose: Prose) -> None:
    assert isinstance(prose.html("one"), Markup)
    assert isinstance(prose.inline("one"), Markup)


def linked(page: Mentions, html: str) -> str:
    return str(page.link(Markup(html)))  # noqa: S704 - this module wrote it


def term(id: str, text: str, definition: str = "D") -> str:
    return f'<a href="term:{id}" class="term" data-definition="{definition}">{text}</a>'


@pytest.fixture
def page() -> Mentions:
    return Glossary(
        {
            "moon": (["moon", "the full moon"], "D"),
            "r-d": (["R&D"], 'A "word" > <others>'),
            "people": (["People's Daily"], "D"),
            "io": (["Io"], "D"),
        }
    ).page()


def test_the_first_mention_of_a_term_is_a_link(page: Mentions) -> None:
    assert linked(page, "<p>The moon, the moon.</p>") == f"<p>The {term('moon', 'moon')}, the moon.</p>"


def test_a_page_is_read_in_order(page: Mentions) -> None:
    assert linked(page, "Moon.") == f"{term('moon', 'Moon')}."
    assert linked(page, "moon") == "moon"


def test_the_next_page_begins_anew() -> None:
    glossary = Glossary({"moon": (["moon"], "D")})
    assert glossary.page().link(Markup("moon")) == glossary.page().link(Markup("moon")) == term("moon", "moon")


def test_a_definition_does_not_link_to_itself(page: Mentions) -> None:
    without = page.skip("moon")
    assert without.link(Markup("moon Io")) == f"moon {term('io', 'Io')}"
    assert linked(page, "moon Io") == f"{term('moon', 'moon')} {term('io', 'Io')}"


def test_a_longer_spelling_comes_before_a_shorter_one_in_it(page: Mentions) -> None:
    assert linked(page, "the full moon") == term("moon", "the full moon")


def test_a_mention_may_run_over_two_lines(page: Mentions) -> None:
    assert linked(page, "the full\nmoon") == term("moon", "the full\nmoon")


@pytest.mark.parametrize("text", ["moonlight", "half-moon", "moon-lit", "&moon;", "honeymoon", "Iο"])
def test_a_part_of_a_word_is_no_mention(page: Mentions, text: str) -> None:
    assert linked(page, text) == text


@pytest.mark.parametrize(
    "html", ['<a href="claim:a">moon</a>', "<a>moon</a>", '<a href="x" title="moon">x</a>', '<br title="moon">']
)
def test_a_link_holds_no_link_and_a_tag_no_term(page: Mentions, html: str) -> None:
    assert linked(page, html) == html


@pytest.mark.parametrize("before", ['<a href="claim:a">x</a>', "<a>x</a>", "<em>x</em>"])
def test_after_a_link_mentions_count_again(page: Mentions, before: str) -> None:
    assert linked(page, f"{before} moon") == f"{before} {term('moon', 'moon')}"


def test_a_spelling_with_a_sign_is_found_as_html_writes_it(prose: Prose, page: Mentions) -> None:
    definition = "A &#34;word&#34; &gt; &lt;others&gt;"
    assert page.link(prose.inline("R&D")) == term("r-d", "R&amp;D", definition)
    assert page.link(prose.inline("the People's Daily")) == f"the {term('people', 'People&#39;s Daily')}".replace(
        "&#39;", "'"
    )


@pytest.mark.parametrize("text", ["İo", "ıo"])
def test_an_i_with_another_dot_is_another_letter(page: Mentions, text: str) -> None:
    assert linked(page, text) == text


_FORMS = ("moon", "moon rock", "full moon", "The  full moon", "R&D", "Pol’s", "straße", "s", "it-self", "a.b", "kin",
          "月", " “x” ")  # fmt: skip
_TEXTS = st.sampled_from(
    [*_FORMS, *" \n.,-'&_<", "  ", "\u2003", "Moon", "MOON", "full", "The\nFull", "light", "STRASSE", "ſtraße", "ſ",
     "İt-self", "Kin", "R&amp;D", "&moon;", "<em>", "</em>", '<br title="moon">', '<a href="moon">', "<a>", "</a>"]
)  # fmt: skip


def by_one_pattern(terms: Mapping[str, str], html: str) -> Iterator[tuple[int, int, str]]:
    """What is found where every spelling is looked for at every letter that is in no tag and no link."""
    forms = sorted(terms, key=len, reverse=True)
    spelled = "|".join(r"\s+".join(re.escape(escape(word, quote=False)) for word in form.split()) for form in forms)
    pattern = re.compile(rf"(?<![\w&-])(?:{spelled})(?![\w-])", re.IGNORECASE)
    ids = {" ".join(form.casefold().split()): id for form, id in terms.items()}
    at = links = 0
    for n, piece in enumerate(re.split(r"(<[^>]*>)", html)):
        if n % 2:
            links += piece.startswith(("<a ", "<a>")) - piece.startswith("</a>")
        elif not links:
            for match in pattern.finditer(piece):
                if id := ids.get(" ".join(unescape(match[0]).casefold().split())):
                    yield at + match.start(), at + match.end(), id
        at += len(piece)


@given(st.lists(_TEXTS, max_size=12), st.sampled_from(["", " "]))
@example(["the", "full", "\u2003moon"], " ")
@example(["straße", "İ", "moon"], "  ")
@example(["moon", "rock"], " ")
@example(["s", "  ", "full\nmoon"], "")
@example(["full ", "<em>", "moon", "</em>"], "")
@example(["_", "moon", "_", " ", "moon", "_"], "")
@example(["<a>", "\n", "moon", "</a>", "<abbr>", "moon", "</abbr>", "<a>", "</a>", "s", "<br>"], "")
def test_all_spellings_at_once_are_found_where_each_is_found_alone(parts: list[str], between: str) -> None:
    html = nh3.clean(between.join(parts), tags={"em", "a", "abbr", "br"}, attributes={"a": {"href"}, "br": {"title"}})
    glossary = Glossary({form: ([form], "D") for form in _FORMS})
    assert list(glossary.mentions(html)) == list(by_one_pattern({form: form for form in _FORMS}, html))


def test_without_terms_nothing_is_linked() -> None:
    assert Glossary({}).page().link(Markup("moon")) == "moon"
