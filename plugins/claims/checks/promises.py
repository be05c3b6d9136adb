"""The last edition → what its readers would miss, or find changed without a word, in any language.

An edition is a tag of git, v1.2.0. Before there is one, nothing was promised; where git is not there, nothing is known.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import CalledProcessError

from .. import git
from ..model.records import Withdrawn
from ..source.diagnostics import DataError, Problem, listing
from . import loader, publication
from .comparison import Difference, State, compare
from .loader import Checked, Remarked
from .translations import Translation

_TOLD = ("title", "statement", "answer", "summary", "evidence", "verdict.label", "verdict.summary", "verdict.readings")
"""The fields whose words do not change without a line in `changes`."""


def check(checked: Checked, translated: list[Translation], file: Path, today: date) -> Checked:
    """Return what a check of a file found, and each promise of its last edition that would be broken."""
    if checked.errors or not checked.document or not (last := edition(file)):
        return checked
    try:
        before = State.at(last, file)
    except (OSError, CalledProcessError, DataError):
        return checked
    drafts = {record.id for record in publication.held_back(checked.dataset)}
    problems = _broken(before, State.of(checked.dataset, translated), drafts, last, today)
    findings = loader.locate(file, checked.document, problems)
    found = [Remarked("promises-of-editions-are-kept", "", finding) for finding in findings]
    return replace(checked, finders=(*checked.finders, lambda: found))


def edition(file: Path) -> str:
    """Return the tag of the last edition of a file; nothing where there is none, or git is not there."""
    try:
        return git.edition(file)
    except (OSError, CalledProcessError):
        return ""


def _broken(before: State, after: State, drafts: Collection[str], edition: str, today: date) -> Iterator[Problem]:
    for difference in compare(before, after):
        old, new = difference.before, difference.after
        if old and not new:
            message = f"{old} of edition {edition} is gone, and links to it would lead nowhere"
            kind = old.kind if isinstance(old, Withdrawn) else old.kind_name
            line = f"{{id: {old.id}, kind: {kind}, title: …, date: {today}, why: …}}"
            help = f"write `{line}` under `withdrawals:`, or `aliases: [{old.id}]` into what took its place"
            help = f"take `draft: true` out, or withdraw it: {help}" if old.id in drafts else help
            yield Problem((old.origin.section,), message, help, on_key=True)
        told = [field for field in difference.fields if field.partition(" ")[0] in _TOLD]
        if old and new and told and hasattr(new, "changes") and not _is_told(difference):
            names = dict.fromkeys(field.removeprefix("verdict.") for field in told)
            message = f"{new} has not the {listing(names, last='and')} of edition {edition}"
            was = f", was: {difference.turned}" if difference.turned else ""
            line = f"{{date: {today}, kind: corrected{was}, note: …}}"
            help = f"say so under `changes:`, as in {line}; it is `kind: updated` where nothing was wrong"
            yield Problem(new.origin.path(*told[0].partition(" ")[0].split(".")), message, help)


def _is_told(difference: Difference) -> bool:
    """Return whether a new line of the record's history says that it differs, and what its label was."""
    old, new = (getattr(record, "changes", ()) for record in (difference.before, difference.after))
    lines = [line for line in new if line not in old]
    return any(line.was == difference.turned for line in lines) if difference.turned else bool(lines)
