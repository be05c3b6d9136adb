"""Find the references, texts, dates and addresses in a record, at any depth.

The models say what each field holds (`scalars.Holds`). Rules, tools and features ask here, so that a new field is
checked, renamed and followed without a change to any of them. Values come in the order of the fields, each with its
path inside the record under the file's names, such as `("evidence", 2, "source")`.
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
    """The type of a field's value, or of each value if there can be several, and what they hold."""

    type: type
    holds: Holds | None
    many: bool
    optional: bool


def shape(field: FieldInfo) -> Shape:
    """Return the shape of a field; for the points of a series, which are pairs, the type is `tuple`."""
    inner = [*types_in(field.annotation)]
    tuples = [part for part in inner if get_origin(part) is tuple]
    kind: type = tuple
    if len(tuples) <= 1:
        [kind] = [part for part in inner if _is_type(part)]
    holds = next((part for part in (*field.metadata, *inner) if isinstance(part, Holds)), None)
    return Shape(kind, holds, many=bool(tuples), optional=type(None) in inner)


def written_fields(model: type[Value]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the name in Python and the description of each field that an author writes."""
    for name, field in model.model_fields.items():
        if not field.exclude:
            yield name, field


def _is_type(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, Value | Edtf | bool | int | float | str)


def references(record: TopLevelRecord, *, mixed: bool = True) -> Iterator[tuple[str, str, Path]]:
    """Yield kind, id and path of each reference to another record.

    Args:
        record: The record with the references.
        mixed: Whether to include ids in fields that can hold words instead.

    """
    yield from _find(record, "reference")
    if mixed:
        for kind, text, path in _find(record, "id or words"):
            if is_id(text):
                yield kind, text, path


def texts(record: TopLevelRecord, *contents: Content) -> Iterator[tuple[str, Path]]:
    """Yield each text with one of these contents and its path: Markdown, plain text, quotations or web addresses."""
    for content in contents:
        for _, text, path in _find(record, content):
            yield text, path
        if content == "plain text":
            for _, text, path in _find(record, "id or words"):
                if not is_id(text):
                    yield text, path


def all_texts(dataset: Dataset, *contents: Content) -> Iterator[tuple[TopLevelRecord, str, Path]]:
    """Yield record, text and path of each text with one of these contents in the whole file."""
    for record in dataset.written():
        for text, path in texts(record, *contents):
            yield record, text, path


def dates(record: TopLevelRecord) -> Iterator[tuple[Edtf, Path]]:
    """Yield each date and its path; the date of a point in a series is a field name in the file."""
    for _, value, path in _find(record, "date"):
        if isinstance(value, tuple):
            date, _ = value
            yield date, (path[0], date.text)
        else:
            yield value, path


def descriptions() -> dict[type[Value], dict[str, str]]:
    """Return the docstring of each field of each model.

    Pydantic reads them too (`use_attribute_docstrings`), but at every start, and that takes most of its time.
    """
    module = ast.parse(inspect.getsource(sys.modules[Value.__module__]))  # once, since one class takes as long
    docstrings = {node.name: _field_docstrings(node) for node in module.body if isinstance(node, ast.ClassDef)}
    result = {}
    for model in MODELS:
        result[model] = dict[str, str]()
        for ancestor in reversed(model.__mro__):
            result[model].update(docstrings.get(ancestor.__name__, {}))
    return result


def _field_docstrings(node: ast.ClassDef) -> dict[str, str]:
    docstrings = {}
    for pair in itertools.pairwise(node.body):
        match pair:
            case (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text)))):
                docstrings[name] = " ".join(text.split())
    return docstrings


def _find(part: Value, content: Content) -> Iterator[tuple[str, Any, Path]]:
    """Yield each value with this content: the kind of record it names, if it is a reference, the value and its path."""
    for name, written, kind in _FIELDS[type(part)].get(content, ()):
        value = getattr(part, name)
        if value is None:
            continue
        items: list[tuple[Path, Any]] = [((written,), value)]
        if isinstance(value, tuple):
            items = [((written, n), item) for n, item in enumerate(value)]
        for path, item in items:
            if isinstance(item, Value):
                for inner_kind, inner_value, inner_path in _find(item, content):
                    yield inner_kind, inner_value, path + inner_path
            else:
                yield kind, item, path


def _by_content(model: type[Value]) -> dict[Content, list[tuple[str, str, str]]]:
    """Return for each content the fields that hold it, at any depth.

    A field is its name in Python, its name in the file, and the kind of record that it refers to.
    """
    names = defaultdict[Content, list[tuple[str, str, str]]](list)
    for name, field in written_fields(model):
        written = field.alias or name
        kind, holds, _, _ = shape(field)
        if holds:
            names[holds.content].append((name, written, holds.kind))
        if issubclass(kind, Value):
            for content in _by_content(kind):
                names[content].append((name, written, ""))
    return dict(names)


def _places(model: type[Value], place: str) -> Iterator[tuple[type[Value], str]]:
    """Yield a model and those of its parts, each with its place in the file."""
    yield model, place
    for name, field in written_fields(model):
        part = shape(field).type
        if issubclass(part, Value):
            yield from _places(part, f"{place}.{field.alias or name}")


def _first_places() -> dict[type[Value], str]:
    places: dict[type[Value], str] = {}
    tops: dict[str, type[Value]] = {SiteInfo.kind_name: SiteInfo, **SECTIONS}
    for section, top in tops.items():
        for model, place in _places(top, section):
            places.setdefault(model, place)
    return places


MODELS = _first_places()
"""The models of everything in a file, each with its first place, such as `claims.features.same`."""
_FIELDS = {model: _by_content(model) for model in MODELS}
