import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from claims import cli
from claims.checks import languages, loader, translations
from claims.source import catalogue
from claims.source.diagnostics import as_text
from claims.tools import translations as tool
from support.example import EXAMPLE, SEVERAL, TODAY

CATALOGUE, WORDS = Path("translations/fi.po"), Path("words/fi/LC_MESSAGES/claims.po")
ANSWER = '#: topics.cheese.answer:1395165\nmsgctxt "topics.answer"\nmsgid "No."\nmsgstr ""\n'
STALE = """
#: topics.cheese.answer:9557474
#, fuzzy
#| msgid "No."
msgctxt "topics.answer"
msgid "Not at all."
msgstr "Ei."
"""


def run(add: str = "", status: int = 0) -> None:
    assert cli.main(["translations", "--file", "claims.yaml", "--folder", "words", "--add", add], today=TODAY) == status


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def say(original: str, said: str) -> None:
    change(CATALOGUE, f'msgid "{original}"\nmsgstr ""\n', f'msgid "{original}"\nmsgstr "{said}"\n')


def stale(file: Path) -> list[str]:
    checked, [found] = translations.check(loader.check(file, today=TODAY), file)
    assert checked.errors == ()
    return [leaf.place for _, leaf in found.outdated if leaf]


@pytest.fixture
def begun(file: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The example, begun in Finnish, with one text translated."""
    run("fi")
    say("No.", "Ei.")
    capsys.readouterr()
    return file


def test_a_language_is_begun_with_both_catalogues(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("fi")
    words, *_, data = (line for line in capsys.readouterr().out.splitlines() if "translated" in line)
    assert words.startswith(f"{WORDS}: 0 translated, ")
    assert data == f"{CATALOGUE}: 0 translated, 36 missing"
    text = CATALOGUE.read_text("utf-8")
    assert ANSWER in text
    assert '"Language: fi\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n' in text
    assert "python-" not in text
    quoted = '#: claims.moon-cheese.evidence.1.words:6950749\nmsgctxt "claims.evidence.words"\n'
    assert f"\n#. These words stand as they are: what you write is their gloss. It may stay empty.\n{quoted}" in text
    assert 'msgid "J. Smith said [so](claim:moon-cheese), and then [again, and louder](claim:moon-cheese).' in text
    for add, told in {
        "fi": "fi is begun already\n  help: make translations brings it up to date",
        "finnish": '"finnish" is no language that CLDR knows\n  help: write a tag such as fi, pt-BR or zh-Hant',
    }.items():
        run(add, status=1)
        assert capsys.readouterr().err == f"error: {told}\n"


def test_nothing_is_begun_that_no_page_would_use(file: Path) -> None:
    for add, catalogues in {"zh_Hans": ["zh_Hans.po"], "en": ["claims.po"], "pt_BR": ["claims.po", "pt_BR.po"]}.items():
        run(add)
        assert sorted(path.name for path in Path().rglob("*.po")) == catalogues
        for folder in ("words", "translations"):
            shutil.rmtree(folder, ignore_errors=True)


def test_what_a_site_says_in_the_place_of_the_theme_is_its_own(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = [languages.catalogue(Path("words"), locale) for locale in ("zh_Hans", "zh_Hans_SG", "en")]
    for words in said:
        words.parent.mkdir(parents=True)
        words.write_text('msgid "Copied"\nmsgstr "已复制"\n', encoding="utf-8")
    run()
    assert {words.read_text("utf-8") for words in said} == {'msgid "Copied"\nmsgstr "已复制"\n'}
    assert capsys.readouterr().out == ("nothing is translated here; make translations ADD=fi begins a language\n")


def test_a_text_of_many_places_names_each_whole(file: Path) -> None:
    places = [f"sources.a-long-id-of-many-words-{n}.publisher" for n in range(9)]
    catalog = Catalog("fi")
    catalog.add("P", "P", locations=[(place, 0) for place in places], context="sources.publisher")
    [_, message] = catalogue.read(CATALOGUE, catalogue.text_of(catalog, "fi"), "fi").messages
    assert [place for place, _ in message.locations] == places


def test_what_is_stale_stands_under_the_old_original(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(begun, "answer: No.", "answer: Not at all.")
    change(
        begun, "statement: J. Smith said that the moon is bright", "statement: J. Smith wrote that the moon is bright"
    )
    run()
    assert STALE in CATALOGUE.read_text("utf-8")
    line = CATALOGUE.read_text("utf-8").partition('msgid "Not at all."')[0].count("\n") + 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(str(CATALOGUE))]
    assert lines[0] == f"{CATALOGUE}: 0 translated, 1 stale, 35 missing"
    assert lines[1] == f"{CATALOGUE}:{line}: stale: topics.cheese.answer"
    assert [line.partition(": ")[2].partition(":")[0] for line in lines[2:-1]] == ["missing"] * tool.MAX_LISTED
    assert lines[-1].endswith(" more are missing")
    assert stale(begun) == ["topics.cheese.answer"]


def test_a_translation_waits_until_it_is_mended_or_its_text_comes_back(begun: Path) -> None:
    before = CATALOGUE.read_text("utf-8")
    change(begun, "answer: No.", "answer: Never.")
    run()
    change(begun, "answer: Never.", "answer: Not at all.")
    run()
    twice = CATALOGUE.read_text("utf-8")
    assert STALE in twice  # with the original that was translated
    change(CATALOGUE, "#, fuzzy\n", "")
    assert stale(begun) == []
    run()  # which forgets what it was
    assert STALE.replace("#, fuzzy\n", "").replace('#| msgid "No."\n', "") in CATALOGUE.read_text("utf-8")
    CATALOGUE.write_text(twice, "utf-8")
    change(begun, "answer: Not at all.", "answer: No.")
    run()
    assert CATALOGUE.read_text("utf-8") == before


def test_what_is_said_of_a_text_that_is_gone_stays_at_the_end_until_it_comes_back(begun: Path) -> None:
    say("moon", "kuu")
    before, term = (
        CATALOGUE.read_text("utf-8"),
        "glossary:\n" + EXAMPLE.partition("glossary:\n")[2].partition("\n\n")[0],
    )
    change(begun, term, "")
    run()
    run()
    kept = CATALOGUE.read_text("utf-8").partition("#~ ")
    assert "".join(kept[1:]) == '#~ msgctxt "glossary.term"\n#~ msgid "moon"\n#~ msgstr "kuu"\n'
    begun.write_bytes(EXAMPLE.encode())
    run()
    assert CATALOGUE.read_text("utf-8") == before


def test_an_item_that_is_added_before_others_is_not_told_for_them(begun: Path) -> None:
    say("See [the same page](https://academy.example/rock).", "Katso [sivua](https://academy.example/rock).")
    added = "    evidence:\n      - {source: rock-1969, stance: context, note: Before.}\n      - source: rock-1969\n"
    change(begun, "    evidence:\n      - source: rock-1969\n", added)
    run()
    entry = '#: claims.moon-cheese.evidence.1.note:907532\nmsgctxt "claims.evidence.note"\nmsgid "Before."\nmsgstr ""\n'
    assert entry in CATALOGUE.read_text("utf-8")
    assert stale(begun) == []


def test_comments_of_translators_stay_and_what_other_tools_add_goes(begun: Path) -> None:
    before = CATALOGUE.read_text("utf-8")
    said = ANSWER.replace('""\n', '"Ei."\n')
    change(CATALOGUE, said, f"# Or: Eipä.\n{said}".replace("#: topics", "#, no-wrap\n#: topics"))
    change(CATALOGUE, '"Language: fi', '"PO-Revision-Date: 2026-11-30 10:00+0000\\n"\n"Language: fi')
    CATALOGUE.write_text(f'{CATALOGUE.read_text("utf-8")}\n#, fuzzy\n#~| msgid "A"\n#~ msgid "B"\n#~ msgstr "C"\n')
    run()
    expected = before.replace(said, f"# Or: Eipä.\n{said}")
    assert CATALOGUE.read_text("utf-8") == f'{expected}\n#, fuzzy\n#~ msgid "B"\n#~ msgstr "C"\n'


def unnumbered(file: Path) -> None:
    """Let a catalogue be one in which nothing shows whether an original was changed by hand."""
    file.write_text(re.sub(r"(?m)(?<=^#: )\S+$", lambda place: place[0].partition(":")[0], file.read_text("utf-8")))


def test_words_are_taken_over_from_the_same_place_and_kept_when_nobody_says_them(begun: Path) -> None:
    unnumbered(WORDS)
    change(WORDS, 'msgid "Skip to the content"\nmsgstr ""', 'msgid "Skip to the text"\nmsgstr "Ohita"')
    change(WORDS, 'msgid "Copied"\nmsgstr ""', 'msgid "Copied it"\nmsgstr "Kopioitu"')
    change(WORDS, 'msgid "Copy link"\nmsgstr ""', 'msgid "Copy link"\nmsgstr "Kopioi"')
    run()
    text = WORDS.read_text("utf-8")
    assert 'msgid "Copy link"\nmsgstr "Kopioi"\n' in text
    kept = '#~ msgid "Copied it"\n#~ msgstr "Kopioitu"\n\n#~ msgid "Skip to the text"\n#~ msgstr "Ohita"\n'
    assert text.endswith(kept)  # which of two, nobody can say
    unnumbered(WORDS)
    change(WORDS, 'msgid "Copy link"\nmsgstr "Kopioi"', 'msgid "Copy it"\nmsgstr "Kopioi"')
    run()
    assert '#| msgid "Copy it"\nmsgid "Copy link"\nmsgstr "Kopioi"\n' in WORDS.read_text("utf-8")


def test_nothing_is_written_where_there_is_a_mistake(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(begun, "answer: No.", "answer: Not at all.")
    change(CATALOGUE, 'msgstr "Ei."', 'msgstr "Ei.')
    before = CATALOGUE.read_bytes()
    run(status=1)
    assert CATALOGUE.read_bytes() == before
    assert "error: the text has no quotation mark at its end\n" in capsys.readouterr().err


@pytest.mark.parametrize(("old", "new"), [("moon-cheese", "green-moon"), ("rock-1969", "rock")])
def test_translations_stay_fresh_when_an_id_is_replaced_everywhere(file: Path, old: str, new: str) -> None:
    file.write_bytes(SEVERAL.encode())
    run("fi")
    text = CATALOGUE.read_text("utf-8")
    for line in {line for line in text.splitlines() if line.startswith('msgid "') and line != 'msgid ""'}:
        text = text.replace(f'{line}\nmsgstr ""\n', f"{line}\n{line.replace('msgid', 'msgstr')}\n")
    CATALOGUE.write_text(text, encoding="utf-8")
    assert stale(file) == []
    for path in (file, CATALOGUE):
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    assert stale(file) == []
    run()
    renamed = CATALOGUE.read_bytes()
    run()
    assert CATALOGUE.read_bytes() == renamed


# What a translator typed

GONE = "its text is gone: delete the number on the line `#:`, and what you wrote is kept at the end"
TYPED = {
    "msgid": (ANSWER, 'msgid "No."', 'msgid "Ei."', 3, 'msgid "No."'),
    "msgid and msgstr": (ANSWER, 'msgid "No."\nmsgstr ""', 'msgid "Ei."\nmsgstr "Ei!"', 3, 'msgid "No."'),
    "msgctxt": (ANSWER, "topics.answer", "aiheet.vastaus", 3, 'msgctxt "topics.answer"'),
    "msgid of a fuzzy message": (STALE, "Not at all.", "Ei ollenkaan.", 5, 'msgid "Not at all."'),
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_an_original_that_was_changed_by_hand_is_told_before_anything_is_written(
    file: Path, typed: tuple[str, str, str, int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    entry, old, new, line, original = typed
    run("fi")
    if entry is STALE:
        say("No.", "Ei.")
        change(file, "answer: No.", "answer: Not at all.")
        run()
    entry = entry.strip("\n")
    line += CATALOGUE.read_text("utf-8").partition(entry)[0].count("\n")
    change(CATALOGUE, entry, entry.replace(old, new))
    change(WORDS, 'msgid "Copied"', '# Kopioitu?\n#, no-wrap\nmsgid "Copied"')
    before = CATALOGUE.read_bytes(), WORDS.read_bytes()
    checked, _ = translations.check(loader.check(file, today=TODAY), file)
    capsys.readouterr()
    run(status=1)
    assert capsys.readouterr().err == f"{as_text(checked.errors)}\n"
    [told] = checked.errors
    assert (told.file, told.mark.line, told.message) == (str(CATALOGUE), line, "this original was changed by hand")
    assert told.help == f"move your words to msgstr, and write this again: {original}"
    assert (CATALOGUE.read_bytes(), WORDS.read_bytes()) == before
    change(CATALOGUE, entry.replace(old, new), entry.replace('msgstr ""', 'msgstr "Ei."'))
    run()


def test_an_original_of_the_words_that_was_changed_by_hand_is_told(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [many] = re.findall(r'msgid "%\(num\)s source"\nmsgid_plural "(.*)"', WORDS.read_text("utf-8"))
    change(WORDS, f'msgid_plural "{many}"', 'msgid_plural "%(num)s lähdettä"')
    before = WORDS.read_bytes()
    run(status=1)
    help = f'help: move your words to msgstr, and write this again: msgid_plural "{many}"'
    assert help in capsys.readouterr().err
    assert WORDS.read_bytes() == before


def test_a_text_that_was_changed_before_it_was_translated_is_no_mistake(begun: Path) -> None:
    change(begun, "title: The moon and cheese", "title: Cheese and the moon")
    run()
    text = CATALOGUE.read_text("utf-8")
    assert 'msgid "Cheese and the moon"\nmsgstr ""\n' in text
    assert ('msgid "The moon and cheese"\n' in text, "#~" in text, stale(begun)) == (False, False, [])


def test_what_was_typed_for_a_text_that_is_gone_is_kept_as_the_help_says(begun: Path) -> None:
    change(begun, "title: The moon and cheese", "title: Cheese and the moon")
    change(CATALOGUE, 'msgid "The moon and cheese"', 'msgid "Juusto"')
    checked, _ = translations.check(loader.check(begun, today=TODAY), begun)
    assert [fault.help for fault in checked.errors] == [GONE]
    unnumbered(CATALOGUE)
    run()
    run()
    assert '\n#~ msgctxt "topics.title"\n#~ msgid "Juusto"\n#~ msgstr ""\n' in CATALOGUE.read_text("utf-8")


def test_a_comment_on_what_is_not_translated_stays(begun: Path) -> None:
    entry = "#: topics.cheese.title"
    change(CATALOGUE, f"\n{entry}", f"\n# Juusto vai juustoa?\n{entry}")
    before = CATALOGUE.read_text("utf-8")
    run()
    assert CATALOGUE.read_text("utf-8") == before
    change(begun, "title: The moon and cheese", "title: Cheese and the moon")
    run()
    kept = '# Juusto vai juustoa?\n#~ msgctxt "topics.title"\n#~ msgid "The moon and cheese"\n'
    assert kept in CATALOGUE.read_text("utf-8")


def test_a_translation_that_is_to_be_read_again_stays_when_its_text_is_gone(begun: Path) -> None:
    term = "glossary:\n" + EXAMPLE.partition("glossary:\n")[2].partition("\n\n")[0]
    say("moon", "kuu")
    change(CATALOGUE, 'msgctxt "glossary.term"', '#, fuzzy\nmsgctxt "glossary.term"')
    fresh = CATALOGUE.read_text("utf-8")
    change(begun, term, "")
    run()
    run()
    kept = '#, fuzzy\n#~ msgctxt "glossary.term"\n#~ msgid "moon"\n#~ msgstr "kuu"\n'
    assert CATALOGUE.read_text("utf-8").endswith(kept)
    begun.write_bytes(EXAMPLE.encode())
    run()
    assert CATALOGUE.read_text("utf-8") == fresh


def test_of_two_translations_of_what_is_gone_none_takes_the_place_of_the_other(begun: Path) -> None:
    term = "glossary:\n" + EXAMPLE.partition("glossary:\n")[2].partition("\n\n")[0]
    kept = '\n#~ msgctxt "glossary.term"\n#~ msgid "moon"\n#~ msgstr "mollukka"\n'
    say("moon", "kuu")
    change(begun, "term: moon", "term: Luna")
    run()
    CATALOGUE.write_text(CATALOGUE.read_text("utf-8") + kept, encoding="utf-8")
    change(begun, term.replace("term: moon", "term: Luna"), "")
    run()
    assert kept in CATALOGUE.read_text("utf-8")
    assert '\n#, fuzzy\n#~ msgctxt "glossary.term"\n#~ msgid "Luna"\n#~ msgstr "kuu"\n' in CATALOGUE.read_text("utf-8")
