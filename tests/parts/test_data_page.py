"""The page of the data: what it says of each file is so, and its examples run."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from claims.model.records import SECTIONS
from claims.site import labels
from claims.site.release import FOLDER
from support.hosting import program
from support.opendata import described, plain, published_data, root, table
from support.pages import Site


@pytest.fixture(scope="module")
def page(tiny_site: Site) -> str:
    return tiny_site.read("data/index.html")


@pytest.fixture(scope="module")
def listed(page: str) -> dict[str, str]:
    """Each entry of the list of files by its name."""
    part = page.partition('id="files"')[2].partition("</section>")[0]
    entries = re.findall(r'<li class="file">(.*?)</li>', part, re.DOTALL)
    return {plain(re.findall(r'<p class="file__name">(?:<a [^>]*>)?(.*?)[< ]', entry)[0]): entry for entry in entries}


def example(page: str, language: str) -> str:
    [code] = re.findall(rf'<pre class="example" id="example-{language}"><code>(.*?)</code></pre>', page, re.DOTALL)
    assert "<" not in code
    return unescape(code)


def run(site: Site, *command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run an example, where the site's address leads to its folder: nobody serves it."""
    return subprocess.run(
        [part.replace(site.base, site.folder.as_uri()) for part in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


# Files


def test_every_file_is_listed_with_what_it_holds(listed: dict[str, str]) -> None:
    for name, entry in listed.items():
        assert f"<p>{labels.DATA_FILES[name]}</p>" in entry
    assert {*labels.DATA_FILES} == {*listed}


def test_sizes_are_those_of_the_files_and_none_is_left_out(tiny_site: Site, listed: dict[str, str]) -> None:
    files = published_data(tiny_site.folder)
    assert {re.sub("/.*", "/<id>.json", name) for name in files} == set(listed)
    for name, entry in listed.items():
        if "<id>" in name:
            sizes = [len(content) for path, content in files.items() if path.startswith(name.partition("<")[0])]
            several = f"{len(sizes)} files, " if len(sizes) > 1 else ""
            assert f" {several}{sum(sizes):,} bytes " in plain(entry)
        else:
            assert f'<a href="{root(tiny_site)}/{FOLDER}/{name}">' in entry
            assert f"{len(files[name]):,} bytes" in plain(entry)


def test_every_column_and_field_is_explained(tiny_site: Site, listed: dict[str, str]) -> None:
    data = json.loads(tiny_site.read(f"{FOLDER}/claims.json"))
    records = {"site": data["site"]} | {name: data[name][0] for name in SECTIONS if data[name]}
    tables = described(published_data(tiny_site.folder))
    explained = {f"{table.name}.csv": [*table.types] for table in tables}
    explained["claims.json"] = sorted(f"{kind}.{field}" for kind, record in records.items() for field in record)
    for name, fields in explained.items():
        told = re.findall(r"<dt><code>(.*?)</code></dt><dd>(.*?)</dd>", listed[name])
        names = [field for field, words in told if words]
        assert (sorted(names) if name == "claims.json" else names) == fields, name


# Examples


def test_the_python_example_runs_and_says_what_the_data_says(tiny_site: Site, page: str, tmp_path: Path) -> None:
    strictly = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning"]  # urllib has files closed for it
    done = run(tiny_site, *strictly, "-c", example(page, "python"), folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    rows = csv.DictReader(io.StringIO(tiny_site.read(f"{FOLDER}/claims.csv"), newline=""))
    counted = Counter(row["verdict"] for row in rows)
    assert done.stdout == "".join(f"{count} {verdict or 'not reviewed'}\n" for verdict, count in counted.most_common())
    assert counted.total() == len(tiny_site.dataset.claims)


def test_the_command_lines_run_and_fetch_what_the_site_has(tiny_site: Site, page: str, tmp_path: Path) -> None:
    program("curl", "curl")
    done = run(tiny_site, "bash", "-e", "-c", example(page, "curl"), folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "claims.csv").read_bytes() == (tiny_site.folder / FOLDER / "claims.csv").read_bytes()
    said, _, record = done.stdout.partition("\n")
    assert said == "claims.csv: OK"
    id = json.loads(record)["claims"][0]["id"]
    assert record == tiny_site.read(f"{FOLDER}/claims/{id}.json")


def test_the_queries_answer_what_the_page_asks(tiny_site: Site, page: str) -> None:
    with closing(sqlite3.connect(tiny_site.folder / FOLDER / "claims.sqlite")) as database:
        most = database.execute(example(page, "sql")).fetchall()
        admissions = database.execute(example(page, "sql-admissions")).fetchall()
    claims, files = Counter[str](), published_data(tiny_site.folder)
    counted = [row for row in table(files, "evidence") if row["counts"] == "true"]
    claims.update(source for source, _ in {(row["source"], row["claim"]) for row in counted})
    best = sorted(tiny_site.dataset.sources, key=lambda source: (-claims[source.id], source.id))[:5]
    assert most == [(claims[source.id], source.publisher, source.title or source.described) for source in best]
    own = [row for row in counted if (row["colour"], row["stance"]) == ("own-side", "contradicts")]
    titles = {row["id"]: row["title"] for row in table(files, "claims")}
    assert admissions == sorted((titles[row["claim"]], row["source_publisher"], row["note"]) for row in own)
    assert admissions
