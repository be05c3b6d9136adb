"""After any edits, what was built by leaving things where they stood is what is built from nothing, byte for byte."""

from __future__ import annotations

import copy
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import datasets
from building import small_project

Data = dict[str, list[dict[str, Any]]]

WORDS = ("Ann", "said", "the mint", "[an entry](event:event-1)", "[it](claim:claim-1)", "R&D", "statement", "*more*")
SETTINGS = """
from pelicanconf import *
SEARCH_INDEX = SHARE_PICTURES = {everything}
PAGE_BYTES = {limit}
"""


class Builder:
    """The process that builds for devserver, in a project of its own."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._waits = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "claims.builder"],
            cwd=project,
            env={"PYTHONPATH": "plugins", "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, output: str, *, wait: bool = True) -> dict[str, Any]:
        """The outcome; without waiting what follows the pages is left to be dropped by the next build, or not."""
        assert self._process.stdin
        print(json.dumps(["edits.py", output, []]), file=self._process.stdin, flush=True)
        if self._waits:
            assert self._answer() in ({"dropped": True}, {"complete": True})
        answer = self._answer()
        self._waits = "built" in answer
        if wait and self._waits:
            answer, self._waits = self._answer(), False
        return answer

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def stop(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project", datasets.many())


@pytest.fixture
def builder(project: Path) -> Iterator[Builder]:
    made = Builder(project)
    yield made
    made.stop()


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def differing(builder: Builder, project: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What is in files after edits, and what in those of a build from nothing, where they are not the same."""
    for left in project.glob(".whole*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    assert builder.build("whole") == {"complete": True}
    edited, whole = contents(project / "output"), contents(project / "whole")
    same = {path for path in edited.keys() & whole.keys() if edited[path] == whole[path]}
    return (
        {path: content for path, content in edited.items() if path not in same},
        {path: content for path, content in whole.items() if path not in same},
    )


def words(chance: random.Random) -> str:
    return "Word " + " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))


def reword(data: Data, chance: random.Random) -> None:
    """Another text somewhere."""
    section = chance.choice([name for name in data if data[name]])
    record = chance.choice(data[section])
    fields = [name for name in ("title", "statement", "summary", "definition", "question", "answer", "role", "note",
                                "publisher", "name", "gloss") if name in record]  # fmt: skip
    if fields:
        name = chance.choice(fields)
        prose = name in {"statement", "definition"} or (section in {"topics", "events"} and name == "summary")
        record[name] = words(chance) if prose else f"{chance.choice(['Old', 'New'])} {chance.randint(0, 99)}"


def reconsider(data: Data, chance: random.Random) -> None:
    """Another passage, verdict or change."""
    claim = chance.choice(data["claims"])
    if claim.get("evidence") and chance.random() < 0.5:
        chance.choice(claim["evidence"])["note"] = words(chance)
    elif claim.get("verdict"):
        claim["verdict"]["label"] = chance.choice(["corroborated", "disputed", "unverified"])
    else:
        claim.setdefault("changes", []).append({"date": "2020-01-01", "kind": "added", "note": "Added."})


def another(data: Data, chance: random.Random) -> None:
    """One more record like another, anywhere in its list."""
    section = chance.choice(["claims", "sources", "events", "glossary", "topics", "speakers"])
    record = copy.deepcopy(chance.choice(data[section]))
    record["id"] = f"{record['id']}-{chance.randint(0, 999)}"
    record.pop("aliases", None)
    for name in ("title", "described", "term", "name"):
        if name in record:
            record[name] = f"{record[name]} {chance.randint(0, 9999)}"
    record.pop("forms", None)
    data[section].insert(chance.randint(0, len(data[section])), record)


def fewer(data: Data, chance: random.Random) -> None:
    """A record goes, and what leads to it."""
    section = chance.choice(["claims", "events", "glossary"])
    if len(data[section]) > 1:
        gone = data[section].pop(chance.randrange(len(data[section])))["id"]
        for claim in data["claims"]:
            claim["relations"] = [tie for tie in claim.get("relations", []) if tie["claim"] != gone]
        for event in data["events"]:
            event["claims"] = [claim for claim in event.get("claims", []) if claim != gone]


def renamed(data: Data, chance: random.Random) -> None:
    """A record has had another id."""
    record = chance.choice(data[chance.choice(["claims", "events", "sources", "topics"])])
    record.setdefault("aliases", []).append(f"was-{chance.randint(0, 9999)}")


def moved(data: Data, chance: random.Random) -> None:
    """The same records in another order; or an entry at another time."""
    section = chance.choice(["claims", "topics", "sources"])
    chance.shuffle(data[section])
    chance.choice(data["events"])["date"] = f"{chance.randint(2015, 2020)}-0{chance.randint(1, 9)}"


EDITS: list[Callable[[Data, random.Random], None]] = [reword, reword, reconsider, another, fewer, renamed, moved]


@settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate], database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(seed=st.integers(0, 2**32), limit=st.sampled_from([150_000, 15_000, 9_000]))
def test_edits_lead_to_what_is_built_from_nothing(project: Path, builder: Builder, seed: int, limit: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    (project / "edits.py").write_text(SETTINGS.format(everything=False, limit=limit))
    file = project / "data" / "claims.yaml"
    data: Data = yaml.safe_load(datasets.many())
    built = 0
    for _ in range(5):
        edited = copy.deepcopy(data)
        for _ in range(chance.randint(1, 3)):
            chance.choice(EDITS)(edited, chance)
        file.write_text(yaml.safe_dump(edited, allow_unicode=True, sort_keys=False), encoding="utf-8")
        answer = builder.build("output", wait=False)
        if "mistakes" in answer:  # as a title that stands twice
            continue
        assert answer == {"built": True}
        data, built = edited, built + 1
        if chance.random() < 0.5:  # the next edit comes before what follows the pages is there
            continue
        assert builder.build("output") == {"complete": True}
        assert differing(builder, project) == ({}, {})
    assert built


def appended(section: str, *fields: str) -> Callable[[Data], None]:
    """Something more said in these fields of every record of a list."""

    def change(data: Data) -> None:
        for record in data[section]:
            for field in fields:
                record[field] = f"{record[field]} too"

    return change


def verdicts(data: Data) -> None:
    """Every finding said otherwise."""
    for claim in data["claims"]:
        if "verdict" in claim:
            claim["verdict"]["summary"] += " Still."
            if claim["verdict"]["label"] == "disputed":
                claim["verdict"]["label"] = "unverified"


def histories(data: Data) -> None:
    """Every change told otherwise."""
    for claim in data["claims"]:
        for change in claim["changes"]:
            change["note"] += " Still."


def later(section: str) -> Callable[[Data], None]:
    """Every date of a list a year later; an entry is on another page of the timeline then."""

    def change(data: Data) -> None:
        for record in data[section]:
            record["date"] = f"{int(record['date'][:4]) + 1}{record['date'][4:]}"

    return change


EACH: list[Callable[[Data], None]] = [
    verdicts,
    histories,
    later("events"),
    later("sources"),
    appended("claims", "title"),
    appended("sources", "publisher", "title"),
    appended("events", "title"),
    appended("topics", "title"),
    appended("speakers", "name"),
    appended("glossary", "definition"),
    appended("series", "title"),
]


def test_every_page_is_made_again_that_shows_what_changed(builder: Builder, project: Path) -> None:
    # One kind of change to all records of a list: what does not look at it in its fingerprint would stay.
    (project / "edits.py").write_text(SETTINGS.format(everything=False, limit=15_000))
    data: Data = yaml.safe_load(datasets.crowded())
    for claim in data["claims"]:
        claim["note"] = "Beside [an entry](event:event-1)."
    for change in (lambda data: None, *EACH):
        change(data)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (project / "data" / "claims.yaml").write_text(text, encoding="utf-8")
        assert builder.build("output") == {"complete": True}
        assert differing(builder, project) == ({}, {}), change
        assert builder.build("output") == {"complete": True}  # so that the folder beside it is as old


def test_a_page_stays_when_its_lists_leave_it_and_come_back(builder: Builder, project: Path) -> None:
    (project / "edits.py").write_text(SETTINGS.format(everything=False, limit=12_000))
    split = []
    for count in (0, 9, 30, 9, 0):
        data: Data = yaml.safe_load(datasets.many())
        for claim in [claim for claim in data["claims"] if "evidence" in claim][:count]:
            claim["evidence"].append({"source": "source-0", "stance": "context", "note": "Words. " * 40})
        data["glossary"] += [
            {"id": f"word-{n}", "term": f"Word {n}", "definition": "Words. " * 40, "sources": ["source-1"]}
            for n in range(count)
        ]
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (project / "data" / "claims.yaml").write_text(text, encoding="utf-8")
        assert builder.build("output") == {"complete": True}
        assert differing(builder, project) == ({}, {}), count
        split.append([(project / "output" / path).exists() for path in ("sources/source-0/evidence", "glossary/w")])
    assert [split[0], split[2], split[4]] == [[False, False], [True, True], [False, False]]


def test_what_an_edit_does_not_touch_is_not_written_again(project: Path, builder: Builder) -> None:
    (project / "edits.py").write_text(SETTINGS.format(everything=True, limit=150_000))
    file = project / "data" / "claims.yaml"
    data: Data = yaml.safe_load(datasets.many())
    for word in ("one", "two", "three"):
        (project / "before").write_text(word)
        data["claims"][3]["verdict"]["summary"] = f"The record says {word}."
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        assert builder.build("output") == {"complete": True}
    began = (project / "before").stat().st_mtime_ns
    pages = [page for name in ("claims", "sources") for page in (project / "output" / name).glob("*/index.html")]
    written = {page.parent.name for page in pages if page.stat().st_mtime_ns >= began}
    related = {f"claim-{n}" for n in (2, 3, 4)}
    leaned_on = {f"source-{n}" for n in range(3, 11)}
    assert related <= written <= related | leaned_on
