"""Read and check the catalogues of translations beside the file of claims, such as `translations/zh_Hans.po`.

The id of a message is the original text, its context the list and field. A text without a current translation is shown
in the original language, and marked as such.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from babel.messages.catalog import Message
from pydantic import TypeAdapter, ValidationError

from ..model import links
from ..model.parser import in_words
from ..model.records import PLACEHOLDER, Dataset
from ..model.scalars import Line, Markdown, PlainText, locale
from ..model.translation import Leaf, Original, leaves, place_of, translated
from ..source import catalogue
from ..source.catalogue import Catalogue, Fault, Key, key, texts, unlike
from ..source.diagnostics import DataError, Diagnostic, Mark, nearest, shown
from ..source.grouping import by_key
from ..verdict import Judgement
from . import loader, signs
from .loader import Checked, RuleWarning
from .universals import wrong_universals

FOLDER = "translations"
_LINE, _TEXT, _MARKDOWN = TypeAdapter[str](Line), TypeAdapter[str](PlainText), TypeAdapter[str](Markdown)
_UNITS = {"万": 4, "亿": 8, "萬": 4, "億": 8, "thousand": 3, "million": 6, "billion": 9}
_FIGURE = re.compile(rf"(\d+(?:[.,]\d+)*)(?:\s?({'|'.join(_UNITS)}))?")
_SAID_OTHERWISE = re.compile(r"\b[A-Z]\d+|\b\d+s\b|(?<=\d)[–/]\d\d\b")
"""Figures in originals that other languages write as words: G20, the 1990s, 1906/07."""


@dataclass(frozen=True)
class Translation:
    """A catalogue together with the dataset that it translates. `read` makes it."""

    tag: str
    catalogue: Catalogue
    dataset: Dataset

    @cached_property
    def originals(self) -> dict[Key, list[Leaf]]:
        """Every text that can be translated, by the key of its message."""
        return by_key((leaf.key, leaf) for leaf in leaves(self.dataset))

    @cached_property
    def messages(self) -> dict[Key, Message]:
        """The messages that have a translation, current or not."""
        return {key(message): message for message in self.catalogue.messages if message.id and message.string}

    @cached_property
    def current(self) -> dict[Key, str]:
        """The translations of texts as they are now."""
        fresh = {name: message for name, message in self.messages.items() if not message.fuzzy}
        return {name: "".join(texts(message.string)) for name, message in fresh.items() if name in self.originals}

    @cached_property
    def waiting(self) -> dict[str, Leaf]:
        """The texts without a current translation, by their place."""
        return {leaf.place: leaf for leaf in leaves(self.dataset) if leaf.key not in self.current}

    @cached_property
    def untranslated(self) -> int:
        """The number of texts that readers need and that are shown in the original."""
        return sum(leaf.is_needed for leaf in self.waiting.values())

    @property
    def status(self) -> str:
        """A line that says how many texts are shown in the original; empty if there are none."""
        if not self.untranslated:
            return ""
        needed = sum(leaf.is_needed for leaf in leaves(self.dataset))
        return f"{self.untranslated} of {needed} texts stand in the original; make translations names them"

    @cached_property
    def outdated(self) -> list[tuple[Message, Leaf | None]]:
        """Each translation that is not shown, and the text that has changed since; None if that text is gone."""
        outdated: list[tuple[Message, Leaf | None]] = []
        for name, message in self.messages.items():
            if name not in self.current:
                candidates = [*self.originals.get(name, ())]
                candidates += [self.waiting[place] for place, _ in message.locations if place in self.waiting]
                outdated.append((message, candidates[0] if candidates else None))
        return outdated

    def of(self, dataset: Dataset) -> Dataset:
        """Return this dataset, or the published part of it, with its texts in the language of the catalogue."""
        lang = dataset.site.language
        return translated(dataset, lambda leaf: self.current.get(leaf.key) or Original(leaf.text, lang))


def read(path: Path, text: str, dataset: Dataset) -> Translation:
    """Return the translation of a dataset by the text of a catalogue; the name of its file is its language.

    Raises:
        DataError: with every mistake in the form of the catalogue.

    """
    tag = _tag(path)
    messages = catalogue.read(path, text, str(locale(tag)))
    for message in messages.messages:
        message.flags &= {"fuzzy"}  # Babel takes 60% and {claims} for placeholders of Python
    return Translation(tag, messages, dataset)


def _tag(path: Path) -> str:
    return path.stem.replace("_", "-")


def check(checked: Checked, file: Path) -> tuple[Checked, list[Translation]]:
    """Check the translations of a file.

    Returns:
        The result of a check with every error and warning of the translations added, and the translations that could
        be read, in the order of their files.

    """
    errors: list[Diagnostic] = []
    finders = [*checked.finders]
    data_translations: list[Translation] = []
    for path in () if checked.errors else files(file):
        languages = [checked.dataset.site.language, *(translation.tag for translation in data_translations)]
        name_fault = _name_fault(path, languages)
        if name_fault:
            errors.append(Diagnostic(str(path), Mark(1, 1), *name_fault))
            continue
        try:
            translation = read(path, loader.text_of(path), checked.dataset)
        except DataError as error:
            errors += error.diagnostics
            continue
        errors += _errors(translation, checked.judgements)
        finders.append(partial(_warnings, translation))
        data_translations.append(translation)
    checked = replace(checked, errors=(*checked.errors, *errors), finders=tuple(finders))
    return checked, data_translations


def _errors(translation: Translation, judgements: Mapping[str, Judgement]) -> Iterator[Diagnostic]:
    """Report changed originals, translations that do not fit their original, and sentences that are wrong."""
    yield from translation.catalogue.changed_originals(translation.originals)
    for name, text in translation.current.items():
        for fault in _faults(translation.originals[name][0], text):
            yield translation.catalogue.diagnostic(translation.messages[name], *fault)
    keys = {leaf.place: leaf.key for leaf in leaves(translation.dataset)}
    for universal in wrong_universals(translation.of(translation.dataset), translation.tag, judgements):
        message = translation.messages[keys[place_of(universal.record, universal.path)]]
        subject = f"the translation of {universal.record}"
        yield translation.catalogue.diagnostic(
            message, f"{subject} {universal.message}", universal.help, universal.words
        )


def files(file: Path) -> list[Path]:
    """Return the files in the folder of translations, except those that editors of catalogues leave there."""
    paths = []
    for path in sorted(file.with_name(FOLDER).glob("*")):
        if path.suffix != ".mo" and not path.name.startswith(".") and not path.name.endswith("~"):
            paths.append(path)
    return paths


def _name_fault(path: Path, languages: list[str]) -> tuple[str, str] | None:
    """Return the message and help for a wrong file name.

    Args:
        path: The file.
        languages: The languages that are taken: first that of the originals.

    """
    tag = _tag(path)
    known_locale = locale(tag)
    if path.suffix != ".po":
        name = known_locale or "es"
        help = f"move it elsewhere: {name}.po takes its place, which make translations ADD={name} begins"
        return "nothing is made of this file: a translation is a catalogue of gettext", help
    if not known_locale:
        help = "name the file by one, as es.po or zh_Hans.po"
        return f"{shown(tag)} is no language that CLDR knows", help
    for n, language in enumerate(languages):
        if language.partition("-")[0] == known_locale.language:
            if n == 0:
                return f"the file of claims is in {language} itself", "name this file by the language that it is in"
            message = f"a translation into {language} is there, and both would stand in one folder"
            return message, "keep one of the two"
    return None


def _faults(leaf: Leaf, translation: str) -> Iterator[Fault]:
    """Report how a translation differs from its original in form, in its links, and in its placeholders."""
    adapter = _TEXT if "\n" in leaf.text else _LINE
    if leaf.content == "markdown":
        adapter = _MARKDOWN
    try:
        adapter.validate_python(translation)
    except ValidationError as error:
        message, help = in_words(error.errors(include_url=False)[0])
        yield f"the translation {message}", help, ""
        return
    placeholders = (_placeholders, "keep what stands in braces as the original has it: a number is filled in")
    parts = [placeholders]
    if leaf.content == "markdown":
        parts.append((_targets, "lead each link where the original leads, and translate the words alone"))
    yield from unlike(leaf.text, translation, *parts)


def _targets(text: str) -> list[str]:
    """Return the targets of the links in a text."""
    to_records = [f"{kind}:{id}" + (f"#{number}" if number else "") for kind, id, number in links.passages(text)]
    return to_records + links.others(text)


def _placeholders(text: str) -> list[str]:
    """Return the placeholders in a text, without the words that go with their numbers."""
    return [f"{{{match[1]}}}" for match in PLACEHOLDER.finditer(text)]


def _warnings(translation: Translation) -> Iterator[RuleWarning]:
    yield from _outdated_translations(translation)
    yield from _missing_figures(translation)
    yield from _unfinished_work(translation)


def _outdated_translations(translation: Translation) -> Iterator[RuleWarning]:
    """Warn about each translation whose original has changed or is gone."""
    diagnostic = translation.catalogue.diagnostic
    for message, leaf in translation.outdated:
        if leaf:
            help = "type make translations, which puts the new text beside the old one"
            if message.fuzzy:
                help = "mend msgstr, and delete the line `#, fuzzy`"
            fault = f"what this translates has changed: {leaf.place}"
            yield RuleWarning("translations-are-current", diagnostic(message, fault, help))
        else:
            place = (message.locations[0][0] if message.locations else message.context) or ""
            near = nearest(place, translation.waiting)
            help = f"did you mean {near}?" if near else "type make translations, which keeps it at the end"
            fault = f"{place} is not in the file of claims"
            yield RuleWarning("translations-have-an-original", diagnostic(message, fault, help))


def _missing_figures(translation: Translation) -> Iterator[RuleWarning]:
    """Warn about each figure of an original that its translation lacks."""
    for name, text in translation.current.items():
        leaf = translation.originals[name][0]
        for figure in _lost_figures(leaf.text, text):
            fault = f"the translation lacks the figure {shown(figure)}"
            help = "write it, unless words say it"
            diagnostic = translation.catalogue.diagnostic(translation.messages[name], fault, help)
            yield RuleWarning("figures-are-translated", diagnostic)


def _unfinished_work(translation: Translation) -> Iterator[RuleWarning]:
    """Warn about signs of unfinished work in translations; another rule finds those in the original."""
    for name, text in translation.current.items():
        for sign in signs.find(text, signs.IN_TEXTS):
            if sign.spot not in translation.originals[name][0].text:
                fault = f"the translation {sign.message}"
                diagnostic = translation.catalogue.diagnostic(translation.messages[name], fault, sign.help, sign.spot)
                yield RuleWarning("work-is-finished", diagnostic)


def _lost_figures(original: str, translation: str) -> Iterator[str]:
    """Yield each figure of a text that its translation lacks, however either of them writes large numbers."""
    values_in_translation = set[int]().union(*_figures(translation).values())
    for figure, values in _figures(_SAID_OTHERWISE.sub("", original)).items():
        if values.isdisjoint(values_in_translation):
            yield figure


def _figures(text: str) -> dict[str, set[int]]:
    """Return the values of each figure in a text: its digits as a number, and that number with the unit after it."""
    figures = dict[str, set[int]]()
    for figure, unit in _FIGURE.findall(PLACEHOLDER.sub("", links.without_targets(text))):
        digits = int(re.sub("[.,]", "", figure))
        decimals = len(figure.partition(".")[2])
        figures[figure] = {digits}
        if unit:
            figures[figure].add(digits * 10 ** _UNITS[unit] // 10**decimals)
    return figures
