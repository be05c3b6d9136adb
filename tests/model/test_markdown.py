"""Markdown → clean HTML."""

import pytest

from claims.model.markdown import MarkdownRenderer, for_elsewhere, split_sentence


@pytest.fixture
def renderer() -> MarkdownRenderer:
    return MarkdownRenderer()


def test_what_authors_need_becomes_html(renderer: MarkdownRenderer) -> None:
    expected = {
        "one *two* **three** `four`": "<p>one <em>two</em> <strong>three</strong> <code>four</code></p>",
        "one\n\ntwo": "<p>one</p>\n<p>two</p>",
        "- one\n- two": "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        "1. one": "<ol>\n<li>one</li>\n</ol>",
        "1839. one": '<ol start="1839">\n<li>one</li>\n</ol>',
        "> one": "<blockquote>\n<p>one</p>\n</blockquote>",
        "one  \ntwo": "<p>one<br>\ntwo</p>",
        "[one\ntwo](claim:a)": '<p><a href="claim:a">one\ntwo</a></p>',
        '[one](https://x.example/ "two")': '<p><a href="https://x.example/" title="two">one</a></p>',
        "<jane@x.example>": '<p><a href="mailto:jane@x.example">jane@x.example</a></p>',
        '<span lang="zh" class="x">月</span>': '<p><span lang="zh">月</span></p>',
        "{{ x }} {% y %} R&D": "<p>{{ x }} {% y %} R&amp;D</p>",
    }
    assert {text: renderer.html(text) for text in expected} == expected


def test_what_could_act_goes(renderer: MarkdownRenderer) -> None:
    expected = {
        "<script>alert(1)</script>one": "<p>one</p>",
        "<style>p {}</style>one": "<p>one</p>",
        '<b onclick="alert(1)">one</b>': "<p>one</p>",
        '<p style="color: red" id="x">one</p>': "<p>one</p>",
        '<p lang="zh" title="x">one</p>': "<p>one</p>",
        "# one": "one",
        "![one](https://x.example/)": "<p></p>",
        "[one](javascript:alert(1))": "<p><a>one</a></p>",
        "[one](JaVaScRiPt:alert(1))": "<p><a>one</a></p>",
        "[one](data:text/html,x)": "<p><a>one</a></p>",
        '<a href="java&#x0A;script:alert(1)">one</a>': "<p><a>one</a></p>",
        '<a href="https://x.example/" target="_blank" rel="opener">one</a>': '<p><a href="https://x.example/">one</a></p>',
        "<iframe src='https://x.example/'></iframe>one": "<p>one</p>",
        "<!-- one -->two": "<p>two</p>",
        "one <svg><script>alert(1)</script></svg>": "<p>one </p>",
    }
    assert {text: renderer.html(text).strip() for text in expected} == expected


def test_nothing_of_one_text_reaches_the_next(renderer: MarkdownRenderer) -> None:
    assert renderer.html("[one][x]\n\n[x]: https://x.example/") == '<p><a href="https://x.example/">one</a></p>'
    assert renderer.html("[one][x]") == "<p>[one][x]</p>"


def test_inline_a_single_paragraph_goes_without_its_tags(renderer: MarkdownRenderer) -> None:
    assert renderer.inline("one *two*") == "one <em>two</em>"


@pytest.mark.parametrize("text", ["one\n\ntwo", "- one", "one\n\n- two", "> one\n\ntwo"])
def test_inline_anything_more_keeps_its_tags(renderer: MarkdownRenderer, text: str) -> None:
    assert renderer.inline(text) == renderer.html(text)


def test_plain_text_has_no_marks_and_one_line(renderer: MarkdownRenderer) -> None:
    assert renderer.plain("One  *two*\nR&D\n\n- [three\nfour](claim:a)\u2003<b>") == "One two R&D three four"


def test_elsewhere_html_has_neither_markers_nor_classes() -> None:
    html = '<h3 id="a" class="b">A</h3><p lang="zh"><a href="#c">1</a> <time datetime="2019">c</time></p>'
    assert for_elsewhere(html, "https://a.example/b/") == (
        '<h3>A</h3><p lang="zh"><a href="https://a.example/b/#c">1</a> <time datetime="2019">c</time></p>'
    )


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("It began.", " It ended."),
        ("One sentence alone.", ""),
        ("Dr. Low read p. 3 of J. Doe’s in year 1.", " It ended."),
        ("[“It began.”](source:one)", " He left."),
        ("A paragraph", "\n\nAnother"),
        ("他说：“开始了。”", "后来结束了。"),
    ],
)
def test_the_first_sentence_is_cut_off_with_its_links(first: str, rest: str) -> None:
    assert split_sentence(first + rest) == (first, rest.lstrip())
