"""Pelican where it would surprise: each of its traps that STYLE.md names, sprung on a small copy of the project."""

import ast
import logging
import os
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from pelican.settings import DEFAULT_CONFIG

from claims import features, settings
from claims.checks import settings as checks
from claims.source import yaml_reader as reader
from claims.source.faults import Mistake
from support import datasets
from support.building import PUBLISHED, ROOT, build, contents, make
from support.pages import Site


def append(file: Path, words: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + words, encoding="utf-8")


def refused(project: Path, **more: Any) -> str:
    """The words with which a build ends that finds a mistake; Pelican prints no traceback with them."""
    with pytest.raises(Mistake) as raised:
        build(project, project / "output", **more)
    words = (type(raised.value), raised.value, raised.value.__traceback__)
    record = logging.LogRecord("pelican", logging.CRITICAL, __file__, 0, "", (), words)
    logging.getLogger("pelican").filter(record)
    assert record.exc_info is None
    return str(raised.value)


# What Pelican would only log

LOGGED = {
    "a plugin that fails": ("publish", 'PLUGINS = ["claims", "broken"]', "Cannot register plugin `broken`"),
    "no plugin of ours": ("html", "PLUGINS = []", "PLUGINS in pelicanconf.py has no claims, which makes the pages"),
    "a warning": ("html", 'FEED_ATOM = "all.xml"', "Feeds generated without SITEURL or FEED_DOMAIN set properly"),
}


@pytest.mark.parametrize(("target", "setting", "words"), LOGGED.values(), ids=LOGGED)
def test_what_pelican_would_only_log_fails_the_build(small: Path, target: str, setting: str, words: str) -> None:
    (small / "broken.py").write_text("def register():\n    raise ZeroDivisionError('on purpose')\n")
    for file in ("pelicanconf.py", "publishconf.py"):
        append(small / file, f'\nPLUGIN_PATHS = ["plugins", "."]\n{setting}\n')
    done = make(small, target, SITEURL="https://example.org")
    assert done.returncode != 0
    assert words in done.stderr
    assert not (small / "output").exists()


# Settings


WRONG = {
    ("CLAIMS_FILE", None): "CLAIMS_FILE in pelicanconf.py is None; set it to text in quotation marks",
    ("CORRECTIONS_POLICY", 1.1): "CORRECTIONS_POLICY in pelicanconf.py is 1.1; set it to text in quotation marks",
    ("PUBLISHED", 1): "PUBLISHED in pelicanconf.py is 1; set it to True or False",
    ("CORRECTION_CONTACT", "a@b.example"): (
        "pelicanconf.py has CORRECTION_CONTACT, which nothing reads; delete it, or did you mean CORRECTIONS_CONTACT?"
    ),
    ("CLAIMS_LOG_WARNINGS", False): "pelicanconf.py has CLAIMS_LOG_WARNINGS, which nothing reads; delete it",
    ("SITE_URL", ""): "pelicanconf.py has SITE_URL, which nothing reads; delete it, or did you mean SITEURL?",
    ("CORRECTIONS_CONTACT", "foo"): (
        "CORRECTIONS_CONTACT is 'foo': expected a mail address, or what begins with https://, mailto: or tel:"
    ),
}


@pytest.mark.parametrize(("setting", "words"), WRONG.items(), ids=lambda value: value[0])
def test_a_setting_of_another_kind_is_told(small: Path, setting: tuple[str, Any], words: str) -> None:
    assert refused(small, more=dict([setting])) == words
    assert not (small / "output").exists()


def test_settings_that_belong_elsewhere_are_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"SITENAME": "Mine", "SITEURL": "https://example.org", "TIMEZONE": "Asia/Tokyo", "DEFAULT_LANG": "de"}
    build(small, small / "output", more={"SITEMAP": {}, "CLAIMS_FEATURES": [], **given})
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("pelicanconf.py")] == [
        "pelicanconf.py: warning: SITENAME is 'Mine': the site takes its name from `title:` under `site:` in the file "
        "of claims",
        "pelicanconf.py: warning: SITEURL is 'https://example.org': give it where you publish, as in "
        "SITEURL=https://example.org make publish",
        "pelicanconf.py: warning: TIMEZONE is 'Asia/Tokyo': the site has no times of day; its dates stand in the file "
        "of claims",
        "pelicanconf.py: warning: DEFAULT_LANG is 'de': the site’s pages are in the `language:` under `site:` in the "
        "file of claims",
    ]


def test_templates_are_compiled_once(small: Path) -> None:
    more, compiled = {"CLAIMS_CACHE": str(small / "cache"), "CLAIMS_FEATURES": []}, []
    for _ in range(2):
        build(small, small / "output", more=more)
        compiled.append({path: path.stat().st_mtime_ns for path in (small / "cache" / "templates").glob("*")})
    assert compiled[0] == compiled[1]
    assert len(compiled[0]) > 30


# The file of claims


def test_the_file_is_published_without_comments_however_it_is_stored(small: Path) -> None:
    (small / "data" / "claims.yaml").write_bytes(f"\ufeff# TK{datasets.BARE}".replace("\n", "\r\n").encode())
    build(small, small / "output", more={"CLAIMS_FEATURES": ["data_files"]})
    published = (small / "output" / "data" / "v1" / "claims.yaml").read_bytes()
    assert yaml.safe_load(published) == reader.read(datasets.BARE).data
    assert not {*"#\r\ufeff"} & {*published.decode()}


# Mistakes

MISTAKE = datasets.BARE.replace("topics: [the-only-topic]", "topics: [not-defined]")


def test_a_mistake_leaves_the_old_site_and_is_told_without_a_traceback(small: Path) -> None:
    output = build(small, small / "output", more={"CLAIMS_FEATURES": []})
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (output, *output.rglob("*"))}
    (small / "data" / "claims.yaml").write_text(MISTAKE)
    done = make(small, "html")
    assert done.returncode != 0
    assert 'data/claims.yaml:14:14: error: claim "the-only-claim" names topic "not-defined"' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "Error 1" in done.stderr.splitlines()[-1]
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (output, *output.rglob("*"))} == before


def test_a_fault_in_settings_or_a_template_is_told_with_its_place(small: Path) -> None:
    (small / "theme").unlink()  # which was a link
    shutil.copytree(ROOT / "theme", small / "theme")
    footer, settings = small / "theme" / "templates" / "partials" / "footer.html", small / "pelicanconf.py"
    help = "  help: mend it there; make html DEBUG=1 shows how it came to this\n"
    append(footer, "{{ not_given }}\n")
    lines = len(footer.read_text(encoding="utf-8").splitlines())
    told = f"theme/templates/partials/footer.html:{lines}: UndefinedError: 'not_given' is undefined\n{help}"
    assert make(small, "html").stderr.partition("make: ")[0] == told
    append(settings, "import not_there\n")
    lines = len(settings.read_text(encoding="utf-8").splitlines())
    told = f"pelicanconf.py:{lines}: ModuleNotFoundError: No module named 'not_there'\n{help}"
    assert make(small, "html").stderr.partition("make: ")[0] == told


def test_two_files_at_one_address_are_told_and_the_old_site_stays(small: Path) -> None:
    more = {"STATIC_PATHS": ["corrections"], "CLAIMS_FEATURES": []}
    (small / "content/corrections").mkdir()
    before = contents(build(small, small / "output", more=more))
    (small / "content/corrections/index.html").write_text("Clash.\n")
    told = "is written already: give the page in content/ another slug, or the file there another name"
    assert refused(small, more=more) == f"corrections/index.html {told}"
    assert contents(small / "output") == before


def test_hidden_files_are_no_pages(small: Path) -> None:
    folder = small / "content" / "pages"
    (folder / ".#about.md").symlink_to("someone@host.1:2")  # as Emacs marks a file that is open
    (folder / "._about.md").write_bytes(b"\0\x05\x16\x07\xff")  # as macOS keeps what it knows of a file
    (folder / ".more.md").write_text("Title: More\nDescription: More\n\nMore.\n")
    assert not (build(small, small / "output", more={"CLAIMS_FEATURES": []}) / "more").exists()


def test_settings_of_a_sites_own_may_lack_those_that_pelican_fills_in() -> None:
    assert [*checks.misplaced({"PUBLISHED": False}, {**DEFAULT_CONFIG, **vars(settings)})] == []


def test_publishing_asks_for_the_address(small: Path) -> None:
    done = make(small, "publish")
    assert done.returncode != 0
    assert done.stderr.splitlines()[:-1] == [
        "set SITEURL to the address the site will have, as in",
        "  SITEURL=https://example.org make publish",
    ]
    assert not (small / "output").exists()


def test_a_published_site_asks_for_the_tag_of_its_feeds(small: Path) -> None:
    more = {"SITEURL": "https://example.org", "PUBLISHED": True, "CLAIMS_UNSIGNED": True, "FEED_TAG": "example.org"}
    words = refused(small, more=more)
    assert words == 'FEED_TAG is "example.org", and must be a domain name and a date, such as example.org,2026'


# Same input, same bytes

OTHERWISE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "zh_CN.GBK",
    "LANGUAGE": "de",
    "COLUMNS": "40",
    "PYTHONHASHSEED": "1",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "SOURCE_DATE_EPOCH": "1",
}


def different(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """The files that differ, but for the index: Pagefind writes its filters in the order of a hash map."""
    names = {name for name in one.keys() | other.keys() if "pagefind/" not in name}
    return {name for name in names if one.get(name) != other.get(name)}


def test_the_site_is_the_same_from_elsewhere_and_otherwise_and_nothing_else_is_written(
    published_site: Site, other_project: Path, tmp_path: Path
) -> None:
    there = tmp_path / "in a folder with another name"
    shutil.copytree(other_project, there, symlinks=True, ignore=shutil.ignore_patterns(".build"))
    shutil.copy(ROOT / "THIRD-PARTY.md", there)
    for path in (*there.glob("content/**/*"), *there.glob("data/*")):
        os.utime(path, (0, 0))
    chinese = ["localedef", "-i", "zh_CN", "-f", "GBK", tmp_path / "zh_CN.GBK"]
    subprocess.run(chinese, check=True)  # Debian has what it reads in the package `locales`
    before = contents(there)
    done = make(there, "publish", umask=0o077, SITEURL=f"{PUBLISHED}/", LOCPATH=str(tmp_path), **OTHERWISE)
    assert done.returncode == 0, done.stderr
    here = contents(published_site.folder)
    assert different(here, contents(there / "output")) == set()
    added = different(before, contents(there)) - {".output.lock"}  # and what is made once for many builds
    assert {name.partition("/")[0] for name in added} == {".build", "output"}
    assert {Path(name).suffix for name in here} >= {".png", ".ico", ".css", ".js", ".json", ".xml"}


def test_a_second_build_in_another_year_gives_the_same_bytes(
    other_site: Site, other_project: Path, tmp_path: Path
) -> None:
    with time_machine.travel(timedelta(days=400)):
        again = build(other_project, tmp_path / "output", more={"CLAIMS_CACHE": str(tmp_path / "cache")})
    assert different(contents(other_site.folder), contents(again)) == set()


def test_a_published_site_is_told_what_its_translations_do_not_say(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "data" / "translations").mkdir()
    said = 'msgctxt "claims.title"\nmsgid "The only claim"\nmsgstr "唯一"\n'
    (small / "data" / "translations" / "zh_Hans.po").write_text(said, encoding="utf-8")
    more = {"SITEURL": "https://example.org", "PUBLISHED": True, "CLAIMS_UNSIGNED": True, "CLAIMS_FEATURES": []}
    build(small, small / "output", more=more)
    catalogue = "data/translations/zh_Hans.po: "
    [half] = (line for line in capsys.readouterr().out.splitlines() if line.startswith(catalogue))
    told = r"warning: \d+ of \d+ texts stand in the original; make translations names them"
    assert re.fullmatch(told, half.removeprefix(catalogue))


def test_the_table_of_settings_names_each_with_its_default() -> None:
    table = (ROOT / "plugins/claims/SETTINGS.md").read_text(encoding="utf-8")
    defaults = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|;]*)", table, re.MULTILINE))
    written = Path(settings.__file__).read_text(encoding="utf-8")
    names = re.findall(r"^((?:CLAIMS|CORRECTIONS)_[A-Z_]+|PUBLISHED|FEED_TAG)\b", written, re.MULTILINE)
    assert sorted(defaults) == sorted(names)
    assert defaults.pop("CLAIMS_FEATURES").strip() == "all"
    assert [*features.NAMES] == settings.CLAIMS_FEATURES
    for name, default in defaults.items():
        assert ast.literal_eval(default.strip().strip("`")) == getattr(settings, name), name
