"""The first mention of each term on a page."""

import pytest
from markupsafe import Markup

from claims.model.markdown import MarkdownRenderer
from claims.site.glossary import Glossary, Linker


def linked(page: Linker, html: str) -> str:
    return str(page(Markup(html)))  # noqa: S704 - this module wrote it


def term(id: str, text: str, definition: str = "D") -> str:
    return f'<a href="term:{id}" class="term" data-definition="{definition}">{text}</a>'


@pytest.fixture
def page() -> Linker:
    return Glossary(
        {
            "moon": (["moon", " the  full moon "], "D"),
            "r-d": (["R&D"], 'A "word" > <others>'),
            "people": (["People's Daily"], "D"),
            "io": (["Io"], "D"),
            "street": (["Straße"], "D"),
            "marked": (["“x”", "a.b"], "D"),
        }
    ).linker()


def test_the_first_mention_of_a_term_on_each_page_is_a_link(page: Linker) -> None:
    assert linked(page, "<p>The moon, the moon.</p>") == f"<p>The {term('moon', 'moon')}, the moon.</p>"
    assert linked(page, "Moon") == "Moon"
    glossary = Glossary({"moon": (["moon"], "D"), "io": (["Io"], "D")})
    assert [linked(glossary.linker(), "moon") for _ in range(2)] == [term("moon", "moon")] * 2
    definition_of_moon = linked(glossary.linker(excluding=["moon"]), "moon Io")
    assert definition_of_moon == f"moon {term('io', 'Io')}"


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("moon", "the full moon"),  # the longest of those that begin there
        ("moon", "The FULL\n\u2003moon"),
        ("street", "STRAßE"),
        ("marked", "“X”"),
        ("marked", "A.B"),
    ],
)
def test_a_mention_is_found_in_any_case_and_over_any_spaces(page: Linker, id: str, text: str) -> None:
    assert linked(page, f"({text})") == f"({term(id, text)})"


@pytest.mark.parametrize(
    "text", ["moonlight", "half-moon", "moon-lit", "moon_", "&moon;", "honeymoon", "İo", "aXb", "strasse"]
)
def test_a_part_of_a_word_and_another_word_are_no_mention(page: Linker, text: str) -> None:
    assert linked(page, text) == text


@pytest.mark.parametrize(
    "html",
    ["<a>the\nmoon</a>", '<a href="x" title="moon">x</a>', '<br title="moon">', "the <em>full</em> mo<em>on</em>"],
)  # fmt: skip
def test_a_link_holds_no_link_and_a_tag_no_term(page: Linker, html: str) -> None:
    assert linked(page, html) == html


@pytest.mark.parametrize("before", ['<a href="claim:a">x</a>', "<abbr>x</abbr>", "İ"])
def test_after_a_link_and_a_letter_that_has_two_small_ones_mentions_count_again(page: Linker, before: str) -> None:
    assert linked(page, f"{before} moon") == f"{before} {term('moon', 'moon')}"


def test_a_spelling_with_a_sign_is_found_as_html_writes_it(page: Linker) -> None:
    renderer = MarkdownRenderer()
    definition = "A &#34;word&#34; &gt; &lt;others&gt;"
    assert page(renderer.inline("R&D")) == term("r-d", "R&amp;D", definition)
    assert page(renderer.inline("the People's Daily")) == "the " + term("people", "People's Daily")


def test_without_terms_nothing_is_linked() -> None:
    assert linked(Glossary({}).linker(), "moon") == "moon"
