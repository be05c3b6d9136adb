"""A site in two languages: one page for another, whatever is translated, and nothing of it where there is one."""

import re
from pathlib import Path

import html5lib
import pytest
from lxml import html

from claims.source.diagnostics import DataError
from support import datasets
from support.building import build, contents, small_project
from support.helpers import appearance, claim, source, text, text_of
from support.pages import Site

TRANSLATION = """
msgctxt "site.title"
msgid "Claims"
msgstr "Väitteet"

msgctxt "topics.title"
msgid "The only topic"
msgstr "Ainoa aihe"

#, fuzzy
#| msgid "Was there one?"
msgctxt "topics.question"
msgid "Is there one?"
msgstr "Vanha kysymys?"
"""
COPIED = """"Kopioitu" > & 'nyt'"""
_WORDS = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"

msgid "Copied"
msgstr "\"Kopioitu\" > & 'nyt'"

msgid "The claims"
msgstr ""

msgid "Go to the home page"
msgstr "Etusivulle"
"""
_ABOUT = "Title: Tietoja\nLang: fi\nSlug: about\nTemplate: about\nDescription: T.\n\nSanoja.\n"
_LOST = "Title: T\nSlug: 404\nSave_as: 404.html\nTemplate: 404\nStatus: hidden\nDescription: T.\n\nWords.\n"


def in_two(folder: Path, tag: str, translation: str, data: str = datasets.BARE) -> Path:
    """A project with a translation of some texts, and for that language a catalogue of one word."""
    project = small_project(folder, data)
    for path, words in {
        f"data/translations/{tag}.po": translation,
        f"translations/{tag}/LC_MESSAGES/claims.po": _WORDS,
        "content/pages/404.md": _LOST,
        f"content/pages/about.{tag}.md": _ABOUT.replace("Lang: fi", f"Lang: {tag}"),
    }.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(words, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def finnish(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A small site, of which a few texts are in Finnish too."""
    project = in_two(tmp_path_factory.mktemp("site") / "finnish", "fi", TRANSLATION)
    output = build(project, project / "output")
    return {path: file.decode() for path, file in contents(output).items() if path.endswith((".html", ".json"))}


def test_each_page_has_the_same_address_below_the_folder_of_its_language(finnish: dict[str, str]) -> None:
    pages = {path for path in finnish if path.endswith(".html") and not path.startswith("fi/")}
    assert {f"fi/{path}" for path in pages - {"404.html"}} == {
        path for path in finnish if path.startswith("fi/") and path.endswith(".html")
    }


def test_what_is_not_translated_is_the_original_marked_where_an_element_can_stand(finnish: dict[str, str]) -> None:
    page = finnish["fi/claims/the-only-claim/index.html"]
    assert '<span lang="en">The only claim</span>' in page
    assert '<span lang="en">The Only Speaker said that this is the only claim.</span>' in page
    assert '<meta property="og:title" content="Claim: The only claim (by The Only Speaker).' in page
    assert '<div lang="en"><p>One paragraph.</p></div>' in finnish["fi/topics/the-only-topic/index.html"]


def test_a_stale_text_is_shown_in_the_original(finnish: dict[str, str]) -> None:
    page = finnish["fi/topics/the-only-topic/index.html"]
    assert '<span lang="en">Is there one?</span>' in page
    assert "11 texts of the site stand in the original: they are not translated yet, or have changed since." in page
    assert "Vanha" not in page


def test_a_message_without_a_translation_is_marked_where_an_element_can_stand(finnish: dict[str, str]) -> None:
    page = finnish["fi/topics/the-only-topic/index.html"]
    assert '<h2 id="claims"><span lang="en">The claims</span></h2>' in page
    assert '<nav class="contents" aria-label="On this page">' in page
    assert '<h2 id="claims">The claims</h2>' in finnish["topics/the-only-topic/index.html"]
    assert "one stays listed under <code>aliases</code>" in finnish["fi/data/index.html"]  # not marked: HTML already


def test_a_site_in_one_language_marks_the_messages_that_it_lacks(tmp_path: Path) -> None:
    project = small_project(tmp_path, f"site: {{language: fi}}\n{datasets.BARE}")
    words = project / "translations" / "fi" / "LC_MESSAGES" / "claims.po"
    words.parent.mkdir(parents=True)
    words.write_text(_WORDS, encoding="utf-8")
    for page in (project / "content" / "pages").glob("*.md"):
        page.write_text(f"Lang: fi\n{page.read_text('utf-8')}", encoding="utf-8")
    page = (build(project, project / "output") / "topics" / "the-only-topic" / "index.html").read_text("utf-8")
    assert '<h2 id="claims"><span lang="en">The claims</span></h2>' in page
    assert '<nav class="contents" aria-label="On this page">' in page


def test_a_page_leads_to_itself_in_the_other_language(finnish: dict[str, str]) -> None:
    link = '<a class="site-header__language" href="{}" lang="{}" hreflang="{}" rel="alternate">{}</a>'
    there, back = finnish["claims/the-only-claim/index.html"], finnish["fi/claims/the-only-claim/index.html"]
    assert link.format("/fi/claims/the-only-claim/", "fi", "fi", "suomi") in there
    assert link.format("/claims/the-only-claim/", "en", "en", "English") in back
    assert link.format("/fi/", "fi", "fi", "suomi") in finnish["404.html"]  # which has none of its own
    no_page = '<span lang="en">There is no page at this address.</span>'
    home = '<a href="/fi/" hreflang="fi">Etusivulle</a>'
    assert f'<p lang="fi">{no_page} {home}</p>' in finnish["404.html"]


def test_quoted_words_are_marked_with_their_own_language(tmp_path: Path) -> None:
    said = {  # each: the language that its appearance names, whether the words are the source's, and their language
        "of-the-source": (None, "true", "fr"),
        "of-the-place": ("fi", "true", "fi"),
        "in-our-words": (None, "false", "en"),
    }
    claims = [
        claim(
            **{"id": id, "title": id, "appearances": [appearance(lang=named)], "date": "2019"},
            **{"date_as_written": f"then {id}", "quote": {"text": f"so {id}", "verbatim": own, "appearance": "1"}},
        )
        for id, (named, own, _) in said.items()
    ]
    french = source("letter", lang="fr", title=None, described="A letter")  # whose title is in the site's language
    data = text_of(sources=[french, source("survey", kind="academic")], claims=claims, texts=[text()])
    project = in_two(tmp_path / "quoted", "fi", TRANSLATION.partition("\n\n")[0], data)
    output = build(project, project / "output", more={"CLAIMS_FEATURES": []})
    for folder, language in (("", "en"), ("fi/", "fi")):
        listed = (output / folder / "texts" / "poem" / "index.html").read_text("utf-8")
        for id, (_, own, tag) in said.items():
            mark = f' lang="{tag}"' if tag != language else ""
            page = (output / folder / "claims" / id / "index.html").read_text("utf-8")
            assert re.findall(rf"<p([^>]*)>“so {id}”", page) == [f' class="chain__quote"{mark}']
            assert re.findall(rf"<p([^>]*)>“so {id}”", listed) == [f' class="text__quote"{mark}'] * (own == "true")
            assert (f"“<span{mark}>then {id}</span>”" if mark else f"“then {id}”") in page


_IN_ENGLISH = "Title: About us\nLang: en\nSlug: about\nTemplate: about\nDescription: T.\n\nEnglish words.\n"


def test_a_site_in_another_language_can_have_english_as_its_second(tmp_path: Path) -> None:
    project = small_project(tmp_path, f"site: {{language: zh-Hans}}\n{datasets.BARE}")
    method = project / "content" / "pages" / "method.md"  # which names its language; the page about it does not
    method.write_text(f"Lang: zh\n{method.read_text('utf-8')}", encoding="utf-8")
    method.with_name("about.en.md").write_text(_IN_ENGLISH, encoding="utf-8")
    (project / "data" / "translations").mkdir()
    (project / "data" / "translations" / "en.po").write_text("", encoding="utf-8")
    output = build(project, project / "output", more={"CLAIMS_FEATURES": []})
    expected = {
        "about": ("zh-Hans", "<p>Words.</p>", "跳到正文"),
        "method": ("zh-Hans", "<h1>Method</h1>", "跳到正文"),
        "en/about": ("en", "<p>English words.</p>", "Skip to the content"),
        "en/claims/the-only-claim": ("en", '<span lang="zh-Hans">The only claim</span>', "Skip to the content"),
    }
    for path, (tag, *words) in expected.items():
        page = (output / path / "index.html").read_text("utf-8")
        assert [said for said in (f'<html lang="{tag}">', *words) if said not in page] == [], path


def test_a_message_can_stand_in_an_attribute_whatever_is_in_it(finnish: dict[str, str]) -> None:
    assert html.document_fromstring(finnish["fi/index.html"]).body.get("data-copied") == COPIED


def test_a_site_of_one_language_says_nothing_of_it(bare_site: Site) -> None:
    assert [page for page in bare_site.documents if "hreflang" in page.raw] == []


@pytest.mark.parametrize(
    ("path", "text", "column"),
    [
        ("data/claims.yaml", f"site: {{language: fi}}\n{datasets.BARE}", 18),
        ("data/translations/fi.po", "# Nothing yet.\n", 1),
    ],
)
def test_a_language_without_a_catalogue_is_told_where_it_is_named(
    small: Path, path: str, text: str, column: int
) -> None:
    (small / path).parent.mkdir(exist_ok=True)
    (small / path).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        build(small, small / "output")
    assert str(error.value) == (
        f"{path}:1:{column}: error: the language fi has no catalogue\n    1 | {text.splitlines()[0]}\n"
        f"      | {' ' * (column - 1)}^\n"
        "  help: type make translations ADD=fi, translate the file that this writes, and build again\n"
        "1 mistake found"
    )


def test_writing_from_the_right_turns_the_page_and_breaks_nothing(tmp_path: Path) -> None:
    project = in_two(tmp_path / "arabic", "ar", TRANSLATION, datasets.hostile())
    output = build(project, project / "output", more={"CLAIMS_FEATURES": []})
    for path in (output / "ar").rglob("*.html"):
        page = path.read_text("utf-8")
        assert '<html lang="ar" dir="rtl">' in page
        html5lib.HTMLParser(strict=True).parse(page)
