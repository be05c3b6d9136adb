"""Records in the plain layout that nearly all are written in → values, several times as fast as YAML's own events.

Reads blocks of fields and items, text on one line, quoted or not, folded or kept as it is, and short lists and records
in brackets. Of whatever else is met it raises DoubtError, and the reader takes the text: it is the reference, and what
is read here is what it would read. Tests prove that on every example, good and bad, and on thousands made up.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_LONGEST_ID = 64  # characters
_MOST_LEVELS = 6  # the deepest field of a record is four down; the reader refuses twelve
_EMPTY = frozenset({"null", "Null", "NULL"})  # the reader's, less those that no text here can be
# What YAML cannot hold, and what it takes for the end of a line where editors and git see none.
FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_KEPT = bytes(range(0x20, 0x7F)) + b"\n"
# How text without quotation marks begins: with no sign that could mean something else, and with no space.
_FIRST = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`~]"""
# A colon before a space, or a hash after one, would be something else.
_TEXT = rf"(?={_FIRST})[^\n:#]*+(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*+)*+(?<! )"
_KEY = r"[A-Za-z0-9_][A-Za-z0-9_-]{0,60}"
_QUOTED = r""""[^"\\\n]*"|'(?:[^'\n]|'')*'"""
_ITEM = re.compile(rf"({_TEXT})\n+")
_FIELD = re.compile(rf"{_KEY}:[ \n]")
_SCALAR = re.compile(rf" ({_QUOTED})")
# In brackets a comma ends a text, and a question mark or a colon may mean something else.
_SHORT = rf"(?={_FIRST})[^\n:#,?\[\]{{}}]*+(?::(?=[A-Za-z0-9/])[^\n:#,?\[\]{{}}]*+)*+(?<! )"
_LINE_ENDS = re.compile(r"\n(\n*)")
_PAIR = re.compile(rf"({_KEY}): (?:({_SHORT})|({_QUOTED}))(?:, |\Z)")
_WORDS = re.compile(rf"\[({_SHORT}(?:, {_SHORT})*+)\]")


class DoubtError(Exception):
    """Something is met that is not of the plain layout; it may be right or wrong."""


def decoded(raw: bytes) -> str:
    """A text, unless it holds tabs, or characters that the reader refuses."""
    others = raw.translate(None, _KEPT)  # a hundred times as fast as a search of the text
    try:
        if others and (b"\t" in others or FORBIDDEN.search(others.decode())):
            raise DoubtError
        return raw.decode()
    except UnicodeDecodeError as error:
        raise DoubtError from error


@dataclass
class Layout:
    """Reads one record after another."""

    count: int = 0
    """How many values were read: the reader counts them too."""
    characters: int = 0

    def __post_init__(self) -> None:
        self._fields: dict[int, re.Pattern[str]] = {}

    def record(self, raw: bytes, indent: int) -> dict[str, Any]:
        """The fields of a record that is given from behind its hyphen; they stand `indent` spaces in."""
        text = decoded(raw)
        self.characters += len(text)
        try:
            value = self._item(text, indent, 1)
        except DoubtError:
            # Comments below it are about the next one: nothing else can stand so far out.
            below = re.search(rf"\n {{0,{indent - 2}}}#.*(?:\n *(?:#.*)?)*\Z", text)
            if below is None:
                raise
            value = self._item(text[: below.start()], indent, 1)
        if not isinstance(value, dict):
            raise DoubtError
        self.count += 1
        return value

    def _item(self, text: str, indent: int, level: int) -> Any:
        if text.startswith("{"):
            return self._flow(text.rstrip("\n"))
        if _FIELD.match(text):
            return self._mapping(f"{' ' * indent}{text}\n", indent, level)
        if (match := _ITEM.fullmatch(f"{text}\n")) and match[1] not in _EMPTY:
            return match[1]
        if match := _SCALAR.fullmatch(" " + text.rstrip("\n")):
            return _unquoted(match[1])
        raise DoubtError

    def _mapping(self, text: str, indent: int, level: int) -> dict[str, Any]:
        # Between the fields nothing may be left; of each the name, the text on its line, or else all that follows.
        parts = (self._fields.get(indent) or self._pattern(indent)).split(text)
        names = parts[1::4]
        values = dict(zip(names, map(_once, parts[2::4]), strict=True))
        if any(parts[::4]) or len(values) != len(names) or level > _MOST_LEVELS:
            raise DoubtError
        self.count += len(names)
        for name, rest in zip(names, parts[3::4], strict=True):
            if rest is not None:
                values[name] = self._rest(rest, indent, level)
        if not _EMPTY.isdisjoint(parts[2::4]):
            raise DoubtError
        return values

    def _pattern(self, indent: int) -> re.Pattern[str]:
        end = rf"\n++(?= {{0,{indent}}}[^ \n]|\Z)"
        text = rf" ({_TEXT}){end}"
        rest = rf"(.*+(?:\n++(?: {{{indent + 1}}}| {{{indent}}}- ).*+)*+){end}"
        pattern = re.compile(rf"(?m:^) {{{indent}}}({_KEY}):(?:{text}|{rest})")
        self._fields[indent] = pattern
        return pattern

    def _rest(self, rest: str, indent: int, level: int) -> Any:
        if rest[:2] in {" >", " |"}:
            return _block(rest, indent)
        if rest[:1] == "\n":
            return self._nested(rest.lstrip("\n"), indent, level)
        if rest[:2] == " [":
            if not (match := _WORDS.fullmatch(rest, 1)):
                raise DoubtError
            words = match[1].split(", ")
            if not _EMPTY.isdisjoint(words):
                raise DoubtError
            self.count += len(words)
            return [*map(_once, words)]
        if rest[:2] == " {":
            return self._flow(rest[1:])
        if match := _SCALAR.fullmatch(rest):
            return _unquoted(match[1])
        raise DoubtError

    def _nested(self, text: str, indent: int, level: int) -> Any:
        inner = len(text) - len(text.lstrip(" "))
        if not text.startswith("- ", inner):
            if inner <= indent:
                raise DoubtError
            return self._mapping(f"{text}\n", inner, level + 1)
        before, *items = f"\n{text}".split(f"\n{' ' * inner}- ")
        if before or "" in items or level > _MOST_LEVELS:
            raise DoubtError
        self.count += len(items)
        return [self._item(item, inner + 2, level + 1) for item in items]

    def _flow(self, text: str) -> dict[str, Any]:
        if not text.endswith("}"):
            raise DoubtError
        parts = _PAIR.split(text[1:-1])
        names = parts[1::4]
        values = dict(zip(names, parts[2::4], strict=True))
        if any(parts[::4]) or not names or len(values) != len(names) or text.endswith(", }"):
            raise DoubtError
        self.count += len(names)
        for name, quoted in zip(names, parts[3::4], strict=True):
            if quoted is not None:
                values[name] = _unquoted(quoted)
        if not _EMPTY.isdisjoint(parts[2::4]):
            raise DoubtError
        return values


def _once(text: str | None) -> str | None:
    """A short text as it was read before, if it was: ids stand in many places."""
    return text if text is None or len(text) > _LONGEST_ID else sys.intern(text)


def _unquoted(text: str) -> str:
    return text[1:-1] if text[0] == '"' else text[1:-1].replace("''", "'")


def _block(rest: str, indent: int) -> str:
    """Text on lines of its own, folded (>) or kept as it is (|)."""
    head, _, body = rest.partition("\n")
    inner = len(body) - len(body.lstrip(" "))
    if inner <= indent:
        raise DoubtError
    # Further in no line may begin, nor less far.
    text = f"\n{body}".replace(f"\n{' ' * inner}", "\n")[1:]
    if not text or "\n " in text or text[0] in " \n":
        raise DoubtError
    text = text.rstrip("\n")
    if head in {" >-", " >"}:
        text = _LINE_ENDS.sub(lambda match: match[1] or " ", text) if "\n\n" in text else text.replace("\n", " ")
    elif head not in {" |-", " |"}:
        raise DoubtError
    return text if head.endswith("-") else f"{text}\n"


@dataclass(frozen=True)
class Section:
    """A list of records, each of which begins with a hyphen `indent` spaces in."""

    name: str
    raw: bytes
    indent: int
    start: int
    end: int

    def records(self, expected: Sequence[bytes] = ()) -> Iterator[bytes]:
        """The text of each from behind the hyphen.

        Where one of the `expected` texts stands in its turn, that itself is given: it takes less than to cut it out,
        and whoever looks it up finds it sooner.
        """
        raw, between = self.raw, b"\n" + b" " * self.indent + b"- "
        at, turn = self.start, 0
        turns: dict[bytes, int] | None = None  # made where one stands out of its turn
        while at <= self.end:
            piece = expected[turn] if turn < len(expected) else b""
            end = at + len(piece)
            if piece and raw.startswith(piece, at) and (raw.startswith(between, end) or end == self.end):
                turn += 1
            else:
                end = raw.find(between, at, self.end)
                if end < 0:
                    end = self.end
                piece = raw[at:end]
                if turns is None:
                    turns = {text: n for n, text in enumerate(expected)}
                if piece in turns:
                    turn = turns[piece] + 1
                    piece = expected[turn - 1]
            if not piece:
                raise DoubtError
            yield piece
            at = end + len(between)

    def holds(self, pieces: Sequence[bytes]) -> bool:
        """Whether these are the texts of its records."""
        # Each is the very one where it stands in its turn.
        return all(found is piece for found, piece in itertools.zip_longest(self.records(pieces), pieces))


_ENDING = re.compile(rb"[|>][0-9+]* *(?:#.*)?\n")  # text that ends in a line feed where the file does
_ABOVE = re.compile(rb"(?: *(?:#.*)?\n)*+")
_HEAD = re.compile(rb"\n(?=[^ \n#-])")
_NAME = re.compile(rb"([a-z]+): *\n")
_HYPHEN = re.compile(rb"( *)- (?=\S)")


def sections(raw: bytes) -> Iterator[Section]:
    """The lists that a file holds."""
    if not raw.endswith(b"\n"):
        if _ENDING.search(raw):
            raise DoubtError
        raw += b"\n"
    first = _above(raw, 0)
    starts = [first, *(match.end() for match in _HEAD.finditer(raw, first))]
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        if not (name := _NAME.match(raw, start)):
            raise DoubtError
        item = _above(raw, name.end())
        if not (hyphen := _HYPHEN.match(raw, item, end)):
            raise DoubtError
        yield Section(name[1].decode(), raw, len(hyphen[1]), hyphen.end(), end - 1)


def _above(raw: bytes, start: int) -> int:
    """Where comments and empty lines end; in these too nothing may stand that the reader refuses."""
    end = _ABOVE.match(raw, start).end()  # type: ignore[union-attr]
    decoded(raw[start:end])
    return end
