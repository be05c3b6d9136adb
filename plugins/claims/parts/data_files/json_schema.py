"""The model → `records.schema.json`, the shape of claims.json and of the files that hold some of its records.

JSON Schema draft-07, and not that of claims.yaml: references are led to pages, dates spelled out, nothing left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic.fields import FieldInfo

from ...model import fields
from ...model.records import (
    SECTIONS,
    Appearance,
    Claim,
    Evidence,
    Label,
    Record,
    Seen,
    Series,
    SiteInfo,
    Text,
    Topic,
    Value,
)
from ...site.serialize import Json
from ...verdict import counts
from .tables import Column

_TYPES = {bool: "boolean", int: "integer", float: "number"}
_TEXT, _COUNT = {"type": "string"}, {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}  # strict readers know no format by themselves
_REFERENCE, _WHEN = ({"$ref": f"#/definitions/{name}"} for name in ("Reference", "When"))


def _described(shape: Json, description: str) -> Json:
    """Return a shape with what it means; draft-07 passes over whatever stands beside a `$ref`."""
    return {**({"allOf": [shape]} if "$ref" in shape else shape), "description": description}


def _or_none(shape: Json) -> Json:
    return {"anyOf": [shape, {"type": "null"}]}


def _closed(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _list(shape: Json) -> Json:
    return {"type": "array", "items": shape}


def _counts(counts: Mapping[str, str]) -> Json:
    return {name: _described(_COUNT, f"{description}.") for name, description in counts.items()}


_LABELLED = {"id": _or_none(_TEXT), "label": {"enum": [*Label]}}
_JUDGEMENT = _closed(
    {
        "label": {"enum": [*Label]},
        **_counts(counts.CLAIM_COUNTS),
        "readings": _list(_closed(_LABELLED)),
        "parts": _list(_closed({**_LABELLED, **_counts(counts.PART_COUNTS)})),
    }
)
_FACTS = {
    "sides": _list(_REFERENCE),
    "origins": _list(_REFERENCE),
    "colour": {"enum": [*counts.COLOURS]},
    "counts": {"type": "boolean"},
    "witness": _or_none(_COUNT),
}
_ADDED: Mapping[type[Value], Json] = {
    Appearance: {"seen": _described({"enum": [*Seen]}, "How much of it we read.")},
    Claim: {
        "events": _described(_list(_REFERENCE), "The events that it is told in."),
        "judgement": _described(_JUDGEMENT, "What its evidence adds up to, part by part."),
        "published": _described(_or_none(_DAY), "When it was first added."),
        "updated": _described(_or_none(_DAY), "When it last changed or was reviewed."),
    },
    Evidence: {
        "number": _described(_COUNT, "Its number on the claim’s page."),
        "page": _described(_TEXT, "Its place on the claim’s page."),
        **{name: _described(_FACTS[name], f"{description}.") for name, description in counts.PASSAGE_FACTS.items()},
    },
    Series: {
        "points": _described(_list(_closed({"date": _WHEN, "value": {"type": "number"}})), "A figure for each date.")
    },
}
"""What the files say of a part of a record besides what is written, or in another shape."""
_OF_THE_FILE = {"title", "author", "version"}  # which stand at its head


def file() -> tuple[str, bytes]:
    """Return the schema as a file of the data."""
    return "records.schema.json", f"{json.dumps(schema(), ensure_ascii=False, indent=1)}\n".encode()


def schema() -> Json:
    """Return the schema of every file that holds records as JSON."""
    head = {**dict.fromkeys(("name", "url", "author", "license"), _TEXT), "version": _or_none(_TEXT)}
    lists = {section: _list({"$ref": f"#/definitions/{model.__name__}"}) for section, model in SECTIONS.items()}
    told = fields.descriptions()
    when = {"edtf": _TEXT, "start": _or_none(_DAY), "end": _DAY, "precision": {"enum": ["day", "month", "year"]}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Records of claims",
        "type": "object",
        "properties": {
            **head,
            "date": _described(_or_none(_DAY), "The latest day on which a record changed."),
            "site": {"$ref": "#/definitions/SiteInfo"},
            "order": _described(_list(_TEXT), "Of one text: the ids of its claims in its own order."),
            **lists,
        },
        "required": [*head, "date"],
        "additionalProperties": False,
        "definitions": {
            "Reference": _described(_closed({"id": _TEXT, "page": _TEXT}), "A record, by its id and its page."),
            "When": _described(_closed({**when, "text": _TEXT}), "A date as written (EDTF), in days and in words."),
            **{kind.__name__: _closed(dict(_properties(kind, told[kind]))) for kind in sorted(fields.MODELS, key=str)},
        },
    }


def list_fields() -> tuple[Column, ...]:
    """Return the fields of each kind of record, as `claims.title`."""
    shapes: Json = schema()["definitions"]
    kinds: dict[str, type[Value]] = {"site": SiteInfo, **SECTIONS}
    return tuple(
        Column(f"{name}.{field}", shape["description"].removesuffix("."), values=shape.get("enum", ()))
        for name, model in kinds.items()
        for field, shape in shapes[model.__name__]["properties"].items()
    )


def _properties(model: type[Value], told: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
    """Yield each field and its shape, with the first sentence of what it means to an author, which is told."""
    added = _ADDED.get(model, {})
    for name, field in fields.published_fields(model):
        written = field.alias or name
        if model is not SiteInfo or name not in _OF_THE_FILE:
            yield written, added.get(written) or _described(_shape(field), f"{fields.summary(told[name])}.")
    if issubclass(model, Record):
        yield "page", _described(_TEXT, "Its page on this site, or its place on one.")
    if issubclass(model, Claim | Topic | Text):
        yield "data", _described(_TEXT, "The file that has it with all that it names.")
    yield from ((name, shape) for name, shape in added.items() if name not in model.model_fields)


def _shape(field: FieldInfo) -> Json:
    """Return the shape of a field from what is said of it on the model."""
    kind, holds, many, optional = fields.shape(field)
    shape: Json
    if holds and holds.content in {"reference", "date"}:
        shape = _REFERENCE if holds.content == "reference" else _WHEN
    elif issubclass(kind, Value):
        shape = {"$ref": f"#/definitions/{kind.__name__}"}
    elif issubclass(kind, StrEnum):
        shape = {"enum": [*kind]}
    else:
        shape = {"type": _TYPES.get(kind, "string")}
    if many:
        return _list(shape)
    return _or_none(shape) if optional else shape
