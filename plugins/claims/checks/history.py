"""Warns where what a reviewed claim says has changed, in any language, and nobody says that it was reviewed again.

Git knows what it said: at the commit that the work at hand began at. Without git nothing is looked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from .. import git
from ..model import links
from ..source import yaml_reader
from ..source.diagnostics import DataError, Problem, listing
from . import loader, translations, warnings
from .loader import Checked, RuleWarning
from .translations import Translation

_FIELDS = ("title", "gist", "statement", "verdict")


def check(checked: Checked, file: Path, translated: Sequence[Translation], today: date) -> Checked:
    """Return what a check of a file found, with a warning for each reviewed claim that has changed since."""
    return replace(checked, finders=(*checked.finders, partial(_warnings, checked, file, translated, today)))


def _warnings(checked: Checked, file: Path, translated: Sequence[Translation], today: date) -> Iterator[RuleWarning]:
    base = git.base(file.resolve().parent)
    text = git.before(file, base)
    assert checked.document  # noqa: S101 - for the type checker: it has no mistakes
    rows = _rows(checked.document.data)
    old_rows = _rows(yaml_reader.read(text).data) if text else rows
    changed = _changed_translations(translated, base)
    for claim in checked.dataset.claims:
        row = rows[claim.id]
        old_row = next((old_rows[id] for id in (claim.id, *claim.aliases) if id in old_rows), {})
        old, new = _texts_of(old_row), _texts_of(row)
        reviewed, reviewed_now = (said.pop("verdict.reviewed", "") for said in (old, new))
        fields = [name for name in {**new, **old} if old.get(name) != new.get(name)] + changed[claim.id]
        if not (fields and reviewed and reviewed_now):
            continue
        is_logged = len(row.get("changes") or ()) > len(old_row.get("changes") or ())
        is_later, is_of_today = reviewed_now > reviewed, reviewed_now == reviewed == today.isoformat()
        is_published = old_row.get("changes") or git.found(file.resolve().parent, "tag", "--list")
        steps = ["set `reviewed:` to the day"] if not (is_later or is_of_today) else []
        steps += ["add a line under `changes:`"] if (is_published or is_of_today) and not is_logged else []
        if steps:
            message = f"{claim} has changed since it was reviewed on {reviewed}: {listing(fields, last='and')}"
            help = listing(["read it again", *steps], last="and")
            problem = Problem(claim.location.path("verdict", "reviewed"), message, help)
            [diagnostic] = loader.locate(file, checked.document, [problem])
            yield RuleWarning(warnings.REVIEWED_AGAIN, claim.id, diagnostic, reviewed)


def _changed_translations(translated: Sequence[Translation], base: str) -> Mapping[str, list[str]]:
    """Return for each claim, by its id, the fields whose translation has changed while the original has not."""
    changed = defaultdict[str, list[str]](list)
    for translation in translated:
        path = translation.catalogue.file
        with suppress(DataError):  # of a file that was broken
            old = translations.read(path, git.before(path, base), translation.dataset).current
            for name in [name for name in old if _plain(old[name]) != _plain(translation.current.get(name, ""))]:
                for leaf in translation.originals[name]:
                    if leaf.section == "claims" and leaf.field.partition(".")[0] in _FIELDS:
                        changed[leaf.id].append(f"{leaf.field} in {translation.tag}")
    return changed


def _rows(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return each claim as it is written, by its id; the file may be one with mistakes."""
    claims = data.get("claims")
    return {str(row.get("id")): row for row in (claims if isinstance(claims, list) else ()) if isinstance(row, dict)}


def _texts_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what a review answers for, by the name of its field, and `verdict.reviewed`."""
    texts: dict[str, str] = {}
    for name in _FIELDS:
        texts |= _leaves(row.get(name, ""), name)
    texts.pop("verdict.reviewed_by", None)
    return texts


def _leaves(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield each text in a value as it is written, after its name: `verdict.readings.1.summary`."""
    if isinstance(value, dict):
        for step, inner in value.items():
            yield from _leaves(inner, f"{name}.{step}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{name}.{number}")
    else:
        yield name, _plain(str(value))


def _plain(text: str) -> str:
    """Return a text on one line, without where its links lead, which `make rename` may change."""
    return links.without_targets(" ".join(text.split()))
