"""Pages rendered: by which writer, and in the process behind devserver no page again that would show the same."""

import re
from collections import Counter
from collections.abc import Callable
from gettext import NullTranslations
from itertools import permutations
from pathlib import Path
from typing import Any

import markdown
import pytest
from jinja2 import DictLoader, Environment
from pelican import signals

from claims.generator import WarmState
from claims.render import Renderer
from claims.site import urls
from claims.site.chinese import Neighbours
from claims.site.language import Language
from support import datasets
from support.building import build, contents, small_project

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
        for folder, (shared, rendered) in warm.language_sites.items():
            warm.language_sites[folder] = shared, {file: (seen, to(text)) for file, (seen, text) in rendered.items()}

    def built(data: str, **more: Any) -> dict[str, str]:
        change(lambda text: text + TAKEN)
        (project / "data" / "claims.yaml").write_text(data, encoding="utf-8")
        more = {"CLAIMS_WARM": warm, "CLAIMS_FEATURES": [], **more}
        output = build(project, project / "output", more=more)
        change(lambda text: text.removesuffix(TAKEN))
        _, rendered = warm.language_sites[""]
        return {path: text.decode() for path, text in contents(output).items() if path in rendered}

    return built


def taken_over(pages: dict[str, str]) -> set[str]:
    return {path for path, text in pages.items() if text.endswith(TAKEN)}


def plain(pages: dict[str, str]) -> dict[str, str]:
    return {path: text.removesuffix(TAKEN) for path, text in pages.items()}


def test_nothing_is_rendered_again_where_nothing_changed(warm: Build) -> None:
    first, second = warm(datasets.many()), warm(datasets.many())
    assert taken_over(first) == set()
    assert taken_over(second) == {*second} == {*first}
    assert plain(second) == first


def test_a_text_is_rendered_once_for_the_check_and_all_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered, convert = list[str](), markdown.Markdown.convert

    def counted(self: markdown.Markdown, text: str) -> str:
        rendered.append(text)
        return convert(self, text)

    monkeypatch.setattr(markdown.Markdown, "convert", counted)
    build(small_project(tmp_path / "project", datasets.many()), tmp_path / "output", more={"CLAIMS_FEATURES": []})
    notes = Counter(text for text in rendered if text.startswith("Note "))
    assert {*notes.values()} == {1}


def test_an_edit_renders_the_pages_that_show_it_and_no_others(warm: Build) -> None:
    before, data = warm(datasets.many()), datasets.many()
    after = warm(data.replace("Reasoning 3.", "Another reasoning 3.").replace("Note 2 on claim 3.", "Other note."))
    shown = {"claims/claim-3/index.html"}
    assert {*after} - taken_over(after) == {path for path in before if before[path] != plain(after)[path]} == shown


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


def test_a_title_in_chinese_breaks_between_its_clauses_and_words() -> None:
    titles = (
        "<h1><b>一，</b>你说“好：”没有</h1>\n<h3 id='a'>好，对</h3><p class=\"claim__title\">中国列管芬太尼药品</p>"
    )
    text = f"{titles}<p>中国列管芬太尼药品</p>"
    environment = Environment(loader=DictLoader({"page.html": text}), autoescape=True)
    environment.globals["language"] = Language("zh-Hans", NullTranslations())
    words = Neighbours("".join(order) for order in permutations(["中国", "列管", "芬太尼", "药品"]))
    renderer = Renderer(environment, {"SITEURL": "", "ROOT": ""}, relative=False, neighbours=words)
    clauses = '<span class="clause">你说“好：”</span><span class="clause">没有</span>'
    other = '<span class="clause">好，</span><span class="clause">对</span>'
    claim = '<p class="claim__title">中国<wbr>列管<wbr>芬太尼<wbr>药品</p>'
    titles = f"<h1><b>一，</b>{clauses}</h1>\n<h3 id='a'>{other}</h3>{claim}"
    assert renderer.render_template("page.html", "index.html") == f"{titles}<p>中国列管芬太尼药品</p>"


def test_after_edits_all_that_is_there_is_what_is_made_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(urls, "FIGURES", 1)  # so that figures of a topic take several pages
    original = datasets.many()
    [figures] = re.findall(r'\{"id": "gaps".*?\}(?=\]\n)', original)
    states = [
        original,
        original.replace('"Title of claim 4"', '"Another title of 4"').replace('"claim-5"', '"claim-five"'),
        original.replace("Note 2 on claim 3.", "Other note.")
        # Others move to the next page, and whatever leads to them does so anew.
        .replace(figures, f"{figures.replace('gaps', 'first', 1)}, {figures}"),
    ]
    catalogue = 'msgctxt "claims.title"\nmsgid "Title of claim 3"\nmsgstr "{}"\n'
    project, more = small_project(tmp_path / "project", ""), {"CLAIMS_FEATURES": ["data_files"]}
    (project / "data/translations").mkdir()
    warm = WarmState()
    for n, data in enumerate(states):
        (project / "data/translations/zh_Hans.po").write_text(catalogue.format(f"标题{n}"), "utf-8")
        (project / "data/claims.yaml").write_text(data, "utf-8")
        build(project, project / "warm", more={**more, "CLAIMS_WARM": warm})
    assert contents(project / "warm") == contents(build(project, project / "cold", more=more))


def written_by_pelican(build: Callable[[], object]) -> list[str]:
    """The files of which Pelican's writer tells other plugins, from the output folder."""
    written = list[str]()

    def note(path: str, context: dict[str, Any]) -> None:
        assert Path(path).is_file()
        written.append(path.rpartition(".staging/")[2])

    with signals.content_written.connected_to(note):
        build()
    return sorted(written)


def test_what_is_there_just_so_is_not_written_again(small: Path) -> None:
    file, more = small / "data" / "claims.yaml", {"CLAIMS_FEATURES": [], "CLAIMS_WARM": WarmState()}

    def written(data: str) -> list[str]:
        file.write_text(data, encoding="utf-8")
        return written_by_pelican(lambda: build(small, small / "output", more=more))

    from_content = ["404.html", "about/index.html", "method/index.html"]
    whole, again, third = (written(datasets.many()) for _ in range(3))
    assert whole == again  # into the other of two folders
    assert third == from_content
    shown = ["claims/claim-3/index.html"]
    assert written(datasets.many().replace("Note 2 on claim 3.", "Other note.")) == sorted([*from_content, *shown])


def test_pelicans_writer_writes_every_page_and_tells_other_plugins(small: Path) -> None:
    written = written_by_pelican(lambda: build(small, small / "output"))
    assert written == [path for path in contents(small / "output") if path.endswith(".html")]
