"""Where links and references lead: what is wrong with one that leads nowhere, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..source.diagnostics import listing, nearest, shown
from . import links
from .parser import UNKNOWN, Names
from .records import SECTIONS, section_of
from .scalars import ID_PATTERN


def record_faults(kind: str, id: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an id that one record has for another, and the help; nothing where it is right."""
    known = names[kind]
    if id not in known:
        if help := _help(kind, id, names):
            yield "not defined", help
    elif known[id][-1] != "id":  # but stands among the aliases of the record that has it
        where = known[id]
        present = next((id for id, at in known.items() if at == (*where[:2], "id")), None)
        yield "an old id", f'write "{present}"' if present else "write the id it has now"


def address_faults(target: str, names: Names, kinds: Sequence[str] = links.KINDS) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link that names no record, and the help; nothing where it leads somewhere.

    `kinds` are what a link can name where it stands.
    """
    kind, colon, id = target.partition(":")
    if re.fullmatch(ID_PATTERN, target):  # known or not: a link to a page beside this one would lead nowhere
        help = next((f'write "{kind}:{target}"' for kind in links.KINDS if target in names[kind]), None)
        yield f'links to "{target}" without its kind', help or 'write its kind before it, as in "claim:some-id"'
    elif colon and (near := nearest(kind, [*links.KINDS, *SECTIONS, links.PAGE])):
        known = SECTIONS[near].kind_name if near in SECTIONS else near
        help = f'write "{known}:{id}"' if known in kinds else f"links can lead to a {listing(links.KINDS)} alone"
        yield f"links to {shown(target)}, which is no kind of record", help
    elif not target:
        yield "has a link that leads nowhere", links.WHOLE
    elif not links.leads_somewhere(target):
        yield f"links to {shown(target)}, which is no address", links.WHOLE


def _help(kind: str, id: str, names: Names) -> str:
    """Return the way out; an empty text where it may be a record with a bad id or none, which is told of by itself."""
    if other := next((k for k in names if id in names[k]), None):
        return f'"{id}" stands under "{section_of(other)}", not under "{section_of(kind)}"'
    if near := nearest(id, names[kind]):
        return f'did you mean "{near}"?' if re.fullmatch(ID_PATTERN, near) else ""
    if UNKNOWN in names[kind]:
        return ""
    number = len(names[kind])
    there = f", or name one of the {number} that are there" if number > 1 else ""
    return f'define it under "{section_of(kind)}"{there}'
