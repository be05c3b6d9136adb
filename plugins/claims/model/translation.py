"""List the texts of a dataset for translation, and build the dataset in another language."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self, TypeVar

from markupsafe import Markup, escape

from ..source.catalogue import Key
from ..source.diagnostics import Path
from . import fields
from .records import SECTIONS, Claim, Dataset, Source, TopLevelRecord, Value
from .scalars import AuthorName

Content = Literal["markdown", "plain text", "quotation"]
_AS_SEEN: Mapping[type[TopLevelRecord], set[str]] = {Source: {"title", "in"}, Claim: {"quote", "date_as_written"}}
"""Fields that stay as printed in the work."""
_NOT_NEEDED = {
    "also",
    "author",
    "comparisons.versions.gloss",
    "evidence.gloss",
    "evidence.words",
    "forms",
    "gloss",
    "spellings",
}
WORDS, GLOSS = "words", "gloss"
"""Quoted words stay as they are, and their translation becomes their gloss."""
_NUMBER = re.compile(r"\.\d+")
"""The place of an item in a list, in the name of a field."""
_FOLD = re.compile(r"(?<=\S)\n[ \t]*(?![ \t>#]|[*+-]\s|\d+[.)]\s)(?=\S)")
"""A line break without meaning, inside a paragraph or an item of a list."""
V = TypeVar("V", bound=Value)
T = TypeVar("T", bound=TopLevelRecord)


class Original(str):
    """An untranslated text or message, in its own language; in HTML it is marked with that language."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        """Return the text with its language."""
        original = super().__new__(cls, text)
        original.lang = lang
        return original

    def __html__(self) -> str:
        return Markup('<span lang="{}">{}</span>').format(self.lang, escape(str(self)))


def in_language_of(text: str, changed: str) -> str:
    """Return a changed text, marked as untranslated if the text it was made from is."""
    return Original(changed, text.lang) if isinstance(text, Original) else changed


_IN_PLACE = re.compile(
    r"""(<[A-Za-z][^<>]*|<(?:title|option|desc|text)\b[^<>]*>[^<]*)<span lang="[^"]*">([^<]*)</span>"""
)


def without_marks_in_attributes(html: str) -> str:
    """Return HTML without the `<span>` of Original in places that cannot have elements: attributes and plain text."""
    count = 1
    while count:
        html, count = _IN_PLACE.subn(r"\1\2", html)
    return html


@dataclass(frozen=True)
class Leaf:
    """A text of the file with its record and field, such as `parts.1.text`; `leaves` makes it."""

    section: str
    id: str
    """Empty for the texts of the site."""
    field: str
    text: str
    content: Content

    @property
    def place(self) -> str:
        """Its place as the references of catalogues write it: `claims.some-id.verdict.summary`, `site.title`."""
        return ".".join(filter(None, (self.section, self.id, self.field)))

    @property
    def context(self) -> str:
        """Its section and field without record and list index: `claims.features.text`."""
        return f"{self.section}.{_NUMBER.sub('', self.field)}"

    @property
    def key(self) -> Key:
        """Its key in a catalogue, which does not depend on how its lines are folded."""
        return self.context, (_FOLD.sub(" ", self.text),)

    @property
    def is_needed(self) -> bool:
        """Whether readers need its translation; false for names of authors, glosses, quotations and spellings."""
        return self.context.partition(".")[2] not in _NOT_NEEDED


def leaves(dataset: Dataset) -> Iterator[Leaf]:
    """Yield every text that can be translated, in the order of the file."""
    for record in dataset.written():
        for leaf, _ in _leaves_of(record):
            yield leaf


def _leaves_of(record: TopLevelRecord) -> Iterator[tuple[Leaf, Path]]:
    """Yield each text of a record with its path."""
    contents: tuple[Content, ...] = ("plain text", "markdown", "quotation")
    for content in contents:
        for text, path in fields.texts(record, content):
            if isinstance(text, str) and path[0] not in _AS_SEEN.get(type(record), ()):
                yield Leaf(record.location.section, getattr(record, "id", ""), _field(path), text, content), path


def _field(path: Path) -> str:
    """Return a path as the name of a field, with places counted from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def place_of(record: TopLevelRecord, path: Path) -> str:
    """Return the place of a text in a record, in the form of `Leaf.place`."""
    return ".".join(filter(None, (record.location.section, getattr(record, "id", ""), _field(path))))


def translated(dataset: Dataset, say: Callable[[Leaf], str]) -> Dataset:
    """Return the dataset with each text replaced by `say(leaf)`, which returns an Original to keep it."""
    lists: dict[str, Any] = {}
    for section in SECTIONS:
        lists[section] = tuple(_translated_record(record, say) for record in getattr(dataset, section))
    return replace(dataset, site=_translated_record(dataset.site, say), **lists)


def _translated_record(record: T, say: Callable[[Leaf], str]) -> T:
    """Return a record with its texts translated; the translation of quoted words becomes their gloss."""
    texts: dict[Path, str] = {}
    for leaf, path in _leaves_of(record):
        text = say(leaf)
        if isinstance(leaf.text, AuthorName):  # an untranslated one keeps its two names, which citations use
            name = leaf.text if isinstance(text, Original) else AuthorName(text)
            name.is_person = leaf.text.is_person
            texts[path] = name
        elif path[-1] != WORDS:
            texts[path] = text
        elif not isinstance(text, Original):
            texts[*path[:-1], GLOSS] = text
    return _with_texts(record, texts, ())


def _with_texts(value: V, texts: Mapping[Path, str], place: Path) -> V:
    """Return a copy of a value with other texts at these paths of its record, in which `place` is its own."""
    update: dict[str, Any] = {}
    for name, field in fields.written_fields(type(value)):
        path = (*place, field.alias or name)
        item = getattr(value, name)
        if isinstance(item, tuple):
            update[name] = tuple(_replaced(inner, texts, (*path, n)) for n, inner in enumerate(item))
        else:
            update[name] = _replaced(item, texts, path)
    return value.model_copy(update=update)


def _replaced(item: Any, texts: Mapping[Path, str], path: Path) -> Any:
    """Return a part of a record with other texts inside it, or the text that takes the place of any other value."""
    return _with_texts(item, texts, path) if isinstance(item, Value) else texts.get(path, item)
