"""Two small sites as words and links: what no other test thought of is seen here when it changes.

`full` is the file that uses each field (examples/valid/full.yaml), published, with some texts in Chinese; `starter` is
what a newcomer begins with. After a change that shows on pages, or in files of data,

    make golden

writes golden/ anew. It holds no class and no style, so that one can read `git diff` as a reader of the site would.
"""

import os
import re
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from claims.features import NAMES
from support.building import PUBLISHED_SETTINGS, ROOT, SUBJECTS, build, contents, small_project
from support.helpers import EXAMPLES

GOLDEN = Path(__file__).parent / "golden"
MAX_BYTES = 200_000  # of both sites: more than that nobody reads
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
PARTS = {"CLAIMS_FEATURES": [name for name in NAMES if name not in {"pictures", "host"}]}
"""Those whose files are the same on each machine and at each commit, and can be read."""
NOT_LISTED = "theme/* *pagefind/* zh/*"  # named by what is in them, or as those of the first language
KEPT = {
    "full": "*.html data/v?/*.csv feeds/corrections.atom claims/moon-cheese/*",
    "starter": "*.html",
}
"""Which files are kept whole, a page as words and links; of those that are listed it is kept that they are there."""
LEFT_OUT = {
    "full": "data/index.html method/* zh/[!ic]* zh/co* zh/claims/index.html zh/claims/moon-[!cw]*",
    "starter": "data/* search/* sources/* claims/[!f]*/* claims/*-good-* topics/pier/*",
}
"""Pages of which there is another such, that of the data, which describes each column, and what is too long."""
SHOWN = {"href": "", "id": "id=", "lang": "lang=", "data-label": "label=", "data-sign": "sign=", "aria-label": "name="}
INLINE = {
    "a", "abbr", "b", "bdi", "br", "cite", "circle", "code", "em", "g", "i", "kbd", "line", "path", "q", "rect", "s",
    "small", "span", "strong", "sub", "sup", "svg", "time", "use", "wbr",
}  # fmt: skip
SILENT = {"script", "style", "template", "pre"}
NOTHING = r"([a-z]+\d?:)?"  # a block that only holds others


def told(page: bytes) -> str:
    """Return a page as its language and title, its description, and what its main part says, a line for each block."""
    root = html.document_fromstring(page)
    description = "".join(root.xpath("//meta[@name='description']/@content"))
    blocks = "".join(_told(main) for main in root.iter("main")).split("\n")
    lines = [f"{root.get('lang')}: {root.findtext('.//title')}", description, *map(_on_one_line, blocks)]
    return "".join(f"{line}\n" for line in lines if not re.fullmatch(NOTHING, line))


def _told(element: HtmlElement) -> str:
    """Return what an element says: a block as a line, what leads elsewhere as `[words](where)`, a mark as `{label}`."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return ""
    if element.tag == "svg" and element.get("aria-hidden"):  # a mark beside words
        return f"{{{label}}} " if (label := element.get("data-label")) else ""
    said = "".join(f"{_told(child)}{_in_line(child.tail)}" for child in element)
    shown = " ".join(f"{sign}{element.get(name)}" for name, sign in SHOWN.items() if element.get(name))
    if element.tag not in INLINE:
        return f"\n{element.tag}{shown and f' ({shown})'}: {_in_line(element.text)}{said}\n"
    return f"[{_in_line(element.text)}{said}]({shown})" if shown else f"{_in_line(element.text)}{said}"


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _in_line(words: str | None) -> str:
    """Return words on one line, with a space at an end that had one."""
    return _on_one_line(f"|{words or ''}|")[1:-1]


def _matches(path: str, patterns: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns.split())


def kept(name: str, output: Path) -> dict[str, str]:
    """Return what is kept of a built site, by the path of each file in its golden folder."""
    files = contents(output)
    found = {"files.txt": "".join(f"{path}\n" for path in files if not _matches(path, NOT_LISTED))}
    for path, held in files.items():
        if _matches(path, KEPT[name]) and not _matches(path, LEFT_OUT[name]):
            page = path.removesuffix("/index.html").removesuffix(".html")
            found |= {path: held.decode()} if page == path else {f"{page}.txt": told(held)}
    return found


def full(folder: Path) -> Path:
    project = small_project(folder / "full", (EXAMPLES / "valid" / "full.yaml").read_text("utf-8"))
    shutil.copy(EXAMPLES / "valid" / "moon.svg", project / "content")
    (project / "data" / "translations").mkdir()
    shutil.copy(SUBJECTS / "zh_Hans.po", project / "data" / "translations")
    return build(project, folder / "output", PUBLISHED_SETTINGS, more=PARTS, SITEURL="https://moon.test")


def starter(folder: Path) -> Path:
    data = (ROOT / "starter" / "data" / "claims.yaml").read_text("utf-8")
    return build(small_project(folder / "starter", data, ROOT / "starter/content/pages"), folder / "output", more=PARTS)


@pytest.mark.parametrize("make", [full, starter], ids=lambda make: make.__name__)
def test_a_site_says_what_it_said_when_it_was_last_read(make: Callable[[Path], Path], tmp_path: Path) -> None:
    name = make.__name__
    now = kept(name, make(tmp_path))
    if UPDATE:
        shutil.rmtree(GOLDEN / name, ignore_errors=True)
        for path, text in now.items():
            (GOLDEN / name / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name / path).write_bytes(text.encode())
    before = {path: held.decode() for path, held in contents(GOLDEN / name).items()}
    changed = sorted(path for path in now.keys() | before.keys() if now.get(path) != before.get(path))
    message = "type make golden, read what git diff shows, and commit tests/golden by itself, saying why"
    assert changed == [], f"{len(changed)} files of tests/golden/{name} say something else: {message}"


def test_both_can_be_read() -> None:
    assert sum(map(len, contents(GOLDEN).values())) <= MAX_BYTES
