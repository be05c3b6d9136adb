"""What libyaml stumbles over, told in an author's words.

libyaml knows where it lost the thread and where it was then; what has to be mended often stands at a third place, which
each function here finds. Words that no function knows are passed on as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .diagnostics import Mark, Problem, shown

_QUOTE = "put quotation marks around the whole text"
_CLOSE = "close it with the same mark where the text ends"
_TIGHT_HYPHEN = ("a space is missing after the hyphen", "begin an item with `- `")
_FIRST_COLUMN = "begin the name of each list, such as `claims:`, in the first column"
DIRECTIVE = ('a line cannot begin with "%"', "delete it, or put quotation marks around the text")


@dataclass(frozen=True, kw_only=True)
class Stumble:
    """A syntax error as libyaml gives it, and what was read last before it."""

    lines: Sequence[str]
    words: str
    """What it was doing, and what went wrong: `while scanning a quoted scalar: found unexpected end of stream`."""
    here: Mark
    opened: Mark
    """Where what it was doing began."""
    style: str | None
    """The quotation mark, `|` or `>` with which the last text began, or None where no such text was last."""
    start: Mark
    end: Mark
    """Where the last text or bracket began and ended."""

    @property
    def before(self) -> str:
        """What stands on the line before the place."""
        return self.lines[self.here.line - 1][: self.here.column - 1] if self.here.line <= len(self.lines) else ""

    def at(self, mark: Mark, length: int = 1) -> str:
        """The characters at a mark; nothing after the end of a line."""
        line = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        return line[mark.column - 1 : mark.column - 1 + length]


def explain(stumble: Stumble) -> Problem:
    """The mistake behind a syntax error: where to mend it, what is wrong and what to do."""
    tell = next((tell for words, tell in _TOLD if words in stumble.words), None)
    if tell:
        return tell(stumble)
    return Problem(stumble.here, f"this cannot be read: {stumble.words}", "check this line and the one before")


def _here(message: str, help: str) -> Callable[[Stumble], Problem]:
    return lambda stumble: Problem(stumble.here, message.format(char=stumble.at(stumble.here)), help)


def _opened(message: str, help: str) -> Callable[[Stumble], Problem]:
    return lambda stumble: Problem(stumble.opened, message.format(char=stumble.at(stumble.opened)), help)


_tab = _here("a tab stands where spaces are expected", "indent with spaces, as many as on the lines beside it")
_cannot_begin = _opened('text cannot begin with "{char}"', _QUOTE)
_directive = _opened(*DIRECTIVE)


def _no_token(stumble: Stumble) -> Problem:
    return _tab(stumble) if stumble.at(stumble.here) == "\t" else _cannot_begin(stumble)


def _colon(stumble: Stumble) -> Problem:
    """A colon and a space inside a text, or a field that is indented too far."""
    here = stumble.here
    if stumble.style and stumble.end == here:
        return _after_quote(stumble)
    word = re.fullmatch(r"(\s+)([\w-]+)", stumble.before)
    if word is None:
        return Problem(
            here,
            "text that holds a colon and a space needs quotation marks",
            "put them around the whole text, or write >- and the text on the next line, further in",
        )
    above = here.line - 1
    if hyphen := re.match(r"\s*-(?=[^\s-])", stumble.lines[above - 1]):
        return Problem(Mark(above, hyphen.end()), *_TIGHT_HYPHEN)
    if name := re.match(r"\s*- +([\w-]+):(?=[^\s/])", stumble.lines[above - 1]):
        return _no_space(Mark(above, name.end()), name[1])
    return Problem(
        Mark(here.line, len(word[1]) + 1),
        f"{shown(word[2])} stands further in than the field above it",
        "begin the fields of one record in the same column; quote text that holds a colon, or fold it with >-",
    )


def _no_colon(stumble: Stumble) -> Problem:
    """A line that should hold a field and does not, or text that is not indented."""
    line, column = stumble.opened.line, stumble.opened.column
    if name := re.compile(r"([\w-]+):(?=\S)").match(stumble.lines[line - 1], column - 1):
        return _no_space(Mark(line, name.end()), name[1])
    if stumble.style in {"|", ">"}:
        help = f"indent the text that begins on line {stumble.start.line + 1} further than its field's name"
    else:
        help = "write a field as `name: value`; indent text that goes on further than its field's name"
    return Problem(stumble.opened, "this line is neither a field nor part of the text above it", help)


def _no_space(mark: Mark, name: str) -> Problem:
    return Problem(mark, f"a space is missing after {shown(f'{name}:')}", "write `name: value`")


def _no_key(stumble: Stumble) -> Problem:
    """Something after a value that was complete, or a line in a column where no field of the record begins."""
    return _astray(stumble) or Problem(
        stumble.here,
        "this line belongs to nothing above it",
        f"begin a field of the record on line {stumble.opened.line} in column {stumble.opened.column}",
    )


def _no_hyphen(stumble: Stumble) -> Problem:
    """The same, in a list."""
    column, line = stumble.opened.column, stumble.opened.line
    return _astray(stumble) or Problem(
        stumble.here,
        "this line belongs neither to the item above it nor to a new one",
        f"indent it like the field above, or begin an item with a hyphen in column {column}, as on line {line}",
    )


def _astray(stumble: Stumble) -> Problem | None:
    here, char, first = stumble.here, stumble.at(stumble.here), not stumble.before.strip()
    if char and char in "]}":
        return Problem(here, f'"{char}" closes no bracket', f"delete it, or {_QUOTE}")
    if first and char == ":":
        return Problem(here, "a field has no name", "write a name before the colon")
    if first and char == "-" and stumble.at(here, 2) not in {"-", "- "}:
        return Problem(here, *_TIGHT_HYPHEN)
    if first and char == "-":
        return Problem(here, "this item does not stand under the others", "begin the items of one list in one column")
    if first:
        return None
    if stumble.style in {'"', "'"}:
        return _after_quote(stumble)
    return Problem(here, "text goes on after its closing bracket", _QUOTE)


def _after_quote(stumble: Stumble) -> Problem:
    if stumble.start.line < stumble.end.line:  # closed by a mark that was to open the next text
        message = f"the quotation mark that opens here is not closed before line {stumble.end.line}"
        return Problem(stumble.start, message, _CLOSE)
    return Problem(
        stumble.here,
        "text goes on after its closing quotation mark",
        "write an apostrophe inside single quotation marks twice, or put the whole text in double ones",
    )


def _open_bracket(stumble: Stumble) -> Problem:
    close = "]" if stumble.at(stumble.opened) == "[" else "}"
    if stumble.here.line == stumble.opened.line:
        return Problem(stumble.here, f'a comma or "{close}" is missing here', f"or, if it is no list, {_QUOTE}")
    return Problem(stumble.opened, "the bracket that opens here is not closed", f'write "{close}" after the last item')


def _no_value(stumble: Stumble) -> Problem:
    if char := stumble.at(stumble.here):
        return Problem(stumble.here, f'a value is expected before "{char}"', f"write one, or {_QUOTE}")
    return Problem(stumble.start, "a bracket is not closed before the end of the file", f"close it, or {_QUOTE}")


def _escape(stumble: Stumble) -> Problem:
    return _no_code(stumble, stumble.here)


def _escape_with_digits(stumble: Stumble) -> Problem:
    return _no_code(stumble, Mark(stumble.here.line, stumble.here.column - 2))  # libyaml stands after the letter


def _no_code(stumble: Stumble, mark: Mark) -> Problem:
    return Problem(
        mark,
        f'a backslash inside double quotation marks begins a code, and "{stumble.at(mark, 2)}" begins none',
        r"write \\ for a backslash, or put the text in single quotation marks",
    )


def _second_start(stumble: Stumble) -> Problem:
    above = enumerate(stumble.lines[: stumble.here.line - 1], 1)
    number, line = next(((n, line) for n, line in above if line.strip() and not line.startswith("#")), (0, ""))
    if line.startswith("%"):
        return Problem(Mark(number, 1), *DIRECTIVE)
    if line.startswith(" "):
        mark = Mark(number, len(line) - len(line.lstrip()) + 1)
        return Problem(mark, "this line is indented, and those that go with it are not", _FIRST_COLUMN)
    return Problem(
        stumble.here,
        "this line does not go with what stands above it",
        f"{_FIRST_COLUMN}; delete lines of `---` or `...`",
    )


# The first words that fit count: what went wrong comes before what libyaml was doing.
_TOLD: tuple[tuple[str, Callable[[Stumble], Problem]], ...] = (
    ("found a tab", _tab),
    ("found character that cannot start any token", _no_token),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _no_hyphen),
    ("did not find expected ',' or", _open_bracket),
    ("did not find expected node content", _no_value),
    ("did not find expected <document start>", _second_start),
    ("found unknown escape character", _escape),
    ("did not find expected hexdecimal number", _escape_with_digits),
    ("found invalid Unicode character escape code", _escape_with_digits),
    (
        "found unexpected ':'",
        _here(
            "inside brackets a colon needs a space and a value after it",
            "write `name: value`, or put quotation marks around the text",
        ),
    ),
    ("mapping keys are not allowed", _here("text cannot begin with a question mark and a space", _QUOTE)),
    (
        "block sequence entries are not allowed",
        _here(
            "a list cannot begin on the line of its field's name",
            "begin each item on a line of its own; quote text that begins with a hyphen and a space",
        ),
    ),
    ("found incompatible YAML document", _directive),
    ("found duplicate %", _directive),
    ("while scanning a directive", _directive),
    ("while scanning a %", _directive),
    ("while scanning a quoted scalar", _opened("the quotation mark that opens here is not closed", _CLOSE)),
    (
        "while scanning a block scalar",
        _opened(
            'text cannot begin with "{char}"',
            f"{_QUOTE}, or write >- alone and the text on the lines below, further in",
        ),
    ),
    ("while scanning an alias", _cannot_begin),
    ("while scanning an anchor", _cannot_begin),
    ("while scanning a tag", _cannot_begin),
    ("while parsing a tag", _cannot_begin),
    ("while parsing a node", _cannot_begin),
)
