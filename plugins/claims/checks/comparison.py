"""Two states of a file → what differs, record by record. An old id and the present one are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..model import links
from ..model.records import SECTIONS
from ..source.diagnostics import listing

Raw: TypeAlias = Mapping[str, Any]
"""What a file holds, or a record of it, as plain values."""
_NO_WORDS = {"id", "aliases", "changes", "draft"}
"""The fields of a record that say nothing of its matter."""


@dataclass(frozen=True)
class Difference:
    """A record that differs: as it was before, None if it is new; as it is now, None if it is gone; what differs."""

    section: str
    before: Raw | None
    after: Raw | None
    fields: tuple[str, ...] = ()
    """The names of fields, those of a verdict as `verdict.label`."""

    @property
    def name(self) -> str:
        """The record as messages name it."""
        return f'{SECTIONS[self.section].kind_name} "{(self.after or self.before or {})["id"]}"'

    @property
    def turned(self) -> str:
        """Its label before, where it has another now."""
        verdict = (self.before or {}).get("verdict") or {}
        return str(verdict.get("label", "")) if "verdict.label" in self.fields else ""

    def __str__(self) -> str:
        if not self.before or not self.after:
            return f"{self.name}: {'gone' if self.before else 'added'}"
        was = [f'was "{self.before["id"]}"'] if self.before["id"] != self.after["id"] else []
        turned = f" (was {self.turned})" if self.turned else ""
        told = [field + turned * (field == "verdict.label") for field in self.fields]
        return f"{self.name}: {listing([*was, *told], last='and')}"


def compare(before: Raw, after: Raw) -> Iterator[Difference]:
    """Yield the records that differ in more than their history, in the order of the lists."""
    present = {alias: r["id"] for _, r in _records(after) for alias in r.get("aliases", ())}
    now = {record["id"]: record for _, record in _records(after)}
    earlier, met = {record["id"] for _, record in _records(before)}, set[Any]()
    for section, record in _records(before):
        id = present.get(record["id"], record["id"])
        met.add(id)
        if id not in now:
            yield Difference(section, record, None)
            continue
        old, new = (_words(found, present) for found in (record, now[id]))
        if now[id] in (after.get("withdrawals") or ()) and section != "withdrawals":
            yield Difference(section, record, now[id], ("withdrawn",))
            continue
        was_merged = id != record["id"] and id in earlier
        names = () if was_merged else dict.fromkeys([*old, *new])
        fields = tuple(name for name in names if old.get(name) != new.get(name))
        if fields or record["id"] != id:
            yield Difference(section, record, now[id], fields)
    yield from (Difference(section, None, record) for section, record in _records(after) if record["id"] not in met)


def _records(data: Raw) -> Iterator[tuple[str, Raw]]:
    for section in SECTIONS:
        yield from ((section, record) for record in data.get(section) or ())


def _words(record: Raw, present: Mapping[str, str]) -> dict[str, Any]:
    """Return what a record says under the names of its fields, ids as they are at present."""
    verdict = record.get("verdict") or {}
    said = {name: value for name, value in record.items() if name not in {*_NO_WORDS, "verdict"}}
    said |= {f"verdict.{name}": value for name, value in verdict.items()}
    return {name: _plain(value, present) for name, value in said.items()}


def _plain(value: Any, present: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner, present) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, present) for inner in value]
    words = " ".join(str(value).split())
    return present.get(words) or links.resolve_markdown(words, lambda kind, name: f"{kind}:{present.get(name, name)}")
