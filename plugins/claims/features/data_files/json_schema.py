"""Write `records.schema.json`, which describes claims.json in JSON Schema draft-07, from the model.

It does not describe claims.yaml: in claims.json references become an id and a page, dates are spelled out, and no field
is left out.
"""

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
    Source,
    Text,
    Value,
)
from ...site.judgements import CLAIM_COUNTS, COLOURS, PART_COUNTS, PASSAGE_FACTS
from ...site.serialize import Json

_TYPES = {bool: "boolean", int: "integer", float: "number"}
_TEXT, _COUNT = {"type": "string"}, {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}  # strict readers know no format by themselves
_WHEN = {"$ref": "#/definitions/When"}


def _reference(kind: str) -> Json:
    """Return the shape of a reference to a record of a kind, which a comment names; `tables` reads that."""
    return {"allOf": [{"$ref": "#/definitions/Reference"}], "$comment": kind}


def _described(shape: Json, description: str) -> Json:
    """Return a shape with what it means; draft-07 passes over whatever stands beside a `$ref`."""
    return {**({"allOf": [shape]} if "$ref" in shape else shape), "description": description}


def _or_none(shape: Json) -> Json:
    return {"anyOf": [shape, {"type": "null"}]}


def unwrapped(shape: Json) -> tuple[Json, bool]:
    """Return a shape without what the functions here put around it, and whether it can be null."""
    optional = False
    while "anyOf" in shape or "allOf" in shape:
        optional = optional or "anyOf" in shape
        inner = shape.get("anyOf") or shape["allOf"]
        comment = {"$comment": shape["$comment"]} if "$comment" in shape else {}
        shape = inner[0] | comment
    return shape, optional


def _closed(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _list(shape: Json) -> Json:
    return {"type": "array", "items": shape}


def _counts(counts: Mapping[str, str]) -> Json:
    return {name: _described(_COUNT, f"{description}.") for name, description in counts.items()}


_LABELLED = {
    "id": _described(_or_none(_TEXT), "Its id in the claim; none if the main reading has no parts."),
    "label": {"enum": [*Label], "description": "The label that follows from its witnesses."},
}
_WITNESS = {
    "origins": _described(_list(_reference("source")), "The sources whose word it is."),
    "passages": _described(_COUNT, "How many passages that count carry its word."),
}
_HINGE = {
    "reading": _described(_or_none(_TEXT), "The reading; none for the main one."),
    "witness": _described(_or_none(_COUNT), "The number of the witness, from 1; none for a part."),
    "part": _described(_or_none(_TEXT), "The id of the part; none for a witness."),
    "label": {"enum": [*Label], "description": "The label without it."},
}
_JUDGEMENT = _closed(
    {
        "label": {"enum": [*Label]},
        **_counts(CLAIM_COUNTS),
        "readings": _list(_closed({**_LABELLED, "summary": _described(_or_none(_TEXT), "What was found, in a line.")})),
        "parts": _list(_closed({**_LABELLED, **_counts(PART_COUNTS)})),
        "witnesses": _list(_closed(_WITNESS)),
        "hinges": _described(
            _list(_closed(_HINGE)),
            "What the labels hang on: each witness and each part without which a label would be another.",
        ),
    }
)
_TRANSLATIONS = {
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": _TEXT},
    "description": "Its texts in each other language, by field; items of lists are counted from 1 (`parts.1.text`).",
}
_FACTS = {
    "sides": _list(_reference("side")),
    "origins": _list(_reference("source")),
    "colour": {"enum": [*COLOURS]},
    "counts": {"type": "boolean"},
    "witness": _or_none(_COUNT),
}
_DATE = {
    "edtf": _described(_TEXT, "The date as written, in EDTF: ? is uncertain, ~ approximate."),
    "start": _described(_or_none(_DAY), "The first day it can mean; none if nobody knows when a period began."),
    "end": _described(_DAY, "The last day it can mean."),
    "precision": {"enum": ["day", "month", "year"], "description": "How precise it is."},
    "text": _described(_TEXT, "The date in words."),
}
_POINT = {
    "date": _described(_WHEN, "Its day, month or year."),
    "value": {"type": "number", "description": "The figure."},
    "incomplete": {"type": "boolean", "description": "Whether the figure is not complete."},
}
_ADDED: Mapping[type[Value], Json] = {
    Appearance: {
        "seen": _described({"enum": [*Seen]}, "How much of it we read."),
        "side": _described(_or_none(_reference("side")), "The side for which its speaker speaks."),
    },
    Claim: {
        "speaker": _described(_reference("speaker"), "The speaker of its text, or else who made it."),
        "reported_by": _described(_or_none(_reference("speaker")), "Who reports it, if its own words were not seen."),
        "own_sides": _described(_list(_reference("side")), "The sides that say it or pass it on."),
        "events": _described(_list(_reference("event")), "The events that it is told in."),
        "judgement": _described(_JUDGEMENT, "What its evidence adds up to, part by part."),
        "published": _described(_or_none(_DAY), "When it was first added."),
        "updated": _described(_or_none(_DAY), "When it last changed or was reviewed."),
    },
    Evidence: {
        "number": _described(_COUNT, "Its number on the claim’s page."),
        "page": _described(_TEXT, "Its place on the claim’s page."),
        **{name: _described(_FACTS[name], f"{description}.") for name, description in PASSAGE_FACTS.items()},
    },
    Series: {"points": _described(_list(_closed(_POINT)), "A figure for each date.")},
    Source: {"cited": _described(_COUNT, "How many passages of evidence are from it.")},
    Text: {"claims": _described(_list(_reference("claim")), "Its claims, in its own order.")},
}
"""What the files say of a part of a record besides what is written, or in another shape."""
_OF_THE_FILE = {"title", "author"}  # which stand at its head


FILE = "records.schema.json"


def file() -> bytes:
    """Return the content of the schema's file."""
    return f"{json.dumps(schema(), ensure_ascii=False, indent=1)}\n".encode()


def schema() -> Json:
    """Return the schema of claims.json."""
    head = dict.fromkeys(("name", "url", "author", "license"), _TEXT)
    lists = {section: _list({"$ref": f"#/definitions/{model.__name__}"}) for section, model in SECTIONS.items()}
    descriptions = fields.descriptions()
    models = {}
    for model in sorted(fields.MODELS, key=str):
        models[model.__name__] = _closed(dict(_properties(model, descriptions[model])))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Records of claims",
        "type": "object",
        "properties": {
            **head,
            "date": _described(_or_none(_DAY), "The latest day on which a record changed."),
            "site": {"$ref": "#/definitions/SiteInfo"},
            **lists,
        },
        "required": [*head, "date", "site", *lists],
        "additionalProperties": False,
        "definitions": {
            "Reference": _described(_closed({"id": _TEXT, "page": _TEXT}), "A record, by its id and its page."),
            "When": _described(_closed(_DATE), "A date as written (EDTF), in days and in words."),
            **models,
        },
    }


def _properties(model: type[Value], descriptions: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
    """Yield the name and the shape of each field of a model in claims.json.

    Args:
        model: The model.
        descriptions: What each field means to an author, by the field's name; the first sentence is used.

    """
    added = _ADDED.get(model, {})
    for name, field in fields.published_fields(model):
        written = field.alias or name
        if model is not SiteInfo or name not in _OF_THE_FILE:
            yield written, added.get(written) or _described(_shape(field), f"{fields.summary(descriptions[name])}.")
    if issubclass(model, Record):
        yield "page", _described(_TEXT, "Its page on this site, or its place on one.")
    for name, shape in added.items():
        if name not in model.model_fields:
            yield name, shape
    if issubclass(model, Record | SiteInfo):
        yield "translations", _TRANSLATIONS


def _shape(field: FieldInfo) -> Json:
    """Return the shape of a field from what is said of it on the model."""
    kind, holds, many, optional = fields.shape(field)
    shape: Json
    if holds and holds.content in {"reference", "date"}:
        shape = _reference(holds.kind) if holds.content == "reference" else _WHEN
    elif issubclass(kind, Value):
        shape = {"$ref": f"#/definitions/{kind.__name__}"}
    elif issubclass(kind, StrEnum):
        shape = {"enum": [*kind]}
    else:
        shape = {"type": _TYPES.get(kind, "string")}
        if holds and holds.content == "markdown":
            shape["contentMediaType"] = "text/markdown"
    if many:
        return _list(shape)
    return _or_none(shape) if optional else shape
