"""Signs of unfinished work, in data and in prose pages alike: words and characters that no reader should meet."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..source.diagnostics import shown


class Sign(NamedTuple):
    """A kind of sign: its pattern, its meaning in messages, and the help."""

    pattern: re.Pattern[str]
    meaning: str
    help: str


_UNWRITTEN = Sign(
    re.compile(
        r"\b(?:(?:TK)+|TODO|TB[ACD]|FIXME|XXX|CHECK THIS|INSERT [A-Z]+|Write here)\b"
        r"|[（(【[]待[补填写查][^）)】\]\n]{0,9}[）)】\]]"
        r"|\[(?:CHECK|VERIFY|SOURCE)\b[^\]\n]*\]|\?{3,}|\(\?\)|\[[^][\n]{0,30}\?\](?!\()"
        r"|(?i:\[citation needed\]|lorem ipsum)"
    ),
    "which stands for what is still to be written",
    "write it, or take it out",
)
_EXAMPLE = Sign(
    re.compile(r"(?i)\b(?:(?:Lower|Upper)[ -]Puddle|Puddle[ -]Gazette|Puddleshire|Tidewell)\b"),
    "which comes from the invented example",
    "write what is yours",
)
_RESERVED = Sign(  # names that nobody can have (RFC 2606)
    re.compile(r"(?i)(?:(?<=//)|(?<=@))(?:[\w.-]+\.)?(?:example\.(?:com|net|org)|example|invalid|test)(?=[:/?#]|$)"),
    "a host that no site can have",
    "write the address at which you read it",
)
_CONFLICT = Sign(
    re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?= |$)"),
    "where git marked a merge conflict",
    "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>",
)
IN_TEXTS = (_UNWRITTEN, _EXAMPLE, _CONFLICT)
IN_NAMES = (_EXAMPLE, _RESERVED)
"""The signs to look for in texts, and in ids and addresses."""


class Match(NamedTuple):
    """A sign in a text, with its message and help."""

    start: int
    spot: str
    message: str
    help: str


def find(text: str, signs: Iterable[Sign]) -> Iterator[Match]:
    """Yield each sign in a text."""
    for pattern, meaning, help in signs:
        for match in pattern.finditer(text):
            yield Match(match.start(), match[0], f"has {shown(match[0])}, {meaning}", help)
