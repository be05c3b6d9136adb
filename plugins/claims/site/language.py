"""A language in which pages are written: its words, dates, numbers and lists. Nothing of the machine's is asked.

Words come from catalogues of gettext, the message being the English; all else is CLDR's, by Babel.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal

from ..checks import loader
from ..faults import Mistake
from ..model.translation import Original, in_language_of
from ..resources import packaged
from ..source.catalogue import Catalogue, Fault, Key, key, texts, unlike
from ..source.catalogue import read as read_catalogue
from ..source.dates import Day, Edtf
from ..source.diagnostics import DataError

SOURCE = "en"
"""The language of the messages themselves."""
DOMAIN = "claims"
_DATES = {"day": "yMMMMd", "month": "yMMMM"}
_VALUE = re.compile(r"%\(\w+\)s")
_VALUES_STAY = "keep each %(name)s of the message, in the order of the language, and write %% for a per cent"
_INNER = {"“”": "‘’", "«»": "“”", "「」": "『』", "„“": "‚‘"}
_NARROW = {"day": "yMMMd", "month": "yMMM"}


class UnknownLanguageError(Mistake):
    """There is no such language, or no catalogue of its words; the help stands after a semicolon."""


class Untranslated(NullTranslations):
    """The end of a chain of catalogues: returns the message itself, marked with its language.

    A message with values is not marked, because the values are in the language of the page.
    """

    def gettext(self, message: str) -> str:
        """Return the message."""
        return message if "%(" in message else Original(message, SOURCE)

    def pgettext(self, context: str, message: str) -> str:
        """Return the message, whatever it is said of."""
        return self.gettext(message)


@dataclass(frozen=True)
class Language:
    """One language. A message has its values in it by name, `%(count)s`; a per cent sign is written twice."""

    tag: str
    """One of BCP 47 that CLDR knows, such as `zh-Hans`."""
    translations: NullTranslations = field(compare=False, repr=False)
    read: tuple[str, ...] = field(default=(), repr=False)
    """The catalogues that they are made from. Languages are the same where these and their tags are."""
    untranslated: int = field(default=0, compare=False, repr=False)
    """How many messages the catalogues list without a translation."""

    _dates: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Dates that were said: most stand on many pages, and to say one takes Babel longer than to find it here."""

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of it."""
        return Locale.parse("en-001" if self.tag == SOURCE else self.tag, sep="-")

    @classmethod
    def load(cls, tag: str, folders: Iterable[Path]) -> Self:
        """Return a language with the words of its catalogues, of which the first that has a message says it.

        Raises UnknownLanguageError where none of the folders has one, but for English, and DataError where one is
        wrong.
        """
        locale = Locale.parse(tag, sep="-")
        there = files(locale, folders)
        if not there and locale.language != SOURCE:
            raise UnknownLanguageError(
                f"the language {tag} has no catalogue; type make translations ADD={locale}, translate the file that "
                "this writes, and build again"
            )
        translations = NullTranslations() if locale.language == SOURCE else Untranslated()
        read = tuple(map(loader.text_of, there))
        listed, translated = set[Key](), set[Key]()
        for file, text in zip(reversed(there), reversed(read), strict=True):
            catalogue = read_catalogue(file, text, str(locale))
            for message in catalogue.messages:
                listed.add(key(message))
                if all(texts(message.string)) and not message.fuzzy:
                    translated.add(key(message))
            found = _compiled(catalogue)
            found.add_fallback(translations)
            translations = found
        return cls(tag, translations, read, len(listed - translated))

    @property
    def is_source(self) -> bool:
        """Whether it is the language of the messages."""
        return self.locale.language == SOURCE

    @property
    def is_spaceless(self) -> bool:
        """Whether it is written without spaces between words and sentences: Chinese and Japanese."""
        return self.locale.language in {"ja", "zh"}

    @property
    def name(self) -> str:
        """The name of the language in itself."""
        return str(self.locale.get_language_name(self.locale) or self.tag)

    @property
    def spoken_in(self) -> str:
        """The language and a country, as the Open Graph protocol names them: `zh_CN`."""
        if self.tag == SOURCE:
            return "en_GB"  # as the messages are spelled
        likely = get_global("likely_subtags")
        whole = likely.get(self.tag.replace("-", "_")) or likely.get(self.locale.language, "")
        return f"{self.locale.language}_{Locale.parse(self.tag, sep='-').territory or whole.rpartition('_')[2]}"

    def is_own(self, lang: str) -> bool:
        """Return whether words of a language need no gloss here: those of this one, in whatever script or country."""
        return lang.partition("-")[0] == self.locale.language

    def called(self, tag: str) -> str:
        """Return the name of another language in this one."""
        return str(Locale.parse(tag, sep="-").get_language_name(self.locale) or tag)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def gettext(self, message: str, **values: Any) -> str:
        """Return a message in this language, with its values."""
        text = self.translations.gettext(message)
        return in_language_of(text, text % values)

    def ngettext(self, one: str, many: str, num: int, **values: Any) -> str:
        """Return the form of a message for a number, which is `%(num)s` in it."""
        return self.translations.ngettext(one, many, num) % {"num": num, **values}

    def pgettext(self, context: str, message: str, **values: Any) -> str:
        """Return a message that is said in another way elsewhere."""
        text = self.translations.pgettext(context, message)
        return in_language_of(text, text % values)

    def inside(self, words: str) -> str:
        """Return words as they stand between the language's quotation marks: with its inner ones in place of these."""
        marks = self.gettext("“%(words)s”", words="")
        return words.translate(str.maketrans(marks, _INNER.get(marks, marks)))

    def listing(self, words: Iterable[str]) -> str:
        """Return `a`, `a and b`, `a, b and c`."""
        return str(format_list([*words], locale=self.locale))

    def number(self, value: float) -> str:
        """Return a number as it is read, its thousands parted."""
        grouped = not self.is_spaceless  # where thousands are no unit of counting
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False, group_separator=grouped))

    def date(self, when: Edtf) -> str:
        """Return a date or a period in words: `1 May 2019`."""
        if when.text not in self._dates:
            self._dates[when.text] = self._period(when, _DATES)
        return self._dates[when.text]

    def narrow_date(self, when: Edtf) -> str:
        """Return a date with its month cut short, or `Q1 2019`, for where there is little room."""
        if when.quarter:
            return format_skeleton("yQQQ", when.first, locale=self.locale)
        return self._period(when, _NARROW)

    def _period(self, when: Edtf, skeletons: dict[str, str]) -> str:
        end = self._day(when.end, skeletons)
        if not when.is_period:
            return end
        if not when.start:
            return self.gettext("up to %(end)s", end=end)
        return self.gettext("%(start)s to %(end)s", start=self._day(when.start, skeletons), end=end)

    def _day(self, day: Day, skeletons: dict[str, str]) -> str:
        text = format_skeleton(skeletons.get(day.precision, "y"), day.first, locale=self.locale)
        if day.qualifier == "?":
            return self.gettext("%(date)s (uncertain)", date=text)
        return self.gettext("%(date)s (approximate)", date=text) if day.qualifier else text


def catalogues(home: Path) -> list[Path]:
    """Return the folders with catalogues, where a site's own come before those of the theme."""
    return [home / "translations", packaged("theme") / "translations"]


def catalogue(folder: Path, name: str) -> Path:
    """Return where a folder has its catalogue of a locale."""
    return folder / name / "LC_MESSAGES" / f"{DOMAIN}.po"


def files(locale: Locale, folders: Iterable[Path]) -> list[Path]:
    """Return the catalogues of a locale or its language that are there, the nearest of the first folder first."""
    names = dict.fromkeys([str(locale), f"{locale.language}_{locale.script}", locale.language])
    return [file for folder in folders for name in names if (file := catalogue(folder, name)).is_file()]


def _compiled(read: Catalogue) -> GNUTranslations:
    """Return what a catalogue says; raise DataError where a page could not print it."""
    if faults := [read.diagnostic(message, *fault) for message in read.messages for fault in _faults(message)]:
        raise DataError(sorted(faults))
    for message in [*read.messages]:
        if message.pluralizable and not any(message.string):  # which would be said in English, and asked nowhere else
            read.messages.delete(message.id, message.context)
    made = BytesIO()
    write_mo(made, read.messages)
    made.seek(0)
    return GNUTranslations(made)


def _faults(message: Message) -> Iterator[Fault]:
    """Yield what would be lost, or could not be filled in, where a message is said."""
    original, counted = texts(message.id)[-1], {"%(num)s"} if message.pluralizable else set[str]()

    def values(text: str) -> set[str]:
        return {*_VALUE.findall(text)} - counted  # one need not be counted

    for form in filter(None, () if message.fuzzy or not message.id else texts(message.string)):
        yield from unlike(original, form, (values, _VALUES_STAY))
        if _VALUE.search(original) and "%" in _VALUE.sub("", form).replace("%%", ""):
            yield "the translation has a per cent sign that begins nothing", _VALUES_STAY, "%"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, by which messages are found
    """Return a message of a table, which is translated where it is said."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Return the two forms of a message of a table, for `ngettext`."""
    return one, many
