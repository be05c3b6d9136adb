"""`translations/zh_Hans.po`, beside the file of claims → the records in another language, and what is wrong with it.

A message is the original text, its context the list and field. What is not translated, or has changed since it was, is
shown in the original, marked as what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from babel import Locale
from babel.dates import format_skeleton
from babel.messages.catalog import Message
from pydantic import TypeAdapter, ValidationError

from ..model import links
from ..model.markdown import CLOSE, html_of_page, unclosed
from ..model.parser import in_words
from ..model.records import PLACEHOLDER, Dataset, SiteInfo
from ..model.scalars import Line, Markdown, PlainText, locale
from ..model.translation import Leaf, Original, leaves, place_of, translated
from ..source import catalogue
from ..source.catalogue import Catalogue, Fault, Key, key, texts, unlike
from ..source.diagnostics import DataError, Diagnostic, Mark, nearest, shown
from ..source.grouping import by_key
from ..verdict.counter import WitnessCounter
from . import loader, publication, signs
from .loader import Checked, RuleWarning
from .universals import wrong_universals

FOLDER = "translations"
_LINE, _TEXT, _MARKDOWN = TypeAdapter[str](Line), TypeAdapter[str](PlainText), TypeAdapter[str](Markdown)
_UNITS = {"万": 4, "亿": 8, "萬": 4, "億": 8, "thousand": 3, "million": 6, "billion": 9}
_FIGURE = re.compile(rf"(\d+(?:[.,]\d+)*)(?:\s?({'|'.join(_UNITS)}))?")
_NOT_READ = re.compile(rf"\]\([^)]*\)|{PLACEHOLDER.pattern}")
"""Where links lead, and what is filled in."""


@dataclass(frozen=True)
class Translation:
    """A catalogue of translations, against the dataset that it translates."""

    tag: str
    catalogue: Catalogue
    dataset: Dataset

    @cached_property
    def originals(self) -> dict[Key, list[Leaf]]:
        """Every text that a translation can have, by what finds it."""
        return by_key((leaf.key, leaf) for leaf in leaves(self.dataset))

    @cached_property
    def said(self) -> dict[Key, Message]:
        """What the catalogue says, current or not."""
        return {key(message): message for message in self.catalogue.messages if message.id and message.string}

    @cached_property
    def current(self) -> dict[Key, str]:
        """What is said of each text as it now is."""
        fresh = {name: message for name, message in self.said.items() if not message.fuzzy}
        return {name: "".join(texts(message.string)) for name, message in fresh.items() if name in self.originals}

    @cached_property
    def waiting(self) -> dict[str, Leaf]:
        """Each text that is not said as it now is, by its place."""
        every = (leaf for group in self.originals.values() for leaf in group)
        return {leaf.place: leaf for leaf in every if leaf.key not in self.current}

    @cached_property
    def untranslated(self) -> list[Leaf]:
        """The texts that readers need and that are shown in the original, one for each place."""
        return [leaf for leaf in self.waiting.values() if leaf.is_needed]

    @property
    def status(self) -> str:
        """How many texts are shown in the original; empty where none are."""
        needed = sum(leaf.is_needed for leaf in leaves(self.dataset))
        count = f"{len(self.untranslated)} of {needed} texts stand in the original"
        return f"{count}; make translations names them" if self.untranslated else ""

    @cached_property
    def outdated(self) -> list[tuple[Message, Leaf | None]]:
        """Each translation that is not shown, and what has changed since it was made; None where that is gone."""
        found = list[tuple[Message, Leaf | None]]()
        for name, message in self.said.items():
            if name not in self.current:
                here = [self.waiting[place] for place, _ in message.locations if place in self.waiting]
                found.append((message, next(iter([*self.originals.get(name, ()), *here]), None)))
        return found

    def of(self, dataset: Dataset) -> Dataset:
        """Return this dataset, or what is published of it, with its texts in the language of the catalogue."""
        lang = dataset.site.language
        return translated(dataset, lambda leaf: self.current.get(leaf.key) or Original(leaf.text, lang))


def read(path: Path, text: str, dataset: Dataset) -> Translation:
    """Return what the text of a catalogue, named by its language, says of a dataset; raise DataError for mistakes."""
    tag = _tag(path)
    read = catalogue.read(path, text, str(locale(tag)))
    for message in read.messages:
        message.flags &= {"fuzzy"}  # Babel takes 60% and {claims} for what Python fills in
    return Translation(tag, read, dataset)


def _tag(path: Path) -> str:
    return path.stem.replace("_", "-")


def check(checked: Checked, file: Path) -> tuple[Checked, list[Translation]]:
    """Return what a check of a file found, and every mistake and warning of its translations; and these, in order."""
    errors, finders, found = list[Diagnostic](), [*checked.finders], list[Translation]()
    for path in () if checked.errors else files(file):
        if misnamed := _name_fault(path, [checked.dataset.site.language, *(one.tag for one in found)]):
            errors.append(Diagnostic(str(path), Mark(1, 1), *misnamed))
            continue
        try:
            translation = read(path, loader.text_of(path), checked.dataset)
        except DataError as error:
            errors += error.diagnostics
            continue
        errors += translation.catalogue.changed_originals(translation.originals)
        for name, text in translation.current.items():
            for fault in _faults(translation.originals[name][0], text):
                errors.append(translation.catalogue.diagnostic(translation.said[name], *fault))
        errors += _universals(translation)
        finders.append(partial(_warnings, translation))
        found.append(translation)
    return replace(checked, errors=(*checked.errors, *errors), finders=tuple(finders)), found


def _universals(translation: Translation) -> Iterator[Diagnostic]:
    """Yield where a translation says that one side alone says what others say too."""
    dataset, counter = translation.dataset, WitnessCounter(translation.dataset)
    judgements = {claim.id: counter.judge(claim) for claim in dataset.claims}
    keys = {leaf.place: leaf.key for leaf in leaves(dataset)}
    for found in wrong_universals(translation.of(dataset), translation.tag, judgements):
        message = translation.said[keys[place_of(found.record, found.path)]]
        said = f"the translation of {found.record} {found.message}"
        yield translation.catalogue.diagnostic(message, said, found.help, found.words)


def files(file: Path) -> list[Path]:
    """Return what lies in the folder of translations, but for what editors of catalogues leave beside them."""
    there = sorted(file.with_name(FOLDER).glob("*"))
    return [path for path in there if path.suffix != ".mo" and not path.name.startswith(".") and path.name[-1] != "~"]


def _name_fault(path: Path, taken: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with the name of a file and the help; the first of the languages taken is the original's."""
    tag = _tag(path)
    known = locale(tag)
    if path.suffix != ".po":
        name = known or "es"
        help = f"move it elsewhere: {name}.po takes its place, which make translations ADD={name} begins"
        return "nothing is made of this file: a translation is a catalogue of gettext", help
    if not known:
        help = "name the file by one, as es.po or zh_Hans.po"
        return f"{shown(tag)} is no language that CLDR knows", help
    if twin := next((other for other in taken if other.partition("-")[0] == known.language), None):
        if twin == taken[0]:
            return f"the file of claims is in {twin} itself", "name this file by the language that it is in"
        return f"a translation into {twin} is there, and both would stand in one folder", "keep one of the two"
    return None


def _faults(leaf: Leaf, said: str) -> Iterator[Fault]:
    """Yield where a translation cannot stand for its original: by its form, where it leads, and what is filled in."""
    adapter = _MARKDOWN if leaf.content == "markdown" else _TEXT if "\n" in leaf.text else _LINE
    try:
        adapter.validate_python(said)
    except ValidationError as error:
        message, help = in_words(error.errors(include_url=False)[0])
        yield f"the translation {message}", help, ""
    else:
        compared = [
            (_placeholders, "keep what stands in braces as the original has it: a number is filled in"),
            (lambda text: unclosed(text, html_of_page), CLOSE),
        ]
        if leaf.content == "markdown":
            compared.append((_targets, "lead each link where the original leads, and translate the words alone"))
        yield from unlike(leaf.text, said, *compared)


def _targets(text: str) -> list[str]:
    passages = (f"{kind}:{id}#{n}".removesuffix("#0") for kind, id, n in links.passages(text))
    return [*passages, *links.others(text)]


def _placeholders(text: str) -> list[str]:
    return [f"{{{found[1]}}}" for found in PLACEHOLDER.finditer(text)]


def _warnings(translation: Translation) -> Iterator[RuleWarning]:
    tag, find = translation.tag, translation.catalogue.diagnostic
    for message, leaf in translation.outdated:
        if leaf:
            help = "type make translations, which puts the new text beside the old one"
            if message.fuzzy:
                help = "mend msgstr, and delete the line `#, fuzzy`"
            what = f"what this translates has changed: {leaf.place}"
            yield RuleWarning("translations-are-current", tag, find(message, what, help), leaf.place)
        else:
            place = " ".join(place for place, _ in message.locations[:1]) or message.context or ""
            near = nearest(place, translation.waiting)
            help = f"did you mean {near}?" if near else "type make translations, which keeps it at the end"
            what = f"{place} is not in the file of claims"
            yield RuleWarning("translations-have-an-original", tag, find(message, what, help), place)
    day_patterns, original_day_patterns = _day_patterns(tag), _day_patterns(translation.dataset.site.language)
    for name, text in translation.current.items():
        leaf = translation.originals[name][0]
        for day, other_day in _turned_days(_days(leaf.text, original_day_patterns), _days(text, day_patterns)):
            words = f"{tag} {leaf.context.partition('.')[2]} {other_day}"
            what = f"the translation has {shown(other_day)} where the original has {shown(day)}"
            help = "write the day of the original; if both are meant, `make check ACCEPT=1` accepts that"
            diagnostic = find(translation.said[name], what, help, other_day)
            yield RuleWarning("figures-are-translated", leaf.id or SiteInfo.kind_name, diagnostic, words)
        for figure in _lost_figures(leaf.text, text):
            words = f"{tag} {leaf.context.partition('.')[2]} {figure}"
            what = f"the translation lacks the figure {shown(figure)}"
            help = "write it; where words say it, `make check ACCEPT=1` accepts that"
            diagnostic = find(translation.said[name], what, help)
            yield RuleWarning("figures-are-translated", leaf.id or SiteInfo.kind_name, diagnostic, words)
    for leaf in {leaf.key: leaf for leaf in leaves(publication.published(translation.dataset))}.values():
        for sign in signs.find(translation.current.get(leaf.key, ""), signs.IN_PAGES):
            if sign.spot not in leaf.text:  # else it is told of the original
                message = translation.said[leaf.key]
                diagnostic = find(message, f"the translation {sign.message}", sign.help, sign.spot)
                yield RuleWarning("work-is-finished", leaf.id or SiteInfo.kind_name, diagnostic, sign.words)


def _day_patterns(tag: str) -> list[tuple[int, re.Pattern[str]]]:
    """Return what finds the days of each month in a language: `1 May`, and in English `May 1` too."""
    patterns: list[tuple[int, re.Pattern[str]]] = []
    for name in (tag, "en-001") if tag == "en" else (tag,):
        for month in range(1, 13):
            day = format_skeleton("MMMMd", date(2020, month, 28), locale=Locale.parse(name, sep="-"))
            before, after = map(re.escape, day.split("28"))
            patterns.append((month, re.compile(rf"(?<!\d){before}(\d\d?){after}(?!\d)")))
    return patterns


def _days(text: str, patterns: list[tuple[int, re.Pattern[str]]]) -> dict[tuple[int, int], str]:
    """Return the days that a text names, as month and day, each with its words there."""
    days: dict[tuple[int, int], str] = {}
    for month, pattern in patterns:
        for match in pattern.finditer(text):
            days[month, int(match[1])] = match[0]
    return days


def _turned_days(days: dict[tuple[int, int], str], days_here: dict[tuple[int, int], str]) -> Iterator[tuple[str, str]]:
    """Yield each day that is lost with the same day of another month that takes its place."""
    for month, day in sorted(days.keys() - days_here.keys()):
        for other_month, other_day in sorted(days_here.keys() - days.keys()):
            if other_day == day:
                yield days[month, day], days_here[other_month, other_day]


def _lost_figures(original: str, here: str) -> Iterator[str]:
    """Yield each figure of a text that its translation lacks, however either writes thousands and millions."""
    there = set[int]().union(*_figures(here).values())
    return (figure for figure, values in _figures(original).items() if not values & there)


def _figures(text: str) -> dict[str, set[int]]:
    """Return for each figure of a text what its digits make, and what they mean with a unit after them."""
    found = dict[str, set[int]]()
    for figure, unit in _FIGURE.findall(_NOT_READ.sub("", text)):
        digits, fraction = int(re.sub("[.,]", "", figure)), figure.partition(".")[2]
        found[figure] = {digits, digits * 10 ** _UNITS[unit] // 10 ** len(fraction) if unit else digits}
    return found
