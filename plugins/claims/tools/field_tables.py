"""Write data/FIELDS.md: tables of all fields, with the descriptions that the schema has for editors."""

import inspect
import re
from enum import StrEnum
from pathlib import Path

from ..model import fields, schema
from ..model.records import Claim, Record, Value
from ..site.serialize import Json

FILE = Path("data/FIELDS.md")
_HEAD = "# Every field of `claims.yaml`\n\n[README.md](README.md) says how to write them well.\n\n## In every list\n"


def text() -> str:
    """Return a table for each kind of record, and for each kind inside another."""
    definitions = schema.schema()["definitions"]
    tables = [_HEAD, *_rows(Record, definitions[Claim.__name__])]
    for model, place in fields.MODELS.items():
        level = "#" * (place.count(".") + 2)
        description = " ".join(str(inspect.getdoc(model)).split())
        tables.append(f"\n{level} `{place}`\n\n{description}\n")
        tables += _rows(model, definitions[model.__name__])
    return "".join(tables)


def _rows(model: type[Value], definition: Json) -> list[str]:
    """Return the rows of a table: one per field, without the fields that every record has."""
    rows = ["\n| Field | Needed | What to write |\n| --- | --- | --- |\n"]
    for name, field in fields.written_fields(model):
        if issubclass(model, Record) and model is not Record and name in Record.model_fields:
            continue
        written_name = field.alias or name
        kind = fields.shape(field).type
        description = definition["properties"][written_name]["description"].replace("|", r"\|")
        if issubclass(kind, StrEnum):
            description, count = re.subn(rf"\b({'|'.join(kind)}): ", r"<br>`\1`: ", description)
            if not count:
                choices = [f"`{choice}`" for choice in kind]
                description += f" One of {', '.join(choices)}."
        elif issubclass(kind, Value):
            place = fields.MODELS[kind]
            description += f" See [`{place}`](#{place.replace('.', '')})."
        rows.append(f"| `{written_name}` | {'yes' if field.is_required() else ''} | {description} |\n")
    return rows


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
