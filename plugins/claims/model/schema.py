"""The models → JSON Schema, by which an editor offers fields, values and the ids that exist, and marks mistakes.

JSON Schema draft-07, which every editor's YAML support reads. Pydantic writes a later draft: `$defs` become
`definitions`, and a `$ref` with a description beside it goes into an `allOf`, since draft-07 passes over whatever
stands beside a `$ref`. What such a `$ref` leads to has no description of its own, which editors would show instead. The
schema is never stricter than `make check STRICT=1`: an id that it does not know may have been written a moment ago. Its
patterns are those of ECMA 262 under the flag `u`, which takes no escape that is not needed. The keywords
`markdownEnumDescriptions` and `patternErrorMessage` are those of VS Code, which yaml-language-server reads and
validators pass over. Of what a record must have, and its title, that server makes a snippet by itself.
"""

import contextlib
import inspect
import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from ..source.yaml_reader import Document
from . import fields
from .parser import Names
from .records import SECTIONS, Claim, Dataset, Evidence, Part, SiteInfo, Value
from .scalars import ID

Choices = Mapping[str, Mapping[str, str]]
"""For each kind of record, and for parts of claims, the ids that exist, each with its title."""

FILE = "claims.schema.json"
"""Its name where it is published, without the ids of a file."""

_MODELINE = re.compile(r"# yaml-language-server: \$schema=([\w.-]+\.json)\s")
_CONTAINERS = {"type": ["object", "array", "null"]}
_ID_OF = "id of"  # pydantic looks up each $ref that it meets
_PARTS = {(Evidence, "part"), (Part, "of")}
"""The fields that name a part of their own claim."""


class _Writer(GenerateJsonSchema):
    """Pydantic's own, less what an author cannot write: an empty field is a mistake, and has no title."""

    @cached_property
    def told(self) -> dict[type[Value], dict[str, str]]:
        """What is said of each field of each model."""
        return fields.descriptions()

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        written, model = super().model_schema(schema), schema["cls"]
        for name, description in self.told[model].items():
            info = model.model_fields[name]
            field, shape = written["properties"][info.alias or name], fields.shape(info)
            # As words: an editor would offer an example as a value, and it is invented.
            examples = [f"`{example}`" for example in field.pop("examples", ())]
            field["description"] = description + (f" For example {' or '.join(examples)}." if examples else "")
            if issubclass(shape.type, StrEnum):  # here, since an editor looks for what is said of a value beside it
                field = {"description": description, "type": "string", **_choices_in(description, shape.type)}
            kind = "part" if (model, name) in _PARTS else shape.holds.kind if shape.holds else ""
            if kind:
                (field["items"] if shape.many else field)[_ID_OF] = kind
            written["properties"][info.alias or name] = field
        return written


def _choices_in(description: str, kind: type[StrEnum]) -> dict[str, list[str]]:
    """Return each value, and what a description says of it, as in `supports: shows it. partly: shows some of it.`."""
    names = "|".join(kind)
    told = dict(re.findall(rf"\b({names}): (.*?)(?=\.(?: (?:{names}):|$|\s))", description))
    return {"enum": [*kind], **({"markdownEnumDescriptions": [told.get(value, "") for value in kind]} if told else {})}


def schema(choices: Choices | None = None) -> dict[str, Any]:
    """Return the schema of the whole file; of one file also with what it can name."""
    made = TypeAdapter(Dataset).json_schema(ref_template="#/definitions/{model}", schema_generator=_Writer)
    known = {f"{_ID_OF} {kind}": _enum(titles) for kind, titles in (choices or {}).items() if titles}
    models = _as_draft_07(made["$defs"], known)
    for name in models.keys() - {SiteInfo.__name__, *(model.__name__ for model in SECTIONS.values())}:
        models[name].pop("description", None)  # that of the field is nearer
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Claims",
        "description": "Claims somebody made, and what the record shows beside them.",
        "type": "object",
        "properties": {
            SiteInfo.kind_name: {"$ref": f"#/definitions/{SiteInfo.__name__}"},
            **{
                section: {
                    "description": inspect.getdoc(model),
                    "type": "array",
                    "items": {"$ref": f"#/definitions/{model.__name__}"},
                }
                for section, model in SECTIONS.items()
            },
        },
        "required": ["claims"],
        "additionalProperties": False,
        "definitions": models | known,
    }


def _enum(titles: Mapping[str, str]) -> dict[str, Any]:
    return {"enum": [*titles], "markdownEnumDescriptions": [*titles.values()]}


def _as_draft_07(part: Any, known: Mapping[str, Any]) -> Any:
    """Return what Pydantic wrote as draft-07 has it; an id is also one of those known of its kind, or any other."""
    if isinstance(part, list):
        return [_as_draft_07(item, known) for item in part]
    if not isinstance(part, dict):
        return part
    plain = {k: _as_draft_07(value, known) for k, value in part.items() if k != "default" or value not in (None, [])}
    kind = f"{_ID_OF} {plain.pop(_ID_OF, '')}"
    if kind in known:
        others = {key: plain.pop(key) for key in ID if key in plain}
        del others["type"]  # or an editor would offer `true`
        return {**plain, "anyOf": [{"$ref": f"#/definitions/{kind}"}, {**others, "not": _CONTAINERS}]}
    if "$ref" in plain and len(plain) > 1:
        return {"type": "object", "allOf": [{"$ref": plain.pop("$ref")}], **plain}
    return plain


def text(choices: Choices | None = None) -> str:
    """Return the schema as it stands in a file."""
    return json.dumps(schema(choices), ensure_ascii=False, indent=2) + "\n"


def choices(document: Document, names: Names) -> Choices:
    """Return what a file can name by an id, as far as it can be read."""
    data: Any = document.data
    found: dict[str, dict[str, str]] = {"part": {}}
    for kind, places in names.items():
        own = {id: path for id, path in places.items() if id and path[2:] == ("id",)}  # and no aliases
        records = {id: data[path[0]][path[1]] for id, path in own.items()}
        found[kind] = {id: _title(record) for id, record in records.items()}
        for claim, record in records.items() if kind == Claim.kind_name else ():
            for part in record.get("parts") or ():
                if isinstance(part, dict) and isinstance(id := part.get("id"), str):
                    earlier = found["part"].get(id)
                    told = f"{claim}: {_title(part)}"
                    found["part"][id] = f"{earlier}  \n{told}" if earlier else told
    return found


def _title(record: Mapping[str, Any]) -> str:
    """Return by what a record is known to its author, whatever of it is written."""
    return next((str(record[name]) for name in ("title", "name", "term", "described", "text") if record.get(name)), "")


def write(file: Path, document: Document | None, names: Names | None) -> None:
    """Write the schema that a file of claims names in its first line, with what the file can name by its ids.

    Where the file could not be read to its end, leave the one that is there.
    """
    if document and names and (modeline := _MODELINE.match(document.text)):
        with contextlib.suppress(OSError):  # it only helps: where it cannot be written, all else is done
            there = file.with_name(modeline[1])
            new = text(choices(document, names))
            if not there.exists() or there.read_text(encoding="utf-8") != new:
                there.write_text(new, encoding="utf-8", newline="\n")
