"""The tables that people open → CSV (RFC 4180): a header, and a line a row.

A cell that begins with a character by which a spreadsheet knows a formula gets an apostrophe in front, so that it
stays text: see OWASP, "CSV Injection". Numbers and days cannot begin with one and stay as they are.
"""

import csv
import io
from datetime import date
from typing import Any

from .tables import Table

_RECORDS = ("claims", "readings", "parts", "evidence", "witnesses", "sources", "appearances", "relations")
NAMES = (*_RECORDS, "changes", "events", "points")
"""The tables that are files of their own."""
# The last four are the full-width forms, which some spreadsheets take for the first.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
FORMULAS = (
    "A cell that begins with = + - @ or a tab, or with one of their full-width forms, has an apostrophe in front, "
    "so that no spreadsheet takes it for a formula."
)


def write(table: Table) -> bytes:
    """Return a table as the content of its file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows([cell(row[column.name], column.separator) for column in table.columns] for row in table.rows)
    return text.getvalue().encode()


def cell(value: Any, separator: str = " ") -> str | float | date | None:
    """Return a value as csv.writer takes it, unable to act; `separator` stands between several."""
    if isinstance(value, tuple):
        value = separator.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # as it was written
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value
