"""Values → JSON on one line, and objects without what is empty."""

import json
from datetime import date
from typing import Any

Json = dict[str, Any]


def dump(value: object) -> str:
    """Return a value as JSON on one line, days as ISO 8601 has them."""
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)


def present(**values: Any) -> Json:
    """Return the values that are not empty."""
    return {name: value for name, value in values.items() if value}
