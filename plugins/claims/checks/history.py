"""Warn about reviewed claims that have changed, in any language, and were not reviewed again.

A claim is compared with what it said at the commit where the present work began. Without git there are no warnings.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ..model import links
from ..model.records import Claim
from ..source import yaml_reader
from ..source.diagnostics import DataError, Problem, listing
from ..source.yaml_reader import YamlValue
from . import git, loader, translations, warnings
from .loader import Checked, RuleWarning
from .translations import Translation

_FIELDS = ("title", "gist", "statement", "verdict")
Row = Mapping[str, YamlValue]
"""A claim as it is written in the file."""


def check(checked: Checked, file: Path, data_translations: Sequence[Translation], today: date) -> Checked:
    """Return the result of a check with a warning for each reviewed claim that has changed since its review."""
    return replace(checked, finders=(*checked.finders, partial(_warnings, checked, file, data_translations, today)))


def _warnings(
    checked: Checked, file: Path, data_translations: Sequence[Translation], today: date
) -> Iterator[RuleWarning]:
    """Yield a warning for each claim whose words changed, here or in a translation, without a new day of review."""
    folder = file.resolve().parent
    base = git.base(folder)
    old_text = git.before(file, base)
    assert checked.document  # noqa: S101 - for the type checker: it has no mistakes
    rows = _rows(checked.document.data)
    old_rows = _rows(yaml_reader.read(old_text).data) if old_text else rows
    fields_in_translations = _changed_translations(data_translations, base)
    for claim in checked.dataset.claims:
        row, old_row = rows[claim.id], _old_row(claim, old_rows)
        texts, old_texts = _texts_of(row), _texts_of(old_row)
        reviewed, old_reviewed = texts.pop(_REVIEWED, ""), old_texts.pop(_REVIEWED, "")
        fields = [name for name in {**texts, **old_texts} if texts.get(name) != old_texts.get(name)]
        fields += fields_in_translations[claim.id]
        if not fields or not reviewed or not old_reviewed:
            continue
        is_reviewed_today = reviewed == old_reviewed == today.isoformat()
        steps = []
        if reviewed <= old_reviewed and not is_reviewed_today:
            steps.append("set `reviewed:` to the day")
        is_published = old_row.get("changes") or git.found(folder, "tag", "--list")
        if (is_published or is_reviewed_today) and _count_changes(row) <= _count_changes(old_row):
            steps.append("add a line under `changes:`")
        if steps:
            message = f"{claim} has changed since it was reviewed on {old_reviewed}: {listing(fields, last='and')}"
            help = listing(["read it again", *steps], last="and")
            problem = Problem(claim.location.path("verdict", "reviewed"), message, help)
            [diagnostic] = loader.locate(file, checked.document, [problem])
            yield RuleWarning(warnings.REVIEWED_AGAIN, diagnostic)


def _changed_translations(data_translations: Sequence[Translation], base: str) -> Mapping[str, list[str]]:
    """Return the fields of each claim, by its id, whose translation has changed while the original has not."""
    fields = defaultdict[str, list[str]](list)
    for translation in data_translations:
        path = translation.catalogue.file
        try:
            old = translations.read(path, git.before(path, base), translation.dataset).current
        except DataError:  # the old file had mistakes
            continue
        for key, old_text in old.items():
            if _plain(old_text) == _plain(translation.current.get(key, "")):
                continue
            for leaf in translation.originals[key]:
                if leaf.section == "claims" and leaf.field.partition(".")[0] in _FIELDS:
                    fields[leaf.id].append(f"{leaf.field} in {translation.tag}")
    return fields


def _rows(data: Mapping[str, YamlValue]) -> dict[str, Row]:
    """Return each claim as it is written, by its id; the file may have mistakes."""
    claims = data.get("claims")
    rows = claims if isinstance(claims, list) else []
    return {str(row.get("id")): row for row in rows if isinstance(row, dict)}


def _old_row(claim: Claim, old_rows: Mapping[str, Row]) -> Row:
    """Return a claim as it was, under its id or an earlier one; empty if it is new."""
    return next((old_rows[id] for id in (claim.id, *claim.aliases) if id in old_rows), {})


def _count_changes(row: Row) -> int:
    """Return the number of entries in the history of a claim."""
    return len(row.get("changes") or ())


_REVIEWED = "verdict.reviewed"


def _texts_of(row: Row) -> dict[str, str]:
    """Return the texts of a claim that a review covers, and the day of the review, by field."""
    texts: dict[str, str] = {}
    for name in _FIELDS:
        texts.update(_leaves(row.get(name, ""), name))
    texts.pop("verdict.reviewed_by", None)
    return texts


def _leaves(value: YamlValue, name: str) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each text in a value; the name of one inside is `verdict.readings.1.summary`."""
    if isinstance(value, dict):
        for step, inner in value.items():
            yield from _leaves(inner, f"{name}.{step}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{name}.{number}")
    else:
        yield name, _plain(str(value))


def _plain(text: str) -> str:
    """Return a text on one line and without the targets of its links, which may change."""
    return links.without_targets(" ".join(text.split()))
