"""Plain values → records: the shape of each, and every mistake brought back to where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from .model import ORIGIN, SECTIONS, Dataset, Record
from .problems import Origin, Path, Problem, listing, nearest
from .reader import Document

Names = Mapping[str, Mapping[str, Path]]
"""For each kind of record, the ids and aliases that are written down, and where; broken records have names too."""


@dataclass(frozen=True)
class Parsed:
    """What could be read, and what could not."""

    dataset: Dataset
    names: Names
    problems: tuple[Problem, ...]


def parse(document: Document) -> Parsed:
    """Turn a document into records."""
    problems = list(document.problems)
    names: dict[str, dict[str, Path]] = {record.kind_name: {} for record in SECTIONS.values()}
    sections: dict[str, tuple[Record, ...]] = {}
    for name, items in document.data.items():
        if name not in SECTIONS:
            problems.append(_unknown((), name, "the file", SECTIONS))
        elif not isinstance(items, list):
            if items is not None:
                problems.append(
                    Problem((name,), f'"{name}" is {_what(items)}, not a list', "begin each record with `- id: …`")
                )
        else:
            sections[name] = tuple(_records(document, name, items, names[SECTIONS[name].kind_name], problems))
    if document.data and "claims" not in document.data:
        problems.append(Problem((), 'the file has no "claims"', "add `claims:` and a first record"))
    return Parsed(Dataset(**sections), names, tuple(problems))  # type: ignore[arg-type]


def _records(
    document: Document, section: str, items: list[Any], names: dict[str, Path], problems: list[Problem]
) -> Iterator[Record]:
    model = SECTIONS[section]
    for index, item in enumerate(items):
        path: Path = (section, index)
        if not isinstance(item, dict):
            if item is not None:
                problems.append(
                    Problem(
                        path,
                        f"a {model.kind_name} is a record of named fields, and this is {_what(item)}",
                        "begin it with `- id: …`",
                    )
                )
            continue
        _note_names(item, path, names)
        origin = Origin(section=section, index=index, mark=document.marks[section, index])
        try:
            yield model.model_validate({**item, ORIGIN: origin})
        except ValidationError as error:
            problems.extend(_problems(error, model, item, path))


def _note_names(item: dict[str, Any], path: Path, names: dict[str, Path]) -> None:
    # The first to take a name keeps it; that a second took it too is for the rules to say.
    aliases = item.get("aliases")
    written = [(item.get("id"), (*path, "id"))]
    written += [(alias, (*path, "aliases", n)) for n, alias in enumerate(aliases if isinstance(aliases, list) else [])]
    for name, where in written:
        if isinstance(name, str):
            names.setdefault(name, where)


def _problems(error: ValidationError, model: type[Record], item: dict[str, Any], path: Path) -> Iterator[Problem]:
    name = item.get("id")
    record = f'{model.kind_name} "{name}"' if isinstance(name, str) else f"the {model.kind_name}"
    for fault in error.errors(include_url=False):
        way = tuple(fault["loc"])
        if fault["type"] == "missing":
            *inside, last = way
            help = "add `id:`, lower-case words joined by hyphens" if last == "id" else f"add `{last}:`"
            yield Problem((*path, *inside), f'{_owner(record, inside)} has no "{last}"', help)
        elif fault["type"] == "extra_forbidden":
            *inside, last = way
            yield _unknown((*path, *inside), str(last), _owner(record, inside), _fields(model, inside))
        elif fault["input"] is not None:  # the reader has said what is empty
            message, help = in_words(fault)
            yield Problem((*path, *_written(item, way)), f"{_field(record, way)} {message}", help)


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


def _unknown(path: Path, name: str, owner: str, known: Any) -> Problem:
    near = nearest(name, known)
    help = f'did you mean "{near}"?' if near else f"it may have {listing(sorted(known))}"
    return Problem((*path, name), f'{owner} has no field "{name}"', help, on_key=True)


def _owner(record: str, way: list[Any]) -> str:
    return f"{_label(way)} of {record}" if way else record


def _field(record: str, way: tuple[Any, ...]) -> str:
    return f"{_label(list(way))} of {record}:"


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
        shown = f'"{value}"' if isinstance(value, str | Enum) else _what(value)
        return f"{shown} is not one of {listing(allowed)}", f'did you mean "{near}"?' if near else ""
    if kind == "too_short":
        return f"at least {context['min_length']} expected, {context['actual_length']} found", ""
    if kind == "string_pattern_mismatch":
        if "\n" in context["pattern"] or r"\n" in context["pattern"]:
            return "is more than one line", "join the lines, or fold them with >-"
        return f'"{value}" is not of the form {context["pattern"]}', ""
    if kind in {"tuple_type", "list_type"}:
        return f"is {_what(value)}, not a list", "write [one, two], or one item a line after a hyphen"
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"is {_what(value)}, not a record of named fields", ""
    return f"is {_what(value)}, not text", "put quotation marks around text that looks like something else"


def _what(value: Any) -> str:
    if isinstance(value, dict):
        return "a record of named fields"
    return "a list" if isinstance(value, list | tuple) else "text"
