"""data/FIELDS.md: what each field means, in tables made of what the schema tells editors."""

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
    """Return a table for each kind of record, and for each that stands inside another."""
    made = schema.schema()["definitions"]
    tables = [_HEAD, *_rows(Record, made[Claim.__name__])]
    for model, place in fields.MODELS.items():
        tables.append(f"\n{'#' * (place.count('.') + 2)} `{place}`\n\n{' '.join(str(inspect.getdoc(model)).split())}\n")
        tables += _rows(model, made[model.__name__])
    return "".join(tables)


def _rows(model: type[Value], made: Json) -> list[str]:
    """Return the rows of a table: a field each, but for those that every record has."""
    rows = ["\n| Field | Needed | What to write |\n| --- | --- | --- |\n"]
    for name, field in fields.written_fields(model):
        if issubclass(model, Record) and model is not Record and name in Record.model_fields:
            continue
        written, kind = field.alias or name, fields.shape(field).type
        told = made["properties"][written]["description"].replace("|", r"\|")
        if issubclass(kind, StrEnum):
            told, found = re.subn(rf"\b({'|'.join(kind)}): ", r"<br>`\1`: ", told)
            told += "" if found else f" One of {', '.join(f'`{choice}`' for choice in kind)}."
        elif issubclass(kind, Value):
            told += f" See [`{fields.MODELS[kind]}`](#{fields.MODELS[kind].replace('.', '')})."
        rows.append(f"| `{written}` | {'yes' if field.is_required() else ''} | {told} |\n")
    return rows


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
