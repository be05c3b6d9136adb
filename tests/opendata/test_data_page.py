"""The page of the data: what it says of each file is so, and its examples run."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from claims import pages
from claims.exports.csv import TABLES
from claims.site import labels
from claims.site.release import AUTHOR, DATA_LICENSE, FOLDER

from .support import Built, Load, Site, build, plain


@pytest.fixture(scope="module")
def page(served: Site) -> str:
    return served.read("data/index.html")


def listed(page: str) -> dict[str, str]:
    """Each entry of the list of files by its name."""
    entries = re.findall(r'<li class="file">(.*?)</li>', page, re.DOTALL)
    return {plain(re.findall(r'<p class="file__name">(?:<a [^>]*>)?(.*?)[< ]', entry)[0]): entry for entry in entries}


def example(page: str, language: str) -> str:
    (code,) = re.findall(rf'<pre class="example" id="example-{language}"><code>(.*?)</code></pre>', page, re.DOTALL)
    assert "<" not in code
    return unescape(code)


# Files


def test_every_file_is_listed_with_what_it_holds(page: str) -> None:
    entries = listed(page)
    assert list(entries) == [
        *(["claims.schema.json"] if "claims.schema.json" in entries else []),
        "claims.yaml",
        "claims.json",
        "claims.csv",
        "evidence.csv",
        "events.csv",
        "sources.csv",
        "datapackage.json",
        "claims/<id>.json",
        "topics/<id>.json",
        "version.json",
    ]
    for name, entry in entries.items():
        assert f"<p>{labels.DATA_FILES[name]}</p>" in entry


KINDS = (".csv", ".json", ".yaml")  # and not their compressed twins


def test_sizes_and_prints_are_those_of_the_files(served: Site, page: str) -> None:
    checked = 0
    for name, entry in listed(page).items():
        if "<id>" in name:
            files = [*(served.folder / FOLDER / name.partition("/")[0]).glob("*.json")]
            size = sum(file.stat().st_size for file in files)
            assert f"{len(files)} files, {size:,} bytes" in plain(entry)
            continue
        content = (served.folder / FOLDER / name).read_bytes()
        assert f'<a href="{served.url}/{FOLDER}/{name}">' in entry
        assert f"{len(content):,} bytes" in plain(entry)
        assert f"SHA-256 {hashlib.sha256(content).hexdigest()}" in plain(entry)
        checked += 1
    assert checked >= 8


def test_no_file_of_the_data_is_left_out(served: Site, page: str) -> None:
    names = {re.sub("/.*", "/<id>.json", p.relative_to(served.folder / FOLDER).as_posix()) for p in _files(served)}
    assert names == set(listed(page))


def _files(site: Site) -> list[Path]:
    return [path for path in (site.folder / FOLDER).rglob("*") if path.suffix in KINDS]


def test_every_column_is_explained(page: str) -> None:
    for table in TABLES:
        entry = listed(page)[f"{table.name}.csv"]
        assert re.findall(r"<dt><code>(.*?)</code></dt>", entry) == [column.name for column in table.columns]
        for column in table.columns:
            assert column.description in unescape(entry)
            assert all(f"<code>{value}</code>" in entry for value in column.values)


# Examples


def test_the_python_example_runs_and_says_what_the_data_says(served: Site, page: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", example(page, "python")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
    )
    assert (run.returncode, run.stderr) == (0, "")
    rows = csv.DictReader(io.StringIO(served.read(f"{FOLDER}/claims.csv"), newline=""))
    counted = Counter(row["verdict"] for row in rows)
    assert run.stdout == "".join(f"{count} {verdict or 'not reviewed'}\n" for verdict, count in counted.most_common())
    assert sum(counted.values()) > 30


def test_the_command_lines_run_and_fetch_what_the_site_has(served: Site, page: str, tmp_path: Path) -> None:
    run = subprocess.run(
        ["bash", "-e", "-c", example(page, "curl")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_PROXY": "*"},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "claims.csv").read_bytes() == (served.folder / FOLDER / "claims.csv").read_bytes()
    said, _, record = run.stdout.partition("\n")
    assert said == "claims.csv: OK"
    id = json.loads(record)["claims"][0]["id"]
    assert record == served.read(f"{FOLDER}/claims/{id}.json")


def test_the_command_lines_notice_another_file(page: str, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("something else")
    (check,) = [line for line in example(page, "curl").splitlines() if "sha256sum" in line]
    run = subprocess.run(["bash", "-c", check], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, "claims.csv: FAILED\n")


def test_the_r_example_names_the_right_files_and_columns(served: Site, page: str) -> None:
    code = example(page, "r")
    assert re.findall(r'read\.csv\("(.*?)"', code) == [
        f"{served.url}/{FOLDER}/claims.csv",
        f"{served.url}/{FOLDER}/evidence.csv",
    ]
    columns = {table.name: {column.name for column in table.columns} for table in TABLES}
    assert set(re.findall(r"claims\$(\w+)", code)) == {"verdict"} <= columns["claims"]
    (picked,) = re.findall(r"claims\[, c\((.*?)\)\]", code)
    assert set(re.findall(r'"(\w+)"', picked)) == {"id", "title", "verdict"} <= columns["claims"]
    assert re.findall(r'by\.x = "(\w+)", by\.y = "(\w+)"', code) == [("claim", "id")]
    assert "claim" in columns["evidence"]
    for opening, closing in ("()", "[]"):
        assert code.count(opening) == code.count(closing)
    assert code.count('"') % 2 == 0
    if rscript := shutil.which("Rscript"):
        subprocess.run(
            [rscript, "-e", "invisible(parse(file('stdin')))"], input=code, text=True, check=True, timeout=60
        )


def test_the_spreadsheet_is_led_to_a_table(served: Site, page: str) -> None:
    assert f'=IMPORTDATA("{served.url}/{FOLDER}/claims.csv")' in unescape(page)


def test_without_an_address_examples_use_the_one_that_make_serve_gives(local: Site) -> None:
    html = local.read("data/index.html")
    makefile = (Path(__file__).parents[2] / "Makefile").read_text()
    assert "PORT ?= 8000" in makefile
    for language in ("python", "r", "curl"):
        assert "http://localhost:8000/data/v1/claims.csv" in example(html, language)


# The rest of the page


def test_the_versions_numbers_are_explained_and_given(served: Site, page: str) -> None:
    said = json.loads(served.read(f"{FOLDER}/version.json"))
    assert f"<dt>Version</dt><dd>{said['version']}</dd>" in page
    assert f'<time datetime="{said["date"]}">' in page
    for number in ("first", "second", "third"):
        assert f"The <strong>{number}</strong> goes up when" in page


def test_it_says_how_much_there_is(tiny_site: Site) -> None:
    assert (
        "<dd>2 topics, 2 speakers, 3 sources, 3 claims, 4 events, 1 term, 1 series of figures, "
        "4 passages of evidence</dd>"
    ) in tiny_site.read("data/index.html")


def test_the_changelog_is_that_of_the_claims(tiny: Built) -> None:
    changelog = tiny.page(pages.DataPage).changelog
    assert [
        (day.date.text, [(kind.name, [(c.claim.id, c.note) for c in changes]) for kind, changes in day.changes])
        for day in changelog
    ] == [
        ("10 November 2026", [("Corrected", [("moon-cheese", "The survey’s date was wrong: 2020, not 2021.")])]),
        ("2 November 2026", [("Added", [("cheese-is-good", "Listed.")])]),
        (
            "1 November 2026",
            [("Updated", [("moon-cheese", "A source was added.")]), ("Added", [("moon-cheese", "Listed.")])],
        ),
    ]


def test_the_changelog_loses_no_change(served: Site, page: str) -> None:
    data = json.loads(served.read(f"{FOLDER}/claims.json"))
    log = page.partition('id="changelog"')[2].partition("</section>")[0]
    assert log.count("<li>") == sum(len(claim["changes"]) for claim in data["claims"]) > 30


def test_corrections_are_unfolded(tiny_site: Site) -> None:
    html = tiny_site.read("data/index.html")
    assert re.findall(r'<details class="changelog"( open)?>\n<summary[^>]*>(\w+)', html) == [
        (" open", "Corrected"),
        ("", "Added"),
        ("", "Updated"),
        ("", "Added"),
    ]


def test_data_without_changes_has_no_changelog(load: Load) -> None:
    assert build(load("topics: []\nclaims: []\nspeakers: []\n")).page(pages.DataPage).changelog == ()


def test_the_license_is_named_and_linked(page: str) -> None:
    links = re.findall(r'<a href="(.*?)" rel="license external">(.*?)</a>', page)
    assert set(links) == {(DATA_LICENSE.url, DATA_LICENSE.title)}
    assert f"“{AUTHOR}”" in page


def test_feeds_and_calendar_are_listed(served: Site, local: Site) -> None:
    def follow(site: Site) -> list[str]:
        part = site.read("data/index.html").partition('id="follow"')[2].partition("</section>")[0]
        return [href.removeprefix(f"{site.url}/") for href in re.findall(r'href="(.*?)"', part)]

    feeds = sorted(path.relative_to(served.folder).as_posix() for path in served.folder.rglob("*.atom"))
    assert sorted(follow(served)) == [*feeds, "timeline.ics"]
    assert follow(local) == ["timeline.ics"]


def test_every_page_leads_to_the_data(served: Site, from_disk: Site) -> None:
    for site, prefix in ((served, f"{served.url}/data/"), (from_disk, "data/index.html")):
        for name in site.pages():
            footer = site.read(name).partition('<footer class="site-footer">')[2]
            assert re.search(rf'<a href="[./]*{re.escape(prefix)}">Data</a>', footer), name
            assert "claims.yaml" not in footer
