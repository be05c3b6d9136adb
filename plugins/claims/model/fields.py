"""Record → those of its values that are alike, wherever they are: references, texts, dates, addresses.

What a field holds is said on the model (`scalars.Holds`). Rules, tools and parts ask here, so that a new field is
checked, renamed and followed without a change to any of them. Values come in the order of the fields, each with its
path inside the record as the file names it, such as `("evidence", 2, "source")`.
"""

import ast
import inspect
import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple, get_origin

from pydantic.fields import FieldInfo

from ..source.dates import Edtf
from ..source.diagnostics import Path
from .records import SECTIONS, Dataset, SiteInfo, TopLevelRecord, Value, types_in
from .scalars import Content, Holds, is_id


class Shape(NamedTuple):
    """The shape of a field: the type of its value or, where there can be several, of each; what they hold."""

    type: type
    holds: Holds | None
    many: bool
    optional: bool


def shape(field: FieldInfo) -> Shape:
    """Return the shape of a field; the type of a series' points, which are pairs, is `tuple`."""
    inner = [*types_in(field.annotation)]
    *tuples, kind = (part for part in inner if get_origin(part) is tuple or _is_type(part))
    if len(tuples) > 1:
        tuples, kind = tuples[:1], tuple
    holds = next((part for part in (*field.metadata, *inner) if isinstance(part, Holds)), None)
    return Shape(kind, holds, many=bool(tuples), optional=type(None) in inner)


def written_fields(model: type[Value]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the fields of a model that an author writes, with their names in Python."""
    return ((name, field) for name, field in model.model_fields.items() if not field.exclude)


UNPUBLISHED = {"draft"}
"""The fields of which the data that is published says nothing."""


def published_fields(model: type[Value]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield those of the written fields that the published data has."""
    return ((name, field) for name, field in written_fields(model) if name not in UNPUBLISHED)


def _is_type(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, Value | Edtf | bool | int | float | str)


def references(record: TopLevelRecord, *, mixed: bool = True) -> Iterator[tuple[str, str, Path]]:
    """Yield the kind and the id of each record that this one names, and its path.

    `mixed`: also of fields that can hold words in the place of an id.
    """
    yield from _find(record, "reference")
    if mixed:
        yield from (found for found in _find(record, "id or words") if is_id(found[1]))


def texts(record: TopLevelRecord, *contents: Content) -> Iterator[tuple[str, Path]]:
    """Yield each text of some kinds: Markdown, printed as it stands, somebody else's words, or a web address."""
    for content in contents:
        for _, text, path in _find(record, content):
            yield text, path
        for _, text, path in _find(record, "id or words") if content == "plain text" else ():
            if not is_id(text):
                yield text, path


def all_texts(dataset: Dataset, *contents: Content) -> Iterator[tuple[TopLevelRecord, str, Path]]:
    """Yield the same of all that is written in a file, each after its record."""
    return ((record, *found) for record in dataset.written() for found in texts(record, *contents))


def dates(record: TopLevelRecord) -> Iterator[tuple[Edtf, Path]]:
    """Yield each date; that of a point of a series is the name under which its figure is written."""
    for _, found, path in _find(record, "date"):
        yield (found[0], (path[0], found[0].text)) if isinstance(found, tuple) else (found, path)


def descriptions() -> dict[type[Value], dict[str, str]]:
    """Return for each model what the docstring under each of its fields says.

    Pydantic reads them too (`use_attribute_docstrings`), but at every start, which takes longer than all else there.
    """
    module = ast.parse(inspect.getsource(sys.modules[Value.__module__]))  # once: each class alone would be as much work
    classes = {node.name: node.body for node in module.body if isinstance(node, ast.ClassDef)}
    found = {}
    for kind in MODELS:
        told = found[kind] = dict[str, str]()
        for part in reversed(kind.__mro__):
            for pair in itertools.pairwise(classes.get(part.__name__, ())):
                match pair:
                    case (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text)))):
                        told[name] = " ".join(text.split())
    return found


def summary(description: str) -> str:
    """Return the first sentence of a description, without its full stop."""
    return description.partition(". ")[0].removesuffix(".")


def _find(part: Value, content: Content) -> Iterator[tuple[str, Any, Path]]:
    """Yield the kind that a reference names, the value and its path."""
    for name, kind in _FIELDS[type(part)].get(content, ()):
        value, written = getattr(part, name), type(part).model_fields[name].alias or name
        for n, item in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            path = (written,) if n is None else (written, n)
            if isinstance(item, Value):
                for inner, found, rest in _find(item, content):
                    yield inner, found, path + rest
            elif item is not None:
                yield kind, item, path


def _by_content(model: type[Value]) -> dict[Content, list[tuple[str, str]]]:
    """Return under each content the fields that hold it, or parts which do, and the kind of record that each names."""
    found = defaultdict[Content, list[tuple[str, str]]](list)
    for name, field in written_fields(model):
        if (kind := shape(field)).holds:
            found[kind.holds.content].append((name, kind.holds.kind))
        for content in _by_content(kind.type) if issubclass(kind.type, Value) else ():
            found[content].append((name, ""))
    return dict(found)


def _with_parts(model: type[Value], place: str) -> Iterator[tuple[type[Value], str]]:
    yield model, place
    for name, field in written_fields(model):
        if issubclass(part := shape(field).type, Value):
            yield from _with_parts(part, f"{place}.{field.alias or name}")


_TOPS: dict[str, type[Value]] = {SiteInfo.kind_name: SiteInfo, **SECTIONS}
_MET = tuple(found for name, top in _TOPS.items() for found in _with_parts(top, name))
MODELS = {model: next(place for other, place in _MET if other is model) for model, _ in _MET}
"""The models of all that a file can hold, each with the place where it is first met, such as `claims.features.same`."""
_FIELDS = {model: _by_content(model) for model in MODELS}
