"""A choice among records or values, by number, by name or by the beginning of one."""

from __future__ import annotations

from collections.abc import Mapping

from ..data.diagnostics import listing, nearest
from .console import CommandError

_MAX_NAMED = 5  # that a word could mean, before the rest are only counted


def choose(word: str, choices: Mapping[str, str]) -> str:
    """Return the id that `word` means among ids and their names, a number counting from 1; raise CommandError."""
    ids = list(choices)
    if word in choices:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(ids):
        return ids[int(word) - 1]
    start = word.casefold()
    meant = [id for id, name in choices.items() if word and (id.startswith(start) or name.casefold().startswith(start))]
    if len(meant) == 1:
        return meant[0]
    if meant:
        more = [f"{len(meant) - _MAX_NAMED} more"] if len(meant) > _MAX_NAMED else []
        raise CommandError(f'"{word}" could be {listing([*meant[:_MAX_NAMED], *more])}: write more of it')
    near = nearest(word, ids)
    way_out = f'did you mean "{near}"?' if near else f"choose from {len(ids)}, by number or name"
    raise CommandError(f'"{word}" is none of them: {way_out}')


def menu(choices: Mapping[str, str]) -> str:
    """Return the choices as they are offered: number, id and name, one a line."""
    widest = max(map(len, choices), default=0)
    return "\n".join(f"{n:4}  {id:{widest}}  {name}".rstrip() for n, (id, name) in enumerate(choices.items(), 1))
