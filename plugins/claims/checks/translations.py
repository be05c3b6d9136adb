"""`translations/zh-Hans.yaml`, beside the file of claims → the records in another language, and what is wrong with it.

Each text stands under its record and field, with a digest of the text that it translates. Where that text has changed
since, or nobody has translated it, the original is shown, marked as what it is, and `make check` says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from ..model import links
from ..model.parser import in_words
from ..model.records import PLACEHOLDER, SECTIONS, Dataset
from ..model.scalars import Line, Markdown, PlainText, locale
from ..model.translation import NUMBER, Leaf, Original, leaves, translated
from ..source import yaml_reader as reader
from ..source.diagnostics import DataError, Finding, Problem, form, nearest, shown
from . import loader
from .loader import Checked, Remarked
from .remarks import Remark

FOLDER = "translations"
_NOT_NEEDED = {"also", "author", "evidence.gloss", "evidence.words", "forms", "gloss"}
_DIGEST = re.compile("[0-9a-f]{8}")
_FIELDS = ("of", "text", "read")
_LINE, _TEXT, _MARKDOWN = TypeAdapter[str](Line), TypeAdapter[str](PlainText), TypeAdapter[str](Markdown)


def _remark(name: str, singular: str, plural: str) -> Remark:
    def find(dataset: Dataset, today: date) -> Iterator[Problem]:  # for which the translation is needed
        return iter(())

    find.__name__ = name
    return Remark(singular, plural, find)


STALE = _remark("translations_are_current", "translation is stale", "translations are stale")
ORPHANED = _remark("translations_have_an_original", "translation has no original", "translations have no original")
REMARKS = (STALE, ORPHANED)


class Said(NamedTuple):
    """A text in a file of translations, and where it stands."""

    place: tuple[str, str, str]
    """Its section, the id of its record, and its field."""
    text: str
    of: str
    read: bool
    path: tuple[str | int, ...]


@dataclass(frozen=True)
class Translation:
    """A file of translations, against the dataset that it translates."""

    tag: str
    file: Path
    dataset: Dataset
    said: tuple[Said, ...]

    @cached_property
    def _found(self) -> dict[Leaf, Said]:
        """What is said of each text: under its own name, or of the same words in such a field elsewhere."""
        by_place = {said.place: said for said in self.said}
        alike = {(said.place[0], NUMBER.sub("", said.place[2]), said.of): said for said in reversed(self.said)}
        found = {}
        for leaf in leaves(self.dataset):
            own = by_place.get((leaf.section, leaf.id, leaf.field))
            if said := own if own and own.of == leaf.digest else alike.get((*leaf.kind, leaf.digest), own):
                found[leaf] = said
        return found

    @cached_property
    def current(self) -> dict[Leaf, Said]:
        """What is said of each text as it now is."""
        return {leaf: said for leaf, said in self._found.items() if said.of == leaf.digest}

    @property
    def stale(self) -> list[tuple[Leaf, Said]]:
        """Each text whose original has changed, and what was said of that."""
        return [(leaf, said) for leaf, said in self._found.items() if leaf not in self.current]

    @property
    def missing(self) -> list[Leaf]:
        """Each text that nobody has translated, but for what helps with words in other languages and finds them."""
        return [leaf for leaf in leaves(self.dataset) if leaf not in self._found and leaf.kind[1] not in _NOT_NEEDED]

    @property
    def orphaned(self) -> list[Said]:
        """Each translation of what is not in the file of claims."""
        used = {said.place for said in self._found.values()}
        return [said for said in self.said if said.place not in used]

    @property
    def unread(self) -> int:
        """How many of those that are current nobody has read again beside the original."""
        return sum(not said.read for said in self.current.values())

    def of(self, dataset: Dataset) -> Dataset:
        """Return this dataset, or what is published of it, in the language."""
        lang = dataset.site.language
        said = {(leaf.kind, leaf.text): found.text for leaf, found in self.current.items()}
        return translated(dataset, lambda leaf: said.get((leaf.kind, leaf.text)) or Original(leaf.text, lang))


def check(checked: Checked, file: Path) -> tuple[Checked, list[Translation]]:
    """Return what a check of a file found, and every mistake and remark of its translations; and these, in order."""
    errors, remarks, found = list[Finding](), list[Remarked](), list[Translation]()
    if checked.errors:
        return checked, []
    for path in sorted(file.with_name(FOLDER).glob("*.yaml")):
        try:
            document = reader.read(loader.text_of(path))
        except DataError as error:
            errors += error.findings
            continue
        texts = [*_said(document)]
        whole = tuple(text for text in texts if isinstance(text, Said))
        translation = Translation(path.stem, path, checked.dataset, whole)
        problems = [*document.problems, *_tag_problems(path.stem, checked.dataset.site.language)]
        if twin := next((one for one in found if one.tag.partition("-")[0] == path.stem.partition("-")[0]), None):
            message = f"{twin.file.name} is in this language, and would stand in the same folder"
            problems.append(Problem((), message, "keep one of the two"))
        problems += (text for text in texts if isinstance(text, Problem))
        problems += (problem for leaf, said in translation.current.items() for problem in _unlike(leaf, said))
        errors += loader.locate(path, document, problems)
        for remark, problem in _remarks(translation):
            [finding] = loader.locate(path, document, [problem])
            remarks.append(Remarked(remark, remark.key(path.stem, problem.words), finding))
        found.append(translation)
    return replace(checked, errors=(*checked.errors, *errors), remarks=(*checked.remarks, *remarks)), found


def _tag_problems(tag: str, original: str) -> Iterator[Problem]:
    if not locale(tag):
        help = "name the file by a tag such as es, pt-BR or zh-Hans"
        yield Problem((), f"{shown(tag)} is no language that CLDR knows", help)
    if tag.partition("-")[0] == original.partition("-")[0]:
        yield Problem((), f"the file of claims is in {original} itself", "name this file by the language that it is in")


def _said(document: reader.Document) -> Iterator[Said | Problem]:
    """Yield each text of a file of translations, or what is wrong with it."""
    for section, records in document.data.items():
        if section not in {"site", *SECTIONS}:
            near = nearest(section, ("site", *SECTIONS))
            help = f"did you mean {shown(near)}?" if near else "write the name of a list of the file of claims"
            yield Problem((section,), f"{shown(section)} is no list of records", help, on_key=True)
        elif section == "site":
            yield from _of_record(section, "", records, (section,))
        elif not isinstance(records, dict):
            yield Problem((section,), f"{shown(section)} is {form(records)}", "write the ids of records under it")
        else:
            for id, texts in records.items():
                yield from _of_record(section, id, texts, (section, id))


def _of_record(section: str, id: str, texts: Any, path: tuple[str, ...]) -> Iterator[Said | Problem]:
    if not isinstance(texts, dict):
        yield Problem(path, f"{shown(id or section)} is {form(texts)}", "write the names of fields under it")
        return
    for field, leaf in texts.items():
        where, help = (*path, field), "write `of:`, `text:` and, once it was read beside the original, `read: true`"
        if not isinstance(leaf, dict):
            yield Problem(where, f"the translation of {shown(field)} is {form(leaf)}", help)
        elif unknown := [name for name in leaf if name not in _FIELDS]:
            yield Problem((*where, unknown[0]), f"a translation has no field {shown(unknown[0])}", help, on_key=True)
        elif missing := [name for name in _FIELDS[:2] if not leaf.get(name)]:
            yield Problem(where, f"the translation of {shown(field)} has no {shown(missing[0])}", help, on_key=True)
        elif not isinstance(leaf["of"], str) or not _DIGEST.fullmatch(leaf["of"]):
            help = "write the eight letters and figures that make translate-status shows"
            yield Problem((*where, "of"), f"{shown(str(leaf['of']))} is no digest", help)
        elif leaf.get("read", "true") not in {"true", "false"}:
            message = f"{shown(str(leaf['read']))} is neither true nor false"
            yield Problem((*where, "read"), message, "write true, or leave it out")
        elif not isinstance(leaf["text"], str):
            yield Problem((*where, "text"), f"the text is {form(leaf['text'])}", "put quotation marks around it")
        else:
            yield Said((section, id, field), leaf["text"], leaf["of"], leaf.get("read") == "true", where)


def _unlike(leaf: Leaf, said: Said) -> Iterator[Problem]:
    """Yield where a translation cannot stand for its original: by its form, where it leads, and what is filled in."""
    where = (*said.path, "text")
    adapter = _MARKDOWN if leaf.content == "markdown" else _TEXT if "\n" in leaf.text else _LINE
    try:
        adapter.validate_python(said.text)
    except ValidationError as error:
        message, help = in_words(error.errors(include_url=False)[0])
        yield Problem(where, f"the translation {message}", help)
        return
    if leaf.content == "markdown":
        for message, target in _differences(_targets(leaf.text), _targets(said.text)):
            help = "lead each link where the original leads, and translate the words alone"
            yield Problem(where, f"the translation {message} {shown(target)}", help, spot=target)
    for message, name in _differences(_placeholders(leaf.text), _placeholders(said.text)):
        help = "keep what stands in braces as the original has it: a number is filled in"
        yield Problem(where, f"the translation {message} {shown(name)}", help, spot=name)


def _targets(text: str) -> Counter[str]:
    passages = (f"{kind}:{id}#{n}".removesuffix("#0") for kind, id, n in links.passages(text))
    return Counter([*passages, *links.others(text)])


def _placeholders(text: str) -> Counter[str]:
    return Counter(f"{{{found[1]}}}" for found in PLACEHOLDER.finditer(text))


def _differences(original: Counter[str], here: Counter[str]) -> Iterator[tuple[str, str]]:
    for name in original.keys() | here.keys():
        if original[name] != here[name]:
            yield ("has lost" if here[name] < original[name] else "has added"), name


def _remarks(translation: Translation) -> Iterator[tuple[Remark, Problem]]:
    for leaf, said in translation.stale:
        message = f"what this translates has changed: {leaf.name} in {translation.dataset.site.language}"
        help = f"translate it anew, and write `of: {leaf.digest}`"
        yield STALE, Problem(said.path, message, help, on_key=True, words=".".join(said.place))
    for said in translation.orphaned:
        message = f"{'.'.join(filter(None, said.place))} is not in the file of claims"
        yield ORPHANED, Problem(said.path, message, "delete it", on_key=True, words=".".join(said.place))
