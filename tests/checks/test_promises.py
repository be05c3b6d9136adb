"""What an edition promised: told where it is broken, in any language, and only there."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from claims.checks import loader, promises, translations
from support.helpers import TODAY, claim, event, evidence, source, speaker, text_of, topic, verdict, withdrawal

FILE = Path("data/claims.yaml")
ADDED = {"date": "2020-01-01", "kind": "added", "note": "Listed."}
SOMEBODY = ["-c", "user.name=A", "-c", "user.email=a@b.example"]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project whose last edition has one claim, and an event."""
    monkeypatch.chdir(tmp_path)
    FILE.parent.mkdir()
    git("init", "-q")
    edition(text_of(claims=[claim(changes=[ADDED], relations=[])], events=[event()]), "v1.0.0")


def git(*arguments: str) -> None:
    subprocess.run(["git", *SOMEBODY, *arguments], check=True)


def edition(text: str, tag: str) -> None:
    FILE.write_text(text, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", tag)
    git("tag", "-am", tag, tag)


def broken(**sections: Any) -> list[str]:
    """What is told of a file beside the edition, and the help."""
    base = {"claims": [claim(changes=[ADDED])], "events": [event()]}
    FILE.write_text(text_of(**{**base, **sections}), encoding="utf-8")
    checked, translated = translations.check(loader.check(FILE, today=TODAY), FILE)
    checked = promises.check(checked, translated, FILE, TODAY)
    assert checked.errors == ()
    found = checked.warnings.get("promises-of-editions-are-kept", [])
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
    told = f'claim "moon-cheese" has not the {what} of edition v1.0.0; {SAY.format(was)}'
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
    gone = "of edition v1.0.0 is gone, and links to it would lead nowhere;"
    line = "write `{{id: {}, kind: {}, title: …, date: 2026-11-25, why: …}}` under `withdrawals:`"
    claims = [claim(id="cheese"), claim(draft="true", changes=[ADDED], title="T", statement="Jane Smith wrote T.")]
    draft = "take `draft: true` out, or withdraw it:"
    assert broken(claims=claims, events=[event(id="other")]) == [
        f'claim "moon-cheese" {gone} {draft} {line.format("moon-cheese", "claim")}{alias.format("moon-cheese")}',
        f'event "landing" {gone} {line.format("landing", "event")}{alias.format("landing")}',
    ]


def test_a_withdrawal_that_is_gone_is_told_with_what_it_was() -> None:
    edition(text_of(claims=[claim(changes=[ADDED])], events=[event()], withdrawals=[withdrawal()]), "v1.1.0")
    [told] = broken()
    assert f"{{id: {withdrawal()['id']}, kind: {withdrawal()['kind']}, title: …" in told


def test_what_was_merged_is_compared_with_nothing() -> None:
    first, second = (
        claim(changes=[ADDED]),
        claim(id="cheese", title="C", statement="Jane Smith wrote C.", changes=[ADDED]),
    )
    edition(text_of(claims=[first, second], events=[event()]), "v1.1.0")
    assert broken(claims=[{**first, "aliases": ["cheese"]}]) == []
    assert broken(claims=[{**second, "aliases": ["moon-cheese"]}]) == []


# In another language


CATALOGUE = Path("data/translations/es.po")
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
ENGLISH = {"title": "The moon is made of cheese", "summary": "It was found.", "note": "Read in English."}


def translate(spanish: dict[str, str], english: dict[str, str] = ENGLISH) -> None:
    """Write what fields of the claim are in Spanish."""
    messages = (
        f'msgctxt "claims.{"verdict." * (field == "summary")}{field}"\nmsgid "{english[field]}"\nmsgstr "{text}"\n'
        for field, text in spanish.items()
    )
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_text("\n".join([HEAD, *messages]), encoding="utf-8")


SPANISH = {"title": "La luna es de queso", "summary": "Se encontró."}


@pytest.fixture
def spanish() -> dict[str, Any]:
    """The claim of an edition that is in Spanish too."""
    made = claim(changes=[ADDED], title=ENGLISH["title"], verdict=verdict(summary=ENGLISH["summary"]))
    translate(SPANISH)
    edition(text_of(claims=[made], events=[event()]), "v1.1.0")
    return made


def test_a_translation_that_says_another_thing_is_told_until_a_line_says_so(spanish: dict[str, Any]) -> None:
    assert broken(claims=[spanish]) == []
    translate({"title": "La luna no es de queso", "summary": "No es así."})
    told = 'claim "moon-cheese" has not the title in es and summary in es of edition v1.1.0'
    assert broken(claims=[spanish]) == [f"{told}; {SAY.format('')}"]
    line = {"date": "2020-02-02", "kind": "corrected", "note": "In Spanish it said the opposite."}
    assert broken(claims=[{**spanish, "changes": [ADDED, line]}]) == []


def test_what_is_told_of_the_original_is_not_told_of_its_translation_again(spanish: dict[str, Any]) -> None:
    told = 'claim "moon-cheese" has not the title of edition v1.1.0'
    changed = {"title": "The moon is cheese"}
    for texts in (SPANISH, {**SPANISH, "title": "La luna es queso"}):
        translate(texts, {**ENGLISH, **changed} if texts != SPANISH else ENGLISH)
        assert broken(claims=[{**spanish, **changed}]) == [f"{told}; {SAY.format('')}"]


def test_what_had_no_translation_or_has_none_now_is_no_other_thing(spanish: dict[str, Any]) -> None:
    translate({"title": "La luna  es de queso", "note": "Leído en inglés."})
    assert broken(claims=[spanish]) == []
    CATALOGUE.unlink()
    assert broken(claims=[spanish]) == []


# Without an edition


def test_before_there_is_an_edition_nothing_is_promised() -> None:
    git("tag", "-d", "v1.0.0")
    git("tag", "other")
    assert broken(claims=[claim(id="cheese")]) == []


def test_where_git_is_not_there_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert broken(claims=[claim(id="cheese")]) == []


def test_drafts_of_an_edition_were_not_in_it() -> None:
    draft = claim(id="draft", title="D", statement="Jane Smith wrote D.", draft="true")
    edition(text_of(claims=[claim(changes=[ADDED]), draft], events=[event()]), "v1.1.0")
    assert broken() == []
