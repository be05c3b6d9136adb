"""Links in prose to records of the file."""

import pytest
from markupsafe import Markup

from claims.model import links
from claims.model.markdown import MarkdownRenderer


def test_a_link_is_found_however_it_is_written() -> None:
    written = [
        *("See [x](claim:a).", "See [x\ny](claim:a).", '[x](claim:a "a title")', "[x]( claim:a )", "[x](<claim:a>)"),
        *("[x](Claim:a)", "[x][1]\n\n[1]: claim:a", "[x][1]\n\n   [1]: <claim:a> 'a title'"),
        *('<a href="claim:a">x</a>', "<a HREF = 'claim:a'>x</a>", "<a href=claim:a>x</a>"),
    ]
    assert [text for text in written if links.targets(text) != [("claim", "a")]] == []


def test_what_is_no_link_is_not() -> None:
    written = ["claim:a", "(claim:a)", "[claim:a]", "[x](https://x.example/claim:a)", "[x](claims:a)", "[x](claim a)"]
    assert [text for text in [*written, "see [1]: a", "[x](ſource:a)"] if links.targets(text)] == []


def test_every_link_of_every_kind_is_found_in_order() -> None:
    kinds = ["term", "event", "speaker", "source", "topic", "claim"]
    markdown = " ".join(f"[x]({kind}:{kind}-1)" for kind in kinds)
    assert links.targets(markdown) == [(kind, f"{kind}-1") for kind in kinds]


def test_a_name_that_is_no_id_is_found_as_it_is_written() -> None:
    assert links.targets("[x](claim:A_b/../c?d#e) [y](claim:)") == [("claim", "A_b/../c?d#e"), ("claim", "")]


@pytest.mark.parametrize("opening", ["](", "](   ", "[", "   [x", "href=", "<a href = "])
def test_looking_takes_no_longer_than_reading(opening: str) -> None:
    assert links.targets(opening * 200_000) == []


def test_links_are_led_to_the_addresses_of_their_records() -> None:
    html = '<a href="claim:a">x</a> <a href="Term:b" title="t">y</a> <a href="https://claim:c">z</a> <a href="page:d">'
    assert links.resolve(html, lambda kind, name: f"/{kind}s/{name}/") == (
        '<a href="/claims/a/">x</a> <a href="/terms/b/" title="t">y</a> <a href="https://claim:c">z</a> '
        '<a href="/pages/d/">'
    )


def test_a_link_can_name_a_passage_of_a_source() -> None:
    written = ["[x](source:a#2)", "[x]( <source:a#2> 'b')", '<a href="source:a#2">x</a>', "[x]: source:a#2"]
    assert [links.passages(text) for text in written] == [[("source", "a", 2)]] * 4
    assert links.passages("[x](source:a) [y](source:b#10)[z](source:c#0)[z](source:d#x)") == [
        ("source", "a", 0),
        ("source", "b", 10),
        ("source", "c#0", 0),
        ("source", "d#x", 0),
    ]
    assert links.in_html(MarkdownRenderer().html(written[0])) == [("source", "a")]
    assert links.resolve('<a href="source:a#2">', lambda kind, name: f"/{kind}/{name}/") == '<a href="/source/a/">'


def test_a_link_leads_to_the_passage_that_it_names_and_else_to_the_first() -> None:
    html = Markup(
        '<a href="source:a#2">x\ny</a> <a href="source:a">y</a> <a href="source:b">z</a> <a href="claim:a">v</a>'
    )
    assert links.to_passages(html, {"a": [7, 9]}) == (
        '<a href="#evidence-9">x\ny</a> <a href="#evidence-7">y</a> <a href="source:b">z</a> <a href="claim:a">v</a>'
    )


def test_an_address_leads_somewhere() -> None:
    leading = ["#here", "mailto:a@x.example", "claim&#58;a", "https://x.example/", "https&colon;//x.example"]
    others = ["", "a", "/about/", "x.example", "https://x"]
    assert [text for text in [*leading, *others] if links.leads_somewhere(text)] == leading
