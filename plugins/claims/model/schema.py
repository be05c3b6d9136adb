"""Write the models as JSON Schema, so that editors offer fields, values and existing ids, and mark mistakes.

The schema is draft-07, which every editor's YAML support reads. Pydantic writes a later draft: `$defs` become
`definitions`, and a `$ref` with a description beside it goes into an `allOf`, since draft-07 ignores everything beside
a `$ref`. The definition behind such a `$ref` has no description of its own, or editors would show that one. The schema
is never stricter than `make check STRICT=1`: an id that it does not know may have been written a moment ago. Its
patterns follow ECMA 262 with the flag `u`, which allows no needless escapes. The keywords `markdownEnumDescriptions`
and `patternErrorMessage` come from VS Code; yaml-language-server reads them and validators ignore them. That server
makes a snippet from a record's title and required fields by itself.
"""

import contextlib
import inspect
import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ..source.yaml_reader import Document, YamlValue
from . import fields
from .parser import Names
from .records import SECTIONS, Claim, Dataset, Evidence, Part, SiteInfo, Value
from .scalars import ID

Choices = Mapping[str, Mapping[str, str]]
"""For each kind of record, and for parts of claims, the existing ids and their titles."""
JsonValue: TypeAlias = "JsonSchemaValue | list[JsonValue] | str | float | bool | None"
"""A value inside a JSON Schema."""

FILE = "claims.schema.json"
"""The name of the published schema, which has no ids of a file."""

_MODELINE = re.compile(r"# yaml-language-server: \$schema=([\w.-]+\.json)\s")
_CONTAINERS = {"type": ["object", "array", "null"]}
_ID_OF = "id of"  # our own keyword, since pydantic follows every $ref; _as_draft_07 replaces it
_PARTS = {(Evidence, "part"), (Part, "of")}
"""Fields that name a part of their own claim."""


class _Writer(GenerateJsonSchema):
    """Pydantic's generator without null, since no field may be left empty, and without titles."""

    @cached_property
    def descriptions(self) -> dict[type[Value], dict[str, str]]:
        """The description of each field of each model."""
        return fields.descriptions()

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model; each field is described, and marked with the kind of record that it names."""
        result = super().model_schema(schema)
        model = schema["cls"]
        for name, description in self.descriptions[model].items():
            info = model.model_fields[name]
            shape = fields.shape(info)
            field = result["properties"][info.alias or name]
            field.pop("title", None)
            # In words, because an editor would offer an example as a value, and it is invented.
            examples = [f"`{example}`" for example in field.pop("examples", ())]
            field["description"] = description
            if examples:
                field["description"] += f" For example {' or '.join(examples)}."
            if issubclass(shape.type, StrEnum):  # inline, since editors look for descriptions of values beside them
                field = {"description": description, "type": "string", **_choices_in(description, shape.type)}
            kind = shape.holds.kind if shape.holds else ""
            if (model, name) in _PARTS:
                kind = "part"
            if kind:
                id_schema = field["items"] if shape.many else field
                id_schema[_ID_OF] = kind
            result["properties"][info.alias or name] = field
        return result


def _choices_in(description: str, kind: type[StrEnum]) -> dict[str, list[str]]:
    """Return the values of an enum, with their part of a description like `supports: shows it. partly: shows some.`."""
    names = "|".join(kind)
    explanations = dict(re.findall(rf"\b({names}): (.*?)(?=\.(?: (?:{names}):|$|\s))", description))
    if not explanations:
        return {"enum": [*kind]}
    return {"enum": [*kind], "markdownEnumDescriptions": [explanations.get(value, "") for value in kind]}


def schema(choices: Choices | None = None) -> JsonSchemaValue:
    """Return the schema of the whole file; with `choices`, of one file with its ids."""
    generated = TypeAdapter(Dataset).json_schema(ref_template="#/definitions/{model}", schema_generator=_Writer)
    ids = {}
    for kind, titles in (choices or {}).items():
        if titles:
            ids[f"{_ID_OF} {kind}"] = {"enum": [*titles], "markdownEnumDescriptions": [*titles.values()]}
    definitions = {name: _as_draft_07(part, ids) for name, part in generated["$defs"].items()}
    properties: JsonSchemaValue = {SiteInfo.kind_name: {"$ref": f"#/definitions/{SiteInfo.__name__}"}}
    for section, model in SECTIONS.items():
        items = {"$ref": f"#/definitions/{model.__name__}"}
        properties[section] = {"description": inspect.getdoc(model), "type": "array", "items": items}
    top_level = {SiteInfo.__name__, *[model.__name__ for model in SECTIONS.values()]}
    for name, definition in definitions.items():
        if name not in top_level:
            definition.pop("description", None)  # editors show the description of the field
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Claims",
        "description": "Claims somebody made, and what the record shows beside them.",
        "type": "object",
        "properties": properties,
        "required": ["claims"],
        "additionalProperties": False,
        "definitions": definitions | ids,
    }


def _as_draft_07(part: JsonSchemaValue, ids: Mapping[str, JsonSchemaValue]) -> JsonSchemaValue:
    """Return part of pydantic's schema in draft-07; an id becomes one of the existing ids of its kind, or any other."""
    items = [(key, value) for key, value in part.items() if key != "default" or value not in (None, [])]
    plain: JsonSchemaValue = {key: _value_as_draft_07(value, ids) for key, value in items}
    kind = f"{_ID_OF} {plain.pop(_ID_OF, '')}"
    if kind in ids:
        others = {key: plain.pop(key) for key in ID if key in plain}
        del others["type"]  # or an editor would offer `true`
        return {**plain, "anyOf": [{"$ref": f"#/definitions/{kind}"}, {**others, "not": _CONTAINERS}]}
    if "$ref" in plain and len(plain) > 1:
        return {"type": "object", "allOf": [{"$ref": plain.pop("$ref")}], **plain}
    return plain


def _value_as_draft_07(value: JsonValue, ids: Mapping[str, JsonSchemaValue]) -> JsonValue:
    if isinstance(value, list):
        return [_value_as_draft_07(item, ids) for item in value]
    return _as_draft_07(value, ids) if isinstance(value, dict) else value


def text(choices: Choices | None = None) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(choices), ensure_ascii=False, indent=2) + "\n"


def choices(document: Document, names: Names) -> Choices:
    """Return the ids that a file defines, as far as it could be read, with their titles."""
    titles: dict[str, dict[str, str]] = {"part": {}}
    for kind, paths in names.items():
        titles[kind] = {}
        for id, path in paths.items():
            if not id or path[2:] != ("id",):  # an alias or another name
                continue
            section, index, _ = path
            record = document.data[str(section)][index]
            titles[kind][id] = _title(record)
            if kind == Claim.kind_name:
                for part in record.get("parts") or ():
                    part_id = part.get("id") if isinstance(part, dict) else None
                    if isinstance(part_id, str):
                        earlier = titles["part"].get(part_id)
                        line = f"{id}: {_title(part)}"
                        titles["part"][part_id] = f"{earlier}  \n{line}" if earlier else line
    return titles


def _title(record: Mapping[str, YamlValue]) -> str:
    """Return the title of a record, or the first other field by which its author knows it."""
    for name in ("title", "name", "term", "described", "text"):
        if record.get(name):
            return str(record[name])
    return ""


def write(file: Path, document: Document | None, names: Names | None) -> None:
    """Write the schema that the first line of a file of claims names, with the ids of the file.

    If the file could not be read to its end, keep the existing schema.
    """
    modeline = _MODELINE.match(document.text) if document and names else None
    if document and names and modeline:
        schema_file = file.with_name(modeline[1])
        schema_text = text(choices(document, names))
        with contextlib.suppress(OSError):  # the schema only helps; everything else works without it
            if not schema_file.exists() or schema_file.read_text(encoding="utf-8") != schema_text:
                schema_file.write_text(schema_text, encoding="utf-8", newline="\n")
