"""The project around the code: what README.md promises, what the lock files hold, what no file may name."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims import cli
from claims.model.fields import MODELS
from support.building import ROOT, make
from support.helpers import TODAY

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCKS = ["requirements.txt", "requirements-dev.txt"]
# Put together here, so that this file does not name them either.
REGISTRIES = [
    f"{name}.{end}" for name, end in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
]


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _targets() -> set[str]:
    lists = re.findall(r"^\.PHONY: (.*)$", MAKEFILE.replace("\\\n", " "), re.MULTILINE)
    return {*" ".join(lists).split()}


# What no file names


def test_no_file_names_a_registry() -> None:
    hosts = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
    for path in _tracked():
        assert not hosts.search(path.read_bytes()), path


def test_no_file_names_a_folder_of_this_machine() -> None:
    folders = {str(folder) for folder in (ROOT, Path.home(), Path(sys.prefix), Path(sys.base_prefix))}
    folders -= {"/", "/usr", "/usr/local"}  # where a system's own Python is, on every machine (FHS 3.0)
    named = re.compile(rf"(?<![\w.~-])(?:{'|'.join(map(re.escape, sorted(folders)))})(?![\w-])".encode())
    for path in _tracked():
        assert not named.search(path.read_bytes()), path


# Lock files


def _locked(name: str) -> dict[str, str]:
    """For each requirement of a lock file its version and its hashes."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return dict(line.split("==", 1) for line in lines if line.strip() and not line.lstrip().startswith("#"))


def test_every_requirement_has_a_hash_and_nothing_says_where_packages_come_from() -> None:
    held = re.compile(r"\S+(?: ; [^-]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
    for name in LOCKS:
        locked = _locked(name)
        assert locked
        for requirement, rest in locked.items():
            assert held.fullmatch(rest), requirement
        assert not re.search(r"://|^-i\b", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)


def test_there_are_two_lock_files_and_the_second_repeats_nothing() -> None:
    assert sorted(path.name for path in ROOT.glob("requirements*")) == sorted(LOCKS)
    site, work = (_locked(name) for name in LOCKS)
    assert site.keys() & work.keys() == set()


def test_whatever_the_project_needs_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [re.match(r"[\w-]+", line)[0].lower() for line in project["project"]["dependencies"]]  # type: ignore[index]
    assert set(needed) <= set(_locked("requirements.txt"))


# Commands


def test_help_lists_every_target_with_what_it_does() -> None:
    told = dict(re.findall(r"^make ([a-z-]+): (.*)$", make(ROOT, "help").stdout, re.MULTILINE))
    assert {name for name in told if name in _targets()} == _targets()
    written = dict(re.findall(r"^([a-z-]+):.*## (.*)$", MAKEFILE, re.MULTILINE))
    assert {name: words for name, words in told.items() if name in written} == written


def test_every_target_without_a_file_is_declared_so() -> None:
    assert set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) == _targets()


# Workflows: what each job may do, zizmor looks at in `make lint`


def _workflow(name: str) -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))
    return workflow


def test_what_fails_the_tests_is_not_published() -> None:
    test, publish = _workflow("test"), _workflow("publish")
    assert {*test[True]} == {"pull_request", "workflow_call"}  # YAML 1.1 reads `on` as true
    assert ".ci/run" in [step.get("run") for step in test["jobs"]["test"]["steps"]]
    jobs = publish["jobs"]
    assert jobs["test"]["uses"] == "$/.github/workflows/test.yml"
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("test", "build")


def test_publishing_takes_the_address_from_pages() -> None:
    steps = _workflow("publish")["jobs"]["build"]["steps"]
    [publish] = [step for step in steps if step.get("run") == "make publish"]
    assert publish["env"]["SITEURL"] == "${{ steps.pages.outputs.base_url }}"


# Documents


DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "data/README.md", "starter/README.md")),
    *(ROOT / name for name in ("docs/architecture.md", "docs/publish/README.md", "tests/README.md")),
]
SETTINGS = MAKEFILE + "".join(
    (ROOT / name).read_text(encoding="utf-8") for name in ("publishconf.py", "plugins/claims/settings.py")
)


def _commands(document: Path) -> list[str]:
    """What a document tells its reader to type, with the variables before it and behind it."""
    spoken = r"(?:^|`)((?:[A-Z_]+=\S+ )*make [a-z-]+(?: [A-Z_]+=[^\s`]+)*)"
    return re.findall(spoken, document.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_command_that_a_document_tells_can_be_typed() -> None:
    told = set[str]()
    for document in DOCUMENTS:
        told.update(_commands(document))
    assert {"make html", "make test", "make check STRICT=1", "SITEURL=https://example.org make publish"} <= told
    for command in sorted(told):
        assert make(ROOT, "--dry-run", *(set(command.split()) - {"make"})).stderr == "", command


def test_every_variable_that_a_document_tells_is_read() -> None:
    documents = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    variables = {*re.findall(r"\b([A-Z_]{2,})=", documents)}
    assert {"CORRECTIONS_POLICY", "FEED_TAG"} <= variables
    assert variables <= {*re.findall(r"\w+", SETTINGS)}


def test_every_file_and_heading_that_a_document_links_to_is_there() -> None:
    wrong = []
    for document in DOCUMENTS:
        folders = {document.parent, ROOT if document.parent.name == "starter" else document.parent}  # where it will be
        for link, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^):]*))?\)", document.read_text(encoding="utf-8")):
            found = next((folder / link for folder in folders if (folder / link).exists()), None)
            if not found or (anchor and anchor not in _anchors(found if link else document)):
                wrong.append((document.name, link, anchor))
    assert wrong == []


def _anchors(document: Path) -> list[str]:
    """The names that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_the_worked_example_of_a_field_can_be_applied() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [diff] = re.findall(r"^```diff\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    tried = subprocess.run(
        ["git", "apply", "--check"], cwd=ROOT, input=diff, capture_output=True, text=True, check=False
    )
    assert tried.stderr == "", "the example in CONTRIBUTING.md is not of today's code: write it anew"


def test_every_file_that_the_architecture_names_is_there() -> None:
    document = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    names = set(re.findall(r"`([\w./-]+(?:/|\.(?:py|html|yaml|md)))`", document)) - {"output/", ".build/"}
    engine = ROOT / "plugins/claims"
    assert len(names) > 20
    missing = [name for name in names if not (ROOT / name).exists() and not (engine / name).exists()]
    assert [name for name in missing if not (engine / "checks" / name).exists()] == []


GUIDE = (ROOT / "data/README.md").read_text(encoding="utf-8")


def test_a_claim_goes_from_nothing_to_a_verdict_in_six_saves_with_these_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list stands above the rest, what is indented at the end, and one line takes another's place."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    shutil.copytree(ROOT / "starter" / "content", "content")
    method = Path("content/pages/method.md")
    method.write_text(re.sub(r"(?s)\n- .*", "\n", method.read_text(encoding="utf-8")), encoding="utf-8")  # its list
    file, text = Path("data/claims.yaml"), ""
    saves = re.findall(r"^\*\*\d\.\*\*.*?```yaml\n(.*?)^```\n\n```text\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert len(saves) == 6
    for written, message in saves:
        if written.count("\n") == 1:
            text = re.sub(rf"^{written.partition(':')[0]}:.*\n", written, text, flags=re.MULTILINE)
        else:
            text = text + written if written.startswith(" ") else written + text
        file.write_text(text, encoding="utf-8")
        cli.main([str(file), "--content", "content"], today=TODAY)
        assert "".join(capsys.readouterr()) == message


def test_every_value_in_the_guide_is_one_that_the_file_may_have() -> None:
    """What stands between backticks as a field and its value is YAML, and the field is one of the file's."""
    guide = re.sub(r"(?s)^```.*?^```$", "", GUIDE, flags=re.MULTILINE)
    fields = set[str]()
    for model in MODELS:
        fields |= {field.alias or name for name, field in model.model_fields.items()}
    told = re.findall(r"`([a-z_]+: [^`\n]+)`|`(\{[a-z]+: [^`\n]+\})`", guide)
    assert len(told) > 20
    for field, record in told:
        assert yaml.safe_load(field or record).keys() <= fields
