"""Links in prose to records of the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from claims.data import links
from claims.site.markdown import Prose


@pytest.mark.parametrize(
    "markdown",
    [
        "See [x](claim:a).",
        "See [x\ny](claim:a).",
        '[x](claim:a "a title")',
        "[x]( claim:a )",
        "[x](<claim:a>)",
        "[x](Claim:a)",
        "[x][1]\n\n[1]: claim:a",
        "[x][1]\n\n   [1]: <claim:a> 'a title'",
        '<a href="claim:a">x</a>',
        "<a HREF = 'claim:a'>x</a>",
        "<a href=claim:a>x</a>",
    ],
)
def test_a_link_is_found_however_it_is_written(markdown: str) -> None:
    assert list(links.targets(markdown)) == [("claim", "a")]


@pytest.mark.parametrize(
    "markdown",
    [
        "claim:a",
        "(claim:a)",
        "[claim:a]",
        "[x](https://x.example/claim:a)",
        "[x](claims:a)",
        "[x](claim a)",
        "see [1]: a",
        "[x](ſource:a)",
    ],
)
def test_what_is_no_link_is_not(markdown: str) -> None:
    assert list(links.targets(markdown)) == []


_PIECES = st.sampled_from([*"](<>:[ \n'\"a", "](", "]:", "claim:a", "Term:b", "href", "[x](claim:a)", "\n[1]: claim:a"])


@given(st.lists(_PIECES, max_size=15).map("".join))
def test_a_link_written_in_the_usual_way_is_found_whatever_other_ways_are_looked_for(markdown: str) -> None:
    assert list(links.targets(markdown)) == list(links.targets(f"{markdown} ="))


def test_every_link_of_every_kind_is_found_in_order() -> None:
    kinds = ["term", "event", "speaker", "source", "topic", "claim"]
    markdown = " ".join(f"[x]({kind}:{kind}-1)" for kind in kinds)
    assert list(links.targets(markdown)) == [(kind, f"{kind}-1") for kind in kinds]


def test_a_name_that_is_no_id_is_found_as_it_is_written() -> None:
    assert list(links.targets("[x](claim:A_b/../c?d#e) [y](claim:)")) == [("claim", "A_b/../c?d#e"), ("claim", "")]


@pytest.mark.parametrize("opening", ["](", "](   ", "[", "   [x", "href=", "<a href = "])
def test_looking_takes_no_longer_than_reading(opening: str) -> None:
    assert list(links.targets(opening * 200_000)) == []


def test_links_are_led_to_the_addresses_of_their_records() -> None:
    html = '<a href="claim:a">x</a> <a href="Term:b" title="t">y</a> <a href="https://claim:c">z</a> <a href="page:d">'
    assert links.resolve(html, lambda kind, name: f"/{kind}s/{name}/") == (
        '<a href="/claims/a/">x</a> <a href="/terms/b/" title="t">y</a> <a href="https://claim:c">z</a> '
        '<a href="/pages/d/">'
    )


def test_each_link_to_a_source_is_marked_with_the_number_of_its_passage() -> None:
    html = Markup(
        '<a href="source:a">x\ny</a>, <a href="source:b">z</a>, <a href="source:a">w</a>, <a href="claim:a">v</a>'
    )
    marked, numbers = links.with_markers(html, {"a": 3})
    note = '<sup class="marker"><a%s href="#evidence-3"><span class="visually-hidden">Passage </span>3</a></sup>'
    first, again = note % ' id="reason-3"', note % ""
    assert marked == (
        f'<a href="source:a">x\ny</a>{first}, <a href="source:b">z</a>, <a href="source:a">w</a>{again}, '
        '<a href="claim:a">v</a>'
    )
    assert numbers == {3}


@pytest.mark.parametrize(
    "markdown",
    ["", "Words.", "[x](claim:a) and [y\nz](Term:b)", "[x](https://x.example/a?b=c#d)", "1 = 1, & more"],
)
def test_what_is_written_in_the_usual_way(markdown: str) -> None:
    assert links.are_usual(markdown)


@pytest.mark.parametrize(
    "markdown",
    ['[x](claim:a "t")', "[x](claim:a') ", "[x](claim&#58;a)", "[x](clam:a)", "[x](a)", "[x](<claim:a>)",
     "[x]( claim:a)", "[x][1]\n\n[1]: claim:a", '<a href="claim:a">x</a>', "[x](https://x.example/&colon;)",
     "[x](mailto:a@x.example)"],
)  # fmt: skip
def test_what_is_not(markdown: str) -> None:
    assert not links.are_usual(markdown)


@given(st.lists(_PIECES, max_size=15).map("".join))
def test_where_all_is_usual_nothing_is_hidden_in_the_html(markdown: str) -> None:
    if links.are_usual(markdown):
        assert {*links.in_html(Prose().html(markdown))} <= {*links.targets(markdown)}
