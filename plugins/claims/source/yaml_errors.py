"""Explain libyaml's most frequent syntax errors in an author's words.

libyaml gives the place where it stopped and the start of the construct it was parsing. The mistake is often at a third
place, which `_Explainer` finds. All other errors are passed on in libyaml's words.
"""

import re
from typing import Protocol

import yaml

from .diagnostics import Mark, Problem, shown

MAX_LEVELS = 12  # the deepest field of a record is at level five
TOO_DEEP, NO_NAME, DIRECTIVE = "nesting depth", "no name of a field", "directive"
"""Mistakes that the reader finds itself."""
_QUOTE = "put quotation marks around the whole text"
_FIELD = "write a field as `name: value`; indent text further than its field's name"
_CLOSE = "close it with the same mark where the text ends"
_HYPHEN = "begin each item of a list with `- `, in one column"
_BEFORE = "did not find expected key|did not find expected '-'"
"""What libyaml says of a line that does not go with those before it."""
_WHERE_IT_STOPPED = {
    TOO_DEEP: (f"lists and fields are nested more than {MAX_LEVELS} deep", "check the indentation and the brackets"),
    NO_NAME: ("the name of a field is one word, and something else is found here", _QUOTE),
    "mapping values": ("text that holds a colon and a space needs quotation marks", f"{_QUOTE}, or fold it with >-"),
    "expected key": ("this line belongs to nothing above it", "begin a field in column {column}, as on line {line}"),
    "expected '-'": ("this line is no item of the list above it", "begin an item with a hyphen in column {column}"),
    "document start": (
        "this line does not go with what stands above it",
        "begin each list in column 1, and delete lines of `...`",
    ),
    "escape|hexdecimal": ("this backslash begins no code", r"write \\, or put the text in single quotation marks"),
    "node content": ("a value is missing before this", "write it, or delete the comma or bracket too many"),
    "block sequence": ("a list cannot begin on the line of its field's name", f"{_HYPHEN}; else {_QUOTE}"),
}
"""For a part of libyaml's words, the message and the help, with the line and column where the construct opened."""
_WHERE_IT_OPENED = {
    "expected ':'": ("this line is no field, and no part of the text above it", _FIELD),
    "expected ',' or": ("the bracket that opens here is not closed", f"close it after the last item, or {_QUOTE}"),
    f"{DIRECTIVE}|YAML document|duplicate": ('a line cannot begin with "%"', f"delete it, or {_QUOTE}"),
    "end of stream|document indicator": ("the quotation mark that opens here is not closed", _CLOSE),
    "any token|keys are not|scalar|alias|anchor|tag|node": ('text cannot begin with "{char}"', _QUOTE),
}
_NO_SPACE = re.compile(r"\s*(?:(-)(?=[^\s-])|(?:- +)?([\w-]+:)(?=[^\s/]))")


class YamlMark(Protocol):
    """A mark of PyYAML's, from its Python or its C code; all numbers count from 0."""

    index: int
    line: int
    column: int


def explain(text: str, error: yaml.MarkedYAMLError, last: yaml.Event) -> Problem:
    """Return the mistake behind a syntax error in a text; `last` is the event before it."""
    return _Explainer(text, error, last).problem()


def as_mark(mark: YamlMark | None) -> Mark:
    """Return a mark of PyYAML's, whose numbers count from 0."""
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


class _Explainer:
    """Finds the mistake behind one syntax error."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError, last: yaml.Event) -> None:
        self.lines = [*text.split("\n"), ""]  # libyaml ends a last line that does not end
        self.words = f"{error.context}: {error.problem}" if error.context else f"{error.problem}"
        self.mark = as_mark(error.problem_mark)
        self.opened = as_mark(error.context_mark or error.problem_mark)
        self.start, self.end = as_mark(last.start_mark), as_mark(last.end_mark)
        self.style = getattr(last, "style", None)
        """The quotation mark, `|` or `>` that began the text before the error."""
        self.before = self.lines[self.mark.line - 1][: self.mark.column - 1]

    def problem(self) -> Problem:
        """Return the mistake at the place to mend."""
        found = self.missing_space() or self.after_quote() or self.other_column() or self.after_item()
        return found or self.in_words()

    def char(self, mark: Mark) -> str:
        """Return the character at a mark, or an empty text at the end of its line."""
        return self.lines[mark.line - 1][mark.column - 1 :][:1]

    def in_words(self) -> Problem:
        """Explain an error by what libyaml says of it."""
        if self.char(self.mark) == "\t":
            message, help = "a tab stands where spaces are expected", "indent with spaces, as on the lines beside it"
            return Problem(self.mark, message, help)
        for mark, explanations in ((self.mark, _WHERE_IT_STOPPED), (self.opened, _WHERE_IT_OPENED)):
            for words, (message, way_out) in explanations.items():
                if re.search(words, self.words):
                    help = way_out.format(line=self.opened.line, column=self.opened.column)
                    return Problem(mark, message.format(char=self.char(mark)), help)
        return Problem(self.mark, f"this cannot be read: {self.words}", "check this line and the one before")

    def missing_space(self) -> Problem | None:
        """Explain a hyphen or a colon without a space after it, on the line where libyaml began or on the one above."""
        number = self.opened.line
        if "mapping values" in self.words and re.fullmatch(r"\s+[\w-]+", self.before):
            number -= 1
        elif "expected ':'" not in self.words:
            return None
        match = _NO_SPACE.match(self.lines[number - 1])
        if match is None:
            return None
        sign = match[1] or match[2]
        help = _HYPHEN if sign == "-" else "write `name: value`"
        return Problem(Mark(number, match.end()), f"a space is missing after {shown(sign)}", help)

    def after_quote(self) -> Problem | None:
        """Explain text after a closing quotation mark, which may be an apostrophe or the start of another text."""
        is_after = self.end == self.mark or (re.search(_BEFORE, self.words) and self.before.strip())
        if self.style not in {'"', "'"} or not is_after:
            return None
        below = self.lines[self.start.line : self.end.line]
        holds_field = any(re.match(r"\s*(?:- +)?[\w-]+:(?: |$)", line) for line in below)
        before_end = self.lines[self.end.line - 1][: self.end.column - 2]
        if below and (holds_field or re.search("[:-] +$", before_end)):
            message = f"the quotation mark that opens here is not closed before line {self.end.line}"
            return Problem(self.start, message, _CLOSE)
        help = "write an apostrophe in single quotation marks twice, or put the whole text in double ones"
        if self.style == '"':
            help = r"write \" for a mark in double quotation marks, or put the whole text in single ones"
        return Problem(self.mark, "text goes on after its closing quotation mark", help)

    def other_column(self) -> Problem | None:
        """Explain a field in another column than the other fields of its record."""
        name = re.match(r"(\s*)([\w-]+):(?: |$)", self.lines[self.mark.line - 1])
        if not name or self.before.strip() not in {"", name[2]} or not re.search(f"{_BEFORE}|mapping", self.words):
            return None
        column = len(name[1]) + 1
        owner, wanted = self.owner(column)
        if wanted == column:
            return None
        help = _HYPHEN if name[2] == "id" else f"begin it in column {wanted}"
        if self.lines[self.mark.line - 1].endswith(":"):
            help += ", or in column 1 if it is a list of the file"
        message = f"{shown(name[2])} stands in column {column}, and {owner} in column {wanted}"
        return Problem(Mark(self.mark.line, column), message, help)

    def owner(self, column: int) -> tuple[str, int]:
        """Return the fields to which the line in a column belongs, as messages name them, and their column."""
        below = column  # of the first field under a name
        for number in range(self.mark.line - 1, 0, -1):  # upwards to the item or field that has the record
            text = self.lines[number - 1].lstrip()
            indent = len(self.lines[number - 1]) - len(text) + 1
            item = re.match(r"(- +)(?:id: *)?([^{\[].*)", text)
            field = re.fullmatch(r"([\w-]+):", text)
            if item and indent <= column:
                return f"the fields of {shown(item[2])} on line {number}", indent + len(item[1])
            if field and indent < min(column, below):
                return f'the fields of "{field[1]}" on line {number}', below
            below = below if not text or text.startswith("#") else indent
        return "the lists of the file", 1

    def after_item(self) -> Problem | None:
        """Explain an item in another column, and text after a bracket or before a comma."""
        if "expected ',' or" in self.words and self.mark.line == self.opened.line:
            close = "]" if self.char(self.opened) == "[" else "}"
            return Problem(self.mark, f'a comma or "{close}" is missing here', f"write it, or {_QUOTE}")
        if not re.search(_BEFORE, self.words):
            return None
        if self.before.strip():
            return Problem(self.mark, "text goes on after its closing bracket", _QUOTE)
        if self.char(self.mark) == "-":
            return Problem(self.mark, "this item does not stand under the others", _HYPHEN)
        return None
