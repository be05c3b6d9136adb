"""A catalogue of translations: what is said in its language, what falls back, and what is wrong with it."""

from pathlib import Path

import pytest

from claims.checks import loader, translations
from claims.checks.translations import Translation
from claims.model.records import Dataset
from claims.model.scalars import AuthorName
from claims.model.translation import Original, leaves
from support.helpers import TODAY, claim, evidence, source, text_of, topic, verdict

SUMMARY = "See [the claim](claim:moon-cheese)."
HEADLINE = "{claims|claim|claims} so far"
DATA = {
    "site": {"title": "The moon", "headline": HEADLINE},
    "topics": [topic(title="Cheese", summary=SUMMARY)],
    "claims": [
        claim(
            evidence=[evidence(note="One."), evidence(note="Two.")], verdict=verdict(summary="It is.", **{"for": "R"})
        )
    ],
}


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data/translations").mkdir(parents=True)


def message(context: str, original: str, said: str, place: str = "", flags: str = "") -> str:
    """A message of four to six lines, the last of them empty."""
    above = f"#: {place}\n" * bool(place) + f"#, {flags}\n" * bool(flags)
    return f'{above}msgctxt "{context}"\nmsgid "{original}"\nmsgstr "{said}"\n\n'


TITLE = message("site.title", "The moon", "La luna")


def check(text: str, name: str = "es.po", **data: object) -> tuple[list[str], list[str], list[Translation]]:
    """What is wrong with a translation, what could be better, and the translation."""
    file = Path("data/claims.yaml")
    file.write_text(text_of(**{**DATA, **data}), encoding="utf-8")
    Path("data/translations", name).write_text(text, encoding="utf-8")
    before = loader.check(file, today=TODAY)
    checked, found = translations.check(before, file)
    told = [f"{f.file}:{f.mark.line}:{f.mark.column}: {f.message}; {f.help}" for f in checked.errors]
    warnings = [r.diagnostic for r in checked.all_warnings[len(before.all_warnings) :]]
    return told, [f"{f.file}:{f.mark.line}: {f.message}; {f.help}" for f in warnings], found


def spoken(text: str, **data: object) -> Dataset:
    errors, _, [translation] = check(text, **data)
    assert errors == []
    return translation.of(translation.dataset)


def test_a_text_is_said_in_the_language_and_every_other_stays_marked() -> None:
    said = spoken(TITLE)
    assert (said.site.title, type(said.site.title)) == ("La luna", str)
    assert isinstance(said.topics[0].title, Original)
    assert (said.topics[0].title, said.topics[0].title.lang) == ("Cheese", "en")
    assert said.topics[0].title.__html__() == '<span lang="en">Cheese</span>'


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n", 'msgid ""\nmsgstr ""\n"Language: es\\n"\n'])
def test_an_empty_catalogue_is_no_mistake(text: str) -> None:
    assert isinstance(spoken(text).site.title, Original)


def test_what_is_no_text_stays_as_it_is() -> None:
    said = spoken(TITLE).claims[0]
    assert not any(isinstance(text, Original) for text in (said.id, said.topics[0], said.evidence[0].source))
    assert isinstance(said.evidence[0].note, Original)


def test_titles_of_works_are_never_translated() -> None:
    _, _, [translation] = check(TITLE)
    assert {leaf.context for leaf in leaves(translation.dataset) if leaf.section == "sources"} == {"sources.publisher"}


def test_a_name_of_an_author_may_be_written_in_another_script_and_else_stays_as_it_is() -> None:
    sources = [source("letter", author=["Ann", {"given": "Bo", "family": "Li"}]), source("survey")]
    ann, bo = spoken(message("sources.author", "Ann", "安"), sources=sources).sources[0].author
    assert (type(ann), ann, ann.family) == (AuthorName, "安", "")
    assert (type(bo), bo, bo.family) == (AuthorName, "Bo Li", "Li")


def test_what_is_said_of_quoted_words_is_their_gloss() -> None:
    quoted = claim(evidence=[evidence(words="all cheese", lang="en")])
    [passage] = spoken(message("claims.evidence.words", "all cheese", "puro queso"), claims=[quoted]).claims[0].evidence
    assert (passage.words, passage.gloss) == ("all cheese", "puro queso")


@pytest.mark.parametrize(("first", "second"), [("One.", "Two."), ("Two.", "One.")])
def test_items_keep_their_translations_when_they_change_places(first: str, second: str) -> None:
    text = message("claims.evidence.note", "One.", "Uno.") + message("claims.evidence.note", "Two.", "Dos.")
    moved = claim(evidence=[evidence(note=first), evidence(note=second)], verdict=verdict())
    said, words = spoken(text, claims=[moved]).claims[0], {"One.": "Uno.", "Two.": "Dos."}
    assert [passage.note for passage in said.evidence] == [words[first], words[second]]


def test_a_word_is_said_as_its_field_has_it() -> None:
    text = message("topics.title", "T", "Tema") + message("topics.answer", "T", "Trata")
    said = spoken(text, topics=[topic(title="T", answer="T", summary=SUMMARY)]).topics[0]
    assert (said.title, said.answer) == ("Tema", "Trata")


FOLDED = "One paragraph\nof two lines.\n\n- An item\n  of two\n- another\n\n> quoted\n1. first"
UNFOLDED = "One paragraph of two lines.\\n\\n- An item of two\\n- another\\n\\n> quoted\\n1. first"


def test_lines_folded_in_another_way_are_the_same_text() -> None:
    catalogue = message("topics.summary", UNFOLDED, "Dicho.")
    for text in (FOLDED, FOLDED.replace("paragraph\nof two", "paragraph of\ntwo")):
        assert spoken(catalogue, topics=[topic(summary=text)]).topics[0].summary == "Dicho."
    for text in (FOLDED.replace("\n- another", " - another"), FOLDED.replace("lines.\n\n", "lines.\n")):
        assert isinstance(spoken(catalogue, topics=[topic(summary=text)]).topics[0].summary, Original)


# What waits


@pytest.mark.parametrize(
    ("original", "flags", "place", "line", "help"),
    [
        ("Chess", "", "topics.moon.title", 4, "type make translations, which puts the new text beside the old one"),
        ("Cheese", "fuzzy", "topics.moon.title", 5, "mend msgstr, and delete the line `#, fuzzy`"),
        ("Cheese", "fuzzy", "topics.moon.answer", 5, "mend msgstr, and delete the line `#, fuzzy`"),
    ],
    ids=["changed since", "fuzzy", "fuzzy and moved"],
)
def test_what_no_longer_translates_its_text_falls_back_and_is_told(
    original: str, flags: str, place: str, line: int, help: str
) -> None:
    text = message("topics.title", original, "Ajedrez", place, flags)
    assert isinstance(spoken(text).topics[0].title, Original)
    _, warnings, [translation] = check(text)
    assert warnings == [f"data/translations/es.po:{line}: what this translates has changed: topics.moon.title; {help}"]
    assert [leaf and leaf.place for _, leaf in translation.outdated] == ["topics.moon.title"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("topics.mon.title", "did you mean topics.moon.title?"),
        ("topics.moon.titel", "did you mean topics.moon.title?"),
        ("events.gone.summary", "type make translations, which keeps it at the end"),
    ],
)
def test_a_translation_without_an_original_is_told_and_nothing_else_is_lost(place: str, told: str) -> None:
    text = TITLE + message("topics.title", "Gone", "Ido", place)
    _, warnings, [translation] = check(text)
    assert warnings == [f"data/translations/es.po:8: {place} is not in the file of claims; {told}"]
    assert [leaf for _, leaf in translation.outdated] == [None]
    assert spoken(text).site.title == "La luna"


@pytest.mark.parametrize(
    ("original", "said", "lacks"),
    [
        ("36,000 of 41.5 million", "36.000 de 41,5 millones", []),
        ("36,000 of 41.5 million in 2019", "2019年4150万中的3.6万", []),
        ("1.5 billion on 1 May 2019", "2019年5月1日15亿", []),
        ("Version 2.0.1 of 1.2.3 million", "Versión 2.0.1 de 1.2.3 millones", []),
        ("In 1990 and 2019", "En 2019", ["1990"]),
        ("All 12 of 36,000", "12 de 3600", ["36,000"]),
        ("Of 12 [here](https://a.example/12)", "De doce [aquí](https://a.example/12)", ["12"]),
    ],
)
def test_a_figure_that_a_translation_lacks_is_told(original: str, said: str, lacks: list[str]) -> None:
    text = message("topics.summary", original, said, "topics.moon.summary")
    _, warnings, _ = check(text, topics=[topic(summary=original)])
    help = "write it, unless words say it"
    assert warnings == [f'data/translations/es.po:4: the translation lacks the figure "{n}"; {help}' for n in lacks]


def test_a_translation_that_is_unfinished_is_told_where_the_original_is_not() -> None:
    text = message("topics.title", "Cheese", "TK de queso [CHECK]")
    _, warnings, _ = check(text, topics=[topic(title="Cheese TK")])
    assert not [warning for warning in warnings if "still to be written" in warning]
    text = text.replace("Cheese", "Cheese TK")
    _, warnings, _ = check(text, topics=[topic(title="Cheese TK")])
    assert warnings == [
        'data/translations/es.po:3: the translation has "[CHECK]", which stands for what is still to be written; '
        "write it, or take it out"
    ]


def test_a_merge_conflict_is_told_once() -> None:
    errors, _, _ = check(TITLE + '<<<<<<< HEAD\nmsgstr "A"\n=======\nmsgstr "B"\n>>>>>>> other\n')
    assert errors == [
        "data/translations/es.po:5:1: git marked a merge conflict here; "
        "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>"
    ]


# Mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            TITLE.replace("La luna", 'La "luna"'),
            '3:1: a quotation mark stands in the text; write \\" for it, or those of the language',
        ),
        (
            TITLE.replace('La luna"', "La luna"),
            '3:16: the text has no quotation mark at its end; write it, and \\" for one in the text',
        ),
        (
            TITLE.replace('msgid "The moon"\n', "") + message("topics.title", "Cheese", "Queso"),
            "2:1: no msgid stands before this msgstr; delete it, or bring the line back",
        ),
        (
            TITLE.replace('"La luna"', "“La luna”"),
            "3:1: the text has no quotation mark at its start; "
            'write a straight one, ", there and at the end, and \\" for one in the text',
        ),
        (
            TITLE.replace("msgstr", "msgsrt"),
            '3:1: "msgsrt" begins no line of a catalogue; write msgctxt, msgid, msgid_plural or msgstr',
        ),
        (TITLE + TITLE, "5:1: this message is there twice; keep one of the two"),
        (
            TITLE + TITLE.replace("msg", "#~ msg").replace('"The moon"', '""\n#~ "The moon"'),
            "5:1: this message is there twice; keep one of the two",
        ),
        (
            TITLE.replace('"The moon"', '""'),
            "2:1: this msgid is empty; write the original into it again, and the translation into msgstr",
        ),
        (
            message("site.title", "La luna", "", "site.title:4711"),
            "3:1: this original was changed by hand; "
            "its text is gone: delete the number on the line `#:`, and what you wrote is kept at the end",
        ),
        (
            'msgid ""\nmsgstr "Plural-Forms: nplurals=x\\n"\n',
            "1:1: this is no catalogue: invalid literal for int() with base 10: 'x'; bring it back from git",
        ),
        (
            'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n!=;\\n"\n',
            "3:1: this is no catalogue: unexpected end of plural form; bring it back from git",
        ),
        (
            message("topics.summary", SUMMARY, "Véase [la afirmación](claim:other)."),
            '3:31: the translation has added "claim:other"; '
            "lead each link where the original leads, and translate the words alone",
        ),
        (
            message("topics.summary", SUMMARY, "Véase [la afirmación](claim:other)."),
            '3:1: the translation has lost "claim:moon-cheese"; '
            "lead each link where the original leads, and translate the words alone",
        ),
        (
            message("site.headline", HEADLINE, "Hasta ahora"),
            '3:1: the translation has lost "{claims}"; '
            "keep what stands in braces as the original has it: a number is filled in",
        ),
        (
            message("site.title", "The moon", "La <img src=x onerror=alert(1)>luna"),
            '3:12: the translation has added "<img src=x onerror=alert(1)>"; '
            "keep each HTML tag as the original has it, and add none",
        ),
        (
            message("site.title", "The moon", "La\\nluna"),
            "3:1: the translation is more than one line; join the lines, or fold them with >-",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_way_out(text: str, told: str) -> None:
    errors, _, _ = check(text)
    assert f"data/translations/es.po:{told}" in errors


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("spanish.po", '"spanish" is no language that CLDR knows; name the file by one, as es.po or zh_Hans.po'),
        ("en.po", "the file of claims is in en itself; name this file by the language that it is in"),
        *(
            (
                name,
                "nothing is made of this file: a translation is a catalogue of gettext; "
                f"move it elsewhere: {tag}.po takes its place, which make translations ADD={tag} begins",
            )
            for name, tag in (("es.yml", "es"), ("zh-Hans.yaml", "zh_Hans"), ("notes.txt", "es"))
        ),
    ],
)
def test_a_file_is_named_by_its_language(name: str, told: str) -> None:
    errors, _, _ = check(TITLE, name)
    assert errors == [f"data/translations/{name}:1:1: {told}"]


def test_what_editors_of_catalogues_leave_behind_is_passed_over() -> None:
    for name in ("es.mo", "es.po~", ".es.po.swp"):
        Path("data/translations", name).write_text("?", encoding="utf-8")
    assert spoken(TITLE).site.title == "La luna"


def test_two_files_of_one_language_would_be_one_folder() -> None:
    check(TITLE, "es.po")
    errors, _, _ = check(TITLE, "es_MX.po")
    message = "a translation into es is there, and both would stand in one folder"
    assert errors == [f"data/translations/es_MX.po:1:1: {message}; keep one of the two"]


@pytest.mark.parametrize(
    ("tag", "said", "words"),
    [
        ("zh_Hans", "只有北方方面这样说。", "只有北方方面"),
        ("es", "Es de roca.", None),
    ],
)
def test_a_translation_does_not_say_that_one_side_alone_says_so(tag: str, said: str, words: str | None) -> None:
    moon = topic(answer="It is rock.")
    errors, _, _ = check(message("topics.answer", "It is rock.", said), f"{tag}.po", topics=[moon])
    told = f'the translation of topic "moon" says "{words}" and leads to no claim'
    place = f"data/translations/{tag}.po:3:{said.find(words or '') + 9}"
    assert errors == ([f"{place}: {told}; write what you looked for and did not find"] if words else [])
