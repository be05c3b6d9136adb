"""A language of the site: its messages, dates, numbers and lists. The locale of the machine has no effect.

Messages come from gettext catalogues, in which the message ids are English. Everything else comes from CLDR, by Babel.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Self

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal

from ..checks import loader
from ..checks.languages import SOURCE, files, no_catalogue
from ..model.translation import Original, in_language_of
from ..source.catalogue import Catalogue, Fault, Key, key, texts, unlike
from ..source.catalogue import read as read_catalogue
from ..source.dates import Day, Edtf
from ..source.diagnostics import DataError
from ..source.faults import Mistake

_DATES = {"day": "yMMMMd", "month": "yMMMM"}
_VALUE = re.compile(r"%\(\w+\)s")
_VALUES_STAY = "keep each %(name)s of the message, in the order of the language, and write %% for a per cent"
_INNER = {"“”": "‘’", "«»": "“”", "「」": "『』", "„“": "‚‘"}
_NARROW = {"day": "yMMMd", "month": "yMMM"}


class Untranslated(NullTranslations):
    """The last fallback of the catalogues of a language: marks messages that none of them translates as English."""

    def gettext(self, message: str) -> str:
        """Return a message, marked unless it has placeholders, whose values are in the page's language, or is HTML."""
        return message if "%(" in message or "<" in message else Original(message, SOURCE)


@dataclass(frozen=True, eq=False)
class Language:
    """A language. Messages have named placeholders, `%(count)s`, and `%%` for a per cent sign."""

    tag: str
    """A BCP 47 tag that CLDR knows, such as `zh-Hans`."""
    translations: NullTranslations
    untranslated: int = 0
    """The number of messages that no catalogue translates."""

    _dates: dict[str, str] = field(default_factory=dict)
    """Formatted dates: most are on many pages, and Babel is slower than this look-up."""

    @cached_property
    def locale(self) -> Locale:
        """The locale in CLDR."""
        return Locale.parse("en-001" if self.tag == SOURCE else self.tag, sep="-")

    @classmethod
    def load(cls, tag: str, folders: Iterable[Path]) -> Self:
        """Return a language with its catalogues.

        Args:
            tag: the tag of the language
            folders: the folders with catalogues; the first catalogue that has a message translates it

        Raises:
            Mistake: if the language is not English and no folder has a catalogue for it
            DataError: if a catalogue has mistakes

        """
        locale = Locale.parse(tag, sep="-")
        catalogue_files = files(locale, folders)
        if not catalogue_files and locale.language != SOURCE:
            raise Mistake("; ".join(no_catalogue(tag, locale)))
        translations = NullTranslations() if locale.language == SOURCE else Untranslated()
        listed: set[Key] = set()
        translated: set[Key] = set()
        for file in reversed(catalogue_files):
            messages = read_catalogue(file, loader.text_of(file), str(locale))
            for message in messages.messages:
                listed.add(key(message))
                if all(texts(message.string)) and not message.fuzzy:
                    translated.add(key(message))
            compiled = _compiled(messages)
            compiled.add_fallback(translations)
            translations = compiled
        return cls(tag, translations, len(listed - translated))

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
        territory = Locale.parse(self.tag, sep="-").territory
        if not territory:
            likely = get_global("likely_subtags")
            subtags = likely.get(self.tag.replace("-", "_")) or likely.get(self.locale.language, "")
            territory = subtags.rpartition("_")[2]
        return f"{self.locale.language}_{territory}"

    def is_own(self, lang: str) -> bool:
        """Return whether `lang` is this language, in any script or country, so that its words need no gloss."""
        return lang.partition("-")[0] == self.locale.language

    def called(self, tag: str) -> str:
        """Return the name of another language in this one."""
        return str(Locale.parse(tag, sep="-").get_language_name(self.locale) or tag)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def gettext(self, message: str, **values: str | int) -> str:
        """Return a message in this language, with its placeholders filled in."""
        text = self.translations.gettext(message)
        return in_language_of(text, text % values)

    def ngettext(self, one: str, many: str, num: int, **values: str | int) -> str:
        """Return the form of a message for a number, which fills in `%(num)s`."""
        return self.translations.ngettext(one, many, num) % {"num": num, **values}

    def pgettext(self, context: str, message: str, **values: str | int) -> str:
        """Return a message whose translation depends on the context."""
        return self.translations.pgettext(context, message) % values

    def inside(self, words: str) -> str:
        """Return words to put between quotation marks: those inside are replaced by the inner marks of the language."""
        marks = self.gettext("“%(words)s”", words="")
        return words.translate(str.maketrans(marks, _INNER.get(marks, marks)))

    def listing(self, words: Iterable[str]) -> str:
        """Return a list in words: `a`, `a and b`, `a, b and c`."""
        return str(format_list([*words], locale=self.locale))

    def number(self, value: float) -> str:
        """Return a number with separators between thousands, except in Chinese and Japanese."""
        grouped = not self.is_spaceless  # these count in units of ten thousand
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False, group_separator=grouped))

    def date(self, when: Edtf) -> str:
        """Return a date or a period in words: `1 May 2019`."""
        if when.text not in self._dates:
            self._dates[when.text] = self._period(when, _DATES)
        return self._dates[when.text]

    def narrow_date(self, when: Edtf) -> str:
        """Return a short form of a date, with the month abbreviated: `1 May 2019`, `Q1 2019`."""
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


def _compiled(read: Catalogue) -> GNUTranslations:
    """Return the translations in a catalogue; raise DataError if one cannot be shown."""
    diagnostics = []
    for message in read.messages:
        for fault in _faults(message):
            diagnostics.append(read.diagnostic(message, *fault))
    if diagnostics:
        raise DataError(sorted(diagnostics))
    for message in [*read.messages]:
        # Left in, an untranslated plural would be shown in English even if another catalogue translates it.
        if message.pluralizable and not any(message.string):
            read.messages.delete(message.id, message.context)
    file = BytesIO()
    write_mo(file, read.messages)
    file.seek(0)
    return GNUTranslations(file)


def _faults(message: Message) -> Iterator[Fault]:
    """Yield the placeholders that a translation loses, and per cent signs that cannot be filled in."""
    if message.fuzzy or not message.id:
        return
    original = texts(message.id)[-1]

    def values(text: str) -> set[str]:
        names = {*_VALUE.findall(text)}
        return names - {"%(num)s"} if message.pluralizable else names  # “a single ferry” needs no number

    for form in texts(message.string):
        if not form:
            continue
        yield from unlike(original, form, (values, _VALUES_STAY))
        if _VALUE.search(original) and "%" in _VALUE.sub("", form).replace("%%", ""):
            yield "the translation has a per cent sign that begins nothing", _VALUES_STAY, "%"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, by which messages are found
    """Mark a message for translation, and return it; `gettext` translates it later."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a message with a plural for translation, and return both forms for `ngettext`."""
    return one, many
