"""A file of translations: what is said in its language, what falls back, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.checks import loader, translations
from claims.model.records import Dataset
from claims.model.translation import Original, digest
from claims_tools import translate_status
from helpers import TODAY, claim, evidence, text_of, topic, verdict

DATA = {
    "site": {"title": "The moon", "headline": "{claims|claim|claims} so far"},
    "topics": [topic(title="Cheese", summary="See [the claim](claim:moon-cheese).")],
    "claims": [
        claim(evidence=[evidence(note="One."), evidence(note="Two.")], verdict=verdict(summary="It is.", reasoning="R"))
    ],
}
TITLE = f"site:\n  title: {{of: {digest('The moon')}, text: La luna, read: true}}\n"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data/translations").mkdir(parents=True)


def check(text: str, name: str = "es", **data: object) -> tuple[list[str], list[str], list[translations.Translation]]:
    """What is wrong with a translation, what could be better, and the translation."""
    Path("data/claims.yaml").write_text(text_of(**{**DATA, **data}), encoding="utf-8")
    Path(f"data/translations/{name}.yaml").write_text(text, encoding="utf-8")
    checked, found = translations.check(loader.check(Path("data/claims.yaml"), today=TODAY), Path("data/claims.yaml"))
    told = {f.mark: f"{f.file}:{f.mark.line}:{f.mark.column}: {f.message}; {f.help}" for f in checked.errors}
    remarks = [r.finding for r in checked.remarks if r.remark in translations.REMARKS]
    return [*told.values()], [f"{f.file}:{f.mark.line}: {f.message}; {f.help}" for f in remarks], found


def spoken(text: str, **data: object) -> Dataset:
    errors, _, [translation] = check(text, **data)
    assert errors == []
    return translation.of(translation.dataset)


def leaf(original: str, text: str, field: str = "title", section: str = "topics", id: str = "moon") -> str:
    return f'{section}:\n  {id}:\n    {field}: {{of: "{digest(original)}", text: "{text}"}}\n'


def test_a_text_is_said_in_the_language_and_every_other_stays_marked() -> None:
    said = spoken(TITLE)
    assert (said.site.title, type(said.site.title)) == ("La luna", str)
    assert isinstance(said.topics[0].title, Original)
    assert (said.topics[0].title, said.topics[0].title.lang) == ("Cheese", "en")
    assert said.topics[0].title.__html__() == '<span lang="en">Cheese</span>'


def test_what_is_no_text_stays_as_it_is() -> None:
    said = spoken(TITLE).claims[0]
    assert not any(isinstance(text, Original) for text in (said.id, said.topics[0], said.evidence[0].source))
    assert isinstance(said.evidence[0].note, Original)


def test_titles_of_works_are_never_translated() -> None:
    _, _, [translation] = check(TITLE)
    assert {leaf.kind for leaf in translation.missing if leaf.section == "sources"} == {("sources", "publisher")}


@pytest.mark.parametrize(("first", "second"), [("One.", "Two."), ("Two.", "One.")])
def test_items_keep_their_translations_when_they_change_places(first: str, second: str) -> None:
    words = {"One.": "Uno.", "Two.": "Dos."}
    texts = "".join(
        f"    evidence.{n}.note: {{of: {digest(original)}, text: {words[original]}}}\n"
        for n, original in enumerate(words, 1)
    )
    moved = claim(evidence=[evidence(note=first), evidence(note=second)], verdict=verdict())
    said = spoken(f"claims:\n  moon-cheese:\n{texts}", claims=[moved])
    assert [passage.note for passage in said.claims[0].evidence] == [words[first], words[second]]


def test_a_record_keeps_its_translation_under_another_id() -> None:
    assert spoken(leaf("Cheese", "Queso", id="before")).topics[0].title == "Queso"


def test_a_text_that_has_changed_falls_back_and_is_told() -> None:
    text = leaf("Chess", "Ajedrez")
    assert isinstance(spoken(text).topics[0].title, Original)
    _, remarks, [translation] = check(text)
    assert remarks == [
        "data/translations/es.yaml:3: what this translates has changed: topics.moon: title in en; "
        f"translate it anew, and write `of: {digest('Cheese')}`"
    ]
    assert len(translation.stale) == 1


def test_a_translation_without_an_original_is_told_and_nothing_else_is_lost() -> None:
    text = TITLE + leaf("Gone", "Ido", id="gone")
    _, remarks, _ = check(text)
    assert remarks == ["data/translations/es.yaml:5: topics.gone.title is not in the file of claims; delete it"]
    assert spoken(text).site.title == "La luna"


def test_what_was_not_read_again_is_counted() -> None:
    _, _, [translation] = check(TITLE + leaf("Cheese", "Queso"))
    assert (len(translation.current), translation.unread, translation.stale) == (2, 1, [])


SUMMARY = "See [the claim](claim:moon-cheese)."
HEADLINE = "{claims|claim|claims} so far"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("toppics: {}\n", '1:1: "toppics" is no list of records; did you mean "topics"?'),
        ("topics: [a]\n", '1:9: "topics" is a list; write the ids of records under it'),
        ("topics: {moon: Luna}\n", '1:16: "moon" is text; write the names of fields under it'),
        (
            "topics: {moon: {title: Luna}}\n",
            '1:24: the translation of "title" is text; write `of:`, `text:` and, once it was read beside the original, '
            "`read: true`",
        ),
        (
            "site: {title: {of: 0a0a0a0a, txt: Luna}}\n",
            '1:30: a translation has no field "txt"; write `of:`, `text:` and, once it was read beside the original, '
            "`read: true`",
        ),
        (
            "site: {title: {text: Luna}}\n",
            '1:8: the translation of "title" has no "of"; write `of:`, `text:` and, once it was read beside the '
            "original, `read: true`",
        ),
        (
            "site: {title: {of: xyz, text: Luna}}\n",
            '1:20: "xyz" is no digest; write the eight letters and figures that make translate-status shows',
        ),
        (
            f"site: {{title: {{of: {digest('The moon')}, text: Luna, read: yes}}}}\n",
            '1:48: "yes" is neither true nor false; write true, or leave it out',
        ),
        (
            leaf(SUMMARY, "Véase [la afirmación](claim:other).", "summary"),
            '3:37: the translation has lost "claim:moon-cheese"; '
            "lead each link where the original leads, and translate the words alone",
        ),
        (
            f"site:\n  headline: {{of: {digest(HEADLINE)}, text: Hasta ahora}}\n",
            '2:34: the translation has lost "{claims}"; '
            "keep what stands in braces as the original has it: a number is filled in",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_way_out(text: str, told: str) -> None:
    errors, _, _ = check(text)
    assert f"data/translations/es.yaml:{told}" in errors


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("spanish", '"spanish" is no language that CLDR knows; name the file by a tag such as es, pt-BR or zh-Hans'),
        ("en", "the file of claims is in en itself; name this file by the language that it is in"),
    ],
)
def test_a_file_is_named_by_its_language(name: str, told: str) -> None:
    errors, _, _ = check(TITLE, name)
    assert errors == [f"data/translations/{name}.yaml:1:1: {told}"]


def test_two_files_of_one_language_would_be_one_folder() -> None:
    check(TITLE, "es-MX")
    errors, _, _ = check(TITLE, "es")
    help = "keep one of the two"
    assert errors == [
        f"data/translations/es.yaml:1:1: es-MX.yaml is in this language, and would stand in the same folder; {help}"
    ]


def test_the_status_is_printed_with_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    check(TITLE + leaf("Chess", "Ajedrez"))
    assert translate_status.main([], today=TODAY) == 0
    printed, told = capsys.readouterr()
    first, *rest = printed.splitlines()
    counts = "1 translated, of which 0 unread; 1 stale, 20 missing, 0 without an original"
    assert first == f"data/translations/es.yaml: {counts}"
    assert rest[:4] == [
        "site:",
        "  headline:  # {claims|claim|claims} so far",
        f"    of: '{digest(HEADLINE)}'",
        "    text:",
    ]
    assert told.startswith("data/translations/es.yaml:5:5: warning: what this translates has changed")
