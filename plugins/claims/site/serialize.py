"""JSON on one line, and objects without empty values."""

import json
from datetime import date
from typing import Any

Json = dict[str, Any]


def dump(value: object) -> str:
    """Return a value as JSON on one line, with dates in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)


def present(**values: object) -> Json:
    """Return the arguments that are not empty, as an object."""
    return {name: value for name, value in values.items() if value}
