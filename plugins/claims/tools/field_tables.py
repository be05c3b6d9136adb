"""data/FIELDS.md: what each field means, in tables made of what the schema tells editors."""

import inspect
import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..model import fields, schema
from ..model.records import Claim, Record, Value

FILE = Path("data/FIELDS.md")
_HEAD = """\
<!-- The package writes this file, with `make fields`, from what its model/records.py says of each field. -->
# Every field of `claims.yaml`

Editors show the same. [README.md](README.md) says how to write it well.

## In every list
"""


def text() -> str:
    """Return a table for each kind of record, and for each that stands inside another."""
    made = schema.schema()["definitions"]
    return f"{_HEAD}{_table(Record, made[Claim.__name__])}" + "".join(
        f"\n{'#' * (place.count('.') + 2)} `{place}`\n\n{' '.join(str(inspect.getdoc(model)).split())}\n"
        f"{_table(model, made[model.__name__])}"
        for model, place in fields.MODELS.items()
    )


def _table(model: type[Value], made: dict[str, Any]) -> str:
    """Return a row for each field of a model, but for those of every record."""
    table = "\n| Field | Needed | What to write |\n| --- | --- | --- |\n"
    for name, field in fields.written_fields(model):
        written, kind = field.alias or name, fields.shape(field).type
        told = made["properties"][written]["description"].replace("|", r"\|")
        if issubclass(kind, StrEnum):
            told, found = re.subn(rf"\b({'|'.join(kind)}): ", r"<br>`\1`: ", told)
            told += "" if found else f" One of {', '.join(f'`{choice}`' for choice in kind)}."
        elif issubclass(kind, Value):
            place = fields.MODELS[kind]
            told += f" See [`{place}`](#{place.replace('.', '')})."
        if model is Record or name not in Record.model_fields or not issubclass(model, Record):
            table += f"| `{written}` | {'yes' if field.is_required() else ''} | {told} |\n"
    return table


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
