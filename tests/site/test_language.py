"""A language → its words, dates, numbers and lists: the same ones on every machine."""

from collections.abc import Sequence
from gettext import NullTranslations
from pathlib import Path

import pytest

from claims.checks.languages import catalogue, catalogues
from claims.site.language import Language
from claims.source.dates import Edtf
from claims.source.diagnostics import DataError
from support.building import ENGLISH
from support.datasets import BARE, load, make_site
from support.helpers import ROOT

CLAIMS = "%(num)s claim", "%(num)s claims"
DATE_WORDS = {
    "%(start)s to %(end)s": "de %(start)s a %(end)s",
    "up to %(end)s": "hasta %(end)s",
    "%(date)s (uncertain)": "%(date)s (dudoso)",
    "%(date)s (approximate)": "hacia %(date)s",
}


def write(folder: Path, locale: str, *messages: str, **said: str) -> Path:
    """Write a catalogue of these messages, each as its file has it, and return the folder that it is in."""
    file = catalogue(folder, locale)
    file.parent.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'  # the forms of a language are known
    file.write_text("\n".join([head, *messages, *(message(*pair) for pair in said.items())]), encoding="utf-8")
    return folder


def message(original: str, said: str | Sequence[str]) -> str:
    """A message of a catalogue; of CLAIMS its forms."""
    if isinstance(said, str):
        return f'msgid "{original}"\nmsgstr "{said}"\n'
    forms = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(said))
    return f'msgid "{CLAIMS[0]}"\nmsgid_plural "{CLAIMS[1]}"\n{forms}'


def untold(tag: str) -> Language:
    """A language of whose words none is known."""
    return Language(tag, NullTranslations())


# Dates, lists and numbers


WHOLE, NARROW = (
    ("2019", "2019-09", "2019-09-01"),
    ("2019-09-01", "2019-07/2019-09"),
)
NUMBERS = (0.0, 3.0, -3.25, 0.00001, 1234567.125)


@pytest.mark.parametrize(
    ("tag", "whole", "narrow", "listed", "numbers"),
    [
        ("en", "2019; September 2019; 1 September 2019", "1 Sept 2019; Q3 2019",
         "; a; a and b; a, b and c", "0; 3; -3.25; 0.00001; 1,234,567.125"),
        ("es", "2019; septiembre de 2019; 1 de septiembre de 2019",
         "1 sept 2019; T3 2019", "; a; a y b; a, b y c", "0; 3; -3,25; 0,00001; 1.234.567,125"),
        ("zh-Hans", "2019年; 2019年9月; 2019年9月1日", "2019年9月1日; 2019年第3季度",
         "; a; a和b; a、b和c", "0; 3; -3.25; 0.00001; 1234567.125"),
        ("ar", "2019; سبتمبر 2019; 1 سبتمبر 2019", "1 سبتمبر 2019; الربع الثالث 2019",
         "; a; a وb; a وb وc", "0; 3; -3.25; 0.00001; 1,234,567.125"),
    ],
)  # fmt: skip
def test_dates_lists_and_numbers_are_said_as_the_language_says_them(
    tag: str, whole: str, narrow: str, listed: str, numbers: str
) -> None:
    """A date no more precisely than it is known, a number never rounded."""
    language = untold(tag)
    assert "; ".join(language.date(Edtf.parse(text)) for text in WHOLE) == whole
    assert "; ".join(language.narrow_date(Edtf.parse(text)) for text in NARROW) == narrow
    assert "; ".join(language.listing(iter("abc"[:count])) for count in range(4)) == listed
    assert "; ".join(map(language.number, NUMBERS)) == numbers


def test_periods_and_doubts_are_said_in_the_words_of_the_catalogue(tmp_path: Path) -> None:
    """Each end as precise and as sure as it is known."""
    spanish = Language.load("es", [write(tmp_path, "es", **DATE_WORDS)])
    for written, english, said in (
        ("2018-12/2019-05", "December 2018 to May 2019", "de diciembre de 2018 a mayo de 2019"),
        ("../2019-05", "up to May 2019", "hasta mayo de 2019"),
        (
            "2018~/2019-05-01?",
            "2018 (approximate) to 1 May 2019 (uncertain)",
            "de hacia 2018 a 1 de mayo de 2019 (dudoso)",
        ),
    ):
        date = Edtf.parse(written)
        assert (ENGLISH.date(date), spanish.date(date)) == (english, said)


def test_a_language_tells_its_name_and_which_way_it_is_written() -> None:
    for tag, name, direction, is_source in (
        ("en", "English", "ltr", True),
        ("en-GB", "English", "ltr", True),
        ("es", "español", "ltr", False),
        ("zh-Hans", "中文", "ltr", False),
        ("ar", "العربية", "rtl", False),
    ):
        language = untold(tag)
        assert (language.name, language.direction, language.is_source) == (name, direction, is_source)


# Words


def test_a_message_has_its_values_where_the_catalogue_has_them_and_means_what_its_context_says(tmp_path: Path) -> None:
    menu = f'msgctxt "menu"\n{message("Open %(what)s", "Abrir %(what)s")}'
    others = {
        "%(count)s before %(year)s": "antes de %(year)s: %(count)s",
        "50%% of it": "el 50%%",
        "Open %(what)s": "Sin resolver: %(what)s",
    }
    for language, said in (
        (ENGLISH, ["3 before 1990", "50% of it", "Open A"]),
        (Language.load("es", [write(tmp_path, "es", menu, **others)]), ["antes de 1990: 3", "el 50%", "Abrir A"]),
    ):
        before = language.gettext("%(count)s before %(year)s", count=3, year=1990)
        assert [before, language.gettext("50%% of it"), language.pgettext("menu", "Open %(what)s", what="A")] == said


def test_a_number_takes_the_form_that_the_catalogue_has_for_it(tmp_path: Path) -> None:
    forms = message("", ["%(num)s dicho", "%(num)s de dichos", "%(num)s dichos"])
    spanish = Language.load("es", [write(tmp_path, "es", forms)])
    said = ", ".join(spanish.ngettext(*CLAIMS, num) for num in (0, 1, 2, 1_000_000))
    assert said == "0 dichos, 1 dicho, 2 dichos, 1000000 de dichos"


@pytest.mark.parametrize(("outer", "words"), [("“”", "a ‘b’"), ("«»", "a “b”"), ("「」", "a 『b』"), ("''", "a “b”")])
def test_words_between_quotation_marks_have_the_inner_ones(outer: str, words: str, tmp_path: Path) -> None:
    said = {"“%(words)s”": f"{outer[0]}%(words)s{outer[1]}"}
    spoken = Language.load("fi", [write(tmp_path, "fi", **said)])
    assert spoken.inside(words.translate(str.maketrans("‘’『』", "“”「」"))) == words


def test_a_country_is_told_to_those_who_show_links() -> None:
    countries = {"en": "en_GB", "en-IE": "en_IE", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh-Hant-HK": "zh_HK"}
    for tag, locale in countries.items():
        assert untold(tag).spoken_in == locale


def test_words_stand_behind_their_number_after_a_space_where_the_script_has_any() -> None:
    told = "{claims|claim|claims}. {sources|source|sources}. {claims|项主张}. {sources|个来源}."
    assert make_site(load(BARE)).filled(told) == "1 claim. 0 sources. 1项主张. 0个来源."


# Catalogues


def test_english_needs_no_catalogue_and_a_country_has_the_words_of_its_language(tmp_path: Path) -> None:
    assert Language.load("en-GB", [tmp_path]).gettext("Home") == "Home"
    write(write(tmp_path, "es", Home="Inicio", Claims="Afirmaciones"), "es_MX", Home="Portada")
    write(write(tmp_path, "en", Home="Start"), "zh_Hans", Home="首页")
    english, mexico, china = (Language.load(tag, [tmp_path]) for tag in ("en", "es-MX", "zh-CN"))
    assert (english.gettext("Home"), mexico.gettext("Home"), china.gettext("Home")) == ("Start", "Portada", "首页")
    assert (mexico.gettext("Claims"), mexico.number(1234.5)) == ("Afirmaciones", "1,234.5")


def test_the_first_of_two_folders_wins_and_the_second_says_what_it_does_not(tmp_path: Path) -> None:
    forms = message("", ["%(num)s dicho", "", "%(num)s dichos"])
    theirs = write(tmp_path / "theme", "es", forms, Home="Inicio", Claims="Afirmaciones", Topics="Temas")
    fuzzy = f"#, fuzzy\n{message('Topics', 'Torpes')}"
    ours = write(tmp_path / "site", "es", message("", ["", "", ""]), fuzzy, Home="Portada", Claims="")
    language = Language.load("es", [ours, theirs])
    words = {"Home": "Portada", "Claims": "Afirmaciones", "Topics": "Temas", "Sources": "Sources"}  # nobody's word
    for original, said in words.items():
        assert language.gettext(original) == said
    assert (language.ngettext(*CLAIMS, 1), language.ngettext(*CLAIMS, 2)) == ("1 dicho", "2 dichos")
    assert catalogues(tmp_path) == [tmp_path / "translations", ROOT / "theme" / "translations"]


CATALOGUE = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
VALUES = "keep each %(name)s of the message, in the order of the language, and write %% for a per cent"
TAGS = "keep each HTML tag as the original has it, and add none"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ('msgid "%(a)s and %(b)s"\nmsgstr "%(b)s ja %(c)s"\n', [
            f'6:1: the translation has lost "%(a)s"; {VALUES}', f'6:18: the translation has added "%(c)s"; {VALUES}',
        ]),
        ('msgid "%(a)s"\nmsgstr "5% %(a)s"\n',
         [f"6:10: the translation has a per cent sign that begins nothing; {VALUES}"]),
        ('msgid "<b>Now</b>"\nmsgstr "<b onclick=a()>Nyt"\n', [
            f'6:1: the translation has lost "</b>"; {TAGS}', f'6:1: the translation has lost "<b>"; {TAGS}',
            f'6:9: the translation has added "<b onclick=a()>"; {TAGS}',
        ]),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_told_with_its_place(tmp_path: Path, message: str, told: list[str]) -> None:
    file = catalogue(tmp_path, "fi")
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE + message, encoding="utf-8")
    with pytest.raises(DataError) as error:
        Language.load("fi", [tmp_path])
    found = [f"{f.mark.line}:{f.mark.column}: {f.message}; {f.help}" for f in error.value.diagnostics]
    assert found == told
    assert {f.file for f in error.value.diagnostics} == {str(file)}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("__import__('os')", "invalid token in plural form: __import__"),
        ("n/(n-3)", "integer division or modulo by zero"),
        ("(n!=1", "unbalanced parenthesis in plural form"),
    ],
)
def test_a_rule_of_plurals_that_cannot_be_followed_is_told_with_its_file(tmp_path: Path, rule: str, told: str) -> None:
    file = catalogue(tmp_path, "fi")
    file.parent.mkdir(parents=True)
    file.write_text(f'{CATALOGUE.strip()}\n"Plural-Forms: nplurals=2; plural={rule};\\n"\n', encoding="utf-8")
    with pytest.raises(DataError) as error:
        Language.load("fi", [tmp_path])
    assert [(f.file, f.message) for f in error.value.diagnostics] == [(str(file), f"this is no catalogue: {told}")]


def test_a_singular_need_not_have_its_number_and_what_is_empty_or_fuzzy_is_not_asked(tmp_path: Path) -> None:
    one = f'msgid "{CLAIMS[0]}"\nmsgid_plural "{CLAIMS[1]}"\nmsgstr[0] "yksi"\nmsgstr[1] "%(num)s"\n'
    rest = '#, fuzzy\nmsgid "%(b)s"\nmsgstr "<b>"\n'
    language = Language.load("fi", [write(tmp_path, "fi", one, message("%(a)s", ""), rest)])
    assert (language.ngettext(*CLAIMS, 1), language.ngettext(*CLAIMS, 2)) == ("yksi", "2")
