"""The project around the code: what README.md promises, what the lock files hold, what no file may name."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from building import ROOT, make

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "engine.mk"))
LOCKS = ["requirements.txt", "requirements-dev.txt"]
# Put together here, so that this file does not name them either.
REGISTRIES = [
    f"{name}.{end}" for name, end in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
]


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _targets() -> set[str]:
    return {name for line in re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE) for name in line.split()}


# What was left out


@pytest.mark.parametrize(
    ("ci", "ending"), [({}, r"\n1 skipped in \S+"), ({"CI": "true"}, r"\n(?:.*\n)+1 error in \S+")], ids=["here", "CI"]
)
def test_what_a_missing_program_leaves_out_is_said_in_one_line_and_fails_in_ci(
    tmp_path: Path, ci: dict[str, str], ending: str
) -> None:
    (tmp_path / "test_it.py").write_text(
        'import pytest\n\n\n@pytest.mark.usefixtures("rsync")\ndef test_it():\n    pass\n'
    )
    options = ["-q", "--rootdir", ROOT, "-c", ROOT / "pyproject.toml", "-m", "not browser", "-p", "no:cacheprovider"]
    plugins = ["-p", "tests.conftest", "-p", "tests.publish.conftest"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *plugins, tmp_path],
        cwd=ROOT,
        env={"PATH": str(tmp_path), "PYTHONPATH": "plugins:tests", **ci},
        capture_output=True,
        text=True,
        check=False,
    )
    left_out = "what needs a browser or a server: make test-browser"
    if ci:
        assert "CI must have it: rsync is not installed: apt-get install rsync" in done.stdout
    else:
        left_out += "; rsync is not installed: apt-get install rsync"
    assert re.search(rf"^Left out: {re.escape(left_out)}{ending}", done.stdout, re.MULTILINE), done.stdout
    assert done.returncode == bool(ci)


# What no file names


def test_no_file_names_a_registry() -> None:
    hosts = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
    assert [path for path in _tracked() if hosts.search(path.read_bytes())] == []


def test_no_file_names_a_folder_of_this_machine() -> None:
    folders = {str(folder) for folder in (ROOT, Path.home(), Path(sys.prefix), Path(sys.base_prefix))}
    folders -= {"/", "/usr", "/usr/local"}  # where a system's own Python is, on every machine (FHS 3.0)
    named = re.compile(rf"(?<![\w.~-])(?:{'|'.join(map(re.escape, sorted(folders)))})(?![\w-])".encode())
    assert [path for path in _tracked() if named.search(path.read_bytes())] == []


def test_nothing_that_a_build_makes_is_tracked() -> None:
    made = re.compile(r"^(?:output|\.venv|\.build)/|__pycache__|\.pyc$|\.output\.")
    names = [path.relative_to(ROOT).as_posix() for path in _tracked()]
    assert names
    assert [name for name in names if made.search(name)] == []


# Lock files


def _locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """For each requirement of a lock file its version and its hashes."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = {}
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            match = re.fullmatch(r"([a-z0-9-]+)==(\S+)(?: ; [^-]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})*)\s*", line)
            assert match, line
            found[match[1]] = (match[2], match[3].split())
    return found


def test_every_requirement_has_a_hash_and_nothing_says_where_packages_come_from() -> None:
    for name in LOCKS:
        locked = _locked(name)
        assert locked
        assert [requirement for requirement, (_, hashes) in locked.items() if not hashes] == []
        words = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|^-i\b", words, re.MULTILINE)


def test_the_two_lock_files_agree() -> None:
    site, work = (_locked(name) for name in LOCKS)
    assert {name: work.get(name, ("",))[0] for name in site} == {name: version for name, (version, _) in site.items()}


def test_whatever_the_project_needs_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [re.match(r"[\w-]+", line)[0].lower() for line in project["project"]["dependencies"]]  # type: ignore[index]
    assert set(needed) <= set(_locked("requirements.txt"))


# Commands


def test_help_lists_every_target_with_what_it_does() -> None:
    told = dict(re.findall(r"^make ([a-z-]+) +((?![A-Z]+=)\S.*)$", make(ROOT, "help").stdout, re.MULTILINE))
    assert {name for name in told if name in _targets()} == _targets()
    written = dict(re.findall(r"^([a-z-]+):.*## (.*)$", MAKEFILE, re.MULTILINE))
    assert {name: words for name, words in told.items() if name in written} == written


def test_every_target_without_a_file_is_declared_so() -> None:
    assert set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) == _targets()


def test_every_command_that_a_document_names_is_a_target() -> None:
    documents = [path for path in _tracked() if path.suffix == ".md" and "content" not in path.parts]
    spoken = r"(?:^|`)(?:[A-Z]+=\S+ )?make ([a-z-]+)\b"
    named = {name for path in documents for name in re.findall(spoken, path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert {"html", "test", "devserver"} <= named
    assert named - _targets() == set()


def test_every_file_that_the_readme_names_is_there() -> None:
    linked = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", README) if "://" not in link]
    named = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    assert linked
    assert named
    assert [name for name in linked + named if not (ROOT / name).exists()] == []
