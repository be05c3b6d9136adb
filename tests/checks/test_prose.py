"""Pages in `content/`: what is wrong with them and where, where they stand, and what templates say around them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from claims import cli
from claims.checks import prose as prose_pages
from claims.checks.loader import Checked
from claims.pages.prose import parts
from claims.source.diagnostics import DataError, Mark
from support import datasets
from support.building import build, small_project, write_pages
from support.helpers import claim, parsed, text_of
from support.pages import Page, Site, text

HEAD = "Title: About\nSlug: about\nDescription: About it.\n"
GOOD = (
    f"{HEAD}\nA [claim](claim:moon-cheese), a [page](page:about), a [list](page:timeline), "
    "an [address](https://moon.example/).\n"
)
NAMES = parsed().names
LISTS = ("home", "timeline", "topics")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the two pages that others lead to are right."""
    monkeypatch.chdir(tmp_path)
    write_pages(Path("content"))
    return Path("content")


def faults(content: Path, text: str) -> list[str]:
    """The mistakes where the page about the site is this; examples/pages has more."""
    (content / "pages" / "about.md").write_text(text, encoding="utf-8")
    checked = prose_pages.check(Checked(parsed().dataset, (), names=NAMES), content, LISTS)
    return [fault.message for fault in checked.errors]


# Mistakes


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("Title", "TITLE"),
        f"Lang: en\nStatus: Published\n{GOOD}",
        f"---\n{HEAD}---\n\nWords.\n",
        f"{HEAD}Navigation: menu\nLabel: The <team>\n\nTitle: a word\n",
        f"{GOOD}[up](../) [mail](mailto:a@b.example) [it]({{filename}}method.md#here) [it]({{filename}}/pages/404.md)",
        f"{GOOD}[a]: claim:moon-cheese\n\n<a href='page:about'>it</a>, <https://moon.example>\n",
        f'{GOOD}<details open><summary>More</summary><img src="a.png" alt="A" class="b"><br/></details>\n',
        f"{GOOD}`<script>` &lt;script> a < b\n\n    <p onclick='x'>\n\n| a |\n| :-: |\n| `<!` |\n",
    ],
)
def test_a_good_page_has_no_faults(content: Path, text: str) -> None:
    assert faults(content, text) == []


def test_links_within_the_folder_are_right(content: Path) -> None:
    for name in ("map.svg", "pages/my map.svg", "pages/files/地图.svg"):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text("")
    links = "![a]({static}/map.svg) [b]({attach}../map.svg#a) [c](<{static}my%20map.svg>) [d]({static}./files/地图.svg)"
    assert faults(content, f'{HEAD}\n{links} `<a href="{{attach}}/../claims.yaml">`\n') == []


def test_a_link_out_of_the_folder_is_refused_where_there_is_a_file(content: Path) -> None:
    Path("claims.yaml").write_text("")
    (content / "claims.yaml").symlink_to("../claims.yaml")
    for target in ("{attach}/../claims.yaml", "{static}../../claims.yaml", "{static}/claims.yaml"):
        assert faults(content, f"{HEAD}\n[x]({target})\n") == [
            f'this page links to "{target}", which is not in content/'
        ]


def test_a_build_publishes_no_file_from_outside_the_folder(small: Path) -> None:
    (small / "content/pages/about.md").write_text(f"{HEAD}\n[it]({{attach}}/../pelicanconf.py)\n")
    with pytest.raises(DataError) as raised:
        build(small, small / "output")
    [diagnostic] = raised.value.diagnostics
    assert (diagnostic.file, diagnostic.mark) == ("content/pages/about.md", Mark(5, 6))
    assert not [*small.rglob("output/**/pelicanconf.py")]


def test_where_the_file_cannot_be_read_its_records_are_not_asked_for(content: Path) -> None:
    (content / "pages/about.md").write_text(f"{HEAD}\n[it](claim:nope) [it](page:nope) [it](nope)\n")
    checked = prose_pages.check(Checked(parsed().dataset, (), names=None), content, LISTS)
    assert [fault.message for fault in checked.errors] == [
        'this page links to page "nope", which is not defined',
        'this page links to "nope" without its kind',
    ]


EVERYTHING = """\
content/pages/about.md:3:13: error: this page has "top" as its navigation, which it cannot have
    3 | Navigation: top
      |             ^
  help: write menu or foot, or delete the line
content/pages/about.md:5:10: error: this page links to claim "moon-chese", which is not defined
    5 | See [it](claim:moon-chese) and [that](www.moon.example).
      |          ^
  help: did you mean "moon-cheese"?
content/pages/about.md:5:38: error: this page links to "www.moon.example", which is no address
    5 | See [it](claim:moon-chese) and [that](www.moon.example).
      |                                      ^
  help: write a whole address, beginning with https://, the kind and id of a record, or {filename}some-page.md
content/pages/more.md:1:1: error: this page has no description
    1 | Title: More
      | ^
  help: begin it with a line such as `Description: Who makes this site, and who pays.`, and no empty line before that
4 mistakes found
"""


def test_one_run_tells_every_mistake_of_every_page_with_those_of_the_file(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("claims.yaml").write_text(text_of())
    pages = content / "pages"
    (pages / "about.md").write_text(
        "Title: About\nDescription: D\nNavigation: top\n\nSee [it](claim:moon-chese) and [that](www.moon.example).\n"
    )
    (pages / "more.md").write_text("Title: More\n\nWords.\n")
    assert cli.main(["claims.yaml", "--content", "content"]) == 1
    assert capsys.readouterr().err == EVERYTHING
    Path("claims.yaml").write_text(text_of(claims=[claim(kind="nope")]))  # whose id is known all the same
    assert cli.main(["claims.yaml", "--content", "content"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("claims.yaml:1:")
    assert told.endswith(EVERYTHING.replace("4 mistakes", "5 mistakes"))


def test_a_build_tells_them_in_one_run_too(small: Path) -> None:
    (small / "content/pages/about.md").write_text(f"{HEAD}Navigation: top\n\n[it](claim:nope)\n")
    file = small / "data/claims.yaml"
    file.write_text(file.read_text().replace("kind: measure", "kind: measured"))
    with pytest.raises(DataError) as raised:
        build(small, small / "output")
    assert [diagnostic.file for diagnostic in raised.value.diagnostics] == [
        "data/claims.yaml",
        *["content/pages/about.md"] * 2,
    ]


# Where they stand


@pytest.fixture(scope="module")
def led_to(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a page in the menu, two at the foot, and one in neither."""
    project = small_project(tmp_path_factory.mktemp("prose") / "project", datasets.BARE)
    pages = project / "content" / "pages"
    for name, lines in {
        "team": "Navigation: menu\nLabel: The <team>\n",
        "guide": "Navigation: foot\nDoor: All of it\n",
        "other": "",
    }.items():
        (pages / f"{name}.md").write_text(f"Title: {name.title()}\nDescription: D\nSlug: {name}\n{lines}\nWords.\n")
    return Site(build(project, project / "output", RELATIVE="1"), project.as_uri(), from_disk=True)


def navigation_of(page: Page) -> Iterator[list[tuple[str, str, str | None]]]:
    """Words, address and state of each link of the menu, and of the foot."""
    for name in ("site-nav__list", "site-footer__list"):
        [list] = page.with_class(name)
        yield [(text(a), a.attrib["href"], a.get("aria-current")) for a in list.iter("a")]


@pytest.mark.parametrize("path", ["index.html", "claims/the-only-claim/index.html", "guide/index.html", "404.html"])
def test_a_page_stands_where_its_line_says_on_every_page(led_to: Site, path: str) -> None:
    root = "/".join([".."] * path.count("/")) or "."
    menu, foot = navigation_of(led_to.page(path))
    assert [words for words, *_ in menu] == ["Questions", "All claims", "The <team>", "Search"]
    assert menu[-2][1] == f"{root}/team/index.html"
    assert foot[: len(menu)] == menu
    lists = ["Sources", "Open questions", "Corrections"]  # and no glossary, for there are no terms
    assert [words for words, *_ in foot][len(menu) :][:6] == [*lists, "About", "Guide", "Method"]
    assert not [page for page in led_to.pages if "other/" in page.raw]


def test_the_home_page_leads_to_a_page_with_a_door(led_to: Site) -> None:
    ways = [text(way) for way in led_to.page("index.html").with_class("ways__link")]
    assert ways == ["1 question Each with its answer", "Guide All of it"]


@pytest.mark.parametrize(
    ("path", "marked"), [("team/", ["The <team>", "The <team>"]), ("about/", ["About"]), ("other/", [])]
)
def test_the_page_that_one_is_on_is_marked(led_to: Site, path: str, marked: list[str]) -> None:
    menu, foot = navigation_of(led_to.page(path))  # the foot has what the menu has no room for on a phone
    assert [(words, now) for words, _, now in [*menu, *foot] if now] == [(words, "page") for words in marked]


def test_the_menu_leads_to_the_only_text_or_to_the_list_of_several(small_site: Callable[[str], Site]) -> None:
    one_text = datasets.BARE.replace("    kind: measure", "    kind: measure\n    text: speech") + SITE
    two_texts = one_text + SITE.partition("texts:\n")[2].replace("id: speech", "id: answer")
    for data, entry, path in (
        (one_text, ("The speech", "/texts/speech/"), "texts/speech/"),
        (two_texts, ("Texts", "/texts/"), "texts/"),
    ):
        menu, foot = navigation_of(small_site(data).page(path))
        assert menu[0] == (*entry, "page")
        assert [link[:2] for link in (*menu, *foot) if "/texts/" in link[1]] == [entry, entry]


# What is said around their words

SITE = """
site: {about: "Ann makes it, and [the paper](source:the-only-source) pays."}
texts:
  - id: speech
    title: The speech
    name: the speech
    speaker: the-only-speaker
    form: speech
    date: 2020
    seen_through: [the-only-source]
    why: It was [short](claim:the-only-claim).
    unseen: The end.
"""


def about_page(folder: Path, data: str, words: str = "") -> Page:
    project = small_project(folder / "project", data)
    if words:
        (project / "content/pages/about.md").write_text(f"{HEAD}Template: about\n\n{words}\n")
    return Site(build(project, project / "output")).page("about/")


def headings(page: Page) -> list[str]:
    return [text(e) for e in page.main.iter() if e.tag in {"h2", "h3", "h4"}]


def test_where_the_file_does_not_say_who_makes_the_site_the_page_is_silent(bare_site: Site) -> None:
    assert headings(bare_site.page("about/")) == ["When we get something wrong"]


def test_a_pages_own_words_stand_around_what_is_general_and_in_its_contents(tmp_path: Path) -> None:
    words = "It is [one](claim:the-only-claim).\n\n## What it is *not*\n\nMuch.\n\n### Nor\n\n## The end"
    page = about_page(tmp_path, SITE + datasets.BARE, words)
    general = ["Who makes it, and who pays", "Why this text"]
    own, last = ["What it is not", "The end"], "When we get something wrong"
    assert [h for h in headings(page) if h not in {"The speech", "Nor"}] == [*general, *own, last]
    assert [text(link) for link in page.with_class("contents__link")] == [*general, *own, last]
    assert page.words.index("It is one.") < page.words.rindex(general[0])


def test_a_page_without_headings_is_all_lead() -> None:
    assert parts(Markup("<p>A.</p>")) == ("<p>A.</p>", "")


def test_a_method_page_without_words_of_its_own_has_no_heading_for_them(small: Path, bare_site: Site) -> None:
    page = bare_site.page("method/")
    assert "How we did it here" not in page.words
    method = small / "content/pages/method.md"
    method.write_text(method.read_text() + "\n1. **Can it?** It can.\n")
    page = Site(build(small, small / "output")).page("method/")
    assert text(page.root.get_element_by_id("here")) == "How we did it here"
    assert "Can it? It can." in page.words


def test_an_own_template_of_another_folder_has_its_macros(small: Path) -> None:
    page = small / "content/pages/team.md"
    shutil.copy(small / "content/pages/method.md", page)
    page.write_text(page.read_text().replace("Slug: method", "Slug: team\nSave_as: a/b/team.html"))
    site = Site(build(small, small / "output", RELATIVE="1"), from_disk=True)
    assert '<a href="../../open/index.html">' in site.page("a/b/team.html").raw
