"""Read gettext catalogues, report their mistakes, and write them.

Babel parses them. Lines that Babel would misread without a word are refused first.
"""

import re
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, escape, normalize, read_po, unescape

from .diagnostics import DataError, Diagnostic, Mark, shown
from .grouping import repeated

Key: TypeAlias = tuple[str, tuple[str, ...]]
"""Identifies a message: its context, and its text or, for a message with plural forms, its two texts."""
Fault: TypeAlias = tuple[str, str, str]
"""A mistake in a translation: the message, the help, and the words it points at."""
Parts: TypeAlias = Callable[[str], Iterable[str]]
"""Lists the parts of a text that a translation has to keep, such as its HTML tags."""
_STRING = r'"(?:[^"\\\n]++|\\.)*+"'
_WRONG = re.compile(rf"^(?:#~\|?+|#\|)?+[ \t]*+(?!(?:msg[a-z_]+(?:\[\d\])?)?[ \t]*{_STRING}\s*$)[^#\s].*", re.MULTILINE)
"""A line that is neither a comment nor a quoted text, with or without a keyword before it."""
_ORPHAN = re.compile(r'^(?!msgid|").*\n(?:".*\n)*(?=msgstr(?!\[[1-9]))', re.MULTILINE)
"""Lines before a `msgstr` that are not its `msgid`."""
_QUOTED = re.compile(r'(?:#~\|?+|#\|)?+[ \t]*+(?:msg[a-z_]+(?:\[\d\])?)?[ \t]*"')
_UNKNOWN = re.compile(r"^(?:#~[ \t]*)?(?!msg(?:id|id_plural|ctxt|str)\b)(msg[a-z_]+)", re.MULTILINE)
_KEYWORDS = "write msgctxt, msgid, msgid_plural or msgstr"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_ORIGINAL = re.compile(
    r'^(?:(?:#~ )?msgctxt .*\n(?:(?:#~ )?".*\n)*)?(?:#~ )?msgid .*\n(?:(?:#~ )?".*\n)*', re.MULTILINE
)
_EMPTIED = re.compile(r'^msgctxt .*\n(?:".*\n)*(?=msgid ""\n(?!"))', re.MULTILINE)
"""The context of a message with an empty `msgid`."""
_NOT_COUNTED = re.compile(r"\]\([^)]*\)|\{[\w:.-]+")
"""Ids in an original, which may change."""
_TAG = re.compile("<[A-Za-z/!?][^<>]*>?")
_IDS = ("msgid", "msgid_plural")
_WIDTH = 76  # of references, as in gettext; a paragraph is one line, so that a changed word is one line of a diff
_HEAD = """\
# Translate each msgstr, and leave the rest as it is. A message that is `fuzzy` has changed: `#|` shows what was
# translated, msgid what it is now. Mend its msgstr and delete the line `#, fuzzy`. Until then pages show the original,
# as they do where a msgstr is empty. `make check` finds slips, and `make translations` says what is left to do.
msgid ""
msgstr ""
"Language: {}\\n"
"Plural-Forms: {}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(frozen=True)
class Catalogue:
    """A catalogue with the text it was read from; `read` makes it."""

    file: Path
    text: str
    messages: Catalog

    def diagnostic(self, message: Message, what: str, help: str, spot: str = "") -> Diagnostic:
        """Return a diagnostic about a translation, marked at `spot` inside it, or at its start."""
        text_after = self.text.split("\n", message.lineno or 0)[-1]
        start = self.text.index("msgstr", len(self.text) - len(text_after))
        position = max(start, self.text.find(spot, start, self.text.find("\n\n", start)))
        return _diagnostic(self.file, self.text, (position, what, help))

    def changed_originals(self, originals: Iterable[Key]) -> Iterator[Diagnostic]:
        """Yield an error for each message with an original that was edited by hand and is not in `originals`."""
        by_number = {fingerprint(original): original for original in originals}
        current = set(by_number.values())
        for message in self.messages:
            number = next((number for _, number in message.locations if number), None)
            if number is None or number == fingerprint(key(message)) or key(message) in current:
                continue
            help = "its text is gone: delete the number on the line `#:`, and what you wrote is kept at the end"
            if number in by_number:
                missing = ", ".join(_missing_lines(message, by_number[number]))
                help = f"move your words to msgstr, and write this again: {missing}"
            line = message.lineno or 1
            excerpt = self.text.split("\n")[line - 1]
            yield Diagnostic(str(self.file), Mark(line, 1), "this original was changed by hand", help, excerpt)


def _missing_lines(message: Message, original: Key) -> Iterator[str]:
    """Yield the lines of an original that its message no longer has."""
    context, ids = original
    present = {message.context or "", *texts(message.id)}
    for keyword, text in zip(("msgctxt", *_IDS), (context, *ids), strict=False):
        if text not in present:
            yield f"{keyword} {escape(text)}"


def read(file: Path, text: str, locale: str) -> Catalogue:
    """Parse the text of a catalogue.

    Raises:
        DataError: Names each line that does not belong in a catalogue.

    """
    diagnostics = [_diagnostic(file, text, fault) for fault in _faults(text)]
    if diagnostics:
        raise DataError(sorted(diagnostics))
    # msgmerge writes `#~|` lines, at which Babel stops.
    lines = ("" if line.startswith("#~|") else line for line in text.split("\n"))
    try:
        catalog = read_po(lines, locale=locale, charset="utf-8", abort_invalid=True)
        plural_index = c2py(catalog.plural_expr)
        for number in range(200):  # as gettext will do when it makes a page
            plural_index(number)
    except (PoFileError, ValueError, ZeroDivisionError) as error:
        position = max(0, text.find('"Plural-Forms')) if "plural" in str(error) else 0
        fault = (position, f"this is no catalogue: {error}", "bring it back from git")
        raise DataError([_diagnostic(file, text, fault)]) from error
    for message in catalog:
        _take_previous(message)
    return Catalogue(file, text, catalog)


def _diagnostic(file: Path, text: str, fault: tuple[int, str, str]) -> Diagnostic:
    position, message, help = fault
    start = text.rfind("\n", 0, position) + 1
    mark = Mark(text.count("\n", 0, position) + 1, position - start + 1)
    return Diagnostic(str(file), mark, message, help, text[start:].partition("\n")[0])


def _faults(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the position, message and help of each line that is malformed or out of place."""
    conflict = _CONFLICT.search(text)
    if conflict:
        help = "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>"
        yield conflict.start(), "git marked a merge conflict here", help
        return  # the lines between the marks are out of place too
    for match in _UNKNOWN.finditer(text):
        yield match.start(1), f"{shown(match[1])} begins no line of a catalogue", _KEYWORDS
    for match in _WRONG.finditer(text):
        if not _QUOTED.match(match[0]):
            help = r'write a straight one, ", there and at the end, and \" for one in the text'
            yield match.start(), "the text has no quotation mark at its start", help
        elif match[0].rstrip().endswith('"'):
            yield match.start(), "a quotation mark stands in the text", r"write \" for it, or those of the language"
        else:
            yield match.end(), "the text has no quotation mark at its end", r"write it, and \" for one in the text"
    for match in _ORPHAN.finditer(text):
        yield match.end(), "no msgid stands before this msgstr", "delete it, or bring the line back"
    for match in _EMPTIED.finditer(text):
        yield match.end(), "this msgid is empty", "write the original into it again, and the translation into msgstr"
    for duplicate, _ in repeated(_ORIGINAL.finditer(text), key=_unfolded):
        yield duplicate.start(), "this message is there twice", "keep one of the two"


def _unfolded(original: re.Match[str]) -> str:
    """Return an original on one line, without the marks of an obsolete message."""
    return re.sub(r'"\n(?:#~ )?"', "", original[0]).replace("#~ msg", "msg")


def _take_previous(message: Message) -> None:
    """Move the previous original of a fuzzy message from its comments, where Babel leaves it, to `previous_id`."""
    previous: dict[str, str] = {}
    keyword = ""
    comments = []
    for comment in message.user_comments:
        match = re.match(rf"\|\s*(msg\w+)?\s*({_STRING})", comment)
        if match:
            keyword = match[1] or keyword
            previous[keyword] = previous.get(keyword, "") + unescape(match[2])
        if not comment.startswith("|"):
            comments.append(comment)
    previous.pop("msgctxt", None)
    message.previous_id = list(previous.values())
    message.user_comments = comments


def text_of(catalog: Catalog, locale: str) -> str:
    """Return a catalogue as it is written to its file: equal messages always give the same text.

    Babel's `write_po` does not fit: it folds comments at 76 columns, and the previous original of a fuzzy message is a
    comment to it, so that a long one would no longer be a quoted text.
    """
    blocks = [_HEAD.format(locale.replace("-", "_"), catalog.plural_forms)]
    blocks += [_message_text(message, catalog.num_plurals) for message in catalog if message.id]
    blocks += [_message_text(message, catalog.num_plurals, mark="#~ ") for message in catalog.obsolete.values()]
    return "\n".join(blocks)


def _message_text(message: Message, plurals: int, mark: str = "") -> str:
    """Return the lines of a message; `mark` begins those of an obsolete one."""
    lines = [f"# {comment}" for comment in message.user_comments]
    if not mark:
        lines += [f"#. {comment}" for comment in message.auto_comments]
        places = [f"{place}:{number}" if number else place for place, number in message.locations]
        references = textwrap.wrap(" ".join(places), _WIDTH, break_on_hyphens=False, break_long_words=False)
        lines += [f"#: {reference}" for reference in references]
    if message.flags:
        lines.append(f"#, {', '.join(sorted(message.flags))}")
    if not mark and message.fuzzy:
        lines += [_entry("#| ", keyword, text) for keyword, text in zip(_IDS, message.previous_id, strict=False)]
    if message.context:
        lines.append(_entry(mark, "msgctxt", message.context))
    lines += [_entry(mark, keyword, text) for keyword, text in zip(_IDS, texts(message.id), strict=False)]
    strings = (*texts(message.string), *[""] * plurals)
    if message.pluralizable:
        lines += [_entry(mark, f"msgstr[{n}]", strings[n]) for n in range(plurals)]
    else:
        lines.append(_entry(mark, "msgstr", strings[0]))
    return "\n".join([*lines, ""])


def _entry(mark: str, keyword: str, text: str) -> str:
    return f"{mark}{keyword} {normalize(text, mark, 0)}"


def texts(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return as a tuple what Babel keeps as one text or, for a message with plural forms, as several."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def key(message: Message) -> Key:
    """Return the key that identifies a message."""
    return message.context or "", texts(message.id)


def fingerprint(name: Key) -> int:
    """Return a checksum of an original, which shows whether it was edited since it was written."""
    context, ids = name
    return zlib.crc32(_NOT_COUNTED.sub("", "\n".join([context, *ids])).encode()) % 10_000_000


def unlike(original: str, here: str, *more: tuple[Parts, str]) -> Iterator[Fault]:
    """Yield each part of the original that its translation lost, and each that it added.

    Args:
        original: The text that was translated.
        here: Its translation.
        more: Kinds of parts to compare besides HTML tags, each with the help for its faults.

    """
    tags: tuple[Parts, str] = (_TAG.findall, "keep each HTML tag as the original has it, and add none")
    for parts, help in (tags, *more):
        expected = list(parts(original))
        actual = list(parts(here))
        for part in sorted({*expected, *actual}):
            difference = actual.count(part) - expected.count(part)
            if difference:
                yield f"the translation has {'lost' if difference < 0 else 'added'} {shown(part)}", help, part
