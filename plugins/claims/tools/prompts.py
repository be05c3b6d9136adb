"""A choice among records or values, by number, by name or by the beginning of one."""

from __future__ import annotations

from collections.abc import Mapping

from ..data.diagnostics import listing, nearest

_MOST_NAMED = 5  # that a word could mean, before the rest are only counted


class ChoiceError(ValueError):
    """A word that means no choice, or several; the message says which, and what to write."""


def choose(word: str, choices: Mapping[str, str]) -> str:
    """The id that `word` means among ids and their names: a number counts from 1; raises ChoiceError."""
    ids = list(choices)
    if word in choices:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(ids):
        return ids[int(word) - 1]
    start = word.casefold()
    meant = [id for id, name in choices.items() if id.startswith(start) or name.casefold().startswith(start)]
    if len(meant) == 1 and word:
        return meant[0]
    if meant and word:
        more = [f"{len(meant) - _MOST_NAMED} more"] if len(meant) > _MOST_NAMED else []
        raise ChoiceError(f'"{word}" could be {listing([*meant[:_MOST_NAMED], *more])}: write more of it')
    near = nearest(word, ids)
    way_out = f'did you mean "{near}"?' if near else f"choose from {len(ids)}, by number or name"
    raise ChoiceError(f'"{word}" is none of them: {way_out}')


def menu(choices: Mapping[str, str]) -> str:
    """The choices as they are offered: number, id and name, one a line."""
    widest = max((len(id) for id in choices), default=0)
    return "\n".join(f"{n:4}  {id:{widest}}  {name}".rstrip() for n, (id, name) in enumerate(choices.items(), 1))
