"""Explain libyaml's syntax errors in an author's words.

libyaml gives the place where it stopped and the start of the construct it was parsing. The mistake is often at a third
place, which the functions here find. Errors that none of them explains are passed on in libyaml's words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from .diagnostics import Mark, shown

MAX_LEVELS = 12  # the deepest field of a record is at level five
TOO_DEEP = (f"lists and fields are nested more than {MAX_LEVELS} deep", "check the indentation and the brackets")
DIRECTIVE = ('a line cannot begin with "%"', "delete it, or put quotation marks around the text")
_QUOTE = "put quotation marks around the whole text"
_FOLD = "write >- alone and the text on the lines below, further in"
_CANNOT_BEGIN = 'text cannot begin with "{char}"'
_CLOSE = "close it with the same mark where the text ends"
_HYPHEN = "begin an item with `- `"
_BULLET = re.compile(r"\s*([*•·‣–—－]) ")
_TIGHT_HYPHEN = ("a space is missing after the hyphen", _HYPHEN)
RECORDS = {"site", "picture", "quote", "same", "verdict", "target"}
"""Fields with a single record as their value, not a list."""
LISTS = {"claims", "events", "glossary", "series", "sides", "sources", "speakers", "texts", "topics"}
"""The lists of records at the top of the file; some fields of records have these names too."""
_RECORD_BEGINS = re.compile(r"\s*- +\{?id:")
_CURLY = re.compile(r":\s+([“”‘’„«»「」『』])")
_FIRST_COLUMN = "begin the name of each list, such as `claims:`, in the first column"


@dataclass(frozen=True, kw_only=True)
class YamlError:
    """A syntax error from libyaml and the last event before it; the reader makes it."""

    lines: list[str]
    words: str
    """What libyaml was doing, and what went wrong: `while scanning a block scalar: found a tab character`."""
    mark: Mark
    """Where libyaml stopped."""
    opened: Mark
    """The start of the construct that libyaml was parsing."""
    style: str | None
    """The quotation mark, `|` or `>` that began the last event's text."""
    start: Mark
    """The start of the last event."""
    end: Mark
    """The end of the last event."""

    @property
    def before(self) -> str:
        """The text before the error on its line."""
        return self.lines[self.mark.line - 1][: self.mark.column - 1]

    def at(self, mark: Mark, length: int = 1) -> str:
        """Return the characters at a mark; fewer at the end of its line."""
        return self.lines[mark.line - 1][mark.column - 1 :][:length]


Explanation: TypeAlias = tuple[Mark, str, str]
"""The place to fix, the message, and the help."""


def explain(error: YamlError) -> Explanation:
    """Return the mistake behind a syntax error."""
    bullet = _BULLET.match(error.lines[error.opened.line - 1])
    if bullet:
        return Mark(error.opened.line, bullet.start(1) + 1), f'"{bullet[1]}" begins no item', _HYPHEN
    for pattern, explanation in EXPLANATIONS:
        if re.search(pattern, error.words):
            return explanation(error)
    return error.mark, f"this cannot be read: {error.words}", "check this line and the one before"


def at_error(message: str, help: str) -> Callable[[YamlError], Explanation]:
    """Return an explanation that points to where libyaml stopped."""
    return lambda error: (error.mark, message, help)


def at_opening(message: str, help: str) -> Callable[[YamlError], Explanation]:
    """Return an explanation that points to the start of the construct; `{char}` is the character there."""
    return lambda error: (error.opened, message.format(char=error.at(error.opened)), help)


_tab = at_error("a tab stands where spaces are expected", "indent with spaces, as many as on the lines beside it")
_cannot_begin = at_opening(_CANNOT_BEGIN, _QUOTE)
_colon_in_brackets = at_error(
    "inside brackets a colon needs a space and a value after it",
    "write `name: value`, or put quotation marks around the text",
)
_list_beside_name = at_error(
    "a list cannot begin on the line of its field's name",
    "begin each item on a line of its own; quote text that begins with a hyphen and a space",
)


def _no_token(error: YamlError) -> Explanation:
    if error.at(error.mark, 3) == "```":
        return error.mark, "these signs stand around code in a message, and are no part of it", "delete such lines"
    return _tab(error) if error.at(error.mark) == "\t" else _cannot_begin(error)


def _misplaced(error: YamlError) -> Explanation | None:
    """Explain a field in another column than the other fields of its record; return None if it is in theirs."""
    line = error.mark.line
    column = len(error.before) - len(error.before.lstrip()) + 1
    name = re.match(r"\s*([\w-]+):(?: |$)", error.lines[line - 1])
    owner = "the lists of the file"
    wanted = 1
    below = Mark(line, column)  # the first field under a name
    for number in range(line - 1, 0, -1):  # upwards to the item or field that has the record
        text = error.lines[number - 1].lstrip()
        indent = len(error.lines[number - 1]) - len(text) + 1
        if not text or text.startswith("#"):
            continue
        item = re.match(r"(- +)(?:id: *)?([^{\[].*)", text)
        if item and indent <= column:
            above = error.lines[number - 2].strip().removesuffix(":")
            if above in RECORDS:
                return Mark(number, indent), f'"{above}" is one record, and a hyphen begins a list', "delete the hyphen"
            owner = f"the fields of {shown(item[2])} on line {number}"
            wanted = indent + len(item[1])
            break
        field = re.fullmatch(r"([\w-]+):", text)
        if field and field[1] in RECORDS and indent < column:
            if below.column <= indent:
                message = f'the fields of "{field[1]}" begin no further in than its name'
                return below, message, f"begin each in column {indent + 2}"
            owner = f'the fields of "{field[1]}" on line {number}'
            wanted = below.column
            break
        below = Mark(number, indent)
    if not name or wanted == column:
        return None
    lines_below = [text for text in error.lines[line:] if text.strip() and not text.lstrip().startswith("#")]
    if name[1] in LISTS and lines_below and _RECORD_BEGINS.match(lines_below[0]):
        return Mark(line, column), f'the list "{name[1]}" does not begin in the first column', _FIRST_COLUMN
    message = f"{shown(name[1])} stands in column {column}, and {owner} in column {wanted}"
    return Mark(line, column), message, f"begin it in column {wanted}" if name[1] != "id" else _HYPHEN


def _colon(error: YamlError) -> Explanation:
    """Explain a colon and a space inside a text, or a field that is indented too far."""
    if error.style and error.end == error.mark:
        return _after_quote(error)
    word = re.fullmatch(r"(\s+)([\w-]+)", error.before)
    if word is None:
        help = "put them around the whole text, or write >- and the text on the next line, further in"
        other = re.search(r", ([a-z_]+)$", error.before)
        if other:
            help = f"begin {shown(other[1])} on a line of its own, if it is a field; or put them around the whole text"
        curly = _CURLY.search(error.before)
        if curly:
            help = f'write a straight one, ", in the place of {curly[1]} and of the mark that closes it'
        return error.mark, "text that holds a colon and a space needs quotation marks", help
    number = error.mark.line - 1
    above = error.lines[number - 1]
    hyphen = re.match(r"\s*-(?=[^\s-])", above)
    if hyphen:
        return Mark(number, hyphen.end()), *_TIGHT_HYPHEN
    name = re.match(r"\s*- +([\w-]+):(?=[^\s/])", above)
    if name:
        return _no_space(Mark(number, name.end()), name[1])
    column = len(above) - len(above.lstrip()) + 1
    explanation = _no_first_hyphen(error.lines, number + 1, column) or _misplaced(error)
    if explanation:
        return explanation
    message = f"{shown(word[2])} stands further in than the field above it"
    help = "begin the fields of one record in the same column; quote text that holds a colon, or fold it with >-"
    return Mark(error.mark.line, len(word[1]) + 1), message, help


def _no_colon(error: YamlError) -> Explanation:
    """Explain a line that should hold a field and does not, or text that is not indented."""
    line = error.opened.line
    start = error.opened.column - 1
    name = re.compile(r"([\w-]+):(?=\S)").match(error.lines[line - 1], start)
    if name:
        return _no_space(Mark(line, name.end()), name[1])
    other = re.compile(r"[\w-]+ ?([：=,;])").match(error.lines[line - 1], start)
    if other:
        return Mark(line, other.start(1) + 1), f'"{other[1]}" stands where a colon is expected', "write `name: value`"
    help = "write a field as `name: value`; indent text that goes on further than its field's name"
    if error.style in {"|", ">"}:
        help = f"indent the text that begins on line {error.start.line + 1} further than its field's name"
    return error.opened, "this line is neither a field nor part of the text above it", help


def _no_first_hyphen(lines: list[str], line: int, column: int) -> Explanation | None:
    """Explain that the first item has no hyphen in the list that continues at a line and column; else None."""
    first = line
    for number in range(line - 1, 0, -1):
        text = lines[number - 1].lstrip()
        indent = len(lines[number - 1]) - len(text)
        if not text:
            continue
        if not text.startswith("#") and indent < column:
            name = re.fullmatch(r"([\w-]+): *", text)
            if name:
                item = lines[first - 1].lstrip()
                if name[1] in RECORDS or item.startswith("-"):
                    return None
                mark = Mark(first, len(lines[first - 1]) - len(item) + 1)
                return mark, "a hyphen is missing before the first item of this list", _HYPHEN
            if indent < column - 1 or text.startswith("-"):
                return None
        first = number
    return None


def _no_space(mark: Mark, name: str) -> Explanation:
    return mark, f"a space is missing after {shown(f'{name}:')}", "write `name: value`"


def _no_key(error: YamlError) -> Explanation:
    help = f"begin a field of the record on line {error.opened.line} in column {error.opened.column}"
    misplaced = _misplaced(error) if error.opened.column > 1 else None
    return _stray(error) or misplaced or (error.mark, "this line belongs to nothing above it", help)


def _no_hyphen(error: YamlError) -> Explanation:
    item = f"begin an item with a hyphen in column {error.opened.column}, as on line {error.opened.line}"
    message = "this line belongs neither to the item above it nor to a new one"
    return _stray(error) or _misplaced(error) or (error.mark, message, f"indent it like the field above, or {item}")


def _stray(error: YamlError) -> Explanation | None:
    """Explain text after a complete value; return None for a field in the wrong column."""
    mark = error.mark
    char = error.at(mark)
    first = not error.before.strip()
    if char and char in "]}":
        return mark, f'"{char}" closes no bracket', f"delete it, or {_QUOTE}"
    if first and char == ":":
        return mark, "a field has no name", "write a name before the colon"
    if first and char == "-":
        missing = _no_first_hyphen(error.lines, mark.line, mark.column)
        if missing:
            return missing
        if error.at(mark, 2) not in {"-", "- "}:
            return mark, *_TIGHT_HYPHEN
        help = "begin each item of a list with a hyphen, in one column"
        return mark, "this item does not stand under the others", help
    if first:
        return None
    if error.style in {'"', "'"}:
        return _after_quote(error)
    help = f"delete the comma, or {_QUOTE}" if char == "," else _QUOTE
    return mark, "text goes on after its closing bracket", help


def _after_quote(error: YamlError) -> Explanation:
    """Explain text after a closing quotation mark, which may be an apostrophe or the start of another text."""
    before_end = error.lines[error.end.line - 1][: error.end.column - 2]
    below = error.lines[error.start.line : error.end.line]
    holds_field = any(re.match(r"\s*(?:- +)?[\w-]+:(?: |$)", line) for line in below)
    if below and (holds_field or re.search("[:-] +$", before_end)):  # or it opens another text
        return error.start, f"the quotation mark that opens here is not closed before line {error.end.line}", _CLOSE
    help = "write an apostrophe inside single quotation marks twice, or put the whole text in double ones"
    if error.lines[error.mark.line - 1][error.mark.column - 1 :].strip() == ",":
        help = "delete the comma"
    elif error.style == '"':
        help = r"write \" for a mark inside double quotation marks, or put the whole text in single ones"
    return error.mark, "text goes on after its closing quotation mark", help


def _open_bracket(error: YamlError) -> Explanation:
    if error.style in {'"', "'"} and error.end == error.mark:
        return _after_quote(error)
    if error.mark.line == error.opened.line and "，" in error.before[error.opened.column :]:
        return (
            Mark(error.mark.line, error.before.rindex("，") + 1),
            '"，" stands where a comma is expected',
            "write a plain one",
        )
    close = "]" if error.at(error.opened) == "[" else "}"
    if error.mark.line == error.opened.line:
        return error.mark, f'a comma or "{close}" is missing here', f"or, if it is no list, {_QUOTE}"
    return error.opened, "the bracket that opens here is not closed", f'write "{close}" after the last item'


def _no_value(error: YamlError) -> Explanation:
    char = error.at(error.mark)
    if char:
        return error.mark, f'a value is expected before "{char}"', f"write one, or {_QUOTE}"
    return error.start, "a bracket is not closed before the end of the file", f"close it, or {_QUOTE}"


def _no_code(error: YamlError) -> Explanation:
    mark = error.mark
    if "unknown" not in error.words:  # libyaml stopped after the letter
        mark = Mark(mark.line, mark.column - 2)
    message = f'a backslash inside double quotation marks begins a code, and "{error.at(mark, 2)}" begins none'
    return mark, message, r"write \\ for a backslash, or put the text in single quotation marks"


def _second_start(error: YamlError) -> Explanation:
    for number, line in enumerate(error.lines[: error.mark.line - 1], 1):
        if line.startswith("%"):
            return Mark(number, 1), *DIRECTIVE
        if line.startswith(" ") and line.strip():
            mark = Mark(number, len(line) - len(line.lstrip()) + 1)
            return mark, "this line is indented, and those that go with it are not", _FIRST_COLUMN
        if line.strip() and not line.startswith("#"):
            break
    help = f"{_FIRST_COLUMN}; delete lines of `---` or `...`"
    return error.mark, "this line does not go with what stands above it", help


# The first matching pattern counts: the problem comes before the construct that libyaml was parsing.
EXPLANATIONS: tuple[tuple[str, Callable[[YamlError], Explanation]], ...] = (
    ("nesting depth", at_error(*TOO_DEEP)),
    ("found a tab", _tab),
    ("found character that cannot start any token", _no_token),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _no_hyphen),
    ("did not find expected ',' or", _open_bracket),
    ("did not find expected node content", _no_value),
    ("did not find expected <document start>", _second_start),
    ("unknown escape|expected hexdecimal number|invalid Unicode character escape", _no_code),
    ("found unexpected ':'", _colon_in_brackets),
    ("mapping keys are not allowed", at_error("text cannot begin with a question mark and a space", _QUOTE)),
    ("block sequence entries are not allowed", _list_beside_name),
    ("incompatible YAML document|duplicate %|while scanning a (directive|%)", at_opening(*DIRECTIVE)),
    ("while scanning a quoted scalar", at_opening("the quotation mark that opens here is not closed", _CLOSE)),
    ("while scanning a block scalar", at_opening(_CANNOT_BEGIN, f"{_QUOTE}, or {_FOLD}")),
    ("while scanning an (alias|anchor)|while (scanning|parsing) a tag|while parsing a node", _cannot_begin),
)
