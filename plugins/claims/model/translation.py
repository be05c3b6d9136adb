"""The dataset in another language: each of its texts by its record and field, and the dataset with other texts."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from markupsafe import Markup, escape

from ..source.catalogue import Key
from ..source.diagnostics import Path
from . import fields
from .records import SECTIONS, Claim, Dataset, Source, TopLevelRecord
from .scalars import AuthorName

Content = Literal["markdown", "plain text", "quotation"]
_AS_SEEN: Mapping[type[TopLevelRecord], set[str]] = {Source: {"title", "in"}, Claim: {"quote", "date_as_written"}}
"""What stays as the work has it."""
_NOT_NEEDED = {"also", "author", "evidence.gloss", "evidence.words", "forms", "gloss", "spellings"}
WORDS, GLOSS = "words", "gloss"
"""Quoted words stay as they are: what a translation says for them becomes their gloss."""
_NUMBER = re.compile(r"\.\d+")
"""The place of an item in a list, in the name of a field."""
_FOLD = re.compile(r"(?<=\S)\n[ \t]*(?![ \t>#]|[*+-]\s|\d+[.)]\s)(?=\S)")
"""A line break that says nothing: within a paragraph or an item of a list."""


class Original(str):
    """A text that stays in the language of the file; printed among others it says in which it is."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        """Return the text, marked."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __html__(self) -> str:
        return Markup('<span lang="{}">{}</span>').format(self.lang, escape(str(self)))


def in_language_of(text: str, changed: str) -> str:
    """Return a changed text, marked as the other is if that stays in the language of the file."""
    return Original(changed, text.lang) if isinstance(text, Original) else changed


_IN_PLACE = re.compile(
    r"""(<[A-Za-z][^<>]*|<(?:title|option|desc|text)\b[^<>]*>[^<]*)<span lang="[^"]*">([^<]*)</span>"""
)


def without_marks_in_attributes(html: str) -> str:
    """Return HTML in which marks of Original stand only where an element can: not in a tag, nor in plain text."""
    while (mended := _IN_PLACE.sub(r"\1\2", html)) != html:
        html = mended
    return html


@dataclass(frozen=True)
class Leaf:
    """A text of the file: of which record, and in which field, such as `parts.1.text`."""

    section: str
    id: str
    """Empty for what is said of the site."""
    field: str
    text: str
    content: Content

    @property
    def place(self) -> str:
        """Where it stands, as references of catalogues have it: `claims.some-id.verdict.summary`, `site.title`."""
        return ".".join(filter(None, (self.section, self.id, self.field)))

    @property
    def context(self) -> str:
        """Its section and field, whatever record and place in a list it is of: `claims.features.text`."""
        return f"{self.section}.{_NUMBER.sub('', self.field)}"

    @property
    def key(self) -> Key:
        """What it is found by in a catalogue, however its lines are folded."""
        return self.context, (_FOLD.sub(" ", self.text),)

    @property
    def is_needed(self) -> bool:
        """Whether readers would miss a translation: not one of an author's name, a gloss, a quotation or a spelling."""
        return self.context.partition(".")[2] not in _NOT_NEEDED


def leaves(dataset: Dataset) -> Iterator[Leaf]:
    """Yield every text that a translation can have, in the order of the file."""
    return (leaf for record in dataset.written() for leaf, _ in _of(record))


def _of(record: TopLevelRecord) -> Iterator[tuple[Leaf, Path]]:
    contents: tuple[Content, ...] = ("plain text", "markdown", "quotation")
    for content in contents:
        for text, path in fields.texts(record, content):
            if isinstance(text, str) and path[0] not in _AS_SEEN.get(type(record), ()):
                yield Leaf(record.location.section, getattr(record, "id", ""), _field(path), text, content), path


def _field(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def place_of(record: TopLevelRecord, path: Path) -> str:
    """Return the place of a text of a record, as `Leaf.place` has it."""
    return ".".join(filter(None, (record.location.section, getattr(record, "id", ""), _field(path))))


def translated(dataset: Dataset, say: Callable[[Leaf], str]) -> Dataset:
    """Return a dataset with each text as `say` has it."""

    def record(original: Any) -> Any:
        said = dict[Path, str]()
        for leaf, path in _of(original):
            text = say(leaf)
            if isinstance(leaf.text, AuthorName):  # untranslated it keeps its two names, by which it is cited
                said[path] = leaf.text if isinstance(text, Original) else AuthorName(text)
            elif path[-1] != WORDS:
                said[path] = text
            elif not isinstance(text, Original):
                said[*path[:-1], GLOSS] = text
        return _with(original, said)

    lists: Mapping[str, Any] = {section: tuple(map(record, getattr(dataset, section))) for section in SECTIONS}
    return replace(dataset, site=record(dataset.site), **lists)


def _with(value: Any, texts: Mapping[Path, str]) -> Any:
    """Return a value with other texts at some paths inside it."""
    if () in texts:
        return texts[()]
    if isinstance(value, tuple):
        inside = ({path[1:]: text for path, text in texts.items() if path[0] == n} for n in range(len(value)))
        return tuple(map(_with, value, inside))
    update = dict[str, Any]()
    for name, field in fields.written_fields(type(value)) if texts else ():
        if held := {path[1:]: text for path, text in texts.items() if path[0] == (field.alias or name)}:
            update[name] = _with(getattr(value, name), held)
    return value.model_copy(update=update) if update else value
