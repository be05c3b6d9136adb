"""docs/plugin.md: its code is put where it says and run."""

import re
from pathlib import Path

from support.building import ROOT
from support.package import GUIDE, run, write_code

FERRY = '{% extends "base.html" %}{% block content %}<h1>{{ ferry.name }}</h1>{% endblock %}'
BLOG = """\
PATH = "content"
TIMEZONE = "UTC"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["ferries"]
THEME_TEMPLATES_OVERRIDES = ["templates"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None
"""
TABLE = "id,name\nold,The old ferry\nnew,The new ferry\n"


def test_templates_have_the_blocks_that_the_document_names() -> None:
    told = re.findall(r"^\| `(\w+\.html)`[^|]* \| ([^|]+) \|$", GUIDE, re.MULTILINE)
    assert [name for name, _ in told] == ["base.html", "claim.html", "text.html", "topic.html", "timeline.html"]
    for name, blocks in told:
        template = (ROOT / "theme" / "templates" / name).read_text(encoding="utf-8")
        assert [block for block in re.findall(r"`(\w+)`", blocks) if f"{{% block {block} %}}" not in template] == []


def test_a_blog_has_the_pages_of_the_five_steps(tmp_path: Path) -> None:
    write_code(tmp_path, "plugins/ferries.py", "tests/test_ferries.py")
    for folder in ("content", "data", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "templates" / "base.html").write_text("{% block content %}{% endblock %}")
    (tmp_path / "templates" / "ferry.html").write_text(FERRY)
    (tmp_path / "data" / "ferries.csv").write_text(TABLE)
    (tmp_path / "pelicanconf.py").write_text(BLOG)
    program = "import sys, pathlib; sys.path.insert(0, 'tests'); from test_ferries import test_each_ferry_has_a_page; "
    run(tmp_path, "-c", program + "test_each_ferry_has_a_page(pathlib.Path('output').resolve())")
    assert (tmp_path / "output" / "ferries" / "old" / "index.html").exists()
