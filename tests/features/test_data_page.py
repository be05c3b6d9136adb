"""The page of the data: what it says of each file is so, and its examples run."""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from claims.site import labels
from claims.site.citations import FOLDER
from support.opendata import plain, published_data, root
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


def test_none_is_left_out_and_every_language_leads_to_the_same_files(published_site: Site) -> None:
    for page in (published_site.page("data/"), published_site.page("zh/data/")):
        for name in published_data(published_site.folder):
            assert f'href="{root(published_site)}/{FOLDER}/{name}"' in page.raw
    assert {*(published_site.folder / "zh/data").iterdir()} == {published_site.folder / "zh/data/index.html"}


# Examples


def test_the_python_example_runs_and_says_what_the_data_says(tiny_site: Site, page: str, tmp_path: Path) -> None:
    strictly = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning"]  # urllib has files closed for it
    done = run(tiny_site, *strictly, "-c", example(page, "python"), folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    rows = csv.DictReader(io.StringIO(tiny_site.read(f"{FOLDER}/claims.csv"), newline=""))
    counted = Counter(row["verdict"] for row in rows)
    assert done.stdout == "".join(f"{count} {verdict or 'not reviewed'}\n" for verdict, count in counted.most_common())
    assert counted.total() == len(tiny_site.dataset.claims)
