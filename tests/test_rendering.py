"""Pages rendered: by which writer, and in the process behind devserver no page again that would show the same."""

import re
from collections import Counter
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import markdown
import pytest
from jinja2 import DictLoader, Environment
from pelican import signals

from claims.generator import WarmState
from claims.render import Renderer
from claims.site import pagination
from claims.site.language import Language
from support import datasets
from support.building import ENGLISH, build, contents, small_project

TAKEN = "<!-- taken over -->"
Build = Callable[..., dict[str, str]]


@pytest.fixture
def warm(tmp_path: Path) -> Build:
    """Builds a file of claims again and again in one process, as devserver's does, and gives the text of each page.

    At the end of what is taken over from the build before stands `TAKEN`.
    """
    warm = WarmState()
    project = small_project(tmp_path / "project", "")

    def change(to: Callable[[str], str]) -> None:
        for folder, (shared, rendered) in warm.renditions.items():
            warm.renditions[folder] = shared, {file: (seen, to(text)) for file, (seen, text) in rendered.items()}

    def built(data: str, **more: Any) -> dict[str, str]:
        change(lambda text: text + TAKEN)
        (project / "data" / "claims.yaml").write_text(data, encoding="utf-8")
        more = {"CLAIMS_WARM": warm, "CLAIMS_PARTS": [], **more}
        output = build(project, project / "output", more=more)
        change(lambda text: text.removesuffix(TAKEN))
        _, rendered = warm.renditions[""]
        return {path: text.decode() for path, text in contents(output).items() if path in rendered}

    return built


@pytest.fixture
def cold(tmp_path: Path) -> Build:
    """The same from nothing, without a memory."""
    project = small_project(tmp_path / "cold", "")

    def built(data: str) -> dict[str, str]:
        (project / "data" / "claims.yaml").write_text(data, encoding="utf-8")
        output = build(project, project / "output", more={"CLAIMS_PARTS": []})
        return {path: text.decode() for path, text in contents(output).items() if path.endswith(".html")}

    return built


def taken_over(pages: dict[str, str]) -> set[str]:
    return {path for path, text in pages.items() if text.endswith(TAKEN)}


def plain(pages: dict[str, str]) -> dict[str, str]:
    return {path: text.removesuffix(TAKEN) for path, text in pages.items()}


def assert_same(warm: dict[str, str], cold: dict[str, str]) -> None:
    """What was rendered in a process that knows the build before is what a new one renders."""
    assert {path for path, text in plain(warm).items() if cold[path] != text} == set()


def test_nothing_is_rendered_again_where_nothing_changed(warm: Build) -> None:
    first, second = warm(datasets.many()), warm(datasets.many())
    assert taken_over(first) == set()
    assert taken_over(second) == {*second} == {*first}
    assert plain(second) == first


def test_a_text_is_rendered_once_for_the_check_and_all_pages(cold: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered, convert = list[str](), markdown.Markdown.convert

    def counted(self: markdown.Markdown, text: str) -> str:
        rendered.append(text)
        return convert(self, text)

    monkeypatch.setattr(markdown.Markdown, "convert", counted)
    cold(datasets.many())
    notes = Counter(text for text in rendered if text.startswith("Note "))
    assert {*notes.values()} == {1}


def test_an_edit_renders_the_pages_that_show_it_and_no_others(warm: Build, cold: Build) -> None:
    before = warm(datasets.many())
    edited = (
        datasets.many().replace("Reasoning 3.", "Another reasoning 3.").replace("Note 2 on claim 3.", "Other note.")
    )
    after = warm(edited)
    cited = f"sources/source-{3 + 2}/index.html"
    assert {*after} - taken_over(after) == {"claims/claim-3/index.html", cited}
    assert {path for path in before if before[path] != plain(after)[path]} == {"claims/claim-3/index.html", cited}
    assert_same(after, cold(edited))


def test_a_title_is_rendered_anew_wherever_it_stands(warm: Build, cold: Build) -> None:
    before = warm(datasets.many())
    edited = datasets.many().replace('"Title of claim 3"', '"Another title of 3"')
    after = warm(edited)
    assert_same(after, cold(edited))
    changed = {path for path in before if before[path] != plain(after)[path]}
    assert changed >= {"index.html", "claims/index.html", "claims/claim-3/index.html", "timeline/index.html"}
    assert taken_over(after).isdisjoint(changed)
    assert len(taken_over(after)) > len(after) / 2


def test_what_moves_to_another_page_is_led_to_there_from_everywhere(
    warm: Build, cold: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagination, "FIGURES", 1)  # so that figures of a topic take several pages
    before = warm(datasets.many())
    figures = re.search(r'\{"id": "gaps".*?\}(?=\]\n)', datasets.many())
    assert figures
    edited = datasets.many().replace(figures[0], f"{figures[0].replace('gaps', 'first', 1)}, {figures[0]}")
    after = warm(edited)
    assert before["sources/source-2/index.html"] != plain(after)["sources/source-2/index.html"]  # which leads to them
    assert_same(after, cold(edited))


def test_another_setting_of_addresses_takes_nothing_over(warm: Build) -> None:
    warm(datasets.BARE)
    assert taken_over(warm(datasets.BARE, RELATIVE_URLS=True)) == set()


def test_other_words_for_the_pages_take_nothing_over(warm: Build, tmp_path: Path) -> None:
    warm(datasets.BARE)
    words = tmp_path / "project" / "translations" / "en" / "LC_MESSAGES" / "claims.po"
    words.parent.mkdir(parents=True)
    words.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Claims"\nmsgstr "Said"\n')
    assert taken_over(pages := warm(datasets.BARE)) == set()
    assert "<h1>Said</h1>" in pages["claims/index.html"]
    assert taken_over(warm(datasets.BARE)) == {*pages}


def test_a_heading_in_chinese_breaks_between_its_clauses() -> None:
    page = DictLoader({"page.html": "<h1><b>一，</b>你说“好：”没有</h1>\n<h3 id='a'>好，对</h3><p>好，</p>"})
    environment = Environment(loader=page, autoescape=True)
    environment.globals["language"] = Language("zh-Hans", NullTranslations())
    html = Renderer(environment, {"SITEURL": "", "ROOT": ""}, relative=False).render_template("page.html", "index.html")
    clauses = '<span class="clause">你说“好：”</span><span class="clause">没有</span>'
    other = '<span class="clause">好，</span><span class="clause">对</span>'
    assert html == f"<h1><b>一，</b>{clauses}</h1>\n<h3 id='a'>{other}</h3><p>好，</p>"


def test_after_edits_all_that_is_there_is_what_is_made_from_nothing(tmp_path: Path) -> None:
    catalogue = 'msgctxt "claims.title"\nmsgid "Title of claim 3"\nmsgstr "{}"\n'
    edits = [
        lambda data: data.replace("Note 2 on claim 3.", "Other note."),
        lambda data: data.replace('"Title of claim 4"', '"Another title of 4"'),
        lambda data: data.replace('"claim-5"', '"claim-five"'),
        lambda data: data,
    ]
    warm, data = WarmState(), datasets.many()
    projects = {name: small_project(tmp_path / name, "") for name in ("warm", "cold")}
    for n, edit in enumerate((lambda data: data, *edits)):
        data = edit(data)
        for project in projects.values():
            (project / "data/translations").mkdir(exist_ok=True)
            (project / "data/translations/zh_Hans.po").write_text(catalogue.format(f"标题{n}"), "utf-8")
            (project / "data/claims.yaml").write_text(data, "utf-8")
        build(projects["warm"], projects["warm"] / "output", more={"CLAIMS_WARM": warm})
    build(projects["cold"], projects["cold"] / "output")
    assert contents(projects["warm"] / "output") == contents(projects["cold"] / "output")


def test_what_is_there_just_so_is_not_written_again(tmp_path: Path) -> None:
    project, warm, written = small_project(tmp_path / "project", ""), WarmState(), list[str]()

    def note(path: str, context: dict[str, Any]) -> None:
        written.append(path.rpartition(".staging/")[2])

    def built(data: str) -> set[str]:
        (project / "data/claims.yaml").write_text(data, encoding="utf-8")
        written.clear()
        with signals.content_written.connected_to(note):
            build(project, project / "output", more={"CLAIMS_PARTS": [], "CLAIMS_WARM": warm})
        return {*written}

    from_content = {"404.html", "about/index.html", "method/index.html"}
    whole = built(datasets.many())
    assert built(datasets.many()) == whole  # into the other of two folders
    assert built(datasets.many()) == from_content
    for _ in range(2):
        edited = built(datasets.many().replace("Note 2 on claim 3.", "Other note."))
        assert edited - from_content == {"claims/claim-3/index.html", "sources/source-5/index.html"}


def test_pelicans_writer_writes_every_page_and_tells_other_plugins(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", datasets.many())
    written: list[str] = []

    def note(path: str, context: dict[str, Any]) -> None:
        assert Path(path).is_file()
        written.append(path.rpartition(".staging/")[2])

    with signals.content_written.connected_to(note):
        output = build(project, project / "output")
    assert sorted(written) == [path for path in contents(output) if path.endswith(".html")]


# The renderer


def renderer(*, relative: bool) -> Renderer:
    templates = {
        "macros/way.html": "{% macro way(to) %}{{ SITEURL }}/{{ to }}{% endmacro %}",
        "macros/twice.html": "{% macro twice(to) %}{{ macros.way.way(to) }} {{ macros.way.way(to) }}{% endmacro %}",
        "page.html": "{{ macros.twice.twice(view.url) }} {{ name }}{{ more }}",
    }
    environment = Environment(loader=DictLoader(templates), autoescape=True)
    environment.globals["language"] = ENGLISH
    return Renderer(
        environment, {"SITEURL": "https://s.example", "ROOT": "https://s.example", "name": "<Site>"}, relative=relative
    )


def test_macros_are_one_value_that_macros_and_pages_see(tmp_path: Path) -> None:
    made = renderer(relative=False).render_template("page.html", "a/b/index.html", view={"url": "c/"}, more=1)
    assert made == "https://s.example/c/ https://s.example/c/ &lt;Site&gt;1"


@pytest.mark.parametrize(("file", "root"), [("index.html", "."), ("a/index.html", ".."), ("a/b/c.html", "../..")])
def test_from_a_disk_the_way_to_the_root_is_that_of_each_page(file: str, root: str) -> None:
    made = renderer(relative=True)
    for _ in range(2):
        assert made.render_template("page.html", file, view={"url": "x"}, more="").startswith(f"{root}/x {root}/x ")


def test_a_page_names_its_template_and_its_file() -> None:
    class View:
        template, save_as, url = "page.html", "a/index.html", "a/"

    assert renderer(relative=True).render(View(), more="!") == "../a/ ../a/ &lt;Site&gt;!"
