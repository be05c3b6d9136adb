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
        r"|\b(?:PENDIENTE|POR HACER|COMPLETAR|Escrib[ae] aquí)\b|[（(【[]待[补填写查][^）)】\]\n]{0,9}[）)】\]]"
        r"|\[(?:CHECK|VERIFY|SOURCE)\b[^\]\n]*\]|\?{3,}|\(\?\)|\[[^][\n]{0,30}\?\](?!\()"
        r"|(?i:\[citation needed\]|lorem ipsum)"
    ),
    "which stands for what is still to be written",
    "write it, or take it out",
)
_EXAMPLE = Sign(
    re.compile(
        r"(?i)\b(?:(?:Lower|Upper)[ -]Puddle|Puddle[ -]Gazette|Puddleshire|Tidewell)\b"
        r"|\b(?:Charco Bajo|Orla Marea)\b|下洼|潮小安"
    ),
    "which comes from the invented example",
    "write what is yours",
)
_RESERVED = Sign(  # names that nobody can have (RFC 2606)
    re.compile(r"(?i)(?:(?<=//)|(?<=@))(?:[\w.-]+\.)?(?:example\.(?:com|net|org)|example|invalid|test)(?=[:/?#]|$)"),
    "a host that no site can have",
    "write the address at which you read it",
)
_DAMAGED = Sign(
    re.compile(
        "[\ufffd\ue000-\uf8ff\ufb00-\ufb06]|â€[\u0080-\u009f\u00a0-\u2122]?|Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u00a0-\u00bf]"
        "|ðŸ\\S{0,2}|‚Ä\\S?|√[©®†°]|[À-ÿ]{4,}|(?:=[0-9A-F]{2}){2,}"
    ),
    "a sign that was damaged when the text was copied",
    "write the one that was meant",
)
_CONFLICT = Sign(
    re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?= |$)"),
    "where git marked a merge conflict",
    "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>",
)
_COMMENT = Sign(
    re.compile(r"(?m)(?:^|(?<=[ \t]))#[ \t].*"),
    "which is text here, and no comment",
    "move it to a line of its own above the field, or delete it",
)
_LEFT_OVER = Sign(
    re.compile(r"(?i)(?<=[\w.,;:])\[[a-z]{1,2}\](?![(\w])|\((?:check|verify|comprobar|revisar)[!?]*\)"),
    "which a comment of a reviewer left behind",
    "take it out",
)
_TWICE = Sign(
    re.compile(r"(?i)\b(?!that |had |que |nos |bla )(\w{3,}) \1\b"), "one word twice", "delete one of the two"
)
_MARKED = Sign(
    re.compile(r"""\A(?:“[^“”]*”|‘[^‘’]*’|„[^„“”]*[“”]|«[^«»]*»|"[^"]*")\Z"""),
    "quotation marks around all of it",
    "take them away: they would be printed",
)
_EMPTY = Sign(
    re.compile(r"(?i)\A(?:[-–—.…?]+|n/?a|tk|none|unknown|ningun[oa]|desconocid[oa]|pendiente|待定|待补|不详)\Z"),
    "which says nothing",
    "write what it is, or delete the line",
)

IN_PAGES = (_UNWRITTEN, _EXAMPLE, _DAMAGED, _CONFLICT, _LEFT_OVER)
IN_QUOTATIONS = (*IN_PAGES, _MARKED)
IN_TEXTS = (*IN_QUOTATIONS, _COMMENT, _EMPTY, _TWICE)
IN_NAMES = (_EXAMPLE, _RESERVED)
"""The signs to look for in pages, in quotations and texts of the file, and in its ids and addresses."""
_MAX_AROUND = 20
"""How many characters on each side of a sign its acceptance includes."""
_ACCEPT = "if it is meant so, `make check ACCEPT=1` accepts these words"


class Match(NamedTuple):
    """A sign in a text, with its message and help; `words` are the sign and the words around it."""

    start: int
    spot: str
    message: str
    help: str
    words: str


def find(text: str, signs: Iterable[Sign]) -> Iterator[Match]:
    """Yield each sign in a text."""
    for pattern, meaning, help in signs:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - _MAX_AROUND) : match.end() + _MAX_AROUND]
            message = f"has {shown(match[0])}, {meaning}"
            yield Match(match.start(), match[0], message, f"{help}; {_ACCEPT}", " ".join(around.split()))
