"""Pages rendered: by which writer, and in the process behind devserver as from nothing."""

from collections import Counter
from gettext import NullTranslations
from itertools import permutations
from pathlib import Path
from typing import Any

import markdown
import pytest
from jinja2 import DictLoader, Environment
from pelican import signals

from claims.plugin import Watcher
from claims.render import Renderer
from claims.site.chinese import Neighbours
from claims.site.language import Language
from support import datasets
from support.building import build, contents, small_project


def test_a_text_is_rendered_once_for_the_check_and_all_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered, convert = list[str](), markdown.Markdown.convert

    def counted(self: markdown.Markdown, text: str) -> str:
        rendered.append(text)
        return convert(self, text)

    monkeypatch.setattr(markdown.Markdown, "convert", counted)
    build(small_project(tmp_path / "project", datasets.many()), tmp_path / "output", more={"CLAIMS_FEATURES": []})
    notes = Counter(text for text in rendered if text.startswith("Note "))
    assert {*notes.values()} == {1}


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


def test_after_edits_all_that_is_there_is_what_is_made_from_nothing(small: Path) -> None:
    catalogue = 'msgctxt "claims.title"\nmsgid "The only claim"\nmsgstr "{}"\n'
    (small / "data/translations").mkdir()
    watcher, more = Watcher(lambda texts: None), {"CLAIMS_FEATURES": ["data_files"]}
    for title, summary in (("标题一", "One paragraph."), ("标题二", "Another *one*.")):
        (small / "data/translations/zh_Hans.po").write_text(catalogue.format(title), "utf-8")
        (small / "data/claims.yaml").write_text(datasets.BARE.replace("One paragraph.", summary), "utf-8")
        build(small, small / "edited", more={**more, "CLAIMS_DEV": watcher})
    assert contents(small / "edited") == contents(build(small, small / "new", more=more))


def test_pelicans_writer_writes_every_page_and_tells_other_plugins(small: Path) -> None:
    written = list[str]()

    def note(path: str, context: dict[str, Any]) -> None:
        assert Path(path).is_file()
        written.append(path.rpartition(".staging/")[2])

    with signals.content_written.connected_to(note):
        build(small, small / "output")
    assert sorted(written) == [path for path in contents(small / "output") if path.endswith(".html")]
