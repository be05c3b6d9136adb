"""The workflows of .github: how they hang together. What each job may do, zizmor looks at in `make lint`."""

import re

import yaml

from support.building import ROOT


def test_what_fails_the_tests_is_not_published() -> None:
    """A push to main is tested once, by the workflow that then builds and puts up the site."""
    folder = ROOT / ".github/workflows"
    test, publish = (yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("test", "publish"))
    assert {*test[True]} == {"pull_request", "workflow_call"}  # YAML 1.1 reads `on` as true
    others = (yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("check", "translation"))
    paths = list[str]()
    for other in others:
        paths += other[True]["pull_request"]["paths"]
    assert paths == test[True]["pull_request"]["paths-ignore"]
    systems = yaml.safe_load((folder / "systems.yml").read_text("utf-8"))
    assert paths == systems[True]["pull_request"]["paths-ignore"]
    steps = list[dict[str, str]]()
    for job in test["jobs"].values():
        steps += job["steps"]
    assert ".ci/run" in [step.get("run") for step in steps]
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
