"""Plain values → records: the shape of each, and every mistake brought back to where it is written."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from .dates import Edtf
from .diagnostics import MAX_PROBLEMS, Origin, Path, Problem, listing, nearest, shown
from .model import ID_FORM, LINE_FORM, ORIGIN, SECTIONS, TEXT_FORM, Dataset, Record, id_fault
from .reader import Document

Names = Mapping[str, Mapping[str, Path]]
"""For each kind of record, the ids and aliases that are written down, and where; broken records have names too."""


@dataclass(frozen=True)
class Parsed:
    """What could be read, and what could not."""

    dataset: Dataset
    names: Names
    problems: tuple[Problem, ...]
    whole: Dataset | None = None
    """All records, where `dataset` holds only those that changed: what they name is looked up here."""


def parse(document: Document) -> Parsed:
    """Turn a document into records."""
    problems = list(document.problems)
    dates: dict[str, Edtf] = {}
    missing = [] if not document.data or "claims" in document.data else ["claims"]
    names: dict[str, dict[str, Path]] = {record.kind_name: {} for record in SECTIONS.values()}
    sections: dict[str, tuple[Record, ...]] = {}
    for name, items in document.data.items():
        if len(problems) >= MAX_PROBLEMS:
            break
        if name not in SECTIONS:
            problems.append(_unknown((), name, "the file", SECTIONS, missing))
        elif isinstance(items, list):
            sections[name] = tuple(
                _records(document, name, items, names[SECTIONS[name].kind_name], problems, dates=dates)
            )
        elif items is not None:
            problems.append(
                Problem((name,), f'"{name}" is {_what(items)}, not a list', "begin each record with `- id:`")
            )
    if missing:
        problems.append(Problem((), 'the file has no "claims"', "add `claims:` and a first record"))
    return Parsed(Dataset(**sections), names, tuple(problems))  # type: ignore[arg-type]


def _records(
    document: Document,
    section: str,
    items: list[Any],
    names: dict[str, Path],
    problems: list[Problem],
    *,
    dates: dict[str, Edtf],
) -> Iterator[Record]:
    model = SECTIONS[section]
    for index, item in enumerate(items):
        if len(problems) >= MAX_PROBLEMS:
            return
        path: Path = (section, index)
        if isinstance(item, dict):
            note_names(item.get("id"), item.get("aliases"), path, names)
            origin = Origin(section=section, index=index)
            try:
                yield model.model_validate({**item, ORIGIN: origin}, context=dates)
            except ValidationError as error:
                found = _problems(error, model, item, path)
                problems.extend(itertools.islice(found, MAX_PROBLEMS - len(problems)))
        elif item is not None:
            message = f'"{section}" holds records of named fields, and this is {_what(item)}'
            problems.append(Problem(path, message, "begin it with `- id:`"))


def note_names(id: object, aliases: object, path: Path, names: dict[str, Path]) -> None:
    """Note where an id and aliases are written.

    The first to take a name keeps it; that a second took it too is for the rules to say.
    """
    if isinstance(id, str) and id not in names:
        names[id] = (*path, "id")
    for n, alias in enumerate(aliases if isinstance(aliases, list | tuple) else ()):
        if isinstance(alias, str):
            names.setdefault(alias, (*path, "aliases", n))


def _problems(error: ValidationError, model: type[Record], item: dict[str, Any], path: Path) -> Iterator[Problem]:
    name = item.get("id")
    record = f"{model.kind_name} {shown(name)}" if isinstance(name, str) else f"the {model.kind_name}"
    missing: dict[tuple[Any, ...], list[str]] = {}
    for fault in error.errors(include_url=False):
        if fault["type"] == "missing":
            *inside, last = fault["loc"]
            missing.setdefault(tuple(inside), []).append(str(last))
        elif fault["type"] == "extra_forbidden":
            *inside, last = fault["loc"]
            owner, known = _owner(record, inside), _fields(model, inside)
            yield _unknown((*path, *inside), str(last), owner, known, missing.get(tuple(inside), []))
        elif not _said(fault):
            yield _misshapen(fault, model, record, item, path)
    for place, fields in missing.items():
        if fields:
            yield _incomplete((*path, *place), _owner(record, list(place)), fields)


def _said(fault: Any) -> bool:
    """Whether the fault follows from others: the reader has said what is empty, and pydantic counts no broken items."""
    value = fault["input"]
    return value is None or (fault["type"] == "too_short" and len(value) >= fault["ctx"]["min_length"])


def _incomplete(path: Path, owner: str, fields: list[str]) -> Problem:
    lacking = listing([f'"{field}"' for field in fields])
    adding = listing([f"`{field}:`" for field in fields], last="and")
    remark = ", lower-case words joined by hyphens" if fields == ["id"] else ""
    return Problem(path, f"{owner} has no {lacking}", f"add {adding}{remark}")


def _misshapen(fault: Any, model: type[Record], record: str, item: dict[str, Any], path: Path) -> Problem:
    way = tuple(fault["loc"])
    if way[0] == "points" and not isinstance(item["points"], dict):
        message = f'"points" of {record} is {_what(item["points"])}, not figures under dates'
        return Problem((*path, "points"), message, "write one a line, such as `2019: 71`")
    written = _written(item, way)
    if written == ("id",):
        record = f"the {model.kind_name}"  # the id is about to be shown
    message, help = in_words(fault)
    if not help and fault["type"] in _RECORD_TYPES:
        help = f"write its fields on lines of their own: {listing(_fields(model, list(way)), last='and')}"
    # A point is a pair to pydantic: of its two sides the date is what the author wrote as the name of a field.
    on_key = way[0] == "points" and way[-1] == 0 and len(way) > len(written)
    joint = " " if message.startswith(("is ", "holds ")) else ": "
    named = written[:-1] if on_key else written
    return Problem((*path, *written), f"{_owner(record, list(named))}{joint}{message}", help, on_key=on_key)


def _written(item: Any, way: tuple[Any, ...]) -> Path:
    """The part of the way that stands in the file: points of a series are pairs to pydantic, fields to the author."""
    path: list[str | int] = []
    for step in way:
        if isinstance(item, dict) and step not in item:
            if isinstance(step, int) and step < len(item):
                step = list(item)[step]  # noqa: PLW2901 - the field this pair was made of
            else:
                break
        elif not isinstance(item, dict | list):
            break
        elif isinstance(item, list) and not (isinstance(step, int) and step < len(item)):
            break
        path.append(step)
        item = item[step]
    return tuple(path)


def _unknown(path: Path, name: str, owner: str, known: Iterable[str], missing: list[str]) -> Problem:
    """A field that is not known; the one that it was to be is no longer missing."""
    near = nearest(name, known)
    if near in missing:
        missing.remove(near)
    help = f'did you mean "{near}"?' if near else f"it may have {listing(sorted(known))}"
    return Problem((*path, name), f"{owner} has no field {shown(name)}", help, on_key=True)


def _owner(record: str, way: list[Any]) -> str:
    return f"{_label(way)} of {record}" if way else record


def _label(way: list[Any]) -> str:
    """`"evidence" 2, "stance"`: fields in quotation marks, places counted from 1."""
    text = ""
    for step in way:
        text += f" {step + 1}" if isinstance(step, int) else f'{", " if text else ""}"{step}"'
    return text


def _fields(model: type[BaseModel], way: list[Any]) -> list[str]:
    for step in way:
        if isinstance(step, str):
            model = _inner(model.model_fields[step].annotation) or model
    return [name for name in model.model_fields if name != "origin"]


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _inner(part))), None)


def in_words(fault: Any) -> tuple[str, str]:
    """What pydantic found, in an author's words: what is wrong, and what to do."""
    kind, value, context = fault["type"], fault["input"], fault.get("ctx", {})
    if "message" in context:
        return context["message"], context.get("help", "")
    if kind == "enum":
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        near = nearest(value, allowed) if isinstance(value, str) else None
        what = shown(value) if isinstance(value, str) else _what(value)
        return f"{what} is not one of {listing(allowed)}", f'did you mean "{near}"?' if near else ""
    if kind == "too_short":
        least = context["min_length"]
        return f"holds {len(value)}, and at least {least} {'is' if least == 1 else 'are'} needed", "add what is missing"
    if kind in {"string_pattern_mismatch", "string_too_long"}:
        return _malformed(value, context.get("pattern", ID_FORM))
    if kind in {"tuple_type", "list_type"}:
        return f"is {_what(value)}, not a list", "write [one, two], or one item a line after a hyphen"
    if kind in _RECORD_TYPES:
        return f"is {_what(value)}, not a record of named fields", ""
    return f"is {_what(value)}, not {_SINGLE.get(kind, 'text')}", "write one value on the line of the field's name"


def _malformed(value: str, form: str) -> tuple[str, str]:
    if form == ID_FORM:
        message, help = id_fault(value)
        foreign = re.search(r"[^\x00-\x7f]", value)
        return message, _foreign(foreign[0]) if foreign else help
    if form in {TEXT_FORM, LINE_FORM} and not re.search(TEXT_FORM, value):
        return "is empty", "write a value, or delete the line"
    if "\n" in value:
        return "is more than one line", "join the lines, or fold them with >-"
    if form == LINE_FORM:
        return f"{shown(value)} is not of the form ^[^\\n\\r]*$", ""
    return f"{shown(value)} is not the code of a language", "write two letters such as zh, or with a script zh-Hant"


_RECORD_TYPES = {"model_type", "dict_type", "model_attributes_type"}
_SINGLE = {"int_type": "a number", "float_type": "a number", "bool_type": "true or false", "is_instance_of": "a date"}


def _foreign(character: str) -> str:
    name = unicodedata.name(character, "without a name").lower()
    return f'"{character}" is U+{ord(character):04X}, {name}: ids have a to z, 0 to 9 and hyphens'


def _what(value: Any) -> str:
    if isinstance(value, dict):
        return "a record of named fields"
    return "a list" if isinstance(value, list | tuple) else "text"
