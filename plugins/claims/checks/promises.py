"""The newest edition → what its readers would miss, or find changed without a word.

Before there is an edition, nothing was promised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..model.records import SECTIONS
from ..source import yaml_reader as reader
from ..source.diagnostics import DataError, Problem, listing
from . import editions, loader
from .comparison import Difference, Raw, compare
from .loader import Checked, Remarked
from .publication import held_back
from .remarks import Remark

_TOLD = ("title", "statement", "answer", "summary", "evidence", "verdict.label", "verdict.summary", "verdict.readings")
"""The fields whose words do not change without a line in `changes`."""
BROKEN = Remark(
    "promise of an edition is broken",
    "promises of an edition are broken",
    lambda dataset, today: iter(()),  # for which the edition is needed
    by_hand=True,
    gate=True,
)


def check(checked: Checked, file: Path, today: date) -> Checked:
    """Return what a check of a file found, and each promise of its newest edition that would be broken."""
    if not checked.document:
        return checked
    try:
        versions = editions.read(folder := file.with_name(editions.FOLDER))
    except DataError as error:
        return replace(checked, errors=(*checked.errors, *error.findings))
    if not versions or checked.errors:
        return checked
    claims = editions.contents((folder / versions[0].name).read_bytes())[editions.CLAIMS]
    before, held = reader.read(claims.decode()).data, {record.id for record in held_back(checked.dataset)}
    after = {
        section: [record for record in checked.document.data.get(section) or () if record["id"] not in held]
        for section in SECTIONS
    }
    problems = _broken(checked, before, after, versions[0].version, today)
    found = [Remarked(BROKEN, "", finding) for finding in loader.locate(file, checked.document, problems)]
    return replace(checked, remarks=(*checked.remarks, *found))


def _broken(checked: Checked, before: Raw, after: Raw, version: str, today: date) -> Iterator[Problem]:
    paths = {record.id: record.origin.path() for record in checked.dataset.records()}
    for difference in compare(before, after):
        if difference.before and not difference.after:
            message = f"{difference.name} of edition {version} is gone, and links to it would lead nowhere"
            id, kind = difference.before["id"], SECTIONS[difference.section].kind_name
            line = f"write `{{id: {id}, kind: {kind}, title: …, date: {today}, why: …}}` under `withdrawals:`"
            help = f"{line}, or `aliases: [{id}]` into what took its place"
            yield Problem((difference.section,), message, help, on_key=True)
        elif difference.before and difference.after:
            told = [field for field in difference.fields if field in _TOLD]
            if told and "changes" in SECTIONS[difference.section].model_fields and not _is_told(difference):
                names = dict.fromkeys(field.removeprefix("verdict.") for field in told)
                message = f"{difference.name} has not the {listing(names, last='and')} of edition {version}"
                was = f", was: {difference.turned}" if difference.turned else ""
                line = f"{{date: {today}, kind: corrected{was}, note: …}}"
                path = (*paths[difference.after["id"]], *told[0].split("."))
                help = f"say so under `changes:`, as in {line}; it is `kind: updated` where nothing was wrong"
                yield Problem(path, message, help)


def _is_told(difference: Difference) -> bool:
    """Return whether a new line of the record's history says that it differs, and what its label was."""
    old, new = (list((record or {}).get("changes") or ()) for record in (difference.before, difference.after))
    lines = [line for line in new if line not in old]
    return any(line.get("was") == difference.turned for line in lines) if difference.turned else bool(lines)
