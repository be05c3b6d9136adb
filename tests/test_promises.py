"""What an edition promised: told where it is broken, and only there."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from claims.checks import loader, promises
from claims_tools.release import zipped
from helpers import TODAY, claim, event, evidence, source, speaker, text_of, topic, verdict, withdrawal

FILE = Path("data/claims.yaml")
ADDED = {"date": "2020-01-01", "kind": "added", "note": "Listed."}


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project whose only edition has one claim, and an event."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "releases").mkdir(parents=True)
    edition(text_of(claims=[claim(changes=[ADDED], relations=[])], events=[event()]))


def edition(text: str) -> None:
    files = [{"path": "claims.yaml", "bytes": 1, "sha256": ""}]
    listing = json.dumps({"version": "1.0.0", "files": files}).encode()
    content = zipped({"claims.yaml": text.encode(), "version.json": listing}, date(2026, 11, 1))
    Path("data/releases/moon-1.0.0.zip").write_bytes(content)
    Path("data/releases/SHA256SUMS").write_text(f"{hashlib.sha256(content).hexdigest()}  moon-1.0.0.zip\n")


def broken(**sections: object) -> list[str]:
    """What is told of a file beside the edition, and the help."""
    base = {"claims": [claim(changes=[ADDED])], "events": [event()]}
    FILE.write_text(text_of(**{**base, **sections}), encoding="utf-8")
    checked = promises.check(loader.check(FILE, today=TODAY), FILE, TODAY)
    assert checked.errors == ()
    found = checked.warnings.get(promises.BROKEN, [])
    assert [finding for finding in checked.unpublishable if finding in found] == found
    return [f"{finding.message}; {finding.help}" for finding in found]


SAY = (
    "say so under `changes:`, as in {{date: 2026-11-25, kind: corrected{}, note: …}}; "
    "it is `kind: updated` where nothing was wrong"
)


@pytest.mark.parametrize(
    ("changed", "what", "was"),
    [
        ({"title": "The moon is of cheese"}, "title", ""),
        ({"statement": "Jane Smith wrote it."}, "statement", ""),
        ({"verdict": verdict(summary="No.")}, "summary", ""),
        ({"evidence": [evidence(note="Another.")]}, "evidence", ""),
        ({"evidence": [evidence(), evidence(note="More.")]}, "evidence", ""),
        (
            {"title": "It is", "verdict": None, "evidence": None},
            "title, evidence, label and summary",
            ", was: confirmed",
        ),
        (
            {"evidence": [evidence(stance="contradicts")], "verdict": verdict("contradicted")},
            "evidence and label",
            ", was: confirmed",
        ),
    ],
)
def test_what_differs_from_an_edition_is_told_until_a_line_says_so(
    changed: dict[str, object], what: str, was: str
) -> None:
    told = f'claim "moon-cheese" has not the {what} of edition 1.0.0; {SAY.format(was)}'
    assert broken(claims=[claim(changes=[ADDED], **changed)]) == [told]
    line = {"date": "2020-02-02", "kind": "corrected", "note": "So."} | ({"was": "confirmed"} if was else {})
    assert broken(claims=[claim(changes=[ADDED, line], **changed)]) == []
    if was:
        assert broken(claims=[claim(changes=[ADDED, {**line, "was": "disputed"}], **changed)]) == [told]


@pytest.mark.parametrize(
    "sections",
    [
        {},
        {"claims": [claim(changes=[ADDED], note="New.", date="2019")]},
        {"claims": [claim(id="cheese", aliases=["moon-cheese"], changes=[ADDED])]},
        {"claims": [claim(changes=[ADDED]), claim(id="new", title="N", statement="Jane Smith wrote N.")]},
        {"claims": [claim(id="new", title="N")], "withdrawals": [withdrawal(id="moon-cheese", kind="claim")]},
        {"topics": [topic(id="luna", aliases=["moon"])], "claims": [claim(topics=["luna"], changes=[ADDED])]},
        {
            "sources": [source("letter"), source("poll", aliases=["survey"], title="About survey"), source("gazette")],
            "claims": [claim(evidence=[evidence("poll")], changes=[ADDED])],
            "events": [event(sources=["poll"])],
        },
        {"speakers": [speaker(role="Another")]},
        {"withdrawals": [withdrawal(id="landing", kind="event")], "events": None},
        {"topics": [topic(), topic(id="sun", title="S")], "events": [event(id="other", aliases=["landing"])]},
    ],
    ids=["same", "other-fields", "renamed", "new", "withdrawn", "topic", "source", "no-history", "gone", "event"],
)
def test_what_was_not_promised_or_is_said_is_no_breach(sections: dict[str, object]) -> None:
    assert broken(**sections) == []


def test_what_is_gone_is_told_with_the_line_that_brings_it_back() -> None:
    alias = ", or `aliases: [{}]` into what took its place"
    gone = "of edition 1.0.0 is gone, and links to it would lead nowhere;"
    line = "write `{{id: {}, kind: {}, title: …, date: 2026-11-25, why: …}}` under `withdrawals:`"
    claims = [claim(id="cheese"), claim(draft="true", changes=[ADDED], title="T", statement="Jane Smith wrote T.")]
    assert broken(claims=claims, events=[event(id="other")]) == [
        f'claim "moon-cheese" {gone} {line.format("moon-cheese", "claim")}{alias.format("moon-cheese")}',
        f'event "landing" {gone} {line.format("landing", "event")}{alias.format("landing")}',
    ]


def test_what_was_merged_is_compared_with_nothing() -> None:
    first, second = (
        claim(changes=[ADDED]),
        claim(id="cheese", title="C", statement="Jane Smith wrote C.", changes=[ADDED]),
    )
    edition(text_of(claims=[first, second], events=[event()]))
    assert broken(claims=[{**first, "aliases": ["cheese"]}]) == []
    assert broken(claims=[{**second, "aliases": ["moon-cheese"]}]) == []


def test_an_edition_that_was_altered_is_a_mistake() -> None:
    FILE.write_text(text_of(), encoding="utf-8")
    Path("data/releases/SHA256SUMS").write_text("")
    errors = promises.check(loader.check(FILE, today=TODAY), FILE, TODAY).errors
    message = 'the edition "moon-1.0.0.zip" was not released by `make release`'
    assert [error.message for error in errors] == [message]


def test_before_there_is_an_edition_nothing_is_promised() -> None:
    for file in Path("data/releases").iterdir():
        file.unlink()
    assert broken(claims=[claim(id="cheese")]) == []
