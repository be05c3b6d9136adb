"""Two states of a file → what differs, record by record, in every language. An old id and the present one are the same.

A state is read without the rules, so that a file which kept those of an older version can be compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeAlias

from .. import git
from ..model import fields, links, parser
from ..model.records import Claim, Dataset, Record, Withdrawn, by_id
from ..model.translation import Original
from ..source import yaml_reader as reader
from ..source.diagnostics import listing
from . import loader, publication, translations
from .loader import Checked
from .translations import Translation

_NO_WORDS = {"id", "aliases", "changes", "draft"}
"""The fields of a record that say nothing of its matter."""


class State(NamedTuple):
    """What is published of a file, and the same under each language into which it is translated."""

    dataset: Dataset
    languages: Mapping[str, Dataset]

    @classmethod
    def of(cls, dataset: Dataset, translated: list[Translation]) -> Self:
        """Return the state of a dataset and its translations."""
        published = publication.published(dataset)
        return cls(published, {translation.tag: translation.of(published) for translation in translated})

    @classmethod
    def at(cls, revision: str, file: Path) -> Self:
        """Return the state of a file at a revision of git.

        Raise as `git.said` where git does not have it, and DataError where it was no file.
        """
        with git.at(revision, file) as earlier:
            dataset = parser.parse(reader.read(loader.text_of(earlier))).dataset
            return cls.of(dataset, translations.check(Checked(dataset, ()), earlier)[1])


@dataclass(frozen=True)
class Difference:
    """A record that differs: as it was before, None if it is new; as it is now, None if it is gone; what differs."""

    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()
    """The names of fields: those of a verdict as `verdict.label`, what differs in a translation alone `title in es`."""

    @property
    def turned(self) -> str:
        """Its label before, where it has another now."""
        verdict = self.before.verdict if isinstance(self.before, Claim) else None
        return str(verdict.label) if verdict and "verdict.label" in self.fields else ""

    def __str__(self) -> str:
        if not self.before or not self.after:
            return f"{self.before or self.after}: {'gone' if self.before else 'added'}"
        was = [f'was "{self.before.id}"'] if self.before.id != self.after.id else []
        turned = f" (was {self.turned})" if self.turned else ""
        told = [field + turned * (field == "verdict.label") for field in self.fields]
        return f"{self.after}: {listing([*was, *told], last='and')}"


Translated: TypeAlias = tuple[str, Mapping[str, Record], Mapping[str, Record]]
"""A language, and the records in it before and now, by their ids."""


def compare(before: State, after: State) -> Iterator[Difference]:
    """Yield the records that differ in more than their history, in the order of the lists."""
    old, new = by_id(tuple(before.dataset.records())), by_id(tuple(after.dataset.records()))
    present = {alias: record.id for record in new.values() for alias in record.aliases}
    translated = [
        (tag, by_id(tuple(then.records())), by_id(tuple(after.languages[tag].records())))
        for tag, then in before.languages.items()
        if tag in after.languages
    ]
    for record in old.values():
        id = present.get(record.id, record.id)
        was_merged = id != record.id and id in old
        if not (now := new.get(id)):
            yield Difference(record, None)
        elif isinstance(now, Withdrawn) and not isinstance(record, Withdrawn):
            yield Difference(record, now, ("withdrawn",))
        elif names := () if was_merged else tuple(_differing(record, now, translated, present)):
            yield Difference(record, now, names)
        elif id != record.id:
            yield Difference(record, now)
    met = {present.get(id, id) for id in old}
    yield from (Difference(None, record) for id, record in new.items() if id not in met)


def _differing(
    before: Record, after: Record, translated: Iterable[Translated], present: Mapping[str, str]
) -> Iterator[str]:
    """Yield the fields of a record that differ, and then those that differ in a translation alone."""
    old, new = _said(before, present), _said(after, present)
    own = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    yield from own
    for tag, then, now in translated:
        turned = dict.fromkeys(_turned(then[before.id], now[after.id], present))
        yield from (f"{name} in {tag}" for name in turned if name not in own)


def _said(record: Record, present: Mapping[str, str]) -> dict[str, Any]:
    """Return what a record says under the names of its fields, ids as they are at present."""
    values = record.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_NO_WORDS)
    verdict = values.pop("verdict", {})
    values |= {f"verdict.{name}": value for name, value in verdict.items()}
    return {name: _plain(value, present) for name, value in values.items()}


def _turned(before: Record, after: Record, present: Mapping[str, str]) -> Iterator[str]:
    """Yield the fields in which a translation says another thing than it said; not where there was, or is, none."""
    old, new = (
        {
            path: _plain(text, present)
            for text, path in fields.texts(record, "plain text", "markdown")
            if not isinstance(text, Original)
        }
        for record in (before, after)
    )
    for path, text in old.items():
        if new.get(path, text) != text:
            yield ".".join(map(str, path[: 1 + (path[0] == "verdict")]))


def _plain(value: Any, present: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner, present) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, present) for inner in value]
    words = " ".join(str(value).split())
    return present.get(words) or links.resolve_markdown(words, lambda kind, name: f"{kind}:{present.get(name, name)}")
