"""What addresses answered, kept from one `make linkcheck` to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from .web import Answer, State

FILE = Path(".build/linkcheck.json")

Answers = Mapping[str, tuple[date, Answer]]
"""For each address the day it was asked, and what it answered."""


def recall(file: Path, *, today: date, days: int) -> Answers:
    """Answers that are not older than so many days; none where the file of them cannot be read."""
    try:
        entries: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        kept = {
            address: (date.fromisoformat(entry["asked"]), Answer(State(entry["state"]), entry["words"], entry["moved"]))
            for address, entry in entries.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {address: known for address, known in kept.items() if 0 <= (today - known[0]).days < days}


def keep(file: Path, answers: Answers) -> None:
    """Write down every answer but those of the dead, who may only have been ill."""
    entries = {
        address: {"asked": asked.isoformat(), **asdict(answer)}
        for address, (asked, answer) in sorted(answers.items())
        if answer.state is not State.DEAD
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
