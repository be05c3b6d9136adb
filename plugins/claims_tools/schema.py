"""Write `data/claims.schema.json`, from which an editor offers fields and values and marks mistakes: `make schema`.

JSON Schema draft-07, which every editor's YAML support reads. Pydantic writes a later draft: `$defs` become
`definitions`, and a `$ref` with a description beside it goes into an `allOf`, since draft-07 passes over whatever
stands beside a `$ref`. The schema is never stricter than `make check STRICT=1`. Its patterns are those of ECMA 262
under the flag `u`, which takes no escape that is not needed.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from claims.model import fields
from claims.model.records import SECTIONS, Dataset, SiteInfo, Value

FILE = Path("data/claims.schema.json")


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
        written = super().model_schema(schema)
        for name, description in self.told[schema["cls"]].items():
            written["properties"][schema["cls"].model_fields[name].alias or name]["description"] = description
        return written


def schema() -> dict[str, Any]:
    """Return the schema of the whole file."""
    made = TypeAdapter(Dataset).json_schema(ref_template="#/definitions/{model}", schema_generator=_Writer)
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
        "definitions": _as_draft_07(made["$defs"]),
    }


def _as_draft_07(part: Any) -> Any:
    if isinstance(part, list):
        return [_as_draft_07(item) for item in part]
    if not isinstance(part, dict):
        return part
    plain = {key: _as_draft_07(value) for key, value in part.items() if key != "default" or value not in (None, [])}
    if "$ref" in plain and len(plain) > 1:
        return {"allOf": [{"$ref": plain.pop("$ref")}], **plain}
    return plain


def text() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the schema where it differs from what is there."""
    options = argparse.ArgumentParser(prog="schema", description="Write the schema that editors use.")
    options.add_argument("file", nargs="?", type=Path, default=FILE)
    file: Path = options.parse_args(arguments).file
    new = text()
    is_current = file.exists() and file.read_text(encoding="utf-8") == new
    if not is_current:
        file.write_text(new, encoding="utf-8", newline="\n")
    print(f"{file} is {'up to date' if is_current else 'written anew'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
