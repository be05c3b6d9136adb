"""The workflows of .github: what zizmor, which `make lint` runs, does not look at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import ROOT

OWN = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS = [*OWN, ROOT / "starter/.github/workflows/test.yml"]  # its others are links to these
WRITES = {"publish.yml": {"pages", "id-token"}, "links.yml": {"issues"}}


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def workflow(path: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def test_a_job_may_do_what_it_needs_and_no_more(path: Path, workflow: dict[Any, Any]) -> None:
    assert workflow["permissions"] == {}
    granted = [job["permissions"] for job in workflow["jobs"].values()]
    assert {name for job in granted for name, level in job.items() if level == "write"} == WRITES.get(path.name, set())
    for job in workflow["jobs"].values():
        if any("run" in step for step in job.get("steps", ())):  # code of the project and of what it depends on
            assert {name for name, level in job["permissions"].items() if level == "write"} <= {"issues"}


def test_nothing_is_kept_and_nothing_secret_is_named(path: Path, workflow: dict[Any, Any]) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"secrets\.|actions/cache|\bcache:", text)
    for job in workflow["jobs"].values():
        for step in job.get("steps", ()):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_every_job_ends_by_itself(workflow: dict[Any, Any]) -> None:
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values() if "uses" not in job)


def test_what_fails_the_tests_is_not_published() -> None:
    """A push to main is tested once, by the workflow that then builds and puts up the site."""
    folder = ROOT / ".github/workflows"
    test, publish = (yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("test", "publish"))
    assert {*test[True]} == {"pull_request", "workflow_call"}  # YAML 1.1 reads `on` as true
    others = (yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("check", "translation"))
    paths = [path for other in others for path in other[True]["pull_request"]["paths"]]
    assert paths == test[True]["pull_request"]["paths-ignore"]
    assert ".ci/run" in [step.get("run") for job in test["jobs"].values() for step in job["steps"]]
    jobs = publish["jobs"]
    assert jobs["test"]["uses"] == "$/.github/workflows/test.yml"
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("test", "build")


def test_what_is_found_of_links_is_reported() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/links.yml").read_text(encoding="utf-8"))
    *steps, report = workflow["jobs"]["check"]["steps"]
    looks = [step for step in steps if step.get("uses", "").startswith("lycheeverse/")]
    assert report["if"] == " || ".join(f"steps.{look['id']}.outputs.exit_code != '0'" for look in looks)
    written = {look["with"]["output"].replace("${{ runner.temp }}", "$RUNNER_TEMP") for look in looks}
    assert written == {*re.findall(r'head --bytes=\d+ "(.*?)"', report["run"])}


def test_publishing_takes_the_address_from_pages() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    [publish] = [step for step in workflow["jobs"]["build"]["steps"] if step.get("run") == "make publish"]
    assert publish["env"]["SITEURL"] == "${{ steps.pages.outputs.base_url }}"
